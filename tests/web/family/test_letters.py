"""A mother's letters on her telephone: written, kept, looked through before they go, answered, printed."""

from __future__ import annotations

import io
import uuid
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from PIL import Image

from cast import cast
from desks import do, look, send, sit
from pair import Pair, pair
from regreso.casebook.models import Message, Translation
from regreso.steps import message as writing
from regreso.steps import translate
from shots import enter, fits, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["cast", "pair"]
pytestmark = pytest.mark.django_db
LONG = (
    "Сынок, у нас всё хорошо. Аня пошла в первый класс, дедушка поставил новый забор, яблоня дала столько"
    " яблок, что мы варили варенье три вечера подряд.\n\nБабушка Нина вяжет тебе шарф. Кот ждёт у двери."
    " Мы тебя любим и ждём.\n\nМама"
)


@pytest.fixture
def mother(pair: Pair) -> Client:
    """Her browser: her answer is told."""
    client = Client()
    session = client.session
    session["enquirer"] = str(pair.enquiry.enquirer_id)
    session.save()
    pair.answer.rung, pair.answer.shown = "held", {"address": "Табір 7, п/с 12"}
    pair.answer.save()
    return client


def scan() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (700, 1000), "#fdfaf0").save(out, "JPEG")
    return SimpleUploadedFile("лист.jpg", out.getvalue(), "image/jpeg")


def new(text: str = LONG, **more: Any) -> dict[str, Any]:
    return {"token": str(uuid.uuid4()), "text": text, "sign": "Мама", "place": "", **more}


def test_a_draft_waits_for_her_and_is_sent_another_day(mother: Client, pair: Pair) -> None:
    told = new("Сынок, ")
    do(mother, "letters", pair.enquiry.pk, **told, keep="1")
    assert Message.objects.get().state == "drafted"
    shown = look(mother, "letters", pair.enquiry.pk)
    assert "A draft: nobody but you has seen it." in shown
    assert "Сынок," in shown
    do(mother, "letters", pair.enquiry.pk, **{**told, "text": "Сынок, мы здоровы.", "keep": "1"})
    do(mother, "letters", pair.enquiry.pk, **{**told, "text": LONG})
    letter = Message.objects.get()
    assert (letter.state, letter.text, letter.sender["name_other"]) == ("written", LONG, "Mama")


def test_her_own_spelling_in_the_other_alphabet_stands_on_the_form(mother: Client, pair: Pair) -> None:
    told = new(sign="Олена Згурська", place="вул. Садова 5, Київ", name_other="Helene Sgurska")
    do(mother, "letters", pair.enquiry.pk, **told, keep="1")
    letter = Message.objects.get()
    assert (letter.sender["name_other"], letter.sender["place_other"]) == (
        "Helene Sgurska",
        "vul. Sadova 5, Kyiv",
    )
    shown = look(mother, "letters", pair.enquiry.pk)
    assert "Helene Sgurska" in shown
    assert "vul. Sadova" not in shown.partition("<form")[2], "what follows by sound is not her own spelling"
    do(mother, "letters", pair.enquiry.pk, **{**told, "sign": "Олена", "name_other": ""})
    letter.refresh_from_db()
    assert (letter.state, letter.sender["name_other"]) == ("written", "Olena")
    sheet = look(mother, "letter-print", pair.enquiry.pk, letter.pk)
    assert all(text in sheet for text in ("Олена", "Olena", "вул. Садова 5, Київ", "vul. Sadova 5, Kyiv"))


def test_her_spelling_is_kept_for_the_next_letter_and_for_his_answer(mother: Client, pair: Pair) -> None:
    letter = pair.letter(sender={"name": "Олена", "name_other": "Helene"})
    writing.write(letter, by=pair.mother, at=pair.at)
    Message.objects.filter(pk=letter.pk).update(state="delivered")
    assert 'value="Helene"' in look(mother, "letters", pair.enquiry.pk)
    letter.refresh_from_db()
    answer = pair.reply(reply_to=letter)
    writing.write(answer, by=pair.son, at=pair.at)
    assert answer.receiver == {"name": "Олена", "name_other": "Helene"}


@pytest.mark.parametrize(
    "text", ["ولدي العزيز، نحن بخير وننتظرك.", "Сынок 🕊️❤️, мы здоровы 👨‍👩‍👧.", "Мама\u202eлюбит тебя"]
)
def test_letters_from_the_right_with_pictures_or_turned_signs_keep_their_words(
    mother: Client, pair: Pair, text: str
) -> None:
    do(mother, "letters", pair.enquiry.pk, **new(text))
    letter = Message.objects.get()
    assert letter.text == text
    assert 'dir="auto"' in look(mother, "letters", pair.enquiry.pk)


