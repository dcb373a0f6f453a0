"""What a telephone asks and sends, whole and broken, with a code and without."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from cast import Cast
from manifests import Door, Shut, door_of, someone, states, trip_of
from regreso.casebook import allowance
from regreso.casebook.models import ManifestEvent, Move, Upload
from regreso.steps import board, equip
from regreso.web.manifest import api


@pytest.fixture
def door(cast: Cast) -> Door:
    by = cast.by("coordinator_a")
    board.allot(trip_of(cast), [someone("p1", "h1", surname="Ткаченко"), someone("p2")], by=by, at=cast.at)
    return door_of(cast)


def send(door: Door, body: str | bytes) -> Any:
    headers = {"Authorization": f"Bearer {door.code}"}
    return Client(enforce_csrf_checks=True).post(
        "/board/api/events/", body, content_type="application/x-ndjson", headers=headers
    )


def ask(door: Door, path: str) -> Any:
    answer = Client().get(f"/board/api/{path}", headers={"Authorization": f"Bearer {door.code}"})
    assert answer.status_code == 200
    return answer.json()


def lines(*events: object) -> str:
    return "".join(json.dumps(event) + "\n" for event in events)


def test_an_upload_is_answered_row_by_row_and_may_be_sent_again(cast: Cast, door: Door) -> None:
    one, bad = door.event("boarded", "p1"), door.event("flew", "p2")
    told = send(door, lines(one, bad)).json()
    assert told["taken"] == [one["id"]]
    assert told["rejected"][0]["id"] == bad["id"]
    assert "“kind” is “flew”" in told["rejected"][0]["why"]
    again = send(door, lines(one)).json()
    assert again == {"taken": [], "known": [one["id"]], "rejected": []}
    assert (ManifestEvent.objects.count(), Upload.objects.count()) == (1, 1)
    assert Move.objects.filter(subject="upload").get().role == "device"
    assert states(cast)["p1"] == "open"


def test_a_body_that_was_cut_off_gives_its_whole_lines(cast: Cast, door: Door) -> None:
    one, two = door.event("boarded", "p1"), door.event("boarded", "p2")
    body = lines(one, two).encode()
    told = send(door, body[:-20]).json()
    assert (told["taken"], told["rejected"]) == ([one["id"]], [])
    assert send(door, body).json()["taken"] == [two["id"]]
    assert states(cast) == {"p1": "open", "p2": "open"}


@pytest.mark.parametrize(
    "body",
    [b"", b"\n\n", b"\xff\xfe\x00\n", b"[" * 9000 + b"\n", b'{"id": 1}\n', b"null\n", b'"x"\n', b"{}\n" * 500,
     b'{"id": "\\ud800"}\n'],
)  # fmt: skip
def test_no_body_breaks_it(door: Door, body: bytes) -> None:
    answer = send(door, body)
    assert answer.status_code == 200
    assert answer.json()["taken"] == []
    assert ManifestEvent.objects.count() == 0


def test_too_much_at_once_is_refused_whole(door: Door) -> None:
    assert send(door, "{}\n" * 501).status_code == 413
    assert send(door, b"x" * (2**20 + 1)).status_code == 413
    assert Upload.objects.count() == 0


def test_without_a_code_that_holds_there_is_nothing(cast: Cast, door: Door) -> None:
    stranger = {"Authorization": "Bearer 2222-2222-2222-2222-2222"}
    ended = door_of(cast, "lost")
    equip.end(ended.device, by=cast.by("coordinator_a"), at=cast.at)
    said = ("", door.code, "Basic x", f"Basic {door.code}", f"Bearer {ended.code}", "Bearer " + "x" * 9000)
    for headers in ({}, stranger, *({"Authorization": one} for one in said)):
        for path in ("trips/", "trips/T1/", "trips/none/"):
            answer = Client().get(f"/board/api/{path}", headers=headers)
            assert (answer.status_code, answer.content) == (404, b"{}")
        wrong = Client().post("/board/api/events/", "{}\n", content_type="text/plain", headers=headers)
        assert (wrong.status_code, wrong.content) == (404, b"{}")


def test_signed_in_staff_are_strangers_to_it_and_other_methods_do_nothing(cast: Cast, door: Door) -> None:
    client = Client()
    client.force_login(cast.coordinator_a)
    assert client.get("/board/api/trips/").status_code == 404
    assert client.get("/board/api/events/").status_code == 405
    headers = {"Authorization": f"Bearer {door.code}"}
    assert client.post("/board/api/trips/", headers=headers).status_code == 405


def test_the_copy_has_tokens_and_no_names(cast: Cast, door: Door, shut: Shut) -> None:
    met = door.event("arrived", "w1", box=shut({"name": "Nobody Known"}))
    send(door, lines(door.event("boarded", "p1"), met))
    copy = ask(door, "trips/T1/")
    assert sorted(map(tuple, copy["people"])) == [
        ("p1", "h1", "", "", "open"), ("p2", "", "", "", ""), ("w1", "", "", "", "arrived")
    ]  # fmt: skip
    assert "Ткаченко" not in json.dumps(copy, ensure_ascii=False)
    told = ask(door, "trips/")
    assert told["trips"] == [{"code": "T1", "people": 2}]
    assert told["label"] == "gate"
    board.open_trip(_other(cast), by=cast.by("coordinator_a"), at=cast.at)
    assert [one["code"] for one in ask(door, "trips/")["trips"]] == ["T1"]


def _other(cast: Cast) -> Any:
    from regreso.casebook.actor import Actor  # noqa: PLC0415 - another operation, for one test
    from regreso.casebook.models import Operation, Trip, append_move  # noqa: PLC0415 - as above

    another = Operation(name="Another crisis")
    append_move(another, "open", by=Actor("administrator", "x"), at=cast.at)
    return Trip(operation=another, code="THEIRS")


def test_the_page_is_for_everybody_and_knows_nobody(db: None) -> None:  # noqa: ARG001 - the database is wanted
    client = Client()
    assert client.get("/board/")["Location"] == "/board/en/"
    assert client.get("/board/", headers={"Accept-Language": "uk"})["Location"] == "/board/uk/"
    assert client.get("/board/xx/").status_code == 404
    worker = client.get("/board/sw.js")
    assert worker["Content-Type"].startswith("text/javascript")
    head = worker.content.decode().splitlines()[0]
    assert '"/board/uk/"' in head
    assert "/static/regreso/outbox.js" in head
    assert client.get("/board/sw.js").content == worker.content, "the same until something changes"


def test_guessing_is_slowed_down_by_address_and_a_telephone_that_is_known_goes_on(door: Door) -> None:
    wrong = {"Authorization": "Bearer 2222-2222-2222-2222-2222"}
    said = [
        Client().get("/board/api/trips/", headers=wrong) for _ in range(allowance.BY_WRONG_CODE.tries + 1)
    ]
    assert [answer.status_code for answer in said[-2:]] == [404, 429]
    assert int(said[-1].headers["Retry-After"]) > 0
    assert ask(door, "trips/")["device"]
    elsewhere = Client().get("/board/api/trips/", headers=wrong, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 404


def test_a_telephone_that_asks_without_end_is_told_when_to_ask_again(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "BY_TELEPHONE", allowance.Limit("telephone", tries=2, every=60))
    assert [ask(door, "trips/")["device"] for _ in range(2)]
    late = send(door, lines(door.event("boarded", "p1", household="h1")))
    assert (late.status_code, ManifestEvent.objects.count()) == (429, 0)
    assert 0 < int(late.headers["Retry-After"]) <= 60
