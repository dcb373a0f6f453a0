"""The search for ways: every one that no other beats in arrival, changes, cost and hurdles at once."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from regreso.movement.journeys.hurdles import Hurdle, RuleBook
from regreso.movement.journeys.network import DAY, Network, Ride, day_at, departure_after, from_local
from regreso.movement.journeys.rules import Border, Traveller, Wait

CHANGE_MINUTES = 30
LONGEST_DAYS = 14
_FRESH_WAIT_DAYS = 7
_UNREACHED = 1 << 40
_Bound = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Step:
    """One ride taken: when it leaves and arrives (minutes of UTC since 1970) and its hurdles, as bits."""

    ride: Ride
    leaves: int
    arrives: int
    hurdles: int
    wait: Wait | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A way to a stop. `unpriced` counts rides whose fare is unknown; `hurdles` are bits (`Crossings`)."""

    arrives: int
    changes: int
    unpriced: int
    cost: int
    hurdles: int
    step: Step | None = None
    before: Label | None = None

    def beats(self, other: Label) -> bool:
        """Whether it is at least as good in everything.

        >>> Label(10, 0, 0, 5, 0).beats(Label(10, 1, 0, 5, 0))
        True
        >>> Label(10, 0, 0, 5, 1).beats(Label(11, 1, 0, 5, 2))
        False
        """
        return (
            self.arrives <= other.arrives
            and self.changes <= other.changes
            and self.unpriced <= other.unpriced
            and self.cost <= other.cost
            and not self.hurdles & ~other.hurdles
        )

    def steps(self) -> list[Step]:
        """The rides from the first to the last."""
        found = []
        label: Label | None = self
        while label is not None and label.step is not None:
            found.append(label.step)
            label = label.before
        return found[::-1]


@dataclass(slots=True)
class Crossings:
    """What stands in each ride for one traveller, asked once a border and day; each hurdle has its bit."""

    book: RuleBook
    traveller: Traveller
    waits: dict[tuple[str, str, str], tuple[Wait, ...]] = field(default_factory=dict)
    hurdles: list[Hurdle] = field(default_factory=list)
    _bit: dict[Hurdle, int] = field(default_factory=dict)
    _asked: dict[tuple[Border, date], int] = field(default_factory=dict)

    def bits(self, border: Border, first: date, last: date) -> int:
        """The hurdles of a border, on each day that the ride touches."""
        found = self._on(border, first)
        return found if last == first else found | self._on(border, last)

    def _on(self, border: Border, day: date) -> int:
        asked = self._asked.get((border, day))
        if asked is None:
            asked = 0
            for hurdle in self.book.hurdles(border, self.traveller, day):
                asked |= self._bit_of(hurdle)
            self._asked[border, day] = asked
        return asked

    def _bit_of(self, hurdle: Hurdle) -> int:
        if hurdle not in self._bit:
            self._bit[hurdle] = 1 << len(self.hurdles)
            self.hurdles.append(hurdle)
        return self._bit[hurdle]

    def named(self, bits: int) -> list[Hurdle]:
        """The hurdles of some bits.

        >>> Crossings(RuleBook.of(), Traveller("RUS")).named(0)
        []
        """
        return [hurdle for number, hurdle in enumerate(self.hurdles) if bits >> number & 1]

    def wait(self, border: Border, day: date) -> Wait | None:
        """The last wait that was reported there within a week before."""
        reported = self.waits.get((border.crossing, border.entering, border.mode), ())
        fresh = [wait for wait in reported if 0 <= (day - wait.day).days <= _FRESH_WAIT_DAYS]
        return max(fresh, key=lambda wait: wait.day, default=None)


