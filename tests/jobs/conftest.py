"""An operation, grants to move in it, and a reaction to moves of theirs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from cast import cast
from manifests import shut
from pair import pair
from regreso.casebook.actor import Actor
from regreso.casebook.models import Grant, Move, Operation, Staff, append_move
from regreso.jobs import reactions
from regreso.jobs.reactions import Follow

__all__ = ["cast", "pair", "shut"]

ADA = Actor("administrator", "ada")


@pytest.fixture
def at() -> datetime:
    return datetime(2022, 3, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def operation(db: None, at: datetime) -> Operation:  # noqa: ARG001 - the database is wanted
    made = Operation(name="An invented crisis")
    append_move(made, "open", by=ADA, at=at)
    return made


@pytest.fixture
def ask(operation: Operation, at: datetime) -> Callable[[], Move]:
    """Ask for a grant: a move that something may follow from."""
    staff = Staff.objects.create_user("olena")

    def one() -> Move:
        return append_move(Grant(operation=operation, staff=staff, role="operator"), "ask", by=ADA, at=at)

    return one


@pytest.fixture
def followed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, datetime]]:
    """Two reactions follow from each asked grant; what they were called with."""
    calls: list[tuple[str, datetime]] = []

    def end(move: Move, at: datetime) -> None:
        append_move(Grant.objects.get(pk=move.subject_id), "end", by=ADA, at=at)

    def tell(_move: Move, at: datetime) -> None:
        calls.append(("tell", at))

    pair = (Follow("end", end), Follow("tell", tell))
    monkeypatch.setitem(reactions.REACTIONS, ("grant", "ask"), pair)
    return calls
