"""After the release: the answer, a paper, letters, a call, a journey; all of it only for this family."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cast import cast
from pair import Pair, pair
from regreso.casebook import certificates
from regreso.casebook.models import Answer, Call, DeathNotice, Message
from regreso.reading.family_words import REASONS as FOUND
from regreso.steps import call as calling
from regreso.steps import message as writing
from regreso.steps import travel
from regreso.steps.ask import ASKABLE
from regreso.web.base.letter_words import REASONS
from regreso.web.family.questions import LABELS

__all__ = ["cast", "pair"]
from sheets import pages_of


@pytest.fixture
def mother(pair: Pair) -> Client:
    """Her browser; the answer has its paper."""
    paper = certificates.issue(
        "captivity",
        {"rung": "held", "name": "Шевченко Тарас", "birth": "1999-04-21", "issued_for": "Олена"},
        operation=pair.cast.operation,
        at=pair.at,
    )
    pair.answer.certificate, pair.answer.shown = paper, {"address": "Invented address 7"}
    pair.answer.rung = "held"
    pair.answer.save()
    client = Client()
    session = client.session
    session["enquirer"] = str(pair.enquiry.enquirer_id)
    session.save()
    return client


def page(client: Client, pair: Pair, rest: str = "") -> Any:
    return client.get(f"/en/my-enquiry/{f'{pair.enquiry.pk}/{rest}' if rest else ''}")


def test_the_family_reads_the_answer_and_says_so(mother: Client, pair: Pair) -> None:
    shown = page(mother, pair).content.decode()
    assert "The person you are looking for has been found" in shown
    assert "Invented address 7" in shown
    assert "We are searching" not in shown
    assert mother.post(f"/en/my-enquiry/{pair.enquiry.pk}/read/").status_code == 303
    pair.answer.refresh_from_db()
    assert pair.answer.state == "acknowledged"


def test_the_paper_bears_a_code_that_the_public_page_knows(mother: Client, pair: Pair) -> None:
    shown = page(mother, pair, "certificate/").content.decode()
    assert pair.answer.certificate.code in shown
    assert "http://testserver/en/check/" in shown
    assert (
        "Issued by us" in Client().post("/en/check/", {"code": pair.answer.certificate.code}).content.decode()
    )


@pytest.mark.parametrize("state", ["waiting_for_consent", "ready", "signed", "withheld", "revoked"])
def test_without_a_released_answer_every_page_behind_it_is_not_there(
    mother: Client, pair: Pair, state: str
) -> None:
    Answer.objects.update(state=state)
    shown = page(mother, pair).content.decode()
    assert "We are searching" in shown
    assert "Invented address" not in shown
    for rest in ("certificate/", "letters/", "call/", "confirmation/"):
        assert page(mother, pair, rest).status_code == 404


def test_a_letter_goes_out_once(mother: Client, pair: Pair) -> None:
    address = f"/en/my-enquiry/{pair.enquiry.pk}/letters/"
    told = {"token": "7a1f9a3e-0f3c-4f5e-9d0a-1f2e3d4c5b6a", "text": "Сынок, мы здоровы."}
    assert mother.post(address, {**told, "text": " "}).status_code == 422
    assert mother.post(address, told).status_code == 303
    answer = mother.post(address, told)  # the second click
    assert answer.status_code == 422
    assert "nothing was done twice" in answer.content.decode()
    letter = Message.objects.get()
    assert (letter.direction, letter.state, letter.custody_id) == ("to_captive", "written", pair.custody.pk)
    assert "Сынок, мы здоровы." in mother.get(address).content.decode()


def test_a_letter_that_came_back_says_why_and_can_be_put_otherwise(mother: Client, pair: Pair) -> None:
    letter = pair.letter("Сынок, переведи денег.")
    writing.write(letter, by=pair.mother, at=pair.at)
    writing.check(letter, at=pair.at)
    assert letter.state == "returned"
    address = f"/en/my-enquiry/{pair.enquiry.pk}/letters/"
    assert "It speaks of money." in mother.get(address).content.decode()
    assert mother.post(address, {"token": str(letter.pk), "text": "Сынок, ждём."}).status_code == 303
    letter.refresh_from_db()
    assert (letter.state, letter.text) == ("written", "Сынок, ждём.")


def test_his_letter_is_seen_when_it_is_opened_and_not_before(mother: Client, pair: Pair) -> None:
    reply = pair.reply("Мама, я жив.")
    writing.write(reply, by=pair.son, at=pair.at)
    address = f"/en/my-enquiry/{pair.enquiry.pk}/letters/"
    assert "Open the letter" not in mother.get(address).content.decode()
    Message.objects.filter(pk=reply.pk).update(state="passed_receiver")
    assert "A letter is waiting for you." in page(mother, pair).content.decode()
    closed = mother.get(address).content.decode()
    assert "Open the letter" in closed
    assert "Мама, я жив." not in closed
    assert mother.post(f"{address}{reply.pk}/").status_code == 303
    assert "Мама, я жив." in mother.get(address).content.decode()
    reply.refresh_from_db()
    assert (reply.state, reply.delivered_how) == ("delivered", "opened")


def test_a_call_is_asked_for_and_its_time_is_shown_in_her_zone(mother: Client, pair: Pair) -> None:
    address = f"/en/my-enquiry/{pair.enquiry.pk}/call/"
    told = {"token": "5b1f9a3e-0f3c-4f5e-9d0a-1f2e3d4c5b6a", "safe_time": ""}
    assert mother.post(address, told).status_code == 422
    assert mother.post(address, {**told, "safe_time": "after 20:00, Tomsk"}).status_code == 303
    call = Call.objects.get()
    assert (call.state, call.plan["safe_time"]) == ("requested", "after 20:00, Tomsk")
    assert "asked, alone, whether they want it" in page(mother, pair).content.decode()
    pair.enquiry.enquirer.level = 2
    pair.enquiry.enquirer.save()
    call.refresh_from_db()
    calling.consent(call, asked_alone=True, by=pair.son, at=pair.at)
    calling.verify(call, {"safe_time": "20:00"}, by=pair.cast.by("liaison_a"), at=pair.at)
    starts = pair.cast.later(days=2)
    window = calling.Window(starts, starts + timedelta(hours=1), "Asia/Tomsk", "Europe/Kyiv")
    calling.schedule(call, window, by=pair.cast.by("liaison_a"), at=pair.at)
    shown = page(mother, pair).content.decode()
    assert "March 5, 2022, 4 p.m." in shown
    assert "(Asia/Tomsk)" in shown


def test_the_journey_sheet_shows_each_leg_and_takes_her_word(mother: Client, pair: Pair) -> None:
    now = timezone.now()
    pair.name_meeting(days=(now - pair.at).days + 9)
    sheet = pair.journey(language="en")
    travel.plan(sheet, by=pair.cast.by("liaison_a"), at=now)
    assert page(mother, pair, f"journey/{sheet.pk}/").status_code == 404  # nobody is told before it is issued
    travel.issue(sheet, by=pair.cast.by("liaison_a"), at=now)
    address = f"/en/my-enquiry/{pair.enquiry.pk}/journey/{sheet.pk}/"
    shown = mother.get(address).content.decode()
    assert shown.count("Source") == len(sheet.legs) >= 4
    assert sheet.certificate.code in shown
    (printed,) = pages_of(mother.get(f"{address}sheet/"))
    assert sheet.certificate.code in printed
    assert "Тарас" not in printed
    assert mother.post(f"{address}depart/").status_code == 303
    assert mother.post(f"{address}check-in/", {"leg": "1"}).status_code == 303
    assert "Done: you wrote that you are well." in mother.get(address).content.decode()
    assert mother.post(f"{address}dance/").status_code == 404
    assert mother.post(f"{address}arrive/").status_code == 303
    sheet.refresh_from_db()
    assert (sheet.state, [line["leg"] for line in sheet.check_ins]) == ("arrived", [1])


def test_each_question_and_each_finding_has_its_words() -> None:
    assert set(LABELS) == set(ASKABLE)
    assert set(REASONS) == set(FOUND)


def test_a_family_is_never_told_in_the_present_what_was_so_on_a_day(mother: Client, pair: Pair) -> None:
    pair.custody.state = "released"
    pair.custody.save()
    shown = page(mother, pair).content.decode()
    assert "They are held" not in shown
    assert "they were held in captivity" in shown
    assert "has been released" not in shown, "nobody signed that yet"
    pair.answer.rung = "released"
    pair.answer.save()
    assert "has been released from captivity" in page(mother, pair).content.decode()


def test_whoever_was_told_of_a_death_reads_no_more_that_we_search(mother: Client, pair: Pair) -> None:
    Answer.objects.update(state="waiting_for_consent")
    notice = DeathNotice.objects.create(
        operation=pair.cast.operation, custody=pair.custody, enquiry=pair.enquiry, state="told"
    )
    assert "We are searching" in page(mother, pair).content.decode(), "in writing only after it is confirmed"
    notice.state = "confirmed"
    notice.save()
    shown = page(mother, pair).content.decode()
    assert "We are searching" not in shown
    assert "Our liaison has spoken with you" in shown
    Answer.objects.update(state="acknowledged")
    assert "held in captivity" not in page(mother, pair).content.decode()


def test_the_family_calls_a_call_off_when_the_hour_is_no_longer_safe(mother: Client, pair: Pair) -> None:
    call = pair.call()
    calling.request(call, by=pair.mother, at=pair.at)
    to = f"/en/my-enquiry/{pair.enquiry.pk}/call/{call.pk}/cancel/"
    assert to in page(mother, pair).content.decode()
    assert Client().post(to).headers["Location"].endswith("/my-enquiry/"), "only with the phrase"
    assert mother.get(to).status_code == 405
    assert mother.post(to).status_code == 303
    assert Call.objects.get().state == "cancelled"
    assert to not in page(mother, pair).content.decode()


def test_the_family_calls_a_journey_off_and_its_code_no_longer_holds(mother: Client, pair: Pair) -> None:
    pair.name_meeting(days=(timezone.now() - pair.at).days + 9)
    sheet = pair.journey()
    liaison = pair.cast.by("liaison_a")
    travel.plan(sheet, by=liaison, at=timezone.now())
    travel.issue(sheet, by=liaison, at=timezone.now())
    assert sheet.certificate
    assert certificates.check(sheet.certificate.code, at=timezone.now())
    assert mother.post(f"/en/my-enquiry/{pair.enquiry.pk}/journey/{sheet.pk}/cancel/").status_code == 303
    sheet.refresh_from_db()
    assert sheet.state == "cancelled"
    assert not certificates.check(sheet.certificate.code, at=timezone.now())


@pytest.mark.parametrize("state", ["drafted", "certified", "signed", "pair_named"])
def test_no_page_tells_a_family_of_a_death_before_a_person_did(
    mother: Client, pair: Pair, state: str
) -> None:
    pair.custody.state = "died"
    pair.custody.save()
    DeathNotice.objects.create(
        operation=pair.cast.operation, custody=pair.custody, enquiry=pair.enquiry, state=state
    )
    home = f"/en/my-enquiry/{pair.enquiry.pk}"
    letter = {"token": str(uuid.uuid4()), "text": "We are well and wait for you."}
    assert mother.post(f"{home}/letters/", letter).status_code == 303
    call = {"token": str(uuid.uuid4()), "safe_time": "in the evening"}
    assert mother.post(f"{home}/call/", call).status_code == 303
    for rest in ("", "letters/", "call/"):
        shown = page(mother, pair, rest).content.decode().casefold()
        assert "death" not in shown
        assert "died" not in shown
