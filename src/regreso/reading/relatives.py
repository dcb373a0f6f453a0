"""Who is of the family by the whole of a text: by the surname of whom they speak of, or by signing a letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from regreso.reading.blocks import Block
from regreso.reading.mentions import Someone

_MINE = re.compile(
    r"(?<!\w)(?:мо(?:й|его|ему|им|ём|ем|я|ю|ей|їй|єї|ї|го|му)|наш\w*|мій|моя|mi|nuestro|my|our)\s+(?:\w+\s+)?(?:сын\w*|муж\w*|брат\w*|внук\w*|син\w*|чоловік\w*|онук\w*|дочь|дочк\w+|доньк\w+|сестр\w+|hij\w+|espos\w+|marido|herman\w+|niet\w+|"
    r"son|husband|brother|grandson|daughter|sister|nephew|cousin|father|uncle)(?!\w)",
    re.IGNORECASE,
)
_SIGNED = 3  # words beside the name that signs


def mark_relatives(people: Sequence[Someone]) -> None:
    """Who speaks and bears the surname of somebody sought is of the family, not a stranger.

    >>> mark_relatives([])
    """
    sought = {w for p in people if any(m.fates for m in p.mentions) for w in _surname(p)}
    for someone in people:
        plain = all(m.standing.role == "other" and not m.fates for m in someone.mentions)
        if plain and any(m.standing.speaks for m in someone.mentions) and _surname(someone) & sought:
            someone.mentions[:] = [
                replace(m, standing=replace(m.standing, role="relative", kin=True)) for m in someone.mentions
            ]


def mark_signatures(blocks: Sequence[Block], people: Sequence[Someone]) -> None:
    """Who signs a letter about “my son” is of the family.

    >>> mark_signatures([], [])
    """
    if not any(_MINE.search(block.words) for block in blocks if block.label == "story"):
        return
    sought = {
        w
        for p in people
        for w in _surname(p)
        if any(m.standing.role == "subject" or m.fates for m in p.mentions)
    }
    for someone in people:
        only = someone.mentions[0]
        alone = len(someone.mentions) == 1 and only.standing.role == "other" and not only.fates
        last = (
            only.block >= len(blocks) - 2
            and len(only.sentence.words.split()) <= len(only.name.words) + _SIGNED
        )
        signs = only.sentence.words.rstrip(" .!").endswith(only.name.words[-1].rstrip("."))
        if alone and last and signs and (_surname(someone) & sought or only.block == len(blocks) - 1):
            someone.mentions[:] = [replace(only, standing=replace(only.standing, role="relative", kin=True))]


def _surname(someone: Someone) -> set[str]:
    """The surname without its ending, so that a mother's is her son's."""
    found = {r.part("surname").casefold().replace("ё", "е") for r in someone.fullest.readings[:2]}
    return {
        re.sub(r"(?:ськ|цьк|ск|цк)(?:а|ая|ий|ый)\\Z|[аоыйіїиья]+\\Z", "", word)
        for word in found
        if len(word) > 2
    }
