"""A mother sees her son: asked for, agreed to by him alone, met by an officer, joined, and looked after.

Nothing of a call is recorded anywhere: there is no column, no move and no setting for it.
"""

from __future__ import annotations

import hmac
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from regreso import story
from regreso.casebook import queries, seats
from regreso.casebook.actor import SYSTEM
from regreso.casebook.contact import refuse_strangers, refuse_untold
from regreso.casebook.models import append_move
from regreso.casebook.once import once
from regreso.casebook.rows import set_columns
from regreso.facts import zones
from regreso.facts.errors import FactError
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Call, Move

SHORTEST, LONGEST = timedelta(minutes=5), timedelta(hours=3)
CARE = timedelta(hours=24)  # by then both sides were asked how they are
KIN = 2  # the level of kinship at which papers were seen
PLAN = ("safe_time", "family_word", "captive_word")
ENDINGS = ("completed", "cut", "distress", "duress")


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when the links open, and in which time zones the two sides read their clocks."""

    starts_at: datetime
    ends_at: datetime
    family_zone: str
    holding_zone: str


@dataclass(frozen=True, slots=True)
class Scheduled:
    """The move, and the token of each party's link: shown now, never again."""

    move: Move
    family_token: str
    captive_token: str


@dataclass(frozen=True, slots=True)
class Entered:
    """The seat that a link opened, and the key by which its page comes back after a lost connection."""

    seat: seats.Seat
    key: str


def request(call: Call, *, by: Actor, at: datetime) -> Move:
    """A call is asked for. He is asked next, alone; the family hears nothing before he agrees."""
    refuse_strangers(call, "request", by=by)
    _refuse_other_family(call, "request", by)
    with once(call, "request"):
        return append_move(call, "request", by=by, at=at)


def consent(call: Call, *, asked_alone: bool, by: Actor, at: datetime) -> Move:
    """He agrees to this call, asked alone, and can take it back until the last moment."""
    _refuse_other_person(call, "consent", by)
    if not asked_alone:
        raise StepError(
            "not_asked_alone", given=asked_alone, expected="his word when nobody else could hear it"
        )
    agreed = queries.newest_consent(call.custody, "calls", enquiry=call.enquiry)
    if agreed is not None and not agreed.given:
        raise MoveRefused(
            "call", "consent", "he said that he wants no calls; ask him alone, and write it down"
        )
    return append_move(call, "consent", by=by, at=at)


def refuse(call: Call, *, by: Actor, at: datetime) -> Move:
    """He does not want this call. It costs him nothing, and he need not say why."""
    _refuse_other_person(call, "refuse", by)
    with transaction.atomic():
        move = append_move(call, "refuse", by=by, at=at)
        _close_links(call)
    return move


def verify(call: Call, plan: Mapping[str, str], *, by: Actor, at: datetime) -> Move:
    """The family is who they say, and told when they can speak safely (and both sides' words of duress)."""
    unknown = set(plan) - set(PLAN)
    if unknown:
        raise StepError("unknown_field", given=min(unknown), expected="one of " + ", ".join(PLAN))
    if not plan.get("safe_time", "").strip():
        raise StepError("no_safe_time", given="", expected="when the family can speak safely")
    if call.enquiry.enquirer.level < KIN:
        raise MoveRefused("call", "verify", f"the family's papers were not seen yet (level {KIN} of kinship)")
    with transaction.atomic():
        move = append_move(call, "verify", by=by, at=at)
        set_columns(call, plan=dict(plan))
    return move


