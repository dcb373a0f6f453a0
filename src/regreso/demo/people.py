"""Invented people: who they truly are, before any clerk or relative writes them down."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import cast

from regreso.demo.spelling import feminine, patronymic
from regreso.demo.stock import Place, Stock, stock

_UNITS = (
    "мотострелковая бригада",
    "танковый полк",
    "десантный полк",
    "механізована бригада",
    "бригада територіальної оборони",
)


@dataclass(frozen=True)
class Human:
    """One invented person. `people` is the naming tradition (ru, uk, es, ar), `day` when the demo plays."""

    people: str
    sex: str
    surname: str
    given: str
    father: str
    patronymic: str
    mother: str  # her maiden name
    birth: date
    place: Place
    unit: str
    rank: str
    day: date
    latin: tuple[str, str] = ("", "")  # usual Latin spelling of given name and surname, where there is one

    @property
    def age(self) -> int:
        """Whole years on the day."""
        before = (self.day.month, self.day.day) < (self.birth.month, self.birth.day)
        return self.day.year - self.birth.year - before


def draw(rng: random.Random, day: date) -> Human:
    """One person: seven in ten Russian, two Ukrainian, the rest Spanish- and Arabic-speaking."""
    people = rng.choices(("ru", "uk", "es", "ar"), (70, 19, 6, 5))[0]
    sex = "f" if people in ("ru", "uk") and rng.random() < 0.07 else "m"  # share of women in uniform
    return _MAKERS[people](rng, stock(), sex, day)


def brother(of: Human, rng: random.Random) -> Human:
    """A sibling: same surname, father and home, another given name and birth."""
    other = draw_like(of, rng)
    while other.given == of.given:
        other = draw_like(of, rng)
    apart = timedelta(days=rng.choice((-1, 1)) * rng.randrange(400, 2600))
    return replace(
        of, given=other.given, latin=(other.latin[0], of.latin[1]), birth=of.birth + apart, unit=other.unit
    )


def namesake(of: Human, rng: random.Random) -> Human:
    """Another man of the very same name."""
    other = draw_like(of, rng)
    return replace(
        of, birth=other.birth, place=other.place, unit=other.unit, rank=other.rank, mother=other.mother
    )


def draw_like(of: Human, rng: random.Random) -> Human:
    """Someone of the same tradition and sex."""
    return _MAKERS[of.people](rng, stock(), of.sex, of.day)


def _rest(rng: random.Random, country: str, day: date) -> tuple[date, Place, str, str]:
    age = min(68.0, 17.6 + rng.gammavariate(6.0, 2.2))
    birth = day - timedelta(days=int(age * 365.25))
    place = cast("Place", stock().places[country].draw(rng))
    unit = f"{rng.randrange(1, 240)} {rng.choice(_UNITS)}"
    return (
        birth,
        place,
        unit,
        rng.choices(("private", "corporal", "sergeant", "lieutenant", "captain"), (60, 15, 15, 7, 3))[0],
    )


def _russian(rng: random.Random, names: Stock, sex: str, day: date) -> Human:
    surname, maiden = str(names.surnames_ru.draw(rng)), str(names.surnames_ru.draw(rng))
    given, father = str(names.given_ru[sex].draw(rng)), str(names.given_ru["m"].draw(rng))
    birth, place, unit, rank = _rest(rng, "RU", day)
    surname = feminine(surname) if sex == "f" else surname
    return Human(
        "ru",
        sex,
        surname,
        given,
        father,
        patronymic(father, sex),
        feminine(maiden),
        birth,
        place,
        unit,
        rank,
        day,
    )


def _ukrainian(rng: random.Random, names: Stock, sex: str, day: date) -> Human:
    surname, maiden = str(names.surnames_uk.draw(rng)), str(names.surnames_uk.draw(rng))
    given, father = str(names.given_uk[sex].draw(rng)), str(names.given_uk["m"].draw(rng))
    birth, place, unit, rank = _rest(rng, "UA", day)
    surname = feminine(surname) if sex == "f" else surname
    middle = patronymic(father, sex, in_ukrainian=True)
    return Human("uk", sex, surname, given, father, middle, feminine(maiden), birth, place, unit, rank, day)


def _spanish(rng: random.Random, names: Stock, sex: str, day: date) -> Human:
    first, second = str(names.surnames_es.draw(rng)), str(names.surnames_es.draw(rng))
    given, father = str(names.given_es[sex].draw(rng)), str(names.given_es["m"].draw(rng))
    birth, place, unit, rank = _rest(rng, rng.choice(("CO", "CO", "ES")), day)
    return Human("es", sex, f"{first} {second}", given, father, "", second, birth, place, unit, rank, day)


def _arabic(rng: random.Random, names: Stock, sex: str, day: date) -> Human:
    surname, latin_surname = cast("tuple[str, str]", names.surnames_ar.draw(rng))
    given, latin_given = cast("tuple[str, str]", names.given_ar.draw(rng))
    father, _ = cast("tuple[str, str]", names.given_ar.draw(rng))
    birth, place, unit, rank = _rest(rng, "UA", day)
    latin = (latin_given, latin_surname)
    return Human("ar", sex, surname, given, father, father, surname, birth, place, unit, rank, day, latin)


_MAKERS = {"ru": _russian, "uk": _ukrainian, "es": _spanish, "ar": _arabic}
