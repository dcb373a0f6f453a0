"""Tables of text cells out of .csv, .tsv and .parquet files, row by row, however they were saved."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Protocol

from regreso.wire.encodings import detect_encoding
from regreso.wire.errors import WireError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from pathlib import Path

EXTENSIONS = (".csv", ".tsv", ".parquet")
_DELIMITERS = {".csv": ",;\t", ".tsv": "\t;,"}
_CHUNK = 1 << 20
_SHOWN = 200  # letters of a faulty cell that a message repeats
_LONGEST = csv.field_size_limit()  # letters of a cell
_MAGIC = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "a BMP picture"),
    (b"RIFF", "a picture, sound or video"),
    (b"II*\0", "a TIFF picture"),
    (b"%PDF", "a PDF document"),
    (b"PAR1", "a Parquet file (name it .parquet)"),
    (b"PK\x03\x04", "a workbook or another zipped file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x1f\x8b", "a gzip archive"),
)
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its number as a spreadsheet counts (the header is row 1), its cells by column name.

    `fault` is "" or says what was expected of a row whose cells cannot be told; `given` is what was there.
    In Parquet, which has no header row, the first row is row 1.
    """

    number: int
    cells: dict[str, str]
    fault: str = ""
    given: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """An opened table: its column names, lower-cased with `_` for spaces, and its rows.

    `rows` reads the file anew from the first row at each call.
    """

    path: Path
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[TableRow]]


def open_table(path: Path, *, known: Collection[str]) -> Table:
    r"""Open a table by its extension and read its header.

    Args:
        path: a file ending in .csv, .tsv or .parquet.
        known: the column names that the reader will ask for; they decide between delimiters, and of a
            Parquet file only they are read.

    Returns:
        The table; nothing but the header has been parsed, but the encoding holds for the whole file.

    Raises:
        WireError: the file is empty, no table, or in no encoding that is recognised.
        OSError: the file cannot be read.

    >>> import tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "a.csv"
    >>> _ = file.write_bytes("Record ID;Name\n7;Пётр\n".encode("utf-16"))
    >>> [row.cells for row in open_table(file, known=["record_id", "name"]).rows()]
    [{'record_id': '7', 'name': 'Пётр'}]
    """
    extension = path.suffix.lower()
    if extension not in EXTENSIONS:
        raise WireError(f"{path}: the extension “{path.suffix}” was given, expected .csv, .tsv or .parquet.")
    if path.stat().st_size == 0:
        raise WireError(f"{path} is empty: expected a table with {_some(known)}.")
    if extension == ".parquet":
        from regreso.wire.parquet import open_parquet  # noqa: PLC0415 - pyarrow loads slower than a short CSV

        columns, cells = open_parquet(path, known=known, rename=column_name)
        named = _unique(columns, known, path)
        return Table(path, named, lambda: (TableRow(number, row) for number, row in enumerate(cells(), 1)))
    return _open_text(path, known, _DELIMITERS[extension])


def column_name(header: str) -> str:
    """A column's name as we compare it: without case, outer spaces and a byte-order mark.

    >>> column_name(" Record-ID ")
    'record_id'
    """
    return re.sub(r"[\s\-]+", "_", header.replace("\ufeff", "").strip().casefold())


def _open_text(path: Path, known: Collection[str], delimiters: str) -> Table:
    with path.open("rb") as file:
        begin = file.read(4096)
    _refuse_what_is_no_text(path, begin)
    encoding = detect_encoding(_chunks(path), name=str(path))
    head = begin.decode(encoding, "ignore")
    if _NOT_TEXT.search(head):
        raise WireError(f"{path} is not a table: it holds binary data, expected text with {_some(known)}.")
    if not head.strip():
        raise WireError(f"{path} is empty: expected a table with {_some(known)}.")
    delimiter = max(delimiters, key=lambda sign: _fit(_header(path, encoding, sign)[1], known))
    at, header = _header(path, encoding, delimiter)
    columns = _unique([column_name(cell) for cell in header], known, path)
    return Table(path, columns, lambda: _text_rows(Records(path, encoding, delimiter), at, columns))


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _refuse_what_is_no_text(path: Path, begin: bytes) -> None:
    for magic, what in _MAGIC:
        if begin.startswith(magic) and (len(magic) > 2 or _NOT_TEXT.search(begin.decode("latin-1"))):  # noqa: PLR2004 - two letters may begin a text too
            raise WireError(f"{path} is not a table: it is {what}; expected text with commas, or tabs.")


