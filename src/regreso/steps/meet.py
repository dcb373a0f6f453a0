"""What public material claims of a person meets what families ask: as possible, and never more.

A process keeps what is sought in each operation in memory and brings it up to date before it looks; nothing
of it lies on a disk. No enquiry changes by this, and no family and no operator sees any of it.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from threading import RLock
from typing import TYPE_CHECKING

from regreso.casebook import queries
from regreso.steps.sought import facts_of
from regreso.tracing.leads import lead_facts
from regreso.tracing.meeting import Side

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from regreso.casebook.models import Lead

_ASKED: defaultdict[UUID, Side] = defaultdict(Side)
_lock = RLock()


def touch(operation_id: UUID, leads: Iterable[Lead]) -> None:
    """Each of these leads, saved or not, knows how many open enquiries it may concern. Nothing is written."""
    people = [lead for lead in leads if lead.kind == "person"]
    if not people:
        return
    with _lock:
        asked = _asked(operation_id)
        for lead in people:
            facts = lead_facts(lead.claim, told_on=_published(lead))
            lead.touches = len(asked.meet(facts)) if facts else 0


def _asked(operation_id: UUID) -> Side:
    """Whom families of this operation seek, as it stands now."""
    side = _ASKED[operation_id]
    waiting = queries.looked_for(operation_id)
    versions = {str(key): change for key, change in waiting.values_list("pk", "change")}
    rows = waiting.filter(pk__in=side.outdated(versions)).select_related("sought")
    side.take_in((str(row.pk), row.change, facts_of(row)) for row in rows.iterator(chunk_size=2000))
    return side


def _published(lead: Lead) -> date | None:
    told = lead.claim["source"].get("published") or {}
    try:
        return date.fromisoformat(str(told.get("edtf", ""))[:10])
    except ValueError:
        return None
