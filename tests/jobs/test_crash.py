"""Killed at random moments under load, nothing acknowledged is lost, nothing doubled, nothing stuck."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

CRASH = Path(__file__).parents[1] / "crash.py"
KILLS = 12  # `make bench-crash` makes 500 of each


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_what_was_acknowledged_survives_kills_at_random_moments(engine: str) -> None:
    done = subprocess.run(
        [sys.executable, str(CRASH), str(KILLS), engine, "7"], capture_output=True, text=True, check=False
    )
    told = json.loads(done.stdout)
    assert told["wrong"] == {}, done.stderr[-3000:]
    assert sum(told["kills"].values()) == KILLS
    assert told["acknowledged"]["enquiry"] > 0
    assert told["acknowledged"]["notice"] > 0
    assert done.returncode == 0
