"""Households that a trip has parted, by the library's own rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regreso.casebook.models import PersonStanding
from regreso.movement.manifest.reconcile import Household, households
from regreso.movement.manifest.standing import Standing, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regreso.casebook.models import Trip

_BATCH = 500


def parted_households(trip: Trip) -> list[Household]:
    """The households of a trip whose members are not together, as they stand on this trip."""
    rows = PersonStanding.objects.filter(operation=trip.operation_id).exclude(state="").exclude(household="")
    names = sorted(set(rows.filter(trip=trip.code).values_list("household", flat=True)))
    found: list[Household] = []
    for start in range(0, len(names), _BATCH):
        some = rows.filter(household__in=names[start : start + _BATCH])
        found += [one for one in households(_standings(some)) if one.parted and one.trip == trip.code]
    return found


def _standings(rows: Iterable[PersonStanding]) -> list[Standing]:
    return [
        Standing(
            row.person, row.trip, State(row.state), row.registered, row.boarded, row.joined, row.taken_off,
            row.last.get("place", ""), row.last_at, row.last.get("vehicle", ""), row.household,
        )
        for row in rows
        if row.last_at is not None
    ]  # fmt: skip
