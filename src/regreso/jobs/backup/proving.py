"""What was put back, held to what the backup says and to its own audit chains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from regreso.casebook.audit import verify
from regreso.casebook.models import Operation
from regreso.casebook.models.ledger import Chain

if TYPE_CHECKING:
    from regreso.jobs.backup.restoring import Contents


def newer_than_we(contents: Contents) -> str:
    """The first migration of a backup that this Regreso does not know; "" when it knows all of them."""
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    unknown = [f"{app}.{name}" for app, name in contents.migrations.items() if (app, name) not in known]
    return next(iter(unknown), "")


def faults_of(contents: Contents) -> list[str]:
    """Bring the tables up to date, then say what is wrong with them; [] when all is as it was.

    The connection is to the database that was filled.
    """
    heads = {(str(row.operation_id), row.kind): (row.length, row.head) for row in Chain.objects.all()}
    faults = []
    for operation, kind, length, head in contents.chains:
        there = heads.pop((_as_written(operation), kind), None)
        if there != (length, head):
            faults.append(f"{kind} chain of {operation}: the backup had {length} rows, here it is {there}")
    faults += [f"{kind} chain of {operation}: the backup does not know it" for operation, kind in heads]
    call_command("migrate", verbosity=0, interactive=False)
    for one in Operation.objects.all():
        faults += [f"{one}: {fault}" for fault in verify(one)]
    return faults


def _as_written(operation: str) -> str:
    """SQLite keeps the id as 32 hexadecimal digits, PostgreSQL writes it with hyphens."""
    plain = operation.replace("-", "")
    return f"{plain[:8]}-{plain[8:12]}-{plain[12:16]}-{plain[16:20]}-{plain[20:]}"
