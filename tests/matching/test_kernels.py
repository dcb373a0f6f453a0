"""The compiled rules say what the readable ones say."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regreso.facts.dates import DateInterval
from regreso.matching.compare import names
from regreso.matching.compare.births import LEVELS as LEVELS_OF_BIRTH
from regreso.matching.compare.births import Birth, Births, birth_levels
from regreso.matching.compare.places import region_level, settlement_level
from regreso.matching.compare.units import unit_level
from regreso.matching.kernels.births import birth_level
from regreso.matching.kernels.spelling import within, word_level
from regreso.matching.sounds import blob_of
from regreso.matching.words import FIELDS, key_of

LEVELS = (
    names.surname_level, names.given_level, names.father_level, settlement_level, region_level, unit_level,
    names.given_level,
)  # fmt: skip
WORDS = [
    [
        "Иванов", "Іваненко", "Ivanov", "Iwanow", "Ивановой", "Schukow", "Жуков", "Жуковская",
        "Zhukovskyi", "de la Cruz", "Delacruz", "García Márquez", "Garcia", "التميمي", "Tamimi",
        "al-Tamimi", "Петров-Водкин", "Водкин", "И", "習", "Ковальчук", "Ковалчук", "Kovalchuck",
        "Хусейн", "Hussein", "حسين", "Mohamed", "Muhammad", "Miles", "Malthouse",
        "О", "Лі", "Li", "Щербак", "Sсherbak",
    ],
    [
        "Пётр", "Петр", "Petro", "Peter", "Pedro", "Петя", "П", "Миша", "Михаил", "Mykhailo", "Сергей",
        "Сергій", "Sergei", "Serhii", "Серёжа", "Мухаммед", "محمد", "Mohamed", "Abd al-Rahman",
        "عبد الرحمن", "Анна-Мария", "Мария",
    ],
    [
        "Петрович", "Petrovych", "Сергійович", "Sergeevna", "Мыколайович", "Николаевич", "П", "bin Ali",
        "Али", "بن علي",
    ],
    [
        "Рязань", "Ryazan", "Минск", "Minsk", "Мінськ", "Чугуїв", "Chuguev", "Первомайский",
        "с. Первомайское", "Київ",
    ],
    [
        "Рязанская область", "@RU-62,RU-63", "Київська обл.", "Kyiv", "Крим",
    ],
    [
        "93-я ОМБр", "93 бригада", "в/ч 12345", "391 омсбр", "93", "полк Азов", "Azov",
    ],
]  # fmt: skip


def level(field: int, asked: str, found: str) -> int:
    make = FIELDS[field].ready
    one, other = blob_of(make(key_of(asked)), asked=True), blob_of(make(key_of(found)), asked=False)
    a, b = (np.frombuffer(bytearray(blob), np.uint8) for blob in (one, other))
    return word_level(FIELDS[field].kind, a, 0, b, 0)


@pytest.mark.parametrize("field", range(6))
def test_the_compiled_levels_are_the_readable_ones(field: int) -> None:
    make, words = FIELDS[field].ready, WORDS[field]
    for asked in words:
        for found in words:
            readable = LEVELS[field](make(key_of(asked)), make(key_of(found)))
            assert level(field, asked, found) == readable, (asked, found)


@settings(max_examples=80, deadline=None)
@given(
    one=st.text(st.sampled_from("авеийклнорстуьabeiknorstuyzh-"), min_size=1, max_size=12),
    slips=st.lists(st.tuples(st.integers(0, 11), st.sampled_from("авеиabei")), max_size=3),
    field=st.integers(0, 3),
)
def test_the_levels_are_the_same_for_slips_of_the_pen(
    one: str, slips: list[tuple[int, str]], field: int
) -> None:
    other = one
    for at, letter in slips:
        other = other[:at] + letter + other[at + (at % 2) :]
    make = FIELDS[field].ready
    assert level(field, one, other) == LEVELS[field](make(key_of(one)), make(key_of(other)))


@settings(max_examples=150, deadline=None)
@given(one=st.text("abc", max_size=7), other=st.text("abc", max_size=7), most=st.integers(0, 2))
def test_edits_are_counted_as_the_library_counts_them(one: str, other: str, most: int) -> None:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only here

    a, b = (np.frombuffer(bytearray(text.encode()), np.uint8) for text in (one, other))
    assert within(a, 0, len(a), b, 0, len(b), most) == (OSA.distance(one, other) <= most)


def births(random: Random) -> Birth:
    year, month, day = (
        random.choice([1989, 1990, 1991, 1999]),
        random.randrange(1, 13),
        random.randrange(1, 13),
    )
    kind = random.randrange(5)
    if kind == 0:
        first = Birth.of_numbers(year, month, day).first
        return Birth(0, 0, 0, first, first + 400)
    return Birth() if kind == 1 else Birth.of_numbers(year, month * (kind > 2), day * (kind > 3))


def test_the_compiled_levels_of_births_are_the_readable_ones() -> None:
    random = Random(5)
    for _ in range(3000):
        asked, own = births(random), births(random)
        found = Births(
            np.array([own.year], np.int16),
            np.array([own.month], np.int8),
            np.array([own.day], np.int8),
            np.array([own.first], np.int32),
            np.array([own.last], np.int32),
        )
        card = np.array([[asked.year, asked.month, asked.day, asked.first, asked.last]], np.int32)
        numbers = (own.year, own.month, own.day, own.first, own.last)
        readable = int(birth_levels(asked, found)[0])
        assert birth_level(card, 0, *numbers) == readable
        if own.year and own.first:  # a row tells only the numbers where they tell all
            assert birth_level(card, 0, *numbers[:3], 0, 0) == readable


def birth(text: str) -> Birth:
    return Birth.of(DateInterval.parse(text))


def level_of(asked: str, found: str) -> str:
    columns = ("year", "month", "day", "first", "last")
    one = Births(*(np.array([getattr(birth(found), name)]) for name in columns))
    readable = int(birth_levels(birth(asked), one)[0])
    numbers = [[getattr(birth(asked), name) for name in columns]]
    other = birth(found)
    compiled = birth_level(np.array(numbers, np.int32), 0, other.year, other.month, other.day, 0, 0)
    assert compiled == readable
    return LEVELS_OF_BIRTH[readable]


@pytest.mark.parametrize(
    ("asked", "found", "level"),
    [
        ("1980-01-01", "1980-07-14", "years_same"),
        ("1980-07-14", "1980-01-01", "years_same"),
        ("1980-01-01", "1980-01-01", "years_same"),
        ("1980-01-01", "1981-07-14", "years_1"),
        ("1980-01-01", "1980-01", "years_same"),
        ("1980-01-02", "1980-01-02", "same"),
    ],
)
def test_a_first_of_january_tells_no_more_than_its_year(asked: str, found: str, level: str) -> None:
    assert level_of(asked, found) == level


def test_years_centuries_apart_are_no_slip_of_one_figure() -> None:
    assert level_of("1771-05-05", "1511-05-05") == "other"
    assert level_of("1771-05-05", "1721-05-05") == "decade"


@pytest.mark.parametrize(
    ("asked", "found", "agreement"),
    [
        ("Hussein", "حسين", "bones"),
        ("Mohamed", "Muhammad", "bones"),
        ("Miles", "Malthouse", "other"),
        ("Samman", "Hayman", "other"),
    ],
)
def test_consonants_alone_join_no_names_whose_vowels_are_written_and_differ(
    asked: str, found: str, agreement: str
) -> None:
    readable = names.surname_level(*(names.surname_sounds(t.lower()) for t in (asked, found)))
    assert names.LEVELS[readable] == names.LEVELS[level(0, asked, found)] == agreement
