"""Words that were asked for, by field, with the registry's words near to them, kept for the next enquiry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from regreso.matching.kernels import lookup, sharing
from regreso.matching.kernels.scoring import LEVELS
from regreso.matching.sounds import blob_of
from regreso.matching.words import FIELDS, key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from regreso.matching.words import Words

_MOST = 400_000  # asked words kept; then all are forgotten
_FIRST = 1024


class AskedWords:
    """A memory of asked words. What the registry learns in between is looked up anew.

    >>> from regreso.matching.room import Room
    >>> from regreso.matching.words import SURNAME, Words
    >>> room = Room()
    >>> words = [Words(field, room) for field in FIELDS]
    >>> _ = words[0].numbers(["Шевченко", "Коваль", "Shevchenko"])
    >>> asked = AskedWords(words)
    >>> sorted(words[0].text(n) for n in asked.near(asked.number(0, "Шевченко")))
    ['Shevchenko', 'Шевченко']
    """

    def __init__(self, words: Sequence[Words]) -> None:
        self._words = words
        self._changes = -1
        self._keys = np.zeros(lookup.MOST_KEYS, np.uint32)
        self.forget()

    def forget(self) -> None:
        """Let go of all."""
        self._number: list[dict[str, int]] = [{} for _ in FIELDS]
        self._blobs: list[NDArray[np.uint8]] = []
        self._grown: list[int] = []
        self._starts, self._sizes = np.zeros(_FIRST, np.int64), np.zeros(_FIRST, np.int32)
        self._near, self._levels = np.zeros(_FIRST, np.int32), np.zeros(_FIRST, np.int8)
        self._used = 0
        self._marks = [np.zeros(0, np.int8) for _ in FIELDS]
        self._found = np.zeros(0, np.int32)
        self.by_level = np.zeros((_FIRST, LEVELS), np.int32)
        self._counted: list[int] = []

    @property
    def near_words(self) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32], NDArray[np.int8]]:
        """By asked word where its near words begin and how many there are; the words and their levels."""
        return self._starts, self._sizes, self._near, self._levels

    def begin(self, changes: int) -> None:
        """Before an enquiry: `changes` tells how often the registry changed so far."""
        self._changes = changes
        if len(self._grown) > _MOST or self._used > 100 * _MOST:
            self.forget()

    def near(self, number: int) -> NDArray[np.int32]:
        """The registry's words near to an asked one."""
        start = self._starts[number]
        return self._near[start : start + self._sizes[number]]

    def levels(self, number: int) -> NDArray[np.int8]:
        """The levels of `near`."""
        start = self._starts[number]
        return self._levels[start : start + self._sizes[number]]

    def number(self, field: int, text: str) -> int:
        """The number of an asked word, whose near words are as the registry stands; -1 for no word."""
        if not text:
            return -1
        number = self._number[field].get(text)
        if number is None:
            number = self._new(field, text)
        if number >= 0 and self._counted[number] != self._changes:
            if self._grown[number] < len(self._words[field]):
                self._look(field, number)
            sharing.count_levels(*self.near_words, self._words[field].bearers, self.by_level, number)
            self._counted[number] = self._changes
        return number

    def _new(self, field: int, text: str) -> int:
        key = key_of(text)
        known = self._number[field].get(key, -1 if not key else None)
        if known is None:
            known = len(self._blobs)
            blob = blob_of(FIELDS[field].ready(key), asked=True)
            self._blobs.append(np.frombuffer(bytearray(blob), np.uint8))
            self._grown.append(0)
            self._counted.append(-2)
            self._number[field][key] = known
            if known >= len(self._starts):
                self._starts = np.concatenate([self._starts, np.zeros_like(self._starts)])
                self._sizes = np.concatenate([self._sizes, np.zeros_like(self._sizes)])
                self.by_level = np.concatenate([self.by_level, np.zeros_like(self.by_level)])
        self._number[field][text] = known
        return known

    def _look(self, field: int, number: int) -> None:
        """Find the near words among those that the registry took up since."""
        words = self._words[field]
        size = len(words)
        if len(self._marks[field]) < size:
            self._marks[field] = np.zeros(len(words.bearers), np.int8)
        if len(self._found) < size:
            self._found = np.zeros(len(words.bearers), np.int32)
        marks, found = self._marks[field], self._found
        new = words.look_near(self._blobs[number], self._grown[number], (marks, found, self._keys))
        if new:
            self._append(number, found[:new], marks)
            marks[found[:new]] = 0
        self._grown[number] = size

    def _append(self, number: int, found: NDArray[np.int32], marks: NDArray[np.int8]) -> None:
        old = int(self._sizes[number])
        size = old + len(found)
        while self._used + size > len(self._near):
            self._near = np.concatenate([self._near, np.zeros_like(self._near)])
            self._levels = np.concatenate([self._levels, np.zeros_like(self._levels)])
        start, at = int(self._starts[number]), self._used
        self._near[at : at + old] = self._near[start : start + old]
        self._levels[at : at + old] = self._levels[start : start + old]
        self._near[at + old : at + size] = found
        self._levels[at + old : at + size] = marks[found]
        self._starts[number], self._sizes[number] = at, size
        self._used += size
