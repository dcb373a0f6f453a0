"""Real worker processes on a real database: no job twice, and a killed worker's job is taken up again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CREW = Path(__file__).parent / "crew.py"
PATIENCE = 60.0  # the machine may be busy


class Crew:
    """Workers on one database."""

    def __init__(self, url: str, folder: Path) -> None:
        self.begun = folder / "begun"
        self.begun.touch()
        self.env = {**os.environ, "REGRESO_DATABASE_URL": url, "REGRESO_TEST_BEGUN": str(self.begun)}
        self.workers: list[subprocess.Popen[bytes]] = []

    def do(self, *words: str) -> str:
        command = [sys.executable, str(CREW), *words]
        return subprocess.run(command, env=self.env, capture_output=True, check=True, text=True).stdout

    def count(self) -> dict[str, Any]:
        return dict(json.loads(self.do("count")))

    def start(self, *, silent_for: float = 30.0, pause: float = 0.0) -> subprocess.Popen[bytes]:
        env = {**self.env, "REGRESO_TEST_PAUSE": str(pause)}
        worker = subprocess.Popen([sys.executable, str(CREW), "work", str(silent_for)], env=env)
        self.workers.append(worker)
        ready = self._lines().count("ready")
        self.wait(lambda: self._lines().count("ready") > ready)
        return worker

    def begun_jobs(self) -> list[str]:
        return [line for line in self._lines() if line != "ready"]

    def _lines(self) -> list[str]:
        return self.begun.read_text().splitlines()

    def wait(self, until: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not until():
            assert time.monotonic() < end, f"nothing happened for {PATIENCE} s: {self.count()}"
            time.sleep(0.05)

    def dismiss(self) -> list[int]:
        for worker in self.workers:
            worker.send_signal(signal.SIGTERM)
        return [worker.wait(timeout=PATIENCE) for worker in self.workers]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def crew(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Crew]:
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_url")
    else:
        url = f"sqlite:///{tmp_path}/crew.sqlite3"
    made = Crew(url, tmp_path)
    made.do("prepare")
    yield made
    for worker in made.workers:
        worker.kill()
        worker.wait()


def test_two_workers_do_every_job_once(crew: Crew) -> None:
    crew.start()
    crew.start()
    crew.do("ask", "150")
    crew.wait(lambda: len(crew.begun_jobs()) >= 150)
    assert crew.dismiss() == [0, 0]
    assert len(set(crew.begun_jobs())) == len(crew.begun_jobs()) == 150
    assert crew.count() == {
        "ended": 150, "end_moves": 150, "reactions": 150, "leases": 0, "waiting": 0, "running": 0, "dead": 0,
        "workers": 2, "tries": 1, "faults": 0,
    }  # fmt: skip


def test_the_job_of_a_killed_worker_is_taken_up_by_another_once(crew: Crew) -> None:
    crew.do("ask", "1")
    killed = crew.start(pause=120)
    crew.wait(lambda: len(crew.begun_jobs()) == 1)
    killed.send_signal(signal.SIGKILL)
    assert killed.wait(timeout=PATIENCE) == -signal.SIGKILL
    crew.workers.remove(killed)
    left = crew.count()
    assert (left["ended"], left["reactions"], left["running"]) == (0, 0, 1), "half done is not done"

    crew.start(silent_for=1.0)
    crew.wait(lambda: len(crew.begun_jobs()) == 2)
    assert crew.dismiss() == [0]
    found = crew.count()
    assert (found["ended"], found["end_moves"], found["reactions"], found["faults"]) == (1, 1, 1, 0)
    assert (found["waiting"], found["running"], found["leases"], found["tries"]) == (0, 0, 0, 2)


def test_a_worker_told_to_stop_finishes_the_job_in_hand(crew: Crew) -> None:
    crew.do("ask", "2")
    worker = crew.start(pause=1.0)
    crew.wait(lambda: len(crew.begun_jobs()) == 1)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=PATIENCE) == 0
    found = crew.count()
    assert (found["ended"], found["waiting"], found["running"], found["leases"]) == (1, 1, 0, 0)
