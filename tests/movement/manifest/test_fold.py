"""The same events give the same standings in every order; nobody is lost or invented."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from regreso.movement.manifest.events import Event, Kind
from regreso.movement.manifest.fold import Manifest
from regreso.movement.manifest.standing import State

NOON = datetime(2022, 5, 3, 12, tzinfo=UTC)
ORDERS = 200


def event(name: str, kind: Kind, minute: int = 0, **more: object) -> Event:
    fields: dict[str, object] = {"person": "p", "trip": "t", "device": name[0], "sequence": int(name[1:])}
    return Event(id=name, kind=kind, at=NOON + timedelta(minutes=minute), **(fields | more))  # type: ignore[arg-type]  # a table of cases


def state(*events: Event, person: str = "p", trip: str = "t") -> State:
    manifest = Manifest()
    manifest.add(events)
    return manifest.standings()[person, trip].state


def codes(*events: Event) -> list[str]:
    manifest = Manifest()
    manifest.add(events)
    return [fault.code for fault in manifest.faults()]


BOARD = event("a1", Kind.BOARDED)


@pytest.mark.parametrize(
    ("ending", "expected"),
    [
        (Kind.ARRIVED, State.ARRIVED), (Kind.LEFT_BY_CHOICE, State.LEFT_BY_CHOICE), (Kind.DIED, State.DIED),
        (Kind.TAKEN_OFF, State.TAKEN_OFF), (Kind.TRANSFERRED, State.TRANSFERRED), (Kind.PASSED, State.OPEN),
        (Kind.REGISTERED, State.OPEN),
    ],
)  # fmt: skip
@pytest.mark.parametrize("minute", [60, -60], ids=["clocks agree", "the other clock is an hour behind"])
def test_one_boarding_is_closed_by_one_end_whatever_the_clocks_say(
    ending: Kind, expected: State, minute: int
) -> None:
    assert state(BOARD, event("b1", ending, minute)) is expected


def test_before_boarding_one_is_expected_and_may_not_come() -> None:
    assert state(event("a1", Kind.REGISTERED), event("a2", Kind.ALLOTTED, 1)) is State.EXPECTED
    assert state(event("a1", Kind.ALLOTTED), event("a2", Kind.NO_SHOW, 1)) is State.NO_SHOW
    assert state(event("a1", Kind.NO_SHOW), event("a2", Kind.BOARDED, 1)) is State.OPEN


def test_a_second_boarding_opens_again_what_leaving_had_closed() -> None:
    left, again = event("b1", Kind.LEFT_BY_CHOICE, 10), event("c1", Kind.BOARDED, 20)
    assert state(BOARD, left, again) is State.OPEN
    assert state(BOARD, left, again, event("c2", Kind.ARRIVED, 30)) is State.ARRIVED


def test_a_clock_set_back_does_not_turn_its_device_round() -> None:
    """Boards, leaves, boards again, all on one device whose clock was set back meanwhile."""
    told = [
        event("a1", Kind.BOARDED, 100), event("a2", Kind.LEFT_BY_CHOICE, 110), event("a3", Kind.BOARDED, -500)
    ]  # fmt: skip
    assert state(*told) is State.OPEN
    assert state(*told[:2]) is State.LEFT_BY_CHOICE


def test_a_clock_ahead_counts_as_the_time_of_receipt() -> None:
    ahead = event("a1", Kind.TAKEN_OFF, 9000, received=NOON + timedelta(minutes=5))
    assert state(BOARD, ahead, event("b1", Kind.BOARDED, 30)) is State.OPEN


def test_a_transfer_goes_on_as_open_on_the_other_trip() -> None:
    moved = event("a2", Kind.TRANSFERRED, 10, to="u")
    assert state(BOARD, moved) is State.TRANSFERRED
    assert state(BOARD, moved, trip="u") is State.OPEN
    assert state(BOARD, moved, event("b1", Kind.ARRIVED, 60, trip="u"), trip="u") is State.ARRIVED
    assert state(BOARD, event("a2", Kind.TRANSFERRED, 10, to="t", vehicle="bus 2")) is State.OPEN


def test_whoever_is_seen_on_another_trip_is_not_missing_on_this_one() -> None:
    """A bus breaks down and nobody writes a transfer: its people arrive with another trip."""
    arrived = event("b1", Kind.ARRIVED, 60, trip="u")
    assert state(BOARD, arrived) is State.TRANSFERRED
    assert state(BOARD, arrived, trip="u") is State.ARRIVED
    assert codes(BOARD, arrived) == ["arrived-unboarded", "seen-on-another-trip"]
    assert state(BOARD, event("b1", Kind.BOARDED, 60, trip="u"), trip="u") is State.OPEN
    again = event("a2", Kind.BOARDED, 90)
    assert state(BOARD, arrived, again) is State.OPEN, "came back and boarded again"
    assert state(event("a1", Kind.BOARDED, 90), arrived) is State.OPEN, "arrived elsewhere before"


def test_a_correction_makes_an_event_void_and_can_itself_be_corrected() -> None:
    arrived = event("b1", Kind.ARRIVED, 60)
    wrong = event("c1", Kind.CORRECTED, 70, corrects="b1", person="", trip="")
    undone = event("c2", Kind.CORRECTED, 80, corrects="c1", person="", trip="")
    assert state(BOARD, arrived, wrong) is State.OPEN
    assert state(BOARD, arrived, wrong, undone) is State.ARRIVED
    manifest = Manifest()
    for one in (undone, wrong, arrived, BOARD):
        manifest.add([one])
        manifest.standings()
    assert manifest.standings()["p", "t"].state is State.ARRIVED


def test_corrections_in_a_circle_do_not_count_and_are_told() -> None:
    one = event("c1", Kind.CORRECTED, corrects="c2")
    two = event("c2", Kind.CORRECTED, corrects="c1")
    third = event("c3", Kind.CORRECTED, corrects="b1")
    over = event("c4", Kind.CORRECTED, corrects="c4")
    arrived = event("b1", Kind.ARRIVED, 60)
    assert state(BOARD, arrived, one, two, over) is State.ARRIVED
    assert state(BOARD, arrived, one, two, over, third) is State.OPEN
    assert codes(BOARD, one, two, over) == ["circle"] * 3


def test_a_person_whose_every_event_is_void_is_gone() -> None:
    manifest = Manifest()
    manifest.add([BOARD])
    assert len(manifest.open_people()) == 1
    manifest.add([event("b1", Kind.CORRECTED, corrects="a1")])
    assert manifest.standings() == {}


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ([BOARD, event("b1", Kind.ARRIVED, 1), event("c1", Kind.ARRIVED, 2)], "arrived-twice"),
        ([event("b1", Kind.ARRIVED, 1)], "arrived-unboarded"),
        ([event("b1", Kind.PASSED, 1)], "passed-unboarded"),
        ([event("a1", Kind.ARRIVED), event("a2", Kind.BOARDED, 1)], "boarded-after-end"),
        ([BOARD, event("b1", Kind.NO_SHOW, 1)], "no-show-boarded"),
        ([BOARD, event("b1", Kind.ARRIVED, 1), event("c1", Kind.TAKEN_OFF, 2)], "taken-off-after-arriving"),
        ([event("c1", Kind.CORRECTED, corrects="z9")], "nothing-to-correct"),
        ([BOARD, BOARD._replace(person="q")], "two-contents"),
    ],
)
def test_what_does_not_fit_is_told(told: list[Event], code: str) -> None:
    assert codes(*told) == [code]


def test_a_whole_trip_has_no_faults() -> None:
    kinds = (Kind.REGISTERED, Kind.CONSENTED, Kind.ALLOTTED, Kind.BOARDED, Kind.PASSED, Kind.ARRIVED)
    assert codes(*(event(f"a{n}", kind, n) for n, kind in enumerate(kinds, 1))) == []


class Chaos:
    """Random events of few people on few trips by few devices, with copies, clashes and corrections."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.told = [self.one(n) for n in range(self.random.randint(1, 25))]
        self.told += [self.copy(one) for one in self.random.choices(self.told, k=6)]

    def one(self, number: int) -> Event:
        kind = self.random.choice([*Kind, Kind.BOARDED, Kind.ARRIVED, Kind.CORRECTED])
        at = NOON + timedelta(minutes=self.random.randint(0, 30))
        received = self.random.choice((None, NOON + timedelta(minutes=self.random.randint(0, 40))))
        return Event(
            f"e{number}", kind, self.random.choice("pq"), self.random.choice("tu"), at,
            self.random.choice("ab"), self.random.randint(0, 9), received,
            self.random.choice(("", "here", "there")),
            household=self.random.choice(("", "h")), to=self.random.choice(("", "t", "u")),
            corrects=f"e{self.random.randint(0, 25)}",
        )  # fmt: skip

    def copy(self, one: Event) -> Event:
        if self.random.random() < 0.3:
            return one._replace(person=self.random.choice("pqr"), place=self.random.choice(("", "x")))
        return one._replace(received=NOON + timedelta(minutes=self.random.randint(0, 50)))

    def orders(self) -> Iterator[list[Event]]:
        """The events in another order, some of them again."""
        for _ in range(4):
            again = self.told + self.random.choices(self.told, k=self.random.randint(0, 9))
            self.random.shuffle(again)
            yield again


