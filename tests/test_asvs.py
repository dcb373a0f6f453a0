"""The list of docs/reference/asvs.md is whole, its sum is right, and whatever it shows as evidence exists."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache

import pytest

from tree import ROOT

PAGE = (ROOT / "docs/reference/asvs.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
SUM = re.compile(
    r"^(\d+) requirements \((\d+) of level 1, (\d+) of level 2\): "
    r"(\d+) met, (\d+) not applicable, (\d+) not met\.$",
    re.MULTILINE,
)
QUOTED = re.compile(r"`([^`]+)`")
# The numbers of version 5.0.0 at each level, by section.
LEVELS = {
    "1": (
        "1.2:1,2,3,4,5 1.3:1,2 1.5:1 2.1:1 2.2:1,2 2.3:1 3.2:1,2 3.3:1 3.4:1,2 3.5:1,2,3 4.1:1 "
        "4.4:1 5.2:1,2 5.3:1,2 6.1:1 6.2:1,2,3,4,5,6,7,8 6.3:1,2 6.4:1,2 7.2:1,2,3,4 7.4:1,2 8.1:1 "
        "8.2:1,2 8.3:1 9.1:1,2,3 9.2:1 10.4:1,2,3,4,5 11.3:1,2 11.4:1 12.1:1 12.2:1,2 13.4:1 14.2:1 "
        "14.3:1 15.1:1 15.2:1 15.3:1"
    ),
    "2": (
        "1.1:1,2 1.2:6,7,8,9 1.3:3,4,5,6,7,8,9,10,11 1.4:1,2,3 1.5:2 2.1:2,3 2.2:3 2.3:2,3,4 2.4:1 "
        "3.3:2,3,4 3.4:3,4,5,6 3.5:4,5 3.7:1,2 4.1:2,3 4.2:1 4.3:1,2 4.4:2,3,4 5.1:1 5.2:3 "
        "5.4:1,2,3 6.1:2,3 6.2:9,10,11,12 6.3:3,4 6.4:3,4 6.5:1,2,3,4,5 6.6:1,2,3 6.8:1,2,3,4 "
        "7.1:1,2,3 7.3:1,2 7.4:3,4,5 7.5:1,2 7.6:1,2 8.1:2 8.2:3 8.4:1 9.2:2,3,4 10.1:1,2 10.2:1,2 "
        "10.3:1,2,3,4 10.4:6,7,8,9,10,11 10.5:1,2,3,4,5 10.6:1,2 10.7:1,2,3 11.1:1,2 11.2:1,2,3 "
        "11.3:3 11.4:2,3,4 11.5:1 11.6:1 12.1:2,3 12.3:1,2,3,4 13.1:1 13.2:1,2,3,4,5 13.3:1,2 "
        "13.4:2,3,4,5 14.1:1,2 14.2:2,3,4 14.3:2,3 15.1:2,3 15.2:2,3 15.3:2,3,4,5,6,7 16.1:1 "
        "16.2:1,2,3,4,5 16.3:1,2,3,4 16.4:1,2,3 16.5:1,2,3 17.1:1 17.2:1,2,3,4 17.3:1,2"
    ),
}


def numbers(level: str) -> list[str]:
    parts = (one.partition(":") for one in LEVELS[level].split())
    return [f"{section}.{number}" for section, _, told in parts for number in told.split(",")]


def rows() -> list[tuple[str, str, str, str]]:
    return ROW.findall(PAGE)


def outcome(evidence: str) -> str:
    for sign, name in (("**not met**: ", "not met"), ("*not applicable*: ", "not applicable")):
        if evidence.startswith(sign):
            return name
    return "met"


@cache
def declared_in(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def wrong_with(quoted: str) -> str:
    """What a quoted piece of evidence lacks; "" for what exists, or is no evidence of ours."""
    settings = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    if quoted.startswith("REGRESO_"):
        return "" if f"| `{quoted}` |" in settings else "no such setting"
    file, _, test = quoted.partition("::")
    if not test and not re.match(r"(src|tests|docs|deploy)/|pyproject\.toml\Z", file):
        return ""
    if not (ROOT / file).is_file():
        return "no such file"
    return "" if not test or test in declared_in(file) else "no such test"


@pytest.mark.parametrize("level", ["1", "2"])
def test_each_number_of_its_level_stands_there_once(level: str) -> None:
    assert [number for number, of, _, _ in rows() if of == level] == numbers(level)
    assert PAGE.count("\n| ") == len(rows()) + PAGE.count("\n| id |"), "a row that cannot be read"


def test_the_sum_is_that_of_the_rows() -> None:
    found = Counter(outcome(evidence) for _, _, _, evidence in rows())
    levels = Counter(level for _, level, _, _ in rows())
    told = [
        len(rows()), levels["1"], levels["2"], found["met"], found["not applicable"], found["not met"],
    ]  # fmt: skip
    (summed,) = SUM.findall(PAGE)
    assert [int(one) for one in summed] == told


def test_whatever_is_named_exists() -> None:
    named = [(number, one) for number, _, _, evidence in rows() for one in QUOTED.findall(evidence)]
    assert len(named) > 200
    assert [(number, one, wrong) for number, one in named if (wrong := wrong_with(one))] == []


def test_whatever_is_met_names_something() -> None:
    bare = [
        number
        for number, _, _, evidence in rows()
        if outcome(evidence) == "met" and not QUOTED.search(evidence)
    ]
    assert bare == []


@pytest.mark.parametrize(
    ("quoted", "wrong"),
    [
        ("tests/test_asvs.py::test_of_nothing", "no such test"),
        ("tests/test_nothing.py::test_of_nothing", "no such file"),
        ("src/regreso/nothing.py", "no such file"),
        ("REGRESO_NOTHING", "no such setting"),
        ("REGRESO_HTTPS", ""),
        ("cycle_key", ""),
    ],
)
def test_what_is_not_there_would_be_found(quoted: str, wrong: str) -> None:
    assert wrong_with(quoted) == wrong
