"""Whose a status is: the name in its own clause, else the nearest that agrees in number, sex and case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from regreso.reading.cues import cue
from regreso.reading.fates import Fate

_BORDER = re.compile(
    r"[,;:()«»“”\"]|\s[—–-]\s|\s(?:а|но|але|зато|pero|sino|mientras|while|but|aunque|although|хотя|хоча|якого|которого|чия|чей)\s",
    re.IGNORECASE,
)
_PARENTHESIS = re.compile(r"\([^()]{0,80}\)")
_WHO_CLAUSE = re.compile(
    r",\s*(?:кото?р\w+|як(?:ий|а|ого|у|ому|им)|who|whom|whose|quien|que|a quien)\s[^,;]{3,90}(?=,)",
    re.IGNORECASE,
)
_STOP = re.compile(r"[;]")
_AND = re.compile(
    r"[\s,]*(?:и|й|і|та|y|e|and|ни|ні|ni|nor|or|или|або|o|а также|а також|así como|as well as|,|;|,\s*(?!(?:а|но|але|pero|but|однако|проте)\b)\w+)?[\s,]*\Z",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"(?:смерт|гибел|загибел|похорон|похован|прощан|попрощал|простил|прощаю|прощає|тело|останк|death|funeral|remains|buried|restos|funeral|muerte|sepelio|"
    r"velorio|exequias|último adiós|despid|плен|останки)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\s*,?\s*(?:who|кото?р\w+|як(?:ий|а|і|ого|ому|их|им)|quien(?:es)?|que|whom)\b", re.IGNORECASE
)
_OF_WHOM = re.compile(
    r"\s*,?\s*(?:de |a |con |о |об |про |of |from )?(?:who|whom|whose|кото?р\w+|як(?:ий|а|ого|у|ому|им)|quien(?:es)?|que|cuy\w+)\b",
    re.IGNORECASE,
)
_HIM_AGAIN = re.compile(
    r"(?:,|—|–|;|\s)\s*(?:а\s|but\s|pero\s|і\s|и\s)?(?:he|she|він|вона|он|она|él|ella)\s+(?:\w+\s+){0,3}\Z",
    re.IGNORECASE,
)
_POSSESSED = re.compile(r"(?<!\w)(?:su|sus|his|her|их|его|её|ее|його|її)(?!\w)", re.IGNORECASE)
_MANS_VERB = re.compile(
    r"(?:погиб|загинув|пропал|зник|умер|помер|вернулся|повернувся|скончался|попал|потрапив|поліг|выжил|вижив|ранен|поранений|убит|вбитий|взят|захвачен|пленён|полонений|жив|живий)\Z",
    re.IGNORECASE,
)
_WOMANS_VERB = re.compile(
    r"(?:погибла|загинула|пропала|зникла|умерла|померла|вернулась|повернулась|повернулася|скончалась|попала|потрапила|выжила|вижила|ранена|поранена|убита|вбита|взята|захвачена|жива)\Z",
    re.IGNORECASE,
)
_OBJECT_VERB = re.compile(
    r"(?:взяли|взяв|убили|вбили|обменяли|обміняли|освободили|звільнили|врятували|спасли|вивезли|вывезли|опознали|впізнали|похоронили|поховали)\Z",
    re.IGNORECASE,
)
_OF_HIM = re.compile(
    r"(?<!\w)(?:him|her|them|él|ella|ним|ней|нею|него|неё|ньому|неї|нього|him again|her again)\Z",
    re.IGNORECASE,
)
_AMONG_THEM = re.compile(
    r"(?<!\w)(?:среди них|серед них|в их числе|у їх числі|в их числе и|среди которых|серед яких|among them|among whom|with them|including|along with them|entre ellos|entre ellas|entre los que|con ellos|con ellas|incluid[oa]s?|"
    r"в том числе|у тому числі|зокрема|включая|включно з|вместе с ними|разом із ними|с ними|з ними)(?!\w)[\s,:—–-]*(?:\S+\s+){0,3}\Z",
    re.IGNORECASE,
)
LONG_WAY = 4
_REACH = 90  # letters


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that a status may be said of: its place, and what its readings may be.

    >>> Candidate(0, 4).cases
    frozenset()
    """

    start: int
    end: int
    sexes: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()


def assign(sentence: str, found: Sequence[Fate], names: Sequence[Candidate]) -> list[list[Fate]]:
    """Whose each status is: for every name its fates, nearest first.

    Args:
        sentence: the words.
        found: its fates.
        names: those who may be meant; tellers and relatives are left out before.

    Returns:
        One list a name; a fate belongs to the name in its own clause, else to the nearest one, and to
        all names that are joined by “and” with it. A word in the plural needs two names or a list.

    >>> from regreso.reading.fates import fates
    >>> text = "Погиб Иван Петров, а Пётр Орлов ранен."
    >>> [[f.status for f in own] for own in assign(text, fates(text), [Candidate(6, 17), Candidate(21, 31)])]
    [['killed'], ['wounded']]
    """
    given: list[list[tuple[float, Fate]]] = [[] for _ in names]
    borders = [
        border.start() for border in _BORDER.finditer(_PARENTHESIS.sub(lambda m: "_" * len(m[0]), sentence))
    ]
    for fate in found:
        if fate.counted and (one := _one_of_them(sentence, fate, names)) is not None:
            given[one].append((1, replace(fate, counted=False)))
            continue
        ways = {n: _way(sentence, fate, n, names=names, borders=borders) for n in range(len(names))}
        fit = {n: way for n, way in ways.items() if way <= LONG_WAY}
        if not fit:
            continue
        nearest = min(fit.values())
        best = [n for n, way in fit.items() if way == nearest]
        meant = [
            n for n in ways if n in best or (not fate.counted and _together(sentence, names, (n, best), fate))
        ]
        if fate.many and len(meant) < 2 and not _listed(sentence, fate, names[meant[0]]):
            continue
        for n in meant:
            given[n].append((ways[n], fate))
    return [[fate for _, fate in sorted(own, key=lambda pair: pair[0])] for own in given]


