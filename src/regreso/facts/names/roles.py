"""Free text of one name into surname, given name and patronymic: the few likeliest ways, with weights."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from regreso.facts.names.arabic import is_kunya, looks_arabic, plain, without_particles
from regreso.facts.names.readings import readings
from regreso.facts.names.scripts import script_of, words_of
from regreso.facts.names.stock import commonness, is_arabic_given, patronymic_stems
from regreso.facts.person import PersonName, Weighted

MOST_PARSES = 3
_LEAST_SHARE = 0.02
_WITH_FATHER = 3  # words: own, father's, family's
_PARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "bin",
        "ibn",
        "bint",
        "abu",
        "ben",
        "de",
        "del",
        "la",
        "las",
        "los",
        "y",
        "e",
        "da",
        "dos",
        "das",
        "do",
        "di",
        "du",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "le",
        "i",
        "оглы",
        "кызы",
        "аль",
        "эль",
        "ибн",
        "бин",
        "abou",
        "abo",
        "umm",
        "oum",
        "بن",
        "ابن",
        "بنت",
        "أبو",
        "ابو",
        "أبي",
        "أم",
        "آل",
        "بو",
    ]
)
_SON = frozenset(["bin", "ibn", "ben", "bint", "بن", "ابن", "بنت", "бин", "ибн"])
_SURNAME_END = re.compile(
    r"(?:[oe]v|in|ski|cki|ko|uk|Cuk|ian|dze|Svili|ec|ez|es|son|sen|man|er|ak|ik|ix|ava|ia|ago|ovo|enia|an"
    r"|oglu|zade|baev|ani|li)\Z"
)
_SURE_END = re.compile(r"(?:[oe]v|[oe]va|ski|skaia|cki|enko|Cuk|iuk|dze|Svili|ian|ina|in)\Z")
_SHAPES = {  # position prior by number of words: S surname, G given, P patronymic
    1: {"S": 0.7, "G": 0.3},
    2: {"SG": 0.5, "GS": 0.5},
    3: {"SGP": 0.4, "GPS": 0.27, "GSP": 0.12, "GSS": 0.1, "GGS": 0.06, "SSG": 0.03, "SGG": 0.02},
    4: {
        "GGSS": 0.3,
        "GSSS": 0.05,
        "SSGG": 0.15,
        "SGPP": 0.05,
        "SSGP": 0.15,
        "GPSS": 0.15,
        "GGGS": 0.05,
        "SGGP": 0.05,
    },
}
_ARABIC_SHAPES = {  # own, father's, grandfather's and family name, in this order
    1: {"S": 0.5, "G": 0.5},
    2: {"GS": 0.78, "SG": 0.22},
    3: {"GPS": 0.78, "SGP": 0.14, "GGS": 0.08},
    4: {"GPPS": 0.8, "SGPP": 0.12, "GGPS": 0.08},
}


def _arabic(words: list[str]) -> bool:
    """Whether a name is made as Arabic names are: in that script, or all of it with a usual given name."""
    if any(script_of(w) == "arabic" for w in words):
        return True
    cores = [w.split()[-1] for w in words]
    pairs = list(zip(words, cores, strict=True))
    strange = sum(not (is_kunya(w) or looks_arabic(w) or is_arabic_given(c)) for w, c in pairs)
    marked = any(is_kunya(w) or (w != c and w.split()[0].lower() in _SON) for w, c in pairs)
    if marked and not strange:
        return True
    # Where "son of" or a kunya tells what the name is, one of its words may be unheard of.
    return strange <= (marked and len(words) >= _WITH_FATHER) and any(map(is_arabic_given, cores))


@lru_cache(maxsize=100_000)
def _arabic_leaning(word: str) -> tuple[float, float, float]:
    """As `_leaning`; a family name mostly has an article, and any given name may be the father's."""
    known = is_arabic_given(word) or bool(commonness(plain(word)))
    article = len(word) > len("".join(without_particles(word)))
    if word.split(maxsplit=1)[0].lower() in _SON:
        return -0.5, -3.0, 2.0
    if is_kunya(word):
        return 1.5, -1.0, -2.5
    return (
        (1.5 if article else 0.0) - (0.7 if known else 0.0),
        (1.5 if known else 0.0) - 2.0 * article,
        (1.0 if known else -0.5) - 2.0 * article,
    )


