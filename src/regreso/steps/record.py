"""A disaster: who is sought, trapped, in hospital, in a shelter or safe, and for how long it is kept.

Nothing here is made in a conflict: a captive has a custody, and no step turns one into a record.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from regreso.casebook import changes
from regreso.casebook.actor import CLOCK
from regreso.casebook.keys import keyring
from regreso.casebook.models import DisasterRecord, append_listed, append_move
from regreso.casebook.once import once
from regreso.casebook.rows import set_columns
from regreso.casebook.survivors import DISASTER, GONE
from regreso.steps.errors import StepError, refuse
from regreso.wire.pfif import Survivor, Tombstone

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Move, Operation, RecordCopy, Site
    from regreso.wire.pfif import Note, Record

NOTES = ("seek", "note_trapped", "note_in_hospital", "note_in_shelter", "note_safe")
SHORTEST, LONGEST = 30, 360  # days for which a record may be kept
UNDO = timedelta(days=3)  # after it went, until what it said is shredded
COPY_HOLDS = timedelta(hours=24)
SAID = (
    "foreign_id", "name", "given", "surname", "other_names", "sex", "birth", "age", "home", "region", "marks",
    "where", "told_by",
)  # fmt: skip
_SEX = {"male": "m", "female": "f"}
_CHECKED = ("sex", "birth")


def note(record: DisasterRecord, how: str, *, where: str = "", by: Actor, at: datetime) -> Move:
    """How the person is, told for the first time or anew; it is kept for its days from now."""
    _refuse_conflict(record.operation)
    if how not in NOTES:
        raise StepError("unknown_status", given=how, expected="one of " + ", ".join(NOTES))
    if not SHORTEST <= record.kept_days <= LONGEST:
        raise StepError("bad_days", given=record.kept_days, expected=f"{SHORTEST} to {LONGEST} days")
    if not (record.name or record.given or record.surname or record.marks):
        raise StepError("no_name", given="", expected="a name, or marks by which they are known")
    refuse(changes.faults_of(record, _CHECKED, today=at.date()))
    with once(record, how):
        record.first_told_at = record.first_told_at or at
        record.where = where or record.where
        record.entered_at, record.expires_at = at, at + timedelta(days=record.kept_days)
        known = not record._state.adding  # noqa: SLF001 - Django's documented state
        move = append_move(record, how, by=by, at=at)
        if known:
            record.save(update_fields=["where", "first_told_at", "entered_at", "expires_at"])
    return move


def take_in(
    records: Sequence[Record], site: Site, *, by: Actor, at: datetime, days: int = 60
) -> tuple[int, int, int]:
    """Records from elsewhere, by portions: (new ones, renewed ones, ones that their home deleted).

    A tombstone removes what we hold of it. An expiry that its home chose holds; without one it is ours.
    Nobody becomes dead by a list: the record stays sought.
    """
    _refuse_conflict(site.operation)
    with transaction.atomic():
        index = {_index(one.person_record_id): one for one in records}
        known = {
            bytes(row.foreign_index or b""): row
            for row in DisasterRecord.objects.filter(operation=site.operation, foreign_index__in=list(index))
        }
        fresh: dict[str, list[DisasterRecord]] = {"seek": [], "note_safe": []}
        renewed = gone = 0
        for digest, one in index.items():
            row = known.get(digest)
            if isinstance(one, Tombstone) or (one.expiry_date and one.expiry_date <= at):
                gone += _bury(row, one, at=at)
            elif row is None:
                fresh[_move_of(one)].append(_row(one, site, digest, days=days, at=at))
            elif row.state not in GONE and (row.first_told_at or at) < one.source_date:
                _fill(row, one, at=at)
                row.save(update_fields=[*SAID, "first_told_at", "entered_at", "expires_at"])
                renewed += 1
        for move, rows in fresh.items():
            append_listed(rows, move, by=by, at=at)
    return sum(map(len, fresh.values())), renewed, gone


def ask_removal(record: DisasterRecord, reason: str, *, by: Actor, at: datetime) -> Move:
    """Somebody asks that the record goes; another person decides. Until then it counts as sought."""
    if not reason.strip():
        raise StepError("no_reason", given=reason, expected="who asks for it, and why")
    with transaction.atomic():
        move = append_move(record, "ask_removal", by=by, at=at, said=reason)
        set_columns(record, entered_at=at)
    return move


def remove(record: DisasterRecord, *, by: Actor, at: datetime) -> Move:
    """The second person agrees: it goes at once, and can be brought back for three days."""
    with transaction.atomic():
        move = append_move(record, "remove", by=by, at=at)
        set_columns(record, entered_at=at, expires_at=at, shred_at=at + UNDO)
    return move


def expire(record: DisasterRecord, *, by: Actor = CLOCK, at: datetime) -> Move:
    """Its day has come: nobody is shown it any more, and whoever copied it learns to delete it."""
    with transaction.atomic():
        move = append_move(record, "expire", by=by, at=at)
        set_columns(record, entered_at=at, shred_at=at + UNDO)
    return move


def restore(record: DisasterRecord, *, reason: str, by: Actor, at: datetime) -> Move:
    """It went too early: it is sought again, for its days from now."""
    if not reason.strip():
        raise StepError("no_reason", given=reason, expected="why it is needed longer")
    with transaction.atomic():
        move = append_move(record, "restore", by=by, at=at, said=reason)
        until = at + timedelta(days=record.kept_days)
        set_columns(record, entered_at=at, expires_at=until, shred_at=None)
    return move


def shred(record: DisasterRecord, *, by: Actor = CLOCK, at: datetime) -> Move:
    """What it said is gone for good; its id and moments stay as the tombstone."""
    with transaction.atomic():
        move = append_move(record, "shred", by=by, at=at)
        kept = {"foreign_id"}  # the tombstone of a record from elsewhere bears its own id
        empty = {name: [] if name == "other_names" else "" for name in SAID if name not in kept}
        set_columns(record, shred_at=None, **empty)
    return move


def ask_copy(copy: RecordCopy, operation: Operation, *, by: Actor, at: datetime) -> Move:
    """Somebody is to have every record of this disaster as a file: who, and why."""
    _refuse_conflict(operation)
    if not copy.recipient.strip() or not copy.reason.strip():
        raise StepError("no_recipient", given="", expected="a named recipient and a reason")
    with once(copy, "ask"):
        copy.operation, copy.asked_at = operation, at
        return append_move(copy, "ask", by=by, at=at)


def grant_copy(copy: RecordCopy, *, by: Actor, at: datetime) -> Move:
    """A second person has looked at who is to have it, and why. It can be fetched for a day."""
    with transaction.atomic():
        move = append_move(copy, "grant", by=by, at=at)
        set_columns(copy, granted_at=at)
    return move


def refuse_copy(copy: RecordCopy, reason: str = "", *, by: Actor, at: datetime) -> Move:
    """Nobody gets it."""
    return append_move(copy, "refuse", by=by, at=at, said=reason)


def copy_is_open(copy: RecordCopy, *, at: datetime) -> bool:
    """Whether it may be fetched now."""
    return copy.state == "granted" and copy.granted_at is not None and at < copy.granted_at + COPY_HOLDS


def _refuse_conflict(operation: Operation) -> None:
    if operation.kind != DISASTER:
        raise StepError("not_a_disaster", given=operation.kind, expected="an operation of a disaster")


def _index(key: str) -> bytes:
    return keyring().index(key, purpose="pfif")


def _bury(row: DisasterRecord | None, told: Record, *, at: datetime) -> int:
    if row is None or row.state in GONE:
        return 0
    row.expires_at = min(told.expiry_date or at, at)
    row.save(update_fields=["expires_at"])
    expire(row, at=at)
    return 1


def _row(told: Survivor, site: Site, digest: bytes, *, days: int, at: datetime) -> DisasterRecord:
    row = DisasterRecord(
        operation=site.operation, site=site, foreign_index=digest, kept_days=days,
        source=told.person_record_id.partition("/")[0][:64],
    )  # fmt: skip
    _fill(row, told, at=at)
    return row


def _fill(row: DisasterRecord, told: Survivor, *, at: datetime) -> None:
    row.foreign_id, row.name = told.person_record_id, told.full_name
    row.given, row.surname = told.given_name, told.family_name
    row.other_names = [one.strip() for one in told.alternate_names.splitlines() if one.strip()]
    row.sex, row.birth, row.age = _SEX.get(told.sex, ""), told.date_of_birth, told.age
    row.home, row.region, row.marks = told.home_city, told.home_state, told.description
    newest = _newest(told)
    row.where = newest.last_known_location if newest else ""
    row.told_by = told.author_name
    row.first_told_at, row.entered_at = told.source_date, at
    row.expires_at = told.expiry_date or at + timedelta(days=row.kept_days)


def _newest(told: Survivor) -> Note | None:
    return max(told.notes, key=lambda one: one.source_date, default=None)


def _move_of(told: Survivor) -> str:
    """How a person from elsewhere begins here: safe where the newest note says that they are alive."""
    newest = _newest(told)
    alive = newest is not None and newest.status in ("is_note_author", "believed_alive")
    return "note_safe" if alive else "seek"
