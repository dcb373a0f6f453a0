"""Enquiries heard together: who asks for the same man, whose brother is held, who cannot both be right.

A pass of its own over the answers of single searches. Each sought person (a cluster of enquiries) is one of
its candidates or none of them. One record is at most one sought person; kin sought and kin held raise each
other. The beliefs are shared by loopy belief propagation, which is exact where few families touch.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from regreso.matching.apart import values_of
from regreso.matching.cards import cards_of
from regreso.matching.kin import agree, relation
from regreso.matching.question import AGREE_BY_CHANCE, TOLD_ALIKE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from regreso.facts.person import PersonFacts
    from regreso.matching.answer import Answer

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_LEAST = 0.002  # a candidate below this ties nobody to anybody
_FLOOR = 1e-6
_TURNS, _DAMP = 24, 0.5
_CROWD = 40  # enquiries for one record that are compared with each other
# Two enquiries of one cluster repeat what the family believes: the second counts for so much.
_AGAIN = 0.35
_ASKED_AGAIN = 0.1  # the share of the sought for whom another enquiry is in the list: a guess
_SURE_BITS = 3.2  # nine to one: from there on two enquiries are one cluster
# Two enquiries in no cluster may still mean one person. How much less so, by what they look like.
_MAYBE_SAME = {"alike": 1.0, "": 1.0, "namesake": 0.5, "brother": 0.05, "father": 0.05}
_TOGETHER_BITS = (
    1.0  # kin of somebody held are held twice as often as strangers: a guess, the measured gain is in docs
)
_MOST_BITS = 8.0
_SHARED_BY_KIN = {"brother": ("patronymic", "place", "mother"), "father": ("place",)}


@dataclass(frozen=True, slots=True)
class Asked:
    """One enquiry with its own answer.

    Attributes:
        key: its id.
        values: what it tells, by field of a reason.
        chances: its candidates' probabilities, by the id of the record that stands for its group.
        held: what the register tells of each of them.
        nobody: what is left of the whole.
    """

    key: str
    values: Mapping[str, str]
    chances: Mapping[str, float]
    held: Mapping[str, Mapping[str, str]]
    nobody: float

    @classmethod
    def of(cls, key: str, facts: PersonFacts, answer: Answer) -> Asked:
        """Keep of an answer what the others need to hear.

        >>> from regreso.facts.person import PersonFacts, PersonName, Weighted
        >>> from regreso.matching.answer import Answer
        >>> Asked.of("E1", PersonFacts((Weighted(PersonName("Ivan Koval")),)), Answer(1.0)).values["surname"]
        'Koval'
        """
        chances: dict[str, float] = {}
        held: dict[str, Mapping[str, str]] = {}
        for one in answer.candidates:
            group = one.same_as or one.record_id
            if one.probability >= _LEAST and group not in chances:
                chances[group] = one.probability
                held[group] = values_of(one)
        return cls(key, _values(facts), chances, held, max(1.0 - sum(chances.values()), _FLOOR))


def _values(facts: PersonFacts) -> dict[str, str]:
    cards = cards_of(facts, most=1)
    if not cards:
        return {}
    card = cards[0]
    return {
        "surname": card.surname, "given": card.given, "patronymic": card.father, "place": card.settlement,
        "unit": card.unit, "mother": card.mother, "sex": card.sex,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Together:
    """What is believed of an enquiry once all are heard.

    Attributes:
        cluster: the first enquiry about the same person; its own id where it stands alone.
        chances: by the id that stands for a group of records; also of records that only another enquiry of
            the cluster found.
        nobody: what is left.
    """

    cluster: str
    chances: dict[str, float]
    nobody: float


@dataclass(slots=True)
class _Person:
    """One sought person: the enquiries of a cluster, and whom they may mean."""

    members: list[Asked]
    groups: list[str] = field(default_factory=list)
    odds: list[float] = field(default_factory=list)  # natural log, against "none of them"

    @property
    def values(self) -> Mapping[str, str]:
        """What the enquiry that tells most tells."""
        return max((m.values for m in self.members), key=lambda values: sum(map(bool, values.values())))

    def held(self, group: str) -> Mapping[str, str]:
        """What the register tells of a group."""
        return next(m.held[group] for m in self.members if group in m.held)


def resolve(asked: Sequence[Asked], *, clusters: Mapping[str, str], prior: float) -> dict[str, Together]:
    """Hear all enquiries together.

    Args:
        asked: the enquiries with their own answers; every id once.
        clusters: for an enquiry that another one repeats, the id of the first; others may be left out.
        prior: the prior odds that a certain record is the one sought, before anything is told: the share of
            the held among the sought, by the share of the others and the size of the register.

    Returns:
        For each enquiry what is believed now. Where nothing ties it to another, that is its own answer.

    >>> ivan, oleg = {"surname": "Коваль", "given": "Іван"}, {"surname": "Коваль", "given": "Олег"}
    >>> his = Asked("E1", oleg, {"R1": 0.9}, {"R1": oleg}, 0.1)
    >>> his_brothers = Asked("E2", ivan, {"R1": 0.5}, {"R1": oleg}, 0.5)
    >>> resolve([his, his_brothers], clusters={}, prior=1e-5)["E2"].chances["R1"] < 0.2
    True
    """
    people = _people(asked, clusters, prior)
    # How much likelier it is that two enquiries mean one record because a family asked again than by chance.
    again = min(_ASKED_AGAIN / (max(len(people), 1) * prior), 1.0)
    beliefs = _Beliefs(people, again)
    beliefs.settle()
    found: dict[str, Together] = {}
    for number, person in enumerate(people):
        chances = beliefs.of(number)
        nobody = max(1.0 - sum(chances.values()), 0.0)
        for member in person.members:
            found[member.key] = Together(person.members[0].key, chances, nobody)
    return found


def _people(asked: Sequence[Asked], clusters: Mapping[str, str], prior: float) -> list[_Person]:
    by_first: dict[str, _Person] = {}
    for one in asked:
        by_first.setdefault(clusters.get(one.key, one.key), _Person([])).members.append(one)
    for person in by_first.values():
        person.groups = list(dict.fromkeys(g for member in person.members for g in member.chances))
        person.odds = [_odds(person.members, group, prior) for group in person.groups]
    return list(by_first.values())


def _odds(members: Sequence[Asked], group: str, prior: float) -> float:
    """Log odds of one group against none: the best witness whole, the others in part."""
    start = float(np.log(prior))
    told = sorted((_own_odds(member, group) - start for member in members), key=abs, reverse=True)
    return start + told[0] + _AGAIN * sum(told[1:])


def _own_odds(member: Asked, group: str) -> float:
    least = min((*member.chances.values(), _LEAST)) / 2
    return float(np.log(max(member.chances.get(group, least), _FLOOR) / member.nobody))


class _Beliefs:
    """Every (sought person, group of records) as one place in flat arrays; messages are logs."""

    def __init__(self, people: Sequence[_Person], again: float) -> None:
        self.people, self.again = people, again
        self.sizes = np.array([len(p.groups) for p in people], np.int64)
        self.starts = np.concatenate(([0], np.cumsum(self.sizes)))
        self.owner: Ints = np.repeat(np.arange(len(people)), self.sizes)
        numbers: dict[str, int] = {}
        flat = (numbers.setdefault(group, len(numbers)) for p in people for group in p.groups)
        self.group = np.fromiter(flat, np.int64, int(self.sizes.sum()))
        self.own: Floats = np.array([o for p in people for o in p.odds], np.float64)
        self.base = self.own.copy()
        self.from_rivals = np.zeros_like(self.base)
        self.from_kin = np.zeros_like(self.base)
        self.kin: list[_Kin] = []
        self.maybe: list[tuple[int, int, float]] = []
        self._tie()

    def _tie(self) -> None:
        """Find who competes with whom, who may be the same, and who is kin."""
        places: dict[int, list[int]] = defaultdict(list)
        for place, group in enumerate(self.group.tolist()):
            places[group].append(place)
        seen: dict[tuple[int, int], str] = {}
        for crowd in places.values():
            near = sorted(crowd, key=lambda place: -self.own[place])[:_CROWD]
            for at, a in enumerate(near):
                for b in near[at + 1 :]:
                    kind = self._kind(a, b, seen)
                    if _MAYBE_SAME[kind] < 1:
                        self.maybe += [(a, b, _MAYBE_SAME[kind]), (b, a, _MAYBE_SAME[kind])]

    def _kind(self, a: int, b: int, seen: dict[tuple[int, int], str]) -> str:
        one, other = sorted((int(self.owner[a]), int(self.owner[b])))
        kind = seen.get((one, other))
        if kind is None:
            kind = seen[one, other] = relation(self.people[one].values, self.people[other].values)
            if kind in _SHARED_BY_KIN:
                self.kin.append(_Kin.between(self, one, other, kind))
        return kind

    def span(self, person: int) -> slice:
        """The places of one person's groups."""
        return slice(int(self.starts[person]), int(self.starts[person + 1]))

    def share(self, odds: Floats) -> Floats:
        """Probabilities out of log odds, each person's groups and "none" making one whole."""
        peak = np.zeros(len(self.people))
        np.maximum.at(peak, self.owner, odds)
        weight = np.exp(odds - peak[self.owner])
        whole = np.exp(-peak) + np.bincount(self.owner, weight, len(self.people))
        return weight / whole[self.owner]

    def settle(self) -> None:
        """Pass messages to and fro until they stand."""
        for _ in range(_TURNS if len(self.base) else 0):
            self.from_kin = self._kin_messages()
            self.from_rivals = (1 - _DAMP) * self._rival_messages() + _DAMP * self.from_rivals

    def _rival_messages(self) -> Floats:
        """At most one sought person is a record: each hears how much the others claim it."""
        chance = np.minimum(self.share(self.own + self.from_kin + self.from_rivals), 1 - 1e-9)
        # What each claims by itself: without what the others said about this very record.
        claim = np.minimum(chance / (1 - chance) / np.exp(self.from_rivals), 1e9)
        whole = np.bincount(self.group, claim, int(self.group.max()) + 1)
        heard = np.maximum(whole[self.group] - claim, 0.0)
        shared = self.again * heard
        for a, b, less in self.maybe:
            shared[a] += self.again * (less - 1.0) * claim[b]
        message: Floats = np.log1p(np.maximum(shared, 0.0)) - np.log1p(heard)
        return message

    def _kin_messages(self) -> Floats:
        message = np.zeros_like(self.base)
        odds = self.own + self.from_rivals + self.from_kin
        for kin in self.kin:
            kin.speak(odds)
            message[kin.a] += kin.to_a
            message[kin.b] += kin.to_b
        return message

    def of(self, person: int) -> dict[str, float]:
        """What is believed of one person's groups."""
        span = self.span(person)
        odds = (self.own + self.from_rivals + self.from_kin)[span]
        peak = max(float(odds.max(initial=0.0)), 0.0)
        weight = np.exp(odds - peak)
        each = weight / (weight.sum() + np.exp(-peak))
        return dict(zip(self.people[person].groups, each.tolist(), strict=True))


