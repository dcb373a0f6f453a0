"""The doors of a call: a party's link, the key that replaces it, and the officer's ticket.

Each opens a seat or nothing; whatever was wrong with it, the answer is the same. These functions read and
move rows; they run in a thread beside the event loop of the realtime process.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.core import signing

from regreso import story
from regreso.casebook import access, seats
from regreso.casebook.actor import SYSTEM, Actor
from regreso.casebook.models import Call, Custody, Enquiry, Staff
from regreso.steps import call as calling
from regreso.steps.errors import StepError

if TYPE_CHECKING:
    from datetime import datetime

OFFICER = "officer"
TICKET_LASTS = 6 * 3600  # seconds: longer than any call and its lobby
_SALT = "regreso.live.officer"
_WORDS = 200  # no link, key or ticket is longer


@dataclass(frozen=True, slots=True)
class Seated:
    """Who sits where, and until when."""

    call: UUID
    party: str  # family, captive, officer
    actor: Actor
    ends_at: datetime
    key: str = ""  # brings a party's page back after a lost connection
    joined: bool = False  # whether the officer had joined the two when this seat was taken


def ticket(call: Call, staff: Staff) -> str:
    """What the officer's page hands in: the realtime process needs no cookie to know who opened it."""
    return signing.dumps([str(call.pk), str(staff.pk)], salt=_SALT)


def seat_for(asked: dict[str, object], *, at: datetime) -> Seated | None:
    """The seat that a link, a key or a ticket opens now; None for anything else."""
    for kind, door in (("link", _by_link), ("key", _by_key), ("ticket", _by_ticket)):
        secret = asked.get(kind)
        if isinstance(secret, str) and len(secret) <= _WORDS:
            return door(secret, at)
    return None


def _by_link(secret: str, at: datetime) -> Seated | None:
    entered = calling.enter(secret, at=at)
    return _seated(entered.seat, entered.key) if entered else None


def _by_key(secret: str, at: datetime) -> Seated | None:
    seat = seats.seat_by_key(secret, at=at)
    return _seated(seat, secret) if seat else None


def _seated(seat: seats.Seat, key: str) -> Seated:
    call = seat.call
    # One column of one row: with the whole rows all that is sealed in them would be opened, at each join.
    if seat.party == seats.CAPTIVE:
        actor = Actor(
            story.CAPTIVE, str(Custody.objects.values_list("person", flat=True).get(pk=call.custody_id))
        )
    else:
        actor = Actor(
            story.ENQUIRER, str(Enquiry.objects.values_list("enquirer", flat=True).get(pk=call.enquiry_id))
        )
    return Seated(call.pk, seat.party, actor, call.ends_at, key, joined=_joined(call.state))


def _by_ticket(secret: str, at: datetime) -> Seated | None:
    try:
        call_id, staff_id = signing.loads(secret, salt=_SALT, max_age=TICKET_LASTS)
    except signing.BadSignature:
        return None
    staff = Staff.objects.filter(pk=staff_id, is_active=True).first()
    call = Call.objects.select_related("operation").filter(pk=call_id, state__in=seats.OPEN).first()
    if not (staff and call and access.holds(staff, story.OFFICER, call.operation)):
        return None
    if not (call.starts_at and call.ends_at and at < call.ends_at):
        return None
    by = access.actor(staff, story.OFFICER)
    return Seated(call.pk, OFFICER, by, call.ends_at, joined=_joined(call.state))


@dataclass(frozen=True, slots=True)
class Standing:
    """How a call stands in the casebook."""

    state: str
    met: tuple[str, ...]
    alarm: bool = False  # a party typed its word of duress: for the officer alone

    @property
    def joined(self) -> bool:
        """Whether the officer has joined the two."""
        return _joined(self.state)


def _joined(state: str) -> bool:
    return state == "connected"


def standing(call: UUID) -> Standing:
    """How it stands now."""
    row = Call.objects.get(pk=call)
    met = tuple(party for party in seats.PARTIES if getattr(row, f"{party}_met_at"))
    return Standing(row.state, met, alarm=row.alarm_at is not None)


def act(seated: Seated, name: str, word: str, *, at: datetime) -> bool:
    """One step of this call, or the officer's turning to one party. Returns whether it was taken."""
    call = Call.objects.get(pk=seated.call)
    by = seated.actor
    try:
        match name:
            case "open":
                calling.open_lobby(call, by=by, at=at)
            case "meet":
                calling.meet(call, word, by=by, at=at)
            case "connect":
                calling.connect(call, by=by, at=at)
            case "end":
                calling.end(call, word, by=by, at=at)
            case "note":
                if calling.is_word_of(call, seated.party, word):
                    calling.alarm(call, by=by, at=at)
            case "speak":
                return bool(call.state == "lobby")
            case _:
                return False
    except (story.MoveRefused, StepError):
        return False
    return True


def close(call: UUID, *, at: datetime) -> None:
    """The time is over: a call that is still being held ends by itself."""
    row = Call.objects.get(pk=call)
    how = "completed" if row.connected_at else "cut"
    try:
        calling.end(row, how, by=SYSTEM, at=at)
    except story.MoveRefused:
        return  # somebody ended it a moment before
