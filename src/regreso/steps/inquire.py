"""A pair cannot be told from what is known: the person held is asked for one more thing about himself.

The question names a field of his record and nothing else: not that anybody seeks him, nor who.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from regreso import story
from regreso.casebook import changes, queries
from regreso.casebook.actor import Actor
from regreso.casebook.models import Question, append_move, take_turn
from regreso.steps.errors import StepError, refuse
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.models import Match, Move

PUT_IN = timedelta(hours=72)
# What tells one of a name from another; never whom to inform or where to write, which are no evidence.
ASKABLE = (
    "birth", "patronymic", "father", "mother", "birthplace", "settlement", "region", "other_names",
    "unit", "service_number", "marks",
)  # fmt: skip


def missing_of(match: Match) -> list[str]:
    """The fields that this record lacks, that he was not asked for yet and did not decline to tell."""
    person = match.custody.person
    asked = set(Question.objects.filter(custody=match.custody_id).values_list("field", flat=True))
    return [
        name for name in ASKABLE
        if not getattr(person, name) and name not in asked and name not in person.declined
    ]  # fmt: skip


def ask(match: Match, field: str, *, by: Actor, at: datetime) -> Move:
    """A reviewer would know more if he told this. A registrar asks him, alone; he need not answer."""
    with transaction.atomic():
        take_turn(match.operation_id)
        match.refresh_from_db()
        if match.state != "inconclusive":
            raise MoveRefused("question", "ask", f"the match is “{match.state}”; expected “inconclusive”")
        if field not in missing_of(match):
            expected = "one of " + ", ".join(missing_of(match))
            raise StepError("unknown_field", given=field, expected=expected)
        row = Question(
            operation_id=match.operation_id,
            custody=match.custody,
            match=match,
            field=field,
            due_at=at + PUT_IN,
        )
        return append_move(row, "ask", by=by, at=at)


def answer(question: Question, value: str, *, by: Actor, at: datetime) -> Move:
    """He told it: it stands in his record, and the search follows at once."""
    told = {question.field: value.strip()}
    if not value.strip():
        raise StepError("nothing_told", given=value, expected="what he said, or that he does not want to")
    refuse(changes.faults_in(told, allowed=ASKABLE, today=at.date()))
    with transaction.atomic():
        move = append_move(question, "answer", by=by, at=at)
        custody = question.custody
        before = changes.change(custody.person, told)
        registrar = Actor(story.REGISTRAR, by.hand)
        said = {"detail": {"before": before, "after": told}}
        append_move(custody, "correct", by=registrar, at=at, said=said)
        custody.change = queries.next_change(custody.operation_id)
        custody.save(update_fields=["change"])
        _over(question)
    return move


def decline(question: Question, *, by: Actor, at: datetime) -> Move:
    """He does not want to tell it (GC III 17). Nothing follows for him, and he is not asked again."""
    with transaction.atomic():
        move = append_move(question, "decline", by=by, at=at)
        person = question.custody.person
        person.declined = [*person.declined, question.field]
        person.save(update_fields=["declined"])
        _over(question)
    return move


def drop(question: Question, *, by: Actor, at: datetime) -> Move:
    """It need not be asked any more."""
    with transaction.atomic():
        move = append_move(question, "drop", by=by, at=at)
        _over(question)
    return move


def _over(question: Question) -> None:
    question.due_at = None
    question.save(update_fields=["due_at"])
