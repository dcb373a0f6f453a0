"""An operation with a chain to write to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from regreso.casebook.actor import Actor
from regreso.casebook.models import Operation, append_move


@pytest.fixture
def at() -> datetime:
    return datetime(2022, 3, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def operation(db: None, at: datetime) -> Operation:  # noqa: ARG001 - the database is wanted
    made = Operation(name="An invented crisis")
    append_move(made, "open", by=Actor("administrator", "first"), at=at)
    return made
