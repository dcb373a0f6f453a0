"""Settlements by sound or by the gazetteer's row, regions by code."""

from __future__ import annotations

from functools import lru_cache

from regreso.facts.names.readings import heard
from regreso.facts.places import region_keys, regions_of_settlement, settlement_sounds, settlements_named
from regreso.matching.compare.names import OTHER, SAME, VARIANT, Sounds, surname_level

DERIVED = "@"
_TOO_MANY_REGIONS = 4  # a village name found all over the land tells no region


@lru_cache(maxsize=50_000)
def settlement_ready(text: str) -> Sounds:
    """Make a settlement's name ready: readings, and the gazetteer rows of that name.

    >>> settlement_ready("Рязань").forms
    ('riazan',)
    """
    forms = settlement_sounds(text)
    return Sounds(text, forms, tuple(dict.fromkeys(heard(f) for f in forms)), formal=settlements_named(text))


def settlement_level(asked: Sounds, found: Sounds) -> int:
    """SAME by sound, VARIANT by the gazetteer, else as for surnames.

    >>> settlement_level(settlement_ready("Минск"), settlement_ready("Minsk")) == SAME
    True
    """
    level = surname_level(asked, found)
    return VARIANT if level != SAME and asked.formal & found.formal else level


@lru_cache(maxsize=20_000)
def region_ready(text: str) -> Sounds:
    """Make a region ready: the codes it may have; `@` before codes that a settlement told.

    >>> region_ready("Рязанская область").forms == region_ready("@RU-62").forms
    True
    """
    codes = (
        tuple(text[1:].upper().split(",")) if text.startswith(DERIVED) else tuple(sorted(region_keys(text)))
    )
    return Sounds(text, codes, codes)


def region_level(asked: Sounds, found: Sounds) -> int:
    """SAME where a code is shared.

    >>> region_level(region_ready("@RU-62,RU-63"), region_ready("Рязанская обл.")) == SAME
    True
    """
    return OTHER if set(asked.forms).isdisjoint(found.forms) else SAME


def region_or_derived(settlement: str, region: str) -> str:
    """The region as written, else the one that the settlement lies in, as `@codes`; "" where unknown.

    >>> region_or_derived("", "Рязанская область")
    'Рязанская область'
    """
    if region or not settlement:
        return region
    codes = regions_of_settlement(settlement)
    return DERIVED + ",".join(sorted(codes)) if 0 < len(codes) <= _TOO_MANY_REGIONS else ""
