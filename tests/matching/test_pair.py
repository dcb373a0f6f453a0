import pytest

from regreso.matching import name_similarity


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Жуков Сергей Петрович", "Sergej Schukow"),
        ("Шевченко Тарас Григорович", "Тарас Григорьевич Шевченко"),
        ("José García Márquez", "Pepe García"),
        ("محمد أحمد", "Мухаммад Ахмед"),
        ("Иванова Анна", "Hanna Ivanova"),
        ("Кузнецов Дмитрий", "дима кузнецов"),
    ],
)
def test_one_person_in_two_spellings_is_likely(one: str, other: str) -> None:
    assert name_similarity(one, other) > 0.6


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Жуков Сергей Петрович", "Жуков Андрей Петрович"),
        ("Иванов Олег", "Петров Олег"),
        ("Pedro García", "Pedro Márquez"),
        ("Кузнецов Дмитрий Олегович", "Кузнецов Олег Дмитриевич"),
    ],
)
def test_brothers_fathers_and_others_are_unlikely(one: str, other: str) -> None:
    assert name_similarity(one, other) < 0.4


def test_the_order_of_the_two_names_does_not_matter() -> None:
    assert name_similarity("Сергей Жуков", "Schukow S.") == name_similarity("Schukow S.", "Сергей Жуков")


def test_an_empty_name_is_nobodys() -> None:
    assert name_similarity("", "Иванов") == 0.0
