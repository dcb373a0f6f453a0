"""Ways out that a text tells without calling them corridors: lists of routes, departures of buses, roads that are shut.

Only where the page speaks of evacuation, and only with places: from one to another, or one place whose way is
cancelled or has its hour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from regreso.facts.places import settlements_named
from regreso.reading.blocks import Block
from regreso.reading.clocks import Clocks, find_dates
from regreso.reading.cues import words_of_kind
from regreso.reading.disputes import refuted
from regreso.reading.leads import Found, Value
from regreso.reading.names import find_names
from regreso.reading.places import named
from regreso.reading.routes import ROUTE, places_of, way_of, window, zone_of
from regreso.reading.sentences import Sentence, sentences

_CONTEXT = re.compile(
    r"(?<!\w)(?:[еэ]вакуа|[еэ]вакуй|evacu|коридор|corredor|corridor|convoy|гуманітар|гуманитар|humanitari|зелен\w+ (?:маршрут|дорог)|режим\w* тиш|"
    r"вив[еі]з(?:ен|ут|ти)|вывоз|вывез|з-під обстріл|из-под обстрел|mass exodus|safe passage|paso seguro|безпечн\w+ (?:шлях|прох)|безопасн\w+ (?:пут|прох))",
    re.IGNORECASE,
)
_VEHICLE = re.compile(
    r"(?<!\w)(?:автобус\w*|маршрутк\w*|бус(?:и|ы|ами)|колон[ауиыіе]\w*|колонн\w*|рейс\w*|потяг\w*|поїзд\w*|поезд\w*|електричк\w*|электричк\w*|маршрут\w*|виїзд\w*|виїхати|выезд\w*|выехать|вивезенн\w+|коридор\w*|дорог[аиіоуы]\w*|шлях\w*|трас[аиу]|"
    r"buses|bus|coach(?:es)?|convoys?|trains?|columns?|minibus(?:es)?|corridors?|routes?|roads?|ways? out|passage|evacuation|lorries|ferry|"
    r"autob[uú]s(?:es)?|micros|caravanas?|convoy(?:es)?|columnas?|trenes?|rutas?|salidas?|corredor(?:es)?|carreteras?|caminos?|paso|evacuación|евакуаці\w+|эвакуаци\w+)(?!\w)",
    re.IGNORECASE,
)
_LEAVES = re.compile(
    r"(?<!\w)(?:старту\w+|вируша\w+|виїжджа\w+|виїде\w*|виїзжа\w+|їду|їдемо|поїдемо|рушаю|рушаємо|відправля\w+|відправ[иі]\w*|отправля\w+|отправ[ия]\w*|выезжа\w+|выед\w+|еду|едем|поедем|трога\w+|"
    r"leav\w+|depart\w*|set(?:s|ting)? off|pull(?:s|ed)? out|bound for|head(?:s|ed|ing) (?:for|to)|sal(?:e|en|go|imos|drá|drán)|part(?:e|en|o|imos|irá|irán)|rumbo a)(?!\w)",
    re.IGNORECASE,
)
_RUN = re.compile(
    r"(?<!\w)(?:їдуть|йдуть|ходять|їздять|поїдуть|едут|идут|ходят|поедут|пойдут|will go|go|run|van|irán|salen|saldrán)(?!\w)",
    re.IGNORECASE,
)
_OFF = re.compile(
    r"(?<!\w)(?:suspend\w+|cancel\w+|aplaz\w+|interrump\w+|posterg\w+|sin efecto|frustr\w+|fracas\w+|no se (?:abr|realiz|har|pudo|podrá)\w*|no (?:saldr|sal|abr|habr|funcion|hay|pudo|lleg|circul)\w*|"
    r"called off|postponed|scrapped|on hold|collapsed|fell through|shut|closed|halted|blocked|delayed|turned back|no such luck|no (?:buses|coaches|convoys?|corridors?|trains?|way out)|(?:will|did|does|do|could|can) ?not (?:open|run|leave|operate|go|work|happen|take place|get)|won['’]t (?:open|run|leave)|didn['’]t (?:open|run|leave)|failed|"
    r"не состо\w+|не откр\w+|не будет|не будут|не ид[её]т|не идут|не пойд[её]т|не едут|не поед\w+|не выед\w+|не выйдет|не получ\w+|не пустил\w*|не дал\w*|не ходит|не ходят|не работа\w+|отмен\w+|перенес\w+|перенос\w+|отлож\w+|приостанов\w+|сорва\w+|срыва\w+|закры\w+|"
    r"перекры\w+|развернул\w*|остановлен\w*|не удал\w+|не смогл\w+|не вийде|не вийшл\w+|не поїд\w+|не їд\w+|не йд\w+|не піде|не виїд\w+|не пропуст\w+|не дал\w+|не ходить|не курсу\w+|не буд[еу]\w*|скасов\w+|скасува\w+|призупин\w+|зупинен\w*|не відкри\w+|"
    r"не відбу\w+|не працю\w+|зірва\w+|зрива\w+|закрит\w+|перекри\w+|відкла\w+|розвернул\w*|не вдал\w+|не змогл\w+|заблок\w+)(?!\w)",
    re.IGNORECASE,
)
_BLAMED = re.compile(
    r"(?<!\w)(?:обвин\w+|наруш\w+|звинува\w+|поруш\w+|accus\w+|violat\w+|breach\w*|acus\w+|viol[aóa]\w*|incumpl\w+|(?:сторон\w*|противник\w*|враг\w*|ворог\w*|side|bando)\s(?:\w+\s){0,2}(?:сорва\w+|срыва\w+|зірва\w+|зрива\w+|sabot\w+))(?!\w)",
    re.IGNORECASE,
)
_ARRIVED = re.compile(
    r"(?<!\w)(?:прибул\w*|приїхал\w*|прибыл\w*|приехал\w*|дістал\w+|добра\w+|вивезли|вывезли|вивезено|вывезено|доставил\w*|llegaron|llegó|arrived|reached|were brought|evacuaron|arribó|arribaron)(?!\w)",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"(?<!\w)(?:сьогодні|завтра|сегодня|hoy|mañana|today|tomorrow|tonight|\d{1,2}[:.]\d{2})(?!\w)",
    re.IGNORECASE,
)
_CAP = re.compile(r"(?<![\w-])[A-ZÁÉÍÓÚÑА-ЯІЇЄҐЁ][\w’'ʼ]+(?:-[\w’'ʼ]+)*(?:\s[A-ZÁÉÍÓÚÑА-ЯІЇЄҐЁ][\w’'ʼ-]+)?")
_SPLIT = re.compile(r"[;\n]|,\s+(?:а\s|але\s|но\s|while\s|pero\s|mientras\s)")
_CARRIED = 3  # blocks, and sentences, over which a day or a corridor goes on being meant
_LEAST = 3  # letters of a settlement
_DAY = len("2022-03-10")


@dataclass(slots=True)
class _Where:
    """What was told before: the last day, and how many sentences ago the text spoke of a way."""

    day: date | None = None
    since_day: int = 99
    since_way: int = 99


def add_departures(
    blocks: Sequence[Block], announced: dict[int, list[Found]], clocks: Clocks
) -> dict[int, list[Found]]:
    """The announcements of a page by block, with the ways out that no word for a corridor names.

    >>> add_departures([], {}, Clocks())
    {}
    """
    story = [(n, block) for n, block in enumerate(blocks) if block.label == "story"]
    if not any(_CONTEXT.search(block.words) for _, block in story):
        return announced
    told = {n: list(own) for n, own in announced.items()}
    where = _Where()
    lines = {n for n, block in story if len(_routes(str(block.raw.text))) == 1 and _is_line(block)}
    for n, block in story:
        where.since_day += 1
        spoken = list(sentences(str(block.raw.text)))
        for sentence, behind in zip_longest(spoken, spoken[1:]):
            if sentence is None:
                continue
            _note_day(sentence, clocks, where)
            own = told.setdefault(n, [])
            listed = n in lines and (n - 1 in lines or n + 1 in lines)
            own[:] = _merged(own, sentence, list(_of_sentence(sentence, clocks, where, listed=listed)))
            own[:] = [
                _timed(one, sentence, behind, clocks) if one in _within(own, sentence) else one for one in own
            ]
            own[:] = [
                _disputed(one, sentence, behind) if one in _within(own, sentence) else one for one in own
            ]
            speaks = _VEHICLE.search(sentence.words) or any(
                _is_way(claim) for claim in _within(own, sentence)
            )
            where.since_way = 0 if speaks else where.since_way + 1
    return _without_parts(told)


def _without_parts(told: dict[int, list[Found]]) -> dict[int, list[Found]]:
    """One place of a way that stands elsewhere on the page with the same fate is that way, named in short."""
    ways = [claim for own in told.values() for claim in own if _is_way(claim)]
    short = [
        one
        for one in ways
        if len(_places(one)) == 1
        and any(
            _places(one) < _places(other) and one.fields["type"] == other.fields["type"] for other in ways
        )
    ]
    return {n: [claim for claim in own if not any(claim is one for one in short)] for n, own in told.items()}


def _places(claim: Found) -> set[str]:
    places = claim.fields["places"]
    return {str(place) for place in places} if isinstance(places, list) else set()


def _disputed(claim: Found, sentence: Sentence, behind: Sentence | None) -> Found:
    if claim.fields["type"] != "corridor" or not refuted(sentence.words, behind.words if behind else ""):
        return claim
    return replace(claim, fields={**claim.fields, "type": "corridor_disputed"})


def _timed(claim: Found, sentence: Sentence, behind: Sentence | None, clocks: Clocks) -> Found:
    """“The ways are A – B; C – D. Departure at 9:00, Kyiv time.”: hours alone behind a way are its hours."""
    if behind is None or not _is_way(claim) or claim.fields["start"] or claim.fields["type"] != "corridor":
        return claim
    if _routes(behind.words) or way_of(behind.words) or _OFF.search(behind.words):
        return claim
    days = find_dates(sentence.words, "story", clocks)
    start, end = window(behind.words, days, clocks.of("story"))
    if not start:
        return claim
    zone = zone_of(behind.words, start) or str(claim.fields["tz"])
    return replace(claim, fields={**claim.fields, "start": start, "end": end, "tz": zone})


def _note_day(sentence: Sentence, clocks: Clocks, where: _Where) -> None:
    days = [d.edtf for d in find_dates(sentence.words, "story", clocks) if len(d.edtf) == _DAY]
    if days:
        where.day, where.since_day = date.fromisoformat(days[-1]), 0


def _is_line(block: Block) -> bool:
    words = block.words
    route = ROUTE.search(words)
    return bool(route) and len(words[: route.start() if route else 0].split()) <= 3


def _routes(words: str) -> list[re.Match[str]]:
    """Places joined by dashes or arrows, of which at least half are known to the gazetteer."""
    found = []
    for route in ROUTE.finditer(words):
        places = places_of(route[0])
        known = sum(bool(settlements_named(place)) for place in places)
        if len(places) > 1 and 2 * known >= len(places):
            found.append(route)
    return found


def _within(own: Sequence[Found], sentence: Sentence) -> list[Found]:
    end = sentence.start + len(sentence.words)
    return [claim for claim in own if sentence.start <= claim.start < end]


def _is_way(claim: Found) -> bool:
    return str(claim.fields["type"]).startswith("corridor")


def _merged(own: Sequence[Found], sentence: Sentence, made: Sequence[Found]) -> list[Found]:
    """What was read by its name stands, unless the sentence holds several ways of which it saw one, or no place."""
    here = [claim for claim in _within(own, sentence) if _is_way(claim)]
    if not made:
        return list(own)
    named_ways = [claim for claim in here if claim.fields["places"]]
    if len(made) > 1 and len(made) > len(named_ways):
        return [*(claim for claim in own if claim not in here), *made]
    if named_ways:
        return list(own)
    return [*(claim for claim in own if claim not in here), *made]


def _of_sentence(sentence: Sentence, clocks: Clocks, where: _Where, *, listed: bool) -> Iterator[Found]:
    words = sentence.words
    if _ARRIVED.search(words) and not _OFF.search(words) and not listed:
        return
    rides = _VEHICLE.search(words)
    near = listed or rides or where.since_way <= _CARRIED
    routes = _routes(words) if near else []
    if routes:
        cuts = [*(route.start() for route in routes[1:]), len(words)]
        for route, until in zip(routes, cuts, strict=True):
            piece = words[route.start() : until]
            places = places_of(route[0])
            yield _claim(sentence, (route.start(), route.end()), places, piece, clocks, where)
        return
    going = bool(rides or (_LEAVES.search(words) and _NOW.search(words)))
    going = going or (where.since_way <= _CARRIED and bool(_RUN.search(words)))
    if not going and not (where.since_way <= _CARRIED and _OFF.search(words)):
        return
    for start, piece in _pieces(words):
        way = way_of(piece)
        if len(way) > 1 and _all_known(way):
            yield _claim(sentence, (start, start + len(piece)), way, piece, clocks, where)
        elif places := _alone(piece, sentence):
            timed = window(piece, (), clocks.of("story"))[0]
            if _BLAMED.search(piece):
                continue
            if _OFF.search(piece) or (timed and _CORRIDOR.search(piece)):
                yield _claim(sentence, (start, start + len(piece)), places, piece, clocks, where)


_CORRIDOR = re.compile(r"(?<!\w)(?:коридор|corredor|corridor|рейс|эвакуац|евакуац|evacua)\w*", re.IGNORECASE)


def _pieces(words: str) -> Iterator[tuple[int, str]]:
    start = 0
    for found in [*_SPLIT.finditer(words), None]:
        end = found.start() if found else len(words)
        if words[start:end].strip():
            yield start, words[start:end].rstrip(" .")
        start = found.end() if found else end


def _all_known(way: Sequence[str]) -> bool:
    return 2 * sum(bool(settlements_named(place)) for place in way) >= len(way)


def _alone(piece: str, sentence: Sentence) -> tuple[str, ...]:
    """The settlements that a clause names, whatever stands before them; persons left out."""
    people = [name.words for name in find_names(sentence.words)]
    found = []
    for match in _CAP.finditer(piece):
        for words in dict.fromkeys((match[0], match[0].split()[0])):
            place = named(words)
            common = words.split()[0].lower() in words_of_kind("not_name") and words.lower() not in (
                "kyiv",
                "kiev",
            )
            if (
                len(words) >= _LEAST
                and not common
                and settlements_named(place)
                and not any(words.split()[0] in one for one in people)
            ):
                found.append(place)
                break
    return tuple(dict.fromkeys(found))


def _claim(
    sentence: Sentence,
    at: tuple[int, int],
    places: Sequence[str],
    piece: str,
    clocks: Clocks,
    where: _Where,
) -> Found:
    own = replace(clocks, published=where.day) if where.day and where.since_day <= _CARRIED else clocks
    days = find_dates(sentence.words, "story", clocks)
    start, end = window(piece, days, own.of("story"))
    if not start and not end:
        start, end = window(sentence.words, days, own.of("story"))
    kind = "corridor"
    if sentence.polarity in ("denied", "withdrawn") or _BLAMED.search(piece):
        kind = "corridor_disputed"
    elif _OFF.search(piece):
        kind = "corridor_cancelled"
    listed: list[Value] = [*places]
    fields: dict[str, Value] = {
        "type": kind,
        "as_written": sentence.words[at[0] : at[1]].strip(),
        "places": listed,
        "said": days[0].edtf if days else "",
        "start": start,
        "end": end,
        "tz": zone_of(sentence.words, start),
        "parties": [],
    }
    lead = len(sentence.words[at[0] : at[1]]) - len(sentence.words[at[0] : at[1]].lstrip())
    begins = sentence.start + at[0] + lead
    return Found(
        "announcement",
        begins,
        begins + len(str(fields["as_written"])),
        0.7,
        fields,
        "asserted" if sentence.polarity == "hedged" else sentence.polarity,
        sentence.told_by,
    )
