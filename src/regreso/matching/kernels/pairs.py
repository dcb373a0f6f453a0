"""Many pairs of persons at once, with no registry around them: the best reading of each side, and why."""

from __future__ import annotations

from regreso.matching.kernels.births import birth_bits
from regreso.matching.kernels.compiled import compiled
from regreso.matching.kernels.rows import BIRTH, FLAGS, WIDE_AT
from regreso.matching.kernels.scoring import BIRTH_LINE, BIRTHS_AT, find_codes, mark, prepare, weigh
from regreso.matching.kernels.shapes import Bits, Codes, Ints, Longs, Matrix, Table
from regreso.matching.kernels.sharing import tell_one

_FIRST_CARD, _LAST_CARD, _FIRST_ROW, _LAST_ROW = range(4)


@compiled("none: table table int int longs int")
def count_years(rows: Table, spans: Table, low: int, high: int, years: Longs, by: int) -> None:
    """Add the years of birth of some rows, or take them off again, as store.Store counts them."""
    for row in range(low, high):
        born = rows[row, BIRTH]
        year = spans[born, 0] if rows[row, FLAGS] >> WIDE_AT & 1 else born >> 9
        if year:
            years[min(year, len(years) - 1)] += by


@compiled("int: table int")
def same_asked(pairs: Table, at: int) -> int:
    """The first pair from `at` on whose asked person is another."""
    end = at + 1
    while end < len(pairs) and pairs[end, _FIRST_CARD] == pairs[at, _FIRST_CARD]:
        end += 1
    return end


@compiled(
    "none: table table table ints bits table table table longs ints ints codes table longs longs matrix matrix "
    "codes longs ints table bits table matrix"
)
def weigh_pairs(
    pairs: Table, words: Table, births: Table, sexes: Ints, weights: Bits, rows: Table, spans: Table, extras: Table,
    starts: Longs, counts: Ints, near: Ints, near_levels: Codes, by_level: Table, totals: Longs, years: Longs,
    learned: Matrix, table: Matrix, levels: Codes, bases: Longs, codes: Ints, best: Table, scores: Bits,
    told: Table, bits: Matrix,
) -> None:  # fmt: skip
    """Weigh each pair as a search among its one person would.

    Args:
        pairs: a line a pair: first and last card of the one, first and last row of the other; pairs of one
            asked person that stand together are the quicker.
        words to weights: the cards. rows to extras: the rows. starts to totals: as for ranking.rank_cards.
        years: all zero. table to codes: room to work in.
        best: takes row and card of each pair, and is -1 before. scores, told, bits: take what is found.
    """
    at = 0
    while at < len(pairs):
        end = same_asked(pairs, at)
        for card in range(pairs[at, _FIRST_CARD], pairs[at, _LAST_CARD]):
            mark(words, card, starts, counts, near, near_levels, levels, bases, 1)
            prepare(words, card, births, by_level, totals, years, learned, table)
            for k in range(at, end):
                low, high = pairs[k, _FIRST_ROW], pairs[k, _LAST_ROW]
                count_years(rows, spans, low, high, years, 1)
                birth_bits(births, card, years, learned, BIRTH_LINE, table, BIRTHS_AT)
                count_years(rows, spans, low, high, years, -1)
                for row in range(low, high):
                    find_codes(words, card, births, sexes, rows, row, levels, bases, spans, extras, codes)
                    score = weigh(table, learned, codes, weights, card, rows[row, FLAGS])
                    if best[k, 0] < 0 or score > scores[k]:
                        best[k, 0], best[k, 1], scores[k] = row, card, score
                        tell_one(k, table, learned, codes, told, bits)
            mark(words, card, starts, counts, near, near_levels, levels, bases, 0)
        at = end
