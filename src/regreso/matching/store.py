"""The people of a registry as rows of eight numbers, sorted so that a name or a day leads to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from regreso.matching.compare.births import Birth
from regreso.matching.kernels.rows import REGIONS, WEIGHT_STEP, find_starts
from regreso.matching.room import Room
from regreso.matching.words import FIELDS, MISSING, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from regreso.matching.cards import Card

    Rows = NDArray[np.int32]

SEXES = ("", "m", "f")
SEX_CODE = {sex: code for code, sex in enumerate(SEXES)}
YEARS = 2200  # later ones are slips of the pen, and count as one
_SURNAME, _GIVEN, _FATHER, _SETTLEMENT, _FLAGS, _BIRTH, _EXTRA, _RECORD = range(8)
_WEIGHT_AT, _SEX_AT, _TOLD_AT, _WIDE_AT, _GONE_AT = 18, 24, 26, 28, 29
_ROWS, _SORTED, _PEOPLE, _FIRST_YEAR, _SPANS, _EXTRAS, _CHANGES = range(7)
_RANKED = (
    "rows",
    "sizes",
    "runs",
    "ways",
    "day_starts",
    "given_starts",
    "town_starts",
    "spans",
    "extras",
    "ties",
)
_LATER, _LATER_SHARE = (
    2048,
    64,
)  # rows that came in since the last sorting: at most so many, or a share of all
_DAYS_OF_YEAR = 372
_WOMAN = 2


class Store:
    """Rows of cards. A person has one row for each of the readings kept.

    >>> from regreso.matching.cards import Card
    >>> store = Store()
    >>> row = store.add(7, Card("Шевченко", "Тарас", "", Birth(), "m", "m", "", "", ""))
    >>> store.card(row).given, store.size, len(store.words[0])
    ('Тарас', 1, 1)
    """

    def __init__(self, room: Room | None = None) -> None:
        self.room = room if room is not None else Room()
        self._pairs: dict[tuple[int, int], int] = {}
        self._by_record: tuple[Rows, NDArray[np.int64]] | None = None
        if "rows" not in self.room:
            self._make()
        self.words = [Words(field, self.room) for field in FIELDS]
        self._seen = -1
        self._rows: tuple[NDArray[Any], ...] = ()

    def _make(self) -> None:
        room = self.room
        room.make("rows", 16, np.int32, columns=8)
        room.make("sizes", 8, np.int64)
        room.make("totals", len(FIELDS), np.int64)
        room.make("years", YEARS, np.int64)
        room.make("spans", 1, np.int32, columns=5)
        room.make("extras", 4, np.int32, columns=2)[:] = MISSING
        room.make("ties", 16, np.uint32)
        for name in ("runs", "ways", "day_starts", "given_starts", "town_starts"):
            room.make(name, 1, np.int32)
        room["sizes"][_EXTRAS] = 1  # the first extra is "neither unit nor mother"

    @property
    def rows(self) -> tuple[NDArray[Any], ...]:
        """Rows and the ways to them, in the order in which kernels.ranking takes them."""
        if self._seen != self.room.version:
            self._seen = self.room.version
            self._rows = tuple(self.room[name] for name in _RANKED)
        return self._rows

    @property
    def changes(self) -> int:
        """How often any row came or went."""
        return int(self.room["sizes"][_CHANGES])

    @property
    def size(self) -> int:
        """How many rows there are, those taken out among them."""
        return int(self.room["sizes"][_ROWS])

    @property
    def people(self) -> int:
        """How many people there are."""
        return int(self.room["sizes"][_PEOPLE])

    @people.setter
    def people(self, count: int) -> None:
        self.room["sizes"][_PEOPLE] = count

    def add(self, record: int, card: Card) -> int:
        """Write one card; gives its row."""
        numbers = [words.number(text) for words, text in zip(self.words, _texts(card), strict=True)]
        row = self.size
        if row >= len(self.room["rows"]):
            self.room.grow("rows", row + 1)
        wide, birth = self.birth_in_number(card.birth)
        region = numbers[4] if 0 <= numbers[4] < REGIONS - 1 else REGIONS - 1
        weight = min(round(-card.weight / WEIGHT_STEP), 63)
        flags = region | weight << _WEIGHT_AT | SEX_CODE[card.sex] << _SEX_AT | wide << _WIDE_AT
        flags |= SEX_CODE[card.told_sex] << _TOLD_AT
        values = (*numbers[:4], flags, birth, self.extra_number(numbers[5], numbers[6]), record)
        self.room["rows"][row] = values
        self._count(row, 1)
        self.room["sizes"][_ROWS] = row + 1
        return row

    def know_words(self, cards: Sequence[Card]) -> None:
        """Take up the words of cards that will be added, many at once.

        >>> from regreso.matching.cards import Card
        >>> store = Store()
        >>> store.know_words([Card("Шевченко", "Тарас", "", Birth(), "m", "m", "", "", "")])
        >>> len(store.words[0]), store.size
        (1, 0)
        """
        for words, texts in zip(self.words, zip(*map(_texts, cards), strict=True), strict=False):
            words.numbers(texts)

    def birth_in_number(self, birth: Birth) -> tuple[bool, int]:
        """A date in one number, or the number of its line in `spans`."""
        if not birth.first:
            return False, 0
        packed = birth.year << 9 | birth.month << 5 | birth.day
        if birth.year and (birth.day or _is_plain(birth)):
            return False, packed
        line = int(self.room["sizes"][_SPANS])
        self.room.grow("spans", line + 1)[line] = (
            birth.year, birth.month, birth.day, birth.first, birth.last,
        )  # fmt: skip
        self.room["sizes"][_SPANS] = line + 1
        return True, line

    def extra_number(self, unit: int, mother: int) -> int:
        """The number of a pair of unit and mother."""
        if unit == MISSING and mother == MISSING:
            return 0
        for line in range(len(self._pairs) + 1, int(self.room["sizes"][_EXTRAS])):  # another process's
            self._pairs[tuple(self.room["extras"][line].tolist())] = line
        known = self._pairs.get((unit, mother))
        if known is None:
            known = int(self.room["sizes"][_EXTRAS])
            self.room.grow("extras", known + 1)[known] = (unit, mother)
            self.room["sizes"][_EXTRAS] = known + 1
            self._pairs[unit, mother] = known
        return known

    def drop(self, row: int) -> None:
        """Take a row out of all answers and counts."""
        self.room["rows"][row, _FLAGS] |= 1 << _GONE_AT
        self._count(row, -1)

    def empty(self) -> None:
        """Let go of all rows, and of who was born when. Words stay known, dates and units where they are.

        How many bear a word is not counted anew: only for scales that take every name for a typical one.

        >>> from regreso.matching.cards import Card
        >>> store = Store()
        >>> row = store.add(7, Card("Шевченко", "Тарас", "", Birth(), "m", "m", "", "", ""))
        >>> store.empty()
        >>> store.size, len(store.words[0])
        (0, 1)
        """
        sizes = self.room["sizes"]
        sizes[_ROWS] = sizes[_SORTED] = 0
        self.room["years"][:] = 0

    def rows_of(self, record: int) -> list[int]:
        """The rows of one record that were not taken out."""
        rows, ordered = self.room["rows"], int(self.room["sizes"][_SORTED])
        if self._by_record is None or self._by_record[0] is not rows:
            self._by_record = rows, np.argsort(rows[:ordered, _RECORD], kind="stable")
        order = self._by_record[1]
        low, high = np.searchsorted(rows[:ordered, _RECORD], [record, record + 1], sorter=order)
        later = ordered + np.flatnonzero(rows[ordered : self.size, _RECORD] == record)
        found = [*order[low:high].tolist(), *later.tolist()]
        return [row for row in found if not rows[row, _FLAGS] >> _GONE_AT & 1]

    def _numbers(self, row: int) -> list[int]:
        values = self.room["rows"][row].tolist()
        region = values[_FLAGS] & (REGIONS - 1)
        extra = self.room["extras"][values[_EXTRA]].tolist()
        return [*values[:4], MISSING if region == REGIONS - 1 else region, *extra]

    def _count(self, row: int, by: int) -> None:
        self.room["sizes"][_CHANGES] += 1
        totals, flags = self.room["totals"], int(self.room["rows"][row, _FLAGS])
        for field, number in enumerate(self._numbers(row)):
            if number != MISSING:
                self.words[field].bearers[number] += by
                totals[field] += by
        birth = int(self.room["rows"][row, _BIRTH])
        year = int(self.room["spans"][birth, 0]) if flags >> _WIDE_AT & 1 else birth >> 9
        if year:
            self.room["years"][min(year, YEARS - 1)] += by

    def count_rows(self, first: int, last: int) -> None:
        """Take rows that were written beyond the end into use."""
        room = self.room
        rows = room["rows"][first:last]
        region = rows[:, _FLAGS] & (REGIONS - 1)
        extras = room["extras"][rows[:, _EXTRA]]
        columns = [rows[:, k] for k in range(4)]
        columns += [np.where(region == REGIONS - 1, MISSING, region), extras[:, 0], extras[:, 1]]
        for field, numbers in enumerate(columns):
            told = numbers[numbers != MISSING]
            counted = np.bincount(told).astype(np.int32)
            self.words[field].bearers[: len(counted)] += counted
            room["totals"][field] += len(told)
        wide = rows[:, _FLAGS] >> _WIDE_AT & 1 == 1
        years = np.where(wide, room["spans"][np.where(wide, rows[:, _BIRTH], 0), 0], rows[:, _BIRTH] >> 9)
        counted_years = room["years"]
        counted_years += np.bincount(np.minimum(years[years > 0], YEARS - 1), minlength=YEARS)
        room["sizes"][_ROWS] = last
        room["sizes"][_CHANGES] += last - first

    def card(self, row: int) -> Card:
        """The card that a row was made of."""
        from regreso.matching.cards import Card  # noqa: PLC0415 - a card is made of rows only here

        values = self.room["rows"][row].tolist()
        return Card(**self.told(values))

    def told(self, values: list[int]) -> dict[str, Any]:
        """What the eight numbers of a row mean, as the fields of a card."""
        flags, extra = values[_FLAGS], self.room["extras"][values[_EXTRA]].tolist()
        region = flags & (REGIONS - 1)
        region = MISSING if region == REGIONS - 1 else region
        text = [w.text(n) for w, n in zip(self.words, (*values[:4], region, *extra), strict=True)]
        return {
            "surname": text[0], "given": text[1], "father": text[2], "birth": self.birth(values),
            "sex": SEXES[flags >> _SEX_AT & 3], "told_sex": SEXES[flags >> _TOLD_AT & 3],
            "settlement": text[3], "region": text[4], "unit": text[5], "mother": text[6],
        }  # fmt: skip

    def birth(self, values: list[int]) -> Birth:
        """The date of birth of a row's numbers."""
        if values[_FLAGS] >> _WIDE_AT & 1:
            return Birth(*self.room["spans"][values[_BIRTH]].tolist())
        packed = values[_BIRTH]
        return Birth.of_numbers(packed >> 9, packed >> 5 & 15, packed & 31) if packed else Birth()

    def settle(self, *, now: bool = False) -> None:
        """Sort the rows again when many came in; those taken out go."""
        sizes = self.room["sizes"]
        later = int(sizes[_ROWS] - sizes[_SORTED])
        if now or later > max(_LATER, int(sizes[_SORTED]) // _LATER_SHARE):
            self._sort()

    def _sort(self) -> None:
        room, self._by_record = self.room, None
        rows = room["rows"][: self.size]
        rows = rows[rows[:, _FLAGS] >> _GONE_AT & 1 == 0]
        wide = rows[:, _FLAGS] >> _WIDE_AT & 1 == 1
        year = np.where(wide, 0, rows[:, _BIRTH] >> 9)
        order = np.argsort(_packed(rows[:, _SURNAME], rows[:, _GIVEN], year))
        rows, wide, year = np.ascontiguousarray(rows[order]), wide[order], year[order]
        room.put("rows", rows if len(rows) else np.zeros((16, 8), np.int32))
        named = rows[:, _SURNAME] >= 0
        room.put("runs", _starts_of(rows[named, _SURNAME], len(self.words[0]), int((~named).sum())))
        days, first, place = _days(rows, wide)
        given = np.flatnonzero(rows[:, _GIVEN] >= 0)
        given = given[np.argsort(_packed(rows[given, _GIVEN], rows[given, _FATHER], year[given]))]
        women = (
            (rows[:, _FLAGS] >> _SEX_AT & 3 == _WOMAN) & (rows[:, _SETTLEMENT] >= 0) & (rows[:, _GIVEN] >= 0)
        )
        towns = np.flatnonzero(women)
        towns = towns[np.argsort(_packed(rows[towns, _SETTLEMENT], rows[towns, _GIVEN], year[towns]))]
        room.put("ways", np.concatenate([days, given, towns]).astype(np.int32))
        room.put("day_starts", _starts_of(place, int(place.max()) + 1 if len(place) else 0, 0))
        room.put("given_starts", _starts_of(rows[given, _GIVEN], len(self.words[1]), len(days)))
        begin = len(days) + len(given)
        room.put("town_starts", _starts_of(rows[towns, _SETTLEMENT], len(self.words[3]), begin))
        sizes = room["sizes"]
        sizes[_ROWS] = sizes[_SORTED] = len(rows)
        sizes[_FIRST_YEAR] = first


def _starts_of(numbers: NDArray[np.int32], count: int, before: int) -> NDArray[np.int32]:
    """Where each of `count` numbers begins in a list sorted by it from place `before` on, and its end."""
    starts = np.zeros(count + 1, np.int32)
    find_starts(numbers, before, starts)
    return starts


def _texts(card: Card) -> tuple[str, ...]:
    """The words of a card in the order of FIELDS."""
    return card.surname, card.given, card.father, card.settlement, card.region, card.unit, card.mother


def _days(rows: Rows, wide: NDArray[np.bool_]) -> tuple[NDArray[np.int64], int, NDArray[np.int32]]:
    """Rows with an exact day of birth in its order, the first year, and each day's place in the calendar."""
    exact = np.flatnonzero(~wide & (rows[:, _BIRTH] & 31 > 0))
    packed = rows[exact, _BIRTH]
    first = int(packed.min() >> 9) if len(packed) else 0
    place = ((packed >> 9) - first) * _DAYS_OF_YEAR + ((packed >> 5 & 15) - 1) * 31 + (packed & 31) - 1
    order = np.argsort(place, kind="stable")
    return exact[order], first, place


def _is_plain(birth: Birth) -> bool:
    """Whether the interval is just the year or the month that the numbers tell."""
    return birth == Birth.of_numbers(birth.year, birth.month, 0)


def _packed(one: NDArray[np.int32], two: NDArray[np.int32], three: NDArray[np.int32]) -> NDArray[np.int64]:
    """Three columns in one number that sorts as they do; numbers of words stay below 2**25."""
    return (one.astype(np.int64) + 1) << 37 | (two.astype(np.int64) + 1) << 12 | np.minimum(three, 4095)
