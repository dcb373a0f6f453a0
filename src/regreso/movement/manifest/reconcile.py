"""From standings to what people ask: how many, which household, and whom to look for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from regreso.movement.manifest.fold import Manifest
from regreso.movement.manifest.standing import Standing, State


class TripCount(NamedTuple):
    """A trip in numbers of people: boarded + joined = all ends + open, but for ends without boarding."""

    trip: str
    registered: int
    boarded: int
    joined: int
    arrived: int
    left_by_choice: int
    transferred: int
    taken_off: int
    died: int
    no_show: int
    open: int
    unregistered_arrivals: int
    expected: int = 0


class Household(NamedTuple):
    """A household on a trip: how each member stands, and whether they were parted."""

    household: str
    trip: str
    states: tuple[tuple[str, State], ...]
    parted: bool


class Why(StrEnum):
    """Why an enquiry is due."""

    TAKEN_OFF = "taken_off"
    OVERDUE = "overdue"


class Due(NamedTuple):
    """A person to look for, with the last that is known."""

    person: str
    trip: str
    why: Why
    last_place: str
    last_moment: datetime


def count_trips(standings: Iterable[Standing]) -> list[TripCount]:
    """The numbers of every trip, by its name.

    >>> count_trips(Manifest().standings().values())
    []
    """
    by_trip: dict[str, list[Standing]] = defaultdict(list)
    for standing in standings:
        by_trip[standing.trip].append(standing)
    return [_count(trip, found) for trip, found in sorted(by_trip.items())]


def _count(trip: str, people: list[Standing]) -> TripCount:
    states = Counter(person.state for person in people)
    return TripCount(
        trip=trip,
        registered=sum(person.registered for person in people),
        boarded=sum(person.boarded and not person.joined for person in people),
        joined=sum(person.joined for person in people),
        arrived=states[State.ARRIVED],
        left_by_choice=states[State.LEFT_BY_CHOICE],
        transferred=states[State.TRANSFERRED],
        taken_off=states[State.TAKEN_OFF],
        died=states[State.DIED],
        no_show=states[State.NO_SHOW],
        open=states[State.OPEN],
        unregistered_arrivals=sum(
            person.state is State.ARRIVED and not person.registered for person in people
        ),
        expected=states[State.EXPECTED],
    )


def households(standings: Iterable[Standing]) -> list[Household]:
    """Every household on every trip, members by name, and whether it is parted.

    It is parted if its members, each where they were last heard of, on whatever trip, do not all stand
    alike; if they are on the way in two vehicles; or if they arrived in two places.

    >>> households([])
    []
    """
    members: dict[tuple[str, str], list[tuple[str, State]]] = defaultdict(list)
    newest: dict[str, dict[str, Standing]] = defaultdict(dict)
    for standing in standings:
        if not standing.household:
            continue
        members[standing.household, standing.trip].append((standing.person, standing.state))
        theirs = newest[standing.household]
        theirs[standing.person] = max(theirs.get(standing.person, standing), standing, key=_newness)
    parted = {name for name, theirs in newest.items() if _parted(list(theirs.values()))}
    return [
        Household(name, trip, tuple(sorted(found)), name in parted)
        for (name, trip), found in sorted(members.items())
    ]


def _newness(standing: Standing) -> tuple[datetime, bool, str]:
    # Someone transferred at a moment is on the other trip from that moment on.
    return standing.last_moment, standing.state is not State.TRANSFERRED, standing.trip


def _parted(members: list[Standing]) -> bool:
    if len({(one.trip, one.state) for one in members}) > 1:
        return True
    if members[0].state is State.OPEN:
        return _differ(one.vehicle for one in members)
    return members[0].state is State.ARRIVED and _differ(one.last_place for one in members)


def _differ(said: Iterable[str]) -> bool:
    """Whether two different things were said; who said nothing contradicts nobody."""
    return len({" ".join(one.casefold().split()) for one in said} - {""}) > 1


def enquiries_due(
    manifest: Manifest, *, now: datetime, expected: Mapping[str, datetime], margin: timedelta
) -> list[Due]:
    """Whom to look for: taken off and not arrived since, or open after the expected arrival and a margin.

    A trip whose arrival nobody has said is never overdue; ask for its time. Someone who went on another
    trip after being transferred is looked for on that trip.

    Args:
        manifest: the events.
        now: the time it is.
        expected: when each trip should arrive.
        margin: how long after that a person may be open.

    >>> from datetime import UTC
    >>> from regreso.movement.manifest.events import Event, Kind
    >>> noon = datetime(2022, 5, 3, 12, tzinfo=UTC)
    >>> manifest = Manifest()
    >>> manifest.add([Event("a1", Kind.BOARDED, "p1", "t", noon, "a", 1, place="Mariupol")])
    >>> later, margin = noon + timedelta(hours=9), timedelta(hours=8)
    >>> due = enquiries_due(manifest, now=later, expected={"t": noon}, margin=margin)
    >>> due[0].last_place
    'Mariupol'
    """
    found = []
    for standing in manifest.standings().values():
        why = _why(standing, now, expected.get(standing.trip), margin)
        if why is not None:
            found.append(Due(standing.person, standing.trip, why, standing.last_place, standing.last_moment))
    return sorted(found)


def _why(standing: Standing, now: datetime, expected: datetime | None, margin: timedelta) -> Why | None:
    if standing.state is State.TAKEN_OFF:
        return Why.TAKEN_OFF
    if standing.state is State.OPEN and expected is not None and now > expected + margin:
        return Why.OVERDUE
    return None
