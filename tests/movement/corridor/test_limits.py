"""What is said to limit a plan really does: one unit more there, written into the scenario, lets more out."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from corridors import randomly, small
from regreso.movement.corridor.check import check
from regreso.movement.corridor.plan import plan
from regreso.movement.corridor.stuck import NO_TRIP, NO_VEHICLE, TIED
from regreso.movement.errors import MovementError


def quick(raw: dict[str, Any]) -> dict[str, Any]:
    return plan(raw, marginal=False, standby=False, seconds=5.0)


def with_more(raw: dict[str, Any], spot: dict[str, Any]) -> dict[str, Any]:
    """The scenario with one unit more there, as somebody would write it who has only the sentence."""
    raw = copy.deepcopy(raw)
    kind, units = spot["kind"], spot["units"]
    if kind == "escort":
        raw["escorts"]["teams"] += units
    elif kind == "vehicles":
        row(raw["fleets"], spot["id"])["count"] += units
    elif kind == "reception":
        row(raw["receptions"], spot["id"], by="place")["places"] += units
    elif kind == "leg":
        leg = row(raw["legs"], spot["id"])
        leg["capacity"] = low(leg["capacity"]) + units
    elif kind == "checkpoint":
        gate = row(raw["places"], spot["id"])
        gate["per_lane"][spot["mode"]] = low(gate["per_lane"][spot["mode"]]) + units / gate["lanes"]
    return raw


def row(rows: list[dict[str, Any]], key: str, by: str = "id") -> dict[str, Any]:
    return next(one for one in rows if one[by] == key)


def low(value: Any) -> Any:
    return value["low"] if isinstance(value, dict) else value


def test_one_bus_is_what_limits_and_another_one_lets_forty_more_out() -> None:
    raw = small()
    raw["fleets"][0]["count"] = 1
    made = quick(raw)
    assert (
        made["limits"]
        == "What limits this plan is the vehicles of bus: one more of them lets out 40 people more."
    )
    assert quick(with_more(raw, made["limited_by"][0]))["figures"]["out"] == made["figures"]["out"] + 40


@pytest.mark.parametrize("seed", range(10))
def test_what_is_named_raises_the_optimum_and_by_so_many(seed: int) -> None:
    raw = randomly(seed)
    usable = check(raw).usable
    if usable is None or not usable["corridors"]:
        return
    try:
        made = quick(raw)
    except MovementError:
        return
    for spot in made["limited_by"][:2]:
        assert spot["proven"]
        if spot["kind"] != "windows":
            again = quick(with_more(raw, spot))
            assert again["figures"]["out"] == made["figures"]["out"] + spot["gain"]
            assert again["figures"]["out"] > made["bound"]["people"]


def test_two_places_that_limit_together_are_named_together() -> None:
    raw = small()
    raw["households"] = [
        {"id": "d", "at": "town", "size": 3, "count": 400, "own_car": True, "consent": "given"}
    ]
    raw["receptions"][0]["places"] = 5000
    for leg in raw["legs"]:
        leg["capacity"] = 4
    assert "together" in quick(raw)["limits"] or quick(raw)["limited_by"]


def test_a_large_plan_says_that_nothing_was_tried() -> None:
    raw = small()
    raw["step_minutes"] = 1
    raw["fleets"][0]["count"] = 1
    raw["corridors"] *= 20
    raw["corridors"] = [one | {"id": f"way-{n}"} for n, one in enumerate(copy.deepcopy(raw["corridors"]))]
    made = quick(raw)
    assert made["limits"].startswith("By the prices of the linear program, not tried: ")
    assert not made["limited_by"][0]["proven"]


def test_where_nothing_more_would_help_it_is_said_why_nobody_moves() -> None:
    raw = small()
    raw["households"] = [row for row in raw["households"] if not row.get("own_car")]
    fleet = raw["fleets"][0]
    crew = {"start": "2022-03-05T12:00", "end": "2022-03-05T12:30", "tz": "Europe/Kyiv"}
    assert plan(raw | {"fleets": []}, marginal=False)["limits"] == NO_VEHICLE
    assert plan(raw | {"fleets": [fleet | {"crew": crew}]}, marginal=False)["limits"] == NO_TRIP
    assert plan(raw | {"fleets": [fleet | {"range_km": 1}]}, marginal=False)["limits"] == NO_TRIP
    back = raw["corridors"][0] | {"id": "back", "from": ["city"], "to": ["town"]}
    tied = raw | {
        "corridors": [*raw["corridors"], back],
        "links": [{"a": "way", "b": "back", "rule": "together"}],
        "receptions": [*raw["receptions"], {"place": "town", "places": 9}],
    }
    assert plan(tied, marginal=False)["limits"] == TIED


def test_what_would_help_is_named_before_why_nobody_moves() -> None:
    raw = small()
    raw["households"] = [row for row in raw["households"] if not row.get("own_car")]
    raw["corridors"][0] |= {"escorted": True, "modes": ["bus"]}
    made = plan(raw | {"escorts": {"teams": 0, "vehicles_per_team": 4}}, marginal=False)
    assert made["figures"]["out"] == 0
    assert made["limited_by"][0]["kind"] == "escort"
