"""Lists that a page calls false: whom it then names from such a list is denied what the list says of him."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from regreso.reading.blocks import Block
from regreso.reading.cues import cue
from regreso.reading.fates import Fate
from regreso.reading.mentions import Someone, sentences_of
from regreso.reading.sentences import Sentence

_LIST = re.compile(
    r"(?<!\w)(?:спис\w+|перелік\w*|listas?|listado\w*|nómina|lists?|roster)(?!\w)", re.IGNORECASE
)
_TIED = re.compile(
    r"(?<!\w)(?:whose name|на ней|в н[её]м|у ньому|у списк\w+|в списк\w+|списо?к\w*|перелік\w*|listas?|listado\w*|the list|on it|in it|incluía|incluye|figura\w*|encabeza\w*|open\w*|head\w*|открыва\w+|"
    r"відкрива\w+|возглавля\w+|очолю\w+|первым|першим|named (?:in|on))(?!\w)",
    re.IGNORECASE,
)
_GO_ON = 4  # sentences over which the list is still meant


def from_false_lists(
    blocks: Sequence[Block], people: Sequence[Someone]
) -> dict[int, list[tuple[int, Sentence, Fate]]]:
    """What is denied of those who are named from a list that the text calls false, by the person's identity.

    >>> from_false_lists([], [])
    {}
    """
    found: dict[int, list[tuple[int, Sentence, Fate]]] = {}
    false: Fate | None = None
    since = 0
    for n, block in enumerate(blocks):
        if block.label != "story":
            continue
        for sentence in sentences_of(block):
            false, since = (said, 0) if (said := _false_list(sentence.words)) else (false, since + 1)
            if false is None or since > _GO_ON or not _TIED.search(sentence.words):
                continue
            for someone in people:
                named = [m for m in someone.mentions if m.block == n and m.sentence == sentence]
                if (
                    named
                    and not any(m.fates for m in named)
                    and named[0].standing.role in ("subject", "other")
                ):
                    found.setdefault(id(someone), []).append((n, sentence, replace(false, start=0, end=0)))
    return found


def _false_list(words: str) -> Fate | None:
    """What a list says that this sentence calls false."""
    if not _LIST.search(words):
        return None
    if not any(m.lastgroup == "denied" for m in cue("polarity").finditer(words)) and "якобы" not in words:
        return None
    told = [match.lastgroup for match in cue("status").finditer(words)]
    return Fate(str(told[0]), "denied", 0, 0) if told else None
