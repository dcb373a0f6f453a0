"""`regreso serve`: pages, calls and the worker, as children of one process that ends them together."""

from __future__ import annotations

import argparse
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

from regreso.cli.command import DONE, CannotDo, CommandParser, Subparsers

if TYPE_CHECKING:
    from types import FrameType

PARTS = ("web", "realtime", "worker")
PATIENCE = 8.0  # seconds for a clean stop; then the rest is killed
START = 60.0  # seconds in which the pages must answer
_LOOK = 0.1


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser: CommandParser = subparsers.add_parser(
        "serve",
        help="run the pages, the calls and the worker",
        description="Run the pages (REGRESO_PORT), the calls (REGRESO_REALTIME_PORT) and the worker until "
        "Ctrl-C. The first start makes the keys and the tables of an embedded database.",
        example="regreso serve",
    )
    parser.add_argument(
        "--make-ready",
        action="store_true",
        help="make keys and tables, or bring the tables up to date, and end",
    )


def run(args: argparse.Namespace) -> int:
    """Make ready, and serve."""
    from regreso.cli.opened import opened

    opened(first_start=True)
    if args.make_ready:
        return DONE
    from django.conf import settings

    print(f"Regreso: http://localhost:{settings.REGRESO_PORT}   (Ctrl-C ends it)", flush=True)
    return serve()


def serve() -> int:
    """Run all parts until a signal, or until one of them ends by itself; Django is set up already.

    Raises:
        CannotDo: a port is taken, or a part ended by itself.
    """
    from django.conf import settings

    refuse_taken_ports()
    return _Family(settings.REGRESO_BIND, settings.REGRESO_PORT).live()


def refuse_taken_ports() -> None:
    """Both ports must be free; Django is set up already.

    Raises:
        CannotDo: one is not.
    """
    from django.conf import settings

    for name in ("REGRESO_PORT", "REGRESO_REALTIME_PORT"):
        _refuse_taken(settings.REGRESO_BIND, getattr(settings, name), name)


def _refuse_taken(address: str, port: int, setting: str) -> None:
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            reason = "is in use" if taken else f"cannot be used ({error.strerror})"
            raise CannotDo(
                f"port {port} {reason}: stop what listens there, or set {setting} to another port."
            ) from error


class _Family:
    """The parent and its children."""

    def __init__(self, address: str, port: int) -> None:
        self.address, self.port = address, port
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.told_to_stop = False

    def live(self) -> int:
        """Until the end."""
        before = {number: signal.signal(number, self._hear) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            for part in _parts():
                self.children[part] = _start(part)
            self._wait_for_pages()
            self._wait_for_the_end()
        finally:
            self._stop()
            for number, handler in before.items():
                signal.signal(number, handler)
        return DONE

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        self.told_to_stop = True

    def _wait_for_pages(self) -> None:
        end = time.monotonic() + START
        while not self.told_to_stop and not _answers(self.address, self.port):
            self._refuse_lost_child()
            if time.monotonic() > end:
                raise CannotDo(f"the pages did not answer within {START:.0f} s; see the messages above.")
            time.sleep(_LOOK)
        if not self.told_to_stop:
            print("Ready.", flush=True)

    def _wait_for_the_end(self) -> None:
        while not self.told_to_stop:
            self._refuse_lost_child()
            time.sleep(_LOOK)

    def _refuse_lost_child(self) -> None:
        for part, child in self.children.items():
            if child.poll() is not None:
                raise CannotDo(
                    f"the {part} process ended by itself (code {child.returncode}); all was stopped."
                )

    def _stop(self) -> None:
        """Ask every child, wait, and leave nobody behind: a child leads the group of its own children."""
        for child in self.children.values():
            if child.poll() is None:
                child.terminate()
        end = time.monotonic() + PATIENCE
        for child in self.children.values():
            _wait(child, max(end - time.monotonic(), 0.1))
        for child in self.children.values():
            _kill_group(child.pid)
            child.wait()
            if child.stdin:
                child.stdin.close()


def _parts() -> tuple[str, ...]:
    """What runs here: sources are looked at, and notices sent, only where a setting says so."""
    from django.conf import settings

    looks = settings.REGRESO_FETCH or settings.REGRESO_WATCH
    sends = (
        settings.REGRESO_TELEGRAM_TOKEN or settings.REGRESO_SMS_URL or settings.REGRESO_SMTP_URL
        or settings.REGRESO_PUSH_CONTACT
    )  # fmt: skip
    hears = settings.REGRESO_SMS_TALK != "off" or (
        settings.REGRESO_TELEGRAM_TOKEN and settings.REGRESO_TELEGRAM_TALK != "off"
    )
    further = {"fetcher": looks, "outbox": sends, "listener": hears}
    return (*PARTS, *(name for name, wanted in further.items() if wanted))


def _start(part: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "regreso.cli.child", part]
    return subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603 - our own module


def _wait(child: subprocess.Popen[bytes], seconds: float) -> None:
    try:
        child.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        _kill_group(child.pid)


def _kill_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _answers(address: str, port: int) -> bool:
    try:
        socket.create_connection((address, port), timeout=1).close()
    except OSError:
        return False
    return True
