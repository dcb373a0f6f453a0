"""`regreso exchange` makes a list with its fairness report, or names what is wrong with the table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from regreso.cli import main

TABLE = """reference,held_since,health,wish,hindrance,asked_by_name,group
a-1,2022-03-01,well,go,,,prisoner_of_war
a-2,2022-05-01,grave,go,,,prisoner_of_war
a-3,2022-06-01,well,go,,yes,civilian_internee
a-4,2022-03-01,well,not_asked,,,
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "candidates.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_list_and_its_report(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exchange", str(table), "--places", "2", "--on", "2022-06-29", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["reference"] for one in found["list"]] == ["a-2", "a-3"]
    assert {one["reference"]: one["why"] for one in found["left"]} == {
        "a-1": "passed_over",
        "a-4": "not_asked",
    }
    assert found["report"]["passed_over"][0]["behind"] == ["a-3"]
    page = (Path(__file__).parents[2] / "docs/reference/exchange.md").read_text(encoding="utf-8")
    assert {key for key in (*found, *found["report"], *found["left"][0]) if f"`{key}`" not in page} == set()


@pytest.mark.parametrize(
    ("form", "first"), [("text", "exchange of 2022-06-29: 2 go"), ("csv", "reference,goes")]
)
def test_the_list_goes_to_a_file(table: Path, tmp_path: Path, form: str, first: str) -> None:
    out = tmp_path / "list"
    words = [
        "exchange",
        str(table),
        "--places",
        "2",
        "--on",
        "2022-06-29",
        "--format",
        form,
        "--out",
        str(out),
    ]
    assert main(words) == 0
    assert out.read_text(encoding="utf-8").startswith(first)


def test_a_faulty_row_is_told_and_nothing_is_made(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table.write_text(TABLE.replace("grave", "dying"), encoding="utf-8")
    assert main(["exchange", str(table), "--places", "2", "--on", "2022-06-29"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "row 3, “health”: “dying”; expected one of grave" in told.err


@pytest.mark.parametrize("wrong", [["--places", "-1"], ["--on", "today"], ["--kind", "sale"]])
def test_wrong_usage_is_2(table: Path, wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["exchange", str(table), "--places", "2", "--on", "2022-06-29", *wrong])
    assert left.value.code == 2
