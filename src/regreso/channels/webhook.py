"""Webhooks: one signed body to the address that an administrator wrote down, and only to the open internet.

Whoever may write down an address could otherwise make us ask our own database: the name is looked up once,
judged, and the line goes to the very address that was judged. No redirect is followed.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from regreso.channels.guard import Guard, Refused
from regreso.wire import webhooks
from regreso.wire.notice import NotSent, Outgoing

AGENT = "Regreso/0.1 (webhooks)"
SECONDS = 10.0
_GOOD, _GONE, _LATER = range(200, 300), 410, (429, 503)
_HTTPS = 443


@dataclass(frozen=True, slots=True)
class Hooks:
    """The sender. `plain` lets tests speak to a server without a certificate on this machine."""

    guard: Guard = field(default_factory=Guard)
    plain: bool = False

    def send(self, notice: Outgoing) -> dict[str, Any]:
        """Send; what the other side answered.

        Raises:
            NotSent: it did not take it. Nothing is unknown: the same id may arrive twice.
        """
        body = notice.text.encode()
        secret = str(notice.more["secret"])
        headers = webhooks.signed(body, key=notice.key, secret=secret, at=datetime.now(UTC))
        headers |= {"Content-Type": "application/json", "User-Agent": AGENT, "Connection": "close"}
        try:
            status, after = self._post(notice.to, body, headers)
        except Refused as refused:
            raise NotSent("refused", str(refused), permanent=True) from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise NotSent("unreachable", type(error).__name__) from None
        if status in _GOOD:
            return {"status": status}
        if status == _GONE:
            raise NotSent("gone_hook", permanent=True)
        if status in _LATER and after:
            raise NotSent("later", after=after)
        raise NotSent("trouble", f"status {status}")

    def _post(self, address: str, body: bytes, headers: dict[str, str]) -> tuple[int, int]:
        parts = urlsplit(address)
        if (parts.scheme != "https" and not self.plain) or not parts.hostname or parts.username:
            raise Refused("only https without a name is asked")
        host, port = parts.hostname, parts.port or _HTTPS
        line = socket.create_connection((self.guard.addresses(host, port)[0], port), timeout=SECONDS)
        try:
            if parts.scheme == "https":
                line = ssl.create_default_context().wrap_socket(line, server_hostname=host)
            connection = http.client.HTTPConnection(host, port)
            connection.sock = line
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("POST", target, body, headers)
            answer = connection.getresponse()
            told = (answer.getheader("Retry-After") or "").strip()
            return answer.status, min(int(told), 86_400) if told.isascii() and told.isdecimal() else 0
        finally:
            line.close()
