"""The words around a name, a date or a place in a message, in four languages, from data/cues.tsv."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


def rows_of(name: str) -> list[list[str]]:
    """The rows of a data file of this room, without its header.

    >>> rows_of("months.tsv")[0][0]
    '1'
    """
    text = files("regreso.tracing").joinpath("data", name).read_text(encoding="utf8")
    return [line.split("\t") for line in text.splitlines()[1:]]


@cache
def cue(*kinds: str) -> re.Pattern[str]:
    """A pattern of all cues of these kinds, as whole words.

    >>> bool(cue("birth").search("1999 г.р.")), bool(cue("seek").search("busco a mi hijo"))
    (True, True)
    """
    patterns = sorted((p for kind, _, p in rows_of("cues.tsv") if kind in kinds), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


@cache
def months() -> tuple[tuple[int, re.Pattern[str]], ...]:
    """Month numbers with a pattern of their names and cases.

    >>> [number for number, pattern in months() if pattern.fullmatch("апреля")]
    [4]
    """
    return tuple((int(n), re.compile(rf"(?:{p})", re.IGNORECASE)) for n, p in rows_of("months.tsv"))


def month_of(word: str) -> int:
    """The number of a month's name, 0 where it is none.

    >>> month_of("квітня"), month_of("бригада")
    (4, 0)
    """
    return next((number for number, pattern in months() if pattern.fullmatch(word)), 0)


@cache
def decades() -> tuple[tuple[int, re.Pattern[str]], ...]:
    """First years of decades with a pattern of what they are called.

    >>> [year for year, pattern in decades() if pattern.search("восьмидесятых")]
    [1980]
    """
    return tuple((int(year), re.compile(p, re.IGNORECASE)) for year, p in rows_of("decades.tsv"))
