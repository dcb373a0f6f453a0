"""Rules, states of crossings, rides, waits and documents as CSV, each fault named by row and column."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Generic, TypeVar

from regreso.facts import zones
from regreso.facts.errors import FactError
from regreso.movement.journeys.network import Ride, Stop
from regreso.movement.journeys.rules import (
    MODES,
    PURPOSES,
    Document,
    Rule,
    Says,
    Span,
    Status,
    VisaRun,
    Wait,
)

LANGUAGES = ("en", "es", "uk", "ru")
_ALPHA3 = 3
_HALF_DAY = 48
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell: rows are counted as a spreadsheet does, the header is row 1."""

    row: int
    column: str
    given: str
    expected: str

    def __str__(self) -> str:
        """One sentence.

        >>> str(Fault(3, "from", "31.2.2022", "YYYY-MM-DD"))
        'row 3, “from”: “31.2.2022”; expected YYYY-MM-DD'
        """
        return f"row {self.row}, “{self.column}”: “{self.given}”; expected {self.expected}"


@dataclass(frozen=True, slots=True)
class Table(Generic[_T]):
    """A kind of table: its columns, those that must be there, and what makes a row a value."""

    name: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    make: Callable[[_Cells], _T | None]

    def read(self, text: str) -> tuple[list[_T], list[Fault]]:
        r"""Read a CSV: the rows that are whole, and every fault of the others.

        Args:
            text: the file, header first. Columns that are not ours are ignored.

        >>> WAITS.read("crossing,entering,mode,date,hours,source\nx,POL,foot,2022-02-30,36,a report")
        ([], [Fault(row=2, column='date', given='2022-02-30', expected='a date YYYY-MM-DD')])
        """
        reader = rows_of(text)
        header = list(reader.fieldnames or ())
        absent = [name for name in self.required if name not in header]
        if absent:
            return [], [Fault(1, name, "", f"a column “{name}” in the header") for name in absent]
        rows: list[_T] = []
        faults: list[Fault] = []
        for raw in reader:
            cells = _Cells(self, raw, reader.line_num)
            made = self.make(cells) if cells.is_whole() else None
            faults += cells.faults
            if made is not None and not cells.faults:
                rows.append(made)
        return rows, faults


def rows_of(text: str) -> csv.DictReader[str]:
    r"""The rows of a CSV whose cells are parted by commas, semicolons or tabs, whichever the header shows.

    >>> next(rows_of("\ufeff crossing ;from\nx;2022-03-01"))
    {'crossing': 'x', 'from': '2022-03-01'}
    """
    plain = text.removeprefix("\ufeff")
    header = plain.partition("\n")[0]
    reader = csv.DictReader(StringIO(plain), delimiter=max(",;\t", key=header.count))
    reader.fieldnames = [name.strip() for name in reader.fieldnames or ()]
    return reader


