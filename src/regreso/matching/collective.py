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
from regreso.matching.clusters import ASKED_AGAIN
from regreso.matching.kin import agree, relation
from regreso.matching.question import AGREE_BY_CHANCE, TOLD_ALIKE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from regreso.facts.person import PersonFacts
    from regreso.matching.answer import Answer

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_LEAST = 0.002  # a candidate below this ties nobody to anybody
_FLOOR = 1e-6
_TURNS, _DAMP = 24, 0.5
_CROWD = 40  # enquiries for one record that are compared with each other
_UNHEARD = 1.5  # log odds that a record loses for each enquiry of the cluster that did not find it
# Two enquiries in no cluster may still mean one person: less so where something else differs than the first
# name, hardly where that does.
_NAMESAKES, _OTHER_GIVEN = 0.5, 0.05
_TOGETHER_BITS = (
    1.0  # kin of somebody held are held twice as often as strangers: a guess, no gain has been shown yet
)
_MOST_BITS = 8.0
_SHARED_BY_KIN = {"brother": ("patronymic", "place", "mother"), "father": ("place",)}


@dataclass(frozen=True, slots=True)
class Asked:
    """One enquiry with its own answer.

    Attributes:
        key: its id.
        values: what it tells, by field of a reason.
        chances: its candidates' probabilities, by `groups_of`.
        held: what the register tells of each of them.
        nobody: what is left of the whole.
        bits: of each of them, what each field weighs that both sides tell.
    """

    key: str
    values: Mapping[str, str]
    chances: Mapping[str, float]
    held: Mapping[str, Mapping[str, str]]
    nobody: float
    bits: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

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
        bits: dict[str, Mapping[str, float]] = {}
        for one, group in zip(answer.candidates, groups_of(answer), strict=True):
            if group not in chances:
                chances[group] = one.probability
                held[group] = values_of(one)
                bits[group] = {r.field: r.bits for r in one.reasons if r.level != "missing"}
        return cls(key, _values(facts), chances, held, max(1.0 - sum(chances.values()), _FLOOR), bits)


def groups_of(answer: Answer) -> list[str]:
    """For each candidate the one id that stands for all records of its person, whoever asks.

    >>> from regreso.matching.answer import Answer, Candidate
    >>> twice = [Candidate(key, 0.4, 9.0, (), same_as="R2") for key in ("R2", "R1")]
    >>> groups_of(Answer(0.6, tuple(twice)))
    ['R1', 'R1']
    """
    least: dict[str, str] = {}
    for one in answer.candidates:
        group = one.same_as or one.record_id
        least[group] = min(least.get(group, one.record_id), one.record_id)
    return [least[one.same_as or one.record_id] for one in answer.candidates]


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
        left: how much of what the enquiry's own answer left to nobody and to others still stands.
    """

    cluster: str
    chances: dict[str, float]
    nobody: float
    left: float


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
    people = _people(asked, clusters)
    # How much likelier it is that two enquiries mean one record because a family asked again than by chance.
    again = min(ASKED_AGAIN / (max(len(people), 1) * prior), 1.0)
    beliefs = _Beliefs(people, again)
    beliefs.settle()
    found: dict[str, Together] = {}
    for number, person in enumerate(people):
        chances = beliefs.of(number)
        nobody = max(1.0 - sum(chances.values()), 0.0)
        for member in person.members:
            own = member.nobody + sum(p for group, p in member.chances.items() if group not in chances)
            found[member.key] = Together(person.members[0].key, chances, nobody, min(nobody / own, 1.0))
    return found


def _people(asked: Sequence[Asked], clusters: Mapping[str, str]) -> list[_Person]:
    by_first: dict[str, _Person] = {}
    for one in asked:
        by_first.setdefault(clusters.get(one.key, one.key), _Person([])).members.append(one)
    for person in by_first.values():
        likely = (g for member in person.members for g, p in member.chances.items() if p >= _LEAST)
        person.groups = list(dict.fromkeys(likely))
        person.odds = [_odds(person.members, group) for group in person.groups]
    return list(by_first.values())


def _odds(members: Sequence[Asked], group: str) -> float:
    """Log odds of one group against none, by all that the members tell of it, field by field.

    Who repeats a field tells nothing new: of one that several tell, the mean counts.
    """
    heard = [member for member in members if group in member.chances]
    main = max(heard, key=lambda member: (len(member.bits.get(group, ())), member.chances[group]))
    told: dict[str, list[float]] = defaultdict(list)
    for member in heard:
        for name, bits in member.bits.get(group, {}).items():
            told[name].append(bits)
    more = sum(sum(bits) / len(bits) for bits in told.values()) - sum(main.bits.get(group, {}).values())
    own = np.log(max(main.chances[group], _FLOOR) / main.nobody)
    return float(own + np.log(2.0) * more - _UNHEARD * (len(members) - len(heard)))


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
                    less = self._less_same(a, b, kind)
                    if less < 1:
                        self.maybe += [(a, b, less), (b, a, less)]

    def _kind(self, a: int, b: int, seen: dict[tuple[int, int], str]) -> str:
        one, other = sorted((int(self.owner[a]), int(self.owner[b])))
        kind = seen.get((one, other))
        if kind is None:
            kind = seen[one, other] = relation(self.people[one].values, self.people[other].values)
            if kind in _SHARED_BY_KIN:
                self.kin.append(_Kin.between(self, one, other, kind=kind))
        return kind

    def _less_same(self, a: int, b: int, kind: str) -> float:
        one, other = (self.people[self.owner[place]].values.get("given", "") for place in (a, b))
        if agree("given", one, other) is False:
            return _OTHER_GIVEN
        return _NAMESAKES if kind == "namesake" else 1.0

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
        """Pass messages until they stand."""
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
    def between(cls, beliefs: _Beliefs, one: int, other: int, *, kind: str) -> _Kin:
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