@dataclass(slots=True)
class _Kin:
    """Two sought persons of one family, and how much likelier each pair of records is for it."""

    a: slice
    b: slice
    factor: Floats  # one more row and column for "none"
    to_a: Floats
    to_b: Floats

    @classmethod
    def between(cls, beliefs: _Beliefs, one: int, other: int, kind: str) -> _Kin:
        """Weigh every pair of their groups."""
        a, b = beliefs.people[one], beliefs.people[other]
        factor = np.ones((len(a.groups) + 1, len(b.groups) + 1))
        for i, mine in enumerate(a.groups):
            for j, theirs in enumerate(b.groups):
                if mine != theirs:
                    factor[i, j] = np.exp2(_kin_bits(kind, (a, a.held(mine)), (b, b.held(theirs))))
        spans = beliefs.span(one), beliefs.span(other)
        return cls(*spans, factor, np.zeros(len(a.groups)), np.zeros(len(b.groups)))

    def speak(self, odds: Floats) -> None:
        """Tell each what the other believes without it."""
        to_a = self._heard(odds[self.b] - self.to_b, self.factor)
        to_b = self._heard(odds[self.a] - self.to_a, self.factor.T)
        self.to_a = (1 - _DAMP) * to_a + _DAMP * self.to_a
        self.to_b = (1 - _DAMP) * to_b + _DAMP * self.to_b

    @staticmethod
    def _heard(odds: Floats, factor: Floats) -> Floats:
        weight = np.append(np.exp(np.clip(odds, -50, 50)), 1.0)
        weight /= weight.sum()
        told = np.log(factor @ weight)
        heard: Floats = told[:-1] - told[-1]
        return heard


