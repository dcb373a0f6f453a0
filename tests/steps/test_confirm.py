"""Two people confirm; two people revoke."""

from __future__ import annotations

import pytest

from cast import Cast
from regreso.casebook.models import Answer, Enquiry, Match, Verdict, append_move
from regreso.casebook.verdicts import visible_to
from regreso.steps import confirm, review, search
from regreso.steps.errors import StepError
from regreso.story import MoveRefused


def test_a_second_reviewer_confirms_and_nobody_is_told(cast: Cast) -> None:
    match = cast.proposed()
    confirm.confirm(match, cast.verdict(), by=cast.by("reviewer_b"), at=cast.at)
    assert (Match.objects.get().state, Match.objects.get().second_due_at) == ("confirmed", None)
    assert Verdict.objects.count() == 2
    assert (Enquiry.objects.get().state, Answer.objects.exists()) == ("searching", False)


def test_the_first_reviewer_cannot_be_the_second(cast: Cast) -> None:
    match = cast.proposed()
    for decide, says in ((confirm.confirm, "same"), (confirm.dissent, "different")):
        with pytest.raises(MoveRefused, match="another person"):
            decide(match, cast.verdict(says), by=cast.by("reviewer_a"), at=cast.at)
    assert (Match.objects.get().state, Verdict.objects.count()) == ("proposed", 1)


def test_the_second_reviewer_sees_no_verdict_before_their_own(cast: Cast) -> None:
    match = cast.proposed()
    assert visible_to(cast.reviewer_a, match).count() == 1
    assert visible_to(cast.reviewer_b, match).count() == 0
    confirm.dissent(match, cast.verdict("different"), by=cast.by("reviewer_b"), at=cast.at)
    assert visible_to(cast.reviewer_b, match).count() == 2
    review.assign(match, by=cast.by("reviewer_c"), at=cast.at)
    assert visible_to(cast.reviewer_c, match).count() == 0


def test_a_second_reviewer_needs_evidence_too(cast: Cast) -> None:
    match = cast.proposed()
    with pytest.raises(StepError, match="no_evidence"):
        confirm.confirm(match, cast.verdict(birth=""), by=cast.by("reviewer_b"), at=cast.at)


def test_a_double_click_confirms_once(cast: Cast) -> None:
    match = cast.confirmed()
    with pytest.raises(MoveRefused, match="it is “confirmed”; expected “proposed”"):
        confirm.confirm(match, cast.verdict(), by=cast.by("reviewer_c"), at=cast.at)
    assert Verdict.objects.count() == 2


def test_an_enquiry_has_one_confirmed_match(cast: Cast) -> None:
    first = cast.confirmed()
    twin = cast.held()
    search.search_custodies([twin.pk], at=cast.at)
    second = Match.objects.get(custody=twin)
    by = cast.by("reviewer_a")
    review.assign(second, by=by, at=cast.at)
    review.review(second, by=by, at=cast.at)
    review.propose(second, cast.verdict(), by=by, at=cast.at)
    with pytest.raises(MoveRefused, match="that one is revoked first"):
        confirm.confirm(second, cast.verdict(), by=cast.by("reviewer_b"), at=cast.at)
    assert (Match.objects.get(pk=second.pk).state, first.enquiry) == ("proposed", second.enquiry)


def test_a_mistake_is_revoked_by_two(cast: Cast) -> None:
    match = cast.confirmed()
    with pytest.raises(StepError, match="no_reason"):
        confirm.ask_revocation(match, " ", by=cast.by("liaison_a"), at=cast.at)
    confirm.ask_revocation(match, "his mother saw the other one", by=cast.by("liaison_a"), at=cast.at)
    for decide in (confirm.revoke, confirm.keep):
        with pytest.raises(MoveRefused, match="another person"):
            decide(match, reason="", by=cast.by("liaison_a"), at=cast.at)
    confirm.keep(match, reason="she was mistaken", by=cast.by("reviewer_c"), at=cast.at)
    assert Match.objects.get().state == "confirmed"
    confirm.ask_revocation(match, "again", by=cast.by("liaison_b"), at=cast.at)
    confirm.revoke(match, by=cast.by("reviewer_a"), at=cast.at)
    assert Match.objects.get().state == "revoked"


def test_two_who_each_doubted_once_can_still_decide(cast: Cast) -> None:
    """With two people alone: a doubt that was settled bars nobody from deciding on the next."""
    match, one, two = cast.confirmed(), cast.by("liaison_a"), cast.by("reviewer_c")
    confirm.ask_revocation(match, "his mother saw the other one", by=one, at=cast.at)
    confirm.keep(match, reason="she was mistaken", by=two, at=cast.at)
    confirm.ask_revocation(match, "another photograph", by=two, at=cast.at)
    with pytest.raises(MoveRefused, match="another person"):
        confirm.revoke(match, by=two, at=cast.at)
    confirm.revoke(match, by=one, at=cast.at)
    assert Match.objects.get().state == "revoked"


def test_a_revoked_pair_is_never_offered_again(cast: Cast) -> None:
    match = cast.confirmed()
    confirm.ask_revocation(match, "wrong", by=cast.by("liaison_a"), at=cast.at)
    confirm.revoke(match, by=cast.by("reviewer_c"), at=cast.at)
    enquiry = match.enquiry
    enquiry.refresh_from_db()
    append_move(enquiry, "correct", by=cast.mother_of(enquiry), at=cast.at)
    search.search_enquiry(enquiry.pk, at=cast.at)
    assert Match.objects.get().state == "revoked"


def test_a_superseded_match_leaves_the_queue(cast: Cast) -> None:
    match = cast.matched()
    confirm.supersede(match, at=cast.at)
    assert Match.objects.get().state == "superseded"
    with pytest.raises(MoveRefused):
        confirm.supersede(match, at=cast.at)
