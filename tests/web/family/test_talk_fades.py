"""A phrase does not stay in a chat: ours is taken out after half an hour, hers at once, right or wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot_api import TOKEN, BotApi, bot_api
from cast import Cast, cast
from regreso.casebook import phrases
from regreso.casebook.models import Notice
from regreso.channels.telegram import Bot
from regreso.jobs.outbox import Outbox
from regreso.steps import notify
from telephones import ASKED, Telephone, phrase_in

__all__ = ["bot_api", "cast"]
pytestmark = pytest.mark.usefixtures("cast")
CHAT = "7007"


def chat() -> Telephone:
    return Telephone(to=CHAT, transport="telegram", hint="uk")


def outbox(api: BotApi) -> Outbox:
    return Outbox({"telegram": Bot(TOKEN, api.address)})


def opened(phone: Telephone) -> str:
    phone.sends("/start", "1", "Шевченко Тарас", "#", "так", "ні")
    return phrase_in(phone.send("ні"))


def test_our_message_with_the_phrase_is_gone_after_half_an_hour(bot_api: BotApi) -> None:
    phone = chat()
    phrase = opened(phone)
    assert "зникне" in phone.answers[-1]
    sender = outbox(bot_api)
    sender.round(phone.at)
    assert any(phrase in text for text in bot_api.texts(CHAT))
    (row,) = Notice.objects.filter(kind="take_back")
    assert row.due_at is not None
    sender.round(row.due_at - timedelta(minutes=1))
    assert any(phrase in text for text in bot_api.texts(CHAT))
    sender.round(row.due_at)
    assert not any(phrase in text for text in bot_api.texts(CHAT))
    row.refresh_from_db()
    assert (row.state, row.content, row.receipt) == ("sent", {}, {})


def test_the_phrase_that_she_sends_is_taken_out_at_once_right_or_wrong(bot_api: BotApi) -> None:
    phrase = opened(chat())
    said, phone = [], Telephone(to="7008", transport="telegram", hint="uk")
    for words in (phrase, " ".join(phrases.new_phrase("uk").split())):
        number = bot_api.said("7008", words)
        phone.send(words, message=number)
        outbox(bot_api).round(phone.at + timedelta(hours=1))
        said.append([words in text for text in bot_api.texts("7008")])
        assert "забираємо" in phone.answers[-1]
    assert not any(flag for one in said for flag in one)
    assert Notice.objects.filter(kind="take_back", state="sent").count() == 2


def test_what_telegram_no_longer_takes_back_lies_on_the_desk(bot_api: BotApi) -> None:
    opened(chat())
    sender = outbox(bot_api)
    sender.round(chat().at + timedelta(minutes=10))
    row = Notice.objects.get(kind="take_back")
    bot_api.old.add((CHAT, row.content["message"]))
    assert row.due_at is not None
    sender.round(row.due_at + timedelta(hours=49))
    row.refresh_from_db()
    assert (row.state, row.trouble) == ("failed", "too_old")


def test_what_she_deleted_herself_is_gone_and_no_trouble(bot_api: BotApi) -> None:
    opened(chat())
    sender = outbox(bot_api)
    sender.round(chat().at + timedelta(minutes=10))
    bot_api.chats[CHAT] = []
    row = Notice.objects.get(kind="take_back")
    assert row.due_at is not None
    sender.round(row.due_at)
    row.refresh_from_db()
    assert row.state == "sent"


def test_by_short_message_nothing_can_be_taken_back_and_nothing_says_so() -> None:
    phone = Telephone()
    phrase = phrase_in(phone.sends(*ASKED))
    assert "зникне" not in phone.answers[-1]
    phone.send(phrase)
    assert "забираємо" not in phone.answers[-1]
    assert not Notice.objects.filter(kind="take_back").exists()


def test_whoever_blocked_the_bot_has_it_on_the_desk_and_no_phrase_is_kept_once_settled(
    cast: Cast, bot_api: BotApi
) -> None:
    phone = chat()
    phrase = opened(phone)
    bot_api.trouble = ["403"] * 9
    outbox(bot_api).round(phone.at)
    row = Notice.objects.filter(kind="reply", state="failed").latest("queued_at")
    assert (row.trouble, phrase in row.content["text"]) == ("blocked", True)
    notify.settle(row, "not_needed", by=cast.by("liaison_a"), at=phone.at)
    row.refresh_from_db()
    assert row.content == {}
