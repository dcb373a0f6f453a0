"""How an operation stands, in numbers: for the administrator, who sees no record in clear."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Model

from regreso.casebook.models import (
    Answer,
    Call,
    Custody,
    DeathNotice,
    Enquiry,
    Handover,
    Journey,
    Match,
    Message,
    SupportPlan,
)

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.models import Operation

SUBJECTS: tuple[type[Model], ...] = (
    Enquiry, Custody, Match, Answer, Message, Call, Journey, Handover, DeathNotice, SupportPlan,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clock:
    """Something that falls due: whose column, what it is called, and in which states it no longer counts."""

    model: type[Model]
    column: str
    name: str
    over: tuple[str, ...] = ()


CLOCKS = (
    Clock(Enquiry, "first_look_due_at", "first look by a person (72 h)", ("closed", "dormant", "draft")),
    Clock(Custody, "card_due_at", "capture card (7 days)"),
    Clock(Custody, "bureau_due_at", "data to the Bureau (24 h)"),
    Clock(Custody, "forms_due_at", "forms for letters and cards (30 days)"),
    Clock(Custody, "health_due_at", "word of health (weekly)"),
    Clock(Match, "second_due_at", "second reviewer (24 h)", ("confirmed", "disputed", "rejected", "revoked")),
    Clock(Message, "review_due_at", "review of a message (48 h)"),
    Clock(Journey, "next_check_in_at", "word from a traveller (12 h)"),
    Clock(Handover, "tell_due_at", "postponed handover told (same day)"),
    Clock(Handover, "contact_due_at", "contact after a handover (72 h, 2 and 8 weeks)"),
    Clock(DeathNotice, "bureau_due_at", "death notice to the Bureau (24 h)"),
    Clock(Call, "care_due_at", "both sides asked after a call (24 h)"),
    Clock(SupportPlan, "next_contact_at", "contact with the bereaved", ("closed", "declined")),
)


def by_state(operation: Operation) -> dict[str, dict[str, int]]:
    """For each subject that has rows, how many are in which state."""
    counted = {model: _counted(model, operation) for model in SUBJECTS}
    return {str(getattr(model, "SUBJECT", "")): dict(states) for model, states in counted.items() if states}


def overdue(operation: Operation, *, at: datetime) -> dict[str, int]:
    """For each clock that is overdue somewhere, how often."""
    late = {clock.name: _late(clock, operation, at) for clock in CLOCKS}
    return {name: count for name, count in late.items() if count}


def _counted(model: type[Model], operation: Operation) -> Counter[str]:
    rows = model._default_manager.filter(operation=operation)  # noqa: SLF001 - Django's documented name for it
    return Counter(dict(rows.values_list("state").annotate(Count("pk")).order_by("state")))


def _late(clock: Clock, operation: Operation, at: datetime) -> int:
    rows = clock.model._default_manager.filter(operation=operation)  # noqa: SLF001 - as above
    return rows.filter(**{f"{clock.column}__lt": at}).exclude(state__in=clock.over).count()