@lru_cache(maxsize=100_000)
def _leaning(word: str) -> tuple[float, float, float]:
    """Log-likelihood of a word as surname, given name, patronymic."""
    if len(word) == 1:
        return -1.5, 0.0, -0.3
    as_given = commonness(word)
    ends = [r for r in readings(word)[:4] if _SURE_END.search(r)]
    looks = 1.5 if ends else 0.7 if any(_SURNAME_END.search(r) for r in readings(word)[:4]) else 0.0
    father = 3.0 if patronymic_stems(word) else -4.0
    return looks - (1.0 if as_given else 0.0), (0.9 * as_given if as_given else -1.0 - looks), father


@lru_cache(maxsize=100_000)
def _shapes(
    leanings: tuple[tuple[float, float, float], ...], *, arabic: bool = False
) -> tuple[tuple[str, float], ...]:
    scored = {
        shape: math.log(prior)
        + sum(lean["SGP".index(role)] for lean, role in zip(leanings, shape, strict=True))
        for shape, prior in (_ARABIC_SHAPES if arabic else _SHAPES)[len(leanings)].items()
    }
    highest = max(scored.values())
    shares = {shape: math.exp(s - highest) for shape, s in scored.items()}
    whole = sum(shares.values())
    best = sorted(shares.items(), key=lambda x: -x[1])[:MOST_PARSES]
    return tuple((shape, share / whole) for shape, share in best if share / whole >= _LEAST_SHARE)


def _join_particles(words: tuple[str, ...]) -> list[str]:
    """Put an article or particle to the word that it belongs to: al-Masri, de la Cruz."""
    joined: list[str] = []
    held = ""
    for word in words:
        if word.lower() in _PARTICLES and len(words) > 2:  # noqa: PLR2004 - two words are both names
            held += word + " "
        else:
            joined.append(held + word)
            held = ""
    return joined + ([held.strip()] if held and not joined else [])


def parse_name(text: str) -> tuple[Weighted[PersonName], ...]:
    """Tell surname, given name and patronymic of one written name apart.

    Args:
        text: one person's name in free order; a comma after the surname is believed.

    Returns:
        Up to three ways with weights that sum to at most 1, likeliest first; () for a text without letters.

    >>> best = parse_name("Сергей Иванович Петров")[0].value
    >>> best.surname, best.given, best.patronymic
    ('Петров', 'Сергей', 'Иванович')
    >>> [p.value.surname for p in parse_name("Pedro García Márquez")][:1]
    ['García Márquez']
    """
    if text.count(",") == 1 and all(words_of(part) for part in text.split(",")):
        return (Weighted(_after_comma(text), 0.97),)
    words = _join_particles(words_of(plain(text)))
    if not words:
        return ()
    words, extra = words[:4], words[4:]
    arabic = _arabic(words)
    leanings = tuple(_arabic_leaning(w) if arabic else _leaning(w.split()[-1]) for w in words)
    return tuple(
        Weighted(_named(text, words + extra, shape + shape[-1] * len(extra)), weight)
        for shape, weight in _shapes(leanings, arabic=arabic)
    )


def _after_comma(text: str) -> PersonName:
    surname, rest = (" ".join(words_of(part)) for part in text.split(","))
    words = rest.split()
    fathers = [w for w in words[1:] if patronymic_stems(w)]
    given = " ".join(w for w in words if w not in fathers)
    return PersonName(text, surname, given, " ".join(fathers))


def _named(text: str, words: list[str], shape: str) -> PersonName:
    parts = {role: " ".join(w for w, r in zip(words, shape, strict=True) if r == role) for role in "SGP"}
    return PersonName(text, parts["S"], parts["G"], parts["P"])


Leaning = tuple[float, float, float]


@lru_cache(maxsize=200_000)
def field_leaning(text: str, word: int) -> Leaning | None:
    """How one word of a field looks as surname, given name and patronymic; None for a text without letters.

    >>> field_leaning("Иванов", -1) == field_leaning("Петров", -1), field_leaning("12", 0)
    (True, None)
    """
    words = words_of(text)
    return _leaning(words[word]) if words else None


def swapped_share(surname: str, given: str) -> float:
    """How probable it is that surname and given name stand in each other's fields.

    >>> swapped_share("Сергей", "Иванов") > 0.9 > 0.1 > swapped_share("Иванов", "Сергей")
    True
    """
    return swapped_by(field_leaning(surname, -1), field_leaning(given, 0))


def swapped_by(surname: Leaning | None, given: Leaning | None) -> float:
    """As `swapped_share`, from how the last word of the surname and the first of the given name look.

    >>> swapped_by(None, None)
    0.0
    """
    if surname is None or given is None:
        return 0.0
    straight, turned = surname[0] + given[1], surname[1] + given[0]
    return 1 / (1 + math.exp(straight - turned + 3.0))
