"""Timetables, CSV, calendar and maps tell what the plan tells, and only to whom they may."""

from __future__ import annotations

import copy
import csv
import io
import json
import xml.etree.ElementTree as ET
from functools import cache
from typing import Any

import pytest

from corridors import small
from regreso.movement.corridor.maps import as_geojson, as_svg, unlocated
from regreso.movement.corridor.papers import as_calendar, as_csv, places, timetable
from regreso.movement.corridor.plan import plan
from regreso.movement.corridor.release import CLASSES
from regreso.movement.errors import MovementError

STAMP = "2022-03-04T20:00Z"


@cache
def _made() -> dict[str, Any]:
    return plan(small(), marginal=False)


def made() -> dict[str, Any]:
    return copy.deepcopy(_made())


def test_a_timetable_holds_everybody_in_local_time_and_names_no_household() -> None:
    rows = timetable(made(), "town")
    assert sum(row["people"] for row in rows) == made()["figures"]["out"]
    assert rows == sorted(rows, key=lambda row: row["depart"])
    assert rows[0]["board"] == "2022-03-05 09:00"
    assert not {"households", "vehicle"} & set(rows[0])


def test_what_has_no_release_class_is_for_the_convoy_only() -> None:
    one = made()
    assert timetable(one, "town", audience="public") == []
    assert timetable(one, "town", audience="parties") == []
    one["scenario"]["corridors"][0]["release"] = {"departures": "public"}
    assert {name for row in timetable(one, "town", audience="public") for name in row} == {
        "mode", "board", "depart", "arrive", "tz", "people"
    }  # fmt: skip
    one["scenario"]["corridors"][0]["release"] = dict.fromkeys(CLASSES, "public")
    assert timetable(one, "town", audience="public") == timetable(one, "town")
    with pytest.raises(MovementError, match="no audience"):
        timetable(one, "town", audience="everybody")


def test_the_table_can_be_read_back_and_holds_no_formula() -> None:
    one = made()
    for row in one["departures"]:
        row["to"] = "=1+1"
    rows = list(csv.DictReader(io.StringIO(as_csv(one))))
    assert sum(int(row["people"]) for row in rows) == one["figures"]["out"]
    assert {row["to"] for row in rows} == {"'=1+1"}


def test_the_calendar_is_in_utc_and_its_lines_are_short() -> None:
    one = made()
    one["scenario"]["id"] = "Маріуполь — Запоріжжя, перший день; " * 4
    text = as_calendar(one, stamp=STAMP)
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == len(timetable(one, "town"))
    assert "DTSTART:20220305T070000Z\r\n" in text
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_the_map_has_every_place_and_way_and_no_foreign_line() -> None:
    one = made()
    features = json.loads(as_geojson(one))["features"]
    assert {row["properties"]["id"] for row in features if row["geometry"]["type"] == "Point"} == {
        "town",
        "gate",
        "city",
    }
    lines = [row for row in features if row["geometry"]["type"] == "LineString"]
    assert {row["properties"]["mode"] for row in lines} == {"bus", "car"}
    assert lines[0]["geometry"]["coordinates"][0] == [37.54, 47.10]


def test_the_picture_is_sound_xml_whatever_a_place_is_called() -> None:
    one = made()
    one["scenario"]["places"][0]["names"] = {"en": '<script>"&'}
    root = ET.fromstring(as_svg(one))  # noqa: S314 - our own picture
    texts = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == ['<script>"&', "gate", "city"]
    assert not list(root.iter("{http://www.w3.org/2000/svg}image"))


def test_a_place_without_a_position_is_named_not_guessed() -> None:
    one = made()
    del one["scenario"]["places"][2]["lat"]
    assert unlocated(one) == ["city"]
    assert places(one) == ["town"]
