"""Everyday words of messages, which are no part of a name."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from regreso.facts.names.readings import readings
from regreso.facts.names.stock import commonness, patronymic_stems
from regreso.tracing.cues import cue, month_of, rows_of

_MOST_ENDING = 5  # letters that an everyday word's ending may have
_FAMILY = re.compile(
    r"(?:[oe]v|[oe]va|[oe]vu|[oe]vim|ski|skogo|skaia|skoi|skomu|enko|Cuk|Suk|iuk|dze|Svili|ian|iC|iCa|eZ|in|ina|inu)\Z"
)


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """Whole words, and beginnings of words."""
    words = [form for _, line in rows_of("common.tsv") for word in line.split() for form in _forms(word)]
    return (
        frozenset(w for w in words if not w.endswith("*")),
        frozenset(w[:-1] for w in words if w.endswith("*")),
    )


def _forms(word: str) -> list[str]:
    """An entry with [one of some letters] written out."""
    found = re.search(r"\[(\w+)\]", word)
    if not found:
        return [word]
    return [form for letter in found[1] for form in _forms(word.replace(found[0], letter, 1))]


@lru_cache(maxsize=50_000)
def is_everyday(word: str, *, least: int = 3) -> bool:
    """Whether a word in small letters is an everyday word: listed, or by a beginning of at least so many letters.

    >>> is_everyday("служил"), is_everyday("busco"), is_everyday("домбровский"), is_everyday("garcía")
    (True, True, False, False)
    """
    if is_listed(word):
        return True
    _, starts = _words()
    found = any(word[:size] in starts for size in range(max(len(word) - _MOST_ENDING, least), len(word) + 1))
    return found and not looks_family(word) and not is_known(word)


@lru_cache(maxsize=50_000)
def is_listed(word: str) -> bool:
    """Whether a word stands in the list as it is, not only by its beginning, or is a cue.

    >>> is_listed("сестра"), is_listed("богданов")
    (True, False)
    """
    return word in _words()[0] or bool(_cues().fullmatch(word)) or bool(month_of(word))


@cache
def _cues() -> re.Pattern[str]:
    kin = (
        "sought_m",
        "sought_f",
        "seek",
        "self",
        "other",
        "label",
        "surname_label",
        "given_label",
        "father_label",
    )
    return cue(
        "no_name", "birth", "age", "age_before", "age_filler", "place", "with", "author", "not_after", *kin
    )


def is_kin(word: str) -> bool:
    """Whether a word tells whose kin somebody is.

    >>> is_kin("nieto"), is_kin("busco")
    (True, False)
    """
    return bool(cue("sought_m", "sought_f").fullmatch(word))


@lru_cache(maxsize=50_000)
def is_known(word: str) -> bool:
    """Whether a word in small letters is a given name or a patronymic.

    >>> is_known("сергей"), is_known("иванович"), is_known("дорога")
    (True, True, False)
    """
    return bool(commonness(word) or patronymic_stems(word))


@lru_cache(maxsize=50_000)
def looks_family(word: str) -> bool:
    """Whether a word ends as Slavic, Georgian and Armenian surnames do.

    >>> looks_family("коваленко"), looks_family("дорога")
    (True, False)
    """
    return len(word) > 4 and any(_FAMILY.search(r) for r in readings(word)[:3])  # noqa: PLR2004 - all is short else
