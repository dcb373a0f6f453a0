"""Tables come out as text cells, however they were saved, and say what they are not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types
import pyarrow.parquet as pq  # type: ignore[import-untyped]  # it ships no types
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regreso.wire.errors import WireError
from regreso.wire.tables import TableRow, open_table

KNOWN = ("record_id", "name", "age", "dob")


def rows(path: Path) -> list[TableRow]:
    return list(open_table(path, known=KNOWN).rows())


def cells(path: Path) -> list[dict[str, str]]:
    return [row.cells for row in rows(path)]


def csv(folder: Path, text: str, *, encoding: str = "utf-8", name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiter_and_encoding_are_recognised(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = csv(tmp_path, f"Record ID{delimiter} NAME \r\n7{delimiter}Пётр\r\n", encoding=encoding)
    assert cells(path) == [{"record_id": "7", "name": "Пётр"}]


def test_a_comma_in_a_semicolon_header_does_not_mislead(tmp_path: Path) -> None:
    path = csv(tmp_path, 'record_id;"name, as written, in full";name\n7;a,b;c\n')
    assert cells(path)[0]["name"] == "c"


def test_a_delimiter_and_a_newline_in_quotes_belong_to_the_cell(tmp_path: Path) -> None:
    path = csv(tmp_path, 'record_id,name\n1,"My son,\nIvan ""Vanya"""\n2,Oleg\n')
    assert [row.number for row in rows(path)] == [2, 3]
    assert cells(path)[0]["name"] == 'My son,\nIvan "Vanya"'


def test_blank_rows_are_passed_over_but_counted(tmp_path: Path) -> None:
    path = csv(tmp_path, "\nrecord_id,name\n\n1,Ivan\n,\n2,Oleg\n")
    assert [(row.number, row.cells["record_id"]) for row in rows(path)] == [(4, "1"), (6, "2")]


def test_missing_cells_at_the_end_are_empty(tmp_path: Path) -> None:
    assert cells(csv(tmp_path, "record_id,name,age\n1,Ivan\n")) == [
        {"record_id": "1", "name": "Ivan", "age": ""}
    ]


def test_too_many_cells_are_a_fault_of_the_row(tmp_path: Path) -> None:
    bad, good = rows(csv(tmp_path, "record_id,name\n1,Ivan,x\n2,Oleg\n"))
    assert (bad.fault, bad.given, good.fault) == ("2 cells, as in the header", "3 cells", "")


@pytest.mark.parametrize("tail", ["3,Pavel\n", "3,Pavel\n" * 60_000])
def test_a_quotation_mark_that_is_never_closed_costs_one_row(tmp_path: Path, tail: str) -> None:
    found = rows(csv(tmp_path, 'record_id,name\n1,"Ivan, Petr\n2,Oleg\n' + tail))
    assert "quotation mark" in found[0].fault
    assert [row.cells["record_id"] for row in found[:3]] == ["1", "2", "3"]
    assert len(found) == 2 + tail.count("\n")
    assert [row.fault for row in found[1:] if row.fault] == []


def test_a_quotation_mark_that_opens_a_name_is_a_letter_of_it(tmp_path: Path) -> None:
    found = rows(csv(tmp_path, 'record_id\tname\n1\t"Ivan\n2\tOleg\n', name="list.tsv"))
    assert [(row.cells["name"], row.fault) for row in found] == [('"Ivan', ""), ("Oleg", "")]


def test_the_rows_can_be_read_again(tmp_path: Path) -> None:
    table = open_table(csv(tmp_path, "record_id,name\n1,Ivan\n"), known=KNOWN)
    assert list(table.rows()) == list(table.rows())


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"\n\n  \n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG picture"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF document"),
        (b"PK\x03\x04\x14\0", "workbook"),
        (b"PAR1\x15\x04", "name it .parquet"),
        (b"\x7fELF\x02\x01\x01\0\0\0\0\0", "binary data"),
        (bytes(range(256)) * 40, "binary data"),
    ],
)
def test_what_is_no_table_is_named(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(WireError, match=says) as refused:
        rows(path)
    assert "list.csv" in str(refused.value)


def test_text_that_begins_like_a_picture_is_a_table(tmp_path: Path) -> None:
    assert cells(csv(tmp_path, "BM,record_id\nx,1\n")) == [{"bm": "x", "record_id": "1"}]


def test_a_column_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WireError, match="“name” was given twice"):
        rows(csv(tmp_path, "record_id,name,Name\n1,a,b\n"))


