"""Hears what people write to the bot: by asking Telegram again and again, or by telling it our address.

An update is confirmed to Telegram only by the next question, after its answer stands in the outbox: a
listener that was killed hears it again, and `hear` answers it once.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import close_old_connections

from regreso.casebook.conversations import webhook_secret
from regreso.channels.telegram import Bot
from regreso.jobs.hearing import FIRST_PAUSE, LONGEST_PAUSE, Heard, heard, laid_on_a_desk
from regreso.wire.notice import NotSent

log = logging.getLogger(__name__)

WAIT = 50  # seconds for which Telegram keeps a question open
_UPDATE = "An update"
_TRIES = 3  # of one message, then the others are heard
_KINDS = ["message"]


@dataclass
class Listener:
    """`take` hears one update, and is called again with the same one only when it failed."""

    bot: Bot
    take: Callable[[dict[str, Any]], object]
    give_up: Callable[[dict[str, Any]], object] = lambda _update: None  # it failed three times
    wait: int = WAIT
    offset: int = 0
    _pause: float = FIRST_PAUSE
    _failed: int = 0
    _told_to_stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Listen until told to stop."""
        while not self._told_to_stop.is_set():
            close_old_connections()
            if pause := self.round():
                self._told_to_stop.wait(pause)

    def stop(self) -> None:
        """Stop after the question that is open."""
        self._told_to_stop.set()

    def round(self) -> float:
        """Ask once; how long to pause before the next time."""
        body = {"offset": self.offset, "timeout": self.wait, "allowed_updates": _KINDS}
        try:
            updates = self.bot.call("getUpdates", body, seconds=self.wait + 10)
        except NotSent as trouble:
            return self._trouble(trouble)
        self._pause = FIRST_PAUSE
        for update in updates if isinstance(updates, list) else []:
            if self._told_to_stop.is_set():
                break
            if not self._heard(update):
                return self._longer()
        return 0.0

    def _heard(self, update: dict[str, Any]) -> bool:
        """False when it is to be tried again: a database that is away must not cost anybody their message."""
        came = heard(self.take, update, what=_UPDATE)
        if came is Heard.WAITS:
            return False
        if came is Heard.FAILED:
            self._failed += 1
            if self._failed < _TRIES or not laid_on_a_desk(self.give_up, update, what=_UPDATE):
                return False
        self._failed = 0
        self.offset = int(update["update_id"]) + 1
        return True

    def _longer(self) -> float:
        pause, self._pause = self._pause, min(self._pause * 2, LONGEST_PAUSE)
        return pause

    def _trouble(self, trouble: NotSent) -> float:
        if trouble.after:
            return float(trouble.after)
        if trouble.code == "conflict" and "webhook" in str(trouble):
            self._quietly("deleteWebhook", {"drop_pending_updates": False})
        if trouble.code in ("conflict", "token"):
            log.warning("Telegram does not let us listen: %s.", trouble.code)
        return self._longer()

    def _quietly(self, method: str, body: dict[str, Any]) -> None:
        try:
            self.bot.call(method, body)
        except NotSent as trouble:
            log.warning("%s: %s.", method, trouble.code)


@dataclass
class Announced:
    """Tells Telegram where we listen, until it has heard it; then only waits to be told to stop."""

    bot: Bot
    address: str
    secret: str
    _told_to_stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Announce the address, and stay."""
        pause = FIRST_PAUSE
        while not self._told_to_stop.is_set() and not self.announce():
            self._told_to_stop.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        self._told_to_stop.wait()

    def stop(self) -> None:
        """End."""
        self._told_to_stop.set()

    def announce(self) -> bool:
        """Whether Telegram took our address."""
        body = {
            "url": self.address,
            "secret_token": self.secret,
            "allowed_updates": _KINDS,
            "max_connections": 4,
        }
        try:
            self.bot.call("setWebhook", body)
        except NotSent as trouble:
            log.warning("Telegram did not take our address: %s.", trouble.code)
            return False
        return True


def by_settings(
    take: Callable[[dict[str, Any]], object],
    *,
    give_up: Callable[[dict[str, Any]], object] = lambda _update: None,
    address: str,
) -> Listener | Announced:
    """The listener that the settings ask for; `address` is where our pages take updates."""
    bot = Bot(settings.REGRESO_TELEGRAM_TOKEN, settings.REGRESO_TELEGRAM_API)
    if settings.REGRESO_TELEGRAM_TALK == "webhook":
        return Announced(bot, settings.REGRESO_SITE + address, webhook_secret())
    return Listener(bot, take, give_up)
