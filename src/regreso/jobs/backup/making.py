"""One backup: a sealed file that appears under its name only when it is whole."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regreso.jobs.backup.databases import database_at, packed
from regreso.jobs.backup.keeping import name_at
from regreso.wire.archive import write_archive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path
    from typing import BinaryIO

    from regreso.jobs.backup.databases import Copy
    from regreso.wire.archive import Member

FORMAT = 1
HEAD, TAIL, PARTS = "backup.json", "sums.json", "database.{:06}.gz"


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made: its file, the bytes of the database, the bytes of the file."""

    path: Path
    held: int
    size: int


def make(
    url: str,
    folder: Path,
    recipients: Sequence[str],
    *,
    at: datetime,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Made:
    """Copy the database as it is now into a sealed file, while others go on writing.

    Args:
        url: the database's address.
        folder: made if it is not there; the file gets the moment's name.
        recipients: public keys, age1…; each alone opens it.
        at: now.
        progress: called with the bytes done, and all of them (0: not known).

    Raises:
        DatabaseTrouble: it cannot be copied.
        WireError: a public key is none.
        OSError: the file cannot be written.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / name_at(at)
    part = path.with_name(f"{path.name}.part")
    tally = _Tally(progress)
    try:
        with database_at(url).copied() as copy, _written_by_us_alone(part) as file:
            write_archive(file, recipients, _members(copy, tally, url, at))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    _settle(folder)
    return Made(path, tally.done, path.stat().st_size)


def _written_by_us_alone(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


class _Tally:
    """Counts and sums the bytes that pass."""

    def __init__(self, progress: Callable[[int, int], None]) -> None:
        self.done, self.sum, self._progress = 0, hashlib.sha256(), progress

    def passing(self, parts: Iterator[bytes], size: int) -> Iterator[bytes]:
        for part in parts:
            self.done += len(part)
            self.sum.update(part)
            self._progress(self.done, size)
            yield part


def _members(copy: Copy, tally: _Tally, url: str, at: datetime) -> Iterator[Member]:
    engine = database_at(url).engine
    head = {"format": FORMAT, "engine": engine, "made_at": at.isoformat(), "migrations": copy.migrations}
    yield HEAD, json.dumps(head, indent=1).encode()
    for number, part in enumerate(packed(tally.passing(copy.parts, copy.size))):
        yield PARTS.format(number), part
    tail = {"bytes": tally.done, "sha256": tally.sum.hexdigest(), "chains": copy.chains}
    yield TAIL, json.dumps(tail, indent=1).encode()


def _settle(folder: Path) -> None:
    """The new name is on the disk, too."""
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
