"""Who boarded, who arrived, who is missing: counted, and only those looked for who are."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta

from regreso.movement.manifest.events import Event, Kind
from regreso.movement.manifest.fold import Manifest
from regreso.movement.manifest.reconcile import Why, count_trips, enquiries_due, households
from regreso.movement.manifest.standing import State

START = datetime(2022, 5, 1, 6, tzinfo=UTC)
TRIP = "azovstal"


def azovstal(*, with_those_who_stayed: bool) -> list[Event]:
    """3 May 2022: 101 boarded at the plant, 58 joined on the way, 127 arrived, 32 chose to stay."""
    told: list[Event] = []

    def tell(kind: Kind, person: int, hour: float, device: str) -> None:
        at = START + timedelta(hours=hour)
        told.append(Event(f"{device}-{len(told)}", kind, f"p{person}", TRIP, at, device, len(told)))

    for person in range(159):
        tell(Kind.BOARDED if person < 101 else Kind.JOINED, person, 1 if person < 101 else 20, "bus")
    for person in range(32):
        if with_those_who_stayed:
            tell(Kind.LEFT_BY_CHOICE, person * 4, 30, "stop")
    stayed = {person * 4 for person in range(32)}
    for person in sorted(set(range(159)) - stayed):
        tell(Kind.ARRIVED, person, 56, "reception")
    return told


def test_nobody_of_azovstal_is_missing_whatever_the_order_and_the_copies() -> None:
    told = azovstal(with_those_who_stayed=True)
    for seed in range(20):
        order = told + random.Random(seed).choices(told, k=100)
        random.Random(seed).shuffle(order)
        manifest = Manifest()
        manifest.add(order)
        assert manifest.open_people() == []
        assert manifest.faults() == []
        (trip,) = count_trips(manifest.standings().values())
        assert (trip.boarded, trip.joined, trip.arrived, trip.left_by_choice) == (101, 58, 127, 32)
        late = START + timedelta(days=30)
        due = enquiries_due(manifest, now=late, expected={TRIP: START}, margin=timedelta(hours=12))
        assert due == []


def test_without_the_word_of_those_who_stayed_32_are_open_and_looked_for_only_when_late() -> None:
    manifest = Manifest()
    manifest.add(azovstal(with_those_who_stayed=False))
    assert len(manifest.open_people()) == 32
    expected, margin = {TRIP: START + timedelta(hours=60)}, timedelta(hours=12)
    in_time = enquiries_due(manifest, now=START + timedelta(hours=72), expected=expected, margin=margin)
    assert in_time == []
    late = enquiries_due(manifest, now=START + timedelta(hours=73), expected=expected, margin=margin)
    assert len(late) == 32
    assert {due.why for due in late} == {Why.OVERDUE}
    assert enquiries_due(manifest, now=START + timedelta(days=99), expected={}, margin=margin) == []


def event(name: str, kind: Kind, person: str, minute: int, place: str = "", household: str = "") -> Event:
    at = START + timedelta(minutes=minute)
    return Event(name, kind, person, TRIP, at, "d", minute, place=place, household=household)


def test_who_is_taken_off_is_looked_for_at_once_with_the_last_place_until_arrived() -> None:
    manifest = Manifest()
    manifest.add([
        event("1", Kind.BOARDED, "p", 1, "Mariupol"), event("2", Kind.TAKEN_OFF, "p", 2, "Manhush"),
        event("3", Kind.BOARDED, "q", 3, "Mariupol"),
    ])  # fmt: skip
    (due,) = enquiries_due(manifest, now=START, expected={}, margin=timedelta())
    assert (due.person, due.why, due.last_place) == ("p", Why.TAKEN_OFF, "Manhush")
    assert due.last_moment == START + timedelta(minutes=2)
    manifest.add([event("4", Kind.ARRIVED, "p", 4, "Zaporizhzhia")])
    assert enquiries_due(manifest, now=START, expected={}, margin=timedelta()) == []
    assert manifest.standings()["p", TRIP].taken_off


def test_a_household_is_told_member_by_member_and_when_it_is_parted() -> None:
    manifest = Manifest()
    manifest.add([
        event("1", Kind.REGISTERED, "mother", 1, household="h1"), event("2", Kind.BOARDED, "mother", 2),
        event("3", Kind.REGISTERED, "child", 3, household="h1"), event("4", Kind.BOARDED, "child", 4),
        event("5", Kind.ARRIVED, "child", 5), event("6", Kind.BOARDED, "alone", 6, household="h2"),
    ])  # fmt: skip
    one, two = households(manifest.standings().values())
    assert one.states == (("child", State.ARRIVED), ("mother", State.OPEN))
    assert (one.parted, two.parted) == (True, False)
    manifest.add([event("7", Kind.ARRIVED, "mother", 7)])
    assert not households(manifest.standings().values())[0].parted


def test_a_list_written_afterwards_says_nothing_of_where_anybody_is() -> None:
    manifest = Manifest()
    listed = event("2", Kind.ALLOTTED, "p", 99, "the school", household="h")
    manifest.add([event("1", Kind.BOARDED, "p", 1, "Mariupol"), listed])
    (standing,) = manifest.standings().values()
    assert (standing.last_place, standing.last_moment) == ("Mariupol", START + timedelta(minutes=1))
    assert (standing.household, standing.boarded_at) == ("h", START + timedelta(minutes=1))


def parted(*events: Event) -> bool:
    manifest = Manifest()
    manifest.add(events)
    return any(household.parted for household in households(manifest.standings().values()))


def test_a_household_on_two_trips_in_two_vehicles_or_in_two_places_is_parted() -> None:
    mother = event("1", Kind.BOARDED, "mother", 1, household="h1")._replace(vehicle="bus 1")
    child = event("2", Kind.BOARDED, "child", 2, household="h1")._replace(vehicle="Bus  1")
    assert not parted(mother, child)
    assert parted(mother, child._replace(trip="another"))
    assert parted(mother, child._replace(vehicle="bus 2"))
    there = event("3", Kind.ARRIVED, "mother", 3, "Zaporizhzhia")._replace(household="h1")
    assert not parted(mother, child._replace(vehicle="bus 2"), there, there._replace(id="4", person="child"))
    assert parted(mother, child, there, there._replace(id="4", person="child", place="Dnipro"))


def test_a_household_that_was_transferred_together_is_not_parted() -> None:
    told = [event(f"{n}", Kind.BOARDED, f"p{n}", n, household="h") for n in range(2)]
    moved = [
        event(f"t{n}", Kind.TRANSFERRED, f"p{n}", 10 + n, household="h")._replace(to="bus 9")
        for n in range(2)
    ]
    assert parted(*told, moved[0])
    assert not parted(*told, *moved)


def test_the_numbers_of_a_trip_add_up() -> None:
    """boarded + joined = all ends + open, but for those who end without having boarded."""
    for seed in range(100):
        rng = random.Random(seed)
        manifest = Manifest()
        manifest.add([
            event(str(n), rng.choice([kind for kind in Kind if kind is not Kind.CORRECTED]), f"p{n % 9}", n)
            for n in range(40)
        ])  # fmt: skip
        standings = list(manifest.standings().values())
        (trip,) = count_trips(standings)
        ends = trip.arrived + trip.left_by_choice + trip.transferred + trip.taken_off + trip.died
        never = [s for s in standings if not s.boarded and s.state not in (State.EXPECTED, State.NO_SHOW)]
        assert trip.boarded + trip.joined + len(never) == ends + trip.open
        assert sum(Counter(s.state for s in standings).values()) == 9
