"""What is sealed cannot be read, moved or filtered by."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.db import connection, models

from regreso.casebook.data_class import DataClass, class_of
from regreso.casebook.keys import KeysError, new_keys, read_keys
from regreso.casebook.models import Operation, Person
from regreso.casebook.sealed import Sealed

if TYPE_CHECKING:
    from collections.abc import Iterator


def _columns() -> Iterator[models.Field[object, object]]:
    for model in apps.get_app_config("casebook").get_models():
        yield from model._meta.local_fields
        yield from model._meta.local_many_to_many


def test_each_column_declares_its_class_and_all_but_operational_are_sealed() -> None:
    columns = list(_columns())
    assert len(columns) > 200
    assert [c for c in columns if class_of(c) is None] == []
    wrong = [c for c in columns if isinstance(c, Sealed) == (class_of(c) is DataClass.OPERATIONAL)]
    assert wrong == []


@pytest.fixture
def person(operation: Operation) -> Person:
    return Person.objects.create(operation=operation, surname="Шевченко", other_names=["Shevchenko"])


@pytest.mark.usefixtures("person")
def test_values_come_back_as_they_were() -> None:
    again = Person.objects.get()
    assert (again.surname, again.other_names, again.given, again.declined) == (
        "Шевченко",
        ["Shevchenko"],
        "",
        [],
    )


@pytest.mark.usefixtures("person")
def test_saving_an_unopened_row_keeps_it_readable() -> None:
    Person.objects.get().save()
    assert Person.objects.get().surname == "Шевченко"


@pytest.mark.usefixtures("person")
def test_the_disk_does_not_hold_the_name() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT surname, other_names FROM casebook_person")
        surname, others = (bytes(value) for value in cursor.fetchone())
    assert "Шевченко".encode() not in surname
    assert b"Shevchenko" not in others


@pytest.mark.usefixtures("person")
def test_a_value_moved_to_another_row_or_column_does_not_open(operation: Operation) -> None:
    Person.objects.create(operation=operation, surname="Коваль")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casebook_person SET surname = (SELECT max(surname) FROM casebook_person)")
        cursor.execute("UPDATE casebook_person SET given = surname")
    opened = []
    for row in Person.objects.all():
        with suppress(KeysError):
            opened.append(row.surname)
        with pytest.raises(KeysError, match="changed or moved"):
            _ = row.given
    assert len(opened) == 1


@pytest.mark.usefixtures("person")
def test_plain_values_cannot_be_filtered_by_or_bulk_written() -> None:
    with pytest.raises(TypeError, match="sealed"):
        Person.objects.filter(surname="Шевченко").exists()
    with pytest.raises(TypeError, match="sealed"):
        Person.objects.update(surname="Коваль")


def test_bulk_create_seals(operation: Operation) -> None:
    Person.objects.bulk_create([Person(operation=operation, surname=f"Б{i}") for i in range(3)])
    assert sorted(p.surname for p in Person.objects.all()) == ["Б0", "Б1", "Б2"]


def test_a_new_master_key_seals_while_the_old_one_still_opens() -> None:
    old = read_keys(new_keys())
    sealed = old.seal(b"x", data_class=DataClass.IDENTITY, where="t.c:1")
    other = read_keys(new_keys())
    both = type(old)({**old.masters, 2: other.masters[1]}, 2, old.index_key, old.signing_key)
    assert both.open(sealed, data_class=DataClass.IDENTITY, where="t.c:1") == b"x"
    assert both.seal(b"x", data_class=DataClass.IDENTITY, where="t.c:1")[1:5] == b"\0\0\0\2"
    with pytest.raises(KeysError, match="no key 2"):
        old.open(
            both.seal(b"x", data_class=DataClass.IDENTITY, where="w"),
            data_class=DataClass.IDENTITY,
            where="w",
        )


@pytest.mark.parametrize(
    "text", ["", "{}", '{"keys": {"1": "AAAA"}, "current": 1, "index": "", "signing": ""}', "[1]"]
)
def test_a_damaged_key_file_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(KeysError, match="key file"):
        read_keys(text)
