"""Retrieval phrases."""

from __future__ import annotations

import math

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rapidfuzz.distance import DamerauLevenshtein

from regreso.casebook.models import Enquirer, Operation
from regreso.casebook.phrases import (
    LANGUAGES,
    WORDS,
    enquirer_by_phrase,
    folded,
    index_of,
    new_phrase,
    word_list,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_holds_at_least_sixty_bits(language: str) -> None:
    words = {folded(word) for word in word_list(language)}
    assert WORDS * math.log2(len(words)) >= 60
    assert all(word in word_list(language) for word in new_phrase(language).split())
    assert len(new_phrase(language).split()) == WORDS


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_slip_of_one_letter_turns_a_word_into_another(language: str) -> None:
    words = [folded(word) for word in word_list(language)]
    near = [(a, b) for i, a in enumerate(words) for b in words[:i] if DamerauLevenshtein.distance(a, b) < 2]
    assert near == []


def test_an_unknown_language_gets_english_words() -> None:
    assert set(new_phrase("fr").split()) <= set(word_list("en"))


@pytest.mark.parametrize(
    ("written", "handed_out"),
    [
        ("  Ёлка   НЕБО ", "ёлка небо"),
        ("елка-небо", "ёлка небо"),
        ("ёлка, небо.", "ёлка небо"),
        ("CAFE  cancion", "café canción"),
        ("cafe\u0301 canción", "café canción"),
        ("мята", "м’ята"),
        ("м'ята", "м’ята"),
        ("c\u043eca", "coca"),
        ("мо\u0440e", "море"),
    ],
)
def test_folding_forgives_what_a_tired_person_writes(written: str, handed_out: str) -> None:
    assert folded(written) == folded(handed_out)


def test_folding_keeps_other_words_apart() -> None:
    assert len({folded(word) for word in ("дом", "дим", "дым", "дома", "casa", "cosa")}) == 6


def test_hit_and_miss_take_the_same_work(operation: Operation) -> None:
    phrase = new_phrase("es")
    Enquirer.objects.create(operation=operation, phrase_index=index_of(phrase))
    asked = []
    for text in (phrase, new_phrase("es"), "", "x" * 100_000):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            found = enquirer_by_phrase(text)
        asked.append((bool(found), len(queries)))
    assert asked == [(True, 1), (False, 1), (False, 1), (False, 1)]


def test_an_enquirer_without_a_phrase_is_found_by_none(operation: Operation) -> None:
    Enquirer.objects.create(operation=operation)
    assert enquirer_by_phrase("") is None
