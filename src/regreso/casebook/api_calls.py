"""Tokens of machines, found by what they send; and calls that are answered the same when sent again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from regreso import story
from regreso.casebook.keys import keyring
from regreso.casebook.models import ApiCall, ApiToken, Grant

if TYPE_CHECKING:
    from collections.abc import Callable

ROLE_OF = {"ask": story.OPERATOR, "register": story.REGISTRAR, "exchange": story.BUREAU}
KEPT = timedelta(hours=24)  # for which an answer can be asked for again


class KeyUsedError(Exception):
    """The key was used before, for something else that was sent."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a call was answered, and whether it had been before."""

    status: int
    body: dict[str, Any]
    again: bool = False


def digest_of(token: str) -> bytes:
    """The keyed digest by which a token is found; the token itself is kept nowhere."""
    return keyring().index(token, purpose="api token")


def token_of(sent: str, purpose: str, *, at: datetime) -> tuple[ApiToken, tuple[Grant, ...]] | None:
    """The token, with the roles that it may use now; None for every other, whatever is wrong with it."""
    live = ApiToken.objects.select_related("staff", "operation").filter(revoked_at=None, expires_at__gt=at)
    found = live.filter(digest=digest_of(sent), purpose=purpose, staff__is_active=True).first()
    if found is None:
        return None
    mine = Grant.objects.filter(staff=found.staff, operation=found.operation, role=ROLE_OF[purpose])
    grants = tuple(mine.filter(state="given", operation__state="open").select_related("operation", "site"))
    return (found, grants) if grants else None


def once_for_key(
    token: ApiToken,
    key: str,
    sent: bytes,
    *,
    at: datetime,
    do: Callable[[], tuple[int, dict[str, Any]]],
) -> Answered:
    """Do it, or answer as before when the same was sent under this key already. Both are one transaction.

    Raises:
        KeyUsedError: something else was sent under this key.
    """
    digest = keyring().index(f"{token.pk}\0{key}", purpose="api key")
    body = keyring().index(sent.hex(), purpose="api body")
    before = ApiCall.objects.filter(token=token, digest=digest).first()
    if before is None:
        try:
            with transaction.atomic():
                # A second process with the same key waits here for the first one's commit, then reads it.
                call = ApiCall.objects.create(token=token, digest=digest, body=body, at=at)
                call.status, call.answer = do()
                call.save(update_fields=["status", "answer"])
                return Answered(call.status, call.answer)
        except IntegrityError:
            before = ApiCall.objects.filter(token=token, digest=digest).first()
            if before is None:
                raise
    if bytes(before.body) != body:
        raise KeyUsedError
    return Answered(before.status, before.answer, again=True)


def sweep(at: datetime) -> int:
    """Forget answers that nobody can ask for again; how many there were."""
    return ApiCall.objects.filter(at__lt=at - KEPT).delete()[0]
