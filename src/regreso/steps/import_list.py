"""A registrar hands in a list of people held; it is looked through, taken in by portions, and can be undone.

Nothing is written of anybody before the registrar has seen what the list would do. Whoever goes through it
keeps `done`, the row up to which the work has come, in the transaction of each portion: after a crash at any
line the next worker goes on there, and nobody is registered twice. Undoing it takes a second registrar, for
it takes people out of the register; whoever something has happened to since stays in.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count

from regreso.casebook import queries
from regreso.casebook.actor import CLOCK, SYSTEM, Actor
from regreso.casebook.arrivals import arrival, presence, start_clocks
from regreso.casebook.models import (
    Call,
    Consent,
    Custody,
    CustodyList,
    DeathNotice,
    Match,
    Message,
    Move,
    Person,
    Presence,
    append_listed,
    append_move,
    history,
    take_turn,
)
from regreso.casebook.once import once
from regreso.casebook.rows import set_columns
from regreso.reading.errors import ReadingError
from regreso.reading.roster import FIELDS, open_roster
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_BYTES = 20_000_000
KEPT_FOR = timedelta(days=14)  # the file itself; people registered from it stay
SHOWN = 500  # faulty rows that are kept with their reasons; all of them can be read from the file
KINDS = ("prisoner_of_war", "civilian_internee", "wounded", "found")
OPEN = ("handed_in", "mapped", "checked", "being_taken")
_BATCH = 500
_OF_CAPTURE = {"capture_date": "date", "capture_place": "place", "coming_from": "coming_from"}
_OF_CUSTODY = ("number", "health")
_UNTOUCHED = (
    "potential",
    "superseded",
    "rejected",
    "inconclusive",
)  # matches that keep nobody in the register


@dataclass
class Findings:
    """What a look through the list found; `left_out` holds its first faulty or double rows."""

    total: int = 0
    takes: int = 0
    faulty: int = 0
    alike: int = 0
    left_out: list[dict[str, Any]] = field(default_factory=list)


def hand_in(custody_list: CustodyList, data: bytes, *, name: str, by: Actor, at: datetime) -> Move:
    """A list is at the desk, sealed. Nobody of it is registered yet."""
    if len(data) > MOST_BYTES:
        raise StepError("list_too_long", given=f"{len(data)} bytes", expected=f"at most {MOST_BYTES} bytes")
    try:
        open_roster(name, data)
    except ReadingError as error:
        raise StepError("not_a_list", given=name, expected=str(error)) from None
    custody_list.digest = hashlib.sha256(data).hexdigest()
    custody_list.name, custody_list.contents, custody_list.handed_in_at = name, data, at
    with once(custody_list, "hand_in"):
        take_turn(custody_list.operation_id)
        same = CustodyList.objects.filter(operation=custody_list.operation_id, digest=custody_list.digest)
        if same.exclude(state__in=("dropped", "undone")).exists():
            raise MoveRefused("custody_list", "hand_in", "this list was taken in before")
        return append_move(custody_list, "hand_in", by=by, at=at)


def map_columns(custody_list: CustodyList, plan: Mapping[str, Any], *, by: Actor, at: datetime) -> Move:
    """Which column holds what, and what to do with faulty or double rows; it is looked through next."""
    columns = [name for name in plan["columns"] if name]
    unknown = [name for name in columns if name not in FIELDS]
    if unknown:
        raise StepError("unknown_field", given=unknown[0], expected="one of " + ", ".join(FIELDS))
    twice = [name for name in columns if columns.count(name) > 1]
    if twice:
        raise StepError("column_twice", given=twice[0], expected="each field from one column")
    if not {"surname", "given", "full_name"} & set(columns):
        raise StepError("no_name_column", given="", expected="a column with names")
    if plan["kind"] not in KINDS:
        raise StepError("unknown_kind", given=plan["kind"], expected="one of " + ", ".join(KINDS))
    with transaction.atomic():
        move = append_move(custody_list, "map", by=by, at=at)
        set_columns(custody_list, plan=dict(plan), done=0, total=0, takes=0, faulty=0, alike=0, left_out=[])
    return move


def note_progress(custody_list: CustodyList, done: int) -> None:
    """How far the look through the list has come."""
    CustodyList.objects.filter(pk=custody_list.pk, state="mapped").update(done=done)


def keep_findings(custody_list: CustodyList, found: Findings) -> None:
    """What the look found lies beside the list; the move that says so follows."""
    set_columns(
        custody_list,
        total=found.total, takes=found.takes, faulty=found.faulty, alike=found.alike,
        left_out=found.left_out, done=found.total,
    )  # fmt: skip


def check(custody_list: CustodyList, *, at: datetime) -> Move:
    """The list was looked through; the registrar sees what it would do."""
    return append_move(custody_list, "check", by=SYSTEM, at=at)


def take_in(custody_list: CustodyList, *, by: Actor, at: datetime) -> Move:
    """The registrar has seen what it would do: now everybody of it is registered, by portions."""
    if not custody_list.takes:
        raise StepError("nobody_to_take", given="0", expected="at least one row that can be taken in")
    with transaction.atomic():
        move = append_move(custody_list, "take_in", by=by, at=at)
        set_columns(custody_list, done=0, size=0)
    return move


def taken_by(custody_list: CustodyList) -> Actor:
    """Whose list it is: every row of it bears their name in the ledger."""
    newest = history(custody_list).filter(name="take_in").order_by("-number").first()
    if newest is None:
        raise StepError("not_taken", given=custody_list.state, expected="a list that is being taken in")
    return Actor(newest.role, newest.actor_id, newest.via_id)


def take_portion(
    custody_list: CustodyList, rows: Sequence[Mapping[str, str]], *, upto: int, at: datetime
) -> bool:
    """These rows are in the register, each with a move of its own; `upto` is the last row looked at.

    False, and nothing written, when the list is no longer being taken in or another worker has come further.
    """
    with transaction.atomic():
        take_turn(custody_list.operation_id)
        custody_list.refresh_from_db(fields=["state", "done", "size"])
        if custody_list.state != "being_taken" or custody_list.done >= upto:
            return False
        by = taken_by(custody_list)
        made = [_row(custody_list, said, at=at) for said in rows]
        if made:
            _register(custody_list, made, by=by, at=at)
        set_columns(custody_list, done=upto, size=custody_list.size + len(made))
    return True


def finish(custody_list: CustodyList, *, at: datetime) -> Move | None:
    """Everybody of it is in the register; the search follows. None when it was stopped meanwhile."""
    custody_list.refresh_from_db(fields=["state"])
    if custody_list.state != "being_taken":
        return None
    return append_move(custody_list, "finish", by=SYSTEM, at=at)


def ask_undo(custody_list: CustodyList, *, reason: str, by: Actor, at: datetime) -> Move:
    """A registrar says that this list should never have come in: taking it in stops. A second one decides."""
    if not reason.strip():
        raise StepError("no_reason", given=reason, expected="why it should be undone")
    return append_move(custody_list, "ask_undo", by=by, at=at, said=reason)


def keep(custody_list: CustodyList, *, by: Actor, at: datetime) -> Move:
    """The list stays as far as it was taken in."""
    return append_move(custody_list, "keep", by=by, at=at)


def undo(custody_list: CustodyList, *, by: Actor, at: datetime) -> Move:
    """A second registrar agrees: whoever nothing has happened to since leaves the register."""
    with transaction.atomic():
        move = append_move(custody_list, "undo", by=by, at=at)
        set_columns(custody_list, done=0, stayed=0)
    return move


def undo_portion(custody_list: CustodyList, *, at: datetime) -> bool:
    """Some more people of the list are out of the register, or were found to stay; False when none was left.

    Somebody stays whom anything but the list itself has moved, who has said a word, or whose match is in a
    reviewer's hands: of them somebody knows something by now.
    """
    with transaction.atomic():
        take_turn(custody_list.operation_id)
        custody_list.refresh_from_db(fields=["state", "done", "stayed"])
        if custody_list.state != "being_undone":
            return False
        left = custody_list.rows.exclude(state="struck").select_related("site").order_by("pk")
        batch = list(left[custody_list.stayed : custody_list.stayed + _BATCH])  # those before it stay
        gone = _unmoved(batch)
        if gone:
            _strike(custody_list, gone, at=at)
        stayed = custody_list.stayed + len(batch) - len(gone)
        set_columns(custody_list, done=custody_list.done + len(batch), stayed=stayed)
    return bool(batch)


def finish_undo(custody_list: CustodyList, *, at: datetime) -> Move | None:
    """Nobody of the list is left to take out; the search follows, and the file is gone."""
    custody_list.refresh_from_db(fields=["state"])
    if custody_list.state != "being_undone":
        return None
    with transaction.atomic():
        move = append_move(custody_list, "finish_undo", by=SYSTEM, at=at)
        set_columns(custody_list, contents=b"", left_out=[])
    return move


def drop(custody_list: CustodyList, *, at: datetime, by: Actor = CLOCK) -> Move:
    """The list is not taken in; its file is gone."""
    with transaction.atomic():
        move = append_move(custody_list, "drop", by=by, at=at)
        set_columns(custody_list, contents=b"", left_out=[])
    return move


def shred(custody_list: CustodyList, *, at: datetime) -> Move:
    """The file has served its purpose; the people are in the register."""
    with transaction.atomic():
        move = append_move(custody_list, "shred", by=CLOCK, at=at)
        set_columns(custody_list, contents=b"", left_out=[])
    return move


def _row(custody_list: CustodyList, said: Mapping[str, str], *, at: datetime) -> tuple[Custody, Person]:
    """The unsaved rows of one line."""
    columns = {
        name: value
        for name, value in said.items()
        if name not in (*_OF_CUSTODY, *_OF_CAPTURE, "arrived", "full_name")
    }
    other = columns.pop("other_names", "")
    person = Person(operation_id=custody_list.operation_id, **columns)
    person.other_names = [part.strip() for part in other.split(";") if part.strip()]
    came = said.get("arrived", "")
    custody = Custody(
        operation_id=custody_list.operation_id, site=custody_list.site, person=person,
        listed_in=custody_list, kind=custody_list.plan["kind"],
        arrived_at=datetime.fromisoformat(came).replace(tzinfo=UTC) if came else None,
        capture={name: said[key] for key, name in _OF_CAPTURE.items() if key in said},
        **{name: said[name] for name in _OF_CUSTODY if name in said},
    )  # fmt: skip
    start_clocks(custody, arrived=arrival(custody, at), at=at)
    return custody, person


def _register(
    custody_list: CustodyList, made: Sequence[tuple[Custody, Person]], *, by: Actor, at: datetime
) -> None:
    """The rows of a portion, in bulk; the chain is locked already, before the operation's counter."""
    number = queries.next_change(custody_list.operation_id)
    for custody, _ in made:
        custody.change = number
    Person.objects.bulk_create([person for _, person in made], batch_size=_BATCH)
    append_listed([custody for custody, _ in made], "register_listed", by=by, at=at)
    arrivals = [presence(one, one.site, "arrived", by=by, at=arrival(one, at)) for one, _ in made]
    Presence.objects.bulk_create(arrivals, batch_size=_BATCH)


