"""Lists of people as files: which columns they have, and what becomes of rows and values that are bad."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from regreso.facts.dates import DateInterval, year_of
from regreso.facts.errors import FactError
from regreso.tracing.headings import misnamed, say_misnamed
from regreso.wire.errors import WireError
from regreso.wire.tables import Table, TableRow, open_table

NAME_PARTS = ("name", "surname", "given", "patronymic")
PERSON = (*NAME_PARTS, "sex", "dob", "settlement", "region", "unit")
OLDEST = 120  # years
_SHOWN = 30  # columns, and letters of each, that a message repeats

Happened = Literal["value dropped", "row left out"]


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row or a value that was not taken up. `row` counts as a spreadsheet does: the header is row 1."""

    file: str
    row: int
    column: str
    given: str
    expected: str
    happened: Happened

    def __str__(self) -> str:
        """One sentence for a message."""
        where = f"{self.file}, row {self.row}" + (f", column {self.column}" if self.column else "")
        return f"{where}: “{self.given}” was given, expected {self.expected} ({self.happened})"


Reject = Callable[[Rejection], None]


@dataclass(frozen=True, slots=True)
class ListKind:
    """What a list must have: the column of its ids, and groups of names of which one each is needed."""

    id_column: str
    columns: tuple[str, ...]
    needed: tuple[tuple[str, ...], ...]
    numbered: bool = False  # a missing id is the row's number


REGISTRY = ListKind("record_id", ("record_id", *PERSON), (NAME_PARTS,))
ENQUIRIES = ListKind("enquiry_id", ("enquiry_id", *PERSON, "age"), (NAME_PARTS,))
PAIRS = ListKind("pair_id", ("pair_id", "name1", "name2"), (("name1",), ("name2",)), numbered=True)


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A list that has been opened and has the columns of its kind and at least one row.

    `as_of` is the day on which ages hold; nobody is born after it.
    """

    table: Table
    kind: ListKind
    as_of: date

    @classmethod
    def open(cls, path: Path, kind: ListKind, *, as_of: date) -> PeopleList:
        r"""Open a list and check its header.

        Raises:
            WireError: no table, a required column is missing, or there is no row below the header.
            OSError: the file cannot be read.

        >>> import tempfile
        >>> file = Path(tempfile.mkdtemp()) / "a.csv"
        >>> _ = file.write_text("enquiry_id,name,sex\n7,Ivan,x\n")
        >>> found = PeopleList.open(file, ENQUIRIES, as_of=date(2022, 7, 1))
        >>> rejected = []
        >>> [row["sex"] for row in found.rows(rejected.append)], rejected[0].given
        ([''], 'x')
        """
        return cls.of(open_table(path, known=kind.columns), kind, as_of=as_of)

    @classmethod
    def of(cls, table: Table, kind: ListKind, *, as_of: date) -> PeopleList:
        """Check the header of a table that is open already; its path need not be a file.

        Raises:
            WireError: a required column is missing, or there is no row below the header.

        >>> table = Table(Path("mine"), ("enquiry_id",), lambda: iter(()))
        >>> PeopleList.of(table, ENQUIRIES, as_of=date(2022, 7, 1))
        Traceback (most recent call last):
            ...
        regreso.wire.errors.WireError: mine: the column “name” or “surname” or “given” or “patronymic” is \
