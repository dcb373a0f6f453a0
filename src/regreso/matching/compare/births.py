"""Dates of birth against dates of birth, many at once: which level of agreement each pair is at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
    """
    if not asked.first:
        return np.zeros(len(found.year), np.int8)
    if not asked.year:
        levels = _by_gap(asked, found)
    else:
        levels = _by_year(asked, found)
        if asked.day:
            whole = found.day > 0
            levels = np.where(whole, _by_day(asked, found), levels)
        wide = (found.year == 0) & (found.first > 0)
        if wide.any():
            levels = np.where(wide, _by_gap(asked, found), levels)
    return np.where(found.first == 0, 0, levels).astype(np.int8)


def _by_gap(asked: Birth, found: Births) -> NDArray[np.int64]:
    gap = np.maximum(np.maximum(found.first - asked.last, asked.first - found.last), 0)
    names = ("age_same", "age_1", "age_2")
    return np.select(
        [gap <= _YEAR_DAYS * i for i in range(3)], [CODE[n] for n in names], default=CODE["age_other"]
    )


def _by_year(asked: Birth, found: Births) -> NDArray[np.int64]:
    off = np.abs(found.year.astype(np.int32) - asked.year)
    month = (off == 0) & (found.month == asked.month) & (asked.month > 0)
    return np.select(
        [month, off == 0, off == 1, off == 2, off == 10],  # noqa: PLR2004 - years
        [CODE[n] for n in ("month_same", "years_same", "years_1", "years_2", "years_decade")],
        default=CODE["years_other"],
    )


def _by_day(asked: Birth, found: Births) -> NDArray[np.int64]:
    off = np.abs(found.year.astype(np.int32) - asked.year)
    month, day = found.month == asked.month, found.day == asked.day
    swap = (found.month == asked.day) & (found.day == asked.month) & (off == 0)
    both, year = month & day, off == 0
    tests = [both & year, swap, both & (off == 1), both & (off == 2), both & (off % 10 == 0), year & month]  # noqa: PLR2004
    tests += [year & day, year, off == 1, off == 2]  # noqa: PLR2004 - years
    names = (
        "same",
        "swap",
        "year_1",
        "year_2",
        "decade",
        "day",
        "month",
        "in_year",
        "near_year",
        "near_year_2",
    )
    return np.select(tests, [CODE[n] for n in names], default=CODE["other"])
