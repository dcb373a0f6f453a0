"""“I am alive” from the form to the family's page, and nothing about who asks on the way."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from cast import Cast, cast
from desks import buttons, do, look, send, sit
from regreso.casebook.access import for_enquirer
from regreso.casebook.models import Enquiry, SelfReport
from regreso.steps import ask

__all__ = ["cast"]

SAID = {
    "kind": "alive",
    "name": "Тарас Шевченко",
    "birth": "21.04.1999",
    "tell_whom": "named",
    "viewers": "Олена Шевченко, мати",
    "words": "Мамо, я живий.",
    "phone": "+380441234567",
}


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def say(client: Client, **changes: str) -> Any:
    token = re.search(r'name="token" value="([0-9a-f-]{36})"', page(client, "/uk/alive/"))
    assert token
    return client.post("/uk/alive/", {"token": token[1], **SAID, **changes})


def as_family(enquiry: Enquiry) -> Client:
    client = Client()
    client.get("/uk/my-enquiry/")
    session = client.session
    session["enquirer"] = str(enquiry.enquirer_id)
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    return client


@pytest.fixture
def asked(cast: Cast) -> Enquiry:
    return cast.asked(surname="Шевченко", given="Тарас", birth="1999-04-21")


def test_the_mother_reads_his_words_after_two_have_looked(cast: Cast, asked: Enquiry) -> None:
    him = Client()
    assert say(him)["Location"] == "/uk/alive/mine/"
    phrase = re.findall(r'id="phrase"[^>]*>([^<]+)<', page(him, "/uk/alive/mine/"))[0]
    mother = as_family(asked)
    assert "я живий" not in page(mother, "/uk/my-enquiry/")
    row = SelfReport.objects.get()
    first, second = sit(cast.reviewer_a), sit(cast.reviewer_b)
    assert "Тарас Шевченко" in look(first, "review-alive-list")
    shown = look(first, "review-alive", row.pk)
    assert "+380441234567" in shown
    assert "Олена Шевченко" in shown
    assert buttons(shown) == {"check", "refuse"}
    do(first, "review-alive-act", row.pk, "check", basis="called back")
    assert "pass_on" not in buttons(look(first, "review-alive", row.pk))
    assert send(second, "review-alive-act", row.pk, "pass_on").status_code == 422  # nobody chosen
    do(second, "review-alive-act", row.pk, "pass_on", enquiries=[str(asked.pk)])
    shown = page(mother, "/uk/my-enquiry/")
    assert "Мамо, я живий." in shown
    assert re.search(r"RGS(-[0-9A-Z]{4}){4}", shown)
    assert "+380441234567" not in shown
    other = Client()
    assert other.post("/ru/my-enquiry/", {"phrase": phrase})["Location"] == "/ru/alive/mine/"
    assert other.post("/ru/alive/mine/take-back/")["Location"] == "/ru/alive/mine/"
    assert "Мамо, я живий." not in page(mother, "/uk/my-enquiry/")


@pytest.mark.parametrize("ends", [False, True])
def test_his_page_reads_the_same_whether_anybody_asks(cast: Cast, asked: Enquiry, *, ends: bool) -> None:
    if ends:
        ask.withdraw(asked, reason="", by=for_enquirer(asked), at=cast.at)
    him = Client()
    say(him)
    him.post("/uk/alive/mine/")
    shown = re.sub(r'value="\w{64}"', "", page(him, "/uk/alive/mine/"))
    assert "Шевченко" not in shown
    assert "однакова, питає про Вас хтось чи ні" in shown


@pytest.mark.parametrize(
    ("changes", "field"), [({"name": ""}, "name"), ({"phone": ""}, "phone"), ({"viewers": ""}, "viewers")]
)
def test_what_is_missing_is_said_beside_its_field(cast: Cast, changes: dict[str, str], field: str) -> None:
    answer = say(Client(), **changes)
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.content.decode()
    assert not SelfReport.objects.filter(operation=cast.operation).exists()


def test_a_stranger_finds_no_report(cast: Cast) -> None:
    say(Client())
    stranger = Client()
    assert stranger.get("/uk/alive/mine/")["Location"] == "/uk/my-enquiry/"
    assert stranger.post("/uk/alive/mine/take-back/")["Location"] == "/uk/my-enquiry/"
    assert SelfReport.objects.get(operation=cast.operation).state == "told"
