"""Short messages come in as the common gateways bring them, with the key; answers leave by the outbox."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from cast import AT, cast
from gateways import SmsGateway, sms
from line_by_line import killed_at_each
from regreso.casebook import conversations
from regreso.casebook.models import Allowance, Conversation, Enquiry, Heard, Notice
from regreso.channels.sms import Gateway
from regreso.jobs.outbox import Outbox
from regreso.steps import notify
from regreso.web.family import opening
from regreso.web.family.talk import asking, engine
from regreso.web.family.talk import hear as hearing
from regreso.web.family.talk.turn import Said
from telephones import MOTHER, Telephone

__all__ = ["cast", "sms"]
KEY = "an-invented-key"


@pytest.fixture(autouse=True)
def door(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "REGRESO_SMS_IN_KEY", KEY)


def posted(body: Any, kind: str, **headers: str) -> Any:
    return Client().post("/in/sms", body, kind, headers=headers)


def waiting() -> list[str]:
    return [str(row.content["to"]) for row in Notice.objects.filter(kind="reply")]


ONE = {"from": MOTHER, "text": "Шевченко Тарас", "id": "m1"}
LIST = {"results": [{"from": "380445550118", "text": "Шевченко Тарас", "messageId": "m1"}]}
TWILIO = {"From": MOTHER, "Body": "Шевченко Тарас", "MessageSid": "m1"}
BASIC = "Basic " + b64encode(f"gateway:{KEY}".encode()).decode()


@pytest.mark.usefixtures("cast")
def test_kannel_says_who_wrote_in_a_header_and_the_id_in_the_address() -> None:
    """As Kannel 1.4.5 sent it with `send-sender` and `id=%I`; without the number nobody is answered."""
    address, kind = f"/in/sms?key={KEY}&id=1d5921cd", 'text/plain; charset="UTF-8"'
    for headers in ({}, {"X-Kannel-From": MOTHER}, {"X-Kannel-From": MOTHER}):
        sent = Client().post(address, "Шевченко".encode(), kind, headers=headers)
        assert (sent.status_code, sent.content) == (200, b"")
    assert waiting() == [MOTHER]


@pytest.mark.usefixtures("cast")
def test_what_kannel_sends_in_sixteen_bits_spoils_neither_the_key_nor_the_id() -> None:
    address, kind = f"/in/sms?key={KEY}&id=1d5921ce", "text/plain; charset=UTF-16BE"
    for _ in range(2):
        sent = Client().post(address, "Шевченко".encode("utf-16-be"), kind, headers={"X-Kannel-From": MOTHER})
        assert (sent.status_code, sent.content) == (200, b"")
    assert waiting() == [MOTHER]


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("ask", [
    lambda: posted(ONE, "application/json", Authorization=f"Bearer {KEY}"),
    lambda: posted(LIST, "application/json", Authorization=BASIC),
    lambda: posted("From=%2B380445550118&Body=%D0%A8&MessageSid=m1", "application/x-www-form-urlencoded",
                   **{"X-Key": KEY}),
    lambda: Client().get("/in/sms", {"key": KEY, **ONE}),
    lambda: posted("Шевченко Тарас".encode("utf-16-be"), "text/plain",
                   **{"X-Key": KEY, "X-Kannel-From": MOTHER, "X-Kannel-ID": "m1",
                      "X-Kannel-Charset": "UTF-16BE"}),
])  # fmt: skip
def test_each_gateway_is_understood_and_answered_with_nothing(ask: Any) -> None:
    answer = ask()
    assert (answer.status_code, answer.content) == (200, b"")
    assert ask().status_code == 200
    assert waiting() == [MOTHER]


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer x"}, {"Authorization": "Basic ???"}, {"X-Key": ""}]
)
def test_without_the_key_there_is_no_such_address(headers: dict[str, str]) -> None:
    assert posted(ONE, "application/json", **headers).status_code == 404
    assert waiting() == []


@pytest.mark.usefixtures("cast")
def test_without_the_setting_no_key_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "REGRESO_SMS_IN_KEY", "")
    assert posted(ONE, "application/json", Authorization="Bearer ").status_code == 404


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    "body", ["", "[]", "{", json.dumps({"from": "INFO", "text": "x"}), json.dumps([1, None])]
)
def test_what_is_no_message_of_a_person_is_let_go(body: str) -> None:
    assert posted(body, "application/json", Authorization=f"Bearer {KEY}").status_code == 200
    assert waiting() == []


@pytest.mark.usefixtures("cast")
def test_the_whole_way_from_gateway_to_gateway(sms: SmsGateway) -> None:
    posted(ONE, "application/json", Authorization=f"Bearer {KEY}")
    row = Notice.objects.get(kind="reply")
    assert row.due_at is not None
    assert Outbox({"sms": Gateway(sms.address)}).round(row.due_at) == 1
    (sent,) = sms.sent
    assert (sent["to"], sent["text"].startswith("Ця служба")) == (MOTHER, True)


@pytest.mark.django_db(transaction=True)
def test_killed_at_any_line_a_message_is_heard_once_and_answered_once(cast: Any) -> None:
    """Whatever was not committed is brought again by its carrier: one enquiry, one phrase, one answer."""
    assert cast.operation

    def setup() -> Telephone:
        for model in (Heard, Conversation, Allowance):
            model.objects.all().delete()
        Notice.objects.filter(kind="reply").delete()
        phone = Telephone()
        phone.sends("Шевченко Тарас", "#", "1", "1")
        return phone

    def act(_phone: Telephone) -> None:
        hearing.hear(Said("sms", MOTHER, "2", "last", AT))

    killed, before = 0, Enquiry.objects.count()
    modules = (hearing, engine, asking, conversations, opening, notify)
    for killed, phone in killed_at_each(modules, setup, act):
        if killed % 5:  # every fifth line is carried through to its end: the others die alike
            continue
        act(phone)
        act(phone)
        assert Enquiry.objects.count() == before + 1
        assert Notice.objects.filter(about=conversations.reply_id("sms", "last")).count() == 1
        before += 1
    assert killed > 60
