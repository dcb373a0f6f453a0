"""The history of a row as a page shows it: what was done, when, by whom in which role, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from regreso.casebook.models import Move, Staff
from regreso.web.base.moves import move_of
from regreso.web.base.words import Word, role_of


@dataclass(frozen=True, slots=True)
class Line:
    """One move in words. `own`: the reader made it."""

    words: Word
    role: Word
    at: datetime
    own: bool
    reason: str


def timeline(moves: Iterable[Move], reader: Staff, *, reasons: bool = True) -> list[Line]:
    """The newest move first."""
    me = str(reader.pk)
    lines = [
        Line(
            move_of(move.subject, move.name),
            role_of(move.role),
            move.at,
            me in (move.actor_id, move.via_id),
            str(move.said.get("reason", "")) if reasons else "",
        )
        for move in moves
    ]
    return lines[::-1]
