"""Changing what is told of a person: which columns, which values, and what stood there before.

A form hands in text for every column; lists come as one text with ";" or a new line between. What stood
there goes into the ledger with the move, so nothing is lost by a correction.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regreso.casebook.sealed import SealedList
from regreso.facts.dates import DateInterval
from regreso.facts.errors import FactError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from django.db import models

_BETWEEN = re.compile(r"[;\n]")
_LONGEST = 4000
OLDEST = 120


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one value."""

    code: str
    given: str
    expected: str


def faults_in(values: Mapping[str, Any], *, allowed: Collection[str], today: date) -> list[Fault]:
    """What is wrong with these changes; [] when nothing is. Nobody is born after today."""
    return [fault for name, value in values.items() if (fault := _fault(name, value, allowed, today))]


def faults_of(row: models.Model, columns: Collection[str], *, today: date) -> list[Fault]:
    """What is wrong with what this row states in these columns."""
    return faults_in({name: getattr(row, name) for name in columns}, allowed=columns, today=today)


def _fault(name: str, value: object, allowed: Collection[str], today: date) -> Fault | None:
    if name not in allowed:
        return Fault("unknown_field", name, "one of " + ", ".join(allowed))
    text = value if isinstance(value, str) else "; ".join(map(str, value if isinstance(value, list) else []))
    if len(text) > _LONGEST:
        return Fault("too_long", f"{name}: {len(text)} letters", f"at most {_LONGEST} letters")
    if not text:
        return None
    if name == "sex" and text not in {"m", "f"}:
        return Fault("not_a_sex", text, "m, f or nothing")
    if name == "age" and not (text.isdecimal() and int(text) <= OLDEST):
        return Fault("not_an_age", text, f"whole years from 0 to {OLDEST}")
    return _birth_fault(text, today) if name == "birth" else None


def _birth_fault(text: str, today: date) -> Fault | None:
    try:
        born = DateInterval.parse(text)
    except FactError:
        return Fault("not_a_date", text, "1999-04-21, 1999-04 or 1999")
    return Fault("not_a_date", text, f"a day up to {today}") if born.first > today else None


def change(row: models.Model, values: Mapping[str, Any]) -> dict[str, Any]:
    """Put the values into the row's columns, save it, and tell what stood there before."""
    before = {name: getattr(row, name) for name in values}
    for name, value in _as_columns(row, values):
        setattr(row, name, value)
    row.save(update_fields=list(values))
    return before


def _as_columns(row: models.Model, values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        listed = isinstance(row._meta.get_field(name), SealedList)  # noqa: SLF001 - Django's documented API
        yield name, parts(value) if listed and isinstance(value, str) else value


def parts(text: str) -> list[str]:
    """The entries of a list that came as one text."""
    return [part.strip() for part in _BETWEEN.split(text) if part.strip()]
