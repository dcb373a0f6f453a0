"""A foreign clock's word that some bytes were there: a time stamp after RFC 3161, asked for over HTTP.

Only their SHA-256 leaves. What comes back is kept as it is; `openssl ts -verify` checks it without us.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from regreso.channels.lines import Question, ask
from regreso.wire.notice import NotSent

_SHA256 = bytes.fromhex("300d06096086480165030402010500")  # AlgorithmIdentifier: sha256, no parameters
_GRANTED = (0, 1)
_OK = 200
_SHORT = 128


@dataclass(frozen=True, slots=True)
class Stamper:
    """A time stamping authority at an address."""

    address: str

    def stamp(self, data: bytes) -> bytes:
        """The answer (a .tsr file) over the SHA-256 of `data`.

        Raises:
            NotSent: none came, it was not granted, or it is about something else.
        """
        digest, nonce = hashlib.sha256(data).digest(), secrets.token_bytes(8)
        headers = {"Content-Type": "application/timestamp-query"}
        reply = ask(Question(self.address, question(digest, nonce), headers))
        if reply.status != _OK:
            raise NotSent("refused", f"status {reply.status}")
        if not _granted(reply.body):
            raise NotSent("refused", "the stamp was not granted")
        if digest not in reply.body or _number(nonce) not in reply.body:
            raise NotSent("refused", "the stamp is about something else")
        return reply.body


def question(digest: bytes, nonce: bytes) -> bytes:
    """A TimeStampReq in DER: version 1, this digest, this nonce, and the authority's certificate wanted."""
    imprint = _sequence(_SHA256 + _tagged(0x04, digest))
    return _sequence(_tagged(0x02, b"\x01") + imprint + _number(nonce) + _tagged(0x01, b"\xff"))


def _granted(reply: bytes) -> bool:
    """TimeStampResp begins with PKIStatusInfo, which begins with the status."""
    try:
        body, rest = _inside(_inside(reply, 0x30)[0], 0x30)
        status = _inside(body, 0x02)[0]
    except (IndexError, ValueError):
        return False
    return int.from_bytes(status, "big") in _GRANTED and bool(rest)


def _inside(data: bytes, tag: int) -> tuple[bytes, bytes]:
    """The content of the element at the front, and what follows it."""
    if data[0] != tag:
        raise ValueError(data[:1])
    size, start = data[1], 2
    if size >= _SHORT:
        start += size - _SHORT
        size = int.from_bytes(data[2:start], "big")
    if len(data) < start + size:
        raise ValueError(size)
    return data[start : start + size], data[start + size :]


def _number(data: bytes) -> bytes:
    """A whole number in DER: no needless zeros in front, and one where it would look negative."""
    least = data.lstrip(b"\0") or b"\0"
    return _tagged(0x02, b"\0" + least if least[0] >= _SHORT else least)


def _sequence(content: bytes) -> bytes:
    return _tagged(0x30, content)


def _tagged(tag: int, content: bytes) -> bytes:
    if len(content) >= _SHORT:
        raise ValueError(len(content))  # our questions are short
    return bytes([tag, len(content)]) + content
