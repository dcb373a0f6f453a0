"""A registrar hands in a list, sees what it would do, takes it in and has it undone by a colleague."""

from __future__ import annotations

import csv
import io
import re
import uuid
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from cast import Cast
from desks import buttons, do, look, send, sit, wrong
from regreso import story
from regreso.casebook.models import Custody, CustodyList, Grant, Read, Staff
from regreso.jobs.worker import drain
from regreso.steps import administer
from shots import enter, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

TEXT = (
    "Прізвище;Ім'я;Дата нар.;Звання\nШевченко;Тарас;21.04.1999;солдат\nКоваль;Іван;31.02.1990;солдат\n"
    "=cmd();;;\n;;1980;\n"
)


def file(text: str = TEXT, name: str = "табір.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def handed(cast: Cast, client: Client, **other: Any) -> CustodyList:
    said = {"token": uuid.uuid4(), "site": cast.camp.pk, "file": file(), **other}
    do(client, "holding-lists", **said)
    return CustodyList.objects.get()


def columns(*names: str, **rules: Any) -> dict[str, Any]:
    return {"kind": "prisoner_of_war", **{f"column_{at}": name for at, name in enumerate(names)}, **rules}


USUAL = columns("surname", "given", "birth", "rank")


def looked_through(cast: Cast, client: Client) -> CustodyList:
    one = handed(cast, client)
    do(client, "holding-list-map", one.pk, **USUAL)
    drain()
    return CustodyList.objects.get()


def colleague(cast: Cast) -> Client:
    other = Staff.objects.create_user("second_registrar")
    grant = Grant(operation=cast.operation, staff=other, role=story.REGISTRAR, site=cast.camp)
    administer.ask_grant(grant, reason="two are needed", by=cast.by("administrator_a"), at=cast.at)
    administer.give_grant(grant, by=cast.by("administrator_b"), at=cast.at)
    return sit(other)


def test_the_columns_are_guessed_and_the_first_rows_shown_before_anything_is_done(cast: Cast) -> None:
    client = sit(cast.registrar)
    page = look(client, "holding-list", handed(cast, client).pk)
    for name in ("surname", "given", "birth", "rank"):
        assert f'<option value="{name}" selected>' in page
    assert "Шевченко · Коваль" in page, "cells beside the column"
    assert 'Date of birth: <strong dir="auto">1999-04-21</strong>' in page
    assert Custody.objects.count() == 0


def test_the_look_tells_what_would_happen_and_each_fault_with_its_row(cast: Cast) -> None:
    client = sit(cast.registrar)
    page = look(client, "holding-list", looked_through(cast, client).pk)
    assert "4 rows in the file" in page
    assert "2 people would be registered" in page
    assert "2 rows have a fault" in page
    row = page.split('<th scope="row">3</th>')[1].split("</tr>")[0]
    assert re.findall(r"<td[^>]*>(.*?)</td>", row)[:2] == ["Date of birth", "31.02.1990"]
    assert "a day like 21.04.1999" in row
    assert "Nothing is written yet" in page
    assert buttons(page) == {"take_in", "drop", "columns"}


def test_faults_are_told_in_the_readers_language(cast: Cast) -> None:
    client = sit(cast.registrar)
    one = looked_through(cast, client)
    with override("uk"):
        page = client.get(reverse("holding-list", args=[one.pk])).content.decode()
    assert "день, як-от 21.04.1999" in page
    assert "a day like" not in page


def test_faulty_rows_come_as_a_file_that_no_spreadsheet_runs(cast: Cast) -> None:
    client = sit(cast.registrar)
    one = handed(cast, client, file=file(TEXT.replace("=cmd();;;", "=cmd();;31.02.1990;")))
    do(client, "holding-list-map", one.pk, **USUAL)
    drain()
    with override("en"):
        answer = client.get(reverse("holding-list-faults", args=[one.pk]))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # a stream
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][:3] == ["Row", "What should be changed", "Прізвище"]
    assert [(row[0], row[2]) for row in rows[1:]] == [("3", "Коваль"), ("4", "'=cmd()"), ("5", "")]
    assert "Date of birth: a day like" in rows[1][1]


