"""What parties announced: ceasefires, corridors and exchanges, with places and time where they are said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regreso.reading.blocks import Label
from regreso.reading.clocks import Clocks, find_dates
from regreso.reading.leads import Found, Value
from regreso.reading.sentences import Sentence, sentences

_TYPES = {
    "ceasefire": r"alto el fuego|cese (?:al|del|el) fuego|treguas?",
    "corridor": r"corredor(?:es)? (?:humanitarios?|verdes?|de evacuación)",
    "exchange": r"(?:intercambios?|canjes?) de (?:prisioner|cautiv|captur|cuerp|rehen)\w+",
}
_TYPE = re.compile("|".join(rf"\b(?P<{name}>{words})\b" for name, words in _TYPES.items()), re.IGNORECASE)
_CANCELLED = re.compile(
    r"\b(?:suspend\w+|cancel\w+|aplaz\w+|interrump\w+|no se (?:abri|realiz)\w+)\b", re.IGNORECASE
)
_DISPUTED = re.compile(r"\b(?:acus\w+|violad?\w*|incumpl\w+|fracas\w+)\b", re.IGNORECASE)
_TAIL = re.compile(r"[.,;:!?]|\s(?:para|por|y|que|con)\s|$")
_PLACE = re.compile(r"\b(?:en|desde|hasta|hacia|de|a|y|,)\s+(?P<place>[A-ZÁÉÍÓÚÑ]\w+(?:\s+[A-ZÁÉÍÓÚÑ]\w+)*)")
_HOURS = re.compile(r"\bde (?P<from>\d{1,2}[:.h]\d{2}) a (?P<to>\d{1,2}[:.h]\d{2})\b")
_POSSIBLE = re.compile(r"\b(?:posibles?|eventual(?:es)?|propuest[oa]s?)\s+(?:\w+\s+)?$", re.IGNORECASE)
_WIDE = 80


def find_announcements(words: str, label: Label, clocks: Clocks) -> Iterator[Found]:
    """All announcements in a block.

    >>> text = "Acordaron un alto el fuego temporal en algunas ciudades para abrir corredores humanitarios."
    >>> [(a.fields["type"], a.fields["as_written"]) for a in find_announcements(text, "story", Clocks())]
    [('ceasefire', 'alto el fuego temporal en algunas ciudades'), ('corridor', 'corredores humanitarios')]
    """
    for sentence in sentences(words):
        for found in _TYPE.finditer(sentence.words):
            yield _announcement(sentence, found, label, clocks)


def _announcement(sentence: Sentence, found: re.Match[str], label: Label, clocks: Clocks) -> Found:
    behind = sentence.words[found.end() : found.end() + _WIDE]
    tail = _TAIL.search(behind)
    end = found.end() + (tail.start() if tail else len(behind))
    kind = found.lastgroup or ""
    if kind == "corridor" and _CANCELLED.search(sentence.words):
        kind = "corridor_cancelled"
    elif kind == "corridor" and _DISPUTED.search(sentence.words):
        kind = "corridor_disputed"
    hours = _HOURS.search(sentence.words)
    days = find_dates(sentence.words, label, clocks)
    places: list[Value] = [place["place"] for place in _PLACE.finditer(sentence.words[found.end() : end])]
    fields: dict[str, Value] = {
        "type": kind,
        "as_written": sentence.words[found.start() : end],
        "places": places,
        "said": days[0].edtf if days else "",
        "start": hours["from"] if hours else "",
        "end": hours["to"] if hours else "",
        "tz": "",
        "parties": [],
    }
    start = sentence.start + found.start()
    doubted = _POSSIBLE.search(sentence.words[: found.start()]) and sentence.polarity == "asserted"
    polarity = "hedged" if doubted else sentence.polarity
    return Found("announcement", start, sentence.start + end, 0.75, fields, polarity, sentence.told_by)
