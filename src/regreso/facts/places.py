"""Places as people write them: settlements and regions, by sound, known to the gazetteer or not."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from regreso.facts.names.readings import heard, readings
from regreso.facts.names.scripts import words_of

_GENERIC = re.compile(
    r"(?:обл(?:асть|асти|асці|асць|\b)|край|края|республик[аи]|респ\b|рэспубліка|область|автономн\w+|округ|ао\b"
    r"|район|р-н|раён|oblast\w*|krai|kray|republic|respublika|region|província|provincia|province|departamento"
    r"|department|comunidad|autonomous|okrug|voblast\w*|вобл\w*|oblysy|región|obl\b|de\b|of\b|the\b)\Z",
    re.IGNORECASE,
)
_SETTLEMENT_KIND = re.compile(
    r"\A(?:г|гор|город|м|місто|с|село|д|дер|деревня|п|пос|посёлок|поселок|пгт|смт|ст|станица|х|хутор|аул"
    r"|city|town|village|of|ciudad|pueblo|de)\Z",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(r"(?:sk|ck|zk)(?:aia|i|a|oi|e|uiu|aja)?\Z|(?:in|en)sk\w*\Z")
_EARTH_KM = 6371.0
_CALLED_AFTER = 4  # settlements of a name, biggest first, whose regions it may stand for


class Settlement(NamedTuple):
    """One row of the gazetteer."""

    country: str
    region: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    """The lines of the file as they stand, and the sounds that lead to them.

    Few of its settlements are ever asked for: a line is read when it is.
    """

    lines: list[str]
    by_sound: dict[str, tuple[int, ...]]


@cache
def _gazetteer() -> _Gazetteer:
    text = files("regreso.facts").joinpath("data", "settlements.tsv").read_text(encoding="utf8")
    lines = text.splitlines()[1:]
    sounds: dict[str, tuple[int, ...]] = {}
    for row, line in enumerate(lines):
        own = (row,)
        for sound in line[line.rindex("\t") + 1 :].split():
            known = sounds.get(sound)
            sounds[sound] = own if known is None else known + own
    return _Gazetteer(lines, sounds)


@cache
def _regions() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    text = files("regreso.facts").joinpath("data", "regions.tsv").read_text(encoding="utf8")
    for line in text.splitlines()[1:]:
        country, code, *names = line.split("\t")
        for name in names:
            for stem in _region_stems(name):
                found.setdefault(stem, set()).add(f"{country}-{code}")
    return {stem: frozenset(codes) for stem, codes in found.items()}


@cache
def _mapped() -> frozenset[str]:
    """Countries whose regions we know by name: elsewhere no code would meet the region that a list names."""
    return frozenset(code.partition("-")[0] for codes in _regions().values() for code in codes)


@lru_cache(maxsize=20_000)
def settlement_sounds(text: str) -> tuple[str, ...]:
    """The readings of a settlement's name, without the word for town or village.

    >>> settlement_sounds("г. Рязань"), "riazan" in settlement_sounds("Ryazan")
    (('riazan',), True)
    """
    words = words_of(text)
    named = [w for w in words if not _SETTLEMENT_KIND.match(w)] or list(words)
    return readings("".join(named)) if named else ()


@lru_cache(maxsize=20_000)
def _region_stems(text: str) -> tuple[str, ...]:
    named = [w for w in words_of(text) if not _GENERIC.match(w)]
    stems = (_ADJECTIVE.sub("", r).rstrip("aeiou") for r in readings("".join(named[:2]))) if named else ()
    return tuple(dict.fromkeys(s for s in stems if s))


@lru_cache(maxsize=20_000)
def region_keys(text: str) -> frozenset[str]:
    """Codes of the regions that a text may name; a region that we do not know has its sound for a code.

    Many are called after their main town, so that the name of a settlement stands for the region it lies in.

    >>> region_keys("Рязанская область") == region_keys("Ryazan Oblast") == region_keys("Рязанська обл.")
    True
    >>> bool(region_keys("Zulia") & region_keys("Maracaibo"))
    True
    >>> region_keys("Невядомская вобласць") == region_keys("Nevyadomskaya voblasts")
    True
    """
    stems = _region_stems(text)
    known = [_regions()[s] for s in stems if s in _regions()]
    if known:
        return frozenset().union(*known)
    towns = sorted(settlements_named(text))[:_CALLED_AFTER]
    if towns:
        return frozenset(settlement(row).region for row in towns)
    return frozenset(f"~{heard(s)}" for s in stems[:2])


@lru_cache(maxsize=20_000)
def settlements_named(text: str) -> frozenset[int]:
    """Gazetteer rows that bear this name, in any spelling.

    >>> bool(settlements_named("Жодино") & settlements_named("Zhodino"))
    True
    """
    table = _gazetteer().by_sound
    return frozenset(row for sound in settlement_sounds(text) for row in table.get(sound, ()))


def settlement_count() -> int:
    """How many settlements the gazetteer has; the biggest come first.

    >>> settlement_count() > 10_000
    True
    """
    return len(_gazetteer().lines)


@lru_cache(maxsize=50_000)
def settlement(row: int) -> Settlement:
    """A row of the gazetteer by its number.

    >>> len(settlement(0).country), -90 <= settlement(0).latitude <= 90
    (2, True)
    """
    country, region, latitude, longitude, _ = _gazetteer().lines[row].split("\t")
    return Settlement(country, f"{country}-{region}", float(latitude), float(longitude))


@lru_cache(maxsize=20_000)
def regions_of_settlement(text: str) -> frozenset[str]:
    """Codes of the regions of all settlements of this name, in countries whose regions we know by name.

    >>> regions_of_settlement("Нет такого места")
    frozenset()
    """
    return frozenset(
        settlement(row).region for row in settlements_named(text) if settlement(row).country in _mapped()
    )


def kilometres(a: Settlement, b: Settlement) -> float:
    """Great-circle distance in km.

    >>> round(kilometres(Settlement("", "", 55.75, 37.62), Settlement("", "", 59.94, 30.31)))
    635
    """
    one, two = math.radians(a.latitude), math.radians(b.latitude)
    across = math.radians(b.longitude - a.longitude)
    h = math.sin((two - one) / 2) ** 2 + math.cos(one) * math.cos(two) * math.sin(across / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(h))
