"""The page of movement's figures tells what was measured: met, or missed by how much, and nothing else."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

BENCH = Path(__file__).parents[2] / "bench"
STAMP = {"day": "2026-11-29", "load": 2.5, "machine": "2 x x86_64, Python 3.11", "versions": {"ortools": "9"}}
PLAN: dict[str, Any] = STAMP | {
    "target": "1", "instance": "100 towns x 50 receptions, seed 1", "cpu_s": 9.5, "wall_s": 12.0, "faults": 0,
    "figures": {"out": 9999}, "bound": {"people": 10000}, "gap": {"share": 0.0001},
}  # fmt: skip


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCH))
    return importlib.import_module("movement_page")


def row_of(told: str, target: str) -> str:
    return next(line for line in told.splitlines() if line.startswith(f"| **{target}**"))


def test_a_target_is_met_at_its_limit_and_missed_beyond_it(page: ModuleType) -> None:
    assert "| met | 2.5 |" in row_of(page.page([PLAN], {}), "1")
    late = PLAN | {"cpu_s": 12.5, "gap": {"share": 0.0005}}
    assert "| missed: s 12.5 of at most 10, % 0.05 of at most 0.01 |" in row_of(page.page([late], {}), "1")


def test_what_was_not_measured_is_said_to_be_not_known(page: ModuleType) -> None:
    told = page.page([PLAN], {})
    assert "| not measured | not known |" in row_of(told, "6")
    assert "| not measured | not known |" in row_of(told, "9")


def test_a_via_point_that_is_wrong_and_not_flagged_misses_the_target(page: ModuleType) -> None:
    sets = {
        "of_2022": {"via": {"right": 39, "flagged": 7}, "routes": 29},
        "invented": {"via": {"right": 9}, "routes": 3},
    }
    assert "| met |" in row_of(page.page([PLAN], {"places": STAMP | sets}), "9")
    sets["of_2022"]["via"] = {"right": 45, "wrong": 1}
    told = page.page([PLAN], {"places": STAMP | sets})
    assert "missed: wrong and not flagged 1 of at most 0" in told


def test_fewer_instances_than_asked_for_are_a_target_missed(page: ModuleType) -> None:
    row = STAMP | {
        "target": "5", "instance": "random", "instances": 4000, "plans": 3500, "replans": 900, "people": 9,
        "faults": 0, "cpu_s": 300.0, "wall_s": 500.0,
    }  # fmt: skip
    assert "missed: instances not run 6000" in row_of(page.page([row], {}), "5")
    assert "| met |" in row_of(page.page([row | {"instances": 10_000}], {}), "5")
    assert "missed: faults 1" in row_of(page.page([row | {"instances": 10_000, "faults": 1}], {}), "5")


def test_the_page_is_the_one_of_the_results_and_says_which_are_of_an_older_planner(page: ModuleType) -> None:
    """After a change of the planner: run bench/movement_page.py, which marks what was measured before."""
    now = importlib.import_module("movement").code()
    assert page.page(*page.read(BENCH / "results"), now) == page.PAGE.read_text("utf8")
    assert "seed 1 (an older planner)" in page.page([PLAN | {"code": "another"}], {}, now)
    assert "older planner" not in page.page([PLAN | {"code": now}], {}, now)


@pytest.mark.usefixtures("page")
def test_a_newer_line_takes_the_place_of_the_older(tmp_path: Path) -> None:
    write = importlib.import_module("movement_made").write
    for cpu in (11.0, 9.0):
        write(PLAN | {"cpu_s": cpu}, to=tmp_path / "lines.jsonl")
    write(PLAN | {"instance": "another"}, to=tmp_path / "lines.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "lines.jsonl").read_text("utf8").splitlines()]
    assert sorted((row["instance"], row["cpu_s"]) for row in rows) == [
        ("100 towns x 50 receptions, seed 1", 9.0),
        ("another", 9.5),
    ]


@pytest.mark.parametrize("seed", range(3))
def test_the_instances_of_the_bench_have_no_fault_and_are_planned(page: ModuleType, seed: int) -> None:
    made = importlib.import_module("movement_made")
    checked = importlib.import_module("regreso.movement.corridor.check").check
    for raw in (
        made.day(4, 2, 9, 30, 15, seed=seed),
        made.day(4, 2, 9, 30, 15, 2, seed=seed),
        made.drivers(4, 2, 30, 15),
    ):
        assert {fault.code for fault in checked(raw).faults} <= {"reception-short"}
    assert page.ASKED.keys() >= {str(number) for number in (*range(1, 10), 11)}
