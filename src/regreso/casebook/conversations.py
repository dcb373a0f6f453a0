"""Conversations with families over a telephone: where we stand, what was told, and when it is forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from regreso.casebook.keys import keyring
from regreso.casebook.models import Conversation, Enquirer, Heard, ShortPart
from regreso.casebook.rows import set_columns

KNOWN_FOR = timedelta(minutes=30)  # without a message, until a telephone left on a table forgets who it was
DRAFT_KEPT = timedelta(days=3)  # a short message a day, and still nothing is lost
HEARD_KEPT = timedelta(days=7)  # longer than any carrier brings a message again


def place_of(transport: str, to: str) -> str:
    """The keyed digest by which a number or a chat is known; the same as that of its notices."""
    return keyring().index(f"{transport}:{to}", purpose="notice").hex()


def first_time(transport: str, message: str, *, at: datetime) -> bool:
    """Whether this message was not heard before; call it in the transaction that answers it."""
    digest = keyring().index(f"{transport}:{message}", purpose="heard")
    try:
        with transaction.atomic():
            Heard.objects.create(digest=digest, at=at)
    except IntegrityError:
        return False
    return True


def reply_id(transport: str, message: str) -> UUID:
    """The id of the answer to a message: the same however often it is asked for."""
    return UUID(bytes=keyring().index(f"{transport}:{message}", purpose="reply"))


def webhook_secret() -> str:
    """What Telegram sends with each update that it brings, so that nobody else can."""
    return keyring().mac(b"telegram", purpose="webhook")


def taken_up(transport: str, to: str) -> Conversation:
    """The conversation with this place, ours until the transaction ends; a new one where there was none."""
    place, locked = place_of(transport, to), Conversation.objects.select_for_update()
    if (row := locked.filter(place=place).first()) is not None:
        return row
    try:
        with transaction.atomic():
            return Conversation.objects.create(transport=transport, place=place)
    except IntegrityError:  # another process met it a moment before
        return locked.get(place=place)


def keep(row: Conversation, **columns: Any) -> None:  # noqa: ANN401 - values of any column
    """Keep where we stand."""
    set_columns(row, **columns)


def forget(row: Conversation) -> None:
    """Nothing of what was told, nor who it was, stays here; that they said STOP does."""
    set_columns(row, told={}, asked="", token=None, enquirer=None, known_at=None)


def known(row: Conversation, at: datetime) -> Enquirer | None:
    """Whose phrase was brought here lately."""
    if row.enquirer is None or row.known_at is None or at - row.known_at > KNOWN_FOR:
        return None
    return Enquirer.objects.select_related("operation").filter(pk=row.enquirer).first()


def bind(row: Conversation, enquirer: UUID, *, at: datetime) -> None:
    """They brought their phrase, or were just given one."""
    set_columns(row, enquirer=enquirer, known_at=at)


def stopped(transport: str, to: str) -> bool:
    """Whether STOP came from this place, and no START since."""
    return Conversation.objects.filter(place=place_of(transport, to), stopped_at__isnull=False).exists()


def sweep(at: datetime) -> int:
    """Forget what nobody went on with, and which messages came; how many drafts there were."""
    Heard.objects.filter(at__lt=at - HEARD_KEPT).delete()
    ShortPart.objects.filter(came_at__lt=at - DRAFT_KEPT).delete()
    Conversation.objects.filter(known_at__lt=at - KNOWN_FOR).update(enquirer=None, known_at=None)
    old = Conversation.objects.filter(heard_at__lt=at - DRAFT_KEPT)
    gone = 0
    for row in old.exclude(asked="", token=None):
        forget(row)
        gone += 1
    old.filter(stopped_at=None).delete()
    return gone
