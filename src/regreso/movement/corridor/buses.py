"""Buses, convoys and escorts as one integer program: which bus leaves when, and who may ride on its route."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from regreso.movement.corridor.model import Fleet, Household, Problem, Route
from regreso.movement.corridor.solver import WHOLE, Answer, Program

Lane = tuple[str, int]  # a checkpoint (or a leg and the place where it is entered) and a step
FIRST, EXPOSURE, ARRIVAL, EMPTY = 99.0, 2.0, 1.0, 0.01


@dataclass(frozen=True, slots=True)
class Kind:
    """Vehicles that are alike: what they hold and when and how far they may be driven."""

    seats: int
    wheelchair: int
    stretcher: int
    range_km: float
    crew: tuple[int, int]

    @property
    def people(self) -> int:
        """How many people one holds.

        >>> Kind(40, 2, 0, 0.0, (0, 0)).people
        42
        """
        return self.seats + self.wheelchair + self.stretcher


def kind_of(fleet: Fleet) -> Kind:
    """What a fleet's vehicles are like.

    >>> kind_of(Fleet("f", 3, 50, 0, 0, "a", 400.0, (0, 9))).seats
    50
    """
    return Kind(fleet.seats, fleet.wheelchair, fleet.stretcher, fleet.range_km, fleet.crew)


@dataclass(slots=True)
class Standing:
    """Where things stand when the plan begins: all vehicles at home, or what an earlier plan has left.

    Attributes:
        first: no vehicle begins to board before this step.
        vehicles: (kind, place, step) → how many become free there.
        passed, entered: checkpoints and legs that are taken already.
        teams: step → escort teams that are away.
        kept: (route, kind, step) → departures that people were told of.
    """

    first: int
    vehicles: Counter[tuple[Kind, str, int]]
    passed: Counter[Lane] = field(default_factory=Counter)
    entered: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    teams: Counter[int] = field(default_factory=Counter)
    kept: Mapping[tuple[int, Kind, int], int] = field(default_factory=dict)


def at_home(problem: Problem) -> Standing:
    """Every vehicle at its home before the first step.

    No doctest: it needs a whole problem; tests/movement/corridor/test_plan.py shows it.
    """
    vehicles: Counter[tuple[Kind, str, int]] = Counter()
    for fleet in problem.fleets:
        vehicles[kind_of(fleet), fleet.home, 0] += fleet.count
    return Standing(0, vehicles)


@dataclass(slots=True)
class BusProgram:
    """The integer program and what its columns and rows mean.

    Attributes:
        trips, backs: (route, kind, step) → column: loaded from start to end, empty back.
        stands: (kind, place, step) → column: vehicles that stand there from this step to the next.
        picks: (household, route) → column: how many of these households ride on it.
        convoys: (route, step) → column: how many escort teams leave.
        bonuses: column of a trip → column: how many of it are kept as they were told.
        rows: row → (what it limits, id, step or -1), for the sentence that says what limits the plan.
    """

    problem: Problem
    standing: Standing
    households: tuple[Household, ...]
    receptions: Mapping[str, int]
    program: Program = field(default_factory=Program)
    trips: dict[tuple[int, Kind, int], int] = field(default_factory=dict)
    backs: dict[tuple[int, Kind, int], int] = field(default_factory=dict)
    stands: dict[tuple[Kind, str, int], int] = field(default_factory=dict)
    picks: dict[tuple[int, int], int] = field(default_factory=dict)
    convoys: dict[tuple[int, int], int] = field(default_factory=dict)
    bonuses: dict[int, int] = field(default_factory=dict)
    rows: dict[int, tuple[str, str, int]] = field(default_factory=dict)

    @property
    def person(self) -> float:
        """What one person out is worth: more than the latest arrival of a whole vehicle.

        No doctest: it needs a whole problem.
        """
        largest = max((kind.people for kind, _, _ in self.standing.vehicles), default=1)
        return float((largest + EXPOSURE + 1) * self.problem.steps)

    @property
    def asking(self) -> float:
        """How many people ask for a bus.

        No doctest: it needs a whole problem.
        """
        return float(sum(home.size * home.count for home in self.households))

    def exposure(self) -> dict[int, float]:
        """Column → the person-minutes on the road of one household.

        No doctest: it needs a whole problem.
        """
        minutes = {route.number: route.minutes for route in self.routes}
        return {
            column: float(self.households[index].size * minutes[number])
            for (index, number), column in self.picks.items()
        }

    def kept_whole(self, answer: Answer) -> bool:
        """Whether no household is split in these values.

        No doctest: it needs a whole problem.
        """
        values = answer.values[list(self.picks.values())]
        return bool((abs(values - values.round()) < WHOLE).all())

    @property
    def routes(self) -> list[Route]:
        """The routes of buses.

        No doctest: it needs a whole problem.
        """
        return [route for route in self.problem.routes if route.mode == "bus"]


def build(
    problem: Problem, *, standing: Standing, households: tuple[Household, ...], receptions: Mapping[str, int]
) -> BusProgram:
    """State the program for households without a car.

    Args:
        problem: what is planned.
        standing: where the vehicles are.
        households: who is still to leave.
        receptions: places that are still free.

    No doctest: it needs a whole problem; tests/movement/corridor/test_plan.py shows it.
    """
    made = BusProgram(problem, standing, households, receptions)
    _columns(made)
    _balance(made)
    _people(made)
    _passages(made)
    _escorts(made)
    _told(made)
    return made


def _columns(made: BusProgram) -> None:
    problem, first = made.problem, made.standing.first
    fleet_size: Counter[Kind] = Counter()
    for (kind, _, _), count in made.standing.vehicles.items():
        fleet_size[kind] += count
    boarding = problem.steps_up(problem.boarding)
    for route in made.routes:
        loaded, empty = problem.departures(route), problem.departures(route, empty=True)
        for kind, count in fleet_size.items():
            if kind.range_km < 2 * route.km:
                continue
            for step in loaded:
                if step - boarding >= first and _crewed(
                    problem, kind, step, -problem.boarding, route.minutes
                ):
                    arrival = step + problem.steps_up(route.minutes) - first
                    column = made.program.column(cost=ARRIVAL * kind.people * arrival, upper=count)
                    made.trips[route.number, kind, step] = column
            for step in empty:
                if step >= first and _crewed(problem, kind, step, 0, route.empty):
                    column = made.program.column(cost=EMPTY * kind.people, upper=count)
                    made.backs[route.number, kind, step] = column


def _crewed(problem: Problem, kind: Kind, step: int, before: int, after: int) -> bool:
    at = problem.start + step * problem.step
    return kind.crew[0] <= at + before and at + after <= kind.crew[1]


def _balance(made: BusProgram) -> None:
    """At each place and step: what stood and came in goes out or stands on."""
    problem, first = made.problem, made.standing.first
    boarding = problem.steps_up(problem.boarding)
    flows: dict[tuple[Kind, str, int], dict[int, float]] = defaultdict(dict)
    by_number = {route.number: route for route in made.routes}
    for (number, kind, step), column in made.trips.items():
        route = by_number[number]
        flows[kind, route.start, step - boarding][column] = -1.0
        flows[kind, route.end, step + problem.steps_up(route.minutes + problem.unloading)][column] = 1.0
    for (number, kind, step), column in made.backs.items():
        route = by_number[number]
        flows[kind, route.end, step][column] = -1.0
        flows[kind, route.start, step + problem.steps_up(route.empty)][column] = 1.0
    pairs = dict.fromkeys((kind, place) for kind, place, _ in [*flows, *made.standing.vehicles])
    for kind, place in pairs:
        total = sum(count for (one, _, _), count in made.standing.vehicles.items() if one == kind)
        stood: int | None = None
        for step in range(first, problem.steps + 1):
            factors = dict(flows.get((kind, place, step), {}))
            if stood is not None:
                factors[stood] = 1.0
            stood = made.program.column(cost=0.0, upper=total)
            made.stands[kind, place, step] = stood
            made.program.real.add(stood)
            factors[stood] = -1.0
            free = float(made.standing.vehicles.get((kind, place, step), 0))
            row = made.program.row(factors, lower=-free, upper=-free)
            made.rows[row] = ("vehicles", place, step)


def _people(made: BusProgram) -> None:
    """Households ride where there are seats, wheelchair and stretcher places, into receptions with places."""
    problem, program = made.problem, made.program
    into: dict[str, dict[int, float]] = defaultdict(dict)
    person = made.person
    for index, home in enumerate(made.households):
        riding: dict[int, float] = {}
        for route in made.routes:
            if route.start != home.at or (home.destinations and route.end not in home.destinations):
                continue
            worth = person * (1 + FIRST * home.priority)
            cost = home.size * (EXPOSURE * route.minutes / problem.step - worth)
            column = program.column(cost=cost, upper=home.count)
            made.picks[index, route.number] = column
            program.real.add(column)
            riding[column] = 1.0
            into[route.end][column] = float(home.size)
        if riding:
            program.row(riding, upper=home.count)
    _seats(made)
    for place, load in into.items():
        row = program.row(load, upper=float(made.receptions.get(place, 0)))
        made.rows[row] = ("reception", place, -1)


def _seats(made: BusProgram) -> None:
    """On each route: seats, wheelchair and stretcher places for those who ride on it."""
    riding: dict[int, list[tuple[Household, int]]] = defaultdict(list)
    buses: dict[int, list[tuple[Kind, int]]] = defaultdict(list)
    for (index, number), column in made.picks.items():
        riding[number].append((made.households[index], column))
    for (number, kind, _), column in made.trips.items():
        buses[number].append((kind, column))
    for number, people in riding.items():
        for asked, there in (("sitting", "seats"), ("wheelchair", "wheelchair"), ("stretcher", "stretcher")):
            load = {column: float(need) for home, column in people if (need := getattr(home, asked))}
            if load:
                counts = Counter[int]()
                for home, _ in people:
                    counts[getattr(home, asked)] += home.count
                places = {
                    kind: filled(getattr(kind, there), counts) for kind in {one for one, _ in buses[number]}
                }
                load |= {column: -float(places[kind]) for kind, column in buses[number] if places[kind]}
                made.rows[made.program.row(load, upper=0.0)] = ("seats", str(number), -1)


def filled(places: int, counts: Mapping[int, int]) -> int:
    """How many places whole households can fill: six families of six fill 36 seats of forty.

    >>> filled(40, {6: 13}), filled(40, {6: 13, 4: 1}), filled(40, {6: 2})
    (36, 40, 12)
    """
    sums = 1  # a bit for each number of people that can sit together
    for need, count in counts.items():
        for _ in range(min(count, places // need) if need else 0):
            more = sums | (sums << need) & ((1 << places + 1) - 1)
            if more == sums:
                break
            sums = more
    return sums.bit_length() - 1


def _passages(made: BusProgram) -> None:
    """No more vehicles pass a checkpoint or enter a leg in one step than it takes."""
    problem = made.problem
    total = sum(made.standing.vehicles.values()) + sum(made.standing.passed.values())
    passing: dict[Lane, dict[int, float]] = defaultdict(dict)
    entering: dict[tuple[str, str, int], dict[int, float]] = defaultdict(dict)
    tight = {place for (place, mode), most in problem.lanes.items() if mode == "bus" and most < total}
    narrow = {leg for leg, most in problem.capacity.items() if most < total}
    for empty, moves in ((False, made.trips), (True, made.backs)):
        gates = {route.number: _gates(route, tight, problem.step, empty=empty) for route in made.routes}
        legs = {route.number: _legs(route, narrow, problem.step, empty=empty) for route in made.routes}
        for (number, _, step), column in moves.items():
            for place, later in gates[number]:
                passing[place, step + later][column] = 1.0
            for leg, place, later in legs[number]:
                entering[leg, place, step + later][column] = 1.0
    for (place, step), load in passing.items():
        most = problem.lanes[place, "bus"] - made.standing.passed[place, step]
        made.rows[made.program.row(load, upper=float(max(0, most)))] = ("checkpoint", place, step)
    for (leg, place, step), load in entering.items():
        most = problem.capacity[leg] - made.standing.entered[leg, place, step]
        made.rows[made.program.row(load, upper=float(max(0, most)))] = ("leg", leg, step)


def _gates(route: Route, tight: set[str], step: int, *, empty: bool) -> list[Lane]:
    return [(place, offset // step) for place, offset in route.stops(empty=empty) if place in tight]


def _legs(route: Route, narrow: set[str], step: int, *, empty: bool) -> list[tuple[str, str, int]]:
    return [
        (leg, place, offset // step) for leg, place, offset in route.entries(empty=empty) if leg in narrow
    ]


def _escorts(made: BusProgram) -> None:
    """On an escorted corridor buses leave only with a team, which is away until it could be back."""
    problem, escorts = made.problem, made.problem.escorts
    led: dict[tuple[int, int], dict[int, float]] = defaultdict(dict)
    by_number = {route.number: route for route in made.routes}
    for (number, _, step), column in made.trips.items():
        if problem.corridors[by_number[number].corridor].escorted:
            led[number, step][column] = 1.0
    away: dict[int, dict[int, float]] = defaultdict(dict)
    for (number, step), load in led.items():
        team = made.program.column(cost=1.0, upper=escorts.teams)
        made.convoys[number, step] = team
        made.program.row(load | {team: -float(led_by_one(problem, by_number[number]))}, upper=0.0)
        for at in range(*team_steps(problem, by_number[number], step)):
            away[at][team] = 1.0
    for at, load in away.items():
        row = made.program.row(load, upper=float(max(0, escorts.teams - made.standing.teams[at])))
        made.rows[row] = ("escort", "", at)


def led_by_one(problem: Problem, route: Route) -> int:
    """How many vehicles one team leads along a route at most: no more than pass the narrowest place at once.

    All of a convoy leave in one step, and pass each place on their way in one step. A team that could lead
    more would be worth more in the linear program than it is.

    No doctest: it needs a whole problem; tests/movement/corridor/test_plan.py shows it.
    """
    through = [problem.lanes[place, "bus"] for place, _ in route.stops(empty=False)
               if (place, "bus") in problem.lanes]  # fmt: skip
    along = [problem.capacity[leg] for leg, _, _ in route.entries(empty=False) if leg in problem.capacity]
    return min([problem.escorts.vehicles_per_team, *through, *along])


def team_steps(problem: Problem, route: Route, step: int) -> tuple[int, int]:
    """From which step to before which step an escort team is bound: boarding, the way, and the way back.

    No doctest: it needs a whole problem; tests/movement/corridor/test_plan.py shows it.
    """
    return step - problem.steps_up(problem.boarding), step + problem.steps_up(route.minutes + route.empty)


def _told(made: BusProgram) -> None:
    """A departure that people were told of and that is kept is worth a quarter of the day's delay."""
    for (number, kind, step), count in made.standing.kept.items():
        column = made.trips.get((number, kind, step))
        if column is not None:
            bonus = made.program.column(cost=-ARRIVAL * kind.people * made.problem.steps / 4, upper=count)
            made.program.row({bonus: 1.0, column: -1.0}, upper=0.0)
            made.bonuses[column] = bonus