def test_a_file_with_a_cyrillic_name_is_kept_without_its_name(mother: Client, pair: Pair) -> None:
    mother.post(f"/en/my-enquiry/{pair.enquiry.pk}/letters/", {**new(""), "paper": scan()})
    letter = Message.objects.get()
    assert letter.pages.count() == 1
    assert "лист" not in look(mother, "letters", pair.enquiry.pk)


def test_a_double_click_writes_one_letter(mother: Client, pair: Pair) -> None:
    told = new()
    for _ in range(2):
        send(mother, "letters", pair.enquiry.pk, **told)
    assert Message.objects.count() == 1


def test_what_would_come_back_is_said_before_it_is_sent(mother: Client, pair: Pair) -> None:
    told = new("Сынок, деду подарили 300 рублей.")
    answer = send(mother, "letters", pair.enquiry.pk, **told)
    assert answer.status_code == 422
    page = unescape(answer.content.decode())
    assert "300 рублей" in page
    assert "It speaks of money." in page
    assert not Message.objects.exists()
    do(mother, "letters", pair.enquiry.pk, **told, as_it_is="1")
    letter = Message.objects.get()
    writing.check(letter, at=pair.at)
    assert letter.state == "accepted"


def test_what_the_check_returned_she_may_still_stand_by(mother: Client, pair: Pair) -> None:
    letter = pair.letter("Деду подарили 300 рублей.")
    writing.write(letter, by=pair.mother, at=pair.at)
    writing.check(letter, at=pair.at)
    assert "Send it as it is: a person reads it" in look(mother, "letters", pair.enquiry.pk)
    do(mother, "letters", pair.enquiry.pk, **{**new(letter.text), "token": str(letter.pk)}, insist="1")
    assert Message.objects.get().state == "accepted"


def test_what_a_person_returned_she_puts_otherwise_or_throws_away(mother: Client, pair: Pair) -> None:
    letter = pair.letter()
    writing.write(letter, by=pair.mother, at=pair.at)
    writing.check(letter, at=pair.at)
    writing.return_(letter, reason="it names a street", by=pair.cast.by("message_reviewer_a"), at=pair.at)
    shown = look(mother, "letters", pair.enquiry.pk)
    assert "it names a street" in shown
    assert "Send it as it is" not in shown
    do(mother, "letters", pair.enquiry.pk, **{**new(letter.text), "token": str(letter.pk)}, discard="1")
    assert Message.objects.get().state == "discarded"
    assert "it names a street" not in look(mother, "letters", pair.enquiry.pk)


def test_a_letter_of_fifty_lines_is_made_into_two_by_her(mother: Client, pair: Pair) -> None:
    answer = send(mother, "letters", pair.enquiry.pk, **new("строка\n" * 50))
    assert (
        "This has 50 lines. About thirty fit on the form: please make two letters of it."
        in answer.content.decode()
    )
    assert not Message.objects.exists()


def test_a_letter_by_hand_is_photographed_and_shown_to_her_again(mother: Client, pair: Pair) -> None:
    answer = mother.post(f"/en/my-enquiry/{pair.enquiry.pk}/letters/", {**new(""), "paper": scan()})
    assert answer.status_code == 303
    letter = Message.objects.get()
    page = mother.get(f"/en/my-enquiry/{pair.enquiry.pk}/letters/{letter.pk}/1/")
    assert page["Content-Type"] == "image/jpeg"
    assert "no-store" in page["Cache-Control"]
    stranger = pair.cast.asked(surname="Коваль", given="Ольга")
    session = mother.session
    session["enquirer"] = str(stranger.enquirer_id)
    session.save()
    assert mother.get(f"/en/my-enquiry/{pair.enquiry.pk}/letters/{letter.pk}/1/").status_code == 404
    assert mother.get(f"/en/my-enquiry/{stranger.pk}/letters/{letter.pk}/1/").status_code == 404


