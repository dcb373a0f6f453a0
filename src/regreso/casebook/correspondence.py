"""How much a captive could write this month: never fewer than two letters and four cards (GC III 71).

These are floors. Nothing in Regreso is an upper limit, and no setting can make one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regreso.casebook.models import Message

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.models import Custody

LETTERS, CARDS = 2, 4
WORDS_OF_A_CARD = 25  # GC IV 25 and the old forms: up to so many freely chosen words make a card
WRITTEN = ("written", "returned")  # not on its way yet: it does not count for the month


@dataclass(frozen=True, slots=True)
class Month:
    """What one captive has sent in a calendar month, and what is still owed to them."""

    letters: int
    cards: int

    @property
    def letters_owed(self) -> int:
        """How many more letters they must be able to send this month."""
        return max(LETTERS - self.letters, 0)

    @property
    def cards_owed(self) -> int:
        """How many more cards; a letter too many counts as a card."""
        return max(CARDS - self.cards - max(self.letters - LETTERS, 0), 0)


def month_of(custody: Custody, at: datetime) -> Month:
    """What this captive has sent in the month of `at`. Capture cards are not counted (GC III 71)."""
    sent = Message.objects.filter(
        custody=custody, direction="to_family", written_at__year=at.year, written_at__month=at.month
    ).exclude(state__in=WRITTEN)
    words = [len(message.text.split()) for message in sent]
    cards = sum(count <= WORDS_OF_A_CARD for count in words)
    return Month(letters=len(words) - cards, cards=cards)
