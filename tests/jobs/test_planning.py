"""A plan is made by the worker: kept stage by stage, taken up where it was left, stopped by a person."""

from __future__ import annotations

from typing import Any

import pytest

from cast import Cast
from evacuations import agreed, asked, gone, planned, proposed, scenario
from manifests import states
from regreso.casebook.models import Corridor, CorridorPlan, Move, Passenger, Trip, history
from regreso.jobs import planning
from regreso.jobs.worker import drain
from regreso.movement.corridor import outcome
from regreso.movement.corridor.verify import verify
from regreso.steps import arrange, convoy
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

HALTED = {
    "schema": "regreso-corridor-event/1", "id": "e1", "kind": "corridor-halted", "corridor": "way",
    "at": "2022-03-05T10:40", "tz": "Europe/Kyiv",
}  # fmt: skip


def test_a_plan_that_was_asked_for_holds_once_it_is_made_and_everybody_has_a_token(cast: Cast) -> None:
    row = planned(cast)
    made = CorridorPlan.objects.get()
    assert (row.state, row.plan_id, made.state, made.stage) == ("planned", made.pk, "made", "")
    assert made.done == made.stages > 3
    assert verify(row.scenario, made.plan) == []
    assert made.plan["figures"]["out"] == 193
    assert {name: len(tokens) for name, tokens in row.tokens.items()} == {
        "four": 20, "two": 10, "wheel": 1, "drivers": 30,
    }  # fmt: skip
    assert len({token for tokens in row.tokens.values() for token in tokens}) == 61


def test_a_second_click_and_a_proposed_corridor_are_planned_by_nobody(cast: Cast) -> None:
    row = agreed(cast)
    asked(cast, row)
    with pytest.raises(MoveRefused, match="being made"):
        asked(cast, row)
    with pytest.raises(MoveRefused, match="“proposed”"):
        asked(cast, proposed(cast, scenario(id="other")))
    assert CorridorPlan.objects.count() == 1


