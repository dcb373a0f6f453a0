"""A list of people held is opened, its columns are guessed, and each of its rows is judged."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from regreso.reading.errors import ReadingError
from regreso.reading.roster import Judged, Known, judge, open_roster, suggest

TODAY = date(2022, 3, 3)


def judged(data: bytes, *fields: str, known: Known | None = None) -> list[Judged]:
    roster = open_roster("list", data)
    return list(judge(roster.lines(), fields or suggest(roster.headings), today=TODAY, known=known))


def workbook(*rows: tuple[object, ...], hidden: bool = False) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    if hidden:
        draft = book.create_sheet("чернетка", 0)
        draft.append(["Прізвище"])
        draft.sheet_state = "hidden"
    for row in rows:
        sheet.append(list(row))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        ("№ п/п;Прізвище;Ім’я;По батькові;Дата нар.", "number surname given patronymic birth"),
        ("ФИО|Дата рождения|Звание|В/ч", "full_name birth rank unit"),
        ("Apellidos;Nombres;Fecha de nacimiento;Sexo", "surname given birth sex"),
        ("Surname,First name,DOB,Service number", "surname given birth service_number"),
    ],
)
def test_headings_of_four_languages_are_known(headings: str, fields: str) -> None:
    sign = next(one for one in ";|," if one in headings)
    data = f"{headings}\n{sign.join('a' for _ in headings.split(sign))}\n".encode()
    assert [name for name in suggest(open_roster("l.csv", data).headings) if name] == fields.split()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_a_text_is_read_whatever_its_encoding(encoding: str) -> None:
    text = "Прізвище;Ім'я;Дата народження\nШевченко;Тарас;21.04.1999\nКовальчук;Іван;1990\n"
    rows = judged(text.encode(encoding))
    assert [row.said["surname"] for row in rows] == ["Шевченко", "Ковальчук"]
    assert [row.said["birth"] for row in rows] == ["1999-04-21", "1990"]


def test_a_workbook_gives_days_as_days_and_hides_its_drafts() -> None:
    data = workbook(
        ("Табір 5, список",), ("ПІБ", "Дата нар.", "Стать"),
        ("Шевченко Тарас Григорович", date(1999, 4, 21), "ч"),
        hidden=True,
    )  # fmt: skip
    assert open_roster("l.xlsx", data).heading_row == 2
    (row,) = judged(data)
    assert row.number == 3
    assert row.said == {
        "surname": "Шевченко", "given": "Тарас", "patronymic": "Григорович",
        "birth": "1999-04-21", "sex": "m",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "field", "code"),
    [
        ("31.02.1999", "birth", "not_a_date"),
        ("навесні", "birth", "not_a_date"),
        ("04.03.2022", "birth", "in_future"),
        ("01.2022", "arrived", "not_a_day"),
        ("x", "sex", "not_a_sex"),
        ("а" * 201, "rank", "too_long"),
    ],
)
def test_a_faulty_cell_is_named_and_the_rest_is_read(cell: str, field: str, code: str) -> None:
    (row,) = judged(f"Прізвище;{field}\nКоваль;{cell}\n".encode(), "surname", field)
    assert [(fault.field, fault.code) for fault in row.faults] == [(field, code)]
    assert (row.said, row.whole) == ({"surname": "Коваль"}, True)


def test_a_row_without_a_name_or_with_too_many_cells_is_nobody() -> None:
    rows = judged("Прізвище;Звання\n;капітан\nКоваль;солдат;x;y\nМороз;\n".encode())
    assert [(row.number, row.whole) for row in rows] == [(2, False), (3, False), (4, True)]
    assert [fault.code for row in rows for fault in row.faults] == ["no_name", "broken_row"]


def test_an_open_quotation_mark_costs_one_row() -> None:
    rows = judged('Прізвище;Звання\n"Коваль;солдат\nМороз;солдат\n'.encode())
    assert [row.said.get("surname") for row in rows if row.whole] == ["Мороз"]


def test_who_is_named_twice_or_is_here_already_is_told() -> None:
    known = Known()
    known.note({"surname": "Мороз", "given": "Олег", "birth": "1980", "number": "7"}, "register")
    rows = judged(
        "№;Прізвище;Ім'я;Дата нар.\n"
        "1;Коваль;Іван;1990\n2;Коваль;Іван;1990\n;КОВАЛЬ;іван;1990\n;Мороз;Олег;1980\n"
        "7;Інший;Чоловік;1970\n;Коваль;Іван;\n".encode(),
        known=known,
    )
    assert [row.alike for row in rows] == ["", "", "2", "register", "register", ""]


@pytest.mark.parametrize("data", [b"", b"   \n", b"\x89PNG\r\n\x1a\n\x00\x00", b"PK\x03\x04broken"])
def test_what_is_no_table_is_refused(data: bytes) -> None:
    with pytest.raises(ReadingError):
        open_roster("list", data)
