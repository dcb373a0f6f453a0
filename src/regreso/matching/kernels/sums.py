"""Sums of powers in whole steps, so that no order of summing changes a last bit.

Six numbers are expected likelihood ratios of kin (brother, namesake, relative; each in fine and coarse
steps), the next four the odds of all records in growing steps.
"""

from __future__ import annotations

from math import exp2

import numpy as np

from regreso.matching.kernels.compiled import compiled
from regreso.matching.kernels.shapes import Bits, Longs

SUMS, ODDS_AT = 10, 6
MOST_BITS = 98.0
_KIN_FINE, _KIN_STEPS, _KIN_MOST, _KIN_COARSE = 2.0**14, 2.0**26, 2.0**50, 4.0


@compiled("none: longs float int")
def add_odds(sums: Longs, bits: float, times: int) -> None:
    """Add the odds of one record, or take them off again."""
    value = exp2(min(bits, MOST_BITS))
    if value < 2.0**20:
        sums[ODDS_AT] += times * np.int64(np.ceil(value * 2.0**20))
    elif value < 2.0**46:
        sums[ODDS_AT + 1] += times * np.int64(np.ceil(value))
    elif value < 2.0**72:
        sums[ODDS_AT + 2] += times * np.int64(np.ceil(value * 2.0**-26))
    else:
        sums[ODDS_AT + 3] += times * np.int64(np.ceil(value * 2.0**-52))


@compiled("float: longs")
def odds_of(sums: Longs) -> float:
    """The odds of all."""
    fine = sums[ODDS_AT] * 2.0**-20 + sums[ODDS_AT + 1]
    return fine + sums[ODDS_AT + 2] * 2.0**26 + sums[ODDS_AT + 3] * 2.0**52


@compiled("none: longs int float", inline=True)
def add_kin(sums: Longs, kind: int, value: float) -> None:
    """Add the likelihood ratio that kin of one record is meant."""
    if value < _KIN_FINE:
        sums[2 * kind] += np.int64(value * _KIN_STEPS)
    else:
        sums[2 * kind + 1] += np.int64(min(value, _KIN_MOST) * _KIN_COARSE)


@compiled("float: longs int")
def kin_of(sums: Longs, kind: int) -> float:
    """Expected likelihood ratio of "kin of one of these is meant", before its prior."""
    return sums[2 * kind] / _KIN_STEPS + sums[2 * kind + 1] / _KIN_COARSE


@compiled("float: longs bits int")
def nobody_odds(sums: Longs, kin: Bits, people: int) -> float:
    """How likely the enquiry is if a stranger, a relative or a namesake of someone here is meant.

    A stranger is 1 by definition; whoever bears the family's name is likelier to be asked for than that.
    """
    shares, near = 0.0, 0.0
    for kind in range(3):
        share = exp2(kin[kind])
        shares += share
        near += share * kin_of(sums, kind)
    return 1.0 - min(shares, 0.9) + near / max(people, 1)
