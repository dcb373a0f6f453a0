"""A probability means the same whatever share of the sought is there, and however many people are."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from regreso.facts.dates import DateInterval
from regreso.facts.person import PersonFacts, PersonName, Weighted
from regreso.matching import Registry, Settings, held_share_of

ROOTS = (
    "Бара",
    "Веле",
    "Гора",
    "Дани",
    "Жура",
    "Кале",
    "Лома",
    "Мари",
    "Наза",
    "Орло",
    "Сави",
    "Таран",
    "Федо",
    "Чала",
)
ENDS = ("нов", "ленко", "ский", "чук", "рин", "тов", "дко", "вич")
GIVEN = ("Иван", "Пётр", "Олег", "Сергей", "Андрей", "Павел", "Николай", "Юрий", "Максим", "Денис", "Виктор")


def person(random: Random) -> PersonFacts:
    name = PersonName.of_parts(random.choice(ROOTS) + random.choice(ENDS), random.choice(GIVEN))
    born = date(1970, 1, 1) + timedelta(days=random.randrange(12_000))
    return PersonFacts(names=(Weighted(name),), births=(Weighted(DateInterval(born, born)),), sex="m")


def as_a_family_tells(facts: PersonFacts, random: Random) -> PersonFacts:
    """With the year only, an age, or no date at all."""
    born = facts.births[0].value.first
    told = random.choice((DateInterval.parse(f"{born.year}"), DateInterval(born, born), None))
    return PersonFacts(names=facts.names, births=(Weighted(told),) if told else (), sex="m")


def asked(registry: list[PersonFacts], share: float, random: Random) -> list[tuple[str, PersonFacts]]:
    out = []
    for number in range(240):
        held = number < 240 * share
        row = random.randrange(len(registry))
        sought = registry[row] if held else person(random)
        out.append((f"R{row}" if held else "", as_a_family_tells(sought, random)))
    return out


@pytest.mark.parametrize("people", [150, 1500])
@pytest.mark.parametrize("share", [0.05, 0.4, 0.9])
def test_a_probability_holds_whatever_share_is_there(share: float, people: int) -> None:
    random = Random(5)
    held = [person(random) for _ in range(people)]
    registry = Registry()
    registry.add_many((f"R{row}", facts) for row, facts in enumerate(held))
    enquiries = asked(held, share, random)
    told = held_share_of([registry.evidence(facts) for _, facts in enquiries])
    assert told == pytest.approx(share, abs=0.15)
    registry.settings = Settings(held_share=told)
    said, true = 0.0, 0
    for meant, facts in enquiries:
        best = registry.search(facts).candidates[:1]
        said += best[0].probability if best else 0.0
        true += bool(best) and best[0].record_id == meant
    assert said / len(enquiries) == pytest.approx(true / len(enquiries), abs=0.08)
