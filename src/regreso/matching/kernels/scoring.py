"""What a card weighs against a row: a table for the card first, then a few look-ups and sums a row.

Lines of the card's table: 0 to 6 bits of the seven word fields by code, 7 to 13 two to their power, then
births, places, and two to the power of places. Codes are levels; 13 is "not told", 14 a woman's other name.
"""

from __future__ import annotations

from math import exp2, log2

from regreso.matching.kernels.births import birth_bits, birth_level
from regreso.matching.kernels.compiled import compiled
from regreso.matching.kernels.rows import (
    BIRTH,
    EXTRA,
    FLAGS,
    REGIONS,
    SETTLEMENT,
    SEX_AT,
    WEIGHT_AT,
    WEIGHT_STEP,
    WIDE_AT,
)
from regreso.matching.kernels.shapes import Bits, Codes, Ints, Longs, Matrix, Table

FIELDS, LEVELS = 7, 13
NOT_TOLD, WOMAN = 13, 14
POWERS, BIRTHS_AT, PLACES_AT, PLACE_POWERS, LINES, COLUMNS = 7, 14, 15, 16, 17, 24
HERE = 6  # place codes: none, region alone same, not; settlement apart, region same, not, unknown; levels
PLACES = HERE + LEVELS
# Lines and columns of the learned table.
BACKGROUND, OTHERS, TYPICAL = 13, 14, 17
BIRTH_LINE, PLACE_LINE, SEX_LINE = 7, 8, 9
_REGION, _REGION_ALONE, _REGION_DIFFERS, _APART, _REGION_ALONE_DIFFERS = range(5)
_WOMAN_SEX, _REGION_FIELD, _TOWN_FIELD, _NAMES = 2, 4, 3, 3
CODES = 10  # surname, given, father, birth, place, unit, mother; levels of settlement and region; sex


@compiled("none: table int longs ints ints codes codes longs int")
def mark(
    words: Table,
    card: int,
    starts: Longs,
    counts: Ints,
    near: Ints,
    near_levels: Codes,
    levels: Codes,
    bases: Longs,
    on: int,
) -> None:
    """Write the levels of the card's words beside the words of the registry, or zeros again."""
    for field in range(FIELDS):
        word = words[card, field]
        if word >= 0:
            for k in range(starts[word], starts[word] + counts[word]):
                levels[bases[field] + near[k]] = near_levels[k] * on


@compiled("none: table int table table longs longs matrix matrix")
def prepare(
    words: Table,
    card: int,
    births: Table,
    by_level: Table,
    totals: Longs,
    years: Longs,
    learned: Matrix,
    table: Matrix,
) -> None:
    """Fill the table of one card.

    The chance that a random person is written as asked is the sum over all bearers of names near to it, so
    a rare name misspelt stays rare, and one misspelt into a common name weighs little.
    """
    rare = 0.0
    for field in range(FIELDS):
        word = words[card, field]
        if word < 0:
            for code in range(LEVELS + 2):
                table[field, code] = 0.0
                table[POWERS + field, code] = 1.0
            continue
        fitting = 0.0
        for level in range(LEVELS):  # whole numbers first, so that who came in earlier changes no last bit
            fitting += learned[field, level] * by_level[word, level]
        mass = fitting / max(totals[field], 1) + learned[field, BACKGROUND]
        if learned[field, TYPICAL] > 0:
            mass = learned[field, TYPICAL]
        for level in range(LEVELS):
            table[field, level] = log2(learned[field, level] / mass + learned[field, OTHERS])
        table[field, NOT_TOLD] = 0.0
        table[field, WOMAN] = log2(learned[field, OTHERS + 2])
        for code in range(LEVELS + 2):
            table[POWERS + field, code] = exp2(table[field, code])
        if field == _REGION_FIELD:
            rare = -log2(mass)
    place = learned[PLACE_LINE]
    table[PLACES_AT, 0] = 0.0
    table[PLACES_AT, 1] = place[_REGION_ALONE] + rare
    table[PLACES_AT, 2] = place[_REGION_ALONE_DIFFERS]
    table[PLACES_AT, 3] = place[_REGION] + rare
    table[PLACES_AT, 4] = place[_REGION_DIFFERS]
    table[PLACES_AT, 5] = place[_APART]
    for level in range(LEVELS):
        table[PLACES_AT, HERE + level] = table[_TOWN_FIELD, level]
    for code in range(PLACES):
        table[PLACE_POWERS, code] = exp2(table[PLACES_AT, code])
    birth_bits(births, card, years, learned, BIRTH_LINE, table, BIRTHS_AT)


