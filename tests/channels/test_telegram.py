"""The Bot API client against a double that speaks it: what is sent, what is refused, what nobody knows."""

from __future__ import annotations

import pytest

from bot_api import TOKEN, BotApi, bot_api
from regreso.channels.telegram import Bot
from regreso.wire.notice import NotSent, Outgoing

__all__ = ["bot_api"]


def bot(api: BotApi) -> Bot:
    return Bot(TOKEN, api.address)


def test_a_message_is_sent_answered_and_rewritten(bot_api: BotApi) -> None:
    sent = bot(bot_api).send(Outgoing("k1", "@channel", "Привіт"))
    assert sent == {"message_id": 1, "chat_id": "@channel"}
    bot(bot_api).send(Outgoing("k2", "@channel", "Ні", more={"reply_to": 1}))
    bot(bot_api).send(Outgoing("k3", "@channel", "ВІДКЛИКАНО", more={"edit": 1}))
    assert bot_api.texts("@channel") == ["ВІДКЛИКАНО", "Ні"]
    reply = bot_api.chats["@channel"][1]
    assert reply["reply_parameters"] == {"message_id": 1, "allow_sending_without_reply": True}
    assert reply["link_preview_options"] == {"is_disabled": True}


def test_an_edit_that_was_made_already_is_made(bot_api: BotApi) -> None:
    bot(bot_api).send(Outgoing("k1", "@channel", "A"))
    for _ in range(2):
        sent = bot(bot_api).send(Outgoing("k2", "@channel", "B", more={"edit": 1}))
    assert sent["message_id"] == 1


@pytest.mark.parametrize(
    ("trouble", "code", "expected"),
    [
        ("429:7", "later", {"unknown": False, "permanent": False, "after": 7}),
        ("400", "refused", {"unknown": False, "permanent": True, "after": 0}),
        ("401", "token", {"unknown": False, "permanent": True, "after": 0}),
        ("403", "blocked", {"unknown": False, "permanent": True, "after": 0}),
        ("500", "trouble", {"unknown": True, "permanent": False, "after": 0}),
        ("before", "unreachable", {"unknown": True, "permanent": False, "after": 0}),
        ("after", "unreachable", {"unknown": True, "permanent": False, "after": 0}),
        ("garbage", "trouble", {"unknown": True, "permanent": False, "after": 0}),
    ],
)
def test_what_came_of_it_is_told_apart(
    bot_api: BotApi, trouble: str, code: str, expected: dict[str, object]
) -> None:
    bot_api.trouble = [trouble]
    with pytest.raises(NotSent) as told:
        bot(bot_api).send(Outgoing("k", "@channel", "A"))
    error = told.value
    assert error.code == code
    assert {name: getattr(error, name) for name in expected} == expected
    assert TOKEN not in str(error)


def test_a_host_that_is_not_there_was_surely_not_reached() -> None:
    with pytest.raises(NotSent) as told:
        Bot(TOKEN, "http://127.0.0.1:9").send(Outgoing("k", "@channel", "A"))
    assert (told.value.code, told.value.unknown) == ("unreachable", False)


def test_a_text_that_does_not_fit_is_not_sent_at_all(bot_api: BotApi) -> None:
    with pytest.raises(NotSent) as told:
        bot(bot_api).send(Outgoing("k", "@channel", "🕊" * 2049))
    assert told.value.permanent
    assert bot_api.calls == []


def test_two_who_ask_for_updates_get_409(bot_api: BotApi) -> None:
    bot_api.webhook = "https://r.example/hook"
    with pytest.raises(NotSent) as told:
        bot(bot_api).call("getUpdates", {"timeout": 0})
    assert told.value.code == "conflict"


def test_a_group_that_has_become_a_supergroup_is_followed(bot_api: BotApi) -> None:
    bot_api.moved["-77"] = -100_123
    sent = bot(bot_api).send(Outgoing("k", "-77", "Привіт"))
    assert sent == {"message_id": 1, "chat_id": -100_123}
    assert bot_api.texts("-100123") == ["Привіт"]
    assert "-77" not in bot_api.chats


def test_a_message_is_taken_back_once_and_again(bot_api: BotApi) -> None:
    bot(bot_api).send(Outgoing("k", "7", "eight words"))
    for _ in range(2):  # a try whose answer was lost is made again
        assert bot(bot_api).send(Outgoing("k2", "7", "", more={"delete": 1})) == {}
    assert bot_api.texts("7") == []


def test_what_is_older_than_two_days_cannot_be_taken_back(bot_api: BotApi) -> None:
    bot(bot_api).send(Outgoing("k", "7", "eight words"))
    bot_api.old.add(("7", 1))
    with pytest.raises(NotSent) as told:
        bot(bot_api).send(Outgoing("k2", "7", "", more={"delete": 1}))
    assert (told.value.code, told.value.permanent, told.value.unknown) == ("too_old", True, False)
