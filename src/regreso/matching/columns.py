"""Many people of one list at once, column by column: what is written alike is worked out once."""

from __future__ import annotations

from array import array
from math import log2
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from regreso.facts.names.many import by_portions
from regreso.facts.names.roles import field_leaning, swapped_by
from regreso.facts.names.stock import patronymic_sex, sex_of_given
from regreso.facts.person import PlaceText
from regreso.matching.cards import LEAST_SWAPPED, LEAST_WEIGHT
from regreso.matching.compare.births import Birth
from regreso.matching.compare.places import region_or_derived

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from regreso.facts.dates import DateInterval
    from regreso.facts.names.roles import Leaning
    from regreso.facts.person import PersonFacts

    Ints = NDArray[np.int32]

TEXTS = ("surname", "given", "patronymic", "sex", "settlement", "region", "unit")


class Coded:
    """One column: its distinct values in the order of coming, and for each row which one it has.

    >>> column = Coded()
    >>> for name in ("Иванов", "Коваль", "Иванов"):
    ...     column.note(name)
    >>> column.values, column.codes.tolist()
    (['Иванов', 'Коваль'], [0, 1, 0])
    """

    def __init__(self) -> None:
        self.values: list[str] = []
        self.codes = array("i")
        self._code: dict[str, int] = {}

    def note(self, value: str) -> None:
        """One more row."""
        code = self._code.get(value)
        if code is None:
            code = self._code[value] = len(self.values)
            self.values.append(value)
        self.codes.append(code)

    def told(self) -> Ints:
        """The codes as an array."""
        return np.array(self.codes, np.int32)

    def by_value(self, figure: Callable[[str], int]) -> Ints:
        """A figure a row that its value alone tells."""
        return np.array([figure(value) for value in self.values] or [0], np.int32)[self.told()]


class People:
    """Rows of a register that tell surname, given name and patronymic apart, and one value a field.

    >>> people = People()
    >>> people.note("R1", {"surname": "Иванов", "given": "Пётр"}, None)
    >>> len(people), people.columns["given"].values
    (1, ['Пётр'])
    """

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.columns = {name: Coded() for name in TEXTS}
        self.births: list[DateInterval | None] = []
        self.born = array("i")
        self._birth: dict[DateInterval | None, int] = {}

    def __len__(self) -> int:
        return len(self.ids)

    def note(self, record_id: str, cells: Mapping[str, str], birth: DateInterval | None) -> None:
        """One more person: cells by the names of TEXTS, missing ones are empty."""
        self.ids.append(record_id)
        for name, column in self.columns.items():
            column.note(cells.get(name, ""))
        code = self._birth.get(birth)
        if code is None:
            code = self._birth[birth] = len(self.births)
            self.births.append(birth)
        self.born.append(code)

    def note_facts(self, record_id: str, facts: PersonFacts) -> bool:
        """As `note`, of somebody whose every field tells one thing at most, as columns do; False for others.

        >>> from regreso.facts.person import PersonFacts, PersonName, Weighted
        >>> ivan = PersonFacts((Weighted(PersonName.of_parts("Иванов", "Пётр")),))
        >>> People().note_facts("R1", ivan), People().note_facts("R1", PersonFacts(()))
        (True, False)
        """
        if not _tells_one_thing(facts):
            return False
        name = facts.names[0].value
        place = facts.places[0].value if facts.places else PlaceText()
        cells = {
            "surname": name.surname,
            "given": name.given,
            "patronymic": name.patronymic,
            "sex": facts.sex,
            "settlement": place.settlement,
            "region": place.region,
            "unit": facts.units[0].value if facts.units else "",
        }
        self.note(record_id, cells, facts.births[0].value if facts.births else None)
        return True

    def birth_numbers(self) -> list[Birth]:
        """The distinct dates of birth in numbers."""
        return [Birth() if birth is None else Birth.of(birth) for birth in self.births]

    def sexes(self, given: str) -> Ints:
        """0, 1 a man, 2 a woman: as told, as the patronymic tells, or as the column `given` does."""
        code = {"": 0, "m": 1, "f": 2}
        told = self.columns["sex"].by_value(lambda v: code.get(v, 0))
        father = self.columns["patronymic"].by_value(lambda v: code[patronymic_sex(v)])
        name = self.columns[given].by_value(lambda v: code[sex_of_given(v)])
        return np.where(told > 0, told, np.where(father > 0, father, name)).astype(np.int32)

    def regions(self) -> Coded:
        """The column of regions, where it is empty the region that the settlement lies in."""
        out, told, towns = Coded(), self.columns["region"], self.columns["settlement"]
        derived = [region_or_derived(town, "") for town in towns.values]
        distinct, back = _pairs(told, towns)
        for region, town in distinct:
            out.note(told.values[region] or derived[town])
        out.codes = array("i", out.told()[back].tobytes())
        return out

    def swapped(self) -> NDArray[np.float64]:
        """A row's chance that surname and given name stand in each other's fields.

        The chance hangs on how the two words look, and many look alike: each pair of looks is weighed once.
        """
        looks, codes = [], []
        for name, word in (("surname", -1), ("given", 0)):
            column, known = self.columns[name], Looks()
            portions = by_portions(column.values, heard=False)
            noted = [known.note(value, word) for portion in portions for value in portion]
            codes.append(np.array(noted or [0], np.int64)[column.told()])
            looks.append(known.looks)
        distinct, back = np.unique(codes[0] * max(len(looks[1]), 1) + codes[1], return_inverse=True)
        pairs = (divmod(pair, len(looks[1])) for pair in distinct.tolist())
        shares = np.array([swapped_by(looks[0][s], looks[1][g]) for s, g in pairs])
        return shares[back] if len(shares) else shares


