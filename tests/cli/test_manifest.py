"""`regreso manifest`: files of devices in, standings out, and exit codes that a script can trust."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from regreso.cli import main

HEAD = "id,kind,person,trip,at,device,sequence,place,household\n"
ROWS = (
    "a1,boarded,p1,t,2022-05-03T08:00+03:00,a,1,Mariupol,h\n"
    "a2,boarded,p2,t,2022-05-03T08:01+03:00,a,2,Mariupol,h\n"
    "a3,boarded,=p3,t,2022-05-03T08:02+03:00,a,3,Mariupol,\n"
)
ARRIVED = {"id": "b1", "kind": "arrived", "person": "p1", "trip": "t", "at": "2022-05-03T17:00:00Z",
           "device": "b", "sequence": 0, "place": "Zaporizhzhia"}  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    (tmp_path / "phone-1.csv").write_text(HEAD + ROWS, encoding="utf-8")
    lines = (json.dumps(ARRIVED) + "\n") * 2
    (tmp_path / "phone-2.jsonl").write_text(lines, encoding="utf-8")
    return [str(tmp_path / name) for name in ("phone-1.csv", "phone-2.jsonl")]


def test_files_in_any_order_give_the_same(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manifest", "fold", *files, "--format", "json"]) == 0
    one = capsys.readouterr().out
    assert main(["manifest", "fold", *reversed(files), *files, "--format", "json"]) == 0
    assert capsys.readouterr().out == one
    (trip,) = json.loads(one)["trips"]
    assert (trip["boarded"], trip["arrived"], trip["open"]) == (3, 1, 2)


def test_who_is_open_as_text_json_and_a_table_without_formulas(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["manifest", "open", *files]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "=p3 on t: open, last at Mariupol, 2022-05-03T05:02:00+00:00",
        "p2 on t: open, last at Mariupol, 2022-05-03T05:01:00+00:00",
    ]
    out = tmp_path / "open.csv"
    assert main(["manifest", "open", *files, "--format", "csv", "--out", str(out)]) == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert [row["person"] for row in rows] == ["'=p3", "p2"]


def test_whom_to_look_for_only_after_the_expected_time_and_its_margin(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    times = tmp_path / "expected.csv"
    times.write_text("trip,expected\nt,2022-05-03T18:00+03:00\n", encoding="utf-8")
    ask = ["manifest", "reconcile", *files, "--margin", "2", "--format", "json"]
    late, in_time = "2022-05-03T17:00:01Z", "2022-05-03T17:00:00Z"
    for expected, now, due in (
        ("t=2022-05-03T18:00+03:00", late, ["=p3", "p2"]), (str(times), late, ["=p3", "p2"]),
        (str(times), in_time, []),
    ):  # fmt: skip
        assert main([*ask, "--expected", expected, "--now", now]) == 0
        made = json.loads(capsys.readouterr().out)
        assert [one["person"] for one in made["due"]] == due
        assert made["parted"][0]["states"] == [["p1", "arrived"], ["p2", "open"]]
        assert made["no_expected_time"] == []
        assert [one["person"] for one in made["unregistered_arrivals"]] == ["p1"]
    assert main(["manifest", "reconcile", *files]) == 0
    assert "t: people are open and nobody said when it should arrive" in capsys.readouterr().out


def test_a_bad_row_is_named_by_file_row_and_field_and_the_rest_is_folded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text(HEAD + ROWS.replace("boarded,p2", "flew,p2"), encoding="utf-8")
    assert main(["manifest", "fold", str(bad)]) == 1
    printed = capsys.readouterr()
    assert "2 boarded" in printed.out
    assert f"{bad}, row 3, kind: “kind” is “flew”; expected registered" in printed.err
    worse = tmp_path / "worse.jsonl"
    worse.write_text('{"id": 1}\nnot json\n' + json.dumps(ARRIVED), encoding="utf-8")
    assert main(["manifest", "fold", str(worse), "--format", "json"]) == 1
    made = json.loads(capsys.readouterr().out)
    assert [(one["code"], one["field"]) for one in made["faults"]] == [
        ("bad-event", "id"), ("not-json", ""), ("arrived-unboarded", "")
    ]  # fmt: skip


def test_the_merged_file_can_be_folded_again(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    merged = tmp_path / "all.jsonl"
    assert main(["manifest", "fold", *files, "--events-out", str(merged), "--format", "csv"]) == 0
    one = capsys.readouterr().out
    assert main(["manifest", "fold", str(merged), "--format", "csv"]) == 0
    assert capsys.readouterr().out == one


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", b"\x89PNG"), ("a.jsonl", b"\xff\xfe\x00"), ("a.csv", b""), ("a.csv", b"name,age\nx,1\n"),
        ("none.jsonl", None), ("a.csv", b"\x89PNG\r\n\x1a\n"),
    ],
)  # fmt: skip
def test_what_is_no_list_of_events_is_one_sentence(
    name: str, content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert main(["manifest", "open", str(tmp_path / name)]) == 1
    assert capsys.readouterr().err.startswith("regreso: ")


@pytest.mark.parametrize(
    "wrong",
    [["--margin", "-1"], ["--margin", "x"], ["--now", "noon"], ["--now", "2022-05-03T12:00"],
     ["--expected", "t"], ["--to", "x"]],
)  # fmt: skip
def test_wrong_usage_is_two(wrong: list[str], files: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["manifest", "reconcile", *files, *wrong])
    assert left.value.code == 2


def test_nothing_at_all_is_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.jsonl").write_text("\n", encoding="utf-8")
    assert main(["manifest", "open", str(tmp_path / "a.jsonl")]) == 0
    assert capsys.readouterr().out == "nobody is open.\n"
