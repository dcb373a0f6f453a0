"""From weights to probabilities, and what of the best entries is kept to tell the reasons later."""

from __future__ import annotations

from math import exp2

from regreso.matching.kernels.compiled import compiled
from regreso.matching.kernels.rows import FLAGS
from regreso.matching.kernels.scoring import (
    BIRTHS_AT,
    CODES,
    PLACES_AT,
    SEX_LINE,
    find_codes,
    mark,
    prepare,
    weigh,
)
from regreso.matching.kernels.shapes import Bits, Codes, Ints, Longs, Matrix, Table
from regreso.matching.kernels.sums import MOST_BITS, add_odds, nobody_odds, odds_of

FIELDS_TOLD = 8


@compiled("float: float matrix")
def mend(said: float, curve: Matrix) -> float:
    """A probability by the learned curve: points (said, true), straight between them."""
    for i in range(1, len(curve)):
        if said <= curve[i, 0]:
            part = (said - curve[i - 1, 0]) / (curve[i, 0] - curve[i - 1, 0])
            return curve[i - 1, 1] + part * (curve[i, 1] - curve[i - 1, 1])
    return curve[len(curve) - 1, 1]


@compiled("float: int ints bits longs bits int float bits matrix bits")
def share_out(
    entries: int,
    leaders: Ints,
    bits: Bits,
    sums: Longs,
    scores: Bits,
    people: int,
    held_share: float,
    kin: Bits,
    curve: Matrix,
    each: Bits,
) -> float:
    """Share one whole between persons and nobody, then mend it by the learned curve.

    Args:
        entries: how many records were found.
        leaders: for the first few of the best, the place of the one that stands for it.
        bits: of the best. scores: of all. sums: of rank_cards, not needed again.
        each: takes the probability of each of the best.

    Returns:
        The probability of nobody.
    """
    for i in range(len(leaders)):
        if leaders[i] != i:
            add_odds(sums, bits[i], -1)
    prior = held_share / max(people, 1)
    unit = prior / (odds_of(sums) * prior + nobody_odds(sums, kin, people) * (1.0 - held_share))
    straight = curve[1, 0]  # below it the curve is one straight line: the rest is summed as odds
    likely = 0
    for i in range(entries):
        said = exp2(min(scores[i], MOST_BITS)) * unit
        if said > straight:
            add_odds(sums, scores[i], -1)
            likely += int(mend(said, curve) * 2.0**40)
    for i in range(len(leaders)):
        said = exp2(min(bits[i], MOST_BITS)) * unit
        if leaders[i] != i and said > straight:
            add_odds(sums, bits[i], 1)
            likely -= int(mend(said, curve) * 2.0**40)
    whole = likely * 2.0**-40 + odds_of(sums) * unit * (curve[1, 1] / straight)
    for i in range(len(each)):
        leader = leaders[i] if i < len(leaders) else i
        said = mend(exp2(min(bits[leader], MOST_BITS)) * unit, curve)
        each[i] = said / whole if whole > 1 else said
    return max(1.0 - whole, 0.0)


@compiled("float: ints bits longs int bits")
def evidence_of(leaders: Ints, bits: Bits, sums: Longs, people: int, kin: Bits) -> float:
    """How much likelier an enquiry is if its person is held than if not; `sums` are not needed again."""
    for i in range(len(leaders)):
        if leaders[i] != i:
            add_odds(sums, bits[i], -1)
    return odds_of(sums) / max(people, 1) / nobody_odds(sums, kin, people)


@compiled("none: int matrix matrix ints table matrix", inline=True)
def tell_one(k: int, table: Matrix, learned: Matrix, codes: Ints, told: Table, bits: Matrix) -> None:
    """Note the codes of a row, and the bits of its fields, as those of the candidate `k`."""
    for i in range(CODES):
        told[k, i] = codes[i]
    for field in range(3):
        bits[k, field] = table[field, codes[field]]
    bits[k, 3] = table[BIRTHS_AT, codes[3]]
    bits[k, 4] = table[PLACES_AT, codes[4]]
    bits[k, 5] = table[5, codes[5]]
    bits[k, 6] = table[6, codes[6]]
    bits[k, 7] = learned[SEX_LINE, codes[9] - 1] if codes[9] else 0.0


@compiled(
    "none: int table table table ints bits table table table longs ints ints codes table longs longs matrix "
    "matrix codes longs ints table matrix"
)
def tell(
    count: int,
    best: Table,
    words: Table,
    births: Table,
    sexes: Ints,
    weights: Bits,
    rows: Table,
    spans: Table,
    extras: Table,
    starts: Longs,
    counts: Ints,
    near: Ints,
    near_levels: Codes,
    by_level: Table,
    totals: Longs,
    years: Longs,
    learned: Matrix,
    table: Matrix,
    levels: Codes,
    bases: Longs,
    codes: Ints,
    told: Table,
    bits: Matrix,
) -> None:
    """For the first few of the best: codes (see scoring.CODES) and bits of three names, birth, place, unit, mother, sex."""
    for card in range(len(weights)):
        wanted = False
        for k in range(count):
            wanted = wanted or best[k, 2] == card
        if not wanted:
            continue
        mark(words, card, starts, counts, near, near_levels, levels, bases, 1)
        prepare(words, card, births, by_level, totals, years, learned, table)
        for k in range(count):
            if best[k, 2] == card:
                find_codes(words, card, births, sexes, rows, best[k, 1], levels, bases, spans, extras, codes)
                tell_one(k, table, learned, codes, told, bits)
        mark(words, card, starts, counts, near, near_levels, levels, bases, 0)


@compiled(
    "none: ints table table ints bits table table table longs ints ints codes table longs longs matrix "
    "matrix codes longs ints matrix"
)
def pair_bits(
    own: Ints,
    words: Table,
    births: Table,
    sexes: Ints,
    weights: Bits,
    rows: Table,
    spans: Table,
    extras: Table,
    starts: Longs,
    counts: Ints,
    near: Ints,
    near_levels: Codes,
    by_level: Table,
    totals: Longs,
    years: Longs,
    learned: Matrix,
    table: Matrix,
    levels: Codes,
    bases: Longs,
    codes: Ints,
    bits: Matrix,
) -> None:
    """What each card, made of the row of its place, weighs against the rows after it."""
    for card in range(len(own) - 1):
        mark(words, card, starts, counts, near, near_levels, levels, bases, 1)
        prepare(words, card, births, by_level, totals, years, learned, table)
        for k in range(card + 1, len(own)):
            find_codes(words, card, births, sexes, rows, own[k], levels, bases, spans, extras, codes)
            bits[card, k] = weigh(table, learned, codes, weights, card, rows[own[k], FLAGS])
        mark(words, card, starts, counts, near, near_levels, levels, bases, 0)


@compiled("none: longs ints ints codes ints table int")
def count_levels(
    starts: Longs, counts: Ints, near: Ints, near_levels: Codes, bearers: Ints, by_level: Table, word: int
) -> None:
    """How many bear a word near to an asked one, by level; `bearers` are those of its field."""
    for level in range(by_level.shape[1]):
        by_level[word, level] = 0
    for k in range(starts[word], starts[word] + counts[word]):
        by_level[word, near_levels[k]] += bearers[near[k]]
