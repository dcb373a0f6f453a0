"""A button pressed twice makes one row, even when both clicks come at one moment."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import IntegrityError

from regreso.casebook import once as module
from regreso.casebook.actor import Actor
from regreso.casebook.models import Grant, Move, Operation, Staff, append_move
from regreso.casebook.once import once
from regreso.story import MoveRefused

ADA = Actor("administrator", "ada")


def click(grant: Grant, at: datetime) -> None:
    with once(grant, "ask"):
        append_move(grant, "ask", by=ADA, at=at)


@pytest.fixture
def grant(operation: Operation, at: datetime) -> Grant:
    made = Grant(operation=operation, staff=Staff.objects.create_user("olena"), role="operator")
    click(made, at)
    return made


def twin(grant: Grant) -> Grant:
    return Grant(pk=grant.pk, operation=grant.operation, staff=grant.staff, role="operator")


def test_the_second_click_is_refused(grant: Grant, at: datetime) -> None:
    with pytest.raises(MoveRefused, match="already there"):
        click(twin(grant), at)
    assert Move.objects.filter(subject="grant").count() == 1


def test_the_slower_of_two_clicks_at_one_moment_is_refused(
    grant: Grant, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([False, True])  # it looked before the faster one was there
    monkeypatch.setattr(module, "_taken", lambda _row: next(answers))
    with pytest.raises(MoveRefused, match="already there"):
        click(twin(grant), at)
    assert Move.objects.filter(subject="grant").count() == 1


def test_another_fault_of_the_database_is_not_hidden(grant: Grant) -> None:
    with pytest.raises(IntegrityError), once(Grant(operation=grant.operation), "ask"):
        Grant.objects.create(pk=grant.pk, operation=grant.operation, staff=grant.staff)
