"""What the worker does after people judged leads: each looks at the rows as they are now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regreso.casebook.models import Card, Document, Draft, Lead
from regreso.steps import guide, meet, prefill, tally

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.models import Move

_FELL = "the lead behind it no longer stands"
_WARNED = "a source warns of this contact"


def look_up(move: Move) -> None:
    """Know both sides as they stand, before anything is written."""
    meet.look_up(move.operation_id)


def use(move: Move, at: datetime) -> None:
    """A lead was accepted: it meets enquiries, becomes a card or a draft, or stands in the claims ledger."""
    lead = Lead.objects.get(pk=move.subject_id)
    if lead.kind == "person":
        meet.meet_lead(lead.pk, at=at)
    guide.make(lead, at=at)
    prefill.prefill(lead, at=at)
    tally.count_in(lead, at=at)


def take_back(move: Move, at: datetime) -> None:
    """A lead no longer stands: what followed from it falls."""
    lead = Lead.objects.get(pk=move.subject_id)
    if lead.state == "accepted":
        return
    if lead.kind == "person":
        meet.meet_lead(lead.pk, at=at)
    for card in Card.objects.filter(lead=lead, state="ready"):
        guide.withdraw(card, _FELL, at=at)
    for draft in Draft.objects.filter(lead=lead, state="prefilled"):
        prefill.withdraw(draft, _FELL, at=at)


def meet_enquiry(move: Move, at: datetime) -> None:
    """What is told of the person sought is new, has changed or is over: claims meet it anew."""
    meet.meet_enquiry(move.subject_id, at=at)


def warn(move: Move, at: datetime) -> None:
    """One contact may have been called a fraud: a card of it is withdrawn."""
    lead = Lead.objects.get(pk=move.subject_id)
    _withdraw_warned([lead], at)


def warn_of_all(move: Move, at: datetime) -> None:
    """A document was read: whatever it warns of is offered no longer."""
    document = Document.objects.get(pk=move.subject_id)
    _withdraw_warned(list(document.leads.filter(kind="contact")), at)


def _withdraw_warned(leads: list[Lead], at: datetime) -> None:
    values = {bytes(lead.value_index) for lead in leads if lead.value_index}
    for lead in leads[:1]:
        for card in Card.objects.filter(operation=lead.operation_id, state="ready", value_index__in=values):
            if guide.is_warned_of(card.operation_id, card.value_index):
                guide.withdraw(card, _WARNED, at=at)
