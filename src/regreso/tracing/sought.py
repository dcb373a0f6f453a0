"""Which of the people whom a message names is the one sought: signs around each name, weighed by learned weights."""

from __future__ import annotations

import json
import math
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from regreso.facts.names.stock import patronymic_stems
from regreso.facts.places import settlements_named
from regreso.tracing.cues import cue
from regreso.tracing.lexicon import is_everyday, is_known, looks_family

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regreso.facts.person import Sex
    from regreso.tracing.births import Told
    from regreso.tracing.runs import Run

_HIS = re.compile(
    r"(?:его|её|ее|його|її|su|sus|his|her|their|son|sa|їх|их|яго|яе|al)\s+\Z|\b(?:[وف]?(?:أخوه|أخته|والده|والدته|زوجته|صديقه|رفيقه))\s*\Z",
    re.IGNORECASE,
)
_HIS_AFTER = re.compile(r"\s*(?:его|её|ее|його|її|яго|яе)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.;!?\n](?=\s|$)|[.;!?]\s")
_NEAR_LEAD, _NEAR_BIRTH, _AFTER = 40, 30, 28  # signs
_FILLERS = 3  # everyday words that may stand between a cue and the name it is about


def _clause(text: str, run: Run) -> str:
    """What stands before a name in its own sentence; initials and short forms end none."""
    before = text[max(run.start - 160, 0) : run.start]
    ends = [m.end() for m in _SENTENCE.finditer(before) if len(re.split(r"\W", before[: m.start()])[-1]) > 2]  # noqa: PLR2004 - a short form
    return before[ends[-1] :] if ends else before


def _adjacent(between: str) -> bool:
    """Whether only a few everyday words and no sign stand between a cue and a name."""
    words = re.findall(r"[^\W\d_]+", between)
    return (
        not re.search(r"[,;.!?()]", between)
        and len(words) <= _FILLERS
        and all(is_everyday(w.lower()) for w in words)
    )


def _lead(clause: str) -> tuple[str, bool, Sex]:
    """The kind of the nearest cue before a name, whether it stands at the name, and the sex it tells."""
    best: tuple[tuple[int, int], str, bool, Sex] = ((-1, 0), "", False, "")
    for kind, sex in _KINDS:
        for match in cue(kind).finditer(clause):
            his = kind.startswith("sought") and _is_anothers(clause, match)
            near = _adjacent(clause[match.end() :])
            said = "other" if his else "sought" if kind.startswith("sought") else kind
            at = (match.end(), len(match[0]))
            best = max(best, (at, said, near, "" if his else sex), key=lambda b: b[0])
    return best[1], best[2], best[3]


def _is_anothers(clause: str, kin: re.Match[str]) -> bool:
    """Whether "brother" is the sought one's brother: his brother; but not in "she asks about her brother"."""
    his = _HIS.search(clause[: kin.start()]) or _HIS_AFTER.match(clause[kin.end() :])
    return bool(his) and not cue("asks").search(clause[: kin.start()])


_KINDS: tuple[tuple[str, Sex], ...] = (
    ("seek", ""), ("sought_m", "m"), ("sought_f", "f"), ("self", ""), ("other", ""), ("with", ""), ("author", ""), ("label", ""),
)  # fmt: skip


def signs(
    text: str, run: Run, runs: Sequence[Run], *, births: Sequence[Told]
) -> tuple[dict[str, float], Sex]:
    """What speaks for and against a name being that of the sought person, and the sex that the message tells.

    >>> from regreso.tracing.runs import runs_in
    >>> text = "Я Ольга Иванова, ищу сына Сергея Иванова"
    >>> runs = runs_in(text, [])
    >>> told = [signs(text, run, runs, births=[]) for run in runs]
    >>> [sorted(found.keys() & {"self_near", "sought_near"}) for found, _ in told], told[1][1]
    ([['self_near'], ['sought_near']], 'm')
    """
    clause = _clause(text, run)
    kind, near, sex = _lead(clause)
    after = text[run.end : run.end + _AFTER]
    out = _shape(run)
    if kind:
        out[f"{kind}_{'near' if near else 'far'}"] = 1.0
    if near and kind in ("self", "other", "author", "with"):
        others = [k for k in ("seek", "sought_m", "sought_f") if cue(k).search(clause)]
        out["sought_earlier"] = float(bool(others))
    gap = re.match(r"[\s,:()–—-]*", after)
    said = cue("not_after").match(after, gap.end() if gap else 0)
    mark = cue("kin_mark").match(after, gap.end() if gap else 0)
    out["not_after"], out["kin_mark"] = float(said is not None), float(mark is not None and not said)
    out["birth_after"] = float(any(0 <= b.start - run.end <= _NEAR_BIRTH for b in births))
    out["birth_before"] = float(any(0 <= run.start - b.end <= _NEAR_BIRTH for b in births))
    out["from_place"] = float(
        bool(re.search(r"(?:из|з|із|зі|from|de|à|في|من)\s+\Z", clause, re.IGNORECASE))
        and len(run.tokens) == 1
    )
    out["sex_clash"] = float(bool(sex and run.sex and sex != run.sex))
    out |= _position(text, run, runs)
    return {name: value for name, value in out.items() if value}, sex


def _shape(run: Run) -> dict[str, float]:
    words = [t.word.lower().rstrip(".") for t in run.tokens if t.liking]
    return {
        "one_word": float(len(words) == 1),
        "three_words": float(len(words) > 2),  # noqa: PLR2004 - as its name says
        "given": float(any(is_known(w) for w in words)),
        "family": float(any(looks_family(w) for w in words)),
        "father": float(any(bool(patronymic_stems(w)) for w in words)),
        "town": float(_is_town(run, words)),
        "unknown": float(all(t.liking < 0.5 for t in run.tokens)),  # noqa: PLR2004 - what it is nobody knows
    }


def _is_town(run: Run, words: list[str]) -> bool:
    if len(words) > 1 and settlements_named(run.text):
        return True
    return all(settlements_named(w) and not is_known(w) for w in words)


def _position(text: str, run: Run, runs: Sequence[Run]) -> dict[str, float]:
    last = run is runs[-1]
    ends = last and not text[run.end :].strip(" .!)")
    begins = not text[: run.start].strip(" \"«'")
    return {
        "alone_first": float(run is runs[0]),
        "opens": float(begins),
        "signature": float(
            ends and len(runs) > 1 and bool(re.search(r"[.,!?;\n–—-]\s*\Z", text[: run.start]))
        ),
    }


@cache
def _weights() -> dict[str, float]:
    text = files("regreso.tracing").joinpath("data", "sought.json").read_text(encoding="utf8")
    weights: dict[str, float] = json.loads(text)["weights"]
    return weights


def shares(found: Sequence[dict[str, float]]) -> list[float]:
    """How probable it is of each name, by its signs, that it is the sought one's; what is left is for nobody's.

    >>> one, other = shares([{"seek_near": 1.0}, {"author_near": 1.0}])
    >>> one > 0.9 > 0.1 > other, shares([{"self_near": 1.0}])[0] < 0.1
    (True, True)
    """
    powers = [
        math.exp(sum(_weights().get(name, 0.0) * value for name, value in one.items())) for one in found
    ]
    return [power / (sum(powers) + 1.0) for power in powers]
