import json
from pathlib import Path

import pytest

from regreso.cli import main


def explain(folder: Path, one: object, other: object, *options: str) -> int:
    for name, told in (("a.json", one), ("b.json", other)):
        text = told if isinstance(told, str) else json.dumps(told)
        (folder / name).write_text(text, encoding="utf8")
    return main(
        ["explain", str(folder / "a.json"), str(folder / "b.json"), "--as-of", "2022-07-01", *options]
    )


def test_reasons_are_told_with_both_spellings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = {"name": "Serjoscha Schukow", "dob": "1999-04-21"}
    found = {"surname": "Жуков", "given": "Сергей", "dob": "1999-04-21"}
    assert explain(tmp_path, asked, found) == 0
    told = capsys.readouterr().out
    assert float(told.split()[0]) > 0.9
    assert "Schukow" in told
    assert "Жуков" in told


def test_a_bad_value_is_left_out_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert explain(tmp_path, {"name": "Ivan Melnik", "dob": "1999-02-31"}, {"name": "Ivan Melnik"}) == 0
    assert "1999-02-31" in capsys.readouterr().out


@pytest.mark.parametrize("bad", ["", "no", "[1]", "{}", '{"name": ["x"]}', "[" * 100_000])
def test_bad_input_is_one_sentence(bad: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert explain(tmp_path, bad, {"name": "Ivan Melnik"}) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.strip().splitlines()) == 1
    assert "a.json" in told.err


def test_an_absent_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(tmp_path / "x.json"), str(tmp_path / "y.json")]) == 1
    assert "x.json" in capsys.readouterr().err


def test_a_key_that_is_not_ours_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert explain(tmp_path, {"name": "Ivan Melnik", "birth": "1999"}, {"name": "Ivan Melnik"}) == 0
    assert "“birth” is not read; call it “dob” if it holds that." in capsys.readouterr().out
