"""One enquiry against the registry: all candidates of all its cards weighed, each record once, the best kept."""

from __future__ import annotations

from math import exp2

import numpy as np

from regreso.matching.kernels.births import YEAR
from regreso.matching.kernels.candidates import (
    ANY,
    BY_DAY,
    BY_SURNAME,
    NARROWED,
    likely_days,
    plan_of,
    stretches_of,
    way_to,
)
from regreso.matching.kernels.compiled import compiled
from regreso.matching.kernels.rows import FLAGS, PEOPLE, RECORD
from regreso.matching.kernels.scoring import (
    CODES,
    LEVELS,
    PLACE_POWERS,
    POWERS,
    find_codes,
    mark,
    prepare,
    weigh,
)
from regreso.matching.kernels.shapes import Bits, Bytes, Codes, Hashes, Ints, Longs, LongTable, Matrix, Table
from regreso.matching.kernels.sums import add_kin, add_odds

AS_WELL_BITS = 2.0
_AT_RECORD, _AT_ROW, _AT_CARD = range(3)


@compiled("none: longs matrix table table int longs longs longs float")
def add_unseen(
    sums: Longs,
    table: Matrix,
    words: Table,
    by_level: Table,
    card: int,
    seen: Longs,
    totals: Longs,
    sizes: Longs,
    power: float,
) -> None:
    """Kin among bearers of a common surname who were not looked at, as if they were people at large."""
    people = max(sizes[PEOPLE], 1)
    fathers = places = 1.0
    for field in (2, 3):
        word, told, agree = words[card, field], totals[field], 0.0
        if word >= 0:
            left = told
            for level in range(1, LEVELS):
                agree += by_level[word, level] * table[POWERS + field, level]
                left -= by_level[word, level]
            agree += left * (table[POWERS + field, 0] if field == 2 else table[PLACE_POWERS, 5])
            mean = (agree + max(people - told, 0)) / people
            fathers, places = (mean, places) if field == 2 else (fathers, mean)
    for level in range(1, LEVELS):
        unseen = max(by_level[words[card, 0], level] - seen[level], 0)
        family = unseen * table[POWERS, level] * power
        add_kin(sums, 0, family * fathers * places)
        add_kin(sums, 1, family * table[POWERS + 1, 0] * fathers)
        add_kin(sums, 2, family * places)


@compiled("int: int ints float table bits int int int", inline=True)
def enter(
    entries: int, slots: Ints, bits: float, found: Table, scores: Bits, record: int, row: int, card: int
) -> int:
    """Note a record once, at its best row; gives how many records there are."""
    slot = slots[record] - 1
    if slot < 0:
        slot = entries
        entries += 1
        slots[record] = entries
        found[slot, _AT_RECORD] = record
    elif bits <= scores[slot]:
        return entries
    scores[slot] = bits
    found[slot, _AT_ROW] = row
    found[slot, _AT_CARD] = card
    return entries


@compiled("bool: float int float int")
def before(one: float, tie: int, other: float, other_tie: int) -> bool:
    """Whether the one stands before the other; equals stand by their ties."""
    return one > other or (one == other and tie < other_tie)


@compiled("none: int hashes table bits table bits longs ints")
def keep_best(
    entries: int, ties: Hashes, found: Table, scores: Bits, best: Table, bits: Bits, sums: Longs, alike: Ints
) -> None:
    """The best entries in order, the odds of all, and how many fit about as well as each of the best."""
    most, kept = len(bits), 0
    for i in range(entries):
        score, record = scores[i], found[i, _AT_RECORD]
        add_odds(sums, score, 1)
        at = kept
        while at > 0 and before(score, ties[record], bits[at - 1], ties[best[at - 1, _AT_RECORD]]):
            at -= 1
        if at == most:
            continue
        for k in range(min(kept, most - 1), at, -1):
            bits[k] = bits[k - 1]
            for column in range(3):
                best[k, column] = best[k - 1, column]
        bits[at] = score
        for column in range(3):
            best[at, column] = found[i, column]
        kept = min(kept + 1, most)
    for k in range(most):
        alike[k] = -1
    for i in range(entries if kept else 0):
        for k in range(kept - 1, -1, -1):
            if scores[i] < bits[k] - AS_WELL_BITS:
                break
            alike[k] += 1


