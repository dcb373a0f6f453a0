"""The way to where he is met: legs with dated sources, a code to check, a day on which the sheet expires.

A sheet exists only after two released the answer and the holding side named the meeting. Legs over a border
are held against the book of borders (`atlas`) when the sheet is issued and when the traveller leaves.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import transaction

from regreso import story
from regreso.casebook import certificates
from regreso.casebook.actor import CLOCK, SYSTEM
from regreso.casebook.models import append_move
from regreso.casebook.once import once
from regreso.casebook.queries import TOLD
from regreso.casebook.rows import add_line, set_columns
from regreso.movement.errors import MovementError
from regreso.movement.journeys.rules import Traveller
from regreso.movement.journeys.standing import grounds, hindered
from regreso.movement.legs import check_legs
from regreso.movement.published import route, starts
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Journey, Move
    from regreso.movement.journeys.plan import Atlas
    from regreso.movement.journeys.standing import Hindered

WARNINGS = ("crossing", "meeting")
CHECK_IN = timedelta(hours=12)  # without a word for so long there is an alarm
AFTER_A_LEG = timedelta(hours=3)  # and so long after a leg should have ended
SOONEST = timedelta(hours=1)  # but nobody is asked again sooner than this
HOLDS_AFTER = timedelta(days=3)  # the sheet holds until so long after the meeting day
LONGEST = timedelta(days=30)  # and never longer than this from its issue: borders change
_MEETING_ZONE = ZoneInfo("Europe/Kyiv")


def plan(
    journey: Journey, *, start: str = "kaliningrad", atlas: Atlas | None = None, by: Actor, at: datetime
) -> Move:
    """A way is written down: legs, a named meeting point and its day. Nobody is told to leave by this.

    Without legs of its own it gets those of the published route by way of `start`. Legs that were planned
    carry with them what their borders were judged by.
    """
    if journey.answer.state not in TOLD or journey.answer.operation_id != journey.operation_id:
        raise MoveRefused("journey", "plan", "no answer was released to this family")
    if start not in starts():
        raise StepError("unknown_start", given=start, expected=" or ".join(starts()))
    if not journey.traveller.strip():
        raise StepError("no_traveller", given="", expected="who travels")
    _take_named_meeting(journey)
    meeting = _meeting(journey, at)
    try:
        journey.legs = journey.legs or [leg.as_row() for leg in route(start, language=journey.language)]
        check_legs(journey.legs)
    except MovementError as error:
        raise StepError("bad_legs", given=start, expected=str(error)) from None
    if atlas is not None:
        journey.rules_used = [
            {"rule": one.rule, "place": one.place, "says": one.says, "source": one.source,
             "last_seen": one.last_seen.isoformat() if one.last_seen else "", "version": one.version}
            for one in grounds(atlas, traveller(journey), journey.legs)
        ]  # fmt: skip
    with once(journey, "plan"):
        journey.expires_at = _expires(meeting, at)
        return append_move(journey, "plan", by=by, at=at)


def issue(journey: Journey, *, atlas: Atlas | None = None, by: Actor, at: datetime) -> Move:
    """The traveller has the sheet, with a code that anyone on the way can check until it expires."""
    _refuse_fallen_answer(journey, "issue")
    _refuse_other_meeting(journey, "issue")
    _refuse_hindered(journey, "issue", atlas)
    with transaction.atomic():
        move = append_move(journey, "issue", by=by, at=at)
        expires_at = _expires(_meeting(journey, at), at)
        sheet = {"traveller": journey.traveller, "meeting_point": journey.meeting_point, "legs": journey.legs,
                 "meeting_on": journey.meeting_on}  # fmt: skip
        paper = certificates.issue(
            "journey", sheet, operation=journey.operation, at=at, expires_at=expires_at
        )
        set_columns(journey, certificate=paper, expires_at=expires_at)
    return move


def depart(journey: Journey, *, atlas: Atlas | None = None, by: Actor, at: datetime) -> Move:
    """The traveller has left; without a word within twelve hours, or three after the leg, there is alarm."""
    _refuse_other_traveller(journey, "depart", by)
    if journey.expires_at and at >= journey.expires_at:
        raise MoveRefused("journey", "depart", "the sheet has expired; ask for a new one before you leave")
    _refuse_fallen_answer(journey, "depart")
    _refuse_other_meeting(journey, "depart")
    _refuse_hindered(journey, "depart", atlas)
    with transaction.atomic():
        move = append_move(journey, "depart", by=by, at=at)
        set_columns(journey, next_check_in_at=_next_word(journey, at))
    return move


def check_in(journey: Journey, leg: int, *, by: Actor, at: datetime) -> Move:
    """The traveller has done this leg and is well; the alarm waits for the next word."""
    _refuse_other_traveller(journey, "check_in", by)
    if leg not in [row["order"] for row in journey.legs]:
        raise StepError("unknown_leg", given=leg, expected=f"1 to {len(journey.legs)}")
    with transaction.atomic():
        move = append_move(journey, "check_in", by=by, at=at, said={"detail": {"leg": leg}})
        add_line(journey, "check_ins", {"leg": leg, "at": at.isoformat()})
        set_columns(journey, next_check_in_at=_next_word(journey, at))
    return move


def alarm(journey: Journey, *, at: datetime, by: Actor = CLOCK) -> Move:
    """The traveller was not heard of in time: the journey stands on the liaison's desk as overdue."""
    if journey.next_check_in_at is None or at < journey.next_check_in_at:
        raise MoveRefused("journey", "alarm", "the next word is not due yet")
    return append_move(journey, "alarm", by=by, at=at)


