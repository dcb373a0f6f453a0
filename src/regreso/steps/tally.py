"""Accepted numbers stand in the claims ledger: who said which number of what event, when."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import Event, append_move, take_turn
from regreso.casebook.rows import set_columns
from regreso.steps.errors import StepError

if TYPE_CHECKING:
    from datetime import date, datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Lead, Move

NEAR = timedelta(
    days=7
)  # two numbers of one status within a week are taken for one event, until a person parts them
_LONGEST = 200


def count_in(lead: Lead, *, at: datetime) -> Move | None:
    """An accepted number belongs to an event: that of the same status in the same days, or a new one.

    None when it is not accepted, is no number, or has its event.
    """
    with transaction.atomic():
        take_turn(lead.operation_id)
        lead.refresh_from_db()
        if lead.state != "accepted" or lead.kind != "count" or lead.event_id:
            return None
        event = _near(lead) or _new(lead, title=str(lead.claim.get("of_whom") or ""))
        return _into(lead, event, by=SYSTEM, at=at)


def move_to(lead: Lead, event: Event | None, title: str, *, by: Actor, at: datetime) -> Move:
    """A reading officer says which event a number is about: one that is there, or a new one with a title."""
    if event is None and not title.strip():
        raise StepError("no_title", given=title, expected="an event, or the title of a new one")
    if event is not None and event.operation_id != lead.operation_id:
        raise StepError("other_operation", given=str(event.pk), expected="an event of this operation")
    with transaction.atomic():
        return _into(lead, event or _new(lead, title=title.strip()), by=by, at=at)


def _near(lead: Lead) -> Event | None:
    status = str(lead.claim.get("status") or "unknown")
    if status == "unknown":
        return None
    mine = Event.objects.filter(operation=lead.operation_id, status=status)
    near = mine.filter(first_on__lte=lead.told_on + NEAR, last_on__gte=lead.told_on - NEAR)
    return near.order_by("-last_on", "pk").first()


def _new(lead: Lead, *, title: str) -> Event:
    status = str(lead.claim.get("status") or "unknown")
    return Event.objects.create(
        operation_id=lead.operation_id,
        title=title[:_LONGEST],
        status=status,
        first_on=lead.told_on,
        last_on=lead.told_on,
    )


def _into(lead: Lead, event: Event, *, by: Actor, at: datetime) -> Move:
    move = append_move(lead, "count_in", by=by, at=at, said={"detail": {"event": str(event.pk)}})
    set_columns(lead, event=event)
    days: list[date] = [day for day in (event.first_on, event.last_on) if day]
    set_columns(event, first_on=min([*days, lead.told_on]), last_on=max([*days, lead.told_on]))
    return move
