"""The rules of borders in words: a traveller reads what stands in the way, never a code."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from django.utils.translation import override

from regreso.movement.journeys import shipped
from regreso.web.base.ways import NOTES, RULES, rule_at, rule_words

USED = {"rule": "ua-ru-visa", "place": "UKR", "says": "need", "last_seen": "2022-07-01", "version": 3}


@pytest.mark.parametrize("language", ["en", "es", "uk", "ru"])
def test_every_rule_that_is_shipped_is_told_without_its_code(language: str) -> None:
    names = {row["rule"] for row in csv.DictReader(StringIO(shipped.text_of("rules.csv")))}
    assert names
    with override(language):
        told = {name: rule_at(name, "POL") for name in names}
    assert not [name for name, words in told.items() if name in words]
    assert len(set(told.values())) == len(names), "two rules that read alike cannot be told apart"


def test_the_words_differ_from_language_to_language() -> None:
    for name in ("pl-ru-epidemic", "ua-ru-visa", "ua-by-wartime"):
        found = set()
        for language in ("en", "es", "uk", "ru"):
            with override(language):
                found.add(str(RULES[name]))
        assert len(found) == 4


@pytest.mark.parametrize("language", ["es", "uk", "ru"])
def test_what_shipped_rules_say_besides_is_told_in_the_language_of_the_sheet(language: str) -> None:
    notes = {row["note"] for row in csv.DictReader(StringIO(shipped.text_of("rules.csv"))) if row["note"]}
    assert notes == NOTES.keys()
    with override(language):
        assert not [note for note in notes if str(NOTES[note]) == note]


def test_a_rule_that_somebody_wrote_is_named_as_they_named_it() -> None:
    with override("es"):
        assert rule_at("night closure", "POL") == "norma «night closure»: Polonia"


def test_a_rule_used_tells_its_version_and_the_day_it_was_last_seen() -> None:
    with override("en"):
        assert "(version 3, 2022-07-01)" in rule_words(USED)
        assert "(version 0, 2022-07-01)" in rule_words(USED | {"version": 0})
        before = {name: value for name, value in USED.items() if name != "version"}
        assert "(2022-07-01)" in rule_words(before), "a sheet of before the versions were kept"
        listed = {"rule": "visa list", "place": "POL", "says": "90", "last_seen": "2025-01-12", "version": 0}
        assert "version" not in rule_words(listed)
