"""The same million events out of the casebook's rows: movement_manifest_rows.py [EVENTS] [OUT].

The events of movement_manifest.py are put into a casebook (SQLite, sealed as in use). Measured: adding
everybody up anew from the rows (reading all rows, the fold, writing how each stands); the numbers of every
trip; who is open, all of them and the first page; and one upload of a telephone into the full casebook.
Processor time is what counts on a busy machine; both are written.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

HOME = tempfile.mkdtemp(prefix="regreso-bench-")
os.environ.update(
    REGRESO_HOME=HOME, REGRESO_KEYS_FILE=f"{HOME}/keys.json", REGRESO_SQLITE_SYNCHRONOUS="NORMAL"
)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regreso.project.settings")

import django

from regreso.casebook.keys import make_key_file

make_key_file(Path(HOME) / "keys.json")
django.setup()

from django.core.management import call_command
from django.utils import timezone
from movement_manifest import events

from regreso.casebook import manifests
from regreso.casebook.actor import Actor
from regreso.casebook.models import Device, ManifestEvent, Operation, PersonStanding, Upload, append_move
from regreso.steps import count

COORDINATOR = Actor("coordinator", "bench")
BATCH = 20_000
TARGET = {"open_s": 0.5, "fold_s": 20.0}


def timed(work: Callable[[], object]) -> tuple[object, dict[str, float]]:
    """What came of it, and how long it took by the clock and by the processor."""
    began, used = time.perf_counter(), time.process_time()
    result = work()
    return result, {"s": round(time.perf_counter() - began, 3), "cpu_s": round(time.process_time() - used, 3)}


def fill(operation: Operation, many: int) -> int:
    """Put the events into the casebook, shuffled, without adding anybody up; how many are truly open."""
    rng = random.Random(20220503)
    made, left_open = events(many, rng)
    rng.shuffle(made)
    upload = Upload(operation=operation, received_at=timezone.now())
    append_move(upload, "take_in", by=COORDINATOR, at=timezone.now())
    rows = (count._row(upload, event) for event in made)
    while batch := list(islice(rows, BATCH)):
        ManifestEvent.objects.bulk_create(batch, batch_size=500)
    return left_open


def upload_of(device: Device, many: int) -> list[object]:
    name = count.name_of(device.pk)
    at = datetime(2022, 5, 4, tzinfo=UTC).isoformat()
    return [
        {
            "id": f"{name}-{n}",
            "kind": "passed",
            "person": f"p{n}",
            "trip": f"trip{n % 40}",
            "sequence": n,
            "at": at,
        }
        for n in range(many)
    ]


def stand(operation: Operation, people: int) -> int:
    """People as an upload leaves them behind, sealed; how many of them are open."""
    rng = random.Random(20220503)
    states = rng.choices(["arrived", "open", "left_by_choice", "taken_off"], [96, 1.5, 2, 0.5], k=people)
    rows = (
        PersonStanding(
            operation=operation, person=f"p{n}", trip=f"trip{n % 40}", household=f"h{n // 3}", state=state,
            registered=True, boarded=True, last_at=timezone.now(),
            last={"place": "Zaporizhzhia", "vehicle": "v7"},
        )
        for n, state in enumerate(states)
    )  # fmt: skip
    while batch := list(islice(rows, BATCH)):
        PersonStanding.objects.bulk_create(batch, batch_size=500)
    return states.count("open")


def begun(name: str) -> Operation:
    operation = Operation(name=name)
    append_move(operation, "open", by=Actor("administrator", "bench"), at=timezone.now())
    return operation


def from_rows(many: int) -> dict[str, object]:
    """Everybody added up anew from the rows of their events, and one more upload."""
    operation = begun("events")
    left_open, filled = timed(lambda: fill(operation, many))
    people, folded = timed(lambda: count.rebuild(operation.pk))
    device = Device(operation=operation, label="bench")
    append_move(device, "hand_out", by=COORDINATOR, at=timezone.now())
    rows, by = upload_of(device, 500), Actor("device", "bench")
    upload = Upload(operation=operation, device=device)
    _, sent = timed(lambda: count.take_in(upload, rows, by=by, at=timezone.now()))
    open_found = PersonStanding.objects.filter(operation=operation, state="open").count()
    return {
        "events": many, "people": people, "fill": filled, "fold_from_rows": folded, "upload_of_500": sent,
        "open_found": open_found, "open_true": left_open,
    }  # fmt: skip


def who_is_open(people: int) -> dict[str, object]:
    """The numbers of every trip, everybody open with their last place, and the first page of them."""
    operation = begun("people")
    left_open = stand(operation, people)
    mine = PersonStanding.objects.filter(operation=operation, state="open").order_by("trip", "person")
    _, counted = timed(lambda: manifests.figures(operation.pk))
    found, listed = timed(lambda: [(row.person, row.last) for row in mine])
    _, paged = timed(lambda: [(row.person, row.last) for row in mine[:50]])
    return {
        "people": people, "figures_of_all_trips": counted, "who_is_open": listed, "first_page": paged,
        "open_found": len(found), "open_true": left_open,  # type: ignore[arg-type]  # a list
    }  # fmt: skip


def measure(many: int) -> dict[str, object]:
    call_command("migrate", verbosity=0)
    return {
        "who_is_open": who_is_open(100_000), "from_rows": from_rows(many), "targets": TARGET,
        "load_average": os.getloadavg()[0],
    }  # fmt: skip


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    result = json.dumps(measure(many), indent=1)
    print(result)
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_text(result + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