class _Cells:
    """The cells of one row; each reader notes a fault and goes on with a harmless value."""

    def __init__(self, table: Table[_T], raw: Mapping[str | None, str | list[str] | None], row: int) -> None:
        self.faults: list[Fault] = []
        self._row = row
        self._cells = {name: str(raw.get(name) or "").strip() for name in table.columns}
        self._required = table.required
        self._spare = raw.get(None)

    def is_whole(self) -> bool:
        if self._spare:
            self.fault("", ",".join(self._spare), "no more cells than the header has")
        for name in self._required:
            if not self._cells[name]:
                self.fault(name, "", "a value")
        return not self.faults

    def fault(self, column: str, given: str, expected: str) -> None:
        self.faults.append(Fault(self._row, column, given, expected))

    def text(self, column: str) -> str:
        return self._cells[column]

    def day(self, column: str) -> date | None:
        given = self._cells[column]
        try:
            return date.fromisoformat(given) if given else None
        except ValueError:
            self.fault(column, given, "a date YYYY-MM-DD")
            return None

    def span(self, since: str = "from", until: str = "to") -> Span:
        first, end = self.day(since), self.day(until)
        if first and end and end <= first:
            self.fault(until, end.isoformat(), f"a day after “{since}”, {first}")
        return Span(first, end)

    def number(self, column: str, *, least: float, most: float) -> float | None:
        given = self._cells[column]
        if not given:
            return None
        try:
            value = float(given)
        except ValueError:
            value = most + 1
        if not least <= value <= most:
            self.fault(column, given, f"a number from {least:g} to {most:g}")
            return None
        return value

    def whole(self, column: str, *, most: int) -> int | None:
        value = self.number(column, least=0, most=most)
        return None if value is None else round(value)

    def words(self, column: str, known: tuple[str, ...] = ()) -> tuple[str, ...]:
        given = tuple(word.strip() for word in self._cells[column].split("|") if word.strip())
        return self._known(column, given, known)

    def modes(self, column: str) -> frozenset[str]:
        """Means of travel, joined by | or spaces."""
        return frozenset(self._known(column, tuple(re.findall(r"[^|\s]+", self._cells[column])), MODES))

    def _known(self, column: str, given: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
        for word in given:
            if known and word not in known:
                self.fault(column, word, f"one of {', '.join(known)} (several are joined by |)")
        return given

    def countries(self, column: str) -> frozenset[str]:
        given = self.words(column)
        for code in given:
            self._check_country(column, code)
        return frozenset(given)

    def country(self, column: str) -> str:
        code = self._cells[column]
        if code:
            self._check_country(column, code)
        return code

    def _check_country(self, column: str, code: str) -> None:
        if not (len(code) == _ALPHA3 and code.isascii() and code.isalpha() and code.isupper()):
            self.fault(column, code, "a country's three letters, such as POL")

    def one_of(self, column: str, known: tuple[str, ...]) -> str:
        given = self._cells[column]
        if given not in known:
            self.fault(column, given, f"one of {', '.join(known)}")
        return given

    def clocks(self, column: str) -> tuple[int, ...]:
        return tuple(sorted(self._clock(column, word) for word in self.words(column)))

    def _clock(self, column: str, word: str) -> int:
        hour, colon, minute = word.partition(":")
        if colon and hour.isdecimal() and minute.isdecimal() and int(hour) <= 23 and int(minute) <= 59:  # noqa: PLR2004 - a clock
            return int(hour) * 60 + int(minute)
        self.fault(column, word, "a time of day such as 06:30 (several are joined by |)")
        return 0


def _rule(cells: _Cells) -> Rule | None:
    says = cells.one_of("says", tuple(Says))
    documents = cells.words("documents")
    if says in tuple(Says) and (says == Says.NEED) != bool(documents):
        cells.fault("documents", cells.text("documents"), "documents where “says” is need, and only there")
    modes, passports = cells.modes("modes"), cells.countries("passports")
    purposes = frozenset(cells.words("purposes", PURPOSES))
    spared = frozenset(cells.words("except_purposes", PURPOSES))
    days, checked = cells.span(), cells.day("last_checked")
    if cells.faults:
        return None
    return Rule(
        cells.text("rule"), cells.text("place"), Says(says), days, cells.text("source"), checked,
        cells.text("direction"), modes, passports, purposes, spared, documents, cells.text("note"),
    )  # fmt: skip


def _status(cells: _Cells) -> Status:
    state = cells.one_of("status", ("open", "closed"))
    return Status(
        cells.text("crossing"), cells.span(), state == "open", cells.modes("modes"),
        cells.text("source"), cells.day("last_checked"), cells.text("note"),
    )  # fmt: skip


def _ride(cells: _Cells) -> Ride:
    hours = cells.number("hours", least=0.01, most=_HALF_DAY) or 1
    departures = cells.clocks("departures")
    return Ride(
        cells.text("from"), cells.text("to"), cells.one_of("mode", MODES), max(1, round(hours * 60)),
        departures,
        cells.text("crossing"), cells.country("enters"), cells.whole("fare_eur", most=100_000),
        cells.span("first_day", "end_day"), cells.text("timetable") != "yes", cells.text("source"),
    )  # fmt: skip


def _wait(cells: _Cells) -> Wait | None:
    day, hours = cells.day("date"), cells.number("hours", least=0, most=240)
    entering, mode = cells.country("entering"), cells.one_of("mode", MODES)
    if day is None or hours is None:
        return None
    return Wait(cells.text("crossing"), entering, mode, day, hours, cells.text("source"))


def _document(cells: _Cells) -> Document:
    names = {language: cells.text(language) for language in LANGUAGES if cells.text(language)}
    return Document(
        cells.text("document"), cells.text("en"), cells.whole("lead_days", most=1000), cells.text("where"),
        cells.text("source"), cells.day("last_checked"), names,
    )  # fmt: skip


def _run(cells: _Cells) -> VisaRun | None:
    first, last = cells.day("first_seen"), cells.day("last_seen")
    passport, country = cells.country("passport"), cells.country("destination")
    if first is None or last is None:
        return None
    if last < first:
        cells.fault("last_seen", last.isoformat(), f"a day not before “first_seen”, {first}")
    return VisaRun(passport, country, cells.text("requirement"), first, last)


def _stop(cells: _Cells) -> Stop:
    try:
        zones.zone(cells.text("timezone"))
    except FactError:
        cells.fault("timezone", cells.text("timezone"), "a zone of the IANA list, such as Europe/Kyiv")
    return Stop(cells.text("stop"), cells.country("country"), cells.text("timezone"))


RULES: Table[Rule] = Table(
    "rules",
    ("rule", "place", "direction", "modes", "passports", "purposes", "except_purposes", "says", "documents",
     "from", "to", "last_checked", "source", "note"),
    ("rule", "place", "says", "source"), _rule,
)  # fmt: skip
STATUSES: Table[Status] = Table(
    "crossing_status",
    ("crossing", "from", "to", "status", "modes", "note", "source", "last_checked"),
    ("crossing", "status", "source"), _status,
)  # fmt: skip
RIDES: Table[Ride] = Table(
    "rides",
    ("from", "to", "mode", "hours", "departures", "crossing", "enters", "fare_eur", "first_day", "end_day",
     "timetable", "source"),
    ("from", "to", "mode", "hours", "departures"), _ride,
)  # fmt: skip
WAITS: Table[Wait] = Table(
    "waits", ("crossing", "entering", "mode", "date", "hours", "source"),
    ("crossing", "entering", "mode", "date", "hours", "source"), _wait,
)  # fmt: skip
DOCUMENTS: Table[Document] = Table(
    "documents", ("document", *LANGUAGES, "lead_days", "where", "source", "last_checked"),
    ("document", "en", "source"), _document,
)  # fmt: skip
VISAS: Table[VisaRun] = Table(
    "visa_rules", ("passport", "destination", "requirement", "first_seen", "last_seen"),
    ("passport", "destination", "requirement", "first_seen", "last_seen"), _run,
)  # fmt: skip
STOPS: Table[Stop] = Table("stops", ("stop", "country", "timezone"), ("stop", "country", "timezone"), _stop)
