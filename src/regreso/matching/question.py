"""The next best question: which one field, if it were known, would most reduce the doubt, by how many bits.

Two forms. `next_question` looks at the candidates of an answer and is for reviewers alone. `open_question`
looks at the enquiry alone and may be shown to a family or an operator: it reads the same whether anybody was
found.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from regreso.facts.names.scripts import script_of
from regreso.facts.names.stock import commonness
from regreso.matching.apart import values_of
from regreso.matching.cards import cards_of
from regreso.matching.kin import agree, birth_of

if TYPE_CHECKING:
    from regreso.facts.person import PersonFacts
    from regreso.matching.answer import Answer, Candidate
    from regreso.matching.cards import Card

# How often two strangers agree in a field, guessed after the made lists of bench/. It only decides between
# questions, so the order matters more than the second digit.
AGREE_BY_CHANCE = {
    "birth": 1e-4,
    "surname": 1e-3,
    "given": 0.03,
    "patronymic": 0.03,
    "mother": 0.03,
    "place": 0.005,
    "unit": 0.015,
    "sex": 0.8,
}
# How often a family that answers says what the register holds (weights.json at its first training).
TOLD_ALIKE = {
    "birth": 0.67,
    "surname": 0.8,
    "given": 0.75,
    "patronymic": 0.85,
    "mother": 0.75,
    "place": 0.5,
    "unit": 0.55,
    "sex": 0.97,
}
_DAY_OF_YEAR = 1 / 365
_DAYS = 366
_LEAST = 0.05  # bits: below it a question is not worth a call
_UNSEEN = 1e-9
_POPULATION_BITS = 25.0  # a country of thirty million
_SLAVIC = re.compile(
    "([oe]v|[oe]ff|[oe]w|in|yn|enko|uk|iuk|yuk|sk[iy]{1,2}|ych|ich|vych|witsch)a?$|sk?aya$|skaia$"
)
_USUAL_GIVEN = 4.0  # `commonness` of a given name as frequent as the average bearer's


@dataclass(frozen=True, slots=True)
class Question:
    """One field to ask for.

    Attributes:
        field: as in a reason.
        bits: how much of the doubt the answer takes away on average.
        doubt: the doubt before it, in bits.

    >>> Question("birth", 1.5, 2.0).left
    0.5
    """

    field: str
    bits: float
    doubt: float

    @property
    def left(self) -> float:
        """The doubt that stays on average."""
        return max(self.doubt - self.bits, 0.0)


def _entropy(shares: list[float]) -> float:
    return -sum(p * math.log2(p) for p in shares if p > _UNSEEN)


def next_question(answer: Answer) -> Question | None:
    """The field that would best tell the candidates from each other and from nobody; for reviewers only.

    Expected information: the mutual information of "who is meant" and of what the family would say, when it
    says what the register holds as often as families do.

    Returns:
        The question, or None where nothing that is open would tell more.

    >>> from regreso.facts.person import PersonFacts, PersonName, Weighted
    >>> from regreso.matching import Registry
    >>> registry, person = Registry(), lambda *name: PersonFacts((Weighted(PersonName.of_parts(*name)),))
    >>> registry.add("R1", person("Коваль", "Іван", "Петрович"))
    >>> registry.add("R2", person("Коваль", "Іван", "Олегович"))
    >>> next_question(registry.search(person("Коваль", "Іван"))).field
    'patronymic'
    """
    people = _people(answer)
    doubt = _entropy([c.probability for c in people] + _others(answer, people))
    told = {r.field: r.asked for c in people for r in c.reasons if r.asked}
    asked = [
        Question(field, _information(field, answer, people, told.get(field, "")), doubt)
        for field in AGREE_BY_CHANCE
        if _is_open(field, told.get(field, ""))
    ]
    best = max(asked, key=lambda question: question.bits, default=None)
    return best if best and best.bits >= _LEAST else None


def _people(answer: Answer) -> list[Candidate]:
    """One candidate for each registered person."""
    first: dict[str, Candidate] = {}
    for candidate in answer.candidates:
        first.setdefault(candidate.same_as or candidate.record_id, candidate)
    return list(first.values())


def _others(answer: Answer, people: list[Candidate]) -> list[float]:
    """Nobody in the register, and somebody in it who is not among the candidates."""
    return [answer.nobody, max(1.0 - answer.nobody - sum(c.probability for c in people), 0.0)]


def _is_open(field: str, asked: str) -> bool:
    """Whether there is more to be known than what was told: nothing, an initial, or no exact day."""
    if field == "birth":
        return not birth_of(asked).day
    letters = sum(letter.isalpha() for letter in asked)
    return letters == 0 if field in ("sex", "unit", "place") else letters <= 1


def _information(field: str, answer: Answer, people: list[Candidate], asked: str) -> float:
    values = [values_of(candidate).get(field, "") for candidate in people]
    if field == "birth":  # a date that the register does not hold to the day tells no more than it does now
        values = [value if birth_of(value).day else "" for value in values]
    kinds = _kinds(field, values)
    # Where the year is told already, only the day is left to agree by chance.
    chance = _DAY_OF_YEAR if field == "birth" and asked else AGREE_BY_CHANCE[field]
    size = max(kinds, default=-1) + 1
    chance = min(chance, 0.9 / max(size, 1))
    unknown = [chance] * size + [1.0 - chance * size]

    def said(kind: int) -> list[float]:
        if kind < 0:
            return unknown
        alike = TOLD_ALIKE[field]
        return [alike * (n == kind) + (1 - alike) * share for n, share in enumerate(unknown)]

    shares = [(candidate.probability, said(kind)) for candidate, kind in zip(people, kinds, strict=True)]
    shares += [(share, unknown) for share in _others(answer, people)]
    whole = sum(share for share, _ in shares)
    mixed = [sum(share * each[n] for share, each in shares) / whole for n in range(size + 1)]
    return _entropy(mixed) - sum(share * _entropy(each) for share, each in shares) / whole


def _kinds(field: str, values: list[str]) -> list[int]:
    """Which values say the same, numbered from 0; -1 for a missing one."""
    kinds: list[int] = []
    firsts: list[str] = []
    for value in values:
        known = [n for n, first in enumerate(firsts) if agree(field, first, value)]
        if not value.strip():
            kinds.append(-1)
        elif known:
            kinds.append(known[0])
        else:
            firsts.append(value)
            kinds.append(len(firsts) - 1)
    return kinds


def open_question(facts: PersonFacts) -> Question | None:
    """The missing field that separates most people of such a name in general, by the enquiry alone.

    Args:
        facts: what the family told.

    Returns:
        The question, its bits the doubt that it takes away among thirty million people (0 where the enquiry
        tells enough already); None where everything is told.

    >>> from regreso.facts.person import PersonFacts, PersonName, Weighted
    >>> open_question(PersonFacts((Weighted(PersonName("Іван Коваль")),))).field
    'birth'
    """
    cards = cards_of(facts)
    if not cards:
        return None
    card = cards[0]
    told = _told(card)
    doubt = max(_POPULATION_BITS - sum(TOLD_ALIKE[f] * _bits(f, t) for f, t in told.items() if t), 0.0)
    unasked = {"sex"} if _has_patronymics(card) else {"sex", "patronymic"}
    open_fields = [f for f, text in told.items() if f not in unasked and _is_open(f, text)]
    if not open_fields:
        return None
    # More bits than there is doubt tell nothing more, but the field that has them stays the best to ask.
    worth = {f: TOLD_ALIKE[f] * (_bits(f, "") - (_bits(f, told[f]) if told[f] else 0.0)) for f in open_fields}
    best = max(open_fields, key=lambda f: worth[f])
    bits = min(worth[best], doubt)
    return Question(best, bits, doubt)


def _has_patronymics(card: Card) -> bool:
    """Whether people of such a name bear a patronymic: they write Cyrillic, or their surname is Slavic."""
    words = f"{card.surname} {card.given}"
    return script_of(words) == "cyrillic" or bool(_SLAVIC.search(card.surname.lower()))


def _told(card: Card) -> dict[str, str]:
    birth = card.birth
    last = birth.last if birth.last - birth.first < 10 * _DAYS else 0
    return {
        "birth": _birth_text(birth.first, last) if last else "",
        "surname": card.surname,
        "given": card.given,
        "patronymic": card.father,
        "mother": card.mother,
        "place": card.settlement,
        "unit": card.unit,
        "sex": card.sex,
    }


def _birth_text(first: int, last: int) -> str:
    return f"{date.fromordinal(first)}/{date.fromordinal(last)}"


def _bits(field: str, text: str) -> float:
    """How much a field tells: what was told of it where something was, else what it tells on average."""
    whole = -math.log2(AGREE_BY_CHANCE[field])
    if field == "birth" and text:
        birth = birth_of(text)
        return whole - math.log2(birth.last - birth.first + 1)
    if sum(letter.isalpha() for letter in text) == 1:
        return whole / 2  # an initial
    if field == "given" and text:
        usual = commonness(text.partition(" ")[0])
        return whole + (
            _USUAL_GIVEN - usual if usual > 1 else 0.0
        )  # 1 is a name whose bearers nobody counted
    return whole
