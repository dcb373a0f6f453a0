"""Dates of birth and ages out of a message, and which of its dates is no date of birth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regreso.facts.dates import DateInterval
from regreso.facts.errors import FactError
from regreso.tracing.cues import cue, month_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:-?(?:го|е|st|nd|rd|th|er))?\s+(?:de\s+|of\s+)?"
    r"([^\W\d_]+(?:\s(?:الثاني|الأول|الاول))?)\.?,?\s+(?:de\s+|del\s+)?(\d{4})"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_YEAR = re.compile(r"(?<![\d.,/-])(19\d\d|20\d\d)(?![\d/-])")
_AGE = re.compile(r"(?<![\d./-])(\d{1,2})(?!\d)")
_YOUNGEST, _OLDEST = 14, 99
_CENTURY = 100


@dataclass(frozen=True, slots=True)
class Told:
    """A birth as a message tells it, where, and how sure it is that a birth is meant."""

    start: int
    end: int
    interval: DateInterval
    sure: float


def births_in(text: str, *, as_of: date) -> list[Told]:
    """All that may be the date of birth of somebody in the text, in order of place.

    Args:
        text: a message.
        as_of: the day on which an age holds; a date within fourteen years of it is no soldier's birth.

    >>> from datetime import date
    >>> [str(t.interval) for t in births_in("Олег, 21.04.1999, пропал 03.03.2022", as_of=date(2023, 7, 1))]
    ['1999-04-21']
    """
    dates = list(_dates(text, as_of))
    taken = [(t.start, t.end) for t in dates]
    years = [t for t in _years(text, as_of) if not _inside(t.start, taken)]
    taken += [(t.start, t.end) for t in years]
    ages = [t for t in _ages(text, as_of) if not _inside(t.start, taken)]
    return sorted(dates + years + ages, key=lambda t: t.start)


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _dates(text: str, as_of: date) -> Iterator[Told]:
    for match, year, month, day in _written(text):
        full = year + (_CENTURY * ((as_of.year - year) // _CENTURY) if year < _CENTURY else 0)
        try:
            interval = DateInterval.parse(f"{full:04d}-{month:02d}-{day:02d}")
        except FactError:
            continue
        if full <= as_of.year - _YOUNGEST:
            yield Told(match.start(), match.end(), interval, 0.95 if _cued(text, match) else 0.8)


def _written(text: str) -> Iterator[tuple[re.Match[str], int, int, int]]:
    for match in _NUMERIC.finditer(text):
        day, month, year = (int(x) for x in match.groups())
        yield (match, year, month, day) if month <= 12 else (match, year, day, month)  # noqa: PLR2004 - months
    for match in _ISO.finditer(text):
        year, month, day = (int(x) for x in match.groups())
        yield match, year, month, day
    for match in _DAY_FIRST.finditer(text):
        if month := month_of(match[2]):
            yield match, int(match[3]), month, int(match[1])
    for match in _MONTH_FIRST.finditer(text):
        if month := month_of(match[1]):
            yield match, int(match[3]), month, int(match[2])


def _cued(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(match.start() - 28, 0) : match.start()], text[match.end() : match.end() + 18]
    return bool(cue("birth").search(before) or cue("birth").match(after.lstrip(" ,.(")))


def _years(text: str, as_of: date) -> Iterator[Told]:
    for match in _YEAR.finditer(text):
        cued, year = _cued(text, match), int(match[1])
        if year <= as_of.year - _YOUNGEST and year > as_of.year - _OLDEST:
            yield Told(match.start(), match.end(), DateInterval.parse(match[1]), 0.9 if cued else 0.5)


def _ages(text: str, as_of: date) -> Iterator[Told]:
    for match in _AGE.finditer(text):
        years = int(match[1])
        after = text[match.end() :].lstrip(" -")
        before = text[max(match.start() - 14, 0) : match.start()].rstrip(" :")
        named = cue("age").match(after)
        led = cue("age_before").search(before + " ")
        if not (_YOUNGEST <= years <= _OLDEST) or not (named or (led and led.end() >= len(before))):
            continue
        if re.match(r"\s*(?:назад|тому|ago|atrás)", after[named.end() :] if named else after):
            continue
        if not named and re.match(r"\s*(?:de|del)\b|\s*[-\w]*(?:бр|полк)", after):
            continue
        yield Told(
            match.start(), match.end() + 1, DateInterval.of_age(years, on=as_of), 0.85 if named else 0.6
        )
