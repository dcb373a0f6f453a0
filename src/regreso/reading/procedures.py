"""What a mother is told to do: the steps of a journey, in their order, with places and means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from regreso.reading.blocks import Block
from regreso.reading.leads import Lead, Polarity, Value
from regreso.reading.listed_steps import Piece, listed_steps, told_steps
from regreso.reading.sentences import Sentence, sentences
from regreso.reading.source import Span

_ES_GO = (
    r"viaj(?:e|en|ar|arán?|a|ad)|v(?:aya|ayan|e a|é a)|ir a|dirí[jg]\w+|dirigirse|tom(?:e|en|ar|a un|a el)|cruc(?:e|en)|cruzar|cruza|atravies(?:e|en|a)|atravesar|lleg(?:ue|uen|ar)|"
    r"present(?:e|en|arse)\w*|traslád\w+|trasladarse|acud(?:a|an|ir|e)|sig(?:a|an|ue)|continú(?:e|en|a)|prosig(?:a|an|ue)|sub(?:a|an|e|ir) a|baj(?:e|en|ar)|descienda\w*|vuel(?:e|en|a) a|volar|"
    r"embárque\w*|aborde\w*|abordar|camin(?:e|en|ar)|ingres(?:e|en|ar)|entre por|salga\w*|salir de|desplác\w+|cojan?|transbord\w+|haga transbordo|cambi(?:e|en) de|pas(?:e|en|ar) (?:a|por|la|el)|"
    r"(?:será\w*|sean) (?:llevad|acompañad|conducid|trasladad|recibid|recogid)\w+|(?:la|lo|las|los|le|les|te) (?:esper|acompañ|recib|recog|llev|conduc|traslad|entreg)\w+|(?:allí|ahí) \w+ (?:esper|recib|recog)arán"
)
_EN_GO = (
    r"travel|take (?:a|the|an)|cross|go (?:to|by|on|from|through|with|straight|as)|get (?:to|on|off|into)|fly|drive|proceed|head (?:to|for|towards)|board|walk|change (?:at|in|for|to|onto)|continue|arrive (?:at|in)|"
    r"report to|come to|pass (?:through|into)|transfer|ride|enter|leave from|catch (?:a|the)|make (?:your|their) way|set off|use the|"
    r"(?:will|would|shall)(?: then| there)? (?:be )?(?:meet|met|wait|escort|bring|take you|drive you|pick|accompany|collect)\w*|(?:are|be|were) (?:met|taken|driven|escorted|brought|picked up|accompanied)"
)
_RU_GO = (
    r"\w{2,}(?:езжайте|едьте|ъезжайте|ходите|йдите|летите|летайте|плывите|берите(?:сь)?|правляйтесь|двигайтесь|бывайте|будьте)|езжайте|едьте|идите|следуйте|сядьте|садитесь|пересядьте|пересаживайтесь|"
    r"пересеките|пересекайте|перейдите|прибудьте|летите|возьмите (?:такси|автобус|билет|поезд|машину)|сверните|поверните|пройдите|минуйте|пересечь|доехать|добраться|приехать|прибыть|сесть на|ехать|лететь|"
    r"(?:вас|их|её|ее|там|мам|женщин)(?: там)? (?:встретят|встречают|отвезут|доставят|заберут|проводят|довезут|сопроводят|ждут)|(?:будете|будут) (?:доставлены|встречены)"
)
_UK_GO = (
    r"\w*(?:їдьте|їжджайте|їзжайте|летіть|літайте|йдіть|ходьте|ходіть|станьтеся|ставайтеся|рушайте|беріться|прямуйте)|сядьте|сідайте|пересядьте|пересідайте|перетніть|перетинайте|прибудьте|візьміть (?:таксі|автобус|квиток|потяг)|"
    r"скористайтеся|перетнути|доїхати|дістатися|приїхати|прибути|сісти на|їхати|летіти|(?:вас|їх|її|там|матерів|жінок)(?: там)? (?:зустрінуть|зустрічають|відвезуть|доставлять|заберуть|проведуть|довезуть|супроводять|чекатимуть)"
)
_TOLD = re.compile(  # a way told of a third person, or of whoever goes: steps only where something says so
    r"(?<!\w)(?:flies|travels|takes (?:a|the)|goes (?:to|by|on|through|from)|crosses|drives|boards|reaches|once across|will take (?:her|him|them|you|it|mothers|parents|families)|"
    r"will bring (?:her|him|them|you)|will drive (?:her|him|them|you)|"
    r"(?:hay que|debe\w*|tiene[ns]? que|ha de|habrá que|podrán?|conviene) \w+r(?:se)?|se (?:sigue|va|viaja|cruza|llega|continúa|toma|vuela|parte)|(?:llevar|conducir|acompañar|trasladar)án a|"
    r"(?:нужно|надо|следует|необходимо|прид[её]тся|стоит|можно) (?:\w+\s){0,2}?\w+ть(?:ся)?|будет ждать|будут ждать|летит|едет|садится|пересаживается|добирается|пересекает|доедете|долетите|доберётесь|доберетесь|переедете|"
    r"(?:треба|потрібно|слід|необхідно|варто|доведеться|можна) (?:\w+\s){0,2}?\w+ти(?:ся)?|чекатиме|чекатимуть|дістанет\w+|доїдете|долетите|перетнувши|переїхавши|перетнете|дістає\w+|"
    r"пересекши|перейдя|проехав|миновав|cruzando|atravesando|tras cruzar|crossing)(?!\w)",
    re.IGNORECASE,
)
_SAYS_SO = re.compile(
    r"(?<!\w)(?:first|then|once|should|must|has to|have to|may come|can come|from (?:there|here|either)|lo primero|primero|luego|después|hay que|deben?|de allí|una vez|сначала|сперва|затем|потом|"
    r"оттуда|после этого|нужно|надо|следует|необходимо|спершу|спочатку|потім|звідти|треба|слід|потрібно|якщо|если|si )(?!\w)",
    re.IGNORECASE,
)
_BY_THAT = re.compile(
    r"(?:для цього|для этого|para ello|para eso|para esto|to do so|to do this|for this|for that)(?!\w)",
    re.IGNORECASE,
)
_GO = re.compile(rf"(?<!\w)(?:{_ES_GO}|{_EN_GO}|{_RU_GO}|{_UK_GO})(?!\w)", re.IGNORECASE)
_DO = re.compile(
    r"(?<!\w)(?:póng\w+ en contacto|contact(?:e|en|a)|comuníque\w*|llam(?:e|en)|escrib(?:a|an)|asegúre\w*|verifi(?:que|quen)|lleve(?:n)? (?:consigo|con|su|el|los|la|las)|prepar(?:e|en)|reún\w+|esper(?:e|en)|solicit(?:e|en)|consig(?:a|an)|compr(?:e|en)|"
    r"phone|call|ring|contact|write to|make sure|check|bring (?:your|a|the|with)|prepare|gather|wait|ask|obtain|buy|apply|show|tell|inform|give|find out|register|fill|"
    r"(?:[а-яё]{3,}(?:йте|ите|ьте)(?:сь)?)|(?:[а-яіїєґ]{3,}(?:йте|іть|їть|ьте)(?:ся)?))(?!\w)",
    re.IGNORECASE,
)
_NO_STEP = re.compile(
    r"(?:читайте|смотрите|дивіться|подпис\w+|підпис\w+|простите|вибачте|извините|помните|пам['’ʼ]ятайте|не|no|not|don't|never|уважайте|звертайте|обратите|знайте|верьте|вірте)\Z",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"^\W*(?:\d{1,2}[.)]|(?:[Шш]аг|[Кк]рок|[Pp]aso|[Ss]tep)\s\d)|^\W*(?:primero|en primer lugar|first|firstly|сначала|сперва|во-первых|прежде всего|спершу|спочатку|насамперед|по-перше)(?!\w)",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"(?:[;,]|\by\b|\band\b|\bи\b|\bі\b|\bта\b)?\s*(?<!\w)(?:luego|después|desde allí|de allí|desde ahí|de ahí|una vez allí|then|from there|after that|"
    r"once there|next|затем|потом|оттуда|после этого|далее|дальше|потім|звідти|після цього|далі|там)(?!\w),?",
    re.IGNORECASE,
)
_CAP = r"[A-ZÁÉÍÓÚÑА-ЯІЇЄҐЁ][\w’'-]+"
_PLACE = re.compile(
    r"(?<!\w)(?i:a|hasta|hacia|en|por|desde|o|y|to|in|at|via|through|or|and|with|из|до|в|во|к|через|или|и|на|у|з|із|або|чи|та|по|cross|cruce|crucen|cruzar|"
    r"пересеките|пересечь|пересекши|перейдя|миновав|проехав|перетніть|перетнути|перетнувши|проїхавши|cruzando|atravesando|crossing|con|с)\s+"
    r"(?:el |la |los |las |the |города? |міста? |г\. |м\. )?"
    rf"(?P<place>frontera(?: (?:con|de))?(?: {_CAP}| [a-zñ]+[ao])|[A-Z][a-z]+ border(?: crossing)?|border (?:with|of) {_CAP}|(?:польск|белорусск|украинск|российск)\w+ границ\w+|"
    rf"границ\w+ (?:с|со) {_CAP}|(?:польськ|білоруськ|українськ|російськ)\w+ кордон\w*|кордон\w* (?:з|із|зі) {_CAP}|{_CAP}(?:\s+{_CAP})*)"
)
_MODES = {
    "bus": r"autob(?:ús|uses)|bus(?:es)?|ómnibus|автобус\w*|маршрутк\w*|coach",
    "taxi": r"taxis?|такси|таксі|cab",
    "train": r"tren(?:es)?|trains?|поезд\w*|потяг\w*|поїзд\w*|электричк\w*",
    "car": r"autos?|carros?|coches?|cars?|машин\w*|автомобил\w*|авто",
    "plane": r"avi(?:ón|ones)|vuelos?|plane|flight|fly|самол[её]т\w*|літак\w*|летите|летіть",
    "foot": r"a pie|caminando|on foot|walk|пешком|пішки",
}
_MODE = {name: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for name, words in _MODES.items()}
_CONDITION = re.compile(
    r"(?<!\w)(?P<words>(?:[Ss]i (?!no\b)|[Ii]f |[Oo]nce |[Ww]hen |[Ее]сли |[Кк]огда |[Яя]кщо |[Кк]оли )[^.;:]{5,120}?),\s*(?=[^,]{0,30}"
    + _GO.pattern
    + ")",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[”»\"](?=,)|(?<=[,.])[”»\"](?=\s)")
_HOW = re.compile(r"(?:cómo|how|как|як)\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE)
_BULLET = re.compile(r"\s*(?:[-–—•*·▪●]|\d{1,2}[.)])\s")
_OPENING = re.compile(
    r"^(?:[\s,;“«\"”»–—-]|y\s|and\s|и\s|і\s|та\s|\d{1,2}[.)]\s|(?:[Шш]аг|[Кк]рок|[Pp]aso|[Ss]tep)\s\d+[.:]?\s)+"
)
_THERE = re.compile(
    r"(?<!\w)(?:there|allí|ahí|там|туда|туди|frontera|border|границ\w*|кордон\w*|crossing|checkpoint|paso fronterizo|puesto|пропускн\w+|пропуск[ау]?)(?!\w)",
    re.IGNORECASE,
)
_LEAST_STEPS = 2
_Run = Sequence[tuple[Block, "_Step"]]


@dataclass(frozen=True, slots=True)
class _Step:
    start: int
    end: int
    text: str
    places: tuple[str, ...]
    modes: tuple[str, ...]
    travels: bool = True
    numbered: bool = False
    told: bool = False


def find_ways(blocks: Sequence[Block]) -> Iterator[Lead]:
    """The journeys of a page's story: inside one paragraph, or over the lines of a list.

    >>> from regreso.reading.blocks import label_blocks
    >>> from regreso.reading.markup import split
    >>> page = "<p>Travel to Minsk with your passport, please.</p><p>Take a bus to the Polish border at once.</p>"
    >>> [len(way.fields["steps"]) for way in find_ways(label_blocks(split(page)))]
    [2]
    >>> text = "Viaje a Kaliningrado o a Minsk. Desde allí, en autobús o taxi, vaya a la frontera polaca."
    >>> (way,) = find_ways(label_blocks(split(text)))
    >>> [(step["places"], step["mode"]) for step in way.fields["steps"]]
    [(['Kaliningrado', 'Minsk'], ''), (['frontera polaca'], 'bus or taxi')]
    """
    order = {id(block): n for n, block in enumerate(blocks)}
    ways = [run for run in _travels(blocks) if run]
    for told in map(_in_a_row, told_steps(blocks)):
        ways = _joined(ways, told, order)
    ways += map(_in_a_row, listed_steps(blocks))
    for run in sorted(ways, key=len, reverse=True):
        if all(other is run or not _overlap(run, other) or _wins(run, other, ways) for other in ways):
            yield from _way(run)


def _in_a_row(run: Sequence[Piece]) -> _Run:
    return [
        (block, _made(str(block.raw.text)[start:end].rstrip(" ;,"), start, numbered=True))
        for block, start, end in run
    ]


def _joined(ways: Sequence[_Run], told: _Run, order: Mapping[int, int]) -> list[_Run]:
    """A way, and orders that say their place around it, are one row; where both read a sentence, the way stands."""
    met = [way for way in ways if _overlap(way, told)]
    held = [pair for way in met for pair in way]
    more = [
        (block, step)
        for block, step in told
        if not any(block is b and step.start < s.end and s.start < step.end for b, s in held)
    ]
    whole = sorted([*held, *more], key=lambda pair: (order[id(pair[0])], pair[1].start))
    return [*(way for way in ways if not any(way is one for one in met)), whole]


def _overlap(one: _Run, other: _Run) -> bool:
    return bool({id(block) for block, _ in one} & {id(block) for block, _ in other})


def _wins(one: _Run, other: _Run, ways: Sequence[_Run]) -> bool:
    """Of two readings of one stretch the longer stands; of like ones the first."""
    return len(one) > len(other) or (len(one) == len(other) and ways.index(one) < ways.index(other))


def _travels(blocks: Sequence[Block]) -> Iterator[_Run]:
    run: list[tuple[Block, _Step]] = []
    for block in blocks:
        if block.label != "story":
            continue
        words = str(block.raw.text)
        steps = [step for sentence in sentences(words) for step in _steps(sentence)]
        if steps:
            listed = "li" in block.raw.tags or bool(_BULLET.match(words))
            run += [(block, replace(s, numbered=listed or s.numbered)) for s in _with_means(steps, words)]
            continue
        yield _kept(run)
        run = []
    yield _kept(run)


def _with_means(steps: Sequence[_Step], words: str) -> Iterator[_Step]:
    """“Make sure that he is there. To do so, ring …” is one step."""
    held: _Step | None = None
    for step in steps:
        if held and _BY_THAT.match(step.text):
            held = replace(
                held, end=step.end, text=words[held.start : step.end], places=(*held.places, *step.places)
            )
            continue
        if held:
            yield held
        held = step
    if held:
        yield held


def _kept(run: Sequence[tuple[Block, _Step]]) -> Sequence[tuple[Block, _Step]]:
    """From the first order to travel to the last; other orders before and behind only where they are numbered."""
    travels = [n for n, (_, step) in enumerate(run) if step.travels]
    if len(travels) < _LEAST_STEPS or _only_told([step for _, step in run]):
        return ()
    first, last = travels[0], travels[-1]
    begins = next((n for n, (_, step) in enumerate(run[:first]) if step.numbered), first)
    first = (
        begins
        if all(run[n][0] is run[first][0] or run[n][1].numbered for n in range(begins, first))
        else first
    )
    while last + 1 < len(run) and run[last + 1][1].numbered:
        last += 1
    return run[first : last + 1]


def _only_told(steps: Sequence[_Step]) -> bool:
    """Whether a way is told of somebody, and nothing says that it is to be gone."""
    return all(step.told for step in steps if step.travels) and not any(
        step.numbered or _SAYS_SO.search(step.text) for step in steps
    )


def _way(run: _Run) -> Iterator[Lead]:
    if len(run) < _LEAST_STEPS:
        return
    spans: list[Span] = []
    for order, (block, step) in enumerate(run, 1):
        spans += block.raw.text.spans(step.start, step.end, field=f"step {order}")
    said = [s for block, _ in run for s in sentences(str(block.raw.text))]
    teller = next((s.told_by for s in said if s.told_by), "")
    condition = next((c["words"] for s in said if (c := _CONDITION.search(s.words))), "")
    denied: Polarity = "denied" if any(s.polarity == "denied" for s in said) else "asserted"
    conf = round(0.8 * run[0][0].conf, 2)
    fields: dict[str, Value] = {"steps": _listed([step for _, step in run]), "condition": condition}
    yield Lead("procedure", "story", tuple(spans), conf, denied, teller, fields)


def _listed(steps: Sequence[_Step]) -> list[Value]:
    return [
        {"order": order, "text": step.text, "places": list(step.places), "mode": " or ".join(step.modes)}
        for order, step in enumerate(steps, 1)
    ]


def _steps(sentence: Sentence) -> Iterator[_Step]:
    numbered = bool(_NUMBERED.match(sentence.words.lstrip('«“"‘„ ')))
    for start, clause in _clauses(sentence):
        numbered = numbered or bool(_NUMBERED.match(clause))
        order = next((o for o in _GO.finditer(clause) if not _HOW.search(clause[: o.start()])), None)
        told = order is None and _TOLD.search(clause) is not None
        made = _made(clause, start, numbered=numbered)
        if (order or told) and (made.places or made.modes or _THERE.search(clause)):
            yield replace(made, told=told)
        elif _orders(clause):
            yield replace(made, travels=False)
        numbered = numbered and not order


def _made(clause: str, start: int, *, numbered: bool) -> _Step:
    places = tuple(found["place"] for found in _PLACE.finditer(clause))
    modes = tuple(name for name, pattern in _MODE.items() if pattern.search(clause))
    return _Step(start, start + len(clause), clause, places, modes, numbered=numbered)


def _orders(clause: str) -> bool:
    """Whether a clause tells its reader to do something else than travel: to call, to bring, to wait."""
    found = _DO.search(clause)
    if not found or _NO_STEP.match(found[0]):
        return False
    ahead = clause[: found.start()].split()
    return len(ahead) <= 3 and not any(_NO_STEP.match(word) for word in ahead[-1:])


def _clauses(sentence: Sentence) -> Iterator[tuple[int, str]]:
    """A sentence cut at the end of a quotation, after a condition, and before each new order to go."""
    words = sentence.words
    cuts = {0, len(words)}
    cuts |= {found.start() for found in _ORDER.finditer(words)}
    cuts |= {found.end() for found in _QUOTED.finditer(words)}
    cuts |= {found.end() for found in _CONDITION.finditer(words)}
    orders = [found.start() for found in _GO.finditer(words)]
    for earlier, order in pairwise(orders):
        joint = max(
            words.rfind(sign, earlier, order) for sign in (",", " y ", ";", " and ", " и ", " і ", " та ")
        )
        tied = (
            re.match(
                r" (?:and|y|и|і|та) (?:taken|driven|escorted|llevad|отвез|відвез|довез|доставл)",
                words[joint:],
            )
            if joint > 0
            else None
        )
        says_where = _PLACE.search(words[earlier:joint]) or any(
            m.search(words[earlier:joint]) for m in _MODE.values()
        )
        if joint > 0 and not tied and says_where and not any(earlier < cut <= order for cut in cuts):
            cuts.add(joint)
    for start, end in pairwise(sorted(cuts)):
        piece = words[start:end]
        bare = _OPENING.sub("", piece)
        yield sentence.start + end - len(bare), bare.rstrip(' .,;”»"')
