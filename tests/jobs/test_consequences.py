"""What follows from a move happens by itself, once, and not when the world has moved on."""

from __future__ import annotations

import pytest

from cast import Cast
from pair import Pair
from regreso.casebook import certificates
from regreso.casebook.models import (
    Answer,
    Consent,
    Custody,
    CustodyList,
    DeathNotice,
    Enquiry,
    Handover,
    Match,
    Message,
    Person,
    SupportPlan,
    append_move,
    history,
)
from regreso.jobs import queue
from regreso.jobs.worker import drain
from regreso.steps import answer as answering
from regreso.steps import ask, handover, message, mourn, register, travel


def state(row: Answer | Enquiry | Custody | Message) -> str:
    return str(type(row).objects.get(pk=row.pk).state)


@pytest.fixture
def match(cast: Cast) -> Match:
    """What the search found by itself; what the reviewers do with it is tested with their steps."""
    enquiry, _ = cast.asked(), cast.held()
    drain(at=cast.at)
    return Match.objects.get(enquiry=enquiry)


def moved(cast: Cast, match: Match, *names: str) -> None:
    """Make these moves on the match, each by whoever may."""
    for name, by in (name.split(":") for name in names):
        append_move(match, name, by=cast.by(by), at=cast.at)
    drain(at=cast.at)


def test_a_match_taken_up_and_put_away_takes_the_enquiry_along(cast: Cast, match: Match) -> None:
    moved(cast, match, "assign:reviewer_a")
    assert state(match.enquiry) == "under_review"
    moved(cast, match, "review:reviewer_a", "reject:reviewer_a")
    assert state(match.enquiry) == "searching"
    assert [m.role for m in history(match.enquiry)][-2:] == ["system", "system"]


def test_the_enquiry_stays_under_review_while_another_match_is(cast: Cast, match: Match) -> None:
    other = Match.objects.create(
        operation=cast.operation, enquiry=match.enquiry, custody=cast.held(surname="Ш"), state="potential"
    )
    moved(cast, other, "assign:reviewer_b")
    moved(cast, match, "assign:reviewer_a", "review:reviewer_a", "leave_open:reviewer_a")
    assert state(match.enquiry) == "under_review"
    moved(cast, other, "review:reviewer_b", "reject:reviewer_b")
    assert state(match.enquiry) == "searching"


CONFIRMED = ("assign:reviewer_a", "review:reviewer_a", "propose:reviewer_a", "confirm:reviewer_b")


def test_a_confirmed_match_confirms_the_enquiry_and_a_revoked_one_reopens_the_search(
    cast: Cast, match: Match
) -> None:
    moved(cast, match, *CONFIRMED)
    assert state(match.enquiry) == "confirmed"
    moved(cast, match, "ask_revocation:liaison_a", "revoke:liaison_b")
    assert state(match.enquiry) == "searching"


def test_a_released_answer_answers_the_enquiry(cast: Cast, match: Match) -> None:
    moved(cast, match, *CONFIRMED)
    said(cast, match, given=True)
    answer = Answer.objects.get(match=match)
    ask.raise_level(match.enquiry, 2, basis="papers seen", by=cast.by("liaison_a"), at=cast.at)
    answering.sign(answer, {}, by=cast.by("liaison_a"), at=cast.at)
    answering.release(answer, by=cast.by("liaison_b"), at=cast.at)
    drain(at=cast.at)
    assert state(match.enquiry) == "answered"
    moved(cast, match, "ask_revocation:liaison_a", "revoke:liaison_b")
    assert (state(match.enquiry), state(answer)) == ("searching", "revoked")


def said(cast: Cast, match: Match, *, given: bool, hours: float = 0) -> None:
    """He says whether his family may know, and the worker does what follows."""
    word = Consent(purpose="tell_family", given=given, asked_alone=True, witness=cast.registrar)
    register.consent(match.custody, word, by=cast.captive_of(match.custody), at=cast.later(hours=hours))
    drain(at=cast.later(hours=hours))


