"""Each paper tells what the plan tells, to those who may see it, and prints on A4."""

from __future__ import annotations

import copy
import io
import itertools
from functools import cache
from typing import Any

import pdfplumber
import pytest

from corridors import small
from regreso.movement.corridor import handouts, printing
from regreso.movement.corridor.papers import timetable
from regreso.movement.corridor.plan import plan
from regreso.movement.corridor.release import AUDIENCES, CLASSES, FIELDS, shown
from regreso.movement.corridor.words import word
from regreso.movement.errors import MovementError
from sheets import texts_of


@cache
def _made() -> dict[str, Any]:
    raw = small()
    raw["places"][2]["names"] = {"uk": "Запоріжжя", "en": "Zaporizhzhia"}
    return plan(raw, marginal=False, tried=False)


def made(**release: str) -> dict[str, Any]:
    one = copy.deepcopy(_made())
    one["scenario"]["corridors"][0]["release"] = release
    return one


def tokens() -> dict[str, list[str]]:
    return {
        home["id"]: [f"{home['id']}-{n}" for n in range(home.get("count", 1))]
        for home in small()["households"]
    }


def test_every_household_that_leaves_has_one_slip_with_its_own_token() -> None:
    found = handouts.slips(made(), tokens())
    seats = [seat for row in made()["departures"] for seat in row["households"]]
    assert len(found) == sum(seat["count"] for seat in seats)
    assert len({slip["token"] for slip in found}) == len(found)
    assert {slip["to"] for slip in found} == {"Запоріжжя"}


def test_the_boarding_copy_holds_everybody_and_no_word_of_who_they_are() -> None:
    rows = list(handouts.boarding(made(), tokens()))
    assert sum(row["size"] for row in rows) == made()["figures"]["out"]
    assert not {"name", "contact", "households", "adults"} & set(rows[0])


def test_a_bulletin_says_only_what_was_made_public() -> None:
    assert handouts.bulletin(made(), "way", language="uk") == ""
    assert handouts.bulletin(made(**{"from": "public", "to": "public"}), "way", language="uk") == ""
    text = handouts.bulletin(
        made(**{"from": "public", "to": "public", "windows": "public"}), "way", language="uk"
    )
    assert "Запоріжжя" in text
    assert "Europe/Kyiv" in text
    assert "gate" not in text  # the via-points were not released
    assert "193" not in text


@pytest.mark.parametrize(("one", "klass"), list(itertools.product(AUDIENCES, CLASSES)))
def test_no_paper_shows_a_field_to_whom_it_was_not_released(one: str, klass: str) -> None:
    """Everything but one class is public: no field that tells of that class is on any paper for others."""
    release = dict.fromkeys(CLASSES, "public") | {klass: "parties"}
    rows = [
        *timetable(made(**release), "town", audience=one),
        *handouts.board(made(**release), "city", audience=one),
        handouts.notification(made(**release), "way", audience=one),
    ]
    told = {FIELDS[name] for row in rows for name in row if name in FIELDS}
    assert (klass in told) <= (one != "public")


def test_a_field_without_a_release_class_is_refused() -> None:
    with pytest.raises(MovementError, match="no release class"):
        shown(made(), "way", {"colour": "white"}, audience="convoy")


def test_every_field_of_a_row_for_others_has_a_release_class() -> None:
    rows = [timetable(made(), "town")[0], handouts.board(made(), "city")[0]]
    assert {name for row in rows for name in row} <= set(FIELDS)
    assert set(FIELDS.values()) == set(CLASSES)


def test_a_driver_has_every_stop_of_the_day_with_its_time() -> None:
    (first, *_), buses = (
        handouts.drivers(made()),
        {row["vehicle"] for row in made()["departures"] if "vehicle" in row},
    )
    assert {sheet["vehicle"] for sheet in handouts.drivers(made())} == buses
    strip = first["ways"][-1]["strip"]
    assert [stop["kind"] for stop in strip] == ["town", "checkpoint", "reception"]
    assert strip[-1]["km"] == 90


@pytest.mark.parametrize(
    "paper",
    [
        lambda one: printing.timetable_pdf(one, "town"),
        lambda one: printing.slips_pdf(one, tokens()),
        printing.drivers_pdf,
        lambda one: printing.notification_pdf(one, "way"),
        lambda one: printing.board_pdf(one, "city"),
        lambda one: printing.boarding_pdf(one, tokens()),
        lambda one: printing.timetable_pdf(one | {"departures": []}, "town"),
        lambda one: printing.slips_pdf(one | {"departures": []}, {}),
    ],
)
def test_each_paper_is_a_pdf(paper: Any) -> None:
    assert paper(made()).startswith(b"%PDF")


def test_the_boarding_copy_tells_the_time_of_the_place_and_what_its_columns_are() -> None:
    """Who stands at a bus reads the clock on the wall, not UTC, and knows which box is which."""
    pages = texts_of(printing.boarding_pdf(made(), tokens(), language="en"))
    assert "(Europe/Kyiv)" in pages[0]
    assert "Z  " not in pages[0]
    assert all("boarded" in page and "wheelchairs" in page for page in pages)


def test_plates_of_the_vehicles_that_go_stand_on_the_notification_and_the_drivers_sheet() -> None:
    raw = small()
    raw["fleets"][0]["plates"] = ["AA 1234 BB"]
    raw["corridors"][0]["release"] = {"vehicles": "parties"}
    made = plan(raw, marginal=False, standby=False, tried=False, seconds=5.0)
    name = f"{raw['fleets'][0]['id']}/1"
    used = {row.get("vehicle") for row in made["departures"]}
    assert handouts.notification(made, "way")["plates"] == (["AA 1234 BB"] if name in used else [])
    assert name in used
    assert {sheet["vehicle"]: sheet["plate"] for sheet in handouts.drivers(made)}[name] == "AA 1234 BB"
    assert "plates" not in handouts.notification(made, "way", audience="public")


def test_a_notification_says_that_something_is_withheld_from_the_parties() -> None:
    told = handouts.notification(made(to="parties"), "way")
    assert "windows" in told["withheld"]
    assert "windows" not in told
    assert "to" not in told["withheld"]
    everything = made(**dict.fromkeys(CLASSES, "parties"))
    assert handouts.notification(everything, "way")["withheld"] == []


@pytest.mark.parametrize("language", ["es", "uk", "ru", "en"])
def test_the_sheet_prints_that_something_is_withheld(language: str) -> None:
    note = word("withheld", language)[:30]
    assert note in " ".join(texts_of(printing.notification_pdf(made(), "way", language=language)))
    everything = made(**dict.fromkeys(CLASSES, "parties"))
    assert note not in " ".join(texts_of(printing.notification_pdf(everything, "way", language=language)))


def test_a_long_name_does_not_run_into_the_next_column() -> None:
    raw = small()
    town = next(one for one in raw["places"] if one["id"] == "town")
    town["names"] = {"uk": "Нововолодимирівка-Верхньодніпровська"}
    made_plan = plan(raw, marginal=False, tried=False)
    with pdfplumber.open(io.BytesIO(printing.board_pdf(made_plan, "city"))) as book:
        words = book.pages[0].extract_words()
        lines = sorted({round(edge["x0"], 1) for edge in book.pages[0].edges if edge["orientation"] == "v"})
    parts = [one for one in words if one["text"].startswith(("Ново", "Верх", "дніпр", "імирі"))]
    assert parts
    for one in parts:
        after = [line for line in lines if line > one["x0"]]
        assert one["x1"] <= after[0] + 1, one["text"]
