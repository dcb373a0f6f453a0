"""What more than one step or desk asks of the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q

from regreso import story
from regreso.casebook.models import (
    Answer,
    Chain,
    Challenge,
    Consent,
    Custody,
    DeathNotice,
    Enquiry,
    Match,
    Move,
    Operation,
    history,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

# An enquiry in one of these states is held against every new and changed record: a sleeping one, too.
LOOKED_FOR = (
    "open", "searching", "needs_information", "under_review", "confirmed", "answered", "follow_up", "dormant",
)  # fmt: skip
HELD = ("registered", "notified", "held", "in_hospital")
FREE = ("released", "exchanged", "repatriated")
ENDED = ("released", "exchanged", "repatriated", "escaped", "handed_over", "died")
TOLD = ("released", "told", "acknowledged", "restated")
OFFERED = ("potential", "assigned", "under_review", "proposed", "disputed")


def looked_for(operation_id: UUID) -> QuerySet[Enquiry]:
    """The enquiries of the standing search."""
    return Enquiry.objects.filter(operation_id=operation_id, state__in=LOOKED_FOR)


def unassigned(operations: Collection[object]) -> QuerySet[Enquiry]:
    """Enquiries that no operator attends to, as those from the web; whose first look is due first, first."""
    waiting = Enquiry.objects.filter(operation__in=operations, state__in=LOOKED_FOR, assigned_to=None)
    return waiting.order_by(F("first_look_due_at").asc(nulls_last=True), "opened_at", "pk")


def newest_move(operation_id: UUID) -> int:
    """The number of the newest move of the operation; 0 before the first."""
    moves = Chain.objects.filter(operation_id=operation_id, kind="moves")
    return moves.values_list("length", flat=True).first() or 0


def moved_enquiries(operation_id: UUID, *, after: int, apart_from: Collection[str]) -> QuerySet[Enquiry]:
    """Enquiries that a move later than number `after` concerns, moves of some names left out."""
    moves = Move.objects.filter(operation_id=operation_id, subject="enquiry", number__gt=after)
    return Enquiry.objects.filter(pk__in=moves.exclude(name__in=apart_from).values("subject_id"))


def told_answers(enquiry: Enquiry) -> QuerySet[Answer]:
    """Answers that were released to this family and still hold."""
    return Answer.objects.filter(enquiry=enquiry, state__in=TOLD)


def challenges_met(enquiry: Enquiry) -> QuerySet[Challenge]:
    """Questions that only he and this family can answer, and that were answered rightly."""
    return Challenge.objects.filter(enquiry=enquiry, state="met")


def told_deaths(enquiry: Enquiry) -> QuerySet[DeathNotice]:
    """Death notices that were confirmed in writing to this family and still hold."""
    return DeathNotice.objects.filter(enquiry=enquiry, state__in=("confirmed", "support_offered"))


def under_review(enquiry: Enquiry) -> QuerySet[Match]:
    """Matches of this enquiry that a reviewer has in hand."""
    return Match.objects.filter(
        enquiry=enquiry, state__in=("assigned", "under_review", "proposed", "disputed")
    )


def confirmed(enquiry: Enquiry) -> QuerySet[Match]:
    """The match of this enquiry that two reviewers confirmed and nobody revoked."""
    return Match.objects.filter(enquiry=enquiry, state__in=("confirmed", "revocation_asked"))


def answered(match: Match) -> QuerySet[Answer]:
    """The answer of this match, at whatever stage."""
    return Answer.objects.filter(match=match)


def rung_of(custody: Custody) -> str:
    """The rung of the ladder that an answer may show: held, released, "" for what only a person may tell."""
    if custody.state in HELD:
        return "held"
    return "released" if custody.state in FREE else ""


def last_heard(enquiry: Enquiry) -> datetime | None:
    """When the family, or someone who had spoken with them, last moved the enquiry."""
    spoken = history(enquiry).filter(role__in=(story.ENQUIRER, story.OPERATOR, story.LIAISON))
    return spoken.order_by("-number").values_list("at", flat=True).first()


def newest_consent(custody: Custody, purpose: str, *, enquiry: Enquiry | None = None) -> Consent | None:
    """What the person held last said about this purpose: for this family, or for whoever asks."""
    about = Q(enquiry=None) | Q(enquiry=enquiry) if enquiry else Q(enquiry=None)
    newest = Consent.objects.filter(about, custody=custody, purpose=purpose)
    # Of two words said at one moment a refusal holds.
    return newest.order_by("-at", "given").first()


def consents(custody: Custody, purpose: str, *, enquiry: Enquiry | None = None) -> bool:
    """Whether the newest word of the person held, asked alone, is yes."""
    newest = newest_consent(custody, purpose, enquiry=enquiry)
    return bool(newest and newest.given and newest.asked_alone)


def next_change(operation_id: UUID) -> int:
    """The next number of change of the registry; whoever keeps an index asks for what came after it.

    Call it after the move is appended: the chain is locked before the operation, always in this order.
    """
    mine = Operation.objects.filter(pk=operation_id)
    mine.update(registry_change=F("registry_change") + 1)
    return mine.values_list("registry_change", flat=True).get()


def told_family(custody: Custody) -> UUID | None:
    """The enquiry of the family that was told of this person first, None when nobody was."""
    told = Answer.objects.filter(match__custody=custody, state__in=TOLD).order_by("released_at", "pk")
    return told.values_list("enquiry_id", flat=True).first()