def test_taken_in_they_stand_on_the_desk(cast: Cast) -> None:
    client = sit(cast.registrar)
    one = looked_through(cast, client)
    do(client, "holding-list-act", one.pk, "take_in")
    assert "Being taken in" in look(client, "holding-list", one.pk)
    drain()
    assert "2 people registered" in look(client, "holding-list", one.pk)
    assert "Шевченко Тарас" in look(client, "holding")


def test_a_colleague_undoes_and_nobody_else_can(cast: Cast) -> None:
    client, other = sit(cast.registrar), colleague(cast)
    one = looked_through(cast, client)
    do(client, "holding-list-act", one.pk, "take_in")
    drain()
    do(client, "holding-list-act", one.pk, "ask_undo", reason="the list of another camp")
    assert "it takes another person" in look(client, "holding-list", one.pk)
    assert "undo" not in buttons(look(client, "holding-list", one.pk))
    do(other, "holding-list-act", one.pk, "undo")
    drain()
    assert "0 people stay in the register" in look(other, "holding-list", one.pk)
    assert "Шевченко" not in look(client, "holding")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "This file is empty."),
        (b"\x89PNG\r\n\x1a\n\x00", "cannot be read as a table"),
        (b"PK\x03\x04 not a workbook", "cannot be read as a table"),
    ],
)
def test_what_is_no_list_is_told_in_words(cast: Cast, data: bytes, why: str) -> None:
    said = {"token": uuid.uuid4(), "site": cast.camp.pk, "file": SimpleUploadedFile("x.csv", data)}
    answer = send(sit(cast.registrar), "holding-lists", **said)
    assert answer.status_code == 422
    assert why in " ".join(wrong(answer))
    assert not CustodyList.objects.exists()


def test_two_clicks_hand_in_one_list(cast: Cast) -> None:
    client, token = sit(cast.registrar), uuid.uuid4()
    handed(cast, client, token=token)
    again = send(client, "holding-lists", token=token, site=cast.camp.pk, file=file())
    assert again.status_code == 422
    assert CustodyList.objects.count() == 1


def test_a_column_twice_or_no_name_comes_back_with_what_was_chosen(cast: Cast) -> None:
    client = sit(cast.registrar)
    one = handed(cast, client)
    twice = send(client, "holding-list-map", one.pk, **columns("surname", "surname", "birth", ""))
    assert twice.status_code == 422
    assert "Two columns are said to hold the same" in wrong(twice)[0]
    none = send(client, "holding-list-map", one.pk, **columns("", "", "birth", "rank"))
    assert "which column holds the names" in wrong(none)[0]


def test_a_list_of_another_site_is_a_page_that_is_not_there(cast: Cast) -> None:
    one = handed(cast, sit(cast.registrar))
    for who in (cast.other_registrar, cast.operator, cast.stranger):
        for name in ("holding-list", "holding-list-faults"):
            with override("en"):
                assert sit(who).get(reverse(name, args=[one.pk])).status_code == 404
        assert send(sit(who), "holding-list-map", one.pk, **USUAL).status_code == 404
    other = {"token": uuid.uuid4(), "site": cast.hospital.pk, "file": file("Name\nx\n")}
    assert send(sit(cast.registrar), "holding-lists", **other).status_code == 422


def test_looking_at_cells_is_written_down_and_waiting_is_not(cast: Cast) -> None:
    client = sit(cast.registrar)
    one = looked_through(cast, client)
    Read.objects.all().delete()
    look(client, "holding-list", one.pk)
    assert [(read.kind, read.page) for read in Read.objects.all()] == [("custody_list", "holding-list")]
    do(client, "holding-list-act", one.pk, "take_in")
    look(client, "holding-list", one.pk)
    assert Read.objects.count() == 1


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_lists_fit_a_phone_and_progress_shows_itself(cast: Cast, page: Page, live_site: str) -> None:
    client = sit(cast.registrar)
    one = handed(cast, client)
    enter(page, live_site, client)
    for language in ("en", "uk", "ru", "es"):
        visit(page, live_site, language, "holding-lists")
        visit(page, live_site, language, "holding-list", one.pk)
    do(client, "holding-list-map", one.pk, **USUAL)
    visit(page, live_site, "en", "holding-list", one.pk)
    page.get_by_text("Being looked through, nothing is written").first.wait_for()
    drain()
    page.get_by_text("Nothing is written yet").wait_for(timeout=10_000)  # without a click
    for language in ("en", "uk", "ru", "es"):
        visit(page, live_site, language, "holding-list", one.pk)
