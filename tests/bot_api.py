"""A double of Telegram's Bot API on this machine: the same paths, answers and refusals, and lines that break.

`trouble` is a list of what happens to the next calls: "429:7" (retry after 7), "500", "401", "403", "400",
"before" (the line breaks before the call was done), "after" (it was done, and the answer is lost), "garbage".
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

TOKEN = "123456:AA-invented"  # noqa: S105 - invented, and of this double only
_SAYS = {
    400: "Bad Request: chat not found",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    500: "Internal Server Error",
}


@dataclass
class BotApi:
    """What the bot was asked, and what stands in its chats."""

    address: str = ""
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    chats: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    trouble: list[str] = field(default_factory=list)
    updates: list[dict[str, Any]] = field(default_factory=list)
    moved: dict[str, int] = field(default_factory=dict)  # a group that grew, and the number it has now
    old: set[tuple[str, int]] = field(default_factory=set)  # messages of more than 48 hours ago
    numbered: int = 0
    webhook: str = ""
    polling: int = 0
    during: Callable[[], object] | None = None  # called while the other side waits for its answer
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _arrived: threading.Event = field(default_factory=threading.Event)

    def texts(self, chat: str) -> list[str]:
        return [one["text"] for one in self.chats.get(chat, [])]

    def said(self, chat: str, text: str) -> int:
        """A person writes to the bot: what they wrote stands in the chat, too."""
        self.numbered += 1
        self.chats.setdefault(chat, []).append({"text": text, "message_id": self.numbered})
        return self.numbered

    def push(self, update: dict[str, Any]) -> None:
        """A person writes to the bot."""
        with self._lock:
            self.updates.append({"update_id": len(self.updates) + 1, **update})
        self._arrived.set()

    def answer(self, method: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        with self._lock:
            self.calls.append((method, body))
        handler = getattr(self, f"_{method}", None)
        if handler is None:
            return 404, refused(404, "Not Found")
        done: tuple[int, dict[str, Any]] = handler(body)
        return done

    def _getMe(self, _body: dict[str, Any]) -> tuple[int, dict[str, Any]]:  # noqa: N802 - Telegram's name
        return fine({"id": 1, "is_bot": True, "username": "regreso_invented_bot"})

    def _sendMessage(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:  # noqa: N802 - Telegram's name
        text = str(body["text"])
        if moved := self.moved.get(str(body["chat_id"])):
            told = "Bad Request: group chat was upgraded to a supergroup chat"
            return 400, refused(400, told, migrate_to_chat_id=moved)
        if not text.strip():
            return 400, refused(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) // 2 > 4096:
            return 400, refused(400, "Bad Request: message is too long")
        chat = self.chats.setdefault(str(body["chat_id"]), [])
        self.numbered += 1  # one count for all chats of a bot, as Telegram keeps it
        chat.append({**body, "message_id": self.numbered})
        return fine({"message_id": self.numbered, "chat": {"id": body["chat_id"]}, "text": text})

    def _editMessageText(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:  # noqa: N802 - Telegram's name
        chat, number = self.chats.get(str(body["chat_id"]), []), int(body["message_id"])
        found = next((one for one in chat if one["message_id"] == number), None)
        if found is None:
            return 400, refused(400, "Bad Request: message to edit not found")
        if found["text"] == body["text"]:
            told = "Bad Request: message is not modified: specified new message content is the same"
            return 400, refused(400, told)
        found["text"] = body["text"]
        return fine({"message_id": number, "chat": {"id": body["chat_id"]}, "text": body["text"]})

    def _deleteMessage(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:  # noqa: N802 - Telegram's name
        chat, number = self.chats.get(str(body["chat_id"]), []), int(body["message_id"])
        if (str(body["chat_id"]), number) in self.old:
            return 400, refused(400, "Bad Request: message can't be deleted for everyone")
        if not any(one["message_id"] == number for one in chat):
            return 400, refused(400, "Bad Request: message to delete not found")
        self.chats[str(body["chat_id"])] = [one for one in chat if one["message_id"] != number]
        return fine(result=True)

    def _setWebhook(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:  # noqa: N802 - Telegram's name
        self.webhook = str(body.get("url", ""))
        return fine(result=True)

    def _deleteWebhook(self, _body: dict[str, Any]) -> tuple[int, dict[str, Any]]:  # noqa: N802 - Telegram's name
        self.webhook = ""
        return fine(result=True)

    def _answerCallbackQuery(self, _body: dict[str, Any]) -> tuple[int, dict[str, Any]]:  # noqa: N802 - Telegram's name
        return fine(result=True)

    def _getUpdates(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:  # noqa: N802 - Telegram's name
        if self.webhook:
            told = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook"
            return 409, refused(409, told)
        with self._lock:
            if self.polling:
                told = "Conflict: terminated by other getUpdates request; make sure that only one bot runs"
                return 409, refused(409, told)
            self.polling += 1
        try:
            offset = int(body.get("offset", 0))
            if not [one for one in self.updates if one["update_id"] >= offset]:
                self._arrived.clear()
                self._arrived.wait(min(float(body.get("timeout", 0)), 5))
            return fine([one for one in self.updates if one["update_id"] >= offset][:100])
        finally:
            self.polling -= 1


def fine(result: Any) -> tuple[int, dict[str, Any]]:
    return 200, {"ok": True, "result": result}


def refused(code: int, told: str, **parameters: Any) -> dict[str, Any]:
    more = {"parameters": parameters} if parameters else {}
    return {"ok": False, "error_code": code, "description": told, **more}


def no(trouble: str) -> dict[str, Any]:
    """What a refusal says: `429:7` to wait, or the number of an error."""
    code, _, wait = trouble.partition(":")
    if code == "429":
        told = f"Too Many Requests: retry after {wait}"
        return refused(429, told, retry_after=int(wait))
    return refused(int(code), _SAYS[int(code)])


class Handler(BaseHTTPRequestHandler):
    """One call of a bot."""

    api: BotApi

    def do_POST(self) -> None:
        token, _, method = self.path.removeprefix("/bot").partition("/")
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", "0"))) or b"{}")
        if token != TOKEN:
            self._reply(401, refused(401, "Unauthorized"))
            return
        trouble = self.api.trouble.pop(0) if self.api.trouble else ""
        if trouble == "before":
            self.connection.close()
        elif trouble[:3].isdigit():
            self._reply(int(trouble[:3]), no(trouble))
        else:
            self._do(method, body, trouble)

    def _do(self, method: str, body: dict[str, Any], trouble: str) -> None:
        code, answer = self.api.answer(method, body)
        if self.api.during:
            self.api.during()
        if trouble == "after":
            self.connection.close()
        elif trouble == "garbage":
            self._send(200, b"<html>it is I, a proxy</html>")
        else:
            self._reply(code, answer)

    def _reply(self, code: int, answer: dict[str, Any]) -> None:
        self._send(code, json.dumps(answer, ensure_ascii=False).encode())

    def _send(self, code: int, data: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_args: object) -> None:
        return


@contextmanager
def serving() -> Iterator[BotApi]:
    api = BotApi()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Handler,), {"api": api}))
    api.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield api
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def bot_api() -> Iterator[BotApi]:
    with serving() as api:
        yield api
