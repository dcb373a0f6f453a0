import pytest

from regreso.facts.names.arabic import bones_of, looks_arabic, plain, without_particles
from regreso.facts.names.roles import parse_name
from regreso.matching.compare.names import (
    LEVELS,
    father_level,
    father_sounds,
    given_level,
    given_sounds,
    surname_level,
    surname_sounds,
)


@pytest.mark.parametrize(
    "latin", ["Abdulrahman", "Abd al-Rahman", "Abderrahmane", "Abdel Rahman", "abdur-rahman"]
)
def test_servant_of_the_merciful_is_one_name_in_every_spelling(latin: str) -> None:
    arabic = "".join(without_particles("عبد الرحمن"))
    assert set(bones_of("".join(without_particles(latin)))) & set(bones_of(arabic))


def test_abdullah_keeps_his_ending() -> None:
    assert plain("Abdullah") == "Abdullah"
    assert set(bones_of("Abdallah")) & set(bones_of(plain("عبد الله")))


@pytest.mark.parametrize(
    ("one", "other"),
    [("al-Tamimi", "التميمي"), ("at-Tamimi", "Al Tamimi"), ("de la Cruz", "Delacruz"), ("De León", "Leon")],
)
def test_an_article_parts_no_family(one: str, other: str) -> None:
    assert LEVELS[surname_level(surname_sounds(one), surname_sounds(other))] in {"same", "bones", "heard"}


def test_two_families_do_not_agree_by_their_article() -> None:
    for one, other in (("al-Tamimi", "al-Khatib"), ("de la Cruz", "de la Torre")):
        assert surname_level(surname_sounds(one), surname_sounds(other)) == 0


def test_french_and_english_spellings_of_a_name_agree_by_consonants() -> None:
    for one, other in (("Chami", "Shami"), ("Houssein", "Husayn"), ("Djamel", "Jamal")):
        assert given_level(given_sounds(one), given_sounds(other)) not in {0, LEVELS.index("far_typo")}


def test_the_word_for_son_is_not_the_fathers_name() -> None:
    asked, found = father_sounds("bin Khalid"), father_sounds("خالد")
    assert LEVELS[father_level(asked, found)] in {"variant", "bones"}
    assert father_level(asked, father_sounds("سعيد")) == 0


@pytest.mark.parametrize(
    "text", ["Mohammed bin Ali al-Masri", "محمد بن علي المصري", "Mohammed Ali al-Masri", "محمد علي المصري"]
)
def test_own_name_comes_first_then_the_fathers_then_the_family(text: str) -> None:
    best = parse_name(text)[0].value
    assert text.startswith(best.given)
    assert text.endswith(best.surname)
    assert best.patronymic.split()[-1] in {"Ali", "علي"}


def test_slavic_and_spanish_names_do_not_look_arabic() -> None:
    assert not any(looks_arabic(name) for name in ("Shevchenko", "Kovalenko", "Rodríguez", "Иванов"))


@pytest.mark.parametrize("text", ["Kamal (Abu Ahmad) Nidal Bashar", "كمال (أبو أحمد) نضال بشار"])
def test_a_kunya_in_brackets_is_no_part_of_the_name(text: str) -> None:
    best = parse_name(text)[0].value
    assert text.endswith(best.surname)
    assert best.given in {"Kamal", "كمال"}
    assert given_level(given_sounds("Kamal (Abu Ahmad)"), given_sounds("كمال")) == given_level(
        given_sounds("Kamal"), given_sounds("كمال")
    )


@pytest.mark.parametrize("family", ["Abu Jamal", "Abou Adnane", "Ben Salah"])
def test_a_family_called_after_a_father_or_son_comes_last(family: str) -> None:
    best = parse_name(f"Nadir {family}")[0].value
    assert (best.given, best.surname) == ("Nadir", family)
    assert parse_name(f"Mahmoud Khalil {family}")[0].value.surname == family


@pytest.mark.parametrize("latin", ["Salah al-Din", "Salah eddine", "Salahuddin", "Salah Ad-Din"])
def test_splendour_of_the_faith_is_one_name_in_every_spelling(latin: str) -> None:
    assert LEVELS[given_level(given_sounds(latin), given_sounds("صلاح الدين"))] in {"variant", "bones"}


def test_a_name_outside_the_lists_is_read_by_the_word_for_son_beside_it() -> None:
    best = parse_name("Abd al-Karim ibn Hemza Shadee")[0].value
    assert (best.given, best.surname, best.patronymic) == ("AbdKarim", "Shadee", "ibn Hemza")
