"""A carrier of notes in browsers on this machine, and a browser's keys: RFC 8030, 8188, 8291 and 8292.

Written from the RFCs beside our own code and not with it: what it opens, a browser opens.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def unpack(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def pack(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def raw(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


@dataclass
class BrowserKeys:
    """What a browser keeps for itself of one subscription."""

    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    auth: bytes = b"sixteen letters!"

    @property
    def public(self) -> bytes:
        return raw(self.private.public_key())

    def opened(self, body: bytes) -> bytes:
        """RFC 8188's one record, with the keys of RFC 8291."""
        salt, size, length = body[:16], int.from_bytes(body[16:20], "big"), body[20]
        sender, record = body[21 : 21 + length], body[21 + length :]
        assert len(record) <= size
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        prk = hmac.digest(self.auth, self.private.exchange(ec.ECDH(), theirs), "sha256")
        ikm = hmac.digest(prk, b"WebPush: info\0" + self.public + sender + b"\x01", "sha256")
        prk = hmac.digest(salt, ikm, "sha256")
        key = hmac.digest(prk, b"Content-Encoding: aes128gcm\0\x01", "sha256")[:16]
        nonce = hmac.digest(prk, b"Content-Encoding: nonce\0\x01", "sha256")[:12]
        plain = AESGCM(key).decrypt(nonce, record, None).rstrip(b"\0")
        assert plain[-1:] == b"\x02"
        return plain[:-1]


@dataclass
class PushService:
    """`trouble` is what happens to the next notes: a status, `429:9`, or `after` (taken, and silent)."""

    address: str = ""
    keys: BrowserKeys = field(default_factory=BrowserKeys)
    taken: list[dict[str, Any]] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)

    @property
    def endpoint(self) -> str:
        return f"{self.address}/push/abc"

    def subscription(self) -> str:
        """As `JSON.stringify(PushSubscription)` has it."""
        keys = {"p256dh": pack(self.keys.public), "auth": pack(self.keys.auth)}
        return json.dumps({"endpoint": self.endpoint, "expirationTime": None, "keys": keys})


class _Carrier(BaseHTTPRequestHandler):
    service: PushService

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        trouble = self.service.trouble.pop(0) if self.service.trouble else ""
        code, _, wait = trouble.partition(":")
        if code.isdigit():
            self._answer(int(code), wait)
            return
        fault = self._fault()
        if fault:
            self._answer(fault)
            return
        self.service.taken.append(
            {
                "note": json.loads(self.service.keys.opened(body)),
                "ttl": int(self.headers["TTL"]),
                "topic": self.headers["Topic"],
                "size": len(body),
                "claims": self._claims(),
                "sealed": body,
            }
        )
        if code == "after":
            self.connection.close()
        else:
            self._answer(201)

    def _fault(self) -> int:
        """As carriers refuse what does not keep to the RFCs."""
        if self.headers.get("Content-Encoding") != "aes128gcm" or self.headers.get("TTL") is None:
            return 400
        topic = self.headers.get("Topic", "")
        if len(topic) > 32 or not topic.replace("-", "").replace("_", "").isalnum():
            return 400
        claims = self._claims()
        good = claims.get("aud") == self.service.address and 0 < claims["exp"] - time.time() <= 86_400
        return 0 if good and claims["sub"].startswith(("mailto:", "https:")) else 403

    def _claims(self) -> dict[str, Any]:
        scheme, _, rest = self.headers["Authorization"].partition(" ")
        assert scheme == "vapid"
        told = dict(one.strip().split("=", 1) for one in rest.split(","))
        head, claims, signature = told["t"].split(".")
        assert json.loads(unpack(head)) == {"typ": "JWT", "alg": "ES256"}
        both = unpack(signature)
        dss = encode_dss_signature(int.from_bytes(both[:32], "big"), int.from_bytes(both[32:], "big"))
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unpack(told["k"]))
        key.verify(dss, f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))
        read: dict[str, Any] = json.loads(unpack(claims))
        return read | {"key": hashlib.sha256(unpack(told["k"])).hexdigest()}

    def _answer(self, code: int, wait: str = "") -> None:
        self.send_response(code)
        if wait:
            self.send_header("Retry-After", wait)
        if code == 201:
            self.send_header("Location", f"{self.service.address}/message/1")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        return


@pytest.fixture
def push(settings: Any) -> Iterator[PushService]:
    service = PushService()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Carrier,), {"service": service}))
    service.address = f"http://127.0.0.1:{server.server_address[1]}"
    settings.REGRESO_PUSH_CONTACT = "mailto:desk@regreso.example"
    settings.REGRESO_PUSH_CARRIERS = (service.address,)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield service
    server.shutdown()
    server.server_close()
    thread.join(5)