def schedule(call: Call, window: Window, *, by: Actor, at: datetime) -> Scheduled:
    """The call has its time, and each party a link that opens once and only then.

    Only a digest of each link is kept: the tokens are shown now, and handed on by a person.
    """
    _refuse_bad_window(window, at)
    refuse_untold(call, "schedule")
    family, captive = seats.new_secret(), seats.new_secret()
    with transaction.atomic():
        move = append_move(call, "schedule", by=by, at=at)
        set_columns(
            call, starts_at=window.starts_at, ends_at=window.ends_at, family_zone=window.family_zone,
            holding_zone=window.holding_zone,
            family_link=seats.index_of(family, kind="link", party=seats.FAMILY),
            captive_link=seats.index_of(captive, kind="link", party=seats.CAPTIVE),
        )  # fmt: skip
    return Scheduled(move, family, captive)


def enter(token: str, *, at: datetime) -> Entered | None:
    """The party that holds this link has taken its seat, and the link opens nothing any more.

    None when the link opens no seat now: unknown, used before, or outside its window. No state of the
    story changes: the officer meets whoever sits there before anyone is joined.
    """
    with transaction.atomic():
        seat = seats.seat_by_link(token, at=at)
        if seat is None:
            return None
        column, key = seats.COLUMNS[seat.party], seats.new_secret()
        link = seats.index_of(token, kind="link", party=seat.party)
        taken = type(seat.call).objects.filter(pk=seat.call.pk, **{column: link})
        # Of two who use one link at the same moment, one changes the row and the other finds it changed.
        if not taken.update(**{column: seats.index_of(key, kind="key", party=seat.party)}):
            return None
    return Entered(seat, key)


def open_lobby(call: Call, *, by: Actor, at: datetime) -> Move:
    """The officer is there and meets each party alone, unrecorded, before anyone is joined."""
    _refuse_outside(call, "open_lobby", at)
    refuse_untold(call, "open_lobby")
    return append_move(call, "open_lobby", by=by, at=at)


def meet(call: Call, party: str, *, by: Actor, at: datetime) -> Move:
    """The officer has seen this party alone: the right person, in a safe place, told that nobody records."""
    if party not in seats.PARTIES:
        raise StepError("unknown_party", given=party, expected=" or ".join(seats.PARTIES))
    with transaction.atomic():
        move = append_move(call, "meet", by=by, at=at, said={"detail": {"party": party}})
        set_columns(call, **{f"{party}_met_at": at})
    return move


def connect(call: Call, *, by: Actor, at: datetime) -> Move:
    """The two are joined and the officer has left: no third party is in the call."""
    call.refresh_from_db(fields=["family_met_at", "captive_met_at"])
    if not (call.family_met_at and call.captive_met_at):
        raise MoveRefused("call", "connect", "the officer has not met both parties alone yet")
    _refuse_outside(call, "connect", at)
    refuse_untold(call, "connect")
    with transaction.atomic():
        move = append_move(call, "connect", by=by, at=at)
        set_columns(call, connected_at=at)
    return move


def alarm(call: Call, *, by: Actor, at: datetime) -> Move:
    """This party is not free to speak. The officer and a liaison learn it; nothing else changes.

    No page of the call shows it, and the call goes on: whoever stands beside them must not see a difference.
    """
    _refuse_other_family(call, "alarm", by)
    with transaction.atomic():
        move = append_move(call, "alarm", by=by, at=at)
        set_columns(call, alarm_at=call.alarm_at or at, care_due_at=at)
    return move


def is_word_of(call: Call, party: str, said: str) -> bool:
    """Whether this is the word by which this party says that it is not free, however it is written."""
    agreed = _plain(str(call.plan.get(f"{party}_word", "")))
    return bool(agreed) and hmac.compare_digest(_plain(said).encode(), agreed.encode())


def end(call: Call, how: str, *, by: Actor, at: datetime) -> Move:
    """The call is over and its links are dead. Each side is looked after next."""
    if how not in ENDINGS:
        raise StepError("unknown_ending", given=how, expected="one of " + ", ".join(ENDINGS))
    _refuse_other_family(call, "end", by)
    with transaction.atomic():
        move = append_move(call, "end", by=by, at=at, said={"detail": {"how": how}})
        soon = call.alarm_at or how in ("distress", "duress")
        set_columns(call, ended_at=at, ended_how=how, care_due_at=at if soon else at + CARE)
        _close_links(call)
    return move


