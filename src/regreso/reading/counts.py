"""How many people, and what became of them: "más de 200 soldados rusos que siguen cautivos"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TypedDict

from regreso.reading.alarms import alarms
from regreso.reading.clocks import Clocks, find_dates
from regreso.reading.cues import cue
from regreso.reading.fates import Fate, fates
from regreso.reading.leads import Found, Polarity, Value
from regreso.reading.numbers import (
    COMPARED,
    DECIMAL,
    DECIMAL_ALONE,
    NUMBER,
    THOUSANDS,
    VAGUE,
    may_hold_number,
    number_of,
)
from regreso.reading.sentences import Sentence, sentences

_BETWEEN = r"(?:entre|between|от|від|с|з|from)\s+(?P<low>\d[\d.,]{0,8})\s+(?:y|and|до|to|i|і)\s+|(?<![:.\d])(?P<low2>\d[\d.,]{0,8})\s?(?:[–—-]|\bto\b|\ba\b|\bдо\b)\s?"
_COUNT = re.compile(
    rf"(?:(?<!\w)(?P<cmp>{'|'.join(COMPARED)})\s+)?(?P<between>{_BETWEEN})?"
    rf"(?<![\w,.:/+№#-])(?P<n>{DECIMAL}|{NUMBER}|{'|'.join(VAGUE)})(?P<k>\s+(?:{'|'.join(THOUSANDS)}))?(?![,.:/]?\d)(?![\w%°-])",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"(?:заявлени[йя]|заяв\b|заяви\b|звернен|обращени|анкет|запрос|запит|solicitud|expedient|trámite|requests?\b|enquir|inquir|applications?\b|files\b|"
    r"\w{4,}(?:icanos|icanas|canos|canas|ses(?=\s)|lanos|landos)\b|\w{4,}(?:icans|ricans|nians|lians|ssians)\b|\w{4,}(?:льців|льцев|льцям|льцями|льцами|вчан|нчан|мчан|ичан|тян|мляків|мляков|брати[мй]ів)\b|нацгвардейц|нацгвардійц|азовц|син(?:ів|ов)\b|сынов\w*|hijos\b|sons\b|наших\b|nuestros\b|brits\b|"
    r"pasajer|tripulant|turist|estudiant|alumn|fallecid|compatriot|ucrani|rusos|rusas|colombian|peruan|ecuatorian|detenid|reclus|pres[oa]s|herid|muert|desaparecid|refugiad|evacuad|defensor|"
    r"passenger|crew|tourist|student|ukrainians?|russians?|foreigner|national|detainee|refugee|evacuee|survivor|guest|employee|staff|compatriot|prisoners|wounded|dead|injured|missing|"
    r"пассажир|турист|студент|ученик|школьник|иностран|украинц|россиян|соотечественник|земляк|оборонц|эвакуированн|беженц|пострадавш|врач|медик|фамили|имён|имен\b|"
    r"пасажир|студент|учн|школяр|інозем|українц|росіян|земляк|оборон|полегл|евакуйован|біженц|лікар|маріупол|прізвищ|"
    r"soldad|militar|uniformad|combatient|efectiv|person|civil|niñ|menor|mujer|hombre|madre|famili|obrer|miner|marin|voluntari|rehen|"
    r"casos? de|ciudadan|jóven|joven|oficial|recluta|conscript|trabajador|habitant|vecin|cuerp|cadáver|víctima|trabajadores|bomber|"
    r"soldier|people|person|men\b|women|man\b|woman|child|troop|serviceman|servicemen|fighter|civilian|sailor|marine|defender|officer|resident|"
    r"bod(?:y|ies)|victim|casualt|worker|miner|patient|prisoner|captive|other|famil|mother|boy|girl|volunteer|case|names?\b|"
    r"(?:service|aid|crew|staff|team|family) ?(?:members?|workers?|personnel)|members?\b|nationals?\b|inmates?\b|lives\b|souls?\b|relatives\b|pensioners?\b|brits\b|"
    r"\w{3,}(?:ников|ников|ників|щиков|чиков|щиків|чиків|истов|истів|телей|телів|ентов|ентів|антов|антів|анців|янців|овців|евцев|овцев|янцев|анцев|иків|ійців)(?!\w)|"
    r"internos?\b|internas?\b|\w{3,}(?:ñeros|ñeras|adores|edores|idores|antes|istas|ianos|ianas|eños|eñas|unos|gueses)\b(?<!antes)|mont[añ]+eros|connacional|paisan|enferm[oa]s\b|lugareñ|"
    r"душ|боевик|узник|заключ[её]нн|в[’'ʼ]?язн|ув[’'ʼ]язнен|односельч|побратим|медсест|пенсион|пенсіон|срочник|родственник|родич|близк|"
    r"человек|люд|лиц|военн|солдат|боец|бойц|жител|граждан|женщин|мужчин|дет|реб[её]н|матрос|моряк|офицер|тел\b|тела\b|семей|семь|"
    r"пленн|раненн|раненых|погибш|заложник|шахт[её]р|горняк|рабоч|сотрудник|защитник|морпех|срочник|мобилизованн|контрактник|пациент|"
    r"осіб|особ|військов|бійц|боєць|мешкан|цивільн|жін|чолов|діт|дит|матрос|моряк|офіцер|тіл\b|тіла\b|родин|полонен|поранен|загибл|"
    r"рядов|сержант|старшин|прапорщик|sergeant|privates?\b|sargento|cabos\b|suboficial|захисни|громадян|строковик|мобілізован|контрактник|шахтар|гірник|працівник|рятувальник|волонтер|потерпіл|пострада|постражд|заручник)\w*",
    re.IGNORECASE,
)
_NOT_PEOPLE = re.compile(
    r"\s*(?:días?|horas?|años?|mes|semanas?|minutos?|goles?|euros?|dólares|pesos|metros?|km|kilómetros?|puntos?|grados?|veces|"
    r"days?|hours?|years?|months?|weeks?|minutes?|goals?|dollars?|miles?|points?|times?|percent|barrels?|phone|numbers?|tanks?|drones?|missiles?|"
    r"дн|день|дней|час|лет|год|месяц|недел|минут|рубл|долл|процент|раз\b|метр|км|танк|ракет|дрон|градус|"
    r"дні|днів|годин|рок|рік|місяц|тиж|хвилин|гривень|грн|відсот|разів|млн|млрд|миллион|мільйон|million|millones|коридор|corredor|corridor|маршрут)",
    re.IGNORECASE,
)
_PHRASE_END = re.compile(
    r"[,.;:!?()\"”»]|\s(?:que|y|en|se|por|para|a|al|con|ha|han|hayan|fueron|fueran|son|están|siguen?|sigan|permanecen|continúan|"
    r"were|was|are|is|had|have|has|and|in|on|at|who|from|to|by|remain|still|of whom|since|"
    r"и|й|і|та|в|во|у|на|с|з|из|із|под|під|к|до|по|за|от|від|были|було|були|что|що|які|которые|для|після|после|остаются|залишаються|ще|еще|ещё|—|–)\s|$"
)
_NO_CLOCKS = Clocks()
_FEW = 9  # so many people without a status are a scene, not a count
_SHORT = 12  # words
_FAR, _BACK = 90, 45  # letters that a status word may stand behind or before its number
_OF_WAR = re.compile(
    r"\b(?:connacional|compatriot|nationals?\b|voluntar|volunteer|доброволь|добровольц|ополчен|rusia|росси|росі|украин|україн|ukrain|soldad|militar|prisioner|cautiv|uniformad|combat|ejércit|guerr|rus[oa]|ucrani|tropas|efectiv|captiv|prisoner|soldier|troop|"
    r"ukrain|russia|army|pows?\b|в?оен|в?ійськ|боец|бійц|плен|полон|солдат|фронт|обмен|обмін)\w*",
    re.IGNORECASE,
)
_OF_CONCERN = re.compile(
    r"(?:заявлени|solicitud|expedient|request|enquir|inquir|application|анкет|запит|запрос|родственник|захисни|защитник|пленник|defensor|connacional|nationals|оборонц|"
    r"soldad|militar|prision|cautiv|combat|voluntar|caso|case|famil|bod(?:y|ies)|cuerp|tel[ao]?s?\b|troop|soldier|captive|prisoner|sailor|marine|"
    r"военн|солдат|бойц|пленн|тел\b|тела|семей|матрос|в?ійськов|полонен|тіл|родин|захисник|оборон|заяв|звернен|обращен)",
    re.IGNORECASE,
)
_EXCHANGE = re.compile(r"\b(?:canje\w*|intercambi\w*|exchang\w+|swap\w*|обм[еі]н\w*)\b", re.IGNORECASE)
_EACH = re.compile(r"(?<!\d)(?P<n>\d{1,4})\s+(?:на|for|por|х|x|×|к)\s+(?P=n)(?!\d)")
_RETURN = re.compile(
    r"(?<!\w)(?:верну\w+|поверн\w+|вдома|дома|плен\w*|полон\w*|освобо\w+|звільн\w+|freed|released|return\w*|swap\w*|vuelven|regres\w+|liberad\w+)",
    re.IGNORECASE,
)
_PER_SIDE = re.compile(
    r"\b(?:de|por) cada (?:bando|lado|parte)\b|\bpor (?:bando|lado|parte)\b|\b(?:each|per|from each) side\b|\bс каждой стороны\b|"
    r"\bз кожного боку\b|\bкожної сторони\b|\bon each side\b|\bwith each side\b|\beach side\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\A[^.;:!?]{0,40}(?:\sи|\sй|\sі|\sта|\sy|\sand|,)\s+\Z")
_AGED = re.compile(r"\s*(?:-?(?:летн|річн|year-old)|years old|лет\b|років|años de edad)", re.IGNORECASE)
_HELD = re.compile(
    r"prisoner|prisioner|captive|pow|cautiv|пленн|военнопленн|полонен|військовополонен", re.IGNORECASE
)
_PART_LIST = re.compile(
    r"(?<!\w)(?:of (?:them|whom)|among them|из них|з них|із них|серед них|среди них|de ellos|entre ellos|de los cuales)(?!\w)",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s*(?:[—–-]|,|\.|with|from|з|із|с|из|de|en|were|eran|были|були)", re.IGNORECASE)
_ALL = re.compile(
    r"(?:все|усі|всі|all|todos|los|las|the|both|обе|оба|обидва|those|these|эти|ці|estos|esos)\s+\Z",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"(?:похорон|прощан|поховал|попрощал|простил|funeral|sepelio|velorio|exequias|останки|restos|remains|вдова|могил|grave|tumba)",
    re.IGNORECASE,
)
_OF_THEM = re.compile(
    r"\s*(?:(?:of|de|из|із|з)\s+(?:them|whom|those|these|ellos|ellas|los|las|них|ними|тех|тих|котор\w+|яких)|hombres|y)(?!\w)",
    re.IGNORECASE,
)
_OF_SO_MANY = re.compile(  # “52 of the 90 freed”
    rf"\s+(?:of|out of|из|із|з|от|від|de)\s+(?:the |these |those |los |las |этих |цих |всех |всіх )?(?:\d{{1,6}}|\w+)\s+(?:\w+\s+){{0,2}}?{_PEOPLE.pattern}|\s+(?:of|из|із|з|de)\s+(?:the |los |las )?\d{{1,6}}\s+(?:освобожд|звільн|визвол|возвращ|поверн|freed|released|liberad|canjead|returned)\w+",
    re.IGNORECASE,
)
_ONLY_VERBS = re.compile(  # “12 are in prison”, “959 have laid down arms”
    r"\s+(?:[—–-]\s+)?(?:(?:have|has|had|were|was|are|is|remain|still|since|been|being|now|later|reported|más|fueron|están|estarían|siguen|permanecen|han|sido|se|ya|aún|todavía|resultaron|было|были|був|були|було|остаются|находятся|числятся|считаются|"
    r"залишаються|перебувають|вважаються|ще|ещё|еще|уже|вже|—|у|в|in|en)\s+){0,4}",
    re.IGNORECASE,
)
_LOST = re.compile(
    r"(?<!\w)(?:lost|loses|lose|perd(?:ió|imos|ieron)(?: a)?|потерял[аи]?|потеряли|утратил[аи]?|втратил[аи]|втратив)\s+(?:уже |вже |ya |already )?\Z",
    re.IGNORECASE,
)
_GAME = re.compile(
    r"(?<!\w)(?:equipo|partido|team|match|game|league|liga|club|squad|seleccion|сборн|збірн|команд[аиы]\b|матч|клуб|голов|company|empresa)",
    re.IGNORECASE,
)
_SOUGHT = re.compile(
    r"(?<!\w)(?:look(?:ing|s)? for|search(?:ing|es)? for|busca(?:n|mos)?(?: a)?|ищут|ищем|ищет|разыскива\w+|шука(?:ють|ємо|є)|розшуку\w+)\s+(?:ещё |еще |ще |otros |another |still )?\Z",
    re.IGNORECASE,
)
_TOLL = re.compile(
    r"(?:number of (?:the )?\w+ at|toll (?:at|to|of)|of the (?:injured|wounded|dead|missing) at|число \w+ (?:достигло|превысило|до)|кількість \w+ (?:сягнула|зросла до)|cifra de \w+ (?:en|a)|"
    r"kill\w*|injur\w*|wound\w*|trapp?\w*|left|dej[aó]\w*|deja|mueren|murieron|погибли|загинули|загинуло|погибло|поранено|ранено|ранены|зникло|пропало)\s*(?:at\s+)?(?:\w+\s+)?\Z",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?<!\w)(?:(?:среди|серед|among|в числе|у числі|entre (?:los|las))\s(?:наших|них|вернувшихся|возвращ\w+|освобожд[её]нн\w+|звільнен\w+|визволен\w+|повернут\w+|обмін\w+|обмен\w+|the (?:freed|released|returned|evacuated|dead|wounded)|those|them|freed|released|"
    r"liberad[oa]s|canjead[oa]s|evacuad[oa]s|эвакуирован\w+|евакуйован\w+|загибл\w+|погибш\w+|fallecid[oa]s|muert[oa]s)|of (?:them|whom)|among them|из них|із них|з них|серед них|среди них|de ellos|entre ellos|de los cuales)\b",
    re.IGNORECASE,
)


class _Values(TypedDict):
    low: int | None
    best: int | None
    high: int | None
    cmp: str


def find_counts(words: str) -> Iterator[Found]:
    """All counts of people in a block; the status is "unknown" unless a word of the clause gives it.

    >>> (count,) = find_counts("Más de 200 soldados rusos que siguen cautivos, dijo.")
    >>> count.fields["low"], count.fields["cmp"], count.fields["status"], count.fields["of_whom"]
    (200, '>', 'captured', 'soldados rusos')
    >>> [(c.fields["best"], c.fields["status"]) for c in find_counts("Вернулись 880 военных, п’ятеро поранені.")]
    [(880, 'released'), (5, 'wounded')]
    >>> list(find_counts("Kit de 72 horas tras un sismo de 7,7"))
    []
    """
    shared: Fate | None = None
    told = list(sentences(words))
    for place, sentence in enumerate(told):
        if not may_hold_number(sentence.words) or not _COUNT.search(sentence.words):
            shared = None
            continue
        dated = [(d.start, d.end) for d in find_dates(sentence.words, "story", _NO_CLOCKS)]
        numbers = [
            n
            for n in _COUNT.finditer(sentence.words)
            if _may_count(sentence.words, n)
            and not any(a < n.end("n") and n.start("n") < b for a, b in dated)
        ]
        judged = tuple(f for f in fates(sentence.words) if not _WEAK.match(sentence.words[f.start : f.end]))
        numbers = [n for n in numbers if not any(f.start <= n.start("n") < f.end for f in judged)]
        before = 0
        shared = shared if _PART.match(sentence.words) else None
        for number, until in zip(
            numbers, [*(n.start() for n in numbers[1:]), len(sentence.words)], strict=False
        ):
            fate = _fate(sentence.words, number, (before, until), judged)
            between = sentence.words[before : number.start()]
            fate = _by_verb(sentence.words[: number.start()]) or fate
            if fate is None and shared and (_JOINED.search(between) or _PART.search(between)):
                fate = shared
            called_false = place + 1 < len(told) and _calls_false(told[place + 1].words)
            for count in _count(sentence, number, until, fate):
                yield replace(count, polarity="denied") if called_false else count
            before, shared = number.end(), fate or shared
        yield from _formula(sentence, words)


def _by_verb(before: str) -> Fate | None:
    """What the verb just before a number says of it: “lost three”, “we look for 118 people”."""
    for pattern, status in ((_LOST, "killed"), (_SOUGHT, "missing")):
        if (found := pattern.search(before)) and not _GAME.search(before):
            return Fate(status, "asserted", found.start(), found.end())
    return None


def _calls_false(behind: str) -> bool:
    """“We checked it; it is a forgery”: a short sentence that takes back the one before, and counts nobody itself."""
    return len(behind.split()) <= _SHORT and "lie" in alarms(behind) and not _COUNT.search(behind)


def _formula(sentence: Sentence, block: str) -> Iterator[Found]:
    """An exchange told by its formula: “103 на 103”, “75 for 75”."""
    for found in (
        _EACH.finditer(sentence.words) if _EXCHANGE.search(sentence.words) or _RETURN.search(block) else ()
    ):
        number = int(found["n"])
        fields: dict[str, Value] = {
            "low": number, "best": number, "high": number, "cmp": "=", "of_whom": "", "status": "released", "per_side": True,
            "as_written": found[0],
        }  # fmt: skip
        start = sentence.start + found.start()
        yield Found("count", start, start + len(found[0]), 0.8, fields, sentence.polarity, sentence.told_by)


def _may_count(words: str, number: re.Match[str]) -> bool:
    behind = words[number.end() : number.end() + 30]
    if _ALL.search(words[: number.start()]) and number_of(number["n"]) <= _FEW and not number["n"].isdigit():
        return False
    if re.search(r"[\d+)]\s?\Z", words[: number.start()]) or re.match(r"[\s-]?\d", behind):
        return False
    if _EACH.match(words, number.start("n")) or re.search(
        r"\d\s+(?:на|for|por)\s+\Z", words[: number.start("n")]
    ):
        return False
    return not _NOT_PEOPLE.match(behind) and not _AGED.match(behind)


def _count(sentence: Sentence, number: re.Match[str], until: int, fate: Fate | None) -> Iterator[Found]:
    behind = sentence.words[number.end() : until]
    behind_all = sentence.words[number.end() : number.end() + _FAR]
    phrase_end = _PHRASE_END.search(behind, int(behind[:1].isspace()))
    phrase = behind[: phrase_end.start() if phrase_end else len(behind)].rstrip()
    status = fate.status if fate else "unknown"
    if status == "captured" and not _OF_WAR.search(sentence.words):
        # In the news of Latin America the police "captures" too.
        status = "unknown"
    values = _values(number)
    of_people = bool(
        re.match(rf"[\s«“\"]*(?:\w+\s+){{0,2}}?{_PEOPLE.pattern}", phrase or behind[:40], re.IGNORECASE)
    )
    of_people = (
        of_people
        or bool(_OF_SO_MANY.match(behind_all))
        or bool(
            fate
            and values["best"] != 1
            and fate.start >= number.end()
            and _ONLY_VERBS.fullmatch(sentence.words[number.end() : fate.start])
        )
        or bool(fate and values["best"] != 1 and _OF_THEM.match(behind))
        or bool(fate and _TOLL.search(sentence.words[: number.start()]))
        or bool(fate and _LOST.search(sentence.words[: number.start()]) and not phrase)
    )
    if not of_people and not _status_beside(phrase, fate, number):
        return
    few = (values["best"] or values["high"] or 0) <= _FEW
    if status == "unknown" and (few or not _OF_CONCERN.search(phrase)):
        return
    if status in ("captured", "unknown", "returned") and _EXCHANGE.search(sentence.words):
        status = "released"
    fields: dict[str, Value] = {
        "low": values["low"],
        "best": values["best"],
        "high": values["high"],
        "cmp": values["cmp"],
        "of_whom": phrase.strip(),
        "status": {"returned": "released", "not_returned": "missing"}.get(status, status),
        "as_written": number[0] + phrase,
    }
    if _PER_SIDE.search(behind):
        fields["per_side"] = True
    if values["cmp"] == "range" and not (number["low"] or number["low2"]):
        fields["vague"] = True
    if _PART.search(sentence.words[: number.start()][-30:]):
        fields["part"] = True
    start = sentence.start + number.start()
    conf = 0.85 if status != "unknown" else 0.5
    polarity = _polarity(sentence, fate)
    yield Found(
        "count", start, start + len(number[0]) + len(phrase), conf, fields, polarity, sentence.told_by
    )


def _polarity(sentence: Sentence, fate: Fate | None) -> Polarity:
    said = sentence.polarity
    if said == "asserted" and fate and fate.polarity != "withdrawn":
        return fate.polarity
    return said


def _status_beside(phrase: str, fate: Fate | None, number: re.Match[str]) -> bool:
    """“212 desaparecidos”, “двое погибших”, “seven dead”: the status itself says that people are counted."""
    first = re.match(r"\s*(?:\w+\s+)?", phrase)
    near = number.end() + (first.end() if first else 0)
    between = number.string[fate.end : number.start()] if fate and fate.end <= number.start() else None
    counted = between is not None and not between.strip(" —–-") and not phrase.strip()
    return (
        counted
        or bool(phrase.strip() and fate and number.end() <= fate.start <= near)
        or bool(phrase.strip() and cue("status").match(phrase.strip()))
        or bool(fate and re.fullmatch(r"(?:\w+еро|двое|трое|двоє|троє|both)", number["n"], re.IGNORECASE))
    )


def _fate(words: str, number: re.Match[str], reach: tuple[int, int], judged: tuple[Fate, ...]) -> Fate | None:
    """The status of the clause nearest to the number, behind it or just before it."""
    clause = re.split(
        r"[.;!?]|:(?!\d)|,(?!\s*(?:que|які|которые|who|що|de los))", words[number.end() : reach[1]][:_FAR]
    )[0]
    after = [f for f in judged if number.end() <= f.start < number.end() + len(clause)]
    edge = max((words.rfind(sign, reach[0], number.start()) for sign in ",;:.!?"), default=-1) + 1
    low = max(reach[0], number.start() - _BACK)
    before = [f for f in judged if max(low, edge) <= f.start and f.end <= number.start()]
    near = after or before
    if near and near[0].status == "captured" and _HELD.match(words, near[0].start):
        # “Liberaron a 95 prisioneros”: whom it counts is no news, what became of them is.
        changed = [f for f in after if f.status != "captured"]
        changed = changed or [
            f for f in before if f.status in ("released", "returned", "evacuated", "killed")
        ]
        near = changed or near
    if near:
        return near[0] if near is not before else near[-1]
    told = [f for f in judged if low <= f.start and f.end <= number.start() and reach[0] == 0]
    return told[-1] if told else None


def _values(number: re.Match[str]) -> _Values:
    written = number["n"].lower()
    vague = next((bounds for words, bounds in VAGUE.items() if re.fullmatch(words, written)), None)
    if vague:
        return {"low": vague[0], "best": None, "high": vague[1], "cmp": "range"}
    if number["k"] and re.fullmatch(DECIMAL_ALONE, written):
        best = round(float(written.replace(",", ".")) * 1000)
    else:
        best = number_of(written) * (1000 if number["k"] else 1)
    low = number["low"] or number["low2"]
    if number["between"] and low:
        return {
            "low": number_of(low) * (1000 if number["k"] else 1),
            "best": None,
            "high": best,
            "cmp": "range",
        }
    said = (number["cmp"] or "").lower()
    sign = next((sign for words, sign in COMPARED.items() if said and re.fullmatch(words, said)), "=")
    return {
        "low": None if sign in ("<", "<=", "~") else best,
        "best": best,
        "high": None if sign in (">", ">=", "~") else best,
        "cmp": sign,
    }
