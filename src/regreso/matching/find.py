"""The front door: a registry of people in memory that answers whom an enquiry may mean, or nobody."""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

import numpy as np

from regreso.matching.allowed import Allowed
from regreso.matching.answer import Answer, Candidate
from regreso.matching.cards import cards_of
from regreso.matching.columns import People
from regreso.matching.groups import same_person
from regreso.matching.reasons import Reasons, Told
from regreso.matching.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from regreso.facts.person import PersonFacts
    from regreso.matching.cards import Card
    from regreso.matching.reasons import Numbers
    from regreso.matching.room import Room
    from regreso.matching.weigh import Ranking
    from regreso.matching.weights import Weights

_MOST_ROWS = 4
_GROUPED = 12
_CLOSE_BITS = 14.0  # a record this much weaker than the best changes no probability worth telling
_SORTED_FROM = 1000  # people from which a whole list is sorted at once
_FEW, _PORTION = 16, 20_000  # people who are as soon taken up one by one; who are taken up at once
EVERYBODY = np.zeros(0, np.uint8)
_LEAST_BITS = -5.0  # under one in thirty before the others are heard: not worth asking whether it is twice


class Registry:
    """People to be found, in memory. A person added is found by the next search.

    >>> from regreso.facts.person import PersonFacts, PersonName, Weighted
    >>> registry = Registry()
    >>> registry.add("R1", PersonFacts(names=(Weighted(PersonName.of_parts("Иванов", "Пётр")),)))
    >>> registry.search(PersonFacts(names=(Weighted(PersonName("Petr Ivanov")),))).candidates[0].record_id
    'R1'
    """

    def __init__(
        self, settings: Settings | None = None, *, weights: Weights | None = None, room: Room | None = None
    ) -> None:
        # Deferred: the compiler takes a second to load; who only imports shall not wait for it.
        from regreso.matching.ids import Ids  # noqa: PLC0415 - see above
        from regreso.matching.store import Store  # noqa: PLC0415 - see above
        from regreso.matching.weigh import Scale  # noqa: PLC0415 - see above
        from regreso.matching.weights import learned  # noqa: PLC0415 - see above

        self.settings = settings or Settings()
        self.store = Store(room)
        self.scale = Scale(self.store, weights or learned())
        self.ids = Ids(self.store.room)

    @property
    def room(self) -> Room:
        """Where all that it knows is kept."""
        return self.store.room

    @property
    def weights(self) -> Weights:
        """The weights it searches by."""
        return self.scale.weights

    def __len__(self) -> int:
        return len(self.ids)

    def __contains__(self, record_id: object) -> bool:
        return isinstance(record_id, str) and self.ids.number(record_id) is not None

    def add(self, record_id: str, facts: PersonFacts) -> None:
        """Take up one person; one who is in already gets the new facts."""
        self._add_cards(record_id, cards_of(facts, most=_MOST_ROWS))
        self.store.settle()

    def _add_cards(self, record_id: str, cards: Iterable[Card]) -> None:
        self.remove(record_id)
        record = self.ids.add([record_id])[0]
        for card in cards:
            self.store.add(record, card)
        self.store.people = len(self.ids)

    def replace(self, record_id: str, facts: PersonFacts) -> None:
        """Put new facts in the place of the old ones."""
        self.add(record_id, facts)

    def remove(self, record_id: str) -> None:
        """Take a person out; who is not in is no error."""
        record = self.ids.take_out(record_id)
        if record is not None:
            for row in self.store.rows_of(record):
                self.store.drop(row)
            self.store.people = len(self.ids)

    def add_many(self, people: Iterable[tuple[str, PersonFacts]]) -> None:
        """Take up many people at once, each as `add` would; of two with one id the later one stays.

        >>> from regreso.facts.person import PersonFacts, PersonName, Weighted
        >>> registry, ivan = Registry(), PersonFacts((Weighted(PersonName("Ivan Melnik")),))
        >>> registry.add_many((f"R{n}", ivan) for n in range(3))
        >>> len(registry)
        3
        """
        portion: dict[str, PersonFacts] = {}
        before = len(self)
        for record_id, facts in people:
            portion[record_id] = facts
            if len(portion) == _PORTION:
                self._take_in_facts(portion)
                portion = {}
        self._take_in_facts(portion)
        self.store.settle(now=len(self) - before > _SORTED_FROM)

    def _take_in_facts(self, people: Mapping[str, PersonFacts]) -> None:
        """Take up a portion: columns at once, the others one by one, their words many at once."""
        if len(people) < _FEW:
            for record_id, facts in people.items():
                self.add(record_id, facts)
            return
        plain = People()
        rest = [record_id for record_id, facts in people.items() if not plain.note_facts(record_id, facts)]
        self._take_in(plain)
        cards = {record_id: cards_of(people[record_id], most=_MOST_ROWS) for record_id in rest}
        self.store.know_words([card for some in cards.values() for card in some])
        for record_id, some in cards.items():
            self._add_cards(record_id, some)

    def add_columns(self, people: People) -> None:
        """Take up a whole list at once; one who is in already gets the new facts.

        >>> from regreso.matching.columns import People
        >>> people, registry = People(), Registry()
        >>> people.note("R1", {"surname": "Иванов", "given": "Пётр"}, None)
        >>> registry.add_columns(people)
        >>> len(registry)
        1
        """
        self._take_in(people)
        self.store.settle(now=len(self) > _SORTED_FROM)
        self.ids.trim()
        for words in self.store.words:
            words.trim()

    def _take_in(self, people: People) -> None:
        from regreso.matching.intake import take_in  # noqa: PLC0415 - the compiler takes a second to load

        if len(self):
            for record_id in people.ids:
                self.remove(record_id)
        take_in(self.store, people, self.ids.add(people.ids))
        self.store.people = len(self.ids)

    def search(
        self,
        facts: PersonFacts,
        *,
        top: int = 10,
        allow: Allowed | Container[str] | None = None,
        held_share: float | None = None,
        least: float | None = None,
    ) -> Answer:
        """Who in the registry may be the one sought, and how probably nobody is.

        Args:
            facts: what the enquiry tells, with its alternatives.
            top: how many candidates at most.
            allow: whom the asker may see; others are neither shown nor weighed. A set of ids is made into
                bits at every call: keep what `allowing` gives.
            held_share: the prior share of the sought who are in the registry, for this search alone.
            least: bits under which nobody is a candidate; if not told, those of one in a hundred thousand.

        Returns:
            Candidates, the most probable first, and the probability that the sought is not in the registry.
        """
        ranking = self.rank(facts, top=top, allow=allow, least=least)
        leaders = self.leaders(ranking)
        held = self.settings.held_share if held_share is None else held_share
        told = self.scale.tell(ranking, max(len(ranking.best[:top]), min(len(ranking.best), 1)))
        each, nobody = self.scale.share(ranking, leaders, held, told=told)
        return Answer(nobody, tuple(self._candidates(ranking, leaders, each, told, top)))

    def _candidates(
        self, ranking: Ranking, leaders: list[int], each: list[float], numbers: Numbers, top: int
    ) -> Iterator[Candidate]:
        best = ranking.best[:top].tolist()
        rows = self.store.room["rows"][ranking.best[:top, 1]]
        told = Told.of(numbers, rows, ranking, scale=self.scale)
        weights, alike = ranking.bits.tolist(), ranking.alike.tolist()
        names = [self.ids.text(record) for record, _, _ in best]
        for k in range(len(best)):
            leader = leaders[k] if k < len(leaders) else k
            same_as = names[leader] if leader < len(best) else self.ids.text(int(ranking.best[leader, 0]))
            yield Candidate(names[k], each[k], round(weights[k], 3), Reasons(told, k), same_as, alike[k])

    def evidence(self, facts: PersonFacts) -> float:
        """How much likelier an enquiry is if its person is in the registry than if not.

        >>> from regreso.facts.person import PersonFacts, PersonName, Weighted
        >>> ivan = PersonFacts(names=(Weighted(PersonName("Ivan Melnik")),))
        >>> registry = Registry()
        >>> registry.add("R1", ivan)
        >>> registry.evidence(ivan) > 1
        True
        """
        ranking = self.rank(facts)
        return self.scale.evidence(ranking, self.leaders(ranking))

    def rank(
        self,
        facts: PersonFacts,
        *,
        top: int = _GROUPED,
        allow: Allowed | Container[str] | None = None,
        least: float | None = None,
    ) -> Ranking:
        """All records that may be meant with their bits, before any probability; training reads it."""
        allowed = EVERYBODY
        if allow is not None:
            allowed = (allow if isinstance(allow, Allowed) else self._allowing(allow)).bits
        return self.scale.rank(cards_of(facts), top=max(top, _GROUPED), allowed=allowed, least=least)

    def allowing(self, record_ids: Iterable[str]) -> Allowed:
        """The set of these records, for `search`; ids that are not in are left out.

        >>> len(Registry().allowing(["R1"]))
        0
        """
        numbers = (self.ids.number(record_id) for record_id in record_ids)
        return Allowed.of(number for number in numbers if number is not None)

    def _allowing(self, allow: Container[str]) -> Allowed:
        return self.allowing(record_id for record_id in self.ids.held() if record_id in allow)

    def leaders(self, ranking: Ranking) -> list[int]:
        """For the first few of the best, the place of the one that stands for the same person."""
        bits = ranking.bits[:_GROUPED].tolist()
        if len(bits) < 2:  # noqa: PLR2004 - one alone has nobody to stand for
            return []
        least = max(bits[0] - _CLOSE_BITS, log2(max(len(self), 1)) + _LEAST_BITS)
        close = sum(b > least for b in bits)
        rows = ranking.best[:close, 1].tolist()
        return same_person(self.scale, rows, len(self)) if close > 1 else []

    def match_all(
        self, enquiries: Iterable[tuple[str, PersonFacts]], *, top: int = 10
    ) -> Iterator[tuple[str, Answer]]:
        """Answer many enquiries one after another, each exactly as `search` would."""
        for enquiry_id, facts in enquiries:
            yield enquiry_id, self.search(facts, top=top)
