"""What the worker does after a move: each looks at the rows as they are now, and may find nothing to do."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from regreso import story
from regreso.casebook import queries
from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import (
    Answer,
    Call,
    Challenge,
    Custody,
    DeathNotice,
    Enquiry,
    Handover,
    Journey,
    Match,
    Message,
    Proof,
    SupportPlan,
    history,
)
from regreso.movement.journeys.plan import plan_journey
from regreso.steps import (
    answer,
    ask,
    borders,
    call,
    challenge,
    confirm,
    handover,
    message,
    proof,
    register,
    search,
    set_right,
    support,
    travel,
)

_LEG = ("from", "to", "mode", "depart", "arrive", "crossing")

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from regreso.casebook.models import Move


def look_up(move: Move) -> None:
    """Know both sides as they stand, before anything is written."""
    search.look_up(move.operation_id)


def search_enquiry(move: Move, at: datetime) -> None:
    """What is told of the person sought is new or has changed: search the register."""
    search.search_enquiry(move.subject_id, at=at)


def search_custody(move: Move, at: datetime) -> None:
    """A record is new or has changed: ask all waiting enquiries."""
    search.search_custodies([move.subject_id], at=at)


def search_list(move: Move, at: datetime) -> None:
    """A list came in: ask all waiting enquiries about everyone on it."""
    search.search_list(move.subject_id, at=at)


def prepare_answer(move: Move, at: datetime) -> None:
    """Two reviewers agreed: an answer waits for the word of the captive."""
    match = _match(move)
    if match.state == "confirmed" and not queries.answered(match).exists():
        answer.prepare(Answer(operation_id=match.operation_id, match=match), at=at)


def supersede_others(move: Move, at: datetime) -> None:
    """Another match of the same enquiry was confirmed: the other candidates leave the queue."""
    _supersede(_match(move).enquiry, at)


def supersede_all(move: Move, at: datetime) -> None:
    """The enquiry has ended: its candidates leave the queue."""
    _supersede(Enquiry.objects.get(pk=move.subject_id), at)


def shred_proofs(move: Move, at: datetime) -> None:
    """The family has withdrawn: their papers are not ours to keep."""
    for paper in Proof.objects.filter(enquiry=move.subject_id).exclude(state="shredded"):
        proof.shred(paper, at=at)


def withdraw_challenges(move: Move, at: datetime) -> None:
    """The family has withdrawn: what only they and he know is not ours to keep."""
    for asked in Challenge.objects.filter(enquiry=move.subject_id).exclude(state="withdrawn"):
        challenge.withdraw(asked, by=SYSTEM, at=at)


def open_gate_of_answer(move: Move, at: datetime) -> None:
    """An answer waits: what the captive said before counts."""
    _pass_or_stay(Answer.objects.select_related("match__custody", "enquiry").get(pk=move.subject_id), at)


def open_gates(move: Move, at: datetime) -> None:
    """The captive gave or took back a consent: every answer about him that was not released yet follows."""
    waiting = Answer.objects.filter(match__custody=Custody.objects.get(pk=move.subject_id))
    for found in waiting.select_related("match__custody", "enquiry"):
        _pass_or_stay(found, at)


def revoke_answer(move: Move, at: datetime) -> None:
    """The match was a mistake: its answer falls, whatever had become of it."""
    for found in queries.answered(_match(move)):
        if _can(found, "revoke"):
            answer.revoke(found, at=at)


def owe_corrections(move: Move, at: datetime) -> None:
    """Whoever had learnt of a revoked answer is to hear of the mistake: a task for each."""
    set_right.owe(Answer.objects.select_related("enquiry", "match__custody").get(pk=move.subject_id), at=at)


def take_up_enquiry(move: Move, at: datetime) -> None:
    """A reviewer took up a match: the family's page says that a person is looking."""
    enquiry = _match(move).enquiry
    if _can(enquiry, "take_up"):
        ask.take_up(enquiry, at=at)


def put_enquiry_back(move: Move, at: datetime) -> None:
    """A match was put away: when it was the last one, the enquiry is searched for again."""
    enquiry = _match(move).enquiry
    if _can(enquiry, "put_back") and not queries.under_review(enquiry).exists():
        ask.put_back(enquiry, at=at)


