"""One thread's room for a search: it is made once, and grows with the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from regreso.matching.kernels.candidates import LIKELY_DAYS
from regreso.matching.kernels.scoring import CODES, COLUMNS, LEVELS, LINES, NOT_TOLD
from regreso.matching.kernels.sums import SUMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from regreso.matching.asked import AskedWords
    from regreso.matching.cards import Card
    from regreso.matching.store import Store

    Arrays = tuple[NDArray[Any], ...]

_FIRST = 8192
_STRETCHES = 1 << 16
_BASES = 8
SEX_CODE = {"": 0, "m": 1, "f": 2}


class Desk:
    """Arrays that the compiled functions write to.

    >>> from regreso.matching.store import Store
    >>> len(Desk(Store()).best(5))
    4
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._room = _FIRST
        self.table = np.zeros((LINES, COLUMNS))
        self._stretches = np.zeros((_STRETCHES, 3), np.int64)
        self._days = np.zeros(LIKELY_DAYS, np.int32)
        self._levels, self._bases = np.zeros(0, np.int8), np.zeros(_BASES, np.int64)
        self._slots = np.zeros(0, np.int32)
        self.codes, self._seen = np.zeros(CODES, np.int32), np.zeros(LEVELS + 2, np.int64)
        self._none = np.zeros(0, np.int32)
        self._best: dict[int, Arrays] = {}
        self.widen(0)

    def widen(self, room: int) -> None:
        """Make room for more candidates."""
        self._room = max(self._room, room)
        self.found, self.scores = np.zeros((self._room, 3), np.int32), np.zeros(self._room)

    def widen_twice(self) -> None:
        """Make twice the room for candidates."""
        self.widen(2 * self._room)

    def marks(self) -> Arrays:
        """The card's table, and room for the level of every word there is; where each field begins."""
        sizes = [len(words.bearers) + 1 for words in self._store.words]
        if any(self._bases[k + 1] - self._bases[k] < size for k, size in enumerate(sizes)):
            ends = np.cumsum(sizes)
            self._bases[0], self._bases[1:] = 1, 1 + ends
            self._levels = np.zeros(int(self._bases[-1]), np.int8)
            self._levels[self._bases[:-1] - 1] = NOT_TOLD  # found by a word that is not told: number -1
        return self.table, self._levels, self._bases

    def scratch(self) -> Arrays:
        """All room that a search needs, in the order in which kernels.ranking takes it."""
        ties = len(self._store.room["ties"])
        if len(self._slots) < ties:
            self._slots = np.zeros(ties, np.int32)
        room = (self._stretches, self._days, self._slots, self.found, self.scores)
        return (*self.marks(), *room, self.codes, self._seen, self._none)

    def best(self, most: int) -> Arrays:
        """Room for the best entries of one enquiry: record, row, card; bits; sums; how many fit as well."""
        known = self._best.get(most)
        if known is None:
            known = (
                np.zeros((most, 3), np.int32),
                np.zeros(most),
                np.zeros(SUMS, np.int64),
                np.zeros(most, np.int32),
            )
            self._best = {most: known}
        return known


def cards_in_numbers(asked: AskedWords, cards: Sequence[Card]) -> Arrays:
    """The cards of an enquiry for the compiled functions: words, births, sexes, weights, initials.

    Args:
        asked: the thread's memory of asked words.
        cards: n readings.

    Returns:
        Numbers of words (n x 7, -1 for none), births (n x 5: year, month, day, first and last ordinal), and n
        each of sexes (0 not told, 1 a man, 2 a woman), weights in bits, and whether a surname is an initial.

    >>> from regreso.matching.asked import AskedWords
    >>> from regreso.matching.cards import Card
    >>> from regreso.matching.compare.births import Birth
    >>> from regreso.matching.store import Store
    >>> card = Card("К", "Ян", "", Birth.of_numbers(1999, 4, 21), "m", "m", "", "", "")
    >>> words, births, sexes, _, initials = cards_in_numbers(AskedWords(Store().words), [card])
    >>> words[0, :3].tolist(), births[0, :3].tolist(), sexes.tolist(), initials.tolist()
    ([0, 1, -1], [1999, 4, 21], [1], [1])
    """
    number = asked.number
    words = [
        (
            number(0, c.surname), number(1, c.given), number(2, c.father), number(3, c.settlement),
            number(4, c.region), number(5, c.unit), number(6, c.mother),
        )
        for c in cards
    ]  # fmt: skip
    births = [(b.year, b.month, b.day, b.first, b.last) for b in (c.birth for c in cards)]
    return (
        np.array(words, np.int32),
        np.array(births, np.int32),
        np.array([SEX_CODE[c.sex] for c in cards], np.int32),
        np.array([c.weight for c in cards], np.float64),
        np.array([len(c.surname) == 1 for c in cards], np.int32),
    )
