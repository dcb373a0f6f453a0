"""The two clocks of a page: a story counts from the day it was published, a feed from that of fetching."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from regreso.reading.blocks import Label

Anchor = Literal["published", "retrieved", "absolute"]

_MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)
_WEEKDAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_SMALL = {"un": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7}
_NUMBER = rf"(?P<n>\d{{1,3}}|{'|'.join(_SMALL)})"
_UNIT = r"(?P<unit>hora|día|semana|mes|año)(?:es|s)?"
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)}|setiembre)"
_WHICH = r"\b(?P<next>(?:este )?próximo )?(?:este |el pasado |el |pasado )?"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?P<day>\d{{1,2}})(?:º|°)? de {_MONTH}(?: del? (?P<year>\d{{4}}))?\b",
        rf"(?<!\w){_MONTH} del? (?P<year>\d{{4}})\b",
        r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4})\b",
        rf"\bhace {_NUMBER} {_UNIT}\b",
        rf"\b{_NUMBER} {_UNIT} (?:ago|atrás)\b",
        rf"{_WHICH}(?P<weekday>{'|'.join(_WEEKDAYS)})\b",
        r"\b(?P<near>hoy|anteayer|ayer)\b",
    )
)
_NEAR = {"hoy": 0, "ayer": 1, "anteayer": 2}


@dataclass(frozen=True, slots=True)
class Clocks:
    """When the page was published and when it was fetched; None where that is not known.

    >>> from datetime import date
    >>> Clocks(date(2022, 3, 4), date(2025, 3, 31)).of("feed").isoformat()
    '2025-03-31'
    """

    published: date | None = None
    retrieved: date | None = None

    def anchor(self, label: Label) -> Anchor:
        """Which clock a block of this kind goes by."""
        return "published" if label == "story" else "retrieved"

    def of(self, label: Label) -> date | None:
        """The day from which words like "ayer" count in a block of this kind."""
        return self.published if label == "story" else self.retrieved


@dataclass(frozen=True, slots=True)
class Dated:
    """A time as written (letters `start` to `end` of the block), its meaning (EDTF) and what it counts from.

    `edtf` is "" where the clock it counts from is not known: no day is guessed.
    """

    start: int
    end: int
    as_written: str
    edtf: str
    anchor: Anchor


def find_dates(words: str, label: Label, clocks: Clocks) -> tuple[Dated, ...]:
    """All times in a block, in Spanish and in half-translated Spanish ("2 días ago").

    >>> from datetime import date
    >>> clocks = Clocks(date(2022, 3, 4), date(2025, 3, 31))
    >>> [d.edtf for d in find_dates("Este jueves, 8 de agosto de 2021", "story", clocks)]
    ['2022-03-03', '2021-08-08']
    >>> find_dates("3 días ago", "feed", clocks)[0].edtf
    '2025-03-28'
    """
    found: list[Dated] = []
    until = 0
    for start, end, match in sorted(_matches(words), key=lambda m: (m[0], -m[1])):
        if start < until:
            continue
        until = end
        meant = _meaning(match.groupdict(), clocks.of(label))
        if meant is not None:
            edtf, absolute = meant
            anchor: Anchor = "absolute" if absolute else clocks.anchor(label)
            found.append(Dated(start, end, match[0], edtf, anchor))
    return tuple(found)


def _matches(words: str) -> Iterator[tuple[int, int, re.Match[str]]]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(words):
            yield match.start(), match.end(), match


def _meaning(parts: dict[str, str | None], clock: date | None) -> tuple[str, bool] | None:
    """The EDTF value and whether it needs no clock; None where the text is no time."""
    if parts.get("month"):
        return _calendar(parts, clock)
    if clock is None:
        return "", False
    if parts.get("weekday"):
        return _weekday(parts, clock), False
    if near := parts.get("near"):
        return (clock - timedelta(days=_NEAR[near.lower()])).isoformat(), False
    number = (parts["n"] or "").lower()
    return _ago(
        int(number) if number.isdigit() else _SMALL[number], (parts["unit"] or "").lower(), clock
    ), False


def _calendar(parts: dict[str, str | None], clock: date | None) -> tuple[str, bool] | None:
    written = (parts["month"] or "").lower().replace("setiembre", "septiembre")
    month = int(written) if written.isdigit() else _MONTHS.index(written) + 1
    year, day = parts.get("year"), parts.get("day")
    try:
        if year and not day:
            return f"{date(int(year), month, 1):%Y-%m}", True
        if year:
            return date(int(year), month, int(day or 0)).isoformat(), True
        return _latest(month, int(day or 0), clock), False
    except ValueError:
        return None


def _latest(month: int, day: int, clock: date | None) -> str:
    """A day without a year is the latest such day that is not after the clock."""
    if clock is None:
        return ""
    for year in (clock.year, clock.year - 1):
        if date(year, month, day) <= clock:
            return date(year, month, day).isoformat()
    return ""


def _weekday(parts: dict[str, str | None], clock: date) -> str:
    wanted = _WEEKDAYS.index((parts["weekday"] or "").lower())
    if parts.get("next"):
        return (clock + timedelta(days=(wanted - clock.weekday() - 1) % 7 + 1)).isoformat()
    return (clock - timedelta(days=(clock.weekday() - wanted) % 7)).isoformat()


def _ago(number: int, unit: str, clock: date) -> str:
    if unit == "hora":
        # The clock is a day, not an hour: it may have been the day before.
        before = clock - timedelta(days=(number + 23) // 24)
        return f"{before.isoformat()}/{clock.isoformat()}"
    if unit in ("día", "semana"):
        return (clock - timedelta(days=number * (7 if unit == "semana" else 1))).isoformat()
    months = clock.year * 12 + clock.month - 1 - number * (12 if unit == "año" else 1)
    return f"{months // 12:04}" if unit == "año" else f"{months // 12:04}-{months % 12 + 1:02}"
