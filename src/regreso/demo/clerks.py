"""The register as clerks of the holding side write it: their alphabet, their slips, what was declined."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from regreso.casebook.models import Custody, Person
from regreso.demo import spelling
from regreso.demo.stock import stock

if TYPE_CHECKING:
    import uuid

    from regreso.casebook.models import CustodyList, Operation
    from regreso.demo.people import Human

_OPTIONAL = (
    "birthplace",
    "settlement",
    "region",
    "nationality",
    "unit",
    "father",
    "mother",
    "marks",
    "inform",
    "correspondence",
)


@dataclass(frozen=True)
class Written:
    """A name and home in the writer's alphabet."""

    surname: str
    given: str
    patronymic: str
    settlement: str
    region: str


def entry(
    human: Human, rng: random.Random, *, key: uuid.UUID, listed_in: CustodyList
) -> tuple[Custody, Person]:
    """The two rows of one captive, unsaved; `key` gives the custody its id."""
    operation, site = listed_in.operation, listed_in.site
    person = _person(human, rng, operation)
    custody = Custody(id=key, operation=operation, person=person, site=site, listed_in=listed_in)
    captured = human.day - timedelta(days=rng.randrange(1, 8))
    custody.capture = {"date": captured.isoformat(), "place": "invented"}
    custody.health = rng.choices(("good", "slightly wounded", "seriously wounded", "sick"), (78, 14, 4, 4))[0]
    custody.source = {"kind": "list", "who": f"registrar of {site.code}"}
    return custody, person


def _person(human: Human, rng: random.Random, operation: Operation) -> Person:
    name = as_clerk(human, rng)
    number = f"{rng.choice('АБВМН')}-{rng.randrange(100000, 999999)}"
    person = Person(
        operation=operation, surname=name.surname, given=name.given, patronymic=name.patronymic,
        sex=human.sex, birth=_birth(human, rng), settlement=name.settlement, region=name.region,
        rank=human.rank, questioned_in="ru", service_number=number,
    )  # fmt: skip
    person.unit = human.unit if rng.random() < 0.5 else ""
    person.father = human.father if rng.random() < 0.6 else ""
    person.mother = human.mother if rng.random() < 0.3 else ""
    person.declined = [field for field in _OPTIONAL if not getattr(person, field) and rng.random() < 0.2]
    return person


def as_clerk(human: Human, rng: random.Random) -> Written:
    """The name as it stands on the list."""
    writer = rng.choices(*_WRITERS[human.people])[0]
    given = spelling.sometimes(human.given, rng, times_in_ten=0.2)
    surname = spelling.sometimes(human.surname, rng, times_in_ten=0.6)
    middle = human.patronymic if rng.random() < 0.92 else ""
    return written(human, (surname, given, middle), writer=writer, rng=rng)


_WRITERS = {  # how clerks write people of each tradition, and how often
    "ru": (("ru", "uk", "passport"), (78, 13, 9)),
    "uk": (("uk", "ru", "passport"), (80, 12, 8)),
    "es": (("as is",), (1,)),
    "ar": (("as is", "latin"), (70, 30)),
}


def written(human: Human, name: tuple[str, str, str], *, writer: str, rng: random.Random) -> Written:
    """A name and home as a writer of that manner puts them; parts of the home are left out at times."""
    parts = _in_manner(human, name, writer)
    place = human.place
    homes = {
        "uk": (place.uk or place.ru, place.region_uk),
        "ru": (place.ru, place.region_ru),
        "as is": (place.latin, place.region_en),
    }
    settlement, region = homes.get(writer, (place.latin, place.region_en))
    left_out = rng.random()
    if left_out < 0.15:  # shares of clerks who write no home, or half of it
        settlement = region = ""
    elif left_out < 0.5:
        region = ""
    return Written(*parts, settlement, region)


def _in_manner(human: Human, name: tuple[str, str, str], writer: str) -> tuple[str, str, str]:
    surname, given, middle = name
    if human.people == "ar":
        return (surname, given, "") if writer == "as is" else (human.latin[1], human.latin[0], "")
    if human.people == "es":
        return surname, given, ""
    if writer in spelling.LATIN:
        return spelling.latin(surname, writer), spelling.latin(given, writer), spelling.latin(middle, writer)
    if writer == "uk" and human.people == "ru":
        father = stock().ukrainian.get(human.father) or spelling.ukrainian(human.father)
        own = stock().ukrainian.get(given) or spelling.ukrainian(given)
        middle = spelling.patronymic(father, human.sex, in_ukrainian=True) if middle else ""
        return spelling.ukrainian(surname), own, middle
    return surname, given, middle


def _birth(human: Human, rng: random.Random) -> str:
    """Mostly the day; now and then only the year, nothing, or day and month exchanged."""
    whole, day = human.birth.isoformat(), human.birth
    kind = rng.random()
    if kind < 0.05:  # shares seen in made benchmarks, a guess for real lists
        return ""
    if kind < 0.10:
        return whole[:4]
    if kind < 0.12 and day.day <= 12:
        return f"{day.year}-{day.day:02d}-{day.month:02d}"
    return whole
