"""The search for ways: every one that no other beats in arrival, changes, cost and hurdles at once."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from regreso.movement.journeys.floors import UNREACHED, Floor, floors
from regreso.movement.journeys.hurdles import Hurdle, RuleBook
from regreso.movement.journeys.network import (
    DAY,
    STEADY_MINUTES,
    Departures,
    Line,
    Network,
    Ride,
    ahead_in,
    as_date,
    departures,
    from_local,
)
from regreso.movement.journeys.rules import ALWAYS, Border, Traveller, Wait

CHANGE_MINUTES = 30
LONGEST_DAYS = 14
LATEST_MINUTES = DAY
_FRESH_WAIT_DAYS = 7


@dataclass(frozen=True, slots=True)
class Step:
    """One ride taken: when it leaves and arrives (minutes of UTC since 1970) and its hurdles, as bits."""

    ride: Ride
    border: Border | None
    leaves: int
    arrives: int
    hurdles: int
    wait: Wait | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """A way to a stop. `unpriced` counts rides whose fare is unknown; `hurdles` are bits (`Crossings`)."""

    arrives: int
    changes: int
    unpriced: int
    cost: int
    hurdles: int
    steps: tuple[Step, ...] = ()

    def beats(self, other: Way) -> bool:
        """Whether it is at least as good in everything.

        >>> Way(10, 0, 0, 5, 0).beats(Way(10, 1, 0, 5, 0))
        True
        >>> Way(10, 0, 0, 5, 1).beats(Way(11, 1, 0, 5, 2))
        False
        """
        return (
            self.arrives <= other.arrives
            and self.changes <= other.changes
            and self.unpriced <= other.unpriced
            and self.cost <= other.cost
            and not self.hurdles & ~other.hurdles
        )


@dataclass(slots=True)
class Crossings:
    """What stands in each ride for one traveller, asked once a border and day; each hurdle has its bit."""

    book: RuleBook
    traveller: Traveller
    waits: dict[tuple[str, str, str], tuple[Wait, ...]] = field(default_factory=dict)
    hurdles: list[Hurdle] = field(default_factory=list)
    _bit: dict[Hurdle, int] = field(default_factory=dict)
    _asked: defaultdict[int, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    _between: dict[tuple[str, str, str, int], int] = field(default_factory=dict)

    def bits(self, line: Line, first: int, last: int) -> int:
        """The hurdles of a ride's border, on each day (counted from 1970) that it touches."""
        asked = self._asked[line.border_number]
        found = asked.get(first)
        if found is None:
            found = asked[first] = self._ask(line.border, first) if line.border else 0
        if last <= first:
            return found
        after = asked.get(last)
        if after is None:
            after = asked[last] = self._ask(line.border, last) if line.border else 0
        return found | after

    def _ask(self, border: Border, day: int) -> int:
        """Many crossings lead between the same countries: what these say is asked once for all of them."""
        countries = (border.leaving, border.entering, border.mode, day)
        bits = self._between.get(countries)
        if bits is None:
            bits = self._bits_of(self.book.between_countries(border, self.traveller, as_date(day)))
            self._between[countries] = bits
        return bits | self._bits_of(self.book.at_crossing(border, self.traveller, as_date(day)))

    def _bits_of(self, hurdles: Iterable[Hurdle]) -> int:
        bits = 0
        for hurdle in hurdles:
            bits |= self._bit_of(hurdle)
        return bits

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

    def wait(self, border: Border | None, day: date) -> Wait | None:
        """The last wait that was reported there within a week before."""
        if border is None:
            return None
        reported = self.waits.get((border.crossing, border.entering, border.mode), ())
        fresh = [wait for wait in reported if 0 <= (day - wait.day).days <= _FRESH_WAIT_DAYS]
        return max(fresh, key=lambda wait: wait.day, default=None)


class _Label(NamedTuple):
    """A way to a stop in the heap: the first four fields are its order there."""

    soonest: int
    changes: int
    cost: int
    number: int
    stop: int
    arrives: int
    unpriced: int
    hurdles: int
    before: _Label | None
    taken: _Taken | None


class _Taken(NamedTuple):
    line: Line
    leaves: int
    arrives: int
    hurdles: int
    wait: Wait | None


# Ten thousand of them are made in one search: made so, each takes a quarter of the time.
_quick = tuple.__new__
_Kept = tuple[int, int, int, int]


