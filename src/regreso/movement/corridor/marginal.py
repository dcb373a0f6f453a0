"""What a little more would change: the table that a negotiator takes into the room."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from regreso.movement.corridor.limits import longer
from regreso.movement.corridor.model import Escorts, Problem
from regreso.movement.corridor.outcome import Outcome, solve
from regreso.movement.corridor.sheet import Row

BUSES = 10
NAMED = 5  # of many checkpoints or receptions only those that weigh most: each is a plan of its own


def table(outcome: Outcome, *, seconds: float) -> list[Row]:
    """Plan again with one thing changed, and tell how many people more (or fewer) are out.

    No doctest: it needs a whole plan; tests/movement/corridor/test_plan.py shows it.
    """
    rows = []
    for change, problem, note in changes(outcome):
        people = solve(problem, seconds=seconds).out - outcome.out
        # This plan can still be driven when there is more of something, and the other one when a place is not
        # lost: what a search came to beside that is rounding.
        people = max(0, people) if change.startswith("+") else min(0, people)
        rows.append({"change": change, "people": people, "note": note})
    return rows


def changes(outcome: Outcome) -> Iterator[tuple[str, Problem, str]]:
    """Each change that makes sense for a plan: its name, the problem with it, a note.

    No doctest: it needs a whole problem; tests/movement/corridor/test_plan.py shows it.
    """
    problem = outcome.problem
    yield "+1 hour", longer(problem), "every window ends an hour later"
    if any(corridor.escorted for corridor in problem.corridors.values()):
        teams = Escorts(problem.escorts.teams + 1, problem.escorts.vehicles_per_team)
        yield "+1 escort team", replace(problem, escorts=teams), ""
    if problem.fleets:
        first = problem.fleets[0]
        more = (replace(first, count=first.count + BUSES), *problem.fleets[1:])
        yield f"+{BUSES} buses", replace(problem, fleets=more), f"as {first.id}, at {first.home}"
    for place, mode in narrowest(outcome):
        lanes = dict(problem.lanes)
        lanes[place, mode] += problem.lane_of[place, mode]
        yield f"+1 lane at {place} for {mode}", replace(problem, lanes=lanes), ""
    for place in fullest(outcome):
        gone = dict(problem.receptions) | {place: 0}
        yield f"{place} lost", replace(problem, receptions=gone), "no places there"


def narrowest(outcome: Outcome) -> list[tuple[str, str]]:
    """The checkpoints and modes whose lanes are worth a plan of their own.

    No doctest: it needs a whole plan; tests/movement/corridor/test_plan.py shows it.
    """
    lanes = sorted(outcome.problem.lanes)
    gains = defaultdict[tuple[str, str], float](float)
    for (kind, place, _), gain in outcome.ridden.prices.items():
        if kind == "checkpoint":
            gains[place, "bus"] += gain
    for (kind, place, _, _), gain in outcome.driven.limits.items():
        if kind == "checkpoint":
            gains[place, "car"] += gain
    return lanes if len(lanes) <= NAMED else sorted(sorted(lanes, key=lambda one: -gains[one])[:NAMED])


def fullest(outcome: Outcome) -> list[str]:
    """The receptions whose loss is worth a plan of its own: those that most people reach.

    No doctest: it needs a whole plan; tests/movement/corridor/test_plan.py shows it.
    """
    people = Counter[str]()
    for one in outcome.ridden.rides:
        people[one.route.end] += sum(outcome.riders[index].size * n for index, n in one.aboard.items())
    for way in outcome.driven.drives:
        people[way.stops[-1][0]] += sum(outcome.drivers[index].size * n for index, n in way.aboard.items())
    return sorted(sorted(outcome.problem.receptions, key=lambda place: (-people[place], place))[:NAMED])
