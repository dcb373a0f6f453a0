"""A plan and a manifest meet: each departure of a corridor's plan is a trip that devices may write of."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import Corridor, ManifestEvent, Passenger, Trip, Upload
from regreso.movement.corridor.handouts import boarding
from regreso.movement.manifest.events import Kind
from regreso.steps import board, count

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

    `prefix` keeps departures of two plans apart: a trip's code stands on slips, so it tells no place. Where
    a plan is made again, whoever has not boarded yet is moved to the departure that it gives them.
    """
    seats = defaultdict(list)
    for row in boarding(plan, {home: list(known) for home, known in tokens.items()}):
        seats[row["departure"]].append(row)
    arrives = {row["id"]: datetime.fromisoformat(row["arrive"]) for row in plan["departures"]}
    opened = []
    for departure, rows in seats.items():
        code = f"{prefix}-{departure}"[:80]
        trip = Trip.objects.filter(operation=operation_id, code=code).first()
        known = _on_a_manifest(operation_id, rows)
        fresh = [row for row in rows if row["token"] not in known and (trip is None or row["token"])]
        if trip is None:
            way = f"{rows[0]['from']} → {rows[0]['to']}"
            trip = Trip(operation_id=operation_id, code=code, expected_at=arrives[departure], way=way)
            board.open_trip(trip, by=SYSTEM, at=at)
            opened.append(trip)
        if fresh and trip.state != "closed":
            board.allot(trip, [one for row in fresh for one in _members(row)], by=SYSTEM, at=at)
        _move_over(trip, [one for several in known.values() for one in several], at=at)
    return opened


def _move_over(trip: Trip, passengers: Sequence[Passenger], *, at: datetime) -> None:
    """Who was to travel otherwise: what was written of that is corrected, and the new trip expects them."""
    moved = board.reseat(trip, passengers, by=SYSTEM, at=at) if trip.state != "closed" else []
    people = {one.token: one for one in moved}
    written = ManifestEvent.objects.filter(
        operation=trip.operation_id, kind=Kind.ALLOTTED.value, person__in=list(people)
    )
    desk = {"device": "desk", "sequence": 0, "at": at.isoformat()}
    rows: list[object] = [
        {"id": f"{event.name}-void", "kind": Kind.CORRECTED.value, "corrects": event.name, **desk}
        for event in written.exclude(trip=trip.code)
    ]
    rows += [
        {"id": f"allot-{one.pk}-{trip.pk.hex[:8]}", "kind": Kind.ALLOTTED.value, "person": one.token,
         "trip": trip.code, "household": one.household, "vehicle": one.vehicle, **desk}
        for one in moved
    ]  # fmt: skip
    if rows:
        count.take_in(Upload(operation_id=trip.operation_id), rows, by=SYSTEM, at=at)


def _on_a_manifest(operation_id: UUID, rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Passenger]]:
    """Household → those of it who stand on some trip already."""
    tokens = [str(row["token"]) for row in rows if row["token"]]
    found: dict[str, list[Passenger]] = defaultdict(list)
    for start in range(0, len(tokens), _BATCH):
        some = tokens[start : start + _BATCH]
        for one in Passenger.objects.filter(operation=operation_id, household__in=some):
            found[str(one.household)].append(one)
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
