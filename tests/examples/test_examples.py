"""Every script under examples/ runs as it stands and prints something."""

import runpy
from pathlib import Path

import pytest

from tree import ROOT

SCRIPTS = sorted((ROOT / "examples").glob("*.py"))


def test_there_are_examples() -> None:
    assert SCRIPTS


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_an_example_runs(script: Path, capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(script), run_name="__main__")
    assert capsys.readouterr().out.strip()


def test_the_example_of_frames_finds_its_man(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(ROOT / "examples/match_frames.py"), run_name="__main__")
    told = capsys.readouterr().out
    first = next(line for line in told.splitlines() if " 1 " in line)
    assert "R1" in first
