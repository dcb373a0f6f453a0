"""`regreso names`: a score for each pair, and the same manners with bad input as `link`."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow.parquet as pq  # type: ignore[import-untyped]  # it ships no types
import pytest

from regreso import matching
from regreso.cli import main

PAIRS = "pair_id\tname1\tname2\tlabel\n0\tИванов Пётр\tPetr Ivanov\t1\n1\tИванов Пётр\tОлег Коваль\t0\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pairs.tsv").write_text(PAIRS, encoding="utf-8")


def read(name: str) -> list[dict[str, str]]:
    with Path(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t" if name.endswith(".tsv") else ","))


def test_one_person_scores_above_two() -> None:
    assert main(["names", "pairs.tsv", "--out", "scores.tsv"]) == 0
    one, two = read("scores.tsv")
    assert (one["pair_id"], two["pair_id"]) == ("0", "1")
    assert 1 >= float(one["score"]) > float(two["score"]) >= 0


def test_scores_go_into_parquet_too() -> None:
    assert main(["names", "pairs.tsv", "--out", "scores.parquet"]) == 0
    assert pq.read_table("scores.parquet").schema.names == ["pair_id", "score"]


def test_pairs_without_ids_bear_their_row_numbers() -> None:
    Path("pairs.csv").write_text("name1,name2\nIvan,Іван\nOleg,Олег\n", encoding="utf-8")
    assert main(["names", "pairs.csv", "--out", "scores.csv"]) == 0
    assert [row["pair_id"] for row in read("scores.csv")] == ["2", "3"]


def test_a_pair_without_a_name_is_listed() -> None:
    Path("pairs.csv").write_text("pair_id,name1,name2\n7,Ivan,\n8,Oleg,Олег\n", encoding="utf-8")
    assert main(["names", "pairs.csv", "--out", "scores.csv"]) == 0
    assert [row["pair_id"] for row in read("scores.csv")] == ["8"]
    (rejected,) = read("scores.csv.rejected.csv")
    assert (rejected["row"], rejected["column"], rejected["what_happened"]) == ("2", "name2", "row left out")


def test_strict_writes_nothing() -> None:
    Path("pairs.csv").write_text("pair_id,name1,name2\n7,Ivan,\n8,Oleg,Олег\n", encoding="utf-8")
    assert main(["names", "pairs.csv", "--out", "scores.csv", "--strict"]) == 1
    assert not list(Path().glob("scores*"))


@pytest.mark.parametrize("content", ["", "name1,name2\n", "name1,label\nIvan,1\n", "\x89PNG\0\0"])
def test_what_is_no_list_of_pairs_is_one_sentence(capsys: pytest.CaptureFixture[str], content: str) -> None:
    Path("pairs.csv").write_text(content, encoding="latin-1")
    assert main(["names", "pairs.csv", "--out", "scores.csv"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("regreso: pairs.csv")
    assert said.count("\n") == 1


def test_an_unknown_extension_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as left:
        main(["names", "pairs.tsv", "--out", "scores.txt"])
    assert left.value.code == 2


def test_a_stopped_run_is_resumed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["names", "pairs.tsv", "--out", "whole.tsv"]) == 0
    with monkeypatch.context() as stopped:
        scores = iter([0.5])

        def stopping(_a: str, _b: str) -> float:
            for score in scores:
                return score
            raise KeyboardInterrupt

        stopped.setattr(matching, "name_similarity", stopping)
        assert main(["names", "pairs.tsv", "--out", "scores.tsv"]) == 130
    assert main(["names", "pairs.tsv", "--out", "scores.tsv", "--resume"]) == 0
    first, second = read("scores.tsv")
    assert float(first["score"]) == 0.5
    assert second == read("whole.tsv")[1]