def confirm_enquiry(move: Move, at: datetime) -> None:
    """Two reviewers agreed: the enquiry is confirmed, and the family is told nothing yet."""
    enquiry = _match(move).enquiry
    if _can(enquiry, "confirm"):
        ask.confirm(enquiry, at=at)


def unconfirm_enquiry(move: Move, at: datetime) -> None:
    """The match was revoked: unless another one holds, the enquiry is searched for again."""
    enquiry = _match(move).enquiry
    others = Match.objects.filter(enquiry=enquiry, state__in=("confirmed", "revocation_asked"))
    if _can(enquiry, "unconfirm") and not others.exists():
        ask.unconfirm(enquiry, at=at)


def answer_enquiry(move: Move, at: datetime) -> None:
    """An answer was released: the enquiry is answered."""
    enquiry = Answer.objects.select_related("enquiry").get(pk=move.subject_id).enquiry
    if _can(enquiry, "answer"):
        ask.answer(enquiry, at=at)


def check_message(move: Move, at: datetime) -> None:
    """A message was written: the family-news check sends it on to its reviewer, or back with its reasons."""
    written = Message.objects.get(pk=move.subject_id)
    if written.state == "written":
        message.check(written, at=at)


def send_message(move: Move, at: datetime) -> None:
    """The writer's side has read it: it goes on its way."""
    passed = Message.objects.get(pk=move.subject_id)
    if _can(passed, "send"):
        message.send(passed, at=at)


def search_again(move: Move, at: datetime) -> None:
    """A message could not be handed over because he is not there: the register is asked where he is now."""
    failed = Message.objects.get(pk=move.subject_id)
    if move.detail.get("why") in ("address", "moved"):
        search.search_enquiry(failed.enquiry_id, at=at)


def call_cared(move: Move, at: datetime) -> None:
    """One side was asked how they are after a call: when the other was, too, the call is done with."""
    held = Call.objects.get(pk=move.subject_id)
    if _can(held, "care_after") and held.family_cared_at and held.captive_cared_at:
        call.care_after(held, at=at)


def let_custody_die(move: Move, at: datetime) -> None:
    """Two officers signed a notice of death: the register says so, too."""
    custody = DeathNotice.objects.select_related("custody").get(pk=move.subject_id).custody
    if _can(custody, "die"):
        register.die(custody, at=at)


def reopen_custody(move: Move, at: datetime) -> None:
    """A notice of death was corrected: what the register said because of it no longer holds."""
    custody = DeathNotice.objects.select_related("custody").get(pk=move.subject_id).custody
    if _can(custody, "reopen"):
        register.reopen(custody, at=at)


def cancel_journeys(move: Move, at: datetime) -> None:
    """An answer fell: no sheet that stands on it may be travelled by."""
    for journey in Journey.objects.filter(answer=move.subject_id):
        if _can(journey, "cancel"):
            travel.cancel(journey, reason="the answer was revoked", by=SYSTEM, at=at)


def look_at_journeys(move: Move, at: datetime) -> None:
    """The book of borders says something else: each journey that is planned or under way is looked at."""
    atlas = borders.atlas(move.operation_id)
    for journey in _living(Journey.objects.filter(operation_id=move.operation_id)):
        found = travel.standing_in(journey, atlas)
        warning = {
            "why": "crossing",
            "legs": [one.order for one in found],
            "hurdles": [f"{hurdle.rule}: {hurdle.place}" for one in found for hurdle in one.hurdles],
        }
        known = {name: value for name, value in journey.warning.items() if name != "prepared"}
        if found and known != warning:
            travel.warn(journey, warning, at=at)
        elif found:
            _prepare(journey, at)  # as the book says now, for the same alarm


def prepare_new_sheet(move: Move, at: datetime) -> None:
    """A crossing closed on a sheet: what else there is lies ready for the escort desk with the alarm."""
    for journey in _living(Journey.objects.filter(pk=move.subject_id)):
        if journey.warning.get("why") == "crossing":
            _prepare(journey, at)


