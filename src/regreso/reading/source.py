"""Text whose every letter knows where it stands in the source as it was handed in."""

from __future__ import annotations

import codecs
from array import array
from dataclasses import dataclass

from regreso.reading.errors import ReadingError
from regreso.wire.encodings import detect_encoding
from regreso.wire.errors import WireError

MOST_BYTES = 20_000_000
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the decoded source: `quote` equals `source[start:end]`; `field` says what it tells."""

    start: int
    end: int
    quote: str
    field: str = "text"


_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # what a text may begin with wrongly
_DAMAGED = 100  # letters of which one may be damaged


def decode(data: bytes | str, *, name: str = "the page") -> tuple[str, str]:
    """The text of a page, and its encoding ("" for what was text already).

    Raises:
        ReadingError: more than 20 MB, or bytes in no encoding that is recognised.

    >>> decode("año".encode("cp1252"))
    ('año', 'cp1252')
    """
    if len(data) > MOST_BYTES:
        raise ReadingError(f"{name} has {len(data):,} bytes: expected at most {MOST_BYTES:,}.")
    if isinstance(data, str):
        return data, ""
    bare = data
    for mark in _MARKS:
        bare = bare.removeprefix(mark)
    error: Exception | None = None
    for told in dict.fromkeys((data, bare)):
        try:
            encoding = detect_encoding([told], name=name)
            return _decoded(told, encoding), encoding
        except (WireError, UnicodeError) as failed:
            error = error or failed
    raise ReadingError(f"{name} is no text that can be read: {error}") from error


def _decoded(data: bytes, encoding: str) -> str:
    """The text; what was cut off in the middle of a letter ends there, a few damaged letters are shown as such."""
    try:
        return data.decode(encoding)
    except UnicodeError:
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") * _DAMAGED > len(text):
            raise
        return text


class PlacedText:
    """Clean text (single spaces, no invisible signs) that can point back into the source.

    >>> placed = PlacedText("<p>más  de <b>180</b> soldados")
    >>> placed.add("más  de ", 3)
    >>> placed.add("180", 14)
    >>> str(placed), [(s.start, s.quote) for s in placed.spans(0, 10)]
    ('más de 180', [(3, 'más  de '), (14, '180')])
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._letters: list[str] = []
        self._starts, self._ends = array("L"), array("L")

    def __str__(self) -> str:
        return "".join(self._letters)

    def __len__(self) -> int:
        return len(self._letters)

    def add(self, text: str, start: int, *, length: int = 0) -> None:
        """Append text found at `start`; with `length`, all of it stands for that many source signs."""
        for offset, letter in enumerate(text):
            place = start if length else start + offset
            self._append(letter, place, place + (length or 1))

    def _append(self, letter: str, start: int, end: int) -> None:
        space = letter.isspace()
        swallowed = letter in _INVISIBLE or (space and (not self._letters or self._letters[-1] == " "))
        if not swallowed:
            self._letters.append(" " if space else letter)
            self._starts.append(start)
            self._ends.append(end)
        elif self._ends and self._ends[-1] == start:
            self._ends[-1] = end

    def spans(self, start: int, end: int, *, field: str = "text") -> tuple[Span, ...]:
        """The source pieces of the clean letters `start` to `end`; tags in between part them."""
        pieces: list[list[int]] = []
        for n in range(start, min(end, len(self._letters))):
            # Letters decoded from one coded piece share its place; neighbours touch.
            if pieces and self._starts[n] <= pieces[-1][1]:
                pieces[-1][1] = self._ends[n]
            else:
                pieces.append([self._starts[n], self._ends[n]])
        return tuple(Span(a, b, self._source[a:b], field) for a, b in pieces)
