"""Contacts and ways that a person checked become cards; a liaison may send one to a family of theirs."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.db import transaction

from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import Card, Lead, Sending, append_move, take_turn
from regreso.casebook.queries import told_answers
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Enquiry, Move

KINDS = ("contact", "procedure")
_SAID = {"contact": ("type", "value", "as_written", "purpose"), "procedure": ("steps", "condition")}
_SURE = ("asserted", "hedged")


def make(lead: Lead, *, at: datetime) -> Move | None:
    """The next version of the card of this accepted lead; the version before is replaced.

    None where nothing may be offered: the lead is not accepted, the source denies or withdrew it, it names
    nobody who answers, or somebody warns of this contact. Whose card is there already has it already.
    """
    with transaction.atomic():
        take_turn(lead.operation_id)
        lead.refresh_from_db()
        if not _may_be_offered(lead) or lead.cards.filter(state="ready").exists():
            return None
        before = _before(lead)
        card = Card(
            operation_id=lead.operation_id, lead=lead, kind=lead.kind, made_at=at, told_on=lead.told_on,
            series=before.series if before else uuid.uuid4(), version=before.version + 1 if before else 1,
            value_index=lead.value_index, content=_content(lead),
        )  # fmt: skip
        for old in Card.objects.filter(series=card.series, state="ready"):
            append_move(old, "replace", by=SYSTEM, at=at)
        return append_move(card, "make", by=SYSTEM, at=at)


def withdraw(card: Card, reason: str, *, by: Actor = SYSTEM, at: datetime) -> Move:
    """Nobody is sent this card any more; whoever has it is told on their page."""
    return append_move(card, "withdraw", by=by, at=at, said=reason)


def send(card: Card, enquiry: Enquiry, *, by: Actor, at: datetime) -> Move:
    """A family of ours finds this card on its page.

    Raises:
        MoveRefused: the family was told nothing yet, has the card already, or somebody warns of it.
    """
    with transaction.atomic():
        take_turn(card.operation_id)
        if enquiry.operation_id != card.operation_id or not told_answers(enquiry).exists():
            raise MoveRefused("card", "send", "no answer was released to this family yet")
        if Sending.objects.filter(card=card, enquiry=enquiry).exists():
            raise MoveRefused("card", "send", "this family has this card already")
        if is_warned_of(card.operation_id, card.value_index):
            raise MoveRefused("card", "send", "a source warns of this contact")
        move = append_move(card, "send", by=by, at=at, said={"detail": {"enquiry": str(enquiry.pk)}})
        Sending.objects.create(operation_id=card.operation_id, card=card, enquiry=enquiry, sent_at=at)
    return move


def is_warned_of(operation_id: uuid.UUID, value_index: bytes | memoryview | None) -> bool:
    """Whether any source, or any reading officer, calls this contact a fraud: one warning is enough."""
    if value_index is None:
        return False
    same = Lead.objects.filter(operation=operation_id, kind="contact", value_index=value_index)
    return any(one.why == "scam" or (one.state != "rejected" and one.claim.get("scam")) for one in same)


def _may_be_offered(lead: Lead) -> bool:
    if lead.state != "accepted" or lead.kind not in KINDS or lead.claim.get("polarity") not in _SURE:
        return False
    if lead.kind == "contact" and (lead.claim.get("scam") or lead.claim.get("type") == "hotline"):
        return False
    return not is_warned_of(lead.operation_id, lead.value_index)


def _before(lead: Lead) -> Card | None:
    """The newest card of the same contact, or of the same way in the same place of the same source."""
    mine = Card.objects.filter(operation=lead.operation_id, kind=lead.kind)
    same = (
        mine.filter(value_index=lead.value_index) if lead.value_index else mine.filter(lead__root=lead.root)
    )
    return same.order_by("-version").first()


def _content(lead: Lead) -> dict[str, Any]:
    """What a family may read: the contact or the steps, and where that stood; never who else was named."""
    source = lead.claim["source"]
    told = {name: lead.claim[name] for name in _SAID[lead.kind] if lead.claim.get(name)}
    place = {
        "address": source.get("address", ""),
        "published": (source.get("published") or {}).get("edtf", ""),
    }
    return {**told, "source": place, "told_by": lead.claim.get("told_by", "")}
