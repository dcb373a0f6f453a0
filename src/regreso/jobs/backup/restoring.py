"""A backup put back: only into an empty database, only when the whole file was read and every sum fits."""

from __future__ import annotations

import hashlib
import json
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regreso.jobs.backup.databases import DatabaseTrouble, unpacked
from regreso.jobs.backup.making import FORMAT, HEAD, PARTS, TAIL
from regreso.wire.archive import read_archive
from regreso.wire.errors import WireError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from regreso.jobs.backup.databases import Database
    from regreso.wire.archive import Member


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup says of itself.

    Attributes:
        engine: sqlite or postgresql.
        made_at: the moment of the copy, ISO 8601.
        migrations: the last migration of each app then.
        chains: operation, kind, length, head of each audit chain then.
        held: bytes of the database's copy.
    """

    engine: str
    made_at: str
    migrations: dict[str, str]
    chains: list[list[Any]]
    held: int


def restore(
    file: Path,
    identities: Sequence[str],
    into: Database,
    *,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Contents:
    """Put a backup into an empty database.

    Raises:
        WireError: the file is no backup, damaged, cut off, or sealed to another key.
        DatabaseTrouble: the database is not empty, of another kind, or refuses the copy. Nothing was written.
        OSError: the file cannot be read, or there is no room for its copy.
    """
    if not into.is_empty():
        message = "the database is not empty: a backup is put only into an empty one. Name a new place for it"
        raise DatabaseTrouble(message)
    with (
        file.open("rb") as sealed,
        tempfile.TemporaryDirectory(dir=file.parent, prefix=".restore-") as folder,
    ):
        size, staged = file.stat().st_size, Path(folder) / "database"
        contents = _staged(read_archive(sealed, identities), staged, lambda: progress(sealed.tell(), size))
        if contents.engine != into.engine:
            message = (
                f"the backup is of {contents.engine}, the database is {into.engine}: name one of its kind"
            )
            raise DatabaseTrouble(message)
        into.fill(staged)
    return contents


def _staged(members: Iterator[Member], staged: Path, reached: Callable[[], None]) -> Contents:
    head: dict[str, Any] = {}
    tail: dict[str, Any] = {}
    summed, held = hashlib.sha256(), 0
    with staged.open("wb") as database:
        for number, (name, data) in enumerate(members):
            reached()
            if name == HEAD and number == 0:
                head = _read(data)
            elif name == PARTS.format(number - 1) and head and not tail:
                held += database.write(part := _unpacked(data))
                summed.update(part)
            elif name == TAIL and head and not tail:
                tail = _read(data)
            else:
                message = (
                    f"“{name}” is not expected there: this is no backup of Regreso, or of another version"
                )
                raise WireError(message)
    if head.get("format") != FORMAT:
        message = (
            f"its format is {head.get('format')}, expected {FORMAT}: open it with the Regreso that made it"
        )
        raise WireError(message)
    if (tail.get("bytes"), tail.get("sha256")) != (held, summed.hexdigest()):
        message = "the database in it is not the one that was copied: its sum differs"
        raise WireError(message)
    return Contents(head["engine"], head["made_at"], head["migrations"], tail["chains"], held)


def _unpacked(data: bytes) -> bytes:
    try:
        return unpacked(data)
    except zlib.error as error:
        message = "a part of the database cannot be unpacked: the file is damaged"
        raise WireError(message) from error


def _read(data: bytes) -> dict[str, Any]:
    try:
        told = json.loads(data)
    except ValueError as error:
        message = "what the backup says of itself cannot be read"
        raise WireError(message) from error
    return told if isinstance(told, dict) else {}
