"""A plan takes as many as it can, keeps every rule, and says what limits it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from corridors import randomly, small
from regreso.movement.corridor.buses import led_by_one
from regreso.movement.corridor.check import check
from regreso.movement.corridor.outcome import usable_problem
from regreso.movement.corridor.plan import plan
from regreso.movement.corridor.schema import misfits
from regreso.movement.corridor.verify import verify
from regreso.movement.errors import MovementError


def quick(raw: dict[str, Any]) -> dict[str, Any]:
    return plan(raw, marginal=False, standby=False, seconds=5.0)


def seated(made: dict[str, Any]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in made["departures"]:
        for seat in row["households"]:
            counts[seat["id"]] = counts.get(seat["id"], 0) + seat["count"]
    return counts


def test_everybody_leaves_when_there_is_time_and_room() -> None:
    raw = small()
    made = quick(raw)
    assert verify(raw, made) == []
    assert made["figures"]["out"] == made["figures"]["asking"] == 193
    assert made["limits"].startswith("Everybody who asked")
    assert made["gap"]["people"] == 0


@pytest.mark.parametrize(("families", "size", "buses"), [(13, 6, 3), (7, 17, 4), (1, 40, 1), (12, 6, 2)])
def test_a_family_that_fits_into_no_rest_of_a_bus_gets_a_bus_more(
    families: int, size: int, buses: int
) -> None:
    raw = small()
    raw["households"] = [{**raw["households"][0], "id": "large", "size": size, "count": families}]
    made = quick(raw)
    assert verify(raw, made) == []
    assert made["figures"]["out"] == made["figures"]["asking"] == families * size
    assert len(made["departures"]) == buses


def test_who_declined_is_not_planned() -> None:
    made = quick(small())
    assert "stay" not in seated(made)
    assert "stay" not in {row["id"] for row in made["left"]}


def test_nobody_is_on_the_road_in_the_margin() -> None:
    assert max(row["arrive"] for row in quick(small())["departures"]) <= "2022-03-05T13:30Z"


def test_priority_households_leave_before_the_others() -> None:
    raw = small()
    raw["receptions"][0]["places"] = 23
    made = quick(raw)
    assert seated(made)["two"] == 10
    assert seated(made)["wheel"] == 1
    assert made["figures"]["out"] == 23


def test_the_receptions_are_never_overfilled() -> None:
    raw = small()
    raw["receptions"][0]["places"] = 50
    made = quick(raw)
    assert made["figures"]["out"] <= 50
    assert made["gap"]["people"] <= 1


def test_a_household_goes_only_where_it_wishes() -> None:
    raw = small()
    raw["places"].append({"id": "other", "kind": "reception"})
    raw["legs"].append(raw["legs"][1] | {"id": "b3", "b": "other", "minutes": 20})
    raw["corridors"][0]["to"].append("other")
    raw["receptions"].append({"place": "other", "places": 400})
    raw["households"][0]["destinations"] = ["city"]
    ends = {
        row["to"] for row in quick(raw)["departures"] if "four" in {seat["id"] for seat in row["households"]}
    }
    assert ends == {"city"}


def test_the_narrow_checkpoint_is_named_with_its_hours() -> None:
    raw = small()
    raw["households"][3]["count"] = 400
    raw["receptions"][0]["places"] = 5000
    made = quick(raw)
    assert made["limits"].startswith("What limits this plan is checkpoint gate for cars, full from ")
    assert made["limited_by"][0]["id"] == "gate"


def test_a_plan_lists_what_was_left_out() -> None:
    raw = small()
    raw["households"][0]["at"] = "nowhere"
    assert [fault["code"] for fault in quick(raw)["left_out"]] == ["unknown-reference"]


def test_without_an_open_corridor_there_is_no_plan() -> None:
    raw = small()
    raw["corridors"][0]["status"] = "violated"
    with pytest.raises(MovementError, match="no corridor is open"):
        quick(raw)


def test_uncertain_numbers_give_a_cautious_plan_and_departures_on_standby() -> None:
    raw = small()
    raw["households"][3]["count"] = 400
    raw["receptions"][0]["places"] = 5000
    raw["places"][1]["per_lane"]["car"] = {"low": 2, "likely": 4, "high": 6}
    low, likely = plan(raw, marginal=False), plan(raw, case="likely", marginal=False)
    assert verify(raw, low) == []
    assert low["figures"]["out"] < likely["figures"]["out"]
    assert low["standby"]


def test_the_marginal_table_tells_what_a_lane_or_an_hour_would_bring() -> None:
    raw = small()
    raw["households"][3]["count"] = 400
    raw["receptions"][0]["places"] = 5000
    table = {row["change"]: row["people"] for row in plan(raw, standby=False)["marginal"]}
    assert table["+1 hour"] == 4 * 4 * 3
    assert table["+1 lane at gate for car"] > table["+1 hour"]
    assert table["+10 buses"] >= 0
    assert table["city lost"] < 0


def test_a_convoy_needs_an_escort() -> None:
    raw = small()
    raw["corridors"][0]["escorted"] = True
    assert {row["mode"] for row in quick(raw)["departures"]} == {"car"}
    raw["escorts"] = {"teams": 1, "vehicles_per_team": 2}
    made = quick(raw)
    assert verify(raw, made) == []
    assert {row["convoy"] for row in made["departures"] if row["mode"] == "bus"}


def test_a_team_counts_for_no_more_vehicles_than_pass_the_narrowest_place_at_once() -> None:
    raw = small()
    raw["corridors"][0]["escorted"] = True
    raw["escorts"] = {"teams": 1, "vehicles_per_team": 30}
    problem = usable_problem(check(raw), case="low")
    ways = [route for route in problem.routes if route.mode == "bus"]
    assert {led_by_one(problem, route) for route in ways} == {problem.lanes["gate", "bus"]}
    wide = replace(problem, lanes={}, capacity={})
    assert {led_by_one(wide, route) for route in ways} == {30}


def test_a_plan_is_the_same_every_time() -> None:
    assert quick(randomly(11)) == quick(randomly(11))


@pytest.mark.parametrize("seed", range(40))
def test_every_random_plan_keeps_its_scenario(seed: int) -> None:
    keeps(seed)


@pytest.mark.slow
@pytest.mark.parametrize("tens", range(8, 40))
def test_hundreds_of_random_plans_keep_their_scenarios(tens: int) -> None:
    for seed in range(10 * tens, 10 * tens + 10):
        keeps(seed)


def keeps(seed: int) -> None:
    raw = randomly(seed)
    usable = check(raw).usable
    if usable is None or not usable["corridors"]:
        with pytest.raises(MovementError, match="no corridor is open"):
            quick(raw)
        return
    made = plan(raw, marginal=False, standby=False, tried=False, seconds=5.0)
    assert verify(raw, made) == []
    assert list(misfits(made, name="plan")) == []
    assert 0 <= made["gap"]["people"] == made["bound"]["people"] - made["figures"]["out"]
