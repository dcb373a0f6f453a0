"""One thing that follows from a move, and how a chapter of the table is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from regreso.casebook.models import Move


@dataclass(frozen=True, slots=True)
class Follow:
    """One thing that follows from a move.

    `do` runs in one transaction with the note that it is done; `before` is long reading that it needs, done
    outside, so that nobody who writes has to wait for it.
    """

    name: str
    do: Callable[[Move, datetime], None]
    before: Callable[[Move], None] | None = None


NOTHING: tuple[Follow, ...] = ()
Table = dict[str, tuple[Follow, ...]]  # by the name of a move
Reactions = dict[tuple[str, str], tuple[Follow, ...]]  # by subject and move


def follows(subject: str, *, nothing: str = "", some: Table | None = None) -> Reactions:
    """The rows of one subject: by the names of its moves what follows, and from which nothing does.

    >>> follows("grant", nothing="ask give")
    {('grant', 'ask'): (), ('grant', 'give'): ()}
    """
    rows = dict.fromkeys(nothing.split(), NOTHING) | (some or {})
    return {(subject, move): follow for move, follow in rows.items()}
