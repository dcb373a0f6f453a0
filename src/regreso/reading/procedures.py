"""What a mother is told to do: the steps of a journey, in their order, with places and means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from regreso.reading.blocks import Block
from regreso.reading.leads import Found, Lead, Polarity, Value
from regreso.reading.sentences import Sentence, sentences
from regreso.reading.source import Span

_GO = re.compile(
    r"\b(?:viaj(?:e|en|ar|arán?)|v(?:aya|ayan)|ir|dirí[jg]\w+|dirigirse|tom(?:e|en|ar)|cruc(?:e|en)|cruzar|"
    r"lleg(?:ue|uen|ar)|present(?:e|en|arse)\w*|traslád\w+|trasladarse|acud(?:a|an|ir)|sig(?:a|an)|continú(?:e|en)|"
    r"(?:será\w*|sean) (?:llevad|acompañad|conducid|trasladad|recibid|recogid)\w+|"
    r"travel|take (?:a|the|an)|cross|go to|go by|get to|fly to|drive to|proceed|head to|board|walk to|change (?:at|in|for)|continue to|arrive (?:at|in)|"
    r"report to|come to|(?:will be|are) (?:met|taken|driven|escorted|brought|picked up|accompanied)|"
    r"езжайте|поезжайте|едьте|приезжайте|доберитесь|добирайтесь|сядьте|садитесь|пересядьте|пересеките|перейдите|отправляйтесь|следуйте|прибудьте|"
    r"летите|доезжайте|выезжайте|идите|возьмите (?:такси|автобус|билет)|пересечь|доехать|добраться|приехать|прибыть|сесть на|(?:вас|их|её|ее) "
    r"(?:встретят|отвезут|доставят|заберут|проводят|довезут)|(?:будете|будут) (?:доставлены|встречены)|"
    r"їдьте|поїдьте|приїдьте|приїжджайте|дістаньтеся|діставайтеся|доїдьте|сядьте|сідайте|пересядьте|перетніть|перейдіть|прямуйте|вирушайте|"
    r"прибудьте|летіть|виїжджайте|йдіть|ідіть|візьміть (?:таксі|автобус|квиток)|перетнути|доїхати|дістатися|приїхати|прибути|сісти на|(?:вас|їх|її) "
    r"(?:зустрінуть|відвезуть|доставлять|заберуть|проведуть|довезуть))(?!\w)",
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
    r"пересеките|пересечь|перетніть|перетнути|con|с)\s+"
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
_OPENING = re.compile(
    r"^(?:[\s,;“«\"”»–—-]|y\s|and\s|и\s|і\s|та\s|\d{1,2}[.)]\s|(?:[Шш]аг|[Кк]рок|[Pp]aso|[Ss]tep)\s\d+[.:]?\s)+"
)
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
    # A quotation may run over several sentences: its teller stands before or behind it.
    tellers = [sentence.told_by for sentence, _ in told if sentence.told_by]
    denied = any(found and sentence.polarity == "denied" for sentence, found in told)
    condition = next((c["words"] for s, found in told if found and (c := _CONDITION.search(s.words))), "")
    yield Found(
        "procedure",
        steps[0].start,
        steps[-1].end,
        0.8,
        {"steps": _listed(steps), "condition": condition},
        polarity="denied" if denied else "asserted",
        told_by=tellers[0] if tellers else "",
        parts=tuple((step.start, step.end, f"step {order}") for order, step in enumerate(steps, 1)),
    )


def find_ways(blocks: Sequence[Block]) -> Iterator[Lead]:
    """The journeys of a page's story: inside one paragraph, or over the lines of a list.

    >>> from regreso.reading.blocks import label_blocks
    >>> from regreso.reading.markup import split
    >>> page = "<p>Travel to Minsk with your passport, please.</p><p>Take a bus to the Polish border at once.</p>"
    >>> [len(way.fields["steps"]) for way in find_ways(label_blocks(split(page)))]
    [2]
    """
    run: list[tuple[Block, _Step]] = []
    for block in blocks:
        if block.label != "story":
            continue
        words = str(block.raw.text)
        steps = [step for sentence in sentences(words) for step in _steps(sentence)]
        if steps:
            run += [(block, step) for step in steps]
            continue
        yield from _way(run)
        run = []
    yield from _way(run)


def _way(run: Sequence[tuple[Block, _Step]]) -> Iterator[Lead]:
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
    for start, clause in _clauses(sentence):
        order = next((o for o in _GO.finditer(clause) if not _HOW.search(clause[: o.start()])), None)
        if order is None:
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
        if joint > 0 and not tied and not any(earlier < cut <= order for cut in cuts):
            cuts.add(joint)
    for start, end in pairwise(sorted(cuts)):
        piece = words[start:end]
        bare = _OPENING.sub("", piece)
        yield sentence.start + end - len(bare), bare.rstrip(' .,;”»"')
