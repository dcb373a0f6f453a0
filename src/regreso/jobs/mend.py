"""Find moves from which something should have followed and did not, and enqueue it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django_tasks import TaskResultStatus

from regreso.casebook.models import Move
from regreso.jobs import queue
from regreso.jobs.react import react
from regreso.jobs.reactions import REACTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator


def mend() -> int:
    """Enqueue every move whose reactions are not all done and that no job is about; how many there were.

    The queue is written in the transaction of the move, so this finds something only after jobs were lost
    from outside (a queue that was emptied, a restored backup) or when a version brought a new reaction.
    A dead letter is left alone: it waits for the administrator.
    """
    missing = [move for move in _unfinished() if not _has_job(move)]
    for move in missing:
        react.enqueue(str(move.pk))
    return len(missing)


def _unfinished() -> Iterator[Move]:
    for (subject, name), follows in REACTIONS.items():
        if not follows:
            continue
        ours = Q(reactions__name__in=[follow.name for follow in follows])
        moves = Move.objects.filter(subject=subject, name=name).annotate(done=Count("reactions", filter=ours))
        yield from moves.filter(done__lt=len(follows)).order_by("at").iterator()


def _has_job(move: Move) -> bool:
    alive = queue.jobs().exclude(status=TaskResultStatus.SUCCESSFUL)
    return alive.filter(args_kwargs__args__0=str(move.pk)).exists()
