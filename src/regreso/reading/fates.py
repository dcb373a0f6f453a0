"""What a sentence says became of someone: each status word, whether it is meant, and of how many it speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from regreso.reading.cues import cue
from regreso.reading.leads import Polarity
from regreso.reading.polarity import judge

_BORDER = re.compile(
    r"[,;:()«»“”\"]|\s[—–-]\s|\s(?:а|но|але|зато|pero|sino|mientras|while|but|aunque|although|хотя|хоча|якого|которого|чия|чей)\s",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:(?<![\w.:/-])(?!(?:19|20)\d\d\b)\d[\d.,]*(?![\d:/])|\b(?:двое|трое|четверо|пятеро|шестеро|семеро|десят\w+|двоє|троє|четверо|п.ятеро|dos|tres|cuatro|cinco|two|three|four|five|"
    r"многие|багато|несколько|кілька|varios|muchos|several|many|сотн\w+|тысяч\w+|тисяч\w+|dozens|hundreds|cientos|decenas|miles)\b)"
    r"(?!\s*(?:semana|día|hora|mes\b|meses|week|day|month|hour|недел|дн[яейі]|день|час|месяц|тиж|місяц|годин|минут|хвилин|minut|-й\b|-[гї]|лет|год|рок|рік|р\.|г\.|años|-year|years?|лютого|січня|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|"
    r"листопада|грудня|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|de |[./:]))",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"(?:\bby|\bpor|\bот|\bвід|\bcon|\bwith|\bс|\bз|\bиз|\bіз|\bsus|\bhis|\bего|\bйого|\bещё|\bеще|\bще)\s+(?:\w+\s+){0,2}\Z",
    re.IGNORECASE,
)
_SLANG = re.compile(
    r"(?<![\d.,/])(?P<n>200|300)(?:-?(?:й|е|х|ые|ых|м|ми|та|ті))?(?=\s*(?:[—–:,.!-]|\Z|за\s|живо|жив))(?!\s*[—–-]?\s*\d)"
)
_FATE_UNKNOWN = re.compile(  # “the fate of the driver has still not been established”
    r"(?<!\w)(?:судьб[аыеу]|дол[яіюі]|suerte|paradero|destino de|fate|whereabouts|местонахождени\w+|місцезнаходженн\w+|місце перебування)(?!\w)[^.;:!?,]{0,70}?(?<!\w)"
    r"(?:неизвестн\w+|невідом\w+|(?:не|ещё не|ще не)\s(?:\S+\s){0,3}?(?:выясн|установл|известн|з['’ʼ]ясован|встановл|відом)\w*|unknown|unclear|unresolved|(?:not|never)\s(?:\w+\s){0,2}(?:known|established|clear|determined)|"
    r"(?:se )?(?:desconoce|ignora)n?|es (?:desconocid|incierto)\w*|(?:sin|no se ha) (?:aclar|esclarec|determin)\w+)",
    re.IGNORECASE,
)
_NO_PATIENT = re.compile(  # who works in a hospital lies in none
    r"(?<!\w)(?:trabaj\w+|labor[aó]\w*|work(?:s|ed|ing)?|employed|volunteers?|работа\w+|трудит\w+|служит|дежур\w+|працю\w+|чергу\w+|nurse|doctor|surgeon|enfermer\w+|médic\w+|врач\w*|медсестр\w+|лікар(?!н)\w*)\s(?:\S+\s){0,4}\Z",
    re.IGNORECASE,
)
_BODY_LOST = re.compile(
    r"(?<!\w)(?:тел[ао]?|тіл[ао]?|cuerpo|cadáver|body)\s(?:\w+\s){0,3}?(?:не (?:нашли|найден|знайшли|знайден)\w*|no \w+ \w+|was never|not been)\W*\Z",
    re.IGNORECASE,
)
_WARD = re.compile(r"(?:hospital|clínica|госпитал|больниц|лікарн|шпитал|палат|ward)", re.IGNORECASE)
_BEFORE = 60  # letters
_SLANG_STATUS = {"200": "killed", "300": "wounded"}
# Forms that speak of several people: participles and verbs in the plural, nouns behind an article.
_MANY = re.compile(
    r"(?:\w{3,}(?:ых|их|ыми|ими|ые|ие|ленных)(?<!ение)(?<!нение)(?<!ание)|погибли|умерли|скончались|вернулись|пропали|попали|выжили|сдались|загинули|померли|полягли|повернулися|зникли|потрапили|вижили|простились|"
    r"убиты|взяты|ранены|живы|захвачены|пленены|освобождены|обменяны|эвакуированы|вывезены|спасены|вбиті|взяті|поранені|живі|захоплені|полонені|звільнені|обміняні|евакуйовані|врятовані|загиблі|зниклі|полеглі|мертві|"
    r"пленники|пленников|бранці|бранців|заложники|заручники|\w+(?:ados|idos|adas|idas|ertos|ertas|aron|ieron|yeron|ados)|cautivos|presos|prisioneros|rehenes|ilesos|vivos|heridos|"
    r"prisoners|captives|pows|casualties|victims|fatalities|deaths|survivors|evacuees|cuerpos)\Z",
    re.IGNORECASE,
)
_IMPERSONAL = re.compile(
    r"(?:fueron|capturaron|mataron|liberaron|canjearon|hirieron|enterraron|velaron|rescataron|evacuaron|sepultaron|identificaron|despidieron|encontraron|hallaron|dieron|sacaron|desalojaron|recuperaron)\Z",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    r"(?:\w*(?:шим|вшим|ленным|лим|ним)|похорон\w*|останки|останків|restos|heridas|lesiones|ранения|травми|травмы|поранення)\Z",
    re.IGNORECASE,
)
_SWAP = re.compile(
    r"(?:обмен|обмена|обмін|обміну|canje|canjes|intercambio|intercambios|exchange|exchanges|swap|swaps|trade|repatriation|repatriación|звільнення|освобождени[ея]|release|liberación)\Z",
    re.IGNORECASE,
)
_BY_SWAP = re.compile(
    r"(?:по|в ходе|в результате|в рамках|під час|у межах|внаслідок|в результаті|в рамках|en el|en un|durante el|mediante un|gracias al|in the|in a|during the|as part of the|through a)\s+(?:\w+\s+){0,2}\Z",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    r"(?:вынос\w*|вывод(?:я|ил)\w*|вывозя|вытаскива\w+|спасая|винос\w*|виводячи|вивозячи|витяга\w+|рятуючи|евакуююч\w*|эвакуируя|rescatando|evacuando|salvando|saving|carrying|evacuating|rescuing|capturing)\Z",
    re.IGNORECASE,
)
_OF_TOWN = re.compile(
    r"\s+(?:town|city|village|plant|enclave|mist|міст|город|посёл|посел|сел)\w*", re.IGNORECASE
)
_OBJECT = re.compile(r"\s+(?:the|a|his|their|wounded|civilians|people)\b", re.IGNORECASE)
_NOMINAL = re.compile(r"(?:\bthe|\bof the|\bother|\bof)\s+\Z", re.IGNORECASE)
_NOMINALS = {"dead", "wounded", "missing", "injured", "captured", "fallen", "killed", "trapped"}


@dataclass(frozen=True, slots=True)
class Fate:
    """One status word of a sentence, letters `start` to `end`, judged.

    Attributes:
        status: as in the lead record; "returned" and "not_returned" until `settle` knows from where.
        polarity: whether it is meant so; "withdrawn" is what was thought before.
        counted: it belongs to a number of people, not to somebody by name.
        official: an identification or an official confirmation stands in the sentence.
        many: its form speaks of several people.
        earlier: the sentence says that it was so, or was said so, before.
        clause: where its clause begins.
    """

    status: str
    polarity: Polarity
    start: int
    end: int
    counted: bool = False
    official: bool = False
    many: bool = False
    earlier: bool = False
    clause: int = 0


@lru_cache(maxsize=4096)
def fates(sentence: str) -> tuple[Fate, ...]:
    """Every status that a sentence speaks of, judged; hopes, conditions and orders are none.

    >>> [(f.status, f.polarity) for f in fates("Иванов не погиб, он в плену.")]
    [('killed', 'denied'), ('captured', 'asserted')]
    >>> [(f.status, f.polarity) for f in fates("Un compañero dijo que habría sido capturado.")]
    [('captured', 'hedged')]
    >>> fates("Мать надеется, что сын вернётся в ходе обмена.")
    ()
    """
    certain = bool(cue("certain").search(sentence))
    found = []
    for match in cue("status").finditer(sentence):
        made = _fate(sentence, match, certain=certain)
        if made:
            found.append(made)
    for slang in _SLANG.finditer(sentence):
        status = _SLANG_STATUS[slang["n"]]
        judged = judge(sentence, status, start=slang.start(), end=slang.end())
        if judged.polarity is not None:
            found.append(Fate(status, judged.polarity, slang.start(), slang.end(), earlier=judged.earlier))
    if lost := _FATE_UNKNOWN.search(sentence):
        found.append(Fate("missing", "asserted", lost.start(), lost.end()))
    return tuple(sorted(found, key=lambda fate: fate.start))


def _fate(sentence: str, match: re.Match[str], *, certain: bool) -> Fate | None:
    status = match.lastgroup or "unknown"
    judged = judge(sentence, status, start=match.start(), end=match.end())
    if judged.polarity is None:
        return None
    if judged.negated and judged.polarity == "denied" and status in ("returned", "released"):
        return Fate("not_returned", "asserted", match.start(), match.end(), counted=_counted(sentence, match))
    if _ACTIVE.match(match[0]) or (
        status in ("evacuated", "wounded", "captured")
        and _OBJECT.match(sentence[match.end() :])
        and match[0].lower().endswith("ing")
    ):
        return None
    if _of_another_thing(sentence, match, status):
        return None
    polarity = judged.polarity
    if polarity == "asserted" and status == "killed" and judged.earlier:
        polarity = "hedged"  # what was reported before may have changed
    return Fate(
        status,
        polarity,
        match.start(),
        match.end(),
        counted=_counted(sentence, match) or _only_spoken_of(sentence, match),
        official=certain and polarity == "asserted",
        many=_many(sentence, match),
        earlier=judged.earlier,
        clause=max((b.end() for b in _BORDER.finditer(sentence, 0, match.start())), default=0),
    )


def _of_another_thing(sentence: str, match: re.Match[str], status: str) -> bool:
    """A hospital where she works, a body that was not found, a besieged town: no status of anybody."""
    before = sentence[max(0, match.start() - _BEFORE) : match.start()]
    if status == "wounded":
        return bool(_WARD.search(match[0]) and _NO_PATIENT.search(before))
    if status == "missing":
        return bool(_BODY_LOST.search(before + match[0]))
    return status == "trapped" and bool(_OF_TOWN.match(sentence[match.end() :]))


def _only_spoken_of(sentence: str, match: re.Match[str]) -> bool:
    """An exchange as a noun happened to nobody by itself: “he was on the list for the exchange”."""
    return bool(_SWAP.match(match[0])) and not _BY_SWAP.search(sentence[: match.start()])


def _many(sentence: str, match: re.Match[str]) -> bool:
    word = match[0].split()[-1]
    if match[0].lower() in _NOMINALS:
        return bool(_NOMINAL.search(sentence[: match.start()]))
    return bool(_MANY.match(word)) and not _SINGLE.match(word) and not _IMPERSONAL.match(word)


def _counted(sentence: str, match: re.Match[str]) -> bool:
    """Whether a number stands in the same clause with the word, so that it speaks of many."""
    start = max((b.end() for b in _BORDER.finditer(sentence, 0, match.start())), default=0)
    end = next((b.start() for b in _BORDER.finditer(sentence, match.end())), len(sentence))
    for number in _COUNTED.finditer(sentence[start:end]):
        if re.search(
            r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?\s\Z",
            sentence[: start + number.start()],
            re.IGNORECASE,
        ):
            continue
        beside = _BESIDE.search(sentence[start : start + number.start()])
        behind = sentence[match.end() : start + number.start()]
        if not beside and len(behind.split()) <= 3:
            return True
    return False
