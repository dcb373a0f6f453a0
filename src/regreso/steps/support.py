"""Support for a bereaved family: offered now, and again after two and after eight weeks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from regreso import story
from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import append_move, history
from regreso.casebook.once import once
from regreso.casebook.rows import add_line, set_columns
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Move, SupportPlan

AGAIN = (timedelta(weeks=2), timedelta(weeks=8))  # after the first offer


def offer(plan: SupportPlan, *, at: datetime, by: Actor = SYSTEM) -> Move:
    """A plan is there for the family, whatever they said so far: they are asked again in two weeks."""
    with once(plan, "offer"):
        plan.next_contact_at = at + AGAIN[0]
        return append_move(plan, "offer", by=by, at=at)


def accept(plan: SupportPlan, *, by: Actor, at: datetime) -> Move:
    """The family wants support."""
    _refuse_other_family(plan, "accept", by)
    return append_move(plan, "accept", by=by, at=at)


def decline(plan: SupportPlan, *, by: Actor, at: datetime) -> Move:
    """The family wants none now. They can always come back to it, and are not asked why."""
    _refuse_other_family(plan, "decline", by)
    return append_move(plan, "decline", by=by, at=at)


def contact(plan: SupportPlan, said: str, *, by: Actor, at: datetime) -> Move:
    """Somebody has spoken with the family; the next time is set."""
    if not said.strip():
        raise StepError("nothing_said", given=said, expected="shortly, how they are and what they need")
    with transaction.atomic():
        move = append_move(plan, "contact", by=by, at=at)
        add_line(plan, "contacts", {"at": at.isoformat(), "said": said})
        set_columns(plan, next_contact_at=_next_contact(plan, at))
    return move


def refer(plan: SupportPlan, referral: Mapping[str, Any], *, by: Actor, at: datetime) -> Move:
    """The family was shown to somebody who can help: what for, and to whom. It counts as a contact."""
    for name in ("need", "to"):
        if not str(referral.get(name, "")).strip():
            raise StepError("no_" + name, given="", expected="the need, and to whom they were shown")
    with transaction.atomic():
        move = append_move(plan, "contact", by=by, at=at, said={"detail": {"referral": referral["to"]}})
        add_line(plan, "referrals", {**referral, "at": at.isoformat()})
        set_columns(plan, next_contact_at=_next_contact(plan, at))
    return move


def close(plan: SupportPlan, *, reason: str, by: Actor, at: datetime) -> Move:
    """The family needs nothing more from us, in their own words."""
    if not reason.strip():
        raise StepError("no_reason", given=reason, expected="what the family said")
    with transaction.atomic():
        move = append_move(plan, "close", by=by, at=at, said=reason)
        set_columns(plan, next_contact_at=None)
    return move


def _next_contact(plan: SupportPlan, at: datetime) -> datetime | None:
    """The next of the promised times that is still ahead, counted from the first offer."""
    offered = history(plan).filter(name="offer").values_list("at", flat=True).get()
    return next((offered + later for later in AGAIN if offered + later > at), None)


def _refuse_other_family(plan: SupportPlan, move: str, by: Actor) -> None:
    enquiry = plan.enquiry
    if by.role == story.ENQUIRER and (enquiry is None or by.id != str(enquiry.enquirer_id)):
        raise MoveRefused("support_plan", move, "it is the plan of another family")
