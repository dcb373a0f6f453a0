"""Every kind of file gives leads, or a record that says why not."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from regreso.reading.document import Handed, Taken, read_document, read_file

GIVEN = Handed("source", retrieved=date(2023, 6, 2))


def persons(data: bytes) -> dict[str, Taken]:
    return {
        str(t.lead.fields["as_written"]): t for t in read_document(data, GIVEN) if t.lead.kind == "person"
    }


def statuses(data: bytes) -> dict[str, object]:
    return {name: taken.lead.fields["status"] for name, taken in persons(data).items()}


def export(*texts: str, replies: dict[int, int] | None = None) -> bytes:
    messages = [
        {"id": n, "type": "message", "date": f"2022-02-{20 + n}T00:25:00", "text": text, "photo": "p.jpg"}
        for n, text in enumerate(texts, 1)
    ]
    for answer, asked in (replies or {}).items():
        messages[answer - 1]["reply_to_message_id"] = asked
    return json.dumps({"name": "x", "messages": messages}).encode()


def test_a_later_message_corrects_an_earlier_one() -> None:
    data = export(
        "Погиб сержант Касаткин Натан, в/ч 12345.",
        "Исправление: Касаткин жив, находится в госпитале, в/ч 54321.",
        replies={2: 1},
    )
    (taken,) = persons(data).values()
    fields = taken.lead.fields
    assert (fields["status"], fields["unit"], fields["corrected_by"]) == ("wounded", "в/ч 54321", 2)


def test_this_morning_after_midnight_is_the_day_before() -> None:
    data = export("Сегодня обменяли 50 пленных. Этим утром их встретили родные.")
    days = [t.lead.fields["edtf"] for t in read_document(data, GIVEN) if t.lead.kind == "date"]
    assert days == ["2022-02-21", "2022-02-20"]


def test_a_message_tells_no_file_of_a_picture() -> None:
    assert "p.jpg" not in repr(list(read_document(export("Взят в плен рядовой Иван Серов."), GIVEN)))


def test_a_list_in_an_old_encoding_with_codes_and_serial_days() -> None:
    text = (
        "П – полон; З – загинув\n\n№;ПІБ;Дата народження;Статус\n1;ІВАНЕНКО Петро Ілліч;32905;П\n"
        "№;ПІБ;Дата народження;Статус\n2;Гай Зоя;1995;З\n3;Мельник Юрій;03.1990;200\n"
    )
    found = persons(text.encode("cp1251"))
    assert {name: t.lead.fields["status"] for name, t in found.items()} == {
        "ІВАНЕНКО Петро Ілліч": "captured",
        "Гай Зоя": "killed",
        "Мельник Юрій": "killed",
    }
    assert found["ІВАНЕНКО Петро Ілліч"].lead.fields["birth"] == {"edtf": "1990-02-01"}


def test_a_workbook_leaves_its_draft_out_and_takes_its_corrections() -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "Список"
    for row in (("ПІБ", "Статус"), ("Коваль Ілля", "зник безвісти"), ("Бойко Назар", "полон")):
        first.append(row)
    draft = book.create_sheet("Чернетка")
    draft.append(("ПІБ", "Статус"))
    draft.append(("Хтось Інший", "загинув"))
    draft.sheet_state = "hidden"
    later = book.create_sheet("Виправлення")
    later.append(("ПІБ", "Статус"))
    later.append(("Коваль Ілля", "у полоні"))
    packed = io.BytesIO()
    book.save(packed)
    assert statuses(packed.getvalue()) == {"Коваль Ілля": "captured", "Бойко Назар": "captured"}
    reasons = [
        t.lead.fields["reason"]
        for t in read_document(packed.getvalue(), GIVEN)
        if t.lead.kind == "unreadable"
    ]
    assert ["Чернетка" in str(reason) for reason in reasons] == [True]


def test_a_feed_counts_from_the_day_of_its_item() -> None:
    feed = (
        b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>Canje</title><guid>a</guid>'
        b"<pubDate>Sat, 14 Sep 2024 10:00:00 +0300</pubDate>"
        b"<description>&lt;p&gt;Ayer liberaron a 95 prisioneros de guerra.&lt;/p&gt;</description>"
        b"</item></channel></rss>"
    )
    found = {t.lead.kind: t.lead.fields for t in read_document(feed, GIVEN)}
    assert (found["date"]["edtf"], found["date"]["anchor"]) == ("2024-09-13", "item")
    assert (found["count"]["best"], found["count"]["status"]) == (95, "released")


def test_a_letter_leaves_its_picture_out() -> None:
    letter = (
        b"From: a@b.example\r\nSubject: x\r\nDate: Sat, 14 Sep 2024 10:00:00 +0300\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="q"\r\n\r\n--q\r\n'
        b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
        b"Private Taras Koval was captured near Sumy yesterday.\r\n--q\r\n"
        b"Content-Type: image/png\r\n"
        b'Content-Disposition: attachment; filename="face.png"\r\n\r\nxx\r\n--q--\r\n'
    )
    assert statuses(letter) == {"Taras Koval": "captured"}
    left = [str(t.lead.fields["reason"]) for t in read_document(letter, GIVEN) if t.lead.kind == "unreadable"]
    assert ["face.png" in reason for reason in left] == [True]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"x" * 99, "picture"),
        (b"PK\x03\x04" + b"x" * 99, "damaged"),
        (b"%PDF-1.4 nothing", "damaged"),
        (b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "b">]><rss><channel/></rss>', "entities"),
        (b'{"messages": [' + b"[" * 100_000, "damaged"),
        (b"", "no text"),
        (b"\x00\xff\xfe" * 99, "no text"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    (taken,) = read_document(data, GIVEN)
    assert (taken.lead.kind, reason in str(taken.lead.fields["reason"])) == ("unreadable", True)


def test_a_file_that_is_too_long_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as made:
        made.truncate(20_000_001)
    (taken,) = read_file(path, GIVEN)
    assert taken.lead.fields["stage"] == "size"
