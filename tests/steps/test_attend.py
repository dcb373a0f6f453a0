"""Notes, calls back and handing over: what an operator does with an enquiry besides asking."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cast import Cast
from regreso import story
from regreso.casebook.access import enquiries_for
from regreso.casebook.models import Enquiry, Grant, Staff, history
from regreso.steps import attend
from regreso.steps.errors import StepError


def mine(cast: Cast) -> Enquiry:
    enquiry = cast.asked()
    Enquiry.objects.filter(pk=enquiry.pk).update(assigned_to=cast.operator)
    enquiry.refresh_from_db()
    return enquiry


def colleague(cast: Cast) -> Staff:
    other = Staff.objects.create_user("operator_2")
    grant = Grant.objects.create(operation=cast.operation, staff=other, role=story.OPERATOR)
    Grant.objects.filter(pk=grant.pk).update(state="given")
    return other


def test_a_promise_stands_until_it_is_kept(cast: Cast) -> None:
    enquiry, by = mine(cast), cast.by("operator")
    with pytest.raises(story.MoveRefused):
        attend.keep_promise(enquiry, note="", by=by, at=cast.at)
    with pytest.raises(StepError):
        attend.promise_call(enquiry, when=cast.at - timedelta(hours=1), by=by, at=cast.at)
    attend.promise_call(enquiry, when=cast.later(hours=5), by=by, at=cast.at)
    assert Enquiry.objects.get(pk=enquiry.pk).call_back_at == cast.later(hours=5)
    attend.keep_promise(enquiry, note="nobody answered", by=by, at=cast.later(hours=5))
    assert Enquiry.objects.get(pk=enquiry.pk).call_back_at is None
    assert history(enquiry).order_by("-number")[0].reason == "nobody answered"


def test_an_enquiry_goes_to_a_colleague_and_to_nobody_else(cast: Cast) -> None:
    enquiry, by, other = mine(cast), cast.by("operator"), colleague(cast)
    for to in (cast.operator, cast.liaison_a, cast.stranger):
        with pytest.raises(StepError):
            attend.hand_over(enquiry, to=to, reason="my shift ends", by=by, at=cast.at)
    attend.hand_over(enquiry, to=other, reason="my shift ends", by=by, at=cast.at)
    assert not enquiries_for(cast.operator).exists()
    assert list(enquiries_for(other)) == [enquiry]


def test_an_empty_note_is_refused_and_a_note_changes_no_state(cast: Cast) -> None:
    enquiry, by = mine(cast), cast.by("operator")
    with pytest.raises(StepError):
        attend.note(enquiry, text="  ", by=by, at=cast.at)
    attend.note(enquiry, text=" she speaks softly ", by=by, at=cast.at)
    enquiry.refresh_from_db()
    assert (enquiry.state, history(enquiry).order_by("-number")[0].reason) == ("open", "she speaks softly")