@compiled(
    "int: table table ints bits ints table longs ints ints ints ints ints table table hashes longs ints ints codes "
    "table longs longs matrix bytes matrix codes longs longtable ints ints table bits table bits longs ints"
)
def rank_cards(
    words: Table,
    births: Table,
    sexes: Ints,
    weights: Bits,
    initials: Ints,
    rows: Table,
    sizes: Longs,
    runs: Ints,
    ways: Ints,
    day_starts: Ints,
    given_starts: Ints,
    town_starts: Ints,
    spans: Table,
    extras: Table,
    ties: Hashes,
    starts: Longs,
    counts: Ints,
    near: Ints,
    near_levels: Codes,
    by_level: Table,
    totals: Longs,
    years: Longs,
    learned: Matrix,
    allowed: Bytes,
    table: Matrix,
    levels: Codes,
    bases: Longs,
    stretches: LongTable,
    days: Ints,
    slots: Ints,
    found: Table,
    scores: Bits,
    best: Table,
    bits: Bits,
    sums: Longs,
    alike: Ints,
) -> int:
    """Weigh the candidates of all cards.

    Returns:
        How many records were found; -1 where the scratch has no room for them.
    """
    entries, full = 0, False
    none = np.zeros(0, np.int32)
    codes, seen = np.zeros(CODES, np.int32), np.zeros(LEVELS + 2, np.int64)
    sums[:] = 0
    for card in range(len(weights)):
        mark(words, card, starts, counts, near, near_levels, levels, bases, 1)
        prepare(words, card, births, by_level, totals, years, learned, table)
        plan = plan_of(words, card, births, sexes, initials, by_level, sizes, learned)
        likely = likely_days(births, card, days) if plan & BY_DAY else 0
        n = stretches_of(
            plan, card, words, likely, days, rows, sizes, runs, ways, day_starts, given_starts, town_starts, none,
            starts, counts, near, stretches,
        )  # fmt: skip
        power = exp2(weights[card])
        seen[:] = 0
        for k in range(n):
            way = stretches[k, 0]
            for place in range(stretches[k, 1], stretches[k, 2]):
                row = place if way in (ANY, BY_SURNAME) else int(ways[place])
                own = way_to(rows, row, plan, levels, bases, days, likely, births[card, YEAR])
                if own != way if way else own == ANY:
                    continue
                find_codes(words, card, births, sexes, rows, row, levels, bases, spans, extras, codes)
                if words[card, 0] >= 0:
                    surname = table[POWERS, codes[0]] * power
                    father, town = table[POWERS + 2, codes[2]], table[PLACE_POWERS, codes[4]]
                    add_kin(sums, 0, surname * father * town)
                    add_kin(sums, 1, surname * table[POWERS + 1, codes[1]] * father)
                    add_kin(sums, 2, surname * town)
                    seen[codes[0]] += 1
                record = rows[row, RECORD]
                if len(allowed) and (
                    record >> 3 >= len(allowed) or not allowed[record >> 3] >> (record & 7) & 1
                ):
                    continue
                if entries == len(scores):
                    full = True
                    break
                score = weigh(table, learned, codes, weights, card, rows[row, FLAGS])
                entries = enter(entries, slots, score, found, scores, record, row, card)
        if plan & NARROWED:
            add_unseen(sums, table, words, by_level, card, seen, totals, sizes, power)
        mark(words, card, starts, counts, near, near_levels, levels, bases, 0)
    for i in range(entries):
        slots[found[i, _AT_RECORD]] = 0
    if full:
        return -1
    keep_best(entries, ties, found, scores, best, bits, sums, alike)
    return entries
