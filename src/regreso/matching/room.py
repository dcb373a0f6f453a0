"""Where the arrays of an index live, and how they grow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import DTypeLike, NDArray

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
        self._arrays: dict[str, NDArray[Any]] = {}

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self._arrays[name]

    def __contains__(self, name: object) -> bool:
        return name in self._arrays

    def make(self, name: str, length: int, kind: DTypeLike, columns: int = 0) -> NDArray[Any]:
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

    @property
    def bytes_used(self) -> int:
        """How much memory the arrays take."""
        return sum(array.nbytes for array in self._arrays.values())
