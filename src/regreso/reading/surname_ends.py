"""How usual it is for a surname to end so, from the lists of data/surname_ends.tsv."""

from __future__ import annotations

import math
from functools import cache, lru_cache
from importlib.resources import files

_LONGEST_END = 5  # letters, as in data/surname_ends.tsv


@cache
def _ends() -> dict[str, int]:
    text = files("regreso.reading").joinpath("data", "surname_ends.tsv").read_text(encoding="utf8")
    return {end: int(count) for end, count in (line.split("\t") for line in text.splitlines()[1:])}


@cache
def _all_ends() -> int:
    """How many surnames stand behind the table of endings."""
    return sum(count for end, count in _ends().items() if len(end) == 1)


@lru_cache(maxsize=50_000)
def usual_end(word: str) -> float:
    """The log-probability of the last five letters, read from the end; what was never seen counts a little.

    >>> usual_end("іваненко") > usual_end("белгород")
    True
    """
    ends = _ends()
    score, before = 0.0, _all_ends()
    for length in range(1, min(len(word), _LONGEST_END) + 1):
        count = ends.get(word[-length:], 0)
        if not count:
            # Rarer endings than those of the table share what the table leaves.
            return score + math.log(min(0.1, 4 / before)) + (_LONGEST_END - length) * math.log(1 / 25)
        score += math.log(count / before)
        before = count
    return score
