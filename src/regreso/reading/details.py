"""What stands beside a name: rank, unit, birth, age, and the place of what happened."""

from __future__ import annotations

import re
from datetime import date

from regreso.reading.calendar_words import MONTHS
from regreso.reading.cues import cue
from regreso.reading.leads import Value

_BORN = re.compile(
    r"(?:(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./])?(?P<y>(?:19|20)\d{2})\s*(?:г\.\s?р|р\.\s?н|г\.\s?рожд|року народж|года рожд|года? р\b|гр\b|рн\b)"
    r"|(?:род(?:ился|илась|\.)|нар(?:\.|одився|одилася|одж)|д\.\s?р\.?|nacid[oa](?: en| el)?|nació(?: en| el)?|born(?: in| on)?|b\.|F\.\s?N\.?|fecha de nacimiento)"
    r"[:\s]*(?:(?P<d2>\d{1,2})[./](?P<m2>\d{1,2})[./])?(?P<y2>(?:19|20)\d{2})"
    r"|(?P<d3>\d{1,2})\.(?P<m3>\d{1,2})\.(?P<y3>(?:19[3-9]|200)\d)(?!\d)",
    re.IGNORECASE,
)
_MONTHS = "|".join(f"(?P<m{n}>{'|'.join(words)})" for n, words in MONTHS.items())
_BORN_IN_WORDS = re.compile(
    r"(?:род(?:ился|илась|ившийся|\.)|нар(?:одився|одилася|одився|\.)|nacid[oa]|nació|born|fecha de nacimiento)[:,\s]+(?:\w+\s){0,3}?"
    rf"(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th|-го|º)?\s+(?:de\s+|of\s+)?(?:{_MONTHS})|(?P<name>[A-Z][a-z]+)\s(?P<d2>\d{{1,2}})),?\s+(?:de\s+|del\s+)?(?P<y>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_MONTH_NAMES = {n: re.compile(f"(?:{'|'.join(words)})\\Z", re.IGNORECASE) for n, words in MONTHS.items()}
_AGE = re.compile(
    r"\b(?P<a>\d{1,2})\s*(?:лет(?!\s*назад)|год(?:а)?(?=[\s,.)])(?!\s*назад)|рок(?:ів|и)(?!\s*тому)|рік\b(?!\s*тому)|años(?! atrás)|years?[ -]old)"
    r"|\b(?P<b>\d{2})[- ](?:летн|річн|year-old|year old)|\baged?\s+(?P<c>\d{2})\b|,\s*(?P<e>\d{2}),",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\b(?:в/ч|войсков\w+ част\w+|військов\w+ частин\w+)\s*(?:№\s*)?[А-ЯA-Z]?\d{3,6}"
    r"|\b\d{1,3}\s*-?(?:й|я|ї|го|ой|та|ту|ма|та|ª|º|th|st|nd|rd)?\s+(?:[\w-]+\s+){0,3}?(?:бригад|полк|батальон|батальйон|дивизи|дивізі|бригада|regiment|brigade|"
    r"battalion|division|brigada|batallón|regimiento|división)\w*",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"\b(?P<relation>под|возле|близ|у|около|біля|поблизу|під|неподалік|недалеко от|cerca de|near|outside|в|во|у|в районе|в районі|en|in|at|на|from|из|з|із|desde|"
    r"hacia|to|до|в направлении|в напрямку)\s+(?:(?:н\.\s?п\.|г\.|с\.|м\.|пгт|смт|селі|селе|города|міста|місті|городе|села|la|el|los|las|the)\s*){0,2}"
    r"(?P<place>[А-ЯІЇЄҐA-ZÁÉÍÓÚÑ][\w’'ʼ-]+(?:\s+[А-ЯІЇЄҐA-ZÁÉÍÓÚÑ][\w’'ʼ-]+)?)"
)
_IN = {
    "под",
    "возле",
    "близ",
    "около",
    "біля",
    "поблизу",
    "під",
    "неподалік",
    "недалеко от",
    "cerca de",
    "near",
    "outside",
}
_FROM, _TO = {"from", "из", "з", "із", "desde"}, {"hacia", "to", "до", "в направлении", "в напрямку"}


def rank_before(words: str, start: int) -> str:
    """The rank just before a name, as written; "" for none.

    >>> rank_before("Погиб старший сержант Иван Петров", 22)
    'старший сержант'
    """
    near = words[max(start - 40, 0) : start]
    found = [match for match in cue("rank").finditer(near) if len(near) - match.end() <= 2]
    return found[0][0] if found else ""


_YEARS_BEFORE = re.compile(
    r"(?<!\d)(?P<n>\d{2})[-\s](?:річн\w+|летн\w+|year-old|years-old)\s+(?:[\w-]+\s+){0,3}\Z", re.IGNORECASE
)


def age_before(words: str, start: int) -> int:
    """The age just before a name ("23-летний …"), 0 for none.

    >>> age_before("Вернулся 23-летний рядовой Иван Серов", 27)
    23
    """
    found = _YEARS_BEFORE.search(words[max(start - 60, 0) : start])
    return int(found["n"]) if found else 0


def beside(words: str, start: int, end: int) -> dict[str, Value]:
    """Birth (EDTF), age and unit in the words around a name, up to the next one.

    >>> beside("Петров Иван, 12.03.2001 г.р., в/ч 54321", 11, 43)
    {'birth': {'edtf': '2001-03-12'}, 'unit': 'в/ч 54321'}
    """
    near = words[start:end]
    found: dict[str, Value] = {}
    if in_words := _BORN_IN_WORDS.search(near):
        found["birth"] = {"edtf": _in_words(in_words)}
    elif born := _BORN.search(near):
        parts = born.groupdict()
        year = parts["y"] or parts["y2"] or parts["y3"]
        day, month = parts["d"] or parts["d2"] or parts["d3"], parts["m"] or parts["m2"] or parts["m3"]
        found["birth"] = {"edtf": _day(year or "", month, day)}
    if age := _AGE.search(near):
        years = int(next(value for value in age.groups() if value))
        if 14 <= years <= 99:
            found["age"] = {"n": years}
    if unit := _UNIT.search(near):
        found["unit"] = unit[0]
    return found


def _in_words(born: re.Match[str]) -> str:
    named = next((n for n in _MONTH_NAMES if born[f"m{n}"]), None)
    month = named or next(
        (n for n, words in _MONTH_NAMES.items() if born["name"] and words.match(born["name"])), 0
    )
    return _day(born["y"], str(month), born["d"] or born["d2"])


def _day(year: str, month: str | None, day: str | None) -> str:
    try:
        return date(int(year), int(month or 0), int(day or 0)).isoformat()
    except ValueError:
        return year


def where(words: str) -> dict[str, Value]:
    """The first place that a clause names with a preposition, as written, and how it lies to it.

    >>> where("пропал 6 августа под Суджей")
    {'as_written': 'Суджей', 'relation': 'near'}
    """
    found = _WHERE.search(words)
    if not found:
        return {}
    said = found["relation"].lower()
    relation = "near" if said in _IN else "from" if said in _FROM else "to" if said in _TO else "in"
    return {"as_written": found["place"], "relation": relation}