def _prepare(journey: Journey, at: datetime) -> None:
    start = travel.reached_stop(journey) or journey.start_stop
    if not start or start == journey.end_stop:
        return
    on = travel.first_day(journey, at.date())
    found = plan_journey(
        borders.atlas(journey.operation_id),
        travel.traveller(journey),
        start=start,
        end=journey.end_stop,
        on=on,
    )
    options = [
        {"arrive": one.arrive, "changes": one.changes, "cost": one.cost,
         "legs": [{name: leg[name] for name in _LEG} for leg in one.legs]}
        for one in found.options
    ]  # fmt: skip
    stands = [[hurdle.rule, hurdle.place] for hurdle in found.blocked_by]
    ways = {"start": start, "tier": found.tier.value, "options": options, "stands": stands}
    known = {name: value for name, value in journey.warning.get("prepared", {}).items() if name != "at"}
    if known != ways:
        travel.prepare(journey, ways, at=at)


def look_at_meeting(move: Move, at: datetime) -> None:
    """Something happened to the one held: those who travel to meet him may be going to nobody."""
    custody = Custody.objects.get(pk=move.subject_id)
    for journey in _living(Journey.objects.filter(answer__match__custody=custody)):
        if move.name != "name_meeting" or not travel.meeting_holds(journey):
            travel.warn(journey, {"why": "meeting"}, at=at)


def warn_of_handover(move: Move, at: datetime) -> None:
    """The handover will not be as planned: those who travel to it are stopped."""
    held = Handover.objects.get(pk=move.subject_id)
    for journey in _living(Journey.objects.filter(answer__match__custody=held.custody_id)):
        travel.warn(journey, {"why": "meeting"}, at=at)


def _living(journeys: QuerySet[Journey]) -> QuerySet[Journey]:
    return journeys.filter(state__in=story.rule_for("journey", "warn").before).select_related(
        "answer__match__custody"
    )


def end_custody(move: Move, at: datetime) -> None:
    """Two signed that he was handed over: the register no longer says that he is held."""
    done = Handover.objects.select_related("custody").get(pk=move.subject_id)
    how = handover.ENDS[done.basis]
    if _can(done.custody, how):
        register.end(done.custody, how, by=SYSTEM, at=at)


def open_support_plan(move: Move, at: datetime) -> None:
    """Support was offered: the plan asks again after two and eight weeks."""
    notice = DeathNotice.objects.get(pk=move.subject_id)
    if not SupportPlan.objects.filter(death_notice=notice).exists():
        plan = SupportPlan(
            operation_id=notice.operation_id, death_notice=notice, enquiry_id=notice.enquiry_id
        )
        support.offer(plan, at=at)


def _supersede(enquiry: Enquiry, at: datetime) -> None:
    for other in Match.objects.filter(enquiry=enquiry):
        if _can(other, "supersede"):
            confirm.supersede(other, at=at)


def _pass_or_stay(found: Answer, at: datetime) -> None:
    """His newest word about telling this family opens the gate or shuts it; without a word it waits."""
    word = queries.newest_consent(found.match.custody, "tell_family", enquiry=found.enquiry)
    if word is None or found.match.state != "confirmed":
        return
    if not word.given and _can(found, "withhold"):
        answer.withhold(found, "he does not want this family to be told", at=at)
    elif word.given and _can(found, "clear") and not _withheld_by_a_person(found):
        # The step's own gate may know another hindrance (he is no longer held): then the liaison decides.
        with suppress(story.MoveRefused):
            answer.clear(found, "consent", by=SYSTEM, at=at)


def _withheld_by_a_person(found: Answer) -> bool:
    """A liaison saw a danger in telling: his yes alone does not set that aside."""
    last = history(found).last()
    return last is not None and last.name == "withhold" and last.role != story.SYSTEM


def _match(move: Move) -> Match:
    return Match.objects.select_related("enquiry").get(pk=move.subject_id)


def _can(row: Any, name: str) -> bool:  # noqa: ANN401 - a row of any noun
    """Whether the story lets this move begin from where the row is now."""
    return row.state in story.rule_for(row.SUBJECT, name).before