def test_she_answers_his_letter_and_learns_how_hers_reached_him(mother: Client, pair: Pair) -> None:
    his = pair.reply("Мама, я жив. Обними всех.")
    writing.write(his, by=pair.son, at=pair.at)
    Message.objects.filter(pk=his.pk).update(state="passed_receiver")
    assert mother.get(f"/en/my-enquiry/{pair.enquiry.pk}/letters/{his.pk}/print/").status_code == 404
    do(mother, "open-letter", pair.enquiry.pk, his.pk)
    assert f"?reply={his.pk}" in look(mother, "letters", pair.enquiry.pk)
    do(mother, "letters", pair.enquiry.pk, **new(), reply_to=str(his.pk), aloud="on")
    hers = Message.objects.get(direction="to_captive")
    assert (hers.reply_to_id, hers.aloud) == (his.pk, True)
    assert f"?reply={his.pk}" not in look(mother, "letters", pair.enquiry.pk)
    Message.objects.filter(pk=hers.pk).update(state="passed_receiver")
    desk = sit(pair.cast.registrar)
    held = look(desk, "holding-custody", pair.custody.pk)
    assert "read it aloud to him, alone" in held
    do(desk, "holding-message-act", hers.pk, "deliver", how="read_aloud")
    assert "It was read aloud to them." in look(mother, "letters", pair.enquiry.pk)


def test_a_liaison_prints_what_came_on_paper_with_its_pages(pair: Pair) -> None:
    letter = pair.reply("")
    writing.write(letter, paper=scan().read(), by=pair.son, at=pair.at)
    Message.objects.filter(pk=letter.pk).update(state="passed_receiver")
    liaison = sit(pair.cast.liaison_a)
    page = f"/en/liaison/letter/{letter.pk}/1/"
    assert page in look(liaison, "liaison-letter-print", letter.pk)
    assert page in look(liaison, "liaison-message", letter.pk)
    answer = liaison.get(page)
    assert (answer["Content-Type"], answer.content[:2]) == ("image/jpeg", b"\xff\xd8")
    Message.objects.filter(pk=letter.pk).update(state="in_transit")
    assert liaison.get(page).status_code == 404


def test_she_asks_for_a_translation_of_what_she_cannot_read(mother: Client, pair: Pair) -> None:
    letter = pair.reply("Mamá, estoy vivo.", language="es", state="delivered", written_at=pair.at)
    letter.save()
    page = mother.get(f"/uk/my-enquiry/{pair.enquiry.pk}/letters/").content.decode()
    assert "Я не читаю цією мовою" in page
    to = f"/uk/my-enquiry/{pair.enquiry.pk}/letters/{letter.pk}/translation/"
    assert mother.post(to).status_code == 303
    assert (
        "Цей лист перекладає людина"
        in mother.get(f"/uk/my-enquiry/{pair.enquiry.pk}/letters/").content.decode()
    )
    wanted = Translation.objects.get()
    assert (wanted.of, wanted.into, wanted.state) == ("es", "uk", "asked")
    mother.post(to)
    assert Translation.objects.count() == 1, "once is enough"
    by = pair.cast.by("translator_a")
    translate.take(wanted, by=by, at=pair.at)
    translate.hand_in(wanted, "Мамо, я живий.", by=by, at=pair.at)
    page = mother.get(f"/uk/my-enquiry/{pair.enquiry.pk}/letters/").content.decode()
    assert "Мамо, я живий." in page
    assert "Переклад, зроблений людиною" in page
    sheet = mother.get(f"/uk/my-enquiry/{pair.enquiry.pk}/letters/{letter.pk}/print/").content.decode()
    assert "Мамо, я живий." in sheet


def test_the_registrar_writes_his_answer_down_and_hands_in_his_paper(mother: Client, pair: Pair) -> None:
    del mother
    hers = pair.letter(LONG)
    writing.write(hers, by=pair.mother, at=pair.at)
    Message.objects.filter(pk=hers.pk).update(state="delivered", delivered_at=pair.at)
    desk, to = sit(pair.cast.registrar), ("holding-custody-act", pair.custody.pk, "write")
    token = str(uuid.uuid4())
    answer = {"token": token, "enquiry": str(pair.enquiry.pk), "language": "ru", "text": ""}
    assert send(desk, *to, **answer).status_code == 422
    do(desk, *to, **answer, paper=scan(), reply_to=str(hers.pk))
    his = Message.objects.get(pk=token)
    assert (his.direction, his.reply_to_id, his.pages.count()) == ("to_family", hers.pk, 1)
    writing.check(his, at=pair.at)
    reviewer = sit(pair.cast.message_reviewer_a)
    assert f"/messages/{his.pk}/1/" in look(reviewer, "message-reviewer-message", his.pk)
    assert reviewer.get(f"/en/messages/{his.pk}/1/")["Content-Type"] == "image/jpeg"
    assert sit(pair.cast.other_registrar).get(f"/en/holding/letters/{his.pk}/1/").status_code == 404


