"""Which enquiries of a list are about one person, so that they are heard together; none is blocked by it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regreso.matching.answer import Answer

ASKED_AGAIN = 0.1  # the share of the sought for whom another enquiry is in the list: a guess
_SURE_BITS = 3.2  # nine to one: from there on two enquiries are one cluster


def clusters_of(answers: Iterable[tuple[str, Answer]], *, among: int) -> dict[str, str]:
    """Which enquiries are about one person, by searching each among all of them.

    Args:
        answers: for each enquiry, the answer of a registry that holds the enquiries themselves.
        among: how many enquiries there are.

    Returns:
        For an enquiry that repeats another, the id of the first of them, in the order of `answers`. Nothing
        is blocked by it: each enquiry keeps its own life.

    >>> from regreso.facts.dates import DateInterval
    >>> from regreso.facts.person import PersonFacts, PersonName, Weighted
    >>> from regreso.matching import Registry
    >>> born = (Weighted(DateInterval.parse("1999-04-21")),)
    >>> who = enumerate(("Тарас Шевченко", "Taras Shevchenko"))
    >>> asked = {f"E{n}": PersonFacts((Weighted(PersonName(name)),), births=born) for n, name in who}
    >>> registry = Registry()
    >>> registry.add_many(asked.items())
    >>> clusters_of(registry.match_all(asked.items()), among=2)
    {'E1': 'E0'}
    """
    needed = _SURE_BITS - math.log2(ASKED_AGAIN / max(among, 1))
    first: dict[str, str] = {}

    def root(key: str) -> str:
        while first.get(key, key) != key:
            key = first[key]
        return key

    order: dict[str, int] = {}
    pairs = set()
    for key, answer in answers:
        order[key] = len(order)
        near = (c.record_id for c in answer.candidates if c.weight >= needed and c.record_id != key)
        pairs |= {(min(key, other), max(key, other)) for other in near}
    for a, b in sorted(pairs):
        one, two = sorted((root(a), root(b)), key=lambda key: order.get(key, len(order)))
        if one != two:
            first[two] = one
    return {key: root(key) for key in order if root(key) != key}
