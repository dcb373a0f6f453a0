"""Every fault is named by its code, row and field, and only what is faulty is left out."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from time import process_time
from typing import Any

import pytest

from corridors import randomly, small
from regreso.movement.corridor.check import check
from regreso.movement.corridor.faults import CODES
from regreso.movement.corridor.schema import misfits
from regreso.movement.corridor.written import loads

Change = Callable[[dict[str, Any]], object]


def window(raw: dict[str, Any]) -> dict[str, Any]:
    return dict.__getitem__(raw["corridors"][0]["windows"][0], "also") and raw["corridors"][0]["windows"][0]


def event(kind: str, at: str, name: str) -> dict[str, str]:
    return {"id": name, "token": "T", "kind": kind, "at": at}


CASES: list[tuple[str, str, str, Change]] = [
    ("window-without-zone", "/corridors/0/windows/0", "tz", lambda raw: window(raw).pop("tz")),
    ("window-zone-unknown", "/corridors/0/windows/0", "tz", lambda raw: window(raw).update(tz="local time")),
    ("window-end-before-start", "/corridors/0/windows/0", "end", lambda raw: window(raw).update(end="2022-03-05T08:00")),
    ("window-time-skipped", "/corridors/0/windows/0", "start", lambda raw: window(raw).update(start="2022-03-27T03:30")),
    ("window-time-twice", "/corridors/0/windows/0", "end", lambda raw: window(raw).update(end="2022-10-30T03:30")),
    ("window-no-time-left", "/corridors/0/windows/0", "margin_minutes", lambda raw: window(raw).update(margin_minutes=415)),
    ("window-zones-disagree", "/corridors/0/windows/0", "also",
     lambda raw: window(raw)["also"][0].update(start="2022-03-05T09:00")),
    ("via-unlocated", "/corridors/0", "via", lambda raw: raw["places"][1].pop("lat")),
    ("via-detour", "/corridors/0", "via", lambda raw: raw["places"][1].update(lat=50.45, lon=30.52)),
    ("capacity-missing", "/legs/0", "capacity", lambda raw: raw["legs"][0].pop("capacity")),
    ("capacity-zero", "/legs/0", "capacity", lambda raw: raw["legs"][0].update(capacity=0)),
    ("capacity-missing", "/places/1", "per_lane", lambda raw: raw["places"][1].pop("per_lane")),
    ("leg-time", "/legs/1", "minutes", lambda raw: raw["legs"][1].update(minutes=-5)),
    ("leg-time", "/legs/1", "minutes", lambda raw: raw["legs"][1].update(minutes=2881)),
    ("range-order", "/legs/1", "minutes",
     lambda raw: raw["legs"][1].update(minutes={"low": 40, "likely": 30, "high": 50})),
    ("reception-short", "", "receptions", lambda raw: raw["receptions"][0].update(places=10)),
    ("token-twice", "/households/1", "token",
     lambda raw: [row.update({"token": "T"}) for row in raw["households"][:2]]),
    ("household-too-large", "/households/0", "size", lambda raw: raw["households"][0].update(size=42)),
    ("household-too-large", "/households/2", "size", lambda raw: raw["households"][2].update(wheelchair=2)),
    ("one-party-agreement", "/corridors/0", "acknowledgements",
     lambda raw: raw["corridors"][0].update(acknowledgements=raw["corridors"][0]["acknowledgements"][:1])),
    ("agreement-incomplete", "/corridors/0", "agreed",
     lambda raw: raw["corridors"][0].update(agreed={"times": "09:00"})),
    ("corridor-not-open", "/corridors/0", "status", lambda raw: raw["corridors"][0].update(status="suspended")),
    ("rule-stale", "/rules/0", "checked", lambda raw: raw.update(
        rules=[{"id": "r", "place": "gate", "source": "a letter", "checked": "2022-02-01"}])),
    ("arrival-before-boarding", "/manifest/0", "at", lambda raw: raw.update(
        manifest=[event("arrived", "2022-03-05T10:00Z", "1"), event("boarded", "2022-03-05T11:00Z", "2")])),
    ("arrived-twice", "/manifest/1", "token", lambda raw: raw.update(
        manifest=[event("arrived", "2022-03-05T10:00Z", "1"), event("arrived", "2022-03-05T11:00Z", "2")])),
    ("unknown-reference", "/households/0", "at", lambda raw: raw["households"][0].update(at="nowhere")),
    ("id-twice", "/legs/1", "id", lambda raw: raw["legs"][1].update(id="b1")),
    ("consent-missing", "/households/0", "consent", lambda raw: raw["households"][0].update(consent="missing")),
    ("consent-missing", "/households/0", "consent", lambda raw: raw["households"][0].pop("consent")),
    ("child-alone", "/households/0", "companion", lambda raw: raw["households"][0].update(adults=0)),
    ("fleet-home", "/fleets/0", "home", lambda raw: raw["fleets"][0].update(home="gate")),
    ("plates-too-many", "/fleets/0", "plates",
     lambda raw: raw["fleets"][0].update(plates=[f"AA {n}" for n in range(raw["fleets"][0]["count"] + 1)])),
    ("no-route", "/corridors/0", "from", lambda raw: raw["legs"][0].update(b="town")),
    ("link-unmet", "/corridors/0", "id", lambda raw: raw.update(links=[{"a": "way", "b": "other", "rule": "together"}])),
    ("window-too-long", "/corridors/0/windows/0", "end",
     lambda raw: (window(raw).pop("also"), raw["corridors"][0]["windows"][0].update(end="2022-04-05T16:00"))),
    ("window-too-long", "/corridors/0/windows/1", "start", lambda raw: raw["corridors"][0]["windows"].append(
        {"start": "2022-05-05T09:00", "end": "2022-05-05T16:00", "tz": "Europe/Kyiv"})),
    ("number-not-finite", "/legs/0", "capacity", lambda raw: raw["legs"][0].update(capacity=float("nan"))),
    ("number-not-finite", "/places/1", "per_lane", lambda raw: raw["places"][1]["per_lane"].update(bus=float("inf"))),
    ("capacity-zero", "/places/1", "lanes", lambda raw: raw["places"][1].update(lanes=0)),
    ("capacity-zero", "/places/1", "per_lane", lambda raw: raw["places"][1]["per_lane"].update(bus=0)),
    ("capacity-zero", "/legs/0", "capacity", lambda raw: raw["legs"][0].update(capacity=0.5)),
    ("id-twice", "/receptions/1", "place", lambda raw: raw["receptions"].append({"place": "city", "places": 5})),
    ("schema", "/corridors/0/windows/0", "start", lambda raw: window(raw).update(start="0000-01-01T00:00")),
    ("schema", "/fleets/0", "count", lambda raw: raw["fleets"][0].update(count=10**30)),
    ("schema", "/fleets/0", "seets", lambda raw: raw["fleets"][0].update(seets=50)),
]  # fmt: skip


@pytest.mark.parametrize(("code", "row", "field", "change"), CASES)
def test_each_fault_has_its_code_row_and_field(code: str, row: str, field: str, change: Change) -> None:
    raw = small()
    change(raw)
    before = copy.deepcopy(raw)
    report = check(raw)
    assert (code, row, field) in {(one.code, one.row, one.field) for one in report.faults}
    assert raw == before
    assert list(misfits(report.as_row(), name="faults")) == []


def test_a_sound_scenario_has_no_fault() -> None:
    report = check(small())
    assert report.faults == ()
    assert report.standing == {"way": "open"}


def test_every_code_is_tried_here_or_named_as_the_rest() -> None:
    tried = {code for code, *_ in CASES}
    rest = {
        "field-twice",
        "not-a-scenario",
        "corridor-without-window",
        "household-needs",
        "household-no-way",
        "event-time",
    }
    assert tried | rest == set(CODES)


@pytest.mark.parametrize(
    "raw", [None, [], 3, {}, {"schema": "other"}, small() | {"places": []}, small() | {"id": 7}]
)
def test_what_is_no_scenario_is_said_to_be_none(raw: object) -> None:
    report = check(raw)
    assert report.usable is None
    assert {fault.code for fault in report.faults} == {"not-a-scenario"}


def test_the_rest_is_planned_without_a_faulty_household() -> None:
    raw = small()
    raw["households"][0]["at"] = "nowhere"
    usable = check(raw).usable
    assert usable is not None
    assert [row["id"] for row in usable["households"]] == ["two", "wheel", "drivers", "stay"]


def test_a_corridor_without_everybodys_word_is_only_proposed() -> None:
    raw = small()
    raw["corridors"][0]["acknowledgements"].pop()
    assert check(raw).standing == {"way": "proposed"}


def test_kyiv_and_moscow_are_an_hour_apart_until_27_march_2022_and_then_no_more() -> None:
    assert check(small()).faults == ()
    later = small()
    for span in (window(later), window(later)["also"][0]):
        span["start"], span["end"] = (span[side].replace("03-05", "03-28") for side in ("start", "end"))
    assert [fault.code for fault in check(later).faults][:1] == ["window-zones-disagree"]


@pytest.mark.parametrize("seed", range(60))
def test_random_damage_is_named_and_never_breaks_the_check(seed: int) -> None:
    raw = randomly(seed)
    dice = random.Random(seed)
    for _ in range(5):
        row = dice.choice(raw[dice.choice(["places", "legs", "corridors", "fleets", "households"])])
        if isinstance(row, dict):
            row[dice.choice(sorted(row))] = dice.choice([None, -1, "", [], {}, "x", 10**9])
    report = check(raw)
    assert report.faults
    assert {fault.code for fault in report.faults} <= set(CODES)
    if report.usable is not None:
        assert list(misfits(report.usable, name="scenario")) == []
        # Who only waits for a row that was left out stays where they were written.
        waiting = {"household-no-way", "household-too-large", "fleet-home"}
        assert {fault.code for fault in check(report.usable).faults} <= {"reception-short"} | waiting


def test_a_field_that_stands_twice_is_named_in_its_row() -> None:
    text = json.dumps(small()).replace('"km": 50', '"km": 50, "km": 51', 1)
    report = check(loads(text))
    assert ("field-twice", "/legs/0", "km") in {(one.code, one.row, one.field) for one in report.faults}


def test_a_corridor_that_is_not_open_is_the_only_fault_named() -> None:
    raw = small()
    raw["corridors"][0]["status"] = "suspended"
    assert [fault.code for fault in check(raw).faults] == ["corridor-not-open"]


def test_windows_are_told_as_written_and_in_utc_and_no_outcome_is_assumed() -> None:
    row = check(small()).as_row()
    assert row["outcomes"] == {"way": "unknown"}
    assert row["windows"] == [
        {"corridor": "way", "start": "2022-03-05T09:00", "end": "2022-03-05T16:00", "tz": "Europe/Kyiv",
         "start_utc": "2022-03-05T07:00Z", "end_utc": "2022-03-05T14:00Z", "clear_by_utc": "2022-03-05T13:30Z"}
    ]  # fmt: skip


def test_many_faults_of_one_kind_are_told_a_hundred_times_and_then_by_their_rows() -> None:
    raw = small()
    raw["households"] = [
        {"id": f"h{number}", "at": "town", "size": 1 + number % 3, "consent": "given", "colour": number % 7}
        for number in range(450)
    ]
    report = check(raw)
    told = report.as_row()["faults"]
    assert list(misfits(report.as_row(), name="faults")) == []
    assert [row["row"] for row in told if "rows" in row] == [told[100]["row"]]
    named = {row["row"] for row in told} | {pointer for row in told for pointer in row.get("rows", ())}
    assert named == {f"/households/{number}" for number in range(450)}
    assert all(f'"{row["id"]}"' in row["message"] for row in told)
    assert report.usable is not None
    assert report.usable["households"] == []


def test_rows_that_are_alike_are_judged_as_if_each_were_looked_at_alone() -> None:
    dice = random.Random(4)
    odd: list[object] = [None, True, 1, 1.5, -1, "", "x", float("nan"), [], ["city"], [1], {}, 10**12]
    for _ in range(10):
        raw = small()
        raw["households"] = [
            {"id": f"h{number}", "at": "town", "size": 2, "consent": "given"}
            | ({dice.choice(["id", "size", "priority", "token", "destinations"]): dice.choice(odd)} if number % 3 else {})
            for number in range(300)
        ]  # fmt: skip
        at_once = {(one.code, one.row, one.field, one.message) for one in misfits(raw, name="scenario")}
        alone = set()
        for number, row in enumerate(raw["households"]):
            for one in misfits(raw | {"households": [row]}, name="scenario"):
                pointer = one.row.replace("/households/0", f"/households/{number}")
                alone.add((one.code, pointer, one.field, one.message))
        assert at_once == alone


def test_a_hundred_thousand_households_with_an_unknown_field_are_checked_in_a_breath() -> None:
    raw = small()
    raw["households"] = [
        {"id": f"h{number}", "at": "town", "size": 3, "consent": "given", "colour": "red"} for number in range(100_000)
    ]  # fmt: skip
    begun = process_time()
    report = check(raw)
    took = process_time() - begun
    assert len(report.faults) == 100_000
    assert len(report.as_row()["faults"]) == 101
    assert took < 10, f"{took:.1f} s of the processor; looking at each row alone took 30"
