"""A button pressed twice makes one row: the form chose its id before it was sent."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from regreso.story import MoveRefused

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def once(row: Any, move: str) -> Iterator[None]:  # noqa: ANN401 - any subject's row
    """A transaction in which `row` is made; when its id is taken, by an earlier click or a faster one.

    Raises:
        MoveRefused: it is already there.
    """
    made_here = row._state.adding  # noqa: SLF001 - Django's documented state; a loaded row is no second click
    try:
        with transaction.atomic():
            if made_here and _taken(row):
                raise _refusal(row, move)
            yield
    except IntegrityError:
        if made_here and _taken(row):
            raise _refusal(row, move) from None
        raise


def _taken(row: Any) -> bool:  # noqa: ANN401 - any subject's row
    return bool(type(row).objects.filter(pk=row.pk).exists())


def _refusal(row: Any, move: str) -> MoveRefused:  # noqa: ANN401 - any subject's row
    return MoveRefused(row.SUBJECT, move, "it is already there; the first click counted")
