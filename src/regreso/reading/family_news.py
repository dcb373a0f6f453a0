"""Is this family news? A Red Cross message carries nothing else: no politics, war, money or places.

The check knows words, not people: it says which words it stumbled over, and why, so that the writer can
put them otherwise, and the reviewer sees where to look. It never changes a text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from regreso.reading.family_words import REASONS, SHAPES, SURE, UNSURE

__all__ = ["REASONS", "Finding", "check", "is_family_news"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Words that may not be family news.

    Attributes:
        reason: one of `REASONS`.
        sure: True returns the message to its writer; False only shows the words to the reviewer.
        start, end: offsets into the text, so that text[start:end] == quote.
        quote: the words as written.
    """

    reason: str
    sure: bool
    start: int
    end: int
    quote: str


def check(text: str) -> tuple[Finding, ...]:
    """Every word or phrase that may not be family news, in the order of the text.

    Args:
        text: the message as written, in Spanish, Ukrainian, Russian or English, or in several of them.

    Returns:
        Findings that do not overlap: where two rules meet, the sure one stays, then the longer one.

    >>> check("Мама, я здоров. Обними Аню и бабушку!")
    ()
    >>> [(f.reason, f.quote) for f in check("Mamá, manda algo de dinero y dime qué dice el gobierno")]
    [('money', 'manda algo de dinero'), ('politics', 'gobierno')]
    """
    found = [
        Finding(reason, sure, match.start(), match.end(), match[0])
        for reason, sure, pattern in _patterns()
        for match in pattern.finditer(text)
    ]
    kept: list[Finding] = []
    for finding in sorted(found, key=lambda f: (not f.sure, f.start - f.end, f.start)):
        if all(finding.end <= other.start or other.end <= finding.start for other in kept):
            kept.append(finding)
    return tuple(sorted(kept, key=lambda f: f.start))


def is_family_news(findings: Sequence[Finding]) -> bool:
    """Whether the message may go on to its reviewer: nothing in it was surely something else.

    >>> is_family_news(check("Когда кончится война, поедем к морю"))
    True
    >>> is_family_news(check("Мы стояли под Изюмом, артиллерия била весь день"))
    False
    """
    return not any(finding.sure for finding in findings)


@cache
def _patterns() -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    rows = [(reason, True, _any_of(words)) for reason, words in SURE.items()]
    rows += [(reason, False, _any_of(words)) for reason, words in UNSURE.items()]
    rows += list(SHAPES)
    return tuple((reason, sure, re.compile(pattern, re.IGNORECASE)) for reason, sure, pattern in rows)


def _any_of(words: str) -> str:
    endings = (
        re.escape(word.removesuffix("…")) + (r"\w*" if word.endswith("…") else "") for word in words.split()
    )
    return rf"\b(?:{'|'.join(endings)})\b"
