"""A coordinator's book of borders: lines over what is shipped, each known by its key, nothing overwritten.

A line is the cells of one row of a table. The newest line of a key holds; one without cells says that the
line is withdrawn. What is shipped holds wherever the book has no line of that key.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from io import StringIO
from typing import Any, TypeVar

from regreso.movement.errors import MovementError
from regreso.movement.journeys import shipped
from regreso.movement.journeys.gazetteer import UnknownName
from regreso.movement.journeys.hurdles import RuleBook
from regreso.movement.journeys.network import Network, Ride, Stop
from regreso.movement.journeys.plan import Atlas
from regreso.movement.journeys.rules import Rule, Status
from regreso.movement.journeys.tables import (
    DOCUMENTS,
    RIDES,
    RULES,
    STATUSES,
    STOPS,
    WAITS,
    Fault,
    Table,
    rows_of,
)

_T = TypeVar("_T")
_V = TypeVar("_V", Rule, Status)
Cells = Mapping[str, str]
Key = tuple[str, ...]

TABLES: dict[str, Table[Any]] = {
    "rules": RULES,
    "statuses": STATUSES,
    "rides": RIDES,
    "waits": WAITS,
    "documents": DOCUMENTS,
}
KEYS: dict[str, tuple[str, ...]] = {
    "rules": ("rule", "place", "direction", "modes", "from"),
    "statuses": ("crossing", "from"),
    "rides": ("from", "to", "mode", "crossing", "first_day"),
    "waits": ("crossing", "entering", "mode", "date"),
    "documents": ("document",),
}
# What a desk must say besides: without the first day of a state nobody knows which of two holds.
NEEDED = {"statuses": ("from",)}
_SHIPPED = {
    "rules": "rules.csv",
    "statuses": "crossing_status.csv",
    "rides": "rides.csv",
    "waits": "waits.csv",
    "documents": "documents.csv",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it holds: its cells, and its version in the book (0 is shipped)."""

    cells: Cells
    version: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """What a table that is handed in would do: rows that are new, replace a line, or change nothing.

    >>> Change((), ({"rule": "a"},), 0, ()).rows
    ({'rule': 'a'},)
    """

    added: tuple[Cells, ...]
    replaced: tuple[Cells, ...]
    same: int
    faults: tuple[Fault, ...]

    @property
    def rows(self) -> tuple[Cells, ...]:
        """The rows that would be written."""
        return (*self.added, *self.replaced)


def key_of(table: str, cells: Cells) -> Key:
    """What a line is known by: two rows of the same key are versions of one line.

    >>> key_of("statuses", {"crossing": "pl-by-terespol", "from": "2025-09-12", "status": "closed"})
    ('pl-by-terespol', '2025-09-12')
    >>> key_of("rules", {"rule": "a", "place": "POL", "modes": "foot|car"})[3]
    'car|foot'
    """
    words = (cells.get(name, "").strip() for name in KEYS[table])
    return tuple("|".join(sorted(word.replace(" ", "|").split("|"))) if name == "modes" else word
                 for name, word in zip(KEYS[table], words, strict=True))  # fmt: skip


def shipped_lines(table: str) -> dict[Key, Line]:
    """The shipped lines of a table, by key.

    >>> shipped_lines("documents")[("UKR",)].cells["en"]
    'visa for Ukraine'
    """
    return dict(_shipped_lines(table))


@cache
def _shipped_lines(table: str) -> tuple[tuple[Key, Line], ...]:
    rows = csv.DictReader(StringIO(shipped.text_of(_SHIPPED[table])))
    return tuple((key_of(table, row), Line({name: row[name] or "" for name in row})) for row in rows)


def read_change(
    table: str, text: str, held: Mapping[Key, Line], *, crossings: Collection[str] = ()
) -> Change:
    r"""What a CSV that is handed in would do to the lines that hold now; nothing is written by this.

    Args:
        table: one of TABLES.
        text: the CSV, header first.
        held: the lines that hold now, by key.
        crossings: those that are known, if any are: a closure of another name would count for nothing.

    >>> text = "crossing,entering,mode,date,hours,source\nx,POL,foot,2022-03-01,3,a report"
    >>> change = read_change("waits", text, {})
    >>> len(change.added), change.faults
    (1, ())
    """
    reader = rows_of(text)
    _, faults = TABLES[table].read(text)
    bad, named = {fault.row for fault in faults}, {(fault.row, fault.column) for fault in faults}
    seen: dict[Key, int] = {}
    kinds: dict[str, list[Cells]] = {"added": [], "replaced": [], "same": []}
    for raw in reader if 1 not in bad else ():
        row = reader.line_num
        cells = {name: str(raw.get(name) or "").strip() for name in TABLES[table].columns}
        key = key_of(table, cells)
        if row in bad:
            faults += [f for f in _missing(table, cells, row) if (row, f.column) not in named]
            continue
        more = [
            *_missing(table, cells, row),
            *_twice(table, key, seen, row),
            *_unknown_stops(table, cells, row),
            *_unknown_crossings(table, cells, row, crossings),
        ]
        if more:
            faults += more
            continue
        seen[key] = row
        kinds[_kind(held.get(key), cells)].append(cells)
    faults.sort(key=lambda fault: fault.row)
    return Change(tuple(kinds["added"]), tuple(kinds["replaced"]), len(kinds["same"]), tuple(faults))


