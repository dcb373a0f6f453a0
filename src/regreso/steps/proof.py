"""Proofs of kinship: handed in as fresh pictures, looked at by a person, shredded when not needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import Proof, ProofPage, append_move
from regreso.casebook.once import once
from regreso.steps.errors import StepError
from regreso.story import MoveRefused
from regreso.wire.errors import WireError
from regreso.wire.scrub import scrubbed_apart

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Move

KINDS = ("passport", "birth", "marriage", "letter", "other")
MOST = 12  # proofs of one enquiry that lie here at a time
WHY_REFUSED = ("unreadable", "not_related", "expired", "someone_else", "not_needed")


def hand_in(proof: Proof, data: bytes, *, by: Actor, at: datetime) -> Move:
    """A paper lies with us as a fresh picture of each page; nothing of the file itself is kept."""
    if proof.kind not in KINDS:
        raise StepError("unknown_kind", given=proof.kind, expected="one of " + ", ".join(KINDS))
    lying = Proof.objects.filter(enquiry=proof.enquiry_id).exclude(state="shredded").exclude(pk=proof.pk)
    if lying.count() >= MOST:
        raise MoveRefused("proof", "hand_in", f"{MOST} proofs lie here already")
    try:
        pages = scrubbed_apart(data)
    except WireError as error:
        raise StepError("not_a_scan", given=str(error), expected="a photograph or scan") from error
    with once(proof, "hand_in"):
        proof.handed_in_at = at
        move = append_move(proof, "hand_in", by=by, at=at, said={"detail": {"pages": len(pages)}})
        for number, picture in enumerate(pages, 1):
            ProofPage(proof=proof, number=number, picture=picture).save(force_insert=True)
    return move


def accept(proof: Proof, *, basis: str, by: Actor, at: datetime) -> Move:
    """A person has looked: it shows what it should. It raises no level by itself."""
    if not basis.strip():
        raise StepError(
            "no_basis", given=basis, expected="what the paper shows: whose it is, and the kinship"
        )
    return append_move(proof, "accept", by=by, at=at, said=basis)


def refuse(proof: Proof, *, why: str, by: Actor, at: datetime) -> Move:
    """A person has looked: it shows nothing that helps. Its writer reads why, in one of a few words."""
    if why not in WHY_REFUSED:
        raise StepError("unknown_reason", given=why, expected="one of " + ", ".join(WHY_REFUSED))
    return append_move(proof, "refuse", by=by, at=at, said={"reason": why})


def shred(proof: Proof, *, at: datetime, by: Actor = SYSTEM) -> Move:
    """Its pages are gone for good; that it was here, and what was judged of it, stays in the ledger."""
    with transaction.atomic():
        move = append_move(proof, "shred", by=by, at=at)
        proof.pages.all().delete()
    return move
