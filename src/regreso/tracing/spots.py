"""Units and places out of a message, with the spans that they took up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from regreso.facts.names.stock import commonness, patronymic_stems
from regreso.facts.person import PlaceText
from regreso.facts.places import settlements_named
from regreso.tracing.cues import cue

_KIND = (
    r"(?:[а-яіa-z]{0,6}бр\b|[о]?(?:мсп|тп|дшп|зрп|мп|пдп|сп|абр|вдд|оиб|мсб|шб|осн|бтг)\b|[\w.]{0,6}бригад\w*"
    r"|r[ée]gim\w*|bataillon|compagnie|полк\w*|[\w.]{0,5}батальон\w*|рот(?:а|ы|е|і)\b|дивизи\w*|дивізі\w*|brigad\w*|regim\w*|battalion"
    r"|batall\w*|division|divisi[óo]n|company|compañía|pelotón)"
)
_BETWEEN = (
    r"(?:(?:отдельн|окрем|гв|separate|mechani[sz]ed|мотострелков|механізован|механизированн|десантно"
    r"-штурмов|танков|штурмов|mecanizad|motorizad|infantry|de infantería|tank|assault"
    r"|airborne|аэромобильн|аеромобільн)\w*\.? )*"
)
_ORDINAL = r"(?:[-‑]?(?:[йяюемт]|ой|ая|ій|та|ту|ї|ої|го|ю|st|nd|rd|th|er|ra|da|ta|ma|va)|\.?[ªº])?\.?\s?"
_OF_NUMBER = (
    r"(?:в/?\s?ч\.?|войсков\w+ част\w+|військов\w+ частин\w+|unidad(?: militar)?|military unit|unit)"
    r"\s*(?:№|n[.ºo]?|No\.?)?\s*[AА]?-?\d{3,5}"
)
_KIND_FIRST = (
    r"\b(?:бригад\w*|полк\w*|батальон\w*|(?:ال)?(?:لواء|كتيبة|فوج|سرية|فرقة)|brigad\w*|regimiento|regiment|batallón|battalion)"
    r"\s(?:№\s?|n[º°.]\s?)?\d{1,3}\b"
)
_UNITS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        _OF_NUMBER,
        rf"(?<!\d)\d{{1,3}}{_ORDINAL}{_BETWEEN}{_KIND}(?: морской пехоты| морської піхоти| de infantería)?",
        _KIND_FIRST,
    )
)
_REGION_WORD = r"(?:обл(?:аст[ьи]|асті)?\b\.?|кра[йяе]\b|район\w*|oblast|region|regi[óo]n|krai)"
_REGION = re.compile(
    r"(?:(?:provincia|departamento|regi[óo]n|province|республик\w+|республік\w+) (?:de |of )?[^\W\d_][\w-]+"
    rf"|[^\W\d_][\w-]+(?: [A-ZА-ЯІЇЄҐ][\w-]+)? {_REGION_WORD})",
    re.IGNORECASE,
)
_CAPITAL = r"(?:[A-ZÁÉÍÓÚÑА-ЯЁІЇЄҐ][\w'’-]+|[\u0621-\u064a]{3,})"
_NAMED = re.compile(rf"\s*:?\s*({_CAPITAL}(?:[ -](?:de |del |la |el |los |на |над )*{_CAPITAL}){{0,2}})")
_LOST = re.compile(
    r"(?:captur|desapar|disparu|معركة|مفقود|فقد|пропал|зник|полон|missing|плен|пленён|боя|последн|останн|last|último)",
    re.IGNORECASE,
)
_SHORT_CUES = frozenset(
    {
        "من",
        "في",
        "à",
        "du",
        "из",
        "з",
        "із",
        "зі",
        "de",
        "en",
        "of",
        "in",
        "from",
        "г",
        "м",
        "с",
        "п",
        "д",
        "ст",
    }
)
_OBLIQUE = frozenset(
    {"из", "з", "із", "зі", "в", "у", "города", "міста", "села", "деревни", "уроженец", "уроженка"}
)
_CASES = (
    ("ові", "ів"), ("єві", "їв"), ("єва", "їв"), ("ого", "ое"), ("ьска", "ьск"), ("ска", "ск"), ("ова", "ов"),
    ("ева", "ев"), ("ина", "ин"), ("ани", "ань"), ("ни", "нь"), ("ли", "ль"), ("ви", "ва"), ("вы", "ва"),
    ("ы", "а"), ("и", "а"), ("и", "ь"), ("и", "я"), ("і", "а"),
    ("я", "ь"), ("я", "й"), ("а", ""), ("у", ""), ("е", ""), ("е", "а"), ("і", ""), ("ом", ""), ("ею", "я"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """Something taken out of a text: where it stood, and what it says in its nominative."""

    start: int
    end: int
    text: str


def units_in(text: str) -> list[Spot]:
    """Units named in a text, in order of place.

    >>> [u.text for u in units_in("служил в 93-й ОМБр, в/ч 12345")]
    ['93-й ОМБр', 'в/ч 12345']
    """
    found = [Spot(m.start(), m.end(), m[0].strip()) for pattern in _UNITS for m in pattern.finditer(text)]
    return sorted(found, key=lambda spot: spot.start)


def nominative_place(name: str, *, oblique: bool = False) -> str:
    """A settlement's name out of another case, where the gazetteer or the ending tells it.

    Args:
        name: the name as written.
        oblique: it follows a word that asks for another case, as из or в.

    >>> nominative_place("Воронежа", oblique=True), nominative_place("Madrid")
    ('Воронеж', 'Madrid')
    """
    if not re.search("[а-яіїєґ]", name.lower()):
        return name
    turned = [
        name[: -len(end)] + new for end, new in _CASES if name.endswith(end) and len(name) > len(end) + 2
    ]
    known = next((t for t in turned if settlements_named(t)), "")
    as_it_is = bool(settlements_named(name)) and not (oblique and known)
    return name if as_it_is else known or (next(iter(turned), name) if oblique else name)


@cache
def _place_cue() -> re.Pattern[str]:
    return cue("place")


def places_in(text: str) -> tuple[PlaceText, list[tuple[int, int]]]:
    """The settlement and region that a text names with the words around places, and the spans they took.

    >>> places_in("родом из Рязани, Рязанская область")[0]
    PlaceText(settlement='Рязань', region='Рязанская область', country='')
    """
    spans: list[tuple[int, int]] = []
    region = ""
    if found := _REGION.search(text):
        region = found[0].strip(" .")
        spans.append(found.span())
    settlement = ""
    for lead in _place_cue().finditer(text):
        named = _NAMED.match(text, lead.end())
        if _LOST.search(text[max(lead.start() - 30, 0) : lead.start()]):
            continue  # where he was lost is not where he is from
        if not named or any(a < named.end() and named.start(1) < b for a, b in spans):
            continue
        said = lead[0].lower().strip(" .")
        if _is_place(said, named[1]):
            settlement = settlement or nominative_place(named[1], oblique=said.split()[-1] in _OBLIQUE)
            spans.append((lead.start(), named.end()))
    return PlaceText(settlement, region), spans


def _is_place(lead: str, name: str) -> bool:
    words = name.split()
    if settlements_named(nominative_place(name, oblique=True)):
        return not (lead in _SHORT_CUES and len(words) > 1 and commonness(words[0]))
    if commonness(words[0]) or any(patronymic_stems(w) for w in words):
        return False
    return lead not in {"de", "of", "en", "in", "à", "du", "من", "في"} and len(words) == 1
