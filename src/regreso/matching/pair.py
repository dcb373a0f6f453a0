"""Two persons, or two written names, against each other without a registry around them."""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files
from itertools import islice
from threading import local
from typing import TYPE_CHECKING, Any

import numpy as np

from regreso.matching.answer import Candidate
from regreso.matching.cards import MOST_CARDS, cards_of
from regreso.matching.compare.written import features
from regreso.matching.reasons import Reasons, Told
from regreso.matching.weights import learned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from regreso.facts.person import PersonFacts
    from regreso.matching.cards import Card
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
_AT_ONCE, _MOST_FOUND = 2000, 4  # pairs of a portion; readings of one who is found
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
    return next(compare_all([(a, b)]))


def compare_all(pairs: Iterable[tuple[PersonFacts, PersonFacts]]) -> Iterator[Candidate]:
    """As `compare`, for many pairs: ten times as fast where persons come more than once.

    Args:
        pairs: the one asked for and the one found. They are weighed in portions of two thousand; pairs of one
            asked person that stand together are the quicker.

    Returns:
        A candidate a pair, in their order; its reasons are worked out when they are read.

    >>> from regreso.facts.person import PersonFacts, PersonName, Weighted
    >>> olena, oleh = (PersonFacts((Weighted(PersonName(n)),)) for n in ("Олена Шевченко", "Олег Коваль"))
    >>> [one.weight > 0 for one in compare_all([(olena, olena), (olena, oleh)])]
    [True, False]
    """
    rest = iter(pairs)
    while portion := list(islice(rest, _AT_ONCE)):
        yield from _compared(portion)


def _compared(pairs: list[tuple[PersonFacts, PersonFacts]]) -> Iterator[Candidate]:
    scale, cards, lines = lined_up(pairs)
    best, scores, codes, bits = scale.pairs(cards, lines)
    rows = scale.store.room["rows"][best[:, 0]]
    told = Told((codes, bits), rows, [cards[card] for card in best[:, 1].tolist()], scale.store)
    for k, weight in enumerate(scores.tolist()):
        probability = 1 / (1 + math.exp2(-(weight + _PRIOR_BITS)))
        yield Candidate("", probability, round(weight, 3), Reasons(told, k))


def lined_up(pairs: Sequence[tuple[PersonFacts, PersonFacts]]) -> tuple[Scale, list[Card], NDArray[np.int32]]:
    """Pairs made ready for `Scale.pairs`: this thread's scale with all who are found on it, cards, lines.

    >>> from regreso.facts.person import PersonFacts, PersonName, Weighted
    >>> olena = PersonFacts((Weighted(PersonName("Олена Шевченко")),))
    >>> _, cards, lines = lined_up([(olena, olena)] * 2)
    >>> len(cards), lines.tolist()
    (1, [[0, 1, 0, 1], [0, 1, 0, 1]])
    """
    asked, found, lines = _Stretches(), _Stretches(), np.zeros((len(pairs), 4), np.int32)
    for line, (a, b) in zip(lines, pairs, strict=True):
        line[:2] = asked.of(a, most=MOST_CARDS)
        line[2:] = found.of(b, most=_MOST_FOUND)
    scale = _empty_scale()
    scale.store.know_words(found.cards)
    for card in found.cards:
        scale.store.add(0, card)
    return scale, asked.cards, lines


class _Stretches:
    """The cards of some persons, each person once; they live as long as it does."""

    def __init__(self) -> None:
        self.cards: list[Card] = []
        self._known: dict[int, tuple[int, int]] = {}

    def of(self, person: PersonFacts, *, most: int) -> tuple[int, int]:
        """Where the cards of a person begin and end."""
        known = self._known.get(id(person))
        if known is None:
            begin = len(self.cards)
            self.cards += cards_of(person, most=most)
            known = self._known[id(person)] = begin, len(self.cards)
        return known


def _empty_scale() -> Scale:
    """This thread's scale with nobody on it; words that it met before are ready."""
    from regreso.matching.store import Store  # noqa: PLC0415 - the compiler takes a second to load
    from regreso.matching.weigh import Scale  # noqa: PLC0415 - the same

    scale: Scale | None = getattr(_THREAD, "scale", None)
    if scale is None or scale.store.changes > _MOST_COMPARED:
        scale = _THREAD.scale = Scale(Store(), learned(), typical=TYPICAL)
    scale.store.empty()
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
