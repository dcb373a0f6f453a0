"""The second look at an answer: figures about its best candidate, and small boosted trees over them.

The first stage takes fields for independent, which they are not: who misread a name misread the date, too.
Two sets of trees add to log odds, so that any share of held people and any size of registry may stand before
them: is the person here at all; and if so, is it this one.
"""

from __future__ import annotations

from math import log, log2

from regreso.matching.kernels.births import DAY_AT, FIRST, YEAR
from regreso.matching.kernels.compiled import compiled
from regreso.matching.kernels.scoring import BIRTH_LINE, HERE, LEVELS, NOT_TOLD
from regreso.matching.kernels.shapes import Bits, Ints, Matrix, Table
from regreso.matching.second import FIGURES

(
    EVIDENCE, SURNAME, _GIVEN, _FATHER, BIRTH, PLACE, SEX_DIFFERS, AGREE, AGAINST, AGAINST_BITS, CARD_BITS, CARDS,
    FATHER_TOLD, PLACE_TOLD, BIRTH_TOLD, ALIKE, KIN, WHICH,
) = range(len(FIGURES))  # fmt: skip
MOST = 20.0  # of log odds, and of others alike
_UNTOLD, _NOTHING_ALIKE, _LEAST = 1.0, -25.0, 1e-9
_SLIGHT, _DIFFERS = 0.5, 2
_FATHER_FIELD, _TOWN_FIELD, _REGION_FIELD = 2, 3, 4
_SAME_TOWN, _NEAR_TOWN = 3.0, 2.0


@compiled("float: float")
def within(value: float) -> float:
    """Log odds that are not beyond all reason."""
    return min(max(value, -MOST), MOST)


@compiled("none: float float int float ints bits table table bits int matrix bits")
def figures_of(
    evidence: float,
    which: float,
    alike: int,
    kin: float,
    codes: Ints,
    bits: Bits,
    words: Table,
    births: Table,
    weights: Bits,
    card: int,
    learned: Matrix,
    out: Bits,
) -> None:
    """The figures of the best candidate.

    Args:
        evidence: log odds that the sought is held, before its prior. which: that it is this one, if so.
        alike: how many others fit about as well. kin: how likely the enquiry is if kin are meant.
        codes, bits: what `tell` said of the candidate. words, births, weights: the cards; card: its own.
        learned: the weights. out: takes the figures.
    """
    out[EVIDENCE], out[WHICH] = within(evidence), within(which)
    for field in range(3):
        code = codes[field]
        if code == NOT_TOLD:
            out[SURNAME + field] = _UNTOLD
        else:
            level = code if code < LEVELS else 0
            out[SURNAME + field] = max(log2(max(learned[field, level], _LEAST)), _NOTHING_ALIKE)
    out[BIRTH] = learned[BIRTH_LINE, codes[3]] if codes[3] else _UNTOLD
    place = codes[4]
    if place >= HERE:
        out[PLACE] = _SAME_TOWN if learned[_TOWN_FIELD, place - HERE] > _SLIGHT / 2 else _NEAR_TOWN
    else:
        out[PLACE] = 0.0 if place == 0 else 1.0 if place in (1, 3) else -2.0 if place > HERE - 2 else -3.0
    out[SEX_DIFFERS] = 1.0 if codes[9] == _DIFFERS else 0.0
    agree = against = 0
    total = 0.0
    for k in range(len(bits)):
        agree += bits[k] > _SLIGHT
        against += bits[k] < -_SLIGHT
        total += min(bits[k], 0.0)
    out[AGREE], out[AGAINST], out[AGAINST_BITS] = agree, against, total
    out[CARD_BITS], out[CARDS] = weights[card], len(weights)
    out[FATHER_TOLD] = 1.0 if words[card, _FATHER_FIELD] >= 0 else 0.0
    out[PLACE_TOLD] = (1.0 if words[card, _TOWN_FIELD] >= 0 else 0.0) + (
        0.5 if words[card, _REGION_FIELD] >= 0 else 0.0
    )
    told = (
        0 if births[card, FIRST] == 0 else 1 if births[card, YEAR] == 0 else 3 if births[card, DAY_AT] else 2
    )
    out[BIRTH_TOLD] = told
    out[ALIKE], out[KIN] = min(float(alike), MOST), log(max(kin, 1e-3))


@compiled("float: bits table bits ints")
def trees_say(figures: Bits, nodes: Table, numbers: Bits, roots: Ints) -> float:
    """The sum of all trees: `nodes` have a figure (-1 for a leaf) and two followers, `numbers` a threshold or a value."""
    said = 0.0
    for root in roots:
        at = int(root)
        while nodes[at, 0] >= 0:
            at = nodes[at, 1] if figures[nodes[at, 0]] <= numbers[at] else nodes[at, 2]
        said += numbers[at]
    return said
