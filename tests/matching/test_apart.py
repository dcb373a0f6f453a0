"""Who else could be meant, and what would tell them apart."""

import pytest

from regreso.facts.dates import DateInterval
from regreso.facts.person import PersonFacts, PersonName, PlaceText, Weighted
from regreso.matching import Registry, rivals, say_rival
from regreso.matching.explain import languages
from regreso.matching.kin import agree, relation


def person(*name: str, born: str = "", home: str = "") -> PersonFacts:
    return PersonFacts(
        names=(Weighted(PersonName.of_parts(*name)),),
        births=(Weighted(DateInterval.parse(born)),) if born else (),
        places=(Weighted(PlaceText(home)),) if home else (),
    )


def registry(*people: PersonFacts) -> Registry:
    made = Registry()
    made.add_many((f"R{n}", one) for n, one in enumerate(people, 1))
    return made


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (("Коваль", "Іван", "Петрович"), ("Koval", "Oleh", "Petrowitsch"), "brother"),
        (("Ковалёва", "Анна", "Петровна"), ("Ковалёв", "Олег", "Петрович"), "brother"),
        (("Коваль", "Іван", "Петрович"), ("Коваль", "Пётр", "Андреевич"), "father"),
        (("Коваль", "Іван", "Петрович"), ("Коваль", "Иван", "Петрович"), "alike"),
        (("Коваль", "Ваня", ""), ("Коваль", "Иван", "Петрович"), "alike"),
        (("Коваль", "Іван", "Петрович"), ("Коваль", "Іван", "Андреевич"), ""),
        (("Коваль", "Іван", "Петрович"), ("Мельник", "Іван", "Петрович"), ""),
        (("Коваль", "Іван", ""), ("Коваль", "Олег", ""), ""),
        (("García Ruiz", "Pepe", ""), ("Garcia Ruiz", "José", ""), "alike"),
    ],
)
def test_what_two_records_are_to_each_other(a: tuple[str, ...], b: tuple[str, ...], expected: str) -> None:
    fields = ("surname", "given", "patronymic")
    one, other = (dict(zip(fields, name, strict=True)) for name in (a, b))
    assert relation(one, other) == relation(other, one) == expected


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("1999-04-21", "1999-04-21", True),
        ("1999-04-21", "1999-04-22", True),
        ("1999-04-21", "1999", True),
        ("1999-04-21", "1998-07-01/1999-06-30", True),
        ("1999-04-21", "1987", False),
        ("1999-04-21", "unreadable", None),
    ],
)
def test_dates_agree_as_far_as_they_are_told(a: str, b: str, same: bool | None) -> None:  # noqa: FBT001 - a table
    assert agree("birth", a, b) is same


def test_a_namesake_is_told_with_the_date_to_ask_for() -> None:
    both = registry(person("Шевченко", "Тарас", born="1999-04-21"), person("Шевченко", "Тарас", born="1987"))
    (rival,) = rivals(both.search(person("Шевченко", "Тарас")), "R1")
    assert (rival.record_id, rival.kind, rival.field, rival.asked) == ("R2", "namesake", "birth", "")
    assert (rival.here, rival.there) == ("1999-04-21", "1987")


def test_what_the_family_told_is_repeated_and_not_asked_again() -> None:
    both = registry(person("Шевченко", "Тарас", born="1999-04-21"), person("Шевченко", "Тарас", born="1987"))
    (rival,) = rivals(both.search(person("Шевченко", "Тарас", born="1999")), "R1")
    assert rival.asked.startswith("1999")


def test_one_person_registered_twice_is_no_rival() -> None:
    full = ("Шевченко", "Тарас", "Григорович")
    twice = registry(person(*full, born="1999-04-21"), person("Shevchenko", *full[1:], born="1999-04-21"))
    answer = twice.search(person(*full))
    assert len({c.same_as for c in answer.candidates}) == 1
    assert rivals(answer, "R1") == ()


def test_where_nothing_differs_that_is_said() -> None:
    two = registry(person("Шевченко", "Тарас"), person("Шевченко", "Тарас"))
    answer = two.search(person("Шевченко", "Тарас"))
    found = rivals(answer, "R1")
    assert [rival.kind for rival in found] in ([], ["alike"])
    assert len(found) == 1 or answer.candidates[0].same_as == answer.candidates[1].same_as


def test_an_unknown_record_is_an_error() -> None:
    with pytest.raises(KeyError):
        rivals(registry(person("Шевченко")).search(person("Шевченко")), "R9")


@pytest.mark.parametrize("language", languages())
def test_every_kind_of_rival_is_said_in_every_language(language: str) -> None:
    both = registry(person("Коваль", "Іван", "Петрович"), person("Коваль", "Олег", "Петрович"))
    (rival,) = rivals(both.search(person("Коваль", "", "Петрович")), "R1")
    said = say_rival(rival, language, other="X")
    assert all(part in said for part in ("X", "Іван", "Олег"))
    assert language == "en" or "ask" not in said
