"""What a form hands in becomes columns; what stood there is remembered."""

from __future__ import annotations

from datetime import date

import pytest

from regreso.casebook.changes import change, faults_in, faults_of, parts
from regreso.casebook.models import Operation, Person, Sought

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("birth", "1999-02-31", "not_a_date"),
        ("birth", "21.04.1999", "not_a_date"),
        ("birth", "2026-03-02", "not_a_date"),
        ("birth", "2999", "not_a_date"),
        ("age", "121", "not_an_age"),
        ("age", "²", "not_an_age"),
        ("sex", "M", "not_a_sex"),
        ("password", "x", "unknown_field"),
        ("surname", "я" * 4001, "too_long"),
        ("other_names", ["я" * 3000, "я" * 3000], "too_long"),
    ],
)
def test_a_value_that_cannot_be_is_named(name: str, value: object, code: str) -> None:
    allowed = ("birth", "age", "sex", "surname", "other_names")
    assert [fault.code for fault in faults_in({name: value}, allowed=allowed, today=TODAY)] == [code]


def test_empty_and_good_values_have_no_fault() -> None:
    good = Sought(birth="1999-04", age="0", sex="f", surname="Коваль", other_names=["Koval"])
    columns = ("birth", "age", "sex", "surname", "other_names")
    assert faults_of(good, columns, today=TODAY) == []
    assert faults_of(Sought(), columns, today=TODAY) == []


def test_a_change_tells_what_stood_there(operation: Operation) -> None:
    person = Person.objects.create(operation=operation, surname="Коваль", declined=["unit"])
    before = change(person, {"surname": "Koval", "other_names": " Коваль ;\nКовальчук;"})
    again = Person.objects.get()
    assert before == {"surname": "Коваль", "other_names": []}
    assert (again.surname, again.other_names, again.declined) == ("Koval", ["Коваль", "Ковальчук"], ["unit"])


def test_parts_of_nothing_are_none() -> None:
    assert parts(" ; \n") == []
