"""What a family told of the one they seek, as matching reads it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from regreso.casebook.facts import sought_facts, written_only
from regreso.tracing.facts import row_facts

if TYPE_CHECKING:
    from regreso.casebook.models import Enquiry
    from regreso.facts.person import PersonFacts


def facts_of(enquiry: Enquiry) -> PersonFacts:
    """What the family told; a message that came as a whole is read for what it says."""
    sought = enquiry.sought
    # An age was true on the day on which it was told.
    on = enquiry.opened_at.date() if enquiry.opened_at else None
    facts = sought_facts(sought, on=on)
    if not written_only(sought) or on is None:
        return facts
    row = {"name": sought.as_written, "sex": sought.sex, "dob": sought.birth, "age": sought.age,
           "settlement": sought.settlement, "region": sought.region, "unit": sought.unit}  # fmt: skip
    read, _ = row_facts(row, as_of=on)
    return replace(read, mothers=facts.mothers or read.mothers)
