"""An index that many processes read while one writes: its arrays are files of one folder, mapped into memory.

The folder belongs on a file system that lies in memory (/dev/shm): what is in the files is not enciphered.
One process at a time writes, behind a lock that the system takes away from a process that dies; the others
search, and search again where a change came between.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from regreso.matching.find import Registry
from regreso.matching.room import Room

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import DTypeLike, NDArray

T = TypeVar("T")
_LAYOUT, _HEAD, _LOCK = "layout.json", "head", "lock"
_TURN, _VERSION, _CHANGE, _FORM, _GENERATION = range(5)
FORM = 1  # of the arrays: an index of another form is made anew
_PATIENCE = 0.001  # seconds between two looks at a writer


class Torn(Exception):  # noqa: N818 - it says what the index is
    """The index is of no use: its writer died in the middle, or another made it anew. Open it again."""


class SharedRoom(Room):
    """Named arrays in a folder.

    >>> import tempfile, pathlib
    >>> folder = pathlib.Path(tempfile.mkdtemp()) / "index"
    >>> one, other = SharedRoom(folder), SharedRoom(folder)
    >>> with one.writing():
    ...     one.make("counts", 3, np.int32)[:] = 7
    >>> other.reading(lambda: other["counts"].tolist())
    [7, 7, 7]
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._open_lock()
        self._seen = 0
        self._writes = False
        self._head = self._map(_HEAD, (8,), np.int64)
        self._generation = int(self._head[_GENERATION])
        super().__init__()
        self.wipe(torn_only=True)

    def _open_lock(self) -> None:
        """A lock of this process's own: one that a fork shares would let both in."""
        self._process = os.getpid()
        self._lock = os.open(self.folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)

    def _map(self, name: str, shape: tuple[int, ...], kind: DTypeLike) -> NDArray[Any]:
        file = os.open(self.folder / name, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            size = int(np.prod(shape)) * np.dtype(kind).itemsize
            if os.fstat(file).st_size < size:
                os.ftruncate(file, size)
        finally:
            os.close(file)
        return np.memmap(self.folder / name, kind, "r+", shape=shape).view(np.ndarray)

    @property
    def change(self) -> int:
        """The number of the newest change of the database that is in; 0 at the beginning."""
        return int(self._head[_CHANGE])

    @change.setter
    def change(self, number: int) -> None:
        if number or not self._head[_FORM]:  # a room that others filled keeps its number
            self._head[_CHANGE] = number

    @property
    def usable(self) -> bool:
        """Whether the arrays are whole and of the form that this program reads."""
        return bool(self._head[_TURN] % 2 == 0 and self._head[_FORM] == FORM)

    def put(self, name: str, array: NDArray[Any]) -> NDArray[Any]:
        """Take an array over: it becomes a file of its own, and the one before goes."""
        self._head[_VERSION] += 1
        file = f"{name}.{int(self._head[_VERSION])}"
        own = self._map(file, array.shape, array.dtype)
        own[...] = array
        old = self._layout().get(name)
        self._write_layout(self._layout() | {name: [file, str(array.dtype), list(array.shape)]})
        if old:
            (self.folder / old[0]).unlink(missing_ok=True)
        self._seen = int(self._head[_VERSION])
        return super().put(name, own)

    def _layout(self) -> dict[str, list[Any]]:
        path = self.folder / _LAYOUT
        return json.loads(path.read_text("utf8")) if path.exists() else {}

    def _write_layout(self, layout: dict[str, list[Any]]) -> None:
        new = self.folder / f"{_LAYOUT}.new"
        new.write_text(json.dumps(layout), "utf8")
        new.rename(self.folder / _LAYOUT)

    def refresh(self) -> None:
        """See the arrays that another process made."""
        if self._seen != self._head[_VERSION]:
            self._seen = int(self._head[_VERSION])
            for name, (file, kind, shape) in self._layout().items():
                super().put(name, self._map(file, tuple(shape), kind))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one who writes; others wait, or search again.

        Raises:
            Torn: see there.
        """
        if self._process != os.getpid():
            self._open_lock()
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        try:
            self._look_over()
            self._writes = True
            self._head[_TURN] += 1
            yield  # an error leaves the turn odd: half-written, and so to be made anew
            self._head[_TURN] += 1
        finally:
            self._writes = False
            fcntl.flock(self._lock, fcntl.LOCK_UN)

    def wipe(self, *, torn_only: bool = False) -> None:
        """Let go of all arrays and begin anew; with `torn_only` only where they are of no use."""
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        try:
            if torn_only and self.usable:
                return
            keep = {_LOCK, _HEAD}
            for path in self.folder.iterdir():
                if path.name not in keep:
                    path.unlink(missing_ok=True)
            self._arrays.clear()
            self._head[_VERSION] += 1
            self._head[_GENERATION] += 1
            self._generation = int(self._head[_GENERATION])
            self._head[_CHANGE] = 0
            self._head[_FORM] = FORM
            self._head[_TURN] += self._head[_TURN] % 2
            self.version += 1
        finally:
            fcntl.flock(self._lock, fcntl.LOCK_UN)

    def reading(self, search: Callable[[], T]) -> T:
        """What a search finds in an index that nobody changed meanwhile.

        Raises:
            Torn: see there.
        """
        if self._writes:
            return search()
        while True:
            turn = int(self._head[_TURN])
            if turn % 2:
                self._await(turn)
                continue
            self._look_over()
            found = search()
            if self._head[_TURN] == turn:
                return found

    def _look_over(self) -> None:
        if self._generation != self._head[_GENERATION] or not self.usable:
            raise Torn(f"{self.folder}: the index was left half-written or made anew: open it again.")
        self.refresh()

    def _await(self, turn: int) -> None:
        """Wait for the writer; if there is none any more, say so."""
        while self._head[_TURN] == turn:
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(_PATIENCE)
                continue
            try:
                if self._head[_TURN] == turn:
                    raise Torn(f"{self.folder}: the index was left half-written: open it again.")
            finally:
                fcntl.flock(self._lock, fcntl.LOCK_UN)


def shared_registry(folder: Path) -> Registry:
    """The registry that the processes of this machine share in a folder of shared memory.

    Whoever adds to it does so within `registry.room.writing()`, and searches within `registry.room.reading`.

    >>> import tempfile, pathlib
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> one, other = shared_registry(folder / "held"), shared_registry(folder / "held")
    >>> from regreso.facts.person import PersonFacts, PersonName, Weighted
    >>> with one.room.writing():
    ...     one.add("R1", PersonFacts(names=(Weighted(PersonName("Иванов Пётр")),)))
    >>> other.room.reading(lambda: len(other))
    1
    """
    room = SharedRoom(folder)
    with room.writing():
        return Registry(room=room)
