"""Each operation seals with a secret of its own; whoever destroys the secret has destroyed what it sealed."""

from __future__ import annotations

import base64
import stat
import sys
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.db import connection, transaction

from regreso.casebook import operation_keys
from regreso.casebook.data_class import DataClass
from regreso.casebook.keys import KeyGoneError, KeysError, keyring, new_keys, read_keys
from regreso.casebook.models import Conversation, Operation, OperationKey, Person, ProofPage
from regreso.casebook.sealed import way_to_operation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.conf import LazySettings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    operation_keys.drop_ciphers()
    yield
    operation_keys.drop_ciphers()


def raw(row: Person) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT surname FROM casebook_person WHERE id = %s", [_key(row)])
        return bytes(cursor.fetchone()[0])


def _key(row: Person) -> str:
    return str(row.pk) if connection.vendor == "postgresql" else row.pk.hex


def person(operation: Operation) -> Person:
    return Person.objects.create(operation=operation, surname="Шевченко")


def test_two_operations_seal_with_two_secrets(operation: Operation) -> None:
    other = Operation.objects.create(name="Another invented crisis")
    sealers = {operation_keys.sealed_by(raw(person(one))) for one in (operation, other)}
    assert sealers == {one.pk.bytes for one in OperationKey.objects.all()}
    assert len(sealers) == 2


def test_each_class_has_a_key_of_its_own(operation: Operation) -> None:
    sealed = operation_keys.seal(b"x", data_class=DataClass.CONTACT, where="a", operation_id=operation.pk)
    assert operation_keys.unseal(sealed, data_class=DataClass.CONTACT, where="a") == b"x"
    with pytest.raises(KeysError):
        operation_keys.unseal(sealed, data_class=DataClass.CUSTODY, where="a")


def test_a_value_does_not_open_in_another_row(operation: Operation) -> None:
    one, two = person(operation), person(operation)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casebook_person SET surname = %s WHERE id = %s", [raw(one), _key(two)])
    with pytest.raises(KeysError, match="moved from another row"):
        _ = Person.objects.get(pk=two.pk).surname


def test_without_its_secret_nothing_of_an_operation_opens_and_of_another_all(operation: Operation) -> None:
    other = Operation.objects.create(name="Another invented crisis")
    gone, stays = person(operation), person(other)
    OperationKey.objects.filter(operation=operation).delete()
    operation_keys.drop_ciphers()
    with pytest.raises(KeyGoneError):
        _ = Person.objects.get(pk=gone.pk).surname
    assert Person.objects.get(pk=stays.pk).surname == "Шевченко"


def test_the_secret_lies_wrapped_and_only_in_its_own_row(operation: Operation) -> None:
    row = OperationKey.objects.get(operation=operation)
    other = Operation.objects.create(name="Another invented crisis")
    theirs = OperationKey.objects.get(operation=other)
    wrapped = bytes(row.wrapped)
    assert keyring().masters[1] not in wrapped
    with pytest.raises(KeysError, match="moved from another row"):
        operation_keys.unwrap(wrapped, where=f"operation_key:{theirs.pk}")


def test_pages_hang_on_their_paper_and_talk_before_an_enquiry_on_nothing() -> None:
    assert way_to_operation(Person) == ("operation_id",)
    assert way_to_operation(ProofPage) == ("proof", "operation_id")
    assert way_to_operation(Conversation) == ()


def test_values_of_before_operations_had_secrets_still_open(operation: Operation) -> None:
    row = person(operation)
    where = f"casebook_person.surname:{row.pk}"
    old = keyring().seal('"Коваль"'.encode(), data_class=DataClass.IDENTITY, where=where)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casebook_person SET surname = %s WHERE id = %s", [old, _key(row)])
    assert Person.objects.get(pk=row.pk).surname == "Коваль"
    assert operation_keys.sealed_by(old) == 1


