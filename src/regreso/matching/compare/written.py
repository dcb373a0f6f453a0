"""Two written names, whole, as they stand: words are paired by sound and meaning, in any order and script."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA, JaroWinkler

from regreso.facts.names.arabic import bones_of, looks_arabic, plain
from regreso.facts.names.endings import family_form, undeclined
from regreso.facts.names.readings import heard, readings, skeleton, vowelless
from regreso.facts.names.roles import parse_name
from regreso.facts.names.scripts import script_of, words_of
from regreso.facts.names.stock import commonness, fathers_of, identity, patronymic_stems

# What a pair of words is worth before anything is learned: it only decides which words go together.
SAME, FATHER, VARIANT, DECLINED, NICKNAME, HEARD, BONES, TYPO, HEARD_TYPO, FAR_TYPO, START, INITIAL = (
    1.0, 0.96, 0.94, 0.9, 0.86, 0.88, 0.84, 0.8, 0.7, 0.55, 0.5, 0.48,
)  # fmt: skip
_LINKED = 0.47
_UNLIKE = 0.4  # the most that words without any agreement get, by how near their letters are
_LONG, _SHORT = 6, 3
_PARTICLES = frozenset(
    ["al", "el", "ul", "de", "del", "la", "van", "von", "der", "di", "da", "dos", "bin", "ibn", "y"]
)

_TITLES = frozenset(
    ["dr", "mr", "mrs", "ms", "sir", "lord", "lady", "baron", "baroness", "dame", "prof", "hon", "rev", "jr",
     "sr", "ii", "iii", "iv", "д", "др", "г", "гн", "господин", "пан", "пані", "don", "doña", "sra", "señor",
     "señora", "mme", "pvt", "sgt", "cpl", "lt", "capt", "maj", "col", "gen", "рядовой", "сержант", "солдат",
     "лейтенант", "cabo", "soldado", "sargento", "teniente", "sheikh", "haj", "hajj", "sayyid", "د", "السيد",
     "الشيخ", "الحاج"]
)  # fmt: skip
_SON_OF = re.compile(
    r"(?<!\w)(abu|abou|bou|أبو|ابو|بو)[ -](?=\w{2})", re.IGNORECASE
)  # one word with what follows

FEATURES = (
    "fewer", "more", "best", "second", "third", "worst", "mean", "linked", "left_a", "left_b", "left_both",
    "surname", "given", "father", "joined", "same", "variants", "nicknames", "typos", "initials", "bare",
    "strange", "length", "usual", "fathers", "weak_given", "crossed", "turned", "moved", "first",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name with all that it may sound like or mean."""

    text: str
    forms: frozenset[str]
    heards: tuple[str, ...]
    cases: frozenset[str]
    bones: frozenset[str]
    formal: frozenset[int]
    short: frozenset[int]
    fathers: frozenset[int]
    usual: float
    bare: bool


@lru_cache(maxsize=100_000)
def word(text: str) -> Word:
    """Make one word ready.

    >>> "ivanov" in word("Ivanova").forms
    True
    """
    own = readings(text)
    forms = frozenset(own) | {family_form(r) for r in own}
    known = identity(text)
    return Word(
        text,
        forms,
        tuple(dict.fromkeys(heard(family_form(r)) for r in own)),
        frozenset(family_form(c) for r in own[:3] for c in undeclined(r)),
        frozenset(_bones_of(text, own)),
        known.formal,
        known.short,
        fathers_of(text) if patronymic_stems(text) else frozenset(),
        commonness(text),
        vowelless(text) or looks_arabic(text),
    )


def _bones_of(text: str, own: tuple[str, ...]) -> list[str]:
    shared = [skeleton(family_form(r)) for r in own[:4]]
    return shared if script_of(text) == "cyrillic" else [*shared, *bones_of(text)]


def _letters(a: Word, b: Word) -> float:
    """Agreement by spelling alone."""
    if not a.heards or not b.heards:
        return 0.0
    if not set(a.heards).isdisjoint(b.heards):
        return HEARD
    size = min(len(a.heards[0]), len(b.heards[0]))
    far = min(OSA.distance(x, y, score_cutoff=2) for x in a.heards for y in b.heards)
    if size >= _SHORT and far <= 2:  # noqa: PLR2004 - two edits
        close = min(OSA.distance(x, y, score_cutoff=1) for x in a.forms for y in b.forms)
        if close == 1 or far == 1:
            return TYPO if close == 1 else HEARD_TYPO
        if size >= _LONG:
            return FAR_TYPO
    near = max(JaroWinkler.similarity(x, y) for x in a.heards[:2] for y in b.heards[:2])
    return _UNLIKE * near


def _bones(a: Word, b: Word) -> float:
    if not (a.bare or b.bare) or not a.bones or not b.bones:
        return 0.0
    shared = a.bones & b.bones
    if shared:
        return BONES if max(map(len, shared)) > 2 else HEARD_TYPO  # noqa: PLR2004 - two consonants fit many names
    near = min(OSA.normalized_distance(x, y) for x in a.bones for y in b.bones)
    return FAR_TYPO if near <= 1 / 3 else _UNLIKE * (1 - near)


@lru_cache(maxsize=200_000)
def alike(a: Word, b: Word) -> float:
    """How well two words go together, 0 to 1.

    >>> alike(word("Иванова"), word("Ivanov")), alike(word("Миша"), word("Mykhailo"))
    (1.0, 0.86)
    """
    if len(a.text) == 1 or len(b.text) == 1:
        return INITIAL if {f[:1] for f in a.forms} & {f[:1] for f in b.forms} else 0.0
    if a.forms & b.forms:
        return SAME
    by_meaning = max(
        FATHER if a.fathers & b.fathers else 0.0,
        VARIANT if a.formal & b.formal and not (a.fathers or b.fathers) else 0.0,
        DECLINED if a.cases & b.forms or a.forms & b.cases else 0.0,
        NICKNAME if a.short & b.formal or a.formal & b.short or a.short & b.short else 0.0,
    )
    if by_meaning:
        return by_meaning
    return max(_letters(a, b), _bones(a, b), START if _begins(a, b) else 0.0)