missing; the columns given are enquiry_id.
        """
        path = table.path
        if not kind.numbered and kind.id_column not in table.columns:
            raise WireError(f"{path}: the column “{kind.id_column}” is missing; {_given(table)}.")
        for group in kind.needed:
            if not set(group) & set(table.columns):
                hint = say_misnamed("But", misnamed(table.columns, group)).removeprefix("But: ")
                missing = f"{path}: the column “{'” or “'.join(group)}” is missing; {_given(table)}."
                raise WireError(f"{missing} {hint}".rstrip())
        if next(table.rows(), None) is None:
            raise WireError(f"{path} has no rows: expected at least one below the header.")
        return cls(table, kind, as_of)

    def rows(self, reject: Reject) -> Iterator[dict[str, str]]:
        """Every row that can be used, its bad values emptied; what was rejected is told to `reject`."""
        seen: set[str] = set()
        for row in self.table.rows():
            cells = self._usable(row, seen, reject)
            if cells is not None:
                seen.add(cells[self.kind.id_column])
                self._drop_bad_values(row.number, cells, reject)
                yield cells

    @property
    def unread(self) -> str:
        """One sentence on the columns that seem to be ours and are called otherwise; "" without one."""
        return say_misnamed(self.table.path, misnamed(self.table.columns, self.kind.columns))

    def count(self) -> int:
        """How many rows will be used."""
        return sum(1 for _ in self.rows(lambda _rejection: None))

    def _usable(self, row: TableRow, seen: set[str], reject: Reject) -> dict[str, str] | None:
        def leave_out(column: str, given: str, expected: str) -> None:
            reject(Rejection(str(self.table.path), row.number, column, given, expected, "row left out"))

        id_column = self.kind.id_column
        cells = {column: row.cells.get(column, "").strip() for column in self.kind.columns}
        if self.kind.numbered:
            cells[id_column] = cells[id_column] or str(row.number)
        bare = next((group for group in self.kind.needed if not _has_name(cells, group)), None)
        if row.fault:
            leave_out("", row.given, row.fault)
        elif not cells[id_column]:
            leave_out(id_column, "", "an id")
        elif bare is not None:
            given = " ".join(cells[column] for column in bare if cells[column])
            leave_out(" or ".join(c for c in bare if c in self.table.columns), given, "a name")
        elif cells[id_column] in seen:
            leave_out(id_column, cells[id_column], "an id that no earlier row has")
        else:
            return cells
        return None

    def _drop_bad_values(self, number: int, cells: dict[str, str], reject: Reject) -> None:
        for column, read in _READERS.items():
            if given := cells.get(column):
                cells[column], expected = read(given, self.as_of)
                if expected:
                    path = str(self.table.path)
                    reject(Rejection(path, number, column, given, expected, "value dropped"))


def _given(table: Table) -> str:
    shown = [column[:_SHOWN] or "(no name)" for column in table.columns[:_SHOWN]]
    return f"the columns given are {', '.join(shown)}" + (" …" if len(table.columns) > _SHOWN else "")


def _has_name(cells: dict[str, str], group: tuple[str, ...]) -> bool:
    return any(letter.isalpha() for column in group for letter in cells[column])


def _read_sex(given: str, _as_of: date) -> tuple[str, str]:
    sex = given.lower()
    return (sex, "") if sex in ("m", "f") else ("", "m, f or nothing")


@lru_cache(maxsize=65_536)
def _read_birth(given: str, as_of: date) -> tuple[str, str]:
    """The date as it is compared, or what was expected instead; of a day that cannot be its year stays.

    Spreadsheets write a day as the midnight it begins with, and a year among gaps as 1999.0.
    """
    text = given.removesuffix("00:00:00").rstrip(" T") if len(given) > 10 else given.removesuffix(".0")  # noqa: PLR2004 - an ISO day has ten signs
    try:
        interval = DateInterval.parse(text)
    except FactError:
        year = year_of(text)
        kept = str(year) if year is not None and year.first <= as_of else ""
        return kept, "a date as 1999-04-21, 1999-04 or 1999, of a day that exists"
    return ("", f"a date up to {as_of}") if interval.first > as_of else (text, "")


def _read_age(given: str, _as_of: date) -> tuple[str, str]:
    whole = given.removesuffix(".0")
    if re.fullmatch("[0-9]{1,3}", whole) and int(whole) <= OLDEST:
        return ("" if int(whole) == 0 else str(int(whole))), ""
    return "", f"whole years, 1 to {OLDEST}, or 0 for not given"


_READERS: dict[str, Callable[[str, date], tuple[str, str]]] = {
    "sex": _read_sex,
    "dob": _read_birth,
    "age": _read_age,
}
