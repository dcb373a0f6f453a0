"""PFIF 1.4 as its specification has it: read as a stream, written in order, and never of anybody held."""

from __future__ import annotations

import io
import time
import tracemalloc
from dataclasses import fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from regreso.casebook.models import Custody, Person
from regreso.casebook.survivors import survivor_of
from regreso.wire import pfif
from regreso.wire.errors import WireError
from regreso.wire.pfif import NOTE, PERSON, Note, Reading, Survivor, Tombstone, read, write

if TYPE_CHECKING:
    from collections.abc import Iterator

AT = datetime(2026, 8, 1, 12, 0, tzinfo=UTC)
NOTED = Note(
    "example.org/n1", "example.org/p1", "Invented Author", AT, "Seen at the school", status="believed_alive"
)
SOMEBODY = Survivor(
    "example.org/p1", AT, "José <Niño> & Söhne", entry_date=AT, expiry_date=AT, given_name="José", sex="male",
    age="20-30", home_city="Cúcuta", notes=(NOTED,),
)  # fmt: skip
WHOLE = """<?xml version="1.0" encoding="UTF-8"?>
<p:pfif xmlns:p="http://zesty.ca/pfif/1.4"><p:person><p:person_record_id>example.org/p9</p:person_record_id>
<p:entry_date>2026-08-01T12:00:00Z</p:entry_date><p:source_date>2026-08-01T11:00:00Z</p:source_date>
<p:full_name>Invented Person</p:full_name><p:sex>{sex}</p:sex><p:photo_url>http://example.org/x.jpg</p:photo_url>
<p:note><p:note_record_id>example.org/n9</p:note_record_id><p:author_name>A</p:author_name>
<p:source_date>2026-08-01T11:00:00Z</p:source_date><p:status>believed_dead</p:status><p:text>T</p:text></p:note>
</p:person></p:pfif>"""


def back(*records: pfif.Record) -> list[pfif.Record]:
    return list(read(io.BytesIO("".join(write(records)).encode())))


def test_what_is_written_reads_back_the_same() -> None:
    gone = Tombstone("example.org/p2", AT, AT, AT)
    assert back(SOMEBODY, gone) == [SOMEBODY, gone]


def test_fields_stand_in_the_order_of_the_format_and_nothing_else_does() -> None:
    page = "".join(write([SOMEBODY]))
    found = [line.partition(">")[0][6:] for line in page.splitlines() if line.startswith("<pfif:")]
    person, note = found[2 : found.index("note")], found[found.index("note") + 1 :]
    assert person == [name for name in PERSON if name in person]
    assert note == [name for name in NOTE if name in note]
    assert {one.name for one in fields(Survivor)} - {"notes"} <= set(PERSON)
    assert {one.name for one in fields(Note)} <= set(NOTE)


def test_a_tombstone_keeps_its_id_and_moments_alone() -> None:
    page = "".join(write([Tombstone("example.org/p2", AT, AT, AT)]))
    assert page.count("<pfif:") == page.count("</pfif:") == 6
    assert "name" not in page.replace("namespace", "")


@pytest.mark.parametrize(
    "bad",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]><p:pfif xmlns:p="http://zesty.ca/pfif/1.4"/>',
        '<!DOCTYPE x SYSTEM "http://example.org/x"><p:pfif xmlns:p="http://zesty.ca/pfif/1.4"/>',
        '<p:pfif xmlns:p="http://zesty.ca/pfif/1.3"/>',
        "<html/>",
        '<p:pfif xmlns:p="http://zesty.ca/pfif/1.4"><p:person>',
        '<p:pfif xmlns:p="http://zesty.ca/pfif/1.4">' + "<a>" * 20 + "</a>" * 20 + "</p:pfif>",
        "",
    ],
    ids=["entities", "outside", "older", "another", "cut off", "deep", "empty"],
)
def test_what_is_no_pfif_or_would_load_something_is_refused(bad: str) -> None:
    with pytest.raises(WireError):
        list(read(io.BytesIO(bad.encode())))


def test_a_bad_field_is_left_out_and_named_with_what_was_expected() -> None:
    told = Reading()
    (one,) = read(io.BytesIO(WHOLE.format(sex="M").encode()), reading=told)
    assert isinstance(one, Survivor)
    assert (one.sex, one.full_name, one.notes[0].status) == ("", "Invented Person", "believed_dead")
    assert [(f.number, f.field, f.given, f.left_out) for f in told.faults] == [(1, "sex", "M", False)]
    assert "female, male" in told.faults[0].expected


def test_a_record_without_id_or_name_is_left_out() -> None:
    told = Reading()
    page = WHOLE.format(sex="male").replace("example.org/p9", "p9")
    assert list(read(io.BytesIO(page.encode()), reading=told)) == []
    page = WHOLE.format(sex="male").replace("<p:full_name>Invented Person</p:full_name>", "")
    assert list(read(io.BytesIO(page.encode()), reading=told)) == []
    assert [one.field for one in told.faults] == ["person_record_id", "full_name"]


def test_a_record_that_lacks_what_the_format_asks_for_is_not_written() -> None:
    for bad in (Survivor("no-domain", AT, "x"), Survivor("example.org/1", AT, "")):
        with pytest.raises(WireError):
            "".join(write([bad]))


@pytest.mark.slow
def test_a_hundred_thousand_records_pass_in_a_few_megabytes() -> None:
    def many() -> Iterator[pfif.Record]:
        for number in range(100_000):
            yield Survivor(f"example.org/p{number}", AT, f"Invented {number}", entry_date=AT)

    file = io.BytesIO("".join(write(many())).encode())
    tracemalloc.start()
    began, count = time.process_time(), sum(1 for _ in read(file))
    seconds, (_, most) = time.process_time() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 100_000
    assert most < 5_000_000, f"{most} bytes"
    assert seconds < 120


def test_a_captive_can_never_be_exported() -> None:
    """The type check refuses it: mypy would name each mark below that is not needed."""
    held, person = Custody(), Person()
    with pytest.raises(AttributeError):
        survivor_of(held, domain="example.org")  # type: ignore[arg-type]  # that is what is tested
    with pytest.raises(AttributeError):
        survivor_of(person, domain="example.org")  # type: ignore[arg-type]  # that is what is tested
    for row in (held, person):
        with pytest.raises(AttributeError):
            "".join(write([row]))  # type: ignore[list-item]  # that is what is tested
