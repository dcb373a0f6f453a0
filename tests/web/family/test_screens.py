"""One question a screen: kept as she goes, the same enquiry at the end."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from regreso.casebook.models import Enquiry, Operation
from regreso.web.base.enquiry_form import EnquiryForm
from regreso.web.family.screens import SCREENS

pytestmark = pytest.mark.usefixtures("operation")
LAST = len(SCREENS) - 1  # one operation: nobody is asked which
NAME = "Тарасенко Сергій Петрович"


def look(client: Client, number: int, language: str = "en") -> str:
    answer = client.get(f"/{language}/ask/questions/{number}/")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def say(client: Client, number: int, language: str = "en", **told: str) -> Any:
    token = re.search(r'name="token" value="([0-9a-f-]{36})"', look(client, number, language))
    assert token
    return client.post(f"/{language}/ask/questions/{number}/", {"token": token[1], **told})


def test_every_field_of_the_form_is_asked_once() -> None:
    asked = [name for screen in SCREENS for name in screen]
    assert sorted(asked) == sorted({*EnquiryForm.base_fields, "operation"} - {"token"})


def test_a_name_and_leave_to_keep_it_are_enough(client: Client) -> None:
    assert say(client, 1, as_written=NAME)["Location"] == "/en/ask/questions/2/"
    for number in range(2, LAST):
        assert say(client, number)["Location"] == f"/en/ask/questions/{number + 1}/"
    assert say(client, LAST, store="on")["Location"] == "/en/ask/receipt/"
    enquiry = Enquiry.objects.get()
    assert (enquiry.state, enquiry.sought.as_written) == ("open", NAME)
    assert 'id="phrase"' in client.get("/en/ask/receipt/").content.decode()


def test_what_was_said_is_still_there_when_she_comes_back(client: Client) -> None:
    say(client, 1, as_written=NAME)
    assert NAME in look(client, 1)
    assert NAME in unescape(client.get("/en/ask/").content.decode())  # and on the long page
    say(client, 1, as_written="Тарасенко")  # changed her mind
    assert NAME not in look(client, 1)


def test_a_tick_that_is_taken_away_does_not_come_back(client: Client) -> None:
    number = next(n for n, names in enumerate(SCREENS[1:], 1) if "pseudonymous" in names)
    say(client, number, enquirer_name="Olena", pseudonymous="on")
    assert "checked" in look(client, number)
    say(client, number, enquirer_name="Olena")
    assert "checked" not in look(client, number)


@pytest.mark.parametrize(
    ("language", "said"),
    [("es", "Esto no parece un correo"), ("uk", "Це не схоже на"), ("ru", "Это не похоже на")],
)
def test_a_wrong_answer_is_told_on_its_own_screen(client: Client, language: str, said: str) -> None:
    number = next(n for n, names in enumerate(SCREENS[1:], 1) if "email" in names)
    answer = say(client, number, language, email="olena at home")
    assert answer.status_code == 422
    assert said in unescape(answer.content.decode())
    assert "olena at home" in answer.content.decode()


def test_what_is_missing_leads_back_to_its_question(client: Client) -> None:
    assert say(client, LAST, store="on")["Location"] == "/en/ask/questions/1/"
    assert "One thing is still missing" in look(client, 1)
    assert not Enquiry.objects.exists()


def test_another_language_keeps_the_answer_of_this_screen(client: Client) -> None:
    client.get("/en/ask/questions/1/")
    answer = client.post("/uk/ask/questions/1/", {"as_written": NAME, "only_language": "uk"})
    assert answer.status_code == 200
    assert NAME in unescape(answer.content.decode())
    assert NAME in look(client, 1, "ru")


def test_a_second_click_on_the_last_screen_makes_no_second_enquiry(client: Client) -> None:
    say(client, 1, as_written=NAME)
    token = re.search(r'name="token" value="([0-9a-f-]{36})"', look(client, LAST))
    assert token
    told = {"token": token[1], "store": "on"}
    for _click in range(2):
        assert client.post(f"/en/ask/questions/{LAST}/", told)["Location"] == "/en/ask/receipt/"
    assert Enquiry.objects.count() == 1


def test_a_draft_lies_sealed_and_goes_with_the_sending(client: Client) -> None:
    say(client, 1, as_written=NAME)
    session = Session.objects.get()
    assert NAME not in str(session.get_decoded())
    assert 0 < (session.expire_date - session.expire_date.now(session.expire_date.tzinfo)).seconds <= 7200
    say(client, LAST, store="on")
    assert "draft" not in Session.objects.get().get_decoded()


def test_a_draft_can_be_deleted_and_leaving_quickly_deletes_it(client: Client) -> None:
    say(client, 1, as_written=NAME)
    client.post("/en/ask/forget/")
    assert NAME not in look(client, 1)
    say(client, 1, as_written=NAME)
    client.get("/en/leave/")
    assert NAME not in look(client, 1)


def test_the_long_page_keeps_itself_while_she_writes(client: Client) -> None:
    client.get("/en/ask/")
    kept = client.post("/en/ask/keep/", {"as_written": NAME, "who": "nobody", "other_names": "я" * 9000})
    assert (kept.status_code, kept.content) == (204, b"")
    assert NAME in unescape(client.get("/en/ask/").content.decode())
    assert "nobody" not in str(client.session.items())


@pytest.mark.parametrize("number", [0, LAST + 1, 99999])
def test_there_is_no_such_question(client: Client, number: int) -> None:
    assert client.get(f"/en/ask/questions/{number}/").status_code == 404


def test_where_there_are_two_crises_the_first_question_is_which(client: Client, operation: Operation) -> None:
    other = Operation.objects.create(
        name="Otra", kind=operation.kind, state="open", opened_at=operation.opened_at
    )
    assert str(other.pk) in look(client, 1)
    say(client, 1, operation=str(other.pk))
    say(client, 2, as_written=NAME)
    say(client, len(SCREENS), store="on")
    assert Enquiry.objects.get().operation == other
