"""The time-expanded roads of own cars: a copy of each place for each step, and arcs along the legs.

Cars wait at home, never on the road: so there are no arcs for waiting, and a car that has left goes through.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from regreso.movement.corridor.model import Household, Problem, Route, Window
from regreso.movement.corridor.routes import Hop

# (kind, id, id, step): which capacity an arc uses
Resource = tuple[str, str, str, int]
Place = tuple[object, ...]
SOURCE, SINK = 0, 1
PLENTY = 10**9


@dataclass(frozen=True, slots=True)
class Arc:
    """One arc.

    Attributes:
        tail, head: node numbers.
        most: how many cars; PLENTY where nothing limits it.
        step: when a car enters it, -1 for arcs that take no time.
        resource: the leg or checkpoint whose capacity it uses.
        where: (leg, from, to) for arcs along a leg, else ().
        arrive: the step of arrival on arcs into a reception, else 0.
        corridor: whose it is.
    """

    tail: int
    head: int
    most: int
    step: int = -1
    resource: Resource = ("", "", "", -1)
    where: tuple[str, ...] = ()
    arrive: int = 0
    corridor: str = ""


@dataclass(slots=True)
class Roads:
    """The network of one kind of traveller (one size of household, one choice of destinations, or all alike).

    >>> roads = Roads()
    >>> roads.node("a", 3), roads.node("a", 3), roads.node("b", 4)
    (2, 2, 3)
    """

    arcs: list[Arc] = field(default_factory=list)
    numbers: dict[Place, int] = field(default_factory=dict)

    def node(self, *key: object) -> int:
        """The number of a node; nodes 0 and 1 are the source and the sink."""
        return self.numbers.setdefault(key, len(self.numbers) + 2)


@dataclass(frozen=True, slots=True)
class Taken:
    """What is no longer free: capacity of legs and checkpoints by resource, and the steps before `first`."""

    first: int = 0
    used: Mapping[Resource, int] = field(default_factory=dict)


def expand(problem: Problem, *, ends: frozenset[str], starts: set[str], taken: Taken) -> Roads:
    """The roads for travellers from `starts` who may go to `ends` (empty: to any reception).

    No doctest: it needs a whole problem; tests/movement/corridor/test_plan.py shows it.
    """
    roads, seen = Roads(), set[tuple[object, ...]]()
    for route in problem.routes:
        if route.mode != "car" or route.start not in starts or (ends and route.end not in ends):
            continue
        for number, window in enumerate(problem.corridors[route.corridor].windows):
            for arc, key in _of_window(problem, route, (number, window), roads, taken):
                if key not in seen:
                    seen.add(key)
                    roads.arcs.append(arc)
    return roads


def _of_window(
    problem: Problem, route: Route, numbered: tuple[int, Window], roads: Roads, taken: Taken
) -> Iterator[tuple[Arc, tuple[object, ...]]]:
    """The arcs of one route in one window, each with what tells it from others."""
    number, window = numbered
    base = (route.corridor, number)
    stops, levels = _stops(problem, route), _levels(problem, route)
    last = (window.clear_by - problem.start) // problem.step
    begin = max(taken.first, problem.steps_up(window.start - problem.start))
    for leave in range(begin, last - stops[-1][1] + 1):
        keys = [(*base, level, place, leave + at) for level, (place, at) in zip(levels, stops, strict=True)]
        if not all(
            _valid(problem, hop.leg, key[-1], hop.minutes) for hop, key in zip(route.hops, keys, strict=False)
        ):
            continue
        home, first = roads.node("home", route.start), roads.node(*keys[0])
        yield Arc(home, first, PLENTY, leave, corridor=route.corridor), ("leave", *keys[0])
        for key in keys:
            yield _gate(problem, taken, key, (roads.node(*key), roads.node(*key, "out"))), ("gate", *key)
        for hop, (one, other) in zip(route.hops, pairwise(keys), strict=True):
            ends = (roads.node(*one, "out"), roads.node(*other))
            yield _along(problem, taken, hop, one[-1], ends), ("leg", hop.leg, *one)
        out, end = roads.node(*keys[-1], "out"), roads.node("end", route.end)
        yield Arc(out, end, PLENTY, keys[-1][-1], arrive=keys[-1][-1]), ("end", *keys[-1])


def _stops(problem: Problem, route: Route) -> list[tuple[str, int]]:
    """Each place and the steps after leaving; a leg takes whole steps, rounded up."""
    found, at = [(route.start, 0)], 0
    for hop in route.hops:
        at += problem.steps_up(hop.minutes)
        found.append((hop.end, at))
    return found


def _levels(problem: Problem, route: Route) -> list[int]:
    """How many via-points lie behind at each stop: ways that meet are only joined where this is the same."""
    via, passed, found = problem.corridors[route.corridor].via, 0, []
    for place in (route.start, *(hop.end for hop in route.hops)):
        passed += passed < len(via) and via[passed] == place
        found.append(passed)
    return found


def _along(problem: Problem, taken: Taken, hop: Hop, step: int, ends: tuple[int, int]) -> Arc:
    resource = ("leg", hop.leg, hop.start, step)
    free = max(0, problem.capacity[hop.leg] - taken.used.get(resource, 0))
    return Arc(*ends, free, step, resource, (hop.leg, hop.start, hop.end))


def _gate(problem: Problem, taken: Taken, key: tuple[str, int, int, str, int], ends: tuple[int, int]) -> Arc:
    place, step = key[3], key[4]
    most = problem.lanes.get((place, "car"), PLENTY)
    resource = ("checkpoint", place, "", step)
    free = max(0, most - taken.used.get(resource, 0))
    return Arc(*ends, free, step, resource if most < PLENTY else ("", "", "", -1))


def _valid(problem: Problem, leg: str, step: int, minutes: int) -> bool:
    if leg not in problem.valid:
        return True
    on = problem.start + step * problem.step
    return any(first <= on and on + minutes <= last for first, last in problem.valid[leg])


def travellers(problem: Problem) -> tuple[Household, ...]:
    """The households that go in their own car.

    No doctest: it needs a whole problem; tests/movement/corridor/test_plan.py shows it.
    """
    return tuple(home for home in problem.households if home.own_car)
