"""What follows from a move happens by itself, once, and not when the world has moved on."""

from __future__ import annotations

import pytest

from cast import Cast
from pair import Pair
from regreso.casebook.models import (
    Answer,
    Custody,
    DeathNotice,
    Enquiry,
    Match,
    Message,
    SupportPlan,
    append_move,
    history,
)
from regreso.jobs.worker import drain
from regreso.steps import ask, message, mourn


def state(row: Enquiry | Custody | Message) -> str:
    return str(type(row).objects.get(pk=row.pk).state)


@pytest.fixture
def match(cast: Cast) -> Match:
    """A potential match; what the reviewers do with it is tested with their steps."""
    enquiry, custody = cast.asked(), cast.held()
    drain()
    Enquiry.objects.filter(pk=enquiry.pk).update(state="searching")
    made, _ = Match.objects.update_or_create(
        enquiry=Enquiry.objects.get(pk=enquiry.pk),
        custody=custody,
        defaults={"operation": cast.operation, "state": "potential"},
    )
    return made


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
    answer, _ = Answer.objects.update_or_create(
        match=match, defaults={"enquiry": match.enquiry, "operation": cast.operation, "state": "signed"}
    )
    append_move(answer, "release", by=cast.by("liaison_b"), at=cast.at)
    drain(at=cast.at)
    assert state(match.enquiry) == "answered"


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
