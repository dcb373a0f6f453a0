"""Two persons, or two written names, against each other without a registry around them."""

from __future__ import annotations

import math
from functools import lru_cache

from regreso.facts.person import PersonFacts, PersonName, Weighted
from regreso.matching.answer import Candidate
from regreso.matching.cards import cards_of
from regreso.matching.reasons import reasons_of
from regreso.matching.share import rank
from regreso.matching.store import Store
from regreso.matching.weigh import Scale
from regreso.matching.weights import learned

# How often an average name of each field occurs: without a registry nothing tells how rare a name is.
TYPICAL = {
    "surname": 5e-4,
    "given": 0.02,
    "patronymic": 0.02,
    "settlement": 0.01,
    "region": 0.03,
    "unit": 0.01,
}
_PRIOR_BITS = -13.0  # two persons drawn from one town
_NAME_PRIOR_BITS = -10.0


def compare(a: PersonFacts, b: PersonFacts) -> Candidate:
    """Weigh two persons against each other, names taken to be of average rarity.

    Args:
        a: the one asked for.
        b: the one found.

    Returns:
        A candidate without an id; its probability is for two persons from one town of a few thousand.

    >>> olena = PersonFacts(names=(Weighted(PersonName("Олена Шевченко")),))
    >>> compare(olena, PersonFacts(names=(Weighted(PersonName("Shevchenko Olena")),))).reasons[0].level
    'same'
    """
    store = Store()
    for card in cards_of(b, most=4):
        store.add(0, card)
    scale = Scale(store, learned(), typical=TYPICAL)
    weighed = [scale.weigh_all(card) for card in cards_of(a)]
    best = rank(store, weighed, None).first(1)[0]
    probability = 1 / (1 + math.exp2(-(best.bits + _PRIOR_BITS)))
    return Candidate("", probability, round(best.bits, 3), reasons_of(scale, weighed[best.card], best.row))


@lru_cache(maxsize=100_000)
def _named(text: str) -> PersonFacts:
    return PersonFacts(names=(Weighted(PersonName(text)),))


def name_similarity(a: str, b: str) -> float:
    """How probable it is, from 0 to 1, that two written names are one person's.

    >>> name_similarity("Олег Иванов", "Ivanov Oleg") > 0.5 > name_similarity("Олег Иванов", "Petrov Ivan")
    True
    """
    if not (a.strip() and b.strip()):
        return 0.0
    bits = compare(_named(a), _named(b)).weight
    return 1 / (1 + math.exp2(-(bits + _NAME_PRIOR_BITS)))
