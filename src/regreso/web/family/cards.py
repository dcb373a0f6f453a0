"""Cards that a liaison sent to a family: the newest version of each; one that was withdrawn says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regreso.casebook.models import Card, Sending

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class SentCard:
    """What a family reads of a card. `withdrawn`: whoever wrote it down must not use it any more."""

    kind: str
    content: dict[str, Any]
    withdrawn: bool

    @property
    def steps(self) -> list[str]:
        """The steps of a way, in their order."""
        return [str(step.get("text", "")) for step in self.content.get("steps") or []]


def sent_cards(enquiries: QuerySet[Any]) -> list[tuple[UUID, SentCard]]:
    """Each enquiry's cards, the first sent first: one query for the sendings, one for the versions."""
    sendings = list(
        Sending.objects.filter(enquiry__in=enquiries).select_related("card").order_by("sent_at", "pk")
    )
    series = {one.card.series for one in sendings}
    ready = {card.series: card for card in Card.objects.filter(series__in=series, state="ready")}
    shown: dict[tuple[UUID, UUID], SentCard] = {}
    for one in sendings:
        card = ready.get(one.card.series, one.card)
        shown[one.enquiry_id, card.series] = SentCard(card.kind, card.content, card.series not in ready)
    return [(enquiry, card) for (enquiry, _), card in shown.items()]
