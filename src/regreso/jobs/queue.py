"""The queue of jobs and the leases on them: who works on what, since when, and how often it was tried.

The jobs are rows of the tasks backend, written in the transaction of the move. That backend knows no
lease, so a job of a killed worker would stay “running” for ever: `Lease` adds the heartbeat by which
`reap` finds such a job and makes it ready again.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from regreso.casebook.models import Lease
from regreso.jobs.react import react

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    Job = DBTaskResult[[str], None]

READY, RUNNING = TaskResultStatus.READY, TaskResultStatus.RUNNING
FAILED, DONE = TaskResultStatus.FAILED, TaskResultStatus.SUCCESSFUL
TRIES = 6  # then a person looks: the job is a dead letter
LONGEST_WAIT = 600
KEPT = timedelta(days=7)  # what was done stands in Reaction for ever; the job itself is of no more use


@dataclass(frozen=True, slots=True)
class Counts:
    """How the queue stands."""

    waiting: int
    running: int
    dead: int


def jobs() -> QuerySet[Job]:
    """All our jobs."""
    return DBTaskResult.objects.filter(task_path=react.module_path)


def move_of(job: Job) -> str:
    """The id of the move that the job is about."""
    return str(job.args_kwargs["args"][0])


def claim(worker: str) -> Job | None:
    """Take the next ready job and lease it to this worker; None when there is none."""
    ready = DBTaskResult.objects.ready().filter(task_path=react.module_path)
    if not ready.exists():  # a look without a lock: idle workers must not hold up anyone's writing
        return None
    with transaction.atomic():
        job = ready.select_for_update(skip_locked=True).first()
        if job is not None:
            _lease(job, worker)
        return job


def _lease(job: Job, worker: str) -> None:
    now = timezone.now()
    job.claim(worker)
    lease, is_first = Lease.objects.get_or_create(
        job=job.id, defaults={"worker": worker, "claimed_at": now, "beat_at": now}
    )
    if not is_first:
        lease.worker, lease.claimed_at, lease.beat_at = worker, now, now
        lease.tries += 1
        lease.save()


def beat(job_id: UUID, worker: str) -> bool:
    """The worker lives and still works on it; False when another worker has taken the job over."""
    return bool(Lease.objects.filter(job=job_id, worker=worker).update(beat_at=timezone.now()))


def finish(job: Job, worker: str) -> None:
    """The job is done. A worker that lost its lease says nothing: the job belongs to another."""
    with transaction.atomic():
        if Lease.objects.filter(job=job.id, worker=worker).delete()[0]:
            jobs().filter(pk=job.pk).update(status=DONE, finished_at=timezone.now())


def give_back(job: Job, worker: str, error: BaseException) -> None:
    """The job failed: try again after a wait that doubles, or lay it on the administrator's desk."""
    with transaction.atomic():
        lease = Lease.objects.select_for_update().filter(job=job.id, worker=worker).first()
        if lease is None:
            return
        job.exception_class_path = f"{type(error).__module__}.{type(error).__qualname__}"
        job.traceback = places(error)
        _again_or_never(job, lease)


def _again_or_never(job: Job, lease: Lease) -> None:
    now = timezone.now()
    if lease.tries >= TRIES:
        job.status, job.finished_at, lease.gave_up_at = FAILED, now, now
    else:
        job.status, job.run_after = READY, now + timedelta(seconds=min(2**lease.tries, LONGEST_WAIT))
    lease.worker = ""
    lease.save()
    job.save()


def places(error: BaseException) -> str:
    """Where it went wrong, without the message: that may quote a name, and the queue is not sealed."""
    frames = traceback.extract_tb(error.__traceback__)
    return "\n".join(f"{Path(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in frames)


def reap(*, silent_for: timedelta) -> int:
    """Take back every job whose worker's heart has not beaten for so long; how many there were."""
    now = timezone.now()
    # A heart that beats in the future beat before the clock went back: it would be believed for as long.
    silent = Q(beat_at__lt=now - silent_for) | Q(beat_at__gt=now + silent_for)
    taken = 0
    for lease in Lease.objects.filter(silent, gave_up_at=None).exclude(worker=""):
        taken += _take_back(lease, silent)
    # The same with a job that is to be tried again later than any wait of ours lasts.
    too_late = now + timedelta(seconds=LONGEST_WAIT)
    jobs().filter(status=READY, run_after__gt=too_late).exclude(run_after=get_date_max()).update(
        run_after=now
    )
    return taken


def _take_back(lease: Lease, silent: Q) -> int:
    with transaction.atomic():
        found = Lease.objects.select_for_update().filter(silent, pk=lease.pk, worker=lease.worker).first()
        job = jobs().filter(pk=lease.pk, status=RUNNING).first()
        if found is None or job is None:
            return 0
        job.exception_class_path, job.traceback = "", "the worker stopped in the middle of it"
        _again_or_never(job, found)
        return 1


def revive() -> int:
    """Put every dead letter back into the queue, after whatever made them fail was mended."""
    dead = list(Lease.objects.exclude(gave_up_at=None))
    for lease in dead:
        with transaction.atomic():
            jobs().filter(pk=lease.pk, status=FAILED).update(status=READY, run_after=timezone.now())
            Lease.objects.filter(pk=lease.pk).delete()
    return len(dead)


def sweep() -> int:
    """Delete the jobs that were done long ago."""
    old = jobs().filter(status=DONE, finished_at__lt=timezone.now() - KEPT)
    return int(old.delete()[0])


def counts() -> Counts:
    """How many jobs wait, run, and lie on the administrator's desk."""
    ours = jobs()
    return Counts(
        waiting=ours.filter(status=READY).count(),
        running=ours.filter(status=RUNNING).count(),
        dead=ours.filter(status=FAILED).count(),
    )
