"""What all that hears has in common: a message waits for the database, or lies on a desk; none is lost.

A database that is busy, full or away, for a minute or a day, is no fault of the message: it is brought again.
Tables that are not those of this version are not away: whoever waited for them would wait for ever, and every
message would fail. That ends the listening, in one sentence. Any other trouble is the message's own: it must
not silence the others.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum, auto
from typing import TypeVar

from django.db import InterfaceError, OperationalError, ProgrammingError

from regreso.wire.notice import NotSent

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds, between two tries of a line that does not hold
T = TypeVar("T")
_AWAY = (InterfaceError, OperationalError)
_MISSING = (
    "no such table",
    "no such column",
    "has no column named",
)  # SQLite's words; PostgreSQL has a class


class OtherTables(Exception):  # noqa: N818 - the sentence that a person reads
    """The tables are those of another version; nothing is lost, and nothing heard until that is mended."""

    def __init__(self) -> None:
        super().__init__(
            "the tables are not those of this version, so nobody can be heard: start `regreso serve` once, "
            "it brings them up to date. What people wrote meanwhile is brought again."
        )


def _refuse_other_tables(error: Exception) -> None:
    """Raises OtherTables where a table or a column is missing."""
    said = isinstance(error, OperationalError) and any(one in str(error) for one in _MISSING)
    if said or isinstance(error, ProgrammingError):
        raise OtherTables from None


class Heard(Enum):
    """What came of one message."""

    YES = auto()
    WAITS = auto()  # for the database: it is to be brought again, however often
    FAILED = auto()  # for a reason of its own


def heard(take: Callable[[T], object], one: T, *, what: str) -> Heard:
    """Let `take` have it; `what` it is, for the log, which says nothing else of it.

    Raises:
        OtherTables: a table or a column is missing.
    """
    try:
        take(one)
    except ProgrammingError as error:
        _refuse_other_tables(error)
    except _AWAY as error:
        _refuse_other_tables(error)
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
        OtherTables: a table or a column is missing.
    """
    try:
        yield
    except (*_AWAY, ProgrammingError) as error:
        _refuse_other_tables(error)
        log.warning("%s waits for the database: %s.", what, type(error).__name__)
        raise NotSent("trouble") from None
