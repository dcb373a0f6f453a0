"""Lines of devices are read whole or told what is wrong with them."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from regreso.movement.manifest.events import read_events, write_events

WHOLE = {
    "id": "a1", "kind": "boarded", "person": "p", "trip": "t", "at": "2022-05-03T12:00:00+03:00",
    "device": "a", "sequence": 1,
}  # fmt: skip


def faults(**changed: object) -> list[str]:
    return [fault.what for fault in read_events([json.dumps(WHOLE | changed)])[1]]


def test_a_whole_line_is_read_and_its_time_is_in_utc() -> None:
    (event,), none = read_events([json.dumps(WHOLE | {"colour": "red"}), "", "  \n"])
    assert none == []
    assert event.at == datetime(2022, 5, 3, 9, tzinfo=UTC)
    assert event.received is None
    assert read_events(write_events([event])) == ([event], [])


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("id", ""), ("id", 7), ("kind", "flew"), ("kind", None), ("person", ""), ("trip", " "),
        ("device", ""),
        ("at", "2022-05-03T12:00:00"), ("at", "noon"), ("at", None), ("received", "later"),
        ("sequence", -1),        ("sequence", True), ("sequence", "1"), ("at", "0001-01-01T00:00:00+14:00"),
    ],
)  # fmt: skip
def test_each_bad_value_is_named(name: str, bad: object) -> None:
    (told,) = faults(**{name: bad})
    assert f"“{name}” is" in told
    assert "expected" in told


def test_a_correction_needs_what_it_corrects_and_no_person() -> None:
    assert "“corrects” is missing" in faults(kind="corrected")[0]
    assert faults(kind="corrected", corrects="a0", person="", trip="") == []


@pytest.mark.parametrize("line", ["{", "[]", "7", "null", "[" * 100_000, '{"id": "' + "x"])
def test_what_is_no_event_is_told_with_its_line(line: str) -> None:
    events, (fault,) = read_events(["", line, json.dumps(WHOLE)])
    assert len(events) == 1
    assert fault.where == "line 2"
