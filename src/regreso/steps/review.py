"""One reviewer judges a match, with the evidence of both sides in view."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from regreso.casebook import verdicts
from regreso.casebook.models import append_move
from regreso.steps.errors import refuse
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Match, Move, Verdict

SECOND_LOOK = timedelta(hours=24)


def assign(match: Match, *, by: Actor, at: datetime) -> Move:
    """This reviewer has the match in hand; the family sees that a person is looking, and nothing else.

    A disputed match goes to a third person: neither who proposed it nor who dissented may take it up.
    """
    with transaction.atomic():
        move = append_move(match, "assign", by=by, at=at)
        match.assigned_to_id = by.hand
        match.save(update_fields=["assigned_to"])
    return move


def review(match: Match, *, by: Actor, at: datetime) -> Move:
    """The reviewer looks at both sides."""
    _refuse_others(match, "review", by)
    return append_move(match, "review", by=by, at=at)


def propose(match: Match, verdict: Verdict, *, by: Actor, at: datetime) -> Move:
    """One reviewer says that he is the one sought. A second, who has not seen this, decides within 24 h."""
    with transaction.atomic():
        move = _judged(match, "propose", verdict, "same", by=by, at=at)
        match.second_due_at = at + SECOND_LOOK
        match.save(update_fields=["second_due_at"])
    return move


def reject(match: Match, verdict: Verdict, *, by: Actor, at: datetime) -> Move:
    """It is someone else. The pair is not offered again before new data; the search goes on."""
    return _judged(match, "reject", verdict, "different", by=by, at=at)


def leave_open(match: Match, verdict: Verdict, *, by: Actor, at: datetime) -> Move:
    """It cannot be told from what we know. The pair comes back with new data; the search goes on."""
    return _judged(match, "leave_open", verdict, "unclear", by=by, at=at)


def _judged(match: Match, move: str, verdict: Verdict, says: str, *, by: Actor, at: datetime) -> Move:
    _refuse_others(match, move, by)
    refuse(verdicts.faults_in(verdict, match, says=(says,)))
    with transaction.atomic():
        made = append_move(match, move, by=by, at=at, said={"detail": {"verdict": str(verdict.pk)}})
        verdicts.keep(verdict, match, by=by, at=at)
    return made


def _refuse_others(match: Match, move: str, by: Actor) -> None:
    if match.assigned_to_id is not None and str(match.assigned_to_id) != by.hand:
        raise MoveRefused("match", move, "another reviewer has it in hand")
