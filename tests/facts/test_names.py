"""A name equals itself in every script round trip that we claim."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from regreso.facts.names.endings import family_form
from regreso.facts.names.readings import heard, readings, skeleton
from regreso.facts.names.roles import parse_name
from regreso.facts.names.scripts import mend_look_alikes, words_of, wrong_keyboard
from regreso.facts.names.stock import fathers_of, identity

SYLLABLES = [
    "ва",
    "не",
    "жи",
    "шу",
    "ки",
    "ла",
    "ро",
    "да",
    "чу",
    "хо",
    "ца",
    "ще",
    "мя",
    "лю",
    "бе",
    "за",
    "го",
    "пи",
]
ENDS = ["ов", "ин", "енко", "ский", "ук", "ев"]
names = st.builds(
    lambda body, end: "".join(body) + end, st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=3),
    st.sampled_from(ENDS),
)  # fmt: skip
LETTERS = dict(zip("абвгдезийклмнопрстуфы", "abvgdeziiklmnoprstufy", strict=True)) | {"ь": ""}
TRADITIONS = {
    "ICAO 9303": LETTERS
    | dict(zip("жхцчшщюя", ["zh", "kh", "ts", "ch", "sh", "shch", "iu", "ia"], strict=True)),
    "BGN/PCGN": LETTERS
    | dict(zip("жхцчшщюя", ["zh", "kh", "ts", "ch", "sh", "shch", "yu", "ya"], strict=True)),
    "ISO 9 without marks": LETTERS
    | dict(zip("жхцчшщюя", ["ž", "h", "c", "č", "š", "šč", "ju", "ja"], strict=True)),
    "Polish": LETTERS
    | dict(zip("жхцчшщюявй", ["ż", "ch", "c", "cz", "sz", "szcz", "ju", "ja", "w", "j"], strict=True)),
    "French": LETTERS
    | dict(zip("жхцчшщюяу", ["j", "kh", "ts", "tch", "ch", "chtch", "iou", "ia", "ou"], strict=True)),
    "German": LETTERS
    | dict(
        zip(
            "жхцчшщюявйз",
            ["sch", "ch", "z", "tsch", "sch", "schtsch", "ju", "ja", "w", "j", "s"],
            strict=True,
        )
    ),
    "Spanish press": LETTERS
    | dict(zip("жхцчшщюя", ["zh", "j", "ts", "ch", "sh", "sch", "iu", "ia"], strict=True)),
}
UKRAINIAN = str.maketrans({"и": "і", "ы": "и", "е": "е"})


@pytest.mark.parametrize("tradition", list(TRADITIONS))
@given(name=names)
@example(name="хощежиов")  # sixteen readings in Polish letters, and the right one is the fifteenth
def test_a_name_sounds_the_same_in_every_latin_tradition(tradition: str, name: str) -> None:
    written = "".join(TRADITIONS[tradition][letter] for letter in name)
    assert {heard(r) for r in readings(name)} & {heard(r) for r in readings(written)}, written


@given(name=names)
def test_a_russian_name_sounds_the_same_in_ukrainian_letters(name: str) -> None:
    assert readings(name)[0] == readings(name.translate(UKRAINIAN))[0]


@given(name=names)
def test_letters_that_only_look_alike_come_back(name: str) -> None:
    mixed = name.replace("о", "o", 1).replace("а", "a", 1)
    assert mend_look_alikes(mixed) == name


@given(name=names)
def test_capitals_and_hyphens_change_nothing(name: str) -> None:
    assert readings(name.upper()) == readings(name) == readings(f"{name[:2]}-{name[2:]}")


@given(name=names.filter(lambda n: n.endswith(("ов", "ев", "ин"))))
def test_a_womans_surname_has_her_fathers_form(name: str) -> None:
    assert family_form(readings(name + "а")[0]) == family_form(readings(name)[0])


@given(text=st.text(max_size=40))
def test_no_text_breaks_the_reading_of_names(text: str) -> None:
    for word in words_of(text):
        assert "" not in readings(word)
        assert len(readings(word)) == 1 or all(map(str.isascii, readings(word)))
    assert sum(p.weight for p in parse_name(text)) <= 1 + 1e-9


def test_the_wrong_keyboard_is_turned_round() -> None:
    assert "сергей" in wrong_keyboard("cthutq")
    assert set(readings("сергей")) & set(readings("cthutq"))


@pytest.mark.parametrize(
    ("arabic", "cyrillic"), [("بوتين", "Путин"), ("محمد", "Мухаммед"), ("سليمان", "Сулейман")]
)
def test_consonants_join_arabic_and_cyrillic(arabic: str, cyrillic: str) -> None:
    assert {skeleton(r) for r in readings(arabic)} & {skeleton(r) for r in readings(cyrillic)}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Микола", "Nicolás"), ("Олена", "Elena"), ("Iván", "John"), ("Грицько", "Григорий"),
     ("Paco", "Francisco"),
     ("Серёженька", "Сергей"), ("Юрко", "Георгий"), ("Bill", "William"), ("Ганна", "Anna")],
)  # fmt: skip
def test_forms_of_a_given_name_meet(one: str, other: str) -> None:
    a, b = identity(one), identity(other)
    assert (a.formal | a.short) & (b.formal | b.short)


def test_names_of_different_people_do_not_meet() -> None:
    assert not identity("Сергей").formal & identity("Андрей").formal


@pytest.mark.parametrize(
    "patronymic", ["Николаевич", "Миколайович", "Mykolaivna", "Nikolaevna", "Николаевича"]
)
def test_a_patronymic_in_any_form_names_the_father(patronymic: str) -> None:
    assert fathers_of(patronymic) & identity("Николай").formal


@pytest.mark.parametrize(
    ("text", "surname", "given_name"),
    [("Сергей Иванов", "Иванов", "Сергей"), ("Ковальчук Василь", "Ковальчук", "Василь"),
     ("José Luis Pérez García", "Pérez García", "José Luis"), ("García, Ana María", "García", "Ana María"),
     ("И. И. Петров", "Петров", "И")],
)  # fmt: skip
def test_free_text_finds_its_roles(text: str, surname: str, given_name: str) -> None:
    best = parse_name(text)[0].value
    assert (best.surname, best.given) == (surname, given_name)


@pytest.mark.parametrize(
    ("greek", "other"),
    [
        ("Κωνσταντίνος", "Konstantinos"),
        ("Κωνσταντίνος", "Константинос"),
        ("Παπανδρέου", "Papandreou"),
        ("Λαμπράκης", "Lambrakis"),
        ("Μπέης", "Beis"),
        ("Γλύκατζη", "Гликадзи"),
        ("Ευθύμιος", "Efthymios"),
        ("Τσίπρας", "Ципрас"),
    ],
)
def test_a_greek_name_keeps_its_accented_vowels_in_every_alphabet(greek: str, other: str) -> None:
    assert set(readings(greek)) & set(readings(other))
    assert set(readings(greek.upper())) & set(readings(other))
