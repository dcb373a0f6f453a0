"""Verdicts of reviewers: what one must hold, and who sees it: no second reviewer before their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q

from regreso.casebook.changes import Fault
from regreso.casebook.models import Verdict, history

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Match, Staff

SAYS = ("same", "different", "unclear")
NAMES = ("surname", "given", "patronymic", "other_names")
# How many looks of ten came to a verdict, before reviewers of this operation have given theirs (a guess).
ALONE, AMONG_NAMESAKES, GUESSED = 9, 5, 10
_OPEN = ("assigned", "under_review", "proposed", "disputed")


def faults_in(verdict: Verdict, match: Match, *, says: tuple[str, ...]) -> list[Fault]:
    """What is wrong with this verdict; [] when nothing is.

    Who says "same" ticks what they saw. Where other records fit about as well, the names alone do not
    tell one from another: something besides them must be ticked.
    """
    if verdict.says not in says:
        return [Fault("wrong_verdict", verdict.says, " or ".join(says))]
    ticked = {field for field, tick in verdict.evidence.items() if tick}
    if verdict.says == "same" and not ticked:
        return [Fault("no_evidence", "", "at least one field that you compared and ticked")]
    if verdict.says == "same" and match.fits_as_well and ticked <= set(NAMES):
        return [
            Fault("names_only", ", ".join(sorted(ticked)), "a field besides the names: others fit as well")
        ]
    if verdict.says == "unclear" and not (ticked or verdict.note.strip()):
        return [Fault("no_reason", "", "a note, or what you compared")]
    return []


def this_round(match: Match) -> int:
    """How often the match was taken up: a disputed or newly offered one begins another round."""
    return max(history(match).filter(name="assign").count(), 1)


def keep(verdict: Verdict, match: Match, *, by: Actor, at: datetime) -> None:
    """Save this verdict as the word of this reviewer in this round."""
    verdict.match, verdict.operation_id, verdict.round = match, match.operation_id, this_round(match)
    verdict.reviewer_id, verdict.at = by.hand, at
    verdict.save(force_insert=True)


def visible_to(staff: Staff, match: Match) -> QuerySet[Verdict]:
    """Their own verdicts; those of others once they have given theirs in this round, or it is decided."""
    everything = Verdict.objects.filter(match=match).order_by("round", "at")
    own = everything.filter(reviewer=staff)
    decided = match.state not in _OPEN
    return everything if decided or own.filter(round=this_round(match)).exists() else own


def decided_shares(operations: Iterable[object]) -> tuple[float, float]:
    """The share of looks that end in "same" or "different": without namesakes that fit as well, and with.

    Counted from the verdicts of these operations, beside the guess above that ten verdicts outweigh.
    """
    given = Verdict.objects.filter(operation__in=operations)
    among, clear = Q(match__fits_as_well__gt=0), ~Q(says="unclear")
    counted = given.aggregate(
        alone=Count("pk", filter=~among), alone_clear=Count("pk", filter=~among & clear),
        among=Count("pk", filter=among), among_clear=Count("pk", filter=among & clear),
    )  # fmt: skip
    return (
        (ALONE + counted["alone_clear"]) / (GUESSED + counted["alone"]),
        (AMONG_NAMESAKES + counted["among_clear"]) / (GUESSED + counted["among"]),
    )
