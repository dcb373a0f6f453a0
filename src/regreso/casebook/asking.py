"""Whose enquiry it is, and what the family is asked for next: by the enquiry alone, so it tells nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regreso import story

if TYPE_CHECKING:
    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Enquiry

# In general the first tell most people of one name apart; whoever is found changes nothing here.
ORDER = (
    "birth", "patronymic", "father", "mother", "birthplace", "settlement", "unit", "service_number", "marks",
    "other_names",
)  # fmt: skip


def most_telling(enquiry: Enquiry) -> str:
    """The first field that the enquiry lacks; the latest news where it lacks none."""
    sought = enquiry.sought
    lacking = (name for name in ORDER if not getattr(sought, name) and not (name == "birth" and sought.age))
    return next(lacking, "last_contact.latest_news")


def refuse_another_family(enquiry: Enquiry, move: str, by: Actor) -> None:
    """Only the family that asked speaks for its enquiry, also where a colleague writes down what they say.

    Raises:
        MoveRefused: it is another's.
    """
    if by.role == story.ENQUIRER and by.id != str(enquiry.enquirer_id):
        raise story.MoveRefused("enquiry", move, "it is another family's enquiry")
