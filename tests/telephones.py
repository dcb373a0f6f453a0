"""A telephone that writes to the front door, and reads what the outbox holds for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cast import AT
from regreso.casebook import phrases
from regreso.casebook.conversations import place_of
from regreso.casebook.models import Conversation, Notice
from regreso.web.family.talk.hear import hear
from regreso.web.family.talk.turn import Said

MOTHER = "+380445550118"
ASKED = ("Шевченко Тарас", "21.04.1999", "Маріуполь", "0", "#", "1", "2", "2")  # a whole enquiry


def phrase_in(answer: str) -> str:
    """The phrase of a receipt."""
    return next(
        line for line in answer.splitlines() if len(line.split()) == phrases.WORDS and "." not in line
    )


@dataclass
class Telephone:
    """One person with one telephone: what they send, and each answer with its time."""

    to: str = MOTHER
    transport: str = "sms"
    at: datetime = AT
    hint: str = ""
    answers: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    def send(self, text: str, *, number: str = "", after: float = 60, message: int = 0) -> str:
        """Send; the answer that waits in the outbox."""
        self.at += timedelta(seconds=after)
        mine = number or f"{self.to}-{len(self.answers)}"
        assert hear(Said(self.transport, self.to, text, mine, self.at, self.hint, message))
        row = Notice.objects.filter(kind="reply", place=self.row.place).latest("queued_at")
        self.answers.append(str(row.content["text"]))
        assert row.due_at is not None
        self.waits.append((row.due_at - self.at).total_seconds())
        return self.answers[-1]

    def sends(self, *texts: str) -> str:
        """Send one after the other; the last answer."""
        return [self.send(text) for text in texts][-1]

    @property
    def row(self) -> Conversation:
        return Conversation.objects.get(place=place_of(self.transport, self.to))
