"""Machines get a token that acts for one member of staff, for one purpose and a time; and lose it.

A token opens no more than the roles that two administrators gave, so no chain bears it; what is done with it
stands in the ledger under the name of the member of staff. `AccountEvent` tells of tokens themselves.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from regreso.casebook.api_calls import ROLE_OF, digest_of
from regreso.casebook.models import AccountEvent, ApiToken, Grant
from regreso.steps.errors import StepError

if TYPE_CHECKING:
    from regreso.casebook.actor import Actor

MOST_DAYS = 90


def issue(token: ApiToken, *, days: int, by: Actor, at: datetime) -> str:
    """A machine may act for this member of staff until then. The token is shown now, never again."""
    if token.purpose not in ROLE_OF:
        raise StepError("unknown_purpose", given=token.purpose, expected="one of " + ", ".join(ROLE_OF))
    if not 1 <= days <= MOST_DAYS:
        raise StepError("bad_days", given=days, expected=f"1 to {MOST_DAYS} days")
    role = ROLE_OF[token.purpose]
    if not Grant.objects.filter(
        staff=token.staff, operation=token.operation, role=role, state="given"
    ).exists():
        raise StepError("no_role", given=token.staff.username, expected=f"somebody who is {role} there")
    made = f"regreso_{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        token.digest, token.made_by, token.made_at = digest_of(made), by.id, at
        token.expires_at = at + timedelta(days=days)
        token.save(force_insert=True)
        AccountEvent.objects.create(staff=token.staff, name="token_made", by=by.id, at=at)
    return made


def revoke(token: ApiToken, *, by: Actor, at: datetime) -> None:
    """It opens nothing any more."""
    with transaction.atomic():
        if not ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
            raise StepError("revoked_before", given=str(token.pk), expected="a token that still holds")
        AccountEvent.objects.create(staff=token.staff, name="token_revoked", by=by.id, at=at)
