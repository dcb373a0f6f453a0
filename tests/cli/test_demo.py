"""Real processes: the demo keeps to its own folder and says what it cannot do."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
SMALL = ("--people", "40", "--enquiries", "20")


def regreso(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command in this folder, with no settings of ours but the given ones."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("REGRESO_")}
    return subprocess.run(
        [sys.executable, "-m", "regreso.cli", *words],
        cwd=folder,
        env=plain | settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )


def test_after_the_demo_the_other_commands_find_its_operation_and_say_so(tmp_path: Path) -> None:
    made = regreso(tmp_path, "demo", "--no-serve", "--json", "out.json", *SMALL)
    assert (made.returncode, "Traceback" in made.stderr) == (0, False), made.stderr
    written = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert (written["people"], len(written["enquiries"])) == (40, 20)

    status = regreso(tmp_path, "status")
    assert (status.returncode, "an invented crisis" in status.stdout) == (0, True)
    assert status.stderr == "regreso: there is no operation in var; this is the demo in var/demo.\n"
    assert regreso(tmp_path, "audit", "verify").returncode == 0
    founded = regreso(tmp_path, "administer", "close", "--as", "administrator-a")
    assert (founded.returncode, founded.stderr.startswith("regreso: there is no operation in")) == (1, True)


def test_the_demo_never_deletes_an_operation_that_it_did_not_make(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text("the only keys", encoding="utf-8")
    (tmp_path / "regreso.sqlite3").write_bytes(b"families")
    done = regreso(tmp_path, "demo", "--no-serve", *SMALL, REGRESO_HOME=str(tmp_path))
    assert done.returncode == 1
    assert "was not made by the demo" in done.stderr
    assert (tmp_path / "keys.json").read_text(encoding="utf-8") == "the only keys"
    assert (tmp_path / "regreso.sqlite3").read_bytes() == b"families"


def test_a_taken_port_is_told_before_the_long_work(tmp_path: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = regreso(tmp_path, "demo", *SMALL, REGRESO_PORT=port)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"regreso: port {port} is in use: stop what listens there, or set REGRESO_PORT to another port.\n"
    )


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"REGRESO_KEYS": "no keys"}, "The key file cannot be read"),
        ({"REGRESO_PORT": "abc"}, "REGRESO_PORT was “abc”"),
    ],
)
def test_what_is_wrong_with_a_setting_is_one_sentence(
    tmp_path: Path, settings: dict[str, str], told: str
) -> None:
    done = regreso(tmp_path, "demo", "--no-serve", *SMALL, **settings)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert told in done.stderr
