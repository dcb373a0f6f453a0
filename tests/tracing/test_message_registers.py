"""Messages in other registers: forms, phone notes, decades, brothers at home, lost spaces."""

from datetime import date

import pytest

from regreso.facts.person import PersonFacts
from regreso.tracing.message import read_message


def read(text: str) -> PersonFacts:
    return read_message(text, as_of=date(2022, 7, 1))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Мой племянник Гусев Олег. Брат его Павел Гусев дома с нами, его не ищем.", "Гусев Олег"),
        ("My nephew, Oleh Husiev, mid eighties. His brother Pavlo Husiev is at home.", "Oleh Husiev"),
        ("llama Ana Páez, pregunta por su nieto: Juan Ruiz Soto, unos 36 años", "Juan Ruiz Soto"),
        ("Se busca a Juan Antón Gil, hijo de Rosa Gil, nacido el 26.07.1989", "Juan Antón Gil"),
        ("El comandante Luis Mora nos dijo que el soldado Hugo Puig Daza cayó preso", "Hugo Puig Daza"),
        ("ФИО Чантурия Дмитрий Ильич Дата рождения 1995 Заявитель Эвелина Ян", "Чантурия Дмитрий Ильич"),
        ("mi sobrino Javier Aedo Nieto, nacido en 1984", "Javier Aedo Nieto"),
    ],
)  # fmt: skip
def test_the_sought_is_told_from_the_others(text: str, name: str) -> None:
    assert read(text).names[0].value.as_written == name


def test_a_name_in_labelled_parts_is_read_by_its_labels() -> None:
    name = (
        read("Здравствуйте, фамилия Лавров, имя Август, отчество Иванович, 1989 год, Тутаев").names[0].value
    )
    assert (name.surname, name.given, name.patronymic) == ("Лавров", "Август", "Иванович")


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        ("сын Пётр, конца восьмидесятых", "1985-01-01/1989-12-31"),
        ("my son Petro, mid nineties", "1993-01-01/1997-12-31"),
        ("mi hijo Luis, nacido a principios de los ochenta", "1980-01-01/1984-12-31"),
        ("сын Пётр, тысяча девятьсот девяносто третьего года", "1993"),
        ("mi hijo Luis, nacido el 5 de mayo de mil novecientos noventa y uno", "1991-05-05"),
        ("сын Пётр, 88 г.р.", "1988"),
        ("сын Пётр, ему сейчас 35, служил в пехоте", "1986-07-02/1987-07-01"),
        ("брат Пётр, лет 25 или чуть больше", "1994-07-02/1999-07-01"),
        ("mon fils Luc a vingt-cinq ans", "1996-07-02/1997-07-01"),
    ],
)
def test_decades_words_and_ages_are_dates(text: str, birth: str) -> None:
    assert [str(b.value) for b in read(text).births] == [birth]


@pytest.mark.parametrize(
    "text", ["soldado de la 62 Brigada de Infantería", "две недели назад, 20 дней назад"]
)
def test_a_number_of_other_things_is_no_age(text: str) -> None:
    assert read(f"Juan Ruiz Soto, {text}").births == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("сын Пётр Гусев, родился 20.10.1971 в Тутаеве", "Тутаев"),
        ("сын Пётр Гусев пропал под Тулой, сами мы из Рязани", "Рязань"),
        ("Soto Gil Juan 17 de agosto de 1998 Bogotá 33 Batallón de Selva", "Bogotá"),
        ("mi hijo Juan Gil, natural de La Paz, vive en Lima", "La Paz"),
        ("Juan Gil escribe desde Quito. Mi hijo Luis Gil es de Cali", "Cali"),
    ],
)
def test_where_he_is_from_is_not_where_he_was_lost(text: str, place: str) -> None:
    assert read(text).places[0].value.settlement == place


def test_lost_spaces_are_put_back() -> None:
    facts = read("Ищу мужаАполлонаЛясопольскогоВладиславовича, 1985года, из Рязани")
    assert facts.names[0].value.as_written == "Аполлона Лясопольского Владиславовича"


def test_two_who_may_be_meant_share_the_belief() -> None:
    names = read("Сообщите, пожалуйста, в плену ли Пётр Гусев или Иван Лавров").names
    assert len(names) == 2
    assert sum(name.weight for name in names) <= 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ищем брата, имя Олег, фамилия по буквам К-О-В-А-Л-Ь, 1990 г.р.", "Коваль Олег"),
        ("llama Ana Páez por su nieto Iván Vadillo, se deletrea B A D I L L O, 38 años", "Iván Badillo"),
        ("my son Petro, surname spelled K, O, V, A, L, aged 25", "Koval Petro"),
    ],
)
def test_a_surname_said_by_letters_is_a_surname(text: str, name: str) -> None:
    assert read(text).names[0].value.as_written == name
