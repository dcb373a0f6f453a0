"""Which rows are worth weighing for a card, and where they lie.

A row is a candidate by its surname, its day of birth, its given name with its father's, or, a woman whose
surname may be another by now, by settlement and given name. What a row holds decides, never where it lies:
an index built anew finds the same. Each row is taken on the first way that leads to it.
"""

from __future__ import annotations

from regreso.matching.kernels.births import DAY_AT, MONTH_AT, YEAR
from regreso.matching.kernels.compiled import compiled
from regreso.matching.kernels.rows import (
    BIRTH,
    DAYS_OF_MONTH,
    DAYS_OF_YEAR,
    FATHER,
    FIRST_YEAR,
    FLAGS,
    GIVEN,
    GONE_AT,
    PEOPLE,
    ROWS,
    SETTLEMENT,
    SEX_AT,
    SORTED,
    SURNAME,
    WIDE_AT,
    first_place,
)
from regreso.matching.kernels.shapes import Codes, Ints, Longs, LongTable, Matrix, Table

BY_SURNAME, BY_DAY, BY_PAIR, BY_GIVEN, BY_TOWN, BY_ALL, NARROWED = 1, 2, 4, 8, 16, 32, 64
ANY = 0
_MAN, _WOMAN = 1, 2
_NEAR_YEARS, _DECADE = 2, 10
_FEW = 16
_MONTHS = 12
LIKELY_DAYS = 16
NARROW = 10  # the line of the learned table that holds limits, and whether every row is weighed


@compiled("int: table int table ints ints table longs matrix")
def plan_of(
    words: Table,
    card: int,
    births: Table,
    sexes: Ints,
    initials: Ints,
    by_level: Table,
    sizes: Longs,
    learned: Matrix,
) -> int:
    """By which ways a card is looked for."""
    if learned[NARROW, 2] > 0:
        return BY_ALL
    plan = 0
    if words[card, 0] >= 0 and not initials[card]:
        plan |= BY_SURNAME
        bearers = 0
        for level in range(by_level.shape[1]):
            bearers += by_level[words[card, 0], level]
        if bearers > learned[NARROW, 0] and words[card, 1] >= 0:
            plan |= NARROWED
    if births[card, DAY_AT]:
        plan |= BY_DAY
    if words[card, 1] >= 0:
        plan |= BY_PAIR if words[card, 2] >= 0 else BY_GIVEN if words[card, 0] < 0 else 0
        plan |= BY_TOWN if words[card, 3] >= 0 and sexes[card] != _MAN else 0
    elif words[card, 0] < 0 and sizes[PEOPLE] <= learned[NARROW, 1]:
        plan = BY_ALL
    return plan


@compiled("int: table int ints")
def likely_days(births: Table, card: int, days: Ints) -> int:
    """The day itself and its usual mistakes, packed; gives how many. Some may be no days: nobody has them."""
    year, month, day = births[card, YEAR], births[card, MONTH_AT], births[card, DAY_AT]
    n = 0
    for step in (0, -1, 1, -2, 2, -10, 10):
        days[n] = ((year + step) << 9) | (month << 5) | day
        n += 1
    for step in (-1, 1, -10, 10):
        if 1 <= day + step <= DAYS_OF_MONTH:
            days[n] = (year << 9) | (month << 5) | (day + step)
            n += 1
    for step in (-1, 1):
        if 1 <= month + step <= _MONTHS:
            days[n] = (year << 9) | ((month + step) << 5) | day
            n += 1
    if day <= _MONTHS and day != month:
        days[n] = (year << 9) | (day << 5) | month
        n += 1
    return n


@compiled("int: table int int codes longs ints int int", inline=True)
def way_to(
    rows: Table, row: int, plan: int, levels: Codes, bases: Longs, days: Ints, likely: int, year: int
) -> int:
    """The first way of the plan that leads to a row, ANY (0) where none does."""
    flags = rows[row, FLAGS]
    if flags >> GONE_AT & 1:
        return ANY
    if plan & BY_ALL:
        return BY_ALL
    given = rows[row, GIVEN]
    alike = given >= 0 and levels[bases[1] + given] > 0
    surname = rows[row, SURNAME]
    if plan & BY_SURNAME and surname >= 0 and levels[bases[0] + surname] > 0:
        if not plan & NARROWED or given < 0 or alike:
            return BY_SURNAME
    born = 0 if flags >> WIDE_AT & 1 else rows[row, BIRTH]
    if born & 31:
        for i in range(likely):
            if days[i] == born:
                return BY_DAY
    if not alike or not plan & (BY_PAIR | BY_GIVEN | BY_TOWN):
        return ANY
    if year and born:
        off = abs((born >> 9) - year)
        if off > _NEAR_YEARS and off != _DECADE:
            return ANY
    father, town = rows[row, FATHER], rows[row, SETTLEMENT]
    if plan & BY_PAIR and father >= 0 and levels[bases[2] + father] > 0:
        return BY_PAIR
    if plan & BY_GIVEN:
        return BY_GIVEN
    if plan & BY_TOWN and flags >> SEX_AT & 3 == _WOMAN and town >= 0 and levels[bases[3] + town] > 0:
        return BY_TOWN
    return ANY


@compiled("int: longtable int int int int")
def stretch(stretches: LongTable, n: int, way: int, low: int, high: int) -> int:
    """Note a stretch of places; gives how many there are, or more than there is room for."""
    if low < high:
        if n < len(stretches):
            stretches[n, 0], stretches[n, 1], stretches[n, 2] = way, low, high
        n += 1
    return n