def test_a_confirmed_match_waits_for_his_word_and_goes_by_it(cast: Cast, match: Match) -> None:
    moved(cast, match, *CONFIRMED)
    answer = Answer.objects.get(match=match)
    assert answer.state == "waiting_for_consent"
    said(cast, match, given=False)
    assert state(answer) == "withheld"
    said(cast, match, given=True, hours=1)
    assert state(answer) == "ready"


def test_a_word_that_he_gave_before_counts(cast: Cast, match: Match) -> None:
    said(cast, match, given=True)
    moved(cast, match, *CONFIRMED)
    assert Answer.objects.get(match=match).state == "ready"


def test_his_refusal_stops_a_signed_answer(cast: Cast, match: Match) -> None:
    said(cast, match, given=True)
    moved(cast, match, *CONFIRMED)
    answer = Answer.objects.get(match=match)
    answering.sign(answer, {}, by=cast.by("liaison_a"), at=cast.at)
    said(cast, match, given=False)
    assert state(answer) == "withheld"


def test_his_yes_does_not_set_aside_what_a_liaison_withheld(cast: Cast, match: Match) -> None:
    moved(cast, match, *CONFIRMED)
    answer = Answer.objects.get(match=match)
    answering.withhold(answer, "a danger at home", by=cast.by("liaison_a"), at=cast.at)
    said(cast, match, given=True)
    assert state(answer) == "withheld"


def test_a_new_enquiry_and_a_new_record_are_searched_at_once_and_nobody_is_told(cast: Cast) -> None:
    enquiry = cast.asked()
    drain(at=cast.at)
    assert (state(enquiry), Match.objects.count()) == ("searching", 0)
    custody = cast.held()
    drain(at=cast.at)
    assert Match.objects.get().custody_id == custody.pk
    assert state(enquiry) == "searching"
    register.correct(custody, {"birth": "1960-01-01"}, by=cast.by("registrar"), at=cast.at)
    before = history(enquiry).count()
    drain(at=cast.at)
    assert history(enquiry).count() > before, "it was searched again"


def test_a_list_is_searched_once_as_a_whole(cast: Cast) -> None:
    enquiry = cast.asked()
    drain(at=cast.at)
    taken_in = CustodyList(operation=cast.operation, site=cast.camp, digest="a" * 64)
    rows = [
        (
            Custody(operation=cast.operation, site=cast.camp),
            Person(operation=cast.operation, surname=surname, given="Тарас", birth="1999-04-21"),
        )
        for surname in ("Шевченко", "Бондар", "Мельник")
    ]
    register.register_list(taken_in, rows, by=cast.by("registrar"), at=cast.at)
    assert queue.counts().waiting == 1
    drain(at=cast.at)
    assert Match.objects.filter(enquiry=enquiry).count() >= 1


def test_a_confirmed_match_takes_the_others_out_of_the_queue(cast: Cast, match: Match) -> None:
    other = Match.objects.create(
        operation=cast.operation, enquiry=match.enquiry, custody=cast.held(surname="Ш"), state="potential"
    )
    elsewhere = Match.objects.create(
        operation=cast.operation, enquiry=cast.drafted(surname="Щ"), custody=match.custody, state="potential"
    )
    moved(cast, match, *CONFIRMED)
    other.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (other.state, elsewhere.state) == ("superseded", "potential")


def test_what_the_family_has_withdrawn_is_let_alone(cast: Cast, match: Match) -> None:
    ask.withdraw(match.enquiry, reason="found", by=cast.mother_of(match.enquiry), at=cast.at)
    moved(cast, match, "assign:reviewer_a")
    assert state(match.enquiry) == "closed"


def test_a_message_is_checked_and_sent_by_itself(pair: Pair) -> None:
    letter = pair.letter()
    message.write(letter, by=pair.mother, at=pair.at)
    assert state(letter) == "written"
    drain(at=pair.at)
    assert state(letter) == "accepted"
    message.pass_sender(Message.objects.get(pk=letter.pk), by=pair.cast.by("message_reviewer_a"), at=pair.at)
    drain(at=pair.at)
    assert state(letter) == "in_transit"


