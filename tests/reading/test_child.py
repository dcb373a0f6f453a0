"""A file that costs too much ends with a reason, and its parent goes on."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from regreso.reading import child
from regreso.reading.child import Failed, Limits, limited


def endless() -> Iterator[int]:
    yield 1
    while True:
        pass


def test_a_child_that_runs_on_is_ended() -> None:
    failed = next(made for made in limited(endless, Limits(seconds=1)) if isinstance(made, Failed))
    assert failed.stage == "time"


def test_a_child_may_not_write_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    def write() -> Iterator[object]:
        try:
            with open("left.txt", "w") as made:  # noqa: PTH123 - the plainest way to try
                made.write("x" * 9)
        except OSError:
            yield "refused"

    assert list(limited(write, Limits())) == ["refused"]


def test_a_child_that_gets_little_of_the_processor_is_not_ended_by_the_clock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(child, "_LOOKS", 0.1)

    def starved() -> Iterator[object]:
        for _ in range(10):
            until = time.process_time() + 0.02
            while time.process_time() < until:
                pass
            time.sleep(0.25)
        yield "whole"

    assert list(limited(starved, Limits(seconds=1))) == ["whole"]


def test_a_child_that_does_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "_LOOKS", 0.1)
    monkeypatch.setattr(child, "_IDLE", 0.5)

    def stopped() -> Iterator[object]:
        yield "begun"
        os.kill(os.getpid(), signal.SIGSTOP)

    (failed,) = limited(stopped, Limits())
    assert isinstance(failed, Failed)
    assert "did nothing" in failed.reason


def test_a_fault_of_the_reader_becomes_a_record() -> None:
    def faulty() -> Iterator[object]:
        yield "begun"
        raise IndexError("no such word")

    begun, failed = limited(faulty, Limits())
    assert begun == "begun"
    assert failed == Failed("fault", "the reader failed: IndexError: no such word")
