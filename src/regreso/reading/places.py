"""Names of places in Russian and Ukrainian from any case back to the nominative, by the gazetteer and by endings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product

from regreso.facts.places import settlements_named

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_PREFIX = re.compile(
    r"^(?:г|м|с|пгт|смт|н\.\s?п|нп|город|місто|село|селище|посёлок|поселок)\.?\s+", re.IGNORECASE
)
# (ending of another case, ending of the nominative), likelier ones first
_ENDINGS = tuple(
    tuple(pair.split(">"))
    for pair in [
        "ського>ське",
        "ского>ское",
        "цького>цьке",
        "цкого>цкое",
        "ового>ове",
        "евого>еве",
        "ого>ое",
        "ого>е",
        "ого>ий",
        "ого>ый",
        "ому>е",
        "ому>ое",
        "ьому>є",
        "ської>ська",
        "ской>ская",
        "цької>цька",
        "цкой>цкая",
        "ової>ова",
        "овой>овая",
        "ої>а",
        "ой>ая",
        "ой>а",
        "ою>а",
        "ую>ая",
        "ей>я",
        "ей>а",
        "ею>я",
        "ею>а",
        "ськом>ськ",
        "ском>ск",
        "ським>ськ",
        "ским>ск",
        "цьким>цьк",
        "цким>цк",
        "им>е",
        "им>ий",
        "ым>ое",
        "ым>ый",
        "им>ое",
        "ов>ов",
        "єва>їв",
        "ева>ев",
        "ова>ів",
        "ова>ов",
        "ева>ево",
        "ова>ово",
        "ина>ино",
        "іна>іне",
        "єві>їв",
        "ові>ів",
        "ові>ов",
        "ове>ово",
        "еве>ево",
        "овом>ів",
        "овом>ов",
        "євом>їв",
        "евом>ев",
        "овым>ов",
        "ином>ин",
        "ине>ино",
        "ія>ій",
        "ії>ія",
        "ии>ия",
        "ию>ия",
        "ію>ія",
        "ьи>ья",
        "ья>ье",
        "ью>ье",
        "ьем>ье",
        "жжі>жжя",
        "жжям>жжя",
        "лі>ля",
        "я>ь",
        "ю>ь",
        "ем>ь",
        "ле>ль",
        "ни>нь",
        "і>ь",
        "е>ь",
        "ві>ва",
        "а>о",
        "у>о",
        "ом>о",
        "і>о",
        "е>о",
        "ки>ка",
        "ги>га",
        "хи>ха",
        "цы>ца",
        "ці>ця",
        "ці>ца",
        "ы>а",
        "и>а",
        "у>а",
        "ой>а",
        "і>а",
        "е>а",
        "и>я",
        "ю>я",
        "і>я",
        "ам>ы",
        "ам>и",
        "ах>ы",
        "ах>и",
        "ами>ы",
        "ами>и",
        "а>",
        "",
        "у>",
        "",
        "ом>",
        "",
        "ем>",
        "",
        "е>",
        "",
        "і>",
        "",
        "ів>и",
        "ов>ы",
        "",
        ">ы",
        "",
        ">и",
        "ців>ці",
        "цов>цы",
        "ець>ець",
        "ца>ец",
        "ця>ець",
        "цу>ец",
        "цю>ець",
        "цем>ец",
        "цем>ець",
    ]
    if ">" in pair
)
_BARE = (("а", ""), ("у", ""), ("ом", ""), ("ем", ""), ("е", ""), ("і", ""), ("", "ы"), ("", "и"), ("", "а"))
_GUESSED = (
    ("ського", "ське"), ("цького", "цьке"), ("ового", "ове"), ("ного", "не"), ("ского", "ское"), ("ово", "ово"), ("жей", "жа"), ("шей", "ша"),
    ("ской", "ская"), ("ової", "ова"), ("ної", "на"), ("ної", "на"), ("вкою", "вка"), ("вки", "вка"), ("вке", "вка"), ("вці", "вка"), ("вкой", "вка"), ("вку", "вка"),
    ("ки", "ка"), ("ська", "ськ"), ("цька", "цьк"), ("ском", "ск"), ("ську", "ськ"), ("ним", "не"), ("ським", "ське"),
)  # fmt: skip


@cache
def _towns() -> frozenset[str]:
    """Towns of the war and their roads, as Ukrainian and Russian write them; the gazetteer lacks many."""
    text = files("regreso.reading").joinpath("data", "towns.tsv").read_text(encoding="utf8")
    return frozenset(name for line in text.splitlines()[1:] for name in line.split("\t"))


def _town(place: str) -> bool:
    return place.replace("ʼ", "’").replace("'", "’") in _towns()


@lru_cache(maxsize=20_000)
def named(place: str, lang: str = "") -> str:
    """The nominative of a place as written; what is not known and has no telling ending stays as it is.

    >>> [named(p) for p in ("Мариуполя", "Рубіжного", "Сум", "Харкова", "Суджей", "Izium")]
    ['Мариуполь', 'Рубіжне', 'Суми', 'Харків', 'Суджа', 'Izium']
    """
    bare = _PREFIX.sub("", place).strip()
    if not _CYRILLIC.search(bare) or _town(bare):
        return bare
    words = bare.split(" ")
    ukrainian = lang == "uk" or (lang != "ru" and not re.search("[ыэъё]", bare))
    options = [(word, *dict.fromkeys(_candidates(word, ukrainian=ukrainian))) for word in words]
    if len(words) <= 2:
        tries = [" ".join(pick) for pick in product(*options)]
        known = next((one for one in tries if _town(one)), "")
        known = known or next((one for one in tries if settlements_named(one)), "")
        if known:
            return known
    return " ".join(_guess(word) for word in words)


def _candidates(word: str, *, ukrainian: bool) -> Iterator[str]:
    ukrainian = ukrainian or bool(_UKRAINIAN.search(word))
    for ending, first in (*_ENDINGS, *_BARE):
        if not word.endswith(ending) or len(word) - len(ending) < 2:
            continue
        if ukrainian and first in ("ы", "ый", "ое", "ая", "ые"):
            continue
        yield word[: len(word) - len(ending)] + first


def _guess(word: str) -> str:
    for ending, first in _GUESSED:
        if word.endswith(ending) and len(word) - len(ending) > 1:
            return word[: len(word) - len(ending)] + first
    return word
