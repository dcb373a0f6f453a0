"""The manifest with names: asked for by one, for a named recipient and a reason, granted by another."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from regreso.casebook.models import append_move
from regreso.casebook.once import once
from regreso.casebook.rows import set_columns
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Corridor, ManifestCopy, Move

HOLDS = timedelta(hours=24)


def ask(new: ManifestCopy, corridor: Corridor, *, by: Actor, at: datetime) -> Move:
    """Somebody is to have the names: who, and why."""
    if not new.recipient.strip() or not new.reason.strip():
        raise StepError("no_recipient", given="", expected="a named recipient and a reason")
    if corridor.plan_id is None:
        raise MoveRefused("manifest_copy", "ask", "there is no plan yet")
    with once(new, "ask"):
        new.operation_id, new.corridor, new.asked_at = corridor.operation_id, corridor, at
        return append_move(new, "ask", by=by, at=at)


def grant(copy: ManifestCopy, *, by: Actor, at: datetime) -> Move:
    """A second person has looked at who is to have it, and why. It can be printed for a day."""
    with transaction.atomic():
        move = append_move(copy, "grant", by=by, at=at)
        set_columns(copy, granted_at=at)
    return move


def refuse(copy: ManifestCopy, reason: str = "", *, by: Actor, at: datetime) -> Move:
    """Nobody gets the names."""
    return append_move(copy, "refuse", by=by, at=at, said=reason)


def is_open(copy: ManifestCopy, *, at: datetime) -> bool:
    """Whether it may be printed now."""
    return copy.state == "granted" and copy.granted_at is not None and at < copy.granted_at + HOLDS
