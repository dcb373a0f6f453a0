"""The one kind of job: do what follows from a move, each thing in one transaction with the note of it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from regreso.casebook.models import Move, Reaction, take_turn
from regreso.jobs.reactions import REACTIONS

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.jobs.reactions import Follow


@task()
def react(move_id: str) -> None:
    """Do what follows from this move. Its argument is an id only: the queue tells a thief nothing."""
    react_to(uuid.UUID(move_id))


def react_to(move_id: uuid.UUID, *, at: datetime | None = None) -> None:
    """Do whatever of the move's reactions is not done yet, in the order of the table.

    Without `at` the time is now, but never earlier than the move that it follows from.
    """
    move = Move.objects.get(pk=move_id)
    when = at or max(timezone.now(), move.at)
    for follow in REACTIONS[move.subject, move.name]:
        _once(follow, move, when)


def _once(follow: Follow, move: Move, at: datetime) -> None:
    if follow.before:
        follow.before(move)
    with transaction.atomic():
        take_turn(move.operation_id)  # the chain before any row, like every step: nobody waits in a circle
        # The row comes first: a second worker at the same reaction waits here for the first one's commit.
        _, is_mine = Reaction.objects.get_or_create(move=move, name=follow.name, defaults={"done_at": at})
        if is_mine:
            follow.do(move, at)