def _one_of_them(sentence: str, fate: Fate, names: Sequence[Candidate]) -> int | None:
    """“Nine wounded were brought in, among them the driver Inna Chaban”: what befell the number befell the name."""
    behind = [n for n, name in enumerate(names) if name.start > fate.end]
    if not behind:
        return None
    between = sentence[fate.end : names[behind[0]].start]
    return (
        behind[0] if _AMONG_THEM.search(between) and len(between) <= _REACH and ". " not in between else None
    )


def _way(sentence: str, fate: Fate, n: int, *, names: Sequence[Candidate], borders: Sequence[int]) -> float:
    """How far a fate is from a name: borders between them, more for other names, less for agreement."""
    name = names[n]
    before = fate.start < name.start
    low, high = (fate.end, name.start) if before else (name.end, fate.start)
    between = sentence[low:high]
    crossed: float = sum(low <= border < high for border in borders)
    others = sum(low <= other.start and other.end <= high for other in names)
    # “Взяты в плен: …” rules what follows; where names stand before it, the colon begins an explanation.
    colon = ":" in between and before and not any(other.end <= fate.start for other in names)
    if fate.counted and not colon:
        return LONG_WAY + 1
    if _STOP.search(between) and not colon:
        crossed += LONG_WAY if not _HIM_AGAIN.search(between) or others else 0
    if fate.status == "killed" and _WEAK.match(sentence[fate.start : fate.end]):
        crossed += crossed
    if colon:
        return 0
    if not before and not others and not crossed and _OF_HIM.search(sentence[fate.start : fate.end]):
        return LONG_WAY + 1  # “her editor has spoken to her”: it is told of another
    if not before and _RELATIVE.match(between):
        crossed = 0
    return crossed + 3 * others + _disagreement(sentence, fate, name) + (0.25 if before else 0)


def _disagreement(sentence: str, fate: Fate, name: Candidate) -> float:
    word = sentence[fate.start : fate.end].rsplit(maxsplit=1)[-1]
    sex = "m" if _MANS_VERB.match(word) else "f" if _WOMANS_VERB.match(word) else ""
    score = 1.5 if sex and name.sexes and sex not in name.sexes else 0.0
    if sex and name.cases and "nominative" not in name.cases:
        score += 1.0
    if _OBJECT_VERB.match(word) and name.cases and not name.cases & {"accusative", "genitive"}:
        score += 1.0
    return score


def _listed(sentence: str, fate: Fate, name: Candidate) -> bool:
    """“Среди погибших — Иван Петров”, “entre los desaparecidos figura …”, “200-е: …”."""
    if name.start < fate.start:
        return bool(
            re.search(
                r"(?<!\w)(?:среди|серед|entre|among|в числе|у числі|один из|один із|uno de|one of)\s+(?:\S+\s+){0,3}\Z",
                sentence[: fate.start],
                re.IGNORECASE,
            )
        )
    lead = sentence[max(0, fate.start - 30) : fate.start]
    listed = re.search(
        r"(?<!\w)(?:среди|серед|entre|among|в числе|у числі|из|із|of|спис\w+|перелік\w*|lista\w*|lists?)\s+(?:\S+\s+){0,3}\Z",
        lead,
        re.IGNORECASE,
    )
    return bool(listed) or bool(re.match(r"[^.;]{0,60}[:—–-]", sentence[fate.end : name.start + 1]))


def _together(sentence: str, names: Sequence[Candidate], pair: tuple[int, Sequence[int]], fate: Fate) -> bool:
    """Whether a name is joined with one of the nearest names by nothing but “and” or a comma.

    A semicolon joins only what follows the fate: “Погибли: А; Б”.
    """
    one, nearest = pair
    for other in nearest:
        low, high = sorted((one, other))
        ahead = fate.start < names[low].start
        if not ahead and _OF_WHOM.match(sentence[names[other].end : fate.start]):
            return False
        between = [_bare(sentence[names[k].end : names[k + 1].start], who=ahead) for k in range(low, high)]
        if any(";" in words for words in between) and fate.start > names[low].start:
            continue
        if all(_AND.match(words) for words in between):
            return True
    return False


def _bare(between: str, *, who: bool) -> str:
    """What stands between two names, without ranks, titles, ages and places of origin."""
    between = _WHO_CLAUSE.sub("", between) if who else between
    plain = re.sub(r"\([^()]{0,40}\)|[«“\"][^«»“”\"]{1,30}[»”\"]", "", between)
    plain = cue("rank").sub("", cue("person_cue").sub("", plain))
    plain = _POSSESSED.sub("", re.sub(r"(?<!\w)(?:из|із|з|с|de|del|from|of)\s+[А-ЯІЇЄҐA-Z]\w+", "", plain))
    return re.sub(r"\(?\d{1,4}(?:\s*(?:лет|года?|р\.\s?н\.|г\.\s?р\.|років|роки|años))?\)?", "", plain)
