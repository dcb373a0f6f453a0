"""Given names: equivalents across languages, short forms, and the father behind a patronymic."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from typing import Any

from regreso.facts.names.arabic import plain
from regreso.facts.names.readings import readings
from regreso.facts.names.tables import kept, rows_of

_SON = re.compile(r"(?P<stem>.{2,}?)(?:i?[oea]v|i?v)?iC(?:a|u|em)?\Z")
_DAUGHTER = re.compile(
    r"(?P<stem>.{2,}?)(?:(?:i?[oea]v|i?v|[oea]u)n(?:[aiu]|oi)|in?[iCS]*[CS]n(?:[aiu]|oi))\Z"
)
_STOCK_READINGS = 8  # beyond them a name reads as in languages where it is not usual
_ARABIC_READINGS = 3
_ARABIC_USUAL = 2.5  # as if a few hundred bore each: no counts of them were found
_ODD_STEMS = {"pavl": "pavel", "lv": "lev", "iakovl": "iakov", "mixailo": "mixail"}
_DIMINUTIVE = re.compile(
    r"(?P<stem>.{2,}?)(?:[oeiu]?C?k[aoiu]|enka|eCka|oCka|uSka|iuSa"
    r"|i?uxa|ik|Cik|ok|ek|ito|ita|iko"
    r"|usia|unia|ulia|uS|as|os|ko|xa|ia|i|a|o)\Z"
)


@dataclass(frozen=True, slots=True)
class Identity:
    """Which given names a word may be, in full or as a short form. The numbers mean nothing else."""

    formal: frozenset[int] = frozenset()
    short: frozenset[int] = frozenset()


NOBODY_KNOWN = Identity()


@dataclass(frozen=True, slots=True)
class _Stock:
    formal: dict[str, set[int]]
    short: dict[str, set[int]]
    sexes: dict[str, set[str]]
    commonness: dict[str, float]
    fathers: dict[str, set[int]]
    group_sex: list[str]
    short_stems: dict[str, set[int]]
    arabic: set[str]


class _Maker:
    """Gathers the four files into one stock."""

    def __init__(self) -> None:
        self.stock = _Stock({}, {}, {}, {}, {}, [], {}, set())

    def note(self, table: dict[str, set[int]], word: str, group: int) -> None:
        for reading in readings(word):
            table.setdefault(reading, set()).add(group)
            self.stock.sexes.setdefault(reading, set()).add(self.stock.group_sex[group])
            self.stock.commonness.setdefault(reading, 0.0)

    def group(self, sex: str) -> int:
        self.stock.group_sex.append(sex)
        return len(self.stock.group_sex) - 1

    def groups_of(self, formal: str, sex: str) -> list[int]:
        known = self.stock.formal.get(readings(formal)[0], set())
        fitting = [g for g in known if not sex or self.stock.group_sex[g] == sex]
        if fitting:
            return fitting
        new = self.group(sex)
        self.note(self.stock.formal, formal, new)
        return [new]

    def shorten(self, formal: str, sex: str, shorts: list[str]) -> None:
        for group in self.groups_of(formal, sex):
            for short in shorts:
                self.note(self.stock.short, short, group)
                for reading in readings(short)[:3]:
                    stem = _stem(reading)
                    if len(stem) > 2:  # noqa: PLR2004 - two sounds fit too many names
                        self.stock.short_stems.setdefault(stem, set()).add(group)

    def make(self) -> _Stock:
        for sex, forms in rows_of("given_equivalents.tsv"):
            group = self.group(sex)
            for form in forms.split():
                self.note(self.stock.formal, form, group)
        for sex, formal, shorts in rows_of("short_forms.tsv"):
            self.shorten(formal, sex, shorts.split())
        for formal, shorts_en in rows_of("nicknames_en.tsv"):
            self.shorten(formal, "", shorts_en.split())
        self._commonness()
        self._arabic()
        self._fathers()
        return self.stock

    def _commonness(self) -> None:
        for name, sex, count in rows_of("given_stock.tsv"):
            for reading in readings(name)[:_STOCK_READINGS]:
                self.stock.sexes.setdefault(reading, set()).add(sex)
                best = max(self.stock.commonness.get(reading, 0.0), math.log10(int(count) + 10))
                self.stock.commonness[reading] = best

    def _arabic(self) -> None:
        """Family names are not kept: as they are often given names too, they would tell nothing."""
        for sex, arabic, latin in rows_of("arabic_names.tsv"):
            if sex:
                group = self.group(sex)
                for form in (plain(arabic).replace(" ", ""), *latin.split()):
                    for reading in readings(form)[:_ARABIC_READINGS]:
                        self.stock.arabic.add(reading)
                        self.stock.formal.setdefault(reading, set()).add(group)
                        self.stock.sexes.setdefault(reading, set()).add(sex)
                        self.stock.commonness.setdefault(reading, _ARABIC_USUAL)

    def _fathers(self) -> None:
        for reading, groups in self.stock.formal.items():
            men = {g for g in groups if self.stock.group_sex[g] != "f"}
            if men:
                self.stock.fathers.setdefault(_stem(reading), set()).update(men)


def _stem(reading: str) -> str:
    return reading.rstrip("aeiou") or reading


@cache
def _stock() -> _Stock:
    """Worked out once for each text of the tables: half a second that no later process spends."""
    return _Stock(*kept("stock", _made))


def _made() -> tuple[Any, ...]:
    stock = _Maker().make()
    return tuple(getattr(stock, one.name) for one in fields(stock))


@lru_cache(maxsize=100_000)
def identity(word: str) -> Identity:
    """The given names that a written word may stand for.

    >>> bool(identity("Саша").short & identity("Oleksandr").formal)
    True
    >>> bool(identity("Pepe").short & identity("José").formal)
    True
    """
    stock, own = _stock(), readings(word)
    formal: set[int] = set().union(*(stock.formal.get(r, ()) for r in own))
    short: set[int] = set().union(*(stock.short.get(r, ()) for r in own))
    if not formal and not short:
        short = _by_suffix(own, stock)
    return Identity(frozenset(formal), frozenset(short)) if formal or short else NOBODY_KNOWN


def _by_suffix(own: tuple[str, ...], stock: _Stock) -> set[int]:
    """A pet form that no list holds, by its stem: Серёженька as Серёжа, Димасик as Дима."""
    for reading in own:
        found = _DIMINUTIVE.match(reading)
        while found:
            groups = stock.short_stems.get(found["stem"]) or stock.fathers.get(found["stem"])
            if groups and len(found["stem"]) > 2:  # noqa: PLR2004 - two sounds fit too many names
                return set(groups)
            found = _DIMINUTIVE.match(found["stem"])
    return set()


@lru_cache(maxsize=100_000)
def commonness(word: str) -> float:
    """How usual a word is as a given name: 0 unknown, 1 known, 5 as common as a hundred thousand bearers.

    >>> commonness("Сергей") > commonness("Евстафий") >= 0 == commonness("Кузнецов")
    True
    """
    stock = _stock()
    return max((1.0 + stock.commonness[r] for r in readings(word) if r in stock.commonness), default=0.0)


@lru_cache(maxsize=100_000)
def sex_of_given(word: str) -> str:
    """The sex that a given name tells, "" where it tells none.

    >>> sex_of_given("Olena"), sex_of_given("Петро"), sex_of_given("Саша")
    ('f', 'm', '')
    """
    stock = _stock()
    sexes = next((stock.sexes[r] for r in readings(word) if r in stock.sexes), set())
    return next(iter(sexes)) if len(sexes) == 1 else ""


@lru_cache(maxsize=100_000)
def patronymic_stems(word: str) -> tuple[str, ...]:
    """What stands before the ending of a patronymic, in each reading; () where it has no such ending.

    >>> patronymic_stems("Сергеевич")[0] in patronymic_stems("Serhiivna"), patronymic_stems("Иванов")
    (True, ())
    """
    stems = []
    for reading in readings(word):
        found = _SON.match(reading) or _DAUGHTER.match(reading)
        if found and len(reading) > 4:  # noqa: PLR2004 - Ильич is the shortest
            stems.append(_stem(_ODD_STEMS.get(found["stem"], found["stem"])))
    return tuple(dict.fromkeys(stems))[:4]


@lru_cache(maxsize=100_000)
def fathers_of(word: str) -> frozenset[int]:
    """The given names of the father that a patronymic, or the father's bare name, may mean.

    >>> bool(fathers_of("Миколайович") & identity("Николай").formal)
    True
    """
    stems = patronymic_stems(word)
    if not stems:
        return identity(word).formal
    return frozenset(group for stem in stems for group in _stock().fathers.get(stem, ()))


@lru_cache(maxsize=100_000)
def patronymic_sex(word: str) -> str:
    """The sex that a patronymic's ending tells: "m", "f" or "".

    >>> patronymic_sex("Петровна"), patronymic_sex("Petrovych"), patronymic_sex("Петров")
    ('f', 'm', '')
    """
    if not patronymic_stems(word):
        return ""
    return "f" if any(_DAUGHTER.match(r) for r in readings(word)) else "m"


@lru_cache(maxsize=100_000)
def is_arabic_given(word: str) -> bool:
    """Whether a word is known as an Arabic given name.

    >>> is_arabic_given("محمد"), is_arabic_given("Mohammed"), is_arabic_given("Pedro")
    (True, True, False)
    """
    return any(r in _stock().arabic for r in readings(plain(word))[:_ARABIC_READINGS])
