"""A trip and those who are to board it: opened, allotted, expected, late, closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from regreso.casebook.actor import CLOCK
from regreso.casebook.models import Passenger, PersonStanding, Trip, append_move, take_turn
from regreso.casebook.once import once
from regreso.casebook.rows import set_columns
from regreso.movement.manifest.events import LONGEST_CODE
from regreso.movement.manifest.standing import State
from regreso.movement.manifest.tokens import new_token
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Move

_BATCH = 500
LONGEST_MARGIN = timedelta(days=7)
NEEDS = ("", "wheelchair", "stretcher")


@dataclass(frozen=True, slots=True)
class Allotted:
    """The move, and the people it is about: their tokens are on their slips."""

    move: Move
    passengers: list[Passenger]


def open_trip(trip: Trip, *, by: Actor, at: datetime) -> Move:
    """A trip has a manifest: people can be allotted to it, and devices may write of it."""
    _refuse_bad_code("code", trip.code)
    _refuse_bad_time(trip.expected_at, trip.margin, at)
    with once(trip, "open"):
        if Trip.objects.filter(operation=trip.operation_id, code=trip.code).exists():
            raise StepError("code_taken", given=trip.code, expected="a code that no other trip has")
        _look(trip)
        return append_move(trip, "open", by=by, at=at)


def allot(trip: Trip, passengers: Sequence[Passenger], *, by: Actor, at: datetime) -> Allotted:
    """These people are to travel on this trip; whoever has no token gets one. All or nobody.

    Their events follow; a household is never split over two trips, so one that is allotted elsewhere
    already is refused.
    """
    if not passengers:
        raise StepError("nobody", given="", expected="at least one person")
    with transaction.atomic():
        take_turn(trip.operation_id)  # nobody else allots while we look who is allotted already
        _refuse_bad(trip, passengers)
        for passenger in passengers:
            passenger.operation_id, passenger.trip = trip.operation_id, trip
            passenger.token = passenger.token or new_token()
        said = {"detail": {"people": len(passengers)}}
        move = append_move(trip, "allot", by=by, at=at, said=said)
        Passenger.objects.bulk_create(passengers, batch_size=_BATCH)
    return Allotted(move, list(passengers))


def reseat(trip: Trip, passengers: Sequence[Passenger], *, by: Actor, at: datetime) -> list[Passenger]:
    """These are to travel on this trip and no longer on the one before; who moves. Households move whole.

    Whoever has boarded, or was heard of otherwise, stays on the trip on which that was.
    """
    with transaction.atomic():
        take_turn(trip.operation_id)
        heard: set[str] = set()
        for start in range(0, len(passengers), _BATCH):
            people = [one.token for one in passengers[start : start + _BATCH]]
            rows = PersonStanding.objects.filter(operation=trip.operation_id, person__in=people)
            heard |= set(rows.exclude(state__in=("", State.EXPECTED)).values_list("household", flat=True))
        moving = [one for one in passengers if one.household not in heard and one.trip_id != trip.pk]
        if moving:
            append_move(trip, "allot", by=by, at=at, said={"detail": {"people": len(moving)}})
        for one in moving:
            set_columns(one, trip=trip)
    return moving


def expect(trip: Trip, expected_at: datetime, *, margin: int | None = None, by: Actor, at: datetime) -> Move:
    """The trip should arrive then; whoever is open so many minutes after it is looked for."""
    minutes = trip.margin if margin is None else margin
    _refuse_bad_time(expected_at, minutes, at)
    with transaction.atomic():
        said = {"detail": {"expected_at": expected_at.isoformat(), "margin": minutes}}
        move = append_move(trip, "expect", by=by, at=at, said=said)
        trip.expected_at, trip.margin = expected_at, minutes
        _look(trip)
        set_columns(trip, expected_at=trip.expected_at, margin=trip.margin, look_at=trip.look_at)
    return move


def alarm(trip: Trip, *, at: datetime, by: Actor = CLOCK) -> Move:
    """The trip should have arrived, margin and all: whoever is still open is looked for."""
    if trip.look_at is None or at < trip.look_at:
        raise MoveRefused("trip", "alarm", "it is not late yet")
    return append_move(trip, "alarm", by=by, at=at)


def close(trip: Trip, *, reason: str = "", by: Actor, at: datetime) -> Move:
    """Everybody is accounted for, or is looked for: nobody is open on this trip without an enquiry.

    What a device still brings is taken in all the same.
    """
    with transaction.atomic():
        take_turn(trip.operation_id)
        mine = PersonStanding.objects.filter(operation=trip.operation_id, trip=trip.code, enquiry=None)
        waiting = mine.filter(state__in=(State.OPEN, State.TAKEN_OFF)).count()
        if waiting:
            raise StepError("people_open", given=waiting, expected="nobody open whom no enquiry looks for")
        return append_move(trip, "close", by=by, at=at, said=reason)


def reopen(trip: Trip, *, reason: str, by: Actor, at: datetime) -> Move:
    """The trip was closed too early."""
    return append_move(trip, "reopen", by=by, at=at, said=reason)


def _look(trip: Trip) -> None:
    trip.look_at = trip.expected_at + timedelta(minutes=trip.margin) if trip.expected_at else None


def _refuse_bad_code(name: str, code: str) -> None:
    if not code or len(code) > LONGEST_CODE or not code.isprintable() or code != code.strip():
        raise StepError(
            f"bad_{name}", given=code, expected=f"1 to {LONGEST_CODE} letters that can be printed"
        )


def _refuse_bad_time(expected_at: datetime | None, margin: int, at: datetime) -> None:
    if expected_at is not None and abs(expected_at - at) > timedelta(days=365):
        raise StepError("bad_time", given=expected_at.isoformat(), expected="a time within a year")
    if not timedelta() <= timedelta(minutes=margin) <= LONGEST_MARGIN:
        raise StepError("bad_margin", given=margin, expected="0 to 10080 minutes")


def _refuse_bad(trip: Trip, passengers: Sequence[Passenger]) -> None:
    for passenger in passengers:
        for name in ("token", "household", "vehicle"):
            if getattr(passenger, name):
                _refuse_bad_code(name, getattr(passenger, name))
        if passenger.needs not in NEEDS:
            raise StepError("bad_needs", given=passenger.needs, expected=" or ".join(filter(None, NEEDS)))
    tokens = [one.token for one in passengers if one.token]
    twice = (
        {token for token in tokens if tokens.count(token) > 1} if len(set(tokens)) < len(tokens) else set()
    )
    twice |= _there(trip, "token", tokens)
    if twice:
        raise StepError("token_taken", given=", ".join(sorted(twice)[:5]), expected="a token for one person")
    households = sorted({one.household for one in passengers} - {""})
    elsewhere = _there(trip, "household", households, but=trip)
    if elsewhere:
        raise StepError(
            "household_split", given=", ".join(sorted(elsewhere)[:5]), expected="whole households"
        )


def _there(trip: Trip, name: str, codes: Sequence[str], *, but: Trip | None = None) -> set[str]:
    """Those of these codes that passengers of the operation have already, on other trips than `but`."""
    found: set[str] = set()
    for start in range(0, len(codes), _BATCH):
        rows = Passenger.objects.filter(
            operation=trip.operation_id, **{f"{name}__in": codes[start : start + _BATCH]}
        )
        if but is not None:
            rows = rows.exclude(trip=but).exclude(trip__state="closed").exclude(trip=None)
        found |= set(rows.values_list(name, flat=True))
    return found
