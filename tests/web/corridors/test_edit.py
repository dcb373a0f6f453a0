"""A corridor is put right on its pages, section by section; what is wrong stands beside its cell."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from cast import Cast
from desks import look, send, there, wrong
from evacuations import agreed, planned
from regreso.casebook.models import Corridor
from regreso.movement.corridor.check import check

pytestmark = pytest.mark.usefixtures("on_that_day")


def edited(client: Client, row: Corridor, section: str, **changes: str) -> Any:
    """The form of a section as a browser would send it, with some cells changed."""
    page = client.get(there("corridor-edit", row.pk, section))
    data: dict[str, Any] = {"version": str(page.context["version"])}
    for form in page.context["sheet"].forms:
        for field in form:
            value = field.value()
            if value not in (None, False, ""):
                data[field.html_name] = "on" if value is True else value
    return client.post(there("corridor-edit", row.pk, section), {**data, **changes})


def test_each_section_sent_unchanged_changes_nothing(cast: Cast, one: Client) -> None:
    row = planned(cast)
    before = copy.deepcopy(row.scenario)
    for section in ("agreement", "windows", "way", "ties", "clock", "vehicles", "receptions"):
        answer = edited(one, row, section)
        assert answer.status_code == 422
        assert "This changes nothing" in answer.content.decode(), section
    row.refresh_from_db()
    assert (row.scenario, row.state) == (before, "planned")


def test_a_bus_more_leaves_it_agreed_and_another_window_takes_the_word_back(cast: Cast, one: Client) -> None:
    row = planned(cast)
    assert edited(one, row, "vehicles", **{"fleets-0-count": "9"}).status_code == 303
    row.refresh_from_db()
    assert (row.state, row.scenario["fleets"][0]) == (
        "agreed", {"id": "bus", "count": 9, "seats": 40, "wheelchair": 1, "home": "city"},
    )  # fmt: skip
    assert edited(one, row, "windows", **{"windows-0-end": "2022-03-05T15:00"}).status_code == 303
    row.refresh_from_db()
    assert (row.state, row.ends_at) == ("proposed", datetime(2022, 3, 5, 13, 0, tzinfo=UTC))
    assert row.scenario["corridors"][0]["windows"][0]["also"][0]["by"] == "B"


def test_rows_are_added_and_taken_out_and_a_bad_number_is_told_beside_its_cell(
    cast: Cast, one: Client
) -> None:
    row = agreed(cast)
    fresh = {"fleets-1-id": "van", "fleets-1-count": "2", "fleets-1-seats": "8", "fleets-1-home": "city"}
    bad = edited(one, row, "vehicles", **{**fresh, "fleets-1-seats": "eight"})
    assert bad.status_code == 422
    assert wrong(bad) == ["This is no number. Write one in digits."]
    assert "eight" in bad.content.decode()
    assert edited(one, row, "vehicles", **fresh).status_code == 303
    row.refresh_from_db()
    assert [fleet["id"] for fleet in row.scenario["fleets"]] == ["bus", "van"]
    assert edited(one, row, "vehicles", **{"fleets-1-gone": "on"}).status_code == 303
    row.refresh_from_db()
    assert [fleet["id"] for fleet in row.scenario["fleets"]] == ["bus"]


def test_all_that_a_scenario_holds_is_written_on_pages(cast: Cast, one: Client) -> None:
    row = agreed(cast)
    tie = {"agreement": {"corridors-1-id": "back", "corridors-1-status": "proposed",
                         "corridors-1-parties": "A\nB", "corridors-1-from": "city",
                         "corridors-1-to": "town", "corridors-1-modes": "bus"},
           "ties": {"links-0-a": "way", "links-0-rule": "only-if", "links-0-b": "back",
                    "rules-0-id": "gate-open", "rules-0-place": "gate", "rules-0-says": "open 6-18",
                    "rules-0-source": "a call", "rules-0-checked": "2022-03-04"},
           "clock": {"clock-0-title": "На захід", "clock-0-freeze_minutes": "45"},
           "vehicles": {"fleets-0-range_km": "400", "fleets-0-crew.start": "2022-03-05T06:00",
                        "fleets-0-crew.end": "2022-03-05T18:00", "fleets-0-crew.tz": "Europe/Kyiv"},
           "way": {"legs-0-one_way": "on", "places-0-safe": "on",
                   "legs-0-valid": "2022-03-05T09:00 | 2022-03-05T12:00 | Europe/Kyiv"},
           "receptions": {"receptions-0-languages": "uk, ru", "receptions-0-medical": "on"}}  # fmt: skip
    for section, cells in tie.items():
        answer = edited(one, row, section, **cells)
        assert answer.status_code == 303, (section, wrong(answer))
        row.refresh_from_db()
    raw = row.scenario
    assert "Town" in look(one, "corridor", row.pk)
    with override("uk"):
        assert "Місто" in one.get(reverse("corridor", args=[row.pk])).content.decode()
    assert raw["corridors"][1]["windows"] == []
    assert raw["links"] == [{"a": "way", "rule": "only-if", "b": "back"}]
    assert raw["rules"][0]["checked"] == "2022-03-04"
    assert (raw["title"], raw["freeze_minutes"], raw["step_minutes"]) == ("На захід", 45, 15)
    assert raw["fleets"][0]["crew"]["tz"] == "Europe/Kyiv"
    assert raw["legs"][0]["valid"] == [
        {"start": "2022-03-05T09:00", "end": "2022-03-05T12:00", "tz": "Europe/Kyiv"}
    ]
    taken = {"place": "city", "places": 400, "languages": ["uk", "ru"], "medical": True}
    assert raw["receptions"][0] == taken
    assert "schema" not in {fault["code"] for fault in check(raw).as_row()["faults"]}
    assert (row.state, row.title) == ("proposed", "На захід")
    assert edited(one, row, "ties", **{"links-0-gone": "on", "rules-0-gone": "on"}).status_code == 303
    assert "link-unmet" not in look(one, "corridor", row.pk)


def test_who_sends_an_old_form_is_told_that_somebody_was_faster(cast: Cast, one: Client, two: Client) -> None:
    row = agreed(cast)
    late = two.get(there("corridor-edit", row.pk, "vehicles")).context["version"]
    edited(one, row, "vehicles", **{"fleets-0-count": "9"})
    answer = edited(two, row, "vehicles", **{"fleets-0-count": "1", "version": str(late)})
    assert answer.status_code == 422
    assert "Somebody changed this corridor" in answer.content.decode()
    row.refresh_from_db()
    assert row.scenario["fleets"][0]["count"] == 9


def test_households_come_and_go_as_a_table_and_a_bad_line_is_named(cast: Cast, one: Client) -> None:
    row = agreed(cast)
    page = one.get(there("corridor-edit", row.pk, "households"))
    table = page.context["form"].initial["text"]

    def send_table(text: str) -> HttpResponse:
        version = page.context["version"]
        return send(one, "corridor-edit", row.pk, "households", text=text, version=version)

    assert "This changes nothing" in send_table(table).content.decode()
    bad = send_table(table + "new,town,four,1,given\n")
    assert any("Line 7" in why and "four" in why for why in wrong(bad))
    assert send_table(table + "new,town,4,2,given,,,yes,city\n").status_code == 303
    row.refresh_from_db()
    assert row.scenario["households"][-1] == {
        "id": "new", "at": "town", "size": 4, "count": 2, "consent": "given", "priority": True,
        "destinations": ["city"],
    }  # fmt: skip
    assert (row.people, row.state) == (201, "agreed")
