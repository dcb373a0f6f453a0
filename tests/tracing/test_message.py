from datetime import date

import pytest

from regreso.facts.person import PersonFacts
from regreso.tracing.facts import row_facts
from regreso.tracing.message import is_message, read_message

DAY = date(2022, 7, 1)


def read(text: str) -> PersonFacts:
    return read_message(text, as_of=DAY)


@pytest.mark.parametrize(
    ("text", "name", "birth", "sex"),
    [
        ("busco a mi hijo Pedro Ivánov nacido en 1999, 4ª brigada", "Pedro Ivánov", "1999", "m"),
        ("мой сын Иванов Сергей, 1999 г.р., из Рязани, в/ч 12345", "Иванов Сергей", "1999", "m"),
        ("шукаю сина Бондаренко Микола 05.06.2001", "Бондаренко Микола", "2001-06-05", "m"),
        ("I am looking for my wife Olha Kovalenko, born 21 April 1995", "Olha Kovalenko", "1995-04-21", "f"),
        ("помогите найти сына иванов пётр 1999 г.р.", "иванов пётр", "1999", "m"),
        ("РАЗЫСКИВАЕТСЯ КОВАЛЁВ ИЛЬЯ СЕРГЕЕВИЧ 1990 Г.Р.", "КОВАЛЁВ ИЛЬЯ СЕРГЕЕВИЧ", "1990", "m"),
    ],
)
def test_the_sought_is_read_out_of_a_message(text: str, name: str, birth: str, sex: str) -> None:
    facts = read(text)
    assert facts.names[0].value.as_written == name
    assert str(facts.births[0].value) == birth
    assert facts.sex == sex


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Меня зовут Мария Кузнецова. Мой брат Кузнецов Дмитрий пропал", "Кузнецов Дмитрий"),
        ("Soy su madre, Carmen Ruiz. Mi hijo Diego Armando Ruiz tiene 22 años", "Diego Armando Ruiz"),
        ("My name is Iryna Koval. I search for my brother Petro Koval, 25th brigade", "Petro Koval"),
        ("Я його дружина Олена Шевченко, шукаю чоловіка Шевченка Тараса", "Шевченка Тараса"),
    ],
)
def test_whoever_asks_is_not_the_sought(text: str, name: str) -> None:
    assert read(text).names[0].value.as_written == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ищу сына ВЛАСИК ДАНИИЛ", "ВЛАСИК ДАНИИЛ"),
        ("мой сын михаил артёнович кановас пропал", "михаил артёнович кановас"),
        ("Прошу найти мужа алексей гёртин. С уважением Марина", "алексей гёртин"),
        ("busco a mi hijo кризис ф", "кризис ф"),
        ("Канавас Максик , позывной Лис", "Канавас Максик"),
        ("Кинтеро Франсиско Хавьер 1995", "Кинтеро Франсиско Хавьер"),
    ],
)
def test_a_name_that_no_list_holds_is_found_by_what_leads_to_it(text: str, name: str) -> None:
    assert is_message(text)
    assert read(text).names[0].value.as_written == name


def test_where_only_the_asker_is_named_nobody_is_sought_by_name() -> None:
    assert read("Меня зовут Мария Кузнецова, помогите пожалуйста").names[0].value.as_written == ""


def test_the_day_someone_was_lost_is_no_date_of_birth() -> None:
    assert read("Сын Петров Олег пропал 03.03.2022 под Киевом").births == ()


def test_an_age_becomes_the_days_that_it_may_mean() -> None:
    assert str(read("мой муж Петров Олег, 33 года").births[0].value) == "1988-07-02/1989-07-01"


def test_years_ago_is_no_age() -> None:
    assert read("мой муж Петров Олег ушёл 20 лет назад").births == ()


def test_units_are_read_in_three_ways_of_writing() -> None:
    units = [read(t).units[0].value for t in ("сын Олег Петров, 93-я ОМБр", "hijo Juan Ruiz, brigada 36")]
    assert units == ["93-я ОМБр", "brigada 36"]


def test_a_plain_name_is_no_message() -> None:
    assert not any(is_message(t) for t in ("Иванов Сергей Петрович", "Pedro García Márquez", "Сын Вон"))


def test_a_column_outweighs_the_message() -> None:
    row = {"name": "мой сын Иванов Сергей, 1999 г.р.", "dob": "1998-01-02"}
    assert str(row_facts(row, as_of=DAY)[0].births[0].value) == "1998-01-02"


def test_what_no_field_took_up_is_kept() -> None:
    assert "позывной Шмель" in read("сын Коля Ткаченко 25 лет позывной Шмель").rest


@pytest.mark.parametrize(
    "text",
    [
        "Иванов Сергей (1981)",
        "Иванов Сергей [1981]",
        "Ivanov Sergei 1981",
        "Juan Pérez López, 1981",
        "محمد الحسن 1981",
        "busco a José Quispe (1981) de Cusco",
    ],
)
def test_a_year_beside_a_name_is_taken_for_the_year_of_birth(text: str) -> None:
    born = row_facts({"name": text}, as_of=date(2026, 11, 1))[0].births
    assert [(str(b.value), b.weight) for b in born] == [("1981", 1.0)]


@pytest.mark.parametrize("text", ["служит с 2005 Иванов Сергей", "desde 2005 sirve Juan Pérez"])
def test_a_year_after_since_stays_doubtful(text: str) -> None:
    assert all(b.weight < 0.6 for b in row_facts({"name": text}, as_of=date(2026, 11, 1))[0].births)


@pytest.mark.parametrize("text", ["Коваль Петро (2000)", "Koval Petro — 2000", "Коваль Петро: 2000"])
def test_a_year_beside_a_bare_name_is_surely_that_of_birth(text: str) -> None:
    facts, _ = row_facts({"name": text}, as_of=date(2022, 7, 1))
    assert [(str(told.value), told.weight) for told in facts.births] == [("2000", 1.0)]


def test_of_a_day_that_cannot_be_the_year_is_believed_less() -> None:
    day = date(2022, 7, 1)
    facts, dropped = row_facts({"name": "Петро", "dob": "1860-83-27"}, as_of=day)
    assert [(str(told.value), told.weight < 1) for told in facts.births] == [("1860", True)]
    assert [one.given for one in dropped] == ["1860-83-27"]
    assert row_facts({"name": "Петро", "dob": "1100-83-27"}, as_of=day)[0].births == ()
    aged, _ = row_facts({"name": "Петро", "dob": "1860-83-27", "age": "20"}, as_of=day)
    assert aged.births[0].value.first.year > 2000  # an age that can be says more
