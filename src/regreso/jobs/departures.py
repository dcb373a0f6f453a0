"""A plan and a manifest meet: each departure of a corridor's plan is a trip that devices may write of."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import Passenger, Trip
from regreso.movement.corridor.handouts import boarding
from regreso.steps import board

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID


def open_departures(
    operation_id: UUID,
    plan: dict[str, Any],
    tokens: Mapping[str, Sequence[str]],
    *,
    prefix: str,
    at: datetime,
) -> list[Trip]:
    """Each departure has a manifest, and each member of a household a token under that of the household.

    `prefix` keeps departures of two plans apart: a trip's code stands on slips, so it tells no place. A
    departure that is open already stays as it is, with whoever is on it.
    """
    seats = defaultdict(list)
    for row in boarding(plan, {home: list(known) for home, known in tokens.items()}):
        seats[row["departure"]].append(row)
    arrives = {row["id"]: datetime.fromisoformat(row["arrive"]) for row in plan["departures"]}
    opened = []
    for departure, rows in seats.items():
        trip = Trip(operation_id=operation_id, code=f"{prefix}-{departure}"[:80])
        if Trip.objects.filter(operation=operation_id, code=trip.code).exists():
            continue
        trip.expected_at, trip.way = arrives[departure], f"{rows[0]['from']} → {rows[0]['to']}"
        board.open_trip(trip, by=SYSTEM, at=at)
        board.allot(trip, [one for row in rows for one in _members(row)], by=SYSTEM, at=at)
        opened.append(trip)
    return opened


def _members(row: dict[str, Any]) -> list[Passenger]:
    """Everybody of one household; whoever needs a place for a wheelchair or a stretcher comes first."""
    needs = ["wheelchair"] * int(row["wheelchair"]) + ["stretcher"] * int(row["stretcher"])
    token = str(row["token"])
    return [
        Passenger(
            token=f"{token}/{number + 1}" if token else "",
            household=token,
            vehicle=str(row["vehicle"]),
            needs=needs[number] if number < len(needs) else "",
        )
        for number in range(int(row["size"]))
    ]
