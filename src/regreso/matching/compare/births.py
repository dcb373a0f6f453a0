"""Dates of birth against dates of birth, many at once: which level of agreement each pair is at."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from regreso.facts.dates import DateInterval

LEVELS = (
    "missing", "same", "swap", "year_1", "year_2", "decade", "day", "month", "in_year", "near_year",
    "near_year_2", "other", "years_same", "years_1", "years_2", "years_decade", "years_other", "age_same",
    "age_1", "age_2", "age_other", "month_same",
)  # fmt: skip
CODE = {name: code for code, name in enumerate(LEVELS)}
_YEAR_DAYS = 366
_MONTHS = 12
_TWO, _DECADE, _CENTURY = 2, 10, 100  # years


@dataclass(frozen=True, slots=True)
class Birth:
    """A date of birth in numbers: what is unknown is 0; `first` and `last` are day ordinals, 0 if missing.

    `year` is 0 where the interval spans more than one year (an age).
    """

    year: int = 0
    month: int = 0
    day: int = 0
    first: int = 0
    last: int = 0

    @classmethod
    def of(cls, interval: DateInterval) -> Birth:
        """The numbers of an interval.

        >>> from regreso.facts.dates import DateInterval
        >>> Birth.of(DateInterval.parse("1999-04")).month
        4
        """
        first, last = interval.first, interval.last
        year = first.year if first.year == last.year else 0
        month = first.month if year and first.month == last.month else 0
        day = first.day if first == last else 0
        return cls(year, month, day, first.toordinal(), last.toordinal())

    @classmethod
    @lru_cache(maxsize=20_000)
    def of_numbers(cls, year: int, month: int, day: int) -> Birth:
        """A year, a month or a day in numbers; 0 for a month or day that is not told.

        >>> Birth.of_numbers(1999, 4, 0).last - Birth.of_numbers(1999, 4, 0).first
        29
        """
        first = date(year, month or 1, day or 1).toordinal()
        if day:
            return cls(year, month, day, first, first)
        last = month or _MONTHS
        return cls(year, month, 0, first, date(year, last, monthrange(year, last)[1]).toordinal())

    def likely_days(self) -> list[int]:
        """Ordinals of the day itself and of its usual mistakes, for looking up."""
        if not self.day:
            return []
        years = [(self.year + step, self.month, self.day) for step in (0, -1, 1, -2, 2, -10, 10)]
        days = [(self.year, self.month, self.day + step) for step in (-1, 1, -10, 10)]
        months = [(self.year, self.month + step, self.day) for step in (-1, 1)]
        return [o for o in map(_ordinal, [*years, (self.year, self.day, self.month), *days, *months]) if o]


def _ordinal(parts: tuple[int, int, int]) -> int:
    try:
        return date(*parts).toordinal()
    except ValueError:
        return 0


@dataclass(frozen=True, slots=True)
class Births:
    """Many dates of birth, column by column."""

    year: NDArray[np.int16]
    month: NDArray[np.int8]
    day: NDArray[np.int8]
    first: NDArray[np.int32]
    last: NDArray[np.int32]


def birth_levels(asked: Birth, found: Births) -> NDArray[np.int8]:
    """The level of each of many dates against the asked one, as codes of `LEVELS`.

    Args:
        asked: the enquiry's date.
        found: n dates.

    Returns:
        n codes; 0 where either side does not tell.

    >>> from regreso.facts.dates import DateInterval
    >>> days = [Birth.of(DateInterval.parse(text)) for text in ("1999-04-21", "1999-05-21")]
    >>> columns = ("year", "month", "day", "first", "last")
    >>> found = Births(*(np.array([getattr(day, name) for day in days]) for name in columns))
    >>> [LEVELS[code] for code in birth_levels(days[0], found)]
    ['same', 'month']
    """
    if not asked.first:
        return np.zeros(len(found.year), np.int8)
    if not asked.year:
        levels = _by_gap(asked, found)
    else:
        levels = _by_year(asked, found)
        if asked.day:
            levels = np.where((found.day > 0) & ~_stopgap(asked, found), _by_day(asked, found), levels)
        wide = (found.year == 0) & (found.first > 0)
        if wide.any():
            levels = np.where(wide, _by_gap(asked, found), levels)
    levels[found.first == 0] = 0
    return levels


def _last_true(size: int, tests: list[tuple[str, NDArray[np.bool_]]]) -> NDArray[np.int8]:
    """The code of the last test that holds, for each of `size` dates; np.select is ten times slower."""
    codes = np.zeros(size, np.int8)
    for name, holds in tests:
        codes[holds] = CODE[name]
    return codes


def _by_gap(asked: Birth, found: Births) -> NDArray[np.int8]:
    gap = np.maximum(found.first - asked.last, asked.first - found.last)
    steps = [
        (name, gap <= _YEAR_DAYS * years) for name, years in (("age_2", 2), ("age_1", 1), ("age_same", 0))
    ]
    return _last_true(len(gap), [("age_other", gap > 2 * _YEAR_DAYS), *steps])


def _by_year(asked: Birth, found: Births) -> NDArray[np.int8]:
    off = np.abs(found.year.astype(np.int32) - asked.year)
    steps = [
        ("years_1", off == 1),
        ("years_2", off == _TWO),
        ("years_decade", off == _DECADE),
        ("years_same", off == 0),
    ]
    month = (off == 0) & (found.month == asked.month) & (asked.month > 0) & ~_stopgap(asked, found)
    return _last_true(len(off), [("years_other", off > 0), *steps, ("month_same", month)])


def _stopgap(asked: Birth, found: Births) -> NDArray[np.bool_]:
    """Whether one of two dates is a first of January: what is written where only the year is known."""
    own = asked.month == 1 and asked.day == 1
    return np.asarray(((found.month == 1) & (found.day == 1)) | own)


def _by_day(asked: Birth, found: Births) -> NDArray[np.int8]:
    off = np.abs(found.year.astype(np.int32) - asked.year)
    month, day, year = found.month == asked.month, found.day == asked.day, off == 0
    both = month & day
    tests = [
        ("other", off > 0),
        ("near_year_2", off == _TWO),
        ("near_year", off == 1),
        ("in_year", year),
        ("month", year & day),
        ("day", year & month),
        ("decade", both & (off % _DECADE == 0) & (off < _CENTURY)),
        ("year_2", both & (off == _TWO)),
        ("year_1", both & (off == 1)),
        ("swap", year & (found.month == asked.day) & (found.day == asked.month)),
        ("same", both & year),
    ]
    return _last_true(len(off), tests)
