"""Files that a coordinator brings: lists of passengers, and events from telephones without a network."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from regreso.casebook.models import Passenger
from regreso.facts.dates import DateInterval
from regreso.facts.errors import FactError
from regreso.movement.manifest.events import Event
from regreso.wire.errors import WireError
from regreso.wire.tables import open_table

CODES = ("token", "household", "vehicle", "needs")
TOLD = ("surname", "given", "patronymic", "name", "birth", "sex", "settlement", "region")
PASSENGER = (*CODES, *TOLD, "contact")
_TABLES = (".csv", ".tsv")


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a row, in the reader's language."""

    row: int
    field: str
    why: str


def passengers(file: Any) -> tuple[list[Passenger], list[Wrong]]:  # noqa: ANN401 - Django's uploaded file
    """The people of a list, and what is wrong with rows that cannot be taken.

    Raises:
        WireError: it is no table.
    """
    people: list[Passenger] = []
    wrong: list[Wrong] = []
    for number, cells, fault in _rows(file, PASSENGER):
        if fault:
            wrong.append(Wrong(number, "", fault))
            continue
        told = {name: cells[name].strip() for name in TOLD if cells.get(name, "").strip()}
        faults = [Wrong(number, *one) for one in _faults(cells, told)]
        wrong += faults
        if not faults:
            codes = {name: cells.get(name, "").strip() for name in CODES}
            people.append(Passenger(**codes, told=told, contact=cells.get("contact", "").strip()))
    return people, wrong


def _faults(cells: dict[str, str], told: dict[str, str]) -> Iterator[tuple[str, str]]:
    if not any(cells.values()):
        yield "", gettext("The row is empty.")
    if told.get("birth"):
        try:
            DateInterval.parse(told["birth"])
        except FactError:
            yield (
                "birth",
                gettext("“%(given)s” is no date. Write it like 1999-04-21, 1999-04 or 1999.")
                % {"given": told["birth"][:60]},
            )
    if told.get("sex", "m") not in ("m", "f"):
        yield "sex", gettext("“%(given)s” was given; expected m, f or nothing.") % {"given": told["sex"][:60]}
    if cells.get("needs", "").strip() not in ("", "wheelchair", "stretcher"):
        expected = gettext("“%(given)s” was given; expected wheelchair, stretcher or nothing.")
        yield "needs", expected % {"given": cells["needs"][:60]}


def events(file: Any) -> list[object]:  # noqa: ANN401 - Django's uploaded file
    """The rows of a file of events, as they are: the step judges each.

    Raises:
        WireError: it is neither JSON lines nor a table.
    """
    if Path(file.name).suffix.lower() in _TABLES:
        rows = _rows(file, Event._fields, needed=("id", "kind", "at", "device", "sequence"))
        return [fault or _event(cells) for _, cells, fault in rows]
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WireError(
            f"{file.name} is no text in UTF-8: expected one JSON object a line, or a CSV."
        ) from error
    return [_json(line) for line in text.splitlines() if line.strip()]


def _json(line: str) -> object:
    try:
        found: object = json.loads(line)
    except (ValueError, RecursionError):
        return line[:4000]  # no event: the step keeps it with its reason
    return found


def _event(cells: dict[str, str]) -> dict[str, object]:
    kept: dict[str, object] = {name: cell for name, cell in cells.items() if cell}
    sequence = cells.get("sequence", "").strip()
    if sequence.isascii() and sequence.isdecimal() and len(sequence) < 17:  # noqa: PLR2004 - digits of 2^53
        kept["sequence"] = int(sequence)
    return kept


def _rows(
    file: Any,  # noqa: ANN401 - Django's uploaded file
    known: tuple[str, ...],
    *,
    needed: tuple[str, ...] = (),
) -> Iterator[tuple[int, dict[str, str], str]]:
    """The reader of tables wants a path: the file lies in a folder of its own while it is read."""
    with tempfile.TemporaryDirectory() as folder:
        suffix = Path(file.name).suffix.lower()
        path = Path(folder) / f"list{suffix if suffix in _TABLES else '.csv'}"
        path.write_bytes(file.read())
        table = open_table(path, known=known)
        missing = [name for name in needed if name not in table.columns]
        if missing:
            raise WireError(gettext("Columns are missing: %(names)s") % {"names": ", ".join(missing)})
        for row in table.rows():
            yield row.number, row.cells, row.fault
