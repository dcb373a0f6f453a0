"""`regreso link`: every line of the table of columns, bad input and exit codes, as the command shows it."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types
import pyarrow.parquet as pq  # type: ignore[import-untyped]  # it ships no types
import pytest

from regreso.cli import main
from regreso.tracing import link as tracing_link
from regreso.tracing.link import LinkRow

REGISTRY = "record_id,surname,given,dob\nR1,Иванов,Пётр,1999-04-21\nR2,Шевченко,Тарас,1990\nR3,Koval,Oleh,\n"
ENQUIRIES = "enquiry_id,name,age\nE1,Petr Ivanov,23\nE2,Taras Shevchenko,\nE3,Олег Коваль,0\n"
COLUMNS = ["enquiry_id", "record_id", "rank", "probability", "weight", "same_as", "reasons"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a good register and good enquiries, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "register.csv").write_text(REGISTRY, encoding="utf-8")
    (tmp_path / "enquiries.csv").write_text(ENQUIRIES, encoding="utf-8")
    return tmp_path


def link(*options: str, registry: str = "register.csv", enquiries: str = "enquiries.csv") -> int:
    try:
        return main(["link", registry, enquiries, "--as-of", "2022-07-01", *options])
    except SystemExit as left:
        return int(left.code or 0)


def read(name: str) -> list[dict[str, str]]:
    with Path(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t" if name.endswith(".tsv") else ","))


def files() -> set[str]:
    return {path.name for path in Path().iterdir()} - {"register.csv", "enquiries.csv"}


def test_the_fewer_are_held_the_likelier_nobody_is() -> None:
    chances = []
    for share in ("0.02", "auto", "0.9"):
        assert link("--out", "out.csv", "--held-share", share) == 0
        chances.append(max(float(row["probability"]) for row in read("out.csv") if row["rank"] == "0"))
    assert chances[0] > chances[1] > 0
    assert chances[0] > chances[2] > 0


def test_each_enquiry_has_its_nobody_row_and_its_candidates() -> None:
    assert link("--out", "out.csv", "--min-probability", "0") == 0
    rows = read("out.csv")
    assert list(rows[0]) == COLUMNS
    for enquiry, record in (("E1", "R1"), ("E2", "R2"), ("E3", "R3")):
        own = [row for row in rows if row["enquiry_id"] == enquiry]
        (nobody,) = (row for row in own if row["rank"] == "0")
        assert (nobody["record_id"], nobody["weight"], nobody["reasons"]) == ("", "", "")
        ranked = [row for row in own if row["rank"] != "0"]
        assert [row["rank"] for row in ranked] == [str(n) for n in range(1, len(ranked) + 1)]
        assert ranked[0]["record_id"] == record
        groups = {row["same_as"] or row["record_id"]: float(row["probability"]) for row in ranked}
        assert sum(groups.values()) + float(nobody["probability"]) <= 1 + 1e-9
        for reason in json.loads(ranked[0]["reasons"]):
            assert {"field", "level", "bits", "asked", "found"} <= set(reason)


def test_the_three_formats_hold_the_same() -> None:
    for name in ("out.csv", "out.tsv", "out.parquet"):
        assert link("--out", name) == 0
    table = pq.read_table("out.parquet")
    assert table.schema.names == COLUMNS
    assert table.schema.field("rank").type == pa.int64()
    assert table.schema.field("probability").type == pa.float64()
    assert read("out.csv") == read("out.tsv")
    told = [[row["enquiry_id"], row["record_id"], float(row["probability"])] for row in read("out.csv")]
    kept = table.select(["enquiry_id", "record_id", "probability"]).to_pylist()
    assert told == [list(row.values()) for row in kept]
    nobody = [row["weight"] for row in table.to_pylist() if row["rank"] == 0]
    assert nobody == [None] * 3


def test_numbers_and_dates_of_a_parquet_register_are_text_again() -> None:
    columns = {
        "record_id": pa.array([7, 8]),
        "name": ["Пётр Иванов", "Олег Коваль"],
        "dob": pa.array([1999, None]),
    }
    pq.write_table(pa.table(columns), "register.parquet")
    assert link("--out", "out.csv", registry="register.parquet") == 0
    assert {row["record_id"] for row in read("out.csv")} <= {"", "7", "8"}
    assert read("out.csv.rejected.csv") == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251", "koi8-u"])
def test_the_encoding_of_the_input_changes_nothing(encoding: str) -> None:
    assert link("--out", "plain.csv") == 0
    for name, text in (("register.csv", REGISTRY), ("enquiries.csv", ENQUIRIES)):
        Path(name).write_bytes(text.replace(",", ";").encode(encoding))
    assert link("--out", "out.csv") == 0
    assert Path("out.csv").read_bytes() == Path("plain.csv").read_bytes()


def test_top_and_the_least_probability_are_obeyed() -> None:
    assert link("--out", "out.csv", "--top", "1", "--min-probability", "0") == 0
    assert {row["rank"] for row in read("out.csv")} == {"0", "1"}
    assert link("--out", "out.csv", "--min-probability", "1") == 0
    assert {row["rank"] for row in read("out.csv")} == {"0"}


def spoil() -> None:
    Path("register.csv").write_text(
        REGISTRY + "R4,Orlov,Ivan,1999-02-31\n,Nobody,,\nR1,Twice,,\n", encoding="utf-8"
    )
    Path("enquiries.csv").write_text(
        "enquiry_id,name,age,sex\nE1,Petr Ivanov,300,x\nE2,,,\nE3,Oleh,,,,\n", encoding="utf-8"
    )


def test_bad_rows_and_values_are_listed_and_the_rest_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    spoil()
    assert link("--out", "out.csv") == 0
    assert {row["enquiry_id"] for row in read("out.csv")} == {"E1"}
    listed = [tuple(row.values()) for row in read("out.csv.rejected.csv")]
    assert [(file, row, column, given, happened) for file, row, column, given, _, happened in listed] == [
        ("register.csv", "5", "dob", "1999-02-31", "value dropped"),
        ("register.csv", "6", "record_id", "", "row left out"),
        ("register.csv", "7", "record_id", "R1", "row left out"),
        ("enquiries.csv", "2", "sex", "x", "value dropped"),
        ("enquiries.csv", "2", "age", "300", "value dropped"),
        ("enquiries.csv", "3", "name", "", "row left out"),
        ("enquiries.csv", "4", "", "6 cells", "row left out"),
    ]
    assert all(row["expected"] for row in read("out.csv.rejected.csv"))
    assert "7 rejected: out.csv.rejected.csv" in capsys.readouterr().err


def test_strict_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    spoil()
    assert link("--out", "out.csv", "--strict") == 1
    assert files() == set()
    said = capsys.readouterr().err
    assert "register.csv, row 5, column dob: “1999-02-31” was given" in said
    assert said.count("\n") == 1


def test_strict_answers_a_list_without_fault() -> None:
    assert link("--out", "out.csv", "--strict") == 0
    assert files() == {"out.csv", "out.csv.rejected.csv"}


def test_the_file_of_rejections_can_be_named() -> None:
    assert link("--out", "out.csv", "--rejected", "bad.parquet") == 0
    assert files() == {"out.csv", "bad.parquet"}


def test_a_formula_in_a_rejected_value_stays_text() -> None:
    Path("enquiries.csv").write_text("enquiry_id,name,sex\nE1,Ivan,=1+1\n", encoding="utf-8")
    assert link("--out", "out.csv") == 0
    assert [row["given"] for row in read("out.csv.rejected.csv")] == ["'=1+1"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"enquiry_id,name\n", "has no rows"),
        (b"enquiry_id,dob\n1,1999\n", "the column “name” or"),
        (b"name\nIvan\n", "the column “enquiry_id” is missing"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "PNG picture"),
        (bytes(range(256)) * 9, "binary data"),
        (
            "enquiry_id,name\n1,Пётр Иванов\n2,Олег\n".encode() + b"3,\xe8\n",
            "row 4: a byte that is not UTF-8",
        ),
    ],
)
def test_what_is_no_list_of_enquiries_is_one_sentence(
    capsys: pytest.CaptureFixture[str], content: bytes, says: str
) -> None:
    Path("enquiries.csv").write_bytes(content)
    assert link("--out", "out.csv") == 1
    said = capsys.readouterr()
    assert said.err.startswith("regreso: enquiries.csv")
    assert says in said.err
    assert (said.err.count("\n"), said.out) == (1, "")
    assert files() == set()


@pytest.mark.parametrize(
    "options",
    [
        ["--out", "out.xlsx"],
        ["--out", "out"],
        ["--out", "enquiries.csv"],
        ["--out", "./register.csv"],
        ["--out", "out.csv", "--rejected", "out.csv"],
        ["--out", "out.csv", "--rejected", "register.csv"],
        ["--out", "out.csv", "--top", "0"],
        ["--out", "out.csv", "--top", "many"],
        ["--out", "out.csv", "--min-probability", "2"],
        ["--out", "out.csv", "--min-probability", "nan"],
        ["--out", "out.csv", "--held-share", "1"],
        ["--out", "out.csv", "--held-share", "most"],
        ["--out", "out.csv", "--as-of", "yesterday"],
        ["--out", "out.csv", "--engine", "abacus"],
        ["--out", "out.csv", "--fast"],
        ["--out", "out.csv", "--rej", "short.csv"],
        [],
    ],
)
def test_wrong_usage_leaves_with_2_and_writes_nothing(
    capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    assert link(*options) == 2
    assert capsys.readouterr().err.startswith("usage: regreso link")
    assert files() == set()
    assert Path("register.csv").read_text(encoding="utf-8") == REGISTRY


def test_an_input_of_unknown_extension_is_wrong_usage() -> None:
    assert link("--out", "out.csv", registry="register.doc") == 2


@pytest.mark.parametrize("registry", ["absent.csv", "absent.parquet", "folder.csv"])
def test_an_input_that_cannot_be_read_is_named(capsys: pytest.CaptureFixture[str], registry: str) -> None:
    Path("folder.csv").mkdir()
    assert link("--out", "out.csv", registry=registry) == 1
    assert registry in capsys.readouterr().err


@pytest.mark.parametrize("out", ["no/such/out.csv", "folder.csv"])
def test_an_output_that_cannot_be_written_is_named(capsys: pytest.CaptureFixture[str], out: str) -> None:
    Path("folder.csv").mkdir()
    assert link("--out", out) == 1
    assert out in capsys.readouterr().err


def test_an_earlier_result_is_replaced_as_a_whole() -> None:
    Path("out.csv").write_text("old", encoding="utf-8")
    assert link("--out", "out.csv") == 0
    assert list(read("out.csv")[0]) == COLUMNS
    assert files() == {"out.csv", "out.csv.rejected.csv"}


def interrupt_after(answered: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Ctrl-C come when so many enquiries are answered and the next is half answered."""
    whole = tracing_link.answers

    def stopping(*args: object, **settings: object) -> Iterator[LinkRow]:
        seen: set[str] = set()
        for row in whole(*args, **settings):  # type: ignore[arg-type]  # passed through as they came
            seen.add(row.enquiry_id)
            yield row
            if len(seen) > answered:
                raise KeyboardInterrupt

    monkeypatch.setattr(tracing_link, "answers", stopping)


