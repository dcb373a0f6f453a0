"""A first start makes keys and tables; later starts never make keys beside rows that need the old ones."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

_START = """
from regreso.project.ready import NotReady, ready
try:
    ready(first_start={first})
    from regreso.casebook.models import Operation
    print("ready", Operation.objects.count())
except NotReady as error:
    print("not ready:", error)
"""


def _start(home: Path, *, first: bool) -> str:
    code = [sys.executable, "-c", _START.format(first=first)]
    environment = {"REGRESO_HOME": str(home), "PATH": ""}
    done = subprocess.run(code, env=environment, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("setting", "given"),
    [("PORT", "abc"), ("PORT", "80000"), ("REALTIME_PORT", "0"), ("WEB_PROCESSES", "-1")],
)
def test_a_number_that_cannot_be_is_told_with_its_name(tmp_path: Path, setting: str, given: str) -> None:
    code = "from regreso.project.ready import ready\ntry: ready()\nexcept ValueError as error: print(error)"
    environment = {"REGRESO_HOME": str(tmp_path), "PATH": "", f"REGRESO_{setting}": given}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert f"REGRESO_{setting} was “{given}”: expected a whole number from 1 to" in done.stdout


def test_a_first_start_makes_keys_that_only_the_owner_reads(tmp_path: Path) -> None:
    assert _start(tmp_path / "new home", first=True) == "ready 0"
    assert (tmp_path / "new home").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "new home" / "keys.json").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "new home").stat().st_mode & 0o777 == 0o700
    files = [file for file in (tmp_path / "new home").iterdir() if file.name.startswith("regreso.sqlite3")]
    assert files
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}, "sessions lie in it"
    assert _start(tmp_path / "new home", first=False) == "ready 0"


def test_a_lost_key_file_is_told_and_not_replaced(tmp_path: Path) -> None:
    _start(tmp_path, first=True)
    (tmp_path / "keys.json").unlink()
    assert "Restore it from your key backup" in _start(tmp_path, first=True)
    assert not (tmp_path / "keys.json").exists()


def test_without_a_first_start_there_is_nothing_to_work_with(tmp_path: Path) -> None:
    assert _start(tmp_path, first=False).startswith("not ready: there is no operation in")
