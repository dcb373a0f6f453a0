"""The places of public material that are looked at again and again. Each is off until it is switched on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.db import transaction

from regreso.casebook.models import append_move
from regreso.casebook.once import once
from regreso.casebook.rows import set_columns
from regreso.steps.errors import StepError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Move, Source

KINDS = ("folder", "feed", "export")
LANGUAGES = ("", "es", "uk", "ru", "en")
LEAST_MINUTES, MOST_MINUTES = 5, 10_080
_COLUMNS = ("kind", "name", "address", "language", "every")


def add(source: Source, *, by: Actor, at: datetime) -> Move:
    """A source is written down. Nothing is fetched from it before it is switched on."""
    _refuse_bad(source)
    with once(source, "add"):
        return append_move(source, "add", by=by, at=at)


def change(source: Source, changes: Mapping[str, Any], *, by: Actor, at: datetime) -> Move:
    """A source that is off is another one from now on: its name, address, language or pause."""
    unknown = [name for name in changes if name not in _COLUMNS]
    if unknown:
        raise StepError("unknown_field", given=unknown[0], expected="one of " + ", ".join(_COLUMNS))
    before = {name: getattr(source, name) for name in changes}
    for name, value in changes.items():
        setattr(source, name, value)
    _refuse_bad(source)
    with transaction.atomic():
        move = append_move(source, "change", by=by, at=at, said={"detail": {"before": before}})
        set_columns(source, **changes, marks={}, failures=0)
    return move


def switch_on(source: Source, *, by: Actor, at: datetime) -> Move:
    """The source is looked at from now on, where this installation fetches at all."""
    with transaction.atomic():
        move = append_move(source, "switch_on", by=by, at=at)
        set_columns(source, due_at=at, failures=0)
    return move


def switch_off(source: Source, *, by: Actor, at: datetime) -> Move:
    """Nothing more is fetched from this source."""
    with transaction.atomic():
        move = append_move(source, "switch_off", by=by, at=at)
        set_columns(source, due_at=None)
    return move


def retire(source: Source, *, by: Actor, at: datetime) -> Move:
    """The source is put away; what came from it stays."""
    with transaction.atomic():
        move = append_move(source, "retire", by=by, at=at)
        set_columns(source, due_at=None)
    return move


def _refuse_bad(source: Source) -> None:
    if source.kind not in KINDS:
        raise StepError("unknown_kind", given=source.kind, expected="one of " + ", ".join(KINDS))
    if source.language not in LANGUAGES:
        raise StepError("unknown_language", given=source.language, expected="es, uk, ru, en or nothing")
    if not LEAST_MINUTES <= source.every <= MOST_MINUTES:
        raise StepError(
            "not_minutes", given=source.every, expected=f"{LEAST_MINUTES} to {MOST_MINUTES} minutes"
        )
    if source.kind != "folder":
        _refuse_address(source.address)
    elif not source.address.startswith("/"):
        raise StepError("not_a_folder", given=source.address, expected="the full path of a folder")


def _refuse_address(address: str) -> None:
    try:
        parts = urlsplit(address)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.username
        _ = parts.port
    except ValueError:
        good = False
    if not good:
        raise StepError("not_an_address", given=address, expected="https://… without a name or password")
