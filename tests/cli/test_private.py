"""Two registries find common people by three commands and two files, and the files tell nothing."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from regreso.cli import main

pytest.importorskip("rbcl")
OURS = """enquiry_id,name,dob
1,Жуков Сергей,1999-04-21
2,Коваль Іван,2000-01-02
3,Pedro Gómez,1998-07-07
4,Без Даты,
"""
THEIRS = """record_id,surname,given,dob
A,Schukow,Serhii,1999-04-21
B,Коваленко,Іван,2000-01-02
C,Gomez,Pedro,1998
"""


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    (tmp_path / "ours.csv").write_text(OURS, encoding="utf-8")
    (tmp_path / "theirs.csv").write_text(THEIRS, encoding="utf-8")
    return tmp_path


def ask(folder: Path) -> int:
    return main(
        ["private", "ask", f"{folder}/ours.csv", "--question", f"{folder}/q", "--secret", f"{folder}/s"]
    )


def answer(folder: Path, *more: str) -> int:
    return main(
        ["private", "answer", f"{folder}/theirs.csv", f"{folder}/q", "--answer", f"{folder}/a", *more]
    )


def find(folder: Path) -> int:
    return main(["private", "find", f"{folder}/a", "--secret", f"{folder}/s", "--out", f"{folder}/found.csv"])


def test_the_common_people_are_found_and_nobody_else(lists: Path) -> None:
    assert (ask(lists), answer(lists), find(lists)) == (0, 0, 0)
    found = (lists / "found.csv").read_text(encoding="utf-8").splitlines()
    assert found == ["id,kinds", "1,day year", "3,year"]


def test_what_travels_holds_neither_names_nor_dates_nor_the_same_bytes_twice(lists: Path) -> None:
    ask(lists)
    answer(lists)
    first = [(lists / name).read_bytes() for name in ("q", "a")]
    ask(lists)
    answer(lists)
    for old, name in zip(first, ("q", "a"), strict=True):
        new = (lists / name).read_bytes()
        points = [{data[-32 * n : len(data) - 32 * (n - 1)] for n in range(1, 5)} for data in (old, new)]
        assert points[0] & points[1] == set()
        for word in ("Жуков", "Schukow", "1999", "gkf"):
            assert word.encode() not in new


def test_the_secret_is_read_by_its_owner_alone(lists: Path) -> None:
    ask(lists)
    assert stat.S_IMODE((lists / "s").stat().st_mode) == 0o600
    assert not any(
        "Жуков" in str(part) for part in json.loads((lists / "s").read_text(encoding="utf-8"))["keys"]
    )


def test_how_many_people_the_partner_has_is_told_only_to_a_power_of_two(lists: Path) -> None:
    ask(lists)
    answer(lists)
    sizes = json.loads((lists / "a").read_bytes().splitlines()[1])
    assert sizes[1] & (sizes[1] - 1) == 0


@pytest.mark.parametrize(("name", "harm"), [
    ("q", b"regreso private question 1\n[2]\nshort"), ("q", b"something else"), ("q", b""),
    ("q", b"regreso private question 1\n[1]\n" + bytes(32)),
])  # fmt: skip
def test_a_damaged_question_is_refused_in_a_sentence(
    lists: Path, capsys: pytest.CaptureFixture[str], name: str, harm: bytes
) -> None:
    (lists / name).write_bytes(harm)
    assert answer(lists) == 1
    assert "ask for the file again" in capsys.readouterr().err
    assert not (lists / "a").exists()


def test_a_question_that_tries_names_out_is_refused(lists: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(lists)
    assert answer(lists, "--most", "3") == 1
    assert "at most 3" in capsys.readouterr().err


def test_an_answer_to_another_question_is_refused(lists: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(lists)
    answer(lists)
    (lists / "ours.csv").write_text(OURS.splitlines()[0] + "\n9,Anna Kos,1970-01-01\n", encoding="utf-8")
    ask(lists)
    assert find(lists) == 1
    assert "not a pair" in capsys.readouterr().err


def test_a_list_without_births_says_what_is_needed(lists: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (lists / "ours.csv").write_text("enquiry_id,name\n1,Жуков Сергей\n", encoding="utf-8")
    assert ask(lists) == 1
    assert "a name and a birth" in capsys.readouterr().err
