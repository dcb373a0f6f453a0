"""Retrieval phrases."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable
from typing import Literal, get_args

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
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

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]


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


@given(
    words=st.lists(
        st.sampled_from([w for lang in LANGUAGES for w in word_list(lang)]), min_size=1, max_size=8
    ),
    between=st.sampled_from([" ", "  ", "-", ", ", ". ", " – ", "\t"]),
    turn=st.sampled_from([str.upper, str.title, str.casefold]),
    form=st.sampled_from(get_args(Form)),
)
def test_no_way_of_writing_the_same_words_changes_them(
    words: list[str], between: str, turn: Callable[[str], str], form: Form
) -> None:
    written = unicodedata.normalize(form, turn(between.join(words)))
    assert folded(written) == folded(" ".join(words)) == folded(folded(written))


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