def test_columns_of_a_parquet_file_become_text(tmp_path: Path) -> None:
    path = tmp_path / "list.parquet"
    noon = dt.datetime(1999, 4, 21, 12, 30)  # noqa: DTZ001 - files hold naive moments too
    columns = {
        "Record ID": pa.array([7, 2**53 + 1]),
        "name": pa.array(["Пётр", None]).dictionary_encode(),
        "age": pa.array([20.0, float("nan")]),
        "dob": pa.array([dt.date(1999, 4, 21), None]),
    }
    pq.write_table(pa.table(columns), path)
    assert cells(path) == [
        {"record_id": "7", "name": "Пётр", "age": "20", "dob": "1999-04-21"},
        {"record_id": "9007199254740993", "name": "", "age": "", "dob": ""},
    ]
    more = {
        "record_id": pa.array([Decimal("7.00"), Decimal("1.50")]),
        "name": pa.array([b"Ivan", None]),
        "age": pa.array([None, None], pa.null()),
        "dob": pa.array([dt.datetime(1999, 4, 21), noon], pa.timestamp("ns")),  # noqa: DTZ001 - as above
    }
    pq.write_table(pa.table(more), path)
    assert cells(path) == [
        {"record_id": "7", "name": "Ivan", "age": "", "dob": "1999-04-21"},
        {"record_id": "1.5", "name": "", "age": "", "dob": "1999-04-21T12:30:00"},
    ]


def test_a_nested_parquet_column_is_refused_unless_nobody_asks_for_it(tmp_path: Path) -> None:
    path = tmp_path / "list.parquet"
    pq.write_table(pa.table({"record_id": ["1"], "other": [[1]]}), path)
    assert cells(path) == [{"record_id": "1"}]
    pq.write_table(pa.table({"record_id": ["1"], "name": [["Ivan"]]}), path)
    with pytest.raises(WireError, match="column name: values of the type list"):
        rows(path)


def test_a_parquet_file_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.parquet"
    pq.write_table(pa.table({"record_id": ["1"] * 1000}), path)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(WireError, match="is not a Parquet file"):
        rows(path)


def test_a_utf_16_file_cut_inside_a_letter_is_refused(tmp_path: Path) -> None:
    path = csv(tmp_path, "record_id,name\n1,Пётр\n", encoding="utf-16")
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(WireError, match=r"list\.csv, row"):
        rows(path)


SOUND = "record_id,name\n" + "".join(f'R{n},"Иванов, Пётр {n}"\n' for n in range(20))


def parquet(folder: Path) -> bytes:
    path = folder / "sound.parquet"
    pq.write_table(pa.table({"record_id": range(20), "name": [f"Иванов {n}" for n in range(20)]}), path)
    return path.read_bytes()


@given(st.data(), st.sampled_from(["utf-8", "utf-16", "utf-16-be", "cp1251", "parquet"]))
def test_a_damaged_file_is_read_or_refused_in_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, form: str
) -> None:
    folder = tmp_path_factory.mktemp("t")
    whole = parquet(folder) if form == "parquet" else SOUND.encode(form)
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(damaged)))
        gone = data.draw(st.integers(0, 9))
        damaged[at : at + gone] = data.draw(
            st.binary(max_size=4) | st.sampled_from([b'"', b"\n", b"\0", b"\xff\xfe"])
        )
    path = folder / ("list.parquet" if form == "parquet" else "list.csv")
    path.write_bytes(damaged)
    said = str(path)
    try:
        rows(path)
    except WireError as refused:
        said = str(refused)
    assert said.startswith(str(path))
    assert "\n" not in said


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(lambda x: x.strip()))
def test_any_cell_survives_a_round_trip(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    quoted = '"' + name.replace('"', '""') + '"'
    path = csv(tmp_path_factory.mktemp("t"), f"record_id,name\n1,{quoted}\n")
    assert cells(path)[0]["name"] == name
