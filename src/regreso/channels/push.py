"""Notes in browsers: one sealed body to the carrier that the browser named (RFC 8030)."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regreso.channels.lines import Question, ask
from regreso.wire import webpush
from regreso.wire.errors import WireError
from regreso.wire.notice import NotSent, Outgoing

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

LASTS = 24 * 3600  # seconds a carrier keeps a note for a telephone that is off, where no hour ends it sooner
_TOKEN_LASTS = 12 * 3600  # RFC 8292 allows a day
_GOOD, _SERVER, _TOO_MANY, _TOO_LARGE = range(200, 300), 500, 429, 413
_GONE, _DENIED = (404, 410), (401, 403)


@dataclass(frozen=True, slots=True)
class Push:
    """The sender: the key that browsers know us by, how a carrier finds us, and which carriers we go to."""

    key: EllipticCurvePrivateKey
    contact: str
    carriers: Sequence[str] = webpush.CARRIERS

    def send(self, notice: Outgoing) -> dict[str, Any]:
        """Send; what the carrier says of it.

        Raises:
            NotSent: it did not leave, or nobody knows.
        """
        if not webpush.carried_by(notice.to, self.carriers):
            raise NotSent("refused", permanent=True)
        reply = ask(Question(notice.to, self._body(notice), self._headers(notice)))
        if reply.status in _GOOD:
            return {"status": reply.status}
        if reply.status in _GONE:  # the browser took its leave: it forgot us, or was told to
            raise NotSent("gone", permanent=True)
        if reply.status == _TOO_MANY:
            raise NotSent("later", after=max(reply.after, 1))
        if reply.status >= _SERVER:
            raise NotSent("trouble", unknown=True)
        if reply.status == _TOO_LARGE:
            raise NotSent("too_long", permanent=True)
        raise NotSent("token" if reply.status in _DENIED else "refused", permanent=True)

    def _body(self, notice: Outgoing) -> bytes:
        to = webpush.Subscription(notice.to, str(notice.more["p256dh"]), str(notice.more["auth"]))
        words = json.dumps({"title": notice.subject, "body": notice.text}, ensure_ascii=False).encode()
        try:
            return webpush.sealed(words, to)
        except WireError as error:
            raise NotSent("too_long", str(error), permanent=True) from None

    def _headers(self, notice: Outgoing) -> dict[str, str]:
        until = int(time.time()) + _TOKEN_LASTS
        return {
            "Authorization": webpush.vapid(notice.to, self.key, contact=self.contact, until=until),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            # A telephone that is off now may come back in the night: the carrier lets the note fall before.
            "TTL": str(int(notice.more.get("lasts") or LASTS)),
            "Urgency": "normal",
            # Of two tries of one notice the carrier keeps one, as long as the telephone is off.
            "Topic": webpush.packed(hashlib.sha256(notice.key.encode()).digest()[:24]),
        }
