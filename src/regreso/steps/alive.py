"""Somebody says of themself that they live, or are not missing; after two looked, those they named hear it.

Nothing is told by itself, and nothing on any page tells whether somebody asks for them: a hostile hand could
send a report to learn that.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from regreso.casebook import certificates, changes, phrases
from regreso.casebook.actor import CLOCK
from regreso.casebook.models import Hearing, SelfReport, append_move
from regreso.casebook.once import once
from regreso.steps.errors import StepError, refuse
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Enquiry, Move

KINDS = ("alive", "not_missing")
TELL_WHOM = ("named", "asking", "nobody")
FIRST_LOOK = timedelta(hours=72)
KEPT_FOR = timedelta(days=90)  # one that nobody could check
WHY_REFUSED = ("not_the_person", "cannot_be_reached", "takes_it_back", "twice")
_OF_ONESELF = ("name", "other_names", "birth", "settlement", "father", "mother")


@dataclass(frozen=True, slots=True)
class Told:
    """The move, and the phrase: shown now, never again."""

    move: Move
    phrase: str


def tell(row: SelfReport, *, by: Actor, at: datetime) -> Told:
    """It lies with us; a person looks within 72 hours. The phrase lets its writer take it back."""
    _refuse_bad(row, at)
    phrase = phrases.new_phrase(row.language)
    row.phrase_index, row.told_at, row.look_due_at = phrases.index_of(phrase), at, at + FIRST_LOOK
    with once(row, "tell"):
        return Told(append_move(row, "tell", by=by, at=at), phrase)


def check(row: SelfReport, *, basis: str, by: Actor, at: datetime) -> Move:
    """A person has made sure that it is they themselves who say so. Nobody is told by this."""
    if not basis.strip():
        raise StepError("no_basis", given=basis, expected="what was checked: papers, a call back")
    with transaction.atomic():
        move = append_move(row, "check", by=by, at=at, said=basis)
        row.look_due_at = None
        row.save(update_fields=["look_due_at"])
    return move


def refuse_report(row: SelfReport, *, why: str, by: Actor, at: datetime) -> Move:
    """It is not they, or nobody can tell: nothing is told to anybody."""
    if why not in WHY_REFUSED:
        raise StepError("unknown_reason", given=why, expected="one of " + ", ".join(WHY_REFUSED))
    with transaction.atomic():
        move = append_move(row, "refuse", by=by, at=at, said=why)
        row.look_due_at = None
        row.save(update_fields=["look_due_at"])
    return move


def pass_on(row: SelfReport, enquiries: Sequence[Enquiry], *, by: Actor, at: datetime) -> Move:
    """As the second person: these families read it on their page, each with a code that can be checked."""
    if row.tell_whom == "nobody":
        raise MoveRefused("self_report", "pass_on", "they want nobody to be told")
    if not enquiries:
        raise StepError("nobody_chosen", given="", expected="at least one family")
    if {one.operation_id for one in enquiries} != {row.operation_id}:
        raise StepError("other_operation", given=len(enquiries), expected="enquiries of one operation")
    with transaction.atomic():
        chosen = sorted(str(one.pk) for one in enquiries)
        move = append_move(row, "pass_on", by=by, at=at, said={"detail": {"enquiries": chosen}})
        known = set(row.hearings.values_list("enquiry_id", flat=True))
        for enquiry in enquiries:
            if enquiry.pk not in known:
                told = {"kind": row.kind, "on": at.date().isoformat()}
                paper = certificates.issue("alive", told, operation=row.operation, at=at)
                Hearing(
                    operation_id=row.operation_id, report=row, enquiry=enquiry, certificate=paper, at=at
                ).save(force_insert=True)
    return move


def withdraw(row: SelfReport, *, by: Actor, at: datetime) -> Move:
    """They take it back: what they wrote is gone. That a family was told once cannot be taken back."""
    return _shred(row, "withdraw", by=by, at=at)


def lapse(row: SelfReport, *, at: datetime, by: Actor = CLOCK) -> Move:
    """Nobody could check it for ninety days: nothing of it is kept."""
    return _shred(row, "lapse", by=by, at=at)


def _refuse_bad(row: SelfReport, at: datetime) -> None:
    if row.kind not in KINDS:
        raise StepError("unknown_kind", given=row.kind, expected="one of " + ", ".join(KINDS))
    if row.tell_whom not in TELL_WHOM:
        raise StepError("unknown_choice", given=row.tell_whom, expected="one of " + ", ".join(TELL_WHOM))
    if row.language not in phrases.LANGUAGES:
        raise StepError("unknown_language", given=row.language, expected="one of es, uk, ru, en")
    if not row.name:
        raise StepError("no_name", given="", expected="the name under which somebody may look for them")
    if row.tell_whom == "named" and not row.viewers:
        raise StepError("no_viewers", given="", expected="whom they name, one a line")
    refuse(changes.faults_of(row, _OF_ONESELF, today=at.date()))


def _shred(row: SelfReport, move: str, *, by: Actor, at: datetime) -> Move:
    with transaction.atomic():
        made = append_move(row, move, by=by, at=at)
        for name in ("name", "birth", "settlement", "father", "mother", "phone", "email", "words"):
            setattr(row, name, "")
        row.other_names, row.viewers, row.look_due_at = [], [], None
        row.save()
    return made
