"""The answer to "how can she get there": ways in tiers, or the refusals that stand in every one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import combinations
from math import inf
from typing import Any

from regreso.movement.errors import MovementError
from regreso.movement.journeys.hurdles import Hurdle, Kind, RuleBook
from regreso.movement.journeys.network import Network, local
from regreso.movement.journeys.rules import Border, Document, Traveller, Wait
from regreso.movement.journeys.search import Crossings, Search, Step, Way

MOST_OPTIONS = 8
NO_RIDE = "no ride on file"
FIRST_DAY, LAST_DAY = date(1970, 1, 2), date(2199, 12, 31)  # of the clocks' zones there is no word beyond


class Tier(StrEnum):
    """How far a journey is from being possible."""

    READY = "ready"
    DOCUMENTS = "documents"
    UNKNOWN = "unknown"
    BLOCKED = "blocked"


_PASSABLE = {
    Tier.READY: frozenset[Kind](),
    Tier.DOCUMENTS: frozenset({Kind.DOCUMENT}),
    Tier.UNKNOWN: frozenset({Kind.DOCUMENT, Kind.UNKNOWN}),
}


@dataclass(frozen=True, slots=True)
class Atlas:
    """What a journey is planned with: rides, rules, and the waits that were reported."""

    network: Network
    book: RuleBook
    waits: tuple[Wait, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentToGet:
    """A document that is missing: `apply_by` is the last day to apply if it takes `lead_days`."""

    document: Document
    hurdle: Hurdle
    needed_on: date

    @property
    def apply_by(self) -> date | None:
        """None where nobody says how long it takes."""
        lead = self.document.lead_days
        return None if lead is None else self.needed_on - timedelta(days=lead)

    def as_json(self) -> dict[str, Any]:
        """Plain words and ISO dates.

        >>> hurdle = Hurdle(Kind.DOCUMENT, "visa list", "POL", document="POL")
        >>> needed = DocumentToGet(Document("POL", "visa for Poland", 15), hurdle, date(2022, 3, 20))
        >>> needed.as_json()["apply_by"]
        '2022-03-05'
        """
        return {
            "document": self.document.code, "name": self.document.name, "lead_days": self.document.lead_days,
            "apply_by": _iso(self.apply_by), "where": self.document.where or None, "rule": self.hurdle.rule,
            "place": self.hurdle.place, "source": self.hurdle.source or None,
            "last_seen": _iso(self.hurdle.last_seen),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Option:
    """One way. `cost` is in euros, None if the fare of any ride is unknown."""

    steps: tuple[Step, ...]
    arrive: str
    changes: int
    cost: int | None
    documents_to_get: tuple[DocumentToGet, ...]
    unknown_rules: tuple[Hurdle, ...]
    legs: tuple[dict[str, Any], ...]

    def as_json(self) -> dict[str, Any]:
        """The option as the command line prints it.

        No doctest: see `plan_journey`.
        """
        return {
            "legs": list(self.legs), "arrive": self.arrive, "changes": self.changes, "cost": self.cost,
            "documents_to_get": [document.as_json() for document in self.documents_to_get],
            "unknown_rules": [hurdle_json(hurdle) for hurdle in self.unknown_rules],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer: the best tier there is, its options, and what blocks if there are none."""

    tier: Tier
    options: tuple[Option, ...] = ()
    blocked_by: tuple[Hurdle, ...] = field(default_factory=tuple)

    def as_json(self) -> dict[str, Any]:
        """The plan as the command line prints it.

        >>> Plan(Tier.BLOCKED).as_json()
        {'tier': 'blocked', 'options': [], 'blocked_by': []}
        """
        return {
            "tier": self.tier.value,
            "options": [option.as_json() for option in self.options],
            "blocked_by": [hurdle_json(hurdle) for hurdle in self.blocked_by],
        }


