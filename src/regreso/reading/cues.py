"""The words that tell something about a person, a number or a claim, in four languages: data/cues.tsv.

All languages are tried on every text: people quote each other, and a half-translated page mixes them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

_FEW, _DEEPEST = 3, 4  # so few words need no branches; so many letters are tested one by one


@cache
def _rows() -> dict[str, dict[str, tuple[str, ...]]]:
    text = files("regreso.reading").joinpath("data", "cues.tsv").read_text(encoding="utf8")
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for line in text.splitlines()[1:]:
        kind, value, words = line.split("\t")
        found.setdefault(kind, {})[value] = tuple(words.split("; "))
    return found


def pattern_of(words: tuple[str, ...]) -> str:
    """The words as one regular expression: `…` is any ending, `_` up to three words between.

    >>> bool(re.search(pattern_of(("взят… _ в плен",)), "взяты вчера днём в плен"))
    True
    """
    longest = sorted(words, key=len, reverse=True)
    return rf"(?<![\w-])(?:{_tree(longest)})(?![\w])"


def _tree(words: Sequence[str], depth: int = 0) -> str:
    """The words as alternatives, those with the same first letters behind one test of them.

    A list of 250 words tried one by one at every word of a text is most of what reading costs. Words
    that begin with different letters never match at one place, so that their order stays without effect.
    """
    if len(words) < _FEW or depth == _DEEPEST:
        return "|".join(map(_one, words))
    branches: dict[str, list[str]] = {}
    for word in words:
        first = word[:1]
        branches.setdefault(first.lower() if first.isalpha() else "", []).append(word)
    plain = branches.pop("", [])
    made = [f"{first}(?:{_tree([w[1:] for w in own], depth + 1)})" for first, own in branches.items()]
    return "|".join([*made, *map(_one, plain)])


def _one(words: str) -> str:
    pieces = (re.sub("['’ʼ]", "['’ʼ]", re.escape(word)).replace("…", r"\w*") for word in words.split(" "))
    return r"\s+".join(pieces).replace(r"\s+_\s+", r"(?:\s+\w+){0,3}\s+")


@cache
def cue(kind: str) -> re.Pattern[str]:
    """All words of a kind; where the kind has values, the name of the matching group is the value.

    >>> found = cue("status").search("Сын попал в плен под Суджей")
    >>> found.lastgroup, found[0]
    ('captured', 'в плен')
    """
    values = _rows()[kind]
    named = (
        f"(?P<{value}>{pattern_of(words)})" if value else pattern_of(words) for value, words in values.items()
    )
    return re.compile("|".join(named), re.IGNORECASE)


@cache
def words_of_kind(kind: str) -> frozenset[str]:
    """The plain words of a kind, in lower case.

    >>> "верховна" in words_of_kind("not_name")
    True
    """
    return frozenset(word for words in _rows()[kind].values() for word in words)
