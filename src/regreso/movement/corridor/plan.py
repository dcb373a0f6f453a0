"""Plan a corridor: buses, convoys and own cars, with the plan's gap to the bound and what limits it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import Any

from regreso.movement.corridor.check import Report, check
from regreso.movement.corridor.faults import told
from regreso.movement.corridor.limits import NOTHING, limits
from regreso.movement.corridor.marginal import table
from regreso.movement.corridor.model import CASES
from regreso.movement.corridor.outcome import SECONDS, Outcome, solve, usable_problem
from regreso.movement.corridor.records import Book, clock, figures
from regreso.movement.corridor.sheet import Row

LARGE, TRY = 6_000, 10.0  # routes × steps that are planned again at once, and seconds for each try


def plan(
    scenario: object,
    *,
    case: str = "low",
    seconds: float = SECONDS,
    standby: bool = True,
    marginal: bool = True,
    tried: bool = True,
) -> Row:
    """Plan a scenario.

    Args:
        scenario: as read from JSON; it is checked first, and what is faulty is left out and listed.
        case: low (least capacity, longest times: the plan to publish), likely or high.
        seconds: how long one integer program may look for a better plan.
        standby: whether to add the departures that the likely case allows beyond this plan.
        marginal: whether to add what one hour, escort, lane or ten buses more would change.
        tried: whether what limits a small plan is tried before it is named (a large one: with `marginal`).

    Returns:
        The plan, version 1 (docs/reference/corridor.md).

    Raises:
        MovementError: nothing can be planned; the message names the first fault.

    No doctest: it needs a whole scenario; tests/movement/corridor/test_plan.py shows it.
    """
    report = check(scenario)
    problem = usable_problem(report, case=case)
    outcome = solve(problem, seconds=seconds)
    made = written(outcome, scenario, report, case=case)
    large = len(problem.routes) * problem.steps > LARGE
    made |= limited(outcome, made, seconds=seconds if tried and (marginal or not large) else 0.0)
    if standby and case == "low" and uncertain(report.usable or {}):
        made["standby"] = on_standby(report, made, seconds)
    if marginal:
        made["marginal"] = table(outcome, seconds=seconds)
    return made


def written(outcome: Outcome, scenario: object, report: Report, *, case: str) -> Row:
    """The plan as it is written down.

    No doctest: it needs a whole plan; tests/movement/corridor/test_plan.py shows it.
    """
    book = Book(outcome.problem)
    book.ride(outcome.ridden.rides, outcome.riders)
    book.drive(outcome.driven.drives, outcome.drivers)
    bound = bound_of(outcome)
    made: dict[str, Any] = {
        "schema": "regreso-corridor-plan/1",
        "scenario": scenario,
        "case": case,
        "clock": clock(outcome.problem),
        "windows": list(report.windows),
        "outcomes": report.outcomes,
        "departures": book.departures,
        "moves": book.moves,
        "left": book.left(),
        "figures": figures(book),
        "bound": {"people": bound, "priority": most_first(outcome), "by": _by(outcome)},
        "gap": {
            "people": bound - outcome.out,
            "share": round((bound - outcome.out) / bound, 6) if bound else 0.0,
            "objective": round(outcome.ridden.gap, 8),
        },
        "limits": NOTHING,
        "limited_by": [],
        "left_out": told(fault for fault in report.faults if fault.left_out),
    }
    return made


def bound_of(outcome: Outcome) -> int:
    """No plan that lets as many go first takes more people.

    No doctest: it needs a whole plan; tests/movement/corridor/test_plan.py shows it.
    """
    asking = sum(home.size * home.count for home in outcome.problem.households)
    return max(outcome.out, int(min(outcome.bound, asking) + 1e-6))


def most_first(outcome: Outcome) -> int:
    """No plan lets more of those out who go first.

    No doctest: it needs a whole plan; tests/movement/corridor/test_plan.py shows it.
    """
    asking = sum(home.size * home.count for home in outcome.problem.households if home.priority)
    return max(outcome.first, int(min(outcome.ridden.first + outcome.driven.first, asking) + 1e-6))


def limited(outcome: Outcome, made: Row, *, seconds: float) -> Row:
    """What limits a plan, tried by planning again where there are seconds for it.

    No doctest: it needs a whole plan; tests/movement/corridor/test_limits.py shows it.
    """
    again = partial(solve, seconds=min(seconds, TRY)) if seconds else None
    left, bound = bool(made["left"]), float(made["bound"]["people"])
    sentence, rows = limits(outcome, left=left, bound=bound, again=again)
    return {"limits": sentence, "limited_by": rows}


def _by(outcome: Outcome) -> str:
    parts = []
    if outcome.ridden.rides or outcome.ridden.bound:
        parts.append("integer program for convoys" if outcome.ridden.escorted else "linear program for buses")
    if outcome.driven.drives or outcome.driven.bound:
        parts.append("flow of cars" if outcome.driven.exact else "linear program for cars")
    return ", ".join(parts) or "nobody can be moved"


def uncertain(raw: Mapping[str, Any]) -> bool:
    """Whether a scenario has numbers of which three cases are known.

    >>> uncertain({"legs": [{"minutes": {"low": 1, "likely": 2, "high": 3}}], "places": []})
    True
    """
    legs = (row.get(name) for row in raw["legs"] for name in ("minutes", "empty_minutes", "capacity"))
    lanes = (value for row in raw["places"] for value in row.get("per_lane", {}).values())
    return any(isinstance(value, Mapping) for value in (*legs, *lanes))


def on_standby(report: Report, made: Row, seconds: float) -> list[Row]:
    """Departures that only the likely case allows: kept ready, promised to no household.

    No doctest: it needs a whole plan; tests/movement/corridor/test_plan.py shows it.
    """
    problem = usable_problem(report, case=CASES[1])
    outcome = solve(problem, seconds=seconds)
    book = Book(problem)
    book.ride(outcome.ridden.rides, outcome.riders)
    book.drive(outcome.driven.drives, outcome.drivers)
    book.number()
    known = Counter[tuple[str, ...]]()
    for row in made["departures"]:
        known[_slot(row)] += row.get("cars", 1)
    extra = []
    for row in book.departures:
        count = row.get("cars", 1)
        there = min(count, known[_slot(row)])
        known[_slot(row)] -= there
        if count > there:
            cars = {"cars": count - there} if "cars" in row else {}
            extra.append(row | cars | {"id": f"S{row['id'][1:]}", "people": 0, "households": []})
    return extra


def _slot(row: Row) -> tuple[str, ...]:
    return row["mode"], row["corridor"], row["from"], row["to"], row["depart"]
