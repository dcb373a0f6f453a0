"""The page of results is drawn from what was measured, and from nothing else."""

import importlib
import sys
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest

BENCH = Path(__file__).parents[2] / "bench"
MEASURED = {
    "command": "python bench/matching.py --records 100",
    "day": "2026-11-29",
    "machine": "2 x x86_64",
    "size": {"records": 100, "enquiries": 10},
    "load_at_start": [1.5],
    "lists": {
        "linkage seed 1": {
            "regreso": {
                "enquiries": 10,
                "found": 6,
                "recall_1": 0.9,
                "recall_10": 1.0,
                "f1": 0.95,
                "recall_at_p99": 0.8,
                "ece": 0.004,
                "said_99": {"precision": 1.0, "recall": 0.7},
                "recall_1_by_tag": {"nickname": 0.875},
                "curve": [[0.5, 1.0], [1.0, 0.9]],
                "reliability": [[0.1, 0.05, 4], [0.99, 1.0, 6]],
            },
            "tantivy": {"failed": "ImportError: none"},
        },
        "pairs": {
            "regreso": {"pairs": 5, "ap": 0.99, "f1": 0.97, "recall_at_p99": 0.9, "by_source": {}},
        },
    },
}


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCH))
    module = importlib.import_module("matching_page")
    monkeypatch.setattr(module, "PICTURES", tmp_path)
    return module


def test_tables_tell_what_was_measured_and_what_failed(page: ModuleType) -> None:
    told = page.page([MEASURED])
    assert "| Regreso | .900 | 1 | .950 | .800 | .004 | 1 / .700 |" in told
    assert "failed: ImportError: none" in told
    assert "| nickname | .125 |" in told
    assert "| regreso |" not in told


def test_pictures_are_svg_with_a_point_for_each_bin(page: ModuleType, tmp_path: Path) -> None:
    page.page([MEASURED])
    curves = ET.parse(tmp_path / "linkage-seed-1-100-curves.svg").getroot()  # noqa: S314 - we drew it
    calibration = ET.parse(tmp_path / "linkage-seed-1-100-calibration.svg").getroot()  # noqa: S314 - the same
    space = "{http://www.w3.org/2000/svg}"
    assert len(curves.findall(f"{space}polyline")) == 1
    assert len(calibration.findall(f"{space}circle")) == 2
    assert "Regreso" in "".join(calibration.itertext())


def test_a_second_run_adds_systems_and_keeps_the_first(page: ModuleType) -> None:
    assert page is sys.modules["matching_page"]
    added = importlib.import_module("matching").added
    now = MEASURED | {
        "command": "python bench/matching.py --systems splink",
        "lists": {"pairs": {"splink": {"ap": 0.5}}},
    }
    both = added(MEASURED, now)
    assert set(both["lists"]) == {"linkage seed 1", "pairs"}
    assert set(both["lists"]["pairs"]) == {"regreso", "splink"}
    assert both["command"].count("bench/matching.py") == 2
