"""What public material says of people, face to face with whom families seek: possible, and never more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regreso.matching import Registry, compare

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from regreso.facts.person import PersonFacts
    from regreso.matching import Reason

LEAST = 0.02  # below this a claim is not worth a reviewer's eyes
_TOP = 40  # candidates of a coarse search that are weighed one by one


@dataclass(frozen=True, slots=True)
class Met:
    """Two descriptions that may be of one person.

    Attributes:
        key: of the other side: an enquiry or a lead.
        probability: that both are one person, by their names alone taken to be of average rarity, or shared
            with the others that fit as well: whichever is less.
        reasons: field by field.

    >>> Met("E1", 0.4, ()).key
    'E1'
    """

    key: str
    probability: float
    reasons: Sequence[Reason]


class Side:
    """The people of one side, in memory, each with the number of its version.

    >>> from regreso.facts.person import PersonFacts, PersonName, Weighted
    >>> he = PersonFacts(names=(Weighted(PersonName.of_parts("Шевченко", "Тарас")),))
    >>> asked = Side()
    >>> asked.take_in([("E1", 0, he)])
    >>> [met.key for met in asked.meet(he)]
    ['E1']
    """

    def __init__(self) -> None:
        self._people = Registry()
        self._facts: dict[str, PersonFacts] = {}
        self._versions: dict[str, int] = {}

    def outdated(self, versions: Mapping[str, int]) -> set[str]:
        """Which of these (key → version) are new or changed; whoever is not among them is forgotten.

        >>> Side().outdated({"E1": 0})
        {'E1'}
        """
        for gone in self._versions.keys() - versions.keys():
            self._forget(gone)
        return {key for key, version in versions.items() if self._versions.get(key) != version}

    def take_in(self, people: Iterable[tuple[str, int, PersonFacts | None]]) -> None:
        """New or changed people: key, version, facts (None: nobody may be looked for by it)."""
        for key, version, facts in people:
            self._forget(key)
            self._versions[key] = version
            if facts is not None:
                self._facts[key] = facts
                self._people.add(key, facts)

    def meet(self, someone: PersonFacts) -> list[Met]:
        """Who of this side may be this person, the most probable first."""
        if not self._facts:
            return []
        found = self._people.search(someone, top=_TOP).candidates
        met = []
        for one in found:
            pair = compare(self._facts[one.record_id], someone)
            met.append(Met(one.record_id, min(pair.probability, one.probability), pair.reasons))
        return sorted((m for m in met if m.probability >= LEAST), key=lambda m: (-m.probability, m.key))

    def _forget(self, key: str) -> None:
        if key in self._facts:
            self._people.remove(key)
            del self._facts[key]
        self._versions.pop(key, None)
