"""Why a record may be the one sought: field by field, both spellings, how they agree, what it weighs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from regreso.facts.dates import DateInterval
from regreso.matching.answer import Level, Reason
from regreso.matching.compare import births, names
from regreso.matching.words import MISSING

if TYPE_CHECKING:
    from regreso.matching.cards import Card
    from regreso.matching.compare.births import Birth
    from regreso.matching.store import Store
    from regreso.matching.weigh import Scale, Weighed

_WORD_LEVELS: dict[str, Level] = {
    "same": "same", "variant": "close", "nickname": "close", "heard": "close", "typo": "close",
    "heard_typo": "close", "far_typo": "close", "declined": "close", "part": "compatible",
    "initial": "compatible", "bones": "compatible", "near_bones": "compatible", "other": "different",
}  # fmt: skip
_BIRTH_RULES: dict[str, tuple[Level, str]] = {
    "missing": ("missing", ""), "same": ("same", "same"), "swap": ("close", "swap_day_month"),
    "year_1": ("close", "year_off"), "year_2": ("close", "year_off"), "decade": ("close", "decade"),
    "day": ("close", "day_off"), "month": ("close", "month_off"), "in_year": ("different", "year"),
    "near_year": ("different", "near_year"), "near_year_2": ("different", "near_year"),
    "other": ("different", ""), "years_same": ("compatible", "year"), "years_1": ("close", "year_off"),
    "years_2": ("different", "near_year"),
    "years_decade": ("different", "decade"),
    "years_other": ("different", ""), "age_same": ("compatible", "age"), "age_1": ("close", "age_off"),
    "age_2": ("different", "near_year"), "age_other": ("different", ""),
    "month_same": ("compatible", "month"),
}  # fmt: skip


def reasons_of(scale: Scale, weighed: Weighed, row: int) -> tuple[Reason, ...]:
    """The reasons of one row, in the order of the fields; the missing ones are told too.

    >>> from regreso.matching.cards import Card
    >>> from regreso.matching.compare.births import Birth
    >>> from regreso.matching.store import Store
    >>> from regreso.matching.weigh import Scale
    >>> from regreso.matching.weights import learned
    >>> store, card = Store(), Card("Шевченко", "Тарас", "", Birth(), "m", "m", "", "", "")
    >>> row, scale = store.add(0, card), Scale(store, learned())
    >>> [(reason.field, reason.level) for reason in reasons_of(scale, scale.weigh(card), row)][:3]
    [('surname', 'same'), ('given', 'same'), ('patronymic', 'missing')]
    """
    at = int(np.searchsorted(weighed.rows, row))
    bits = {field: round(float(b[at]), 2) for field, b in weighed.fields.items()}
    card, store = weighed.card, scale.store
    names_asked = zip(("surname", "given", "patronymic"), card[:3], strict=True)
    words = [_word_reason(scale, name, text, row, bits[name]) for name, text in names_asked]
    return (
        *words,
        _birth_reason(store, card, row, int(weighed.births[at]), bits["birth"]),
        _place_reason(scale, card, row, bits["place"]),
        _word_reason(scale, "unit", card.unit, row, bits["unit"]),
        _word_reason(scale, "mother", card.mother, row, bits["mother"]),
        _sex_reason(store, card, row, bits["sex"]),
    )


def _text(store: Store, name: str, row: int) -> str:
    number = int(store.column(name)[row])
    return "" if number == MISSING else store.words[name].texts[number]


def _rule(level: str, asked: str, found: str) -> str:
    if level == "other":
        return ""
    if level == "same":
        return "same" if asked.casefold() == found.casefold() else "reading"
    return level


def _word_reason(scale: Scale, name: str, asked: str, row: int, bits: float) -> Reason:
    store = scale.store
    found = _text(store, name, row)
    if not asked or not found:
        return Reason(name, "missing", 0.0, asked, found)
    number = int(store.column(name)[row])
    table = scale.table(name, asked)
    code = table.level_of.get(number, names.OTHER)
    level = names.LEVELS[code]
    bearers = table.bearers_at[code] if code else store.words[name].bearers(np.array([number]))[0]
    return Reason(name, _WORD_LEVELS[level], bits, asked, found, _rule(level, asked, found), int(bearers))


def _birth_text(birth: Birth) -> str:
    if not birth.first:
        return ""
    first, last = (date.fromordinal(o) for o in (birth.first, birth.last))
    return str(DateInterval(first, last))


def _birth_reason(store: Store, card: Card, row: int, code: int, bits: float) -> Reason:
    own = births.Birth(*(int(store.column(c)[row]) for c in ("year", "month", "day", "first", "last")))
    level, rule = _BIRTH_RULES[births.LEVELS[code]]
    return Reason("birth", level, bits, _birth_text(card.birth), _birth_text(own), rule)


def _place_text(settlement: str, region: str) -> str:
    told = "" if region.startswith("@") else region
    return ", ".join(p for p in (settlement, told) if p)


def _place_reason(scale: Scale, card: Card, row: int, bits: float) -> Reason:
    store = scale.store
    settlement, region = _text(store, "settlement", row), _text(store, "region", row)
    asked, found = _place_text(card.settlement, card.region), _place_text(settlement, region)
    if card.settlement and settlement:
        here = _word_reason(scale, "settlement", card.settlement, row, bits)
        if here.level != "different":
            return Reason("place", here.level, bits, asked, found, here.rule, here.bearers)
    same = card.region and region and _word_reason(scale, "region", card.region, row, bits)
    if same and same.level == "same":
        return Reason("place", "compatible", bits, asked, found, "region", same.bearers)
    return Reason("place", "different" if bits else "missing", bits, asked, found)


def _sex_reason(store: Store, card: Card, row: int, bits: float) -> Reason:
    found = ("", "m", "f")[int(store.column("sex")[row])]
    if not card.sex or not found:
        return Reason("sex", "missing", 0.0, card.sex, found)
    same = card.sex == found
    return Reason("sex", "same" if same else "different", bits, card.sex, found, "same" if same else "")
