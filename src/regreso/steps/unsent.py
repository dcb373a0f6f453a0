"""What a family has written and not sent yet is kept under a phrase, until it is sent or thirty days old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from regreso.casebook import phrases
from regreso.casebook.actor import CLOCK
from regreso.casebook.models import append_move
from regreso.casebook.once import once
from regreso.steps.errors import StepError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Move, Unsent

KEPT_FOR = timedelta(days=30)
OF_THE_PAGE = ("token", "operation")  # filled in by the page itself: they say nothing


@dataclass(frozen=True, slots=True)
class Kept:
    """The move, and the phrase: shown now, never again."""

    move: Move
    phrase: str


def keep(row: Unsent, told: Mapping[str, str], *, by: Actor, at: datetime) -> Kept:
    """It lies with us, sealed; nobody looks at it, nobody is searched for. The phrase brings it back."""
    if row.language not in phrases.LANGUAGES:
        raise StepError(
            "unknown_language", given=row.language, expected="one of " + ", ".join(phrases.LANGUAGES)
        )
    if not any(value for name, value in told.items() if name not in OF_THE_PAGE):
        raise StepError("nothing_told", given="", expected="at least one field")
    phrase = phrases.new_phrase(row.language)
    row.told, row.phrase_index = dict(told), phrases.index_of(phrase)
    row.kept_at, row.ends_at = at, at + KEPT_FOR
    with once(row, "keep"):
        return Kept(append_move(row, "keep", by=by, at=at), phrase)


def write_on(row: Unsent, told: Mapping[str, str], *, by: Actor, at: datetime) -> Move:
    """She wrote on: what stands there now takes the place of what stood there; the thirty days begin anew."""
    with transaction.atomic():
        move = append_move(row, "write_on", by=by, at=at)
        row.told, row.kept_at, row.ends_at = dict(told), at, at + KEPT_FOR
        row.save(update_fields=["told", "kept_at", "ends_at"])
    return move


def send(row: Unsent, *, by: Actor, at: datetime) -> Move:
    """It has become an enquiry with a phrase of its own: nothing of it stays here."""
    return _end(row, "send", by=by, at=at)


def discard(row: Unsent, *, at: datetime, by: Actor = CLOCK) -> Move:
    """Its writer wants it gone, or it is thirty days old: nothing of it stays here."""
    return _end(row, "discard", by=by, at=at)


def _end(row: Unsent, move: str, *, by: Actor, at: datetime) -> Move:
    with transaction.atomic():
        made = append_move(row, move, by=by, at=at)
        row.told, row.phrase_index, row.ends_at = {}, None, None
        row.save(update_fields=["told", "phrase_index", "ends_at"])
    return made
