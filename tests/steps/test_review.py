"""One reviewer judges."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cast import Cast
from regreso.casebook.models import Match, Verdict, history
from regreso.steps import confirm, review
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

Judge = Callable[..., Any]


def taken_up(cast: Cast, name: str = "reviewer_a") -> Match:
    match = cast.matched()
    review.assign(match, by=cast.by(name), at=cast.at)
    review.review(match, by=cast.by(name), at=cast.at)
    return match


def test_a_proposal_names_its_evidence_and_starts_the_second_clock(cast: Cast) -> None:
    match = taken_up(cast)
    review.propose(match, cast.verdict(birth="agrees"), by=cast.by("reviewer_a"), at=cast.at)
    match = Match.objects.get()
    verdict = Verdict.objects.get()
    assert (match.state, match.second_due_at, match.assigned_to) == (
        "proposed",
        cast.later(hours=24),
        cast.reviewer_a,
    )
    assert (verdict.says, verdict.evidence, verdict.reviewer, verdict.round) == (
        "same",
        {"birth": "agrees"},
        cast.reviewer_a,
        1,
    )


def test_nobody_proposes_without_evidence(cast: Cast) -> None:
    match = taken_up(cast)
    with pytest.raises(StepError, match="no_evidence"):
        review.propose(match, cast.verdict(surname=""), by=cast.by("reviewer_a"), at=cast.at)
    assert (Match.objects.get().state, Verdict.objects.exists()) == ("under_review", False)


def test_names_alone_do_not_tell_homonyms_apart(cast: Cast) -> None:
    match = taken_up(cast)
    match.fits_as_well = 3
    with pytest.raises(StepError, match="names_only"):
        review.propose(match, cast.verdict(surname="x", given="x"), by=cast.by("reviewer_a"), at=cast.at)
    review.propose(match, cast.verdict(surname="x", mother="x"), by=cast.by("reviewer_a"), at=cast.at)
    assert Match.objects.get().state == "proposed"


@pytest.mark.parametrize(
    ("judge", "says", "state"),
    [(review.reject, "different", "rejected"), (review.leave_open, "unclear", "inconclusive")],
)
def test_a_match_is_put_away_by_the_verdict_that_fits(
    cast: Cast, judge: Judge, says: str, state: str
) -> None:
    match = taken_up(cast)
    with pytest.raises(StepError, match="wrong_verdict"):
        judge(match, cast.verdict("same"), by=cast.by("reviewer_a"), at=cast.at)
    judge(match, cast.verdict(says), by=cast.by("reviewer_a"), at=cast.at)
    assert (Match.objects.get().state, Verdict.objects.get().says) == (state, says)


def test_what_another_has_in_hand_is_left_to_them(cast: Cast) -> None:
    match = cast.matched()
    review.assign(match, by=cast.by("reviewer_a"), at=cast.at)
    with pytest.raises(MoveRefused):
        review.assign(match, by=cast.by("reviewer_b"), at=cast.at)
    with pytest.raises(MoveRefused, match="another reviewer has it"):
        review.review(match, by=cast.by("reviewer_b"), at=cast.at)


def test_only_reviewers_judge(cast: Cast) -> None:
    match = cast.matched()
    for name in ("operator", "registrar", "liaison_a", "administrator_a"):
        with pytest.raises(MoveRefused, match="it is for reviewer"):
            review.assign(match, by=cast.by(name), at=cast.at)
    assert [m.name for m in history(match)] == ["suggest"]


def test_a_disputed_match_goes_to_a_third_person_and_a_second_round(cast: Cast) -> None:
    match = cast.proposed()
    confirm.dissent(match, cast.verdict("different"), by=cast.by("reviewer_b"), at=cast.at)
    for name in ("reviewer_a", "reviewer_b"):
        with pytest.raises(MoveRefused, match="another person"):
            review.assign(match, by=cast.by(name), at=cast.at)
    third = cast.by("reviewer_c")
    review.assign(match, by=third, at=cast.at)
    review.review(match, by=third, at=cast.at)
    review.reject(match, cast.verdict("different"), by=third, at=cast.at)
    assert list(Verdict.objects.order_by("round", "says").values_list("round", "says")) == [
        (1, "different"),
        (1, "same"),
        (2, "different"),
    ]
