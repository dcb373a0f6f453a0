"""An answer was a mistake: everybody who had learnt of it is told by one and asked again by another."""

from __future__ import annotations

import pytest

from cast import Cast
from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import Answer, Correction, Enquirer
from regreso.casebook.told_of import told_of
from regreso.steps import answer as answering
from regreso.steps import confirm, set_right
from regreso.steps.errors import StepError
from regreso.story import MoveRefused


def prepared(cast: Cast) -> Answer:
    made = Answer(operation=cast.operation, match=cast.confirmed())
    answering.prepare(made, at=cast.at)
    Enquirer.objects.update(level=2)
    return made


def released(cast: Cast) -> Answer:
    answer = prepared(cast)
    word = cast.agreed(answer.match.custody)
    word.enquiry = answer.enquiry
    word.save()
    answering.clear(answer, "consent", by=SYSTEM, at=cast.at)
    answering.sign(answer, {"note": "He is well"}, by=cast.by("liaison_a"), at=cast.at)
    answering.release(answer, by=cast.by("liaison_b"), at=cast.at)
    return answer


def revoked(cast: Cast, answer: Answer) -> Answer:
    match = answer.match
    confirm.ask_revocation(match, "another father", by=cast.by("reviewer_a"), at=cast.at)
    confirm.revoke(match, by=cast.by("reviewer_b"), at=cast.at)
    answering.revoke(answer, at=cast.at)
    set_right.owe(answer, at=cast.at)
    return answer


def test_whoever_had_learnt_of_it_is_named_with_what_they_knew(cast: Cast) -> None:
    answer = revoked(cast, released(cast))
    assert {one.whom: one.knew for one in answer.corrections.all()} == {
        "family": ["rung.held", "shown.note", "certificate"],
        "captive": ["asked"],
    }
    assert {one.due_at for one in answer.corrections.all()} == {cast.later(hours=24)}


def test_nobody_is_told_of_a_mistake_that_nobody_had_learnt(cast: Cast) -> None:
    answer = prepared(cast)
    assert told_of(answer) == {}
    answering.revoke(answer, at=cast.at)
    assert set_right.owe(answer, at=cast.at) == []
    answering.correct(answer, "phone", by=cast.by("liaison_a"), at=cast.at)


def test_a_second_run_owes_nothing_twice(cast: Cast) -> None:
    answer = revoked(cast, released(cast))
    assert set_right.owe(answer, at=cast.at) == []
    assert Correction.objects.count() == 2


def test_one_tells_and_another_hears_that_they_know(cast: Cast) -> None:
    answer = revoked(cast, released(cast))
    family = answer.corrections.get(whom="family")
    one, two = cast.by("liaison_a"), cast.by("liaison_b")
    with pytest.raises(StepError, match="unknown_way"):
        set_right.tell(family, "page", by=one, at=cast.at)
    set_right.tell(family, "phone", by=one, at=cast.at)
    with pytest.raises(MoveRefused, match="another person"):
        set_right.settle(family, reason="she said it back", by=one, at=cast.at)
    with pytest.raises(StepError, match="no_reason"):
        set_right.settle(family, reason=" ", by=two, at=cast.at)
    set_right.tell_again(family, reason="she thought it was a delay", by=two, at=cast.at)
    assert Correction.objects.get(whom="family").state == "owed"
    # Now the other one tells, and the first may hear: only who told last must not.
    set_right.tell(family, "in_person", by=two, at=cast.at)
    set_right.settle(family, reason="she said it back", by=one, at=cast.at)
    settled = Correction.objects.get(whom="family")
    assert (settled.state, settled.due_at) == ("settled", None)


def test_an_answer_is_corrected_once_everybody_knows(cast: Cast) -> None:
    answer = revoked(cast, released(cast))
    one, two = cast.by("liaison_a"), cast.by("liaison_b")
    for left in ("family", "captive"):
        with pytest.raises(MoveRefused, match="not told of the mistake yet"):
            answering.correct(answer, "phone", by=one, at=cast.at)
        row = answer.corrections.get(whom=left)
        set_right.tell(row, "phone", by=one, at=cast.at)
        set_right.settle(row, reason="they know", by=two, at=cast.at)
    answering.correct(answer, "phone", by=one, at=cast.at)
    assert Answer.objects.get().state == "corrected"
