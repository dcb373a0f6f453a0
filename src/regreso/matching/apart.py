"""Who else in the register could be taken for a candidate, and the one fact that would tell them apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regreso.matching.kin import APART, Relation, agree, relation

if TYPE_CHECKING:
    from regreso.matching.answer import Answer, Candidate

_KINDS: tuple[Relation, ...] = ("alike", "namesake", "brother", "father")


@dataclass(frozen=True, slots=True)
class Rival:
    """Another record that a family could have meant, or that looks like the candidate's brother.

    Attributes:
        record_id: the other record.
        kind: "brother", "father", "namesake", or "alike" where the register holds nothing that differs.
        field: what would tell the two apart, "" where the register holds nothing.
        here: the candidate's value of it. there: the other's.
        asked: what the enquiry tells of it; "" means: ask.
    """

    record_id: str
    kind: Relation
    field: str = ""
    here: str = ""
    there: str = ""
    asked: str = ""


def values_of(candidate: Candidate) -> dict[str, str]:
    """What the register tells of a candidate, by field.

    >>> from regreso.matching.answer import Candidate, Reason
    >>> values_of(Candidate("R1", 0.5, 9.0, (Reason("given", "same", 5.0, "Ivan", "Иван"),)))
    {'given': 'Иван'}
    """
    return {reason.field: reason.found for reason in candidate.reasons}


def rivals(answer: Answer, record_id: str, *, most: int = 3) -> tuple[Rival, ...]:
    """The other candidates that could be mistaken for this one, the most probable first.

    Rows of one registered person (`same_as`) are no rivals. Only what is among the answer's candidates is
    looked at.

    Args:
        answer: the answer to an enquiry.
        record_id: one of its candidates.
        most: how many at most.

    Raises:
        KeyError: no such candidate.

    >>> from regreso.facts.person import PersonFacts, PersonName, Weighted
    >>> from regreso.matching import Registry
    >>> registry, person = Registry(), lambda *name: PersonFacts((Weighted(PersonName.of_parts(*name)),))
    >>> registry.add("R1", person("Коваль", "Іван", "Петрович"))
    >>> registry.add("R2", person("Коваль", "Олег", "Петрович"))
    >>> told = rivals(registry.search(person("Коваль", "", "Петрович")), "R1")
    >>> [(rival.kind, rival.field, rival.here, rival.there) for rival in told]
    [('brother', 'given', 'Іван', 'Олег')]
    """
    by_id = {candidate.record_id: candidate for candidate in answer.candidates}
    own, found = by_id[record_id], []
    for other in answer.candidates:
        if other is own or (own.same_as and other.same_as == own.same_as):
            continue
        kind = relation(values_of(own), values_of(other))
        if kind:
            found.append(_rival(own, other, kind))
    order = {kind: place for place, kind in enumerate(_KINDS)}
    # Namesakes first where probabilities are equal: a brother differs in what every family knows.
    chance = {candidate.record_id: candidate.probability for candidate in answer.candidates}
    found.sort(key=lambda rival: (-round(chance[rival.record_id], 3), order[rival.kind]))
    return tuple(found[:most])


def _rival(own: Candidate, other: Candidate, kind: Relation) -> Rival:
    mine, theirs = values_of(own), values_of(other)
    asked = {reason.field: reason.asked for reason in own.reasons}
    apart = [f for f in APART if agree(f, mine.get(f, ""), theirs.get(f, "")) is False]
    if not apart:
        return Rival(other.record_id, kind)
    # What the family has not told yet is worth asking; what it told is already weighed.
    best = next((f for f in apart if not asked.get(f)), apart[0])
    return Rival(other.record_id, kind, best, mine[best], theirs[best], asked.get(best, ""))
