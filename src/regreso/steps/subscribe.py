"""An address asks for announcements by e-mail, says so a second time, and leaves whenever it wants.

These rows are of no operation and tell of nobody whom we know: no chain bears them. Who leaves is deleted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from regreso.casebook.announced import LANGUAGES
from regreso.casebook.models import Subscriber
from regreso.casebook.rows import set_columns
from regreso.casebook.subscribers import place_of
from regreso.steps.errors import StepError

if TYPE_CHECKING:
    from datetime import datetime

_ADDRESS = re.compile(r"[^@\s<>\"',;]+@[^@\s<>\"',;]+\.[^@\s<>\"',;]+")
_LONGEST = 254


def ask(address: str, language: str, *, at: datetime) -> Subscriber:
    """They asked, or somebody did in their name: one question goes there, and no more until they confirm."""
    address = address.strip()
    if len(address) > _LONGEST or not _ADDRESS.fullmatch(address):
        raise StepError("not_an_address", given="", expected="name@example.org")
    if language not in LANGUAGES:
        raise StepError("unknown_language", given=language, expected=", ".join(LANGUAGES))
    row, _new = Subscriber.objects.get_or_create(
        place=place_of(address), defaults={"address": address, "language": language, "asked_at": at}
    )
    if row.confirmed_at is None:
        set_columns(row, language=language, asked_at=at)
    return row


def confirm(row: Subscriber, *, at: datetime) -> None:
    """From now on each announcement is sent there."""
    if row.confirmed_at is None:
        set_columns(row, confirmed_at=at)


def leave(row: Subscriber) -> None:
    """Nothing more is sent there, and we no longer know the address."""
    row.delete()
