"""Heads are counted at a site, and the count is set beside the register: who is not seen is looked for.

A count that agrees, with everybody noted as seen, is settled. One that does not stays open until somebody
writes down what explains it: nobody vanishes from a register because a number was made to fit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from regreso.casebook.models import Custody, HeadCount, Presence, append_move, take_turn
from regreso.casebook.once import once
from regreso.casebook.queries import HELD
from regreso.casebook.rows import set_columns
from regreso.steps.errors import StepError

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Move

HERE = ("reported", *HELD)
MOST = 1_000_000


def count(new: HeadCount, *, by: Actor, at: datetime) -> Move:
    """So many heads were counted (`new.counted`); what the register says at this moment stands beside it."""
    if not 0 <= new.counted <= MOST:
        raise StepError("not_a_count", given=new.counted, expected=f"a whole number from 0 to {MOST}")
    with once(new, "settle"):
        take_turn(new.operation_id)
        new.at = at
        _set_beside(new)
        agrees = new.counted == new.expected == new.seen
        return append_move(new, "settle" if agrees else "differ", by=by, at=at)


def explain(row: HeadCount, remark: str, *, by: Actor, at: datetime) -> Move:
    """What explains the difference: who was where, what was written down too late."""
    if not remark.strip():
        raise StepError("no_reason", given=remark, expected="what explains the difference")
    with transaction.atomic():
        move = append_move(row, "explain", by=by, at=at)
        set_columns(row, remark=remark.strip())
    return move


def _set_beside(new: HeadCount) -> None:
    """What the register says: who should be here, was seen today, came and went since the last count."""
    here = Custody.objects.filter(site=new.site_id, state__in=HERE)
    day = timezone.localtime(new.at).replace(hour=0, minute=0, second=0, microsecond=0)
    today = Presence.objects.filter(
        site=new.site_id, at__gte=day, at__lte=new.at, kind__in=("counted", "arrived")
    )
    new.expected = here.count()
    new.seen = here.filter(pk__in=today.values("custody")).count()
    last = HeadCount.objects.filter(site=new.site_id, at__lt=new.at).order_by("-at").first()
    if last:
        since = Presence.objects.filter(site=new.site_id, at__gt=last.at, at__lte=new.at)
        new.before = last.expected
        new.arrived = since.filter(kind="arrived").count()
        new.left = since.filter(kind="left").count()
