"""What is not surely understood is not told, and stays for the reviewer; everybody is invented."""

from __future__ import annotations

from datetime import date

import pytest

from regreso.reading.alarms import alarms
from regreso.reading.calibration import calibrated
from regreso.reading.leads import Lead
from regreso.reading.page import read_page
from regreso.reading.telegram import Message, corrections, read_messages


def person(text: str, name: str) -> Lead:
    page = read_page(text, published=date(2024, 6, 1))
    return next(lead for lead in page.leads if lead.fields.get("as_written") == name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "No hay certeza de que Andrés Felipe Lasso haya muerto; su cuerpo no aparece.",
            "Andrés Felipe Lasso",
        ),
        ("Слух, что погиб Егор Ушаков, оказался ложью, уверяет жена.", "Егор Ушаков"),
        ("Тест ДНК показал, что похоронили не Артура Бекова, а чужого человека.", "Артура Бекова"),
        ("Якщо Роман Луцик загинув, родина хоче знати правду.", "Роман Луцик"),
        ("Was Peter Novak killed? Nobody in the unit will say.", "Peter Novak"),
        ("La embajada descartó que Julián Montoya figure entre los fallecidos.", "Julián Montoya"),
    ],
)
def test_nobody_is_called_dead_where_anything_denies_doubts_or_asks(text: str, name: str) -> None:
    lead = person(text, name)
    assert lead.fields["status"] != "killed" or lead.polarity == "denied"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("La embajada descartó que Julián Montoya figure entre los fallecidos.", "Julián Montoya"),
        ("Слух, что погиб Егор Ушаков, оказался ложью, уверяет жена.", "Егор Ушаков"),
        ("Тест ДНК показал, что похоронили не Артура Бекова, а чужого человека.", "Артура Бекова"),
    ],
)
def test_what_is_called_a_lie_is_denied_even_where_no_status_is_told(text: str, name: str) -> None:
    assert person(text, name).polarity == "denied"


def test_what_was_read_and_not_told_stays_for_the_reviewer() -> None:
    lead = person("Слух, что погиб Егор Ушаков, оказался ложью.", "Егор Ушаков")
    assert lead.fields["status"] == "unknown"
    assert lead.fields["status_conf"]
    assert lead.fields["unsure"] == "killed"


@pytest.mark.parametrize(
    ("text", "name", "status"),
    [
        ("Тіло захисника Андрія Вовкодава привезли до рідних Підгайців.", "Андрія Вовкодава", "killed"),
        ("Zakhar was wounded. Corporal Liam Hartley lost a leg near Lyman.", "Liam Hartley", "wounded"),
        ("Родным Аркадия Зобнина вручили свидетельство о смерти.", "Аркадия Зобнина", "killed"),
        ("Nada se sabe de Luis Ferney Palacios desde marzo.", "Luis Ferney Palacios", "missing"),
        ("After 19 months behind bars Vadym Krot is back with his wife.", "Vadym Krot", "released"),
    ],
)
def test_what_is_plainly_said_is_told(text: str, name: str, status: str) -> None:
    assert person(text, name).fields["status"] == status


def test_alarms_are_words_and_not_parts_of_words() -> None:
    assert alarms("Нина Неклюдова приехала домой") == frozenset()
    assert alarms("Она не приехала") == {"neg"}


def test_confidence_is_the_share_that_was_right() -> None:
    assert calibrated("count", 0.99) >= calibrated("count", 0.2)
    assert all(
        0 < calibrated(kind, 0.5) <= 1 for kind in ("person", "count", "contact", "date", "announcement")
    )


def test_an_answer_tells_of_the_one_who_is_sought() -> None:
    asked = Message(1, "Ищем: Гаврилов Пётр, не выходит на связь с мая.", date(2023, 6, 1), 9)
    answer = Message(2, "Он ранен, лежит в госпитале в Самаре.", date(2023, 6, 2), 9, reply_to=1)
    told = [asked, answer]
    (lead,) = [one for _, one in read_messages(told, corrections(told)) if one.kind == "person"]
    assert (lead.fields["status"], lead.fields["answered_by"]) == ("wounded", 2)


def test_hearsay_in_an_answer_makes_nobody_surely_dead() -> None:
    asked = Message(1, "Ищем: Гаврилов Пётр, не выходит на связь с мая.", date(2023, 6, 1), 9)
    answer = Message(2, "Он погиб ещё в мае.", date(2023, 6, 2), 9, reply_to=1)
    told = [asked, answer]
    (lead,) = [one for _, one in read_messages(told, corrections(told)) if one.kind == "person"]
    assert lead.polarity == "hedged"


def test_a_namesakes_correction_takes_nothing_back() -> None:
    told = Message(1, "Взят в плен рядовой Иван Серов, 1990 г.р.", date(2023, 6, 1), 9)
    other = Message(2, "Исправление: Иван Петров не в плену, ошиблись.", date(2023, 6, 2), 9)
    late = Message(3, "Исправление: Серов жив и дома.", date(2023, 9, 2), 9)
    held = [told, other, late]
    lead = next(
        one for m, one in read_messages(held, corrections(held)) if one.kind == "person" and m is told
    )
    assert (lead.fields["status"], lead.polarity) == ("captured", "asserted")


def test_a_sentence_behind_takes_a_number_back() -> None:
    page = read_page(
        "A list names 37 foreign volunteers as killed near Kherson. We checked it; it is a forgery."
    )
    (count,) = [lead for lead in page.leads if lead.kind == "count"]
    assert (count.fields["best"], count.polarity) == (37, "denied")
