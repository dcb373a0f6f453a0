"""The invented people are many-voiced, repeatable, and written as clerks and families write."""

from __future__ import annotations

import random
import unicodedata
from collections import Counter
from datetime import date

import pytest

from regreso.demo.clerks import as_clerk
from regreso.demo.families import as_family
from regreso.demo.phrasing import message
from regreso.demo.spelling import feminine, latin, patronymic
from regreso.demo.truth import Size, held_id, humans, truths

DAY = date(2022, 3, 3)
SMALL = Size(people=600, enquiries=200, seed=3)


def test_the_same_seed_makes_the_same_people_and_another_seed_others() -> None:
    assert humans(SMALL, DAY) == humans(SMALL, DAY)
    assert humans(SMALL, DAY)[0] != humans(Size(600, 200, 4), DAY)[0]


def test_the_register_is_written_in_three_alphabets() -> None:
    rng = random.Random(1)
    letters = Counter(unicodedata.name(as_clerk(h, rng).surname[0]).split(" ")[0] for h in humans(SMALL, DAY))
    assert set(letters) == {"CYRILLIC", "LATIN", "ARABIC"}
    assert min(letters.values()) > 10


def test_ages_are_of_grown_people_and_fit_the_birth() -> None:
    for human in humans(SMALL, DAY):
        assert 17 <= human.age <= 68
        assert abs((DAY - human.birth).days / 365.25 - human.age) <= 1.01


def test_six_in_ten_enquiries_seek_someone_held_and_each_true_id_is_in_the_register() -> None:
    told = list(truths(SMALL, DAY))
    held = {held_id(SMALL, n) for n in range(SMALL.people)}
    found = [t for t in told if t.custody_id]
    assert len(told) == len({t.enquiry_id for t in told}) == 200
    assert 100 <= len(found) <= 140
    assert all(t.custody_id in held for t in found)


@pytest.mark.parametrize("language", ["es", "uk", "ru", "en"])
def test_each_language_has_messages_that_bear_the_name(language: str) -> None:
    rng = random.Random(2)
    for human in humans(SMALL, DAY)[:50]:
        name = as_family(human, language, rng)
        assert name.surname.casefold() in message(human, name, language=language, rng=rng).casefold()


@pytest.mark.parametrize(
    ("father", "son", "daughter"),
    [
        ("Илья", "Ильич", "Ильинична"),
        ("Юрий", "Юрьевич", "Юрьевна"),
        ("Лев", "Львович", "Львовна"),
        ("Иван", "Иванович", "Ивановна"),
        ("Михаил", "Михайлович", "Михайловна"),
        ("Андрей", "Андреевич", "Андреевна"),
    ],
)
def test_russian_patronymics(father: str, son: str, daughter: str) -> None:
    assert (patronymic(father, "m"), patronymic(father, "f")) == (son, daughter)


@pytest.mark.parametrize(
    ("father", "son", "daughter"),
    [
        ("Андрій", "Андрійович", "Андріївна"),
        ("Микола", "Миколайович", "Миколаївна"),
        ("Петро", "Петрович", "Петрівна"),
        ("Ілля", "Ілліч", "Іллівна"),
    ],
)
def test_ukrainian_patronymics(father: str, son: str, daughter: str) -> None:
    assert patronymic(father, "m", in_ukrainian=True) == son
    assert patronymic(father, "f", in_ukrainian=True) == daughter


def test_spelling() -> None:
    assert latin("Жуков-Хрущёв", "english") == "Zhukov-Khrushchev"
    assert latin("Жуков", "german") == "Schukow"
    assert feminine("Троицкий") == "Троицкая"
