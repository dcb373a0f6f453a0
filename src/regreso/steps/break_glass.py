"""A colleague is away and a family calls: their enquiry is opened with a reason; a second person looks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from regreso.casebook.models import BreakGlass, append_move, take_turn
from regreso.casebook.once import once
from regreso.casebook.rows import set_columns
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Move

WHY = "break glass"  # beside each read, in the ledger of reads
LASTS = timedelta(hours=1)
LOOK_WITHIN = timedelta(hours=24)
SHORTEST_REASON = 10
MOST = 3  # enquiries at once, and openings that nobody has looked at yet


def open_glass(glass: BreakGlass, found: Sequence[UUID], *, reason: str, by: Actor, at: datetime) -> Move:
    """These enquiries are open to this operator for an hour. Where none fitted, the attempt stands too.

    Raises:
        StepError: no reason was written, or more than three would be opened.
        MoveRefused: three earlier openings wait for a second person.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise StepError("no_reason", given=reason, expected=f"a reason of {SHORTEST_REASON} letters or more")
    if len(found) > MOST:
        raise StepError("too_many", given=len(found), expected=f"{MOST} enquiries at most")
    with once(glass, "open"):
        take_turn(glass.operation_id)
        unseen = BreakGlass.objects.filter(operation=glass.operation_id, staff_id=by.hand, state="unseen")
        if unseen.count() >= MOST:
            raise MoveRefused("break_glass", "open", "earlier openings wait for a second person")
        glass.staff_id, glass.opened = by.hand, [str(key) for key in found]
        glass.ends_at, glass.due_at = at + LASTS, at + LOOK_WITHIN
        said = {"reason": reason.strip(), "detail": {"opened": glass.opened}}
        return append_move(glass, "open", by=by, at=at, said=said)


def accept(glass: BreakGlass, *, by: Actor, at: datetime) -> Move:
    """The second person finds the reason good and what was read no more than it needed."""
    with transaction.atomic():
        move = append_move(glass, "accept", by=by, at=at)
        set_columns(glass, due_at=None)
    return move


def object_to(glass: BreakGlass, *, reason: str, by: Actor, at: datetime) -> Move:
    """The second person does not: what is still open is closed at once. The reason stands in the ledger."""
    with transaction.atomic():
        move = append_move(glass, "object", by=by, at=at, said=reason)
        set_columns(glass, due_at=None, ends_at=at)
    return move
