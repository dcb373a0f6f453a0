"""Time-limited credentials of a relay (TURN REST API): a password that leaks soon opens nothing."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime


def ice(urls: Sequence[str], secret: str, *, user: str, until: datetime) -> dict[str, object]:
    """What a browser is told of the line: through which relays, as whom, and that there is no other way.

    Args:
        urls: of the relays (`turn:host:3478?transport=udp`, `turns:host:5349`); none: no relay is used.
        secret: shared with the relay (`static-auth-secret` of coturn).
        user: a word that tells nobody who it is.
        until: from then on the relay knows them no more.

    >>> from datetime import UTC
    >>> told = ice(["turn:r.example"], "s", user="a", until=datetime(2022, 3, 5, tzinfo=UTC))
    >>> told["policy"], told["servers"][0]["username"]
    ('relay', '1646438400:a')
    >>> ice([], "", user="a", until=datetime(2022, 3, 5, tzinfo=UTC))
    {'servers': [], 'policy': 'all'}
    """
    if not urls:
        return {"servers": [], "policy": "all"}
    name = f"{int(until.timestamp())}:{user}"
    # SHA-1 is what the relay's protocol has; it stands here for a keyed digest, not for a signature.
    digest = hmac.new(secret.encode(), name.encode(), hashlib.sha1).digest()
    server = {"urls": list(urls), "username": name, "credential": base64.b64encode(digest).decode()}
    # Neither side may learn the other's address: it tells where a captive is held, and where a mother lives.
    return {"servers": [server], "policy": "relay"}
