"""One family's whole way, from the question to the return, and another's mourning: over the real steps."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from regreso.casebook.audit import verify
from regreso.casebook.models import (
    Answer,
    Call,
    Custody,
    DeathNotice,
    Enquiry,
    Handover,
    Journey,
    Match,
    Message,
    Move,
    Operation,
    SupportPlan,
)
from regreso.demo.make import make
from regreso.demo.show import rows
from regreso.demo.truth import Size, truths
from regreso.demo.walk import moves_of
from regreso.jobs.worker import drain
from regreso.story import rule_for

TWO = (
    ("propose", "confirm"),
    ("sign", "release"),
    ("check_identity", "check_identity_again"),
    ("pass_sender", "pass_receiver"),
    ("certify", "sign"),
    ("ask", "give"),
)
ORDER = [
    "enquiry.draft",
    "enquiry.hand_receipt",
    "enquiry.search",
    "match.propose",
    "match.confirm",
    "custody.consent",
    "answer.sign",
    "answer.release",
    "message.write",
    "message.deliver",
    "call.schedule",
    "journey.issue",
    "handover.check_identity_again",
    "handover.countersign",
    "handover.close",
]
SIZE = Size(people=300, enquiries=60, seed=11)


def _work(told: object) -> None:
    del told
    drain()


@pytest.fixture(scope="module")
def walked(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[uuid.UUID]:  # noqa: ARG001 - the tables are wanted
    """Made once for this file, committed: jobs are claimed in transactions of their own."""
    with django_db_blocker.unblock():
        yield uuid.UUID(make(SIZE, _work, lambda *_: None).operation)
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def made(walked: uuid.UUID, db: None) -> Operation:  # noqa: ARG001 - the database is wanted
    return Operation.objects.get(pk=walked)


def _states(match: Match) -> dict[str, str]:
    by = {"enquiry": match.enquiry}
    return {
        "enquiry": Enquiry.objects.get(pk=match.enquiry_id).state,
        "custody": Custody.objects.get(pk=match.custody_id).state,
        "match": match.state,
        "answer": Answer.objects.get(match=match).state,
        "messages": ",".join(sorted(Message.objects.filter(**by).values_list("state", flat=True))),
        "call": Call.objects.get(**by).state,
        "journey": Journey.objects.get(answer__match=match).state,
        "handover": Handover.objects.get(**by).state,
    }


def test_a_son_comes_home_and_a_family_mourns(made: Operation) -> None:
    home = Match.objects.get(pk=Handover.objects.get().enquiry.answers.get().match_id)
    assert _states(home) == {
        "enquiry": "answered", "custody": "released", "match": "confirmed", "answer": "acknowledged",
        "messages": "delivered,delivered", "call": "scheduled", "journey": "arrived", "handover": "closed",
    }  # fmt: skip
    notice = DeathNotice.objects.get()
    assert (notice.state, notice.custody.state) == ("support_offered", "died")
    assert SupportPlan.objects.get().state == "open"
    assert verify(made) == []


def test_each_move_is_one_that_the_story_allows_and_follows_from_the_state_before(made: Operation) -> None:
    state: dict[object, str] = {}
    for move in Move.objects.filter(operation=made).order_by("number"):
        rule = rule_for(move.subject, move.name)
        assert move.role in rule.by
        assert move.before in rule.before
        assert state.get(move.subject_id, "") == move.before
        assert move.after == rule.next_state(move.before)
        state[move.subject_id] = move.after


def test_two_people_stand_behind_what_takes_two(made: Operation) -> None:
    for first, second in TWO:
        pairs = 0
        for later in Move.objects.filter(operation=made, name=second):
            earlier = Move.objects.filter(subject_id=later.subject_id, name=first, number__lt=later.number)
            for move in earlier:
                assert later.actor_id not in (move.actor_id, move.via_id)
                pairs += 1
        assert pairs, (first, second)


def test_nobody_was_told_anything_before_two_signed(made: Operation) -> None:
    assert Answer.objects.filter(operation=made).count() == 2
    told = Answer.objects.exclude(released_at=None)
    assert [a.state for a in told] == ["acknowledged"]


def test_the_best_candidates_are_mostly_those_who_are_truly_sought(made: Operation) -> None:
    day = made.opened_at.date()
    shown = list(rows(made, truths(SIZE, day)))
    certain = [row for row in shown if row.verdict == "certain"]
    assert len(shown) == 60
    assert len(certain) >= 10
    assert sum(row.best == row.truth for row in certain) >= len(certain) - 1


def test_the_story_of_one_family_is_told_move_by_move(made: Operation) -> None:
    match = Match.objects.filter(operation=made, state="confirmed", answer__state="acknowledged").get()
    told = [f"{move.subject}.{move.name}" for move in moves_of(match)]
    assert [name for name in ORDER if name in told] == ORDER
    assert [told.index(name) for name in ORDER] == sorted(told.index(name) for name in ORDER)
