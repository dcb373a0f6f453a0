"""The places of public material that are looked at again and again. Each is off until it is switched on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.db import transaction

from regreso.casebook.models import append_move, take_turn
from regreso.casebook.once import once
from regreso.casebook.rows import set_columns
from regreso.steps.errors import StepError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Move, Source

FINE = ("new", "same")
_LONGEST = timedelta(days=1)
_MOST_DOUBLED = 8
KINDS = ("folder", "feed", "export")
LANGUAGES = ("", "es", "uk", "ru", "en")
LEAST_MINUTES, MOST_MINUTES = 5, 10_080
COLUMNS = ("kind", "name", "address", "language", "every")


@dataclass(frozen=True, slots=True)
class Look:
    """What came of one look: `result` in a word, `marks` for the next one, `after` seconds to stay away."""

    result: str
    marks: dict[str, Any] = field(default_factory=dict)
    after: int = 0


def add(source: Source, *, by: Actor, at: datetime) -> Move:
    """A source is written down. Nothing is fetched from it before it is switched on."""
    refuse_bad(source)
    with once(source, "add"):
        return append_move(source, "add", by=by, at=at)


def change(source: Source, changes: Mapping[str, Any], *, by: Actor, at: datetime) -> Move:
    """A source that is off is another one from now on: its name, address, language or pause."""
    unknown = [name for name in changes if name not in COLUMNS]
    if unknown:
        raise StepError("unknown_field", given=unknown[0], expected="one of " + ", ".join(COLUMNS))
    before = {name: getattr(source, name) for name in changes}
    for name, value in changes.items():
        setattr(source, name, value)
    refuse_bad(source)
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


def looked(source: Source, look: Look, *, at: datetime) -> None:
    """Somebody looked there. Counters and clocks only: what was found has moves of its own.

    After a failure the pause doubles each time, up to a day; a host that asks to be left longer is.
    """
    with transaction.atomic():
        take_turn(source.operation_id)
        source.refresh_from_db(fields=["state", "failures"])
        failures = 0 if look.result in FINE else source.failures + 1
        pause = timedelta(minutes=source.every) * 2 ** min(failures, _MOST_DOUBLED)
        pause = max(min(pause, max(_LONGEST, timedelta(minutes=source.every))), timedelta(seconds=look.after))
        changed = {"changed_at": at} if look.result == "new" else {}
        set_columns(
            source, looked_at=at, result=look.result, failures=failures, marks=look.marks or source.marks,
            due_at=at + pause if source.state == "on" else None, **changed,
        )  # fmt: skip


def retire(source: Source, *, by: Actor, at: datetime) -> Move:
    """The source is put away; what came from it stays."""
    with transaction.atomic():
        move = append_move(source, "retire", by=by, at=at)
        set_columns(source, due_at=None)
    return move


def refuse_bad(source: Source) -> None:
    """Raise what is wrong with a source as it is told.

    Raises:
        StepError: it cannot be looked at.
    """
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
