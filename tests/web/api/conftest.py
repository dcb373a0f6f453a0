"""The standing cast, and machines that act for them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from cast import Cast, cast
from regreso.casebook.models import ApiToken
from regreso.steps import connect

__all__ = ["cast"]
FOR = {"ask": "operator", "register": "registrar", "exchange": "bureau"}


@pytest.fixture
def token(cast: Cast) -> Callable[[str], str]:
    """A token for this purpose, acting for the one of the cast who holds its role."""

    def made(purpose: str) -> str:
        row = ApiToken(operation=cast.operation, staff=cast.staff[FOR[purpose]], purpose=purpose)
        return connect.issue(row, days=30, by=cast.by("administrator_a"), at=timezone.now())

    return made
