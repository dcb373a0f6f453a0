"""Called by the ledger inside the transaction of each move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regreso.jobs.react import react
from regreso.jobs.reactions import REACTIONS

if TYPE_CHECKING:
    from regreso.casebook.models import Move


def follow(move: Move) -> None:
    """Enqueue what follows from this move: one job, in the same transaction, or none at all."""
    if REACTIONS.get((move.subject, move.name)):
        react.enqueue(str(move.pk))
