"""A high probability is no verdict: its evidence is shown, two look, and neither sees the other."""

from __future__ import annotations

import uuid

import pytest

from cast import Cast
from desks import buttons, do, look, send, sit
from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import Answer, Match
from regreso.jobs.worker import drain
from regreso.steps import confirm
from regreso.story import MoveRefused


def test_a_certain_match_confirms_nothing_by_itself(cast: Cast) -> None:
    match = cast.matched()
    Match.objects.filter(pk=match.pk).update(probability=1.0)
    drain()
    match.refresh_from_db()
    assert match.state == "potential"
    assert not Answer.objects.exists()
    with pytest.raises(MoveRefused):
        confirm.confirm(match, cast.verdict(), by=SYSTEM, at=cast.at)
    page = look(sit(cast.reviewer_a), "review-match", match.pk)
    assert "100 %" not in page
    assert "100%" not in page


def test_the_reviewer_sees_why_and_how_likely_nobody_is_and_must_say_what_agrees(cast: Cast) -> None:
    match, client = cast.matched(), sit(cast.reviewer_a)
    page = look(client, "review-match", match.pk)
    assert "Probability that he is not in the register" in page
    for move in ("assign", "review"):
        do(client, "review-match-act", match.pk, move)
    bare = send(client, "review-verdict", match.pk, token=uuid.uuid4(), says="same")
    assert bare.status_code == 422


def test_the_second_decides_before_seeing_the_first(cast: Cast) -> None:
    match = cast.proposed()
    page = look(sit(cast.reviewer_b), "review-match", match.pk)
    assert "compared both cards" not in page  # the first one's note
    assert buttons(page)
    confirm.confirm(match, cast.verdict(), by=cast.by("reviewer_b"), at=cast.at)
    assert "compared both cards" in look(sit(cast.reviewer_b), "review-match", match.pk)
