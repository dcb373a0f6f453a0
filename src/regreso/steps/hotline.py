"""What the telephone system tells of a call: it began, a key was pressed, somebody answered, it ended.

Events may come twice, late, or in another order: each fills in what it knows and takes nothing back. A call
is no subject of the story, so no chain bears it; the enquiry that an operator writes in it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from regreso.casebook import hotline
from regreso.casebook.models import Grant, HotlineCall, Staff
from regreso.casebook.rows import set_columns
from regreso.steps.errors import StepError
from regreso.story import OPERATOR

if TYPE_CHECKING:
    from regreso.casebook.models import Operation

EVENTS = ("start", "choice", "answer", "end")
_LONGEST_ID = 200


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in a call. `number` is "" where it was withheld; `by` is a user name."""

    call: str
    event: str
    at: datetime
    number: str = ""
    language: str = ""
    wants: str = ""
    by: str = ""
    ending: str = ""


def note(said: Event, *, operation: Operation) -> HotlineCall:
    """The call as it is known now."""
    _refuse_bad(said)
    with transaction.atomic():
        row = _row(said, operation)
        set_columns(row, **_known(row, said))
    return row


def _refuse_bad(said: Event) -> None:
    if not 0 < len(said.call) <= _LONGEST_ID:
        raise StepError("no_call", given="", expected="the id of the call, at most 200 signs")
    for given, allowed in (
        (said.event, EVENTS), (said.language, ("", *hotline.LANGUAGES)), (said.wants, ("", *hotline.WANTS)),
        (said.ending, ("", *hotline.ENDINGS)),
    ):  # fmt: skip
        if given not in allowed:
            raise StepError("unknown_kind", given=given, expected=" or ".join(filter(None, allowed)))


def _row(said: Event, operation: Operation) -> HotlineCall:
    digest, locked = hotline.digest_of(said.call), HotlineCall.objects.select_for_update()
    if (row := locked.filter(call=digest).first()) is not None:
        return row
    try:
        with transaction.atomic():
            return HotlineCall.objects.create(operation=operation, call=digest, started_at=said.at)
    except IntegrityError:  # two events came at once
        return locked.get(call=digest)


def _known(row: HotlineCall, said: Event) -> dict[str, Any]:
    """Columns that this event fills in."""
    number = hotline.plain(said.number)
    known: dict[str, Any] = {}
    if number and not row.place:
        known |= {"number": number, "place": hotline.place_of(number)}
    known |= {name: value for name in ("language", "wants") if (value := getattr(said, name))}
    if said.event == "start":
        known["started_at"] = min(said.at, row.started_at or said.at)
    if said.event == "answer" and row.answered_at is None:
        known |= {"answered_at": said.at, "answered_by": _operator(said.by, row)}
    if said.event == "end" and row.ended_at is None:
        answered = row.answered_at is not None
        known |= {"ended_at": said.at, "ending": said.ending or ("completed" if answered else "abandoned")}
    return known


def _operator(name: str, row: HotlineCall) -> Staff | None:
    """Who answered, if they are an operator of this operation."""
    if not name:
        return None
    given = Grant.objects.filter(operation=row.operation_id, role=OPERATOR, state="given")
    return Staff.objects.filter(username=name, pk__in=given.values("staff")).first()
