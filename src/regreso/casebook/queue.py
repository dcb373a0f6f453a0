"""The order in which leads wait: the most useful first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regreso.casebook.models import Lead

TOUCHING, NAMED, PEOPLE, ASIDE, UNREAD = 0, 1, 4, 5, 6
_USEFUL = {"contact": 2, "procedure": 2, "announcement": 2, "count": 3}


def place_of(lead: Lead) -> int:
    """Where a lead stands in the queue: what touches an open enquiry first, the rest by use."""
    if lead.kind == "unreadable":
        return UNREAD
    if lead.touches:
        return TOUCHING
    if lead.section not in ("story", "list"):
        return ASIDE
    if lead.kind == "person":
        return NAMED if lead.claim.get("role") == "subject" else PEOPLE
    return _USEFUL.get(lead.kind, ASIDE)
