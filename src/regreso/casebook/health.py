"""How the system stands, in numbers and codes: nobody's name, no record, no count of people.

Each sign is *well*, *look* (a person should look, nothing is lost) or *trouble* (something does not work
now). They are looked for one by one, so that a database that is away is told of and not an error on the page.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Max, Min
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from regreso.casebook.anchors import due as anchor_due
from regreso.casebook.models import Lease, Move, Notice, Pulse

if TYPE_CHECKING:
    from collections.abc import Callable

WELL, LOOK, TROUBLE = "well", "look", "trouble"
WORKER, OUTBOX = "worker", "outbox"
SILENT = timedelta(seconds=90)  # a worker says so every ten seconds
LATE = timedelta(minutes=2)  # a job that waits longer waits for something
AHEAD = timedelta(minutes=1)  # a row from the future: the clock of this machine went back
LITTLE, LEAST = 1 << 30, 100 << 20  # bytes of disk
KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that was looked at: how it is, a code of what is the matter, and figures."""

    name: str
    state: str = WELL
    what: str = ""
    figures: dict[str, float] = field(default_factory=dict)


def beat(name: str, part: str, *, at: datetime) -> None:
    """This process lives; what others left behind a day ago is forgotten."""
    Pulse.objects.update_or_create(name=name[:96], defaults={"part": part, "beat_at": at})
    Pulse.objects.filter(beat_at__lt=at - KEPT).delete()


def signs(*, at: datetime) -> list[Sign]:
    """Everything that there is to look at; where the database is away, that and what needs no database."""
    found = [_asked("database", _database, at)]
    if found[0].what != "away":
        asked = (("worker", _worker), ("jobs", _jobs), ("notices", _notices), ("clock", _clock))
        found += [_asked(name, look, at) for name, look in asked]
    return [*found, _disk(), _anchors(at)]


def worst(found: list[Sign]) -> str:
    """The state of the whole: that of its worst sign."""
    return max((sign.state for sign in found), key=(WELL, LOOK, TROUBLE).index)


def _asked(name: str, look: Callable[[datetime], Sign], at: datetime) -> Sign:
    try:
        return look(at)
    except DatabaseError:
        return Sign(name, TROUBLE, "away")


def _database(at: datetime) -> Sign:
    """Read, then really write: a full disk and one that only lets itself be read say so here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    try:
        with transaction.atomic():
            beat(f"look:{os.uname().nodename[:32]}", "look", at=at)
    except DatabaseError:
        return Sign("database", TROUBLE, "not_writable")
    return Sign("database")


def _worker(at: datetime) -> Sign:
    last = Pulse.objects.filter(part=WORKER).aggregate(last=Max("beat_at"))["last"]
    if last is None:
        return Sign("worker", TROUBLE, "never")
    silent = (at - last).total_seconds()
    figures = {"silent_seconds": max(silent, 0.0)}
    return (
        Sign("worker", TROUBLE, "silent", figures)
        if silent > SILENT.total_seconds()
        else Sign("worker", figures=figures)
    )


def _jobs(at: datetime) -> Sign:
    ready = DBTaskResult.objects.ready()
    oldest = ready.aggregate(oldest=Min("enqueued_at"))["oldest"]
    wait = max((at - oldest).total_seconds(), 0.0) if oldest else 0.0
    dead = Lease.objects.exclude(gave_up_at=None).count()
    figures = {"waiting": ready.count(), "oldest_wait_seconds": wait, "dead": dead}
    figures["running"] = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).count()
    if wait > LATE.total_seconds():
        return Sign("jobs", LOOK, "late", figures)
    return Sign("jobs", LOOK, "dead", figures) if dead else Sign("jobs", figures=figures)


def _notices(at: datetime) -> Sign:
    rows = Notice.objects.all()
    figures: dict[str, float] = {
        state: rows.filter(state=state).count() for state in ("waiting", "unknown", "failed")
    }
    figures["late"] = rows.filter(state="waiting", due_at__lt=at - LATE).count()
    if figures["unknown"] or figures["failed"]:
        return Sign("notices", LOOK, "to_settle", figures)
    return Sign("notices", LOOK, "late", figures) if figures["late"] else Sign("notices", figures=figures)


def _clock(at: datetime) -> Sign:
    """Rows that were written in the future: the clock went forward and back, or went back now."""
    pulses = Pulse.objects.aggregate(last=Max("beat_at"))["last"] or at
    moved = Move.objects.aggregate(last=Max("at"))["last"] or at
    ahead = max((max(pulses, moved) - at).total_seconds(), 0.0)
    figures = {"ahead_seconds": ahead}
    return (
        Sign("clock", LOOK, "went_back", figures)
        if ahead > AHEAD.total_seconds()
        else Sign("clock", figures=figures)
    )


def _disk() -> Sign:
    try:
        free = shutil.disk_usage(settings.REGRESO_HOME).free
    except OSError:
        return Sign("disk")  # the database lies elsewhere, and so does all that grows
    figures = {"free_bytes": float(free)}
    if free < LEAST:
        return Sign("disk", TROUBLE, "full", figures)
    return Sign("disk", LOOK, "little", figures) if free < LITTLE else Sign("disk", figures=figures)


def _anchors(at: datetime) -> Sign:
    try:
        late = anchor_due(Path(settings.REGRESO_ANCHORS), at=at - timedelta(days=1))
    except (OSError, ValueError, LookupError):
        return Sign("anchors", LOOK, "unreadable")
    return Sign("anchors", LOOK, "late") if late else Sign("anchors")


def now() -> list[Sign]:
    """The signs of this moment."""
    return signs(at=timezone.now())


def as_metrics(found: list[Sign]) -> str:
    """The signs in the text form that Prometheus reads."""
    lines = ["# TYPE regreso_state gauge", "# HELP regreso_state 0 well, 1 look, 2 trouble"]
    lines += [
        f'regreso_state{{sign="{sign.name}"}} {(WELL, LOOK, TROUBLE).index(sign.state)}' for sign in found
    ]
    for sign in found:
        for name, value in sign.figures.items():
            lines += [f"# TYPE regreso_{sign.name}_{name} gauge", f"regreso_{sign.name}_{name} {value:g}"]
    return "\n".join(lines) + "\n"
