"""A plan made stage by stage is the plan made at once, and one that was cut off goes on from where it was."""

from __future__ import annotations

from typing import Any

import pytest

from corridors import small
from regreso.movement.corridor import outcome, stages
from regreso.movement.corridor.plan import plan
from regreso.movement.corridor.schema import misfits
from regreso.movement.corridor.verify import verify
from regreso.movement.errors import MovementError


def scenario() -> dict[str, Any]:
    raw = small()
    raw["households"][3]["count"] = 400
    raw["receptions"][0]["places"] = 5000
    raw["places"][1]["per_lane"]["car"] = {"low": 2, "likely": 4, "high": 6}
    return raw


def test_stage_by_stage_it_is_the_same_plan() -> None:
    raw = scenario()
    found = list(stages.in_stages(raw, seconds=5.0))
    assert found[-1].plan == plan(raw, seconds=5.0)
    assert [one.done for one in found] == [*range(found[-1].of), found[-1].of]
    assert [one.name for one in found][:3] == ["search", "limits", "marginal"]
    assert found[-1].name == ""


def test_every_stage_is_a_whole_plan_that_can_be_shown() -> None:
    raw = scenario()
    for one in list(stages.in_stages(raw, seconds=5.0))[1:]:
        assert verify(raw, one.plan) == []
        assert list(misfits(one.plan, name="plan")) == []


def test_what_was_made_before_a_cut_is_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    raw, tried = scenario(), list[object]()
    found = list(stages.in_stages(raw, seconds=5.0))
    solve = outcome.solve

    def counted(problem: Any, **more: Any) -> Any:
        tried.append(problem)
        return solve(problem, **more)

    monkeypatch.setattr("regreso.movement.corridor.stages.solve", counted)
    cut = found[4].plan
    again = list(stages.in_stages(raw, seconds=5.0, known=cut))
    assert again[-1].plan == found[-1].plan
    left = len(found[-1].plan["marginal"]) - len(cut["marginal"])
    assert 0 < left < len(found[-1].plan["marginal"])
    assert len(tried) == 1 + left  # the first is the plan itself: its prices say what the table asks


def test_nothing_is_planned_without_an_open_corridor() -> None:
    raw = scenario()
    raw["corridors"][0]["status"] = "suspended"
    with pytest.raises(MovementError, match="no corridor is open"):
        list(stages.in_stages(raw))
