"""The moves of the story as buttons and histories say them, by chapters. A test holds them to the story."""

from __future__ import annotations

from regreso.web.base.moves import claims, contact, corridors, disasters, homeward, house, tracing, voice
from regreso.web.base.words import Word

MOVES: dict[str, dict[str, Word]] = {
    **tracing.MOVES,
    **contact.MOVES,
    **homeward.MOVES,
    **corridors.MOVES,
    **disasters.MOVES,
    **claims.MOVES,
    **voice.MOVES,
    **house.MOVES,
}


def move_of(subject: str, move: str) -> Word:
    """How a button or a history says a move."""
    return MOVES[subject].get(move, move)
