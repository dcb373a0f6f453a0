"""What other services bring us: an update of Telegram's Bot API, a short message from a gateway.

A gateway names its fields as it likes; the names here are those of Kannel and of the common HTTP gateways.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_FROM = ("from", "msisdn", "sender", "source", "phone", "originator", "number")
_TEXT = ("text", "message", "body", "content", "msg")
_ID = ("id", "messageid", "message_id", "messagesid", "smsid", "sid", "uuid")
_LISTS = ("results", "messages", "data")
_NUMBER = re.compile(r"\+?[1-9]\d{6,14}\Z")
_LONGEST_ID = 200


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message from outside: where an answer goes, what it says, and the id its carrier gave it.

    `text` is "" for a picture, a voice or a place: those are not read and not kept.
    `message` is its number in the chat, by which it can be taken out of it again; 0 where there is none.
    """

    to: str
    text: str
    id: str
    hint: str = ""
    message: int = 0


def of_telegram(update: Mapping[str, Any]) -> Incoming | None:
    """The message of an update: of a person, written to the bot alone; None for everything else.

    >>> chat = {"id": 7, "type": "private"}
    >>> sender = {"language_code": "uk"}
    >>> message = {"message_id": 3, "chat": chat, "text": "/start@a_bot hello", "from": sender}
    >>> of_telegram({"update_id": 5, "message": message})
    Incoming(to='7', text='/start', id='5', hint='uk', message=3)
    >>> of_telegram({"update_id": 6, "message": {"chat": {"id": -7, "type": "group"}, "text": "hello"}})
    """
    message, number = update.get("message"), update.get("update_id")
    if not isinstance(message, Mapping) or not isinstance(number, int):
        return None
    chat, sender = _part(message, "chat"), _part(message, "from")
    if chat.get("type") != "private" or not isinstance(chat.get("id"), int) or sender.get("is_bot"):
        return None
    text = message.get("text")
    text = text if isinstance(text, str) else ""
    if text.startswith("/"):
        text = text.split()[0].partition("@")[0]
    hint, own = str(sender.get("language_code") or "")[:8], message.get("message_id")
    return Incoming(str(chat["id"]), text, str(number), hint, own if isinstance(own, int) else 0)


def of_gateway(told: Mapping[str, Any]) -> list[Incoming]:
    """The short messages that a gateway brings: one, or a list of them; what is none is left out.

    >>> of_gateway({"From": "380445550118", "Body": "так", "MessageSid": "a1"})
    [Incoming(to='+380445550118', text='так', id='a1', hint='', message=0)]
    >>> one, shop = {"from": "+380445550118", "text": "так"}, {"from": "INFO", "text": "ad"}
    >>> [found.text for found in of_gateway({"results": [one, shop]})]
    ['так']
    """
    plain = {str(name).lower(): value for name, value in told.items()}
    for name in _LISTS:
        if isinstance(plain.get(name), list):
            return [one for part in plain[name] if isinstance(part, Mapping) for one in of_gateway(part)]
    number = re.sub(r"[ ()-]", "", _first(plain, _FROM))
    if not _NUMBER.match(number):
        return []  # the name of a shop, or a short number: nobody there could be answered
    number = number if number.startswith("+") else f"+{number}"
    return [Incoming(number, _first(plain, _TEXT), _first(plain, _ID)[:_LONGEST_ID])]


def _first(told: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((str(told[name]).strip() for name in names if told.get(name) not in (None, "")), "")


def _part(message: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = message.get(name)
    return part if isinstance(part, Mapping) else {}
