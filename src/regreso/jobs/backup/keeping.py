"""Where backups lie, what they are called, and when they go."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MOST_DAYS = 60  # what was deleted must not live on in backups for longer
_NAME = re.compile(r"regreso-(\d{8}T\d{6}Z)\.tar\.age(\.part)?")
_STAMP = "%Y%m%dT%H%M%SZ"


def name_at(at: datetime) -> str:
    """The file of a backup made then.

    >>> name_at(datetime(2026, 11, 29, 17, 5, tzinfo=UTC))
    'regreso-20261129T170500Z.tar.age'
    """
    return f"regreso-{at.astimezone(UTC).strftime(_STAMP)}.tar.age"


def made_at(path: Path) -> datetime | None:
    """When a backup was made, by its name; None for any other file, and for one that was not finished."""
    told = _NAME.fullmatch(path.name)
    if not told or told[2]:
        return None
    return datetime.strptime(told[1], _STAMP).replace(tzinfo=UTC)


def last_made(folder: Path) -> datetime | None:
    """When the newest whole backup of a folder was made."""
    return max(filter(None, map(made_at, folder.iterdir())), default=None) if folder.is_dir() else None


def expire(folder: Path, *, at: datetime, keep: timedelta) -> list[Path]:
    """Delete what is older, and what was never finished; other files are let alone.

    The newest whole backup stays whatever its age: with the clock of a machine gone wrong, or after a long
    silence, it is all there is. It goes when the next one is made.
    """
    newest, gone = last_made(folder), []
    for path in sorted(folder.iterdir()):
        told = _NAME.fullmatch(path.name)
        made = made_at(path)
        if told and (told[2] or (made and made != newest and at - made > keep)):
            path.unlink(missing_ok=True)
            gone.append(path)
    return gone
