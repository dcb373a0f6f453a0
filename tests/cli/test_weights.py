"""`regreso weights`: learns from verdicts or without, and writes only what a person agrees to."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from regreso.cli import main
from regreso.matching.weights import WeightsFile

GIVEN = ("Иван", "Пётр", "Олег", "Сергей")  # few names, so that the date decides
SURNAMES = ("Баранов", "Величко", "Горский", "Данильчук")


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(autouse=True)
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register where every second family swaps day and month, with the verdicts of its reviewers."""
    monkeypatch.chdir(tmp_path)
    random = Random(4)
    people, asked, judged = [], [], []
    for number in range(300):
        born = date(1980, 1, 1) + timedelta(days=random.randrange(6000))
        surname, given = random.choice(SURNAMES), random.choice(GIVEN)
        people.append({"record_id": f"R{number}", "surname": surname, "given": given, "dob": f"{born}"})
        if number < 200:
            turned = born.day <= 12 and number % 2
            told = f"{born.year}-{born.day:02}-{born.month:02}" if turned else f"{born}"
            asked.append({"enquiry_id": f"E{number}", "surname": surname, "given": given, "dob": told})
            judged.append({"enquiry_id": f"E{number}", "record_id": f"R{number}", "verdict": "Yes"})
    for name, rows in (("held.csv", people), ("sought.csv", asked), ("judged.csv", judged)):
        write(tmp_path / name, rows)
    return tmp_path


def learn(monkeypatch: pytest.MonkeyPatch, answer: str, *reviewed: str, more: tuple[str, ...] = ()) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    lists = ["--register", "held.csv", "--enquiries", "sought.csv", "--as-of", "2022-07-01"]
    try:
        return main(["weights", "learn", *reviewed, *lists, "--out", "new.json", *more])
    except SystemExit as left:
        return int(str(left.code))


def swap(path: Path | None) -> float:
    return WeightsFile.open(path).bits["birth"]["swap"]


def test_what_reviewers_confirmed_is_learned_shown_and_used(
    lists: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert learn(monkeypatch, "yes\n", "judged.csv") == 0
    told = capsys.readouterr().out
    assert "log loss a pair" in told
    assert "birth, swap" in told
    assert "WORSE" not in told
    assert swap(lists / "new.json") > swap(None) + 1
    assert "200 enquiries, 200 of them judged" in WeightsFile.open(lists / "new.json").provenance
    link = ["link", "held.csv", "sought.csv", "--as-of", "2022-07-01", "--held-share", "0.9"]
    assert (
        main([*link, "--out", "old.csv"]) == main([*link, "--out", "new.csv", "--weights", "new.json"]) == 0
    )
    old, new = weighed(lists / "old.csv"), weighed(lists / "new.csv")
    # Those with day and month swapped. A first of January may stand for its year and weighs less by itself.
    with (lists / "sought.csv").open(encoding="utf8", newline="") as file:
        firsts = {row["enquiry_id"] for row in csv.DictReader(file) if row["dob"].endswith("-01-01")}
    turned = [key for key in old.keys() - firsts if old[key] < max(old.values()) - 3]
    assert len(turned) >= 10
    assert all(new[key] > old[key] + 1 for key in turned)


def weighed(path: Path) -> dict[str, float]:
    """What each true record weighs, in bits."""
    with path.open(encoding="utf8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["record_id"][1:] == r["enquiry_id"][1:]]
    return {row["enquiry_id"]: float(row["weight"]) for row in rows}


def test_without_verdicts_swapped_days_are_told_by_agreement(
    lists: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert learn(monkeypatch, "yes\n") == 0
    told = capsys.readouterr().out
    assert "0 enquiries with a verdict" in told
    assert swap(lists / "new.json") > swap(None) + 0.5


@pytest.mark.parametrize("answer", ["", "y\n", "no\n"])
def test_nothing_is_written_unless_a_person_says_yes(
    answer: str, lists: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert learn(monkeypatch, answer, "judged.csv") == 1
    assert not (lists / "new.json").exists()
    assert "nothing was written" in capsys.readouterr().out


def test_too_few_verdicts_or_a_missing_column_are_told(
    lists: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(lists / "few.csv", [{"enquiry_id": "E1", "record_id": "R1", "verdict": "no"}])
    assert learn(monkeypatch, "yes\n", "few.csv") == 1
    assert "1 enquiries have a verdict, and at least 30 are needed" in capsys.readouterr().err
    write(lists / "bare.csv", [{"enquiry_id": "E1", "record_id": "R1"}])
    assert learn(monkeypatch, "yes\n", "bare.csv") == 1
    assert "bare.csv: the column “verdict” is missing" in capsys.readouterr().err


def test_a_file_that_is_there_is_not_written_over(
    lists: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (lists / "new.json").write_text("mine", "utf8")
    assert learn(monkeypatch, "yes\n", "judged.csv") == 2
    assert "is there already" in capsys.readouterr().err
    assert (lists / "new.json").read_text("utf8") == "mine"


def test_weights_are_shown_with_where_they_come_from(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["weights", "show"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("made by: bench/train_matching.py")
    assert "surname: same" in told


def test_what_is_no_file_of_weights_is_refused(lists: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (lists / "bad.json").write_text("[]", "utf8")
    assert main(["weights", "show", "bad.json"]) == 1
    assert "no file of weights" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        main(["link", "held.csv", "sought.csv", "--out", "x.csv", "--weights", "bad.json"])
    assert not (lists / "x.csv").exists()
