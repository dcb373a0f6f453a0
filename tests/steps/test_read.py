"""People judge leads: one, or two where someone is said to have been killed."""

from __future__ import annotations

import pytest

from cast import Cast
from gathered import gathered, lead
from regreso.casebook.claims import ANNOUNCED, COMPARISONS, KINDS, POLARITIES, ROLES, STATUSES
from regreso.casebook.models import history
from regreso.steps import read
from regreso.steps.errors import StepError
from regreso.story import MoveRefused
from regreso.web.base import lead_words as words


def test_one_reading_officer_accepts_a_claim(cast: Cast) -> None:
    gathered(cast)
    one = lead(cast, "contact", value="+380445550118")
    read.accept(one, by=cast.by("reader_a"), at=cast.at)
    one.refresh_from_db()
    assert (one.state, one.decided_by, one.decided_at) == ("accepted", cast.reader_a, cast.at)


def test_who_is_said_to_be_killed_takes_two_people(cast: Cast) -> None:
    gathered(cast)
    one = lead(cast, "person", status="killed")
    with pytest.raises(MoveRefused, match="two people"):
        read.accept(one, by=cast.by("reader_a"), at=cast.at)
    read.propose(one, by=cast.by("reader_a"), at=cast.at)
    with pytest.raises(MoveRefused, match="two-person rule"):
        read.confirm(one, by=cast.by("reader_a"), at=cast.at)
    read.confirm(one, by=cast.by("reader_b"), at=cast.at)
    one.refresh_from_db()
    assert (one.state, [move.name for move in history(one)]) == ("accepted", ["find", "propose", "confirm"])


def test_the_first_of_two_cannot_become_the_second_by_taking_it_back(cast: Cast) -> None:
    gathered(cast)
    one = lead(cast, "person", status="killed")
    read.propose(one, by=cast.by("reader_a"), at=cast.at)
    read.undo(one, by=cast.by("reader_a"), at=cast.at)
    read.propose(one, by=cast.by("reader_b"), at=cast.at)
    with pytest.raises(MoveRefused, match="two-person rule"):
        read.confirm(one, by=cast.by("reader_a"), at=cast.at)


def test_a_reading_put_right_to_killed_takes_two_people(cast: Cast) -> None:
    gathered(cast)
    one = lead(cast, "person", status="captured")
    read.edit(one, {"status": "killed"}, by=cast.by("reader_a"), at=cast.at)
    with pytest.raises(MoveRefused, match="two people"):
        read.accept(one, by=cast.by("reader_a"), at=cast.at)


def test_a_stale_copy_of_the_row_does_not_let_one_person_accept_a_death(cast: Cast) -> None:
    gathered(cast)
    stale = lead(cast, "person", status="captured")
    assert stale.claim
    read.edit(
        lead(cast, "person", status="captured"), {"status": "killed"}, by=cast.by("reader_b"), at=cast.at
    )
    with pytest.raises(MoveRefused, match="two people"):
        read.accept(stale, by=cast.by("reader_a"), at=cast.at)


def test_a_claim_that_takes_one_is_not_proposed(cast: Cast) -> None:
    gathered(cast)
    with pytest.raises(MoveRefused, match="takes one person"):
        read.propose(lead(cast, "contact"), by=cast.by("reader_a"), at=cast.at)


def test_a_rejection_says_why(cast: Cast) -> None:
    gathered(cast)
    one = lead(cast, "count")
    with pytest.raises(StepError, match="one of"):
        read.reject(one, "because", by=cast.by("reader_a"), at=cast.at)
    read.reject(one, "misread", note="180 is a house number", by=cast.by("reader_a"), at=cast.at)
    one.refresh_from_db()
    assert (one.state, one.why) == ("rejected", "misread")
    last = history(one).last()
    assert last is not None
    assert last.reason == "180 is a house number"


def test_a_decision_can_be_taken_back(cast: Cast) -> None:
    gathered(cast)
    one = lead(cast, "count")
    read.reject(one, "misread", by=cast.by("reader_a"), at=cast.at)
    read.undo(one, by=cast.by("reader_a"), at=cast.at)
    one.refresh_from_db()
    assert (one.state, one.why, one.decided_by) == ("new", "", None)


def test_what_was_read_before_an_edit_stays_in_the_ledger(cast: Cast) -> None:
    gathered(cast)
    one = lead(cast, "count")
    read.edit(one, {"best": 190, "told_by": "the ministry"}, by=cast.by("reader_a"), at=cast.at)
    one.refresh_from_db()
    move = history(one).last()
    assert move is not None
    assert (one.claim["best"], move.detail["before"]["best"], move.detail["after"]["best"]) == (190, 180, 190)


@pytest.mark.parametrize(
    "changes",
    [{}, {"spans": []}, {"source": {}}, {"best": -1}, {"best": True}, {"cmp": "maybe"}, {"status": "dead"}],
)
def test_what_the_source_says_and_impossible_values_cannot_be_written(
    cast: Cast, changes: dict[str, object]
) -> None:
    gathered(cast)
    one = lead(cast, "count")
    with pytest.raises(StepError):
        read.edit(one, changes, by=cast.by("reader_a"), at=cast.at)


def test_a_contact_that_its_source_warns_of_stays_marked(cast: Cast) -> None:
    gathered(cast)
    one = lead(cast, "contact", scam=True)
    with pytest.raises(StepError, match="warn"):
        read.edit(one, {"scam": False}, by=cast.by("reader_a"), at=cast.at)


@pytest.mark.parametrize("name", ["operator", "reviewer_a", "liaison_a", "administrator_a"])
def test_nobody_else_decides(cast: Cast, name: str) -> None:
    gathered(cast)
    with pytest.raises(MoveRefused, match="role"):
        read.accept(lead(cast, "contact"), by=cast.by(name), at=cast.at)


def test_pages_have_words_for_all_that_a_claim_may_hold() -> None:
    assert set(words.STATUSES) == set(STATUSES)
    assert set(words.POLARITIES) == set(POLARITIES)
    assert set(words.ROLES) == set(ROLES)
    assert set(words.ANNOUNCED) == set(ANNOUNCED)
    assert set(words.COMPARISONS) == set(COMPARISONS)
    assert set(words.KINDS) == set(KINDS)
    assert set(words.WHYS) == set(read.WHYS)
