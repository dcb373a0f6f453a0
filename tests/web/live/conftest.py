"""A call that was asked for, agreed to and scheduled for now, by the real steps; with its two links."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone

from cast import cast
from pair import Pair, pair
from regreso.casebook.models import Call, Operation
from regreso.steps import call as calling

__all__ = ["cast", "pair"]


@dataclass(frozen=True)
class Held:
    """A call and its links."""

    call: Call
    links: dict[str, str]


@pytest.fixture
def operation(pair: Pair) -> Operation:
    """The operation of the cast, so that who is hired works in the one where the call is held."""
    return pair.cast.operation


@pytest.fixture
def held(pair: Pair) -> Held:
    now, liaison = timezone.now(), pair.cast.by("liaison_a")
    pair.enquiry.enquirer.level = 2
    pair.enquiry.enquirer.save()
    call = pair.call()
    calling.request(call, by=pair.mother, at=now)
    calling.consent(call, asked_alone=True, by=pair.son, at=now)
    calling.verify(call, {"safe_time": "now"}, by=liaison, at=now)
    window = calling.Window(
        now - timedelta(minutes=5), now + timedelta(minutes=30), "Asia/Tomsk", "Europe/Kyiv"
    )
    made = calling.schedule(call, window, by=liaison, at=now)
    return Held(call, {"family": made.family_token, "captive": made.captive_token})
