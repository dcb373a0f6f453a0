"""One turn of a conversation: what came in, and what is gathered to be said."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings

from regreso.casebook.models import Conversation
from regreso.web.family.talk import commands

SMS = "sms"


@dataclass(frozen=True, slots=True)
class Said:
    """A message from outside. `id` is its carrier's; `hint` the language of the telephone, if told.

    `message` is its number in the chat, 0 where nothing can be taken out of it.
    """

    transport: str
    to: str
    text: str
    id: str
    at: datetime
    hint: str = ""
    message: int = 0


@dataclass(slots=True)
class Talk:
    """One turn of a conversation: what is said back is gathered in `lines`."""

    row: Conversation
    said: Said
    lines: list[str] = field(default_factory=list)
    buttons: list[list[str]] = field(default_factory=list)
    lasting: bool = False  # the warning or the phrase: it must arrive even when more is said meanwhile
    guessed: bool = False  # a phrase that opened nothing
    fades: bool = False  # the answer holds a phrase: it does not stay in the chat
    takes_back: bool = False  # what they sent was meant as a phrase: right or wrong, it does not stay there

    @property
    def short(self) -> bool:
        """Whether each letter costs."""
        return self.said.transport == SMS

    def say(self, text: object, **given: str) -> None:
        """Add a sentence, in the language of the conversation."""
        self.lines.append(
            str(text) % {"site": settings.REGRESO_SITE, **given} if "%(" in str(text) else str(text)
        )

    def offer(self, *names: str) -> None:
        """Buttons, where there are any."""
        if not self.short:
            self.buttons.append([commands.button(name, self.row.language) for name in names])

    @property
    def text(self) -> str:
        """All that is said."""
        return ("\n" if self.short else "\n\n").join(line for line in self.lines if line)
