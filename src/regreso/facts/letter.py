"""A family message as a form: its words, its lines, and how many a month nobody may be kept from sending.

The numbers are the treaties' and nobody's to lower: GC III 71 (two letters and four cards a month), GC IV 25
(a standard form of 25 freely chosen words), and the forms in use (about thirty lines).
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass

LETTERS_A_MONTH, CARDS_A_MONTH = 2, 4
CARD_WORDS = 25
LETTER_LINES = 30
MOST_LINES = 40  # “about thirty”: what is a little longer is still carried
LINE = 90  # letters in one line of the printed form
LETTER, CARD = "letter", "card"
LANGUAGES = ("uk", "ru", "es", "en")  # in which messages are written and translated
# Whoever was at school in one of these mostly reads the other; a person may ask for a translation anyway.
_READ_ALIKE = ({"uk", "ru"},)
_WORD = re.compile(r"[^\W_]+(?:[’'ʼ`.\-‐][^\W_]+)*")


def words_of(text: str) -> int:
    """How many words it has, as somebody counts who reads it aloud.

    A hyphen or an apostrophe joins one word, a number is a word, a mark or a smile is none.

    >>> words_of("Мамо, я живий! Не плач, п’ять хвилин — і я вдома :)")
    10
    """
    return len(_WORD.findall(text))


def lines_of(text: str) -> int:
    r"""How many lines it fills on the printed form; empty ones count between paragraphs, not at the end.

    >>> lines_of("Querida mamá:\n\nestoy bien.\n\n")
    3
    """
    return sum(len(textwrap.wrap(line, LINE)) or 1 for line in text.strip().splitlines())


def kind_of(text: str) -> str:
    """A card up to 25 words, a letter beyond.

    >>> kind_of("I am well. Kiss everybody."), kind_of("word " * 26)
    ('card', 'letter')
    """
    return CARD if words_of(text) <= CARD_WORDS else LETTER


def reads(reader: str, language: str) -> bool:
    """Whether somebody of this language reads a message in that one, as far as one can know beforehand.

    >>> reads("uk", "ru"), reads("es", "uk"), reads("es", "es")
    (True, False, True)
    """
    return reader == language or any({reader, language} <= pair for pair in _READ_ALIKE)


@dataclass(frozen=True, slots=True)
class Month:
    """What one captive has sent in a month, beside what was promised: never less than the floor.

    >>> Month(letters=3, cards=1).letters_owed, Month(letters=3, cards=1).cards_owed
    (0, 2)
    >>> Month(letters=0, cards=0, letters_promised=1, cards_promised=0).letters_owed
    2
    """

    letters: int
    cards: int
    letters_promised: int = LETTERS_A_MONTH
    cards_promised: int = CARDS_A_MONTH

    @property
    def letters_owed(self) -> int:
        """How many more letters they must be able to send this month.

        >>> Month(letters=1, cards=0).letters_owed
        1
        """
        return max(self._floors[0] - self.letters, 0)

    @property
    def cards_owed(self) -> int:
        """How many more cards; a letter too many counts as a card.

        >>> Month(letters=0, cards=3).cards_owed
        1
        """
        letters, cards = self._floors
        return max(cards - self.cards - max(self.letters - letters, 0), 0)

    @property
    def _floors(self) -> tuple[int, int]:
        return max(self.letters_promised, LETTERS_A_MONTH), max(self.cards_promised, CARDS_A_MONTH)
