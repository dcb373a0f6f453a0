"""Tables out of CSV, XLSX and PDF: rows of cells, with the place of each row."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from regreso.reading.errors import ReadingError
from regreso.reading.lists import Row

if TYPE_CHECKING:
    from pdfplumber.page import Page as PdfPage

_MOST_UNPACKED = 200_000_000
_MOST_RATIO = 100
_MISSING = "reading {what} needs {lacks}, which is not installed; run: pip install {lacks}"
_DELIMITERS = ";\t,|"
_NUMBER = re.compile(r"\d{1,5}[.)]?\Z")
_WORD_GAP = 3.0  # points between words of one cell; more parts two cells of an unruled table
_COLUMN_GAP = 9.0


@dataclass(frozen=True, slots=True)
class Skipped:
    """A part of a file that was left out, and why."""

    part: str
    reason: str


def is_table(text: str) -> bool:
    r"""Whether a text is a table with one delimiter: most of its lines have as many cells as the first ones.

    >>> is_table("№;ПІБ;Статус\n1;Іваненко Іван;полон\n2;Петренко Петро;зник"), is_table("Hola, mundo.\nAdiós.")
    (True, False)
    """
    return bool(_delimiter(text))


def _delimiter(text: str) -> str:
    """The sign that parts most lines into as many cells as the first one; "" for prose."""
    head = text[:50_000].rpartition("\n")[0] or text[:50_000]
    for sign in _DELIMITERS:
        try:
            rows = [cells for cells in csv.reader(io.StringIO(head), delimiter=sign) if any(cells)][:60]
        except csv.Error:
            continue
        sizes = [len(cells) for cells in rows]
        usual = max(set(sizes), key=sizes.count, default=0)
        if len(rows) < 2 or usual < (3 if sign in ",|" else 2) or sizes.count(usual) < 0.6 * len(rows):
            continue
        prose = sum(
            any(len(cell) > 200 for cell in cells) or cells[-1].rstrip().endswith(".") for cells in rows
        )
        if 2 * prose < len(rows):
            return sign
    return ""


def csv_rows(text: str) -> Iterator[Row]:
    r"""The rows of a delimited text; cells may hold line breaks.

    >>> [row.cells for row in csv_rows("a;b\n1;\"x\ny\"")]
    [('a', 'b'), ('1', 'x\ny')]
    """
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=_delimiter(text) or ";")
    try:
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                yield Row(tuple(cells), f"row {number}")
    except csv.Error as error:
        raise ReadingError(f"the table is damaged: expected delimited text ({error})") from error


def xlsx_rows(data: bytes) -> Iterator[Row | Skipped]:
    """The rows of all visible sheets of a workbook; a hidden sheet is named and left out.

    Raises:
        ReadingError: no workbook, packed too tightly, or openpyxl is not installed.

    >>> list(xlsx_rows(b"PK"))
    Traceback (most recent call last):
    regreso.reading.errors.ReadingError: the workbook is damaged: expected an XLSX file (File is not a zip file)
    """
    _refuse_bombs(data)
    try:
        import openpyxl  # noqa: PLC0415 - deferred: only for those who read workbooks
    except ImportError as error:
        raise ReadingError(_MISSING.format(what="XLSX", lacks="openpyxl")) from error
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                yield Skipped(sheet.title, "the sheet is hidden: a draft is no source")
                continue
            for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                if any(cell not in (None, "") for cell in cells):
                    yield Row(
                        tuple(_cell(cell) for cell in cells), f"sheet {sheet.title} row {number}", sheet.title
                    )
    except (KeyError, ValueError, TypeError, OSError, zipfile.BadZipFile) as error:
        raise ReadingError(f"the workbook is damaged: expected an XLSX file ({error})") from error


def _refuse_bombs(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            sizes = [(part.file_size, part.compress_size) for part in packed.infolist()]
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise ReadingError(f"the workbook is damaged: expected an XLSX file ({error})") from error
    whole = sum(size for size, _ in sizes)
    if whole > _MOST_UNPACKED or any(
        size > 1_000_000 and size > _MOST_RATIO * small for size, small in sizes
    ):
        raise ReadingError(
            f"the workbook unpacks to {whole:,} bytes: expected at most {_MOST_UNPACKED:,} and no bomb"
        )


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def pdf_rows(data: bytes) -> Iterator[Row | Skipped]:
    """The rows of all tables of a PDF, ruled or not; a page without a table gives its lines as single cells.

    Raises:
        ReadingError: no PDF, damaged, or pdfplumber is not installed.

    >>> try:
    ...     list(pdf_rows(b"%PDF-1.4"))
    ... except ReadingError as error:
    ...     "expected a PDF" in str(error)
    True
    """
    try:
        import pdfplumber  # noqa: PLC0415 - deferred: only for those who read PDF
        from pdfminer.pdfexceptions import PDFException  # noqa: PLC0415 - as above
        from pdfplumber.utils.exceptions import PdfminerException  # noqa: PLC0415 - as above
    except ImportError as error:
        raise ReadingError(_MISSING.format(what="PDF", lacks="pdfplumber")) from error
    try:
        with pdfplumber.open(io.BytesIO(data)) as book:
            for number, page in enumerate(book.pages, 1):
                found = False
                for row in _page_rows(page, number):
                    found = True
                    yield row
                if not found and page.images:
                    yield Skipped(f"page {number}", "the page is a picture: no text stands in it")
                page.close()
    except (
        PDFException,
        PdfminerException,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        RecursionError,
    ) as error:
        raise ReadingError(f"the document is damaged: expected a PDF ({type(error).__name__})") from error


def _page_rows(page: PdfPage, number: int) -> Iterator[Row]:
    tables = [table for table in page.extract_tables() if len(table) > 1 and len(table[0]) > 1]
    if tables:
        for table in tables:
            for at, cells in enumerate(table, 1):
                yield Row(tuple(_folded(cell or "") for cell in cells), f"page {number} row {at}")
        return
    words = page.extract_words(x_tolerance=1.5, y_tolerance=3, keep_blank_chars=False)
    for at, row in enumerate(unruled(words), 1):
        yield Row(row, f"page {number} row {at}")


def _folded(cell: str) -> str:
    """Lines of a cell joined; a word parted by a hyphen at the end of a line grows together."""
    return " ".join(re.sub(r"(?<=[а-яіїєґa-zё])-\n(?=[а-яіїєґa-zё])", "", cell).split())


def unruled(words: Sequence[dict[str, Any]]) -> Iterator[tuple[str, ...]]:
    """Rows of a table without lines, from word boxes (x0, x1, top, text in points).

    Columns are the stretches that no word crosses; a row begins at a number in the first column, or at
    a line that fills the first columns where the rows have no number.

    >>> def at(x, y, text):
    ...     return {"x0": x, "x1": x + 6 * len(text), "top": y, "text": text}
    >>> list(unruled([at(0, 0, "1"), at(40, 0, "Иванов"), at(120, 0, "плен"), at(40, 9, "Пётр"), at(0, 20, "2"), at(40, 20, "Орлов"), at(120, 20, "погиб")]))
    [('1', 'Иванов Пётр', 'плен'), ('2', 'Орлов', 'погиб')]
    """
    lines = _lines(words)
    starts = _columns(lines)
    if len(starts) < 2:
        yield from ((" ".join(str(word["text"]) for word in line),) for line in lines)
        return
    numbered = sum(bool(_NUMBER.match(_cells(line, starts)[0])) for line in lines) >= 2
    held: list[str] | None = None
    for line in lines:
        cells = _cells(line, starts)
        begins = bool(_NUMBER.match(cells[0])) if numbered else bool(cells[0]) and sum(map(bool, cells)) > 1
        if held is None or begins or (numbered and not held[0].isdigit() and _heads(cells, held)):
            if held is not None:
                yield tuple(held)
            held = list(cells)
        else:
            held = [" ".join(filter(None, (old, new))) for old, new in zip(held, cells, strict=True)]
    if held is not None:
        yield tuple(held)


def _heads(cells: Sequence[str], held: Sequence[str]) -> bool:
    """Whether a line above the first number begins something new (a title, then the header)."""
    return bool(cells[0]) or sum(map(bool, cells)) > sum(map(bool, held))


def _lines(words: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    lines: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda w: (w["top"], w["x0"])):
        if lines and abs(word["top"] - lines[-1][0]["top"]) <= _WORD_GAP:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda w: w["x0"]) for line in lines]


def _columns(lines: Sequence[Sequence[dict[str, Any]]]) -> list[float]:
    """Where columns begin: left edges that many lines share, with white before them."""
    edges: dict[int, int] = {}
    for line in lines:
        for n, word in enumerate(line):
            if n == 0 or word["x0"] - line[n - 1]["x1"] > _COLUMN_GAP:
                edges[round(word["x0"])] = edges.get(round(word["x0"]), 0) + 1
    merged: list[tuple[float, int]] = []
    for edge, count in sorted(edges.items()):
        if merged and edge - merged[-1][0] <= 4:
            merged[-1] = (merged[-1][0], merged[-1][1] + count)
        else:
            merged.append((edge, count))
    many = max((count for _, count in merged), default=0)
    kept = [edge for edge, count in merged if count >= max(2, 0.3 * many)]
    return [edge for n, edge in enumerate(kept) if n == 0 or edge - kept[n - 1] > _COLUMN_GAP]


def _cells(line: Sequence[dict[str, Any]], starts: Sequence[float]) -> list[str]:
    ends = [*(b for _, b in pairwise(starts)), float("inf")]
    cells: list[list[str]] = [[] for _ in starts]
    for word in line:
        middle = word["x0"] + 4
        at = next((n for n, end in enumerate(ends) if middle < end), len(starts) - 1)
        cells[at].append(str(word["text"]))
    return [" ".join(cell) for cell in cells]
