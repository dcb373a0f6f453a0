"""Sends what waits in the outbox: one service, one notice at a time, each step of it a move.

The order is fixed: the row says "sending" before a word leaves, and "sent" only after the other side has
answered. So whoever finds a row in "sending" whose sender is gone knows that it may have left, and no more.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, close_old_connections
from django.db.models import Q
from django.utils import timezone

from regreso.casebook.models import Notice
from regreso.jobs import hooks, letters, posts, reaching
from regreso.jobs.transports import Transport, transports
from regreso.steps import notify
from regreso.story import MoveRefused
from regreso.wire.notice import NotSent, Outgoing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

log = logging.getLogger(__name__)


SILENT = timedelta(minutes=2)  # longer than any transport waits for an answer
_AT_ONCE = 50


@dataclass
class Outbox:
    """The sender. `every` is how long it sleeps when nothing is due (seconds)."""

    ways: Mapping[str, Transport] = field(default_factory=transports)
    every: float = 2.0
    _told_to_stop: threading.Event = field(default_factory=threading.Event)
    _quiet: dict[tuple[str, str], datetime] = field(
        default_factory=dict
    )  # a place that wants to be left alone

    def run(self, *, once: bool = False) -> int:
        """Send until told to stop, or once what is due; how many left."""
        sent = 0
        while not self._told_to_stop.is_set():
            close_old_connections()
            try:
                done = self.round(timezone.now())
            except DatabaseError as error:  # what was in hand is found in "sending" later on
                if once:
                    raise
                log.warning("The database did not answer (%s); the outbox tries again.", type(error).__name__)
                done = 0
            sent += done
            if once:
                break
            if not done:
                self._told_to_stop.wait(self.every)
        return sent

    def stop(self) -> None:
        """Stop after the notice in hand."""
        self._told_to_stop.set()

    def round(self, at: datetime) -> int:
        """What other senders left behind, then what is due; how many arrived."""
        # What begun in the future was begun before the clock went back.
        left = Q(begun_at__lt=at - SILENT) | Q(begun_at__gt=at + SILENT)
        for row in Notice.objects.filter(left, state="sending"):
            _quietly(partial(notify.doubt, row, "sender_gone", at=at))
        due = Notice.objects.filter(state="waiting", due_at__lte=at).order_by("due_at", "pk")
        return sum(self.send(row, at) for row in due[:_AT_ONCE] if not self._told_to_stop.is_set())

    def send(self, row: Notice, at: datetime) -> bool:
        """One notice on its way out; whether it arrived."""
        way = self.ways.get(row.transport)
        if way is None:
            _quietly(partial(notify.give_up, row, "no_transport", at=at))
            return False
        quiet = self._quiet.get((row.transport, row.place))
        if quiet and quiet > at:  # asked to wait for this place: others go first, and no try is lost
            return False
        more = _prepared(row, at)
        if more is None:
            return False
        try:
            notify.begin(row, at=at)
        except MoveRefused:  # another sender has it
            return False
        content = row.content
        words = str(content.get("text", "")), str(content.get("subject", ""))
        notice = Outgoing(str(row.pk), str(content["to"]), *words, more)
        try:
            receipt = way.send(notice)
        except NotSent as trouble:
            self._not_sent(row, trouble, at)
            return False
        notify.arrive(row, receipt, at=max(timezone.now(), at))
        return True

    def _not_sent(self, row: Notice, trouble: NotSent, at: datetime) -> None:
        if trouble.after:
            wait = timedelta(seconds=min(trouble.after, 86_400))
            self._quiet[row.transport, row.place] = at + wait
            notify.miss(row, trouble.code, at=at, after=wait)
        elif trouble.unknown:
            notify.doubt(row, trouble.code, at=at)
        elif trouble.permanent:
            notify.give_up(row, trouble.code, at=at)
        else:
            notify.miss(row, trouble.code, at=at)


def _prepared(row: Notice, at: datetime) -> dict[str, Any] | None:
    """What only its transport knows of it; None when it may not leave, or not now."""
    if row.kind == "take_back":
        return {"delete": row.content["message"]}
    if row.kind == "reply":  # they wrote to us a moment ago: no plan is asked
        return {"with": row.content.get("with", {}), "protect": True}
    if row.kind == hooks.KIND:
        return hooks.prepared(row, at)
    if row.kind in letters.KINDS:
        return letters.prepared(row, at)
    return reaching.prepared(row, at) if row.kind in reaching.KINDS else posts.prepared(row, at)


def _quietly(step: Callable[[], object]) -> None:
    try:
        step()
    except MoveRefused:  # another sender was faster
        return
