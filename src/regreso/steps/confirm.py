"""A second reviewer decides, without having seen the first verdict. A mistake is revoked by two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from regreso.casebook import queries, verdicts
from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import append_move, take_turn
from regreso.steps.errors import StepError, refuse
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Match, Move, Verdict


def confirm(match: Match, verdict: Verdict, *, by: Actor, at: datetime) -> Move:
    """Two people say that he is the one sought. Nobody is told: the captive is asked first.

    An enquiry can have one confirmed match: the other must be revoked before.
    """
    refuse(verdicts.faults_in(verdict, match, says=("same",)))
    with transaction.atomic():
        take_turn(match.operation_id)
        if queries.confirmed(match.enquiry).exclude(pk=match.pk).exists():
            raise MoveRefused(
                "match", "confirm", "the enquiry has a confirmed match; that one is revoked first"
            )
        return _decided(match, "confirm", verdict, by=by, at=at)


def dissent(match: Match, verdict: Verdict, *, by: Actor, at: datetime) -> Move:
    """The second reviewer does not see it so: a third person takes the match up anew."""
    refuse(verdicts.faults_in(verdict, match, says=("different", "unclear")))
    return _decided(match, "dissent", verdict, by=by, at=at)


def ask_revocation(match: Match, reason: str, *, by: Actor, at: datetime) -> Move:
    """Someone doubts a confirmed match; another person decides. Until then nothing more is told."""
    if not reason.strip():
        raise StepError("no_reason", given=reason, expected="what speaks against it")
    return append_move(match, "ask_revocation", by=by, at=at, said=reason)


def keep(match: Match, *, reason: str, by: Actor, at: datetime) -> Move:
    """Another person found the doubt unfounded: the match stays confirmed."""
    return append_move(match, "keep", by=by, at=at, said=reason)


def revoke(match: Match, *, reason: str = "", by: Actor, at: datetime) -> Move:
    """Two people say that it was a mistake: answer and certificate fall, everyone told is told anew."""
    return append_move(match, "revoke", by=by, at=at, said=reason)


def supersede(match: Match, *, at: datetime, by: Actor = SYSTEM) -> Move:
    """Another match of the enquiry was confirmed: this one leaves the queue."""
    return append_move(match, "supersede", by=by, at=at)


def _decided(match: Match, move: str, verdict: Verdict, *, by: Actor, at: datetime) -> Move:
    with transaction.atomic():
        made = append_move(match, move, by=by, at=at, said={"detail": {"verdict": str(verdict.pk)}})
        verdicts.keep(verdict, match, by=by, at=at)
        match.second_due_at, match.assigned_to = None, None
        match.save(update_fields=["second_due_at", "assigned_to"])
    return made
