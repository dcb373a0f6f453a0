"""What more than one step, job or desk asks of the manifest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.db.models import Count, Q
from django.db.models.functions import TruncDate

from regreso.casebook.models import Passenger, PersonStanding, Recognition, Trip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, tzinfo
    from uuid import UUID

    from django.db.models import QuerySet

OPEN = "open"
MISSING = (OPEN, "taken_off")
ENDS = ("arrived", "left_by_choice", "transferred", "taken_off", "died", "no_show")


def standings_of(operation_id: UUID, people: Sequence[str]) -> QuerySet[PersonStanding]:
    """How these people stand, on every trip."""
    return PersonStanding.objects.filter(operation=operation_id, person__in=list(people))


def not_looked_for(operation_id: UUID) -> QuerySet[PersonStanding]:
    """Whoever is open or was taken off, and no enquiry looks for them."""
    return PersonStanding.objects.filter(operation=operation_id, state__in=MISSING, enquiry=None)


def unregistered(operation_id: UUID, people: Sequence[str]) -> QuerySet[PersonStanding]:
    """Those of these who arrived and stood on no list before."""
    return standings_of(operation_id, people).filter(state="arrived", registered=False)


def rivals(accepted: Recognition) -> QuerySet[Recognition]:
    """What else was offered for either of the two."""
    either = Q(arrived=accepted.arrived_id) | Q(allotted=accepted.allotted_id)
    mine = Recognition.objects.filter(either, operation=accepted.operation_id, state="potential")
    return mine.exclude(pk=accepted.pk)


def late_trips(operation_id: UUID) -> set[str]:
    """The codes of trips that should have arrived by now, margin and all."""
    late = Trip.objects.filter(operation=operation_id).filter(
        Q(state="overdue") | Q(state="closed", look_at__isnull=False)
    )
    return set(late.values_list("code", flat=True))


@dataclass(frozen=True, slots=True)
class TripFigures:
    """A trip in numbers of people, as the desk shows them."""

    trip: str
    registered: int
    boarded: int
    joined: int
    expected: int
    open: int
    ends: dict[str, int]
    looked_for: int
    faults: int


def figures(operation_id: UUID, trips: Sequence[str] | None = None) -> list[TripFigures]:
    """The numbers of these trips, or of every trip that has an event: one question to the database."""
    rows = PersonStanding.objects.filter(operation=operation_id).exclude(state="")
    if trips is not None:
        rows = rows.filter(trip__in=list(trips))
    counted = rows.values("trip").annotate(
        registered=Count("pk", filter=Q(registered=True)),
        boarded=Count("pk", filter=Q(boarded=True, joined=False)),
        joined=Count("pk", filter=Q(joined=True)),
        expected=Count("pk", filter=Q(state="expected")),
        open=Count("pk", filter=Q(state=OPEN)),
        looked_for=Count("pk", filter=Q(enquiry__isnull=False, state__in=MISSING)),
        faulty=Count("pk", filter=~Q(faults="")),
        **{f"n_{end}": Count("pk", filter=Q(state=end)) for end in ENDS},
    )
    return [
        TripFigures(
            row["trip"], row["registered"], row["boarded"], row["joined"], row["expected"], row["open"],
            {end: cast("dict[str, int]", row)[f"n_{end}"] for end in ENDS}, row["looked_for"], row["faulty"],
        )
        for row in counted.order_by("trip")
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Day:
    """One day: how many boarded, how many ended their way and how, how many were open when it was over."""

    day: date
    boarded: int
    ends: dict[str, int]
    open: int


def days(operation_id: UUID, zone: tzinfo, *, most: int = 14) -> list[Day]:
    """The evening report of the last days, newest first, by the clock of `zone`.

    A person counts once a trip: on the day on which they boarded first, and on the day on which it ended.
    """
    rows = PersonStanding.objects.filter(operation=operation_id, boarded_at__isnull=False).exclude(state="")
    began = rows.annotate(on=TruncDate("boarded_at", tzinfo=zone)).values("on").annotate(n=Count("pk"))
    ended = rows.filter(state__in=ENDS).annotate(on=TruncDate("last_at", tzinfo=zone))
    boarded = {row["on"]: row["n"] for row in began}
    ends: dict[date, dict[str, int]] = {}
    for row in ended.values("on", "state").annotate(n=Count("pk")):
        ends.setdefault(row["on"], dict.fromkeys(ENDS, 0))[row["state"]] = row["n"]
    found, still = [], 0
    for day in sorted({*boarded, *ends}):
        of_day = ends.get(day, dict.fromkeys(ENDS, 0))
        still += boarded.get(day, 0) - sum(of_day.values())
        found.append(Day(day, boarded.get(day, 0), of_day, still))
    return found[::-1][:most]


def open_trips(operation_id: UUID) -> list[tuple[str, int]]:
    """Trips that devices may write of, each with how many people are allotted to it."""
    mine = Trip.objects.filter(operation=operation_id).exclude(state="closed")
    counted = mine.annotate(people=Count("passengers", filter=Q(passengers__on_the_way=False)))
    return list(counted.order_by("expected_at", "code").values_list("code", "people"))


def copy_of(operation_id: UUID, code: str) -> list[list[str]] | None:
    """The pseudonymous copy of a trip: token, household, vehicle, needs, standing. None for no such trip."""
    trip = Trip.objects.filter(operation=operation_id, code=code).exclude(state="closed").first()
    if trip is None:
        return None
    on_list = Passenger.objects.filter(trip=trip, on_the_way=False).values_list(
        "token", "household", "vehicle", "needs"
    )
    states = PersonStanding.objects.filter(operation=operation_id, trip=code).exclude(state="")
    standing = {
        person: (household, state)
        for person, household, state in states.values_list("person", "household", "state")
    }
    people = [
        [token, household, vehicle, needs, standing.pop(token, ("", ""))[1]]
        for token, household, vehicle, needs in on_list
    ]
    # Whoever was met on the way is on the copy, too: the reception scans their slip.
    return people + [[person, household, "", "", state] for person, (household, state) in standing.items()]


def unknown_trips(operation_id: UUID) -> list[TripFigures]:
    """Trips of which devices wrote and which nobody has opened: a slip of the pen, or news."""
    known = set(Trip.objects.filter(operation=operation_id).values_list("code", flat=True))
    rows = PersonStanding.objects.filter(operation=operation_id).exclude(state="")
    strange = set(rows.values_list("trip", flat=True).distinct()) - known
    return figures(operation_id, sorted(strange)) if strange else []
