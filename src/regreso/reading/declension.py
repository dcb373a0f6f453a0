"""Russian and Ukrainian names in any case back to the nominative, one case and one sex for the whole name."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product
from operator import itemgetter
from typing import Literal, NamedTuple

from regreso.facts.names.tables import rows_of
from regreso.reading.surname_ends import usual_end

Part = Literal["given", "patronymic", "surname"]
CASES = ("nominative", "genitive", "dative", "accusative", "instrumental", "locative")
_USUAL = dict(zip(CASES, (0.0, -0.5, -1.4, -0.6, -1.0, -1.6), strict=True))  # log share of a case in the news
_FLEETING = {
    "Павел": "Павл",
    "Пётр": "Петр",
    "Петр": "Петр",
    "Лев": "Льв",
    "Федір": "Федор",
    "Антін": "Антон",
    "Яків": "Яков",
    "Прокіп": "Прокоп",
    "Нестір": "Нестор",
    "Сидір": "Сидор",
    "Никифір": "Никифор",
    "Тиміш": "Тимош",
    "Любовь": "Любов",
}
_SOFT = {"Ігор", "Лазар", "Игорь"}
_CONSONANT = re.compile(r"[бвгґджзйклмнпрстфхцчшщ]\Z")
_MANS = {  # the man's endings behind a woman's
    "ова": ("ов",),
    "ева": ("ев",),
    "ёва": ("ёв", "ев"),
    "єва": ("єв",),
    "їва": ("їв",),
    "ина": ("ин",),
    "ына": ("ын",),
    "іна": ("ін",),
    "їна": ("їн",),
    "ская": ("ский",),
    "цкая": ("цкий",),
    "ська": ("ський",),
    "цька": ("цький",),
    "ая": ("ый", "ий", "ой"),
    "яя": ("ий",),
}
_FOREIGN = {
    "uk": re.compile(r"[ыэёъ]|(?:ой|ая|яя|ский|цкий|[^аеєиіоую]ей)\Z"),
    "ru": re.compile(r"[іїєґ]|[^кгхжшщчц]ий\Z(?<!рий)(?<!тий)(?<!лий)|[сц]ький\Z"),
}
_ON_O = re.compile(r"(?:Павл|Петр|Михайл|Дмитр|Данил|Марк|Гаврил|Кирил|Левк|Сашк|Юрк|Самійл)о\Z")
_MOST = 6
_LONGEST_ENDING = 9  # letters of any ending in the table


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a written name in the nominative.

    Attributes:
        nominative: the words in the order of the source.
        parts: which word is what, in that order.
        sex: "m" or "f"; "" where nothing tells.
        case: the case in which it was written; "" for a language without cases.
        score: how likely among the readings of this name; they sum to 1.
    """

    nominative: str
    parts: tuple[tuple[Part, str], ...]
    sex: str
    case: str
    score: float

    def part(self, name: Part) -> str:
        """The words of one part, "" where the source gives none.

        >>> nominatives(("Мельника", "Іллю"))[0].part("given")
        'Ілля'
        """
        return " ".join(word for part, word in self.parts if part == name)


class Form(NamedTuple):
    """What one written word may be."""

    nominative: str
    sex: str
    case: str
    score: float


class _Row(NamedTuple):
    part: str
    sex: str
    endings: tuple[tuple[str, ...], ...]  # of the nominative, genitive … in the order of CASES


@cache
def _rows() -> tuple[_Row, ...]:
    text = files("regreso.reading").joinpath("data", "declensions.tsv").read_text(encoding="utf8")
    lines = [line.split("\t") for line in text.splitlines()[1:]]
    return tuple(
        _Row(
            part, sex, tuple(tuple("" if e == "-" else e for e in cell.split("/")) for cell in (first, *rest))
        )
        for part, sex, first, *rest in lines
    )


@cache
def _given_forms() -> dict[str, tuple[Form, ...]]:
    """All written forms of all given names that are known in Cyrillic."""
    stock = {(name, sex): int(count) for name, sex, count in rows_of("given_stock.tsv")}
    for sex, forms in rows_of("given_equivalents.tsv"):
        for name in forms.split():
            stock.setdefault((name, sex), 5)
    for sex, formal, shorts in rows_of("short_forms.tsv"):
        for name in (formal, *shorts.split()):
            stock.setdefault((name, sex), 1)
    more = files("regreso.reading").joinpath("data", "given_cyrillic.tsv").read_text(encoding="utf8")
    for line in more.splitlines()[1:]:
        name, sex = line.split("\t")
        stock.setdefault((name, sex), 5)
    found: dict[str, list[Form]] = {}
    for (name, sex), count in stock.items():
        if re.search("[а-яіїє]", name):
            for form, case in _declined(name, sex):
                score = 0.3 * math.log10(count + 10) + _USUAL[case]
                found.setdefault(_folded(form), []).append(Form(name, sex, case, score))
    return {form: tuple(dict.fromkeys(readings)) for form, readings in found.items()}


def _folded(word: str) -> str:
    return word.lower().replace("ё", "е").replace("’", "'").replace("ʼ", "'")


