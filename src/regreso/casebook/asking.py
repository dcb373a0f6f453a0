"""What a family is asked for next: told by the enquiry alone, so that it carries nothing we know."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
