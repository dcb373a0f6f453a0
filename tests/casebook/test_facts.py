"""Rows become facts."""

from __future__ import annotations

from datetime import date

import pytest

from regreso.casebook.facts import person_facts, sought_facts, written_only
from regreso.casebook.models import Person, Sought

ON = date(2022, 7, 1)


def test_a_person_held_becomes_facts() -> None:
    facts = person_facts(
        Person(
            surname="Шевченко", given="Тарас", patronymic="Григорович", other_names=["Shevchenko"],
            sex="m", birth="1999-04", settlement="Моринці", region="Черкаська", unit="30", mother="Бойко",
        )
    )  # fmt: skip
    name = facts.names[0].value
    assert (name.as_written, name.surname, name.others) == (
        "Шевченко Тарас Григорович",
        "Шевченко",
        ("Shevchenko",),
    )
    assert (str(facts.births[0].value), facts.sex, facts.units[0].value) == ("1999-04", "m", "30")
    assert (facts.places[0].value.settlement, facts.mothers[0].value) == ("Моринці", "Бойко")


def test_what_is_not_told_is_neutral() -> None:
    facts = person_facts(Person(declined=["birth", "unit"]))
    assert (facts.names, facts.births, facts.sex, facts.places, facts.units, facts.mothers) == (
        (), (), "", (), (), (),
    )  # fmt: skip


def test_an_age_holds_on_the_day_it_was_told_and_a_birth_goes_before_it() -> None:
    (born,) = sought_facts(Sought(given="Тарас", age="20"), on=ON).births
    assert (born.value.first, born.value.last) == (date(2001, 7, 2), date(2002, 7, 1))
    (born,) = sought_facts(Sought(given="Тарас", age="20", birth="1999"), on=ON).births
    assert str(born.value) == "1999"


@pytest.mark.parametrize("told", [{"birth": "31.02.1999"}, {"age": "many"}, {"age": "999"}])
def test_a_value_that_cannot_be_is_neutral(told: dict[str, str]) -> None:
    assert sought_facts(Sought(given="Тарас", **told), on=ON).births == ()


def test_a_whole_message_stands_as_the_name() -> None:
    sought = Sought(as_written="ищу сына Петра Иванова")
    assert written_only(sought)
    assert sought_facts(sought, on=ON).names[0].value.as_written == "ищу сына Петра Иванова"
    assert not written_only(Sought(as_written="ищу сына", surname="Иванов"))


def test_a_person_known_by_another_name_only_is_found_by_it() -> None:
    assert person_facts(Person(other_names=["Грузин"])).names[0].value.as_written == "Грузин"
