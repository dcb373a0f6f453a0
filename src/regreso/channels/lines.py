"""One question over HTTP to a service that sends for us, with an answer that tells whether words had left."""

from __future__ import annotations

import http.client
import ssl
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from regreso.wire.notice import NotSent

SECONDS = 20.0
_MOST = 1 << 22


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of an address; a body makes it a POST."""

    address: str
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = SECONDS


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    body: bytes
    after: int  # seconds that a Retry-After asks for, 0 without one


def ask(question: Question) -> Reply:
    """Ask; every address here is one of our own settings.

    Raises:
        NotSent: no answer came; `unknown` when part of the question may have arrived.
    """
    parts = urlsplit(question.address)
    line, left = _line(parts.scheme, parts.hostname or "", parts.port, question.seconds), False
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"Connection": "close", **question.headers}
    try:
        line.connect()
        left = True  # from here on part of it may have gone
        line.request("GET" if question.body is None else "POST", path, question.body, headers)
        answer = line.getresponse()
        told = (answer.getheader("Retry-After") or "").strip()
        after = int(told) if told.isascii() and told.isdecimal() else 0
        return Reply(answer.status, answer.read(_MOST), min(after, 86_400))
    except (OSError, http.client.HTTPException) as error:
        raise NotSent("unreachable", type(error).__name__, unknown=left) from None
    finally:
        line.close()


def _line(scheme: str, host: str, port: int | None, seconds: float) -> http.client.HTTPConnection:
    if scheme == "https":
        secure = ssl.create_default_context()
        return http.client.HTTPSConnection(host, port, timeout=seconds, context=secure)
    return http.client.HTTPConnection(host, port, timeout=seconds)