def _begins(a: Word, b: Word) -> bool:
    """Whether one word is how the other begins."""
    pairs = ((x, y) if len(x) < len(y) else (y, x) for x in a.heards for y in b.heards)
    return any(len(short) > _SHORT and long.startswith(short) for short, long in pairs)


@dataclass(frozen=True, slots=True)
class Name:
    """A written name ready for pairing: its words, and which of them is which."""

    words: tuple[Word, ...]
    surname: tuple[Word, ...]
    given: tuple[Word, ...]
    father: tuple[Word, ...]
    joined: str
    bare: bool
    strange: bool


def _words(text: str) -> tuple[Word, ...]:
    parts = [p for w in words_of(_SON_OF.sub(r"\1", plain(text))) for p in w.split("-") if p]
    kept = [p for p in parts if p.lower() not in _PARTICLES and p.lower() not in _TITLES] or parts
    return tuple(word(p.lower()) for p in kept[:6])


@lru_cache(maxsize=50_000)
def name(text: str) -> Name:
    """Make a written name ready.

    >>> [w.text for w in name("Тарас Шевченко").surname]
    ['шевченко']
    """
    words = _words(text)
    best = next((p.value for p in parse_name(text)), None)
    parts = (best.surname, best.given, best.patronymic) if best else ("", "", "")
    surname, given, father = (_words(p) if p else () for p in parts)
    joined = "".join(sorted(w.heards[0] for w in words if w.heards))
    scripts = {script_of(w.text) for w in words}
    strange = bool(scripts & {"cjk", "hangul", ""})
    return Name(words, surname, given, father, joined, any(w.bare for w in words), strange)


def pair_words(a: Name, b: Name) -> list[tuple[int, int, float]]:
    """Which word goes with which, each word once.

    Returns:
        Positions in the one and in the other name with how well the words go together, best first.

    >>> pair_words(name("Тарас Шевченко"), name("Shevchenko Taras"))
    [(0, 1, 1.0), (1, 0, 1.0)]
    """
    scored = [(alike(x, y), i, j) for i, x in enumerate(a.words) for j, y in enumerate(b.words)]
    pairs: list[tuple[int, int, float]] = []
    used_a: set[int] = set()
    used_b: set[int] = set()
    for score, i, j in sorted(scored, key=lambda s: (-s[0], abs(s[1] - s[2]))):
        if i not in used_a and j not in used_b:
            pairs.append((i, j, score))
            used_a.add(i)
            used_b.add(j)
    return pairs


def _moved(at: list[tuple[int, int]]) -> int:
    """How many of the linked words stand in another order, where a surname may go from one end to the other.

    >>> _moved([(0, 0), (1, 1)]), _moved([(0, 2), (1, 0), (2, 1)]), _moved([(0, 1), (1, 0), (2, 2)])
    (0, 0, 1)
    """
    order = [j for _, j in sorted(at)]
    turns = [order[n:] + order[:n] for n in range(len(order))] or [[]]
    return min(sum(x > y for x, y in pairwise(turn)) for turn in turns)


def _role(a: tuple[Word, ...], b: tuple[Word, ...]) -> float:
    """How well the words of one role agree, -1 where a side has none."""
    return max((alike(x, y) for x in a for y in b), default=-1.0)


def features(first: str, second: str) -> list[float]:
    """Figures about two written names, in the order of `FEATURES`.

    Args:
        first: one written name.
        second: another.

    Returns:
        One figure a feature; all are the same when the names change places, but for the two `left_` ones.

    >>> dict(zip(FEATURES, features("Тарас Шевченко", "Shevchenko Taras"), strict=True))["linked"]
    2.0
    """
    a, b = sorted((name(first), name(second)), key=lambda n: (len(n.words), n.joined))
    pairs = pair_words(a, b)
    scores = sorted((s for _, _, s in pairs), reverse=True)
    three = [*scores, -1.0, -1.0, -1.0][:3]
    linked = [s for s in scores if s >= _LINKED]
    left_a, left_b = len(a.words) - len(linked), len(b.words) - len(linked)
    at = [scores.count(level) for level in (SAME, VARIANT, NICKNAME, TYPO, INITIAL)]
    usual = max((min(a.words[i].usual, b.words[j].usual) for i, j, s in pairs if s >= _LINKED), default=0.0)
    given = _role(a.given, b.given)
    lone = float(scores.count(SAME) == 1 and 0 <= given < _LINKED)
    crossed = max(_role(a.given, b.surname), _role(a.surname, b.given))
    turned = max(_role(a.given, b.father), _role(a.father, b.given))
    return [
        float(len(a.words)), float(len(b.words)), *three, scores[-1] if scores else -1.0,
        sum(scores) / len(scores) if scores else -1.0, float(len(linked)), float(left_a), float(left_b),
        float(min(left_a, left_b)), _role(a.surname, b.surname), given, _role(a.father, b.father),
        JaroWinkler.similarity(a.joined, b.joined), *map(float, at), float(a.bare or b.bare),
        float(a.strange or b.strange), float(sum(len(w.text) for w in a.words)), usual,
        float(bool(a.father) + bool(b.father)), lone, crossed, turned,
        float(_moved([(i, j) for i, j, s in pairs if s >= _LINKED])),
        alike(a.words[0], b.words[0]) if a.words and b.words else -1.0,
    ]  # fmt: skip
