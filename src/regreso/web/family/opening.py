"""An enquiry that was told whole becomes an open one with a phrase: the same for every front door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from regreso.casebook.access import for_enquirer
from regreso.casebook.models import Operation
from regreso.steps import ask as asking

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from regreso.casebook.models import Enquirer
    from regreso.web.base.enquiry_form import EnquiryForm


def open_operations() -> QuerySet[Operation]:
    """The crises that take enquiries, the newest first; a test only where there is nothing else.

    A mother must never land in a test: it is deleted after a day.
    """
    taking = Operation.objects.filter(state="open").order_by("-opened_at")
    real = taking.filter(test=False)
    return real if real.exists() else taking[:1]


@dataclass(frozen=True, slots=True)
class Opened:
    """Whose enquiry it is, and the phrase: shown now, never again."""

    enquirer: Enquirer
    phrase: str


def open_enquiry(
    form: EnquiryForm, operation: Operation, *, channel: str, language: str, at: datetime
) -> Opened:
    """Draft, submit and receipt at once: either all is kept and the phrase can be shown, or nothing is."""
    enquiry, enquirer, sought = form.rows(operation, channel=channel, language=language)
    by = for_enquirer(enquiry)
    with transaction.atomic():
        asking.draft(enquiry, enquirer, sought, by=by, at=at)
        asking.submit(enquiry, by=by, at=at)
        receipt = asking.hand_receipt(enquiry, language=language, by=by, at=at)
    return Opened(enquirer, receipt.phrase)
