"""Going through a list of people held: looked at without writing, taken in and taken back by portions.

All of it runs outside of the transaction that says it is done; cut off at any point it may be called again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from regreso.casebook.models import Custody, CustodyList
from regreso.casebook.queries import HELD
from regreso.reading.roster import Judged, Known, judge, open_roster
from regreso.steps import import_list
from regreso.steps.import_list import Findings

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.models import Move

_PORTION = 250  # rows that one transaction registers: nobody who writes waits longer than for these
_TOLD_EVERY = 2000  # rows between two notes of how far the look has come
_KNOWN_BY = ("surname", "given", "patronymic", "birth")


def look_through(move: Move) -> None:
    """The columns were named: what would the list do?"""
    listed = CustodyList.objects.get(pk=move.subject_id)
    if listed.state != "mapped":
        return
    found = Findings()
    for row in _judged(listed, on=move.at.date()):
        _count(found, row, listed.plan)
        if found.total % _TOLD_EVERY == 0:
            import_list.note_progress(listed, found.total)
    import_list.keep_findings(listed, found)


def finish_look(move: Move, at: datetime) -> None:
    """It was looked through."""
    listed = CustodyList.objects.get(pk=move.subject_id)
    if listed.state == "mapped":
        import_list.check(listed, at=at)


def take_in(move: Move) -> None:
    """The registrar wants it in the register: by portions, from the row up to which it has come."""
    listed = CustodyList.objects.select_related("site").get(pk=move.subject_id)
    rows: list[dict[str, str]] = []
    looked = 0
    for number, row in enumerate(_judged(listed, on=move.at.date()), 1):
        if number > listed.done and takes(row, listed.plan):
            rows.append(row.said)
        looked = number
        if number - listed.done >= _PORTION:
            if not import_list.take_portion(listed, rows, upto=number, at=move.at):
                return
            rows = []
    import_list.take_portion(listed, rows, upto=looked, at=move.at)


def finish(move: Move, at: datetime) -> None:
    """All of it is in the register, unless somebody stopped it."""
    import_list.finish(CustodyList.objects.get(pk=move.subject_id), at=at)


def undo(move: Move) -> None:
    """A second registrar agreed: people leave the register by portions."""
    listed = CustodyList.objects.get(pk=move.subject_id)
    while import_list.undo_portion(listed, at=move.at):
        pass


def finish_undo(move: Move, at: datetime) -> None:
    """Nobody is left to take out."""
    import_list.finish_undo(CustodyList.objects.get(pk=move.subject_id), at=at)


def takes(row: Judged, plan: dict[str, Any]) -> bool:
    """Whether this row is taken in under this plan."""
    if not row.whole or (row.faults and not plan.get("without_cells")):
        return False
    return not row.alike or bool(plan.get("alike_too"))


def _judged(listed: CustodyList, *, on: date) -> Iterator[Judged]:
    roster = open_roster(listed.name, listed.contents)
    return judge(roster.lines(), listed.plan["columns"], today=on, known=_known(listed))


def _known(listed: CustodyList) -> Known:
    """Who is at the site already, from other lists or by hand."""
    known = Known()
    here = Custody.objects.filter(site=listed.site_id, state__in=("reported", *HELD))
    here = here.exclude(listed_in=listed) | here.filter(listed_in=None)
    rows = here.select_related("person").only("number", "person", *(f"person__{name}" for name in _KNOWN_BY))
    for row in rows.iterator(chunk_size=2000):
        said = {name: getattr(row.person, name) for name in _KNOWN_BY}
        known.note({**said, "number": row.number}, "register")
    return known


def _count(found: Findings, row: Judged, plan: dict[str, Any]) -> None:
    found.total += 1
    found.takes += takes(row, plan)
    found.faulty += bool(row.faults)
    found.alike += bool(row.alike)
    if (row.faults or row.alike) and len(found.left_out) < import_list.SHOWN:
        faults = [[fault.field, fault.given, fault.code] for fault in row.faults]
        found.left_out.append({"row": row.number, "faults": faults, "alike": row.alike})
