"""The translator's desk, and the translation on the pages of those who read the message."""

from __future__ import annotations

import uuid
from typing import Any

from django.test import Client

from cast import Cast, cast
from desks import buttons, do, look, send, sit, there, wrong
from pair import Pair, pair
from regreso.casebook.models import Message, Person, Translation
from regreso.jobs.worker import drain
from regreso.steps import message

__all__ = ["cast", "pair"]
SPANISH = "Hijo, estamos todos bien y te esperamos."


def written(pair: Pair, **more: Any) -> Message:
    Person.objects.filter(pk=pair.custody.person_id).update(questioned_in="uk")
    letter = pair.letter(SPANISH, language="es", **more)
    message.write(letter, by=pair.mother, at=pair.at)
    drain(at=pair.at)
    return Message.objects.get(pk=letter.pk)


def translated(pair: Pair, text: str = "Синку, ми всі здорові.") -> Translation:
    translator, wanted = sit(pair.cast.translator_a), Translation.objects.get()
    to = ("translator-translation-act", wanted.pk)
    do(translator, *to, "take")
    do(translator, *to, "hand_in", text=text)
    return Translation.objects.get()


def test_a_translator_takes_it_keeps_half_of_it_and_hands_it_in(pair: Pair) -> None:
    written(pair)
    translator, wanted = sit(pair.cast.translator_a), Translation.objects.get()
    assert "From Spanish into Ukrainian" in look(translator, "translations")
    page = look(translator, "translator-translation", wanted.pk)
    assert SPANISH in page
    assert "Шевченко" not in page
    assert buttons(page) == {"take"}
    to = ("translator-translation-act", wanted.pk)
    do(translator, *to, "take")
    do(translator, *to, "hand_in", text="Синку, ми", unfinished="on")
    page = look(translator, "translator-translation", wanted.pk)
    assert "Синку, ми</textarea>" in page
    assert buttons(page) == {"hand_in", "put_back"}, "nobody is offered to take what they have"
    assert wrong(send(translator, *to, "hand_in", text=" "))
    do(translator, *to, "hand_in", text="Синку, ми всі здорові.")
    assert "Синку, ми всі здорові." in look(translator, "translator-translation", wanted.pk)
    assert "From Spanish" not in look(translator, "translations")


def test_a_translator_of_other_languages_finds_no_page(pair: Pair) -> None:
    written(pair)
    wanted = Translation.objects.get()
    other = sit(pair.cast.translator_b)
    assert "Nothing waits here" in look(other, "translations")
    assert other.get(there("translator-translation", wanted.pk)).status_code == 404
    assert send(other, "translator-translation-act", wanted.pk, "take").status_code == 404


def test_reviewer_and_registrar_read_it_beside_the_message_and_send_it_back(pair: Pair) -> None:
    letter = written(pair)
    reviewer = sit(pair.cast.message_reviewer_a)
    assert "Waits for a translator" in look(reviewer, "message-reviewer-message", letter.pk)
    translated(pair)
    page = look(reviewer, "message-reviewer-message", letter.pk)
    assert "Синку, ми всі здорові." in page
    assert {"translate", "translate_again", "pass_sender"} <= buttons(page)
    to = ("message-reviewer-message-act", letter.pk)
    do(reviewer, *to, "translate_again", reason="“te esperamos” is missing")
    translator = sit(pair.cast.translator_a)
    assert "“te esperamos” is missing" in look(
        translator, "translator-translation", Translation.objects.get().pk
    )
    translated(pair, "Синку, ми всі здорові й чекаємо.")
    do(reviewer, *to, "pass_sender")
    drain(at=pair.at)
    do(sit(pair.cast.message_reviewer_b), *to, "pass_receiver")
    registrar = sit(pair.cast.registrar)
    page = look(registrar, "holding-custody", pair.custody.pk)
    assert SPANISH in page
    assert "Синку, ми всі здорові й чекаємо." in page
    sheet = look(registrar, "holding-letter-print", letter.pk)
    assert "Переклад, зроблений людиною" in sheet
    assert "Синку, ми всі здорові й чекаємо." in sheet
    do(registrar, "holding-message-act", letter.pk, "translate", into="ru")
    do(registrar, "holding-message-act", letter.pk, "deliver", how="read_aloud")
    assert set(Translation.objects.values_list("into", "state")) == {("uk", "made"), ("ru", "asked")}


def test_a_reviewer_asks_where_nobody_was_asked_by_itself_and_only_once(pair: Pair) -> None:
    letter = pair.reply()  # in Russian, and she asked in Ukrainian: nobody was asked by itself
    message.write(letter, by=pair.son, at=pair.at)
    drain(at=pair.at)
    assert not Translation.objects.exists()
    reviewer = sit(pair.cast.message_reviewer_a)
    do(reviewer, "message-reviewer-message-act", letter.pk, "translate", into="es")
    assert (
        send(reviewer, "message-reviewer-message-act", letter.pk, "translate", into="es").status_code == 422
    )
    assert Translation.objects.get().into == "es"


def test_a_desk_without_the_role_asks_for_nothing(pair: Pair) -> None:
    letter = written(pair)
    for name in ("reviewer_a", "operator", "stranger"):
        client: Client = sit(pair.cast.staff[name])
        assert client.get(there("translations")).status_code == 404
        answer = send(client, "message-reviewer-message-act", letter.pk, "translate", into="en")
        assert answer.status_code == 404


def test_an_administrator_gives_the_role_with_its_languages(cast: Cast) -> None:
    administrator = sit(cast.administrator_a)
    to, new = ("admin-ask", cast.operation.pk), {"member": "stranger", "reason": "reads both"}
    token = uuid.uuid4()
    alone = send(administrator, *to, token=token, role="translator", languages=["uk"], **new)
    assert any("two languages" in one for one in wrong(alone))
    other = send(administrator, *to, token=token, role="liaison", languages=["uk", "es"], **new)
    assert any("Only a translator" in one for one in wrong(other))
    do(administrator, *to, token=token, role="translator", languages=["uk", "es"], **new)
    assert "uk es" in look(administrator, "admin-operation", cast.operation.pk)
