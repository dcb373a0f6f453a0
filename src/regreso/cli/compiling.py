"""Lets the second core compile the matcher while the first makes keys, tables and people."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def compiling() -> Iterator[Callable[[], None]]:
    """Begin at once; the function that is given waits for the end, and says so if there is time to wait.

    A compiler that fails is no fault here: whoever needs the matcher then compiles it, or tells why not.

    >>> with compiling() as compiled:
    ...     compiled()
    """
    command = [sys.executable, "-m", "regreso.cli.child", "compile"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True) as child:  # noqa: S603 - our own module
        try:
            yield lambda: _wait(child)
        finally:
            if child.poll() is None:
                child.terminate()


def _wait(child: subprocess.Popen[bytes]) -> None:
    try:
        child.wait(1)
    except subprocess.TimeoutExpired:
        print("  the matcher is being compiled, once on this machine …", file=sys.stderr, flush=True)
        child.wait()
