"""Places in their order, windows of time and zones, as announcements and ways give them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from regreso.facts.places import settlements_named
from regreso.reading.clocks import Dated
from regreso.reading.cues import words_of_kind
from regreso.reading.language import language
from regreso.reading.names import find_names
from regreso.reading.places import named

_CAP = r"[A-ZÁÉÍÓÚÑА-ЯІЇЄҐЁ][\w’'ʼ]+(?:-[\w’'ʼ]+)*"
_STATION = rf"{_CAP}(?:\s{_CAP}|\s\([^()]{{2,40}}\))?"
ROUTE = re.compile(rf"(?<![\w-]){_STATION}(?:\s*(?:\s[–—-]\s?|[–—]|→|->|=>|➡️?|>)\s*{_STATION})+")
_NO_STATION = re.compile(
    r"\A(?:коридор\w*|маршрут\w*|рейс\w*|автобус\w*|колонн?[аы]|поезд\w*|потяг\w*|поїзд\w*|напрям\w*|направлени\w+|corredor(?:es)?|rutas?|buses|bus|autob[uú]s\w*|convoy\w*|caravana\w*|corridors?|routes?|trains?|coach(?:es)?|tramo)\s+(?=\S)",
    re.IGNORECASE,
)
_LEG = re.compile(r"\s*(?:\s[–—-]\s?|[–—]|→|->|=>|➡️?|>)\s*")
_FROM_TO = re.compile(
    r"(?:(?<!\w)(?:desde|de|entre|from|из|с|з|із|від|от|между|між|between|out of|en|in|у|в|во|to|a|до|hasta|hacia|в|на|через|via|por|through|по|y|and|и|та|і|й|,)\s+)"
    rf"(?:(?:el|la|los|las|the|г\.|м\.|с\.|смт|пгт|города?|міста?|села?|direction of|напрямку|направлении)\s+)?(?P<place>{_CAP}(?:\s(?:de(?:l| la)?\s)?{_CAP})?)"
)
_HOURS = re.compile(
    r"(?:(?:de|desde|entre|from|between|с|з|від|от)\s+(?:las\s+)?)?(?P<from>\d{1,2}[:.h]\d{2})(?:\s*(?:horas|hrs|h|часов|год\w*))?\s*"
    r"(?:a|hasta|y|to|until|and|до|по|[–—-])\s*(?:las\s+)?(?P<to>\d{1,2}[:.h]\d{2})",
)
_WHOLE = re.compile(
    r"(?:de|desde|from|between|с|з|від|от)\s+(?:las\s+)?(?P<from>\d{1,2})(?:\s*(?P<am>a\.?m\.?|p\.?m\.?))?\s*(?:a|hasta|to|until|and|до)\s+(?:las\s+)?"
    r"(?P<to>\d{1,2})(?:\s*(?P<pm>a\.?m\.?|p\.?m\.?))?\s*(?:horas|hrs?|h\b|часов|годин\w*|год\b|o'clock|hora|(?=a\.?m|p\.?m)|(?<=m)\b)",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    rf"(?<!\w)(?:entre|between|между|між|поміж)\s+(?P<one>{_CAP})\s+(?:y|e|and|и|і|й|та)\s+(?P<other>{_CAP})"
)
_HOUR_WORDS = (
    "першої первого перша час la una one",
    "другої двух двох друга dos two",
    "третьої трёх трех трьох третя tres three",
    "четвертої четырёх четырех чотирьох четверта cuatro four",
    "п'ятої пяти п'яти п'ята cinco five",
    "шостої шести шоста seis six",
    "сьомої семи сьома siete seven",
    "восьмої восьми восьма ocho eight",
    "дев'ятої девяти дев'яти дев'ята nueve nine",
    "десятої десяти десята diez ten",
    "одинадцятої одиннадцати одинадцята once eleven",
    "дванадцятої двенадцати дванадцята doce twelve",
)
_HOUR_OF = {word.replace("'", "’"): n for n, words in enumerate(_HOUR_WORDS, 1) for word in words.split()}
_HOUR_WORD = "|".join(sorted((w.replace("’", "['’ʼ]") for w in _HOUR_OF), key=len, reverse=True))
_HALF_DAY = r"(?:утра|ранку|дня|вечера|вечора|ночи|ночі|a\.?\s?m\.?|p\.?\s?m\.?|de la mañana|de la tarde|de la noche|in the morning|in the afternoon|in the evening|at night)"
_SPOKEN = re.compile(
    rf"(?<!\w)(?:de|desde|entre|from|between|с|со|з|із|від|от)\s+(?:las\s+)?(?P<from>\d{{1,2}}(?!\d|[:.]\d)|{_HOUR_WORD})(?:\s*(?:часов|годин\w*|o'clock))?(?:\s*(?P<half>{_HALF_DAY}))?\s+"
    rf"(?:a|hasta|y|to|till|until|and|до|по)\s+(?:las\s+)?(?P<to>\d{{1,2}}(?!\d|[:.]\d)|{_HOUR_WORD})(?:\s*(?:часов|годин\w*|o'clock))?\s*(?P<late>{_HALF_DAY})",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"(?:договор\w+|соглас\w+|погод\w+|домов\w+|acord\w+|agreed?|announced?|anunci\w+|сообщ\w+|повідом\w+|заяв\w+|dijo|said|informó)\s+(?!(?:que|что|що|that)\s)(?:\w+\s+)?\Z",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"(?<!\w)(?:desde|a partir de|from|at|since|с|з|від|о|об|в|at|a)\s+(?:las\s+)?(?P<from>\d{1,2}[:.h]\d{2})(?:\s*(?P<half>a\.?m|p\.?m))?",
    re.IGNORECASE,
)
_AT = re.compile(
    r"(?<!\w)(?:desde|a partir de|from|at|since|с|з|від|о|об|в|a|с)\s+(?:las\s+)?(?P<from>\d{1,2})(?:-?(?:й|ї|ти|и))?\s*(?:h\b|horas?|hrs?|часов|часа|годин\w*|год\b)?\s*"
    r"(?P<half>утра|ранку|дня|вечера|вечора|a\.?\s?m\.?|p\.?\s?m\.?|de la mañana|de la tarde|de la noche|in the morning|in the evening|o'clock)",
    re.IGNORECASE,
)
_LISTED_DAYS = re.compile(r"(?<![\d.:])(?P<n>\d{1,2})(?:,\s?\d{1,2})*,?\s(?:и|і|й|та|y|and|&)\s+\Z")
_UNTIL = re.compile(r"(?:hasta|until|till|by|до|к)\s+(?:las\s+)?(?P<to>\d{1,2}[:.h]\d{2})", re.IGNORECASE)
_LATER = re.compile(r"дня|вечера|вечора|p|de la tarde|de la noche|in the evening", re.IGNORECASE)
_ZONES = (
    (
        "Europe/Moscow",
        re.compile(
            r"\b(?:мск|московск\w+|за москвою|по москве|hora de moscú|moscow time|moscow local time|msk|московськ\w+ час\w*|за московським|utc\s?\+\s?3)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "Europe/Kyiv",
        re.compile(
            r"\b(?:київськ\w+|киевск\w+|за києвом|по киеву|hora de ki[eé]v|hora de kyiv|hora local de ki[eé]v|ky?ie?v (?:local )?time|за київським|eet|по-киевски)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "Europe/Warsaw",
        re.compile(
            r"\b(?:hora de polonia|polish time|варшавськ\w+ час\w*|варшавск\w+ врем\w*)\b", re.IGNORECASE
        ),
    ),
)


def places_of(words: str) -> tuple[str, ...]:
    """The places that a text names in their order, as written; persons and institutions are left out.

    >>> places_of("Маріуполь – Мангуш – Запоріжжя")
    ('Маріуполь', 'Мангуш', 'Запоріжжя')
    >>> places_of("de Sumy a Poltava, informó Oksana Doroshenko")
    ('Sumy', 'Poltava')
    """
    route = ROUTE.search(words)
    if route:
        legs = (
            re.sub(r"\s*\([^)]*\)|^(?:г|м|с|смт|пгт)\.?\s+", "", leg).strip(" .,;")
            for leg in _LEG.split(route[0])
        )
        return tuple(named(_NO_STATION.sub("", leg)) for leg in legs if leg)
    if way := way_of(words):
        return way
    people = [(name.start, name.end) for name in find_names(words)]
    found = []
    for place in _FROM_TO.finditer(words):
        start = place.start("place")
        low = place["place"].split()[0].lower()
        if (low not in words_of_kind("not_name") or settlements_named(place["place"])) and not any(
            a <= start < b for a, b in people
        ):
            found.append(named(place["place"]))
    return tuple(dict.fromkeys(found))


_LEG_WORD = {
    "from": r"from|out of|desde|de|из|з|із|зі|с|від|от",
    "via": r"via|through|vía|por|con paradas? en|через|чрез",
    "to": r"bound for|en route to|headed (?:for|to)|heading (?:for|to)|rumbo a|con destino a|у напрямку|в напрямку|в направлении|в сторону|в бік|у бік|to|towards?|a|hacia|hasta|до|в|во|к|на|у",
}
_LEG_OF = re.compile(
    rf"(?<!\w)(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _LEG_WORD.items())})\s+"
    r"(?:(?:el|la|los|las|the|г\.|м\.|с\.|смт|пгт|місто|города?|міста?|села?|населённ\w+ пункт\w*|населен\w+ пункт\w*)\s+)?"
    rf"(?P<place>{_CAP}(?:\s(?:de(?:l| la)?\s)?{_CAP})?)"
    rf"(?P<more>(?:\s*,\s*{_CAP}(?=\s*(?:,|и|й|і|та|y|and))|\s+(?:y|e|and|и|й|і|та)\s+{_CAP})*)"
)


def way_of(words: str) -> tuple[str, ...]:
    """The places of a way that a clause tells in words, from the first to the last, in the nominative.

    >>> way_of("из Мариуполя в Запорожье через Бердянск и Токмак")
    ('Мариуполь', 'Бердянск', 'Токмак', 'Запорожье')
    >>> way_of("buses from Izium to Lozova")
    ('Izium', 'Lozova')
    """
    legs: dict[str, list[str]] = {"from": [], "via": [], "to": []}
    people = [(name.start, name.end) for name in find_names(words)]
    for found in _LEG_OF.finditer(words):
        start = found.start("place")
        first = found["place"].split()[0].lower()
        known = settlements_named(found["place"])
        if any(a <= start < b for a, b in people) or (first in words_of_kind("not_name") and not known):
            continue
        more = re.findall(_CAP, found["more"] or "")
        legs[_kind_of(found)] += [found["place"], *more]
    if not legs["from"] and (pair := BETWEEN.search(words)):
        return tuple(named(pair[name]) for name in ("one", "other"))
    if not (legs["from"] and (legs["to"] or legs["via"])):
        return ()
    return tuple(dict.fromkeys(named(place) for place in (*legs["from"], *legs["via"], *legs["to"])))


def _kind_of(found: re.Match[str]) -> str:
    return next(name for name in _LEG_WORD if found[name])


def window(words: str, days: Sequence[Dated], clock: date | None) -> tuple[str, str]:
    """Start and end of a window of time, as `2022-03-10T09:00`; "" where not said.

    >>> from datetime import date
    >>> window("з 9:00 до 20:00", (), date(2022, 3, 10))
    ('2022-03-10T09:00', '2022-03-10T20:00')
    """
    whole = [
        d.edtf
        for d in days
        if len(d.edtf) == 10 and not _AGREED.search(words[max(0, d.start - 30) : d.start])
    ]
    day = whole[0] if whole else clock.isoformat() if clock else ""
    last = whole[-1] if whole else day
    day = _first_of(words, days, day)
    spread = next((d.edtf.split("/") for d in days if "/" in d.edtf), None)
    if spread:
        day, last = spread
    hours = _HOURS.search(words)
    if hours:
        return _at(day, hours["from"]), _at(last, hours["to"])
    if spoken := _SPOKEN.search(words):
        first = _clock(_digits(spoken["from"]), spoken["half"] or "")
        return _at(day, first), _at(last, _clock(_digits(spoken["to"]), spoken["late"]))
    if about := _WHOLE.search(words):
        return _at(day, _clock(about["from"], about["am"] or "")), _at(
            last, _clock(about["to"], about["pm"] or "")
        )
    since, until = _SINCE.search(words), _UNTIL.search(words)
    begins = _at(day, _clock(since["from"], since["half"] or "")) if since else ""
    if not since and (about := _AT.search(words)):
        begins = _at(day, _clock(about["from"], about["half"]))
    return begins, _at(last, until["to"]) if until else ""


def _first_of(words: str, days: Sequence[Dated], day: str) -> str:
    """“On 2, 3 and 4 May”: the days begin with the first that is numbered."""
    dated = next((d for d in days if d.edtf == day), None)
    listed = _LISTED_DAYS.search(words[: dated.start]) if dated else None
    if listed is None or not 0 < int(listed["n"]) < int(day[8:]):
        return day
    return f"{day[:8]}{int(listed['n']):02}"


def _digits(hour: str) -> str:
    word = re.sub("['ʼ]", "’", hour.lower())
    return hour if hour.isdigit() else str(_HOUR_OF[word])


def _clock(hour: str, half: str) -> str:
    number, _, minutes = re.sub("[.h]", ":", hour).partition(":")
    later = 12 if _LATER.match(half) and int(number) < 12 else 0
    return f"{int(number) + later}:{minutes or '00'}"


def _at(day: str, written: str) -> str:
    hour, minute = (int(part) for part in re.split("[:.h]", written))
    if not day or hour > 24 or minute > 59:
        return ""
    return f"{day}T{hour:02}:{minute:02}"


def zone_of(words: str, start: str = "") -> str:
    """The zone that the text names; a text in Ukrainian with a time means Kyiv.

    >>> zone_of("с 10:00 мск"), zone_of("з 9:00 до 20:00", "2022-03-10T09:00")
    ('Europe/Moscow', 'Europe/Kyiv')
    """
    named = next((zone for zone, pattern in _ZONES if pattern.search(words)), "")
    if named or not start:
        return named
    return "Europe/Kyiv" if re.search("[іїєґ]|(?<!\\w)з\\s\\d", words) or language(words) == "uk" else ""
