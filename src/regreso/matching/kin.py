"""Two records of one register: one person twice, kin of one family, namesakes, or nothing to each other."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from regreso.facts.dates import DateInterval
from regreso.facts.errors import FactError
from regreso.facts.names.stock import fathers_of, identity
from regreso.matching.compare import names
from regreso.matching.compare.births import CODE, Birth, Births, birth_levels
from regreso.matching.compare.places import settlement_level, settlement_ready
from regreso.matching.compare.units import unit_level, unit_sounds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Relation = Literal["brother", "father", "namesake", "alike", ""]
# Fields by which two records can be told apart, the surest first.
APART = ("birth", "patronymic", "given", "mother", "place", "unit", "sex")
# A date written one day or one month off is more often one person's slip than two people.
_NEAR_BIRTHS = {CODE[n] for n in ("same", "swap", "day", "month", "years_same", "age_same", "month_same")}
_LEVELS: dict[str, Callable[[str, str], int]] = {
    "surname": lambda a, b: names.surname_level(names.surname_sounds(a), names.surname_sounds(b)),
    "given": lambda a, b: names.given_level(names.given_sounds(a), names.given_sounds(b)),
    "mother": lambda a, b: names.given_level(names.given_sounds(a), names.given_sounds(b)),
    "patronymic": lambda a, b: names.father_level(names.father_sounds(a), names.father_sounds(b)),
    "place": lambda a, b: settlement_level(settlement_ready(_town(a)), settlement_ready(_town(b))),
    "unit": lambda a, b: unit_level(unit_sounds(a), unit_sounds(b)),
    "sex": lambda a, b: int(a == b),
}


def _town(place: str) -> str:
    return place.partition(",")[0].lower()


def birth_of(text: str) -> Birth:
    """A date as a reason shows it ("1999-04-21", "1999/2000"), nothing where it is none.

    >>> birth_of("1999-04").month, birth_of("?").first
    (4, 0)
    """
    first, _, last = text.partition("/")
    try:
        began = DateInterval.parse(first)
        return Birth.of(DateInterval(began.first, DateInterval.parse(last or first).last))
    except FactError:
        return Birth()


@lru_cache(maxsize=20_000)
def agree(field: str, a: str, b: str) -> bool | None:
    """Whether two values of a field may be one person's; None where either is missing.

    Args:
        field: the name of a reason's field.
        a: one value as written.
        b: another.

    >>> agree("given", "Миша", "Mykhailo"), agree("given", "Пётр", "Павел"), agree("unit", "", "93")
    (True, False, None)
    """
    if not a.strip() or not b.strip():
        return None
    if field == "birth":
        asked, found = birth_of(a), birth_of(b)
        if not (asked.first and found.first):
            return None
        columns = (found.year, found.month, found.day, found.first, found.last)
        return int(birth_levels(asked, Births(*(np.array([value]) for value in columns)))[0]) in _NEAR_BIRTHS
    return a.casefold() == b.casefold() or bool(_LEVELS[field](a.lower(), b.lower()))


def is_father(given: str, patronymic: str) -> bool:
    """Whether one who bears this given name may be the father that a patronymic tells.

    >>> is_father("Пётр", "Петрович"), is_father("Petro", "Іванович"), is_father("Пётр", "")
    (True, False, False)
    """
    return bool(patronymic and given and fathers_of(patronymic) & identity(given).formal)


def relation(a: Mapping[str, str], b: Mapping[str, str]) -> Relation:
    """What two records look like to each other, by their fields (those of a reason; "" for missing).

    Returns:
        "brother" (or sister), "father" (one is the other's), "namesake" (the same name, something differs),
        "alike" (nothing that both tell differs), "" for neither.

    >>> ivan = {"surname": "Коваль", "given": "Іван", "patronymic": "Петрович"}
    >>> [relation(ivan, ivan | {"given": given, "patronymic": father})
    ...     for given, father in (("Олег", "Петрович"), ("Пётр", "Олегович"), ("Иван", "Petrovych"))]
    ['brother', 'father', 'alike']
    """
    same = {f: agree(f, a.get(f, ""), b.get(f, "")) for f in ("surname", *APART)}
    if not same["surname"]:
        return ""
    if same["given"] is False:
        crossed = ((a, b), (b, a))
        if any(is_father(x.get("given", ""), y.get("patronymic", "")) for x, y in crossed):
            return "father"
        home = same["patronymic"] is None and same["place"]
        return "brother" if same["patronymic"] or home else ""
    if same["given"] and same["patronymic"] is not False:
        return "namesake" if any(same[f] is False for f in APART) else "alike"
    return ""
