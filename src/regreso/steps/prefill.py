"""An accepted announcement fills in what it says, for whoever plans a corridor or announces something.

The seam: a desk that plans or announces lists `Draft` rows of its kind in state “prefilled”, begins its own
row with `filled`, and calls `take`. `filled` holds the announcement as it stood in the lead (docs/reference/
leads.md) and `source`; nothing in it is confirmed by any party.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import Draft, append_move, take_turn

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Lead, Move

KINDS = {
    "corridor": "corridor", "corridor_cancelled": "corridor", "corridor_disputed": "corridor",
    "ceasefire": "announcement", "exchange": "announcement",
}  # fmt: skip
_SAID = (
    "type",
    "places",
    "said",
    "start",
    "end",
    "tz",
    "parties",
    "guarantor",
    "as_written",
    "polarity",
    "told_by",
)


def prefill(lead: Lead, *, at: datetime) -> Move | None:
    """A draft stands ready. None when the lead is not accepted, is no announcement, or has its draft."""
    with transaction.atomic():
        take_turn(lead.operation_id)
        lead.refresh_from_db()
        kind = KINDS.get(str(lead.claim.get("type")), "") if lead.kind == "announcement" else ""
        if lead.state != "accepted" or not kind or lead.drafts.exclude(state="withdrawn").exists():
            return None
        source = lead.claim["source"]
        place = {"address": source.get("address", ""), "published": source.get("published", {})}
        filled = {**{name: lead.claim[name] for name in _SAID if name in lead.claim}, "source": place}
        draft = Draft(
            operation_id=lead.operation_id,
            lead=lead,
            kind=kind,
            made_at=at,
            filled=filled,
            told_on=lead.told_on,
        )
        return append_move(draft, "prefill", by=SYSTEM, at=at)


def take(draft: Draft, *, by: Actor, at: datetime) -> Move:
    """A coordinator has begun a corridor or an announcement of ours with it."""
    return append_move(draft, "take", by=by, at=at)


def set_aside(draft: Draft, *, reason: str = "", by: Actor, at: datetime) -> Move:
    """A coordinator does not need it."""
    return append_move(draft, "set_aside", by=by, at=at, said=reason)


def withdraw(draft: Draft, reason: str, *, at: datetime) -> Move:
    """The lead behind it no longer stands."""
    return append_move(draft, "withdraw", by=SYSTEM, at=at, said=reason)
