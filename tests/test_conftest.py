"""Where nothing may be skipped, a skip is red; elsewhere it is seen and counted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SKIPPING = 'import pytest\n\ndef test_away():\n    pytest.skip("no Chromium here")\n'
SKIPPING_WHOLE = 'import pytest\n\npytest.skip("no PostgreSQL here", allow_module_level=True)\n'


def run(folder: Path, text: str, no_skips: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_away.py").write_text(text, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "conftest",
        "-p",
        "no:django",
        "-p",
        "no:cacheprovider",
        "-ra",
    ]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        command,
        cwd=folder,
        env=clean | {"REGRESO_NO_SKIPS": no_skips, "PYTHONPATH": str(HERE)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("text", [SKIPPING, SKIPPING_WHOLE])
def test_a_skip_is_a_failure_where_nothing_may_be_skipped(tmp_path: Path, text: str) -> None:
    done = run(tmp_path, text, no_skips="1")
    assert done.returncode != 0, done.stdout
    assert "skipped where REGRESO_NO_SKIPS=1 lets nothing be skipped" in done.stdout
    assert " here" in done.stdout  # the reason is kept


def test_elsewhere_a_skip_is_seen_with_its_reason(tmp_path: Path) -> None:
    done = run(tmp_path, SKIPPING, no_skips="")
    assert done.returncode == 0, done.stdout
    assert "no Chromium here" in done.stdout
    assert "1 skipped" in done.stdout
