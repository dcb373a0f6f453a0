"""Adding events up: the same standing of every person, in whatever order and however often they come in.

What is kept of two copies of an event, which corrections hold and in which order things happened is decided
by the events alone, never by the order of their arrival.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import itemgetter

from regreso.movement.manifest.events import Event, Fault, Kind
from regreso.movement.manifest.standing import SENTENCES, Standing, State, in_order, standings_of

Key = tuple[str, str]


@dataclass(slots=True)
class Manifest:
    """All events that have come in. Adding is idempotent and takes any order; so does merging.

    >>> from datetime import UTC, datetime
    >>> at = datetime(2022, 5, 3, 12, tzinfo=UTC)
    >>> boarded = Event("a1", Kind.BOARDED, "p1", "t", at, "a", 1)
    >>> arrived = Event("b1", Kind.ARRIVED, "p1", "t", at, "b", 1)
    >>> manifest = Manifest()
    >>> manifest.add([arrived, boarded, arrived])
    >>> [standing.state.value for standing in manifest.standings().values()]
    ['arrived']
    """

    _events: dict[str, Event] = field(default_factory=dict)
    _of_person: dict[str, list[str]] = field(default_factory=dict)
    _corrections: dict[str, list[str]] = field(default_factory=dict)
    _two_contents: set[str] = field(default_factory=set)
    _stale: set[str] = field(default_factory=set)
    _standings: dict[str, dict[str, Standing]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._events)

    def add(self, events: Iterable[Event]) -> None:
        """Take events in. A copy of one that is there changes nothing but the earlier time of receipt."""
        kept, of_person, stale = self._events, self._of_person, self._stale
        for event in events:
            there = kept.get(event.id)
            if there is not None:
                self._take_copy(there, event)
                continue
            kept[event.id] = event
            if event.kind is Kind.CORRECTED:
                self._note_correction(event)
                continue
            ids = of_person.get(event.person)
            if ids is None:
                of_person[event.person] = [event.id]
            else:
                ids.append(event.id)
            stale.add(event.person)

    def merge(self, other: Manifest) -> None:
        """Take in what another manifest holds; merging both ways gives equal manifests."""
        self.add(other.events())
        self._two_contents |= other._two_contents

    def events(self) -> Iterator[Event]:
        """Every event once, in no order that means anything."""
        return iter(self._events.values())

    def standings(self) -> dict[Key, Standing]:
        """How every person stands on every trip, by (person, trip)."""
        if self._stale:
            void = self._void()
            for person in self._stale:
                self._fold(person, void)
            self._stale.clear()
        return {
            (person, trip): standing
            for person, by_trip in self._standings.items()
            for trip, standing in by_trip.items()
        }

    def open_people(self) -> list[Standing]:
        """Who boarded and has not been heard of since in a way that ends a trip, by person and trip."""
        found = (standing for standing in self.standings().values() if standing.state is State.OPEN)
        return sorted(found, key=itemgetter(0, 1))

    def faults(self) -> list[Fault]:
        """What does not fit, in an order of its own."""
        twice = [
            Fault(
                "two-contents", name, "one id with two contents: the device gave it twice; the lesser is kept"
            )
            for name in self._two_contents
        ]
        circles = [
            Fault("circle", name, "corrections that correct each other: none of them counts")
            for name in self._in_circles()
        ]
        adrift = [
            Fault(
                "nothing-to-correct", name, f"corrects “{self._events[name].corrects}”, which has not come in"
            )
            for target, names in self._corrections.items()
            if target not in self._events
            for name in names
        ]
        people = [
            Fault(code, f"{standing.person} on {standing.trip}", SENTENCES[code])
            for standing in self.standings().values()
            for code in standing.faults
        ]
        return sorted([*twice, *circles, *adrift, *people])

    def _take_copy(self, there: Event, copy: Event) -> None:
        if there == copy:
            return
        if there.said() == copy.said():
            received = min((r for r in (there.received, copy.received) if r is not None), default=None)
            if received == there.received:
                return
            winner = there._replace(received=received)
        else:
            self._two_contents.add(there.id)
            winner = min(there, copy, key=Event.said)
            if winner is there:
                return
        self._forget(there)
        self.add([winner])

    def _forget(self, event: Event) -> None:
        del self._events[event.id]
        if event.kind is Kind.CORRECTED:
            self._corrections[event.corrects].remove(event.id)
            self._touch(event.corrects)
        else:
            self._of_person[event.person].remove(event.id)
            self._stale.add(event.person)

    def _note_correction(self, event: Event) -> None:
        self._corrections.setdefault(event.corrects, []).append(event.id)
        self._touch(event.corrects)

    def _touch(self, name: str) -> None:
        """Have the person folded anew whom a correction means, at the end of a chain of corrections."""
        been: set[str] = set()
        while name in self._events and name not in been:
            been.add(name)
            event = self._events[name]
            if event.kind is not Kind.CORRECTED:
                self._stale.add(event.person)
                return
            name = event.corrects

    def _void(self) -> set[str]:
        """Ids of events that a correction in force makes void."""
        circles = self._in_circles()
        known: dict[str, bool] = dict.fromkeys(circles, True)
        for target in self._corrections:
            chain = [target]
            while chain:
                name = chain[-1]
                waiting = [one for one in self._corrections.get(name, ()) if one not in known]
                if waiting and name not in known:
                    chain += waiting
                    continue
                if name not in known:
                    known[name] = any(not known[one] for one in self._corrections.get(name, ()))
                chain.pop()
        return {name for name, is_void in known.items() if is_void}

    def _in_circles(self) -> set[str]:
        found: set[str] = set()
        for names in self._corrections.values():
            for first in names:
                path: list[str] = []
                name = first
                while name in self._events and self._events[name].kind is Kind.CORRECTED and name not in path:
                    path.append(name)
                    name = self._events[name].corrects
                if name in path:
                    found.update(path[path.index(name) :])
        return found

    def _fold(self, person: str, void: set[str]) -> None:
        events = [self._events[name] for name in self._of_person[person] if name not in void]
        self._standings[person] = standings_of(person, in_order(events))
