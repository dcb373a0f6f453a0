"""Kills the code under test at each of its lines in turn: nothing after that line runs, not even an except.

Only in tests with real transactions (`django_db(transaction=True)`): what was not committed is rolled back.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from types import FrameType, ModuleType
from typing import Any

from django.db import connection


class Killed(BaseException):
    """The process is gone: no handler of ours is to catch this, and what was not committed is rolled back."""


def lines_run(modules: tuple[ModuleType, ...], act: Callable[[], object]) -> int:
    """How many lines of these modules run while `act` does."""
    return _traced(modules, act, at=0)[0]


def killed_at_each(
    modules: tuple[ModuleType, ...], setup: Callable[[], Any], act: Callable[[Any], object]
) -> Iterator[tuple[int, Any]]:
    """For each line that runs: a fresh scene, killed there. Yields the line's number and the scene."""
    number = 0
    while True:
        number += 1
        scene = setup()
        _, died = _traced(modules, lambda scene=scene: act(scene), at=number)  # type: ignore[misc]  # bound now
        if not died:
            return
        yield number, scene


def _forget() -> None:
    """What a killed process had not committed is gone, even where Python left a transaction half open."""
    connection.connection.rollback()
    connection.in_atomic_block, connection.needs_rollback = False, False
    connection.savepoint_ids, connection.atomic_blocks, connection.run_on_commit = [], [], []
    connection.set_autocommit(True)


def _traced(modules: tuple[ModuleType, ...], act: Callable[[], object], *, at: int) -> tuple[int, bool]:
    files = {str(module.__file__) for module in modules}
    count = 0

    def local(frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        if event == "line":
            count += 1
            if count == at:
                raise Killed(f"{frame.f_code.co_name}:{frame.f_lineno}")
        return local

    def calls(frame: FrameType, event: str, _argument: Any) -> Any:
        return local if event == "call" and frame.f_code.co_filename in files else None

    before = sys.gettrace()
    sys.settrace(calls)
    try:
        act()
    except Killed:
        _forget()
        return count, True
    finally:
        sys.settrace(before)
    return count, False
