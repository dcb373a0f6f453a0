"""How surely a status that the grammar read is meant: learned weights over signs that it may have been misled.

The grammar knows the words it knows. Here a sentence is looked over once more for anything that turns a
meaning round (a negation, a rumour, a lie, an “if”, an error) whether or not the grammar made something of
it, and for how far the status stands from the name. What is not sure is said to be unknown: a wrong answer
costs a family more than none. The weights are learned by `make train-reading`; see docs/reference/reading-model.md.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from regreso.reading.alarms import alarms
from regreso.reading.cues import cue
from regreso.reading.fates import Fate
from regreso.reading.leads import Polarity
from regreso.reading.names import find_names
from regreso.reading.polarity import told_by_doubt

_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ]\w+)?")
_BORDER = re.compile(r"[,;:()«»“”\"]|\s[—–-]\s")
_WEAK = re.compile(
    r"\A(?:смерт|гибел|загибел|похорон|похован|прощан|тело|тіло|останк|death|funeral|remains|restos|muerte|velorio|плен|полон|обмен|обмін|canje|swap|exchange|captur|captiv|cautiv)\w*\Z",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"(?<!\w)(?:otr[oa]|другой|другого|другая|інший|іншого|інша|не он|не він|не она|не вона|another man|someone else|somebody else|not him|not her|no era|wasn['’]t (?:him|her))(?!\w)",
    re.IGNORECASE,
)
_LEAST = {"killed": 0.83}  # below it a status is not told
_USUAL_LEAST = 0.8
_HEDGED_LEAST = 0.6  # what is only doubtfully said claims less
_LONG, _NEAR, _FAR = 28, 40, 90  # words; letters


@dataclass(frozen=True, slots=True)
class Ground:
    """What one status rests on.

    Attributes:
        words: its sentence.
        fate: the status word.
        gap: what stands between it and the name; None where the name stands in another sentence.
        origin: "own" for the sentence of a name, "followed" for what comes behind, "listed" for a list.
        names: how many names the sentence holds.
        told: all that the page tells of the person.
        next: the sentence behind, where it names nobody else.
    """

    words: str
    fate: Fate
    gap: str | None
    origin: str
    names: int
    told: tuple[Fate, ...]
    next: str = ""


def unnamed(words: str) -> str:
    """The same words with the letters of names struck out: a man may be called Vymyshlenny, “the invented”.

    >>> unnamed("Погиб Пётр Вымышленный.")
    'Погиб ________________.'
    """
    for name in find_names(words):
        words = words[: name.start] + "_" * (name.end - name.start) + words[name.end :]
    return words


def signs(ground: Ground) -> Iterator[str]:
    """The signs by which a reading is weighed.

    >>> from regreso.reading.fates import fates
    >>> text = "Иван Серов не погиб."
    >>> (fate,) = fates(text)
    >>> sorted(signs(Ground(text, fate, " не ", "own", 1, (fate,))))
    ['denied & alarm between', 'denied & neg', 'from own', 'is killed', 'killed denied', 'near']
    """
    fate = ground.fate
    yield f"is {fate.status}"
    yield f"{'killed' if fate.status == 'killed' else 'living'} {fate.polarity}"
    yield f"from {ground.origin}"
    # “They thought that he was dead, but …”: where the former belief was understood, its words are no alarm.
    former = any(f.polarity == "withdrawn" for f in ground.told) or cue("superseded").search(ground.words)
    understood = {"belief", "turn"} if former else set()
    for kind in alarms(ground.words) - understood:
        yield f"{fate.polarity} & {kind}"
    yield from _way(ground)
    yield from _company(ground)
    if _WEAK.search(ground.words[fate.start : fate.end].rpartition(" ")[2]):
        yield "a noun"
    if len(_TOKEN.findall(ground.words)) > _LONG:
        yield "long"
    if fate.many:
        yield "of many"


def _way(ground: Ground) -> Iterator[str]:
    """How far the status stands from the name."""
    if ground.gap is None:
        yield "apart"
        return
    borders = len(_BORDER.findall(ground.gap))
    yield (
        "near" if not borders and len(ground.gap) < _NEAR else "far" if len(ground.gap) > _FAR else "middling"
    )
    if borders:
        yield "borders 1" if borders == 1 else "borders 2+"
    if alarms(ground.gap) - {"ask"}:
        yield f"{ground.fate.polarity} & alarm between"


def _company(ground: Ground) -> Iterator[str]:
    """Who and what else is spoken of."""
    status = ground.fate.status
    if ground.names > 1:
        yield "names 2" if ground.names == 2 else "names 3+"
    others = {f.status for f in ground.told} - {status}
    if others:
        yield "other statuses 1" if len(others) == 1 else "other statuses 2+"
        if status == "killed" or "killed" in others:
            yield "dead and other"
    if any(m.lastgroup != status for m in cue("status").finditer(ground.words)):
        yield "other word"


@cache
def _weights() -> dict[str, float]:
    text = files("regreso.reading").joinpath("data", "trust.tsv").read_text(encoding="utf8")
    return {sign: float(weight) for sign, weight in (line.split("\t") for line in text.splitlines()[1:])}


def sureness(ground: Ground) -> float:
    """How likely a reading is right, 0 to 1, by the weights in data/trust.tsv.

    >>> from regreso.reading.fates import fates
    >>> text = "Иван Серов погиб под Суджей."
    >>> (fate,) = fates(text)
    >>> sureness(Ground(text, fate, " ", "own", 1, (fate,))) > 0.8
    True
    """
    return weigh(tuple(signs(ground)))


def weigh(found: Sequence[str]) -> float:
    """The probability that goes with some signs.

    >>> weigh(["living asserted", "is captured", "from own", "near"]) > weigh(["killed asserted", "asserted & lie", "apart"])
    True
    """
    weights = _weights()
    return 1 / (1 + math.exp(-weights["always"] - sum(weights.get(sign, 0.0) for sign in found)))


def trusted(ground: Ground, sure: float) -> bool:
    """Whether a status may be told as read; a denial may always, since it claims nothing.

    >>> from regreso.reading.fates import fates
    >>> text = "Слух, что Иван Серов погиб, был ложью."
    >>> fate = next(f for f in fates("Иван Серов погиб."))
    >>> trusted(Ground(text, fate, " ", "own", 1, (fate,)), 0.99)
    False
    """
    fate = ground.fate
    if fate.polarity in ("denied", "withdrawn"):
        return True
    least = _LEAST.get(fate.status, _USUAL_LEAST if fate.polarity == "asserted" else _HEDGED_LEAST)
    return sure >= least and not _barred(ground)


def _barred(ground: Ground) -> bool:
    """Whether a word forbids to be sure at all: nobody is said to be dead where anything denies or doubts."""
    fate = ground.fate
    heard = alarms(ground.words[: fate.start] + " … " + ground.words[fate.end :])
    if "lie" in heard:
        return True
    if fate.status == "killed" and fate.polarity == "asserted":
        behind = alarms(ground.words[fate.end :])
        return bool(heard & {"neg", "doubt", "ask", "if"}) or "turn" in behind or _takes_back(ground.next)
    if fate.status != "killed":
        return False
    # “It was reported earlier that he had died, but …”: a death that a later word may turn round is not told.
    behind = alarms(ground.words[fate.end :])
    return "ask" in heard or (fate.polarity == "hedged" and bool({"turn", "lie"} & behind or fate.earlier))


def _takes_back(behind: str) -> bool:
    """Whether the sentence behind a death says that he lives, or that it was another, or an error."""
    words = unnamed(behind)
    return bool({"life", "lie"} & alarms(words) or _ANOTHER.search(words))


def denies(sentence: str) -> bool:
    """Whether a sentence calls something a lie, or something in it hangs on words that deny or doubt.

    >>> denies("No hay nada que permita afirmar que Bastián Carrasco murió."), denies("Murió Bastián Carrasco.")
    (True, False)
    """
    words = unnamed(sentence)
    heard = alarms(words)
    if "lie" in heard or {"neg", "confirm"} <= heard:
        return True
    return any(told_by_doubt(words, status.start()) for status in cue("status").finditer(words))


def doubted(ground: Ground) -> Polarity:
    """What is said of a status that is not told: denied where a word of its sentence denies something.

    >>> from regreso.reading.fates import fates
    >>> text = "Descartan que haya muerto."
    >>> (fate,) = fates(text)[:1]
    >>> doubted(Ground(text, fate, "", "own", 1, (fate,)))
    'denied'
    """
    heard = alarms(ground.words)
    if "lie" in heard or {"neg", "confirm"} <= heard:
        return "denied"
    return "hedged" if ground.fate.polarity == "asserted" else ground.fate.polarity
