"""Records that look like one registered person, so that they share one probability."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from regreso.matching.cards import Card
from regreso.matching.compare.births import Birth
from regreso.matching.words import MISSING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from regreso.matching.store import Store
    from regreso.matching.weigh import Scale

_TWICE = -7.0  # log2 of the prior share of people who are registered twice
_SEXES = ("", "m", "f")


@dataclass(frozen=True, slots=True)
class Groups:
    """Which of the ranked records stand for another before them; beyond the few looked at, none does."""

    first: tuple[int, ...]
    size: int

    def leader(self, at: int) -> int:
        """The position of the record that stands for the one at `at`.

        >>> Groups((0, 0, 2), 5).leader(1), Groups((0, 0, 2), 5).leader(4)
        (0, 4)
        """
        return self.first[at] if at < len(self.first) else at

    def leaders(self) -> NDArray[np.int64]:
        """Positions that stand for themselves.

        >>> Groups((0, 0, 2), 5).leaders().tolist()
        [0, 2, 3, 4]
        """
        own = [i for i, lead in enumerate(self.first) if lead == i]
        return np.array(own + list(range(len(self.first), self.size)), dtype=np.int64)


def card_of_row(store: Store, row: int) -> Card:
    """The card that a row was made of.

    >>> from regreso.matching.store import Store
    >>> store, card = Store(), Card("Шевченко", "Тарас", "", Birth(), "m", "m", "", "", "")
    >>> card_of_row(store, store.add(0, card)) == card
    True
    """
    names = ("surname", "given", "patronymic", "settlement", "region", "unit", "mother")
    numbers = {name: int(store.column(name)[row]) for name in names}
    text = {n: "" if k == MISSING else store.words[n].texts[k] for n, k in numbers.items()}
    birth = Birth(*(int(store.column(c)[row]) for c in ("year", "month", "day", "first", "last")))
    sex = _SEXES[int(store.column("sex")[row])]
    told = _SEXES[int(store.column("told_sex")[row])]
    names_of = (text["surname"], text["given"], text["patronymic"])
    return Card(
        *names_of, birth, sex, told, text["settlement"], text["region"], text["unit"], mother=text["mother"]
    )


def same_person(scale: Scale, rows: Sequence[int], people: int) -> list[int]:
    """For each of a few rows, the position of the first row that looks like the same registered person.

    Args:
        scale: the registry's scale.
        rows: rows of different records, best first.
        people: size of the registry.

    Returns:
        One position a row; its own where it stands alone.

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
    every = np.array(rows, dtype=np.int32)
    for i, row in enumerate(rows[:-1]):
        if leader[i] != i:
            continue
        bits = scale.weigh_rows(card_of_row(scale.store, row), every[i + 1 :]).total
        for j in np.flatnonzero(bits + _TWICE > np.log2(max(people, 2))).tolist():
            if leader[i + 1 + j] == i + 1 + j:
                leader[i + 1 + j] = i
    return leader
