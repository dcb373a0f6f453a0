"""The ids of a registry's records, and the order in which equals stand."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

from regreso.matching.room import Room

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_COUNT, _USED, _HELD = range(3)


class Ids:
    """Numbered ids; an id that was taken out keeps its number.

    >>> ids = Ids(Room())
    >>> ids.add(["R1", "R2"])
    [0, 1]
    >>> ids.take_out("R1"), len(ids), ids.number("R1"), ids.text(1)
    (0, 1, None, 'R2')
    """

    def __init__(self, room: Room) -> None:
        self.room = room
        self._number: dict[str, int] = {}
        self._known = 0
        if "ids.sizes" not in room:
            room.make("ids.sizes", 3, np.int64)
            room.make("ids.texts", 64, np.uint8)
            room.make("ids.starts", 16, np.int64)
            room.make("ids.held", 16, np.int8)
            room.make("ties", 16, np.uint32)

    def __len__(self) -> int:
        return int(self.room["ids.sizes"][_HELD])

    @property
    def count(self) -> int:
        """How many numbers were given."""
        return int(self.room["ids.sizes"][_COUNT])

    def text(self, record: int) -> str:
        """The id of a record."""
        starts = self.room["ids.starts"]
        return bytes(self.room["ids.texts"][starts[record] : starts[record + 1]]).decode()

    def number(self, record_id: str) -> int | None:
        """The record of an id that is held."""
        self._learn()
        record = self._number.get(record_id)
        return None if record is None or not self.room["ids.held"][record] else record

    def held(self) -> Iterator[str]:
        """All ids that are held."""
        return (self.text(record) for record in np.flatnonzero(self.room["ids.held"][: self.count]).tolist())

    def _learn(self) -> None:
        """Know what another process added since."""
        for record in range(self._known, self.count):
            self._number[self.text(record)] = record
        self._known = self.count

    def add(self, record_ids: Sequence[str]) -> list[int]:
        """Number new ids; who is in already keeps his number."""
        self._learn()
        new = [i for i in dict.fromkeys(record_ids) if i not in self._number]
        self._append(new)
        records = [self._number[i] for i in record_ids]
        held = self.room["ids.held"]
        distinct = np.unique(np.array(records, np.int64))
        self.room["ids.sizes"][_HELD] += int((held[distinct] == 0).sum()) if len(distinct) else 0
        held[distinct] = 1
        return records

    def _append(self, new: list[str]) -> None:
        first, sizes = self.count, self.room["ids.sizes"]
        parts = [i.encode() for i in new]
        whole, begin, end = b"".join(parts), int(sizes[_USED]), first + len(new)
        texts = self.room.grow("ids.texts", begin + len(whole))
        texts[begin : begin + len(whole)] = np.frombuffer(whole, np.uint8)
        ends = begin + np.cumsum([len(part) for part in parts], dtype=np.int64)
        self.room.grow("ids.starts", end + 1)[first + 1 : end + 1] = ends
        self.room.grow("ids.held", end)
        self.room.grow("ties", end)[first:end] = np.array([zlib.crc32(part) for part in parts], np.uint32)
        sizes[_USED] = begin + len(whole)
        sizes[_COUNT] = self._known = end
        self._number.update(zip(new, range(first, end), strict=True))

    def trim(self) -> None:
        """Give back the room that was left for more ids."""
        self.room.trim("ids.texts", int(self.room["ids.sizes"][_USED]))
        for name, length in (("ids.starts", self.count + 1), ("ids.held", self.count), ("ties", self.count)):
            self.room.trim(name, length)

    def take_out(self, record_id: str) -> int | None:
        """Hold an id no longer; gives its record if it was held."""
        record = self.number(record_id)
        if record is not None:
            self.room["ids.held"][record] = 0
            self.room["ids.sizes"][_HELD] -= 1
        return record
