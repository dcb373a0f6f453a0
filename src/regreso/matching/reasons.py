"""Why a record may be the one sought: field by field, both spellings, how they agree, what it weighs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, overload

from regreso.facts.dates import DateInterval
from regreso.matching.answer import Level, Reason
from regreso.matching.compare import births
from regreso.matching.compare.names import LEVELS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from regreso.matching.cards import Card
    from regreso.matching.compare.births import Birth
    from regreso.matching.store import Store
    from regreso.matching.weigh import Ranking, Scale

    Numbers = tuple[NDArray[np.int32], NDArray[np.float64]]

FIELDS = ("surname", "given", "patronymic", "birth", "place", "unit", "mother", "sex")
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


_WOMAN, _NOT_TOLD = 14, 13
_LEVELS_AT = (0, 1, 2, 7, 8, 5, 6)  # where codes hold the level of each word field
_NOT_COUNTED = [-1] * len(_LEVELS_AT)
_HERE = 6  # codes of place from which on the settlement agrees at a level


class Told:
    """All candidates of one answer in numbers, as the registry stood when it was searched.

    Attributes:
        codes, bits: by candidate, see kernels.sharing.tell. rows: by candidate, the eight numbers of its row.
        cards: by candidate, the reading of the enquiry that led to it.
        bearers: by candidate, word field and level, how many bear such a name; nothing where not counted.

    >>> from regreso.facts.person import PersonFacts, PersonName, Weighted
    >>> from regreso.matching import Registry
    >>> registry, taras = Registry(), PersonFacts(names=(Weighted(PersonName.of_parts("Шевченко", "Тарас")),))
    >>> registry.add("R1", taras)
    >>> found, scale = registry.rank(taras), registry.scale
    >>> rows = registry.room["rows"][found.best[:1, 1]]
    >>> Told.of(scale.tell(found, 1), rows, found, scale=scale).cards[0].given
    'Тарас'
    """

    __slots__ = ("bearers", "bits", "cards", "codes", "rows", "store")

    def __init__(self, told: Numbers, rows: NDArray[np.int32], cards: Sequence[Card], store: Store) -> None:
        self.codes, self.bits = told
        self.rows, self.store, self.cards = rows, store, cards
        self.bearers: NDArray[np.int32] | None = None

    @classmethod
    def of(cls, told: Numbers, rows: NDArray[np.int32], ranking: Ranking, *, scale: Scale) -> Told:
        """What is told of the first few that a search found, with how many bear such names.

        Args:
            told: codes and bits of the first few, see Scale.tell.
            rows: their rows.
            ranking: what the search found.
            scale: the registry's scale, in the thread that searched.
        """
        at = ranking.best[: len(rows), 2]
        made = cls(told, rows, [ranking.cards[card] for card in at.tolist()], scale.store)
        made.bearers = scale.asked.by_level[ranking.numbers[0][at]]
        return made


class Reasons(Sequence[Reason]):
    """The reasons of one candidate as the registry stood when it was found; worked out when first read.

    >>> from regreso.facts.person import PersonFacts, PersonName, Weighted
    >>> from regreso.matching import Registry
    >>> registry, taras = Registry(), PersonFacts(names=(Weighted(PersonName.of_parts("Шевченко", "Тарас")),))
    >>> registry.add("R1", taras)
    >>> reasons = registry.search(taras).candidates[0].reasons
    >>> [(reason.field, reason.level) for reason in reasons][:3]
    [('surname', 'same'), ('given', 'same'), ('patronymic', 'missing')]
    """

    __slots__ = ("_at", "_reasons", "_told")

    def __init__(self, told: Told, at: int) -> None:
        self._told, self._at = told, at
        self._reasons: tuple[Reason, ...] | None = None

    def _all(self) -> tuple[Reason, ...]:
        if self._reasons is None:
            self._reasons = reasons_of(self._told, self._at)
        return self._reasons

    @overload
    def __getitem__(self, at: int) -> Reason: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Reason, ...]: ...
    def __getitem__(self, at: int | slice) -> Reason | tuple[Reason, ...]:
        return self._all()[at]

    def __len__(self) -> int:
        return len(FIELDS)

    def __eq__(self, other: object) -> bool:
        return self._all() == (tuple(other) if isinstance(other, Sequence) else other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def __reduce__(self) -> tuple[type[tuple[Reason, ...]], tuple[tuple[Reason, ...]]]:
        return tuple, (self._all(),)


def reasons_of(told: Told, at: int) -> tuple[Reason, ...]:
    """The reasons of one candidate in the order of the fields; the missing ones are told too.

    Args:
        told: the candidates of an answer in numbers.
        at: the place of one of them.

    >>> from regreso.facts.person import PersonFacts, PersonName, Weighted
    >>> from regreso.matching import Registry
    >>> registry, taras = Registry(), PersonFacts(names=(Weighted(PersonName.of_parts("Шевченко", "Тарас")),))
    >>> registry.add("R1", taras)
    >>> found = registry.rank(taras)
    >>> scale, rows = registry.scale, registry.room["rows"][found.best[:1, 1]]
    >>> reasons_of(Told.of(scale.tell(found, 1), rows, found, scale=scale), 0)[1].rule
    'same'
    """
    codes, bits = told.codes[at].tolist(), [round(b, 2) for b in told.bits[at].tolist()]
    card, found, bearers = told.cards[at], told.store.told(told.rows[at].tolist()), _bearers(told, at, codes)
    names = [
        _word_reason(name, (asked, found[own]), codes[k], bits[k], bearers[k])
        for k, (name, asked, own) in enumerate(
            (
                ("surname", card.surname, "surname"),
                ("given", card.given, "given"),
                ("patronymic", card.father, "father"),
            )
        )
    ]
    return (
        *names,
        _birth_reason(card.birth, found["birth"], codes[3], bits[3]),
        _place_reason(card, found, codes, bits[4], bearers),
        _word_reason("unit", (card.unit, found["unit"]), codes[5], bits[5], bearers[5]),
        _word_reason("mother", (card.mother, found["mother"]), codes[6], bits[6], bearers[6]),
        _sex_reason(card.sex, found["sex"], bits[7]),
    )


def _bearers(told: Told, at: int, codes: list[int]) -> list[int]:
    """By word field, how many bear such a name; -1 where nobody counted."""
    if told.bearers is None:
        return _NOT_COUNTED
    counted, levels = told.bearers[at].tolist(), [codes[at] for at in _LEVELS_AT]
    return [counted[field][level] if 0 < level < _NOT_TOLD else -1 for field, level in enumerate(levels)]


def _rule(level: str, asked: str, found: str) -> str:
    if level == "other":
        return ""
    if level == "same":
        return "same" if asked.casefold() == found.casefold() else "reading"
    return level


def _word_reason(name: str, texts: tuple[str, str], code: int, bits: float, bearers: int) -> Reason:
    asked, found = texts
    if not asked or not found:
        return _missing(name, asked, found)
    level = LEVELS[0 if code in (_WOMAN, _NOT_TOLD) else code]
    return Reason(name, _WORD_LEVELS[level], bits, asked, found, _rule(level, asked, found), bearers)


@lru_cache(maxsize=20_000)
def _missing(name: str, asked: str, found: str) -> Reason:
    return Reason(name, "missing", 0.0, asked, found)


@lru_cache(maxsize=20_000)
def _birth_text(birth: Birth) -> str:
    if not birth.first:
        return ""
    first, last = (date.fromordinal(o) for o in (birth.first, birth.last))
    return str(DateInterval(first, last))


def _birth_reason(asked: Birth, own: Birth, code: int, bits: float) -> Reason:
    level, rule = _BIRTH_RULES[births.LEVELS[code]]
    return Reason("birth", level, bits, _birth_text(asked), _birth_text(own), rule)


def _place_text(settlement: str, region: str) -> str:
    told = "" if region.startswith("@") else region
    return ", ".join(p for p in (settlement, told) if p)


def _place_reason(
    card: Card, found: Mapping[str, Any], codes: list[int], bits: float, bearers: list[int]
) -> Reason:
    settlement, region = found["settlement"], found["region"]
    asked, own = _place_text(card.settlement, card.region), _place_text(settlement, region)
    if codes[4] >= _HERE:
        here = _word_reason("settlement", (card.settlement, settlement), codes[7], bits, bearers[3])
        return Reason("place", here.level, bits, asked, own, here.rule, here.bearers)
    if card.region and region and codes[8]:
        return Reason("place", "compatible", bits, asked, own, "region", bearers[4])
    return Reason("place", "different" if bits else "missing", bits, asked, own)


def _sex_reason(asked: str, found: str, bits: float) -> Reason:
    if not asked or not found:
        return Reason("sex", "missing", 0.0, asked, found)
    same = asked == found
    return Reason("sex", "same" if same else "different", bits, asked, found, "same" if same else "")
