"""The standing cast walks on, with a family that was told; and a journey of theirs under way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.utils import timezone

from cast import cast
from pair import Pair, pair
from regreso.casebook.models import BorderChange, Journey
from regreso.jobs.worker import drain
from regreso.movement.journeys.plan import plan_journey
from regreso.movement.journeys.rules import Traveller
from regreso.steps import borders, travel
from regreso.web.base.ways import leg_rows

__all__ = ["cast", "pair"]

HEAD = "crossing,from,to,status,modes,source,last_checked\n"


@pytest.fixture
def on_that_day(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask the clock: it is a few days before she leaves."""
    monkeypatch.setattr(timezone, "now", lambda: pair.cast.later(hours=3))


@pytest.fixture
def issued(pair: Pair, on_that_day: None) -> Callable[..., Journey]:  # noqa: ARG001 - the day is wanted
    """A journey from Moscow with a Polish visa, issued, to a station."""

    def made(end: str = "Kyiv") -> Journey:
        atlas, who = borders.atlas(pair.cast.operation.pk), Traveller("RUS", "family", frozenset({"POL"}))
        (first, *_) = plan_journey(atlas, who, start="Moscow", end=end, on=date(2022, 3, 6)).options
        legs = leg_rows(first, atlas=atlas, traveller=who, language="uk", today=date(2022, 3, 3))
        row = pair.journey(
            legs=legs, passport="RUS", purpose="family", documents=["POL"], start_stop="Moscow",
            end_stop=end, language="uk", traveller="Олена Шевченко",
        )  # fmt: skip
        by = pair.cast.by("liaison_a")
        travel.plan(row, atlas=atlas, by=by, at=pair.at)
        travel.issue(row, atlas=atlas, by=by, at=pair.at)
        return row

    return made


@pytest.fixture
def closing(pair: Pair) -> Callable[[str], None]:
    """A coordinator writes that a crossing is closed, and the worker sees what follows."""

    def closes(crossing: str) -> None:
        change = BorderChange(operation=pair.cast.operation, table="statuses")
        text = f"{HEAD}{crossing},2022-03-05,,closed,,a call,2022-03-05\n"
        borders.make(change, text, by=pair.cast.by("coordinator_a"), at=pair.at)
        drain()

    return closes