def _unmoved(batch: Sequence[Custody]) -> list[Custody]:
    """Those whom nothing but the list itself has moved."""
    keys = [one.pk for one in batch]
    moved = Move.objects.filter(subject="custody", subject_id__in=keys)
    touched = set(
        moved.values("subject_id")
        .annotate(n=Count("pk"))
        .filter(n__gt=1)
        .values_list("subject_id", flat=True)
    )
    judged = Match.objects.filter(custody__in=keys).exclude(state__in=_UNTOUCHED)
    touched |= set(judged.values_list("custody_id", flat=True))
    for rows in (Consent, Message, Call, DeathNotice):
        touched |= set(rows.objects.filter(custody__in=keys).values_list("custody_id", flat=True))
    return [one for one in batch if one.state == "registered" and one.pk not in touched]


def _strike(custody_list: CustodyList, gone: Sequence[Custody], *, at: datetime) -> None:
    append_listed(gone, "strike_listed", by=SYSTEM, at=at)
    number = queries.next_change(custody_list.operation_id)
    Custody.objects.filter(pk__in=[one.pk for one in gone]).update(
        change=number, card_due_at=None, bureau_due_at=None, forms_due_at=None, health_due_at=None
    )
    left = [presence(one, one.site, "left", by=SYSTEM, at=at) for one in gone]
    Presence.objects.bulk_create(left, batch_size=_BATCH)
