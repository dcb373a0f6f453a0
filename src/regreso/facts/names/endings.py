"""Endings that change with sex or case while the family stays the same. All of it works on readings."""

from __future__ import annotations

import re
from functools import lru_cache

_FAMILY = (  # a woman's ending, or another writing of it, and the man's
    (re.compile("(?<=.)([oe]v|in)a$"), r"\1"),
    (re.compile("(?<=..)([sc]k)(?:aia|a|aa|oi|i)$"), r"\1i"),
    (re.compile("(?<=..)(?:aia|oi)$"), "i"),
    (re.compile("(?<=..)([oe])f$"), r"\1v"),
    (re.compile("(?<=..[oe])v(?:oi|u)$"), "v"),
)
_CHANGING = frozenset("aifu")  # what any of these ends in
_CASES = (  # accusative or genitive, dative, instrumental: what a name ends in there, and in the nominative
    (re.compile("(?<=..)ogo$"), "i"),
    (re.compile("(?<=..)omu$"), "i"),
    (re.compile("(?<=..[bvgdzkxlmnprstfZSCc])(?:a|u|om|em|im)$"), ""),
    (re.compile("(?<=..)(?:ia|iu|em)$"), "i"),
    (re.compile("(?<=..)(?:ia|iu)$"), ""),
    (re.compile("(?<=..)u$"), "a"),
    (re.compile("(?<=..)iu$"), "ia"),
    (re.compile("(?<=.)([ae])([vlr])[au]$"), r"\1\2"),
)
_FLEETING = {"petra": "petr", "pavla": "pavel", "lva": "lev", "petru": "petr", "pavlu": "pavel", "lvu": "lev"}


@lru_cache(maxsize=200_000)
def family_form(reading: str) -> str:
    """The form of a surname that a man, his wife and his daughter share.

    >>> family_form("ivanova"), family_form("tolstaia") == family_form("tolstoi"), family_form("kovalskaia")
    ('ivanov', True, 'kovalski')
    """
    if reading[-1:] not in _CHANGING:
        return reading
    for pattern, man in _FAMILY:
        form, changed = pattern.subn(man, reading)
        if changed:
            return form
    return reading


@lru_cache(maxsize=50_000)
def undeclined(reading: str) -> tuple[str, ...]:
    """Nominatives that a reading in another case may stand for, without the reading itself.

    >>> "melnik" in undeclined("melnika"), "sergei" in undeclined("sergeia"), undeclined("pavla")[0]
    (True, True, 'pavel')
    """
    known = [_FLEETING[reading]] if reading in _FLEETING else []
    forms = [pattern.sub(base, reading) for pattern, base in _CASES if pattern.search(reading)]
    return tuple(dict.fromkeys(f for f in known + forms if f != reading))
