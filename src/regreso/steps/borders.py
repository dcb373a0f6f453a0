"""The book of borders: a coordinator writes what is known, with its source; each change can be undone.

Lines stand over what is shipped. Nothing is overwritten: the newest line of a key whose change was not undone
holds, so that every sheet can name the version of the book by which it was planned.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import Max

from regreso.casebook.models import BorderChange, BorderLine, Move, append_move, take_turn
from regreso.casebook.once import once
from regreso.movement.journeys import book, shipped
from regreso.movement.journeys.book import Line
from regreso.steps.errors import StepError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from regreso.casebook.actor import Actor
    from regreso.movement.journeys.book import Cells, Change, Key
    from regreso.movement.journeys.plan import Atlas

MOST_LETTERS = 1_000_000  # a table of five thousand rows; what is longer was handed in by mistake


def preview(operation_id: UUID, table: str, text: str) -> Change:
    """What a table that is handed in would do to the book. Nothing is written.

    Raises:
        StepError: there is no such table, or the text is too long to be one.
    """
    if table not in book.TABLES:
        raise StepError("unknown_table", given=table, expected=", ".join(book.TABLES))
    if len(text) > MOST_LETTERS:
        raise StepError("too_long", given=f"{len(text)} letters", expected=f"at most {MOST_LETTERS}")
    known = shipped.crossings() | {one.cells["crossing"] for one in lines(operation_id, "rides").values()}
    return book.read_change(table, text, lines(operation_id, table), crossings=known)


def make(change: BorderChange, text: str, *, leave_out: bool = False, by: Actor, at: datetime) -> Move:
    """A table, or one line of it, is taken into the book. Journeys under way are looked at anew.

    A faulty row may be a closed border: unless `leave_out` says that somebody saw it, nothing is taken in.
    """
    with once(change, "make"):
        take_turn(
            change.operation_id
        )  # what the rows are held against must stay as it is until they are written
        found = preview(change.operation_id, change.table, text)
        if found.faults and not leave_out:
            raise StepError("faulty_rows", given=str(found.faults[0]), expected="rows without a fault")
        if not found.rows:
            raise StepError(
                "nothing_new", given=f"{found.same} rows", expected="a row that changes something"
            )
        change.kind = change.kind or "import"
        change.digest = hashlib.sha256(text.encode()).hexdigest()
        change.added, change.replaced = len(found.added), len(found.replaced)
        change.left_out = [
            {"row": fault.row, "column": fault.column, "given": fault.given, "expected": fault.expected}
            for fault in found.faults
        ]
        return _written(change, ((book.key_of(change.table, row), row) for row in found.rows), by=by, at=at)


def withdraw(change: BorderChange, line_key: Key, *, by: Actor, at: datetime) -> Move:
    """A line no longer holds, and none stands in its place: what it said is unknown from now on."""
    with once(change, "make"):
        take_turn(change.operation_id)
        if line_key not in lines(change.operation_id, change.table):
            raise StepError("no_such_line", given=" ".join(line_key), expected="a line that holds")
        change.kind = "withdrawal"
        change.replaced = 1
        return _written(change, [(line_key, {})], by=by, at=at)


def undo(change: BorderChange, *, by: Actor, at: datetime) -> Move:
    """The change is taken back: the lines before it hold again, where no later change stands over them."""
    return append_move(change, "undo", by=by, at=at)


def lines(operation_id: UUID, table: str) -> dict[Key, Line]:
    """The lines of a table as they hold now: the operation's own over the shipped ones."""
    held = book.shipped_lines(table)
    mine = BorderLine.objects.filter(operation_id=operation_id, table=table, change__state="made")
    for one in mine.order_by("change__number", "pk"):
        if one.cells:
            held[tuple(one.line_key)] = Line(one.cells, one.version)
        else:
            held.pop(tuple(one.line_key), None)
    return held


def version(operation_id: UUID) -> int:
    """How often the book has changed or a change was undone: a sheet names it. 0 is what is shipped."""
    return _moves(operation_id).count()


def atlas(operation_id: UUID) -> Atlas:
    """What journeys of this operation are planned with: its book as it holds now."""
    return _atlas(operation_id, _moves(operation_id).order_by("-number").values_list("pk", flat=True).first())


def _moves(operation_id: UUID) -> QuerySet[Move]:
    return Move.objects.filter(operation_id=operation_id, subject=BorderChange.SUBJECT)


@lru_cache(maxsize=8)
def _atlas(operation_id: UUID, last: UUID | None) -> Atlas:
    del last  # the key of the cache: a book that changed is read again
    return book.atlas_of({table: lines(operation_id, table) for table in book.TABLES})


def _written(change: BorderChange, rows: Iterable[tuple[Key, Cells]], *, by: Actor, at: datetime) -> Move:
    numbers = BorderChange.objects.filter(operation_id=change.operation_id)
    change.number = (numbers.aggregate(last=Max("number"))["last"] or 0) + 1
    versions = _versions(change)
    said = {"detail": {"table": change.table, "digest": change.digest, "number": change.number}}
    move = append_move(change, "make", by=by, at=at, said=said)
    for line_key, cells in rows:
        BorderLine(
            operation_id=change.operation_id, change=change, table=change.table, line_key=list(line_key),
            cells=dict(cells), version=versions.get(line_key, 0) + 1,
        ).save(force_insert=True)  # fmt: skip
    return move


def _versions(change: BorderChange) -> dict[Key, int]:
    """The last version of each key, of undone changes too: a number is never given twice."""
    last: dict[Key, int] = {}
    for one in BorderLine.objects.filter(operation_id=change.operation_id, table=change.table):
        line_key = tuple(one.line_key)
        last[line_key] = max(one.version, last.get(line_key, 0))
    return last
