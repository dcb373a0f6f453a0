"""Notes that a browser shows (Web Push): sealed for that browser alone, and signed as from us.

RFC 8291 seals (ECDH on P-256, AES-128-GCM, one record of RFC 8188), RFC 8292 names the sender (VAPID). The
maker of the browser carries what it cannot read. Why no library: docs/decisions/0012-notes-in-browsers.md.
"""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from regreso.wire.errors import WireError

# Who carries notes for the browsers in use; a subscription that leads anywhere else is refused, for we would
# otherwise knock at whatever address a stranger names.
CARRIERS = (
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    "web.push.apple.com",
    "*.notify.windows.com",
)
LONGEST = 3000  # bytes of words: every carrier takes 4096 in all
_POINT, _AUTH, _LONGEST_PLACE = 65, 16, 1000


@dataclass(frozen=True, slots=True)
class Subscription:
    """A browser that wants notes from us: where its carrier takes them, and the keys that open them there."""

    endpoint: str
    p256dh: str
    auth: str


def subscription(text: str, carriers: Sequence[str] = CARRIERS) -> Subscription:
    """What a browser's `PushSubscription` says as JSON.

    Raises:
        WireError: it is none, or its carrier is none of `carriers`.

    >>> subscription("{}")
    Traceback (most recent call last):
    regreso.wire.errors.WireError: not what a browser says of its notes
    """
    try:
        told = json.loads(text)
        found = Subscription(told["endpoint"], told["keys"]["p256dh"], told["keys"]["auth"])
        lengths = len(unpacked(found.p256dh)), len(unpacked(found.auth))
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unpacked(found.p256dh))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise WireError("not what a browser says of its notes") from error
    if lengths != (_POINT, _AUTH) or len(found.endpoint) > _LONGEST_PLACE:
        raise WireError("not what a browser says of its notes")
    if not carried_by(found.endpoint, carriers):
        raise WireError("not a carrier of notes that we know")
    return found


def carried_by(endpoint: str, carriers: Sequence[str] = CARRIERS) -> bool:
    """Whether one of these carries it, over TLS at the port of the web; one named with its scheme, just so.

    >>> carried_by("https://fcm.googleapis.com/fcm/send/abc"), carried_by("https://localhost/x")
    (True, False)
    >>> carried_by("https://wns2-db5p.notify.windows.com/w/?t=1"), carried_by("https://notify.windows.com.ru/")
    (True, False)
    """
    try:
        parts = urlsplit(endpoint)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        return False
    if f"{parts.scheme}://{parts.netloc}" in carriers:
        return True
    if parts.scheme != "https" or port not in (None, 443) or "@" in parts.netloc:
        return False
    return any(host == one or (one.startswith("*.") and host.endswith(one[1:])) for one in carriers)


def sealed(
    words: bytes,
    to: Subscription,
    *,
    key: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes = b"",
) -> bytes:
    """The body that only this browser opens. `key` and `salt` are fresh for each; tests give their own.

    Raises:
        WireError: too many words.

    >>> theirs = packed(point(ec.generate_private_key(ec.SECP256R1())))
    >>> len(sealed(b"hello", Subscription("https://fcm.googleapis.com/x", theirs, packed(bytes(16)))))
    108
    """
    if len(words) > LONGEST:
        raise WireError(f"{len(words)} bytes: at most {LONGEST} go into a note")
    key, salt = key or ec.generate_private_key(ec.SECP256R1()), salt or secrets.token_bytes(16)
    theirs, ours = unpacked(to.p256dh), point(key)
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
    shared = key.exchange(ec.ECDH(), public)
    secret = _derived(shared, 32, salt=unpacked(to.auth), info=b"WebPush: info\0" + theirs + ours)
    cipher = AESGCM(_derived(secret, 16, salt=salt, info=b"Content-Encoding: aes128gcm\0"))
    nonce = _derived(secret, 12, salt=salt, info=b"Content-Encoding: nonce\0")
    head = salt + (4096).to_bytes(4, "big") + bytes([len(ours)]) + ours
    return head + cipher.encrypt(nonce, words + b"\x02", None)  # 2: the last record, and the only one


def vapid(endpoint: str, key: ec.EllipticCurvePrivateKey, *, contact: str, until: int) -> str:
    """The header that says who sends: a signed token for this carrier alone, for a day at most.

    >>> key = ec.generate_private_key(ec.SECP256R1())
    >>> vapid("https://fcm.googleapis.com/x", key, contact="mailto:a@example.org", until=0)[:9]
    'vapid t=e'
    """
    parts = urlsplit(endpoint)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": until, "sub": contact}
    said = ".".join(
        packed(json.dumps(one, separators=(",", ":")).encode())
        for one in ({"typ": "JWT", "alg": "ES256"}, claims)
    )
    r, s = decode_dss_signature(key.sign(said.encode(), ec.ECDSA(SHA256())))
    signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    return f"vapid t={said}.{packed(signature)}, k={packed(point(key))}"


def point(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The public half of a key, as 65 bytes.

    >>> len(point(ec.generate_private_key(ec.SECP256R1())))
    65
    """
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def packed(data: bytes) -> str:
    r"""Base64 for addresses, without the padding.

    >>> packed(bytes([255, 254])), unpacked("__4")
    ('__4', b'\xff\xfe')
    """
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unpacked(text: str) -> bytes:
    """The bytes behind `packed`; also of the other base64, and with padding.

    Raises:
        WireError: it is none.

    >>> unpacked("YQ=="), unpacked("YQ")
    (b'a', b'a')
    """
    plain = text.rstrip("=").replace("+", "-").replace("/", "_")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise WireError("not base64") from error


def _derived(secret: bytes, length: int, *, salt: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)
