"""Units as soldiers' families write them: the number counts, the kind helps."""

from __future__ import annotations

import re
from functools import lru_cache

from regreso.facts.names.readings import readings
from regreso.facts.names.scripts import words_of
from regreso.matching.compare.names import OTHER, PART, SAME, VARIANT, Sounds

_NUMBER = re.compile(r"\d+")
_KINDS = (
    ("brigade", re.compile(r"(?:бр\b|бриг|брыг|brig|\bbde\b)", re.IGNORECASE)),
    ("regiment", re.compile(r"(?:полк|regim|\brgt\b|\w+п\b)", re.IGNORECASE)),
    ("battalion", re.compile(r"(?:батал|batal|\bbat\b|\bbn\b|\w*[бо]б\b)", re.IGNORECASE)),
    ("division", re.compile(r"(?:дивиз|divis|\w+д\b)", re.IGNORECASE)),
    (
        "number",
        re.compile(r"(?:в\s*/?\s*ч|військов\w+ част|войсков\w+ част|\bunit\b|\bunidad\b)", re.IGNORECASE),
    ),
)


@lru_cache(maxsize=20_000)
def unit_sounds(text: str) -> Sounds:
    """Make a unit's name ready: its number, and the kind as written and as a class.

    >>> unit_sounds("93-я ОМБр").heards, unit_sounds("93 бригада").parts
    (('93',), ('brigade',))
    """
    numbers = tuple(str(int(n)) for n in _NUMBER.findall(text))
    named = "".join(w for w in words_of(_NUMBER.sub(" ", text)) if len(w) > 1)
    spoken = readings(named)[:2] if named else ()
    kind = tuple(name for name, pattern in _KINDS if pattern.search(text))[:1]
    if not numbers:
        return Sounds(text, spoken, spoken, parts=kind)
    return Sounds(text, tuple(f"{numbers[0]} {s}" for s in spoken), numbers[:1], parts=kind)


def unit_level(asked: Sounds, found: Sounds) -> int:
    """SAME number and kind, VARIANT where the kind is missing or alike, PART where it differs.

    >>> unit_level(unit_sounds("93"), unit_sounds("93 ОМБр")) == VARIANT
    True
    """
    if set(asked.heards).isdisjoint(found.heards):
        return OTHER
    if not set(asked.forms).isdisjoint(found.forms):
        return SAME
    alike = not (asked.parts and found.parts) or asked.parts == found.parts
    return VARIANT if alike or not (asked.forms and found.forms) else PART
