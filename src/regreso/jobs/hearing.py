"""What all that hears has in common: a message waits for the database, or lies on a desk; none is lost.

A database that is busy, full or away, for a minute or a day, is no fault of the message: it is brought again.
Any other trouble is the message's own: it must not silence the others.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum, auto
from typing import TypeVar

from django.db import InterfaceError, OperationalError

from regreso.wire.notice import NotSent

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds, between two tries of a line that does not hold
T = TypeVar("T")
_AWAY = (InterfaceError, OperationalError)


class Heard(Enum):
    """What came of one message."""

    YES = auto()
    WAITS = auto()  # for the database: it is to be brought again, however often
    FAILED = auto()  # for a reason of its own


def heard(take: Callable[[T], object], one: T, *, what: str) -> Heard:
    """Let `take` have it; `what` it is, for the log, which says nothing else of it."""
    try:
        take(one)
    except _AWAY as error:
        log.warning("%s waits for the database: %s.", what, type(error).__name__)
        return Heard.WAITS
    except Exception as error:  # noqa: BLE001 - one message that we cannot answer must not silence the others
        log.warning("%s could not be answered: %s.", what, type(error).__name__)
        return Heard.FAILED
    return Heard.YES


def laid_on_a_desk(give_up: Callable[[T], object], one: T, *, what: str) -> bool:
    """Whether it is done with: False when even the desk waits for the database."""
    try:
        give_up(one)
    except _AWAY:
        return False
    except Exception as error:  # noqa: BLE001 - as above: the others are heard
        log.warning("%s could not be laid on a desk: %s.", what, type(error).__name__)
    return True


@contextmanager
def or_again(what: str) -> Iterator[None]:
    """While the database is away, say so to the line: what it brought is then not acknowledged.

    Raises:
        NotSent: the database is away.
    """
    try:
        yield
    except _AWAY as error:
        log.warning("%s waits for the database: %s.", what, type(error).__name__)
        raise NotSent("trouble") from None
