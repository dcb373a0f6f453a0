"""The cable between a page and the realtime process: a test can pull it out, and put it back."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

import pytest


class Cable:
    """Passes everything on, both ways. Pulled, every connection ends and no new one is taken."""

    def __init__(self, to: tuple[str, int]) -> None:
        self.to, self.live, self.pulled = to, [], False
        self.taken = 0  # connections since the beginning
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.door.getsockname()[1])
        threading.Thread(target=self._take, daemon=True).start()

    live: list[socket.socket]

    @contextmanager
    def out(self) -> Iterator[None]:
        """As when a telephone loses its network."""
        self.pulled = True
        for one in self.live:
            _end(one)
        self.live.clear()
        try:
            yield
        finally:
            self.pulled = False

    def close(self) -> None:
        _end(self.door)  # shut first: a thread that waits for somebody would wait on
        for one in self.live:
            _end(one)

    def _take(self) -> None:
        while True:
            try:
                near, _ = self.door.accept()
            except OSError:
                return
            if self.pulled:
                near.close()
                continue
            try:
                far = socket.create_connection(self.to)
            except OSError:
                near.close()
                continue
            self.taken += 1
            self.live += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=_pass_on, args=(one, other), daemon=True).start()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while data := one.recv(65_536):
            other.sendall(data)
    _end(one)
    _end(other)


def _end(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()


@pytest.fixture
def cable(realtime: str, settings: Any) -> Iterator[Cable]:
    """Pages reach the realtime process by it and by nothing else."""
    there = urlsplit(realtime)
    made = Cable((str(there.hostname), int(there.port or 0)))
    address = f"ws://127.0.0.1:{made.port}"
    settings.REGRESO_REALTIME_URL = address
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**policy, "connect-src": ["'self'", address]}}
    yield made
    made.close()
