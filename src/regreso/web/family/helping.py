"""What would help most to know of the one sought, by the enquiry alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regreso.matching import open_question
from regreso.steps.sought import facts_of
from regreso.web.base.people import FIELD_OF

if TYPE_CHECKING:
    from regreso.casebook.models import Enquiry


def helps(enquiry: Enquiry) -> str:
    """The field that it would help most to know; "" for none. No answer of a search is in it."""
    question = open_question(facts_of(enquiry))
    return FIELD_OF.get(question.field, question.field) if question else ""
