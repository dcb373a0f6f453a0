"""An answer was a mistake: each who had learnt of it is told by one person, and asked again by another."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import Correction, append_move
from regreso.casebook.told_of import told_of
from regreso.steps.errors import StepError

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Answer, Move

TOLD_IN = timedelta(hours=24)
# By a person who can answer, never by a page, a letter or a message; the held by the registrar beside him.
HOWS = ("in_person", "phone", "by_registrar")


def owe(answer: Answer, *, at: datetime, by: Actor = SYSTEM) -> list[Move]:
    """From now on it is owed to everybody who had learnt of this answer to hear that it was a mistake."""
    made = []
    with transaction.atomic():
        for whom, knew in told_of(answer).items():
            if not Correction.objects.filter(answer=answer, whom=whom).exists():
                row = Correction(
                    operation_id=answer.operation_id, answer=answer, whom=whom, knew=knew, due_at=at + TOLD_IN
                )
                made.append(append_move(row, "owe", by=by, at=at))
    return made


def tell(correction: Correction, how: str, *, by: Actor, at: datetime) -> Move:
    """They were told, and what they had been told or given was named to them one by one."""
    if how not in HOWS:
        raise StepError("unknown_way", given=how, expected="one of " + ", ".join(HOWS))
    with transaction.atomic():
        move = append_move(correction, "tell", by=by, at=at, said={"detail": {"how": how}})
        _set(correction, how=how, due_at=at + TOLD_IN)
    return move


def settle(correction: Correction, *, reason: str, by: Actor, at: datetime) -> Move:
    """Another person asked them and heard, in their words, that they know."""
    if not reason.strip():
        raise StepError("no_reason", given=reason, expected="what they said when they were asked")
    with transaction.atomic():
        move = append_move(correction, "settle", by=by, at=at, said=reason)
        _set(correction, due_at=None)
    return move


def tell_again(correction: Correction, *, reason: str, by: Actor, at: datetime) -> Move:
    """Another person asked them, and they do not know or have not understood: it is owed anew."""
    if not reason.strip():
        raise StepError("no_reason", given=reason, expected="what they said when they were asked")
    with transaction.atomic():
        move = append_move(correction, "tell_again", by=by, at=at, said=reason)
        _set(correction, how="", due_at=at + TOLD_IN)
    return move


def _set(correction: Correction, **values: object) -> None:
    for name, value in values.items():
        setattr(correction, name, value)
    correction.save(update_fields=list(values))
