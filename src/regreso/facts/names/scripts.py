"""Alphabets: which one a word is in, look-alike letters, the wrong keyboard, and cutting text into words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LOOK_LATIN = "aceopxyiABCEHKMOPTXYIk"
_LOOK_CYRILLIC = "асеорхуіАВСЕНКМОРТХУІк"
_TO_CYRILLIC = str.maketrans(_LOOK_LATIN, _LOOK_CYRILLIC)
_TO_LATIN = str.maketrans(_LOOK_CYRILLIC, _LOOK_LATIN)
_KEYS_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_KEYS_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё"
_KEYS_UKRAINIAN = "йцукенгшщзхїфівапролджєячсмитьбюё"
_TYPED_RUSSIAN = str.maketrans(_KEYS_LATIN, _KEYS_RUSSIAN)
_TYPED_UKRAINIAN = str.maketrans(_KEYS_LATIN, _KEYS_UKRAINIAN)
_TYPED_LATIN = str.maketrans(_KEYS_RUSSIAN + "іїє", _KEYS_LATIN + "s]'")
_VOWELS = frozenset("aeiouyаеёиоуыэюяіїє")
_STRONG_VOWELS = _VOWELS - {"y"}
_MARKS = re.compile(r"[’'ʼ`´ʹ\u02bc\u200b-\u200f\u00ad]")
_SPLIT = re.compile(r"[^\w\-]+|_")
_PURE_LATIN = re.compile(r"[a-zA-Z\u00c0-\u024f\W\d]*[a-zA-Z\u00c0-\u024f][a-zA-Z\u00c0-\u024f\W\d]*\Z")
_PURE_CYRILLIC = re.compile(r"[\u0400-\u04ff\W\d]*[\u0400-\u04ff][\u0400-\u04ff\W\d]*\Z")
_ONE_WORD = re.compile(r"(?:[a-zA-Z\u00c0-\u024f]+|[\u0400-\u04ff]+)\Z")
_SCRIPT_NAMES = ("CYRILLIC", "LATIN", "ARABIC", "GREEK", "GEORGIAN", "ARMENIAN", "HEBREW", "CJK", "HANGUL")


@lru_cache(maxsize=4096)
def _script_of_letter(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return next((s.lower() for s in _SCRIPT_NAMES if name.startswith(s)), "")


def script_of(word: str) -> str:
    """The alphabet that most letters of a word belong to, in lower case; "" where there is no letter.

    >>> script_of("Иванов"), script_of("García"), script_of("محمد"), script_of("12")
    ('cyrillic', 'latin', 'arabic', '')
    """
    return _pure_script(word) or _usual_script(word)


def _pure_script(word: str) -> str:
    """Latin or Cyrillic where all letters are; a short cut for nearly every word there is."""
    if _PURE_LATIN.match(word):
        return "latin"
    return "cyrillic" if _PURE_CYRILLIC.match(word) else ""


def _usual_script(word: str) -> str:
    counts: dict[str, int] = {}
    for letter in word:
        script = _script_of_letter(letter) if letter.isalpha() else ""
        if script:
            counts[script] = counts.get(script, 0) + 1
    return max(counts, key=lambda s: counts[s]) if counts else ""


def mend_look_alikes(word: str) -> str:
    """Put letters that only look like the word's own alphabet back into it.

    >>> mend_look_alikes("Ивaнoв") == "Иванов"
    True
    """
    if _pure_script(word):
        return word
    script = _usual_script(word)
    if script == "cyrillic" and re.search("[A-Za-z]", word):
        return word.translate(_TO_CYRILLIC)
    if script == "latin" and re.search("[А-Яа-яІі]", word):
        return word.translate(_TO_LATIN)
    return word


def _vowel_share(word: str, vowels: frozenset[str]) -> float:
    letters = word if word.isalpha() else "".join(filter(str.isalpha, word))
    return sum(map(vowels.__contains__, letters)) / len(letters) if letters else 0.0


def wrong_keyboard(word: str) -> tuple[str, ...]:
    """What a word would be if the keyboard was in the other layout, or nothing if it reads well as it is.

    >>> wrong_keyboard("bdfyjd")[0], wrong_keyboard("шмфтщм"), wrong_keyboard("ivanov")
    ('иванов', ('ivanov',), ())
    """
    low = word.lower()
    if len(low) < 4 or _vowel_share(low, _STRONG_VOWELS) > 0.2:  # noqa: PLR2004 - a name has more vowels
        return ()
    tables = (_TYPED_RUSSIAN, _TYPED_UKRAINIAN) if script_of(low) == "latin" else (_TYPED_LATIN,)
    turned = dict.fromkeys(low.translate(table) for table in tables)
    return tuple(t for t in turned if t != low and _vowel_share(t, _VOWELS) >= 0.3)  # noqa: PLR2004 - as above


@lru_cache(maxsize=200_000)
def words_of(text: str) -> tuple[str, ...]:
    """Cut a written name into words; initials come out as single letters, marks inside a word go.

    >>> words_of("Иванов И.И."), words_of("O’Neill, Sean"), words_of("Петров-Водкин К.")
    (('Иванов', 'И', 'И'), ('ONeill', 'Sean'), ('Петров-Водкин', 'К'))
    """
    if text.isalpha() and _ONE_WORD.match(text):  # nearly every field there is
        return (text,)
    parts = (p.strip("-") for p in _SPLIT.split(_MARKS.sub("", unicodedata.normalize("NFC", text))))
    return tuple(mend_look_alikes(p) for p in parts if any(c.isalpha() for c in p))
