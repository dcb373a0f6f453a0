"""Lists of people: what is needed of them, and what becomes of rows and values that are bad."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from regreso.tracing.lists import ENQUIRIES, PAIRS, REGISTRY, ListKind, PeopleList, Rejection
from regreso.wire.errors import WireError

AS_OF = date(2022, 7, 1)


def read(
    folder: Path, text: str, kind: ListKind = ENQUIRIES, *, as_of: date = AS_OF
) -> tuple[list[dict[str, str]], list[Rejection]]:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    rejected: list[Rejection] = []
    return list(PeopleList.open(path, kind, as_of=as_of).rows(rejected.append)), rejected


@pytest.mark.parametrize(
    ("column", "given", "kept"),
    [
        ("sex", "M", "m"),
        ("sex", "f", "f"),
        ("dob", "1999-04-21", "1999-04-21"),
        ("dob", "1999-04", "1999-04"),
        ("dob", "1999", "1999"),
        ("dob", "1999.0", "1999"),
        ("dob", "1999-04-21 00:00:00", "1999-04-21"),
        ("dob", "1999-04-21T00:00:00", "1999-04-21"),
        ("age", "20", "20"),
        ("age", "20.0", "20"),
        ("age", "0", ""),
        ("age", "0.0", ""),
    ],
)
def test_good_values_are_kept(tmp_path: Path, column: str, given: str, kept: str) -> None:
    ((row,), rejected) = read(tmp_path, f"enquiry_id,name,{column}\n1,Ivan,{given}\n")
    assert (row[column], rejected) == (kept, [])


@pytest.mark.parametrize(
    ("column", "given", "expected"),
    [
        ("sex", "x", "m, f or nothing"),
        ("dob", "1999-02-31", "a day that exists"),
        ("dob", "2031-83-27", "a day that exists"),
        ("dob", "31.02.1999", "1999-04-21"),
        ("dob", "2031-01-01", "up to 2022-07-01"),
        ("age", "300", "1 to 120"),
        ("age", "-3", "1 to 120"),
        ("age", "20.5", "whole years"),
        ("age", "²", "whole years"),
    ],
)
def test_bad_values_are_dropped_and_listed(tmp_path: Path, column: str, given: str, expected: str) -> None:
    ((row,), (rejection,)) = read(tmp_path, f"enquiry_id,name,{column}\n1,Ivan,{given}\n")
    assert (row["name"], row[column]) == ("Ivan", "1999" if given == "1999-02-31" else "")
    assert (rejection.row, rejection.column, rejection.given) == (2, column, given)
    assert rejection.happened == "value dropped"
    assert expected in rejection.expected


@pytest.mark.parametrize(
    ("row", "column", "given"),
    [
        (",Ivan", "enquiry_id", ""),
        ("2,", "name", ""),
        ("2, ? ", "name", "?"),
        ("1,Oleg", "enquiry_id", "1"),
        ("2,Oleg,x", "", "3 cells"),
    ],
)
def test_unusable_rows_are_left_out_and_listed(tmp_path: Path, row: str, column: str, given: str) -> None:
    rows, (rejection,) = read(tmp_path, f"enquiry_id,name\n1,Ivan\n{row}\n3,Pavel\n")
    assert [kept["enquiry_id"] for kept in rows] == ["1", "3"]
    assert (rejection.row, rejection.column, rejection.given) == (3, column, given)
    assert rejection.happened == "row left out"
    assert f"row 3{', column ' if column else ''}{column}" in str(rejection)


def test_any_name_part_suffices(tmp_path: Path) -> None:
    rows, rejected = read(tmp_path, "record_id,given,patronymic\n1,,Petrovich\n2,Ivan,\n", REGISTRY)
    assert ([row["record_id"] for row in rows], rejected) == (["1", "2"], [])


def test_other_columns_are_let_go(tmp_path: Path) -> None:
    ((row,), _) = read(tmp_path, "record_id,name,age,photo\n1,Ivan,300,x\n", REGISTRY)
    assert "photo" not in row
    assert "age" not in row


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "record_id,name\n1,a\n",
            "the column “enquiry_id” is missing; the columns given are record_id, name",
        ),
        ("enquiry_id,dob\n1,1999\n", "“name” or “surname” or “given” or “patronymic” is missing"),
        ("enquiry_id,name\n", "has no rows"),
        ("enquiry_id,name\n\n,\n", "has no rows"),
    ],
)
def test_a_list_without_what_is_needed_is_refused(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(WireError, match=says) as refused:
        read(tmp_path, text)
    assert "list.csv" in str(refused.value)


def test_pairs_without_ids_are_numbered_as_rows(tmp_path: Path) -> None:
    rows, (rejection,) = read(tmp_path, "name1,name2\nIvan,Іван\nOleg,\n", PAIRS)
    assert [row["pair_id"] for row in rows] == ["2"]
    assert (rejection.row, rejection.column) == (3, "name2")


@pytest.mark.parametrize(
    ("column", "ours"),
    [("birth_date", "dob"), ("Fecha de nacimiento", "dob"), ("ФИО", "name"), ("city", "settlement")],
)
def test_a_column_that_is_called_otherwise_is_named(tmp_path: Path, column: str, ours: str) -> None:
    file = tmp_path / "list.csv"
    file.write_text(f"record_id,given,{column}\n1,Ivan,x\n", encoding="utf-8")
    said = PeopleList.open(file, REGISTRY, as_of=date(2022, 7, 1)).unread
    assert f"call it “{ours}”" in said
    assert "list.csv" in said


def test_a_column_beside_ours_is_not_called_misnamed(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("record_id,name,dob,birth_date,photo\n1,Ivan,1999,1999,x\n", encoding="utf-8")
    assert PeopleList.open(file, REGISTRY, as_of=date(2022, 7, 1)).unread == ""


def test_a_list_without_a_name_says_which_column_may_hold_it(tmp_path: Path) -> None:
    with pytest.raises(WireError, match="call them “surname”, “given” if they hold that"):
        read(tmp_path, "enquiry_id,apellidos,nombre\n1,Gómez,Luis\n")