@pytest.mark.parametrize("answered", [0, 1, 2])
@pytest.mark.parametrize("out", ["out.csv", "out.parquet"])
def test_a_stopped_run_is_resumed_to_the_same_result(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], out: str, answered: int
) -> None:
    assert link("--out", "whole" + Path(out).suffix) == 0
    with monkeypatch.context() as stopped:
        interrupt_after(answered, stopped)
        assert link("--out", out) == 130
    assert f"{answered} of 3 are in {out}.part" in capsys.readouterr().err
    assert Path(out + ".part").exists()
    assert not Path(out).exists()
    assert link("--out", out, "--resume") == 0
    if out.endswith(".csv"):
        assert Path(out).read_bytes() == Path("whole.csv").read_bytes()
    else:
        assert pq.read_table(out).equals(pq.read_table("whole.parquet"))
    assert not list(Path().glob("*.part*"))


def test_a_partial_parquet_result_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    interrupt_after(2, monkeypatch)
    assert link("--out", "out.parquet") == 130
    assert set(pq.read_table("out.parquet.part").column("enquiry_id").to_pylist()) == {"E1", "E2"}


@pytest.mark.parametrize(
    ("change", "says"),
    [("register.csv", "another register"), ("enquiries.csv", "another list of enquiries"), ("", "--top")],
)
def test_other_input_or_settings_are_not_mixed_into_a_stopped_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], change: str, says: str
) -> None:
    with monkeypatch.context() as stopped:
        interrupt_after(1, stopped)
        assert link("--out", "out.csv") == 130
    capsys.readouterr()
    if change:
        with Path(change).open("a", encoding="utf-8") as file:
            file.write("X9,Orlov,,\n" if change == "register.csv" else "X9,Orlov,\n")
    assert link("--out", "out.csv", "--resume", *([] if change else ["--top", "3"])) == 1
    assert says in capsys.readouterr().err
    assert Path("out.csv.part").exists()


