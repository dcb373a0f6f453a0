"""Solve a problem: buses by an integer program, cars by a flow, into the places that are left."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from regreso.movement.corridor.buses import at_home
from regreso.movement.corridor.cars import Driven, drive
from regreso.movement.corridor.check import Report
from regreso.movement.corridor.model import Household, Problem, read
from regreso.movement.corridor.ride import Given, Ridden, named, ride
from regreso.movement.corridor.roads import Taken
from regreso.movement.errors import MovementError

SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """A solved problem: who rides, who drives, and the problem as it was solved."""

    problem: Problem
    riders: tuple[Household, ...]
    drivers: tuple[Household, ...]
    ridden: Ridden
    driven: Driven

    @property
    def out(self) -> int:
        """How many people leave.

        No doctest: it needs a whole plan; tests/movement/corridor/test_plan.py shows it.
        """
        riding = sum(self.riders[i].size * n for one in self.ridden.rides for i, n in one.aboard.items())
        return riding + sum(
            self.drivers[i].size * n for one in self.driven.drives for i, n in one.aboard.items()
        )

    @property
    def first(self) -> int:
        """How many of those who go first leave.

        No doctest: it needs a whole plan; tests/movement/corridor/test_plan.py shows it.
        """
        people = [
            (homes[index], count)
            for homes, aboard in ((self.riders, self.ridden.rides), (self.drivers, self.driven.drives))
            for one in aboard
            for index, count in one.aboard.items()
        ]
        return sum(home.size * count for home, count in people if home.priority)

    @property
    def bound(self) -> float:
        """No plan takes more people than this.

        No doctest: it needs a whole plan; tests/movement/corridor/test_plan.py shows it.
        """
        return min(self.ridden.bound + self.driven.bound, float(sum(self.problem.receptions.values())))


@dataclass(frozen=True, slots=True)
class Before:
    """What is already decided when planning begins: nothing, or what an earlier plan has set going."""

    given: Given | None = None
    taken: Taken = field(default_factory=Taken)


def usable_problem(report: Report, *, case: str) -> Problem:
    """The problem of a checked scenario.

    Raises:
        MovementError: nothing can be planned.

    >>> usable_problem(Report((), {"corridors": []}, {}), case="low")
    Traceback (most recent call last):
    regreso.movement.errors.MovementError: nothing can be planned: no corridor is open.
    """
    if report.usable is None:
        raise MovementError(f"nothing can be planned: {report.faults[0].message}")
    if not report.usable["corridors"]:
        why = next(
            (f"{one.row} {one.message}" for one in report.faults if one.row.startswith("/corridors")), ""
        )
        raise MovementError(f"nothing can be planned: no corridor is open. {why}".strip())
    return read(report.usable, case=case)


def solve(problem: Problem, *, seconds: float = SECONDS, before: Before | None = None) -> Outcome:
    """Plan buses, then cars into the places that are left; a corridor that is tied waits for the other.

    No doctest: it needs a whole problem; tests/movement/corridor/test_plan.py shows it.
    """
    outcome = _best(problem, seconds, before or Before())
    used = {one.route.corridor for one in outcome.ridden.rides if one.aboard} | {
        one.corridor for one in outcome.driven.drives
    }
    alone = {tied for tied, to in problem.tied if tied in used and to not in used}
    if not alone:
        return outcome
    routes = tuple(route for route in problem.routes if route.corridor not in alone)
    kept = tuple(replace(route, number=number) for number, route in enumerate(routes))
    return solve(replace(problem, routes=kept), seconds=seconds, before=before)


def _reserved(
    problem: Problem, drivers: tuple[Household, ...], given: Given, before: Before, *, seconds: float
) -> Counter[str]:
    """Where places are short: those that drivers who go first will need, so that no bus takes them before."""
    receptions = given.receptions
    people = sum(home.size * home.count for home in problem.households)
    first = tuple(replace(home, count=home.count * home.priority) for home in drivers)
    if not any(home.count for home in first) or all(count >= people for count in receptions.values()):
        return Counter()
    kept = Counter[str]()
    driven = drive(problem, first, receptions=receptions, taken=before.taken, seconds=seconds)
    for one in driven.drives:
        kept[one.stops[-1][0]] += sum(first[index].size * count for index, count in one.aboard.items())
    return kept


def _best(problem: Problem, seconds: float, before: Before) -> Outcome:
    """Buses before cars; where both want the places of full receptions, the other way round as well."""
    outcome = _solve(problem, seconds, before)
    there = before.given.receptions if before.given else problem.receptions
    asking = sum(home.size * home.count for home in problem.households)
    both = outcome.ridden.rides and any(home.count for home in outcome.drivers)
    if not both or outcome.out == asking or min(there.values(), default=0) >= asking:
        return outcome
    driven = drive(problem, outcome.drivers, receptions=there, taken=before.taken, seconds=seconds)
    free = Counter(there)
    for one in driven.drives:
        free[one.stops[-1][0]] -= sum(outcome.drivers[i].size * n for i, n in one.aboard.items())
    given = before.given or Given(at_home(problem), named(problem), problem.receptions)
    ridden = ride(problem, outcome.riders, replace(given, receptions=free), seconds=seconds)
    ridden = replace(ridden, bound=outcome.ridden.bound, first=outcome.ridden.first)
    other = replace(outcome, ridden=ridden, driven=replace(driven, bound=outcome.driven.bound))
    return max(outcome, other, key=lambda one: (one.first, one.out))


def _solve(problem: Problem, seconds: float, before: Before) -> Outcome:
    riders = tuple(home for home in problem.households if not home.own_car)
    drivers = tuple(home for home in problem.households if home.own_car)
    given = before.given or Given(at_home(problem), named(problem), problem.receptions)
    kept = _reserved(problem, drivers, given, before, seconds=seconds)
    free = {place: count - kept[place] for place, count in given.receptions.items()}
    ridden = ride(problem, riders, replace(given, receptions=free), seconds=seconds)
    # A place that was kept for a driver could let out one person more by bus.
    asking = float(sum(home.size * home.count for home in riders))
    most_first = float(sum(home.size * home.count for home in riders if home.priority))
    ridden = replace(
        ridden,
        bound=min(asking, ridden.bound + kept.total()),
        first=min(most_first, ridden.first + kept.total()),
    )
    places = Counter(given.receptions)
    for one in ridden.rides:
        places[one.route.end] -= sum(riders[index].size * count for index, count in one.aboard.items())
    driven = drive(problem, drivers, receptions=places, taken=before.taken, seconds=seconds)
    if places != Counter(given.receptions) and drivers:
        # The bound may not rest on what the buses took: with every place free cars could do better.
        alone = drive(problem, drivers, receptions=given.receptions, taken=before.taken, seconds=seconds)
        driven = replace(driven, bound=alone.bound, first=alone.first)
    return Outcome(problem, riders, drivers, ridden, driven)
