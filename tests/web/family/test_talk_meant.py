"""What people really write: whole sentences, a yes to a question of a name, two sons at once, pictures."""

from __future__ import annotations

import pytest
from django.utils import translation

from cast import cast
from regreso.web.family.talk import words
from telephones import Telephone

__all__ = ["cast"]
pytestmark = pytest.mark.usefixtures("cast")
NAME, EN = "Shevchenko Taras", "en"


def chat(*texts: str, hint: str = EN, to: str = "700118") -> Telephone:
    phone = Telephone(to=to, transport="telegram", hint=hint)
    phone.sends(*texts)
    return phone


@pytest.mark.parametrize(
    ("first", "sex"),
    [
        ("I am looking for my son", "m"), ("шукаю сина", "m"), ("ищу жену", "f"), ("busco a mi hija", "f"),
        ("my son is missing", "m"), ("шукаю сина своєї сестри", "m"),
    ],
)  # fmt: skip
def test_whose_son_he_is_he_is_a_man_and_that_is_not_asked(first: str, sex: str) -> None:
    phone = chat(first, NAME)
    assert (phone.row.told["sex"], phone.row.asked) == (sex, "birth")


@pytest.mark.parametrize("first", ["looking for my sister's boy", "my mother called him in May", "hello"])
def test_kin_of_others_says_nothing_of_whom_they_seek(first: str) -> None:
    assert "sex" not in chat(first, NAME).row.told


def test_what_contradicts_itself_is_asked() -> None:
    phone = chat("I am looking for my son", NAME, "1999", "he is my daughter")
    assert (phone.row.told["sex"], phone.row.asked) == ("", "sex")
    assert "settlement" not in phone.row.told
    phone.send("a woman")
    assert (phone.row.told["sex"], phone.row.asked) == ("f", "settlement")


@pytest.mark.parametrize("yes", ["yes", "так", "да", "sí", "1"])
def test_yes_is_nobodys_name(yes: str) -> None:
    phone = chat("I am looking for my son", NAME, "1999", "Lviv", yes)
    assert "father" not in phone.row.told
    assert phone.row.asked == "father"
    assert "no answer" in phone.answers[-1]


@pytest.mark.parametrize("no", ["no", "ні", "нет"])
def test_no_says_that_there_is_nothing_to_tell(no: str) -> None:
    phone = chat("I am looking for my son", NAME, "1999", "Lviv", no)
    assert (phone.row.asked, phone.row.told["skipped"]) == ("mother", "father")


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("I am his mother, Olena Shevchenko, I live in Poltava", "en"),
        ("я його мати, Олена Шевченко, живу в Полтаві", "uk"),
        ("я его мать, живу в Полтаве", "ru"),
        ("soy su madre, vivo en Bogotá", "es"),
    ],
)
def test_where_she_lives_is_not_where_he_lived(said: str, hint: str) -> None:
    phone = chat(NAME, "1", "1999", said, hint=hint)
    assert phone.row.told["relationship"] == said
    assert "settlement" not in phone.row.told
    assert phone.row.asked == "settlement"
    phone.send(said)  # and again: nothing else is filled with it
    assert "settlement" not in phone.row.told


def test_her_own_name_is_not_the_one_sought() -> None:
    assert "as_written" not in chat("1", "I am his mother, Olena Shevchenko").row.told
    told = chat("я його мати, шукаю сина Шевченка Тараса 1999 р.н.", hint="uk", to="7").row.told
    assert "Шевченка Тараса" in told["as_written"]


@pytest.mark.parametrize("said", ["lol", "42", "why him", "he was born here", "Kyiv"])
def test_what_is_no_sex_is_not_said_back(said: str) -> None:
    phone = chat(NAME, said)
    assert said not in phone.answers[-1]
    assert phone.row.asked == "sex"


@pytest.mark.parametrize(
    ("said", "sex"), [("man", "m"), ("жінка", "f"), ("он", "m"), ("Mujer.", "f"), ("син", "m")]
)
def test_the_sex_is_told_in_words_too(said: str, sex: str) -> None:
    assert chat(NAME, said).row.told["sex"] == sex


@pytest.mark.parametrize(
    "over", ["start over", "почати спочатку", "начать сначала", "Empezar de nuevo", "/cancel"]
)
def test_one_can_begin_again(over: str) -> None:
    phone = chat(NAME, "1", "1999", over)
    assert (phone.row.told, phone.row.asked) == ({}, "as_written")
    phone.send(NAME)
    assert phone.row.told == {"as_written": NAME}


@pytest.mark.parametrize("wrong", ["wrong", "помилка", "ошибка", "está mal", "ні, не так"])
def test_one_can_say_that_it_was_wrong(wrong: str) -> None:
    phone = chat(NAME, "1", "1999", "Lviv", wrong)
    assert phone.row.asked == "settlement"
    phone.send("Kyiv")
    assert phone.row.told["settlement"] == "Kyiv"


@pytest.mark.parametrize(
    "two",
    [
        "I am looking for my son Taras Shevchenko and my brother Ivan Koval",
        "шукаю сина Тараса Шевченка і брата Івана",
    ],
)
def test_two_are_asked_for_one_after_the_other(two: str) -> None:
    phone = chat(two)
    assert (phone.row.told, phone.row.asked) == ({}, "as_written")
    phone.sends(NAME, "1", "1999")
    before = phone.row.told
    answer = phone.send("и ещё ищу брата Коваленко Ивана")
    with translation.override(phone.row.language):
        assert str(words.ONE_PERSON).partition(":")[0] in answer
    assert phone.row.told == before


def test_more_of_the_same_one_is_no_second_one() -> None:
    phone = chat(NAME, "1", "1999", "Lviv", "0", "0", "and also a scar on the left hand")
    assert phone.row.told["marks"] == "and also a scar on the left hand"


@pytest.mark.parametrize(("asked", "said"), [("status", words.ASK_PHRASE), ("check", words.CODE)])
def test_a_picture_is_neither_a_wrong_phrase_nor_a_forged_code(asked: str, said: object) -> None:
    phone = chat("hello", asked, "")
    assert str(words.TEXT_ONLY) in phone.answers[-1]
    assert str(said) in phone.answers[-1]
    assert phone.row.asked == {"status": "phrase", "check": "code"}[asked]
    assert phone.send("hello") == str(said)


def test_why_is_answered_and_not_noted() -> None:
    phone = chat(NAME, "1", "1999", "Lviv", "Why do you ask?")
    assert str(words.WHY) in phone.answers[-1]
    assert "father" not in phone.row.told
