"""What parties announced: ceasefires, corridors and exchanges, with places and time where they are said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regreso.reading.blocks import Block, Label
from regreso.reading.clocks import Clocks, find_dates
from regreso.reading.cues import cue
from regreso.reading.leads import Found, Value
from regreso.reading.routes import ROUTE, places_of, window, zone_of
from regreso.reading.sentences import Sentence, sentences

_TYPES = {
    "ceasefire": r"alto el fuego|cese (?:al|del|el) fuego|treguas?|ceasefires?|cease-fires?|truces?|(?:прекращени\w+|режим\w*(?: прекращения| тишины)) ?(?:огня)?|"
    r"перемири\w+|припинення вогню|режим\w* тиші|перемир['’ʼ]я|режим\w* припинення вогню|тиш[аиіу] (?:з|с)",
    "corridor": r"corredor(?:es)? (?:humanitarios?|verdes?|de evacuación)|[«\"“]?(?:зелен\w+|гуманитарн\w+|гуманітарн\w+|евакуаційн\w+|эвакуационн\w+)[»\"”]?\s+коридор\w*|"
    r"(?:humanitarian|evacuation|green|safe) (?:corridors?|routes?)|евакуаційн\w+ (?:маршрут|колон)\w*|эвакуационн\w+ (?:маршрут|колонн)\w*",
    "exchange": r"(?:intercambios?|canjes?) de (?:prisioner|cautiv|captur|cuerp|rehen)\w+|(?:prisoner|body|captive)s? (?:exchange|swap)s?|(?:exchange|swap) of (?:prisoners|captives|bodies)|"
    r"обмен\w*(?: \w+)? (?:пленн\w+|военнопленн\w+|телами)|обмін\w*(?: \w+)? (?:полонен\w+|військовополонен\w+|тілами)|очередн\w+ обмен\w*|чергов\w+ обмін\w*",
}
_TYPE = re.compile(
    "|".join(rf"(?<!\w)(?P<{name}>{words})(?!\w)" for name, words in _TYPES.items()), re.IGNORECASE
)
_CANCELLED = re.compile(
    r"\b(?:suspend\w+|cancel\w+|aplaz\w+|interrump\w+|no se (?:abri|realiz|abre)\w+|no (?:funciona|abri)\w*|called off|postponed|closed|will not (?:open|run)|"
    r"did not open|не состо\w+|не откро\w+|не будет|отмен\w+|перенес\w+|приостанов\w+|сорван\w*|закрыт\w*|скасов\w+|скасува\w+|перенес\w+|призупин\w+|"
    r"не відкри\w+|не відбу\w+|не буде|не працю\w+|зірван\w*|закрит\w+|відклад\w+)\b",
    re.IGNORECASE,
)
_DISPUTED = re.compile(
    r"\b(?:acus\w+|violad?\w*|incumpl\w+|fracas\w+|accus\w+|violat\w+|broken|breach\w*|disput\w+|обвин\w+|наруш\w+|звинува\w+|поруш\w+|зрива\w+|срыва\w+)\b",
    re.IGNORECASE,
)
_COMING = re.compile(
    r"\b(?:acord\w+|acuerd\w+|pact\w+|anunci\w+|prev\w+|program\w+|habrá|abrirán?|será\w*|entrará|regirá|agree[ds]?|announce\w*|will|planned|scheduled|to open|"
    r"договор\w+|согласов\w+|объяв\w+|запланирован\w+|будет|будут|состоится|намечен\w*|вступ\w+|домов\w+|погод\w+|оголо\w+|заплан\w+|буде|будуть|"
    r"відбудеться|розпочн\w+|почн\w+|відкри\w+|откры\w+|дія\w+|действ\w+|opens?|open|работа\w+|працю\w+)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:состоял\w*|прошел|прошёл|прош[её]л|відбу\w+ся|пройшов|took place|was held|se realizó|tuvo lugar|se hizo|провели|провёл|вернул\w+|повернул\w+)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[.,;:!?]|\s(?:para|por|y|que|con|for|and|that|which|with|для|и|і|та|що|что|повідом\w+|сообщ\w+)\s|$"
)
_POSSIBLE = re.compile(
    r"\b(?:posibles?|eventual(?:es)?|propuest[oa]s?|possible|proposed|возможн\w+|можлив\w+)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_WIDE = 110
_REACH = 30  # list lines that one heading may rule
_BULLET = re.compile(r"^\s*(?:[-–—•*·▪●]|\d{1,3}[.)])?\s*")


@dataclass(frozen=True, slots=True)
class _Heading:
    kind: str
    sentence: Sentence
    label: Label


def find_announcements(words: str, label: Label, clocks: Clocks) -> Iterator[Found]:
    """All announcements in a block.

    >>> text = "Acordaron un alto el fuego temporal en algunas ciudades para abrir corredores humanitarios."
    >>> [(a.fields["type"], a.fields["as_written"]) for a in find_announcements(text, "story", Clocks())]
    [('ceasefire', 'alto el fuego temporal en algunas ciudades'), ('corridor', 'corredores humanitarios')]
    """
    for sentence in sentences(words):
        for found in _TYPE.finditer(sentence.words):
            if made := _announcement(sentence, found, label, clocks):
                yield made


def find_announced(blocks: Sequence[Block], clocks: Clocks) -> dict[int, list[Found]]:
    """The announcements of a page by block: those in sentences, and the routes listed under a heading.

    A corridor that is only a heading over a list of routes is not counted beside them.

    >>> find_announced([], Clocks())
    {}
    """
    found: dict[int, list[Found]] = {}
    heading: _Heading | None = None
    heads: list[tuple[int, Found]] = []
    since = 0
    for n, block in enumerate(blocks):
        if block.label not in ("story", "feed"):
            since += 1
            continue
        route = _route_line(block)
        if route and heading and since <= _REACH and block.label == heading.label:
            heads = [] if _drop(found, heads) else heads
            found.setdefault(n, []).append(_route(block, route, heading, clocks))
            continue
        own = list(find_announcements(str(block.raw.text), block.label, clocks))
        found[n] = own
        corridors = [
            a for a in own if str(a.fields["type"]).startswith("corridor") and not a.fields["places"]
        ]
        if corridors:
            heads = [*heads, *((n, a) for a in corridors)]
        last = next(
            (s for s in reversed(list(sentences(str(block.raw.text)))) if _TYPE.search(s.words)), None
        )
        if last and (kind := _TYPE.search(last.words)) and kind.lastgroup == "corridor":
            heading, since = _Heading("corridor", last, block.label), 0
        since += 1
    return found


def _drop(found: dict[int, list[Found]], heads: Sequence[tuple[int, Found]]) -> bool:
    for n, head in heads:
        found[n] = [a for a in found.get(n, []) if a is not head]
    return True


def _route_line(block: Block) -> re.Match[str] | None:
    words = str(block.raw.text)
    start = _BULLET.match(words)
    found = ROUTE.search(words, start.end() if start else 0)
    if found and len(words[: found.start()].split()) <= 3:
        return found
    return None


def _route(block: Block, route: re.Match[str], heading: _Heading, clocks: Clocks) -> Found:
    words = str(block.raw.text)
    kind = (
        "corridor_cancelled"
        if _CANCELLED.search(words[route.end() :]) or _CANCELLED.search(words[: route.start()])
        else "corridor"
    )
    days = find_dates(words, block.label, clocks)
    start, end = window(words, days, clocks.of(block.label))
    places: list[Value] = list(places_of(route[0]))
    fields = _fields(kind, route[0], places, (start, end), zone_of(words, start))
    fields["said"] = days[0].edtf if days else ""
    return Found(
        "announcement",
        route.start(),
        route.end(),
        0.85,
        fields,
        heading.sentence.polarity,
        heading.sentence.told_by,
    )


def _fields(
    kind: str, written: str, places: list[Value], when: tuple[str, str], zone: str
) -> dict[str, Value]:
    return {
        "type": kind,
        "as_written": written,
        "places": places,
        "said": "",
        "start": when[0],
        "end": when[1],
        "tz": zone,
        "parties": [],
    }


def _announcement(sentence: Sentence, found: re.Match[str], label: Label, clocks: Clocks) -> Found | None:
    behind = sentence.words[found.end() : found.end() + _WIDE]
    tail = _TAIL.search(behind)
    end = found.end() + (tail.start() if tail else len(behind))
    kind = found.lastgroup or ""
    if kind == "exchange" and (_PAST.search(sentence.words) or not _COMING.search(sentence.words)):
        return None
    if kind == "corridor" and _CANCELLED.search(sentence.words):
        kind = "corridor_cancelled"
    elif kind == "corridor" and _DISPUTED.search(sentence.words):
        kind = "corridor_disputed"
    days = find_dates(sentence.words, label, clocks)
    places: list[Value] = list(places_of(sentence.words[found.end() :])) if kind != "exchange" else []
    start, stop = window(sentence.words, days, clocks.of(label))
    fields = _fields(
        kind, sentence.words[found.start() : end], places, (start, stop), zone_of(sentence.words, start)
    )
    fields["said"] = days[0].edtf if days else ""
    bodies = [body[0] for body in cue("official_body").finditer(sentence.words) if body[0][:1].isupper()]
    parties: list[Value] = [*bodies[:4]]
    fields["parties"] = parties
    at = sentence.start + found.start()
    polarity = sentence.polarity
    if polarity == "hedged":
        polarity = "asserted"
    if _POSSIBLE.search(sentence.words[: found.start()]) and polarity == "asserted":
        polarity = "hedged"
    return Found("announcement", at, sentence.start + end, 0.75, fields, polarity, sentence.told_by)
