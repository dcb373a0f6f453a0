"""Looks at the sources that are switched on and due: watched folders, feeds and exports. A service, no job.

It sleeps between looks, hands in what is new and reads it at once. What goes wrong at one source is noted
there and keeps no other from being looked at.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import Document, Source
from regreso.channels.fetch import Asked, FetchError
from regreso.channels.robots import Manners
from regreso.jobs.gathering import read_in
from regreso.steps import gather
from regreso.steps import source as sources
from regreso.steps.source import Look
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from datetime import datetime

log = logging.getLogger(__name__)

_HEAD = 4096
_MOST_FILES = 2000  # of one folder: more are named and left
_STILL = 2.0  # seconds for which a file must lie unchanged: somebody may be copying it


@dataclass
class Fetcher:
    """One process that looks. `every` is how long it sleeps when nothing is due."""

    manners: Manners = field(default_factory=Manners)
    every: float = 10.0
    _told_to_stop: threading.Event = field(default_factory=threading.Event)

    def run(self, *, once: bool = False) -> int:
        """Look until told to stop, or once at all that is due; how many sources were looked at."""
        looked = 0
        while not self._told_to_stop.is_set():
            close_old_connections()
            try:
                done = self._round()
            except DatabaseError as error:
                if once:
                    raise
                log.warning(
                    "The database did not answer (%s); the fetcher tries again.", type(error).__name__
                )
                done = 0
            looked += done
            if once:
                break
            if not done:
                self._told_to_stop.wait(self.every)
        return looked

    def _round(self) -> int:
        looked = 0
        for source in due_sources(timezone.now()):
            if self._told_to_stop.is_set():
                break
            self.look(source)
            looked += 1
        return looked

    def stop(self) -> None:
        """Stop after the source in hand."""
        self._told_to_stop.set()

    def look(self, source: Source) -> Look:
        """One look at this source; what came of it stands in its row."""
        try:
            look = self._folder(source) if source.kind == "folder" else self._address(source)
        except FetchError as error:
            look = Look(error.code, after=error.after)
        except OSError as error:
            look = Look("unreachable")
            log.warning("Source %s: %s.", source.pk, type(error).__name__)
        except Exception as error:  # noqa: BLE001 - the next source must not wait for this one
            look = Look("fault")
            log.warning("Source %s failed: %s.", source.pk, type(error).__name__)
        sources.looked(source, look, at=timezone.now())
        return look

    def _address(self, source: Source) -> Look:
        if not settings.REGRESO_FETCH:
            return Look("not_allowed")
        marks = source.marks
        asked = Asked(source.address, str(marks.get("etag", "")), str(marks.get("modified", "")))
        came = self.manners.fetch(asked)
        if came.same:
            return Look("same", marks)
        told = {"etag": came.etag, "modified": came.modified}
        about = {"file": _name(source.address), "address": source.address, "lang": source.language}
        fresh = _hand_in(source, came.data, about, at=timezone.now())
        return Look("new" if fresh else "same", told)

    def _folder(self, source: Source) -> Look:
        folder = allowed_folder(source.address)
        if folder is None:
            return Look("not_allowed")
        seen: dict[str, Any] = dict(source.marks.get("seen", {}))
        now, found = timezone.now(), False
        for path in _files(folder):
            told = path.stat()
            mark = [told.st_size, told.st_mtime_ns]
            if now.timestamp() - told.st_mtime < _STILL or seen.get(path.name) == mark:
                continue
            found = _take_file(source, path, told.st_size, at=now) or found
            seen[path.name] = mark
        return Look("new" if found else "same", {"seen": seen})


def due_sources(at: datetime) -> Iterator[Source]:
    """Sources that are switched on and due, in open operations; the longest due first."""
    due = Source.objects.filter(state="on", due_at__lte=at, operation__state="open")
    yield from due.order_by("due_at", "pk").iterator()


def allowed_folder(address: str) -> Path | None:
    """The folder, if it lies in the one that may be watched and leads nowhere else; None otherwise."""
    if not settings.REGRESO_WATCH:
        return None
    root, folder = Path(settings.REGRESO_WATCH).resolve(), Path(address).resolve()
    inside = folder == root or folder.is_relative_to(root)
    return folder if inside and folder.is_dir() else None


def _files(folder: Path) -> list[Path]:
    """Its plain files, the oldest first: no hidden ones, no links, nothing half copied."""
    own = (path for path in folder.iterdir() if not path.name.startswith(".") and not path.is_symlink())
    whole = [path for path in own if path.is_file() and path.suffix not in (".part", ".tmp", ".crdownload")]
    return sorted(whole, key=lambda path: (path.stat().st_mtime_ns, path.name))[:_MOST_FILES]


def _take_file(source: Source, path: Path, size: int, *, at: datetime) -> bool:
    large = size > gather.MOST_BYTES
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest() if large else ""
        file.seek(0)
        data = file.read(_HEAD if large else -1)
    about = {"file": path.name, "lang": source.language}
    return _hand_in(source, data, about, at=at, large=(path, digest, size) if large else None)


def _hand_in(
    source: Source,
    data: bytes,
    about: dict[str, str],
    *,
    at: datetime,
    large: tuple[Path, str, int] | None = None,
) -> bool:
    """Hand in and read; False when the same was there before."""
    path, digest, size = large or (None, "", len(data))
    told = {**about, "retrieved": at.date().isoformat()}
    document = Document(operation_id=source.operation_id, source=source, about=told, size=size)
    try:
        move = gather.hand_in(document, data, digest=digest, by=SYSTEM, at=at)
    except MoveRefused:
        return False
    if move.name == "hand_in":
        read_in(document, at=at, path=path)
        document.refresh_from_db()
        with suppress(MoveRefused):  # a worker was faster
            gather.finish(document, at=timezone.now())
    return True


def _name(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2][:80] or "feed"