def test_a_message_on_its_way_shows_no_words_at_the_camp(mother: Client, pair: Pair) -> None:
    del mother
    letter = pair.letter(LONG)
    writing.write(letter, by=pair.mother, at=pair.at)
    desk = sit(pair.cast.registrar)
    for state in ("written", "accepted", "returned", "passed_sender", "in_transit", "undeliverable"):
        Message.objects.filter(pk=letter.pk).update(state=state)
        assert "Бабушка Нина" not in look(desk, "holding-custody", pair.custody.pk)
        address = f"/en/holding/letters/{letter.pk}/print/"
        assert desk.get(address).status_code == 404
    Message.objects.filter(pk=letter.pk).update(state="passed_receiver")
    assert "Бабушка Нина" in look(desk, "holding-custody", pair.custody.pk)
    printed = unescape(desk.get(f"/en/holding/letters/{letter.pk}/print/").content.decode())
    for words in ("Бабушка Нина", "Taras Shevchenko", "Табір 7, п/с 12", "Tabir 7, p/s 12"):
        assert words in printed


def test_a_letter_that_came_back_lies_on_the_desk_of_the_liaison(mother: Client, pair: Pair) -> None:
    del mother
    letter = pair.letter(LONG)
    writing.write(letter, by=pair.mother, at=pair.at)
    Message.objects.filter(pk=letter.pk).update(state="passed_receiver")
    letter.refresh_from_db()
    writing.fail(letter, "moved", by=pair.cast.by("registrar"), at=pair.at)
    liaison = sit(pair.cast.liaison_a)
    assert str(letter.pk) in look(liaison, "liaison-letters")
    shown = look(liaison, "liaison-message", letter.pk)
    assert "moved away" in shown
    assert "Бабушка Нина" not in shown
    do(liaison, "liaison-message-act", letter.pk, "send_again")
    assert Message.objects.get().state == "in_transit"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["es", "uk", "ru", "en"])
def test_letters_on_a_telephone(
    mother: Client, pair: Pair, page: Page, live_site: str, language: str
) -> None:
    his = pair.reply("Мама, я жив, меня кормят. Как Аня и бабушка? Целую всех. Тарас")
    writing.write(his, by=pair.son, at=pair.at)
    Message.objects.filter(pk=his.pk).update(state="delivered", delivered_how="opened", delivered_at=pair.at)
    hers = pair.letter(LONG, sender={"name": "Мама", "name_other": "Mama"})
    writing.write(hers, by=pair.mother, at=pair.at)
    Message.objects.filter(pk=hers.pk).update(state="delivered", delivered_how="read", delivered_at=pair.at)
    enter(page, live_site, mother)
    page.set_viewport_size({"width": 360, "height": 740})
    visit(page, live_site, language, "letters", pair.enquiry.pk)
    field = page.locator("textarea").last
    field.fill("Раз два три\nчетыре")
    assert page.locator("[data-counts]").last.inner_text().startswith("4 ")
    field.fill("Деду подарили 300 рублей.")
    page.locator("main form button.big").click()
    page.wait_for_load_state()
    assert page.locator(".note q").first.inner_text() == "300 рублей"
    fits(page)
    visit(page, live_site, language, "letters", pair.enquiry.pk)
    page.locator("textarea").last.fill("Сынок,")
    page.locator("button[name=keep]").last.click()
    page.wait_for_load_state()
    assert Message.objects.filter(state="drafted").count() == 1
    visit(page, live_site, language, "letters", pair.enquiry.pk)
    visit(page, live_site, language, "letter-print", pair.enquiry.pk, hers.pk)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_each_half_of_the_form_is_one_side_of_a4(
    mother: Client, pair: Pair, page: Page, live_site: str
) -> None:
    hers = pair.letter("Строка обычной длины, какие пишут от руки в письмах домой, одна за другой.\n" * 30)
    writing.write(hers, by=pair.mother, at=pair.at)
    enter(page, live_site, mother)
    with override("uk"):
        page.goto(live_site + reverse("letter-print", args=[pair.enquiry.pk, hers.pk]))
    from sheets import texts_of  # noqa: PLC0415 - reading a PDF is slow to load

    sheets = texts_of(page.pdf(prefer_css_page_size=True))
    assert len(sheets) == 2
    assert "Сімейне послання" in sheets[0]
    assert "Відповідь" in sheets[1]
    assert "Taras Shevchenko" in sheets[1]
