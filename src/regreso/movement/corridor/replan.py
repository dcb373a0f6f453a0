"""Plan again after an event: orders for those on the road, then the rest, near to what was told."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from regreso.movement.corridor.check import check
from regreso.movement.corridor.diff import diff, same_ids
from regreso.movement.corridor.events import check_event, problem_after
from regreso.movement.corridor.faults import told
from regreso.movement.corridor.frozen import Past, cut, remaining, with_cars
from regreso.movement.corridor.limits import limits
from regreso.movement.corridor.model import Problem
from regreso.movement.corridor.orders import happened, orders
from regreso.movement.corridor.outcome import SECONDS, Before, Outcome, solve
from regreso.movement.corridor.records import Book, figures
from regreso.movement.corridor.schema import misfits
from regreso.movement.corridor.sheet import Row
from regreso.movement.corridor.verify import verify
from regreso.movement.errors import MovementError

FREEZE = 30


def replan(plan: Row, event: Row, *, seconds: float = SECONDS) -> Row:
    """Plan again.

    Args:
        plan: as read from JSON; its scenario is the one that is planned.
        event: what happened.
        seconds: how long one integer program may look for a better plan.

    Returns:
        A plan, version 1, with `events`, `orders` and `diff`.

    Raises:
        MovementError: the plan or the event cannot be used.

    No doctest: it needs a whole plan; tests/movement/corridor/test_replan.py shows it.
    """
    _sound(plan)
    report = check(plan["scenario"])
    if report.usable is None:
        raise MovementError(f"the plan's scenario cannot be used: {report.faults[0].message}")
    at = check_event(event, plan["scenario"])
    events = [*happened(plan), event]
    if any(check_event(one, plan["scenario"]) > at for one in events):
        raise MovementError("event: event-time: it is earlier than one that the plan already knows")
    ordered = orders(plan, event)
    past = cut(
        plan, event, at=at, until=at + int(plan["scenario"].get("freeze_minutes", FREEZE)), orders=ordered
    )
    problem = replace(problem_after(report.usable, events, case=plan["case"]), steps=plan["clock"]["steps"])
    made = _again(plan, problem, with_cars(past, problem, plan, event=event), _lost(events), seconds)
    if made["gap"]["people"] and any(row["mode"] == "car" for row in past.later):
        # Cars that are kept may stand in the way of others: more people out is worth a change.
        anew = _again(plan, problem, past, _lost(events), seconds)
        made = anew if anew["figures"]["out"] > made["figures"]["out"] else made
    return made | {
        "events": events,
        "orders": list(past.orders.values()),
        "diff": diff(plan, made, at=past.at),
        "left_out": told(fault for fault in report.faults if fault.left_out),
    }


def _sound(plan: Row) -> None:
    """Refuse what is no plan, or a plan that is broken already: nobody is sent anywhere on its word.

    The long lists are driven again by the verifier, which is four times faster than their JSON Schema.
    """
    short = dict(plan) | {"departures": [], "moves": []}
    for fault in misfits(short, name="plan"):
        raise MovementError(f"plan: {fault.row or '/'} {fault.code}: {fault.message}")
    for found in verify(plan["scenario"], plan):
        raise MovementError(f"plan: {found['row'] or '/'} {found['code']}: {found['message']}")


def _again(plan: Row, problem: Problem, past: Past, lost: Counter[str], seconds: float) -> Row:
    left = remaining(past, problem, lost=lost)
    outcome = solve(left.problem, seconds=seconds, before=Before(left.given, left.taken))
    return _written(plan, problem, outcome, past)


def _lost(events: list[Row]) -> Counter[str]:
    lost = Counter[str]()
    for event in events:
        if event["kind"] == "vehicles-lost":
            lost[event["fleet"]] += event["count"]
    return lost


def _written(plan: Row, problem: Problem, outcome: Outcome, past: Past) -> Row:
    book = Book(problem, prefix=f"E{len(plan.get('events', ())) + 1}-")
    book.ride(outcome.ridden.rides, outcome.riders)
    book.drive(outcome.driven.drives, outcome.drivers)
    same_ids(book.departures, past.later)
    book.departures += [row for row in past.frozen if "people" in row]
    book.moves += [row for row in past.frozen if "people" not in row]
    ended = {name: order["to"] for name, order in past.orders.items()}
    safe = Counter[str]()
    for row in book.departures:
        if ended.get(row["id"], row["to"]) in problem.receptions:
            for seat in row["households"]:
                safe[seat["id"]] += seat["count"]
    book.seated = safe
    out = [row for row in book.departures if ended.get(row["id"], row["to"]) in problem.receptions]
    told = figures(replace_departures(book, out))
    already = sum(row["people"] for row in out if row.get("frozen"))
    bound = max(told["out"], int(already + outcome.bound + 1e-6))
    sentence, limited = limits(outcome, left=bool(book.left()), bound=bound, again=None)
    kept = ("schema", "scenario", "case", "clock", "windows", "outcomes")
    made: dict[str, Any] = {name: plan[name] for name in kept if name in plan}
    gap = bound - told["out"]
    share = round(gap / bound, 6) if bound else 0.0
    return made | {
        "departures": sorted(book.departures, key=lambda row: (row["depart"], row["id"])),
        "moves": book.moves,
        "left": _left(book, past, problem),
        "figures": told,
        "bound": {"people": bound, "by": "as planned again; those who have left are not planned"},
        "gap": {"people": gap, "share": share, "objective": round(outcome.ridden.gap, 8)},
        "limits": sentence,
        "limited_by": limited,
    }


def replace_departures(book: Book, rows: list[Row]) -> Book:
    """The same book with other departures: those whose people are out, to be counted.

    No doctest: it needs a whole plan; tests/movement/corridor/test_replan.py shows it.
    """
    book.number()
    return replace(book, departures=rows, moves=list(book.moves))


def _left(book: Book, past: Past, problem: Problem) -> list[Row]:
    """Who stays; who was ordered to another place is said to be there."""
    waiting = Counter[tuple[str, str]]()
    homes = {home.id: home for home in problem.households}
    for row, end, _ in past.ends():
        for seat in row.get("households", ()):
            if row["id"] in past.orders and end not in problem.receptions and end != homes[seat["id"]].at:
                waiting[seat["id"], end] += seat["count"]
    rows = []
    for row in book.left():
        there = sum(count for (name, _), count in waiting.items() if name == row["id"])
        rows += [row | {"count": row["count"] - there}] * (row["count"] > there)
    return rows + [
        {"id": name, "count": count, "why": f"waits at {place}: ordered there by an event"}
        for (name, place), count in waiting.items()
    ]
