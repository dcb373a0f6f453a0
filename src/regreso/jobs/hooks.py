"""What other programs are told after a move: only rows that the member of staff behind them may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regreso.casebook import access
from regreso.casebook.api_calls import ROLE_OF
from regreso.casebook.models import Grant, Hook, Notice
from regreso.steps import notify
from regreso.steps.hook import EVENTS
from regreso.wire.webhooks import Event

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.models import Move

KIND = "hook"
_ROWS = {
    "ask": access.enquiries_for,
    "register": access.custodies_for,
    "exchange": access.notifications_for,
}


def tell(move: Move, at: datetime) -> None:
    """An event for each program that may know of it waits in the outbox."""
    events = EVENTS.get((move.subject, move.name), {})
    hooks = Hook.objects.filter(operation=move.operation_id, state="on", set_up_at__lte=move.at)
    for hook in hooks.filter(purpose__in=events).select_related("staff"):
        if holds(hook) and _sees(hook, move):
            _queue(hook, events[hook.purpose], move, at)


def holds(hook: Hook) -> bool:
    """Whether the role that it speaks for was not ended since, and its operation is open."""
    mine = Grant.objects.filter(staff=hook.staff_id, operation=hook.operation_id, role=ROLE_OF[hook.purpose])
    given = mine.filter(state="given", operation__state="open", staff__is_active=True)
    return hook.state == "on" and given.exists()


def prepared(row: Notice, at: datetime) -> dict[str, Any] | None:
    """The secret that signs it; None when it is not to be told any more."""
    hook = Hook.objects.filter(pk=row.content.get("hook", "")).first()
    if hook is None or not holds(hook):
        notify.drop(row, "the webhook is off", at=at)
        return None
    return {"secret": hook.secret}


def _sees(hook: Hook, move: Move) -> bool:
    if move.subject == "operation":
        return True
    return _ROWS[hook.purpose](hook.staff).filter(pk=move.subject_id, operation=hook.operation_id).exists()


def _queue(hook: Hook, kind: str, move: Move, at: datetime) -> None:
    notice = Notice(operation_id=move.operation_id, kind=KIND, transport="webhook", about=move.pk)
    event = Event(str(notice.pk), kind, str(move.subject_id), move.at)
    # What stands behind the # is never sent: it keeps two webhooks of one address apart.
    content = {"to": f"{hook.address}#{hook.pk}", "text": event.body().decode(), "hook": str(hook.pk)}
    notify.queue(notice, content, at=at)