def _kind(line: Line | None, cells: Cells) -> str:
    if line is None:
        return "added"
    return "same" if all(line.cells.get(name, "") == value for name, value in cells.items()) else "replaced"


def _missing(table: str, cells: Cells, row: int) -> Iterable[Fault]:
    return (Fault(row, name, "", "a value") for name in NEEDED.get(table, ()) if not cells[name])


def _twice(table: str, key: Key, seen: Mapping[Key, int], row: int) -> Iterable[Fault]:
    if key in seen:
        names = ", ".join(KEYS[table])
        yield Fault(
            row, KEYS[table][0], " ".join(key), f"each line once: row {seen[key]} has the same {names}"
        )


def _unknown_stops(table: str, cells: Cells, row: int) -> Iterable[Fault]:
    for name in ("from", "to") if table == "rides" else ():
        try:
            stop_named(cells[name])
        except UnknownName as unknown:
            yield Fault(row, name, cells[name], "a place: " + str(unknown))


def _unknown_crossings(table: str, cells: Cells, row: int, known: Collection[str]) -> Iterable[Fault]:
    column = {"statuses": "crossing", "waits": "crossing", "rules": "place"}.get(table, "")
    given = cells.get(column, "")
    if not known or not column or given in known or (column == "place" and "-" not in given):
        return
    near = get_close_matches(given, sorted(known), 3, 0.4) or sorted(known)[:3]
    yield Fault(row, column, given, f"a crossing that is known: {', '.join(near)}")


def stop_named(name: str) -> Stop:
    """The stop that a ride names: one of the shipped ones, or any other place of the gazetteer.

    Raises:
        UnknownName: no such place, or several.

    >>> stop_named("Чернігів").zone
    'Europe/Kyiv'
    """
    known = _stops()
    if name in known:
        return known[name]
    place = shipped.gazetteer().find(name)
    return known.get(place.stop) or Stop(shipped.stop_of(place), place.country, place.zone)


@cache
def _stops() -> dict[str, Stop]:
    rows, _ = STOPS.read(shipped.text_of("stops.csv"))
    return {stop.name: stop for stop in rows}


def atlas_of(lines: Mapping[str, Mapping[Key, Line]]) -> Atlas:
    """The atlas of a book: its lines by table and key, as they hold, and the shipped visa list.

    Raises:
        MovementError: a line is faulty, which no line is that `read_change` let through.

    >>> len(atlas_of({name: shipped_lines(name) for name in TABLES}).network.stops) >= 16
    True
    """
    stops = dict(_stops())
    rides = []
    for ride in _made(RIDES, lines["rides"]):
        here, there = stop_named(ride.start), stop_named(ride.end)
        stops[here.name], stops[there.name] = here, there
        rides.append(_between(ride, here, there))
    book = RuleBook.of(
        _versioned(RULES, lines["rules"]),
        statuses=_versioned(STATUSES, lines["statuses"]),
        visas=shipped.visas(),
        documents=_made(DOCUMENTS, lines["documents"]),
        visa_source=shipped.VISA_SOURCE,
    )
    return Atlas(Network.of(stops.values(), rides), book, tuple(_made(WAITS, lines["waits"])))


def _between(ride: Ride, here: Stop, there: Stop) -> Ride:
    return Ride(
        here.name, there.name, ride.mode, ride.minutes, ride.departures, ride.crossing, ride.entering,
        ride.fare, ride.days, ride.estimated, ride.source,
    )  # fmt: skip


def _versioned(table: Table[_V], lines: Mapping[Key, Line]) -> list[_V]:
    """Each row with the version of its line: what a sheet rests on names it."""
    made = _made(table, lines)
    return [replace(row, version=line.version) for row, line in zip(made, lines.values(), strict=True)]


def _made(table: Table[_T], lines: Mapping[Key, Line]) -> list[_T]:
    if not lines:
        return []
    rows, faults = table.read(as_csv(table.columns, (line.cells for line in lines.values())))
    if faults:
        raise MovementError(f"{table.name}: {faults[0]}")
    return rows


def as_csv(columns: tuple[str, ...], rows: Iterable[Cells]) -> str:
    r"""Rows as a CSV with these columns: what a coordinator exports can be imported again.

    >>> as_csv(("a", "b"), [{"a": "1"}])
    'a,b\n1,\n'
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([[row.get(name, "") for name in columns] for row in rows])
    return out.getvalue()
