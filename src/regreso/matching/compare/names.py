"""How far two written surnames, given names or patronymics agree, by what they may sound like and mean."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from regreso.facts.names.arabic import bones_of, looks_arabic, plain, without_particles
from regreso.facts.names.endings import family_form, undeclined
from regreso.facts.names.readings import heard, readings, skeleton, vowelless
from regreso.facts.names.scripts import script_of, words_of
from regreso.facts.names.stock import fathers_of, identity, patronymic_stems

# The order is the order in the weights file; a lower number is not always a better agreement.
LEVELS = (
    "other", "same", "variant", "nickname", "heard", "typo", "heard_typo", "far_typo", "part", "declined",
    "initial", "bones", "near_bones",
)  # fmt: skip
(
    OTHER,
    SAME,
    VARIANT,
    NICKNAME,
    HEARD,
    TYPO,
    HEARD_TYPO,
    FAR_TYPO,
    PART,
    DECLINED,
    INITIAL,
    BONES,
    NEAR_BONES,
) = range(len(LEVELS))
_LONG = 6  # letters from which two typos still leave a name recognisable
_MOST_WHOLE = 4  # readings of a name together with its articles
_MAY_BE_INITIAL = 8  # signs under which a text may be one letter among points, brackets and spaces
_NEAR_VOWELS = 2  # sounds that may differ between two writings of the same consonants
_SHORT = 3  # sounds under which one typo may make any name of any other


_SON = frozenset(
    {"bin", "ibn", "ben", "bint", "بن", "ابن", "بنت"}
)  # before a father's name, who may have his own after him


@dataclass(frozen=True, slots=True)
class Sounds:
    """A name field made ready for comparing: readings, what is heard of them, identities.

    `is_mute` is in a script without vowels; `is_bare` is that, or looks Arabic in another script.
    """

    text: str
    forms: tuple[str, ...]
    heards: tuple[str, ...]
    cases: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    bones: tuple[str, ...] = ()
    initials: frozenset[str] = frozenset()
    is_initial: bool = False
    is_bare: bool = False
    is_mute: bool = False
    formal: frozenset[int] = frozenset()
    short: frozenset[int] = frozenset()


def _unique(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(w for w in words if w))


def _sounds(text: str, forms: list[str], parts: list[str], cases: list[str]) -> Sounds:
    own = _unique(forms)
    cyrillic = script_of(text) == "cyrillic"
    mute = not cyrillic and vowelless(text)
    return Sounds(
        text,
        own,
        _unique([heard(f) for f in own]),
        tuple(c for c in _unique(cases) if c not in own),
        _unique(parts),
        _bones(own) if cyrillic else bones_of("".join(without_particles(text))),
        frozenset(f[0] for f in own),
        len(text) < _MAY_BE_INITIAL and sum(c.isalpha() for c in text) == 1,
        mute or (not cyrillic and looks_arabic(text)),
        mute,
    )


def _bones(own: tuple[str, ...]) -> tuple[str, ...]:
    return _unique([skeleton(f) for f in own[:3]])


def _pieces(words: tuple[str, ...]) -> list[str]:
    return [p for word in words for p in word.split("-") if len(p) > 1]


@lru_cache(maxsize=300_000)
def surname_sounds(text: str) -> Sounds:
    """Make a surname ready: men's form of each reading, the parts of a double surname.

    >>> surname_sounds("Иванова").forms, surname_sounds("García Márquez").parts[:1]
    (('ivanov',), ('garsia',))
    """
    return kept_surname(text, cases=True)


def kept_surname(text: str, *, cases: bool = False) -> Sounds:
    """As `surname_sounds`, not remembered; a registry's word is not asked for, and needs no declined forms.

    >>> kept_surname("Иванова").forms == surname_sounds("Иванова").forms
    True
    """
    words = without_particles(text)
    whole = list(readings("".join(words)))
    if len(words) < len(words_of(text)):  # de la Cruz may be written Delacruz
        whole += readings("".join(words_of(text)))[:_MOST_WHOLE]
    pieces = _pieces(words)
    parts = [family_form(r) for p in pieces for r in readings(p)[:4]] if len(pieces) > 1 else []
    declined = [family_form(c) for r in whole[:3] for c in undeclined(r)] if cases else []
    return _sounds(text, [family_form(r) for r in whole], parts, declined)


@lru_cache(maxsize=100_000)
def given_sounds(text: str) -> Sounds:
    """Make a given name ready: readings, the identities it may be in full or in short.

    >>> given_sounds("Пётр").forms[0], bool(given_sounds("Петя").short & given_sounds("Pedro").formal)
    ('petr', True)
    """
    pieces = words_of(plain(text))
    whole = readings("".join(pieces))
    made = _sounds(
        text,
        list(whole),
        [r for p in pieces for r in readings(p)[:4]] if len(pieces) > 1 else [],
        [c for r in whole[:3] for c in undeclined(r)],
    )
    known = [identity(p) for p in (["".join(pieces), *pieces] if len(pieces) > 1 else pieces)]
    return Sounds(
        **{name: getattr(made, name) for name in _PLAIN},
        formal=frozenset().union(*(k.formal for k in known)),
        short=frozenset().union(*(k.short for k in known)),
    )


_PLAIN = (
    "text",
    "forms",
    "heards",
    "cases",
    "parts",
    "bones",
    "initials",
    "is_initial",
    "is_bare",
    "is_mute",
)


@lru_cache(maxsize=100_000)
def father_sounds(text: str) -> Sounds:
    """Make a patronymic ready: its stem without the ending, the father's name it means.

    >>> bool(father_sounds("Mykolaivna").formal & father_sounds("Николаевич").formal)
    True
    """
    words = tuple(w for w in words_of(plain(text)) if w.lower() not in _SON)
    stems = patronymic_stems(text) or [r.rstrip("aeiou") for r in readings("".join(words[:1]))]
    bare = words[0] if words else text
    made = _sounds(bare, list(stems), [], [])
    return Sounds(**{name: getattr(made, name) for name in _PLAIN}, formal=fathers_of(bare))


def _distance(a: tuple[str, ...], b: tuple[str, ...], most: int) -> int:
    return min((OSA.distance(x, y, score_cutoff=most) for x in a for y in b), default=most + 1)


def _spelt(sounds: Sounds) -> bool:
    """Whether a word is made of sounds: characters that we cannot sound have no slips of one letter."""
    return all(text.isascii() for text in (*sounds.forms, *sounds.heards, *sounds.bones))


def _by_spelling(asked: Sounds, found: Sounds) -> int:
    """Levels that need nothing but letters."""
    if not set(asked.heards).isdisjoint(found.heards):
        return HEARD
    if not (_spelt(asked) and _spelt(found)):
        return OTHER
    size = min(len(asked.heards[0]), len(found.heards[0]))
    far = _distance(asked.heards, found.heards, 2)
    if far > 2 or size < _SHORT:  # noqa: PLR2004 - two edits
        return OTHER
    close = _distance(asked.forms, found.forms, 2)
    if close == 1:
        return TYPO
    if far == 1:
        return HEARD_TYPO
    return FAR_TYPO if size >= _LONG else OTHER


def _bones_fit(asked: Sounds, found: Sounds) -> bool:
    """Whether the same consonants tell a name: where both sides write vowels, those must be near, too."""
    if set(asked.bones).isdisjoint(found.bones):
        return False
    mute = asked.is_mute or found.is_mute
    return mute or _distance(asked.heards, found.heards, _NEAR_VOWELS) <= _NEAR_VOWELS


def _by_bones(asked: Sounds, found: Sounds) -> int:
    if not (asked.is_bare or found.is_bare):
        return OTHER
    if _bones_fit(asked, found):
        return BONES
    if not (asked.is_mute or found.is_mute):
        return OTHER
    if not (asked.bones and found.bones and _spelt(asked) and _spelt(found)):
        return OTHER
    long = min(len(asked.bones[0]), len(found.bones[0])) > 2  # noqa: PLR2004 - three consonants
    return NEAR_BONES if long and _distance(asked.bones, found.bones, 1) == 1 else OTHER


def _by_parts(asked: Sounds, found: Sounds) -> int:
    if not (asked.parts or found.parts):
        return OTHER
    mine, theirs = asked.parts or asked.forms, found.parts or found.forms
    return OTHER if set(mine).isdisjoint(theirs) else PART


def _spelling_and_parts(asked: Sounds, found: Sounds) -> int:
    if not set(asked.cases).isdisjoint(found.forms):
        return DECLINED
    if asked.is_bare and found.is_bare and _bones_fit(asked, found):
        return BONES if set(asked.heards).isdisjoint(found.heards) else HEARD
    spelt = _by_spelling(asked, found)
    return spelt or _by_parts(asked, found) or _by_bones(asked, found)


def _same_or_initial(asked: Sounds, found: Sounds) -> int | None:
    """SAME, INITIAL or OTHER where that is settled at once, else nothing."""
    if asked.is_initial or found.is_initial:
        return OTHER if asked.initials.isdisjoint(found.initials) else INITIAL
    if not asked.forms or not found.forms:
        return OTHER
    return None if set(asked.forms).isdisjoint(found.forms) else SAME


def surname_level(asked: Sounds, found: Sounds) -> int:
    """The level at which two surnames agree.

    >>> LEVELS[surname_level(surname_sounds("Schukow"), surname_sounds("Жукова"))]
    'same'
    """
    settled = _same_or_initial(asked, found)
    return _spelling_and_parts(asked, found) if settled is None else settled


def given_level(asked: Sounds, found: Sounds) -> int:
    """The level at which two given names agree.

    >>> LEVELS[given_level(given_sounds("Миша"), given_sounds("Mykhailo"))]
    'nickname'
    """
    settled = _same_or_initial(asked, found)
    if settled is not None:
        return settled
    if asked.formal & found.formal:
        return VARIANT
    if asked.short & found.formal or asked.formal & found.short or asked.short & found.short:
        return NICKNAME
    return _spelling_and_parts(asked, found)


def father_level(asked: Sounds, found: Sounds) -> int:
    """The level at which two patronymics agree.

    >>> LEVELS[father_level(father_sounds("Сергійович"), father_sounds("Sergeevna"))]
    'same'
    """
    settled = _same_or_initial(asked, found)
    if settled is not None:
        return settled
    if asked.formal & found.formal:
        return VARIANT
    return _spelling_and_parts(asked, found)