def test_a_stop_while_the_part_is_opened_can_be_resumed_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as early:
        early.setattr("regreso.wire.table_output.TableOutput.settle", stopped)
        assert link("--out", "out.parquet") == 130
    assert "--resume" in capsys.readouterr().err
    assert link("--out", "out.parquet", "--resume") == 0
    assert Path("out.parquet").is_file()


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent as a signal of POSIX")
@pytest.mark.parametrize("before", [signal.SIG_DFL, signal.SIG_IGN])
@pytest.mark.parametrize("out", ["out.csv", "out.parquet"])
def test_a_real_ctrl_c_leaves_with_130_and_a_part(out: str, before: signal.Handlers) -> None:
    many = "".join(f"E{n},Petr Ivanov,\n" for n in range(300_000))
    Path("enquiries.csv").write_text("enquiry_id,name,age\n" + many, encoding="utf-8")
    command = [sys.executable, "-m", "regreso.cli", "link", "register.csv", "enquiries.csv", "--out", out]
    ours = signal.signal(signal.SIGINT, before)  # a child inherits what its shell ignores
    try:
        child = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    finally:
        signal.signal(signal.SIGINT, ours)
    with child as running:
        until = time.monotonic() + 30
        while not Path(out + ".part").exists() and time.monotonic() < until:
            time.sleep(0.02)
        time.sleep(0.2)
        running.send_signal(signal.SIGINT)
        printed, said = running.communicate(timeout=30)
    assert running.returncode == 130, said
    assert "--resume" in said
    assert "Traceback" not in said
    assert printed == ""
    assert Path(out + ".part").exists()


def test_a_column_that_nobody_reads_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    Path("register.csv").write_text("record_id,name,birth_date\nR1,Ivan Petrov,1990\n", encoding="utf-8")
    assert link("--out", "out.csv") == 0
    assert (
        "register.csv: “birth_date” is not read; call it “dob” if it holds that." in capsys.readouterr().err
    )
