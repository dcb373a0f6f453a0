"""What public material claims of a person meets what families ask: as possible, and never more.

A process keeps both sides of each operation in memory and brings them up to date before it looks; nothing
of it lies on a disk. No enquiry and no custody changes by this, and no family and no operator sees any of it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from datetime import date
from threading import RLock
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from regreso.casebook import queries
from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import Enquiry, Lead, Possible, append_move
from regreso.casebook.queue import place_of
from regreso.casebook.rows import set_columns
from regreso.steps.sought import facts_of
from regreso.tracing.leads import lead_facts
from regreso.tracing.meeting import Side

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Move
    from regreso.facts.person import PersonFacts
    from regreso.tracing.meeting import Met

LIVE = ("new", "proposed", "accepted")
_PORTION = 500
NOTICEABLE = 0.005  # a probability that moved less is not written again

_ASKED: defaultdict[UUID, Side] = defaultdict(Side)
_CLAIMED: defaultdict[UUID, Side] = defaultdict(Side)
_lock = RLock()


def touch(operation_id: UUID, leads: Iterable[Lead]) -> None:
    """Each of these leads, saved or not, knows how many open enquiries it may concern. Nothing is written."""
    people = [lead for lead in leads if lead.kind == "person"]
    if not people:
        return
    with _lock:
        asked = _asked(operation_id)
        for lead in people:
            facts = _facts(lead)
            lead.touches = len(asked.meet(facts)) if facts else 0


def look_up(operation_id: UUID) -> None:
    """This process knows both sides as they stand now: call it before the transaction of a meeting."""
    with _lock:
        _asked(operation_id)
        _claimed(operation_id)


def meet_lead(lead_id: UUID, *, at: datetime) -> list[Move]:
    """An accepted lead of a person was held against every open enquiry; a move for each meeting.

    A lead that is no longer accepted takes its meetings with it.
    """
    with transaction.atomic():
        lead = Lead.objects.get(pk=lead_id)
        facts = _facts(lead) if lead.state == "accepted" else None
        with _lock:
            met = _asked(lead.operation_id).meet(facts) if facts else []
        asked = Enquiry.objects.in_bulk([UUID(one.key) for one in met])
        moves = [_meet(asked[UUID(one.key)], lead, one, at=at) for one in met]
        left = Possible.objects.filter(lead=lead).exclude(enquiry__in=asked)
        return [move for move in moves if move] + _supersede(left, at=at)


def meet_enquiry(enquiry_id: UUID, *, at: datetime) -> list[Move]:
    """An enquiry that is new, told anew or over was held against every claim; a move for each meeting.

    Claims that wait for a reader move up or down in their queue by it.
    """
    with transaction.atomic():
        enquiry = Enquiry.objects.select_related("sought").get(pk=enquiry_id)
        facts = facts_of(enquiry)
        with _lock:
            met = _claimed(enquiry.operation_id).meet(facts)
        leads = Lead.objects.in_bulk([UUID(one.key) for one in met])
        _rank(leads.values())
        if enquiry.state not in queries.LOOKED_FOR:
            return _supersede(Possible.objects.filter(enquiry=enquiry), at=at)
        accepted = {key: lead for key, lead in leads.items() if lead.state == "accepted"}
        moves = [_meet(enquiry, accepted[UUID(m.key)], m, at=at) for m in met if UUID(m.key) in accepted]
        left = Possible.objects.filter(enquiry=enquiry).exclude(lead__in=accepted)
        return [move for move in moves if move] + _supersede(left, at=at)


def set_aside(possible: Possible, note: str = "", *, by: Actor, at: datetime) -> Move:
    """A reviewer says that the claim does not help this enquiry. It comes back with new data."""
    return append_move(possible, "set_aside", by=by, at=at, said=note)


def offer_again(possible: Possible, *, by: Actor, at: datetime) -> Move:
    """A reviewer wants to see it again."""
    return append_move(possible, "offer_again", by=by, at=at)


def _meet(enquiry: Enquiry, lead: Lead, met: Met, *, at: datetime) -> Move | None:
    row = Possible.objects.filter(enquiry=enquiry, lead=lead).first()
    if row is None:
        row = Possible(operation_id=enquiry.operation_id, enquiry=enquiry, lead=lead)
    judged_on = f"{enquiry.change}.{lead.change}"
    moved = abs(row.probability - met.probability) >= NOTICEABLE
    name = {"": "suggest", "superseded": "offer_again"}.get(row.state, "")
    if row.state == "set_aside" and row.judged_on != judged_on:
        name = "offer_again"
    if row.state == "possible" and moved:
        name = "rescore"
    if not name:
        return None
    reasons = [asdict(reason) for reason in met.reasons]
    row.probability, row.reasons, row.judged_on = met.probability, reasons, judged_on
    is_new = not row.state
    move = append_move(row, name, by=SYSTEM, at=at)
    if not is_new:
        set_columns(row, probability=met.probability, reasons=reasons, judged_on=judged_on)
    return move


def _supersede(rows: Iterable[Possible], *, at: datetime) -> list[Move]:
    return [
        append_move(row, "supersede", by=SYSTEM, at=at, said="one of the two sides no longer stands")
        for row in rows
        if row.state in ("possible", "set_aside")
    ]


def _rank(leads: Iterable[Lead]) -> None:
    """The places of those that wait, as the open enquiries stand now."""
    waiting = [lead for lead in leads if lead.state in ("new", "proposed")]
    before = {lead.pk: lead.touches for lead in waiting}
    for operation_id in {lead.operation_id for lead in waiting}:
        touch(operation_id, [lead for lead in waiting if lead.operation_id == operation_id])
    for lead in waiting:
        if lead.touches != before[lead.pk]:
            Lead.objects.filter(pk=lead.pk).update(touches=lead.touches, place=place_of(lead))


def _asked(operation_id: UUID) -> Side:
    """Whom families of this operation seek, as it stands now."""
    side = _ASKED[operation_id]
    waiting = queries.looked_for(operation_id)
    versions = {str(key): change for key, change in waiting.values_list("pk", "change")}
    rows = waiting.filter(pk__in=side.outdated(versions)).select_related("sought")
    side.take_in((str(row.pk), row.change, facts_of(row)) for row in rows.iterator(chunk_size=2000))
    return side


def _claimed(operation_id: UUID) -> Side:
    """Of whom public material speaks in this operation, as it stands now."""
    side = _CLAIMED[operation_id]
    live = Lead.objects.filter(operation=operation_id, kind="person", state__in=LIVE)
    versions = {str(key): change for key, change in live.values_list("pk", "change")}
    outdated = sorted(side.outdated(versions))
    for at in range(0, len(outdated), _PORTION):
        rows = live.filter(pk__in=outdated[at : at + _PORTION]).only("claim", "change", "kind")
        side.take_in((str(row.pk), row.change, _facts(row)) for row in rows)
    return side


def _facts(lead: Lead) -> PersonFacts | None:
    told = lead.claim["source"].get("published") or {}
    try:
        on = date.fromisoformat(str(told.get("edtf", ""))[:10])
    except ValueError:
        on = None
    return lead_facts(lead.claim, told_on=on)
