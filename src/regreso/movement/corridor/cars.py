"""Own cars: people first, earliest arrival second, as a flow through the time-expanded roads.

Where all travellers may go to any reception, and places do not run out, the flow is worked out exactly by
OR-Tools. Where households have chosen a reception, where corridors share a checkpoint, or where places run
out, the same network is solved as an integer program.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import inf, isinf

import numpy as np

from regreso.movement.corridor.aims import in_order
from regreso.movement.corridor.first_cars import Filling
from regreso.movement.corridor.flow import arcs, bottlenecks, cheapest, cut
from regreso.movement.corridor.model import Household, Problem
from regreso.movement.corridor.roads import PLENTY, SINK, SOURCE, Arc, Resource, Roads, Taken, expand
from regreso.movement.corridor.seats import by_rank
from regreso.movement.corridor.solver import Answer, Program

# Where they would go (empty: anywhere), people a car, the first step at which they can leave.
Travellers = tuple[frozenset[str], int, int]


SMALL = 6_000  # columns of a program whose bound is sought among whole cars
LONG, SHORT = 10.0, 4.0  # seconds for the whole program, and for one aim or one bound


@dataclass(frozen=True, slots=True)
class Drive:
    """Cars that leave together on one way.

    Attributes:
        corridor: its id.
        stops: each place and the step at which it is passed; the first is home, the last a reception.
        legs: the ids of the legs between them.
        cars: how many.
        aboard: index of the household → how many of these households.
    """

    corridor: str
    stops: tuple[tuple[str, int], ...]
    legs: tuple[str, ...]
    cars: int
    aboard: Counter[int] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Driven:
    """What was planned for cars.

    Attributes:
        drives: who leaves when.
        bound: no plan moves more people by car.
        limits: what each let one more car through, by resource; the gain is in people.
        together: where no single thing limits, the resources that do so together.
        exact: whether the flow is exact (a network) or has a bound (an integer program).
        first: no plan moves more of those who go first by car.
    """

    drives: tuple[Drive, ...]
    bound: float
    limits: Mapping[Resource, float] = field(default_factory=dict)
    together: tuple[Resource, ...] = ()
    exact: bool = True
    first: float = 0.0


def drive(
    problem: Problem,
    households: tuple[Household, ...],
    *,
    receptions: Mapping[str, int],
    taken: Taken | None = None,
    seconds: float = 10.0,
) -> Driven:
    """Plan the cars.

    Args:
        problem: what is planned.
        households: those who drive; their index is the one in `Drive.aboard`.
        receptions: places that are still free.
        taken: capacity that is used already.
        seconds: how long an integer program may look for a better plan.

    No doctest: it needs a whole problem; tests/movement/corridor/test_plan.py shows it.
    """
    taken = taken or Taken()
    ends = {route.start: set[str]() for route in problem.routes if route.mode == "car"}
    for route in problem.routes:
        if route.mode == "car":
            ends[route.start].add(route.end)
    movable = [index for index, home in enumerate(households) if home.count and home.at in ends]
    if not movable:
        return Driven((), 0.0)
    people = sum(households[index].size * households[index].count for index in movable)
    free = all(
        not households[i].destinations or households[i].destinations >= ends[households[i].at]
        for i in movable
    )
    roomy = all(receptions.get(end, 0) >= people for one in ends.values() for end in one)
    if free and roomy and not any(households[index].release > taken.first for index in movable):
        roads = expand(problem, ends=frozenset(), starts=set(ends), taken=taken)
        if _apart(roads):
            return _by_flow(problem, roads, {index: households[index] for index in movable})
    return _Programme(problem, households, movable, receptions, taken).solve(seconds)


def _apart(roads: Roads) -> bool:
    """Whether every capacity belongs to one arc only: then the roads are a network."""
    shared = Counter(arc.resource for arc in roads.arcs if arc.resource[0])
    return all(count == 1 for count in shared.values())


def _by_flow(problem: Problem, roads: Roads, homes: Mapping[int, Household]) -> Driven:
    lead, wide = _ends(problem, roads, homes)
    rows = [(arc.tail, arc.head, arc.most, arc.arrive) for arc in roads.arcs] + lead + wide
    network = arcs(rows)
    supply = sum(home.count for home in homes.values())
    _, flow = cheapest(network, source=SOURCE, sink=SINK, supply=supply)
    let_go = dict(zip(homes, flow[len(roads.arcs) :], strict=False))
    drives = _seated(list(_paths(roads, flow)), homes, {index: int(count) for index, count in let_go.items()})
    aboard = [(homes[index], count) for one in drives for index, count in one.aboard.items()]
    people = sum(home.size * count for home, count in aboard)
    first = float(sum(home.size * count for home, count in aboard if home.priority))
    left = {index for index, home in homes.items() if let_go[index] < home.count}
    if not left:
        return Driven(tuple(drives), float(people), first=first)
    size = sum(homes[index].size for index in left) / len(left)
    limits = {
        roads.arcs[arc].resource: size
        for arc in bottlenecks(network, flow, source=SOURCE, sink=SINK)
        if arc < len(roads.arcs) and roads.arcs[arc].resource[0]
    }
    crossing = tuple(roads.arcs[arc].resource for arc in cut(network, flow, SOURCE) if arc < len(roads.arcs))
    return Driven(tuple(drives), float(people), limits, crossing, first=first)


def _ends(
    problem: Problem, roads: Roads, homes: Mapping[int, Household]
) -> tuple[list[tuple[int, int, int, int]], list[tuple[int, int, int, int]]]:
    """Arcs from the source to each household's home and from each reception to the sink.

    A person is worth more than all delays together, a person who goes first more than all others together.
    """
    cars = sum(home.count for home in homes.values())
    person = (problem.steps + 1) * cars + 1
    first = person * (sum(home.size * home.count for home in homes.values() if not home.priority) + 1)
    worth = {index: home.size * (first if home.priority else person) for index, home in homes.items()}
    most = max(worth.values())
    lead = [
        (SOURCE, roads.node("home", home.at), home.count, most - worth[index])
        for index, home in homes.items()
    ]
    receptions = [key for key in roads.numbers if key[0] == "end"]
    return lead, [(roads.numbers[key], SINK, PLENTY, 0) for key in receptions]


def _paths(roads: Roads, flow: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Iterator[Drive]:
    """The ways that make up a flow; every arc leads on in time, so each way ends."""
    onward: dict[int, list[int]] = defaultdict(list)
    left = {}
    for number, arc in enumerate(roads.arcs):
        if flow[number] > 0:
            left[number] = int(flow[number])
            onward[arc.tail].append(number)
    for number, arc in enumerate(roads.arcs):
        if not arc.corridor:
            continue
        while left.get(number, 0) > 0:
            way = _walk(roads, onward, left, number)
            cars = min(left[one] for one in way)
            for one in way:
                left[one] -= cars
            yield _drive([roads.arcs[one] for one in way], cars)


def _walk(roads: Roads, onward: Mapping[int, list[int]], left: Mapping[int, int], first: int) -> list[int]:
    way = [first]
    while not roads.arcs[way[-1]].arrive:
        way.append(next(one for one in onward[roads.arcs[way[-1]].head] if left[one] > 0))
    return way


def _drive(way: list[Arc], cars: int) -> Drive:
    along = [arc for arc in way if arc.where]
    stops = [(arc.where[1], arc.step) for arc in along] + [(along[-1].where[2], way[-1].arrive)]
    return Drive(way[0].corridor, tuple(stops), tuple(arc.where[0] for arc in along), cars)


def _seated(ways: list[Drive], homes: Mapping[int, Household], let_go: dict[int, int]) -> list[Drive]:
    """Say which households drive: those who go first, then the large, on the ways that arrive earliest."""
    ways = sorted(ways, key=lambda one: (one.stops[-1][1], one.stops[0][1], one.stops))
    order = sorted(homes, key=lambda index: (not homes[index].priority, -homes[index].size, homes[index].id))
    filled = []
    for way in ways:
        cars, aboard = way.cars, Counter[int]()
        for index in order:
            if cars and homes[index].at == way.stops[0][0] and let_go.get(index, 0):
                count = min(cars, let_go[index])
                aboard[index] += count
                let_go[index] -= count
                cars -= count
        filled.append(Drive(way.corridor, way.stops, way.legs, way.cars - cars, aboard))
    return [way for way in filled if way.cars]


def _key(home: Household) -> Travellers:
    return home.destinations, home.size, home.release


@dataclass(slots=True)
class _Programme:
    """The same roads as an integer program: one copy for each size of household and choice of receptions."""

    problem: Problem
    households: tuple[Household, ...]
    movable: list[int]
    receptions: Mapping[str, int]
    taken: Taken
    program: Program = field(default_factory=Program)
    roads: dict[Travellers, Roads] = field(default_factory=dict)
    columns: dict[Travellers, list[int]] = field(default_factory=dict)
    picks: dict[int, int] = field(default_factory=dict)
    rows: dict[int, Resource] = field(default_factory=dict)
    most: dict[Resource, int] = field(default_factory=dict)

    def solve(self, seconds: float) -> Driven:
        self._state()
        relaxed = self.program.solve(whole=False)
        answer = (
            None if relaxed is None else self.program.rounded(relaxed, free=[], seconds=min(seconds, LONG))
        )
        kept = self._first()
        if answer is None or answer.cost > kept.cost:
            answer = kept
        people = {column: float(self.households[i].size) for i, column in self.picks.items()}
        first = {column: people[column] for i, column in self.picks.items() if self.households[i].priority}
        most, most_first = inf, inf
        if len(self.program.costs) <= SMALL:
            arrival = {column: -cost for column, cost in enumerate(self.program.costs) if cost > 0}
            aims = [first] * bool(first) + [people, arrival]
            answer, bounds = in_order(self.program, aims, start=answer, seconds=min(seconds, SHORT))
            most, most_first = bounds[bool(first)], bounds[0] if first else 0.0
        # Where a search ran out of time the linear program still says how far a plan could go.
        most = self.program.most(people) if isinf(most) else most
        most_first = self.program.most(first) if isinf(most_first) and first else most_first
        asking = float(sum(self.households[i].size * self.households[i].count for i in self.movable))
        drives = list(self._drives(answer.values))
        limits = {} if relaxed is None else self._limits(relaxed)
        return Driven(tuple(drives), min(most, asking), limits, exact=False, first=min(most_first, asking))

    def _first(self) -> Answer:
        """The plan that needs no search."""
        filling = Filling(dict(self.most), Counter(self.receptions))
        values = np.zeros(len(self.program.costs))
        for place in by_rank([self.households[index] for index in self.movable]):
            index = self.movable[place]
            home = self.households[index]
            for way, cars in filling.send(self.roads[_key(home)], home):
                values[[self.columns[_key(home)][number] for number in way]] += cars
                values[self.picks[index]] += cars
        return Answer(values, self.program.cost_of(values), -inf, np.empty(0))

    def _limits(self, relaxed: Answer) -> dict[Resource, float]:
        """What each lets more people out, by the prices of the linear program."""
        unit = 8.0 * self.problem.steps
        prices = {resource: float(relaxed.prices[row]) / unit for row, resource in self.rows.items()}
        return {resource: price for resource, price in prices.items() if price > 1 / 2}

    def _state(self) -> None:
        groups: dict[Travellers, list[int]] = defaultdict(list)
        for index in self.movable:
            home = self.households[index]
            groups[_key(home)].append(index)
        bundles: dict[Resource, dict[int, float]] = defaultdict(dict)
        into: dict[str, dict[int, float]] = defaultdict(dict)
        for key, members in groups.items():
            ends, size, release = key
            starts = {self.households[index].at for index in members}
            taken = Taken(max(self.taken.first, release), self.taken.used)
            roads = expand(self.problem, ends=ends, starts=starts, taken=taken)
            self.roads[key], self.columns[key] = roads, []
            nodes: dict[int, dict[int, float]] = defaultdict(dict)
            for arc in roads.arcs:
                column = self.program.column(cost=float(size * arc.arrive), upper=arc.most)
                self.columns[key].append(column)
                nodes[arc.tail][column] = -1.0
                nodes[arc.head][column] = 1.0
                if arc.resource[0]:
                    bundles[arc.resource][column] = 1.0
                    self.most[arc.resource] = arc.most
            self._people(roads, members, nodes)
            for name, number in roads.numbers.items():
                if name[0] == "end":
                    into[str(name[1])] |= dict.fromkeys(nodes.pop(number, {}), float(size))
            for factors in nodes.values():
                self.program.row(factors, lower=0.0, upper=0.0)
        for resource, load in bundles.items():
            self.rows[self.program.row(load, upper=float(self.most[resource]))] = resource
        for place, load in into.items():
            row = self.program.row(load, upper=float(self.receptions.get(place, 0)))
            self.rows[row] = ("reception", place, "", -1)

    def _people(self, roads: Roads, members: list[int], nodes: dict[int, dict[int, float]]) -> None:
        for index in members:
            home = self.households[index]
            worth = home.size * 8.0 * self.problem.steps * (100 if home.priority else 1)
            self.picks[index] = self.program.column(cost=-worth, upper=home.count)
            number = roads.numbers.get(("home", home.at))
            if number is None:
                self.program.uppers[self.picks[index]] = 0.0
            else:
                nodes[number][self.picks[index]] = 1.0

    def _drives(self, values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Iterator[Drive]:
        for key, roads in self.roads.items():
            flow = values[self.columns[key]].astype(np.int64)
            members = {
                index: home
                for index, home in enumerate(self.households)
                if index in self.picks and _key(home) == key
            }
            let_go = {index: int(values[self.picks[index]]) for index in members}
            yield from _seated(list(_paths(roads, flow)), members, let_go)
