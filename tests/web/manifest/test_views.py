"""The coordinator's pages: numbers before names, and a name only for a reason."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cast import Cast
from desks import do, look, send, sit, there, wrong
from manifests import Door, Shut, door_of, someone, states, trip_of
from regreso.casebook.models import Device, Passenger, PersonStanding, Read, Recognition, Trip
from regreso.jobs.worker import drain
from regreso.steps import board


@pytest.fixture
def client(cast: Cast) -> Client:
    return sit(cast.coordinator_a)


@pytest.fixture
def door(cast: Cast) -> Door:
    people = [someone("p1", "h1", surname="Ткаченко", given="Остап"), someone("p2", "h1"), someone("p3")]
    board.allot(trip_of(cast), people, by=cast.by("coordinator_a"), at=cast.at)
    drain()
    return door_of(cast)


def file(text: str, name: str = "list.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def test_a_trip_is_opened_by_the_clock_that_was_chosen_once_for_two_clicks(
    cast: Cast, client: Client
) -> None:
    day = timezone.now() + timedelta(days=2)
    said = {"token": uuid.uuid4(), "code": "Київ-7", "way": "A → B", "zone": "Europe/Kyiv", "hours": 3,
            "expected": f"{day:%Y-%m-%d}T18:00"}  # fmt: skip
    do(client, "manifest-trips", **said)
    send(client, "manifest-trips", **said)
    trip = Trip.objects.get()
    assert trip.expected_at is not None
    assert trip.expected_at.hour in (15, 16)
    assert trip.look_at == trip.expected_at + timedelta(hours=3)
    assert "Київ-7" in look(client, "manifest-trips")
    assert f"Should arrive {day:%Y-%m-%d} 18:00 (Europe/Kyiv)" in look(client, "manifest-trip", trip.pk)
    client.get(there("manifest-days"), {"zone": "UTC"})
    assert f"Should arrive {trip.expected_at:%Y-%m-%d %H:%M} (UTC)" in look(client, "manifest-trip", trip.pk)
    assert wrong(send(client, "manifest-trips", **said | {"token": uuid.uuid4()})) == [
        "Another trip has this code already. Choose one of its own."
    ]
    assert wrong(send(client, "manifest-trips", token=uuid.uuid4(), zone="Mars", hours="x", code=""))
    assert Trip.objects.filter(operation=cast.operation).count() == 1


def test_people_are_allotted_from_a_list_and_get_tokens_without_names_on_the_page(
    cast: Cast, client: Client
) -> None:
    trip = trip_of(cast)
    rows = "household,surname,given,birth,needs\nh1,Ткаченко,Остап,1990,\nh1,Ткаченко,Марія,,wheelchair\n"
    answer = client.post(there("manifest-allot", trip.pk), {"file": file(rows)})
    page = answer.content.decode()
    tokens = set(Passenger.objects.values_list("token", flat=True))
    assert len(tokens) == 2
    assert all(token in page for token in tokens)
    assert "Ткаченко" not in page
    drain()
    assert set(states(cast).values()) == {"expected"}


def test_a_list_with_a_bad_row_allots_nobody_and_names_row_and_field(cast: Cast, client: Client) -> None:
    trip = trip_of(cast)
    rows = "surname,birth,sex,needs\nA,31.31.1990,,\nB,,x,\nC,,,horse\nD,1990,m,\n"
    answer = client.post(there("manifest-allot", trip.pk), {"file": file(rows)})
    page = answer.content.decode()
    assert answer.status_code == 422
    for row, field in ((2, "birth"), (3, "sex"), (4, "needs")):
        assert f'Row {row}, <code translate="no">{field}</code>' in page
    assert Passenger.objects.count() == 0
    for bad in ("", "\x89PNG\r\n", "surname\n"):
        assert client.post(there("manifest-allot", trip.pk), {"file": file(bad)}).status_code == 422


def test_a_file_of_events_is_taken_in_and_bad_rows_are_told(cast: Cast, client: Client, door: Door) -> None:
    table = "id,kind,person,trip,at,device,sequence\na1,boarded,p1,T1,2022-03-03T12:00Z,x,1\n"
    table += "a2,flew,p2,T1,2022-03-03T12:00Z,x,2\n"
    answer = client.post(there("manifest-bring"), {"file": file(table)})
    page = answer.content.decode()
    assert "1 taken, 0 were here before, 1 not taken" in page
    assert "“kind” is “flew”" in page
    assert states(cast)["p1"] == "open"
    assert "“kind” is “flew”" in look(client, "manifest-uploads")
    again = client.post(there("manifest-bring"), {"file": file(table)}).content.decode()
    assert "0 taken, 1 were here before" in again
    for bad in (file("name,age\n1,2\n"), SimpleUploadedFile("x.jsonl", b"\xff\xfe")):
        assert client.post(there("manifest-bring"), {"file": bad}).status_code == 422
    assert door.device.state == "active"


def test_the_trip_tells_by_token_who_is_open_and_what_is_parted(client: Client, door: Door) -> None:
    door.send(
        door.event("boarded", "p1", household="h1", place="Маріуполь"),
        door.event("arrived", "p2", household="h1"),
    )
    page = look(client, "manifest-trip", Trip.objects.get().pk)
    assert "p1" in page
    assert "Маріуполь" in page
    assert "Ткаченко" not in page
    assert "Households that are not together" in page
    assert "1 open" in look(client, "manifest-trips")
    assert (
        "p2" in client.get(there("manifest-trip", Trip.objects.get().pk) + "?state=arrived").content.decode()
    )
    board_page = look(client, "manifest-arrivals")
    assert "<b>1</b> arrived" in board_page
    assert "Not together:" in board_page
    days = look(client, "manifest-days")
    assert "2022-03-03" in days
    assert look(client, "manifest-days").count("<tr>") == 2


def test_a_name_is_shown_for_a_reason_that_is_kept(client: Client, door: Door) -> None:
    door.send(door.event("boarded", "p1", note="needs water"))
    row = PersonStanding.objects.get(person="p1")
    page = look(client, "manifest-person", row.pk)
    assert "Ткаченко" not in page
    assert "needs water" in page
    assert client.post(there("manifest-person", row.pk), {"reason": " "}).status_code == 422
    shown = client.post(there("manifest-person", row.pk), {"reason": "her mother calls"}).content.decode()
    assert "Ткаченко" in shown
    reads = [read.said["reason"] for read in Read.objects.filter(kind="passenger")]
    assert reads == ["her mother calls"]


def test_a_telephone_gets_a_code_once_and_is_switched_off(cast: Cast, client: Client) -> None:
    answer = send(client, "manifest-devices", token=uuid.uuid4(), label="gate 2")
    code = answer.content.decode().split('<p class="phrase" translate="no">')[1].split("</p>")[0]
    headers = {"Authorization": f"Bearer {code}"}
    assert Client().get("/board/api/trips/", headers=headers).status_code == 200
    assert code not in look(client, "manifest-devices")
    do(client, "manifest-device-act", Device.objects.get(operation=cast.operation).pk, "end", reason="lost")
    assert Client().get("/board/api/trips/", headers=headers).status_code == 404


def test_a_person_decides_who_arrived(cast: Cast, client: Client, door: Door, shut: Shut) -> None:
    door.send(door.event("arrived", "w1", box=shut({"name": "Ostap Tkachenko"})))
    drain()
    page = look(client, "manifest-recognitions")
    assert "Ostap Tkachenko" in page
    assert "Ткаченко" in page
    offered = Recognition.objects.get(allotted__token="p1")  # noqa: S106 - a boarding token, no secret
    do(client, "manifest-recognition-act", offered.pk, "accept")
    drain()
    assert states(cast)["p1"] == "arrived"
    assert "Nobody waits" in look(client, "manifest-recognitions")


def test_a_trip_closes_when_everybody_is_accounted_for(cast: Cast, client: Client, door: Door) -> None:
    door.send(door.event("boarded", "p1"))
    trip = Trip.objects.get()
    (why,) = wrong(send(client, "manifest-trip-act", trip.pk, "close", reason="done"))
    assert why.startswith("People are open on this trip")
    door.send(door.event("arrived", "p1"))
    do(client, "manifest-trip-act", trip.pk, "close", reason="done")
    do(client, "manifest-trip-act", trip.pk, "reopen", reason="too early")
    soon = f"{timezone.now() + timedelta(days=1):%Y-%m-%dT%H:%M}"
    said = {"expected": soon, "zone": "UTC", "hours": 1}
    do(client, "manifest-trip-act", trip.pk, "expect", **said)
    trip.refresh_from_db()
    assert (trip.state, trip.margin) == ("open", 60)
    assert cast.operation.state == "open"


def test_nobody_but_a_coordinator_finds_these_pages_and_none_of_another_operation(
    cast: Cast, door: Door
) -> None:
    trip = Trip.objects.get()
    door.send(door.event("boarded", "p1"))
    row = PersonStanding.objects.get(person="p1")
    lists = ("trips", "days", "arrivals", "bring", "uploads", "recognitions", "devices")
    places = [(f"manifest-{name}",) for name in lists]
    places += [("manifest-trip", trip.pk), ("manifest-allot", trip.pk), ("manifest-person", row.pk)]  # type: ignore[list-item]  # addresses with an id
    for name in ("stranger", "liaison_a", "registrar", "auditor", "operator"):
        client = sit(cast.staff[name])
        assert {client.get(there(*place)).status_code for place in places} == {404}, name
    assert {Client().get(there(*place)).status_code for place in places} == {404}
    assert {sit(cast.coordinator_b).get(there(*place)).status_code for place in places} == {200}


def test_the_lists_cost_the_same_however_long(cast: Cast, client: Client, door: Door) -> None:
    places = [("manifest-trips",), ("manifest-trip", Trip.objects.get().pk), ("manifest-devices",)]

    def costs() -> list[int]:
        found = []
        for place in places:
            with CaptureQueriesContext(connection) as asked:
                look(client, *place)  # type: ignore[arg-type]  # an address and its id
            found.append(len(asked))
        return found

    costs()
    door.send(*(door.event("boarded", f"q{n}") for n in range(3)))
    few = costs()
    door.send(*(door.event("boarded", f"r{n}") for n in range(30)))
    for label in ("a", "b", "c"):
        door_of(cast, label)
        trip_of(cast, f"T-{label}")
    assert costs() == few
    assert max(few) <= 13
