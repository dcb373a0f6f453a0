"""One sentence on what limits a plan: the narrowest place, named with its hours."""

from __future__ import annotations

from collections import defaultdict

from regreso.movement.corridor.cars import Driven
from regreso.movement.corridor.clocks import from_utc, local, utc
from regreso.movement.corridor.model import Problem
from regreso.movement.corridor.ride import Ridden
from regreso.movement.corridor.sheet import Row

_WORDS = {
    "checkpoint": "checkpoint {0}", "leg": "leg {0}", "reception": "the places at {0}",
    "vehicles": "the vehicles", "escort": "the escort teams", "seats": "the seats",
}  # fmt: skip
NAMED = 5


def limits(problem: Problem, ridden: Ridden, driven: Driven, *, left: bool) -> tuple[str, list[Row]]:
    """What limits a plan, as a sentence and as rows.

    Args:
        problem: what was planned.
        ridden: the plan for buses.
        driven: the plan for cars.
        left: whether somebody who asked stays behind.

    No doctest: it needs a whole plan; tests/movement/corridor/test_plan.py shows it.
    """
    if not left:
        return (
            "Everybody who asked and may leave is out: nothing limits this plan but the times of arrival.",
            [],
        )
    gains: dict[tuple[str, str], dict[int, float]] = defaultdict(dict)
    for (kind, name, step), gain in ridden.prices.items():
        gains[kind, "" if kind in {"vehicles", "seats"} else name][step] = gain
    for (kind, name, _, step), gain in driven.limits.items():
        spot = gains[kind, name]
        spot[step] = spot.get(step, 0.0) + gain
    gains.pop(("seats", ""), None)
    rows = [_row(problem, kind, name, steps) for (kind, name), steps in gains.items()]
    rows.sort(key=lambda row: -row["gain"])
    if rows:
        return _sentence(problem, rows), rows[:NAMED]
    together = [_together(resource[0], resource[1]) for resource in driven.together if resource[0]]
    if together:
        named = " and ".join(dict.fromkeys(together))
        return f"No single place limits this plan: {named} limit it together.", []
    return "The windows limit this plan: within them the ways are too long for more.", []


def _row(problem: Problem, kind: str, name: str, steps: dict[int, float]) -> Row:
    row: Row = {"what": _WORDS[kind].format(name), "kind": kind, "gain": round(max(steps.values()), 3)}
    if name:
        row["id"] = name
    timed = [step for step in steps if step >= 0]
    if timed and kind != "vehicles":
        row["from"] = utc(problem.start + min(timed) * problem.step)
        row["until"] = utc(problem.start + (max(timed) + 1) * problem.step)
    return row


def _together(kind: str, name: str) -> str:
    return _WORDS[kind].format(name)


def _sentence(problem: Problem, rows: list[Row]) -> str:
    first = rows[0]
    tz = next(iter(problem.corridors.values())).tz
    hours = ""
    if "from" in first:
        begin, end = (local(from_utc(first[side]), tz)[-5:] for side in ("from", "until"))
        hours = f" from {begin} to {end} ({tz})"
    gain = f"one unit more there lets out {first['gain']:g} people more"
    return f"What limits this plan is {first['what']}{hours}: {gain}."
