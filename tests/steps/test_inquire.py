"""A pair that cannot be told: the person held is asked for one thing about himself, and need not answer."""

from __future__ import annotations

import pytest

from cast import Cast
from regreso.casebook.asking import most_telling
from regreso.casebook.models import Custody, Match, Move, Person, Question, history
from regreso.steps import inquire, review
from regreso.steps.errors import StepError
from regreso.story import MoveRefused


def left_open(cast: Cast) -> Match:
    match, by = cast.matched(), cast.by("reviewer_a")
    review.assign(match, by=by, at=cast.at)
    review.review(match, by=by, at=cast.at)
    review.leave_open(match, cast.verdict("unclear"), by=by, at=cast.at)
    return match


def asked(cast: Cast, field: str = "father") -> Question:
    inquire.ask(left_open(cast), field, by=cast.by("reviewer_a"), at=cast.at)
    return Question.objects.get()


def test_a_question_names_a_field_of_his_and_no_family(cast: Cast) -> None:
    question = asked(cast)
    assert (question.state, question.field, question.due_at) == ("asked", "father", cast.later(hours=72))
    (move,) = history(question)
    assert "Олена" not in str(move.said), "the registrar's side must not learn who asks"
    assert move.detail == {}


def test_only_an_open_pair_asks_and_only_for_what_his_record_lacks(cast: Cast) -> None:
    with pytest.raises(MoveRefused, match="expected “inconclusive”"):
        inquire.ask(cast.matched(), "father", by=cast.by("reviewer_a"), at=cast.at)
    Match.objects.update(state="inconclusive")
    match = Match.objects.get()
    for field in ("surname", "inform", "correspondence"):
        with pytest.raises(StepError, match="unknown_field"):
            inquire.ask(match, field, by=cast.by("reviewer_a"), at=cast.at)
    assert not Question.objects.exists()


def test_what_he_told_stands_in_his_record_and_is_searched_with(cast: Cast) -> None:
    question = asked(cast)
    before = question.custody.change
    inquire.answer(question, " Григорій ", by=cast.captive_of(question.custody), at=cast.at)
    custody = Custody.objects.get()
    assert custody.person.father == "Григорій"
    assert custody.change > before, "the index would not look at it otherwise"
    corrected = Move.objects.get(subject="custody", name="correct")
    assert (corrected.role, corrected.actor_id) == ("registrar", str(cast.registrar.pk))
    assert Question.objects.get().due_at is None


def test_a_bad_day_of_birth_is_refused_and_nothing_is_written(cast: Cast) -> None:
    Person.objects.update(birth="")
    question = asked(cast, "father")
    question.field = "birth"
    question.save()
    with pytest.raises(StepError, match="not_a_date"):
        inquire.answer(question, "31.02.1999", by=cast.captive_of(question.custody), at=cast.at)
    assert Question.objects.get().state == "asked"


def test_he_may_decline_and_is_not_asked_again(cast: Cast) -> None:
    question = asked(cast)
    inquire.decline(question, by=cast.captive_of(question.custody), at=cast.at)
    assert Person.objects.get().declined == ["father"]
    assert "father" not in inquire.missing_of(Match.objects.get())
    assert Custody.objects.get().state == "registered", "nothing follows for him"


def test_one_field_is_asked_once(cast: Cast) -> None:
    question = asked(cast)
    with pytest.raises(StepError, match="unknown_field"):
        inquire.ask(question.match, "father", by=cast.by("reviewer_b"), at=cast.at)


def test_what_a_family_is_asked_is_told_by_their_enquiry_alone(cast: Cast) -> None:
    with_birth = cast.asked(surname="Коваль", given="Іван", birth="1999-04-21")
    without = cast.asked(surname="Коваль", given="Іван")
    aged = cast.asked(surname="Коваль", given="Іван", age="24")
    found = [most_telling(one) for one in (with_birth, without, aged)]
    assert found == ["patronymic", "birth", "patronymic"]
    cast.held(surname="Коваль", given="Іван")
    assert most_telling(without) == "birth", "a candidate changed the question: it told the family of him"
