"""What an arrival writes beside the person: the clocks that start, and its line of the presence log."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from regreso.casebook.models import Custody, Presence
from regreso.story import STAFF

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Site

BUREAU = timedelta(hours=24)
MONTH = timedelta(days=30)  # GC III 71: so often there are forms for two letters and four cards at least


def arrival(custody: Custody, at: datetime) -> datetime:
    """When the person came, as far as was told; it cannot lie ahead."""
    return min(custody.arrived_at or at, at)


def card_due(at: datetime) -> datetime:
    """When the capture card is due at the latest (GC III 70)."""
    return at + timedelta(days=settings.REGRESO_CARD_DAYS)


def start_clocks(custody: Custody, *, arrived: datetime, at: datetime) -> None:
    """The clocks of the capture card, of the Bureau and of the first forms run; the row is not saved."""
    custody.arrived_at, custody.card_sent_at = arrived, None
    custody.forms_due_at = custody.forms_due_at or arrived + MONTH  # a transfer puts no letter off
    custody.card_due_at, custody.bureau_due_at = card_due(arrived), at + BUREAU


def presence(custody: Custody, site: Site, kind: str, *, by: Actor, at: datetime) -> Presence:
    """A line of the presence log, not saved."""
    of_staff = by.via or by.role in STAFF
    return Presence(
        operation_id=custody.operation_id, custody=custody, site=site, at=at, kind=kind,
        noted_by_id=by.hand if of_staff else None,
    )  # fmt: skip
