"""A file that costs too much ends with a reason, and its parent goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

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
