"""Random small worlds: never allowed when unknown, no better way missed, no smaller block."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import chain, combinations, permutations

import pytest

from regreso.movement.journeys.hurdles import Hurdle, Kind, RuleBook
from regreso.movement.journeys.network import (
    Network,
    Ride,
    Stop,
    as_date,
    day_number,
    departure_after,
    from_local,
)
from regreso.movement.journeys.plan import (
    MOST_OPTIONS,
    Atlas,
    Option,
    Plan,
    Tier,
    plan_journey,
    smallest_block,
)
from regreso.movement.journeys.rules import (
    Border,
    Document,
    Rule,
    Says,
    Span,
    Status,
    Traveller,
    VisaRun,
)
from regreso.movement.journeys.search import CHANGE_MINUTES, LATEST_MINUTES, Crossings, Search, Way

ON = date(2024, 5, 6)
# An ordinary day, and the days before clocks are put forward and back.
DAYS = (ON, date(2024, 3, 30), date(2024, 10, 26))
COUNTRIES = ("RUS", "BLR", "POL", "UKR", "MDA")
ZONES = {"RUS": "Europe/Moscow", "BLR": "Europe/Minsk", "POL": "Europe/Warsaw", "UKR": "Europe/Kyiv",
         "MDA": "Europe/Chisinau"}  # fmt: skip
WORLDS = 300
Worth = tuple[datetime, int, float, frozenset[str]]


class World:
    """A few stops and rides, and rules that do not change while somebody travels."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.on = DAYS[seed % len(DAYS)]
        self.stops = [self.stop(n) for n in range(self.random.randint(3, 6))]
        self.crossings = [f"c{n}" for n in range(3)]
        self.rides = [self.ride() for _ in range(self.random.randint(4, 11))]
        self.book = RuleBook.of(
            [self.rule(n) for n in range(self.random.randint(0, 4))],
            statuses=[self.status(name) for name in self.crossings if self.random.random() < 0.8],
            visas=[self.visa(country) for country in COUNTRIES if self.random.random() < 0.8],
            documents=[Document("POL", "visa for Poland", 15)],
        )
        documents = frozenset(c for c in COUNTRIES if self.random.random() < 0.3)
        self.traveller = Traveller("RUS", self.random.choice(("family", "tourism")), documents)
        self.network = Network.of(self.stops, self.rides)
        self.start, self.end = self.stops[0].name, self.stops[-1].name

    def stop(self, number: int) -> Stop:
        country = self.random.choice(COUNTRIES)
        return Stop(f"s{number}", country, ZONES[country])

    def ride(self) -> Ride:
        a, b = self.random.sample(self.stops, 2)
        departures = tuple(sorted(self.random.sample(range(0, 1440, 30), self.random.randint(1, 3))))
        return Ride(
            a.name, b.name, self.random.choice(("rail", "coach")), self.random.choice((60, 120, 300)),
            departures,
            self.random.choice(("", *self.crossings)) if a.country != b.country else "",
            fare=self.random.choice((None, 5, 10, 40)),
        )  # fmt: skip

    def seen(self) -> date:
        """A day on which something was last seen: fresh, at the limit, or stale."""
        return self.on - timedelta(days=self.random.choice((1, 30, 45, 45, 75, 400)))

    def rule(self, number: int) -> Rule:
        says = self.random.choice((*Says, Says.ALLOW, Says.NEED))
        return Rule(
            f"r{number}", self.random.choice((*COUNTRIES, *self.crossings)), says, Span(date(2020, 1, 1)),
            "report", self.seen(), purposes=self.random.choice((frozenset[str](), frozenset({"tourism"}))),
            documents=(self.random.choice(COUNTRIES),) if says is Says.NEED else (),
        )  # fmt: skip

    def status(self, name: str) -> Status:
        modes = self.random.choice((frozenset({"rail", "coach"}), frozenset({"coach"})))
        is_open = self.random.random() < 0.8
        return Status(name, Span(date(2020, 1, 1)), is_open, modes, "report", self.seen())

    def visa(self, country: str) -> VisaRun:
        what = self.random.choice(
            ("90", "visa free", *("visa required",) * 3, "no admission", "never heard of")
        )
        return VisaRun("RUS", country, what, date(2020, 1, 1), self.seen())

    def plan(self) -> Plan:
        return plan_journey(
            Atlas(self.network, self.book), self.traveller, start=self.start, end=self.end, on=self.on
        )

    def search(self) -> Search:
        return Search(self.network, Crossings(self.book, self.traveller), self.start, self.end, self.on)


