"""Two persons, or two written names, against each other without a registry around them."""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files
from threading import local
from typing import TYPE_CHECKING, Any

import numpy as np

from regreso.matching.answer import Candidate
from regreso.matching.cards import cards_of
from regreso.matching.compare.written import features
from regreso.matching.reasons import Reasons, Told
from regreso.matching.weights import learned

if TYPE_CHECKING:
    from regreso.facts.person import PersonFacts
    from regreso.matching.weigh import Scale

# How often an average name of each field occurs: without a registry nothing tells how rare a name is.
TYPICAL = {
    "surname": 5e-4,
    "given": 0.02,
    "patronymic": 0.02,
    "settlement": 0.01,
    "region": 0.03,
    "unit": 0.01,
    "mother": 0.02,
}
_PRIOR_BITS = -13.0  # two persons drawn from one town
_MOST_COMPARED = 100_000  # rows after which a thread forgets the words it met: some 100 MB at worst
_THREAD = local()


def compare(a: PersonFacts, b: PersonFacts) -> Candidate:
    """Weigh two persons against each other, names taken to be of average rarity.

    Args:
        a: the one asked for.
        b: the one found.

    Returns:
        A candidate without an id; its probability is for two persons from one town of a few thousand.

    >>> from regreso.facts.person import PersonFacts, PersonName, Weighted
    >>> olena = PersonFacts(names=(Weighted(PersonName("Олена Шевченко")),))
    >>> compare(olena, PersonFacts(names=(Weighted(PersonName("Shevchenko Olena")),))).reasons[0].level
    'same'
    """
    scale = _scale_of(b)
    ranking = scale.rank(cards_of(a), top=1)
    rows = scale.store.room["rows"][ranking.best[:1, 1]]
    told = Told(scale.tell(ranking, 1), rows, ranking, scale)
    told.bearers = np.full_like(told.bearers, -1)
    weight = float(ranking.bits[0])
    probability = 1 / (1 + math.exp2(-(weight + _PRIOR_BITS)))
    return Candidate("", probability, round(weight, 3), Reasons(told, 0))


def _scale_of(person: PersonFacts) -> Scale:
    """This thread's scale with nobody but one person on it; words that it met before are ready."""
    from regreso.matching.store import Store  # noqa: PLC0415 - the compiler takes a second to load
    from regreso.matching.weigh import Scale  # noqa: PLC0415 - the same

    scale: Scale | None = getattr(_THREAD, "scale", None)
    if scale is None or scale.store.changes > _MOST_COMPARED:
        scale = _THREAD.scale = Scale(Store(), learned(), typical=TYPICAL)
    scale.store.empty()
    for card in cards_of(person, most=4):
        scale.store.add(0, card)
    return scale


@cache
def _trees() -> tuple[float, list[Any]]:
    text = files("regreso.matching").joinpath("data", "name_trees.json").read_text(encoding="utf8")
    table = json.loads(text)
    return float(table["start"]), table["trees"]


def _leaf(tree: Any, figures: list[float]) -> float:  # noqa: ANN401 - a tree is a list of lists or a number
    while isinstance(tree, list):
        feature, threshold, left, right = tree
        tree = left if figures[feature] <= threshold else right
    return float(tree)


def name_similarity(a: str, b: str) -> float:
    """How probable it is, from 0 to 1, that two written names are one person's.

    Args:
        a: one name, in any order of words, script and spelling.
        b: another.

    Returns:
        The share of pairs like this one that were one person's, among pairs of which half were.

    >>> name_similarity("Олег Иванов", "Ivanov Oleg") > 0.5 > name_similarity("Олег Иванов", "Petrov Ivan")
    True
    """
    if not (a.strip() and b.strip()):
        return 0.0
    start, trees = _trees()
    figures = features(a, b)
    return 1 / (1 + math.exp(-start - sum(_leaf(tree, figures) for tree in trees)))
