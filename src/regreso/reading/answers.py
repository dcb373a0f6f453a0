"""What a sentence says of persons who are named in another: lists under an announcement, answers to a report.

“The ministry denied that three men were captured. They are A, B and C.” “…, had fallen. Another message denied it.”
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from regreso.reading.blocks import Block
from regreso.reading.cues import cue
from regreso.reading.fates import Fate, fates
from regreso.reading.mentions import Someone, sentences_of
from regreso.reading.sentences import Sentence

Told = tuple[int, Sentence, Fate]

_LISTING = re.compile(
    r"(?<!\w)(?:se trata de|son|fueron|entre ellos|entre los?\s\w+|los? \w+ son|they are|these are|among (?:them|those|the \w+)|also (?:on|in) the list|were on the list|the (?:two|three|four|five|men|others) (?:are|were)|"
    r"это|речь (?:идёт|идет) о|среди них|среди \w+|в их числе|в числе \w+|их имена|имена|ими стали|также|едут|и наши|"
    r"це|йдеться про|мова про|серед них|серед \w+|у їх числі|їхні імена|імена|ними стали|також|повертаються|повертається|їдуть)(?!\w)",
    re.IGNORECASE,
)
_IT = re.compile(
    r"(?<!\w)(?:lo|la información|esa \w+|esta \w+|la noticia|ello|eso|this|that|it|the (?:report|claim|news|rumou?r)s?|это|этого|эту|эта \w+|этот \w+|эти \w+|её|его|их|информаци\w+|сообщени\w+|"
    r"це|цю|ця \w+|цей \w+|ці \w+|цього|її|його|інформаці\w+|повідомлення)(?!\w)",
    re.IGNORECASE,
)
_ANSWER_REACH = 2  # sentences
_LIST_REACH = 2


def answered(blocks: Sequence[Block], people: Sequence[Someone]) -> dict[int, list[Told]]:
    """What other sentences say of each person, by the person's identity.

    >>> answered([], [])
    {}
    """
    found: dict[int, list[Told]] = {}
    story = [(n, s) for n, block in enumerate(blocks) if block.label == "story" for s in sentences_of(block)]
    for at, (n, sentence) in enumerate(story):
        here = [p for p in people if any(m.block == n and m.sentence == sentence for m in p.mentions)]
        if here and (told := _of_list(story[max(0, at - _LIST_REACH) : at], sentence, here, n)):
            for someone in _without_fate(here, n, sentence):
                found.setdefault(id(someone), []).extend((n, sentence, fate) for fate in told)
        if not here and _denies_before(sentence):
            for someone, fate in _last_told(story[max(0, at - _ANSWER_REACH) : at], people):
                found.setdefault(id(someone), []).append(
                    (n, sentence, replace(fate, polarity="denied", start=0, end=0))
                )
    return found


def _of_list(
    before: Sequence[tuple[int, Sentence]], sentence: Sentence, here: Sequence[Someone], n: int
) -> list[Fate]:
    """The fate of many in one of the sentences before, where this one begins to name them."""
    first = min(m.name.start for p in here for m in p.mentions if m.block == n and m.sentence == sentence)
    begins = sentence.words[:first]
    tied = _LISTING.search(begins) or _LISTING.search(sentence.words[first:]) or begins.rstrip().endswith(":")
    if not tied:
        return []
    own = [f for f in fates(sentence.words) if f.many and f.start < first and not f.counted]
    if own:
        return own[:1]
    for _, earlier in reversed(before):
        many = [f for f in fates(earlier.words) if f.many or f.counted]
        if many:
            return [replace(many[0], counted=False, many=False, start=0, end=0)]
    return []


def _without_fate(here: Sequence[Someone], n: int, sentence: Sentence) -> list[Someone]:
    own = [[m for m in p.mentions if m.block == n and m.sentence == sentence] for p in here]
    return [
        p
        for p, mentions in zip(here, own, strict=True)
        if mentions
        and not any(m.fates for m in mentions)
        and not any(m.standing.speaks for m in mentions)
        and all(m.standing.role in ("subject", "other") for m in mentions)
    ]


def _denies_before(sentence: Sentence) -> bool:
    """A sentence that denies what was said and names no fate of its own (“Another message denied it”)."""
    denied = any(m.lastgroup in ("denied", "withdrawn") for m in cue("polarity").finditer(sentence.words))
    return denied and bool(_IT.search(sentence.words)) and not cue("status").search(sentence.words)


def _last_told(
    before: Sequence[tuple[int, Sentence]], people: Sequence[Someone]
) -> list[tuple[Someone, Fate]]:
    for n, sentence in reversed(before):
        told = [
            (p, fate)
            for p in people
            for m in p.mentions
            if m.block == n and m.sentence == sentence
            for fate in m.fates
            if fate.polarity in ("asserted", "hedged")
        ]
        if told:
            return told
    return []
