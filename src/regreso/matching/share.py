"""The share of the sought who are held, told by how well the enquiries of a list fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

_TURNS, _SETTLED = 200, 1e-6


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
