"""A mother on a telephone with keys; someone who probes; someone who floods: the same few sentences."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import Cast, cast
from regreso.casebook import conversations, phrases
from regreso.casebook.allowance import Limit
from regreso.casebook.models import Conversation, Enquiry, Match, Move, Notice
from regreso.jobs.worker import drain
from regreso.steps import ask
from regreso.web.family.talk import asking
from regreso.web.family.talk import hear as hearing
from regreso.web.family.talk.hear import hear
from regreso.web.family.talk.turn import Said
from telephones import ASKED, MOTHER, Telephone, phrase_in

__all__ = ["cast"]
pytestmark = pytest.mark.usefixtures("cast")

WRONG_ORDER = (
    "1999 р.н.",
    "останній раз дзвонив 25 лютого з Маріуполя",
    "шукаю сина",
    "Шевченко Тарас",
    "я його мати",
)


def test_five_messages_in_the_wrong_order_become_the_enquiry_that_she_meant(cast: Cast) -> None:
    custody = cast.held()
    mother = Telephone()
    mother.sends(*WRONG_ORDER)
    assert mother.answers[0].startswith("Ця служба")
    assert all(re.search("[іїє]", answer) for answer in mother.answers)
    mother.sends("#", "1", "1", "2")
    enquiry = Enquiry.objects.get()
    sought = enquiry.sought
    assert (sought.as_written, sought.birth, sought.settlement) == ("Шевченко Тарас", "1999", "")
    assert (enquiry.channel, enquiry.language, enquiry.state) == ("sms", "uk", "open")
    assert enquiry.relationship == "я його мати"
    assert "25 лютого" in enquiry.last_contact["circumstances"]
    assert enquiry.enquirer.consents == {
        "store": True, "share_with_holding_side": True, "share_with_agency": False,
    }  # fmt: skip
    drain(at=mother.at)
    assert Match.objects.get().custody_id == custody.pk


def test_an_age_that_is_told_with_the_name_is_not_asked_for_again() -> None:
    mother = Telephone()
    mother.sends("шукаю сина Шевченко Тарас, 23 роки")
    assert mother.row.told["age"] == "23"
    assert mother.row.asked == "settlement"


def test_one_message_that_tells_all_is_enough(cast: Cast) -> None:
    cast.held()
    mother = Telephone()
    mother.sends("шукаю сина Шевченка Тараса 1999 р.н. з Маріуполя", "#", "1", "1", "1")
    drain(at=mother.at)
    assert Match.objects.count() == 1


@pytest.mark.parametrize(
    ("first", "language", "begins"),
    [
        ("busco a mi hijo, desapareció", "es", "Este servicio"),
        ("ищу сына", "ru", "Эта служба"),
        ("шукаю сина, він зник", "uk", "Ця служба"),
        ("hello", "en", "This service"),
    ],
)
def test_it_answers_in_the_language_in_which_it_is_written_to(first: str, language: str, begins: str) -> None:
    phone = Telephone(to="+4915112345678")
    number = "+79161234567" if language == "ru" else phone.to
    phone.to = number
    assert phone.send(first).startswith(begins)
    assert phone.row.language == language
    phone.send("ES")
    assert phone.row.language == "es"


def test_no_answer_says_back_what_was_told() -> None:
    mother = Telephone()
    told = (*WRONG_ORDER, "0", "в/ч 3057", "#", "1", "1", "1", "статус")
    mother.sends(*told)
    words = {word for text in told for word in re.findall(r"\w{4,}", text.lower())} - {"статус"}
    said = {word for answer in mother.answers for word in re.findall(r"\w{4,}", answer.lower())}
    phrase = set(phrase_in(mother.answers[-2]).split())
    assert len(words) > 8
    assert (words & said) - phrase == set()


def talked(to: str, name: str) -> tuple[list[str], list[float], list[int]]:
    """A whole conversation about this name, to the answer after the search: words, waits, queries."""
    phone, queries = Telephone(to=to), []
    for text in (name, *ASKED[1:], "статус"):
        if text == "статус":
            drain(at=phone.at)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            phone.send(text)
        queries.append(len(seen))
    phone.answers = [re.sub(r"(?m)^([\w’-]+ ){7}[\w’-]+$", "PHRASE", answer) for answer in phone.answers]
    return phone.answers, phone.waits, queries


def test_a_name_in_the_register_and_one_that_is_nowhere_make_the_same_conversation(cast: Cast) -> None:
    cast.held()
    talked("+380445550100", "Коваль Олесь")  # the first of all fills caches
    hit, miss = talked(MOTHER, "Шевченко Тарас"), talked("+380445550119", "Бондар Микола")
    assert Match.objects.exists()
    assert hit == miss
    assert Notice.objects.filter(kind="reply").count() == 3 * len(hit[0])


def test_she_goes_on_after_two_days_and_after_more_it_is_forgotten() -> None:
    mother = Telephone()
    mother.sends("Шевченко Тарас", "1999")
    conversations.sweep(mother.at + timedelta(days=2))
    assert "проживає" not in mother.send("Маріуполь", after=2 * 86_400)
    assert mother.row.told["birth"] == "1999"
    conversations.sweep(mother.at + timedelta(days=4))
    assert not Conversation.objects.exists()


def test_without_her_word_nothing_is_kept() -> None:
    mother = Telephone()
    mother.sends("Шевченко Тарас", "#", "2")
    assert (mother.row.told, Enquiry.objects.count()) == ({}, 0)
    mother.sends("Шевченко Тарас")
    mother.send("видалити")
    assert mother.row.told == {}


def test_without_a_name_nothing_can_be_sent() -> None:
    mother = Telephone()
    mother.sends("1", "1999 р.н.", "#")
    assert mother.row.asked == "as_written"
    assert "Без імені" in mother.answers[-1]


def test_a_name_that_no_list_knows_is_taken_when_she_insists() -> None:
    mother = Telephone()
    mother.sends("1", "Ыщъ Фрр", "Ыщъ Фрр")
    assert mother.row.told["as_written"] == "Ыщъ Фрр"
    other = Telephone(to="+380445550121")
    other.sends("1", "шукаю свого сина", "шукаю свого сина", "шукаю свого сина")
    assert "as_written" not in other.row.told


def opened(phone: Telephone) -> str:
    return phrase_in(phone.sends(*ASKED))


def test_the_phrase_opens_from_any_telephone_and_is_forgotten_in_half_an_hour() -> None:
    phrase = opened(Telephone())
    other = Telephone(to="+34600123456")
    assert "шукаємо" in other.sends("UK", phrase) or "пошук" in other.answers[-1].lower()
    assert conversations.known(other.row, other.at) is not None
    other.send("статус", after=31 * 60)
    assert other.row.asked == "phrase"


def test_whoever_guesses_is_answered_more_slowly_and_never_refused() -> None:
    phrase = opened(Telephone())
    wrong = " ".join(phrases.new_phrase("uk").split())
    thief = Telephone(to="+380671112233")
    said = {thief.send(wrong, after=1) for _ in range(12)}
    assert len(said) == 2  # the first has the welcome before it
    assert thief.waits[-1] > 30 > thief.waits[0]
    assert thief.send(phrase, after=1) not in said
    assert thief.waits[-1] <= hearing.SLOWEST


def test_a_flood_of_strangers_slows_no_one_who_is_known_or_in_the_middle_of_telling(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mother, sister = Telephone(), Telephone(to="+380445550120")
    opened(mother)
    sister.send("Шевченко Тарас")
    for name in ("BY_NETWORK", "BY_ALL"):
        monkeypatch.setattr(hearing, name, Limit(name, tries=3, every=60))
    for number in range(8):
        Telephone(to=f"+38044555{number:04}", at=mother.at).send("добрий день", after=0)
    stranger = Telephone(to="+380445559999", at=mother.at)
    stranger.send("добрий день", after=0)
    mother.send("статус", after=0)
    sister.at = mother.at
    sister.send("1999", after=0)
    assert stranger.waits[-1] > 0
    assert (mother.waits[-1], sister.waits[-1]) == (0, 0)


def test_floods_in_her_name_cannot_keep_her_out() -> None:
    mother = Telephone()
    for number in range(60):
        mother.send("добрий день", after=0.1, number=f"flood-{number}")
    mother.sends(*ASKED)
    assert Enquiry.objects.count() == 1
    assert max(mother.waits) <= hearing.SLOWEST
    assert Notice.objects.filter(kind="reply", state="waiting").count() <= 2  # nor cost a message each


def test_many_enquiries_of_one_place_wait_and_lose_nothing() -> None:
    phone = Telephone()
    for _ in range(asking.BY_PLACE.tries):
        phone.sends("1", *ASKED)
    phone.sends("1", *ASKED)
    assert Enquiry.objects.count() == asking.BY_PLACE.tries
    assert phone.row.told["as_written"] == "Шевченко Тарас"
    phone.send("#", after=3700)
    assert Enquiry.objects.count() == asking.BY_PLACE.tries + 1


def test_a_message_that_its_carrier_brings_twice_is_answered_once() -> None:
    mother = Telephone()
    mother.send("Шевченко Тарас", number="m1")
    assert not hear(Said("sms", MOTHER, "Шевченко Тарас", "m1", mother.at))
    assert Notice.objects.filter(kind="reply").count() == 1


def test_the_receipt_arrives_even_when_she_writes_at_once_again() -> None:
    mother = Telephone()
    phrase = opened(mother)
    mother.sends("дякую", "меню")
    waiting = [str(row.content["text"]) for row in Notice.objects.filter(kind="reply", state="waiting")]
    assert len(waiting) == 3  # the warning of the first answer, the phrase, and what was said last
    assert any(phrase in text for text in waiting)


def test_stop_ends_what_is_sent_and_keeps_what_was_told() -> None:
    mother = Telephone()
    mother.send("Шевченко Тарас")
    mother.send("СТОП")
    assert conversations.stopped("sms", MOTHER)
    assert mother.row.told["as_written"] == "Шевченко Тарас"
    mother.send("старт")
    assert not conversations.stopped("sms", MOTHER)


def test_she_chooses_to_be_told_here_between_her_hours() -> None:
    mother = Telephone(to="7007", transport="telegram", hint="uk")
    mother.sends("/start", "1", "Шевченко Тарас", "#", "так", "ні", "ні", "Новини", "20:00-21:30", "1")
    enquirer = Enquiry.objects.get().enquirer
    assert enquirer.safe_contact["plan"] == {
        "way": "telegram", "from": "20:00", "until": "21:30", "zone": "Europe/Kyiv",
    }  # fmt: skip
    assert enquirer.safe_contact["chat"] == "7007"


def test_hours_that_nobody_understands_are_asked_again() -> None:
    mother = Telephone()
    opened(mother)
    mother.sends("новини", "увечері", "25:00-26:00", "1")
    assert mother.row.asked == "news_hours"
    assert "plan" not in Enquiry.objects.get().enquirer.safe_contact


def test_what_is_asked_of_her_is_answered_from_the_telephone(cast: Cast) -> None:
    mother = Telephone()
    opened(mother)
    enquiry = Enquiry.objects.get()
    drain(at=mother.at)
    enquiry.refresh_from_db()
    ask.ask_information(enquiry, "unit", by=cast.by("operator"), at=mother.at)
    assert "Військова частина" in mother.send("статус")
    mother.send("36 бригада")
    enquiry.refresh_from_db()
    assert (enquiry.sought.unit, enquiry.needs) == ("36 бригада", "")
    mother.send("додати")
    mother.send("бачили його в Токмаку")
    enquiry.refresh_from_db()
    assert enquiry.last_contact["latest_news"] == "бачили його в Токмаку"


def test_a_conversation_makes_the_moves_of_the_page() -> None:
    opened(Telephone())
    moves = Move.objects.filter(subject="enquiry").values_list("name", flat=True)
    assert sorted(moves) == ["draft", "hand_receipt", "submit"]


def test_pictures_are_not_kept_and_the_question_stands() -> None:
    phone = Telephone(to="7008", transport="telegram", hint="en")
    phone.sends("/start", "1")
    assert "words" in phone.send("")
    assert phone.row.asked == "as_written"
