"""An enquiry that was told whole becomes an open one with a phrase: the same for every front door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from regreso.casebook.access import for_enquirer
from regreso.steps import ask as asking

if TYPE_CHECKING:
    from regreso.casebook.models import Enquirer, Operation
    from regreso.web.base.enquiry_form import EnquiryForm


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
