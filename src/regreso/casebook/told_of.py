"""Who learnt what from an answer, and so who must be told when it was a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regreso.casebook.models import Call, Correction, Handover, Journey, Message
from regreso.casebook.queries import newest_consent

if TYPE_CHECKING:
    from regreso.casebook.models import Answer

FAMILY, CAPTIVE, BUREAU, ESCORT = "family", "captive", "bureau", "escort"
_HELD_CALLS = ("connected", "ended", "closed")
_OVER = ("closed", "refused")
_SENT = ("delivered",)


def told_of(answer: Answer) -> dict[str, list[str]]:
    """By whom, what they had been told or given because of this answer: codes, never its content.

    The person held is among them once he was asked about this family, whatever he said: he knows of it.
    """
    found = {
        FAMILY: _family(answer),
        CAPTIVE: _captive(answer),
        BUREAU: ["handover"] if _handovers(answer) else [],
        ESCORT: ["journey"] if _journeys(answer) else [],
    }
    return {whom: knew for whom, knew in found.items() if knew}


def _family(answer: Answer) -> list[str]:
    if answer.released_at is None:
        return []
    knew = [f"rung.{answer.rung}", *(f"shown.{name}" for name in sorted(answer.shown))]
    if answer.certificate_id:
        knew.append("certificate")
    if _letters(answer, "to_family"):
        knew.append("letter")
    return [*knew, *_both(answer)]


def _captive(answer: Answer) -> list[str]:
    knew = [
        "asked"
        for purpose in ("tell_family", "share_address", "share_health", "messages", "calls")
        if (word := newest_consent(answer.match.custody, purpose, enquiry=answer.enquiry)) and word.enquiry_id
    ][:1]
    if _letters(answer, "to_captive"):
        knew.append("letter")
    return [*knew, *_both(answer)]


def _both(answer: Answer) -> list[str]:
    pair = {"enquiry": answer.enquiry_id, "custody": answer.match.custody_id}
    called = Call.objects.filter(**pair, state__in=_HELD_CALLS).exists()
    return [
        *(["call"] if called else []),
        *(["journey"] if _journeys(answer) else []),
        *(["handover"] if _handovers(answer) else []),
    ]


def _letters(answer: Answer, direction: str) -> bool:
    pair = {"enquiry": answer.enquiry_id, "custody": answer.match.custody_id}
    return Message.objects.filter(**pair, direction=direction, state__in=_SENT).exists()


def _journeys(answer: Answer) -> bool:
    return Journey.objects.filter(answer=answer).exclude(state="planned").exists()


def _handovers(answer: Answer) -> bool:
    pair = {"enquiry": answer.enquiry_id, "custody": answer.match.custody_id}
    return Handover.objects.filter(**pair).exclude(state__in=_OVER).exists()


def not_set_right(answer: Answer) -> bool:
    """Whether somebody who had learnt of it does not know yet that it was a mistake."""
    return Correction.objects.filter(answer=answer).exclude(state="settled").exists()
