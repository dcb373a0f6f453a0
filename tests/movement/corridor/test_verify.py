"""The verifier finds each way in which a plan can break its scenario, and knows nothing of the planner."""

from __future__ import annotations

import ast
import copy
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from corridors import small
from regreso.movement.corridor.plan import plan
from regreso.movement.corridor.schema import misfits
from regreso.movement.corridor.verify import PLAN_CODES, report, verify
from regreso.movement.corridor.verify_world import minutes as delta
from regreso.movement.corridor.verify_world import moment
from tree import SOURCE

Plan = dict[str, Any]
ROOM = SOURCE / "movement" / "corridor"


@cache
def _made() -> Plan:
    raw = small()
    raw["corridors"][0]["escorted"] = True
    raw["escorts"] = {"teams": 1, "vehicles_per_team": 2}
    raw["fleets"][0] |= {
        "range_km": 200,
        "crew": {"start": "2022-03-05T09:00", "end": "2022-03-05T16:00", "tz": "+02:00"},
    }
    return plan(raw, marginal=False, tried=False)


def made() -> Plan:
    return copy.deepcopy(_made())


def bus(one: Plan) -> Plan:
    return next(row for row in one["departures"] if row["mode"] == "bus")


def car(one: Plan) -> Plan:
    return next(row for row in one["departures"] if row["mode"] == "car")


def later(row: Plan, by: int) -> None:
    """Drive a whole way earlier or later."""
    for holder in (row, *row["stops"]):
        for key in ("board", "depart", "arrive", "at"):
            if key in holder:
                at = moment(holder[key]) + delta(by)
                holder[key] = f"{at:%Y-%m-%dT%H:%MZ}"


BREAKS: list[tuple[str, Callable[[Plan], object]]] = [
    ("other-scenario", lambda one: one["scenario"].update(id="x")),
    ("plan-unreadable", lambda one: one.pop("departures")),
    ("plan-unreadable", lambda one: bus(one).update(depart="soon")),
    ("clock", lambda one: one["clock"].update(start="2022-03-05T07:05Z")),
    ("unknown-corridor", lambda one: bus(one).update(corridor="x")),
    ("unknown-household", lambda one: bus(one)["households"][0].update(id="x")),
    ("unknown-vehicle", lambda one: bus(one).update(vehicle="bus/9")),
    ("not-open", lambda one: one["scenario"]["corridors"][0]["acknowledgements"].pop()),
    ("not-open", lambda one: one["scenario"]["corridors"][0]["agreed"].pop("aid")),
    ("wrong-end", lambda one: bus(one).update(to="gate")),
    ("wrong-start", lambda one: one["scenario"]["households"][0].update(at="gate")),
    ("wrong-destination", lambda one: one["scenario"]["households"][0].update(destinations=["gate"])),
    ("wrong-mode", lambda one: one["scenario"]["households"][0].update(own_car=True)),
    ("no-consent", lambda one: one["scenario"]["households"][0].update(consent="withdrawn")),
    ("broken-way", lambda one: bus(one)["legs"].reverse()),
    ("broken-way", lambda one: bus(one)["legs"].pop()),
    ("off-route", lambda one: one["scenario"]["corridors"][0].update(via=["town", "gate", "town"])),
    ("too-fast", lambda one: bus(one)["stops"][1].update(at=bus(one)["depart"])),
    ("wrong-time", lambda one: bus(one).update(arrive="2022-03-05T13:00Z")),
    ("leg-not-valid", lambda one: one["scenario"]["legs"][0].update(
        valid=[{"start": "2022-03-06T09:00", "end": "2022-03-06T16:00", "tz": "UTC"}])),
    ("outside-window", lambda one: later(car(one), 600)),
    ("outside-window", lambda one: one["scenario"]["corridors"][0]["windows"][0].update(margin_minutes=360)),
    ("no-boarding", lambda one: bus(one).update(board=bus(one)["depart"])),
    ("overfull", lambda one: one["scenario"]["fleets"][0].update(seats=3)),
    ("overfull", lambda one: one["scenario"]["fleets"][0].update(wheelchair=0)),
    ("wrong-count", lambda one: bus(one).update(people=1)),
    ("wrong-count", lambda one: car(one).update(cars=99)),
    ("wrong-count", lambda one: one["left"].append({"id": "four", "count": 3, "why": "x"})),
    ("household-twice", lambda one: one["scenario"]["households"][0].update(count=1)),
    ("household-twice", lambda one: bus(one)["households"][0].update(count=0)),
    ("reception-full", lambda one: one["scenario"]["receptions"][0].update(places=100)),
    ("checkpoint-full", lambda one: one["scenario"]["places"][1].update(per_lane={"bus": 1, "car": 1})),
    ("leg-full", lambda one: one["scenario"]["legs"][2].update(capacity=1)),
    ("vehicle-elsewhere", lambda one: one["scenario"]["fleets"][0].update(home="town")),
    ("vehicle-elsewhere", lambda one: one["moves"].clear()),
    ("vehicle-busy", lambda one: later(one["moves"][0], 45)),
    ("crew-hours", lambda one: one["scenario"]["fleets"][0]["crew"].update(start="2022-03-05T12:00")),
    ("out-of-range", lambda one: one["scenario"]["fleets"][0].update(range_km=100)),
    ("no-escort", lambda one: one["scenario"].pop("escorts")),
    ("link-broken", lambda one: one["scenario"].update(links=[{"a": "way", "b": "x", "rule": "only-if"}])),
    ("id-twice", lambda one: bus(one).update(id=car(one)["id"])),
    ("figures", lambda one: one["figures"].update(out=7)),
    ("bound", lambda one: one["bound"].update(people=3)),
]  # fmt: skip


def test_the_plan_that_is_broken_below_is_sound() -> None:
    assert verify(made()["scenario"], made()) == []


@pytest.mark.parametrize(("code", "change"), BREAKS)
def test_each_break_is_found(code: str, change: Callable[[Plan], object]) -> None:
    one, given = made(), made()["scenario"]
    change(one)
    if code != "other-scenario":
        given = one.get("scenario", given)
    found = report(given, one)
    assert code in {fault["code"] for fault in found["faults"]}
    assert {fault["code"] for fault in found["faults"]} <= set(PLAN_CODES)
    assert list(misfits(found, name="faults")) == []


@pytest.mark.parametrize("name", ["verify.py", "verify_trips.py", "verify_world.py"])
def test_the_verifier_imports_nothing_but_python_and_itself(name: str) -> None:
    tree = ast.parse((ROOM / name).read_text(encoding="utf-8"))
    named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    foreign = {one for one in named if one.partition(".")[0] not in sys.stdlib_module_names}
    assert all(one.startswith("regreso.movement.corridor.verify_") for one in foreign)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"schema": "regreso-corridor-faults/1", "of": "scenario"}, "“regreso-corridor-faults/1” was given"),
        ({"hello": 1}, "it names no schema"),
        ([], "expected an object"),
        ({"schema": "regreso-corridor-plan/1", "scenario": {}}, "case, clock, departures, moves"),
    ],
)
def test_what_is_no_plan_is_called_so_and_not_by_the_name_of_an_error(given: Any, told: str) -> None:
    (fault,) = verify(small(), given)
    assert fault["code"] == "plan-unreadable"
    assert told in fault["message"]
    assert "Error" not in fault["message"]
