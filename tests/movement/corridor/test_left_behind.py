"""In a large program no family stays behind while there is a bus for it."""

from __future__ import annotations

import random
from typing import Any

import pytest

from corridors import OPEN
from regreso.movement.corridor.buses import at_home, build, filled
from regreso.movement.corridor.check import check
from regreso.movement.corridor.limits import limits
from regreso.movement.corridor.outcome import solve, usable_problem
from regreso.movement.corridor.plan import plan
from regreso.movement.corridor.ride import SMALL
from regreso.movement.corridor.stuck import ROUNDED
from regreso.movement.corridor.verify import verify

WINDOW = {"start": "2022-03-05T07:00", "end": "2022-03-05T19:00", "tz": "Europe/Kyiv"}


def towns(count: int, *, ends: int = 1) -> dict[str, Any]:
    """Towns, each with a corridor to every reception; steps of five minutes make the program large."""
    pairs = [(town, end) for town in range(count) for end in range(ends)]
    rest = {"mode": "bus", "km": 80, "capacity": 100}
    return {
        "schema": "regreso-corridor-scenario/1", "id": "large",
        "step_minutes": 5, "boarding_minutes": 30,
        "places": [{"id": f"t{n}", "kind": "town", "lat": 47.0, "lon": 36.0} for n in range(count)]
        + [{"id": f"r{n}", "kind": "reception", "lat": 48.0, "lon": 35.0} for n in range(ends)],
        "legs": [
            rest | {"id": f"l{t}-{e}", "a": f"t{t}", "b": f"r{e}", "minutes": 120 + t + 7 * e}
            for t, e in pairs
        ],
        "corridors": [
            OPEN | {"id": f"c{n}", "from": [f"t{n}"], "to": [f"r{e}" for e in range(ends)],
                    "modes": ["bus"], "windows": [WINDOW]}
            for n in range(count)
        ],
        "receptions": [{"place": f"r{n}", "places": 100_000} for n in range(ends)],
        "fleets": [], "households": [],
    }  # fmt: skip


def households(town: int, *kinds: tuple[int, int]) -> list[dict[str, Any]]:
    rest = {"at": f"t{town}", "consent": "given"}
    return [rest | {"id": f"h{town}-{size}", "size": size, "count": count} for size, count in kinds]


def fleet(town: int, count: int, seats: int, *, home: str = "") -> dict[str, Any]:
    return {"id": f"f{town}", "count": count, "seats": seats, "home": home or f"t{town}"}


def planned(raw: dict[str, Any]) -> dict[str, Any]:
    problem = usable_problem(check(raw), case="low")
    made = build(
        problem, standing=at_home(problem), households=problem.households, receptions=problem.receptions
    )
    assert len(made.program.costs) > SMALL
    return plan(raw, marginal=False, standby=False, tried=False, seconds=5.0)


def test_a_family_of_six_gets_a_bus_more_in_each_of_many_towns() -> None:
    raw = towns(16)
    for town in range(16):
        raw["households"] += households(town, (6, 13))
        raw["fleets"].append(fleet(town, 4, 40))
    made = planned(raw)
    assert verify(raw, made) == []
    assert made["left"] == []
    assert made["figures"]["out"] == 16 * 78


@pytest.mark.parametrize(
    "kinds",
    [
        ((9, 21), (7, 9)),  # no two kinds fill 22 seats
        ((10, 6), (9, 12)),
        ((5, 11), (7, 6), (9, 14)),
    ],
)
def test_nobody_waits_where_buses_stand_idle(kinds: tuple[tuple[int, int], ...]) -> None:
    raw = towns(10, ends=2)
    for town in range(10):
        raw["households"] += households(town, *kinds)
        raw["fleets"].append(fleet(town, 30, 22))
    made = planned(raw)
    assert verify(raw, made) == []
    assert made["left"] == []


def test_of_towns_that_share_their_buses_at_most_one_person_in_a_hundred_stays() -> None:
    dice = random.Random(0)
    raw = towns(12)
    for town in range(12):
        sizes = dice.sample(range(2, 12), dice.randint(1, 3))
        raw["households"] += households(town, *((size, dice.randint(3, 30)) for size in sizes))
        home = f"t{town}" if dice.random() < 0.6 else "r0"
        raw["fleets"].append(fleet(town, dice.randint(2, 5), dice.choice([22, 40, 50]), home=home))
    made = planned(raw)
    assert verify(raw, made) == []
    assert made["gap"]["people"] <= made["bound"]["people"] / 100


def test_seats_that_no_whole_household_can_fill_are_not_counted() -> None:
    assert filled(40, {6: 13}) == 36
    assert filled(40, {6: 13, 4: 1}) == 40
    assert filled(22, {9: 21, 7: 9}) == 21
    assert filled(22, {23: 4}) == 0


def test_a_large_plan_that_loses_families_by_rounding_blames_no_checkpoint() -> None:
    raw = towns(12)
    for town in range(12):
        raw["households"] += households(town, (6, 13))
        raw["fleets"].append(fleet(town, 4, 40))
    outcome = solve(usable_problem(check(raw), case="low"), seconds=5.0)
    asking = 12 * 78
    assert limits(outcome, left=True, bound=asking, again=None) == (ROUNDED, [])
    assert limits(outcome, left=True, bound=asking - 1, again=None)[0] != ROUNDED
