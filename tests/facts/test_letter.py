"""A word is a word however it is written; no floor is below the treaty's; scripts have a partner."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regreso.facts.letter import CARD_WORDS, Month, kind_of, lines_of, words_of
from regreso.facts.other_script import other_script


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \n ", 0),
        ("—", 0),
        ("Мамо, м’ята ще є?", 4),
        ("Мамо, м'ята ще є?", 4),
        ("дівчинко-ластівко", 1),
        ("dear Mary-Ann, it's 5 o'clock", 5),
        ("¡Hola, mamá! ¿Qué tal?", 4),
        ("раз,два,три", 3),
        ("❤️ :-) …", 0),
    ],
)
def test_words_are_counted_as_they_are_read_aloud(text: str, words: int) -> None:
    assert words_of(text) == words


@given(st.lists(st.from_regex(r"[а-яёa-zñії]{1,12}", fullmatch=True), max_size=60))
def test_a_card_ends_at_the_twenty_fifth_word(words: list[str]) -> None:
    assert kind_of(", ".join(words)) == ("card" if len(words) <= CARD_WORDS else "letter")


@given(st.text(max_size=2000))
def test_no_text_has_less_than_no_lines_and_ends_are_not_counted(text: str) -> None:
    assert lines_of(text) >= 0
    assert lines_of(text + "\n\n") == lines_of(text)


@given(*[st.integers(0, 50)] * 2, *[st.integers(-5, 9)] * 2)
def test_whatever_is_promised_the_floor_holds(letters: int, cards: int, promised: int, more: int) -> None:
    month = Month(letters, cards, promised, more)
    assert month.letters_owed >= 2 - letters
    assert month.cards_owed >= 4 - cards - max(letters - max(promised, 2), 0)


@pytest.mark.parametrize(
    ("text", "language", "other"),
    [
        ("Згурський Олексій", "uk", "Zghurskyi Oleksii"),
        ("Мар’яна Щербань", "", "Mariana Shcherban"),
        ("Євгенія Йосипівна Їжакевич", "", "Yevheniia Yosypivna Yizhakevych"),
        ("Юлия Подъячева, г. Тверь", "ru", "Iuliia Podieiacheva, g. Tver"),
        ("JUAN CHÁVEZ", "es", "ХУАН ЧАВЕС"),
        ("John Smith", "en", "Джон Смит"),
        ("№ 7", "", ""),
    ],
)
def test_a_name_has_a_partner_in_the_other_script(text: str, language: str, other: str) -> None:
    assert other_script(text, language=language) == other


@given(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюяёъыэ '’", max_size=60))
def test_nothing_cyrillic_is_left_in_the_latin_line(text: str) -> None:
    for language in ("uk", "ru", ""):
        assert not any("Ѐ" <= letter <= "ӿ" for letter in other_script(text, language=language))