def warn(journey: Journey, warning: Mapping[str, Any], *, by: Actor = SYSTEM, at: datetime) -> Move:
    """What this sheet stands on no longer holds: the escort desk is alarmed, and nobody leaves by it.

    `warning` has `why` (crossing, meeting); for a crossing the numbers of the legs and what stands in them.
    """
    if warning.get("why") not in WARNINGS:
        raise StepError("unknown_warning", given=warning.get("why"), expected=" or ".join(WARNINGS))
    with transaction.atomic():
        move = append_move(journey, "warn", by=by, at=at, said={"detail": dict(warning)})
        set_columns(journey, warned_at=at, warning=dict(warning))
    return move


def prepare(journey: Journey, ways: Mapping[str, Any], *, by: Actor = SYSTEM, at: datetime) -> Move:
    """A new sheet lies ready for the desk: the ways from where the traveller is, or what refuses them all.

    Nobody is told to go by it: a person looks at a way and lets it take the place of the old sheet.
    `ways` has `start`, `tier`, `options` (arrive, changes, cost, legs) and `stands` (rule, place).
    """
    if journey.warned_at is None:
        raise MoveRefused("journey", "prepare", "no alarm runs")
    detail = {"tier": ways["tier"], "options": len(ways["options"])}
    with transaction.atomic():
        move = append_move(journey, "prepare", by=by, at=at, said={"detail": detail})
        prepared = {**ways, "at": at.isoformat()}
        set_columns(journey, warning={**journey.warning, "prepared": prepared})
    return move


def settle(journey: Journey, *, reason: str, atlas: Atlas | None = None, by: Actor, at: datetime) -> Move:
    """Somebody looked, and the sheet holds after all: its alarm ends."""
    if journey.warned_at is None:
        raise MoveRefused("journey", "settle", "no alarm runs")
    if not reason.strip():
        raise StepError("no_reason", given=reason, expected="who looked, and what they saw")
    _refuse_other_meeting(journey, "settle")
    still = standing_in(journey, atlas) if atlas is not None else ()
    if still:
        raise MoveRefused("journey", "settle", "the book of borders still says that it cannot be gone")
    with transaction.atomic():
        move = append_move(journey, "settle", by=by, at=at, said=reason)
        set_columns(journey, warned_at=None, warning={})
    return move


def arrive(journey: Journey, *, by: Actor, at: datetime) -> Move:
    """The traveller is where they were to be met."""
    _refuse_other_traveller(journey, "arrive", by)
    return _over(journey, "arrive", reason="", by=by, at=at)


def replace(
    old: Journey,
    new: Journey,
    *,
    start: str = "kaliningrad",
    atlas: Atlas | None = None,
    by: Actor,
    at: datetime,
) -> Move:
    """The old sheet no longer holds and its code says so; a new one is planned in its place.

    Two moves, the end of one sheet and the plan of the other, that cannot be had apart.
    """
    if new.answer_id != old.answer_id:
        raise StepError("another_family", given=new.answer_id, expected="a journey for the same answer")
    with transaction.atomic():
        move = _over(old, "replace", reason=f"by {new.pk}", by=by, at=at)
        _revoke(old, at)
        new.replaces = old
        plan(new, start=start, atlas=atlas, by=by, at=at)
    return move


def expire(journey: Journey, *, at: datetime, by: Actor = CLOCK) -> Move:
    """The day of the sheet has passed before anyone left with it."""
    if journey.expires_at is None or at < journey.expires_at:
        raise MoveRefused("journey", "expire", "its day has not passed")
    return append_move(journey, "expire", by=by, at=at)


def cancel(journey: Journey, *, reason: str, by: Actor, at: datetime) -> Move:
    """The journey is called off; the code on the sheet no longer holds."""
    _refuse_other_traveller(journey, "cancel", by)
    with transaction.atomic():
        move = _over(journey, "cancel", reason=reason, by=by, at=at)
        _revoke(journey, at)
    return move


def traveller(journey: Journey) -> Traveller:
    """Who travels, as the planner knows them."""
    return Traveller(journey.passport, journey.purpose or "family", frozenset(journey.documents))


