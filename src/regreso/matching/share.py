"""The share of the sought who are held, told by how well the enquiries of a list fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

_TURNS, _SETTLED = 200, 1e-6
_SURE = 1e-12


def evidence_in(nobody: float, held_share: float) -> float:
    """How much likelier an enquiry is if its person is held than if not, read off its answer.

    Args:
        nobody: the answer's probability that nobody in the register is meant.
        held_share: the share that the answer was given under.

    >>> round(evidence_in(0.4, 0.6), 6), evidence_in(0.1, 0.6) > 1 > evidence_in(0.9, 0.6)
    (1.0, True)
    """
    doubt = min(max(nobody, _SURE), 1 - _SURE)
    return (1 - doubt) / doubt * (1 - held_share) / held_share


def held_share_of(evidence: Sequence[float]) -> float:
    """The share of a list of enquiries whose person is held, by expectation and maximisation.

    Args:
        evidence: for each enquiry, how much likelier it is if its person is held than if not
            (`Registry.evidence`).

    Returns:
        The likeliest share, with one held and one not held enquiry added, so that it is never 0 or 1.

    >>> round(held_share_of([1e6] * 30 + [1e-6] * 68), 2), held_share_of([])
    (0.31, 0.5)
    """
    ratios, share = np.minimum(np.array(evidence, dtype=np.float64), 1e200), 0.5
    for _ in range(_TURNS):
        held = ratios * share / (ratios * share + 1 - share)
        last, share = share, float((held.sum() + 1) / (len(ratios) + 2))
        if abs(share - last) < _SETTLED:
            break
    return share