@compiled("int: int int table table ints ints longs ints ints longtable int")
def surname_stretches(
    plan: int,
    card: int,
    words: Table,
    rows: Table,
    runs: Ints,
    none: Ints,
    starts: Longs,
    counts: Ints,
    near: Ints,
    stretches: LongTable,
    n: int,
) -> int:
    """Where the bearers of the surname lie; of a common one only those whose given name fits or is not told."""
    start, given = starts[words[card, 0]], words[card, 1]
    for k in range(start, start + counts[words[card, 0]]):
        name = near[k]
        if name + 1 >= len(runs):
            continue
        low, high = runs[name], runs[name + 1]
        if not plan & NARROWED or high - low <= _FEW:
            n = stretch(stretches, n, BY_SURNAME, low, high)
            continue
        told = first_place(rows, none, low, high, GIVEN, 0)
        n = stretch(stretches, n, BY_SURNAME, low, told)
        for j in range(starts[given], starts[given] + counts[given]):
            first = first_place(rows, none, told, high, GIVEN, near[j])
            n = stretch(
                stretches, n, BY_SURNAME, first, first_place(rows, none, first, high, GIVEN, near[j] + 1)
            )
    return n


@compiled("int: table ints int int int")
def first_year(rows: Table, ways: Ints, low: int, high: int, year: int) -> int:
    """The first place from `low` to `high` whose row is born in a year or later; those not told stand before all."""
    while low < high:
        middle = (low + high) >> 1
        row = ways[middle]
        born = 0 if rows[row, FLAGS] >> WIDE_AT & 1 else rows[row, BIRTH] >> 9
        if born < year:
            low = middle + 1
        else:
            high = middle
    return low


@compiled("int: int table ints int int int longtable int")
def year_stretches(
    way: int, rows: Table, ways: Ints, low: int, high: int, year: int, stretches: LongTable, n: int
) -> int:
    """Of places sorted by year those that `way_to` takes: the years near, ten years off, and not told."""
    if year == 0 or high - low <= _FEW:
        return stretch(stretches, n, way, low, high)
    for first, last in ((0, 0), (year - _DECADE, year - _DECADE), (year - _NEAR_YEARS, year + _NEAR_YEARS),
                        (year + _DECADE, year + _DECADE)):  # fmt: skip
        begin = first_year(rows, ways, low, high, first)
        low = first_year(rows, ways, begin, high, last + 1)
        n = stretch(stretches, n, way, begin, low)
    return n


@compiled("int: int int int table ints ints longs ints ints int int int longtable int")
def pair_stretches(
    way: int,
    one: int,
    other: int,
    rows: Table,
    begins: Ints,
    ways: Ints,
    starts: Longs,
    counts: Ints,
    near: Ints,
    column: int,
    whole: int,
    year: int,
    stretches: LongTable,
    n: int,
) -> int:
    """Where rows lie that agree in two words, sorted by both and the year; `whole`: that agree in the one alone."""
    for k in range(starts[one], starts[one] + counts[one]):
        if near[k] + 1 >= len(begins):
            continue
        low, high = begins[near[k]], begins[near[k] + 1]
        if whole or high - low <= _FEW:
            n = stretch(stretches, n, way, low, high)
            continue
        for j in range(starts[other], starts[other] + counts[other]):
            first = first_place(rows, ways, low, high, column, near[j])
            last = first_place(rows, ways, first, high, column, near[j] + 1)
            n = year_stretches(way, rows, ways, first, last, year, stretches, n)
    return n


@compiled(
    "int: int int table table int ints table longs ints ints ints ints ints ints longs ints ints longtable"
)
def stretches_of(
    plan: int, card: int, words: Table, births: Table, likely: int, days: Ints, rows: Table, sizes: Longs,
    runs: Ints, ways: Ints, day_starts: Ints, given_starts: Ints, town_starts: Ints, none: Ints, starts: Longs,
    counts: Ints, near: Ints, stretches: LongTable,
) -> int:  # fmt: skip
    """All stretches of places that a plan leads to; where there is no room for them, every row is one stretch."""
    n = 0
    if plan & BY_SURNAME:
        n = surname_stretches(plan, card, words, rows, runs, none, starts, counts, near, stretches, n)
    for i in range(likely):
        place = ((days[i] >> 9) - sizes[FIRST_YEAR]) * DAYS_OF_YEAR
        place += ((days[i] >> 5 & 15) - 1) * DAYS_OF_MONTH + (days[i] & 31) - 1
        if 0 <= place < len(day_starts) - 1:
            n = stretch(stretches, n, BY_DAY, day_starts[place], day_starts[place + 1])
    given, year = words[card, 1], births[card, YEAR]
    if plan & BY_PAIR:
        father = words[card, 2]
        n = pair_stretches(
            BY_PAIR, given, father, rows, given_starts, ways, starts, counts, near, FATHER, 0, year, stretches, n,
        )  # fmt: skip
    if plan & BY_GIVEN:
        n = pair_stretches(
            BY_GIVEN, given, given, rows, given_starts, ways, starts, counts, near, FATHER, 1, year, stretches, n,
        )  # fmt: skip
    if plan & BY_TOWN:
        town = words[card, 3]
        n = pair_stretches(
            BY_TOWN, town, given, rows, town_starts, ways, starts, counts, near, GIVEN, 0, year, stretches, n,
        )  # fmt: skip
    if plan & BY_ALL:
        n = stretch(stretches, n, ANY, 0, sizes[SORTED])
    n = stretch(stretches, n, ANY, sizes[SORTED], sizes[ROWS])  # those that came in since the last sorting
    if n > len(stretches):
        n = stretch(stretches, 0, ANY, 0, sizes[ROWS])
    return n
