"""`regreso journey` answers with exit code 0 whatever the tier, and names what it does not know."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from regreso.cli import main

ASKED = ["journey", "--from", "Москва", "--to", "Київ", "--on", "2022-03-10", "--passport", "RUS"]


def asked(**changed: str) -> list[str]:
    words = list(ASKED)
    for name, value in changed.items():
        if f"--{name}" in words:
            words[words.index(f"--{name}") + 1] = value
        else:
            words += [f"--{name}", value]
    return words


def answer(capsysbinary: pytest.CaptureFixture[bytes], **changed: str) -> dict[str, object]:
    assert main(asked(format="json", **changed)) == 0
    return dict(json.loads(capsysbinary.readouterr().out))


@pytest.mark.parametrize(
    ("on", "documents", "tier"),
    [("2022-03-02", "", "blocked"), ("2022-03-10", "", "documents"), ("2022-03-10", "pol", "ready"),
     ("2025-09-15", "POL, UKR", "unknown")],
)  # fmt: skip
def test_the_exit_code_is_0_whatever_the_tier(
    capsysbinary: pytest.CaptureFixture[bytes], on: str, documents: str, tier: str
) -> None:
    found = answer(capsysbinary, on=on, documents=documents)
    assert found["tier"] == tier
    assert list(found) == ["tier", "options", "blocked_by"]
    assert bool(found["options"]) is (tier != "blocked")
    assert bool(found["blocked_by"]) is (tier == "blocked")


def test_an_option_and_a_block_have_the_keys_that_are_published(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    found = answer(capsysbinary)
    assert isinstance(found["options"], list)
    option = found["options"][0]
    keys = ["legs", "arrive", "changes", "cost", "documents_to_get", "unknown_rules"]
    assert list(option) == keys
    assert option["changes"] == len(option["legs"]) - 1
    assert option["documents_to_get"][0]["document"] == "POL"
    found = answer(capsysbinary, on="2022-03-02")
    assert isinstance(found["blocked_by"], list)
    assert [list(one) for one in found["blocked_by"]] == [["rule", "place", "source", "last_seen"]]


def test_every_key_has_its_place_in_the_reference(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    page = (Path(__file__).parents[2] / "docs/reference/journey.md").read_text(encoding="utf-8")

    def keys(value: object) -> set[str]:
        if isinstance(value, list):
            return set().union(*map(keys, value)) if value else set()
        if isinstance(value, dict):
            return set(value).union(*map(keys, value.values()))
        return set()

    found = keys(answer(capsysbinary)) | keys(answer(capsysbinary, on="2022-03-02"))
    assert len(found) > 20
    assert {key for key in found if f"`{key}`" not in page} == set()


@pytest.mark.parametrize(
    ("changed", "offered"),
    [({"from": "Mosow"}, "Moscow"), ({"to": "Черновцы"}, "Chernivtsi"), ({"passport": "RSU"}, "RUS")],
)
def test_an_unknown_name_is_refused_and_the_nearest_offered(
    capsys: pytest.CaptureFixture[str], changed: dict[str, str], offered: str
) -> None:
    assert main(asked(**changed)) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert offered in told.err
    assert told.err.count("\n") == 1


def test_namesakes_are_told_apart_by_their_number_and_the_town_that_is_near(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(asked(to="Ivanivka")) == 1
    told = capsys.readouterr().err
    assert "names 16 places" in told
    assert re.search(r"Ivanivka, UKR \(\d+\), \d+ km from [A-Z]\w+", told)
    number = re.findall(r"\((\d+)\)", told)[1]
    assert main(asked(to=number, format="json")) == 0


@pytest.mark.parametrize("changed", [{"from": ""}, {"to": " , UKR"}, {"passport": " "}])
def test_nothing_named_is_told_in_a_sentence(
    capsys: pytest.CaptureFixture[str], changed: dict[str, str]
) -> None:
    assert main(asked(**changed)) == 1
    assert "was named; expected a" in capsys.readouterr().err


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1969-12-31"])
def test_a_day_beyond_all_clocks_is_refused_in_a_sentence(
    capsys: pytest.CaptureFixture[str], day: str
) -> None:
    assert main(asked(on=day)) == 1
    assert f"“{day}” is no day to travel on; expected one from 1970-01-02" in capsys.readouterr().err


@pytest.mark.parametrize("written", ["POL", "pl", "Poland", "польща", "Polonia", "schengen"])
def test_a_visa_may_be_written_as_the_name_of_its_country(
    capsysbinary: pytest.CaptureFixture[bytes], written: str
) -> None:
    assert answer(capsysbinary, documents=written)["tier"] == "ready"


def test_a_place_without_rides_is_unknown_and_told_the_nearest(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert main(asked(to="Чернігів", format="json")) == 0
    told = capsysbinary.readouterr()
    found = json.loads(told.out)
    assert (found["tier"], found["options"]) == ("unknown", [])
    assert found["blocked_by"][0]["rule"] == "no ride on file"
    assert "the nearest is Kyiv" in told.err.decode()


def test_a_document_that_no_rule_asks_for_does_not_count(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(asked(documents="library card", format="json")) == 0
    told = capsysbinary.readouterr()
    assert json.loads(told.out)["tier"] == "documents"
    assert "“LIBRARY CARD” is asked for by no rule" in told.err.decode()


@pytest.mark.parametrize("changed", [{"on": "10.3.2022"}, {"purpose": "love"}, {"format": "docx"}])
def test_wrong_usage_is_2(capsys: pytest.CaptureFixture[str], changed: dict[str, str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(asked(**changed))
    assert left.value.code == 2
    assert "usage: regreso journey" in capsys.readouterr().err


def test_the_pdf_and_the_calendar_go_to_a_file(tmp_path: Path) -> None:
    assert main(asked(format="ics", out=str(tmp_path / "way.ics"))) == 0
    assert (tmp_path / "way.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert main(asked(format="pdf", out=str(tmp_path / "way.pdf"))) == 0
    assert (tmp_path / "way.pdf").read_bytes().startswith(b"%PDF-")


def test_a_closure_of_ones_own_counts(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    table = tmp_path / "closed.csv"
    rows = ["crossing,from,status,source", "pl-ua-medyka,2022-03-01,closed,me", "pl-ua-dorohusk,,closed,me"]
    table.write_text("\n".join(rows), encoding="utf-8")
    found = answer(capsysbinary, documents="POL", status=str(table))
    assert found["tier"] == "blocked"
    assert isinstance(found["blocked_by"], list)
    assert [one["place"] for one in found["blocked_by"]] == ["pl-ua-dorohusk", "pl-ua-medyka"]


def test_a_faulty_table_is_told_row_by_row_and_nothing_is_planned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "rules.csv"
    table.write_text(
        "rule,place,says,source\na,POL,refuze,me\nb,POL,refuse,me\nc,,refuse,me", encoding="utf-8"
    )
    assert main(asked(rules=str(table))) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "row 2, “says”: “refuze”" in told.err
    assert "row 4, “place”" in told.err
    assert "2 faults" in told.err


def test_a_table_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(asked(rules=str(tmp_path / "none.csv"))) == 1
    assert "none.csv" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("language", "words"),
    [("es", "Cerrado"), ("uk", "Закрито"), ("ru", "Закрыто"), ("en", "Blocked")],
)
def test_reasons_are_told_in_the_language_that_was_asked_for(
    capsysbinary: pytest.CaptureFixture[bytes], language: str, words: str
) -> None:
    assert main(asked(on="2022-03-02", language=language)) == 0
    text = capsysbinary.readouterr().out.decode()
    assert words in text
    assert ("Planning copy" in text) is (language == "en")
    assert main(asked(on="2022-03-02", language=language, format="json")) == 0
    assert json.loads(capsysbinary.readouterr().out)["blocked_by"][0]["rule"] == "pl-ru-epidemic"
