"""Clocks as a desk shows them: how long is left, or that it is overdue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext, ngettext

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Clock:
    """Time that is left until something is due."""

    words: str
    overdue: bool


def clock(due: datetime | None, *, now: datetime) -> Clock | None:
    """The clock of something due, None when none runs.

    Whole days are counted down, so that nobody reads a day too many; the last day is told in hours.
    """
    if due is None:
        return None
    if due < now:
        return Clock(_overdue(now - due), overdue=True)
    left = due - now
    if left >= DAY:
        days = left // DAY
        return Clock(ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}, overdue=False)
    hours = left // HOUR
    return Clock(ngettext("%(n)d hour left", "%(n)d hours left", hours) % {"n": hours}, overdue=False)


def _overdue(by: timedelta) -> str:
    days = by // DAY
    if not days:
        return gettext("overdue")
    return ngettext("overdue for %(n)d day", "overdue for %(n)d days", days) % {"n": days}
