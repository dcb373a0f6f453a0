"""A process of its own for the tests of workers: `python crew.py prepare | ask 40 | work SECONDS | count`.

The reaction writes into a file that it was called, may sleep, and then ends the grant: so a test sees
both how often something was begun and how often it took effect.
"""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import datetime
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regreso.project.settings")
if __name__ == "__main__":
    django.setup()

from django.core.management import call_command
from django.utils import timezone

from regreso.casebook.actor import Actor
from regreso.casebook.audit import verify
from regreso.casebook.models import Grant, Lease, Move, Operation, Reaction, Staff, append_move
from regreso.jobs import queue, reactions
from regreso.jobs.reactions import Follow
from regreso.jobs.worker import Worker

ADA = Actor("administrator", "ada")


def note(what: str) -> None:
    with Path(os.environ["REGRESO_TEST_BEGUN"]).open("a") as file:
        file.write(f"{what}\n")


def end_grant(move: Move, at: datetime) -> None:
    note(str(move.pk))
    append_move(Grant.objects.get(pk=move.subject_id), "end", by=ADA, at=at)
    time.sleep(float(os.environ.get("REGRESO_TEST_PAUSE", "0")))


def prepare() -> None:
    call_command("migrate", verbosity=0)
    append_move(Operation(name="An invented crisis"), "open", by=ADA, at=timezone.now())
    Staff.objects.create_user("olena")


def ask(many: int) -> None:
    operation, staff = Operation.objects.get(), Staff.objects.get()
    for _ in range(many):
        append_move(
            Grant(operation=operation, staff=staff, role="operator"), "ask", by=ADA, at=timezone.now()
        )


def work(silent_for: float) -> None:
    worker = Worker(every=0.05, beats=0.2, silent_for=silent_for, rounds=0.2)
    worker.stop_on_signals()
    note("ready")
    worker.run()


def count() -> None:
    found = {
        "ended": Grant.objects.filter(state="ended").count(),
        "end_moves": Move.objects.filter(name="end").count(),
        "reactions": Reaction.objects.count(),
        "leases": Lease.objects.count(),
        "waiting": queue.counts().waiting,
        "running": queue.counts().running,
        "dead": queue.counts().dead,
        "workers": len({name for job in queue.jobs() for name in job.worker_ids}),
        "tries": max((len(job.worker_ids) for job in queue.jobs()), default=0),
        "faults": len(verify(Operation.objects.get())),
    }
    print(json.dumps(found))  # noqa: T201 - it is read by the test


if __name__ == "__main__":
    reactions.REACTIONS["grant", "ask"] = (Follow("end", end_grant),)
    if sys.argv[1] == "prepare":
        prepare()
    elif sys.argv[1] == "ask":
        ask(int(sys.argv[2]))
    elif sys.argv[1] == "work":
        work(float(sys.argv[2]))
    else:
        count()
