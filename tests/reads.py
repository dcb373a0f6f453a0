"""How much of the database a page reads: counted in steps of SQLite's machine, the same on every computer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection

GRAIN = 10


@dataclass
class Work:
    """Steps that the database's machine made; a row that is looked at costs it some ten."""

    steps: int = 0


@contextmanager
def work_of_the_database() -> Iterator[Work]:
    """Count what is read and sorted while this runs."""
    counted = Work()

    def tick() -> int:
        counted.steps += GRAIN
        return 0

    connection.ensure_connection()
    connection.connection.set_progress_handler(tick, GRAIN)
    try:
        yield counted
    finally:
        connection.connection.set_progress_handler(None, 0)
