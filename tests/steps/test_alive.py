"""Who says that they live is checked by one and passed on by another, to whom they chose, to nobody else."""

from __future__ import annotations

import pytest

from cast import Cast
from regreso import story
from regreso.casebook.actor import Actor
from regreso.casebook.certificates import check as check_code
from regreso.casebook.models import Hearing, SelfReport, history
from regreso.casebook.phrases import report_by_phrase
from regreso.jobs import clock
from regreso.steps import alive, search
from regreso.steps.errors import StepError
from regreso.tracing.facts import row_facts

SON = {"surname": "Шевченко", "given": "Тарас", "birth": "1999-04-21"}


def told(cast: Cast, **changes: object) -> tuple[SelfReport, str, Actor]:
    said = {"kind": "alive", "name": "Taras Shevchenko", "birth": "1999-04-21", "tell_whom": "named",
            "viewers": ["Olena, mother"], "words": "I am well", "phone": "+380441234567",
            "language": "uk"}  # fmt: skip
    row = SelfReport(operation=cast.operation, **{**said, **changes})
    by = Actor(story.PERSON, str(row.pk))
    return row, alive.tell(row, by=by, at=cast.at).phrase, by


def test_two_people_stand_between_a_report_and_a_family(cast: Cast) -> None:
    row, phrase, _by = told(cast)
    enquiry = cast.asked(**SON)
    a, b = cast.by("reviewer_a"), cast.by("reviewer_b")
    with pytest.raises(story.MoveRefused):
        alive.pass_on(row, [enquiry], by=b, at=cast.at)
    alive.check(row, basis="called back; knew the dog's name", by=a, at=cast.at)
    with pytest.raises(story.MoveRefused, match="two-person rule"):
        alive.pass_on(row, [enquiry], by=a, at=cast.at)
    assert not Hearing.objects.exists()
    alive.pass_on(row, [enquiry], by=b, at=cast.at)
    hearing = Hearing.objects.get()
    assert hearing.enquiry == enquiry
    assert check_code(hearing.certificate.code, at=cast.at)
    assert report_by_phrase(phrase) == row
    alive.pass_on(row, [enquiry], by=b, at=cast.later(days=1))
    assert Hearing.objects.count() == 1


def test_who_wants_nobody_told_is_told_of_to_nobody(cast: Cast) -> None:
    row, _phrase, _by = told(cast, tell_whom="nobody", viewers=[])
    alive.check(row, basis="called back", by=cast.by("reviewer_a"), at=cast.at)
    with pytest.raises(story.MoveRefused, match="nobody to be told"):
        alive.pass_on(row, [cast.asked(**SON)], by=cast.by("reviewer_b"), at=cast.at)


def test_taking_it_back_and_ninety_days_unchecked_leave_nothing(cast: Cast) -> None:
    row, _phrase, by = told(cast)
    alive.withdraw(row, by=by, at=cast.at)
    old, _phrase, _by = told(cast)
    clock.tick(cast.later(days=91))
    for one, state in ((row, "withdrawn"), (old, "lapsed")):
        one.refresh_from_db()
        assert one.state == state
        assert (one.name, one.phone, one.words, one.viewers) == ("", "", "", [])
        assert all("Shevchenko" not in str(move.said) for move in history(one))


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"viewers": []},
        {"kind": "dead"},
        {"birth": "31.2"},
        {"tell_whom": "all"},
        {"language": "xx"},
    ],
)
def test_what_cannot_be_used_is_refused_before_it_is_kept(cast: Cast, changes: dict[str, object]) -> None:
    with pytest.raises(StepError):
        told(cast, **changes)
    assert not SelfReport.objects.exists()


def test_those_who_ask_for_them_are_found_across_alphabets(cast: Cast) -> None:
    enquiry = cast.asked(**SON)
    cast.asked(surname="Мельник", given="Петро", birth="1960-01-02")
    facts, _ = row_facts({"name": "Taras Shevchenko", "dob": "1999-04-21"}, as_of=cast.at.date())
    assert [key for key, _bits in search.asks_for(cast.operation.pk, facts)][:1] == [enquiry.pk]
