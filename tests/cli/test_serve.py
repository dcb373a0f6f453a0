"""Real processes: `serve` starts three parts, ends them together, and leaves nobody behind."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.slow
PATIENCE = 60.0  # the machine may be busy
CLEAN = 10.0  # the promise: a clean stop takes no longer


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait(until: Callable[[], object], *, seconds: float = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end, f"nothing happened for {seconds} s"
        time.sleep(0.05)


def processes_of(home: Path) -> list[int]:
    """Every living process that was started for this home: children inherit its environment."""
    found = []
    mark = f"REGRESO_HOME={home}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            dead = (folder / "stat").read_text().rpartition(")")[2].split()[0] == "Z"
            if not dead and mark in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except OSError:
            continue  # it ended while we looked
    return found


class Served:
    """A running `regreso serve` on ports and in a home of its own."""

    def __init__(self, home: Path) -> None:
        self.home, self.port, self.realtime = home, free_port(), free_port()
        self.env = {
            **os.environ, "REGRESO_HOME": str(home), "REGRESO_PORT": str(self.port),
            "REGRESO_REALTIME_PORT": str(self.realtime), "REGRESO_WEB_PROCESSES": "1",
        }  # fmt: skip
        self.env.pop("REGRESO_KEYS", None)
        self.process = self.run("serve")
        self.ready()

    def again(self) -> None:
        self.close()
        self.process = self.run("serve")
        self.ready()

    def close(self) -> None:
        if self.process.stdout:
            self.process.stdout.close()

    def run(self, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "regreso.cli", *words]
        return subprocess.Popen(
            command, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def ready(self) -> None:
        assert self.process.stdout is not None
        said = ""
        while "Ready." not in said:
            line = self.process.stdout.readline()
            assert line, f"it ended before it was ready: {said}"
            said += line
        assert f"http://localhost:{self.port}" in said

    def end(self, number: int) -> float:
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(timeout=PATIENCE)
        return time.monotonic() - began


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    made = Served(tmp_path / "home")
    yield made
    for pid in processes_of(made.home):
        os.kill(pid, signal.SIGKILL)
    made.process.wait()
    made.close()


def answer(port: int) -> int:
    try:
        with urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
            return int(page.status)
    except HTTPError as error:
        error.close()
        return error.code


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_all_parts_answer_and_one_signal_ends_them_cleanly(served: Served, number: int) -> None:
    assert answer(served.port) == 200
    assert answer(served.realtime) == 404, "calls only"
    assert len(processes_of(served.home)) >= 5  # the parent, pages and their process, calls, worker
    assert served.end(number) < CLEAN
    assert served.process.returncode == 0
    assert processes_of(served.home) == []


def test_the_first_start_makes_keys_and_tables(served: Served) -> None:
    keys = served.home / "keys.json"
    assert keys.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(served.home / "regreso.sqlite3")) as database:
        (tables,) = database.execute(
            "SELECT count(*) FROM sqlite_master WHERE name LIKE 'casebook_%' AND type = 'table'"
        ).fetchone()
    assert tables > 20
    before = keys.read_text()
    served.end(signal.SIGTERM)
    served.again()
    assert keys.read_text() == before


def test_a_taken_port_is_told_in_one_sentence(served: Served) -> None:
    second = served.run("serve")
    said, _ = second.communicate(timeout=PATIENCE)
    assert second.returncode == 1
    last = said.strip().splitlines()[-1]
    do = "stop what listens there, or set REGRESO_PORT to another port."
    assert last == f"regreso: port {served.port} is in use: {do}"
    assert answer(served.port) == 200, "the first one goes on"


def test_nobody_is_left_when_the_parent_is_killed(served: Served) -> None:
    assert len(processes_of(served.home)) >= 5
    served.process.kill()
    wait(lambda: processes_of(served.home) == [], seconds=2 * CLEAN)


def test_when_one_part_is_killed_all_end_and_the_part_is_named(served: Served) -> None:
    (worker,) = [pid for pid in processes_of(served.home) if _runs(pid, b"worker")]
    os.kill(worker, signal.SIGKILL)
    said, _ = served.process.communicate(timeout=PATIENCE)
    assert served.process.returncode == 1
    assert "the worker process ended by itself" in said
    assert "Traceback" not in said
    assert processes_of(served.home) == []


def _runs(pid: int, part: bytes) -> bool:
    words = (Path("/proc") / str(pid) / "cmdline").read_bytes().split(b"\0")
    return words[-2:] == [part, b""] and b"regreso.cli.child" in words