def _kin_bits(kind: str, a: tuple[_Person, Mapping[str, str]], b: tuple[_Person, Mapping[str, str]]) -> float:
    """How much two records speak for being the kin that two enquiries say they are.

    Only what the enquiries themselves leave open counts: what they tell is in their answers already.
    """
    (one, mine), (other, theirs) = a, b
    if relation(mine, theirs) != kind:
        return 0.0
    bits = _TOGETHER_BITS
    for name in _SHARED_BY_KIN[kind]:
        same = agree(name, mine.get(name, ""), theirs.get(name, ""))
        told = one.values.get(name) and other.values.get(name)
        if same is None or told:
            continue
        chance = AGREE_BY_CHANCE[name]
        alike = TOLD_ALIKE[name] + (1 - TOLD_ALIKE[name]) * chance
        bits += np.log2(alike / chance) if same else np.log2((1 - alike) / (1 - chance))
    return float(np.clip(bits, -_MOST_BITS, _MOST_BITS))


def clusters_of(answers: Iterable[tuple[str, Answer]], *, among: int) -> dict[str, str]:
    """Which enquiries are about one person, by searching each among all of them.

    Args:
        answers: for each enquiry, the answer of a registry that holds the enquiries themselves.
        among: how many enquiries there are.

    Returns:
        For an enquiry that repeats another, the id of the first of them, in the order of `answers`. Nothing
        is blocked by it: each enquiry keeps its own life.

    >>> from regreso.facts.dates import DateInterval
    >>> from regreso.facts.person import PersonFacts, PersonName, Weighted
    >>> from regreso.matching import Registry
    >>> born = (Weighted(DateInterval.parse("1999-04-21")),)
    >>> who = enumerate(("Тарас Шевченко", "Taras Shevchenko"))
    >>> asked = {f"E{n}": PersonFacts((Weighted(PersonName(name)),), births=born) for n, name in who}
    >>> registry = Registry()
    >>> registry.add_many(asked.items())
    >>> clusters_of(registry.match_all(asked.items()), among=2)
    {'E1': 'E0'}
    """
    needed = _SURE_BITS - float(np.log2(_ASKED_AGAIN / max(among, 1)))
    first: dict[str, str] = {}

    def root(key: str) -> str:
        while first.get(key, key) != key:
            key = first[key]
        return key

    order: dict[str, int] = {}
    pairs = set()
    for key, answer in answers:
        order[key] = len(order)
        near = (c.record_id for c in answer.candidates if c.weight >= needed and c.record_id != key)
        pairs |= {(min(key, other), max(key, other)) for other in near}
    for a, b in sorted(pairs):
        one, two = sorted((root(a), root(b)), key=lambda key: order.get(key, len(order)))
        if one != two:
            first[two] = one
    return {key: root(key) for key in order if root(key) != key}
