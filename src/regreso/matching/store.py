"""The people of a registry as columns of numbers, and the postings that lead from a word or a day to them."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

import numpy as np

from regreso.matching.compare.births import Births
from regreso.matching.compare.names import OTHER, SAME
from regreso.matching.compare.places import region_level, region_ready, settlement_level, settlement_ready
from regreso.matching.compare.units import unit_level, unit_sounds
from regreso.matching.words import FATHER, GIVEN, MISSING, SURNAME, Field, Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from regreso.matching.cards import Card

    Rows = NDArray[np.int32]

SETTLEMENT = Field("settlement", settlement_ready, settlement_level)
REGION = Field("region", region_ready, region_level)
UNIT = Field("unit", unit_sounds, unit_level)
MOTHER = Field("mother", GIVEN.ready, GIVEN.level)
FIELDS = (SURNAME, GIVEN, FATHER, SETTLEMENT, REGION, UNIT, MOTHER)
SEX_CODE = {"": 0, "m": 1, "f": 2}
_COLUMNS: dict[str, type[np.generic]] = {
    "record": np.int32,
    **{f.name: np.int32 for f in FIELDS},
    "year": np.int16,
    "month": np.int8,
    "day": np.int8,
    "first": np.int32,
    "last": np.int32,
    "sex": np.int8,
    "told_sex": np.int8,
    "weight": np.float32,
    "alive": np.bool_,
}
_FIRST_ROOM = 1024
_YEARS = 2200  # later ones are slips of the pen, and count as one


class Store:
    """Rows of cards. A person has one row for each of the readings kept.

    >>> from regreso.matching.cards import Card
    >>> from regreso.matching.compare.births import Birth
    >>> store = Store()
    >>> row = store.add(7, Card("Шевченко", "Тарас", "", Birth(), "m", "m", "", "", ""))
    >>> int(store.column("record")[row]), len(store.words["surname"])
    (7, 1)
    """

    def __init__(self) -> None:
        self.words = {f.name: Words(f) for f in FIELDS}
        self.size = 0
        self.version = 0
        self.years = np.zeros(_YEARS, np.int64)
        self._columns: dict[str, NDArray[Any]] = {n: np.zeros(_FIRST_ROOM, k) for n, k in _COLUMNS.items()}
        self._by_surname: list[array[int]] = []
        self._by_day: dict[int, array[int]] = {}
        self._by_pair: dict[tuple[int, int], array[int]] = {}

    def column(self, name: str) -> NDArray[Any]:
        """One column, of the rows in use."""
        return self._columns[name][: self.size]

    def add(self, record: int, card: Card) -> int:
        """Write one card; gives its row."""
        row, birth = self._new_row(), card.birth
        texts = (card.surname, card.given, card.father, card.settlement, card.region, card.unit, card.mother)
        numbers = [self.words[f.name].number(text) for f, text in zip(FIELDS, texts, strict=True)]
        values = (
            record, *numbers, birth.year, birth.month, birth.day, birth.first, birth.last,
            SEX_CODE[card.sex], SEX_CODE[card.told_sex], card.weight, True,
        )  # fmt: skip
        for column, value in zip(self._columns.values(), values, strict=True):
            column[row] = value
        self._count(row, 1)
        self._post(row, numbers, birth.first if birth.day else 0)
        return row

    def drop(self, row: int) -> None:
        """Take a row out of all answers and counts."""
        self._columns["alive"][row] = False
        self._count(row, -1)

    def _new_row(self) -> int:
        if self.size == len(self._columns["record"]):
            self._columns = {k: np.concatenate([c, np.zeros_like(c)]) for k, c in self._columns.items()}
        self.size += 1
        return self.size - 1

    def _count(self, row: int, by: int) -> None:
        self.version += 1
        for field in FIELDS:
            number = int(self._columns[field.name][row])
            if number != MISSING:
                self.words[field.name].count(number, by)
        if self._columns["year"][row]:
            self.years[min(int(self._columns["year"][row]), _YEARS - 1)] += by

    def _post(self, row: int, numbers: list[int], day: int) -> None:
        surname, given, father = numbers[:3]
        if surname != MISSING:
            while len(self._by_surname) <= surname:
                self._by_surname.append(array("i"))
            self._by_surname[surname].append(row)
        if day:
            self._by_day.setdefault(day, array("i")).append(row)
        if MISSING not in (given, father):
            self._by_pair.setdefault((given, father), array("i")).append(row)

    def of_surnames(self, surnames: NDArray[np.int32]) -> list[array[int]]:
        """Rows of those who bear one of these surnames."""
        return [self._by_surname[s] for s in surnames.tolist() if s < len(self._by_surname)]

    def of_days(self, days: list[int]) -> list[array[int]]:
        """Rows of those born on one of these days."""
        return [self._by_day[d] for d in days if d in self._by_day]

    def of_pairs(self, given: NDArray[np.int32], fathers: NDArray[np.int32]) -> list[array[int]]:
        """Rows of those with one of these given names and one of these fathers."""
        pairs = ((g, f) for g in given.tolist() for f in fathers.tolist())
        return [self._by_pair[pair] for pair in pairs if pair in self._by_pair]

    def births(self, rows: Rows) -> Births:
        """The dates of birth of these rows."""
        c = self._columns
        return Births(*(c[name][rows] for name in ("year", "month", "day", "first", "last")))

    def in_year(self, year: int) -> float:
        """The share of people born in a year, smoothed, never 0."""
        whole, year = int(self.years.sum()), min(year, _YEARS - 1)
        near = self.years[max(year - 1, 0) : year + 2].sum() / 3
        return float((0.5 * self.years[year] + 0.5 * near + 0.5) / (whole + 40.0))

    def level_of(self, name: str, asked: str, number: int) -> int:
        """The level of one word of a field against the asked one; OTHER where either is missing."""
        if not asked or number == MISSING:
            return OTHER
        words = self.words[name]
        field, text = words.field, words.texts[number]
        return SAME if asked == text else field.level(field.ready(asked.lower()), field.ready(text.lower()))
