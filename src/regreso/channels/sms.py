"""Short messages through a gateway: as JSON, or as Kannel's sendsms. Straight to an operator: `smpp`.

A gateway that knows `Idempotency-Key` sends one key once, however often we ask.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from regreso.channels.lines import Question, ask
from regreso.wire.notice import NotSent, Outgoing

FORMS = ("json", "kannel")
_NUMBER = re.compile(r"\+[1-9]\d{6,14}\Z")
_GOOD, _SERVER, _TOO_MANY, _BUSY = range(200, 300), 500, 429, 503
_DENIED = (401, 403)


@dataclass(frozen=True, slots=True)
class Gateway:
    """A gateway: its address, the key it knows us by, and the form in which it is asked.

    For Kannel the key is `user:password`.
    """

    address: str
    key: str = ""
    form: str = "json"

    def send(self, notice: Outgoing) -> dict[str, Any]:
        """Send; what the gateway says of it.

        Raises:
            NotSent: it did not leave, or nobody knows.
        """
        number = re.sub(r"[ ()-]", "", notice.to)
        if not _NUMBER.match(number):
            raise NotSent("number", permanent=True)
        reply = ask(self._question(number, notice))
        if reply.status in _GOOD:
            return {"to": number, "answer": reply.body[:200].decode(errors="replace")}
        if reply.status in (_TOO_MANY, _BUSY):
            raise NotSent("later", after=max(reply.after, 1))
        if reply.status >= _SERVER:
            raise NotSent("trouble", unknown=True)
        raise NotSent("token" if reply.status in _DENIED else "refused", permanent=True)

    def _question(self, number: str, notice: Outgoing) -> Question:
        if self.form == "kannel":
            user, _, password = self.key.partition(":")
            told = {"username": user, "password": password, "to": number, "text": notice.text}
            if notice.more.get("lasts"):  # in minutes; the operator's centre lets it fall after
                told["validity"] = str(max(int(notice.more["lasts"]) // 60, 1))
            # Two bytes a letter: what an operator makes of Cyrillic otherwise cannot be read.
            return Question(f"{self.address}?{urlencode({**told, 'coding': '2', 'charset': 'UTF-8'})}")
        lasts = {"valid_seconds": notice.more["lasts"]} if notice.more.get("lasts") else {}
        body = json.dumps({"to": number, "text": notice.text, "id": notice.key, **lasts}, ensure_ascii=False)
        headers = {"Content-Type": "application/json", "Idempotency-Key": notice.key}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        return Question(self.address, body.encode(), headers)
