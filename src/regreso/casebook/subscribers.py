"""Addresses that asked for our announcements: found by a digest, reached by links that only they hold."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from regreso.casebook.keys import keyring
from regreso.casebook.models import Subscriber

if TYPE_CHECKING:
    from collections.abc import Iterator

UNCONFIRMED_KEPT = timedelta(days=2)
_SEAL = 32


def place_of(address: str) -> str:
    """The digest by which an address is found; the same as that of its notices."""
    return keyring().index(f"email:{address}", purpose="notice").hex()


def seal_of(row_id: UUID) -> str:
    """The part of a link that only who was sent it can know."""
    return keyring().mac(row_id.bytes, purpose="subscriber")[:_SEAL]


def by_link(row_id: UUID, seal: str) -> Subscriber | None:
    """Whose link this is; None for every other."""
    if not hmac.compare_digest(seal.encode(), seal_of(row_id).encode()):
        return None
    return Subscriber.objects.filter(pk=row_id).first()


def confirmed() -> QuerySet[Subscriber]:
    """Those who said a second time that they want it."""
    return Subscriber.objects.filter(confirmed_at__isnull=False).order_by("pk")


def each(*, at_once: int = 500) -> Iterator[Subscriber]:
    """All of them, without holding them all in memory."""
    yield from confirmed().iterator(chunk_size=at_once)


def still_there(place: str) -> bool:
    """Whether a letter may still go to this place."""
    return confirmed().filter(place=place).exists()


def sweep(at: datetime) -> int:
    """Forget who never said it a second time; how many."""
    old = Subscriber.objects.filter(confirmed_at=None, asked_at__lt=at - UNCONFIRMED_KEPT)
    return int(old.delete()[0])
