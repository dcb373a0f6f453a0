"""Surnames said letter by letter, as on the phone: К-О-В-А-Л-Ь."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

_SPELLED = re.compile(r"(?<![^\W\d_])[^\W\d_](?:[ .,–-]{1,2}[^\W\d_]){3,}(?![^\W\d_])")
_WORD = re.compile(r"[^\W\d_]{4,}")
_MISHEARD = 2  # letters


def as_spelled(text: str) -> str:
    """A text in which the name that was spelt stands as a word, and once: in the place of the word meant by it.

    >>> as_spelled("внук Олег Оболинский, по буквам О-Б-О-Л-Е-Н-С-К-И-Й, 25 лет")
    'внук Олег Оболенский, по буквам, 25 лет'
    >>> as_spelled("имя Олег, фамилия К О В А Л Ь")
    'имя Олег, фамилия Коваль'
    """
    for spelt in reversed(list(_SPELLED.finditer(text))):
        word = "".join(c for c in spelt[0] if c.isalpha()).capitalize()
        others = [w for w in _WORD.finditer(text) if w.end() <= spelt.start() or w.start() >= spelt.end()]
        said = min(others, key=lambda w: OSA.distance(w[0].lower(), word.lower()), default=None)
        if said is None or OSA.distance(said[0].lower(), word.lower()) > _MISHEARD:
            text = text[: spelt.start()] + word + text[spelt.end() :]
        else:
            kept = text[: spelt.start()].rstrip() + text[spelt.end() :]
            shift = 0 if said.start() < spelt.start() else len(kept) - len(text)
            start, end = said.start() + shift, said.end() + shift
            text = (
                kept[:start]
                + (word if said[0].islower() or not said[0].isupper() else word.upper())
                + kept[end:]
            )
    return text
