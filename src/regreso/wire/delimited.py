"""Delimited text held in memory only: rows of cells, for lists that must not lie on a disk in clear."""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import islice
from typing import IO, TYPE_CHECKING

from regreso.wire.encodings import detect_encoding
from regreso.wire.tables import Records

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNS = ",;\t|"
_LOOKED_AT = 20  # rows that choose the delimiter


@dataclass(frozen=True, slots=True)
class _Memory:
    """Bytes that open like a file."""

    name: str
    data: bytes

    def open(self, *, encoding: str, newline: str) -> IO[str]:
        """Their text in an encoding."""
        return io.TextIOWrapper(io.BytesIO(self.data), encoding=encoding, newline=newline)

    def __str__(self) -> str:
        return self.name


def delimited_rows(name: str, data: bytes) -> Iterator[tuple[int, tuple[str, ...], str]]:
    r"""The rows of a delimited text, whatever its encoding and its delimiter.

    Args:
        name: the file's name, for messages.
        data: the whole file.

    Yields:
        The row's number as a spreadsheet counts (from 1), its cells, and "" or what was expected of a row
        whose cells cannot be told. Blank rows are left out.

    Raises:
        WireError: the bytes are no text, or in an encoding that is not recognised.

    >>> list(delimited_rows("a.csv", "Прізвище;Ім'я\n\nШевченко;Тарас\n".encode("cp1251")))
    [(1, ('Прізвище', "Ім'я"), ''), (3, ('Шевченко', 'Тарас'), '')]
    """
    held = _Memory(name, data)
    encoding = detect_encoding([data], name=name) if data else "utf-8"
    sign = max(_SIGNS, key=lambda one: _fit(held, encoding, one))
    for number, cells, fault in Records(held, encoding, sign).read():
        if any(cell.strip() for cell in cells):
            yield number, tuple(cells), fault


def _fit(held: _Memory, encoding: str, sign: str) -> tuple[int, int]:
    """How many rows have the width that most of them share, and that width; one cell a row is no table."""
    rows = islice(Records(held, encoding, sign).read(), _LOOKED_AT)
    widths = [len(cells) for _, cells, _ in rows if any(cells)]
    usual = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
    return (widths.count(usual), usual) if usual > 1 else (0, usual)
