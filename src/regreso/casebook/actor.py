"""Who makes a move."""

from __future__ import annotations

from dataclasses import dataclass

from regreso import story


@dataclass(frozen=True, slots=True)
class Actor:
    """A role of the story and the person in it.

    `id` is the id of a member of staff, an enquirer or a held person; `via` is the member of staff who
    wrote it down for them (a registrar for a captive, an operator for a caller). Two-person rules
    compare the human who acted: `hand`.
    """

    role: str
    id: str
    via: str = ""

    @property
    def hand(self) -> str:
        """The human whose hand made the move."""
        return self.via or self.id


SYSTEM = Actor(story.SYSTEM, "system")
CLOCK = Actor(story.CLOCK, "clock")
