"""The distinct words of one field in a registry, and which of them an asked word may be."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from regreso.facts.names.readings import heard
from regreso.matching.compare import names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from regreso.matching.compare.names import Sounds

MISSING = -1
_MOST_FORMS = 6
_CACHED = 4096


@dataclass(frozen=True, slots=True)
class Field:
    """How the words of one field are made ready and compared."""

    name: str
    ready: Callable[[str], Sounds]
    level: Callable[[Sounds, Sounds], int]


SURNAME = Field("surname", names.surname_sounds, names.surname_level)
GIVEN = Field("given", names.given_sounds, names.given_level)
FATHER = Field("patronymic", names.father_sounds, names.father_level)


def _deletes(word: str) -> Iterator[str]:
    yield word
    if len(word) > 2:  # noqa: PLR2004 - what is left of two letters fits everything
        for i in range(len(word)):
            yield word[:i] + word[i + 1 :]


def _keys(sounds: Sounds) -> set[str]:
    """Two words that agree at any level but "other" share a key, save some with two typos."""
    if sounds.is_initial:
        return {f"I:{sound}" for sound in sounds.initials}
    keys = {d for h in sounds.heards[:_MOST_FORMS] for d in _deletes(h)}
    keys.update(f"p:{heard(p)}" for p in sounds.parts or sounds.forms)
    keys.update(f"i:{sound}" for sound in sounds.initials)
    keys.update(f"g:{group}" for group in sounds.formal)
    keys.update(f"s:{group}" for group in sounds.short)
    keys.update(f"{'v' if sounds.is_bare else 'b'}:{d}" for b in sounds.bones for d in _deletes(b))
    return keys


def _asked_keys(sounds: Sounds) -> set[str]:
    if sounds.is_initial:
        return {f"{kind}:{sound}" for sound in sounds.initials for kind in "iI"}
    keys = {d for h in sounds.heards for d in _deletes(h)}
    keys.update(heard(c) for c in sounds.cases)
    keys.update(f"p:{heard(p)}" for p in sounds.parts or sounds.forms)
    keys.update(f"I:{sound}" for sound in sounds.initials)
    keys.update(f"{kind}:{group}" for group in sounds.formal for kind in "gs")
    keys.update(f"{kind}:{group}" for group in sounds.short for kind in "gs")
    kinds = "bv" if sounds.is_bare else "v"
    keys.update(f"{kind}:{d}" for b in sounds.bones for d in _deletes(b) for kind in kinds)
    return keys


@dataclass(slots=True)
class Near:
    """The words of a field that an asked word may be: numbers and levels, as far as the field had grown."""

    ids: NDArray[np.int32]
    levels: NDArray[np.int8]
    grown: int
    level_of: dict[int, int]


class Words:
    """All distinct writings of one field, each with its number of bearers.

    >>> from regreso.matching.store import SURNAME
    >>> words = Words(SURNAME)
    >>> for name in ("Шевченко", "Коваль", "Shevchenko"):
    ...     words.count(words.number(name), by=1)
    >>> sorted(words.texts[n] for n in words.near("Шевченко").ids)
    ['Shevchenko', 'Шевченко']
    """

    def __init__(self, field: Field) -> None:
        self.field = field
        self.texts: list[str] = []
        self._number: dict[str, int] = {}
        self._counts = array("i")
        self._by_key: dict[str, array[int]] = {}
        self._near: OrderedDict[str, Near] = OrderedDict()
        self.total = 0

    def __len__(self) -> int:
        return len(self.texts)

    def count(self, number: int, by: int) -> None:
        """One bearer more or less."""
        self._counts[number] += by
        self.total += by

    def bearers(self, ids: NDArray[np.int32]) -> NDArray[np.float64]:
        """How many bear each of these words."""
        return (
            np.frombuffer(self._counts, dtype=np.int32)[ids].astype(np.float64) if len(ids) else np.zeros(0)
        )

    def number(self, text: str) -> int:
        """The number of a writing, a new one where it is new; MISSING for an empty one."""
        key = " ".join(text.lower().split())
        if not key:
            return MISSING
        known = self._number.get(key)
        return self._take_up(key, text) if known is None else known

    def _take_up(self, key: str, text: str) -> int:
        number = self._number[key] = len(self.texts)
        self.texts.append(text)
        self._counts.append(0)
        for k in _keys(self.field.ready(key)):
            posting = self._by_key.get(k)
            if posting is None:
                posting = self._by_key[k] = array("i")
            posting.append(number)
        return number

    def near(self, text: str) -> Near:
        """Every word of the field that agrees with `text` at some level."""
        key = " ".join(text.lower().split())
        known = self._near.get(key)
        if known is None or known.grown < len(self.texts):
            known = self._near[key] = self._look(key, known)
            if len(self._near) > _CACHED:
                self._near.popitem(last=False)
        return known

    def _look(self, key: str, known: Near | None) -> Near:
        asked, since = self.field.ready(key), known.grown if known else 0
        found: set[int] = set()
        for k in _asked_keys(asked):
            found.update(self._by_key.get(k, ()))
        level_of = dict(known.level_of) if known else {}
        for number in sorted(n for n in found if n >= since):
            level = self.field.level(asked, self.field.ready(self.texts[number].lower()))
            if level:
                level_of[number] = level
        ids, levels = list(level_of), list(level_of.values())
        return Near(np.array(ids, np.int32), np.array(levels, np.int8), len(self.texts), level_of)
