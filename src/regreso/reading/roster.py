"""A list of people held, as a holding side hands it over: its columns guessed, its rows judged one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from regreso.facts.dates import DateInterval, iso_of
from regreso.facts.errors import FactError
from regreso.facts.names.roles import parse_name
from regreso.reading.errors import ReadingError
from regreso.reading.roster_words import HEADINGS, SEXES
from regreso.reading.tables import Skipped, xlsx_rows
from regreso.wire.delimited import delimited_rows
from regreso.wire.errors import WireError

# Of the person, then of how they came; `full_name` is parted into the first three.
FIELDS = (
    "surname", "given", "patronymic", "full_name", "other_names", "sex", "birth", "birthplace", "settlement",
    "region", "nationality", "rank", "service_number", "unit", "power", "father", "mother", "marks", "inform",
    "correspondence", "number", "arrived", "capture_date", "capture_place", "coming_from", "health",
)  # fmt: skip
_NAMES = ("surname", "given", "patronymic")
_LONG = {"marks": 4000, "inform": 4000, "correspondence": 4000, "health": 4000}
_SHORT = 200
_LOOKED_AT = 20  # rows among which the headings are looked for
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list: its number as a spreadsheet counts, its cells, "" or what is wrong with the row."""

    number: int
    cells: tuple[str, ...]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """An opened list. `headings` stood in row `heading_row`; `lines` reads the rows below it anew at each call."""

    headings: tuple[str, ...]
    heading_row: int
    lines: Callable[[], Iterator[Line]]


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be taken: its field, what stood there, and a code of why.

    Codes: not_a_date, in_future, not_a_sex, too_long, no_name (the whole row), broken_row (the whole row).
    """

    field: str
    given: str
    code: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A row as it would be taken in: `said` by field, without its faulty cells; `alike` names its double.

    `alike` is "" for nobody, "register" for somebody at the site already, or the number of the earlier row.

    >>> Judged(2, {"surname": "Коваль"}, (Fault("birth", "31.02.1999", "not_a_date"),)).whole
    True
    """

    number: int
    said: dict[str, str]
    faults: tuple[Fault, ...] = ()
    alike: str = ""

    @property
    def whole(self) -> bool:
        """Whether somebody can be taken in at all, be it without a cell."""
        return not any(fault.code in ("no_name", "broken_row") for fault in self.faults)


@dataclass
class Known:
    """Whom a list may name a second time: numbers given at the site, and names with a day of birth.

    >>> known = Known()
    >>> known.note({"surname": "Коваль", "given": "Іван", "birth": "1990", "number": "7"}, "register")
    >>> known.double({"surname": "КОВАЛЬ", "given": "Іван", "birth": "1990"})
    'register'
    >>> known.double({"surname": "Коваль", "given": "Іван", "birth": "1990", "number": "8"})
    ''
    """

    _numbers: dict[str, str] = field(default_factory=dict)
    _people: dict[tuple[str, ...], tuple[str, str]] = field(default_factory=dict)

    def note(self, said: Mapping[str, str], where: str) -> None:
        """Somebody is there: in the register, or in a row of the list."""
        number, person = _plain(said.get("number", "")), _person_key(said)
        if number:
            self._numbers.setdefault(number, where)
        if person:
            self._people.setdefault(person, (number, where))

    def double(self, said: Mapping[str, str]) -> str:
        """Where the same person stands already; "" when nowhere. Two numbers are two people."""
        number, person = _plain(said.get("number", "")), _person_key(said)
        if number and number in self._numbers:
            return self._numbers[number]
        other, where = self._people.get(person, ("", "")) if person else ("", "")
        return "" if number and other else where


def open_roster(name: str, data: bytes) -> Roster:
    r"""Open a list: an XLSX workbook (its first visible sheet with rows), or delimited text.

    Args:
        name: the file's name, for messages.
        data: the whole file.

    Raises:
        ReadingError: the file is empty, no table, or in an encoding that is not recognised.

    >>> roster = open_roster("list.csv", "List of camp 5;\nSurname;Name\nКоваль;Іван\n".encode())
    >>> roster.headings, [line.cells for line in roster.lines()]
    (('Surname', 'Name'), [('Коваль', 'Іван')])
    """
    if not data.strip():
        raise ReadingError(f"{name} is empty: expected a table of people")
    read = _workbook(data) if data.startswith(_ZIP) else lambda: _text(name, data)
    first = []
    for line in read():
        first.append(line)
        if len(first) == _LOOKED_AT:
            break
    if not first or max(len(line.cells) for line in first) < 1:
        raise ReadingError(f"{name} holds no rows: expected a table of people")
    heading = max(first, key=lambda line: (len(set(suggest(line.cells)) - {""}), -line.number))
    if not any(suggest(heading.cells)):
        heading = first[0]
    width = len(heading.cells)
    return Roster(heading.cells, heading.number, lambda: _below(read(), heading.number, width))


