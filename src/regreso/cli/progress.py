"""How far a long command is, and how long it will take: on stderr, and never in the way."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

_ON_TERMINAL = 0.2  # seconds between two lines
_ELSEWHERE = 5.0

T = TypeVar("T")


class Progress:
    """Counts steps; on a terminal one line that renews itself, elsewhere a line now and then."""

    def __init__(self, *, what: str) -> None:
        self.total, self.what = 0, what
        self.done = 0
        self._skipped = 0
        self._terminal = sys.stderr.isatty()
        self._began = self._told = time.monotonic()

    def skip(self, done: int) -> None:
        """Begin behind what an earlier run did."""
        self.done = self._skipped = done

    def step(self) -> None:
        """One more is done; the first sets the clock, since what came before was preparation."""
        if self.done == self._skipped:
            self._began = time.monotonic()
        self.done += 1
        if self._due():
            self._tell(self._line())

    def reach(self, done: int) -> None:
        """So many are done: for work that counts by itself."""
        self.done = done
        if self._due():
            self._tell(self._line())

    def reading(self, rows: Iterable[T], *, what: str) -> Iterator[T]:
        """Pass rows through and say now and then how many there were."""
        for number, row in enumerate(rows, 1):
            if number % 1000 == 0 and self._due():
                self._tell(f"reading the {what}: {number:,} rows")
            yield row

    def end(self) -> None:
        """Leave the line."""
        if self._terminal:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    def _due(self) -> bool:
        return time.monotonic() - self._told >= (_ON_TERMINAL if self._terminal else _ELSEWHERE)

    def _tell(self, line: str) -> None:
        self._told = time.monotonic()
        begin, end = ("\r\033[K", "") if self._terminal else ("regreso: ", "\n")
        print(begin + line, end=end, file=sys.stderr, flush=True)

    def _line(self) -> str:
        # The clock began when the first was done, so that one is no measure of the pace.
        pace = (time.monotonic() - self._began) / max(self.done - self._skipped - 1, 1)
        left = round(pace * max(self.total - self.done, 0))
        percent = 100 * self.done // max(self.total, 1)
        return f"{self.done:,} of {self.total:,} {self.what} ({percent} %), {left // 60}:{left % 60:02} left"
