"""The coordinator's page of a corridor: from a file or an announcement to the go, and to the abort."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone, translation

from cast import Cast
from desks import buttons, do, forms, look, send, sit, there, wrong
from evacuations import CHANNELS, SHELTER, agreed, approved, asked, gone, planned, proposed, scenario
from gathered import gathered, lead
from regreso.casebook.models import Broadcast, Corridor, CorridorPlan, Draft, ManifestCopy, Passenger, Read
from regreso.jobs.worker import drain
from regreso.movement.corridor.faults import CODES
from regreso.steps import evacuate, prefill, read
from regreso.web.corridors import faults as fault_words

pytestmark = pytest.mark.usefixtures("on_that_day")


def token(page: str) -> str:
    return next(hidden["token"] for _, hidden in forms(page) if "token" in hidden)


def test_strangers_and_other_desks_find_no_page(cast: Cast) -> None:
    row = proposed(cast)
    for name in ("stranger", "operator", "escort", "auditor"):
        client = sit(cast.staff[name])
        for address in (there("corridors"), there("corridor", row.pk), there("corridors-papers", row.pk)):
            assert client.get(address).status_code == 404
    assert Client().get(there("corridor", row.pk)).status_code == 404


def test_the_first_visit_finds_no_corridor_and_a_way_to_begin(one: Client) -> None:
    page = look(one, "corridors")
    assert "There is no corridor yet." in page
    assert there("corridors-new") in page


def test_two_towns_are_enough_to_begin_and_the_page_tells_what_is_missing(one: Client) -> None:
    page = look(one, "corridors-new")
    said = {"token": token(page), "title": "Eastward", "start": "Суми", "end": "Полтава"}
    to = do(one, "corridors-new", **said)
    row = Corridor.objects.get()
    assert to == there("corridor", row.pk)
    page = look(one, "corridor", row.pk)
    assert "Proposed: not agreed by every party yet" in page
    assert "One of the five fields is empty." in page
    assert "Суми" in page
    assert [round(place["lat"], 1) for place in row.scenario["places"]] == [50.9, 49.6]
    again = send(one, "corridors-new", **said)
    assert wrong(again) == ["This has already been done; nothing was done twice."]


def test_a_file_shows_each_fault_of_each_row_before_anything_is_written(one: Client) -> None:
    raw = scenario()
    raw["corridors"][0]["windows"][0]["also"][0]["start"] = "2022-03-05T09:00"
    raw["legs"][0]["minutes"] = -5
    file = SimpleUploadedFile("s.json", json.dumps(raw).encode())
    page = look(one, "corridors-bring")
    answer = one.post(there("corridors-bring"), {"token": token(page), "file": file})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "Corridors 1 (way), Windows 1" in shown
    assert "The parties write different times for this window." in shown
    assert "The way takes no time, or more than 48 hours." in shown
    assert "-5" in shown
    assert not Corridor.objects.exists()
    with translation.override("uk"):
        spoken = one.post("/uk/corridors/import/", {"token": token(page), "text": json.dumps(raw)})
    told = spoken.content.decode()
    assert "Дано" in told
    assert "The parties write" not in told
    do(one, "corridors-bring", token=token(page), text=json.dumps(raw), take="yes")
    assert Corridor.objects.get().scenario == raw


@pytest.mark.parametrize(
    ("given", "says"),
    [("", "Choose a file, or paste the scenario."), ("{", "This is no JSON"), ("[]", "cannot be taken in")],
)
def test_what_is_no_scenario_is_named_and_makes_nothing(one: Client, given: str, says: str) -> None:
    page = look(one, "corridors-bring")
    answer = send(one, "corridors-bring", token=token(page), text=given, take="yes")
    assert says in answer.content.decode()
    assert not Corridor.objects.exists()


def test_every_fault_code_has_its_sentence() -> None:
    assert set(CODES) - set(fault_words.FAULTS) == set()
    assert set(fault_words.FAULTS) - set(CODES) == set()


def test_an_accepted_announcement_fills_in_a_corridor_that_nobody_has_confirmed(
    cast: Cast, one: Client
) -> None:
    gathered(cast)
    told = lead(cast, "announcement", type="corridor")
    read.accept(told, by=cast.by("reader_a"), at=cast.at)
    drain(at=cast.at)
    draft = Draft.objects.get()
    assert there("corridors-draft", draft.pk) in look(one, "corridors")
    page = look(one, "corridors-draft", draft.pk)
    assert "Суми – Полтава" in page
    do(one, "corridors-draft", draft.pk, token=token(page), title="Sumy")
    row, draft = Corridor.objects.get(), Draft.objects.get()
    assert (row.state, draft.state, row.draft_id) == ("proposed", "taken", draft.pk)
    way = row.scenario["corridors"][0]
    assert (way["status"], way["acknowledgements"]) == ("proposed", [])
    assert way["windows"] == (
        [{name: draft.filled[name] for name in ("start", "end", "tz")}] if draft.filled.get("tz") else []
    )
    assert [place["names"]["uk"] for place in row.scenario["places"]] == ["Суми", "Полтава"]
    other = token(look(one, "corridors-new"))
    refused = send(one, "corridors-draft", draft.pk, token=other, title="x")
    assert refused.status_code == 422
    assert Corridor.objects.count() == 1
    prefill.prefill(told, at=cast.at)
    assert Draft.objects.count() == 1


def test_a_plan_is_asked_for_watched_and_read(cast: Cast, one: Client) -> None:
    row = agreed(cast)
    page = look(one, "corridor-ask", row.pk)
    do(one, "corridor-ask", row.pk, token=token(page), case="low", seconds="5")
    page = look(one, "corridor", row.pk)
    assert "A plan is being made" in page
    made = CorridorPlan.objects.get()
    watching = one.get(there("corridor-making", made.pk))
    assert b"waiting for the worker" in watching.content
    drain(at=cast.at)
    done = one.get(there("corridor-making", made.pk))
    assert (done.status_code, done.headers["HX-Refresh"]) == (204, "true")
    page = look(one, "corridor", row.pk)
    assert "193 of 193 people leave" in page
    assert "only the times of arrival limit this plan" in page
    assert "Every window one hour longer" in page
    assert page.count("<svg") == 2


def test_what_limits_a_plan_is_said_in_the_readers_language(cast: Cast, one: Client) -> None:
    raw = scenario()
    raw["fleets"][0]["count"] = 1
    row = planned(cast, raw)
    page = look(one, "corridor", row.pk)
    assert "What limits this plan is the number of vehicles of bus: one unit more there lets out" in page
    spoken = one.get(f"/uk/corridors/{row.pk}/").content.decode()
    assert "What limits" not in spoken


def test_a_planner_that_is_stopped_says_so(cast: Cast, one: Client) -> None:
    made = asked(cast, agreed(cast))
    do(one, "corridor-plan-act", made.pk, "stop")
    assert CorridorPlan.objects.get().state == "stopped"


def channels(client: Client, row: Corridor) -> Any:
    said = {f"c-{n}-{name}": value for n, channel in enumerate(CHANNELS) for name, value in channel.items()}
    return send(client, "corridor-edit", row.pk, "channels", version="1", **said)


def test_from_the_plan_to_the_go_by_two_and_the_abort_by_one(cast: Cast, one: Client, two: Client) -> None:
    row = planned(cast)
    early = send(one, "corridor-act", row.pk, "approve", **SHELTER)
    assert wrong(early) == [
        "A collection point is reached by no channel: nobody there would hear that it is aborted."
    ]
    assert channels(one, row).status_code == 303
    do(one, "corridor-act", row.pk, "approve", **SHELTER)
    page = look(one, "corridor", row.pk)
    assert "it takes another person" in page
    assert "go" not in buttons(page)
    assert send(one, "corridor-act", row.pk, "go").status_code == 422
    assert Corridor.objects.get().state == "approved"
    page = look(two, "corridor", row.pk)
    assert SHELTER["uk"] in page, "the second reads what the first has approved"
    do(two, "corridor-act", row.pk, "go")
    drain(at=cast.later(hours=4))
    assert Passenger.objects.count() == 193
    do(one, "corridor-act", row.pk, "abort", reason="")
    assert Corridor.objects.get().state == "aborted"
    page = look(two, "corridor", row.pk)
    assert "2 channels have not confirmed it. Call them." in page
    do(two, "corridor-broadcast-act", Broadcast.objects.get(transport="phone").pk, "acknowledge")
    assert "1 channel has not confirmed it." in look(one, "corridor", row.pk)
    do(one, "corridor-act", row.pk, "close", outcome="halted")
    assert Corridor.objects.get().outcome == "halted"


def test_an_event_on_the_road_orders_first_and_shows_the_diff_for_each_collection_point(
    cast: Cast, one: Client, two: Client
) -> None:
    row = gone(cast)
    drain(at=cast.later(hours=1))
    page = look(one, "corridor-again", row.pk)
    said = {"token": token(page), "kind": "corridor-halted", "at": "2022-03-05T10:40", "tz": "Europe/Kyiv"}
    lacking = send(one, "corridor-again", row.pk, **said, corridor="")
    assert wrong(lacking) == ["This event needs it. Please fill it in."]
    do(one, "corridor-again", row.pk, **said, corridor="way")
    page = look(one, "corridor", row.pk)
    assert "Tell the drivers first." in page
    assert "turn back" in page
    orders = page[page.index('id="orders"') : page.index('id="do"')]
    assert "(Europe/Kyiv)" in orders
    assert "UTC" not in orders, "a driver reads the clock of the place"
    drain(at=cast.later(days=2))
    page = look(one, "corridor", row.pk)
    assert "What changed, for each collection point" in page
    new = CorridorPlan.objects.get(follows__isnull=False)
    do(two, "corridor-adopt", new.pk)
    row.refresh_from_db()
    assert row.plan_id == new.pk


PDFS = ("slips.pdf", "drivers.pdf", "boarding.pdf")
TEXTS = ("departures.csv", "departures.ics", "ways.geojson", "map.svg", "plan.json", "scenario.json")


def test_papers_are_printed_and_noted(cast: Cast, one: Client) -> None:
    row = planned(cast)
    page = look(one, "corridors-papers", row.pk)
    for name in (*PDFS, *TEXTS):
        assert there("corridors-paper", row.pk, name) in page
        answer = one.get(there("corridors-paper", row.pk, name))
        assert answer.status_code == 200, name
        assert (answer.content[:5] == b"%PDF-") == name.endswith(".pdf")
    for name, of in (("timetable.pdf", "town"), ("board.pdf", "city"), ("notification.pdf", "way")):
        assert one.get(there("corridors-paper", row.pk, name), {"of": of}).content[:5] == b"%PDF-"
        assert one.get(there("corridors-paper", row.pk, name), {"of": "nowhere"}).status_code == 404
    assert Read.objects.filter(kind="corridor").count() >= len(PDFS) + len(TEXTS)


def test_nothing_is_public_before_its_time_nor_while_people_move(
    cast: Cast, one: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = approved(cast)
    table = there("corridors-paper", row.pk, "departures.csv")
    assert one.get(table, {"for": "public"}).status_code == 303
    assert "Nothing of this corridor is public now" in look(one, "corridors-bulletin", row.pk)
    assert one.get(there("corridors-paper", row.pk, "slips.pdf"), {"for": "public"}).status_code == 404
    other = planned(cast, scenario(id="other"))
    classes = {f"r-0-{name}": "public" for name in ("windows", "from", "to", "departures")}
    rest = {f"r-0-{name}": "convoy" for name in ("via", "vehicles", "households")}
    said = {**classes, **rest, "public_from": "2022-03-03T20:00"}
    table = there("corridors-paper", other.pk, "departures.csv")
    without = send(one, "corridor-edit", other.pk, "release", **{**said, "public_from": ""})
    assert "public from a time on" in without.content.decode()
    assert send(one, "corridor-edit", other.pk, "release", **said).status_code == 303
    other.refresh_from_db()
    assert other.public_from == datetime(2022, 3, 3, 18, 0, tzinfo=UTC), "eight in the evening in Kyiv"
    page = look(one, "corridor-edit", other.pk, "release")
    assert "Public from, by the clock of Europe/Kyiv" in page
    assert 'value="2022-03-03T20:00"' in page
    assert "2022-03-05 09:00 – 16:00 (Europe/Kyiv)" in look(one, "corridors")
    assert one.get(table, {"for": "public"}).status_code == 303, "its time has not come"
    monkeypatch.setattr(timezone, "now", lambda: cast.later(hours=12))
    one = sit(cast.coordinator_a)  # nobody sits for nine hours
    shown = one.get(table, {"for": "public"}).content.decode()
    assert "town" in shown
    assert "way,bus" in shown
    head, line = shown.splitlines()[:2]
    assert dict(zip(head.lstrip("\ufeff").split(","), line.split(","), strict=True))["vehicles"] == ""
    bulletin = look(one, "corridors-bulletin", other.pk)
    assert "Місто" in bulletin
    evacuate.register_channels(other, CHANNELS, by=cast.by("coordinator_a"), at=cast.later(hours=12))
    do(one, "corridor-act", other.pk, "approve", **SHELTER)
    assert one.get(table, {"for": "public"}).status_code == 303
    assert "Місто" not in look(one, "corridors-bulletin", other.pk)


def test_names_are_printed_only_for_a_recipient_after_two(cast: Cast, one: Client, two: Client) -> None:
    row = gone(cast)
    drain(at=cast.later(hours=1))
    someone = Passenger.objects.filter(household=row.tokens["wheel"][0]).first()
    assert someone is not None
    someone.told = {"surname": "Вигадана", "given": "Особа"}
    someone.save()
    page = look(one, "corridors-papers", row.pk)
    lacking = send(one, "corridors-papers", row.pk, token=token(page), recipient="", reason="")
    assert lacking.status_code == 422
    do(
        one,
        "corridors-papers",
        row.pk,
        token=token(page),
        recipient="Dr Invented, the hospital",
        reason="wounded",
    )
    asked_for = ManifestCopy.objects.get()
    assert one.get(there("corridors-named", asked_for.pk)).status_code == 404
    assert send(one, "corridors-copy-act", asked_for.pk, "grant").status_code == 422
    do(two, "corridors-copy-act", asked_for.pk, "grant")
    pdf = one.get(there("corridors-named", asked_for.pk))
    assert pdf.content[:5] == b"%PDF-"
    noted = Read.objects.filter(kind="passenger").latest("number")
    assert noted.said["reason"] == "wounded"


def test_what_happened_to_one_operation_is_not_seen_in_another(cast: Cast) -> None:
    row = proposed(cast)
    assert sit(cast.registrar).get(there("corridor", row.pk)).status_code == 404


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("uk", "Виправте це, а тоді сплануйте знову:"),
        ("es", "Corrija esto y vuelva a planificar:"),
        ("ru", "Исправьте это, а затем спланируйте снова:"),
        ("en", "Put this right, then plan again:"),
    ],
)
def test_why_there_is_no_plan_is_said_in_the_language_of_the_page(
    cast: Cast, one: Client, language: str, told: str
) -> None:
    raw = scenario()
    raw["legs"] = [leg | {"mode": "car"} for leg in raw["legs"]]
    raw["corridors"][0]["modes"] = ["bus"]
    row = agreed(cast, raw)
    made = asked(cast, row)
    drain(at=cast.at)
    made.refresh_from_db()
    assert made.state == "failed"
    with translation.override(language):
        page = one.get(there("corridor", row.pk).replace("/en/", f"/{language}/")).content.decode()
        what = str(fault_words.FAULTS["no-route"])
    part = page.split('id="other"')[1].split("</section>")[0]
    assert told in part
    assert what in part
    assert "nothing can be planned" not in part


def test_an_event_that_cannot_be_used_is_named_before_the_scenario() -> None:
    found = fault_words.in_the_way(scenario(), {"schema": "regreso-corridor-event/1", "id": "e"})
    assert found
    assert {line.where for line in found} == {"The event"}
