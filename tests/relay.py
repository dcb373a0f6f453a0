"""A real coturn on this machine: calls that go through a relay and no other way. Without it they skip."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

SECRET = "an invented secret"  # noqa: S105 - of this relay only


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@dataclass
class Relay:
    """A relay that runs: its log, and its process, which a test can stop for a while."""

    log: Path
    process: subprocess.Popen[bytes]

    def told(self) -> str:
        return self.log.read_text(errors="replace")

    @contextmanager
    def silent(self) -> Iterator[None]:
        """As when the network is gone: nothing is passed on, nobody is told."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)


@pytest.fixture
def relay(settings: Any, tmp_path: Path) -> Iterator[Relay]:
    """The relay is up and known to the settings."""
    yield from _running(settings, tmp_path)


@pytest.fixture
def narrow_relay(settings: Any, tmp_path: Path) -> Iterator[Relay]:
    """A relay that passes 64 kbit/s of each line on, and lets the rest fall."""
    yield from _running(settings, tmp_path, "--max-bps=8000")


@pytest.fixture
def relay_over_tcp(settings: Any, tmp_path: Path) -> Iterator[Relay]:
    """The relay for networks that let no UDP through: pages reach it by TCP alone."""
    yield from _running(settings, tmp_path, transport="tcp")


def _running(settings: Any, folder: Path, *more: str, transport: str = "udp") -> Iterator[Relay]:
    program = shutil.which("turnserver")
    if program is None:
        pytest.skip("no coturn: apt-get install coturn")
    port, log = free_port(), folder / "turn.log"
    command = [
        program, "-n", "--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1", f"--listening-port={port}",
        "--min-port=49160", "--max-port=49300", "--use-auth-secret", f"--static-auth-secret={SECRET}",
        "--realm=regreso.test", "--allow-loopback-peers", "--no-cli", "--no-tls", "--no-dtls", "-v",
        "--fingerprint", "--log-file=stdout", f"--pidfile={folder}/turn.pid", f"--userdb={folder}/turn.db",
        *more,
    ]  # fmt: skip
    with log.open("w") as out, subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT) as process:
        wait_for(port)
        settings.REGRESO_TURN_URLS = [f"turn:127.0.0.1:{port}?transport={transport}"]
        settings.REGRESO_TURN_SECRET = SECRET
        yield Relay(log, process)
        process.terminate()
        process.wait(10)


def wait_for(port: int) -> None:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("coturn did not start within 10 s")