def _header(path: Path, encoding: str, delimiter: str) -> tuple[int, list[str]]:
    """The first row that is not blank, and its number."""
    for number, cells, _fault in Records(path, encoding, delimiter).read():
        if any(cell.strip() for cell in cells):
            return number, cells
    raise WireError(f"{path} is empty: expected a table.")


def _fit(header: Sequence[str], known: Collection[str]) -> tuple[int, int]:
    return sum(column_name(cell) in known for cell in header), len(header)


def _unique(columns: Sequence[str], known: Collection[str], path: Path) -> tuple[str, ...]:
    for column in known:
        if columns.count(column) > 1:
            raise WireError(f"{path}: the column “{column}” was given twice, expected once.")
    return tuple(columns)


def _some(known: Collection[str]) -> str:
    return f"the columns {', '.join(known)}"


def _text_rows(records: Records, header: int, columns: Sequence[str]) -> Iterator[TableRow]:
    width = len(columns)
    for number, cells, fault in records.read():
        if number <= header or not any(cells):
            continue
        named = dict(zip(columns, cells + [""] * (width - len(cells)), strict=False))
        # With the cells of the header, a mark that is never closed was meant as a letter of the name.
        if fault and (len(cells) != width or max(map(len, cells)) >= _LONGEST):
            yield TableRow(number, named, fault, cells[0][:_SHOWN])
        elif len(cells) > width:
            yield TableRow(number, named, f"{width} cells, as in the header", f"{len(cells)} cells")
        else:
            yield TableRow(number, named)


class Openable(Protocol):
    """A file on the disk, or bytes in memory that open like one.

    >>> from pathlib import Path
    >>> hasattr(Path("list.csv"), "open")
    True
    """

    def open(self, *, encoding: str, newline: str) -> IO[str]:
        """Open its text for reading."""


class Records:
    """The rows of a delimited text; a quotation mark that is never closed costs one row, not the rest.

    >>> from pathlib import Path
    >>> Records(Path("list.csv"), "utf-8", ",").number
    0
    """

    def __init__(self, path: Openable, encoding: str, delimiter: str) -> None:
        self.path, self.encoding, self.delimiter = path, encoding, delimiter
        self.number = 0
        self._lines: list[str] = []
        self._pushed: list[str] = []
        self._ended = False

    def read(self) -> Iterator[tuple[int, list[str], str]]:
        """Each row's number, cells and fault ("" for none), from the first line on."""
        with self.path.open(encoding=self.encoding, newline="") as file:
            reader = csv.reader(_Feed(self, file), delimiter=self.delimiter)
            while (found := self._next(reader)) is not None:
                self.number += 1
                cells, unclosed = found
                yield (self.number, *self._repaired()) if unclosed else (self.number, cells, "")

    def _next(self, reader: Iterator[list[str]]) -> tuple[list[str], bool] | None:
        """The next row's cells, and whether a quotation mark in it was never closed."""
        self._lines, self._ended = [], False
        try:
            return next(reader), self._ended
        except StopIteration:
            return None
        except csv.Error:
            return [], True
        except UnicodeError as error:
            raise WireError(
                f"{self.path}, row {self.number + 1}: bytes that are no {self.encoding} text were given; "
                "save the file again as UTF-8."
            ) from error

    def next_line(self, file: Iterator[str]) -> str:
        """The next line for the parser, remembered until its row is whole."""
        try:
            line = self._pushed.pop() if self._pushed else next(file)
        except StopIteration:
            self._ended = True
            raise
        self._lines.append(line)
        return line

    def _repaired(self) -> tuple[list[str], str]:
        """Give the lines that the open quotation mark swallowed back; only the first is the faulty row."""
        first, *rest = self._lines
        self._pushed.extend(reversed(rest))
        cells = first.rstrip("\r\n").split(self.delimiter)
        return cells, f"a quotation mark that is closed again, and cells under {_LONGEST:,} letters"


class _Feed:
    """An iterator that can go on after its end, because lines may be given back."""

    def __init__(self, records: Records, file: Iterator[str]) -> None:
        self._records, self._file = records, file

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        return self._records.next_line(self._file)
