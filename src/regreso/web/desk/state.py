"""The state of an enquiry as an operator may know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regreso.casebook.models import Enquiry

# While we have an enquiry in our hands it reads the same, whatever was found or not found.
IN_OUR_HANDS = ("open", "searching", "under_review", "confirmed", "answered", "follow_up")


def shown_state(enquiry: Enquiry) -> str:
    """One word for all that could tell of a find."""
    return "searching" if enquiry.state in IN_OUR_HANDS else str(enquiry.state)
