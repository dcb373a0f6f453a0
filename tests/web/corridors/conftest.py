"""The cast of the desk of corridors: its two coordinators, the day before the small scenario."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from cast import Cast, cast
from desks import sit

__all__ = ["cast"]


@pytest.fixture
def on_that_day(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The day before the windows of the small scenario: pages ask the clock."""
    monkeypatch.setattr(timezone, "now", lambda: cast.later(hours=3))


@pytest.fixture
def one(cast: Cast) -> Client:
    """The first coordinator's desk."""
    return sit(cast.coordinator_a)


@pytest.fixture
def two(cast: Cast) -> Client:
    """The second coordinator's desk."""
    return sit(cast.coordinator_b)
