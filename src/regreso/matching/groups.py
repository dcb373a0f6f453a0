"""Records that look like one registered person, so that they share one probability."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regreso.matching.weigh import Scale

_TWICE = -7.0  # log2 of the prior share of people who are registered twice


def same_person(scale: Scale, rows: Sequence[int], people: int) -> list[int]:
    """For each of a few rows, the position of the first row that looks like the same registered person.

    Args:
        scale: the registry's scale.
        rows: rows of different records, best first.
        people: size of the registry.

    Returns:
        One position a row; its own where it stands alone.

    >>> from regreso.matching.cards import Card
    >>> from regreso.matching.compare.births import Birth
    >>> from regreso.matching.store import Store
    >>> from regreso.matching.weigh import Scale
    >>> from regreso.matching.weights import learned
    >>> store, day = Store(), Birth(1999, 4, 21, 729_865, 729_865)
    >>> who = [("Шевченко", "Тарас"), ("Shevchenko", "Taras"), ("Коваль", "Іван")]
    >>> rows = [store.add(n, Card(*name, "", day, "m", "m", "", "", "")) for n, name in enumerate(who)]
    >>> same_person(Scale(store, learned()), rows, people=3)
    [0, 0, 2]
    """
    leader = list(range(len(rows)))
    likely = (scale.between(rows) + _TWICE > math.log2(max(people, 2))).tolist()
    for i in range(len(rows) - 1):
        if leader[i] == i:
            for j in range(i + 1, len(rows)):
                if likely[i][j] and leader[j] == j:
                    leader[j] = i
    return leader
