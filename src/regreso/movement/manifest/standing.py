"""How a person stands on a trip: one pass over its events in their order."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from enum import StrEnum
from operator import itemgetter
from typing import NamedTuple

from regreso.movement.manifest.events import Event, Kind


class State(StrEnum):
    """How a person stands on a trip."""

    EXPECTED = "expected"
    OPEN = "open"
    ARRIVED = "arrived"
    LEFT_BY_CHOICE = "left_by_choice"
    TAKEN_OFF = "taken_off"
    TRANSFERRED = "transferred"
    NO_SHOW = "no_show"
    DIED = "died"


_CLOSING = {
    Kind.LEFT_BY_CHOICE: State.LEFT_BY_CHOICE,
    Kind.TAKEN_OFF: State.TAKEN_OFF,
    Kind.TRANSFERRED: State.TRANSFERRED,
}
_BOARDING = frozenset({Kind.BOARDED, Kind.JOINED})
_HERE = _BOARDING | {Kind.ARRIVED}  # whoever does this is on this trip and on no other
_BEFORE = frozenset({Kind.REGISTERED, Kind.CONSENTED, Kind.ALLOTTED})
_REOPENED = frozenset(_CLOSING.values())


class Standing(NamedTuple):
    """A person on a trip.

    Attributes:
        state: expected, open (on the way), or how the trip ended for the person.
        registered: known before the trip. boarded: boarded or joined on the way, at some time.
        joined: only joined on the way. taken_off: was taken off at some time, whatever came after.
        last_place, last_moment: the last we know. vehicle, household: the last that was said.
        faults: codes of what does not fit. boarded_at: when they first boarded or joined.
    """

    person: str
    trip: str
    state: State
    registered: bool
    boarded: bool
    joined: bool
    taken_off: bool
    last_place: str
    last_moment: datetime
    vehicle: str
    household: str
    faults: tuple[str, ...] = ()
    boarded_at: datetime | None = None


Timed = tuple[datetime, str, int, Event]


def in_order(events: list[Event]) -> list[Timed]:
    """Events of one person as they happened: by moment, but on one device by its own count.

    A clock that was set back does not turn the order of its device round.

    >>> in_order([])
    []
    """
    timed: list[Timed] = []
    last: dict[str, datetime] = {}
    for event in sorted(events, key=_by_device):
        moment = event.moment()
        before = last.get(event.device)
        if before is not None and before > moment:
            moment = before
        last[event.device] = moment
        timed.append((moment, event.device, event.sequence, event))
    # The event itself breaks the last tie: its id is its first field, and ids are unique.
    timed.sort()
    return timed


_by_device = itemgetter(Event._fields.index("device"), Event._fields.index("sequence"), 0)


class _Tally:
    """What is known of a person on a trip while its events are gone through in their order."""

    def __init__(self) -> None:
        self.state: State | None = None
        self.boardings = 0
        self.faults: set[str] = set()

    def take(self, event: Event) -> None:
        kind = event.kind
        if kind in _BEFORE:
            self.state = self.state or State.EXPECTED
        elif kind in _BOARDING:
            self._board()
        elif kind is Kind.PASSED:
            self._pass()
        elif kind is Kind.ARRIVED:
            self._arrive()
        elif kind is Kind.NO_SHOW:
            self._miss()
        elif kind is Kind.DIED:
            self.state = State.DIED
        elif not (kind is Kind.TRANSFERRED and event.to == event.trip):
            self._close(_CLOSING[kind])

    def _board(self) -> None:
        self.boardings += 1
        if self.state in (None, State.EXPECTED, State.NO_SHOW):
            if self.state is State.NO_SHOW:
                self.faults.add("no-show-boarded")
            self.state = State.OPEN
        elif self.state in _REOPENED and self.boardings > 1:
            # A person who boarded once is closed by what closed the trip, however the clocks disagree.
            self.state = State.OPEN
        elif self.state in (State.ARRIVED, State.DIED):
            self.faults.add("boarded-after-end")

    def _pass(self) -> None:
        if self.state in (None, State.EXPECTED, State.NO_SHOW):
            self.faults.add("passed-unboarded")
            self.state = State.OPEN

    def _arrive(self) -> None:
        if self.state is State.ARRIVED:
            self.faults.add("arrived-twice")
        elif self.state is not State.DIED:
            self.state = State.ARRIVED

    def _miss(self) -> None:
        if self.state in (None, State.EXPECTED):
            self.state = State.NO_SHOW
        elif self.state is not State.NO_SHOW:
            self.faults.add("no-show-boarded")

    def _close(self, state: State) -> None:
        if self.state is State.ARRIVED and state is State.TAKEN_OFF:
            self.faults.add("taken-off-after-arriving")
            self.state = state
        elif self.state not in (State.ARRIVED, State.DIED):
            self.state = state

    def leave(self) -> None:
        """Boarded or arrived on another trip since: whoever was on the way here is not any more."""
        if self.state is State.OPEN:
            self.state = State.TRANSFERRED
            self.faults.add("seen-on-another-trip")


SENTENCES = {
    "no-show-boarded": "was called a no-show, and boarded or passed",
    "boarded-after-end": "boarded after the trip had ended for them, as the clocks say",
    "passed-unboarded": "passed a checkpoint without having boarded: counted as on the way",
    "arrived-twice": "arrived twice on one trip",
    "arrived-unboarded": "arrived without having boarded",
    "seen-on-another-trip": "was on another trip without leaving this one: counted as transferred",
    "taken-off-after-arriving": "was taken off after arriving, as the clocks say: counted as taken off",
}


def standings_of(person: str, told: list[Timed]) -> dict[str, Standing]:
    """How a person stands on each of their trips, from all their events in their order.

    No doctest: see `Manifest`.
    """
    tallies: dict[str, _Tally] = {}
    events: dict[str, list[Event]] = defaultdict(list)
    for *_, event in told:
        kind, trip = event.kind, event.trip
        _take(tallies, trip, event)
        events[trip].append(event)
        if kind is Kind.TRANSFERRED and event.to and event.to != trip:
            goes_on = event._replace(kind=Kind.JOINED, trip=event.to)
            _take(tallies, event.to, goes_on)
            events[event.to].append(goes_on)
    return {trip: _standing(person, trip, tally, events[trip]) for trip, tally in tallies.items()}


def _take(tallies: dict[str, _Tally], trip: str, event: Event) -> None:
    tally = tallies.get(trip)
    if tally is None:
        tally = tallies[trip] = _Tally()
    if event.kind in _HERE and len(tallies) > 1:
        for name, other in tallies.items():
            if name != trip:
                other.leave()
    tally.take(event)


def _standing(person: str, trip: str, tally: _Tally, events: list[Event]) -> Standing:
    kinds = {event.kind for event in events}
    place = vehicle = household = ""
    last = events[-1]
    # A list written after the fact says nothing of where anybody is.
    on_the_way = [event for event in events if event.kind not in _BEFORE]
    for event in on_the_way or events:
        place, last = event.place or place, event
    for event in events:
        vehicle, household = event.vehicle or vehicle, event.household or household
    boarded = bool(kinds & _BOARDING)
    began = next((event.moment() for event in events if event.kind in _BOARDING), None)
    if Kind.ARRIVED in kinds and not boarded:
        tally.faults.add("arrived-unboarded")
    registered = Kind.REGISTERED in kinds or Kind.ALLOTTED in kinds
    return Standing(
        person, trip, tally.state or State.EXPECTED, registered, boarded,
        boarded and Kind.BOARDED not in kinds, Kind.TAKEN_OFF in kinds, place, last.moment(), vehicle,
        household, tuple(sorted(tally.faults)), began,
    )  # fmt: skip
