"""An index that lived through adds and removals says to the last bit what one built anew says."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regreso.facts.dates import DateInterval
from regreso.facts.person import PersonFacts, PersonName, PlaceText, Weighted
from regreso.matching import Registry
from regreso.matching.columns import People

if TYPE_CHECKING:
    from regreso.matching import Answer

SURNAMES = [
    "Иванов",
    "Ivanov",
    "Іваненко",
    "Петрова",
    "Kravchuk",
    "Кравчук",
    "Жуков",
    "Schukow",
    "Гнатюк",
    "و",
]
GIVEN = ["Сергей", "Serhii", "Олег", "Пётр", "Микола", "Анна", "Ганна", "Мария", "С", ""]
FATHERS = ["Петрович", "Олегович", "Petrovych", "Миколаївна", "Ильич", ""]
TOWNS = ["Рязань", "Ryazan", "Полтава", "Тула", ""]
BORN = [
    "",
    "1990",
    "1990-04",
    "1990-04-21",
    "1991-04-21",
    "1990-04-12",
    "1990-12-04",
    "1980-04-21",
    "1969-01-02",
]


def anyone(random: Random) -> PersonFacts:
    pick = random.choice
    name = PersonName.of_parts(pick(SURNAMES), pick(GIVEN), pick(FATHERS))
    if random.random() < 0.2:
        name = PersonName(" ".join(random.sample([name.surname, name.given or "Олег", name.patronymic], 3)))
    born, town = pick(BORN), pick(TOWNS)
    age = (Weighted(DateInterval.parse("1985-02-03")),) if random.random() < 0.05 else ()
    return PersonFacts(
        names=(Weighted(name),),
        births=(Weighted(DateInterval.parse(born)),) if born else age,
        sex=pick(["m", "f", ""]),
        places=(Weighted(PlaceText(town)),) if town else (),
        units=(Weighted(pick(["93 ОМБр", "93", "в/ч 12345"])),) if random.random() < 0.3 else (),
        mothers=(Weighted(pick(["Ольга", "Мария"])),) if random.random() < 0.2 else (),
    )


def told(answer: Answer) -> tuple[float, list[tuple[str, float, float, str, int]]]:
    return answer.nobody, [
        (c.record_id, c.probability, c.weight, c.same_as, c.fits_as_well) for c in answer.candidates
    ]


def built(people: dict[str, PersonFacts], *, sort: bool) -> Registry:
    registry = Registry()
    registry.add_many(people.items())
    if sort:
        registry.store.settle(now=True)
    return registry


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000), length=st.integers(0, 120))
def test_any_history_ends_as_a_fresh_build(seed: int, length: int) -> None:
    random, registry = Random(seed), Registry()
    people: dict[str, PersonFacts] = {}
    for _ in range(length):
        record_id, chance = f"R{random.randrange(40)}", random.random()
        if chance < 0.25:
            registry.remove(record_id)
            people.pop(record_id, None)
        else:
            people[record_id] = anyone(random)
            (registry.add if chance < 0.6 else registry.replace)(record_id, people[record_id])
        if random.random() < 0.1:
            registry.search(anyone(random))
        if random.random() < 0.05:
            registry.store.settle(now=True)
    fresh = built(dict(sorted(people.items(), key=lambda p: Random(p[0]).random())), sort=seed % 2 == 0)
    assert len(fresh) == len(registry) == len(people)
    for _ in range(6):
        asked = anyone(random)
        answer = registry.search(asked)
        assert told(answer) == told(fresh.search(asked))
        assert all(c.record_id in people for c in answer.candidates)


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000), common=st.booleans())
def test_the_ways_lead_to_all_that_a_scan_finds(seed: int, common: bool) -> None:  # noqa: FBT001 - drawn
    random = Random(seed)
    registry = built({f"R{i}": anyone(random) for i in range(150)}, sort=True)
    registry.add("LATER", anyone(random))
    if common:  # as if every surname had more bearers than are looked at one by one
        registry.scale._learned[10, 0] = 3
    for _ in range(6):
        asked = anyone(random)
        short = told(registry.search(asked))
        ways = registry.scale.desk._stretches
        registry.scale.desk._stretches = np.zeros((1, 3), np.int64)  # no room: every row is looked at
        assert told(registry.search(asked)) == short
        registry.scale.desk._stretches = ways


def test_a_list_taken_up_at_once_is_as_one_taken_up_row_by_row() -> None:
    random, people, one = Random(8), People(), Registry()
    for i in range(300):
        cells = {
            "surname": random.choice(SURNAMES),
            "given": random.choice(GIVEN),
            "patronymic": random.choice(FATHERS),
            "settlement": random.choice(TOWNS),
            "region": random.choice(["", "Рязанская область"]),
            "sex": random.choice(["", "m", "f"]),
            "unit": random.choice(["", "93 ОМБр"]),
        }
        if random.random() < 0.2:
            cells["surname"], cells["given"] = cells["given"], cells["surname"]
        born = random.choice([*BORN, "1990-05"])
        birth = DateInterval.parse(born) if born else None
        people.note(f"R{i}", cells, birth)
        facts = PersonFacts(
            names=(Weighted(PersonName.of_parts(cells["surname"], cells["given"], cells["patronymic"])),),
            births=(Weighted(birth),) if birth else (),
            sex=cells["sex"],  # type: ignore[arg-type]  # drawn from the literals
            places=(Weighted(PlaceText(cells["settlement"], cells["region"])),),
            units=(Weighted(cells["unit"]),) if cells["unit"] else (),
        )
        one.add(f"R{i}", facts)
    many = Registry()
    many.add_columns(people)
    assert many.store.size == one.store.size
    for _ in range(40):
        asked = anyone(random)
        first, second = one.search(asked), many.search(asked)
        assert told(first) == told(second)
        assert [c.reasons for c in first.candidates] == [c.reasons for c in second.candidates]


def test_many_facts_taken_up_at_once_are_as_those_taken_up_one_by_one() -> None:
    random, one, many = Random(12), Registry(), Registry()
    people = [(f"R{random.randrange(250)}", anyone(random)) for _ in range(300)]  # some come twice
    people[7] = (people[7][0], replace(people[7][1], mothers=(Weighted("Мария Ивановна"),)))
    for record_id, facts in people:
        one.add(record_id, facts)
    many.add_many(people[:40])
    many.add_many(people[40:])
    assert len(many) == len(one)
    for _ in range(40):
        asked = anyone(random)
        first, second = one.search(asked), many.search(asked)
        assert told(first) == told(second)
        assert [c.reasons for c in first.candidates] == [c.reasons for c in second.candidates]


def test_only_the_allowed_are_found_and_those_added_later_are_not() -> None:
    random = Random(4)
    registry = built({f"R{i}": anyone(random) for i in range(200)}, sort=True)
    even, few = (
        registry.allowing(f"R{i}" for i in range(0, 200, 2)),
        registry.allowing(["R1", "R2", "R4", "X"]),
    )
    for i in range(200, 220):
        registry.add(f"R{i}", anyone(random))
    for _ in range(20):
        asked = anyone(random)
        for allow, ids in (
            (even, range(0, 200, 2)),
            (even & few, (2, 4)),
            (even | few, (*range(0, 200, 2), 1)),
        ):
            answer = registry.search(asked, top=300, allow=allow)
            assert {c.record_id for c in answer.candidates} <= {f"R{i}" for i in ids}
            named = registry.search(asked, top=300, allow={f"R{i}" for i in ids})
            assert told(named) == told(answer)


@pytest.mark.parametrize("people", [0, 1])
def test_a_registry_of_nobody_or_one_answers(people: int) -> None:
    random = Random(3)
    registry = built({f"R{i}": anyone(random) for i in range(people)}, sort=True)
    for _ in range(50):
        answer = registry.search(anyone(random))
        assert 0 <= answer.nobody <= 1
        assert len(answer.candidates) <= people


def test_the_many_who_bear_one_name_share_the_belief() -> None:
    registry = Registry()
    facts = PersonFacts(names=(Weighted(PersonName.of_parts("Иванов", "Сергей", "Петрович")),))
    registry.add_many((f"R{i}", facts) for i in range(3000))
    answer = registry.search(facts)
    assert len(answer.candidates) == 10
    assert answer.candidates[0].fits_as_well == 2999
    assert answer.candidates[0].probability < 0.001
    again = Registry()
    again.add_many((f"R{i}", facts) for i in reversed(range(3000)))
    assert told(again.search(facts)) == told(answer)


def test_reasons_stay_as_they_were_when_the_registry_goes_on() -> None:
    registry = Registry()
    ivan = PersonFacts(names=(Weighted(PersonName.of_parts("Иванов", "Пётр")),))
    registry.add("R1", ivan)
    early, late = (registry.search(ivan).candidates[0].reasons for _ in range(2))
    first = tuple(early)
    registry.add_many((f"R{i}", ivan) for i in range(2, 50))
    registry.store.settle(now=True)
    assert late == first


def test_only_the_names_that_may_stand_in_each_others_fields_are_taken_up_twice() -> None:
    people = People()
    for n, surname in enumerate(["Іваненко", "Кравчук", "Гнатюк"]):
        people.note(f"R{n}", {"surname": surname, "given": "Олег"}, None)
    people.note("R9", {"surname": "Микола", "given": "Петренко"}, None)
    registry = Registry()
    registry.add_columns(people)
    given = registry.store.words[1]
    assert {given.text(n) for n in range(len(given))} == {"Олег", "Микола", "Петренко"}


def test_who_is_too_faint_counts_among_all_but_is_not_shown() -> None:
    random = Random(11)
    registry = built({f"R{i}": anyone(random) for i in range(200)}, sort=True)
    for _ in range(10):
        asked = anyone(random)
        every, few = registry.rank(asked, least=-1000.0), registry.rank(asked, least=5.0)
        assert every.found >= few.found
        assert all(bits >= 5.0 for bits in few.bits)
        odds = registry.scale.whole(registry.rank(asked, least=-1000.0))[0]
        few_odds = registry.scale.whole(registry.rank(asked, least=5.0))[0]
        assert (
            odds <= few_odds <= 1.1 * odds + 1
        )  # one of many readings may count twice, under the limit alone
        usual_odds = registry.scale.whole(registry.rank(asked))[0]
        assert usual_odds == pytest.approx(odds, rel=1e-2)
