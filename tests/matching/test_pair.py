from random import Random
from threading import local

import pytest

from regreso.facts.dates import DateInterval
from regreso.facts.person import PersonFacts, PersonName, PlaceText, Weighted
from regreso.matching import Candidate, compare, compare_all, name_similarity, pair


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Жуков Сергей Петрович", "Sergej Schukow"),
        ("Шевченко Тарас Григорович", "Тарас Григорьевич Шевченко"),
        ("José García Márquez", "Pepe García"),
        ("محمد أحمد", "Мухаммад Ахмед"),
        ("Иванова Анна", "Hanna Ivanova"),
        ("Кузнецов Дмитрий", "дима кузнецов"),
    ],
)
def test_one_person_in_two_spellings_is_likely(one: str, other: str) -> None:
    assert name_similarity(one, other) > 0.6


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Жуков Сергей Петрович", "Жуков Андрей Петрович"),
        ("Иванов Олег", "Петров Олег"),
        ("Pedro García", "Pedro Márquez"),
        ("Кузнецов Дмитрий Олегович", "Кузнецов Олег Дмитриевич"),
    ],
)
def test_brothers_fathers_and_others_are_unlikely(one: str, other: str) -> None:
    assert name_similarity(one, other) < 0.4


def test_the_order_of_the_two_names_does_not_matter() -> None:
    assert name_similarity("Сергей Жуков", "Schukow S.") == name_similarity("Schukow S.", "Сергей Жуков")


def test_an_empty_name_is_nobodys() -> None:
    assert name_similarity("", "Иванов") == 0.0


def somebody(random: Random) -> PersonFacts:
    name = PersonName.of_parts(
        random.choice(["Жуков", "Schukow", "Коваль", "García Márquez"]),
        random.choice(["Олег", "Oleh", "Pepe", ""]),
        random.choice(["", "Петрович"]),
    )
    born = [DateInterval.parse(text) for text in ("1990", "1990-04-21", "1987-04-21")]
    born.append(DateInterval(born[2].first, born[1].last))
    return PersonFacts(
        names=(Weighted(name),),
        births=tuple(Weighted(day) for day in random.sample(born, random.randrange(2))),
        places=(Weighted(PlaceText(random.choice(["Рязань", "Полтава"]))),),
        units=(Weighted("93 ОМБр"),) if random.random() < 0.5 else (),
    )


def told(candidate: Candidate) -> tuple[object, ...]:
    return candidate.probability, candidate.weight, tuple(candidate.reasons), candidate.fits_as_well


def test_a_pair_weighs_the_same_whoever_was_compared_before(monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(3)
    pairs = [(somebody(random), somebody(random)) for _ in range(60)]
    one_after_another = [compare(*two) for two in pairs]  # their reasons are read after all of them
    alone = []
    for two in pairs:
        monkeypatch.setattr(pair, "_THREAD", local())
        alone.append(told(compare(*two)))
    assert [told(candidate) for candidate in one_after_another] == alone
    monkeypatch.setattr(pair, "_MOST_COMPARED", 5)
    assert [told(compare(*two)) for two in pairs] == alone


def test_many_pairs_weigh_at_once_what_each_weighs_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(5)
    people = [somebody(random) for _ in range(25)]
    pairs = [(random.choice(people), random.choice(people)) for _ in range(200)]
    alone = [told(compare(*two)) for two in pairs]
    assert [told(candidate) for candidate in list(compare_all(pairs))] == alone
    monkeypatch.setattr(pair, "_AT_ONCE", 7)
    assert [told(candidate) for candidate in list(compare_all(pairs))] == alone
    assert list(compare_all([])) == []