def test_a_rewritten_message_is_checked_again(pair: Pair) -> None:
    letter = pair.letter("Пришли 5000 руб")
    message.write(letter, by=pair.mother, at=pair.at)
    drain(at=pair.at)
    letter.refresh_from_db()
    assert letter.state == "returned"
    message.rewrite(letter, "У нас всё хорошо.", by=pair.mother, at=pair.at)
    drain(at=pair.at)
    assert state(letter) == "accepted"


def test_a_signed_notice_ends_the_custody_and_support_opens_a_plan(pair: Pair) -> None:
    pair.enquiry.enquirer.level = 2
    pair.enquiry.enquirer.save(update_fields=["level"])
    notice = DeathNotice(
        operation=pair.cast.operation, custody=pair.custody, enquiry=pair.enquiry, source_class="forensic",
        facts={"date": "unknown", "place": "unknown", "cause": "unknown"},
        source={"what": "invented report 3", "issuer": "invented board"},
    )  # fmt: skip
    mourn.draft(notice, by=pair.cast.by("registrar"), at=pair.at)
    mourn.certify(notice, by=pair.cast.by("officer_a"), at=pair.at)
    drain(at=pair.at)
    assert state(pair.custody) == "registered", "one hand is not enough"
    mourn.sign(notice, by=pair.cast.by("officer_b"), at=pair.at)
    drain(at=pair.at)
    assert state(pair.custody) == "died"
    liaison = pair.cast.by("liaison_a")
    mourn.name_pair(notice, (pair.cast.liaison_a, pair.cast.liaison_b), by=liaison, at=pair.at)
    mourn.tell(notice, "in_person", by=liaison, at=pair.at)
    mourn.confirm_writing(notice, by=liaison, at=pair.at)
    mourn.offer_support(notice, by=liaison, at=pair.at)
    drain(at=pair.at)
    plan = SupportPlan.objects.get(death_notice=notice)
    assert (plan.state, plan.next_contact_at) == ("offered", pair.cast.later(weeks=2))
    mourn.correct(notice, reason="it was another man", by=pair.cast.by("officer_b"), at=pair.at)
    drain(at=pair.at)
    assert state(pair.custody) == "held", "without the notice the record is as before it"


def test_no_sheet_is_travelled_by_when_its_answer_has_fallen(pair: Pair) -> None:
    sheet, liaison = pair.journey(), pair.cast.by("liaison_a")
    travel.plan(sheet, by=liaison, at=pair.at)
    travel.issue(sheet, by=liaison, at=pair.at)
    assert sheet.certificate is not None
    answering.revoke(pair.answer, at=pair.at)
    drain(at=pair.at)
    sheet.refresh_from_db()
    assert sheet.state == "cancelled"
    assert not certificates.check(sheet.certificate.code, at=pair.at)


@pytest.mark.parametrize(
    ("basis", "end"),
    [
        ("medical", "repatriated"),
        ("exchange", "exchanged"),
        ("unilateral", "released"),
        ("to_family", "released"),
    ],
)
def test_two_signatures_under_a_handover_end_the_custody(pair: Pair, basis: str, end: str) -> None:
    file = Handover(operation=pair.cast.operation, custody=pair.custody, enquiry=pair.enquiry, basis=basis)
    handover.propose(file, by=pair.cast.by("liaison_a"), at=pair.at)
    Handover.objects.update(state="identity_checked")
    file.refresh_from_db()
    handover.sign(file, [], by=pair.cast.by("officer_a"), at=pair.at)
    drain(at=pair.at)
    assert state(pair.custody) == "registered", "one hand is not enough"
    handover.countersign(file, by=pair.cast.by("officer_b"), at=pair.at)
    drain(at=pair.at)
    assert state(pair.custody) == end
    assert state(pair.answer) == "released", "no family is told by this"
