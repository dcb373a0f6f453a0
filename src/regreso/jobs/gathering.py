"""Reading what was handed in: in a child process, portion by portion, outside of every transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from regreso.casebook.models import Document
from regreso.reading.child import Failed, Limits, limited
from regreso.reading.document import Taken, read_parts, unreadable, warm
from regreso.reading.document import read_document as leads_in
from regreso.steps import gather, meet

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from regreso.casebook.models import Move

_PORTION = 100  # leads that one transaction keeps: nobody who writes waits longer than for these


@dataclass(frozen=True, slots=True)
class Gathered:
    """What came of a document: leads that were new, and those that were known already."""

    fresh: int
    known: int


def read_in(
    document: Document,
    *,
    at: datetime,
    path: Path | None = None,
    progress: Callable[[int], None] = lambda _n: None,
) -> Gathered:
    """Read a document that was handed in and keep its leads; from `path` when it is too large to be kept.

    Cut off at any point it may be called again: what is known is not kept twice. The document stays
    handed in until `gather.finish` says that it is read.
    """
    fresh = known = 0
    taken = _taken(document, path)
    while portion := list(islice(taken, _PORTION)):
        rows = gather.leads_of(document, portion)
        meet.touch(document.operation_id, rows)
        new = gather.keep(document, rows, at=at)
        fresh, known = fresh + new, known + len(rows) - new
        progress(fresh + known)
    return Gathered(fresh, known)


def _taken(document: Document, path: Path | None) -> Iterator[Taken]:
    """What the child finds; where it ran past its limits a record says so."""
    handed = gather.handed(document)
    work = (
        partial(read_parts, path, handed) if path else partial(leads_in, gather.contents_of(document), handed)
    )
    warm()
    for made in limited(work, Limits.of(handed.name)):
        if isinstance(made, Failed):
            yield unreadable(handed, document.about["sha256"], stage=made.stage, reason=made.reason)
        elif isinstance(made, Taken):
            yield made


def read_document(move: Move) -> None:
    """Something was handed in: read it, before and outside of the transaction that says so."""
    document = Document.objects.get(pk=move.subject_id)
    if document.state == "handed_in" and document.contents:
        read_in(document, at=move.at)


def finish_document(move: Move, at: datetime) -> None:
    """All its leads are kept: the document is read. An export that is not kept is finished by its bringer."""
    document = Document.objects.get(pk=move.subject_id)
    if document.state == "handed_in" and document.contents:
        gather.finish(document, at=at)
