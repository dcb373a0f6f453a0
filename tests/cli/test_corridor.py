"""`regreso corridor`: files in, files out, exit codes that a script can trust."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from corridors import small
from regreso.cli import main
from regreso.cli.corridor_words import of_environment


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    return written(tmp_path / "scenario.json", small())


def written(path: Path, what: Any) -> Path:
    path.write_text(json.dumps(what), encoding="utf-8")
    return path


def read(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def test_a_sound_scenario_is_checked_planned_and_verified(scenario: Path, tmp_path: Path) -> None:
    plan, report = tmp_path / "plan.json", tmp_path / "report.json"
    assert main(["corridor", "check", str(scenario)]) == 0
    assert main(["corridor", "plan", str(scenario), "--out", str(plan), "--no-marginal"]) == 0
    assert main(["corridor", "verify", str(scenario), str(plan), "--out", str(report)]) == 0
    assert read(plan)["figures"]["out"] == 193
    assert read(report)["faults"] == []


def test_faults_are_printed_as_text_or_json(scenario: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = small()
    raw["legs"][0]["capacity"] = 0
    written(scenario, raw)
    assert main(["corridor", "check", str(scenario)]) == 1
    assert capsys.readouterr().out.startswith("capacity-zero  /legs/0 capacity: ")
    assert main(["corridor", "check", str(scenario), "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["faults"][0]["code"] == "capacity-zero"


def test_a_plan_that_leaves_rows_out_is_written_and_says_so(scenario: Path, tmp_path: Path) -> None:
    raw, plan = small(), tmp_path / "plan.json"
    raw["households"][0]["at"] = "nowhere"
    written(scenario, raw)
    assert main(["corridor", "plan", str(scenario), "--out", str(plan), "--no-marginal"]) == 1
    assert [fault["row"] for fault in read(plan)["left_out"]] == ["/households/0"]


def test_without_an_open_corridor_there_is_no_plan(
    scenario: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = small()
    raw["corridors"][0]["acknowledgements"].pop()
    written(scenario, raw)
    assert main(["corridor", "plan", str(scenario)]) == 1
    assert "no acknowledgement of B" in capsys.readouterr().err


def test_a_broken_plan_is_refused(scenario: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    main(["corridor", "plan", str(scenario), "--out", str(plan), "--no-marginal"])
    raw = read(plan)
    raw["departures"][0]["arrive"] = "2022-03-05T20:00Z"
    assert main(["corridor", "verify", str(scenario), str(written(plan, raw))]) == 1


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_json_is_one_sentence(
    data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "odd.json"
    path.write_bytes(data)
    assert main(["corridor", "check", str(path)]) == 1
    (sentence,) = capsys.readouterr().err.splitlines()
    assert "odd.json" in sentence


@pytest.mark.parametrize(
    "given",
    [[], ["fly"], ["check"], ["plan", "x.json", "--case", "best"], ["plan", "x.json", "--seconds", "0"]],
)
def test_wrong_usage_is_two(given: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["corridor", *given])
    assert left.value.code == 2


def test_an_event_is_planned_and_orders_are_printed_first(
    scenario: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, event, again = (tmp_path / name for name in ("plan.json", "event.json", "again.json"))
    main(["corridor", "plan", str(scenario), "--out", str(plan), "--no-marginal"])
    on_the_road = next(row for row in read(plan)["departures"] if row["mode"] == "bus")
    at = on_the_road["depart"].replace(":00Z", ":05").removesuffix("Z")
    written(
        event,
        {
            "schema": "regreso-corridor-event/1",
            "id": "e",
            "kind": "leg-cut",
            "leg": "b1",
            "at": at,
            "tz": "UTC",
        },
    )
    capsys.readouterr()
    assert main(["corridor", "replan", str(plan), "--event", str(event), "--out", str(again)]) == 0
    assert main(["corridor", "verify", str(scenario), str(again)]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert len(read(again)["orders"]) == sum("leg-cut (e)" in line for line in printed)
    assert read(again)["events"][0]["id"] == "e"


def test_what_is_no_plan_cannot_be_planned_again(scenario: Path, tmp_path: Path) -> None:
    event = written(tmp_path / "event.json", {})
    assert main(["corridor", "replan", str(scenario), "--event", str(event)]) == 1


@pytest.mark.parametrize(
    ("verb", "lacks"), [("check", "jsonschema"), ("plan", "ortools"), ("plan", "highspy")]
)
def test_without_the_package_one_sentence_says_what_to_install(scenario: Path, verb: str, lacks: str) -> None:
    code = "import sys; sys.modules[sys.argv.pop(1)] = None; from regreso.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", code, lacks, "corridor", verb, str(scenario)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    (sentence,) = done.stderr.splitlines()
    assert "run: pip install" in sentence
    assert lacks in sentence.partition("run: ")[2]


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "uk_UA.UTF-8"}, "uk"),
        ({"LC_ALL": "es_ES.UTF-8", "LANG": "uk_UA.UTF-8"}, "es"),
        ({"LC_ALL": "", "LC_MESSAGES": "ru_RU", "LANG": "en_US.UTF-8"}, "ru"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "est_EE"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_is_that_of_the_terminal(
    variables: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert of_environment() == language


@pytest.mark.parametrize(
    ("language", "why", "all_out", "kept"),
    [
        (
            "es",
            "no se puede planificar nada",
            "Salen 193 de 193 personas",
            "El plan cumple todo lo que debe.",
        ),
        ("uk", "нічого не можна спланувати", "Виїжджають 193 з 193 людей", "План дотримує всього, що має."),
        (
            "ru",
            "ничего нельзя спланировать",
            "Выезжают 193 из 193 человек",
            "План соблюдает всё, что должен.",
        ),
    ],
)
def test_what_is_printed_is_in_the_language_asked_for_and_files_are_the_same(  # noqa: PLR0913, PLR0917 - four sentences
    language: str, why: str, all_out: str, kept: str, scenario: Path, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    plan, other = tmp_path / "plan.json", tmp_path / "other.json"
    speak = ["--language", language]
    assert main(["corridor", "plan", str(scenario), "--out", str(plan), "--no-marginal", *speak]) == 0
    assert all_out in capsys.readouterr().out
    main(["corridor", "plan", str(scenario), "--out", str(other), "--no-marginal"])
    assert read(plan) == read(other)
    capsys.readouterr()
    assert main(["corridor", "verify", str(scenario), str(plan), *speak]) == 0
    assert capsys.readouterr().out.strip() == kept
    raw = small()
    raw["corridors"][0]["acknowledgements"].pop()
    assert main(["corridor", "plan", str(written(scenario, raw)), *speak]) == 1
    told = capsys.readouterr()
    assert why in told.err
    assert "one-party-agreement" in told.out
    assert "has" not in told.out


def test_a_route_is_put_on_the_map_and_what_is_not_certain_ends_with_1(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "route.json"
    assert (
        main(
            [
                "corridor",
                "locate",
                "Суми – Ромни – Лохвиця – Лубни – Полтава",
                "--out",
                str(out),
                "--language",
                "en",
            ]
        )
        == 0
    )
    assert [row["doubt"] for row in read(out)["places"]] == [None] * 5
    capsys.readouterr()
    assert main(["corridor", "locate", "Суми – Голубівка – Полтава", "--language", "uk"]) == 1
    assert "позначте його на карті самі" in capsys.readouterr().out
    assert main(["corridor", "locate", "Суми"]) == 1
    assert "expected two or more" in capsys.readouterr().err


def test_a_country_that_is_not_known_is_told_as_a_country(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["corridor", "locate", "Суми – Полтава", "--country", "XX"]) == 1
    (sentence,) = capsys.readouterr().err.splitlines()
    assert "--country: “XX” is no country that we know; the nearest are" in sentence
    assert "passport" not in sentence
    assert main(["corridor", "locate", "Суми – Полтава", "--country", ""]) == 1
    assert "expected its code or name" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("es", "Esto no es un plan completo"),
        ("ru", "Это не полный план"),
        ("uk", "Це не повний план"),
    ],
)
def test_a_fault_report_given_as_a_plan_is_refused_in_the_language_asked_for(
    language: str, told: str, scenario: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.json"
    assert main(["corridor", "check", str(scenario), "--out", str(report)]) == 0
    capsys.readouterr()
    assert main(["corridor", "verify", str(scenario), str(report), "--language", language]) == 1
    printed = capsys.readouterr().out
    assert told in printed
    assert "this is no plan" not in printed
