"""A plan and a manifest meet: each departure of a corridor's plan is a trip that devices may write of."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import Corridor, Passenger, Trip
from regreso.movement.corridor.handouts import boarding
from regreso.steps import board

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from regreso.casebook.models import Move


_BATCH = 500  # SQLite takes no more than some hundreds of values in one question


def open_of_corridor(move: Move, at: datetime) -> None:
    """Two have said go, or a plan made again holds: every departure of the plan has its manifest."""
    corridor = Corridor.objects.select_related("plan").get(pk=move.subject_id)
    if corridor.plan is not None and corridor.state == "under_way":
        open_departures(
            corridor.operation_id, corridor.plan.plan, corridor.tokens, prefix=corridor.code, at=at
        )


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
    departure that is open already stays as it is, with whoever is on it. A household that is on a manifest
    already stays on that one: its token is good at every door.
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
        there = _on_a_manifest(operation_id, rows)
        people = [one for row in rows if row["token"] not in there for one in _members(row)]
        if people:
            board.allot(trip, people, by=SYSTEM, at=at)
        opened.append(trip)
    return opened


def _on_a_manifest(operation_id: UUID, rows: Sequence[Mapping[str, Any]]) -> set[str]:
    tokens = [str(row["token"]) for row in rows if row["token"]]
    found: set[str] = set()
    for start in range(0, len(tokens), _BATCH):
        some = Passenger.objects.filter(operation=operation_id, household__in=tokens[start : start + _BATCH])
        found |= set(some.values_list("household", flat=True))
    return found


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
