"""A link opens once and in its window; whatever else is tried gets one and the same answer."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator
from django.test import Client
from django.utils import timezone

from regreso.casebook.models import Call, Grant, Staff
from regreso.web.live import consumers, doors
from regreso.web.live.rooms import Room

SOURCE = Path(__file__).parents[3] / "src" / "regreso"


def test_a_link_opens_its_seat_once_and_its_key_after_that(held: Any) -> None:
    at = timezone.now()
    seated = doors.seat_for({"link": held.links["family"]}, at=at)
    assert seated
    assert (seated.party, seated.actor.role, seated.actor.id) == (
        "family",
        "enquirer",
        str(held.call.enquiry.enquirer_id),
    )
    assert doors.seat_for({"link": held.links["family"]}, at=at) is None
    again = doors.seat_for({"key": seated.key}, at=at)
    assert again
    assert (again.call, again.party) == (seated.call, "family")


def test_the_two_links_open_different_seats(held: Any) -> None:
    at = timezone.now()
    captive = doors.seat_for({"link": held.links["captive"]}, at=at)
    assert captive
    assert (captive.party, captive.actor.role) == ("captive", "captive")
    assert doors.seat_for({"key": held.links["family"]}, at=at) is None


@pytest.mark.parametrize("minutes", [-10, 31])
def test_outside_its_window_a_link_opens_nothing(held: Any, minutes: int) -> None:
    at = timezone.now() + timedelta(minutes=minutes)
    assert doors.seat_for({"link": held.links["family"]}, at=at) is None


def test_a_ticket_is_the_officers_alone_and_ends_with_the_role(
    held: Any, hire: Callable[..., Client]
) -> None:
    hire("officer", name="officer")
    hire("liaison", name="liaison")
    at = timezone.now()
    officer, liaison = (Staff.objects.get(username=name) for name in ("officer", "liaison"))
    good = doors.ticket(held.call, officer)
    seated = doors.seat_for({"ticket": good}, at=at)
    assert seated
    assert (seated.party, seated.actor.id) == ("officer", str(officer.pk))
    assert doors.seat_for({"ticket": doors.ticket(held.call, liaison)}, at=at) is None
    assert doors.seat_for({"ticket": good[:-1] + ("a" if good[-1] != "a" else "b")}, at=at) is None
    Grant.objects.filter(staff=officer).update(state="ended")
    assert doors.seat_for({"ticket": good}, at=at) is None


def test_the_lobby_is_open_to_officers_of_this_operation(held: Any, hire: Callable[..., Client]) -> None:
    address = f"/en/calls/{held.call.pk}/"
    assert hire("officer").get(address).status_code == 200
    assert hire("liaison", name="liaison").get(address).status_code == 404
    assert Client().get(address).status_code == 404
    assert str(held.call.pk) in hire("officer").get("/en/calls/").content.decode()


def ask(said: object) -> list[Any]:
    """What a new page is told when it says this, and the code with which its socket closes."""

    async def talk() -> list[Any]:
        scope = {"type": "websocket", "path": "/ws/call/", "headers": [], "subprotocols": []}
        app = consumers.CallConsumer.as_asgi()
        page: Any = ApplicationCommunicator(app, scope)  # type: ignore[no-untyped-call]  # asgiref has no types
        await page.send_input({"type": "websocket.connect"})
        assert (await page.receive_output(5))["type"] == "websocket.accept"
        text = said if isinstance(said, str) else json.dumps(said)
        await page.send_input({"type": "websocket.receive", "text": text})
        told, closed = await page.receive_output(5), await page.receive_output(5)
        return [json.loads(told["text"]), closed["code"]]

    return async_to_sync(talk)()


@pytest.mark.django_db(transaction=True)
def test_every_wrong_door_gives_one_answer(held: Any) -> None:
    used = held.links["captive"]
    assert doors.seat_for({"link": used}, at=timezone.now())
    Call.objects.filter(pk=held.call.pk).update(ends_at=timezone.now() - timedelta(seconds=1))
    late = held.links["family"]
    tries: list[Any] = [
        {"join": {"link": late}},
        {"join": {"link": used}},
        {"join": {"link": "invented"}},
        {"join": {"key": ""}},
        {"join": {"ticket": "invented"}},
        {"join": {"link": 7}},
        {"join": {"link": "x" * 5000}},
        {"join": None},
        {"act": "connect"},
        "not json",
        "[]",
        "x" * 70_000,
    ]
    assert [ask(one) for one in tries] == [[{"refused": "door"}, consumers.REFUSED]] * len(tries)


RECORDING = re.compile(
    r"MediaRecorder|captureStream|MediaStreamTrackProcessor|aiortc|toBlob|toDataURL|drawImage", re.IGNORECASE
)


def test_nothing_in_the_project_can_record_a_call() -> None:
    ours = [
        p for ending in ("*.py", "*.js", "*.html") for p in SOURCE.rglob(ending) if "vendor" not in p.parts
    ]
    assert len(ours) > 100
    assert [p.name for p in ours if RECORDING.search(p.read_text(encoding="utf-8"))] == []
    assert not [f.name for f in Call._meta.get_fields() if re.search("record|file|blob|media", f.name)]


def test_when_its_time_is_over_a_call_ends_by_itself(held: Any) -> None:
    at = timezone.now()
    Call.objects.filter(pk=held.call.pk).update(state="lobby")
    doors.close(held.call.pk, at=at)
    held.call.refresh_from_db()
    assert (held.call.state, held.call.ended_how) == ("ended", "cut")
    doors.close(held.call.pk, at=at)  # the other page's clock rings, too: nothing more happens
    assert doors.seat_for({"link": held.links["family"]}, at=at) is None


@pytest.mark.parametrize(
    ("party", "name", "word", "may"),
    [
        ("family", "end", "completed", True),
        ("captive", "end", "completed", True),
        ("family", "end", "duress", False),
        ("family", "connect", "", False),
        ("captive", "meet", "family", False),
        ("officer", "meet", "family", True),
        ("officer", "meet", "captive", False),  # not the one whom the officer sees now
        ("officer", "end", "duress", True),
        ("officer", "dance", "", False),
    ],
)
def test_each_page_has_its_own_buttons(party: str, name: str, word: str, may: bool) -> None:  # noqa: FBT001 - a table
    room = Room()
    for one in ("officer", "family", "captive"):
        room.sit(one, one)
    room.speak("family")
    assert consumers._may(party, name, word, room) is may


def test_the_lobby_says_who_the_two_should_be_and_their_words_for_danger(
    held: Any, hire: Callable[..., Client]
) -> None:
    held.call.plan = {"family_word": "kalyna", "captive_word": "verba"}
    held.call.save()
    officer = hire("officer")
    listed = officer.get("/en/calls/").content.decode()
    shown = officer.get(f"/en/calls/{held.call.pk}/").content.decode()
    for page in (listed, shown):
        assert held.call.custody.person.surname in page
        assert held.call.enquiry.enquirer.name in page
    assert "kalyna" in shown
    assert "verba" in shown
    assert "kalyna" not in listed
