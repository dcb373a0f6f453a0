"""The standing search: people held and people sought face to face, each side kept current.

A new enquiry is held against the people held. A new or changed record is held against the waiting
enquiries, to learn which of them must be searched again: the same engine, turned round. With a folder of
shared memory all processes of a machine read one index of each side, and one at a time brings it up to date.
"""

from __future__ import annotations

import math
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from regreso.matching import Answer, Registry, shared_registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from regreso.facts.person import PersonFacts

MIN_PROBABILITY = 0.01  # a candidate below this is not worth a reviewer's eyes
TOP = 10
_MOST_CONCERNED = 500
# Rarity is counted among the enquiries when we search the other way, so bits differ; this much is left open.
_DOUBT_BITS = 8.0
_VERSIONS = "versions"


class Standing:
    """Both sides of one operation, in the memory of this process or, given a folder, of the machine.

    Whoever changes a side does so within `changing`.

    Attributes:
        seen: the number of the newest change of the register that is in.
        asked: the number of the newest move of an enquiry that is in.

    >>> from regreso.facts.person import PersonFacts, PersonName, Weighted
    >>> he = PersonFacts(names=(Weighted(PersonName.of_parts("Шевченко", "Тарас")),))
    >>> standing = Standing()
    >>> with standing.changing():
    ...     standing.take_in_held([("R1", he)], seen=1)
    ...     standing.take_in_waiting([("E1", 0, he)])
    >>> standing.candidates(he).candidates[0].record_id, standing.concerned(he)
    ('R1', ['E1'])
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._held = Registry() if folder is None else shared_registry(folder / "held")
        self._waiting = Registry() if folder is None else shared_registry(folder / "waiting")

    @property
    def seen(self) -> int:
        """The number of the newest change of the register that is in."""
        return self._held.room.change

    @property
    def asked(self) -> int:
        """The number of the newest move of an enquiry that is in; 0 before the first look."""
        return self._waiting.room.change

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Be the one process that brings the sides up to date; another that does so is waited for."""
        with ExitStack() as both:
            both.enter_context(self._held.room.writing())
            both.enter_context(self._waiting.room.writing())
            yield

    def wipe(self) -> None:
        """Let go of everything, whole or torn; this object is of no use afterwards."""
        self._held.room.wipe()
        self._waiting.room.wipe()

    def take_in_held(self, people: Iterable[tuple[str, PersonFacts]], *, seen: int) -> None:
        """New or changed records of the register, up to the change number `seen`."""
        self._held.add_many(people)
        self._held.room.change = seen

    def let_go_held(self, keys: Iterable[str]) -> None:
        """Records that are no longer in the register; those that never came in are passed over."""
        held = set(self._held.ids.held())
        for key in keys:
            if key in held:
                self._held.remove(key)

    def outdated(self, versions: Mapping[str, int]) -> set[str]:
        """Which of these waiting enquiries (id → version) are new or changed.

        >>> Standing().outdated({"E1": 0})
        {'E1'}
        """
        return self._waiting.room.reading(lambda: self._outdated(versions))

    def _outdated(self, versions: Mapping[str, int]) -> set[str]:
        ids, room = self._waiting.ids, self._waiting.room
        numbers = {key: ids.number(key) for key in versions}
        return {
            key
            for key, version in versions.items()
            if (number := numbers[key]) is None or room[_VERSIONS][number] != version
        }

    def gone(self, versions: Mapping[str, int]) -> set[str]:
        """Enquiries that are in and wait no longer."""
        return self._waiting.room.reading(lambda: set(self._waiting.ids.held()) - versions.keys())

    def let_go(self, keys: Iterable[str]) -> None:
        """Enquiries that wait no longer; those that never came in are passed over."""
        for key in keys:
            if self._waiting.ids.number(key) is not None:
                self._waiting.remove(key)

    def take_in_waiting(
        self, asked: Iterable[tuple[str, int, PersonFacts]], *, seen: int | None = None
    ) -> None:
        """New or changed enquiries: id, version, facts; with them everything up to the move `seen` is in."""
        room = self._waiting.room
        if _VERSIONS not in room:
            room.make(_VERSIONS, 16, np.int64)
        for key, version, facts in asked:
            self._waiting.add(key, facts)
            number = self._waiting.ids.number(key)
            if number is not None:
                room.grow(_VERSIONS, number + 1)[number] = version
        if seen is not None:
            room.change = seen

    def candidates(self, sought: PersonFacts, *, held_share: float | None = None) -> Answer:
        """Who is held that may be the one sought; the least probable are left out.

        `held_share` is the share of this operation's sought who are held, None for the usual one.
        """
        return self._held.room.reading(lambda: self._candidates(sought, held_share))

    def _candidates(self, sought: PersonFacts, held_share: float | None) -> Answer:
        answer = self._held.search(sought, top=TOP, held_share=held_share)
        # The reasons are read here: later, another process may have made the index anew.
        likely = tuple(
            replace(c, reasons=tuple(c.reasons))
            for c in answer.candidates
            if c.probability >= MIN_PROBABILITY
        )
        return Answer(answer.nobody, likely)

    def concerned(self, held: PersonFacts) -> list[str]:
        """The waiting enquiries that may mean this person: those to search again."""
        needed = math.log2(max(len(self._held), 1) * MIN_PROBABILITY) - _DOUBT_BITS

        def fits() -> list[str]:
            found = self._waiting.search(held, top=_MOST_CONCERNED, least=needed).candidates
            return [candidate.record_id for candidate in found if candidate.weight > needed]

        return self._waiting.room.reading(fits)
