"""The same whole way, on a real PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

WAY = Path(__file__).with_name("test_whole_way.py")


@pytest.mark.postgres
def test_the_whole_way_is_walked_on_postgresql_too(postgres_url: str) -> None:
    code = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", str(WAY)]
    environment = {**os.environ, "REGRESO_DATABASE_URL": postgres_url}
    done = subprocess.run(code, env=environment, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout[-3000:]
    assert " passed" in done.stdout
    assert "skipped" not in done.stdout
