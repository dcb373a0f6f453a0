"""Times as the parties wrote them, and in UTC: an hour's difference is an hour on the road alone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from regreso.movement.errors import MovementError

_OFFSET = re.compile(r"(?:UTC)?([+-])(\d{2}):(\d{2})")
WRITTEN = "%Y-%m-%dT%H:%M"
FIRST_YEAR, LAST_YEAR = 1900, 2199


class NoSuchZoneError(MovementError):
    """The zone is neither a name of the tz database nor an offset like +02:00."""


class NoSuchTimeError(MovementError):
    """The clocks were put forward over this time: it never was."""


class TwiceTimeError(MovementError):
    """The clocks were put back over this time: it was twice."""


def zone(written: str) -> ZoneInfo | timezone:
    """The zone of a name (Europe/Kyiv) or of an offset (+02:00, UTC+02:00, UTC).

    Raises:
        NoSuchZoneError: for anything else, such as “local time”.

    >>> zone("UTC+03:00")
    datetime.timezone(datetime.timedelta(seconds=10800))
    """
    if offset := _OFFSET.fullmatch(written):
        sign = -1 if offset[1] == "-" else 1
        hours, minutes = int(offset[2]), int(offset[3])
        if hours < 15 and minutes < 60:  # noqa: PLR2004 - hours and minutes of a clock
            return timezone(sign * timedelta(hours=hours, minutes=minutes))
    try:
        return ZoneInfo(written)
    except (OSError, ValueError, KeyError):
        raise NoSuchZoneError(
            f"“{written}” is no zone; expected a name as Europe/Kyiv or an offset as +02:00"
        ) from None


def minute(written: str, tz: str) -> int:
    """A local time as minutes since 1970 in UTC.

    Args:
        written: as 2022-03-05T09:00, without an offset.
        tz: the zone in which it was written.

    Raises:
        NoSuchZoneError, NoSuchTimeError, TwiceTimeError: it cannot be told which minute is meant.
        MovementError: it is no time at all.

    >>> minute("2022-03-05T10:00", "Europe/Moscow") - minute("2022-03-05T09:00", "Europe/Kyiv")
    0
    >>> minute("2022-03-28T10:00", "Europe/Moscow") - minute("2022-03-28T09:00", "Europe/Kyiv")
    60
    """
    place = zone(tz)
    try:
        local = datetime.strptime(written, WRITTEN)  # noqa: DTZ007 - its zone stands beside it
    except ValueError:
        raise MovementError(f"“{written}” is no time; expected one as 2022-03-05T09:00") from None
    if not FIRST_YEAR <= local.year <= LAST_YEAR:
        raise MovementError(f"“{written}” was given; expected a year from {FIRST_YEAR} to {LAST_YEAR}")
    early, late = (local.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1))
    if early > late:
        raise NoSuchTimeError(f"{written} never was in {tz}: the clocks were put forward over it")
    if early < late:
        raise TwiceTimeError(
            f"{written} was twice in {tz}: the clocks were put back; write it with an offset"
        )
    return int(early.timestamp()) // 60


def utc(at: int) -> str:
    """Minutes since 1970 as the plan writes them.

    >>> utc(minute("2022-03-05T09:00", "Europe/Kyiv"))
    '2022-03-05T07:00Z'
    """
    return datetime.fromtimestamp(at * 60, tz=UTC).strftime(f"{WRITTEN}Z")


@lru_cache(maxsize=10_000)
def from_utc(written: str) -> int:
    """Minutes since 1970 of a time as the plan writes it.

    Raises:
        MovementError: it is not written so.

    >>> utc(from_utc("2022-03-05T07:00Z"))
    '2022-03-05T07:00Z'
    """
    try:
        at = datetime.strptime(written, f"{WRITTEN}Z").replace(tzinfo=UTC)
    except (TypeError, ValueError):
        raise MovementError(f"“{written}” is no time in UTC; expected one as 2022-03-05T07:00Z") from None
    return int(at.timestamp()) // 60


def local(at: int, tz: str) -> str:
    """The wall clock of a minute in a zone, as people at a collection point read it.

    >>> local(from_utc("2022-03-28T07:00Z"), "Europe/Kyiv")
    '2022-03-28 10:00'
    """
    return datetime.fromtimestamp(at * 60, tz=zone(tz)).strftime("%Y-%m-%d %H:%M")


def span(row: object) -> tuple[int, int] | None:
    """Start and end of a window in UTC; None where they cannot be read.

    >>> span({"start": "2022-03-05T09:00", "end": "2022-03-05T16:00"}) is None
    True
    """
    try:
        begin, end = (minute(row[side], row["tz"]) for side in ("start", "end"))  # type: ignore[index]  # anything else is caught
    except (KeyError, TypeError, MovementError):
        return None
    return (begin, end) if begin < end else None