@dataclass(slots=True)
class _May:
    """Which sets of hurdles may be passed; each set is asked about once."""

    crossings: Crossings
    passable: Callable[[Hurdle], bool]
    known: dict[int, bool] = field(default_factory=lambda: {0: True})

    def go(self, bits: int) -> bool:
        found = self.known.get(bits)
        if found is None:
            found = self.known[bits] = all(map(self.passable, self.crossings.named(bits)))
        return found


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
    _zones: list[str] = field(default_factory=list)
    _floors: list[Floor | None] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self._zones = [stop.zone for stop in self.network.stops.values()]
        self._floors = floors(self.network, self.network.numbers[self.end])

    def first(self, passable: Callable[[Hurdle], bool]) -> Way | None:
        """The way that arrives first, of those whose hurdles are passable; None if there is none.

        No doctest: it needs a network and a book; see the tests.
        """
        found = self._soonest(_May(self.crossings, passable), self._begin() + LONGEST_DAYS * DAY)
        return _way(found) if found else None

    def ways(self, passable: Callable[[Hurdle], bool]) -> list[Way]:
        """Every way whose hurdles are passable and that no other such way beats, the first to arrive first.

        Ways that arrive more than a day after the first are left out.

        No doctest: it needs a network and a book; see the tests.
        """
        first = self.first(passable)
        if first is None:
            return []
        latest = min(first.arrives + LATEST_MINUTES, self._begin() + LONGEST_DAYS * DAY)
        ways = [first, *map(_way, self._better(_May(self.crossings, passable), latest, than=first))]
        return [way for way in ways if not any(other.beats(way) for other in ways if other is not way)]

    def _departures(self, label: _Label) -> Departures:
        ready = label.arrives + (CHANGE_MINUTES if label.taken else 0)
        return departures(self._zones[label.stop], ready)

    def _begin(self) -> int:
        return from_local(self.network.stops[self.start].zone, self.day, 0)

    def _soonest(self, may: _May, latest: int) -> _Label | None:
        """The way that arrives first: each stop is left once, and only a sooner way to it is worth a look."""
        begin, start, end = self._begin(), self.network.numbers[self.start], self.network.numbers[self.end]
        reaches, leaving = self._floors, self.network.leaving
        left = [False] * len(self._zones)
        best = [(latest, UNREACHED, 0)] * len(self._zones)
        heap = [_Label(begin, -1, 0, 0, start, begin, 0, 0, None, None)]
        while heap:
            label = heappop(heap)
            if left[label.stop]:
                continue
            left[label.stop] = True
            if label.stop == end:
                return label
            after = self._departures(label)
            ready = after.ready
            for line in leaving[label.stop]:
                there = line.end
                if left[there] or reaches[there] is None:
                    continue
                soonest = best[there]
                if ready + line.minutes > soonest[0]:
                    continue
                leaves = after.next(line)
                if leaves + line.minutes > soonest[0]:
                    continue
                taken = self._taken(line, leaves, after.zone)
                if taken is None or not may.go(taken.hurdles):
                    continue
                worth = (taken.arrives, label.changes + 1, label.cost + line.fare)
                if worth < soonest:
                    best[there] = worth
                    heappush(heap, self._following(label, taken))
        return None

    def _better(self, may: _May, latest: int, *, than: Way) -> list[_Label]:
        """The ways that are better in something than the first one, and arrive by `latest`."""
        begin, start, end = self._begin(), self.network.numbers[self.start], self.network.numbers[self.end]
        kept: list[list[_Kept]] = [[] for _ in self._zones]
        kept[end].append((than.changes, than.unpriced, than.cost, than.hurdles))
        found: list[_Label] = []
        deadlines = self._deadlines(end, latest)
        heap = [_Label(begin, -1, 0, 0, start, begin, 0, 0, None, None)]
        while heap:
            label = heappop(heap)
            worth = (label.changes, label.unpriced, label.cost, label.hurdles)
            if _is_beaten(kept[label.stop], *worth):
                continue
            kept[label.stop].append(worth)
            if label.stop == end:
                found.append(label)
                continue
            for taken in self._onward(label, deadlines, kept):
                if may.go(taken.hurdles):
                    heappush(heap, self._following(label, taken))
        return found

    def _following(self, label: _Label, taken: _Taken) -> _Label:
        line, floor = taken.line, self._floors[taken.line.end]
        return _quick(_Label, (
            taken.arrives + (floor[0] if floor else 0), label.changes + 1, label.cost + line.fare,
            next(self._numbers), line.end, taken.arrives, label.unpriced + line.unpriced,
            label.hurdles | taken.hurdles, label, taken,
        ))  # fmt: skip

    def _onward(self, label: _Label, deadlines: list[int], kept: list[list[_Kept]]) -> Iterator[_Taken]:
        """The next departure of each ride from here that may still lead to a way worth telling."""
        after, hurdles, changes = (
            self._departures(label),
            label.hurdles,
            label.changes + 1,
        )
        ready, at_end = after.ready, kept[self.network.numbers[self.end]]
        for line in self.network.leaving[label.stop]:
            floor = self._floors[line.end]
            due = deadlines[line.end]
            if floor is None or ready + line.minutes > due:
                continue
            leaves = after.next(line)
            if leaves + line.minutes > due:
                continue
            cost, unpriced, there = label.cost + line.fare, label.unpriced + line.unpriced, kept[line.end]
            if there and _is_beaten(there, changes, unpriced, cost, hurdles):
                continue
            if at_end and _is_beaten(
                at_end, changes + floor[1], unpriced + floor[2], cost + floor[3], hurdles
            ):
                continue
            if taken := self._taken(line, leaves, after.zone):
                yield taken

    def _deadlines(self, end: int, latest: int) -> list[int]:
        """For each stop the last moment to be there so that `end` is reached by `latest`, borders apart."""
        begin = self._begin()
        due = [-1] * len(self._zones)
        due[end] = latest
        heap = [(-latest, end)]
        while heap:
            later, there = heappop(heap)
            if -later < due[there]:
                continue
            for line in self.network.arriving[there]:
                zone = self._zones[line.start]
                last = due[there] - line.minutes
                if last + 120 - CHANGE_MINUTES <= due[line.start]:  # as late, clocks changed or not
                    continue
                ahead = ahead_in(zone, last // 60)
                # Where clocks are about to change the bound is looser by that hour, to prune nothing wrongly.
                loose = 0 if ahead == ahead_in(zone, (last - STEADY_MINUTES) // 60) else 60
                last += loose
                clock = (last + ahead) % DAY
                hours = line.departures
                at = bisect_right(hours, clock) - 1
                leaves = last - clock + (hours[at] if at >= 0 else hours[-1] - DAY) + loose
                if leaves >= begin and leaves - CHANGE_MINUTES > due[line.start]:
                    due[line.start] = leaves - CHANGE_MINUTES
                    heappush(heap, (CHANGE_MINUTES - leaves, line.start))
        return due

    def _taken(self, line: Line, leaves: int, zone: str) -> _Taken | None:
        """The ride with the wait and the hurdles of its border; None if it does not run that day."""
        if line.border_number < 0 and line.ride.days is ALWAYS:
            return _quick(_Taken, (line, leaves, leaves + line.minutes, 0, None))
        # As `day_number` has it: this is asked for every ride that is looked at.
        first = (leaves + ahead_in(zone, leaves // 60)) // DAY
        days = line.ride.days
        if days is not ALWAYS and not days.holds(as_date(first)):
            return None
        arrives, wait, bits = leaves + line.minutes, None, 0
        if self.crossings.waits:
            wait = self.crossings.wait(line.border, as_date(first))
            arrives += round(wait.hours * 60) if wait else 0
        if line.border_number >= 0:
            last = (arrives + ahead_in(self._zones[line.end], arrives // 60)) // DAY
            bits = self.crossings.bits(line, first, last)
        return _quick(_Taken, (line, leaves, arrives, bits, wait))


def _is_beaten(kept: list[_Kept], changes: int, unpriced: int, cost: int, hurdles: int) -> bool:
    """Whether a way that arrived no later is at least as good in the rest."""
    for other in kept:
        if other[0] <= changes and other[2] <= cost and other[1] <= unpriced and not other[3] & ~hurdles:
            return True
    return False


def _way(label: _Label) -> Way:
    steps = []
    here: _Label | None = label
    while here is not None and here.taken is not None:
        taken = here.taken
        line = taken.line
        steps.append(Step(line.ride, line.border, taken.leaves, taken.arrives, taken.hurdles, taken.wait))
        here = here.before
    return Way(label.arrives, label.changes, label.unpriced, label.cost, label.hurdles, tuple(steps[::-1]))