def test_an_operation_that_was_taken_back_leaves_no_secret_to_go_on_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The form's token is the operation's id: a second click makes it again, maybe in another process."""
    monkeypatch.setattr(operation_keys, "TAKEN_BACK_TOO", False)
    key = uuid4()

    def made_and_taken_back() -> None:
        with transaction.atomic():
            person(Operation.objects.create(pk=key, name="Invented"))
            raise InterruptedError

    with pytest.raises(InterruptedError):
        made_and_taken_back()
    again = Operation.objects.create(pk=key, name="Invented")
    row = person(again)
    assert operation_keys.sealed_by(raw(row)) == OperationKey.objects.get(operation=again).pk.bytes


def test_a_new_secret_seals_and_the_old_one_still_opens(operation: Operation) -> None:
    before = person(operation)
    new = operation_keys.make_secret(operation.pk)
    after = person(operation)
    assert operation_keys.sealed_by(raw(after)) == new != operation_keys.sealed_by(raw(before))
    operation_keys.drop_ciphers()
    assert Person.objects.get(pk=before.pk).surname == Person.objects.get(pk=after.pk).surname == "Шевченко"


def test_a_master_added_by_another_process_is_found(
    operation: Operation, settings: LazySettings, tmp_path: Path
) -> None:
    row = person(operation)
    text = settings.REGRESO_KEYS
    file = tmp_path / "keys.json"
    file.write_text(text)
    settings.REGRESO_KEYS, settings.REGRESO_KEYS_FILE = "", str(file)
    keyring.cache_clear()
    try:
        keyring()
        two = read_keys(new_keys()).masters[1]
        file.write_text(
            text.replace('"keys": {', f'"keys": {{"2": "{base64.b64encode(two).decode()}", ').replace(
                '"current": 1', '"current": 2'
            )
        )
        ring = read_keys(file.read_text())
        wrapped = ring.wrap(b"s" * 32, where="w")
        assert operation_keys.unwrap(wrapped, where="w") == b"s" * 32
        operation_keys.drop_ciphers()
        assert Person.objects.get(pk=row.pk).surname == "Шевченко"
    finally:
        keyring.cache_clear()


_PROGRAM = """#!{python}
import base64, sys
data = base64.b64decode(sys.stdin.read())
print(base64.b64encode(bytes(one ^ 0x5a for one in data)).decode())
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Stands for the client of an HSM: it wraps by a key that we never see."""
    path = tmp_path / "wrapper"
    path.write_text(_PROGRAM.format(python=sys.executable))
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_a_program_may_wrap_instead_of_a_master(settings: LazySettings, program: Path) -> None:
    settings.REGRESO_WRAP = str(program)
    row = person(Operation.objects.create(name="Invented"))
    operation_keys.drop_ciphers()
    assert Person.objects.get(pk=row.pk).surname == "Шевченко"
    settings.REGRESO_WRAP = ""
    operation_keys.drop_ciphers()
    with pytest.raises(KeysError, match="REGRESO_WRAP"):
        _ = Person.objects.get(pk=row.pk).surname


@pytest.mark.parametrize("body", ["exit 1", "echo not-base64!", "exec cat /nowhere"])
def test_a_program_that_fails_says_so_and_nothing_is_made(
    settings: LazySettings, tmp_path: Path, body: str
) -> None:
    path = tmp_path / "broken"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o700)
    settings.REGRESO_WRAP = str(path)
    with pytest.raises(KeysError, match="Try it by hand"):
        Operation.objects.create(name="Invented")
    assert not Operation.objects.filter(name="Invented").exists()


def test_a_program_may_bring_the_keyring(settings: LazySettings, tmp_path: Path) -> None:
    file = tmp_path / "vault key.json"
    file.write_text(settings.REGRESO_KEYS)
    settings.REGRESO_KEYS, settings.REGRESO_KEYS_COMMAND = "", f"cat '{file}'"
    keyring.cache_clear()
    try:
        assert keyring().current == 1
        keyring.cache_clear()
        settings.REGRESO_KEYS_COMMAND = "false"
        with pytest.raises(KeysError, match="gave no keys"):
            keyring()
    finally:
        keyring.cache_clear()