def test_a_worker_that_was_killed_leaves_its_stages_to_the_next(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = asked(cast, agreed(cast))
    kept, tried = arrange.keep, list[str]()

    def killed(row: CorridorPlan, stage: str, **more: Any) -> bool:
        if len(tried) == 4:
            raise KeyboardInterrupt
        tried.append(stage)
        return kept(row, stage, **more)

    monkeypatch.setattr(arrange, "keep", killed)
    with pytest.raises(KeyboardInterrupt):
        planning.make_plan(move_of(new))
    monkeypatch.undo()
    half = CorridorPlan.objects.get()
    assert (half.state, half.stage) == ("asked", "marginal")
    assert half.plan["departures"], "what was made so far can be looked at"
    before = len(half.plan["marginal"])
    solved, solve = list[object](), outcome.solve

    def counted(problem: Any, **more: Any) -> Any:
        solved.append(problem)
        return solve(problem, **more)

    monkeypatch.setattr("regreso.movement.corridor.stages.solve", counted)
    drain(at=cast.at)
    made = CorridorPlan.objects.get()
    assert (made.state, Corridor.objects.get().state) == ("made", "planned")
    assert len(solved) == 1 + len(made.plan["marginal"]) - before


def move_of(row: CorridorPlan) -> Move:
    return history(row).get(name="ask")


def test_a_person_stops_it_and_the_worker_leaves_off(cast: Cast) -> None:
    new = asked(cast, agreed(cast))
    arrange.stop(new, by=cast.by("coordinator_b"), at=cast.at)
    drain(at=cast.at)
    new.refresh_from_db()
    assert (new.state, new.plan, Corridor.objects.get().state) == ("stopped", {}, "agreed")


def test_a_plan_of_what_was_changed_meanwhile_is_kept_and_does_not_hold(cast: Cast) -> None:
    row = agreed(cast)
    asked(cast, row)
    Corridor.objects.update(version=9)
    drain(at=cast.at)
    assert CorridorPlan.objects.get().state == "made"
    assert (Corridor.objects.get().state, Corridor.objects.get().plan) == ("agreed", None)


def test_why_there_is_no_plan_is_said(cast: Cast) -> None:
    raw = scenario()
    raw["corridors"][0]["windows"][0]["tz"] = "local time"
    asked(cast, agreed(cast, raw))
    drain(at=cast.at)
    made = CorridorPlan.objects.get()
    assert made.state == "failed"
    assert "no corridor is open" in made.trouble


def test_at_go_every_departure_has_its_manifest_and_everybody_is_expected(cast: Cast) -> None:
    row = gone(cast)
    assert not Trip.objects.exists(), "the worker opens them"
    drain(at=cast.later(hours=1))
    row.refresh_from_db()
    assert row.plan is not None
    departures = row.plan.plan["departures"]
    assert set(Trip.objects.values_list("code", flat=True)) == {
        f"{row.code}-{one['id']}" for one in departures
    }
    assert Passenger.objects.count() == 193
    for one in departures:
        trip = Trip.objects.get(code=f"{row.code}-{one['id']}")
        assert trip.expected_at.strftime("%Y-%m-%dT%H:%MZ") == one["arrive"]
        stands = states(cast, trip.code)
        assert (set(stands.values()), len(stands)) == ({"expected"}, one["people"])
    assert {row.household for row in Passenger.objects.filter(needs="wheelchair")} == set(row.tokens["wheel"])


def test_an_event_on_the_road_gives_orders_at_once_and_a_plan_that_a_person_adopts(cast: Cast) -> None:
    row = gone(cast)
    drain(at=cast.later(hours=1))
    row.refresh_from_db()
    before = row.plan
    new = CorridorPlan(seconds=5)
    arrange.ask_again(new, row, HALTED, by=cast.by("coordinator_a"), at=cast.later(days=2))
    assert {one["order"] for one in new.orders} >= {"turn back"}
    drain(at=cast.later(days=2))
    new.refresh_from_db()
    row.refresh_from_db()
    assert (new.state, row.state, row.plan_id) == ("made", "under_way", before.pk)
    assert new.plan["diff"][0]["place"] == "town"
    convoy.adopt(row, new, by=cast.by("coordinator_b"), at=cast.later(days=2))
    drain(at=cast.later(days=2))
    assert row.plan_id == new.pk
    assert Passenger.objects.count() == 193, "nobody is on two manifests"
    with pytest.raises(MoveRefused, match="not made from the one that holds"):
        convoy.adopt(row, new, by=cast.by("coordinator_b"), at=cast.later(days=2))


def test_an_event_that_names_what_is_not_there_is_refused(cast: Cast) -> None:
    row = planned(cast)
    with pytest.raises(StepError, match="bad_event"):
        arrange.ask_again(
            CorridorPlan(seconds=5), row, HALTED | {"corridor": "x"}, by=cast.by("coordinator_a"), at=cast.at
        )


def test_a_plan_made_again_moves_only_those_whose_departure_is_called_off(cast: Cast) -> None:
    raw = scenario()
    window = raw["corridors"][0]["windows"][0]
    window["end"], window["also"][0]["end"] = "2022-03-05T22:00", "2022-03-05T23:00"
    raw["households"] = [home for home in raw["households"] if not home.get("own_car")]
    row = gone(cast, raw)
    drain(at=cast.later(hours=1))
    row.refresh_from_db()
    assert row.plan is not None
    before, was = row.plan.plan, dict(Passenger.objects.values_list("token", "trip__code"))
    lost = {
        "schema": "regreso-corridor-event/1", "id": "e1", "kind": "vehicles-lost", "fleet": "bus", "count": 3,
        "at": "2022-03-05T08:00", "tz": "Europe/Kyiv",
    }  # fmt: skip
    new = CorridorPlan(seconds=5)
    arrange.ask_again(new, row, lost, by=cast.by("coordinator_a"), at=cast.later(days=1))
    drain(at=cast.later(days=1))
    new.refresh_from_db()
    convoy.adopt(row, new, by=cast.by("coordinator_b"), at=cast.later(days=1))
    drain(at=cast.later(days=1))
    row.refresh_from_db()
    kept = {one["id"] for one in before["departures"]} & {one["id"] for one in new.plan["departures"]}
    off = {one["id"] for one in before["departures"]} - kept
    assert off
    assert kept
    for one in new.plan["departures"]:
        stands = states(cast, f"{row.code}-{one['id']}")
        assert (set(stands.values()), len(stands)) == ({"expected"}, one["people"]), one["id"]
    for name in off:
        assert states(cast, f"{row.code}-{name}") == {}, "nobody is expected on what is called off"
    moved = {
        token for token, code in Passenger.objects.values_list("token", "trip__code") if was[token] != code
    }
    codes = {f"{row.code}-{name}" for name in off}
    assert len(moved) == 64
    assert {was[token] for token in moved} == codes
    assert Passenger.objects.count() == 103
