"""What a little more would change: the table that a negotiator takes into the room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from regreso.movement.corridor.model import Escorts, Problem
from regreso.movement.corridor.outcome import Outcome, solve
from regreso.movement.corridor.sheet import Row

HOUR = 60
BUSES = 10


def table(outcome: Outcome, *, seconds: float) -> list[Row]:
    """Plan again with one thing changed, and tell how many people more (or fewer) are out.

    No doctest: it needs a whole plan; tests/movement/corridor/test_plan.py shows it.
    """
    rows = []
    for change, problem, note in changes(outcome.problem):
        again = solve(problem, seconds=seconds)
        rows.append({"change": change, "people": again.out - outcome.out, "note": note})
    return rows


def changes(problem: Problem) -> Iterator[tuple[str, Problem, str]]:
    """Each change that makes sense for a problem: its name, the problem with it, a note.

    No doctest: it needs a whole problem; tests/movement/corridor/test_plan.py shows it.
    """
    yield "+1 hour", longer(problem), "every window ends an hour later"
    if any(corridor.escorted for corridor in problem.corridors.values()):
        teams = Escorts(problem.escorts.teams + 1, problem.escorts.vehicles_per_team)
        yield "+1 escort team", replace(problem, escorts=teams), ""
    if problem.fleets:
        first = problem.fleets[0]
        more = (replace(first, count=first.count + BUSES), *problem.fleets[1:])
        yield f"+{BUSES} buses", replace(problem, fleets=more), f"as {first.id}, at {first.home}"
    for place, mode in sorted(problem.lanes):
        lanes = dict(problem.lanes)
        lanes[place, mode] += problem.lane_of[place, mode]
        yield f"+1 lane at {place} for {mode}", replace(problem, lanes=lanes), ""
    for place in sorted(problem.receptions):
        gone = dict(problem.receptions) | {place: 0}
        yield f"{place} lost", replace(problem, receptions=gone), "no places there"


def longer(problem: Problem, *, minutes: int = HOUR) -> Problem:
    """The problem with every window longer at its end.

    No doctest: it needs a whole problem; tests/movement/corridor/test_plan.py shows it.
    """
    corridors = {
        name: replace(
            one, windows=tuple(replace(window, clear_by=window.clear_by + minutes) for window in one.windows)
        )
        for name, one in problem.corridors.items()
    }
    return replace(problem, corridors=corridors, steps=problem.steps + problem.steps_up(minutes))
