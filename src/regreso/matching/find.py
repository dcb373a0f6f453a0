"""The front door: a registry of people in memory that answers whom an enquiry may mean, or nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from regreso.matching.answer import Answer, Candidate
from regreso.matching.cards import cards_of
from regreso.matching.groups import Groups, same_person
from regreso.matching.reasons import reasons_of
from regreso.matching.settings import Settings
from regreso.matching.share import allowed_records, nobody_odds, probabilities, rank
from regreso.matching.store import Store
from regreso.matching.weigh import Scale
from regreso.matching.weights import learned

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from regreso.facts.person import PersonFacts
    from regreso.matching.share import Rank, Ranking
    from regreso.matching.weigh import Weighed
    from regreso.matching.weights import Weights

_MOST_ROWS = 4
_GROUPED = 12
_CLOSE_BITS = 14.0  # a record this much weaker than the best changes no probability worth telling
_LEAST_BITS = -5.0  # under one in thirty before the others are heard: not worth asking whether it is twice
_AS_WELL_BITS = 2.0


class Registry:
    """People to be found, in memory. A person added is found by the next search.

    >>> from regreso.facts.person import PersonFacts, PersonName, Weighted
    >>> registry = Registry()
    >>> registry.add("R1", PersonFacts(names=(Weighted(PersonName.of_parts("Иванов", "Пётр")),)))
    >>> registry.search(PersonFacts(names=(Weighted(PersonName("Petr Ivanov")),))).candidates[0].record_id
    'R1'
    """

    def __init__(self, settings: Settings | None = None, *, weights: Weights | None = None) -> None:
        self.settings = settings or Settings()
        self.weights = weights or learned()
        self.store = Store()
        self.scale = Scale(self.store, self.weights)
        self.ids: list[str] = []
        self._rows: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._rows

    def add(self, record_id: str, facts: PersonFacts) -> None:
        """Take up one person; one who is in already gets the new facts."""
        if record_id in self._rows:
            self.remove(record_id)
        number = len(self.ids)
        self.ids.append(record_id)
        self._rows[record_id] = [self.store.add(number, card) for card in cards_of(facts, most=_MOST_ROWS)]

    def replace(self, record_id: str, facts: PersonFacts) -> None:
        """Put new facts in the place of the old ones."""
        self.add(record_id, facts)

    def remove(self, record_id: str) -> None:
        """Take a person out; who is not in is no error."""
        for row in self._rows.pop(record_id, ()):
            self.store.drop(row)

    def add_many(self, people: Iterable[tuple[str, PersonFacts]]) -> None:
        """Take up many people at once."""
        for record_id, facts in people:
            self.add(record_id, facts)

    def search(self, facts: PersonFacts, *, top: int = 10, allow: Container[str] | None = None) -> Answer:
        """Who in the registry may be the one sought, and how probably nobody is.

        Args:
            facts: what the enquiry tells, with its alternatives.
            top: how many candidates at most.
            allow: ids that the asker may see; others are neither shown nor weighed.

        Returns:
            Candidates, the most probable first, and the probability that the sought is not in the registry.
        """
        weighed, ranking = self.rank(facts, allow=allow)
        groups = self._groups(ranking)
        shown = groups.leaders()
        nobody = nobody_odds(ranking, len(self), self.weights.kin)
        each, none = probabilities(
            ranking.bits[shown],
            nobody=nobody,
            people=len(self),
            held_share=self.settings.held_share,
            curve=self.weights.curve,
        )
        chance = dict(zip(shown.tolist(), each.tolist(), strict=True))
        found = [
            self._candidate(weighed, ranking, best, chance[groups.leader(at)], groups.leader(at))
            for at, best in enumerate(ranking.first(top))
        ]
        return Answer(none, tuple(found))

    def evidence(self, facts: PersonFacts) -> float:
        """How much likelier an enquiry is if its person is in the registry than if not.

        >>> from regreso.facts.person import PersonFacts, PersonName, Weighted
        >>> ivan = PersonFacts(names=(Weighted(PersonName("Ivan Melnik")),))
        >>> registry = Registry()
        >>> registry.add("R1", ivan)
        >>> registry.evidence(ivan) > 1
        True
        """
        _, ranking = self.rank(facts)
        bits = ranking.bits[self._groups(ranking).leaders()]
        held = float(np.exp2(np.minimum(bits, 200.0)).sum()) / max(len(self), 1)
        return held / nobody_odds(ranking, len(self), self.weights.kin)

    def rank(
        self, facts: PersonFacts, *, allow: Container[str] | None = None
    ) -> tuple[list[Weighed], Ranking]:
        """All records that may be meant with their bits, before any probability; training reads it."""
        weighed = [self.scale.weigh(card) for card in cards_of(facts)]
        return weighed, rank(self.store, weighed, allowed_records(self.ids, allow))

    def _groups(self, ranking: Ranking) -> Groups:
        bits = ranking.bits[:_GROUPED]
        least = np.log2(max(len(self), 1)) + _LEAST_BITS
        close = int((bits > max(bits[0] - _CLOSE_BITS, least)).sum()) if len(bits) else 0
        leaders = same_person(self.scale, ranking.rows[:close].tolist(), len(self)) if close > 1 else []
        return Groups(tuple(leaders), len(ranking.rows))

    def _candidate(
        self, weighed: list[Weighed], ranking: Ranking, best: Rank, chance: float, leader: int
    ) -> Candidate:
        alike = int((ranking.bits >= best.bits - _AS_WELL_BITS).sum()) - 1
        return Candidate(
            self.ids[best.record],
            chance,
            round(best.bits, 3),
            reasons_of(self.scale, weighed[best.card], best.row),
            self.ids[int(ranking.records[leader])],
            alike,
        )

    def match_all(
        self, enquiries: Iterable[tuple[str, PersonFacts]], *, top: int = 10
    ) -> Iterator[tuple[str, Answer]]:
        """Answer many enquiries one after another, each exactly as `search` would."""
        for enquiry_id, facts in enquiries:
            yield enquiry_id, self.search(facts, top=top)
