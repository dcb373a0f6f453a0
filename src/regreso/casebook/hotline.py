"""Calls of the hotline: which are open, what is known of a caller, and when they are forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from regreso.casebook.keys import keyring
from regreso.casebook.models import HotlineCall

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from regreso.casebook.models import Enquiry

NUMBER_KEPT = timedelta(days=1)  # long enough to call back whoever asked for it
KEPT = timedelta(days=7)
LONGEST = timedelta(hours=4)  # then the telephone system has lost the end of it
SHOWN = timedelta(days=1)
LANGUAGES = ("es", "uk", "ru", "en")
WANTS = ("ask", "status", "check", "person", "call_back")
ENDINGS = ("completed", "abandoned", "busy", "failed", "unknown")


def digest_of(call: str) -> bytes:
    """By which a call is found; the id of the telephone system is kept nowhere."""
    return keyring().index(call, purpose="hotline call")


def place_of(number: str) -> str:
    """By which the calls of one number are counted; "" where it was withheld."""
    return keyring().index(number, purpose="hotline number").hex() if number else ""


def recent(operations: Iterable[UUID], *, at: datetime) -> list[HotlineCall]:
    """Open calls first, then those of a day, the newest first."""
    rows = HotlineCall.objects.filter(operation__in=list(operations), started_at__gt=at - SHOWN)
    newest = list(rows.select_related("answered_by").order_by("-started_at")[:100])
    return sorted(newest, key=lambda row: row.ended_at is not None)


def called_before(row: HotlineCall) -> int:
    """How often this number called in the week before."""
    if not row.place or row.started_at is None:
        return 0
    before = HotlineCall.objects.filter(place=row.place, started_at__lt=row.started_at)
    return int(before.count())


def enquiries_of(row: HotlineCall, mine: Iterable[Enquiry]) -> list[Enquiry]:
    """Those of `mine` whose enquirer gave this number: nobody else's are looked at."""
    if not row.place:
        return []
    return [one for one in mine if one.enquirer.phone and place_of(plain(one.enquirer.phone)) == row.place]


def plain(number: str) -> str:
    """A number as numbers are compared: its digits after a plus."""
    digits = "".join(sign for sign in number if sign.isascii() and sign.isdigit())
    return f"+{digits.removeprefix('00')}" if digits else ""


def sweep(at: datetime) -> int:
    """End what was never ended, forget numbers and then calls; how many calls went."""
    HotlineCall.objects.filter(ended_at=None, started_at__lt=at - LONGEST).update(
        ended_at=at, ending="unknown"
    )
    for row in HotlineCall.objects.filter(ended_at__lt=at - NUMBER_KEPT, started_at__gt=at - KEPT):
        if row.number:
            row.number = ""
            row.save(update_fields=["number"])
    return int(HotlineCall.objects.filter(started_at__lt=at - KEPT).delete()[0])