def reached_stop(journey: Journey) -> str:
    """The stop from which the last word came; "" before the first."""
    done = max((line["leg"] for line in journey.check_ins), default=0)
    legs = (leg for leg in journey.legs if leg["order"] == done and leg.get("to_stop"))
    return next((str(leg["to_stop"]) for leg in legs), "")


def first_day(journey: Journey, today: date) -> date:
    """The day from which other ways are looked for: as planned before the first word, today after it."""
    moments = [leg["depart"] for leg in journey.legs if leg.get("depart")]
    planned = datetime.fromisoformat(moments[0]).date() if moments else today
    return today if journey.check_ins else max(today, planned)


def standing_in(journey: Journey, atlas: Atlas) -> tuple[Hindered, ...]:
    """What stands in the legs that are still ahead, by what is known now."""
    done = max((line["leg"] for line in journey.check_ins), default=0)
    ahead = [leg for leg in journey.legs if leg["order"] > done]
    return hindered(atlas, traveller(journey), ahead)


def meeting_holds(journey: Journey) -> bool:
    """Whether the holding side still names the point and day of this sheet."""
    named = journey.answer.match.custody.meeting
    return (named.get("point"), named.get("on")) == (journey.meeting_point, journey.meeting_on)


def _take_named_meeting(journey: Journey) -> None:
    """Point and day are what the holding side has written down, never what somebody typed."""
    named = journey.answer.match.custody.meeting
    if not named:
        raise MoveRefused("journey", "plan", "the holding side has named no meeting yet")
    journey.meeting_point, journey.meeting_on = named["point"], named["on"]


def _refuse_other_meeting(journey: Journey, move: str) -> None:
    journey.answer.match.custody.refresh_from_db(fields=["meeting"])
    if not meeting_holds(journey):
        raise MoveRefused("journey", move, "the holding side names another meeting now; plan a new sheet")


def _refuse_hindered(journey: Journey, move: str, atlas: Atlas | None) -> None:
    """An unknown rule is never shown as allowed: a sheet over a border needs a book that says yes."""
    journey.refresh_from_db(fields=["warned_at"])
    if journey.warned_at is not None:
        raise MoveRefused("journey", move, "there is an alarm on this sheet; plan a new one")
    if not any(leg.get("crossing") or leg.get("enters") for leg in journey.legs):
        return
    if atlas is None:
        raise StepError("no_atlas", given="", expected="the book of borders, for legs that cross one")
    for one in standing_in(journey, atlas):
        what = "; ".join(f"{hurdle.rule} at {hurdle.place}" for hurdle in one.hurdles)
        raise MoveRefused("journey", move, f"something stands in leg {one.order}: {what}")


def _next_word(journey: Journey, at: datetime) -> datetime:
    """When the next word is due: three hours after the next leg should end, at most twelve hours from now."""
    done = {line["leg"] for line in journey.check_ins}
    ends = [leg["arrive"] for leg in journey.legs if leg["order"] not in done and leg.get("arrive")]
    if not ends:
        return at + CHECK_IN
    planned = datetime.fromisoformat(ends[0]) + AFTER_A_LEG
    return min(at + CHECK_IN, max(at + SOONEST, planned))


def _meeting(journey: Journey, at: datetime) -> date:
    try:
        meeting = date.fromisoformat(journey.meeting_on)
    except ValueError:
        raise StepError("no_meeting_day", given=journey.meeting_on, expected="a day, YYYY-MM-DD") from None
    if meeting < at.astimezone(_MEETING_ZONE).date():
        raise StepError("meeting_passed", given=journey.meeting_on, expected="a day to come")
    return meeting


def _expires(meeting: date, at: datetime) -> datetime:
    last = datetime.combine(meeting + HOLDS_AFTER, time.max, _MEETING_ZONE)
    return min(last, at + LONGEST)


def _refuse_fallen_answer(journey: Journey, move: str) -> None:
    """The answer may have been revoked since this page was opened: look at the row, not at its copy."""
    if not type(journey.answer).objects.filter(pk=journey.answer_id, state__in=TOLD).exists():
        raise MoveRefused("journey", move, "the answer that it stands on no longer holds")


def _refuse_other_traveller(journey: Journey, move: str, by: Actor) -> None:
    if by.role == story.ENQUIRER and by.id != str(journey.answer.enquiry.enquirer_id):
        raise MoveRefused("journey", move, "it is the journey of another family")


def _over(journey: Journey, name: str, *, reason: str, by: Actor, at: datetime) -> Move:
    with transaction.atomic():
        move = append_move(journey, name, by=by, at=at, said=reason)
        set_columns(journey, next_check_in_at=None)
    return move


def _revoke(journey: Journey, at: datetime) -> None:
    if journey.certificate is not None:
        certificates.revoke(journey.certificate, at=at)