def suggest(headings: Sequence[str]) -> tuple[str, ...]:
    """Which field each column seems to hold, "" where none is told; no field twice.

    >>> suggest(["№", "Прізвище", "Ім'я", "Дата нар."])
    ('number', 'surname', 'given', 'birth')
    >>> suggest(["Apellidos y nombres", "Sexo", "Color"])
    ('full_name', 'sex', '')
    """
    found: list[str] = []
    for heading in headings:
        name = _heading(heading)
        found.append("" if name in found else name)
    if "full_name" in found and "surname" in found:
        found[found.index("full_name")] = "given" if "given" not in found else ""
    return tuple(found)


def judge(
    lines: Iterator[Line], fields: Sequence[str], *, today: date, known: Known | None = None
) -> Iterator[Judged]:
    """Every row as it would be taken in, in order, with what is wrong with it.

    Args:
        lines: the rows below the headings.
        fields: the field of each column, "" for a column that is let alone.
        today: nobody is born, captured or arrives after it.
        known: who is there already; the rows themselves are noted in it.

    >>> rows = iter([Line(2, ("Коваль Іван", "31.02.1999")), Line(3, ("", "1999"))])
    >>> [(row.said.get("surname"), [f.code for f in row.faults]) for row in
    ...  judge(rows, ("full_name", "birth"), today=date(2022, 3, 1))]
    [('Коваль', ['not_a_date']), (None, ['no_name'])]
    """
    known = Known() if known is None else known
    for line in lines:
        if line.fault:
            broken = Fault("", "; ".join(line.cells)[:_SHORT], "broken_row")
            yield Judged(line.number, {}, (broken,))
            continue
        said, faults = _said(line.cells, fields, today)
        if not any(said.get(name) for name in _NAMES):
            faults.append(Fault("surname", "", "no_name"))
            yield Judged(line.number, said, tuple(faults))
            continue
        alike = known.double(said)
        known.note(said, str(line.number))
        yield Judged(line.number, said, tuple(faults), alike)


def _workbook(data: bytes) -> Callable[[], Iterator[Line]]:
    def read() -> Iterator[Line]:
        sheet = None
        for row in xlsx_rows(data):
            if isinstance(row, Skipped):
                continue
            if sheet is None:
                sheet = row.part
            elif row.part != sheet:
                return
            yield Line(int(row.locator.rpartition(" ")[2]), row.cells)

    return read


def _text(name: str, data: bytes) -> Iterator[Line]:
    try:
        for number, cells, fault in delimited_rows(name, data):
            yield Line(number, cells, fault)
    except WireError as error:
        raise ReadingError(str(error)) from error


def _below(lines: Iterator[Line], heading: int, width: int) -> Iterator[Line]:
    for line in lines:
        if line.number <= heading:
            continue
        if not line.fault and any(cell.strip() for cell in line.cells[width:]):
            yield Line(line.number, line.cells, "more cells than the headings have")
        else:
            yield line


def _heading(heading: str) -> str:
    words = _plain(re.sub(r"[\W_]+", " ", heading.replace("№", " n ")))
    for name, known in HEADINGS.items():
        if words in known:
            return name
    return ""


def _said(cells: Sequence[str], fields: Sequence[str], today: date) -> tuple[dict[str, str], list[Fault]]:
    said: dict[str, str] = {}
    faults: list[Fault] = []
    for name, cell in zip(fields, cells, strict=False):
        text = " ".join(cell.split()) if name not in _LONG else cell.strip()
        if not name or not text:
            continue
        if len(text) > _LONG.get(name, _SHORT):
            faults.append(Fault(name, text[:_SHORT], "too_long"))
        elif name == "full_name":
            said |= _parted(text)
        elif name == "sex":
            _take_sex(said, faults, text)
        elif name in ("birth", "arrived"):
            _take_day(said, faults, name, text, today)
        else:
            said[name] = text
    return said, faults


def _parted(text: str) -> dict[str, str]:
    ways = parse_name(text)
    if not ways:
        return {"surname": text}
    best = ways[0].value
    parts = {name: getattr(best, name) for name in _NAMES if getattr(best, name)}
    return parts or {"surname": text}


def _take_sex(said: dict[str, str], faults: list[Fault], text: str) -> None:
    sex = SEXES.get(text.casefold().rstrip("."))
    if sex is None:
        faults.append(Fault("sex", text, "not_a_sex"))
    else:
        said["sex"] = sex


def _take_day(said: dict[str, str], faults: list[Fault], name: str, text: str, today: date) -> None:
    """A day; of a birth the month or the year alone will do."""
    iso = iso_of(re.sub(r"\s*(?:р|г|года|року)\.?\s*(?:н|р)?\.?\Z", "", text.rstrip(".")).strip())
    try:
        day = DateInterval.parse(iso)
    except FactError:
        faults.append(Fault(name, text, "not_a_date"))
        return
    if day.first > today:
        faults.append(Fault(name, text, "in_future"))
    elif name == "arrived" and day.first != day.last:
        faults.append(Fault(name, text, "not_a_day"))
    else:
        said[name] = iso


def _person_key(said: Mapping[str, str]) -> tuple[str, ...]:
    """The name and day of birth by which two rows are told to be alike; () without a birth."""
    parts = tuple(_plain(said.get(name, "")) for name in (*_NAMES, "birth"))
    return parts if parts[-1] and (parts[0] or parts[1]) else ()


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("ʼ", "'").replace("’", "'").split())
