"""The bot hears everybody once, whatever Telegram or the line does; and says what the conversation says."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, ProgrammingError, connection
from django.test import Client
from django.utils import timezone

from bot_api import TOKEN, BotApi, bot_api
from cast import Cast, cast
from desks import do, look, sit
from regreso.casebook.conversations import webhook_secret
from regreso.casebook.models import Notice
from regreso.channels.telegram import Bot
from regreso.jobs.centre import Together
from regreso.jobs.hearing import OtherTables
from regreso.jobs.listener import Announced, Listener, by_settings
from regreso.jobs.outbox import Outbox
from regreso.web.family.talk.doors import give_up_update, take_update

__all__ = ["bot_api", "cast"]
pytestmark = pytest.mark.usefixtures("cast")


def written(text: str, chat: int = 7, kind: str = "private") -> dict[str, Any]:
    sender = {"id": chat, "is_bot": False, "language_code": "uk"}
    return {"message": {"message_id": 1, "chat": {"id": chat, "type": kind}, "from": sender, "text": text}}


@pytest.fixture
def listener(bot_api: BotApi) -> Listener:
    return Listener(Bot(TOKEN, bot_api.address), take_update, wait=0)


def sent(bot_api: BotApi) -> list[str]:
    """What stands in the chat after the outbox was emptied."""
    Outbox({"telegram": Bot(TOKEN, bot_api.address)}).round(timezone.now())
    return bot_api.texts("7")


def test_what_is_written_to_the_bot_is_answered_in_its_chat_and_cannot_be_passed_on(
    bot_api: BotApi, listener: Listener
) -> None:
    bot_api.push(written("/start"))
    assert listener.round() == 0
    (text,) = sent(bot_api)
    assert text.startswith("Ця служба")
    ((_method, body),) = [call for call in bot_api.calls if call[0] == "sendMessage"]
    assert body["protect_content"] is True
    assert body["reply_markup"]["keyboard"][0] == [{"text": "Шукати"}, {"text": "Статус"}]


def test_each_update_is_confirmed_and_not_asked_for_again(bot_api: BotApi, listener: Listener) -> None:
    bot_api.push(written("/start"))
    bot_api.push(written("1"))
    listener.round()
    listener.round()
    asked = [body["offset"] for method, body in bot_api.calls if method == "getUpdates"]
    assert asked == [0, 3]
    assert Notice.objects.filter(kind="reply").count() == 2


@pytest.mark.parametrize("trouble", ["after", "garbage", "500", "before"])
def test_a_line_that_breaks_loses_nothing_and_doubles_nothing(
    bot_api: BotApi, listener: Listener, trouble: str
) -> None:
    bot_api.push(written("/start"))
    bot_api.trouble = [trouble]
    assert listener.round() > 0
    assert listener.round() == 0
    assert len(sent(bot_api)) == 1


def test_a_listener_killed_before_it_confirmed_hears_it_again_and_answers_once(
    bot_api: BotApi, listener: Listener
) -> None:
    bot_api.push(written("/start"))
    listener.round()
    fresh = Listener(Bot(TOKEN, bot_api.address), take_update, wait=0)
    fresh.round()
    assert len(sent(bot_api)) == 1


def test_429_is_waited_out_and_a_dead_line_is_asked_ever_more_slowly(
    bot_api: BotApi, listener: Listener
) -> None:
    bot_api.trouble = ["429:9", "500", "500", "500"]
    assert [listener.round() for _ in range(4)] == [9, 1, 2, 4]
    listener.round()
    bot_api.trouble = ["500"]
    assert listener.round() == 1


def test_a_webhook_that_is_in_the_way_is_taken_down(bot_api: BotApi, listener: Listener) -> None:
    bot_api.webhook = "https://old.example.org"
    assert listener.round() > 0
    assert bot_api.webhook == ""
    assert listener.round() == 0


def test_a_second_listener_is_not_fought_with(bot_api: BotApi, listener: Listener) -> None:
    bot_api.polling = 1
    assert [listener.round(), listener.round()] == [1, 2]
    assert [method for method, _ in bot_api.calls] == ["getUpdates", "getUpdates"]


def test_one_message_that_fails_does_not_silence_the_others(bot_api: BotApi) -> None:
    heard = []

    def take(update: dict[str, Any]) -> None:
        if update["update_id"] == 1:
            raise ValueError("invented")
        heard.append(update["update_id"])

    bot_api.push(written("a"))
    bot_api.push(written("b"))
    listener = Listener(Bot(TOKEN, bot_api.address), take, wait=0)
    assert [listener.round(), listener.round()] == [1, 1]
    assert heard == []  # it is tried again first
    assert listener.round() == 0
    assert heard == [2]


def test_a_database_that_is_away_costs_nobody_their_message(bot_api: BotApi) -> None:
    heard: list[int] = []
    away = iter([True] * 7)

    def take(update: dict[str, Any]) -> None:
        if next(away, False):
            raise OperationalError("database is locked")
        heard.append(update["update_id"])

    bot_api.push(written("/start"))
    listener = Listener(Bot(TOKEN, bot_api.address), take, wait=0)
    pauses = [listener.round() for _ in range(8)]
    assert all(pause > 0 for pause in pauses[:7]), "it waits before it asks again"
    assert heard == [1]


def test_tables_of_another_version_are_not_waited_for(bot_api: BotApi, listener: Listener) -> None:
    bot_api.push(written("/start"))
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE casebook_conversation RENAME COLUMN asked TO asked_before")
    with pytest.raises(OtherTables, match="regreso serve"):
        Together([listener]).run()
    assert listener.offset == 0  # Telegram brings it again


def test_where_one_ends_by_its_tables_the_others_end_too(
    bot_api: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    def trouble(_update: object) -> None:
        raise ProgrammingError("column does not exist")  # as PostgreSQL says it

    bot_api.push(written("/start"))
    waits, hears = (
        Announced(Bot(TOKEN, bot_api.address), "", ""),
        Listener(Bot(TOKEN, bot_api.address), trouble, wait=0),
    )
    monkeypatch.setattr(waits, "announce", lambda: True)
    with pytest.raises(OtherTables):
        Together([waits, hears]).run()


def test_groups_and_channels_are_not_answered(bot_api: BotApi, listener: Listener) -> None:
    bot_api.push(written("/start", chat=-7, kind="group"))
    bot_api.push({"channel_post": {"chat": {"id": -8, "type": "channel"}, "text": "x"}})
    bot_api.push({"edited_message": written("x")["message"]})
    listener.round()
    assert not Notice.objects.exists()


def test_what_the_chat_was_sent_is_kept_nowhere_after_it_arrived(bot_api: BotApi, listener: Listener) -> None:
    for text in ("Шевченко Тарас", "#", "так", "ні", "ні"):
        bot_api.push(written(text))
    listener.round()
    assert "вісім слів" in sent(bot_api)[-1]
    assert [set(row.content) for row in Notice.objects.filter(state="sent")] == [set()] * 2


@pytest.fixture
def by_webhook(monkeypatch: pytest.MonkeyPatch, bot_api: BotApi) -> None:
    monkeypatch.setattr(settings, "REGRESO_TELEGRAM_TALK", "webhook")
    monkeypatch.setattr(settings, "REGRESO_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setattr(settings, "REGRESO_TELEGRAM_API", bot_api.address)
    monkeypatch.setattr(settings, "REGRESO_SITE", "https://regreso.example.org")


@pytest.mark.usefixtures("by_webhook")
def test_telegram_is_told_our_address_until_it_heard(bot_api: BotApi) -> None:
    bot_api.trouble = ["500"]
    listener = by_settings(take_update, address="/in/telegram")
    assert isinstance(listener, Announced)
    assert not listener.announce()
    assert listener.announce()
    assert bot_api.webhook == "https://regreso.example.org/in/telegram"
    assert bot_api.calls[-1][1]["secret_token"] == webhook_secret()


@pytest.mark.usefixtures("by_webhook")
def test_the_webhook_answers_telegram_alone_and_each_update_once(bot_api: BotApi) -> None:
    update = {"update_id": 1, **written("/start")}

    def brought(secret: str) -> int:
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
        return Client().post("/in/telegram", update, "application/json", headers=headers).status_code

    assert [brought(""), brought("x")] == [404, 404]
    assert not Notice.objects.exists()
    assert [brought(webhook_secret()), brought(webhook_secret())] == [200, 200]
    assert len(sent(bot_api)) == 1


def test_without_the_setting_the_webhook_is_no_address() -> None:
    headers = {"X-Telegram-Bot-Api-Secret-Token": webhook_secret()}
    assert Client().post("/in/telegram", {}, "application/json", headers=headers).status_code == 404


def test_what_fails_three_times_lies_on_a_desk_and_the_others_are_heard(cast: Cast, bot_api: BotApi) -> None:
    def take(update: dict[str, Any]) -> None:
        if update["message"]["text"] == "bad":
            raise ValueError
        take_update(update)

    listener = Listener(Bot(TOKEN, bot_api.address), take, give_up_update, wait=0)
    bot_api.push(written("bad"))
    bot_api.push(written("/start", chat=8))
    for _ in range(4):
        listener.round()
    row = Notice.objects.get(kind="unheard")
    assert (row.state, row.trouble, row.content["to"]) == ("failed", "unanswered", "7")
    assert "bad" not in str(row.content)
    assert Notice.objects.filter(kind="reply").exists(), "the other one was answered"
    liaison = sit(cast.liaison_a)
    assert "could not be answered" in look(liaison, "liaison-notices")
    do(liaison, "liaison-notice-act", row.pk, "send_again")
    assert sent(bot_api) == [
        "Ми не змогли прочитати ваше останнє повідомлення. Напишіть його, будь ласка, ще раз іншими словами."
    ]
