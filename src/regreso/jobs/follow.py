"""Called by the ledger inside the transaction of each move."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regreso.casebook.models import Move


def follow(move: Move) -> None:
    """Enqueue what follows from this move."""
    del move
