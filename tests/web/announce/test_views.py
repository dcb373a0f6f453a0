"""From page to page: written, read, signed, released by another, withdrawn; and what did not arrive."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from announced import CORRIDOR, TEXTS, drafted, released
from cast import Cast
from desks import buttons, do, look, send, sit, there, wrong
from gathered import gathered, lead
from regreso.casebook import notices
from regreso.casebook.models import Announcement, Draft, Notice
from regreso.casebook.notices import Kind
from regreso.jobs.worker import drain
from regreso.steps import notify, prefill, read

COORDINATOR = "coordinator-announcement"


def form(texts: dict[str, dict[str, str]], **said: Any) -> dict[str, Any]:
    words = {f"{part}_{lang}": one[part] for lang, one in texts.items() for part in ("title", "text")}
    first = {"kind": "notice", "release_class": "public", "urgency": "later", "zone": "Europe/Kyiv"}
    return {**first, "token": uuid.uuid4(), "telegram": "on", **words, **said}


def written(cast: Cast, texts: Any = None, **said: Any) -> Announcement:
    """Coordinator A sends the form."""
    sent = form(texts or TEXTS, **said)
    do(sit(cast.coordinator_a), "announcement-new", **sent)
    return Announcement.objects.get(pk=sent["token"])


def state(row: Announcement) -> str:
    row.refresh_from_db()
    return str(row.state)


def test_the_whole_way_from_page_to_page(cast: Cast) -> None:
    row = written(cast)
    one, two, officer = sit(cast.coordinator_a), sit(cast.coordinator_b), sit(cast.officer_a)
    act = f"{COORDINATOR}-act"
    assert send(one, act, row.pk, "check", language="uk").status_code == 422
    assert send(one, act, row.pk, "sign").status_code == 422
    for language in ("es", "uk"):
        do(two, act, row.pk, "check", language=language)
    for language in ("ru", "en"):
        do(officer, "officer-announcement-act", row.pk, "check", language=language)
    do(one, act, row.pk, "sign")
    assert send(one, act, row.pk, "release").status_code == 422
    assert "it takes another person" in look(one, COORDINATOR, row.pk)
    do(officer, "officer-announcement-act", row.pk, "release")
    assert state(row) == "released"
    assert "2022" not in row.number or row.number
    public = Client().get(there("announced", row.pk)).content.decode()
    assert TEXTS["en"]["title"] in public
    do(officer, "officer-announcement-act", row.pk, "withdraw", why="danger")
    assert "WITHDRAWN" in Client().get(there("announced", row.pk)).content.decode()


def test_a_second_click_makes_no_second_draft(cast: Cast) -> None:
    sent = form(TEXTS)
    client = sit(cast.coordinator_a)
    do(client, "announcement-new", **sent)
    assert send(client, "announcement-new", **sent).status_code == 422
    assert Announcement.objects.count() == 1


def test_a_half_written_draft_is_kept_and_shows_what_is_missing(cast: Cast) -> None:
    half = {lang: {"title": "", "text": ""} for lang in TEXTS} | {"uk": TEXTS["uk"]}
    row = written(cast, half)
    page = look(sit(cast.coordinator_b), COORDINATOR, row.pk)
    assert page.count("Not written yet") == 3
    assert wrong(send(sit(cast.coordinator_a), f"{COORDINATOR}-act", row.pk, "sign")) == [
        "All four languages must be written first. Missing: es."
    ]


def test_what_the_check_finds_is_marked_and_explained(cast: Cast) -> None:
    row = written(cast, {**TEXTS, "en": {"title": "News", "text": "Taras Shevchenko <b>waits</b>."}})
    page = sit(cast.coordinator_a).get(there(COORDINATOR, row.pk)).content.decode()
    assert '<mark class="stops">Taras Shevchenko</mark> &lt;b&gt;waits' in page
    assert "We publish no name" in page


def test_two_hours_in_two_languages_are_shown(cast: Cast) -> None:
    apart = {**CORRIDOR, "es": {**CORRIDOR["es"], "text": CORRIDOR["es"]["text"].replace("21:00", "20:00")}}
    row = written(cast, apart, kind="corridor", agreed="letter 12")
    assert "do not say the same figures" in look(sit(cast.coordinator_a), COORDINATOR, row.pk)


def test_times_are_read_in_the_zone_beside_them_and_come_back_so(cast: Cast) -> None:
    row = written(cast, starts_at="2031-03-08T09:00", ends_at="2031-03-08T21:00")
    assert row.ends_at is not None
    assert row.ends_at.isoformat() == "2031-03-08T19:00:00+00:00"
    page = look(sit(cast.coordinator_a), "announcement-edit", row.pk)
    assert 'value="2031-03-08T21:00"' in page
    bad = form(TEXTS, starts_at="2031-03-08T09:00", ends_at="2031-03-08T08:00")
    assert wrong(send(sit(cast.coordinator_a), "announcement-new", **bad)) == [
        "This is not after the beginning."
    ]


def test_a_change_sends_its_language_back_to_the_reader(cast: Cast) -> None:
    row = written(cast)
    for language in TEXTS:
        do(sit(cast.coordinator_b), f"{COORDINATOR}-act", row.pk, "check", language=language)
    sent = form({**TEXTS, "ru": {**TEXTS["ru"], "text": "Семьи могут писать."}})
    do(sit(cast.coordinator_a), "announcement-edit", row.pk, **sent)
    page = look(sit(cast.coordinator_b), COORDINATOR, row.pk)
    assert (page.count("Read by a colleague"), page.count("Not read yet")) == (3, 1)


def test_a_correction_begins_with_the_words_that_are_out(cast: Cast) -> None:
    first = released(cast)
    client = sit(cast.coordinator_a)
    page = client.get(f"{there('announcement-new')}?follows={first.pk}").content.decode()
    assert TEXTS["es"]["title"] in page
    do(client, "announcement-new", **form(TEXTS), follows=first.pk)
    second = Announcement.objects.exclude(pk=first.pk).get()
    assert (second.follows_id, second.version) == (first.pk, 2)


def test_what_others_announced_fills_in_four_languages_and_is_taken(cast: Cast) -> None:
    gathered(cast)
    one = lead(cast, "announcement", type="corridor")
    read.accept(one, by=cast.by("reader_a"), at=cast.at)
    prefill.prefill(one, at=cast.at)
    source = Draft.objects.get()
    client = sit(cast.coordinator_a)
    assert there("announcement-new") in look(client, "draft", source.pk)
    page = client.get(f"{there('announcement-new')}?draft={source.pk}").content.decode()
    for words in ("Corredor humanitario: Суми – Полтава", "Гуманітарний коридор: Суми – Полтава"):
        assert words in page
    do(client, "announcement-new", **form(TEXTS), draft=source.pk)
    drain(at=timezone.now())
    source.refresh_from_db()
    assert source.state == "taken"


@pytest.mark.parametrize("given", ["x", "61cec292-865a-4ba0-a68a-99d3ff48ec63", "' OR 1"])
def test_a_draft_that_is_not_there_is_no_page(cast: Cast, given: str) -> None:
    assert sit(cast.coordinator_a).get(there("announcement-new"), {"draft": given}).status_code == 404


def plan(**release: str) -> dict[str, Any]:
    row = {
        "id": "c1", "from": ["Sumy"], "to": ["Poltava"], "modes": ["bus"], "parties": ["A", "B"],
        "acknowledgements": [], "release": release,
        "windows": [{"start": "2022-03-08T09:00", "end": "2022-03-08T21:00", "tz": "Europe/Kyiv"}],
    }  # fmt: skip
    return {"scenario": {"corridors": [row], "places": []}, "departures": []}


def upload(cast: Cast, body: bytes) -> Any:
    file = SimpleUploadedFile("plan.json", body, content_type="application/json")
    return sit(cast.coordinator_a).post(there("announcement-plan"), {"plan": file, "corridor": ""})


def test_the_bulletin_of_a_corridor_fills_in_only_what_is_public(cast: Cast) -> None:
    public = {"from": "public", "to": "public", "windows": "public"}
    page = upload(cast, json.dumps(plan(**public)).encode())
    assert page.status_code == 200
    text = page.content.decode()
    assert "2022-03-08 09:00" in text
    assert 'lang="uk"' in text
    assert upload(cast, json.dumps(plan(**{**public, "windows": "parties"})).encode()).status_code == 422
    assert not Announcement.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"scenario": {"corridors": []}}'])
def test_what_is_no_plan_is_said_so(cast: Cast, body: bytes) -> None:
    assert upload(cast, body).status_code == 422


def test_an_officer_sees_no_way_to_write(cast: Cast) -> None:
    row = drafted(cast)
    page = look(sit(cast.officer_a), "officer-announcement", row.pk)
    assert buttons(page) == {"check", "strike"}
    assert there("announcement-edit", row.pk) not in page
    assert sit(cast.officer_a).get(there("announcement-edit", row.pk)).status_code == 404


def test_what_is_released_cannot_be_edited(cast: Cast) -> None:
    row = released(cast)
    assert sit(cast.coordinator_a).get(there("announcement-edit", row.pk)).status_code == 404


def failed(cast: Cast, kind: str, state_: str) -> Notice:
    row = Notice(operation=cast.operation, kind=kind, transport="telegram", about=uuid.uuid4())
    notify.queue(row, {"to": "@channel", "text": "x"}, at=cast.at)
    notify.begin(row, at=cast.at)
    if state_ == "failed":
        notify.give_up(row, "blocked", at=cast.at)
    else:
        notify.doubt(row, "sender_gone", at=cast.at)
    return row


def test_dead_letters_are_sent_again_or_settled(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(notices.KINDS, "once", Kind("at_most_once", "a test", "coordinator"))
    dead, unknown = failed(cast, "post", "failed"), failed(cast, "once", "unknown")
    client = sit(cast.coordinator_a)
    page = look(client, "coordinator-notices")
    assert "the reader or channel does not let us in" in page
    assert buttons(look(client, "coordinator-notice", unknown.pk)) == {"settle"}
    do(client, "coordinator-notice-act", unknown.pk, "settle", how="told_otherwise")
    do(client, "coordinator-notice-act", dead.pk, "send_again")
    dead.refresh_from_db()
    assert dead.state == "waiting"
    assert "Everything has arrived" in look(client, "coordinator-notices")


def test_a_list_costs_few_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for _ in range(3):
        drafted(cast)
    client = sit(cast.coordinator_a)
    client.get(there("coordinator-announcements"))
    with django_assert_max_num_queries(14):
        assert look(client, "coordinator-announcements").count("<li>") >= 3
