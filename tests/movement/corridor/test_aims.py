"""The order of aims is strict: those who go first, people, minutes on the road, early arrival."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest

from corridors import small
from regreso.movement.corridor.plan import plan
from regreso.movement.corridor.verify import verify


def two_towns() -> dict[str, Any]:
    """One bus, and time for one trip: to four who go first, or to forty who do not."""
    raw = small()
    raw["places"].append({"id": "far", "kind": "town", "lat": 47.2, "lon": 37.6})
    raw["legs"].append(
        {"id": "b0", "a": "far", "b": "gate", "mode": "bus", "km": 60, "minutes": 70, "capacity": 9}
    )
    raw["corridors"][0]["from"].append("far")
    raw["corridors"][0]["modes"] = ["bus"]
    raw["corridors"][0]["windows"] = [
        {"start": "2022-03-05T09:00", "end": "2022-03-05T13:30", "tz": "Europe/Kyiv"}
    ]
    raw["fleets"] = [{"id": "bus", "count": 1, "seats": 40, "home": "city"}]
    raw["households"] = [
        {"id": "few", "at": "far", "size": 1, "priority": True, "consent": "given"},
        {"id": "many", "at": "town", "size": 4, "count": 10, "consent": "given"},
    ]
    return raw


def test_one_who_goes_first_is_worth_more_than_forty_others() -> None:
    made = plan(two_towns(), marginal=False)
    assert made["figures"]["priority_out"] == 1
    assert made["figures"]["out"] == 1
    assert made["bound"]["people"] == 1


def test_without_anybody_who_goes_first_the_forty_leave() -> None:
    raw = two_towns()
    del raw["households"][0]["priority"]
    assert plan(raw, marginal=False)["figures"]["out"] == 40


def test_a_shorter_way_is_worth_a_later_arrival() -> None:
    raw = two_towns()
    raw["households"] = [{"id": "all", "at": "town", "size": 4, "count": 5, "consent": "given"}]
    raw["places"].append({"id": "near", "kind": "reception", "lat": 47.8, "lon": 35.5})
    raw["legs"].append(raw["legs"][1] | {"id": "b3", "b": "near", "minutes": 30})
    raw["legs"][-1]["valid"] = [{"start": "2022-03-05T12:00", "end": "2022-03-05T18:00", "tz": "Europe/Kyiv"}]
    raw["corridors"][0] |= {"to": ["city", "near"], "from": ["town"]}
    raw["receptions"].append({"place": "near", "places": 400})
    raw["fleets"].append({"id": "two", "count": 1, "seats": 40, "home": "town"})
    made = plan(raw, marginal=False)
    assert {row["to"] for row in made["departures"]} == {"near"}


def test_cars_may_have_the_places_that_buses_do_not_need() -> None:
    raw = small()
    raw["places"].append({"id": "other", "kind": "reception", "lat": 47.9, "lon": 35.2})
    raw["legs"].append(raw["legs"][1] | {"id": "b3", "b": "other", "minutes": 90})
    raw["corridors"][0]["to"].append("other")
    raw["receptions"] = [{"place": "city", "places": 40}, {"place": "other", "places": 40}]
    raw["households"] = [
        {"id": "ride", "at": "town", "size": 4, "count": 10, "consent": "given"},
        {"id": "drive", "at": "town", "size": 4, "count": 10, "own_car": True, "consent": "given"},
    ]
    made = plan(raw, marginal=False)
    assert verify(raw, made) == []
    assert made["figures"]["out"] == 80


@pytest.mark.parametrize("seed", range(25))
def test_nothing_that_was_tried_by_hand_does_better(seed: int) -> None:
    """One bus that leaves once: every choice of households that fits is tried."""
    dice = random.Random(seed)
    raw = two_towns()
    raw["corridors"][0]["from"] = ["town"]
    raw["households"] = [
        {
            "id": f"h{n}",
            "at": "town",
            "size": dice.randint(1, 7),
            "priority": dice.random() < 0.3,
            "consent": "given",
        }
        for n in range(9)
    ]
    raw["fleets"][0]["seats"] = dice.randint(5, 20)
    best = (0, 0)
    for chosen in itertools.product((0, 1), repeat=9):
        homes = [home for home, take in zip(raw["households"], chosen, strict=True) if take]
        if sum(home["size"] for home in homes) <= raw["fleets"][0]["seats"]:
            out = sum(home["size"] for home in homes)
            best = max(best, (sum(home["size"] for home in homes if home["priority"]), out))
    raw["households"] = [home for home in raw["households"] if home["size"] <= raw["fleets"][0]["seats"]]
    figures = plan(raw, marginal=False)["figures"]
    assert (figures["priority_out"], figures["out"]) == best
