"""Moves are checked, chained, and cannot be changed unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction

from regreso.casebook.actor import SYSTEM, Actor
from regreso.casebook.audit import verify
from regreso.casebook.models import Grant, Move, Operation, Reading, Staff, append_move, append_read, history
from regreso.casebook.models.ledger import Read
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from datetime import datetime

EXCHANGED = """UPDATE casebook_move SET said = (SELECT said FROM casebook_move WHERE number = 1)
WHERE number = 4"""
ADA, BOB = Actor("administrator", "ada"), Actor("administrator", "bob")


@pytest.fixture
def grant(operation: Operation, at: datetime) -> Grant:
    made = Grant(operation=operation, staff=Staff.objects.create_user("olena"), role="operator")
    append_move(made, "ask", by=ADA, at=at, said="new colleague")
    return made


def test_a_move_changes_the_state_and_is_remembered(grant: Grant, at: datetime) -> None:
    move = append_move(grant, "give", by=BOB, at=at, said={"reason": "trained", "detail": {"course": 2}})
    grant.refresh_from_db()
    assert grant.state == "given"
    assert (move.before, move.after, move.reason, move.detail) == ("asked", "given", "trained", {"course": 2})
    assert [m.name for m in history(grant)] == ["ask", "give"]


def test_the_same_hand_cannot_make_both_moves(grant: Grant, at: datetime) -> None:
    with pytest.raises(MoveRefused, match="another person"):
        append_move(grant, "give", by=ADA, at=at)
    with pytest.raises(MoveRefused, match="another person"):
        append_move(grant, "give", by=Actor("administrator", "someone", via="ada"), at=at)
    assert Grant.objects.get().state == "asked"


def test_wrong_role_state_and_move_are_refused_in_words(grant: Grant, at: datetime) -> None:
    with pytest.raises(MoveRefused, match="it is for administrator"):
        append_move(grant, "give", by=SYSTEM, at=at)
    with pytest.raises(MoveRefused, match="it is “asked”; expected “new”"):
        append_move(grant, "ask", by=ADA, at=at)
    with pytest.raises(MoveRefused, match="no such move"):
        append_move(grant, "fly", by=ADA, at=at)


def test_who_judged_by_an_old_state_is_refused(grant: Grant, at: datetime) -> None:
    stale = Grant.objects.get()
    append_move(grant, "end", by=BOB, at=at)
    with pytest.raises(MoveRefused, match="someone was faster"):
        append_move(stale, "give", by=BOB, at=at)
    assert Grant.objects.get().state == "ended"


def test_a_transaction_that_fails_leaves_no_move(grant: Grant, at: datetime) -> None:
    before = Move.objects.count()

    def fails() -> None:
        with transaction.atomic():
            append_move(grant, "give", by=BOB, at=at)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert (Move.objects.count(), verify(grant.operation)) == (before, [])


@pytest.fixture
def five(operation: Operation, at: datetime) -> Operation:
    staff = Staff.objects.create_user("olena")
    for n in range(4):
        append_move(
            Grant(operation=operation, staff=staff, role="operator"), "ask", by=ADA, at=at, said=f"reason {n}"
        )
    return operation


def _sql(statement: str, *values: str | int | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_whole_chain_verifies(five: Operation) -> None:
    assert Move.objects.filter(operation=five).count() == 5
    assert verify(five) == []


@pytest.mark.parametrize(
    ("statement", "number", "what"),
    [
        ("UPDATE casebook_move SET actor_id = 'eve' WHERE number = 3", 3, "changed after"),
        ("UPDATE casebook_move SET at = '2023-01-01' WHERE number = 2", 2, "changed after"),
        (EXCHANGED, 4, "said"),
        ("UPDATE casebook_move SET said = NULL WHERE number = 4", 4, "said"),
        ("DELETE FROM casebook_move WHERE number = 3", 3, "missing"),
        ("DELETE FROM casebook_move WHERE number = 5", 5, "missing"),
        ("DELETE FROM casebook_move", 1, "missing"),
        ("DELETE FROM casebook_chain", 0, "head"),
        (
            "UPDATE casebook_chain SET length = 4",
            5,
            "past the head",
        ),
        ("UPDATE casebook_chain SET seal = 'x'", 5, "seal"),
    ],
)
def test_tampering_is_found_and_the_row_is_named(
    five: Operation, statement: str, number: int, what: str
) -> None:
    _sql(statement)
    (fault,) = verify(five)
    assert (fault.kind, fault.number) == ("moves", number)
    assert what in fault.what


def test_a_state_that_no_move_gave_is_found(five: Operation) -> None:
    grant = Grant.objects.order_by("pk")[0]
    number = Move.objects.get(subject_id=grant.pk).number
    Grant.objects.filter(pk=grant.pk).update(state="given")
    (fault,) = verify(five)
    assert (fault.number, fault.row_id) == (number, str(grant.pk))
    assert fault.what == f"its state is “given”, but the ledger says “asked” (row {number})"


def test_a_row_that_was_removed_is_found(five: Operation) -> None:
    (gone,) = Grant.objects.order_by("pk").values_list("pk", flat=True)[1:2]
    Grant.objects.filter(pk=gone).delete()
    (fault,) = verify(five)
    assert str(fault).startswith(f"grant {gone}: it is gone, and the ledger says “asked”")


def test_a_row_that_nobody_moved_in_is_found(five: Operation) -> None:
    false = Grant.objects.create(operation=five, staff=Staff.objects.get(), role="reviewer", state="given")
    (fault,) = verify(five)
    assert (fault.row_id, fault.what) == (
        str(false.pk), "its state is “given”, but no row of the ledger tells of it",
    )  # fmt: skip


def test_exchanged_rows_are_found(five: Operation) -> None:
    _sql("UPDATE casebook_move SET number = 99 WHERE number = 2")
    _sql("UPDATE casebook_move SET number = 2 WHERE number = 3")
    _sql("UPDATE casebook_move SET number = 3 WHERE number = 99")
    (fault,) = verify(five)
    assert fault.number == 2


def test_reads_are_chained_apart_from_moves(five: Operation, at: datetime) -> None:
    for n in range(3):
        append_read(Reading(five.pk, "custody", (f"id{n}", "x"), "holding"), by=ADA, at=at)
    assert verify(five) == []
    read = Read.objects.get(number=2)
    assert (read.count, read.reader_id, read.said["ids"]) == (2, "ada", ["id1", "x"])
    _sql("UPDATE casebook_read SET reader_id = 'bob' WHERE number = 2")
    assert [(f.kind, f.number) for f in verify(five)] == [("reads", 2)]
