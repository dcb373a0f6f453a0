"""Corridors for tests of steps, jobs and pages: the small scenario, proposed, agreed, planned, sent off."""

from __future__ import annotations

from typing import Any

from cast import Cast
from corridors import small
from regreso.casebook.models import Corridor, CorridorPlan
from regreso.jobs.worker import drain
from regreso.steps import arrange, convoy, evacuate

CHANNELS = [
    {"place": "town", "transport": "telegram", "to": "@town", "language": "uk"},
    {"place": "town", "transport": "phone", "to": "+380 44 555 01 18", "language": "ru"},
]
SHELTER = {"uk": "Коридор зупинено. Ідіть в укриття.", "ru": "Коридор остановлен. Идите в укрытие."}


def scenario(**more: Any) -> dict[str, Any]:
    """As the parties would find it: every word is given, nobody has called it agreed yet."""
    raw = small() | more
    raw["corridors"][0]["status"] = "proposed"
    raw["households"][0]["token"] = ""
    del raw["households"][0]["token"]
    return raw


def proposed(cast: Cast, raw: dict[str, Any] | None = None) -> Corridor:
    new = Corridor(operation=cast.operation)
    evacuate.propose(new, raw or scenario(), by=cast.by("coordinator_a"), at=cast.at)
    return new


def agreed(cast: Cast, raw: dict[str, Any] | None = None) -> Corridor:
    row = proposed(cast, raw)
    evacuate.agree(row, by=cast.by("coordinator_a"), at=cast.at)
    return row


def asked(cast: Cast, row: Corridor, **more: Any) -> CorridorPlan:
    new = CorridorPlan(case="low", seconds=5, **more)
    arrange.ask(new, row, by=cast.by("coordinator_a"), at=cast.at)
    return new


def planned(cast: Cast, raw: dict[str, Any] | None = None) -> Corridor:
    row = agreed(cast, raw)
    asked(cast, row)
    drain(at=cast.at)
    row.refresh_from_db()
    return row


def approved(cast: Cast, raw: dict[str, Any] | None = None) -> Corridor:
    row = planned(cast, raw)
    evacuate.register_channels(row, CHANNELS, by=cast.by("coordinator_a"), at=cast.at)
    convoy.approve(row, SHELTER, by=cast.by("coordinator_a"), at=cast.at)
    return row


def gone(cast: Cast, raw: dict[str, Any] | None = None) -> Corridor:
    row = approved(cast, raw)
    convoy.go(row, by=cast.by("coordinator_b"), at=cast.later(hours=1))
    return row
