"""What a webhook says and how it is signed, as standardwebhooks.com describes it: no rows, no sockets."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from regreso.wire.errors import WireError

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "whsec_"
SKEW = timedelta(minutes=5)  # a receiver takes nothing that is older, or from the future
ID, TIME, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"


@dataclass(frozen=True, slots=True)
class Event:
    """Something happened to a row: come and look with your token.

    Attributes:
        key: the same in every try of one event.
        kind: what happened, such as `custody.changed`.
        about: the row's id, a random number that opens nothing by itself.
        at: when it happened, with a time zone.

    >>> from datetime import UTC
    >>> Event("k", "custody.changed", "c", datetime(2022, 3, 3, tzinfo=UTC)).body()
    b'{"id":"k","type":"custody.changed","timestamp":"2022-03-03T00:00:00+00:00","data":{"id":"c"}}'
    """

    key: str
    kind: str
    about: str
    at: datetime

    def body(self) -> bytes:
        """As it is sent; nothing else is ever in it."""
        told = {"id": self.key, "type": self.kind, "timestamp": self.at.isoformat()}
        return json.dumps({**told, "data": {"id": self.about}}, separators=(",", ":")).encode()


def signed(body: bytes, *, key: str, secret: str, at: datetime) -> dict[str, str]:
    """The three headers that go with a body.

    Raises:
        WireError: the secret is none of ours.

    >>> from datetime import UTC
    >>> told = signed(b"{}", key="k", secret="whsec_c2VjcmV0", at=datetime(2022, 3, 3, tzinfo=UTC))
    >>> told["webhook-id"], told["webhook-timestamp"], told["webhook-signature"][:3]
    ('k', '1646265600', 'v1,')
    """
    second = str(int(at.timestamp()))
    mac = hmac.new(_key(secret), f"{key}.{second}.".encode() + body, hashlib.sha256).digest()
    return {ID: key, TIME: second, SIGNATURE: "v1," + base64.b64encode(mac).decode()}


def verified(body: bytes, headers: Mapping[str, str], *, secret: str, now: datetime) -> bool:
    """What a receiver checks: the signature over these very bytes, and that it was made just now.

    >>> from datetime import UTC
    >>> now = datetime(2022, 3, 3, tzinfo=UTC)
    >>> headers = signed(b"{}", key="k", secret="whsec_c2VjcmV0", at=now)
    >>> verified(b"{}", headers, secret="whsec_c2VjcmV0", now=now)
    True
    >>> verified(b"{ }", headers, secret="whsec_c2VjcmV0", now=now)
    False
    """
    told = {name.lower(): value for name, value in headers.items()}
    try:
        made = datetime.fromtimestamp(int(told[TIME]), tz=now.tzinfo)
    except (KeyError, ValueError, OverflowError, OSError):
        return False
    if abs(now - made) > SKEW:
        return False
    expected = signed(body, key=told.get(ID, ""), secret=secret, at=made)[SIGNATURE]
    return any(hmac.compare_digest(expected, one) for one in told.get(SIGNATURE, "").split())


def _key(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except ValueError as error:
        raise WireError("the secret of a webhook is base64 after whsec_") from error
