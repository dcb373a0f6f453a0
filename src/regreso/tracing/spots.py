"""Units and places out of a message, with the spans that they took up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from regreso.facts.names.stock import commonness
from regreso.facts.places import region_keys, settlements_named
from regreso.tracing.cues import cue
from regreso.tracing.lexicon import is_everyday, is_known

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        rf"(?<!\d)\d{{1,3}}{_ORDINAL}{_BETWEEN}{_KIND}(?: морской пехоты| морської піхоти| de (?:infanter[ií]a|selva|marina|montaña|caballer[ií]a|artiller[ií]a)(?: de marina)?)?",
        _KIND_FIRST,
    )
)
_REGION_WORD = r"(?:обл(?:аст[ьи]|асті|асці|асць)?\b\.?|кра[йяе]\b|район\w*|oblast|region|regi[óo]n|krai)"
_REGION = re.compile(
    r"(?:(?<!\w)(?:provincia|departamento|estado|regi[óo]n|province|республик\w+|республік\w+|gobernaci[óo]n) (?:de |of )?[^\W\d_][\w-]+"
    rf"|(?:[^\W\d_]+-)?[^\W\d_]+(?:[сц]к|цьк|ськ)\w{{2,4}} {_REGION_WORD}|[^\W\d_][\w-]+ (?:oblast|krai|voblasts)\b)",
    re.IGNORECASE,
)
_CAPITAL = r"(?:[A-ZÁÉÍÓÚÑА-ЯЁІЇЄҐ][\w'’-]+|[\u0621-\u064a]{3,})"
_NAMED = re.compile(rf"({_CAPITAL}(?:[ -](?:de |del |la |el |los |на |над )*{_CAPITAL}){{0,2}})")
_LOST = re.compile(
    r"(?:captur|desapar|disparu|معركة|مفقود|فقد|أسر|пропа|зник|полон|missing|плен|пленён|боя|последн|останн|last|último|visto|"
    r"cay[óo]|попал|потрапи|видели|бачили|seen|vue? |район|мобил|призван|убыл|вибу|went|возле|lo agarr|lo llev)", re.IGNORECASE,
)  # fmt: skip
_WRITES = re.compile(r"(?:пиш\w+|звон\w+|escrib\w+|writ\w+|écri\w+|أكتب إليكم|call\w*) \Z", re.IGNORECASE)
_FILLER = re.compile(
    r"\s*:?\s*(?:(?:near|cerca de|around|près de|قرب|под|біля|возле|недалеко от|the |города|городе|города|города|г\.|гор\.|м\.|с\.|"
    r"села|селе|деревни|місті|міста|селі|смт|пгт|посёлка|ciudad de|city of|town of|village of|ville de|مدينة|قرية|por)\s*)*",
    re.IGNORECASE,
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:[-'’ʼ][^\W\d_]+)*")
_MOST_PLACE_WORDS = 4
_LEAST_LETTERS = 3
_STRONG, _WEAK, _BARE, _AWAY = 3.0, 2.0, 1.0, -3.0
_NEAR_LOST = 34
_USUAL = 3.6  # as commonness counts: a name of a town that few bear is a town
_SMALL = frozenset("de del la el los las y al abu d".split())  # noqa: SIM905 - a list of words
_ONLY_BORN = frozenset("в у".split())  # noqa: SIM905 - a list of words
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
        "в",
        "у",
        "са",
        "ciudad",
        "home",
    }
)
_OBLIQUE = frozenset(
    {"из", "з", "із", "зі", "в", "у", "города", "міста", "села", "деревни", "уроженец", "уроженка"}
)
_CASES = (
    ("еве", "ев"), ("ове", "ов"), ("ьца", "ец"), ("ца", "ец"), ("ая", "ай"), ("ия", "ий"), ("ові", "ів"), ("єві", "їв"), ("єва", "їв"), ("ого", "ое"), ("ьска", "ьск"), ("ска", "ск"), ("ова", "ов"),
    ("ева", "ев"), ("ина", "ин"), ("ани", "ань"), ("ни", "нь"), ("ли", "ль"), ("ви", "ва"), ("вы", "ва"),
    ("ы", "а"), ("и", "а"), ("и", "ь"), ("и", "я"), ("і", "а"),
    ("ова", "ово"), ("ева", "ево"), ("ина", "ино"), ("ові", "ово"), ("єва", "єво"), ("ого", "ый"), ("ого", "ий"), ("ой", "ая"),
    ("ої", "а"), ("их", "ие"), ("ых", "ые"),
    ("я", "ь"), ("я", "й"), ("а", ""), ("а", "о"), ("е", "о"), ("ы", "ы"), ("у", ""), ("е", ""), ("е", "а"), ("і", ""), ("ом", ""), ("ею", "я"),
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
    towns = {t: settlements_named(t) for t in turned}
    known = min((t for t in turned if towns[t]), key=lambda t: min(towns[t]), default="")  # the biggest
    as_it_is = bool(settlements_named(name)) and not (oblique and known)
    return name if as_it_is else known or (next(iter(turned), name) if oblique else name)


@cache
def _place_cue() -> re.Pattern[str]:
    return cue("place")


@dataclass(frozen=True, slots=True)
class Place:
    """A settlement named in a text, and how much speaks for its being where the sought person is from."""

    start: int
    end: int
    settlement: str
    score: float
    lead: int = -1


def region_in(text: str) -> Spot | None:
    """The region that a text names with its word for region.

    >>> region_in("родом из Рязани, Рязанская область").text
    'Рязанская область'
    """
    found = _REGION.search(text)
    return Spot(found.start(), found.end(), found[0].strip(" .")) if found else None


def led_places(text: str, births: Sequence[tuple[int, int]] = ()) -> list[Place]:
    """Settlements that a word such as "from" or "born in" leads to; `births` are the spans of dates.

    >>> [p.settlement for p in led_places("родом из Рязани, пропал под Нижним Тагилом")]
    ['Рязань']
    """
    found: dict[int, Place] = {}
    for lead in _place_cue().finditer(text):
        said = lead[0].lower().strip(" .")
        born = any(0 <= lead.start() - end <= _LEAST_LETTERS for _, end in births)
        if said in _ONLY_BORN and not born:
            continue
        filler = _FILLER.match(text, lead.end())
        start = filler.end() if filler else lead.end()
        short = said in _SHORT_CUES and not born
        spot = _place_at(text, start, oblique=said.split()[-1] in _OBLIQUE, short=short)
        if spot is None:
            continue
        before = text[max(lead.start() - _NEAR_LOST, 0) : lead.start()]
        away = not born and (_LOST.search(re.split(r"[.,;!?]\s", before)[-1]) or _WRITES.search(before))
        score = (_WEAK if short else _STRONG) + (_AWAY if away else 0.0)
        place = Place(spot.start, spot.end, spot.text, score, lead.start())
        found[spot.start] = max(found.get(spot.start, place), place, key=lambda p: p.score)
    return list(found.values())


def after_a_name(text: str, place: Place) -> bool:
    """Whether only "de" stands between a name and this place, so that it may be part of the name: mi hija Ana Ruiz de Lima.

    >>> after_a_name("mi hija Ana Ruiz de Lima", Place(20, 24, "Lima", 2.0, 17)), after_a_name("Es de Lima", Place(6, 10, "Lima", 2.0, 3))
    (True, False)
    """
    said = text[place.lead : place.start].strip().lower()
    before = _WORD.findall(text[: max(place.lead, 0)])[-1:]
    named = before and not is_everyday(before[0].lower()) and text[: place.lead].endswith(before[0] + " ")
    wife = bool(cue("sought_f").search(text))
    article = said != "de"
    return bool(
        said.split()[:1]
        and said.split()[0] in ("de", "del")
        and named
        and place.score == _WEAK
        and (wife or article)
    )


def _place_at(text: str, start: int, *, oblique: bool, short: bool) -> Spot | None:
    """The longest settlement of the gazetteer that begins here, else a name in capitals after a clear cue."""
    words = _words_from(text, start)
    named = None if short else _NAMED.match(text, start)
    for size in range(len(words), 0, -1):
        end = words[size - 1].end()
        if named and named.end() > end:
            break  # only its beginning is a settlement that we know
        if known := _known_place(text[words[0].start() : end], oblique=oblique, short=short):
            return Spot(words[0].start(), end, known)
    if named and not is_known(named[1].split()[0].lower()) and not is_everyday(named[1].lower()):
        return Spot(named.start(1), named.end(1), nominative_place(named[1], oblique=oblique))
    return None


def _words_from(text: str, start: int) -> list[re.Match[str]]:
    """Up to four words from here on with nothing but spaces and hyphens between them."""
    words: list[re.Match[str]] = []
    for word in _WORD.finditer(text, start):
        if text[words[-1].end() if words else start : word.start()].strip(" -"):
            break
        words.append(word)
        if len(words) == _MOST_PLACE_WORDS:
            break
    return words


def _known_place(name: str, *, oblique: bool, short: bool) -> str:
    """The nominative of a settlement that the gazetteer knows, "" where it is none or rather a person."""
    words = name.lower().split()
    plain = all(w in _SMALL or is_everyday(w) for w in words) and not (len(words) > 1 and words[0] in _SMALL)
    if len(name) < _LEAST_LETTERS or plain or words[-1] in _SMALL:
        return ""
    person = words[0] not in _SMALL and commonness(words[0]) > _USUAL and (len(words) > 1 or short)
    town = nominative_place(name, oblique=oblique)
    return (
        town if settlements_named(town) and not (person and not words[0].startswith(("san", "santa"))) else ""
    )


def bare_places(text: str, taken: list[tuple[int, int]], *, after: int) -> list[Place]:
    """Settlements that stand alone between signs or after a date, as in lists: name, date, place.

    >>> [p.settlement for p in bare_places("Иванов Пётр, 1999, Рязань", [(0, 11)], after=11)]
    ['Рязань']
    """
    out: list[Place] = []
    at = after
    for word in _WORD.finditer(text, after):
        if word.start() < at or any(a <= word.start() < b for a, b in taken):
            continue
        lead = text[: word.start()].rstrip()[-1:]
        said = _WORD.findall(text[: word.start()])[-1:]
        alone = (
            not lead
            or (bool(said) and bool(cue("birth", "age").fullmatch(said[0])))
            or lead in ",;(/\n.:-–—"
            or lead.isdigit()
            or any(b == len(text[: word.start()].rstrip()) for _, b in taken)
        )
        spot = _place_at(text, word.start(), oblique=False, short=True) if alone else None
        if spot and not is_everyday(word[0].lower()):
            closed = not text[spot.end :].lstrip(" ") or text[spot.end :].lstrip(" ")[0] in ",;.)/\n!"
            out.append(Place(spot.start, spot.end, spot.text, _BARE if closed else _BARE / 2))
            at = spot.end
    return out


def region_after(text: str, place: Place) -> Spot | None:
    """A second place right after the first one's comma, which is its region or country: Lima, Perú.

    >>> region_after("de San Joaquín, Valencia.", Place(3, 14, "San Joaquín", 3.0)).text
    'Valencia'
    """
    found = re.compile(r"\s*(?:,|\(|-|–)\s*([^\W\d_][\w' -]*?)\s*(?=[.,;)!?\n]|\Z)").match(text, place.end)
    if not found or len(found[1].split()) > _MOST_PLACE_WORDS:
        return None
    known = settlements_named(found[1]) or any(not key.startswith("~") for key in region_keys(found[1]))
    return (
        Spot(found.start(1), found.end(1), found[1]) if known and not is_everyday(found[1].lower()) else None
    )