@pytest.mark.parametrize("tenth", range(10))
def test_every_order_gives_the_same(tenth: int) -> None:
    """In one go, bit by bit with questions between, or merged from parts that overlap: all the same."""
    for seed in range(tenth, ORDERS, 10):
        chaos = Chaos(seed)
        whole = Manifest()
        whole.add(chaos.told)
        expected = (whole.standings(), whole.faults(), sorted(whole.events()), whole.open_people())
        for order in chaos.orders():
            slowly, left, right = Manifest(), Manifest(), Manifest()
            for one in order:
                slowly.add([one])
                if chaos.random.random() < 0.3:
                    slowly.standings()
                chaos.random.choice((left, right)).add([one])
            left.add(chaos.random.sample(order, len(order) // 2))
            left.merge(right)
            for manifest in (slowly, left):
                found = manifest.standings(), manifest.faults(), sorted(manifest.events())
                assert (*found, manifest.open_people()) == expected, f"seed {seed}"


def test_nobody_is_lost_in_any_chaos() -> None:
    """Who has an event that holds has a standing, and no end is invented."""
    for seed in range(ORDERS):
        chaos = Chaos(seed)
        manifest = Manifest()
        manifest.add(chaos.told)
        corrected = {one.corrects for one in manifest.events() if one.kind is Kind.CORRECTED}
        for one in manifest.events():
            if one.kind is Kind.CORRECTED or one.id in corrected:
                continue
            standing = manifest.standings()[one.person, one.trip]
            if one.kind is Kind.DIED:
                assert standing.state is State.DIED
            if one.kind is Kind.TAKEN_OFF:
                assert standing.taken_off
            if one.kind is Kind.BOARDED:
                assert standing.state not in (State.EXPECTED, State.NO_SHOW)
