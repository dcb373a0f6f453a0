"""The bus part of a plan: the program is solved, households are seated, vehicles get their day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import ceil, inf, isfinite, isinf
from typing import TypeGuard

import numpy as np

from regreso.movement.corridor.aims import in_order, worth
from regreso.movement.corridor.buses import (
    BusProgram,
    Kind,
    Standing,
    build,
    kind_of,
    led_by_one,
    team_steps,
)
from regreso.movement.corridor.empty_seats import without_empty_seats
from regreso.movement.corridor.first_buses import first_buses
from regreso.movement.corridor.itineraries import Move, assign
from regreso.movement.corridor.left_behind import Seated, taken_along
from regreso.movement.corridor.model import Household, Problem, Route
from regreso.movement.corridor.nearer import near
from regreso.movement.corridor.seats import Vehicle, seat
from regreso.movement.corridor.solver import WHOLE, Answer, Relaxed

EXACT = 1e-4
NEAR = 5e-4  # of the bound: so few people are not worth a search where not everybody can leave anyway
FAR = 0.01  # of the bound: what a search left behind so far may be less than was there without it
LEAST = 0.125  # people: what lets out fewer is no limit worth naming
AGAIN = 3  # times to ask for a bus more, where whole households do not fit into what is left
MANY = 1_500  # times for convoys that an integer program copes with
SMALL, SHORT = 6_000, 4.0  # columns of a program that is solved whole, households too, and seconds for it


@dataclass(frozen=True, slots=True)
class Ride:
    """One vehicle on one way: with people from start to end, or empty (then `aboard` is empty).

    Attributes:
        route: its route.
        back: whether it drives from the route's end to its start.
        step: when it leaves.
        vehicle: its id.
        aboard: index of the household → how many of these households.
    """

    route: Route
    back: bool
    step: int
    vehicle: str
    aboard: Counter[int]


@dataclass(frozen=True, slots=True)
class Ridden:
    """What was planned for buses.

    Attributes:
        rides: who leaves when, in the order of leaving.
        bound: no plan that moves as many of those who go first moves more people by bus.
        gap: how far the objective is from the bound of the program (0 to 1).
        prices: (what limits, id, step) → people that one more unit would let out.
        escorted: whether escorts made it an integer program with a proven bound.
        first: no plan moves more of those who go first by bus.
    """

    rides: tuple[Ride, ...]
    bound: float = 0.0
    gap: float = 0.0
    prices: Mapping[tuple[str, str, int], float] = field(default_factory=dict)
    escorted: bool = False
    first: float = 0.0


@dataclass(frozen=True, slots=True)
class Given:
    """What a bus plan starts from: vehicles, the places left, who was told of which departure."""

    standing: Standing
    names: tuple[tuple[Kind, str, int, str], ...]
    receptions: Mapping[str, int]
    told: Mapping[tuple[int, int], Mapping[int, int]] = field(default_factory=dict)


def named(problem: Problem) -> tuple[tuple[Kind, str, int, str], ...]:
    """Every vehicle at its home: kind, place, step, id (“fleet/3”).

    No doctest: it needs a whole problem; tests/movement/corridor/test_plan.py shows it.
    """
    return tuple(
        (kind_of(fleet), fleet.home, 0, f"{fleet.id}/{number}")
        for fleet in problem.fleets
        for number in range(1, fleet.count + 1)
    )


def ride(problem: Problem, households: tuple[Household, ...], given: Given, *, seconds: float) -> Ridden:
    """Plan the buses for households without a car.

    Args:
        problem: what is planned.
        households: their index is the one in `Ride.aboard`.
        given: where things stand.
        seconds: how long an integer program may look for a better plan.

    No doctest: it needs a whole problem; tests/movement/corridor/test_plan.py shows it.
    """
    made = build(problem, standing=given.standing, households=households, receptions=given.receptions)
    if not made.picks or not made.trips:
        return Ridden(())
    relaxed = Relaxed(made.program)
    settled = _whole(made, relaxed, seconds)
    answer, prices = settled.answer, {} if relaxed.first is None else _prices(made, relaxed.first)
    gap = (answer.cost - answer.bound) / max(1.0, abs(answer.bound)) if isfinite(answer.bound) else 1.0
    rides = _driven(made, _for_whole_households(made, settled, given, seconds), given)
    return Ridden(rides, settled.people, max(0.0, gap), prices, bool(made.convoys), settled.first)


def _for_whole_households(made: BusProgram, settled: _Settled, given: Given, seconds: float) -> Seated:
    """Who sits where; with more vehicles where the seats left in each are too few for a household.

    The program counts the seats of a route together: thirteen families of six in two buses of forty, one of
    whom would have to ride in parts. The seats that stay empty in such buses are taken from it, and it is
    solved again, a large one around those who wait, as long as more people go.
    """
    best = _seated(made, settled.answer, given)
    if not _lost(made, best, settled):
        return best
    if len(made.program.costs) > SMALL:
        return taken_along(made, best, seat=lambda found: _seated(made, found, given), seconds=seconds)
    mark = made.program.mark()
    for _ in range(AGAIN):
        rows = list(without_empty_seats(made, best.vehicles))
        for factors, most in rows:
            made.program.row(factors, upper=most)
        found = _whole(made, Relaxed(made.program), min(seconds, SHORT)).answer if rows else best.answer
        again = _seated(made, found, given)
        if again.out <= best.out:
            break
        best = again
    made.program.back_to(mark)
    return best


def _lost(made: BusProgram, plan: Seated, settled: _Settled) -> bool:
    """Whether more people may be brought out than in a plan, as far as the program knows."""
    first, people = plan.out
    near = NEAR * settled.people if settled.people < made.asking else 0.0
    return first < settled.first - EXACT or people < settled.people - near - EXACT


def _prices(made: BusProgram, relaxed: Answer) -> dict[tuple[str, str, int], float]:
    """How many people one more unit would let out, for each row of the LP that limits it."""
    found, person = {}, made.person
    for row, meaning in made.rows.items():
        vehicles = meaning[0] == "vehicles"
        if vehicles and meaning[2] != made.standing.first:
            continue
        # A vehicle more stands on the other side of its row than a place more.
        gain = float(relaxed.prices[row]) * (-1 if vehicles else 1) / person
        if gain > LEAST:
            found[meaning] = gain
    return found


@dataclass(frozen=True, slots=True)
class _Settled:
    """What a program came to: no plan lets more people go first, and none that does lets more out."""

    answer: Answer
    people: float
    first: float


def _whole(made: BusProgram, relaxed: Relaxed, seconds: float) -> _Settled:
    """Whole vehicles and households, and the most people that any plan could take.

    The LP is nearly whole, with escorts too (see `led_by_one`): what it made whole is kept. Where that is
    not near enough to its bound, escorts make it worth searching the integer program itself. A small program
    is then settled aim by aim; in a large one the aims are only weighed against each other. Where a search
    finds little in its time, or nothing, the plan that was there before it is kept.
    """
    small, program = len(made.program.costs) <= SMALL, made.program
    if made.convoys:
        answer = _convoys(made, relaxed.first, seconds, small=small)
    else:
        found = None if small else near(made, relaxed, seconds=seconds)
        answer = found if _near_enough(found) else _rounded(made, relaxed.first, seconds)
    if small:
        program.real -= set(made.picks.values())
        return _strictly(made, answer, seconds)
    return _weighed(made, relaxed, answer, seconds)


def _first_answer(made: BusProgram, relaxed: Answer | None) -> Answer:
    """The plan that needs no search; the LP, where there is one, says how good a plan could be."""
    values = first_buses(made)
    bound = -inf if relaxed is None else relaxed.cost
    return Answer(values, made.program.cost_of(values), bound, np.empty(0))


def _rounded(made: BusProgram, relaxed: Answer | None, seconds: float) -> Answer:
    """The LP made whole, or the first plan where that was not done in time or came to less."""
    if relaxed is None:
        return _first_answer(made, relaxed)
    free = [*made.stands.values(), *made.picks.values()]
    answer = made.program.rounded(relaxed, free=free, seconds=seconds)
    if _near_enough(answer):
        return answer
    return _cheaper(answer, _first_answer(made, relaxed))


def _near_enough(answer: Answer | None) -> TypeGuard[Answer]:
    return answer is not None and answer.cost - answer.bound <= FAR * abs(answer.bound)


def _cheaper(found: Answer | None, kept: Answer) -> Answer:
    """What a search found, unless what was there before is better; what is known of the bound stays."""
    if found is None:
        return kept
    bound = max(found.bound, kept.bound)
    return replace(found if found.cost <= kept.cost else kept, bound=bound)


def _strictly(made: BusProgram, answer: Answer, seconds: float) -> _Settled:
    """Those who go first, people, minutes on the road, arrival: each settled before the next."""
    people, first = _worth(made), _worth(made, first=True)
    # The program's picks may be parts of households: whole ones are asked for now.
    if not made.kept_whole(answer):
        kept = _whole_households(made, answer)
        found = made.program.solve(whole=True, seconds=min(seconds, SHORT), start=kept.values)
        answer = _cheaper(found, kept)
    road = {column: -cost for column, cost in made.exposure().items()}
    rest = {
        column: -cost
        for column, cost in enumerate(made.program.costs)
        if cost and column not in set(made.picks.values())
    }
    aims = [first] * bool(first) + [people, road, rest]
    answer, bounds = in_order(made.program, aims, start=answer, seconds=min(seconds, SHORT))
    # Where the search for an aim ran out of time the linear program still says how far it could go.
    most, most_first = bounds[bool(first)], bounds[0] if first else 0.0
    most = made.program.most(people) if isinf(most) else most
    most_first = made.program.most(first) if isinf(most_first) else most_first
    return _Settled(answer, min(made.asking, most, _most_by_teams(made)), most_first)


def _whole_households(made: BusProgram, answer: Answer) -> Answer:
    """The same vehicles without the parts of households: fewer people keep every row that more kept."""
    values, picks = answer.values.copy(), list(made.picks.values())
    values[picks] = np.floor(values[picks] + WHOLE)
    return replace(answer, values=values, cost=made.program.cost_of(values))


def _weighed(made: BusProgram, relaxed: Relaxed, answer: Answer, seconds: float) -> _Settled:
    """The bounds of a program too large to be settled aim by aim."""
    program, people, first = made.program, _worth(made), _worth(made, first=True)
    all_first = float(sum(_first(home) for home in made.households))
    if worth(answer, people) >= made.asking - EXACT:
        return _Settled(answer, made.asking, all_first)
    if first and worth(answer, first) < all_first - EXACT:
        all_first = min(all_first, relaxed.most(first))
    bound = min(made.asking, relaxed.most(people), _most_by_teams(made))
    if made.convoys and worth(answer, people) < bound - EXACT:
        whole = program.most(people, whole=True, seconds=min(seconds, 3 * SHORT), start=answer.values)
        bound = min(bound, whole)
    return _Settled(answer, bound, all_first)


def _worth(made: BusProgram, *, first: bool = False) -> dict[int, float]:
    """People by column: all of them, or only those who go first."""
    return {
        column: float(made.households[index].size)
        for (index, _), column in made.picks.items()
        if made.households[index].priority or not first
    }


def _first(home: Household) -> int:
    return home.size * home.count * home.priority


def _convoys(made: BusProgram, relaxed: Answer | None, seconds: float, *, small: bool) -> Answer:
    """The LP made whole where that is as good as its bound; else what a search finds, beginning with that."""
    program, kept = made.program, _first_answer(made, relaxed)
    if relaxed is not None:
        free = [*made.stands.values(), *made.picks.values()]
        kept = _cheaper(program.rounded(relaxed, free=free, seconds=min(seconds, SHORT)), kept)
        if not small and kept.cost - kept.bound <= EXACT * abs(kept.bound):
            return kept
    program.real -= set(made.picks.values()) if small else set()
    return _searched(made, kept, seconds)


def _searched(made: BusProgram, kept: Answer, seconds: float) -> Answer:
    """Many steps make many times for one convoy: first only some of them, then all, beginning with that."""
    program = made.program
    every = -(-len(made.convoys) // MANY)
    if every == 1:
        return _cheaper(program.solve(whole=True, seconds=seconds, start=kept.values), kept)
    lower, upper = np.asarray(program.lowers), np.asarray(program.uppers)
    upper[[column for (_, step), column in made.convoys.items() if step % every]] = 0.0
    coarse = program.solve(whole=True, fixed=(lower, upper), seconds=0.6 * seconds)
    if coarse is not None:
        # Its bound holds only for some of the times.
        kept = _cheaper(replace(coarse, bound=kept.bound), kept)
    return _cheaper(program.solve(whole=True, seconds=0.4 * seconds, start=kept.values), kept)


def _most_by_teams(made: BusProgram) -> float:
    """What the teams could lead out if every convoy were full and took the shortest time of all.

    Only a bound where every route of a bus is escorted.
    """
    problem, escorts = made.problem, made.problem.escorts
    if not all(problem.corridors[route.corridor].escorted for route in made.routes):
        return float("inf")
    spans = [team_steps(problem, route, 0) for route in made.routes]
    shortest = min(end - begin for begin, end in spans)
    # The way back of the last convoy may lie after the last step.
    trips = 1 + (problem.steps - made.standing.first) // max(1, shortest)
    people = max(kind.people for kind, _, _ in made.standing.vehicles)
    led = max(led_by_one(problem, route) for route in made.routes)
    return float(escorts.teams * trips * led * people)


def _seated(made: BusProgram, answer: Answer, given: Given) -> Seated:
    """The loaded vehicles of an answer, in the order of its columns, and who sits in them."""
    routes = {route.number: route for route in made.routes}
    vehicles = [
        _empty(routes[number], kind, step)
        for (number, kind, step), column in made.trips.items()
        for _ in range(int(answer.values[column]))
    ]
    # Rounded up: whether the last household still fits is settled by the seating.
    told = {pair: answer.values[column] for pair, column in made.picks.items()}
    wished = {pair: ceil(value - EXACT) for pair, value in told.items() if value > EXACT}
    there = seat(vehicles, made.households, wished=wished, places=dict(given.receptions), told=given.told)
    homes = [(made.households[index], count) for index, count in there.items()]
    first = sum(home.size * count * home.priority for home, count in homes)
    return Seated(answer, vehicles, (first, sum(home.size * count for home, count in homes)))


def _driven(made: BusProgram, plan: Seated, given: Given) -> tuple[Ride, ...]:
    """Every vehicle gets its day: loaded ways and empty ones."""
    routes, loaded = {route.number: route for route in made.routes}, iter(plan.vehicles)
    moves = list[Move]()
    ways: list[tuple[Route, bool, int, Vehicle | None]] = []
    for back, columns in ((False, made.trips), (True, made.backs)):
        for (number, kind, step), column in columns.items():
            for _ in range(int(plan.answer.values[column])):
                moves.append(_move(made.problem, routes[number], kind, (step, back), len(ways)))
                ways.append((routes[number], back, step, None if back else next(loaded)))
    driven = assign(moves, given.names)
    rides = [
        Ride(route, back, step, driven[key], vehicle.aboard if vehicle else Counter())
        for key, (route, back, step, vehicle) in enumerate(ways)
    ]
    return _without_idle(sorted(rides, key=lambda one: (one.step, one.route.number, one.back, one.vehicle)))


def _empty(route: Route, kind: Kind, step: int) -> Vehicle:
    return Vehicle(route.number, route.start, route.end, step, kind.seats, kind.wheelchair, kind.stretcher)


def _move(problem: Problem, route: Route, kind: Kind, leaving: tuple[int, bool], key: int) -> Move:
    step, back = leaving
    if back:
        return Move(kind, route.end, route.start, step, step + problem.steps_up(route.empty), key)
    boarding = problem.steps_up(problem.boarding)
    free = step + problem.steps_up(route.minutes + problem.unloading)
    return Move(kind, route.start, route.end, step - boarding, free, key)


def _without_idle(rides: Iterable[Ride]) -> tuple[Ride, ...]:
    """Leave out what a vehicle would drive after its last people: nobody is sent through for nothing."""
    kept: list[Ride] = []
    useful: set[str] = set()
    for one in reversed(list(rides)):
        if one.aboard:
            useful.add(one.vehicle)
        if one.vehicle in useful:
            kept.append(one)
    return tuple(reversed(kept))
