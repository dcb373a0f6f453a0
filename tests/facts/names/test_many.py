"""Words read at once are read as they are one by one."""

from __future__ import annotations

import pytest

from regreso.facts.names import many
from regreso.facts.names.arabic import bones_of
from regreso.facts.names.readings import AtHand, heard, readings, skeleton
from regreso.facts.names.stock import identity
from regreso.facts.names.tables import rows_of
from regreso.matching.compare.names import kept_surname

WORDS = sorted(
    {
        word.lower()
        for name in ("given_stock.tsv", "spoken.tsv", "arabic_names.tsv", "short_forms.tsv")
        for row in rows_of(name)
        for word in row
        if any(c.isalpha() for c in word)
    }
    | {
        "schukow",
        "chtcherbakoff",
        "алёнин",
        "подъячев",
        "bdfyjd",
        "o'neill",
        "el-masri",
        "elmasri",
        "",
        "k1m",
    }
    | {"ŵěird", "ιωάννου", "გიორგი", "محمود", "Иванова-Петрова", "ie", "io", "anna\u0301"}
)


@pytest.fixture(autouse=True)
def _forget() -> None:
    AtHand.readings.clear()


def _apart(words: list[str]) -> list[object]:
    AtHand.readings.clear()
    bones_of.cache_clear()
    found: list[object] = []
    for word in words:
        sounds = kept_surname(word)
        found.append(
            (readings(word), bones_of(word), sounds, [(heard(r), skeleton(r)) for r in readings(word)])
        )
    return found


def test_a_portion_is_read_as_its_words_are_one_by_one() -> None:
    one_by_one = _apart(WORDS)
    AtHand.readings.clear()
    bones_of.cache_clear()
    with many.at_hand(WORDS):
        assert len(AtHand.readings) > len(WORDS) // 2, (
            "most words are plain: they are at hand before any is asked"
        )
        at_once = [
            (readings(w), bones_of(w), kept_surname(w), [(heard(r), skeleton(r)) for r in readings(w)])
            for w in WORDS
        ]
    wrong = [pair for pair in zip(one_by_one, at_once, strict=True) if pair[0] != pair[1]]
    assert not wrong, wrong[:3]


def test_nothing_but_readings_stays_at_hand() -> None:
    with many.at_hand(["Schewtschenko", "Жуков"]):
        assert all((AtHand.heard, AtHand.skeletons, AtHand.bones))
    assert not any((AtHand.heard, AtHand.skeletons, AtHand.bones))
    assert set(AtHand.readings) == {"schewtschenko", "жуков"}


def test_a_full_memory_is_begun_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regreso.facts.names.readings.MOST_AT_HAND", 3)
    asked = ["Жуков", "Коваль", "Мельник", "Шевченко", "Петров"]
    assert [readings(word) for word in asked] == [
        ("Zukov",),
        ("koval",),
        ("melnik",),
        ("SevCenko",),
        ("petrov",),
    ]
    assert len(AtHand.readings) <= 3
    assert identity("Пётр").formal
