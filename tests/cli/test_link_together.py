"""`regreso link --collective`, `--duplicates`, `--engine spark`: columns of their own, no other changed."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pytest

from regreso.cli import main

COLUMNS = ["enquiry_id", "record_id", "rank", "probability", "weight", "same_as", "reasons"]
REGISTRY = "record_id,surname,given,dob\nR1,Иванов,Пётр,1999-04-21\nR2,Шевченко,Тарас,1990\nR3,Koval,Oleh,\n"
ENQUIRIES = "enquiry_id,name,age\nE1,Petr Ivanov,23\nE2,Taras Shevchenko,\nE3,Олег Коваль,0\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a good register and good enquiries, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "register.csv").write_text(REGISTRY, encoding="utf-8")
    (tmp_path / "enquiries.csv").write_text(ENQUIRIES, encoding="utf-8")
    return tmp_path


def link(*options: str) -> int:
    try:
        return main(["link", "register.csv", "enquiries.csv", "--as-of", "2022-07-01", *options])
    except SystemExit as left:
        return int(left.code or 0)


def read(name: str) -> list[dict[str, str]]:
    with Path(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def files() -> set[str]:
    return {path.name for path in Path().iterdir()} - {"register.csv", "enquiries.csv"}


def test_collective_adds_its_own_columns_and_changes_no_other() -> None:
    for name, options in (("alone.csv", []), ("together.csv", ["--collective"])):
        assert link("--out", name, *options) == 0
    alone, together = read("alone.csv"), read("together.csv")
    assert list(together[0]) == [*COLUMNS, "collective", "cluster"]
    assert [{name: row[name] for name in COLUMNS} for row in together] == alone
    for enquiry in ("E1", "E2", "E3"):
        own = [row for row in together if row["enquiry_id"] == enquiry]
        groups = {row["same_as"]: float(row["collective"]) for row in own}
        assert sum(groups.values()) == pytest.approx(1.0, abs=0.02)
        assert {row["cluster"] for row in own} == {enquiry}


def test_one_captive_is_not_the_son_of_two() -> None:
    Path("register.csv").write_text("record_id,name,dob\nR1,Коваль Олег Петрович,1999-04-21\n", "utf-8")
    asked = "enquiry_id,name,dob\nE1,Коваль Олег Петрович,1999-04-21\nE2,Коваль Иван Петрович,\n"
    Path("enquiries.csv").write_text(asked, "utf-8")
    assert link("--out", "out.csv", "--collective", "--min-probability", "0") == 0
    brother = next(row for row in read("out.csv") if (row["enquiry_id"], row["rank"]) == ("E2", "1"))
    assert float(brother["collective"]) < float(brother["probability"])


def test_people_registered_twice_are_listed() -> None:
    rows = (
        "R1,Шевченко Тарас Григорович,1999-04-21\nR2,Taras Shevchenko,1999-04-21\nR3,Коваль Олег,1980-01-02\n"
    )
    Path("register.csv").write_text("record_id,name,dob\n" + rows, "utf-8")
    assert link("--out", "out.csv", "--collective", "--duplicates", "twice.csv") == 0
    assert [(row["record_id"], row["other_id"]) for row in read("twice.csv")] == [("R1", "R2")]


@pytest.mark.parametrize(
    "options",
    [
        ["--duplicates", "twice.csv"],
        ["--collective", "--duplicates", "out.csv"],
        ["--collective", "--duplicates", "register.csv"],
        ["--collective", "--engine", "spark"],
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(options: list[str]) -> None:
    assert link("--out", "out.csv", *options) == 2
    assert files() == set()


def test_without_spark_one_sentence_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    assert link("--out", "out.csv", "--engine", "spark") == 1
    assert "PySpark 4 (pip install 'regreso[spark]') and Java 17" in capsys.readouterr().err
    assert "out.csv" not in files()
