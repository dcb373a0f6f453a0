"""What a host asks of machines: robots.txt, kept for a day, and the pause between two requests."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from regreso.channels.fetch import Asked, Fetched, FetchError, fetch
from regreso.channels.guard import Guard

NAME = "Regreso"
PAUSE = 5.0  # seconds between two requests to one host, where it asks for no longer one
LONGEST_PAUSE = 120.0
_KEPT = 86_400.0
_MOST_BYTES = 500_000
_SECONDS = 20.0


@dataclass(slots=True)
class _Host:
    rules: RobotFileParser
    read_at: float
    free_at: float = 0.0


@dataclass(slots=True)
class Manners:
    """How we behave to hosts while this process lives. `sleep` and `now` are for tests."""

    guard: Guard = field(default_factory=Guard)
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.monotonic
    pause: float = PAUSE
    _hosts: dict[str, _Host] = field(default_factory=dict)

    def fetch(self, asked: Asked) -> Fetched:
        """Ask, if the host lets machines ask, and not before its pause is over.

        Raises:
            FetchError: it does not, or nothing came.
        """
        host = self._known(asked.address)
        if not host.rules.can_fetch(NAME, asked.address):
            raise FetchError("robots", f"{urlsplit(asked.address).hostname}: it asks machines to stay away")
        wait = host.free_at - self.now()
        if wait > 0:
            self.sleep(wait)
        try:
            return fetch(asked, guard=self.guard)
        finally:
            host.free_at = self.now() + self._pause(host.rules)

    def _known(self, address: str) -> _Host:
        parts = urlsplit(address)
        key = f"{parts.scheme}://{parts.netloc}"
        found = self._hosts.get(key)
        if found is None or self.now() - found.read_at > _KEPT:
            found = self._hosts[key] = _Host(self._rules(key), self.now())
            found.free_at = self.now() + self._pause(found.rules)
        return found

    def _rules(self, key: str) -> RobotFileParser:
        """What robots.txt says. None there means everything; a host in trouble means nothing for now."""
        rules = RobotFileParser()
        try:
            asked = Asked(f"{key}/robots.txt", most_bytes=_MOST_BYTES, seconds=_SECONDS)
            text = fetch(asked, guard=self.guard).data.decode("utf-8", "replace")
        except FetchError as error:
            if error.code != "answer":
                raise
            text = ""
        rules.parse(text.splitlines())
        return rules

    def _pause(self, rules: RobotFileParser) -> float:
        told = rules.crawl_delay(NAME)
        return min(max(self.pause, float(told or 0)), LONGEST_PAUSE)