def _tells_one_thing(facts: PersonFacts) -> bool:
    """Whether a name in parts and one sure value a field is all there is."""
    name = facts.names[0].value if len(facts.names) == 1 else None
    if name is None or not (name.surname or name.given or name.patronymic) or name.others:
        return False
    fields = (facts.births, facts.places, facts.units)
    if facts.mothers or facts.otherwise or any(len(field) > 1 for field in fields):
        return False
    return all(told.weight == 1.0 for field in (facts.names, *fields) for told in field)


class Looks:
    """How the words of a field look, each look once.

    >>> looks = Looks()
    >>> looks.note("Иванов", -1), looks.note("Петров", -1), looks.note("", -1), looks.looks[1]
    (0, 0, 1, None)
    """

    def __init__(self) -> None:
        self.looks: list[Leaning | None] = []
        self._known: dict[Leaning | None, int] = {}

    def note(self, text: str, word: int) -> int:
        """The number of the look of a field's word."""
        look = field_leaning(text, word) if text else None
        number = self._known.setdefault(look, len(self.looks))
        if number == len(self.looks):
            self.looks.append(look)
        return number


def _pairs(one: Coded, two: Coded) -> tuple[list[tuple[int, int]], NDArray[np.int64]]:
    """The distinct pairs of codes of two columns, and for each row which of them it has."""
    width = max(len(two.values), 1)
    distinct, back = np.unique(one.told().astype(np.int64) * width + two.told(), return_inverse=True)
    return [divmod(pair, width) for pair in distinct.tolist()], back


class Weights(NamedTuple):
    """log2 of the belief in a row as it stands, and turned round; and which rows are worth turning."""

    straight: NDArray[np.float64]
    turned: NDArray[np.float64]
    worth: NDArray[np.bool_]


def weights_of(swapped: NDArray[np.float64]) -> Weights:
    """The beliefs in both orders of a name, as cards.cards_of has them.

    >>> weights_of(np.array([0.0, 0.5])).worth.tolist()
    [False, True]
    """
    least = log2(LEAST_WEIGHT)
    straight = np.log2(np.where(swapped > 0, np.maximum(1 - swapped, LEAST_SWAPPED), 1.0))
    with np.errstate(divide="ignore"):
        turned = np.maximum(np.log2(swapped), least)
    return Weights(np.maximum(straight, least), turned, swapped >= LEAST_SWAPPED)
