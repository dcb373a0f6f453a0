"""Asked cards against one store: the compiled search with the weights and the memory of words it needs."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, inf, log2
from threading import local
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from regreso.matching.asked import AskedWords
from regreso.matching.desk import Desk, cards_in_numbers
from regreso.matching.kernels import ranking, second, sharing, sums
from regreso.matching.kernels.pairs import weigh_pairs
from regreso.matching.kernels.scoring import CODES
from regreso.matching.second import FIGURES, chance, log_odds, shared_anew
from regreso.matching.weights import KIN, in_one_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from regreso.matching.cards import Card
    from regreso.matching.store import Store
    from regreso.matching.weights import Weights

    Arrays = tuple[NDArray[Any], ...]
    Told = tuple[NDArray[np.int32], NDArray[np.float64]]

EVERYBODY = np.zeros(0, np.uint8)
FAINT_BITS = 17.0
_STRAIGHT = np.array([[0.0, 0.0], [1.0, 1.0]])
_SLIGHT = 1e-12


@dataclass(slots=True)
class Ranking:
    """What the search of one enquiry found; its arrays hold until the thread's next search.

    Attributes:
        cards: the readings of the enquiry; `numbers` the same for the compiled functions.
        found: how many records were weighed.
        best: one line a record, best first: its number, row and card. bits: what each weighs.
        sums: see kernels.sums. alike: how many others fit about as well as each.
    """

    cards: Sequence[Card]
    numbers: Arrays
    found: int
    best: NDArray[np.int32]
    bits: NDArray[np.float64]
    sums: NDArray[np.int64]
    alike: NDArray[np.int32]


class Pairs(NamedTuple):
    """By pair: row and card of the best reading, what it weighs, and as in kernels.sharing.tell."""

    best: NDArray[np.int32]
    scores: NDArray[np.float64]
    codes: NDArray[np.int32]
    bits: NDArray[np.float64]


class Scale:
    """Weighs cards against one store. Each thread has its own room to work in.

    >>> from regreso.matching.cards import Card
    >>> from regreso.matching.compare.births import Birth
    >>> from regreso.matching.store import Store
    >>> from regreso.matching.weights import learned
    >>> store, none = Store(), ("", Birth(), "m", "m", "", "", "")
    >>> who = [("Коваль", "Іван"), ("Шевченко", "Тарас")]
    >>> rows = [store.add(n, Card(*name, *none)) for n, name in enumerate(who)]
    >>> ranking = Scale(store, learned()).rank([Card("Shevchenko", "Taras", *none)], top=5)
    >>> ranking.found, int(ranking.best[0, 0]), bool(ranking.bits[0] > 0)
    (1, 1, True)
    """

    def __init__(self, store: Store, weights: Weights, *, typical: Mapping[str, float] | None = None) -> None:
        self.store = store
        self._typical = typical or {}
        self._local = local()
        self.use(weights)

    def use(self, weights: Weights) -> None:
        """Weigh by other weights from now on."""
        self.weights = weights
        self._learned = in_one_table(weights, self._typical)
        self._kin = np.array([weights.kin.get(kind, -np.inf) for kind in KIN])
        self._curve = np.array(weights.curve, np.float64)
        self._is_straight = set(weights.curve) == {(0.0, 0.0), (1.0, 1.0)}

    @property
    def asked(self) -> AskedWords:
        """This thread's memory of asked words."""
        known: AskedWords | None = getattr(self._local, "asked", None)
        if known is None:
            known = self._local.asked = AskedWords(self.store.words)
        return known

    @property
    def desk(self) -> Desk:
        """This thread's room."""
        known: Desk | None = getattr(self._local, "desk", None)
        if known is None:
            known = self._local.desk = Desk(self.store)
        return known

    def _counted(self, asked: AskedWords) -> Arrays:
        """What the registry holds near to the asked words, and the weights."""
        room = self.store.room
        return (*asked.near_words, asked.by_level, room["totals"], room["years"], self._learned)

    def rank(
        self,
        cards: Sequence[Card],
        *,
        top: int,
        allowed: NDArray[np.uint8] = EVERYBODY,
        least: float | None = None,
    ) -> Ranking:
        """All records that one of the cards may mean, the best `top` of them in order.

        Args:
            cards: the readings of one enquiry.
            top: how many are kept.
            allowed: a bit a record, whether it may be shown; empty for all.
            least: bits under which a record counts among all the others but is not kept; if not told, those
                of one in a hundred thousand.
        """
        if least is None:
            least = -inf if self._typical else log2(max(self.store.people, 1)) - FAINT_BITS
        asked, desk = self.asked, self.desk
        asked.begin(self.store.changes)
        numbers = cards_in_numbers(asked, cards)
        best = desk.best(top)
        while True:
            rows, counted = self.store.rows, self._counted(asked)
            found = ranking.rank_cards(*numbers, *rows, *counted, allowed, least, *desk.scratch(), *best)
            if found >= 0:
                shown = min(found, top)
                return Ranking(cards, numbers, found, best[0][:shown], best[1][:shown], best[2], best[3])
            desk.widen_twice()

    def share(
        self, ranked: Ranking, leaders: Sequence[int], held_share: float, *, told: Told | None = None
    ) -> tuple[list[float], float]:
        """The probability of each of the best, and of nobody.

        Args:
            ranked: what the search found.
            leaders: for the first few, the place of who stands for each.
            held_share: the prior share of the sought who are in the registry.
            told: what `tell` says of the ranking, where it was asked already.
        """
        if self.weights.second is None or not len(ranked.best):
            return self._first(ranked, leaders, held_share, self._curve)
        each, nobody = self._first(ranked, leaders, held_share, _STRAIGHT)
        figures = self._figures(ranked, each[0], nobody, held_share, told)
        anew = self._looked_at_again(figures, each, leaders, 1.0 - nobody, log_odds(held_share))
        return anew if self._is_straight else self._mended(*anew, leaders)

    def _first(
        self, ranked: Ranking, leaders: Sequence[int], held_share: float, curve: NDArray[np.float64]
    ) -> tuple[list[float], float]:
        """The first stage: each of the best, and nobody, by their weights alone."""
        each = np.zeros(len(ranked.best))
        nobody = sharing.share_out(
            ranked.found, np.array(leaders, np.int32), ranked.bits, ranked.sums.copy(), self.desk.scores,
            self.store.people, held_share, self._kin, curve, each,
        )  # fmt: skip
        return each.tolist(), nobody

    def figures(self, ranked: Ranking, leaders: Sequence[int]) -> NDArray[np.float64]:
        """What the trees look at, see kernels.second; all zero where nobody was found. Training reads it."""
        each, nobody = self._first(ranked, leaders, 0.5, _STRAIGHT)
        return self._figures(ranked, each[0], nobody, 0.5, None) if each else np.zeros(len(FIGURES))

    def _figures(
        self, ranked: Ranking, first: float, nobody: float, held_share: float, told: Told | None
    ) -> NDArray[np.float64]:
        """The same from the first stage's probabilities of the best candidate and of nobody."""
        codes, bits = told or self.tell(ranked, 1)
        here, out = 1.0 - nobody, np.zeros(len(FIGURES))
        kin = sums.nobody_odds(ranked.sums, self._kin, self.store.people)
        words, births, _, weights, _ = ranked.numbers
        second.figures_of(
            log_odds(here) - log_odds(held_share), log_odds(first / max(here, _SLIGHT)), int(ranked.alike[0]),
            kin, codes[0], bits[0], words, births, weights, int(ranked.best[0, 2]), self._learned, out,
        )  # fmt: skip
        return out

    def _looked_at_again(
        self,
        figures: NDArray[np.float64],
        each: list[float],
        leaders: Sequence[int],
        was_here: float,
        prior: float,
    ) -> tuple[list[float], float]:
        """The probabilities when the trees were asked. `prior`: log odds of being held at all."""
        here = chance(prior + float(figures[second.EVIDENCE]) + self._trees(figures, here=True))
        best = chance(float(figures[second.WHICH]) + self._trees(figures, here=False))
        return shared_anew(each, leaders, here=here, best=best, was_here=was_here), 1.0 - here

    def _trees(self, figures: NDArray[Any], *, here: bool) -> float:
        both = self.weights.second
        if both is None:
            return 0.0
        forest = both.here if here else both.which
        return second.trees_say(figures, forest.nodes, forest.numbers, forest.roots)

    def _mended(self, each: list[float], nobody: float, leaders: Sequence[int]) -> tuple[list[float], float]:
        """The probabilities by the learned curve; nobody has what is left."""
        own = [k for k in range(len(each)) if (leaders[k] if k < len(leaders) else k) == k]
        others = max(1.0 - nobody - sum(each[k] for k in own), 0.0)
        said = [sharing.mend(p, self._curve) for p in each]
        whole = sum(said[k] for k in own) + others
        return ([p / whole for p in said] if whole > 1 else said), max(1.0 - whole, 0.0)

    def whole(self, ranked: Ranking) -> tuple[float, dict[str, float]]:
        """The odds of all records together, and by kind the expected likelihood ratio of kin of one."""
        return sums.odds_of(ranked.sums), {kind: sums.kin_of(ranked.sums, k) for k, kind in enumerate(KIN)}

    def evidence(self, ranked: Ranking, leaders: Sequence[int]) -> float:
        """How much likelier the enquiry is if its person is held than if not."""
        each, nobody = self.share(ranked, leaders, 0.5)
        if self.weights.second is None or not each:
            return sharing.evidence_of(
                np.array(leaders, np.int32), ranked.bits, ranked.sums.copy(), self.store.people, self._kin
            )
        return exp(log_odds(1.0 - nobody))

    def tell(self, ranked: Ranking, count: int) -> Told:
        """Codes and bits by field of the first few of the best; see kernels.sharing.tell."""
        told, bits = np.zeros((count, CODES), np.int32), np.zeros((count, sharing.FIELDS_TOLD))
        if count:
            room = self.store.room
            sharing.tell(
                count, ranked.best, *ranked.numbers[:4], room["rows"], room["spans"], room["extras"],
                *self._counted(self.asked), *self.desk.marks(), self.desk.codes, told, bits,
            )  # fmt: skip
        return told, bits

    def pairs(self, cards: Sequence[Card], pairs: NDArray[np.int32]) -> Pairs:
        """Weigh many pairs of cards and rows at once; see kernels.pairs.

        Args:
            cards: readings of all that are asked for.
            pairs: a line a pair: first and last card, first and last row.
        """
        asked, room, size = self.asked, self.store.room, len(pairs)
        asked.begin(self.store.changes)
        numbers = cards_in_numbers(asked, cards)
        found = Pairs(
            np.full((size, 2), -1, np.int32), np.zeros(size), np.zeros((size, CODES), np.int32),
            np.zeros((size, sharing.FIELDS_TOLD)),
        )  # fmt: skip
        weigh_pairs(
            pairs, *numbers[:4], room["rows"], room["spans"], room["extras"], *asked.near_words,
            asked.by_level, room["totals"], np.zeros_like(room["years"]), self._learned, *self.desk.marks(),
            self.desk.codes, *found,
        )  # fmt: skip
        return found

    def between(self, rows: Sequence[int]) -> NDArray[np.float64]:
        """What each row, taken for an enquiry, weighs against the rows after it: half a square."""
        numbers = cards_in_numbers(self.asked, [self.store.card(row) for row in rows])
        bits, room = np.zeros((len(rows), len(rows))), self.store.room
        sharing.pair_bits(
            np.array(rows, np.int32), *numbers[:4], room["rows"], room["spans"], room["extras"],
            *self._counted(self.asked), *self.desk.marks(), self.desk.codes, bits,
        )  # fmt: skip
        return bits
