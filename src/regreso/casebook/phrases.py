"""Retrieval phrases: eight everyday words that bring a family back to their enquiry.

Each of the four lists has 256 words, so a phrase holds 64 bits. Only a keyed digest of the folded phrase
is kept. Folding forgives what a tired person writes: case, accents, ё for е, letters of the other
alphabet that look alike, spaces, hyphens and apostrophes.
"""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache
from importlib.resources import files

from regreso.casebook.keys import keyring
from regreso.casebook.models import Enquirer, SelfReport, Unsent

LANGUAGES = ("es", "uk", "ru", "en")
WORDS = 8
_LONGEST = 400
# Letters that look alike in the two alphabets, as the Latin one.
_LOOK_ALIKE = str.maketrans("аеорсухікмтвнјѕґє", "aeopcyxikmtbhjsгe")


def new_phrase(language: str) -> str:
    """Eight words of this language, of English where we have no list."""
    words = word_list(language if language in LANGUAGES else "en")
    return " ".join(secrets.choice(words) for _ in range(WORDS))


@cache
def word_list(language: str) -> tuple[str, ...]:
    """The 256 words of a language."""
    text = files("regreso.casebook").joinpath(f"data/words_{language}.txt").read_text(encoding="utf-8")
    return tuple(text.split())


def folded(phrase: str) -> str:
    """The letters of a phrase as they are compared.

    >>> folded(" Ёлка-НЕБО ") == folded("елка небо")
    True
    """
    plain = unicodedata.normalize("NFKD", phrase[:_LONGEST].casefold())
    return "".join(letter for letter in plain if letter.isalpha()).translate(_LOOK_ALIKE)


def index_of(phrase: str) -> bytes:
    """The keyed digest by which a phrase is found."""
    return keyring().index(folded(phrase), purpose="phrase")


def enquirer_by_phrase(phrase: str) -> Enquirer | None:
    """Whose phrase this is. One digest and one look-up for hit and miss alike; nothing sealed is opened."""
    return Enquirer.objects.filter(phrase_index=index_of(phrase)).first()


def unsent_by_phrase(phrase: str) -> Unsent | None:
    """What was written under this phrase and not sent yet."""
    return Unsent.objects.filter(phrase_index=index_of(phrase), state="kept").first()


def report_by_phrase(phrase: str) -> SelfReport | None:
    """What somebody said of themself under this phrase."""
    return SelfReport.objects.filter(phrase_index=index_of(phrase)).first()
