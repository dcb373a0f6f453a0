"""The distinct words of one field in a registry: sounds, bearers, and the keys that lead to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from regreso.facts.names.many import by_portions
from regreso.matching.compare import names
from regreso.matching.compare.places import region_ready, settlement_ready
from regreso.matching.compare.units import unit_sounds
from regreso.matching.kernels import lookup, spelling
from regreso.matching.room import Room
from regreso.matching.sounds import blob_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from regreso.matching.compare.names import Sounds

    Found = tuple[NDArray[np.int8], NDArray[np.int32], NDArray[np.uint32]]

MISSING = -1


@dataclass(frozen=True, slots=True)
class Field:
    """How the words of one field are made ready, and by which rules they are compared.

    `kept` makes ready what is only looked for, where that is less work than `ready`.
    """

    name: str
    kind: int
    ready: Callable[[str], Sounds]
    kept: Callable[[str], Sounds] | None = None


FIELDS = (
    Field("surname", spelling.SURNAME, names.surname_sounds, names.kept_surname),
    Field("given", spelling.GIVEN, names.given_sounds),
    Field("patronymic", spelling.FATHER, names.father_sounds),
    Field("settlement", spelling.SETTLEMENT, settlement_ready),
    Field("region", spelling.REGION, region_ready),
    Field("unit", spelling.UNIT, unit_sounds),
    Field("mother", spelling.GIVEN, names.given_sounds),
)
SURNAME, GIVEN, FATHER = FIELDS[:3]
_WORDS, _BLOBS, _TEXTS = range(3)
_LOOKED_AT = ("blobs", "starts", "heads", "hashes", "numbers", "before")


def key_of(text: str) -> str:
    """What of a writing counts: neither capitals nor spaces.

    >>> key_of("  Де  ла Крус ")
    'де ла крус'
    """
    return " ".join(text.lower().split())


class Words:
    """All distinct writings of one field, each with its number of bearers.

    >>> words = Words(SURNAME, Room())
    >>> [words.number(name) for name in ("Шевченко", "Коваль", "шевченко", "")]
    [0, 1, 0, -1]
    >>> words.text(1), len(words)
    ('Коваль', 2)
    """

    def __init__(self, field: Field, room: Room) -> None:
        self.field, self.room = field, room
        self._number: dict[str, int] = {}
        self._known = 0
        if f"{field.name}.sizes" not in room:
            self._make()

    def _make(self) -> None:
        name, room = self.field.name, self.room
        room.make(f"{name}.sizes", 4, np.int64)
        room.make(f"{name}.starts", 16, np.int64)
        room.make(f"{name}.blobs", 256, np.uint8)
        room.make(f"{name}.text_starts", 16, np.int64)
        room.make(f"{name}.texts", 64, np.uint8)
        room.make(f"{name}.bearers", 16, np.int32)
        self._make_chains(64)

    def _make_chains(self, entries: int) -> None:
        name, room = self.field.name, self.room
        room.make(f"{name}.heads", 1 << max(entries - 1, 1).bit_length(), np.int32)
        room.make(f"{name}.hashes", entries, np.uint32)
        room.make(f"{name}.numbers", entries, np.int32)
        room.make(f"{name}.before", entries, np.int32)
        room.make(f"{name}.used", 1, np.int64)

    def __len__(self) -> int:
        return int(self.room[f"{self.field.name}.sizes"][_WORDS])

    @property
    def bearers(self) -> NDArray[np.int32]:
        """By word, how many bear it; longer than there are words."""
        return self.room[f"{self.field.name}.bearers"]

    def look_near(self, asked: NDArray[np.uint8], since: int, found: Found) -> int:
        """The words from number `since` on that agree with an asked blob; see kernels.lookup."""
        parts = (self.room[f"{self.field.name}.{part}"] for part in _LOOKED_AT)
        return lookup.look_near(self.field.kind, asked, *parts, since, *found)

    def text(self, number: int) -> str:
        """A word as it was first written; "" for MISSING."""
        if number == MISSING:
            return ""
        starts = self.room[f"{self.field.name}.text_starts"]
        return bytes(self.room[f"{self.field.name}.texts"][starts[number] : starts[number + 1]]).decode(
            "utf8"
        )

    def number(self, text: str) -> int:
        """The number of a writing, a new one where it is new; MISSING for an empty one."""
        known = self._number.get(text)
        return self.numbers([text])[0] if known is None else known

    def numbers(self, texts: Sequence[str]) -> list[int]:
        """As `number`, of many at once."""
        self._learn()
        out: list[int] = []
        new: list[str] = []
        following = len(self)
        for text in texts:
            number = self._number.get(text)
            if number is None:
                key = key_of(text)
                number = self._number.get(key) if key else MISSING
                if number is None:
                    number = self._number[key] = following + len(new)
                    new.append(text)
                self._number[text] = number
            out.append(number)
        if new:
            self._take_up(new)
        return out

    def _learn(self) -> None:
        """Know what another process took up since."""
        for number in range(self._known, len(self)):
            self._number.setdefault(key_of(self.text(number)), number)
        self._known = len(self)

    def _take_up(self, texts: Sequence[str]) -> None:
        name, first = self.field.name, len(self)
        ready = self.field.kept or self.field.ready
        keys = [key_of(text) for text in texts]
        blobs = [blob_of(ready(key), asked=False) for portion in by_portions(keys) for key in portion]
        self._append("blobs", "starts", _BLOBS, blobs)
        self._append("texts", "text_starts", _TEXTS, [text.encode("utf8") for text in texts])
        self.room.grow(f"{name}.bearers", first + len(texts))
        self.room[f"{name}.sizes"][_WORDS] = self._known = first + len(texts)
        self._keep(first, len(self))

    def _append(self, what: str, starts: str, used: int, parts: list[bytes]) -> None:
        sizes, first = self.room[f"{self.field.name}.sizes"], len(self)
        whole = b"".join(parts)
        begin = int(sizes[used])
        room = self.room.grow(f"{self.field.name}.{what}", begin + len(whole))
        room[begin : begin + len(whole)] = np.frombuffer(whole, np.uint8)
        ends = self.room.grow(f"{self.field.name}.{starts}", first + len(parts) + 1)
        ends[first + 1 : first + len(parts) + 1] = begin + np.cumsum([len(part) for part in parts])
        sizes[used] = begin + len(whole)

    def trim(self) -> None:
        """Give back the room that was left for more words.

        >>> room = Room()
        >>> words = Words(SURNAME, room)
        >>> _ = words.numbers([f"Коваль{chr(1072 + n % 32)}{chr(1072 + n // 32)}" for n in range(999)])
        >>> before, number = room.bytes_used, words.number("Ковальаб")
        >>> words.trim()
        >>> room.bytes_used < before, words.number("Ковальаб") == number
        (True, True)
        """
        name, room, count = self.field.name, self.room, len(self)
        sizes, used = room[f"{name}.sizes"], int(room[f"{name}.used"][0])
        for part, length in (
            ("starts", count + 1), ("text_starts", count + 1), ("bearers", count),
            ("blobs", int(sizes[_BLOBS])), ("texts", int(sizes[_TEXTS])),
            ("hashes", used), ("numbers", used), ("before", used),
        ):  # fmt: skip
            room.trim(f"{name}.{part}", length)
        buckets = 1 << max(used - used // 4, 1).bit_length()
        if buckets < len(room[f"{name}.heads"]):
            heads = room.make(f"{name}.heads", buckets, np.int32)
            lookup.rechain(heads, room[f"{name}.hashes"], room[f"{name}.before"], room[f"{name}.used"])

    def _keep(self, first: int, last: int) -> None:
        name, room = self.field.name, self.room
        keys = np.zeros(lookup.MOST_KEYS, np.uint32)
        while first < last:
            parts = [room[f"{name}.{part}"] for part in (*_LOOKED_AT, "used")]
            first = lookup.keep_words(self.field.kind, *parts[:2], first, last, *parts[2:], keys)
            if first < last:
                used = int(room[f"{name}.used"][0])
                entries = max(2 * used, used + lookup.MOST_KEYS)
                for part in ("hashes", "numbers", "before"):
                    room.grow(f"{name}.{part}", entries)
                heads = room.make(f"{name}.heads", 1 << (entries - 1).bit_length(), np.int32)
                lookup.rechain(heads, room[f"{name}.hashes"], room[f"{name}.before"], room[f"{name}.used"])
