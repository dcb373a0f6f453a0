"""What the eight numbers of a row hold: four words, flags, birth, extra, record; and where a row lies."""

from __future__ import annotations

from regreso.matching.kernels.compiled import compiled
from regreso.matching.kernels.shapes import Ints, Table

SURNAME, GIVEN, FATHER, SETTLEMENT, FLAGS, BIRTH, EXTRA, RECORD = range(8)
REGIONS = 1 << 18  # numbers of regions a row can hold; the last one is "not told"
WEIGHT_AT, SEX_AT, TOLD_AT, WIDE_AT, GONE_AT = 18, 24, 26, 28, 29
WEIGHT_STEP = 0.25  # bits
DAYS_OF_YEAR, DAYS_OF_MONTH = 372, 31
ROWS, SORTED, PEOPLE, FIRST_YEAR, SPANS, EXTRAS = range(6)


@compiled("none: ints int ints")
def find_starts(numbers: Ints, before: int, starts: Ints) -> None:
    """Where each number begins in a list sorted by it that starts at `before`, and one more at the end.

    `starts` are all zero, one more than there are numbers.
    """
    for number in numbers:
        starts[number + 1] += 1
    starts[0] = before
    for i in range(len(starts) - 1):
        starts[i + 1] += starts[i]


@compiled("int: table ints int int int int")
def first_place(rows: Table, ways: Ints, low: int, high: int, column: int, value: int) -> int:
    """The first place from `low` to `high` whose row has at least `value` in the column the places are sorted by.

    `ways` are row numbers; where it is empty the places are the rows themselves.
    """
    while low < high:
        middle = (low + high) >> 1
        number = ways[middle] if len(ways) else middle
        if rows[number, column] < value:
            low = middle + 1
        else:
            high = middle
    return low
