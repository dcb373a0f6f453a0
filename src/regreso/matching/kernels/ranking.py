"""One enquiry against the registry: all candidates of all its cards weighed, each record once, the best kept."""

from __future__ import annotations

from math import exp2

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
from regreso.matching.kernels.rows import FLAGS, GONE_AT, PEOPLE, RECORD
from regreso.matching.kernels.scoring import (
    BIRTHS_AT,
    HERE,
    LEVELS,
    NOT_TOLD,
    PLACE_POWERS,
    POWERS,
    WOMAN,
    birth_code,
    find_names,
    find_rest,
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


@compiled("bool: int bytes", inline=True)
def may_be_seen(record: int, allowed: Bytes) -> bool:
    """Whether a record is among the allowed ones; all are where nobody is named."""
    if len(allowed) == 0:
        return True
    return record >> 3 < len(allowed) and allowed[record >> 3] >> (record & 7) & 1 == 1


@compiled("bool: ints matrix", inline=True)
def speaks_against(codes: Ints, table: Matrix) -> bool:
    """Whether a row of the surname is another's by given name and birth, and nothing else ties it to the card."""
    if 0 < codes[1] < WOMAN or table[1, codes[1]] >= 0 or table[BIRTHS_AT, codes[3]] >= 0:
        return False
    tied = 0 < codes[2] < NOT_TOLD or codes[4] in (1, 3) or codes[4] > HERE
    return not tied


@compiled("none: longs longs matrix ints float", inline=True)
def add_family(sums: Longs, seen: Longs, table: Matrix, codes: Ints, power: float) -> None:
    """Kin of a row, by its surname: brother, namesake, relative."""
    surname = table[POWERS, codes[0]] * power
    father, town = table[POWERS + 2, codes[2]], table[PLACE_POWERS, codes[4]]
    add_kin(sums, 0, surname * father * town)
    add_kin(sums, 1, surname * table[POWERS + 1, codes[1]] * father)
    add_kin(sums, 2, surname * town)
    seen[codes[0]] += 1


@compiled(
    "int: int int int int longtable int table table ints bits table ints table table matrix bytes matrix codes "
    "longs ints ints table bits longs longs ints float float",
    inline=True,
)
def weigh_rows(
    entries: int, line: int, plan: int, card: int, stretches: LongTable, likely: int, words: Table, births: Table,
    sexes: Ints, weights: Bits, rows: Table, ways: Ints, spans: Table, extras: Table, learned: Matrix,
    allowed: Bytes, table: Matrix, levels: Codes, bases: Longs, days: Ints, slots: Ints, found: Table,
    scores: Bits, sums: Longs, seen: Longs, codes: Ints, power: float, least: float,
) -> int:  # fmt: skip
    """Weigh the rows of one stretch; gives how many records there are, one more than there is room for when full."""
    way, low, high = stretches[line, 0], stretches[line, 1], stretches[line, 2]
    for place in range(low, high):
        row = place if way in (ANY, BY_SURNAME) else int(ways[place])
        if way == BY_SURNAME and not plan & NARROWED:
            own = ANY if rows[row, FLAGS] >> GONE_AT & 1 else BY_SURNAME  # no way stands before it
        else:
            own = way_to(rows, row, plan, levels, bases, days, likely, births[card, YEAR])
        if own != way if way else own == ANY:
            continue
        find_names(words, card, rows, row, levels, bases, codes)
        if words[card, 0] >= 0:
            add_family(sums, seen, table, codes, power)
        codes[3] = birth_code(births, card, rows, row, spans)
        if own == BY_SURNAME and speaks_against(codes, table):
            continue
        find_rest(sexes, card, rows, row, levels, bases, extras, codes)
        score = weigh(table, learned, codes, weights, card, rows[row, FLAGS])
        record = rows[row, RECORD]
        if may_be_seen(record, allowed):
            if score < least:
                add_odds(sums, score, 1)
            elif entries < len(scores):
                entries = enter(entries, slots, score, found, scores, record, row, card)
            else:
                return entries + 1
    return entries


@compiled(
    "int: table table ints bits ints table longs ints ints ints ints ints table table hashes longs ints ints codes "
    "table longs longs matrix bytes float matrix codes longs longtable ints ints table bits ints longs ints "
    "table bits longs ints"
)
def rank_cards(
    words: Table, births: Table, sexes: Ints, weights: Bits, initials: Ints, rows: Table, sizes: Longs,
    runs: Ints, ways: Ints, day_starts: Ints, given_starts: Ints, town_starts: Ints, spans: Table, extras: Table,
    ties: Hashes, starts: Longs, counts: Ints, near: Ints, near_levels: Codes, by_level: Table, totals: Longs,
    years: Longs, learned: Matrix, allowed: Bytes, least: float, table: Matrix, levels: Codes, bases: Longs,
    stretches: LongTable, days: Ints, slots: Ints, found: Table, scores: Bits, codes: Ints, seen: Longs, none: Ints,
    best: Table, bits: Bits, sums: Longs, alike: Ints,
) -> int:  # fmt: skip
    """Weigh the candidates of all cards.

    Args:
        words, births, sexes, weights, initials: the cards, see desk.cards_in_numbers.
        rows to ties: the registry, see store.Store. starts to years: what it holds near to the asked words.
        learned: the weights. allowed: a bit a record; empty for all.
        least: bits below which a record counts among all, but is not kept.
        table to none: room to work in, see desk.Desk. best, bits, sums, alike: take what is found.

    Returns:
        How many records were found; -1 where the scratch has no room for them.
    """
    entries = 0
    sums[:] = 0
    for card in range(len(weights)):
        mark(words, card, starts, counts, near, near_levels, levels, bases, 1)
        prepare(words, card, births, by_level, totals, years, learned, table)
        plan = plan_of(words, card, births, sexes, initials, by_level, sizes, learned)
        likely = likely_days(births, card, days) if plan & BY_DAY else 0
        n = stretches_of(
            plan, card, words, births, likely, days, rows, sizes, runs, ways, day_starts, given_starts,
            town_starts, none, starts, counts, near, stretches,
        )  # fmt: skip
        power = exp2(weights[card])
        seen[:] = 0
        for line in range(n if entries <= len(scores) else 0):
            entries = weigh_rows(
                entries, line, plan, card, stretches, likely, words, births, sexes, weights, rows, ways, spans,
                extras, learned, allowed, table, levels, bases, days, slots, found, scores, sums, seen, codes,
                power, least,
            )  # fmt: skip
            if entries > len(scores):
                break
        if plan & NARROWED:
            add_unseen(sums, table, words, by_level, card, seen, totals, sizes, power)
        mark(words, card, starts, counts, near, near_levels, levels, bases, 0)
    for i in range(min(entries, len(scores))):
        slots[found[i, _AT_RECORD]] = 0
    if entries > len(scores):
        return -1
    keep_best(entries, ties, found, scores, best, bits, sums, alike)
    return entries
