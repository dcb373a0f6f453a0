"""The front door: a registry of people in memory that answers whom an enquiry may mean, or nobody."""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING

from rapidfuzz.distance import JaroWinkler

from regreso.matching.answer import Answer, Candidate, Level, Reason
from regreso.matching.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from regreso.facts.person import PersonFacts

_CYRILLIC = "абвгдезийклмнопрстуфыэіїєґёъьжхцчшщюя"
_ROMAN = ["zh", "kh", "ts", "ch", "sh", "shch", "iu", "ia"]
_LATIN = dict(zip(_CYRILLIC, [*"abvgdeziiklmnoprstufyeiiege", "", "", *_ROMAN], strict=True))
_SAME_AT = 0.93
_CLOSE_AT = 0.86


def _fold(text: str) -> str:
    """Letters without case, alphabet and marks."""
    latin = "".join(_LATIN.get(letter, letter) for letter in text.lower())
    plain = unicodedata.normalize("NFKD", latin)
    return " ".join("".join(c if c.isalpha() else " " for c in plain if not unicodedata.combining(c)).split())


def _words(facts: PersonFacts) -> str:
    return " ".join(sorted(_fold(facts.names[0].value.as_written).split())) if facts.names else ""


def name_similarity(a: str, b: str) -> float:
    """How probable it is, from 0 to 1, that two written names are one person's.

    >>> name_similarity("Сергей Иванов", "Ivanov Sergei") > name_similarity("Сергей Иванов", "Petrov Oleg")
    True
    """
    return JaroWinkler.similarity(" ".join(sorted(_fold(a).split())), " ".join(sorted(_fold(b).split())))


def _name_reason(asked: PersonFacts, found: PersonFacts) -> Reason:
    alike = JaroWinkler.similarity(_words(asked), _words(found))
    level: Level
    level, bits = (
        ("same", 18.0) if alike >= _SAME_AT else ("close", 9.0) if alike >= _CLOSE_AT else ("different", -8.0)
    )
    return Reason(
        "surname", level, bits, asked.names[0].value.as_written, found.names[0].value.as_written, "reading"
    )


def _birth_reason(asked: PersonFacts, found: PersonFacts) -> Reason:
    if not asked.births or not found.births:
        return Reason("birth", "missing", 0.0)
    a, b = asked.births[0].value, found.births[0].value
    if a.exact and a == b:
        return Reason("birth", "same", 11.0, str(a), str(b), "same")
    if a.first <= b.last and b.first <= a.last:
        return Reason("birth", "compatible", 3.0, str(a), str(b), "year")
    return Reason("birth", "different", -4.0, str(a), str(b))


def compare(a: PersonFacts, b: PersonFacts) -> Candidate:
    """Weigh two persons against each other, outside any registry: even odds before the facts are heard.

    >>> from regreso.facts.person import PersonFacts, PersonName, Weighted
    >>> one, other = (PersonFacts(names=(Weighted(PersonName(n)),)) for n in ("Пётр Иванов", "Petr Ivanov"))
    >>> compare(one, other).reasons[0].level
    'same'
    """
    reasons = (_name_reason(a, b), _birth_reason(a, b))
    weight = sum(reason.bits for reason in reasons)
    prior_bits = -16.0
    return Candidate("", 1 / (1 + 2 ** -(weight + prior_bits)), weight, reasons)


class Registry:
    """People to be found, in memory. A person added is found by the next search.

    >>> from regreso.facts.person import PersonFacts, PersonName, Weighted
    >>> registry = Registry()
    >>> registry.add("R1", PersonFacts(names=(Weighted(PersonName.of_parts("Иванов", "Пётр")),)))
    >>> registry.search(PersonFacts(names=(Weighted(PersonName("Petr Ivanov")),))).candidates[0].record_id
    'R1'
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self._people: dict[str, PersonFacts] = {}

    def __len__(self) -> int:
        return len(self._people)

    def add(self, record_id: str, facts: PersonFacts) -> None:
        """Take up one person, or put new facts in the place of the old ones."""
        self._people[record_id] = facts

    def replace(self, record_id: str, facts: PersonFacts) -> None:
        """Put new facts in the place of the old ones."""
        self._people[record_id] = facts

    def remove(self, record_id: str) -> None:
        """Take a person out; who is not in is no error."""
        self._people.pop(record_id, None)

    def add_many(self, people: Iterable[tuple[str, PersonFacts]]) -> None:
        """Take up many people at once."""
        self._people.update(people)

    def search(self, facts: PersonFacts, *, top: int = 10, allow: Container[str] | None = None) -> Answer:
        """Who in the registry may be the one sought, and how probably nobody is."""
        pool = [(k, f) for k, f in self._people.items() if allow is None or k in allow]
        rated = sorted(((compare(facts, f), k) for k, f in pool), key=lambda x: (-x[0].weight, x[1]))[:top]
        share, size = self.settings.held_share, max(len(self._people), 1)
        odds = [math.exp2(c.weight) * share / size for c, _ in rated]
        whole = sum(odds) + 1 - share
        found = tuple(
            Candidate(k, o / whole, c.weight, c.reasons, k) for (c, k), o in zip(rated, odds, strict=True)
        )
        return Answer((1 - share) / whole, found)

    def match_all(
        self, enquiries: Iterable[tuple[str, PersonFacts]], *, top: int = 10
    ) -> Iterator[tuple[str, Answer]]:
        """Answer many enquiries one after another, each as `search` would."""
        for enquiry_id, facts in enquiries:
            yield enquiry_id, self.search(facts, top=top)
