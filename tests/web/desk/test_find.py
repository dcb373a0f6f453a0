"""Finding one's own by a few letters; hints that never block and never tell of a find."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from cast import Cast
from desks import buttons, do, look, send, sit
from regreso import story
from regreso.casebook.models import Enquiry, Grant, Read, Staff, history
from regreso.web.desk.find import folded

SON = {"surname": "Шевченко", "given": "Тарас", "birth": "1999-04-21"}


def mine(cast: Cast, **sought: str) -> Enquiry:
    enquiry = cast.asked(**sought)
    Enquiry.objects.filter(pk=enquiry.pk).update(assigned_to=cast.operator)
    return enquiry


def found(client: Client, letters: str) -> str:
    return unescape(send(client, "desk-find", q=letters).content.decode())


@pytest.mark.parametrize("letters", ["Шев", "shev", "ТАР", "taras", "шевченко т"])
def test_the_first_letters_in_any_alphabet_find_ones_own(cast: Cast, letters: str) -> None:
    enquiry = mine(cast, **SON)
    mine(cast, surname="Мельник", given="Петро")
    page = found(sit(cast.operator), letters)
    assert str(enquiry.pk) in page
    assert "Мельник" not in page
    assert Read.objects.filter(page="desk-find", count=1).count() == 1


@pytest.mark.parametrize("letters", ["Ш", "", "ченко", "Шевчук"])
def test_too_few_letters_and_other_names_find_nothing(cast: Cast, letters: str) -> None:
    mine(cast, **SON)
    assert "href" not in found(sit(cast.operator), letters)
    assert not Read.objects.filter(page="desk-find").exists()


def test_a_colleagues_enquiry_is_not_found(cast: Cast) -> None:
    cast.asked(**SON)
    assert "Шевченко" not in found(sit(cast.operator), "Шев")
    assert folded("Щербак") == folded("Shcherbak")


def test_hints_tell_the_other_alphabet_the_next_question_and_ones_own(cast: Cast) -> None:
    enquiry = mine(cast, **SON)
    client = sit(cast.operator)
    page = unescape(
        send(client, "desk-hints", as_written="Шевченко Тарас", birth="21.04.1999").content.decode()
    )
    assert "Shevchenko Taras" in page
    assert "Ask next:" in page
    assert str(enquiry.pk) in page
    assert "A colleague may have" not in page


def test_of_a_colleagues_enquiry_a_hint_says_that_there_may_be_one_and_no_more(cast: Cast) -> None:
    other = cast.asked(**SON)
    page = unescape(
        send(
            sit(cast.operator), "desk-hints", as_written="Шевченко Тарас", birth="21.04.1999"
        ).content.decode()
    )
    assert "A colleague may have an enquiry about the same person" in page
    assert str(other.pk) not in page


def test_hints_read_the_same_whether_he_is_held(cast: Cast) -> None:
    client = sit(cast.operator)
    said = {"as_written": "Шевченко Тарас", "birth": "21.04.1999"}
    before = send(client, "desk-hints", **said).content
    cast.held(**SON)
    assert send(client, "desk-hints", **said).content == before


def test_notes_promises_and_handing_over_from_the_page(cast: Cast) -> None:
    enquiry, client = mine(cast, **SON), sit(cast.operator)
    other = Staff.objects.create_user("operator_2")
    grant = Grant.objects.create(operation=cast.operation, staff=other, role=story.OPERATOR)
    Grant.objects.filter(pk=grant.pk).update(state="given")
    assert {"note", "promise_call", "hand_over"} <= buttons(look(client, "desk-enquiry", enquiry.pk))
    do(client, "desk-enquiry-act", enquiry.pk, "note", text="She speaks softly.")
    assert "She speaks softly." in look(client, "desk-enquiry", enquiry.pk)
    when = {"day": "2999-03-04", "hour": "20:00", "zone": "Europe/Kyiv"}
    do(client, "desk-enquiry-act", enquiry.pk, "promise_call", **when)
    assert "Шевченко" in look(client, "desk-call-back")
    assert Enquiry.objects.get(pk=enquiry.pk).call_back_at
    do(client, "desk-enquiry-act", enquiry.pk, "keep_promise", note="spoke with her")
    assert "Шевченко" not in look(client, "desk-call-back")
    to = do(client, "desk-enquiry-act", enquiry.pk, "hand_over", to=str(other.pk), reason="my shift ends")
    assert to.endswith("/desk/")
    assert "Шевченко" not in look(client, "desk")
    assert "Шевченко" in look(sit(other), "desk")
    assert [move.name for move in history(enquiry)][-1] == "hand_over"


def test_the_script_and_the_questions_are_in_the_callers_language(cast: Cast) -> None:
    page = unescape(sit(cast.operator).get("/en/desk/new/?caller_language=uk").content.decode())
    assert "Ви можете зараз вільно говорити?" in page
    assert "Keep as a draft" in page
