"""Facts with alternatives into flat cards, one value a field: what is indexed and what is asked."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from regreso.facts.names.roles import parse_name, swapped_share
from regreso.facts.names.stock import patronymic_sex, sex_of_given
from regreso.facts.person import PersonName, PlaceText, Weighted
from regreso.matching.compare.births import Birth
from regreso.matching.compare.places import region_or_derived

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regreso.facts.person import PersonFacts

MOST_CARDS = 6
LEAST_SWAPPED = 0.02
LEAST_WEIGHT = 1e-4
_LEAST_DOUBT = 0.03
T = TypeVar("T")
_NO_NAME = (Weighted(PersonName("")),)


class Card(NamedTuple):
    """One reading of a person; `weight` is the log2 of the belief in it. "" and empty values are unknown."""

    surname: str
    given: str
    father: str
    birth: Birth
    sex: str
    told_sex: str
    settlement: str
    region: str
    unit: str
    weight: float = 0.0
    mother: str = ""


def _names(name: PersonName) -> Iterator[Weighted[PersonName]]:
    if not (name.surname or name.given or name.patronymic):
        yield from parse_name(name.as_written) or _NO_NAME
        return
    swapped = swapped_share(name.surname, name.given) if name.surname and name.given else 0.0
    turned = PersonName(name.as_written, name.given, name.surname, name.patronymic)
    yield Weighted(name, max(1 - swapped, LEAST_SWAPPED))
    if swapped >= LEAST_SWAPPED:
        yield Weighted(turned, swapped)
    for other in name.others:
        yield Weighted(PersonName(other, other, name.given, name.patronymic), 0.5)


def _sex(name: PersonName, told: str) -> str:
    return told or patronymic_sex(name.patronymic) or sex_of_given(name.given)


def _with_doubt(told: Sequence[Weighted[T]], nothing: T) -> list[Weighted[T]]:
    """The alternatives of a field, and "not told" for what belief they leave."""
    left = 1.0 - sum(t.weight for t in told)
    return [*told, *([Weighted(nothing, left)] if left > _LEAST_DOUBT else [])]


class _Parts(NamedTuple):
    weight: float
    name: PersonName
    birth: Birth
    place: PlaceText
    unit: str


def _alternatives(facts: PersonFacts) -> Iterator[_Parts]:
    for named in facts.names or _NO_NAME:
        for name in _names(named.value):
            for birth in _with_doubt([Weighted(Birth.of(b.value), b.weight) for b in facts.births], Birth()):
                for place in _with_doubt(facts.places, PlaceText()):
                    for unit in _with_doubt(facts.units, ""):
                        weight = named.weight * name.weight * birth.weight * unit.weight
                        weight *= place.weight
                        yield _Parts(weight, name.value, birth.value, place.value, unit.value)


def cards_of(facts: PersonFacts, *, most: int = MOST_CARDS) -> list[Card]:
    """The likeliest flat readings of a person, best first.

    Args:
        facts: a person, with all alternatives.
        most: how many readings are kept.

    Returns:
        Cards; their weights are log2 of beliefs that sum to at most 1.

    >>> from regreso.facts.person import PersonFacts
    >>> [c.surname for c in cards_of(PersonFacts(names=(Weighted(PersonName("Олег Мельник")),)))]
    ['Мельник']
    """
    kept = max(1.0 - sum(o.weight for o in facts.otherwise), LEAST_WEIGHT)
    mother = _mother(facts)
    cards = [_card(kept, parts, facts.sex, mother) for parts in _alternatives(facts)]
    for other in facts.otherwise:
        shift = math.log2(max(other.weight, LEAST_WEIGHT))
        cards += [card._replace(weight=card.weight + shift) for card in cards_of(other.value, most=most)]
    return sorted(cards, key=lambda c: -c.weight)[:most]


def _card(kept: float, parts: _Parts, told: str, mother: str) -> Card:
    name, place = parts.name, parts.place
    return Card(
        name.surname,
        name.given,
        name.patronymic,
        parts.birth,
        _sex(name, told),
        told,
        place.settlement,
        region_or_derived(place.settlement, place.region),
        parts.unit,
        math.log2(max(kept * parts.weight, LEAST_WEIGHT)),
        mother,
    )


def _mother(facts: PersonFacts) -> str:
    """The mother's given name: her surname is often not the son's, and tells nothing more where it is."""
    told = (parsed for mother in facts.mothers for parsed in parse_name(mother.value))
    return next((parsed.value.given for parsed in told if parsed.value.given), "")