def _declined(name: str, sex: str) -> Iterator[tuple[str, str]]:
    yield name, "nominative"
    for row in _rows():
        (ending,) = row.endings[0]
        if row.part != "given" or row.sex != sex or not name.endswith(ending):
            continue
        if ending == "р" and name not in _SOFT:
            continue
        base = _FLEETING.get(name) or name[: len(name) - (0 if ending == "р" else len(ending))]
        if not _fits(base, "" if ending == "р" else ending) and name not in _FLEETING:
            continue
        for case, endings in zip(CASES[1:], row.endings[1:], strict=True):
            yield from ((base + e, case) for e in endings)


def _fits(stem: str, ending: str) -> bool:
    """Whether a nominative may end so after this stem."""
    hard = bool(_CONSONANT.search(stem)) and not stem.endswith("й")
    if ending == "й":
        return not bool(_CONSONANT.search(stem))
    return hard if ending in ("", "ь", "а", "о") else True


def is_given(word: str) -> bool:
    """Whether a Cyrillic word is a known given name in any case.

    >>> is_given("Ильясе"), is_given("Михайла"), is_given("Суджей")
    (True, True, False)
    """
    return _folded(word) in _given_forms()


@lru_cache(maxsize=50_000)
def is_patronymic(word: str) -> bool:
    """Whether a Cyrillic word is a patronymic in any case.

    >>> is_patronymic("Петровича"), is_patronymic("Іванівною"), is_patronymic("Мельника")
    (True, True, False)
    """
    stem = r".{2,}(?:ов|ев|йов|ьов|[іїь])?(?:[иі]ч(?:|а|у|ем|ом|е|еві|і)|(?:ов|ев|єв|[иіь]|[ії]в)(?:н|чн|ничн)(?:а|ы|и|е|і|у|ой|ою))\Z"
    return (
        bool(re.match(stem, _folded(word)))
        and any(True for _ in _by_rows(word, "patronymic"))
        and (bool(re.search(r"(?:ови|еви|йови|іч|ович|льи|нич|ович|[оеєії]вн|[иі]чн)", _folded(word))))
    )


@lru_cache(maxsize=50_000)
def surname_likeness(word: str) -> float:
    """How usual the ending of a Cyrillic word is among surnames in any case (log-probability, -4 to -20).

    >>> surname_likeness("Кобилецького") > -9 > surname_likeness("Белгороде")
    True
    """
    return max((form.score for form in _by_rows(word, "surname")), default=-9.0)


@cache
def _by_ending(part: str) -> dict[str, list[tuple[int, _Row, str, str]]]:
    """For every ending of a part of the name: the rows and cases that have it, and their order in the table."""
    found: dict[str, list[tuple[int, _Row, str, str]]] = {}
    order = 0
    for row in _rows():
        if row.part != part:
            continue
        (first,) = row.endings[0]
        for case, endings in zip(CASES, row.endings, strict=True):
            for ending in endings:
                order += 1
                found.setdefault(ending, []).append((order, row, case, first))
    return found


def _by_rows(word: str, part: str) -> Iterator[Form]:
    low = word.lower()
    table = _by_ending(part)
    fitting = [
        (order, low[: len(low) - length], row, case, first)
        for length in range(min(max(len(low) - 1, 0), _LONGEST_ENDING + 1))
        for order, row, case, first in table.get(low[len(low) - length :], ())
    ]
    for _, stem, row, case, first in sorted(fitting, key=itemgetter(0)):
        if _fits(stem, first):
            yield _surname_form(stem + first, row, case, len(first))


def _surname_form(nominative: str, row: _Row, case: str, told: int) -> Form:
    return Form(nominative, row.sex, case, _USUAL[case] + _ending_score(nominative, row, told))


def _ending_score(nominative: str, row: _Row, told: int) -> float:
    """How usual it is for a surname to end so (a logarithm); a woman's ending counts as her father's."""
    (ending,) = row.endings[0]
    stem = nominative[: len(nominative) - told]
    man = _MANS.get(ending) if row.sex == "f" else None
    return max(usual_end(stem + end) for end in (man or (ending,)))


@lru_cache(maxsize=50_000)
def _forms(word: str, part: Part) -> tuple[Form, ...]:
    """What a word may be as this part; scores are logarithms, without a common scale between parts."""
    if part == "given":
        known = _given_forms().get(_folded(word), ())
        if known:
            return known
        pieces = word.split("-")
        if len(pieces) > 1:
            return tuple(f for f in _forms(pieces[-1], "given") if f.nominative)
        return tuple(Form(f.nominative, f.sex, f.case, f.score - 3) for f in _unknown_given(word))
    return tuple(_by_rows(word, part))


def _unknown_given(word: str) -> Iterator[Form]:
    low = word.lower()
    for row in _rows():
        (first,) = row.endings[0]
        if row.part != "given" or first in ("р", "овь", "ов"):
            continue
        for case, endings in zip(CASES, row.endings, strict=True):
            for ending in endings:
                stem = low[: len(low) - len(ending)] if ending else low
                if low.endswith(ending) and len(stem) > 1 and _fits(stem, first):
                    yield Form(stem + first, row.sex, case, _USUAL[case])


