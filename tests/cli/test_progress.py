"""Progress renews one line on a terminal, says little elsewhere, and tells the time that is left."""

from __future__ import annotations

import sys
import time

import pytest

from regreso.cli.progress import Progress


class Clock:
    """A clock that the test moves."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(time, "monotonic", clock)
    return clock


def started(monkeypatch: pytest.MonkeyPatch, *, terminal: bool) -> Progress:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    progress = Progress(what="enquiries")
    progress.total = 100
    return progress


def steps(progress: Progress, clock: Clock, *, count: int) -> None:
    """So many steps, a second each."""
    for _ in range(count):
        progress.step()
        clock.now += 1


def test_a_log_gets_a_line_every_five_seconds(
    monkeypatch: pytest.MonkeyPatch, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    steps(started(monkeypatch, terminal=False), clock, count=12)
    lines = capsys.readouterr().err.splitlines()
    assert lines == [
        "regreso: 6 of 100 enquiries (6 %), 1:34 left",
        "regreso: 11 of 100 enquiries (11 %), 1:29 left",
    ]


def test_a_terminal_gets_one_line_that_renews_itself(
    monkeypatch: pytest.MonkeyPatch, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    progress = started(monkeypatch, terminal=True)
    steps(progress, clock, count=3)
    progress.end()
    said = capsys.readouterr().err
    assert "\n" not in said
    assert said.count("\r\033[K") == 3
    assert said.endswith("\r\033[K")


def test_a_resumed_run_counts_its_own_pace(
    monkeypatch: pytest.MonkeyPatch, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    progress = started(monkeypatch, terminal=False)
    progress.skip(90)
    steps(progress, clock, count=6)
    assert capsys.readouterr().err == "regreso: 96 of 100 enquiries (96 %), 0:04 left\n"


def test_reading_a_list_is_told_too(
    monkeypatch: pytest.MonkeyPatch, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    progress = started(monkeypatch, terminal=False)
    for _ in progress.reading(range(3000), what="register"):
        clock.now += 0.002
    assert list(progress.reading("abc", what="register")) == ["a", "b", "c"]
    assert capsys.readouterr().err == "regreso: reading the register: 3,000 rows\n"
