"""What a mother is told to do: the steps of a journey, in their order, with places and means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from regreso.reading.leads import Found, Value
from regreso.reading.sentences import Sentence, sentences

_GO = re.compile(
    r"\b(?:viaj(?:e|en|ar|arán?)|v(?:aya|ayan)|ir|dirí[jg]\w+|dirigirse|tom(?:e|en|ar)|cruc(?:e|en)|cruzar|"
    r"lleg(?:ue|uen|ar)|present(?:e|en|arse)\w*|traslád\w+|trasladarse|acud(?:a|an|ir)|sig(?:a|an)|continú(?:e|en)|"
    r"(?:será\w*|sean) (?:llevad|acompañad|conducid|trasladad|recibid|recogid)\w+)\b",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"(?:[;,]|\by\b)?\s*\b(?:luego|después|desde allí|de allí|desde ahí|de ahí|una vez allí)\b,?",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:a|hasta|hacia|en|por|desde|o|y)\s+(?:el |la |los |las )?"
    r"(?P<place>frontera(?: (?:con|de))?(?: [A-ZÁÉÍÓÚÑ]\w+| [a-zñ]+[ao])|"
    r"[A-ZÁÉÍÓÚÑ][\w’'-]+(?:\s+[A-ZÁÉÍÓÚÑ][\w’'-]+)*)"
)
_MODES = {
    "bus": r"autob(?:ús|uses)|bus(?:es)?|ómnibus",
    "taxi": r"taxis?",
    "train": r"tren(?:es)?",
    "car": r"autos?|carros?|coches?",
    "plane": r"avi(?:ón|ones)|vuelos?",
    "foot": r"a pie|caminando",
}
_MODE = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _MODES.items()}
_CONDITION = re.compile(
    r"\b(?P<words>[Ss]i (?!no\b)[^.;:]{5,120}?),\s*(?=[^,]{0,30}" + _GO.pattern + ")", re.IGNORECASE
)
_QUOTED = re.compile(r"[”»\"](?=,)")
_OPENING = re.compile(r"^(?:[\s,;“«\"”»]|y\s)+")
_LEAST_STEPS = 2


@dataclass(frozen=True, slots=True)
class _Step:
    start: int
    end: int
    text: str
    places: tuple[str, ...]
    modes: tuple[str, ...]


def find_procedures(words: str) -> Iterator[Found]:
    """The journey that a block describes, if it has two steps or more; `condition` says for whom it is.

    >>> text = "Viaje a Kaliningrado o a Minsk. Desde allí, en autobús o taxi, vaya a la frontera polaca."
    >>> (way,) = find_procedures(text)
    >>> [(step["places"], step["mode"]) for step in way.fields["steps"]]
    [(['Kaliningrado', 'Minsk'], ''), (['frontera polaca'], 'bus or taxi')]
    """
    told = [(sentence, list(_steps(sentence))) for sentence in sentences(words)]
    steps = [step for _, found in told for step in found]
    if len(steps) < _LEAST_STEPS:
        return
    listed: list[Value] = [
        {"order": order, "text": step.text, "places": list(step.places), "mode": " or ".join(step.modes)}
        for order, step in enumerate(steps, 1)
    ]
    # A quotation may run over several sentences: its teller stands before or behind it.
    tellers = [sentence.told_by for sentence, _ in told if sentence.told_by]
    denied = any(found and sentence.polarity == "denied" for sentence, found in told)
    condition = next((c["words"] for s, found in told if found and (c := _CONDITION.search(s.words))), "")
    yield Found(
        "procedure",
        steps[0].start,
        steps[-1].end,
        0.8,
        {"steps": listed, "condition": condition},
        polarity="denied" if denied else "asserted",
        told_by=tellers[0] if tellers else "",
        parts=tuple((step.start, step.end, f"step {order}") for order, step in enumerate(steps, 1)),
    )


def _steps(sentence: Sentence) -> Iterator[_Step]:
    for start, clause in _clauses(sentence):
        if not _GO.search(clause):
            continue
        places = tuple(found["place"] for found in _PLACE.finditer(clause))
        modes = tuple(name for name, pattern in _MODE.items() if pattern.search(clause))
        if places or modes:
            yield _Step(start, start + len(clause), clause, places, modes)


def _clauses(sentence: Sentence) -> Iterator[tuple[int, str]]:
    """A sentence cut at the end of a quotation, after a condition, and before each new order to go."""
    words = sentence.words
    cuts = {0, len(words)}
    cuts |= {found.start() for found in _ORDER.finditer(words)}
    cuts |= {found.end() for found in _QUOTED.finditer(words)}
    cuts |= {found.end() for found in _CONDITION.finditer(words)}
    orders = [found.start() for found in _GO.finditer(words)]
    for earlier, order in pairwise(orders):
        joint = max(words.rfind(sign, earlier, order) for sign in (",", " y ", ";"))
        if joint > 0 and not any(earlier < cut <= order for cut in cuts):
            cuts.add(joint)
    for start, end in pairwise(sorted(cuts)):
        piece = words[start:end]
        bare = _OPENING.sub("", piece)
        yield sentence.start + end - len(bare), bare.rstrip(' .,;”»"')