def plan_journey(atlas: Atlas, traveller: Traveller, *, start: str, end: str, on: date) -> Plan:
    """Find the ways from stop to stop on a day, for this traveller.

    A way is in the best tier in which it can be gone: nothing stands in it; documents are missing; a rule is
    not known or was last seen more than 60 days before. Only the ways of the best tier are told, none of
    which another beats in arrival, changes, cost and missing documents at once. If no way is left even so,
    the smallest set of refusals is told that closes every way. A stop that no ride reaches is no refusal: the
    tier is then unknown, and says that no ride is on file.

    Args:
        atlas: the rides and rules.
        traveller: who goes.
        start: the name of a stop.
        end: likewise.
        on: the first day.

    Raises:
        MovementError: a stop that the network does not have, or from and to the same one.

    >>> from regreso.movement.journeys.network import Ride, Stop
    >>> stops = [Stop("Brest", "BLR", "Europe/Minsk"), Stop("Warsaw", "POL", "Europe/Warsaw")]
    >>> rides = [Ride("Brest", "Warsaw", "rail", 240, (360,), fare=20)]
    >>> atlas = Atlas(Network.of(stops, rides), RuleBook.of())
    >>> plan = plan_journey(atlas, Traveller("POL"), start="Brest", end="Warsaw", on=date(2022, 3, 2))
    >>> plan.tier.value, plan.options[0].arrive, plan.options[0].cost
    ('ready', '2022-03-02T08:00:00+01:00', 20)
    """
    for name in (start, end):
        if name not in atlas.network.stops:
            raise MovementError(f"“{name}” is no stop of this network; expected one of its stops")
    if not FIRST_DAY <= on <= LAST_DAY:
        raise MovementError(f"“{on}” is no day to travel on; expected one from {FIRST_DAY} to {LAST_DAY}")
    if start == end:
        raise MovementError(f"the journey begins and ends in “{start}”; expected two places")
    waits: dict[tuple[str, str, str], tuple[Wait, ...]] = {}
    for wait in atlas.waits:
        key = (wait.crossing, wait.entering, wait.mode)
        waits[key] = (*waits.get(key, ()), wait)
    crossings = Crossings(atlas.book, traveller, waits)
    search = Search(atlas.network, crossings, start, end, on)
    for tier, passable in _PASSABLE.items():
        found = search.ways(lambda hurdle, passable=passable: hurdle.kind in passable)  # type: ignore[misc]  # mypy cannot infer a lambda's default
        if found:
            found += _without_a_document(search, passable, found)
            return Plan(tier, tuple(_best([_option(atlas, crossings, way) for way in found])[:MOST_OPTIONS]))
    free, block = smallest_block(search)
    if free is not None:
        return _of_one(_option(atlas, crossings, free))
    if not block:
        return Plan(Tier.UNKNOWN, (), (Hurdle(Kind.UNKNOWN, NO_RIDE, f"{start} – {end}"),))
    return Plan(Tier.BLOCKED, (), block)


def _without_a_document(search: Search, passable: frozenset[Kind], found: list[Way]) -> list[Way]:
    """For each document that the ways need the first way without it, however late: to wait may cost less."""
    needed = {h.document for way in found for h in search.crossings.named(way.hurdles)} - {""}
    spared = (
        search.first(lambda hurdle, code=code: hurdle.kind in passable and hurdle.document != code)  # type: ignore[misc]  # as below
        for code in sorted(needed)
    )
    return [way for way in spared if way is not None]


def _best(options: list[Option]) -> list[Option]:
    """Those that no other beats in arrival, changes, cost and documents; of equals the better known one."""

    def worth(option: Option) -> tuple[datetime, int, float, frozenset[str]]:
        documents = frozenset(one.document.code for one in option.documents_to_get)
        cost = inf if option.cost is None else option.cost
        return datetime.fromisoformat(option.arrive), option.changes, cost, documents

    def order(option: Option) -> tuple[datetime, int, float, int, int]:
        *first, documents = worth(option)
        return (*first, len(documents), len(option.unknown_rules))  # type: ignore[return-value]  # the first three

    best: list[tuple[tuple[datetime, int, float, frozenset[str]], Option]] = []
    for option in sorted(options, key=order):
        one = worth(option)
        if not any(_is_as_good(other, one) for other, _ in best):
            best.append((one, option))
    return [option for _, option in best]


