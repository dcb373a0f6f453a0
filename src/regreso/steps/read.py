"""People judge leads: accept, edit, reject, and take back. Two people, where someone is said to be killed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from regreso.casebook import claims
from regreso.casebook.models import append_move, take_turn
from regreso.casebook.rows import set_columns
from regreso.steps.errors import StepError, refuse
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Lead, Move

WHYS = ("not_a_claim", "misread", "duplicate", "scam", "not_ours", "other")


def accept(lead: Lead, *, by: Actor, at: datetime) -> Move:
    """One reading officer says: the source does claim this. What follows from a claim follows now.

    Raises:
        MoveRefused: someone is said to have been killed: that takes two (`propose`, then `confirm`).
    """
    with transaction.atomic():
        if claims.takes_two(_now(lead)):
            raise MoveRefused("lead", "accept", "someone is said to have been killed: this takes two people")
        return _decided(lead, "accept", by=by, at=at)


def propose(lead: Lead, *, by: Actor, at: datetime) -> Move:
    """The first of two says: the source does claim that someone was killed."""
    with transaction.atomic():
        if not claims.takes_two(_now(lead)):
            raise MoveRefused("lead", "propose", "this claim takes one person: accept it")
        return _decided(lead, "propose", by=by, at=at)


def confirm(lead: Lead, *, by: Actor, at: datetime) -> Move:
    """The second of two says so too."""
    return _decided(lead, "confirm", by=by, at=at)


def reject(lead: Lead, why: str, *, note: str = "", by: Actor, at: datetime) -> Move:
    """This is no claim for us, and why."""
    if why not in WHYS:
        raise StepError("unknown_reason", given=why, expected="one of " + ", ".join(WHYS))
    with transaction.atomic():
        move = _decided(lead, "reject", by=by, at=at, said={"reason": note, "detail": {"why": why}})
        set_columns(lead, why=why)
    return move


def undo(lead: Lead, *, by: Actor, at: datetime) -> Move:
    """The last decision is taken back, and what followed from it."""
    with transaction.atomic():
        move = append_move(lead, "undo", by=by, at=at)
        set_columns(lead, decided_by=None, decided_at=None, why="", change=lead.change + 1)
    return move


def edit(lead: Lead, changes: Mapping[str, Any], *, by: Actor, at: datetime) -> Move:
    """The source says this, but the reading was not quite right. What stood there is kept in the ledger."""
    with transaction.atomic():
        refuse(claims.faults_in(_now(lead), changes))
        before = {name: lead.claim.get(name) for name in changes}
        said = {"detail": {"before": before, "after": dict(changes)}}
        move = append_move(lead, "edit", by=by, at=at, said=said)
        claim = {**lead.claim, **changes}
        index = claims.index_of(lead.kind, claim)
        set_columns(lead, claim=claim, value_index=index, change=lead.change + 1)
    return move


def _now(lead: Lead) -> Lead:
    """The claim as it stands now: nobody changes it before this transaction ends."""
    take_turn(lead.operation_id)
    lead.refresh_from_db(fields=["claim"])
    return lead


def _decided(lead: Lead, name: str, *, by: Actor, at: datetime, said: dict[str, Any] | str = "") -> Move:
    with transaction.atomic():
        move = append_move(lead, name, by=by, at=at, said=said)
        set_columns(lead, decided_by_id=by.hand, decided_at=at, change=lead.change + 1)
    return move