@dataclass(slots=True)
class Search:
    """Ways from a stop to a stop, leaving on a day or after; each ride is taken at its next departure.

    Nobody waits at a border for a rule to change: ask for the later day instead.
    """

    network: Network
    crossings: Crossings
    start: str
    end: str
    day: date
    _floors: dict[str, _Bound] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._floors = _floors(self.network, self.end)

    def ways(self, passable: Callable[[Hurdle], bool], *, most: int | None = None) -> list[Label]:
        """Every way whose hurdles are passable and that no other such way beats, the first to arrive first.

        No doctest: it needs a network and a book; see the tests.
        """
        begin = from_local(self.network.stops[self.start].zone, self.day, 0)
        found: list[Label] = []
        kept: dict[str, list[Label]] = {}
        heap = [(begin, 0, 0, 0, Label(begin, -1, 0, 0, 0), self.start)]
        count = 1
        while heap:
            label, here = heapq.heappop(heap)[4:]
            if here == self.end:
                if not any(other.beats(label) for other in found):
                    found.append(label)
                if most is not None and len(found) >= most:
                    break
                continue
            if not _keep(kept.setdefault(here, []), label):
                continue
            for there, following in self._onward(label, here, begin, passable):
                floor = self._floors[there]
                if self._is_hopeless(following, floor, found) or _is_beaten(following, kept.get(there, ())):
                    continue
                count += 1
                order = following.arrives + floor[0]
                heapq.heappush(heap, (order, following.changes, following.cost, count, following, there))
        return [label for label in found if not any(o.beats(label) for o in found if o is not label)]

    def _onward(
        self, label: Label, here: str, begin: int, passable: Callable[[Hurdle], bool]
    ) -> Iterator[tuple[str, Label]]:
        zone = self.network.stops[here].zone
        ready = label.arrives + (CHANGE_MINUTES if label.step else 0)
        for ride in self.network.leaving.get(here, ()):
            if ride.end not in self._floors:
                continue
            leaves = departure_after(ride, zone, ready)
            if leaves >= begin + LONGEST_DAYS * DAY:
                continue
            step = self._step(ride, leaves, zone)
            if step is None or not all(passable(h) for h in self.crossings.named(step.hurdles)):
                continue
            yield ride.end, Label(
                step.arrives, label.changes + 1, label.unpriced + (ride.fare is None),
                label.cost + (ride.fare or 0), label.hurdles | step.hurdles, step, label,
            )  # fmt: skip

    def _step(self, ride: Ride, leaves: int, zone: str) -> Step | None:
        first = day_at(leaves, zone)
        if not ride.days.holds(first):
            return None
        arrives = leaves + ride.minutes
        border = self.network.border(ride)
        if border is None:
            return Step(ride, leaves, arrives, 0)
        wait = self.crossings.wait(border, first)
        if wait is not None:
            arrives += round(wait.hours * 60)
        last = day_at(arrives, self.network.stops[ride.end].zone)
        return Step(ride, leaves, arrives, self.crossings.bits(border, first, max(first, last)), wait)

    def _is_hopeless(self, label: Label, floor: _Bound, found: list[Label]) -> bool:
        """Whether its best imaginable end is beaten by a way that is already found."""
        best = Label(
            label.arrives + floor[0], label.changes + floor[1], label.unpriced + floor[2],
            label.cost + floor[3], label.hurdles,
        )  # fmt: skip
        return any(other.beats(best) for other in found)


def _keep(kept: list[Label], label: Label) -> bool:
    if _is_beaten(label, kept):
        return False
    kept.append(label)
    return True


def _is_beaten(label: Label, kept: list[Label] | tuple[Label, ...]) -> bool:
    return any(other.beats(label) for other in kept)


def _floors(network: Network, end: str) -> dict[str, _Bound]:
    """For each stop from which `end` can be reached: the least minutes, rides, unpriced rides and euros."""
    by_minutes = _least(network, end, lambda ride: ride.minutes)
    by_rides = _least(network, end, lambda _: 1)
    by_unpriced = _least(network, end, lambda ride: int(ride.fare is None))
    by_cost = _least(network, end, lambda ride: ride.fare or 0)
    return {
        name: (minutes, by_rides[name], by_unpriced[name], by_cost[name])
        for name, minutes in by_minutes.items()
    }


def _least(network: Network, end: str, weight: Callable[[Ride], int]) -> dict[str, int]:
    least = {end: 0}
    done: set[str] = set()
    heap = [(0, end)]
    while heap:
        so_far, there = heapq.heappop(heap)
        if there in done:
            continue
        done.add(there)
        for ride in network.arriving.get(there, ()):
            total = so_far + weight(ride)
            if total < least.get(ride.start, _UNREACHED):
                least[ride.start] = total
                heapq.heappush(heap, (total, ride.start))
    return least