def _is_as_good(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return all(a <= b for a, b in zip(one, other, strict=True))


def _of_one(option: Option) -> Plan:
    if option.unknown_rules:
        return Plan(Tier.UNKNOWN, (option,))
    return Plan(Tier.DOCUMENTS if option.documents_to_get else Tier.READY, (option,))


def smallest_block(search: Search) -> tuple[Way | None, tuple[Hurdle, ...]]:
    """The smallest set of refusals that closes every way by itself; () if there is no way even without them.

    A way that is free of refusals ends the work and is returned instead: the search by tiers can miss one
    that opens only because a slower ride lets a rule change meanwhile.

    Ways are found one after another, each free of the refusals of the set so far, and the set is made anew as
    the smallest that meets all of them: when no way is free of it, none smaller closes them all.

    No doctest: see `plan_journey` and the tests.
    """
    met: list[frozenset[Hurdle]] = []
    block: frozenset[Hurdle] = frozenset()
    while True:
        found = search.first(lambda hurdle, block=block: hurdle not in block)  # type: ignore[misc]  # as above
        if found is None:
            return None, tuple(sorted(block, key=_order))
        refused = frozenset(h for h in search.crossings.named(found.hurdles) if h.kind is Kind.REFUSED)
        if not refused:
            return found, ()
        met.append(refused)
        block = _smallest_meeting(met)


def _smallest_meeting(sets: list[frozenset[Hurdle]]) -> frozenset[Hurdle]:
    every = sorted(frozenset().union(*sets), key=_order)
    for size in range(1, len(every)):
        for chosen in combinations(every, size):
            candidate = frozenset(chosen)
            if all(candidate & one for one in sets):
                return candidate
    return frozenset(every)


def _option(atlas: Atlas, crossings: Crossings, way: Way) -> Option:
    steps = way.steps
    last = steps[-1]
    hurdles = crossings.named(way.hurdles)
    return Option(
        steps=steps,
        arrive=local(last.arrives, atlas.network.stops[last.ride.end].zone).isoformat(),
        changes=way.changes,
        cost=None if way.unpriced else way.cost,
        documents_to_get=tuple(_documents(atlas, crossings, steps)),
        unknown_rules=tuple(hurdle for hurdle in hurdles if hurdle.kind is Kind.UNKNOWN),
        legs=tuple(_leg(atlas, crossings.traveller, step) for step in steps),
    )


def _documents(atlas: Atlas, crossings: Crossings, steps: Iterable[Step]) -> Iterable[DocumentToGet]:
    told: set[str] = set()
    for step in steps:
        for hurdle in crossings.named(step.hurdles):
            if hurdle.kind is Kind.DOCUMENT and hurdle.document not in told:
                told.add(hurdle.document)
                document = atlas.book.documents.get(hurdle.document)
                needed = local(step.leaves, atlas.network.stops[step.ride.start].zone).date()
                yield DocumentToGet(document or Document(hurdle.document, hurdle.document), hurdle, needed)


def _leg(atlas: Atlas, traveller: Traveller, step: Step) -> dict[str, Any]:
    ride, stops = step.ride, atlas.network.stops
    border = step.border or Border("", "", "", ride.mode)
    leaves = local(step.leaves, stops[ride.start].zone)
    return {
        "from": ride.start, "to": ride.end, "mode": ride.mode, "depart": leaves.isoformat(),
        "arrive": local(step.arrives, stops[ride.end].zone).isoformat(), "cost": ride.fare,
        "estimated": ride.estimated, "crossing": border.crossing or None, "enters": border.entering or None,
        "wait_hours": step.wait.hours if step.wait else None, "source": ride.source or None,
        "notes": list(atlas.book.notes(border, traveller, leaves.date())),
    }  # fmt: skip


def hurdle_json(hurdle: Hurdle) -> dict[str, Any]:
    """A refusal or an unknown rule, as the command line prints it.

    >>> hurdle_json(Hurdle(Kind.UNKNOWN, "no status on file", "pl-ua-zosin"))
    {'rule': 'no status on file', 'place': 'pl-ua-zosin', 'source': None, 'last_seen': None}
    """
    return {
        "rule": hurdle.rule, "place": hurdle.place, "source": hurdle.source or None,
        "last_seen": _iso(hurdle.last_seen),
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _order(hurdle: Hurdle) -> tuple[str, str, str]:
    return hurdle.place, hurdle.rule, hurdle.source
