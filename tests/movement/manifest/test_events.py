"""Lines of devices are read whole or told what is wrong with them."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from regreso.movement.manifest.events import read_events, read_rows, write_events

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
        ("id", "x" * 81), ("person", "a\ud800"), ("trip", "a\x00b"), ("note", "a\x00b"), ("note", "x" * 2001),
        ("place", "\udfff"), ("vehicle", "bus\n1"), ("sequence", 2**53), ("sequence", 1.0),
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


def test_the_words_of_the_field_are_understood() -> None:
    """Hyphens or underscores, and the long name of joining on the way."""
    words = {
        "joined-en-route": "joined",
        "left-by-choice": "left_by_choice",
        "no-show": "no_show",
        "taken-off": "taken_off",
    }
    for word, kind in words.items():
        assert read_events([json.dumps(WHOLE | {"kind": word})])[0][0].kind == kind


def test_a_note_may_have_lines_and_any_letters() -> None:
    note = "Мати з дитиною\nпросять води\u00a0· العربية"
    assert read_events([json.dumps(WHOLE | {"note": note})])[0][0].note == note


def test_the_row_of_a_table_is_the_same_event() -> None:
    row = {name: str(value) for name, value in WHOLE.items()} | {"place": "", "received": ""}
    assert read_rows([(2, row)]) == (read_events([json.dumps(WHOLE)])[0], [])
    (fault,) = read_rows([(3, row | {"sequence": "one"})])[1]
    assert (fault.where, fault.field) == ("row 3", "sequence")