@pytest.fixture(params=range(10), ids=lambda tenth: f"worlds {tenth}0-{tenth}9 of each hundred")
def worlds(request: pytest.FixtureRequest) -> list[World]:
    return [World(seed) for seed in range(WORLDS) if seed // 10 % 10 == request.param]


def is_known_open(world: World, ride: Ride, day: date) -> bool:
    """Told anew, and simply: every gate of the ride is known, fresh and open on the day."""
    here, there = (next(s for s in world.stops if s.name == name) for name in (ride.start, ride.end))
    if here.country == there.country:
        return True
    gates = [not ride.crossing or crossing_is_open(world, ride, day)]
    for rule in chain.from_iterable(world.book.rules.values()):
        if rule.place not in (ride.crossing, there.country) or (
            rule.place == there.country and there.country == "RUS"
        ):
            continue
        if rule.purposes and world.traveller.purpose not in rule.purposes:
            continue
        gates.append(rule_lets(rule, world.traveller, day))
    if there.country != "RUS":
        gates.append(visa_lets(world, there.country, day))
    return all(gates)


def crossing_is_open(world: World, ride: Ride, day: date) -> bool:
    states = world.book.statuses.get(ride.crossing, ())
    return any(s.is_open and ride.mode in s.modes and (day - (s.checked or day)).days <= 60 for s in states)


def rule_lets(rule: Rule, traveller: Traveller, day: date) -> bool:
    fresh = rule.checked is not None and (day - rule.checked).days <= 60
    has = set(rule.documents) <= traveller.documents
    return {Says.ALLOW: fresh, Says.NEED: has, Says.REFUSE: False, Says.UNKNOWN: False}[rule.says]


def visa_lets(world: World, country: str, day: date) -> bool:
    runs = world.book.visas.get(("RUS", country))
    if not runs:
        return any(
            rule.says is Says.ALLOW and rule_lets(rule, world.traveller, day)
            for rule in world.book.rules.get(country, ())
            if not rule.purposes or world.traveller.purpose in rule.purposes
        )
    what, fresh = runs[0].requirement, (day - runs[0].last).days <= 60
    return fresh and (
        what in ("90", "visa free") or (what == "visa required" and country in world.traveller.documents)
    )


def test_no_unknown_or_stale_rule_is_ever_shown_as_allowed(worlds: list[World]) -> None:
    """What is called ready is open by every rule, and what is ready but for documents needs them only."""
    for world in worlds:
        plan = world.plan()
        for option in plan.options:
            for step in option.steps:
                days = {
                    as_date(day_number(step.leaves, zone_of(world, step.ride.start))),
                    as_date(day_number(step.arrives, zone_of(world, step.ride.end))),
                }
                is_open = all(is_known_open(world, step.ride, day) for day in days)
                assert is_open is (step.hurdles == 0)
                assert is_open or plan.tier is not Tier.READY
            assert not option.unknown_rules or plan.tier is Tier.UNKNOWN


def is_as_good(one: Worth, other: Worth) -> bool:
    return one[0] <= other[0] and one[1] <= other[1] and one[2] <= other[2] and one[3] <= other[3]


def worth(option: Option) -> Worth:
    cost = float("inf") if option.cost is None else option.cost
    documents = frozenset(one.document.code for one in option.documents_to_get)
    return datetime.fromisoformat(option.arrive), option.changes, cost, documents


def test_no_way_is_told_that_another_beats_and_none_that_spares_a_document_is_left_out(
    worlds: list[World],
) -> None:
    for world in worlds:
        plan = world.plan()
        told = [worth(option) for option in plan.options]
        for one, other in permutations(told, 2):
            assert not is_as_good(one, other)
        if plan.tier is not Tier.DOCUMENTS or len(told) >= MOST_OPTIONS:
            continue
        crossings = world.search().crossings
        for way in every_way(world, crossings):
            hurdles = crossings.named(way.hurdles)
            if all(h.kind is Kind.DOCUMENT for h in hurdles):
                needs = {h.document for h in hurdles}
                assert any(documents <= needs for *_, documents in told)


def zone_of(world: World, name: str) -> str:
    return world.network.stops[name].zone


def every_way(world: World, crossings: Crossings) -> Iterator[Way]:
    """All ways without a loop, each ride at its next departure."""

    def onward(way: Way, here: str, been: frozenset[str]) -> Iterator[Way]:
        if here == world.end:
            yield way
            return
        for line in world.network.leaving[world.network.numbers[here]]:
            ride = line.ride
            if ride.end in been:
                continue
            ready = way.arrives + (CHANGE_MINUTES if way.changes >= 0 else 0)
            leaves = departure_after(ride, zone_of(world, here), ready)
            arrives = leaves + ride.minutes
            first, last = (
                day_number(leaves, zone_of(world, here)),
                day_number(arrives, zone_of(world, ride.end)),
            )
            bits = crossings.bits(line, first, last)
            following = Way(
                arrives, way.changes + 1, way.unpriced + (ride.fare is None),
                way.cost + (ride.fare or 0), way.hurdles | bits,
            )  # fmt: skip
            yield from onward(following, ride.end, been | {ride.end})

    begin = Way(from_local(zone_of(world, world.start), world.on, 0), -1, 0, 0, 0)
    yield from onward(begin, world.start, frozenset({world.start}))


def best(ways: list[Way]) -> set[tuple[int, int, int, int, int]]:
    """Those that no other beats, of those that arrive within a day after the first."""
    latest = min((way.arrives for way in ways), default=0) + LATEST_MINUTES
    ways = [way for way in ways if way.arrives <= latest]
    kept = [a for a in ways if not any(b.beats(a) and not a.beats(b) for b in ways)]
    return {(a.arrives, a.changes, a.unpriced, a.cost, a.hurdles) for a in kept}


def changes_on_the_way(world: World) -> bool:
    """Whether anything lapses while one travels: then a slower way may open what a faster one finds shut."""
    seen = [r.checked for r in chain.from_iterable(world.book.rules.values())]
    seen += [s.checked for s in chain.from_iterable(world.book.statuses.values())]
    seen += [v.last for v in chain.from_iterable(world.book.visas.values())]
    return any(day and world.on - timedelta(days=60) <= day <= world.on - timedelta(days=46) for day in seen)


def test_no_better_way_is_missed(worlds: list[World]) -> None:
    for world in worlds:
        assert not changes_on_the_way(world)
        search = world.search()
        for kinds in (set[Kind](), {Kind.DOCUMENT}, {Kind.DOCUMENT, Kind.UNKNOWN}):
            found = search.ways(lambda hurdle, kinds=kinds: hurdle.kind in kinds)  # type: ignore[misc]  # a default
            passable = [
                way
                for way in every_way(world, search.crossings)
                if all(h.kind in kinds for h in search.crossings.named(way.hurdles))
            ]
            shown = {(a.arrives, a.changes, a.unpriced, a.cost, a.hurdles) for a in found}
            assert shown == best(passable)


def test_the_block_is_the_smallest_and_closes_every_way(worlds: list[World]) -> None:
    for world in worlds:
        plan = world.plan()
        if plan.tier is not Tier.BLOCKED:
            continue
        crossings = world.search().crossings
        ways = [
            {h for h in crossings.named(way.hurdles) if h.kind is Kind.REFUSED}
            for way in every_way(world, crossings)
        ]
        block = set(plan.blocked_by)
        assert block
        assert all(block & refused for refused in ways)
        refusals: list[Hurdle] = sorted({h for refused in ways for h in refused}, key=repr)
        for smaller in combinations(refusals, len(block) - 1):
            assert not all(set(smaller) & refused for refused in ways)


def test_the_worlds_show_every_tier() -> None:
    """A property that is never put to the test holds for nothing."""
    tiers = [World(seed).plan().tier for seed in range(WORLDS)]
    assert {tier: tiers.count(tier) >= 10 for tier in Tier} == dict.fromkeys(Tier, True)


def test_two_closed_crossings_block_together() -> None:
    """Each way has a crossing of its own, and both also one refusal: that one is the smallest block."""
    stops = [Stop("a", "BLR", "Europe/Minsk"), Stop("b", "POL", "Europe/Warsaw")]
    rides = [Ride("a", "b", "coach", 60, (600,), crossing) for crossing in ("one", "two")]
    closed = [Status(c, Span(), is_open=False, modes=frozenset(), source="report") for c in ("one", "two")]
    allow = Rule("in", "POL", Says.ALLOW, Span(None, date(2030, 1, 1)), "report")
    refuse = Rule("no", "POL", Says.REFUSE, Span(), "report")

    def block(*rules: Rule) -> list[str]:
        book = RuleBook.of(rules, statuses=closed)
        search = Search(Network.of(stops, rides), Crossings(book, Traveller("RUS")), "a", "b", ON)
        free, found = smallest_block(search)
        assert free is None
        return [hurdle.place for hurdle in found]

    assert block(allow) == ["one", "two"]
    assert block(allow, refuse) == ["POL"]


def test_a_border_is_asked_on_each_day_that_the_ride_touches() -> None:
    """A night coach that arrives on the first day of a closure does not pass."""
    stops = [Stop("a", "BLR", "Europe/Minsk"), Stop("b", "POL", "Europe/Warsaw")]
    night = [Ride("a", "b", "coach", 600, (1320,), "one")]
    states = [
        Status(
            "one", Span(None, date(2024, 5, 7)), is_open=True, modes=frozenset({"coach"}), source="report"
        ),
        Status("one", Span(date(2024, 5, 7)), is_open=False, modes=frozenset(), source="report"),
    ]
    atlas = Atlas(Network.of(stops, night), RuleBook.of(statuses=states))
    for on, tier in ((date(2024, 5, 5), Tier.READY), (ON, Tier.BLOCKED), (date(2024, 5, 8), Tier.BLOCKED)):
        assert plan_journey(atlas, Traveller("POL"), start="a", end="b", on=on).tier is tier


def test_leaving_can_be_refused_too() -> None:
    rule = Rule(
        "men stay", "UKR", Says.REFUSE, Span(), "report", direction="leave", passports=frozenset({"UKR"})
    )
    book = RuleBook.of([rule])
    border = Border("", "UKR", "POL", "rail")
    assert "men stay" in [h.rule for h in book.hurdles(border, Traveller("UKR"), ON)]
    assert "men stay" not in [h.rule for h in book.hurdles(border, Traveller("POL"), ON)]
