"""`regreso keys`: everything is sealed anew while others read and write; nothing is lost half-way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from cast import Cast, cast
from regreso import cli
from regreso.casebook import operation_keys, resealing
from regreso.casebook.audit import verify
from regreso.casebook.keys import KeysError, keyring
from regreso.casebook.models import Move, Operation, OperationKey, Person, Sought
from regreso.cli import keys

__all__ = ["cast"]

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.conf import LazySettings


@pytest.fixture(autouse=True)
def ring(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The tests' keyring in a file of its own, and no waiting for processes that are not there."""
    file = tmp_path / "keys.json"
    file.write_text(settings.REGRESO_KEYS)
    settings.REGRESO_KEYS, settings.REGRESO_KEYS_FILE = "", str(file)
    monkeypatch.setattr(operation_keys, "FRESH", 0.0)
    monkeypatch.setattr(keys, "_ALLOWANCE", 0)
    keyring.cache_clear()
    operation_keys.drop_ciphers()
    yield file
    keyring.cache_clear()
    operation_keys.drop_ciphers()


@pytest.fixture
def asked(cast: Cast) -> Cast:
    cast.confirmed()
    return cast


def names() -> list[tuple[str, str]]:
    operation_keys.drop_ciphers()
    held = [(one.surname, one.given) for one in Person.objects.all()]
    return sorted(held + [(one.surname, one.given) for one in Sought.objects.all()])


def test_rotate_gives_a_new_secret_and_destroys_the_old(
    asked: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    before, old = names(), OperationKey.objects.get().pk
    assert cli.main(["keys", "rotate"]) == 0
    assert "1 old secret destroyed" in capsys.readouterr().out
    new = OperationKey.objects.get().pk
    assert new != old
    assert names() == before
    assert resealing.sealers(asked.operation.pk).keys() == {new.bytes}
    assert verify(asked.operation) == []


def test_a_rotation_that_was_interrupted_goes_on_with_the_same_secret(
    asked: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = names()
    monkeypatch.setattr(resealing, "BATCH", 2)
    reached = 0

    def stop(_done: int) -> None:
        nonlocal reached
        reached += 1
        if reached == 3:
            raise KeyboardInterrupt

    operation_keys.make_secret(asked.operation.pk)
    with pytest.raises(KeyboardInterrupt):
        resealing.reseal(asked.operation.pk, progress=stop)
    assert len(resealing.sealers(asked.operation.pk)) == 2
    assert names() == before
    half_way = OperationKey.objects.get(retired_at=None).pk
    assert cli.main(["keys", "rotate"]) == 0
    assert [one.pk for one in OperationKey.objects.all()] == [half_way]
    assert names() == before


def test_what_somebody_wrote_meanwhile_is_not_overwritten(
    asked: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person.objects.first()
    assert person is not None
    operation_keys.make_secret(asked.operation.pk)
    real = operation_keys.unseal

    def written_meanwhile(sealed: bytes, **where: object) -> bytes:
        if str(where["where"]).startswith(f"casebook_person.surname:{person.pk}"):
            monkeypatch.setattr(resealing, "unseal", real)
            theirs = Person.objects.get(pk=person.pk)
            theirs.surname = "Написане тим часом"
            theirs.save(update_fields=["surname"])
        return real(sealed, **where)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(resealing, "unseal", written_meanwhile)
    resealing.reseal(asked.operation.pk)
    assert Person.objects.get(pk=person.pk).surname == "Написане тим часом"


@pytest.mark.usefixtures("asked")
def test_rows_of_before_operations_had_secrets_come_under_one() -> None:
    old = Operation.objects.create(name="Of before")
    OperationKey.objects.filter(operation=old).delete()
    operation_keys.drop_ciphers()
    row = Person.objects.create(operation=old, surname="Коваль")
    assert resealing.sealers(old.pk).keys() == {1}
    assert cli.main(["keys", "rotate", "--operation", "Of before"]) == 0
    assert resealing.sealers(old.pk).keys() == {OperationKey.objects.get(operation=old).pk.bytes}
    operation_keys.drop_ciphers()
    assert Person.objects.get(pk=row.pk).surname == "Коваль"


def test_a_master_is_added_everything_comes_under_it_and_the_old_one_goes(
    asked: Cast, ring: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = names()
    assert cli.main(["keys", "add-master"]) == 0
    assert ring.stat().st_mode & 0o777 == 0o600
    assert cli.main(["keys", "forget", "1"]) == 1
    assert "still wraps 1 secrets" in capsys.readouterr().err
    assert cli.main(["keys", "rotate"]) == 0
    assert cli.main(["keys", "forget", "1"]) == 0
    assert list(json.loads(ring.read_text())["keys"]) == ["2"]
    keyring.cache_clear()
    assert names() == before
    assert verify(asked.operation) == []
    assert cli.main(["keys", "forget", "2"]) == 1
    assert "cannot be taken out" in capsys.readouterr().err


def test_show_counts_and_prints_no_key(asked: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["keys", "show", "--json"]) == 0
    out = capsys.readouterr().out
    told = json.loads(out)
    assert told["current"] == 1
    (sealed,) = told["sealed"][asked.operation.name].values()
    assert sealed == sum(resealing.sealers(asked.operation.pk).values()) > 50
    assert cli.main(["keys", "show"]) == 0
    secret = operation_keys.unwrap(
        bytes(OperationKey.objects.get().wrapped), where=f"operation_key:{OperationKey.objects.get().pk}"
    )
    assert secret.hex() not in out + capsys.readouterr().out


def test_keys_that_come_from_elsewhere_are_written_only_where_one_says(
    cast: Cast, settings: LazySettings, tmp_path: Path, capsys: pytest.CaptureFixture[str], ring: Path
) -> None:
    assert cast.operation.state == "open"
    settings.REGRESO_KEYS = ring.read_text()
    assert cli.main(["keys", "add-master"]) == 1
    assert "--out" in capsys.readouterr().err
    out = tmp_path / "new.json"
    assert cli.main(["keys", "add-master", "--out", str(out)]) == 0
    assert json.loads(out.read_text())["current"] == 2
    assert cli.main(["keys", "add-master", "--out", str(out)]) == 1
    assert list(json.loads(ring.read_text())["keys"]) == ["1"]


def test_a_value_that_does_not_open_stops_the_pass_and_is_named(asked: Cast) -> None:
    move = Move.objects.order_by("number").first()
    assert move is not None
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casebook_move SET said = %s WHERE number = 1", [b"\x01\0\0\0\1" + b"x" * 40])
    operation_keys.make_secret(asked.operation.pk)
    with pytest.raises(KeysError, match=f"casebook_move.said:{move.pk}"):
        resealing.reseal(asked.operation.pk)
