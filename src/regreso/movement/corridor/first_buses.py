"""A first plan for buses without a solver: whoever can leave now leaves now.

It keeps every row of the program: whatever a search comes to in its time, there is this plan at least.
Which rows limit a vehicle on its way is read from the program itself, so no rule stands here twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from regreso.movement.corridor.buses import BusProgram, Kind
from regreso.movement.corridor.model import Route
from regreso.movement.corridor.seats import Vehicle, by_rank
from regreso.movement.corridor.solver import Floats

_ON_THE_WAY = ("checkpoint", "leg", "escort")


def first_buses(made: BusProgram) -> Floats:
    """Send a bus from wherever one stands beside people who wait, and empty ones to those who still wait.

    Returns:
        A value for each column of the program; every row holds, and no household is split.

    No doctest: it needs a whole problem; tests/movement/corridor/test_time_limits.py shows it.
    """
    return _Day(made).values()


@dataclass(slots=True)
class _Day:
    """How the day stands while its steps pass: vehicles, those who wait, and the room on the way.

    Attributes:
        counts: column → its value so far.
        waiting: index of the household → how many of these have not left.
        standing: (kind, place) → vehicles that stand there.
        coming: step → vehicles that become free then, and where.
        called: place → seats that are on their way to it, empty.
        room: row → what may still be added; only rows of what lies on the way.
        loads: column → the rows that it loads, and with how much.
        led: (route, step) → vehicles that leave with a convoy.
    """

    made: BusProgram
    counts: Counter[int] = field(default_factory=Counter)
    waiting: Counter[int] = field(default_factory=Counter)
    standing: Counter[tuple[Kind, str]] = field(default_factory=Counter)
    coming: dict[int, Counter[tuple[Kind, str]]] = field(default_factory=lambda: defaultdict(Counter))
    called: Counter[str] = field(default_factory=Counter)
    room: dict[int, float] = field(default_factory=dict)
    loads: dict[int, list[tuple[int, float]]] = field(default_factory=lambda: defaultdict(list))
    led: Counter[tuple[int, int]] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    homes: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    last: dict[tuple[str, Kind], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        made = self.made
        self.places.update(made.receptions)
        for index in by_rank(made.households):
            self.waiting[index] = made.households[index].count
            for route in made.routes:
                if (index, route.number) in made.picks:
                    self.homes[route.number].append(index)
        for (kind, place, step), count in made.standing.vehicles.items():
            self.coming[step][kind, place] += count
        starts = {route.number: route.start for route in made.routes}
        for number, kind, step in made.trips:
            key = (starts[number], kind)
            self.last[key] = max(step, self.last.get(key, step))
        for row, (what, _, _) in made.rows.items():
            if what in _ON_THE_WAY:
                self.room[row] = made.program.upper(row)
                for column, factor in made.program.factors(row).items():
                    self.loads[column].append((row, factor))

    def values(self) -> Floats:
        made = self.made
        for step in range(made.standing.first, made.problem.steps + 1):
            self.standing.update(self.coming.pop(step, Counter()))
            self._leave(step)
            self._call(step)
            for (kind, place), count in self.standing.items():
                self.counts[made.stands[kind, place, step]] = count
        for trip, bonus in made.bonuses.items():
            self.counts[bonus] = min(self.counts[trip], int(made.program.uppers[bonus]))
        found = np.zeros(len(made.program.costs))
        for column, count in self.counts.items():
            found[column] = count
        return found

    def _leave(self, step: int) -> None:
        """Boarding begins: first what was told, then where those wait who go first, then the shortest way."""
        made = self.made
        leave = step + made.problem.steps_up(made.problem.boarding)
        first = {home.at for i, home in enumerate(made.households) if home.priority and self.waiting[i]}
        ways = [
            (route, kind)
            for route in made.routes
            for kind, place in self.standing
            if place == route.start and (route.number, kind, leave) in made.trips
        ]
        for route, kind in sorted(ways, key=lambda way: self._turn(way[0], way[1], leave, first)):
            while self.standing[kind, route.start] > 0 and self._send(route, kind, leave):
                pass

    def _turn(
        self, route: Route, kind: Kind, leave: int, first: set[str]
    ) -> tuple[bool, bool, int, int, int]:
        told = (route.number, kind, leave) in self.made.standing.kept
        return not told, route.start not in first, route.minutes, route.number, -kind.people

    def _send(self, route: Route, kind: Kind, leave: int) -> bool:
        """One vehicle more leaves; False when nobody would be in it, or the way has no room."""
        made, problem = self.made, self.made.problem
        load = self._boarding(route, kind, leave)
        team = self._team(route, leave)
        trip = made.trips[route.number, kind, leave]
        if not load or not self._passes([trip, *team]):
            return False
        for index, count in load.items():
            self.waiting[index] -= count
            self.counts[made.picks[index, route.number]] += count
            self.places[route.end] -= count * made.households[index].size
        self.led[route.number, leave] += 1
        self.standing[kind, route.start] -= 1
        self.called[route.start] = max(0, self.called[route.start] - kind.people)
        self.coming[leave + problem.steps_up(route.minutes + problem.unloading)][kind, route.end] += 1
        return True

    def _boarding(self, route: Route, kind: Kind, leave: int) -> Mapping[int, int]:
        """Who would be in one vehicle."""
        bus = Vehicle(
            route.number, route.start, route.end, leave, kind.seats, kind.wheelchair, kind.stretcher
        )
        places = self.places[route.end]
        for index in self.homes[route.number]:
            home = self.made.households[index]
            if self.waiting[index] and home.release <= leave:
                count = bus.fits(home, most=min(self.waiting[index], places // home.size))
                if count > 0:
                    bus.seat(index, home, count=count)
                    places -= count * home.size
        return bus.aboard

    def _team(self, route: Route, leave: int) -> list[int]:
        """One escort team more, where the next vehicle needs one."""
        team = self.made.convoys.get((route.number, leave))
        if team is None:
            return []
        led = self.counts[team] * self.made.problem.escorts.vehicles_per_team
        return [team] if self.led[route.number, leave] >= led else []

    def _passes(self, columns: list[int]) -> bool:
        """Add one to each of these columns, if every row on the way allows it."""
        uppers = self.made.program.uppers
        if any(self.counts[column] >= uppers[column] for column in columns):
            return False
        asked = Counter[int]()
        for column in columns:
            for row, factor in self.loads.get(column, ()):
                asked[row] += int(factor)
        if any(self.room[row] < need for row, need in asked.items()):
            return False
        for row, need in asked.items():
            self.room[row] -= need
        self.counts.update(columns)
        return True

    def _call(self, step: int) -> None:
        """Empty vehicles drive back to those who wait, if they could be out again in time."""
        made, problem = self.made, self.made.problem
        for route in made.routes:
            back = step + problem.steps_up(route.empty)
            for kind, place in list(self.standing):
                column = made.backs.get((route.number, kind, step))
                in_time = back + problem.steps_up(problem.boarding) <= self.last.get((route.start, kind), -1)
                if place != route.end or column is None or not in_time:
                    continue
                while self.standing[kind, place] > 0 and self._asking(route) > 0 and self._passes([column]):
                    self.standing[kind, place] -= 1
                    self.called[route.start] += kind.people
                    self.coming[back][kind, route.start] += 1

    def _asking(self, route: Route) -> int:
        """People who wait at the start of a way, beyond the seats that stand there or are on their way."""
        homes = self.made.households
        people = sum(homes[index].size * self.waiting[index] for index in self.homes[route.number])
        there = sum(
            kind.people * count for (kind, place), count in self.standing.items() if place == route.start
        )
        return min(people, max(0, self.places[route.end])) - there - self.called[route.start]
