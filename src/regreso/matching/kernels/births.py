"""One date of birth against another, in numbers: the codes of compare.births, which a test holds beside."""

from __future__ import annotations

from math import log2

from regreso.matching.kernels.compiled import compiled
from regreso.matching.kernels.shapes import Longs, Matrix, Table

(
    MISSING, SAME, SWAP, YEAR_1, YEAR_2, DECADE, DAY, MONTH, IN_YEAR, NEAR_YEAR, NEAR_YEAR_2, OTHER, YEARS_SAME,
    YEARS_1, YEARS_2, YEARS_DECADE, YEARS_OTHER, AGE_SAME, AGE_1, AGE_2, AGE_OTHER, MONTH_SAME,
) = range(22)  # fmt: skip
BIRTHS = 22
YEAR, MONTH_AT, DAY_AT, FIRST, LAST = range(5)
_YEAR_DAYS = 366
_HUNDRED = 100
_TEN, _TWO, _DECEMBER, _FEBRUARY = 10, 2, 12, 2
_DAYS, _MONTHS = 365.25, 12.0
_BEFORE_MONTH = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)


@compiled("int: int int int")
def ordinal(year: int, month: int, day: int) -> int:
    """The number of a day, as Python's date counts."""
    last = year - 1
    days = last * 365 + last // 4 - last // 100 + last // 400 + _BEFORE_MONTH[month - 1] + day
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return days + (1 if leap and month > _FEBRUARY else 0)


@compiled("int: table int int int int int int", inline=True)
def birth_level(asked: Table, card: int, year: int, month: int, day: int, first: int, last: int) -> int:
    """The level of a date against the asked one of a card; `first` may be 0 where year, month and day tell all.

    The first of January is what is written where only the year is known: it tells no more than that.
    """
    if asked[card, FIRST] == 0 or (year == 0 and first == 0):
        return MISSING
    if asked[card, YEAR] == 0 or year == 0:
        if first == 0:
            first = ordinal(year, max(month, 1), max(day, 1))
            last = first
            if day == 0:
                ends = month in (0, _DECEMBER)
                last = (ordinal(year + 1, 1, 1) if ends else ordinal(year, month + 1, 1)) - 1
        gap = max(first - asked[card, LAST], asked[card, FIRST] - last)
        if gap <= 0:
            return AGE_SAME
        return AGE_1 if gap <= _YEAR_DAYS else AGE_2 if gap <= 2 * _YEAR_DAYS else AGE_OTHER
    off = abs(year - asked[card, YEAR])
    same_month, same_day = month == asked[card, MONTH_AT], day == asked[card, DAY_AT]
    stopgap = (month == 1 and day == 1) or (asked[card, MONTH_AT] == 1 and asked[card, DAY_AT] == 1)
    if stopgap or asked[card, DAY_AT] == 0 or day == 0:
        if off == 0:
            return MONTH_SAME if same_month and month > 0 and not stopgap else YEARS_SAME
        return (
            YEARS_1 if off == 1 else YEARS_2 if off == _TWO else YEARS_DECADE if off == _TEN else YEARS_OTHER
        )
    if same_month and same_day:
        if off <= _TWO:
            return SAME if off == 0 else YEAR_1 if off == 1 else YEAR_2
        if off % _TEN == 0 and off < _HUNDRED:  # one figure of the year is another
            return DECADE
    if off == 0:
        if month == asked[card, DAY_AT] and day == asked[card, MONTH_AT]:
            return SWAP
        return DAY if same_month else MONTH if same_day else IN_YEAR
    return NEAR_YEAR if off == 1 else NEAR_YEAR_2 if off == _TWO else OTHER


@compiled("float: longs int int")
def in_year(years: Longs, whole: int, year: int) -> float:
    """The share of people born in a year, smoothed, never 0."""
    year = min(year, len(years) - 1)
    near = years[year]
    if year > 0:
        near += years[year - 1]
    if year + 1 < len(years):
        near += years[year + 1]
    return (0.5 * years[year] + 0.5 * (near / 3.0) + 0.5) / (whole + 40.0)


@compiled("none: table int longs matrix int matrix int")
def birth_bits(
    asked: Table, card: int, years: Longs, learned: Matrix, own: int, bits: Matrix, line: int
) -> None:
    """What each level weighs for the asked date, whose year has its own frequency; into a line of `bits`."""
    for code in range(BIRTHS):
        bits[line, code] = learned[own, code]
    if asked[card, FIRST] == 0:
        return
    whole = 0
    for n in years:
        whole += n
    start, stop, share = asked[card, YEAR], asked[card, YEAR] + 1, 0.0
    if start == 0:
        start, stop = int(asked[card, FIRST] / _DAYS) + 1, int(asked[card, LAST] / _DAYS) + 2
    for year in range(start, stop):
        share += in_year(years, whole, year)
    rare = -log2(share if asked[card, YEAR] else share / ((stop - start) / 2.0))
    for code in range(BIRTHS):
        if code in (MISSING, OTHER, YEARS_OTHER, AGE_OTHER):
            continue
        bits[line, code] += rare
        if AGE_SAME <= code <= AGE_2:
            bits[line, code] -= 1.0
        elif code <= NEAR_YEAR_2:
            bits[line, code] += log2(_DAYS)
        elif code == MONTH_SAME:
            bits[line, code] += log2(_MONTHS)