@compiled("none: table int table int codes longs ints", inline=True)
def find_names(
    words: Table, card: int, rows: Table, row: int, levels: Codes, bases: Longs, codes: Ints
) -> None:
    """The codes of the three names and the place: all that kin are told by."""
    flags = rows[row, FLAGS]
    woman = flags >> SEX_AT & 3 == _WOMAN_SEX
    for field in range(_NAMES):
        code = levels[bases[field] + rows[row, field]]  # before a field's levels stands NOT_TOLD, for -1
        codes[field] = WOMAN if woman and code == 0 else code
    region, town = flags & (REGIONS - 1), rows[row, SETTLEMENT]
    both = region != REGIONS - 1 and words[card, _REGION_FIELD] >= 0
    same = levels[bases[_REGION_FIELD] + region] if both else 0
    here = levels[bases[_TOWN_FIELD] + town] if town >= 0 else 0
    codes[7], codes[8] = here, same
    if words[card, _TOWN_FIELD] >= 0 and town >= 0:
        codes[4] = HERE + here if here else 5 if not both else 3 if same else 4
    else:
        codes[4] = 0 if not both else 1 if same else 2


@compiled("int: table int table int table", inline=True)
def birth_code(births: Table, card: int, rows: Table, row: int, spans: Table) -> int:
    """The code of a row's date of birth."""
    born = rows[row, BIRTH]
    if rows[row, FLAGS] >> WIDE_AT & 1:
        return birth_level(
            births, card, spans[born, 0], spans[born, 1], spans[born, 2], spans[born, 3], spans[born, 4]
        )
    return birth_level(births, card, born >> 9, born >> 5 & 15, born & 31, 0, 0)


@compiled("none: ints int table int codes longs table ints", inline=True)
def find_rest(
    sexes: Ints, card: int, rows: Table, row: int, levels: Codes, bases: Longs, extras: Table, codes: Ints
) -> None:
    """The codes of unit, mother and sex."""
    codes[5] = codes[6] = NOT_TOLD
    extra = rows[row, EXTRA]
    if extra > 0:
        for k in range(2):
            codes[5 + k] = levels[bases[5 + k] + extras[extra, k]]
    sex = rows[row, FLAGS] >> SEX_AT & 3
    codes[9] = 0 if sex == 0 or sexes[card] == 0 else 1 if sex == sexes[card] else 2


@compiled("none: table int table ints table int codes longs table table ints", inline=True)
def find_codes(
    words: Table,
    card: int,
    births: Table,
    sexes: Ints,
    rows: Table,
    row: int,
    levels: Codes,
    bases: Longs,
    spans: Table,
    extras: Table,
    codes: Ints,
) -> None:
    """The codes of all fields of a row: see CODES."""
    find_names(words, card, rows, row, levels, bases, codes)
    codes[3] = birth_code(births, card, rows, row, spans)
    find_rest(sexes, card, rows, row, levels, bases, extras, codes)


@compiled("float: matrix matrix ints bits int int", inline=True)
def weigh(table: Matrix, learned: Matrix, codes: Ints, weights: Bits, card: int, flags: int) -> float:
    """The bits of one row, all fields together; always summed in this order."""
    bits = table[0, codes[0]] + table[1, codes[1]] + table[2, codes[2]]
    bits += table[BIRTHS_AT, codes[3]]
    bits += table[PLACES_AT, codes[4]]
    bits += table[5, codes[5]] + table[6, codes[6]]
    if codes[9]:
        bits += learned[SEX_LINE, codes[9] - 1]
    return bits + weights[card] - WEIGHT_STEP * (flags >> WEIGHT_AT & 63)
