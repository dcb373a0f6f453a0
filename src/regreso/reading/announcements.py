"""What parties announced: ceasefires, corridors and exchanges, with places and time where they are said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from regreso.facts.places import settlements_named
from regreso.reading.blocks import Block, Label
from regreso.reading.clocks import Clocks, Dated, find_dates
from regreso.reading.cues import cue
from regreso.reading.disputes import refuted
from regreso.reading.leads import Found, Value
from regreso.reading.places import named
from regreso.reading.routes import BETWEEN, ROUTE, places_of, way_of, window, zone_of
from regreso.reading.sentences import Sentence, sentences

_TYPES = {
    "ceasefire": r"alto el fuego|cese (?:al|del|el) fuego|treguas?|ceasefires?|cease-fires?|truces?|(?:прекращени\w+|режим\w*(?: прекращения| тишины)) ?(?:огня)?|"
    r"перемири\w+|припинення вогню|режим\w* тиші|перемир['’ʼ]я|режим\w* припинення вогню|тиш[аиіу] (?:з|с)|"
    r"(?:pausas?|tregua) humanitarias?|pausa en los (?:combates|ataques)|(?:dejar\w*|cesar\w*) de disparar|no dispar\w+|ces(?:ar|ará|arán|en|e) (?:el fuego|los (?:disparos|ataques|combates))|silencio de (?:las )?armas|"
    r"humanitarian pause|pause in (?:the )?(?:fighting|shelling|hostilities)|(?:hold|holds|holding|cease|halt|halts) (?:its |their |all )?fire|(?:stop|halt|suspend)\w* (?:the )?(?:shelling|firing|shooting)|guns (?:will|are to) fall silent|silence regime|"
    r"гуманитарн\w+ пауз\w+|не стрелять|не будут стрелять|(?:прекрат\w+|прекращ\w+|останов\w+) (?:огонь|обстрел\w*|стрельб\w*)|гуманітарн\w+ пауз\w+|не стріляти\w*|не стрілятимуть|"
    r"(?:припин\w+|зупин\w+) (?:вогонь|обстріл\w*|стрілянин\w*)|вогонь (?:мають |повинні )?припин\w+|огонь (?:должны )?прекрат\w+",
    "corridor": r"(?:convoy(?:es)?|caravanas?|columnas?)(?: (?:de (?:autobuses|evacuación|vehículos)|humanitari[oa]s?))?|evacuation (?:bus(?:es)?|convoys?|trains?)|convoys? of buses|"
    r"колонн?\w* (?:автобус\w*|машин)|(?:эвакуационн\w+|евакуаційн\w+) (?:автобус\w*|поезд\w*|потяг\w*|поїзд\w*|рейс\w*)|corredor(?:es)? (?:humanitarios?|verdes?|de evacuación)|[«\"“]?(?:зел[её]н\w+|гуманитарн\w+|гуманітарн\w+|евакуаційн\w+|эвакуационн\w+)[»\"”]?\s+коридор\w*|"
    r"(?:humanitarian|evacuation|green|safe) (?:corridors?|routes?)|евакуаційн\w+ (?:маршрут|колон)\w*|эвакуационн\w+ (?:маршрут|колонн)\w*|коридор\w*|corredor(?:es)?(?! (?:de la|del aeropuerto))|(?:maritime|aid) corridors?|corridors?|"
    r"(?:выезд|виїзд|рейс|маршрут)\w*|автобус\w*(?= (?:рушат|вируша|отправ|выезж|виїжд|відправ|идут|йдуть|їдуть|едут|поед|поїд))|(?:autobuses|buses)(?= (?:saldr|salen|part|will |leave|depart|run))|salidas?(?= de [A-Z])",
    "exchange": r"(?:intercambios?|canjes?) de (?:prisioner|cautiv|captur|cuerp|rehen)\w+|(?:prisoner|body|captive)s? (?:exchange|swap)s?|(?:exchange|swap) of (?:prisoners|captives|bodies)|"
    r"обмен\w*(?: \w+)? (?:пленн\w+|военнопленн\w+|телами)|обмін\w*(?: \w+)? (?:полонен\w+|військовополонен\w+|тілами)|(?:очередн|следующ|новы|предстоящ)\w+ обмен\w*|(?:чергов|наступн|нов)\w+ обмін\w*|(?:next|another|new|upcoming|further) (?:prisoner )?(?:exchange|swap)s?|(?:próximo|nuevo|siguiente) (?:canje|intercambio)",
}
_TYPE = re.compile(
    "|".join(rf"(?<!\w)(?P<{name}>{words})(?!\w)" for name, words in _TYPES.items()), re.IGNORECASE
)
_CANCELLED = re.compile(
    r"\b(?:suspend\w+|cancel\w+|aplaz\w+|interrump\w+|no se (?:abri|realiz|abre)\w+|no (?:funciona|abri)\w*|called off|postponed|closed|will not (?:open|run)|"
    r"did not open|не состо\w+|не откро\w+|не будет|отмен\w+|перенес\w+|приостанов\w+|сорван\w*|закрыт\w*|закрыл\w*|закрива\w*|закрил\w*|перекры\w+|перекри\w+|скасов\w+|скасува\w+|перенес\w+|призупин\w+|"
    r"не удал\w+|не вдал\w+|no se pudo|no pudo|could not|failed to|не смогл\w+|не змогл\w+|quedó suspend\w+|остановлен\w*|зупинен\w*|не відкри\w+|не відбу\w+|не буде|не (?:за)?працю\w+|не (?:за|с)работа\w+|не (?:функціон|функцион)\w+|не діє|не діятим\w+|не действ\w+|не (?:вийшл|вышл|доехал|доїхал|пустил|пропустил|отправил|вируш|тронул)\w+|нет|немає|no (?:ha |han )?(?:funcion|sali|parti|llega|llegó|opera|oper[óo]|habrá)\w*|no hay|(?:not|n['’]t) (?:open|run|running|operat\w+|work\w*|depart\w*|leave|left|go|going|happen\w*)|shut|blocked|bloque\w+|заблок\w+|сорвал\w*|зірва\w+|suspenso|зірван\w*|закрит\w+|відклад\w+)\b",
    re.IGNORECASE,
)
_DISPUTED = re.compile(
    r"\b(?:acus\w+|violad?\w*|incumpl\w+|fracas\w+|accus\w+|violat\w+|broken|breach\w*|disput\w+|обвин\w+|наруш\w+|звинува\w+|поруш\w+|зрива\w+|срыва\w+|не (?:погодж|узгодж|соглас)\w+|заперечу\w+|спростов\w+|отрица\w+|опроверг\w+|deni(?:es|ed)|rejects?|rejected|nieg\w+|neg[óo]\w*|desmient\w+|desmint\w+|rechaz\w+)\b",
    re.IGNORECASE,
)
_COMING = re.compile(
    r"\b(?:acord\w+|acuerd\w+|pact\w+|anunci\w+|prev\w+|program\w+|habrá|abrirán?|será\w*|entrará|regirá|agree[ds]?|announce\w*|will|planned|scheduled|to open|"
    r"договор\w+|согласов\w+|объяв\w+|запланирован\w+|будет|будут|состоится|намечен\w*|вступ\w+|домов\w+|погод\w+|оголо\w+|заплан\w+|буде|будуть|"
    r"відбудеться|розпочн\w+|почн\w+|відкри\w+|откры\w+|дія\w+|действ\w+|ожида\w+|очіку\w+|ближайш\w+|найближч\w+|готов\w+|expect\w*|soon|within|imminent|esper\w+|inminente|próxim\w+|opens?|open|работа\w+|працю\w+)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:состоял\w*|прошел|прошёл|прош[её]л|відбу\w+ся|пройшов|took place|was held|se realizó|tuvo lugar|se hizo|провели|провёл|вернул\w+|повернул\w+)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[.,:](?!\d)|[;!?]|\s(?:para|por|y|que|con|for|and|that|which|with|для|и|і|та|що|что|повідом\w+|сообщ\w+)\s|$"
)
_POSSIBLE = re.compile(
    r"\b(?:posibles?|eventual(?:es)?|propuest[oa]s?|possible|proposed|возможн\w+|можлив\w+)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_IN_PLACE = re.compile(
    r"\s*(?:[а-яіїєa-zñáéíóú]+\s){0,2}?(?:en|in|в|у|near|під|под|around|навколо|вокруг|біля|возле|около|cerca de|alrededor de|[ву] районі|в районе|[ву] межах|в пределах|на території|на территории|in the area of|in and around|en la zona de|en el área de|en los alrededores de|en torno a|для|for|para)\s+(?:la ciudad de\s+|the city of\s+|городе\s+|місті\s+)?(?P<place>[A-ZÁÉÍÓÚА-ЯІЇЄҐ][\w’'ʼ-]+)"
)
_BARE = re.compile(
    r"(?:выезд|виїзд|рейс|маршрут|автобус)\w*|autobuses|buses|salidas?|коридор\w*|corredor(?:es)?|corridors?|convoy(?:es|s)?|caravanas?|columnas?|(?:эвакуац|евакуац)\w+ \w+|evacuation \w+|колонн?\w* \w+|convoys? of buses|convoy\w* de \w+",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"(?:не |no |hold|cease(?!-?fire)|halt|stop|suspend|guns|ces(?!e\b)|dej|припин(?!ення)|зупин|прекра(?!щени)|останов|вогонь|огонь)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_WEEK = 7
_WIDE = 110
_CARRIED = 3  # blocks over which a day goes on being meant
_REACH = 30  # list lines that one heading may rule
_IN_WORDS = re.compile(
    r"(?:(?:маршрут|напрям\w*|рух|виїзд|автобус\w*|колон\w+|движение|выезд|buses|bus|from|route|ruta|salida|autobuses)\s+(?:\w+\s+){0,2})?(?:from|desde|de|из|з|із|зі|с|від|от)\s[^.;:]{5,160}",
    re.IGNORECASE,
)
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
    day: date | None = None
    told = list(sentences(words))
    for place, sentence in enumerate(told):
        behind = told[place + 1].words if place + 1 < len(told) else ""
        for found in _TYPE.finditer(sentence.words):
            if made := _announcement(
                sentence, found, label, replace(clocks, published=day) if day and label == "story" else clocks
            ):
                if made.fields["type"] == "corridor" and refuted(sentence.words, behind):
                    made = replace(made, fields={**made.fields, "type": "corridor_disputed"})
                yield from _each_way(made, sentence, found.end())
        whole = [
            d.edtf for d in find_dates(sentence.words, label, clocks) if len(d.edtf) == len("2022-03-10")
        ]
        day = date.fromisoformat(whole[-1]) if whole else day


_NEXT_WAY = re.compile(
    r"(?:,|\s(?:и|і|та|й|y|and))\s+(?=(?:из|із|з|зі|с|from|desde|de)\s+(?:г\. |м\. |the )?[A-ZÁÉÍÓÚА-ЯІЇЄҐЁ])"
)


def _each_way(made: Found, sentence: Sentence, start: int) -> Iterator[Found]:
    """“Из А на Б и из В через Г на Д” are two corridors; so are “А — Б” and “В — Г” in a row."""
    routes = (
        [*ROUTE.finditer(sentence.words, start)] if str(made.fields["type"]).startswith("corridor") else []
    )
    if len(routes) > 1:
        for route in routes:
            more: dict[str, Value] = {**made.fields, "places": [*places_of(route[0])], "as_written": route[0]}
            begin = sentence.start + route.start()
            yield replace(made, start=begin, end=begin + len(route[0]), fields=more)
        return
    pieces = (
        _NEXT_WAY.split(sentence.words[start:]) if str(made.fields["type"]).startswith("corridor") else []
    )
    ways = [way_of(piece) for piece in pieces]
    if len(ways) < 2 or any(len(way) < 2 for way in ways):
        yield made
        return
    for piece, way in zip(pieces, ways, strict=True):
        at = sentence.start + sentence.words.index(piece, start)
        fields: dict[str, Value] = {**made.fields, "places": [*way], "as_written": piece}
        yield replace(made, start=at, end=at + len(piece), fields=fields)


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
    day: tuple[int, date] | None = None
    for n, block in enumerate(blocks):
        if block.label not in ("story", "feed"):
            since += 1
            continue
        route = _route_line(block)
        if route and heading and since <= _REACH and block.label == heading.label:
            heads = [] if _drop(found, heads) else heads
            found.setdefault(n, []).append(_route(block, route, heading, clocks))
            continue
        moved = (
            replace(clocks, published=day[1])
            if day and n - day[0] <= _CARRIED and block.label == "story"
            else clocks
        )
        own = [
            _dated(a, moved) if not a.fields["said"] else a
            for a in find_announcements(str(block.raw.text), block.label, clocks)
        ]
        told = [str(a.fields["said"]) for a in own if len(str(a.fields["said"])) == len("2022-03-10")]
        day = (n, date.fromisoformat(told[-1])) if told else day
        found[n] = own
        corridors = [
            a for a in own if str(a.fields["type"]).startswith("corridor") and not a.fields["places"]
        ]
        if corridors:
            heads = [*heads, *((n, a) for a in corridors)]
        if last := _corridor_sentence(block):
            heading, since = _Heading("corridor", last, block.label), 0
        since += 1
    return _once(found)


def _dated(claim: Found, clocks: Clocks) -> Found:
    """Hours without a day belong to the day that the announcement just before gave."""
    if not clocks.published:
        return claim
    moved = {
        key: f"{clocks.published.isoformat()}{str(claim.fields[key])[10:]}"
        for key in ("start", "end")
        if claim.fields[key]
    }
    return replace(claim, fields={**claim.fields, **moved})


def _once(found: dict[int, list[Found]]) -> dict[int, list[Found]]:
    """A truce that is named again without a place is the same truce: the telling with its hours stays."""
    told: dict[tuple[str, str], list[tuple[int, Found]]] = {}
    for n, own in found.items():
        for claim in own:
            key = (str(claim.fields["type"]), repr(claim.fields["places"]))
            told.setdefault(key, []).append((n, claim))
    dropped: list[Found] = []
    for claims in told.values():
        best = max(claims, key=lambda pair: _fullness(pair[1]))
        dropped += [
            claim
            for _, claim in claims
            if claim is not best[1] and claim.fields["said"] in ("", best[1].fields["said"])
        ]
    return {
        n: [claim for claim in own if not any(claim is one for one in dropped)] for n, own in found.items()
    }


def _fullness(claim: Found) -> tuple[bool, bool, int]:
    return bool(claim.fields["start"]), bool(claim.fields["end"]), -claim.start


def _corridor_sentence(block: Block) -> Sentence | None:
    """The last sentence of a block that speaks of corridors: a list of ways may follow it."""
    told = [
        s
        for s in sentences(str(block.raw.text))
        if any(m.lastgroup == "corridor" for m in _TYPE.finditer(s.words))
    ]
    return told[-1] if told else None


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
    # A line of a list that tells its way in words: “из Мариуполя в Запорожье через Токмак;”.
    told = _IN_WORDS.match(words, start.end() if start else 0)
    return told if told and len(way_of(told[0])) > 1 else None


def _route(block: Block, route: re.Match[str], heading: _Heading, clocks: Clocks) -> Found:
    words = str(block.raw.text)
    kind = "corridor_cancelled" if _CANCELLED.search(words) else "corridor"
    if kind == "corridor" and refuted(words):
        kind = "corridor_disputed"
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


def _places(words: str, found: re.Match[str]) -> tuple[str, ...]:
    behind = places_of(words[found.end() :])
    return behind if len(behind) > 1 else way_of(words) or behind


def _where_truce(behind: str) -> list[Value]:
    """A truce has a place only where it is told just behind it: “alto el fuego en Mariúpol”."""
    if pair := BETWEEN.match(behind.lstrip()):
        both = [named(pair[name]) for name in ("one", "other")]
        return [*both] if any(map(settlements_named, both)) else []
    found = _IN_PLACE.match(behind)
    return [named(found["place"])] if found and settlements_named(named(found["place"])) else []


def _named_corridor(sentence: Sentence) -> bool:
    """Whether the sentence speaks of a corridor: that nobody fires on it is a part of it."""
    return any(found.lastgroup == "corridor" for found in _TYPE.finditer(sentence.words))


def _to_come(start: str, stop: str, days: Sequence[Dated], clock: date | None) -> tuple[str, str]:
    """What is announced for “Friday” is meant for the next one, not for the last."""
    named_day = next((d for d in days if start[:10] == d.edtf and not _DIGIT.search(d.as_written)), None)
    if clock is None or named_day is None or not 1 < (clock - date.fromisoformat(start[:10])).days < _WEEK:
        return start, stop
    return _moved(start), _moved(stop)


def _moved(moment: str) -> str:
    """The same hour a week later, "" for none."""
    return f"{date.fromisoformat(moment[:10]) + timedelta(days=_WEEK)}{moment[10:]}" if moment else ""


def _announcement(sentence: Sentence, found: re.Match[str], label: Label, clocks: Clocks) -> Found | None:
    behind = sentence.words[found.end() : found.end() + _WIDE]
    tail = _TAIL.search(behind)
    end = found.end() + (tail.start() if tail else len(behind))
    kind = found.lastgroup or ""
    if kind == "exchange" and (_PAST.search(sentence.words) or not _COMING.search(sentence.words)):
        return None
    if (
        kind == "ceasefire"
        and _DISPUTED.search(sentence.words)
        and not window(sentence.words, (), clocks.of(label))[0]
    ):
        return None
    if (
        kind == "ceasefire"
        and _PROMISE.match(found[0])
        and (not any(window(sentence.words, (), clocks.of(label))) or _named_corridor(sentence))
    ):
        return None  # who stops firing without an hour announces nothing
    if kind == "corridor" and _DISPUTED.search(sentence.words):
        kind = "corridor_disputed"
    elif kind == "corridor" and _CANCELLED.search(sentence.words):
        kind = "corridor_cancelled"
    if (
        kind.startswith("corridor")
        and _BARE.fullmatch(found[0])
        and not way_of(sentence.words)
        and not ROUTE.search(sentence.words)
    ):
        return None
    days = find_dates(sentence.words, label, clocks)
    places: list[Value] = (
        list(_places(sentence.words, found))
        if kind.startswith("corridor")
        else _where_truce(sentence.words[found.end() : end])
    )
    start, stop = window(sentence.words, days, clocks.of(label))
    if kind in ("corridor", "ceasefire") and not _PAST.search(sentence.words):
        start, stop = _to_come(start, stop, days, clocks.of(label))
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