def nominatives(
    words: Sequence[str], *, sex: str = "", case: str = "", lang: str = ""
) -> tuple[Reading, ...]:
    """The readings of a Russian or Ukrainian name, likeliest first, at most six.

    Args:
        words: the name's words in the order of the source; initials are single letters with their dot.
        sex: "m" or "f" where the sentence tells it.
        case: where the sentence tells it (“с” asks for the instrumental).
        lang: "ru" or "uk" where known; it decides between Петро and Пётр, -ий and -ый.

    Returns:
        Readings whose scores sum to 1; one case and one sex for the whole name.

    >>> [r.nominative for r in nominatives(("Михайла", "Петровича", "Кобилецького"))][:1]
    ['Михайло Петрович Кобилецький']
    >>> nominatives(("Людмилы", "Савельевой"))[0].nominative
    'Людмила Савельева'
    >>> {r.nominative for r in nominatives(("Воробьёва", "Александра"))} >= {"Воробьёва Александра", "Воробьёв Александр"}
    True
    """
    return _nominatives(tuple(words), sex, case, lang)


@lru_cache(maxsize=50_000)
def _nominatives(words: tuple[str, ...], sex: str, case: str, lang: str) -> tuple[Reading, ...]:
    found: dict[tuple[str, str], tuple[float, tuple[tuple[Part, str], ...], str]] = {}
    for shape in _shapes(words):
        for score, parts, of_sex, of_case in _joint(words, shape):
            bent = (
                score + (1.5 if of_case == case else 0) + (2.5 if of_sex == sex else 0) + _local(parts, lang)
            )
            key = (" ".join(word for _, word in parts), of_sex)
            if key not in found or found[key][0] < bent:
                found[key] = (bent, parts, of_case)
    best = sorted(found.items(), key=lambda item: -item[1][0])[:_MOST]
    whole = sum(math.exp(score) for _, (score, _, _) in best)
    return tuple(
        Reading(name, parts, of_sex, of_case, round(math.exp(score) / whole, 3))
        for (name, of_sex), (score, parts, of_case) in best
    )


def _local(parts: tuple[tuple[Part, str], ...], lang: str) -> float:
    """How well the nominatives go with the language of the text."""
    foreign = _FOREIGN.get(lang)
    if foreign is None:
        return 0.0
    own = 1.5 if lang == "uk" else -1.5
    score = sum(own for part, word in parts if part == "given" and _ON_O.match(word))
    return score - sum(3.0 for _, word in parts if foreign.search(word))


def _shapes(words: Sequence[str]) -> Iterator[tuple[Part, ...]]:
    """Which part each word may be: every shape that people write."""
    options: list[tuple[Part, ...]] = []
    for word in words:
        if _initial(word):
            options.append(("given", "patronymic"))
        elif is_patronymic(word) and len(words) > 1:
            options.append(
                ("patronymic",) if len(words) > 2 or not is_given(word) else ("patronymic", "given")
            )
        elif is_given(word):
            options.append(("given", "surname"))
        else:
            options.append(
                ("surname", "given") if len(words) > 1 and not any(map(is_given, words)) else ("surname",)
            )
    for shape in product(*options):
        order = [part for part in shape if part != "surname"]
        if shape.count("given") <= 2 and shape.count("patronymic") <= 1 and order == sorted(order):
            yield shape


def _initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1


def _joint(
    words: Sequence[str], shape: Sequence[Part]
) -> Iterator[tuple[float, tuple[tuple[Part, str], ...], str, str]]:
    """Every case and sex in which all words agree, with its score."""
    tables = [() if _initial(word) else _forms(word, part) for word, part in zip(words, shape, strict=True)]
    lone = -1.0 if len(words) > 1 and "given" not in shape and "patronymic" not in shape else 0.0
    for sex, case in product("mf", CASES):
        options = [
            [(part, word, 0.0)] if _initial(word) else _best(part, word, (sex, case), table)
            for word, part, table in zip(words, shape, tables, strict=True)
        ]
        for picked in product(*options):
            score = _USUAL[case] + lone + sum(points for _, _, points in picked)
            yield score, tuple((part, word) for part, word, _ in picked), sex, case


def _best(
    part: Part, word: str, wanted: tuple[str, str], table: Sequence[Form]
) -> list[tuple[Part, str, float]]:
    """The three likeliest nominatives of one word in this sex and case."""
    fitting = sorted(
        (form for form in table if (form.sex, form.case) == wanted), key=lambda form: -form.score
    )
    return [(part, _cased(form.nominative, word), form.score - _USUAL[form.case]) for form in fitting[:3]]


def _cased(nominative: str, written: str) -> str:
    """Each piece with a capital letter, ё kept where it was written."""
    pieces = "-".join(piece[:1].upper() + piece[1:].lower() for piece in nominative.split("-"))
    if "ё" not in written.lower() and "ё" in pieces.lower():
        return pieces.replace("ё", "е").replace("Ё", "Е")
    return pieces
