"""What is deleted by itself, when, and how much is due: the clock's own ticks, told before they are made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from regreso.jobs.clock import TICKS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

# Each tick that deletes something, and what it deletes, after how long. A tick that only reminds has no row.
DELETES = {
    "enquiry.minimise": "how a family can be reached, 30 days after their last enquiry was closed",
    "enquiry.lapse": "nothing: an enquiry of which nobody was heard for a year rests until a word",
    "lead.lapse": "what a claim of a public page said, when nothing has needed it for its time",
    "custody_list.shred": "the file of a list of people held",
    "record.expire": "a record of a disaster from sight, on the day that was chosen (30 to 360 days)",
    "record.shred": "what such a record said, three days later; the tombstone stays",
    "operation.wipe": "everything of a test operation but its ledger, 24 hours after it was opened",
}
AHEAD = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Due:
    """One rule: its name, what it deletes, how many rows it would touch now and within the days ahead."""

    name: str
    what: str
    now: int
    ahead: int


def dry_run(at: datetime, *, ahead: timedelta = AHEAD) -> Iterator[Due]:
    """What the clock would delete now, and what it will have deleted then; nothing is written."""
    for tick in TICKS:
        if tick.name in DELETES:
            yield Due(tick.name, DELETES[tick.name], len(tick.due(at)), len(tick.due(at + ahead)))
