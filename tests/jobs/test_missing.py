"""Whoever is missing is looked for by itself, and no longer; nobody is recognised without a person."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cast import Cast
from manifests import Door, Shut, door_of, someone, states, trip_of
from regreso.casebook.models import Enquiry, Passenger, PersonStanding, Recognition, Trip, history
from regreso.jobs.clock import tick
from regreso.jobs.departures import open_departures
from regreso.jobs.worker import drain
from regreso.steps import ask, board, recognise
from regreso.story import MoveRefused

LATE, LATER = 8, 9


@pytest.fixture
def trip(cast: Cast) -> Trip:
    return trip_of(cast)


@pytest.fixture
def door(cast: Cast, trip: Trip) -> Door:
    people = [
        someone("p1", "h", surname="Ткаченко", given="Остап", birth="1990-02-03"),
        someone("p2", "h", surname="Ткаченко", given="Марія", birth="1992"), someone("p3"),
    ]  # fmt: skip
    board.allot(trip, people, by=cast.by("coordinator_a"), at=cast.at)
    drain()
    return door_of(cast)


def looked_for() -> dict[str, str]:
    rows = PersonStanding.objects.exclude(enquiry=None).select_related("enquiry")
    return {row.person: row.enquiry.state for row in rows if row.enquiry}


def test_whoever_is_taken_off_is_looked_for_at_once_with_the_last_place_and_time(
    cast: Cast, door: Door
) -> None:
    door.send(door.event("boarded", "p1", place="Mariupol"), door.event("boarded", "p2", place="Mariupol"))
    drain()
    assert looked_for() == {}
    door.send(door.event("taken_off", "p1", place="Manhush", minute=95))
    drain()
    assert looked_for() == {"p1": "searching"}
    enquiry = Enquiry.objects.select_related("sought").get()
    assert (enquiry.sought.surname, enquiry.sought.birth, enquiry.channel) == (
        "Ткаченко",
        "1990-02-03",
        "manifest",
    )
    assert enquiry.last_contact["place"] == "Manhush"
    assert enquiry.last_contact["latest_news"] == cast.later(minutes=95).isoformat()
    door.send(door.event("taken_off", "p1", place="Manhush", minute=96))
    drain()
    assert Enquiry.objects.count() == 1


def test_the_register_is_searched_for_whoever_was_taken_off(cast: Cast, door: Door) -> None:
    held = cast.held(surname="Ткаченко", given="Остап", birth="1990-02-03")
    door.send(door.event("boarded", "p1"), door.event("taken_off", "p1"))
    drain()
    assert [match.custody for match in Enquiry.objects.get().matches.all()] == [held]


def test_whoever_is_open_is_looked_for_only_after_the_expected_time_and_the_margin(
    cast: Cast, door: Door
) -> None:
    door.send(
        *(door.event("boarded", one) for one in ("p1", "p2", "p3")), door.event("arrived", "p1", minute=300)
    )
    drain()
    tick(cast.later(hours=6, minutes=59))
    drain()
    assert looked_for() == {}
    tick(cast.later(hours=7))
    drain()
    assert looked_for() == {"p2": "searching", "p3": "searching"}
    assert Trip.objects.get().state == "overdue"
    door.send(door.event("boarded", "p4"), at=cast.later(hours=LATER))
    drain()
    assert "p4" in looked_for(), "a boarding that comes in after the alarm"
    tick(cast.later(hours=LATER))
    drain()
    assert Enquiry.objects.count() == 3


def test_whoever_is_heard_of_is_looked_for_no_longer_and_again_if_that_was_a_mistake(
    cast: Cast, door: Door
) -> None:
    door.send(door.event("boarded", "p1"), door.event("boarded", "p2"))
    tick(cast.later(hours=LATE))
    drain()
    arrived = door.event("arrived", "p1", minute=500)
    door.send(arrived, door.event("left_by_choice", "p2"))
    drain()
    assert looked_for() == {"p1": "closed", "p2": "closed"}
    assert set(Enquiry.objects.values_list("outcome", flat=True)) == {"located_alive"}
    door.send(door.event("corrected", "", "", corrects=arrived["id"]))
    drain()
    assert looked_for() == {"p1": "searching", "p2": "closed"}
    door.send(door.event("arrived", "p1", minute=600))
    drain()
    assert looked_for() == {"p1": "closed", "p2": "closed"}


def test_what_a_person_closed_stays_closed(cast: Cast, door: Door) -> None:
    door.send(door.event("taken_off", "p1"))
    drain()
    enquiry = Enquiry.objects.get()
    ask.close(enquiry, "ceased", by=cast.by("liaison_a"), at=cast.later(hours=3))
    door.send(door.event("taken_off", "p1", minute=99))
    drain()
    assert history(enquiry).last().name == "close"  # type: ignore[union-attr]  # it has a history


def test_each_departure_of_a_plan_has_a_manifest_and_each_member_a_token(cast: Cast) -> None:
    when = {"depart": "2022-03-03T10:00Z", "arrive": "2022-03-03T16:00Z"}
    seated = [{"id": "h", "count": 2}, {"id": "i", "count": 1}]
    departure = {
        "id": "d1",
        "corridor": "c",
        "from": "A",
        "to": "B",
        "vehicle": "bus-1",
        "households": seated,
    } | when
    homes = [{"id": "h", "size": 2, "wheelchair": 1}, {"id": "i", "size": 1}]
    corridors = [{"id": "c", "windows": [{"tz": "Europe/Kyiv"}]}]
    plan = {"departures": [departure], "scenario": {"households": homes, "corridors": corridors}}
    opened = open_departures(cast.operation.pk, plan, {"h": ["H1", "H2"]}, prefix="ab12", at=cast.at)
    assert [trip.code for trip in opened] == ["ab12-d1"]
    assert open_departures(cast.operation.pk, plan, {"h": ["H1", "H2"]}, prefix="ab12", at=cast.at) == []
    drain()
    stands = states(cast, "ab12-d1")
    assert set(stands.values()) == {"expected"}
    assert {"H1/1", "H1/2", "H2/1", "H2/2"} < set(stands)
    assert len(stands) == 5
    rows = Passenger.objects.filter(household="H1").order_by("token")
    assert [(row.needs, row.vehicle) for row in rows] == [("wheelchair", "bus-1"), ("", "bus-1")]
    assert Trip.objects.get().look_at == datetime(2022, 3, 4, 4, tzinfo=UTC)


def test_leaving_by_choice_and_a_late_trip_without_people_open_nothing(cast: Cast, door: Door) -> None:
    door.send(door.event("boarded", "p1"), door.event("left_by_choice", "p1"))
    tick(cast.later(hours=LATE))
    drain()
    assert looked_for() == {}


def arrive(door: Door, shut: Shut, token: str, **told: str) -> None:
    door.send(door.event("arrived", token, minute=200, place="Zaporizhzhia", box=shut(told)))
    drain()


def offer(arrived: str, allotted: str = "p1") -> Recognition:
    return Recognition.objects.get(arrived__token=arrived, allotted__token=allotted)


def test_an_unregistered_arrival_is_offered_and_a_person_decides(cast: Cast, door: Door, shut: Shut) -> None:
    door.send(door.event("boarded", "p1"))
    arrive(door, shut, "walk-in", name="Tkachenko Ostap", birth="1990")
    offered = Recognition.objects.select_related("arrived", "allotted").order_by("-probability").first()
    assert offered is not None
    assert (offered.arrived.token, offered.allotted.token, offered.state) == ("walk-in", "p1", "potential")
    assert offered.probability > 0.5
    assert states(cast)["p1"] == "open", "nothing is decided by itself"
    recognise.accept(offered, by=cast.by("coordinator_a"), at=cast.later(hours=4))
    drain()
    assert states(cast) == {"p1": "arrived", "p2": "expected", "p3": "expected"}
    row = PersonStanding.objects.get(person="p1")
    assert (row.last["place"], row.registered) == ("Zaporizhzhia", True)
    assert set(Recognition.objects.exclude(pk=offered.pk).values_list("state", flat=True)) <= {"superseded"}
    tick(cast.later(hours=LATE))
    drain()
    assert looked_for() == {}


def test_two_arrivals_are_not_recognised_as_one_person(cast: Cast, door: Door, shut: Shut) -> None:
    for token in ("w1", "w2"):
        arrive(door, shut, token, name="Остап Ткаченко", birth="1990-02-03")
    one, two = (offer(token) for token in ("w1", "w2"))
    recognise.accept(one, by=cast.by("coordinator_a"), at=cast.later(hours=4))
    with pytest.raises(MoveRefused):
        recognise.accept(two, by=cast.by("coordinator_b"), at=cast.later(hours=4))
    drain()
    two.refresh_from_db()
    assert two.state == "superseded"


def test_who_says_no_name_or_is_somebody_else_is_offered_nothing_twice(
    cast: Cast, door: Door, shut: Shut
) -> None:
    door.send(door.event("arrived", "silent", minute=100))
    arrive(door, shut, "other", name="Zhang Wei", birth="1950")
    assert not Recognition.objects.filter(probability__gt=0.5).exists()
    arrive(door, shut, "w1", name="Остап Ткаченко", birth="1990-02-03")
    offered = offer("w1")
    recognise.reject(offered, by=cast.by("coordinator_a"), at=cast.later(hours=4))
    before = Recognition.objects.count()
    arrive(door, shut, "w1", name="Остап Ткаченко", birth="1990-02-03")
    assert Recognition.objects.count() == before
