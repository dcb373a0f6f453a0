"""A search that is cut off by its time keeps the plan that was there, and claims no bound below it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from corridors import many, randomly
from regreso.movement.corridor.buses import BusProgram, at_home, build
from regreso.movement.corridor.cars import drive
from regreso.movement.corridor.check import check
from regreso.movement.corridor.first_buses import first_buses
from regreso.movement.corridor.outcome import usable_problem
from regreso.movement.corridor.plan import plan
from regreso.movement.corridor.replan import replan
from regreso.movement.corridor.solver import Program
from regreso.movement.corridor.verify import verify
from regreso.movement.errors import MovementError

NO_TIME = 1e-6  # seconds


def planned(raw: dict[str, Any], *, seconds: float) -> dict[str, Any]:
    return plan(raw, marginal=False, standby=False, tried=False, seconds=seconds)


@pytest.fixture
def without_a_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every search ends without an answer, that for the linear program too."""
    monkeypatch.setattr(Program, "answer", lambda *_, **__: None)


@pytest.mark.parametrize("escorted", [False, True])
def test_a_search_without_time_still_brings_people_out(*, escorted: bool) -> None:
    raw = many(escorted=escorted)
    brief, patient = planned(raw, seconds=NO_TIME), planned(raw, seconds=5.0)
    assert verify(raw, brief) == verify(raw, patient) == []
    assert brief["figures"]["out"] > patient["figures"]["out"] / 2
    assert {row["mode"] for row in brief["departures"]} == {"bus", "car"}
    # What nobody had time to look for is not claimed: the bound is that of the patient search, or wider.
    assert brief["bound"]["people"] >= patient["figures"]["out"]
    assert brief["gap"]["people"] == brief["bound"]["people"] - brief["figures"]["out"]


@pytest.mark.parametrize("seconds", [1e-6, 1e-3, 0.02, 0.2])
def test_no_limit_of_time_makes_a_plan_worse_than_none(seconds: float) -> None:
    raw = many(escorted=True)
    least = planned(raw, seconds=NO_TIME)["figures"]
    made = planned(raw, seconds=seconds)
    assert verify(raw, made) == []
    assert made["figures"]["priority_out"] >= least["priority_out"]
    assert made["figures"]["out"] >= least["out"] or made["figures"]["priority_out"] > least["priority_out"]


def test_without_any_answer_of_a_solver_there_is_a_plan_and_a_bound_that_holds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = many(escorted=True)
    best = planned(raw, seconds=5.0)["figures"]["out"]
    monkeypatch.setattr(Program, "answer", lambda *_, **__: None)
    made = planned(raw, seconds=1.0)
    assert verify(raw, made) == []
    assert best / 2 < made["figures"]["out"] <= best <= made["bound"]["people"]


@pytest.mark.usefixtures("without_a_solver")
@pytest.mark.parametrize("seed", range(30))
def test_the_first_plan_keeps_every_scenario(seed: int) -> None:
    raw = randomly(seed)
    try:
        made = planned(raw, seconds=1.0)
    except MovementError:
        return
    assert verify(raw, made) == []


@pytest.mark.parametrize("seed", range(30))
def test_the_first_plan_keeps_every_row_of_the_program(seed: int) -> None:
    raw = randomly(seed)
    usable = check(raw).usable
    if usable is None or not usable["corridors"]:
        return
    made = program_of(raw)
    values = first_buses(made)
    held = made.program.solve(whole=True, fixed=(values, values))
    assert held is not None
    assert np.allclose(held.values, values)


def program_of(raw: dict[str, Any]) -> BusProgram:
    problem = usable_problem(check(raw), case="low")
    homes = tuple(home for home in problem.households if not home.own_car)
    return build(problem, standing=at_home(problem), households=homes, receptions=problem.receptions)


def test_cars_leave_though_the_search_for_them_had_no_time() -> None:
    raw = many()
    raw["receptions"][0]["places"] = 500  # places run out: no network flow, an integer program
    problem = usable_problem(check(raw), case="low")
    homes = tuple(home for home in problem.households if home.own_car)
    brief = drive(problem, homes, receptions=problem.receptions, seconds=NO_TIME)
    patient = drive(problem, homes, receptions=problem.receptions, seconds=10.0)
    people = [
        sum(homes[i].size * n for one in way.drives for i, n in one.aboard.items())
        for way in (brief, patient)
    ]
    assert people[0] >= 0.9 * people[1] > 0
    assert people[1] <= patient.bound <= brief.bound


def test_a_plan_made_again_without_time_keeps_who_has_left_and_sends_the_others() -> None:
    raw = many()
    was = planned(raw, seconds=2.0)
    event = {"schema": "regreso-corridor-event/1", "id": "e", "kind": "lanes-changed", "place": "gate",
             "lanes": 1, "at": "2022-03-05T10:00", "tz": "Europe/Kyiv"}  # fmt: skip
    now = replan(was, event, seconds=NO_TIME)
    assert verify(raw, now) == []
    assert now["figures"]["out"] > 0.5 * was["figures"]["out"]
