"""What may stand in public: no name, no convoy, no swindle, in four languages; and honest texts pass."""

from __future__ import annotations

import time

import pytest

from regreso.reading import family_news
from regreso.reading.public_check import check, differing, may_go_out, named_in

OWN = ("16-48", "https://regreso.example")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("El soldado Iván Petrov espera carta.", "identity"),
        ("Солдат Шевченко Т. Г. ждёт.", "identity"),
        ("Мати Олени Коваль просить відгукнутися.", "identity"),
        ("Особистий номер АВ-123456.", "identity"),
        ("Born in Sumy in 1999, he waits.", "identity"),
        ("Их содержат в колонии под Курском.", "custody"),
        ("Полонених тримають у таборі.", "custody"),
        ("They are held in a camp.", "custody"),
        ("Están detenidos en una prisión.", "custody"),
        ("Вони в колонії № 5.", "custody"),
        ("A convoy of 12 white buses.", "convoy"),
        ("Колонна из десяти автобусов.", "convoy"),
        ("Автобус АА 1234 ВВ чекає.", "convoy"),
        ("Punto 50.45012, 30.52345.", "convoy"),
        ("Evacuation at 10:30 Kyiv time from the school.", "movement"),
        ("Збір о 8:15 за київським часом.", "movement"),
        ("Envíe dinero a esta cuenta.", "scam"),
        ("Оплатите взнос, и он вернётся.", "scam"),
        ("Картка 4111 1111 1111 1111.", "scam"),
        ("Only today: register your son.", "scam"),
        ("Повідомте код із СМС.", "scam"),
        ("Пишите на help@pomosch.example.", "contact"),
        ("Llame al +34 600 123 456.", "contact"),
        ("See https://regreso.example.evil.ru/list.", "contact"),
        ("Office opens at 9:00.", "zone"),
    ],
)
def test_what_harms_stops_it(text: str, reason: str) -> None:
    found = check(text, own=OWN)
    assert reason in {one.reason for one in found if one.sure}, found
    assert not may_go_out(found)
    assert all(text[one.start : one.end] == one.quote for one in found)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "Las familias de los prisioneros de guerra pueden escribir cartas. Es gratis."),
        ("uk", "Родини військовополонених можуть написати листа. Це безкоштовно."),
        (
            "ru",
            "Мы никогда не просим денег. Горячая линия работает круглосуточно: 16-48. Красный Крест в Киеве.",
        ),
        ("en", "The Ministry of Defence of Ukraine and the Red Cross have agreed. Call 16-48."),
        ("en", "Read more at https://regreso.example/en/announcements/ or regreso.example."),
        ("uk", "Міжнародний комітет Червоного Хреста у Женеві, Кабінет Міністрів України."),
        ("en", "Never pay money for a list of exchange. There is no such list."),
        ("ru", "Обмен состоялся. Все вернулись домой в Киев, Одессу и Чернигов."),
    ],
)
def test_honest_words_pass(lang: str, text: str) -> None:
    assert may_go_out(check(text, lang=lang, own=OWN)), check(text, lang=lang, own=OWN)


def test_a_bulletin_about_swindlers_may_say_what_they_ask_for() -> None:
    text = "Шахраї просять переказати 5000 грн на картку за список обміну."
    assert not may_go_out(check(text, lang="uk"))
    found = check(text, lang="uk", kind="rumour")
    assert may_go_out(found)
    assert {one.reason for one in found} == {"scam"}
    assert not may_go_out(check(f"{text} Картка 4111 1111 1111 1111", kind="rumour"))


def test_with_an_agreement_place_and_hour_are_marked_and_do_not_stop() -> None:
    text = "Коридор Суми – Полтава з 9:00 до 21:00 за київським часом."
    assert not may_go_out(check(text))
    found = check(text, agreed=True)
    assert may_go_out(found)
    assert [one.quote for one in found] == ["9:00", "21:00"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uk", "Мы ищем и отвечаем всем, кто это пишет."),
        ("es", "Ми шукаємо"),
        ("ru", "We are searching for all of them"),
    ],
)
def test_a_text_in_another_language_is_stopped(lang: str, text: str) -> None:
    assert "language" in {one.reason for one in check(text, lang=lang) if one.sure}


@pytest.mark.parametrize(
    "text",
    [
        "Тарас Шевченко",
        "Шевченко Тарас",
        "Тарасу Шевченку",
        "Taras Shevchenko",
        "SHEVCHENKO Taras",
        "Tarás Szewczenko",
    ],
)
def test_a_registered_person_is_found_in_any_alphabet_and_case(text: str) -> None:
    assert len(named_in(f"Пишуть: {text}.", [("Шевченко", "Тарас"), ("Nguyen", "Thu")])) == 2


@pytest.mark.parametrize("text", ["Вулиця Шевченка", "Тарас Бульба", "шевченко тарас", ""])
def test_half_a_name_is_nobody(text: str) -> None:
    assert named_in(text, [("Шевченко", "Тарас")]) == ()


def test_figures_are_compared_as_people_read_them() -> None:
    assert differing({"es": "1.000 personas, 5/3", "en": "1,000 people, 5/3", "uk": "1 000 осіб, 5/3"}) == {}
    assert differing({"es": "1.000 personas", "en": "1,100 people"}) != {}
    assert differing({"es": "9:00 y 9:00", "en": "9:00"}) != {}


@pytest.mark.parametrize(
    "piece", ["А. ", "Иван Иван ", "Иван-", "а-", "О'", "ИВАН ", "Ran. ", "9:00 ", "www.", "дай дай "]
)
def test_twice_as_long_a_text_takes_no_more_than_some_three_times_as_long(piece: str) -> None:
    def spent(text: str) -> float:
        began = time.process_time()
        check(text)
        family_news.check(text)
        return time.process_time() - began

    check(piece)
    text = piece * (3000 // len(piece))
    once = min(spent(text) for _ in range(2))
    assert min(spent(text * 2) for _ in range(2)) < 3.2 * once + 0.1
