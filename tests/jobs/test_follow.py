"""A job exists exactly when its move does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import transaction

from regreso.casebook.actor import Actor
from regreso.casebook.models import Grant, Move, append_move
from regreso.jobs import queue
from regreso.story import MoveRefused

ADA = Actor("administrator", "ada")

Ask = Callable[[], Move]


def test_a_move_leaves_one_job_with_its_id_and_nothing_else(ask: Ask, followed: list[object]) -> None:
    move = ask()
    (job,) = queue.jobs()
    assert job.args_kwargs == {"args": [str(move.pk)], "kwargs": {}}
    assert followed == []


def test_a_move_from_which_nothing_follows_leaves_no_job(ask: Ask) -> None:
    ask()
    assert not queue.jobs().exists()


def test_a_refused_move_leaves_no_job(ask: Ask, followed: list[object], at: datetime) -> None:
    grant = Grant.objects.get(pk=ask().subject_id)
    before = queue.jobs().count()
    with pytest.raises(MoveRefused):
        append_move(grant, "ask", by=ADA, at=at)
    assert (queue.jobs().count(), followed) == (before, [])


def test_a_step_that_is_rolled_back_leaves_no_job(ask: Ask, followed: list[object]) -> None:
    def fails() -> None:
        with transaction.atomic():
            ask()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert (queue.jobs().count(), followed) == (0, [])
    ask()
    assert queue.jobs().count() == 1
