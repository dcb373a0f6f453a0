"""The two seats of a call: a link that opens once, for one party, in its window, and the key after it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regreso.casebook.keys import keyring
from regreso.casebook.models import Call

if TYPE_CHECKING:
    from datetime import datetime

FAMILY, CAPTIVE = "family", "captive"
PARTIES = (FAMILY, CAPTIVE)
COLUMNS = {FAMILY: "family_link", CAPTIVE: "captive_link"}
OPEN = ("scheduled", "lobby", "connected")


@dataclass(frozen=True, slots=True)
class Seat:
    """A party's place in a call."""

    call: Call
    party: str


def new_secret() -> str:
    """192 random bits, fit for an address."""
    return secrets.token_urlsafe(24)


def index_of(secret: str, *, kind: str, party: str) -> bytes:
    """What is kept of a link or of a key (`kind`): it opens nothing by itself."""
    return keyring().index(secret, purpose=f"call {kind} {party}")


def seat_by_link(token: str, *, at: datetime) -> Seat | None:
    """The seat that this link opens now; None for an unknown or used link and outside the window."""
    return _seat(token, kind="link", at=at)


def seat_by_key(key: str, *, at: datetime) -> Seat | None:
    """The seat of a party that has entered: a page that lost its connection comes back with it."""
    return _seat(key, kind="key", at=at)


def _seat(secret: str, *, kind: str, at: datetime) -> Seat | None:
    """Both parties are looked for, whether or not the first is found: a miss takes as long as a hit."""
    found = [
        Seat(call, party)
        for party in PARTIES
        for call in Call.objects.filter(**{COLUMNS[party]: index_of(secret, kind=kind, party=party)})
    ]
    return next((seat for seat in found if _is_open(seat.call, at)), None)


def _is_open(call: Call, at: datetime) -> bool:
    in_window = bool(call.starts_at and call.ends_at and call.starts_at <= at < call.ends_at)
    return in_window and call.state in OPEN
