"""Weigh candidates of one asked card: log-odds field by field, with the rarity that this registry shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from regreso.matching.compare import names
from regreso.matching.compare.births import CODE, LEVELS, birth_levels
from regreso.matching.store import SEX_CODE
from regreso.matching.words import MISSING

if TYPE_CHECKING:
    from array import array
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from regreso.matching.cards import Card
    from regreso.matching.store import Store
    from regreso.matching.weights import Weights

    Bits = NDArray[np.float64]

_NAME_FIELDS = ("surname", "given", "patronymic")
_TO_DAY = {CODE[n] for n in LEVELS[1:11]}
_TO_AGE = {CODE[n] for n in LEVELS if n.startswith("age_")}
_TABLES = 512  # tables kept between two changes of the registry: one enquiry needs a dozen
_DAYS, _MONTHS = 365.25, 12.0


@dataclass(slots=True)
class WordTable:
    """The weight of every word of a field for one asked word; the last entry is for a missing one."""

    bits: Bits
    agrees: NDArray[np.bool_]
    mass: float
    level_of: dict[int, int]
    bearers_at: NDArray[np.float64]


@dataclass(slots=True)
class Weighed:
    """The rows that one card may mean, with their bits by field; `births` are levels of compare.births."""

    card: Card
    rows: NDArray[np.int32]
    births: NDArray[np.int8]
    fields: dict[str, Bits]
    total: Bits


class Scale:
    """Weighs cards against one store.

    >>> from regreso.matching.cards import Card
    >>> from regreso.matching.compare.births import Birth
    >>> from regreso.matching.store import Store
    >>> from regreso.matching.weights import learned
    >>> store, none = Store(), ("", Birth(), "m", "m", "", "", "")
    >>> who = [("Коваль", "Іван"), ("Шевченко", "Тарас")]
    >>> rows = [store.add(n, Card(*name, *none)) for n, name in enumerate(who)]
    >>> other, same = Scale(store, learned()).weigh_all(Card("Shevchenko", "Taras", *none)).total
    >>> bool(same > 0 > other)
    True
    """

    def __init__(self, store: Store, weights: Weights, *, typical: Mapping[str, float] | None = None) -> None:
        self.store = store
        self.weights = weights
        self._typical = typical or {}
        self._tables: dict[tuple[str, str], WordTable] = {}
        self._version = -1

    def forget(self) -> None:
        """Let go of all that was worked out with the weights so far."""
        self._tables.clear()

    def table(self, name: str, text: str) -> WordTable:
        """What each word of a field weighs if `text` was asked.

        The chance that a random person is written as asked is the sum over all bearers of names near to
        it, so a rare name misspelt stays rare, and one misspelt into a common name weighs little.
        """
        if self._version != self.store.version:
            self._tables.clear()
            self._version = self.store.version
        known = self._tables.get((name, text))
        if known is None:
            if len(self._tables) >= _TABLES:
                self._tables.clear()
            known = self._tables[name, text] = self._make_table(name, text)
        return known

    def _make_table(self, name: str, text: str) -> WordTable:
        words, learned = self.store.words[name], self.weights.words[name]
        near = words.near(text)
        kernel = learned.kernel[near.levels]
        bearers = words.bearers(near.ids)
        bearers_at = np.bincount(near.levels, weights=bearers, minlength=len(names.LEVELS)).astype(np.float64)
        # Whole numbers first, one sum over the levels then: who came in earlier changes no last bit.
        fitting = float(learned.kernel @ bearers_at)
        mass = self._typical.get(name) or fitting / max(words.total, 1) + learned.background
        bits = np.full(len(words) + 1, np.log2(learned.other[0]))
        bits[near.ids] = np.log2(kernel / mass + learned.other[0])
        agrees = np.zeros(len(words) + 1, np.bool_)
        agrees[near.ids] = True
        bits[MISSING] = 0.0
        return WordTable(bits, agrees, mass, near.level_of, bearers_at)

    def candidates(self, card: Card) -> NDArray[np.int32]:
        """Rows that share enough with the card to be worth weighing."""
        store, words = self.store, self.store.words
        postings: list[array[int]] = store.of_days(card.birth.likely_days())
        if len(card.surname) > 1:
            postings += store.of_surnames(words["surname"].near(card.surname).ids)
        if card.given and card.father:
            near = (words[n].near(t).ids for n, t in (("given", card.given), ("patronymic", card.father)))
            postings += store.of_pairs(*near)
        if not card.surname and not (card.given and card.father):
            rows = np.arange(store.size, dtype=np.int32)
        elif postings:
            rows = np.unique(np.concatenate([np.array(p, dtype=np.int32) for p in postings]))
        else:
            rows = np.zeros(0, np.int32)
        alive: NDArray[np.int32] = rows[store.column("alive")[rows]]
        return alive

    def weigh(self, card: Card) -> Weighed:
        """Bits by field and in sum for all candidates of one card."""
        rows = self.candidates(card)
        return self.weigh_rows(card, rows)

    def weigh_all(self, card: Card) -> Weighed:
        """Bits for every row there is, without looking for candidates."""
        return self.weigh_rows(card, np.flatnonzero(self.store.column("alive")).astype(np.int32))

    def weigh_rows(self, card: Card, rows: NDArray[np.int32]) -> Weighed:
        """Bits by field and in sum for given rows."""
        fields: dict[str, Bits] = {
            n: self._name(n, t, rows) for n, t in zip(_NAME_FIELDS, card[:3], strict=True)
        }
        births = birth_levels(card.birth, self.store.births(rows))
        fields["birth"] = self.birth_table(card)[births]
        fields["place"] = self._place(card, rows)
        fields["unit"] = self._word("unit", card.unit, rows)
        fields["mother"] = self._word("mother", card.mother, rows)
        fields["sex"] = self._sex(card, rows)
        total = np.sum(list(fields.values()), axis=0) + card.weight + self.store.column("weight")[rows]
        return Weighed(card, rows, births, fields, total)

    def _word(self, name: str, text: str, rows: NDArray[np.int32]) -> Bits:
        if not text:
            return np.zeros(len(rows))
        bits: Bits = self.table(name, text).bits[self.store.column(name)[rows]]
        return bits

    def _name(self, name: str, text: str, rows: NDArray[np.int32]) -> Bits:
        if not text:
            return np.zeros(len(rows))
        table, numbers = self.table(name, text), self.store.column(name)[rows]
        bits: Bits = table.bits[numbers]
        apart, woman = self.weights.words[name].other[1:]
        if apart == woman:
            return bits
        married = ~table.agrees[numbers] & (self.store.column("sex")[rows] == SEX_CODE["f"])
        return np.where(married & (numbers != MISSING), np.log2(woman), bits)

    def birth_table(self, card: Card) -> Bits:
        """What each level of agreement weighs for this date of birth, whose year has its own frequency."""
        birth, bits = card.birth, self.weights.birth.copy()
        if not birth.first:
            return bits
        years = range(birth.year, birth.year + 1) if birth.year else _years(birth.first, birth.last)
        year_bits = -np.log2(
            sum(self.store.in_year(y) for y in years) / (1 if birth.year else len(years) / 2)
        )
        for code, name in enumerate(LEVELS):
            if name in {"missing", "other", "years_other", "age_other"}:
                continue
            bits[code] += year_bits - (1.0 if code in _TO_AGE else 0.0)
            bits[code] += (
                np.log2(_DAYS) if code in _TO_DAY else np.log2(_MONTHS) if name == "month_same" else 0.0
            )
        return bits

    def _place(self, card: Card, rows: NDArray[np.int32]) -> Bits:
        learned = self.weights.place
        bits = np.zeros(len(rows))
        region = self.store.column("region")[rows]
        both_regions = (region != MISSING) & bool(card.region)
        same_region, rarity = np.zeros(len(rows), np.bool_), 0.0
        if card.region:
            table = self.table("region", card.region)
            same_region, rarity = table.agrees[region] & both_regions, -np.log2(table.mass)
        alone = np.where(same_region, learned["region_alone"] + rarity, learned["region_alone_differs"])
        bits = np.where(both_regions, alone, bits)
        if card.settlement:
            place = self.table("settlement", card.settlement)
            number = self.store.column("settlement")[rows]
            apart = np.where(same_region, learned["region"] + rarity, learned["region_differs"])
            apart = np.where(both_regions, apart, learned["other"])
            here = np.where(place.agrees[number], place.bits[number], apart)
            bits = np.where(number != MISSING, here, bits)
        return bits

    def _sex(self, card: Card, rows: NDArray[np.int32]) -> Bits:
        learned, own = self.weights.sex, self.store.column("sex")[rows]
        if not card.sex:
            return np.zeros(len(rows))
        same = own == SEX_CODE[card.sex]
        return np.where(own == 0, 0.0, np.where(same, learned["same"], learned["differs"]))


def _years(first: int, last: int) -> range:
    """Calendar years from one day ordinal to another."""
    return range(int(first / _DAYS) + 1, int(last / _DAYS) + 2)
