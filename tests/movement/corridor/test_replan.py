"""After an event those on the road are told first, what has left stays, and little else changes."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

import pytest

from corridors import OPEN, randomly, small, something
from regreso.movement.corridor.check import check
from regreso.movement.corridor.orders import orders
from regreso.movement.corridor.plan import plan
from regreso.movement.corridor.replan import replan
from regreso.movement.corridor.schema import misfits
from regreso.movement.corridor.verify import verify
from regreso.movement.errors import MovementError

Row = dict[str, Any]


def happens(kind: str, at: str, **more: object) -> Row:
    return {
        "schema": "regreso-corridor-event/1",
        "id": "e",
        "kind": kind,
        "at": at,
        "tz": "Europe/Kyiv",
    } | more


@cache
def _two_ways() -> Row:
    """The small scenario and a second town with a way of its own."""
    raw = small()
    raw["places"].append({"id": "village", "kind": "town", "lat": 47.9, "lon": 36.5})
    for mode in ("bus", "car"):
        raw["legs"].append(
            {
                "id": f"{mode}3",
                "a": "village",
                "b": "city",
                "mode": mode,
                "km": 90,
                "minutes": 80,
                "capacity": 5,
            }
        )
    raw["corridors"].append(
        copy.deepcopy(OPEN)
        | {"id": "other", "from": ["village"], "to": ["city"], "modes": ["bus", "car"]}
        | {"windows": [{"start": "2022-03-05T09:00", "end": "2022-03-05T16:00", "tz": "Europe/Kyiv"}]}
    )
    raw["fleets"].append({"id": "second", "count": 2, "seats": 30, "home": "city"})
    for own in (False, True):
        home = {"id": f"v{own}", "at": "village", "size": 3, "count": 40, "own_car": own, "consent": "given"}
        raw["households"].append(home)
    raw["receptions"][0]["places"] = 900
    return plan(raw, marginal=False, tried=False)


def before() -> Row:
    return copy.deepcopy(_two_ways())


def test_those_on_the_cut_leg_are_sent_back_and_those_past_it_go_on() -> None:
    was = before()
    told = orders(was, happens("leg-cut", "2022-03-05T12:10", leg="b1"))
    rows = {row["id"]: row for row in (*was["departures"], *was["moves"])}
    assert told
    for order in told:
        row = rows[order["departure"]]
        assert order["to"] != "gate"
        assert row["depart"] < "2022-03-05T10:10Z" < row["arrive"]
        if row["from"] == "town":
            assert (order["order"], order["to"]) == ("turn back", "town")


def test_what_has_left_is_untouched_and_the_cut_way_is_used_no_more() -> None:
    was = before()
    now = replan(was, happens("corridor-halted", "2022-03-05T11:00", corridor="way"))
    assert verify(was["scenario"], now) == []
    assert list(misfits(now, name="plan")) == []
    left = {row["id"]: row["stops"] for row in was["departures"] if row["depart"] < "2022-03-05T09:00Z"}
    assert left
    assert left.items() <= {row["id"]: row["stops"] for row in now["departures"]}.items()
    assert not [
        row for row in now["departures"] if row["corridor"] == "way" and row["depart"] >= "2022-03-05T09:00Z"
    ]


def test_departures_of_the_other_corridor_are_kept() -> None:
    was = before()
    now = replan(was, happens("leg-cut", "2022-03-05T11:00", leg="b1"))
    (village,) = (row for row in now["diff"] if row["place"] == "village")
    assert village["cancelled"] == village["moved"] == []
    assert village["people_after"] >= village["people_before"]


def test_a_second_event_is_planned_upon_the_first() -> None:
    was = before()
    one = replan(was, happens("lanes-changed", "2022-03-05T10:00", place="gate", lanes=0))
    two = replan(one, happens("lanes-changed", "2022-03-05T12:00", place="gate", lanes=2) | {"id": "f"})
    assert verify(was["scenario"], two) == []
    assert [event["id"] for event in two["events"]] == ["e", "f"]
    assert two["figures"]["out"] >= one["figures"]["out"]


def test_an_event_of_the_past_or_of_nothing_is_refused() -> None:
    one = replan(before(), happens("leg-cut", "2022-03-05T12:00", leg="b1"))
    with pytest.raises(MovementError, match="earlier than one"):
        replan(one, happens("leg-cut", "2022-03-05T11:00", leg="b2"))
    with pytest.raises(MovementError, match="unknown-reference: leg: “b9”"):
        replan(before(), happens("leg-cut", "2022-03-05T11:00", leg="b9"))
    with pytest.raises(MovementError, match="schema: leg: “leg” is missing"):
        replan(before(), happens("leg-cut", "2022-03-05T11:00"))
    with pytest.raises(MovementError, match="no zone"):
        replan(before(), happens("leg-cut", "2022-03-05T11:00", leg="b1") | {"tz": "here"})


def test_an_event_that_changes_nothing_changes_nobody() -> None:
    was = before()
    now = replan(was, happens("places-changed", "2022-03-05T09:01", place="city", places=900))
    assert now["orders"] == []
    assert now["figures"]["out"] == was["figures"]["out"]


@pytest.mark.parametrize("seed", range(60))
def test_every_random_plan_made_again_keeps_its_scenario(seed: int) -> None:
    keeps(seed)


@pytest.mark.slow
@pytest.mark.parametrize("tens", range(6, 26))
def test_hundreds_of_random_plans_made_again_keep_their_scenarios(tens: int) -> None:
    for seed in range(10 * tens, 10 * tens + 10):
        keeps(seed)


def keeps(seed: int) -> None:
    raw = randomly(seed)
    usable = check(raw).usable
    if usable is None or not usable["corridors"]:
        return
    made = plan(raw, marginal=False, standby=False, tried=False, seconds=5.0)
    for number in range(2):
        event = something(10 * seed + number, raw, made)
        if number and event["at"] <= made["events"][-1]["at"]:
            return
        made = replan(made, event, seconds=5.0)
        assert verify(raw, made) == []
        assert list(misfits(made, name="plan")) == []


def test_cars_that_leave_soon_after_the_event_are_told_as_kept() -> None:
    raw = small()
    raw["households"] = [row for row in raw["households"] if row.get("own_car")]
    raw["households"][0]["count"] = 8  # two departures of four cars, within the half hour that is not touched
    was = plan(raw, marginal=False, standby=False, seconds=5.0)
    event = {"schema": "regreso-corridor-event/1", "id": "e1", "kind": "vehicles-lost", "fleet": "bus",
             "count": 1, "at": "2022-03-05T08:55", "tz": "Europe/Kyiv"}  # fmt: skip
    (told,) = replan(was, event, seconds=5.0)["diff"]
    assert told["kept"] == len(was["departures"]) == 2
    assert not told["cancelled"]
    assert not told["moved"]
