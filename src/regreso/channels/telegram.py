"""Telegram's Bot API as it is documented: JSON over HTTPS, one answer to each call, 429 with `retry_after`.

https://core.telegram.org/bots/api. The token stands in the path, so neither path nor answer is ever logged.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from regreso.channels.lines import SECONDS, Question, ask
from regreso.wire.notice import NotSent, Outgoing

_LONGEST = 4096  # signs of one message, as Telegram counts them: in UTF-16
_TOO_MANY, _SERVER, _CONFLICT = 429, 500, 409
_SAME = "message is not modified"
_GONE, _TOO_OLD = "message to delete not found", "can't be deleted"  # the latter after 48 hours


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot: its token, and where the Bot API is (a server of one's own, or Telegram's)."""

    token: str
    api: str = "https://api.telegram.org"

    def send(self, notice: Outgoing) -> dict[str, Any]:
        """Send, rewrite what was sent (`edit`), answer it (`reply_to`), take it back (`delete`).

        What Telegram keeps of it comes back.

        Raises:
            NotSent: it did not arrive, or nobody knows.
        """
        if taken := notice.more.get("delete"):
            return self._take_back(notice.to, taken)
        if len(notice.text.encode("utf-16-le")) // 2 > _LONGEST:
            raise NotSent("too_long", permanent=True)
        body: dict[str, Any] = {"chat_id": notice.to, "text": notice.text, **notice.more.get("with", {})}
        body["link_preview_options"] = {"is_disabled": True}
        method = "sendMessage"
        if edited := notice.more.get("edit"):
            method, body["message_id"] = "editMessageText", edited
        elif answered := notice.more.get("reply_to"):
            # The first post may have been deleted by hand: that must not keep its correction from going out.
            body["reply_parameters"] = {"message_id": answered, "allow_sending_without_reply": True}
        if notice.more.get("protect"):
            body["protect_content"] = True
        try:
            sent = self._sent(method, body)
        except NotSent as trouble:
            if _SAME in str(trouble):  # an edit that was made already, by a try whose answer was lost
                return {"message_id": edited, "chat_id": notice.to}
            raise
        kept = sent if isinstance(sent, dict) else {}
        chat = kept.get("chat") or {}
        return {"message_id": kept.get("message_id"), "chat_id": chat.get("id", notice.to)}

    def _sent(self, method: str, body: dict[str, Any]) -> Any:  # noqa: ANN401 - any JSON
        """Sent; once more to where a group has moved, for Telegram gives it another number as it grows."""
        try:
            return self.call(method, body)
        except NotSent as trouble:
            if trouble.moved_to is None:
                raise
            return self.call(method, {**body, "chat_id": trouble.moved_to})

    def _take_back(self, chat: str, message: int) -> dict[str, Any]:
        """Delete a message of a chat; one that is not there any more is taken back already."""
        try:
            self.call("deleteMessage", {"chat_id": chat, "message_id": message})
        except NotSent as trouble:
            if _TOO_OLD in str(trouble):
                raise NotSent("too_old", permanent=True) from None
            if _GONE not in str(trouble):
                raise
        return {}

    def call(self, method: str, body: dict[str, Any], *, seconds: float = SECONDS) -> Any:  # noqa: ANN401 - any JSON
        """One call; its `result`.

        Raises:
            NotSent: with `unknown` where the words had left before the line broke.
        """
        address = f"{self.api.rstrip('/')}/bot{self.token}/{method}"
        data = json.dumps(body, ensure_ascii=False).encode()
        reply = ask(Question(address, data, {"Content-Type": "application/json"}, seconds))
        status, told = reply.status, reply.body
        try:
            answer = json.loads(told)
        except ValueError:
            raise NotSent("trouble", unknown=status >= _SERVER or status < 400) from None  # noqa: PLR2004 - HTTP
        if isinstance(answer, dict) and answer.get("ok"):
            return answer.get("result")
        raise _refusal(status, answer if isinstance(answer, dict) else {})


def _refusal(status: int, answer: dict[str, Any]) -> NotSent:
    told = str(answer.get("description", ""))[:200]
    given = answer.get("parameters")
    parameters = given if isinstance(given, dict) else {}
    code = int(answer.get("error_code") or status)
    if code == _TOO_MANY:
        return NotSent("later", told, after=max(int(parameters.get("retry_after") or 1), 1))
    if code >= _SERVER:
        return NotSent("trouble", told, unknown=True)
    if code == _CONFLICT:
        return NotSent("conflict", told)
    if moved := parameters.get("migrate_to_chat_id"):
        return NotSent("refused", told, permanent=True, moved_to=int(moved))
    # 400 bad chat or text, 401 bad token, 403 blocked by the reader or not let into the channel.
    return NotSent({401: "token", 403: "blocked"}.get(code, "refused"), told, permanent=True)
