"""Where the arrays of an index live, and how they grow."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import DTypeLike, NDArray

T = TypeVar("T")
_LEAST = 64


class Room:
    """Named arrays that grow at their end. What was read before they grew stays as it was.

    >>> room = Room()
    >>> room.make("counts", 3, np.int32)[:] = 7
    >>> room.grow("counts", 100)[:4].tolist(), room.version
    ([7, 7, 7, 0], 2)
    """

    def __init__(self) -> None:
        self.version = 0
        self.change = 0  # of whoever feeds the index: the newest of his changes that is in
        self._arrays: dict[str, NDArray[Any]] = {}

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self._arrays[name]

    def __contains__(self, name: object) -> bool:
        return name in self._arrays

    def make(self, name: str, length: int, kind: DTypeLike, *, columns: int = 0) -> NDArray[Any]:
        """A new array of zeros with room for at least `length`; one of the same name is let go."""
        shape = (max(length, 1), columns) if columns else (max(length, 1),)
        return self.put(name, np.zeros(shape, kind))

    def put(self, name: str, array: NDArray[Any]) -> NDArray[Any]:
        """Take an array over as it is."""
        self.version += 1
        self._arrays[name] = array
        return array

    def grow(self, name: str, length: int) -> NDArray[Any]:
        """The array with room for at least `length`, the new part zero."""
        old = self._arrays[name]
        if len(old) >= length:
            return old
        new = np.zeros((max(length, 2 * len(old), _LEAST), *old.shape[1:]), old.dtype)
        new[: len(old)] = old
        return self.put(name, new)

    def trim(self, name: str, length: int) -> None:
        """Give back what an array has beyond `length`, where that is more than an eighth."""
        old = self._arrays[name]
        if len(old) > max(length + length // 8, _LEAST):
            self.put(name, old[: max(length, 1)].copy())

    def writing(self) -> AbstractContextManager[None]:
        """Be the one who writes: nothing to see to while only one process knows the room."""
        return nullcontext()

    def reading(self, search: Callable[[], T]) -> T:
        """What a search finds while nobody writes."""
        return search()

    def wipe(self) -> None:
        """Let go of all arrays."""
        self._arrays.clear()
        self.version += 1
        self.change = 0

    @property
    def bytes_used(self) -> int:
        """How much memory the arrays take."""
        return sum(array.nbytes for array in self._arrays.values())
