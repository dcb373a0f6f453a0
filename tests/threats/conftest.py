"""The standing cast meets those whom the threat model names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils.translation import override

from cast import Cast, cast
from pair import pair
from regreso.casebook.models import Answer, Enquirer
from regreso.steps import answer as answering
from regreso.steps import search

__all__ = ["cast", "pair"]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """A page of the test before leaves its language in the thread, and its search leaves the register."""
    search._STANDING.clear()
    with override("en"):
        yield


@pytest.fixture
def answer(cast: Cast) -> Answer:
    """A confirmed match, and its answer that waits for the captive's word; kinship was proved."""
    made = Answer(operation=cast.operation, match=cast.confirmed())
    answering.prepare(made, at=cast.at)
    Enquirer.objects.update(level=2)
    return made
