"""How long the audit chain takes to verify: audit.py [ROWS] [OUT].

A chain of so many moves (and a tenth as many reads) is written into a fresh casebook on SQLite by the
ledger's own code, in portions. Then `verify` goes through it whole, and once more for each kind of change
made behind its back near the end; each time the first bad row must be named. The export that outsiders get
is written, and checked by the second verifier in docs/, which is another program. Figures are of this
process: wall and processor seconds; the load of the machine stands beside them.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

HOME = tempfile.mkdtemp(prefix="regreso-bench-")
os.environ.update(REGRESO_HOME=HOME, REGRESO_KEYS_FILE=f"{HOME}/keys.json")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regreso.project.settings")

import django

from regreso.casebook.keys import make_key_file

make_key_file(Path(HOME) / "keys.json")
django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from regreso.casebook.audit import verify
from regreso.casebook.chained import export
from regreso.casebook.models import Chain, Grant, Move, Operation, Read, Staff, ledger

PORTION = 2000
WORDS = {"reason": "called back by an operator", "detail": {"how": "phone"}}


def fill(operation: Operation, rows: int) -> None:
    """So many moves, fifty on each row, and a tenth as many reads."""
    began = timezone.now()
    staff = Staff.objects.create_user("olena")
    rows_moved = [
        Grant(operation=operation, staff=staff, role="operator", state="given")
        for _ in range(rows // 50 or 1)
    ]
    Grant.objects.bulk_create(rows_moved, batch_size=PORTION)
    keys = [row.pk for row in rows_moved]
    for start in range(0, rows, PORTION):
        with transaction.atomic():
            moves = [_move(operation, start + n, began, keys) for n in range(min(PORTION, rows - start))]
            ledger._chain_up(ledger._head(operation.pk, "moves"), moves)
            Move.objects.bulk_create(moves)
    for start in range(0, rows // 10, PORTION):
        with transaction.atomic():
            reads = [_read(operation, start + n, began) for n in range(min(PORTION, rows // 10 - start))]
            ledger._chain_up(ledger._head(operation.pk, "reads"), reads)
            Read.objects.bulk_create(reads)


def _move(operation: Operation, number: int, began: Any, keys: list[uuid.UUID]) -> Move:
    said = {**WORDS, "salt": f"{number:016x}"}
    return Move(
        operation_id=operation.pk, subject="grant", subject_id=keys[number % len(keys)], name="ask", before="given",
        after="given", role="operator", actor_id=str(number % 50), via_id="", at=began + timedelta(seconds=number),
        said=said, said_digest=ledger.digest_of(said),
    )  # fmt: skip


def _read(operation: Operation, number: int, began: Any) -> Read:
    said = {"ids": [str(number)], "reason": "", "salt": f"{number:016x}"}
    return Read(
        operation_id=operation.pk, kind="enquiry", ids_digest=ledger._hash(str(number)), count=1, page="enquiry",
        reader_id=str(number % 50), at=began + timedelta(seconds=number), said=said,
        said_digest=ledger.digest_of(said),
    )  # fmt: skip


def timed(what: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    """What it gave, and its seconds."""
    load, wall, processor = os.getloadavg()[0], time.perf_counter(), time.process_time()
    given = what()
    return given, {
        "wall_s": round(time.perf_counter() - wall, 2),
        "processor_s": round(time.process_time() - processor, 2),
        "load_before": round(load, 1),
    }


def tampered(operation: Operation, statement: str, number: int) -> dict[str, Any]:
    """One change behind the ledger's back, found; then it is undone."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement, [number])
        faults, seconds = timed(lambda: verify(operation))
        transaction.set_rollback(True)
    return {"change": statement, "row": number, "named": [str(fault) for fault in faults], **seconds}


def main() -> None:
    """Fill, verify, tamper, print."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    call_command("migrate", verbosity=0)
    operation = Operation.objects.create(name="An invented crisis", state="open")
    _, filling = timed(lambda: fill(operation, rows))
    faults, whole = timed(lambda: verify(operation))
    faults = [fault for fault in faults if fault.kind != "operation"]  # no move opened this one
    late = rows - rows // 10
    told = {
        "rows": {"moves": rows, "reads": rows // 10},
        "machine": f"{os.cpu_count()} processors, Python {platform.python_version()}, SQLite",
        "filled": filling,
        "whole": {"faults": [str(fault) for fault in faults], **whole},
        "tampered": [
            tampered(operation, "UPDATE casebook_move SET actor_id = 'eve' WHERE number = %s", late),
            tampered(operation, "DELETE FROM casebook_move WHERE number = %s", late),
        ],
        "second_verifier": second_verifier(operation),
    }
    assert Chain.objects.count() == len(("moves", "reads"))
    text = json.dumps(told, ensure_ascii=False, indent=1)
    print(text)
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_text(text + "\n", encoding="utf-8")


def second_verifier(operation: Operation) -> dict[str, Any]:
    """Export, and let the outsiders' program check it."""
    path = Path(HOME) / "chain.jsonl"
    with path.open("w", encoding="utf-8") as file:
        _, exporting = timed(lambda: export(operation, file))
    load, wall = os.getloadavg()[0], time.perf_counter()
    program = Path(__file__).parent.parent / "docs" / "reference" / "verify_chain.py"
    done = subprocess.run(
        [sys.executable, str(program), str(path)], capture_output=True, text=True, check=False
    )
    seconds = {"wall_s": round(time.perf_counter() - wall, 2), "load_before": round(load, 1)}
    return {
        "export": exporting,
        "check": {"code": done.returncode, "printed": done.stdout.strip(), **seconds},
    }


if __name__ == "__main__":
    main()
