"""A plan made stage by stage: each stage is whole by itself, can be shown, and need not be made twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from regreso.movement.corridor.check import check
from regreso.movement.corridor.marginal import changes
from regreso.movement.corridor.outcome import SECONDS, solve, usable_problem
from regreso.movement.corridor.plan import limited, on_standby, uncertain, written
from regreso.movement.corridor.sheet import Row


@dataclass(frozen=True, slots=True)
class Stage:
    """How far a plan has come.

    Attributes:
        name: what comes next: search, limits, marginal, standby; "" when it is done.
        done, of: stages behind it, and in all (0 before anybody knows).
        plan: as far as it has come; {} before there is one.
    """

    name: str
    done: int
    of: int
    plan: Row


def in_stages(
    scenario: object, *, case: str = "low", seconds: float = SECONDS, known: Row | None = None
) -> Iterator[Stage]:
    """Plan a scenario, and stop after each stage: the plan, what limits it, each line of the table, standby.

    Args:
        scenario: as read from JSON; it is checked first, and what is faulty is left out and listed.
        case: low, likely or high.
        seconds: how long one search may take.
        known: the plan of an earlier run that was cut off; what stands in it is not made again.

    Raises:
        MovementError: nothing can be planned; the message names the first fault.

    No doctest: it needs a whole scenario; tests/movement/corridor/test_stages.py shows it.
    """
    report = check(scenario)
    problem = usable_problem(report, case=case)
    yield Stage("search", 0, 0, {})
    outcome = solve(problem, seconds=seconds)
    table = list(changes(outcome))
    last = case == "low" and uncertain(report.usable or {})
    of = 2 + len(table) + last
    made: dict[str, Any] = dict(known or written(outcome, scenario, report, case=case))
    yield Stage("limits", 1, of, made)
    if "marginal" not in made:  # the first line that is written after what limits it
        made |= limited(outcome, made, seconds=seconds)
        made["marginal"] = []
    told = {row["change"] for row in made["marginal"]}
    for number, (change, changed, note) in enumerate(table, 2):
        yield Stage("marginal", number, of, made)
        if change not in told:
            gain = solve(changed, seconds=seconds).out - made["figures"]["out"]
            made = made | {"marginal": [*made["marginal"], {"change": change, "people": gain, "note": note}]}
    if last and "standby" not in made:
        yield Stage("standby", of - 1, of, made)
        made["standby"] = on_standby(report, made, seconds)
    yield Stage("", of, of, made)
