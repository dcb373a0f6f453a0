"""What an earlier plan has set going by the time of an event: who has left, where, and what is free."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from regreso.movement.corridor.buses import Kind, Standing, kind_of, team_steps
from regreso.movement.corridor.clocks import from_utc
from regreso.movement.corridor.model import Household, Problem, Route
from regreso.movement.corridor.orders import still_holds
from regreso.movement.corridor.ride import Given
from regreso.movement.corridor.roads import Resource, Taken
from regreso.movement.corridor.sheet import Row


@dataclass(slots=True)
class Past:
    """An earlier plan, cut at an event.

    Attributes:
        frozen: departures and moves that stand as they were, each with `frozen` set.
        orders: departure or move id → the order that ends it elsewhere.
        later: departures that were planned for later.
        at, until: the minute of the event, and the minute until which nothing is changed that still holds.
    """

    at: int
    until: int
    frozen: list[Row] = field(default_factory=list)
    later: list[Row] = field(default_factory=list)
    orders: dict[str, Row] = field(default_factory=dict)

    def ends(self) -> Iterable[tuple[Row, str, int]]:
        """Each frozen row, where it ends and when.

        >>> list(Past(0, 0).ends())
        []
        """
        for row in self.frozen:
            end = self.orders.get(row["id"], row)
            yield row, end["to"], from_utc(end["arrive"])


def cut(plan: Row, event: Row, *, at: int, until: int, orders: Sequence[Row]) -> Past:
    """Part a plan into what stands and what is planned anew.

    No doctest: it needs a whole plan; tests/movement/corridor/test_replan.py shows it.
    """
    past = Past(at, until, orders={row["departure"]: row for row in (*plan.get("orders", ()), *orders)})
    place: dict[str, tuple[str, int]] = {}
    rows = sorted(
        (*plan["departures"], *plan["moves"]), key=lambda row: from_utc(row.get("board", row["depart"]))
    )
    unloading = int(plan["scenario"].get("unloading_minutes", 0))
    for row in rows:
        begin, leave = from_utc(row.get("board", row["depart"])), from_utc(row["depart"])
        vehicle, people = row.get("vehicle", ""), "people" in row
        known = place.get(vehicle)
        there = not vehicle or known is None or (known[0] == row["from"] and known[1] <= begin)
        soon = begin < until and still_holds(row, plan, event, at=at) and not _narrowed(row, event)
        if there and (leave < at or soon):
            past.frozen.append(row | {"frozen": True})
            end = past.orders.get(row["id"], row)
            place[vehicle] = (end["to"], from_utc(end["arrive"]) + unloading * people)
        elif people:
            past.later.append(row)
    return past


def with_cars(past: Past, problem: Problem, plan: Row, *, event: Row) -> Past:
    """The same, with every later departure of cars that still holds, and has places, kept as it was told.

    No doctest: it needs a whole plan; tests/movement/corridor/test_replan.py shows it.
    """
    rows = [row for row in past.later if row["mode"] == "car" and not _narrowed(row, event)]
    kept, free = [], Counter(_places(past, problem))
    for row in rows:
        if free[row["to"]] >= row["people"] and still_holds(row, plan, event, at=past.at):
            kept.append(row)
            free[row["to"]] -= row["people"]
    names = {row["id"] for row in kept}
    later = [row for row in past.later if row["id"] not in names]
    return replace(past, frozen=past.frozen + kept, later=later)


def _narrowed(row: Row, event: Row) -> bool:
    """Whether an event takes places or lanes from a departure that has not left yet."""
    if event["kind"] == "places-changed":
        return bool(row["to"] == event["place"])
    passes = event["place"] if event["kind"] == "lanes-changed" else None
    return any(stop["place"] == passes for stop in row["stops"])


@dataclass(frozen=True, slots=True)
class Left:
    """What is left to plan: the problem with who has not left, and where vehicles and places stand."""

    problem: Problem
    given: Given
    taken: Taken


def remaining(past: Past, problem: Problem, *, lost: Mapping[str, int]) -> Left:
    """The problem that is left after the event.

    Args:
        past: the earlier plan, cut.
        problem: the scenario after the event.
        lost: fleet → how many of its vehicles are lost.

    No doctest: it needs a whole plan; tests/movement/corridor/test_replan.py shows it.
    """
    first = problem.steps_up(past.until - problem.start)
    vehicles = _vehicles(past, problem, first=first, lost=lost)
    counts = Counter((kind, place, step) for kind, place, step, _ in vehicles)
    homes = _households(past, problem)
    standing = Standing(
        first, counts, _passed(past, problem, "bus"), _entered(past, problem, "bus"), _teams(past, problem)
    )
    receptions = _places(past, problem)
    shrunk = replace(problem, households=homes)
    routes = {(one.corridor, one.mode, one.start, one.end): one for one in problem.routes}
    kinds = {f"{fleet.id}": kind_of(fleet) for fleet in problem.fleets}
    kept, told = _told(past, shrunk, routes, kinds)
    standing.kept = kept
    used: dict[Resource, int] = {
        ("checkpoint", place, "", step): n for (place, step), n in _passed(past, problem, "car").items()
    }
    used |= {("leg", leg, place, step): n for (leg, place, step), n in _entered(past, problem, "car").items()}
    return Left(shrunk, Given(standing, tuple(vehicles), receptions, told), Taken(max(0, first), used))


def _vehicles(
    past: Past, problem: Problem, *, first: int, lost: Mapping[str, int]
) -> list[tuple[Kind, str, int, str]]:
    last: dict[str, tuple[str, int]] = {}
    for row, end, arrive in past.ends():
        if "vehicle" in row:
            last[row["vehicle"]] = (end, arrive + problem.unloading * ("people" in row))
    found = []
    for fleet in problem.fleets:
        names = [f"{fleet.id}/{number}" for number in range(1, fleet.count + 1)]
        # Those that stand idle are taken to be the lost ones: who drives people is wherever the plan says.
        idle_first = sorted(names, key=lambda name: (name in last, names.index(name)))
        gone = set(idle_first[: lost.get(fleet.id, 0)])
        for name in names:
            place, free = last.get(name, (fleet.home, problem.start))
            if name not in gone:
                found.append(
                    (kind_of(fleet), place, max(first, problem.steps_up(free - problem.start)), name)
                )
    return found


def _households(past: Past, problem: Problem) -> tuple[Household, ...]:
    """Who has not left yet, and who was turned back to where they came from (later, when they are there)."""
    gone, back = Counter[str](), Counter[tuple[str, int]]()
    homes = {home.id: home for home in problem.households}
    for row, end, arrive in past.ends():
        for seat in row.get("households", ()):
            gone[seat["id"]] += seat["count"]
            home = homes.get(seat["id"])
            if home is not None and end == home.at:
                back[home.id, max(0, problem.steps_up(arrive - problem.start))] += seat["count"]
    found = []
    for home in problem.households:
        turned = {step: count for (name, step), count in back.items() if name == home.id}
        still = home.count - gone[home.id] + sum(turned.values())
        # Some who were turned back may have left again since: the latest to come back are still there.
        for step in sorted(turned, reverse=True):
            count = min(turned[step], still)
            release = step + problem.steps_up(problem.boarding)
            found.append(replace(home, count=count, release=release))
            still -= count
        found.append(replace(home, count=still))
    return tuple(home for home in found if home.count > 0)


def _places(past: Past, problem: Problem) -> dict[str, int]:
    free = Counter(problem.receptions)
    for row, end, _ in past.ends():
        free[end] -= row.get("people", 0)
    return {place: max(0, free[place]) for place in problem.receptions}


def _whole(past: Past) -> Iterable[Row]:
    """Frozen ways that are gone to their end; where others pass no longer matters to capacity."""
    return (row for row in past.frozen if row["id"] not in past.orders)


def _passed(past: Past, problem: Problem, mode: str) -> Counter[tuple[str, int]]:
    found = Counter[tuple[str, int]]()
    for row in _whole(past):
        if row.get("mode", "bus") == mode:
            for stop in row["stops"]:
                step = (from_utc(stop["at"]) - problem.start) // problem.step
                found[stop["place"], step] += row.get("cars", 1)
    return found


def _entered(past: Past, problem: Problem, mode: str) -> Counter[tuple[str, str, int]]:
    found = Counter[tuple[str, str, int]]()
    for row in _whole(past):
        if row.get("mode", "bus") == mode:
            for leg, stop in zip(row["legs"], row["stops"], strict=False):
                step = (from_utc(stop["at"]) - problem.start) // problem.step
                found[leg, stop["place"], step] += row.get("cars", 1)
    return found


def _teams(past: Past, problem: Problem) -> Counter[int]:
    convoys: dict[tuple[str, str, str, str], int] = Counter()
    for row in past.frozen:
        if "convoy" in row:
            convoys[row["corridor"], row["from"], row["to"], row["depart"]] += 1
    routes = {(one.corridor, one.start, one.end): one for one in problem.routes if one.mode == "bus"}
    away = Counter[int]()
    for (corridor, start, end, depart), vehicles in convoys.items():
        route = routes.get((corridor, start, end))
        step = (from_utc(depart) - problem.start) // problem.step
        # Without its way the team is taken to be away for the rest of the day: it may be cut off.
        span = team_steps(problem, route, step) if route else (step, problem.steps + 1)
        for at in range(*span):
            away[at] += -(-vehicles // problem.escorts.vehicles_per_team)
    return away


Told = tuple[dict[tuple[int, Kind, int], int], dict[tuple[int, int], Counter[int]]]


def _told(
    past: Past, problem: Problem, routes: Mapping[tuple[str, str, str, str], Route], kinds: Mapping[str, Kind]
) -> Told:
    """Bus departures that people were told of: how many a step, and which households."""
    riders = [home for home in problem.households if not home.own_car]
    index = {home.id: number for number, home in reversed(list(enumerate(riders)))}
    kept: dict[tuple[int, Kind, int], int] = defaultdict(int)
    told: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    for row in past.later:
        route = routes.get((row["corridor"], row["mode"], row["from"], row["to"]))
        kind = kinds.get(str(row.get("vehicle", "")).rpartition("/")[0])
        if row["mode"] != "bus" or route is None or kind is None:
            continue
        step = (from_utc(row["depart"]) - problem.start) // problem.step
        kept[route.number, kind, step] += 1
        for seat in row["households"]:
            if seat["id"] in index:
                told[route.number, step][index[seat["id"]]] += seat["count"]
    return dict(kept), dict(told)