def care_family(call: Call, note: str, *, by: Actor, at: datetime) -> Move:
    """Somebody has asked the family how they are after the call, and what they need."""
    return _cared(call, "care_family", note, by=by, at=at)


def care_captive(call: Call, note: str, *, by: Actor, at: datetime) -> Move:
    """Somebody has asked him, alone, how he is after the call, and what he needs."""
    return _cared(call, "care_captive", note, by=by, at=at)


def care_after(call: Call, *, at: datetime, by: Actor = SYSTEM) -> Move:
    """Both sides were asked: the call is done with."""
    call.refresh_from_db(fields=["family_cared_at", "captive_cared_at"])
    if not (call.family_cared_at and call.captive_cared_at):
        raise MoveRefused("call", "care_after", "both sides must be asked how they are")
    with transaction.atomic():
        move = append_move(call, "care_after", by=by, at=at)
        set_columns(call, care_due_at=None)
    return move


def cancel(call: Call, *, reason: str, by: Actor, at: datetime) -> Move:
    """The call will not be held: somebody called it off, or its window passed."""
    _refuse_other_family(call, "cancel", by)
    if by.role == story.CLOCK and not (call.ends_at and call.ends_at <= at):
        raise MoveRefused("call", "cancel", "its window is not over")
    with transaction.atomic():
        move = append_move(call, "cancel", by=by, at=at, said=reason)
        _close_links(call)
    return move


def _cared(call: Call, name: str, note: str, *, by: Actor, at: datetime) -> Move:
    if not note.strip():
        raise StepError("no_note", given=note, expected="how they are, in a few words")
    party = name.removeprefix("care_")
    with transaction.atomic():
        move = append_move(call, name, by=by, at=at, said=note)
        set_columns(call, **{f"{party}_cared_at": at})
    return move


def _plain(word: str) -> str:
    """As it is compared: case, marks and blanks around it do not count."""
    return unicodedata.normalize("NFKC", word).casefold().strip(" \t.,;:!?…\"'«»“”")


def _refuse_other_person(call: Call, move: str, by: Actor) -> None:
    if by.id != str(call.custody.person_id):
        raise MoveRefused("call", move, "only the person held may agree or refuse")


def _refuse_other_family(call: Call, move: str, by: Actor) -> None:
    own = {story.ENQUIRER: call.enquiry.enquirer_id, story.CAPTIVE: call.custody.person_id}
    if by.role in own and by.id != str(own[by.role]):
        raise MoveRefused("call", move, "it is the call of another family")


def _refuse_bad_window(window: Window, at: datetime) -> None:
    if window.starts_at.tzinfo is None or window.ends_at.tzinfo is None:
        raise StepError("no_zone", given=window.starts_at, expected="a time with its zone")
    lasts = window.ends_at - window.starts_at
    if not SHORTEST <= lasts <= LONGEST:
        raise StepError("bad_length", given=lasts, expected=f"a window of {SHORTEST} to {LONGEST}")
    if window.ends_at <= at:
        raise StepError("in_the_past", given=window.ends_at, expected="a time to come")
    for zone in (window.family_zone, window.holding_zone):
        _refuse_bad_zone(zone)


def _refuse_bad_zone(zone: str) -> None:
    try:
        zones.zone(zone)
    except FactError as error:
        raise StepError("unknown_zone", given=zone, expected=str(error)) from error


def _refuse_outside(call: Call, move: str, at: datetime) -> None:
    if not (call.starts_at and call.ends_at and call.starts_at <= at < call.ends_at):
        raise MoveRefused("call", move, "it is not the time of the call")


def _close_links(call: Call) -> None:
    set_columns(call, family_link=None, captive_link=None)
