"""An operator attends to an enquiry: notes, a promise to call back, and handing it over to a colleague."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from regreso import story
from regreso.casebook.access import holds
from regreso.casebook.models import append_move, take_turn
from regreso.casebook.queries import unassigned
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Enquiry, Move, Operation, Staff


def note(enquiry: Enquiry, *, text: str, by: Actor, at: datetime) -> Move:
    """What the next colleague should know; no family reads it."""
    if not text.strip():
        raise StepError("nothing_told", given=text, expected="a few words")
    return append_move(enquiry, "note", by=by, at=at, said=text.strip())


def promise_call(enquiry: Enquiry, *, when: datetime, by: Actor, at: datetime) -> Move:
    """They are called back at that time: it stands on the operator's desk until it is done."""
    if when <= at:
        raise StepError("not_later", given=when.isoformat(), expected=f"a time after {at:%Y-%m-%d %H:%M}")
    with transaction.atomic():
        said = {"detail": {"when": when.isoformat()}}
        move = append_move(enquiry, "promise_call", by=by, at=at, said=said)
        enquiry.call_back_at = when
        enquiry.save(update_fields=["call_back_at"])
    return move


def keep_promise(enquiry: Enquiry, *, note: str = "", by: Actor, at: datetime) -> Move:
    """They were called back, or nobody answered: what came of it stands in the note."""
    if enquiry.call_back_at is None:
        raise MoveRefused("enquiry", "keep_promise", "no call back was promised")
    with transaction.atomic():
        move = append_move(enquiry, "keep_promise", by=by, at=at, said=note.strip())
        enquiry.call_back_at = None
        enquiry.save(update_fields=["call_back_at"])
    return move


def hand_over(enquiry: Enquiry, *, to: Staff, reason: str, by: Actor, at: datetime) -> Move:
    """A colleague has it from now on, with its promises; it leaves the desk of whoever had it."""
    if to.pk == enquiry.assigned_to_id:
        raise StepError("to_oneself", given=to.username, expected="another than the one who has it")
    if not holds(to, story.OPERATOR, enquiry.operation):
        raise StepError("no_operator", given=to.username, expected="an operator of this operation")
    with transaction.atomic():
        said = {"reason": reason, "detail": {"to": str(to.pk)}}
        move = append_move(enquiry, "hand_over", by=by, at=at, said=said)
        enquiry.assigned_to = to
        enquiry.save(update_fields=["assigned_to"])
    return move


def take_on(enquiry: Enquiry, *, by: Actor, at: datetime) -> Move:
    """An enquiry that nobody attends to, as those from the web, is on this operator's desk from now on."""
    with transaction.atomic():
        take_turn(enquiry.operation_id)
        enquiry.refresh_from_db(fields=["assigned_to"])
        if enquiry.assigned_to_id is not None:
            raise MoveRefused("enquiry", "take_on", "a colleague attends to it")
        move = append_move(enquiry, "take_on", by=by, at=at)
        enquiry.assigned_to_id = by.hand
        enquiry.save(update_fields=["assigned_to"])
    return move


def take_next(operation: Operation, *, language: str = "", by: Actor, at: datetime) -> Enquiry | None:
    """The one that waits for an operator and is due first, in this language if one is given; None if none."""
    with transaction.atomic():
        take_turn(operation.pk)
        waiting = unassigned([operation.pk])
        if language:
            waiting = waiting.filter(language=language)
        found = waiting.first()
        if found is not None:
            take_on(found, by=by, at=at)
    return found
