"""The standing search: people held and people sought face to face, in memory, each side kept current.

A new enquiry is held against the people held. A new or changed record is held against the waiting
enquiries, to learn which of them must be searched again: the same engine, turned round.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from regreso.matching import Answer, Registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from regreso.facts.person import PersonFacts

MIN_PROBABILITY = 0.01  # a candidate below this is not worth a reviewer's eyes
TOP = 10
_MOST_CONCERNED = 500
# Rarity is counted among the enquiries when we search the other way, so bits differ; this much is left open.
_DOUBT_BITS = 8.0


class Standing:
    """Both sides of one operation.

    Attributes:
        seen: the number of the newest change of the register that is in.

    >>> from regreso.facts.person import PersonFacts, PersonName, Weighted
    >>> he = PersonFacts(names=(Weighted(PersonName.of_parts("Шевченко", "Тарас")),))
    >>> standing = Standing()
    >>> standing.take_in_held([("R1", he)], seen=1)
    >>> standing.take_in_waiting([("E1", 0, he)])
    >>> standing.candidates(he).candidates[0].record_id, standing.concerned(he)
    ('R1', ['E1'])
    """

    def __init__(self) -> None:
        self.seen = 0
        self._held = Registry()
        self._waiting = Registry()
        self._versions: dict[str, int] = {}

    def take_in_held(self, people: Iterable[tuple[str, PersonFacts]], *, seen: int) -> None:
        """New or changed records of the register, up to the change number `seen`."""
        self._held.add_many(people)
        self.seen = seen

    def outdated(self, versions: Mapping[str, int]) -> set[str]:
        """Which of these waiting enquiries (id → version) are new or changed; others wait no longer.

        >>> Standing().outdated({"E1": 0})
        {'E1'}
        """
        for gone in self._versions.keys() - versions.keys():
            self._waiting.remove(gone)
            del self._versions[gone]
        return {key for key, version in versions.items() if self._versions.get(key) != version}

    def take_in_waiting(self, asked: Iterable[tuple[str, int, PersonFacts]]) -> None:
        """New or changed enquiries: id, version, facts."""
        for key, version, facts in asked:
            self._waiting.add(key, facts)
            self._versions[key] = version

    def candidates(self, sought: PersonFacts) -> Answer:
        """Who is held that may be the one sought; the least probable are left out."""
        answer = self._held.search(sought, top=TOP)
        likely = tuple(c for c in answer.candidates if c.probability >= MIN_PROBABILITY)
        return Answer(answer.nobody, likely)

    def concerned(self, held: PersonFacts) -> list[str]:
        """The waiting enquiries that may mean this person: those to search again."""
        needed = math.log2(max(len(self._held), 1) * MIN_PROBABILITY) - _DOUBT_BITS
        found = self._waiting.search(held, top=_MOST_CONCERNED).candidates
        return [candidate.record_id for candidate in found if candidate.weight > needed]
