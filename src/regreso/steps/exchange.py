"""A list of an exchange or a medical repatriation: pseudonyms, an order to recompute, two signatures."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from regreso.casebook.keys import keyring
from regreso.casebook.models import Custody, Handover, Move, append_move
from regreso.casebook.once import once
from regreso.casebook.queries import HELD
from regreso.casebook.rows import set_columns
from regreso.movement.errors import MovementError
from regreso.movement.exchange.build import Kind, build_list
from regreso.movement.exchange.candidates import Candidate, Health, Wish
from regreso.movement.exchange.telling import as_json
from regreso.steps.errors import StepError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import ExchangeList

KINDS = tuple(kind.value for kind in Kind)
_WORDS = {"wish": Wish.GO, "refuse": Wish.STAY}


def draft(new: ExchangeList, *, by: Actor, at: datetime) -> Move:
    """Everyone who is held stands on it under a pseudonym, with what counts and what they wish."""
    if new.kind not in KINDS:
        raise StepError("unknown_kind", given=new.kind, expected=" or ".join(KINDS))
    with once(new, "draft"):
        wishes = _wishes(new.operation_id)
        held = Custody.objects.filter(operation_id=new.operation_id, state__in=HELD).order_by("pk")
        new.people = sorted((_person(new, one, wishes, at) for one in held), key=lambda row: row["reference"])
        new.drafted_at = at
        return append_move(new, "draft", by=by, at=at)


def weigh(
    row: ExchangeList,
    *,
    places: int,
    held_on: str,
    marks: Mapping[str, Mapping[str, Any]],
    by: Actor,
    at: datetime,
) -> Move:
    """The places are given out, and everyone who stays is told of with the reason.

    `marks` has, by pseudonym, `hindrance` (why somebody cannot go now) and `asked_by_name`.
    """
    known = {one["reference"] for one in row.people}
    for reference in marks:
        if reference not in known:
            raise StepError("unknown_reference", given=reference, expected="a pseudonym of this list")
    people = [
        {**one, "hindrance": "", "asked_by_name": False, **marks.get(one["reference"], {})}
        for one in row.people
    ]
    try:
        on = date.fromisoformat(held_on)
        built = build_list([_candidate(one) for one in people], places=places, on=on, kind=Kind(row.kind))
    except (MovementError, ValueError) as error:
        raise StepError("not_weighed", given=held_on, expected=str(error)) from None
    with transaction.atomic():
        move = append_move(row, "weigh", by=by, at=at)
        set_columns(row, people=people, places=places, held_on=held_on, result=as_json(built))
    return move


def sign(row: ExchangeList, *, by: Actor, at: datetime) -> Move:
    """One person has looked at the list and at everyone who was passed over."""
    return append_move(row, "sign", by=by, at=at)


def countersign(row: ExchangeList, *, by: Actor, at: datetime) -> Move:
    """Another person has, too: from now on the list can be read with names, by those who handle it."""
    return append_move(row, "countersign", by=by, at=at)


def withdraw(row: ExchangeList, *, reason: str, by: Actor, at: datetime) -> Move:
    """The list is not used."""
    return append_move(row, "withdraw", by=by, at=at, said=reason)


def _person(row: ExchangeList, custody: Custody, wishes: Mapping[UUID, Wish], at: datetime) -> dict[str, Any]:
    """A pseudonym that is another on every list, so that two lists cannot be laid on each other."""
    mark = keyring().index(f"{row.pk}:{custody.pk}", purpose="exchange")
    captured = str(custody.capture.get("date", ""))
    since = custody.arrived_at or at
    return {
        "reference": f"P-{mark.hex()[:8].upper()}", "custody": str(custody.pk), "group": custody.kind,
        "held_since": _whole(captured) or since.date().isoformat(),
        "health": custody.health_class or Health.UNKNOWN.value,
        "wish": wishes.get(custody.pk, Wish.NOT_ASKED).value, "hindrance": "", "asked_by_name": False,
    }  # fmt: skip


def _whole(written: str) -> str:
    """A day that is known to the day, else ""."""
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        return ""


def _wishes(operation_id: UUID) -> dict[UUID, Wish]:
    """What each said last, asked alone: the newest word counts, and without one nobody goes."""
    custody_of = dict(Handover.objects.filter(operation_id=operation_id).values_list("pk", "custody_id"))
    moves = Move.objects.filter(operation_id=operation_id, subject=Handover.SUBJECT, name__in=tuple(_WORDS))
    said = moves.order_by("number").values_list("subject_id", "name")
    return {custody_of[row]: _WORDS[name] for row, name in said if row in custody_of}


def _candidate(one: Mapping[str, Any]) -> Candidate:
    return Candidate(
        one["reference"], date.fromisoformat(one["held_since"]), Health(one["health"]), Wish(one["wish"]),
        one["hindrance"], bool(one["asked_by_name"]), one["group"],
    )  # fmt: skip
