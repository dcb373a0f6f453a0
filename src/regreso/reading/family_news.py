"""Is this family news? A Red Cross message carries nothing else: no politics, war, money or places.

The check knows words, not people: it says which words it stumbled over, and why, so that the writer can
put them otherwise, and the reviewer sees where to look. It never changes a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from regreso.reading.family_words import KIND_WORDS, OTHERS, POLITICS, REASONS, SHAPES, SURE, UNSURE
from regreso.reading.folding import folded
from regreso.reading.names import Name, find_names

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
    read = folded(text)
    found = [
        Finding(reason, sure, match.start(), match.end(), text[match.start() : match.end()])
        for reason, sure, pattern in _patterns()
        for match in pattern.finditer(read)
    ]
    found += [*_names(text), *_spoken_of_twice(text, found)]
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


_SURE_NAME = 0.7  # two words of which one is known as a given name or has the ending of a surname are surer
_SENTENCE = re.compile(r"[^.!?…\n]+")


def _names(text: str) -> Iterator[Finding]:
    """Somebody told of by given name and surname is rarely of the family; a letter may be signed so."""
    end = len(text.rstrip(" .!)\n"))
    for name in find_names(text):
        if len(name.words) > 1 and name.end < end and not _begins_with_a_verb(text, name):
            yield Finding(OTHERS, False, name.start, name.end, text[name.start : name.end])


def _begins_with_a_verb(text: str, name: Name) -> bool:
    """Whether a name of two words is a verb and a given name: “Обними Аню”, “Hug Anna”.

    The first word of a sentence is written large, so that it proves no name: where nothing else speaks for a
    surname, or the word asks for a kindness, it is none.
    """
    before = text[: name.start].rstrip(' «“"(–—-')
    begins = not before or before[-1] in ".!?…\n:;"
    return begins and len(name.words) == 2 and (name.conf < _SURE_NAME or name.words[0].lower() in KIND_WORDS)


def _spoken_of_twice(text: str, found: Sequence[Finding]) -> Iterator[Finding]:
    """One word of politics may be innocent; a sentence with two of them speaks of politics."""
    for sentence in _SENTENCE.finditer(text):
        of = [f for f in found if f.reason == POLITICS and sentence.start() <= f.start < sentence.end()]
        if len({f.quote.lower()[:4] for f in of}) > 1:
            yield Finding(
                POLITICS,
                True,
                min(f.start for f in of),
                max(f.end for f in of),
                text[min(f.start for f in of) : max(f.end for f in of)],
            )


@cache
def _patterns() -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    rows = [(reason, True, _any_of(words)) for reason, words in SURE.items()]
    rows += [(reason, False, _any_of(words)) for reason, words in UNSURE.items()]
    rows += list(SHAPES)
    return tuple((reason, sure, re.compile(folded(pattern), re.IGNORECASE)) for reason, sure, pattern in rows)


def _any_of(words: str) -> str:
    endings = (
        re.escape(word.removesuffix("…")) + (r"\w*" if word.endswith("…") else "") for word in words.split()
    )
    return rf"\b(?:{'|'.join(endings)})\b"
