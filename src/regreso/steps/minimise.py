"""A closed enquiry keeps what a search needs if it is taken up again, not how the family can be reached."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery

from regreso.casebook.actor import CLOCK
from regreso.casebook.models import Challenge, Enquiry, Move, append_move
from regreso.casebook.rows import set_columns

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from regreso.casebook.actor import Actor

AFTER = timedelta(days=30)  # of being closed: so long a family can still come back as if nothing were
CLOSING = ("close", "withdraw", "heard_of")
_CONTACTS = ("address", "phone", "email")


def due(at: datetime) -> QuerySet[Enquiry]:
    """Enquiries that were closed so long ago, and since then not minimised."""
    closings = Move.objects.filter(subject="enquiry", subject_id=OuterRef("pk"), name__in=CLOSING)
    closed = Enquiry.objects.filter(state="closed").annotate(
        closed_at=Subquery(closings.order_by("-number").values("at")[:1])
    )
    kept = Q(minimised_at=None) | Q(minimised_at__lt=F("closed_at"))
    return closed.filter(kept, closed_at__lte=at - AFTER).order_by("closed_at", "pk")


def minimise(enquiry: Enquiry, *, by: Actor = CLOCK, at: datetime) -> Move:
    """Telephone, address, e-mail, the plan how to be reached, challenges and the note to him are gone.

    Of an enquirer with another enquiry that is not closed the ways to reach them stay.
    """
    enquirer, sought = enquiry.enquirer, enquiry.sought
    with transaction.atomic():
        move = append_move(enquiry, "minimise", by=by, at=at)
        set_columns(enquiry, minimised_at=at, note_to_sought="")
        set_columns(sought, phone="")
        for asked in Challenge.objects.filter(enquiry=enquiry):
            set_columns(asked, question="", expected="")
        if not enquirer.enquiries.exclude(state="closed").exists():
            set_columns(enquirer, safe_contact={}, **dict.fromkeys(_CONTACTS, ""))
    return move
