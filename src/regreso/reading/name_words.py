"""What one capitalised word may be in a name: a given name, a patronymic, a surname, a place, or nothing of it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from regreso.facts.names.stock import commonness, sex_of_given
from regreso.facts.places import settlements_named
from regreso.reading.cues import cue, words_of_kind
from regreso.reading.declension import is_given, is_patronymic, surname_likeness

PARTICLE = re.compile(
    r"(?:de|del|la|las|los|y|van|von|der|bin|ibn|al|el|оглы|кызы|огли|да|di|da)\Z", re.IGNORECASE
)
CYRILLIC = re.compile("[\u0400-\u04ff]")
_SMALL = frozenset(
    word
    for words in (
        "від для без під над при про він вона вони його її їх цей ця тут там так але або чи за після перед між через коли якщо",
        "его она они это этот здесь или после перед между когда если как что кто всего ещё еще ранее сейчас наш наша ваш мой моя мій",
        "також тоже уже вже лише только поки пока раніше зараз потом потім тоді тогда один одна двоє двое троє трое цього этого",
        "el la lo un una uno unos unas al del su sus se si no es era fue hay ante tras según entre sobre cuando donde como pero",
        "a y e o u i porque también además ayer hoy mañana esto eso ese esa este esta aquel otro otra otros todo todos tres dos con sin por para",
        "the an as of to is was are were be he she we so not all any each some many more most such than then there here who what",
    )
    for word in words.split()
)
_SHORT_SURNAMES = frozenset(["ли", "ан", "ян", "юн", "те", "ге", "хе", "ни", "ю", "ё"])
_SHORT_SHOUTED = frozenset(
    ["кім", "кий", "гай", "лис", "кіт", "сич", "лях", "рак", "ким", "пак", "цой", "тен", "хан", "жук", "дуб"]
)
_SURE = -9.5  # log-likeness of an ending that most surnames have; below, only company tells
_GIVEN_AT_LEAST = 1.0
SHORTEST_SHOUTED = 4  # letters of a surname all in capitals; shorter ones are bodies (МВС, NATO)


@lru_cache(maxsize=50_000)
def barred(word: str) -> bool:
    """Whether a word is never part of a name: a small word, a title, a status, a body.

    >>> barred("Сегодня"), barred("Серов")
    (True, False)
    """
    low = word.lower()
    if len(low) <= 2 and CYRILLIC.search(low):
        return low not in _SHORT_SURNAMES
    if word.isupper() and len(low) < SHORTEST_SHOUTED:
        return low not in _SHORT_SHOUTED
    return (
        low in _SMALL
        or low in words_of_kind("not_name")
        or bool(
            cue("status").fullmatch(low)
            or cue("official_body").fullmatch(low)
            or cue("person_cue").fullmatch(low)
            or cue("rank").fullmatch(low)
            or cue("teller_verb").fullmatch(low)
        )
    )


@lru_cache(maxsize=50_000)
def roles_of(word: str) -> str:
    """What a Cyrillic word may be in a name: letters of g(iven), p(atronymic), s(urname: surely), w(eakly).

    >>> roles_of("Ивана"), roles_of("Петренко")
    ('gw', 's')
    """
    roles = "g" if is_given(word) else ""
    roles += "p" if is_patronymic(word) else ""
    likeness = surname_likeness(word)
    return roles + ("s" if likeness > _SURE else "w")


@lru_cache(maxsize=50_000)
def is_place(word: str) -> bool:
    """Whether the gazetteer knows a settlement of this name.

    >>> is_place("Poltava")
    True
    """
    return bool(settlements_named(word))


@cache
def _latin_given() -> dict[str, str]:
    """Given names in Latin letters, folded, and their sex."""
    text = files("regreso.reading").joinpath("data", "given_latin.tsv").read_text(encoding="utf8")
    return {_plain(name): sex for name, sex in (line.split("\t") for line in text.splitlines()[1:])}


def _plain(word: str) -> str:
    parts = unicodedata.normalize("NFD", word.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


@lru_cache(maxsize=50_000)
def known_given(word: str) -> bool:
    """Whether a word in Latin letters is a known given name.

    >>> known_given("Facundo"), known_given("Striker")
    (True, False)
    """
    first = word.split("-", maxsplit=1)[0]
    return _plain(first) in _latin_given() or commonness(word) >= _GIVEN_AT_LEAST


def sex_of(word: str) -> str:
    """The sex that a given name tells, "" where it tells none.

    >>> sex_of("Deirdre"), sex_of("Kim")
    ('f', '')
    """
    told = _latin_given().get(_plain(word.split("-", maxsplit=1)[0]), "")
    return told if len(told) == 1 else sex_of_given(word)
