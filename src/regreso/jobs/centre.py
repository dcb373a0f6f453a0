"""Hears short messages that an operator's centre brings by SMPP: one line, set up anew whenever it breaks."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from regreso.casebook import short_parts
from regreso.channels.smpp import Centre
from regreso.jobs.hearing import (
    FIRST_PAUSE,
    LONGEST_PAUSE,
    Heard,
    OtherTables,
    heard,
    laid_on_a_desk,
    or_again,
)
from regreso.wire.notice import NotSent
from regreso.wire.smpp import Delivered
from regreso.wire.updates import Incoming

log = logging.getLogger(__name__)

_MESSAGE, _PART = "A short message", "A part of a short message"


class Hears(Protocol):
    """Something that listens until it is told to stop."""

    def run(self) -> None:
        """Listen."""

    def stop(self) -> None:
        """Stop soon."""


@dataclass
class Together:
    """Several that listen, each in a thread of its own; all are told to stop."""

    parts: Sequence[Hears]

    def run(self) -> None:
        """Listen with all of them until each has ended; what ends one of them ends all.

        Raises:
            OtherTables: the tables are those of another version.
        """
        ended: list[OtherTables] = []
        threads = [threading.Thread(target=self._one, args=(part, ended)) for part in self.parts[1:]]
        for thread in threads:
            thread.start()
        for part in self.parts[:1]:
            self._one(part, ended)
        for thread in threads:
            thread.join()
        if ended:
            raise ended[0]

    def _one(self, part: Hears, ended: list[OtherTables]) -> None:
        try:
            part.run()
        except OtherTables as error:
            ended.append(error)
            self.stop()

    def stop(self) -> None:
        """Stop all of them."""
        for part in self.parts:
            part.stop()


@dataclass(frozen=True)
class KeptParts:
    """Parts of long messages in rows: a process that is killed, or a line that breaks, loses none of them.

    While the database is away a part is not acknowledged, so that the centre brings it again. `fresh` looks
    that the connection to it still holds.
    """

    fresh: Callable[[], None] = lambda: None

    def add(self, one: Delivered, *, at: float) -> str | None:
        """Keep a part; the whole text, once it is whole."""
        del at  # the clock of this process means nothing to the next one
        self.fresh()
        with or_again(_PART):
            return short_parts.keep((one.sender, one.ref, one.parts), one.part, one.text, at=timezone.now())

    def heard(self, one: Delivered) -> None:
        """Its parts are let go."""
        with or_again(_PART):
            short_parts.let_go((one.sender, one.ref, one.parts))

    def left(self, *, at: float | None = None) -> list[Delivered]:
        """What waited too long. When a line ends nothing is hurried: the next one finds it."""
        if at is None:
            return []
        self.fresh()
        with or_again(_PART):
            late = short_parts.late(timezone.now())
        return [Delivered(whose[0], text, False, whose[1], 1, whose[2]) for whose, text in late]


@dataclass
class CentreListener:
    """`take` hears one message; `give_up` lays on a desk what it could not."""

    centre: Centre
    take: Callable[[Incoming], object]
    give_up: Callable[[Incoming], object] = lambda _one: None
    _told_to_stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Listen until told to stop."""
        pause, parts = FIRST_PAUSE, KeptParts(close_old_connections)
        while not self._told_to_stop.is_set():
            try:
                self.centre.listen(self._afresh, stopped=self._told_to_stop.is_set, parts=parts)
                pause = FIRST_PAUSE
            except NotSent as trouble:
                log.warning("The centre of short messages does not let us listen: %s.", trouble.code)
                pause = min(pause * 2, LONGEST_PAUSE)
            self._told_to_stop.wait(pause)

    def stop(self) -> None:
        """Stop within a second."""
        self._told_to_stop.set()

    def heard(self, brought: Delivered) -> bool:
        """False when it is to be brought again: a database that is away costs nobody their message."""
        one = Incoming(brought.sender, brought.text, "")
        if not brought.sender.startswith("+"):
            return True  # the name of a shop, or a short number: nobody there could be answered
        came = heard(self.take, one, what=_MESSAGE)
        if came is Heard.FAILED:
            return laid_on_a_desk(self.give_up, one, what=_MESSAGE)
        return came is Heard.YES

    def _afresh(self, brought: Delivered) -> bool:
        """A line holds for days: a connection to the database that was cut meanwhile is made anew."""
        close_old_connections()
        return self.heard(brought)


def by_settings(
    take: Callable[[Incoming], object], *, give_up: Callable[[Incoming], object]
) -> CentreListener:
    """The listener that the settings ask for."""
    centre = Centre(settings.REGRESO_SMS_URL, settings.REGRESO_SMS_KEY, settings.REGRESO_SMS_NUMBER)
    return CentreListener(centre, take, give_up)
