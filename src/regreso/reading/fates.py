"""What a sentence says became of someone: each status word, whether it is meant, and whose it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from regreso.reading.cues import cue
from regreso.reading.leads import Polarity

Place = tuple[int, int]

_BORDER = re.compile(
    r"[,;:()«»“”\"]|\s[—–-]\s|\s(?:а|но|але|зато|pero|mientras|while|but|aunque|although|хотя|хоча|якого|которого|чия|чей)\s",
    re.IGNORECASE,
)
_STOP = re.compile(r"[;]")
_AND = re.compile(
    r"[\s,]*(?:и|й|і|та|y|e|and|а также|а також|así como|as well as|,|;|,\s*\w+)?[\s,]*\Z", re.IGNORECASE
)
_COUNTED = re.compile(
    r"(?:(?<![\w.:/-])(?!(?:19|20)\d\d\b)\d[\d.,]*(?![\d:/])|\b(?:двое|трое|четверо|пятеро|шестеро|семеро|десят\w+|двоє|троє|четверо|п.ятеро|dos|tres|cuatro|cinco|two|three|four|five|"
    r"многие|багато|несколько|кілька|varios|muchos|several|many|many|сотн\w+|тысяч\w+|тисяч\w+|dozens|hundreds|cientos|decenas|miles)\b)"
    r"(?!\s*(?:semana|día|hora|mes\b|meses|week|day|month|hour|недел|дн[яейі]|день|час|месяц|тиж|місяц|годин|минут|хвилин|minut|-й\b|-[гї]|лет|год|рок|рік|р\.|г\.|años|-year|years?|лютого|січня|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|"
    r"листопада|грудня|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|de |[./:]))",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W_]+(?:[’'ʼ-]\w+)*")
_NEGATION_REACH = 4  # words between a negation and what it negates
_BOUND = re.compile(r"[,;:.!?«»“”\"()]|\s[—–-]\s")
_WEAK = re.compile(
    r"(?:смерт|гибел|загибел|похорон|похован|прощан|попрощал|простил|прощаю|прощає|тело|останк|death|funeral|remains|buried|restos|funeral|muerte|sepelio|"
    r"velorio|exequias|último adiós|despid|plen|останки)",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"[«“„\"][^«“„»”\"]*[»”\"]")
_LONG_WAY = 4
_GOVERNED = re.compile(
    r"(?<!\w)(?:что|що|ніби|нібито|будто|que|that|о|об|про|щодо|относительно|sobre|acerca|of|about|інформаці\w+|информаци\w+|сообщени\w+|слух\w+|чутк\w+)\s",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"(?:\bcon|\bwith|\bс|\bз|\bиз|\bіз|\bsus|\bhis|\bего|\bйого)\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE
)
_EARLIER = re.compile(
    r"(?<!\w)(?:ранее|раніше|до этого|сначала|спочатку|спершу|поначалу|previously|earlier|initially|at first|antes|anteriormente|inicialmente|al principio|en un principio)\s",
    re.IGNORECASE,
)
_SLANG = re.compile(r"(?<![\d.,])(?P<n>200|300)(?:-?(?:й|е|х|ые|ых|м|ми))?(?=\s*[—–:-]\s*\S)")


@dataclass(frozen=True, slots=True)
class Fate:
    """One status word of a sentence, letters `start` to `end`, judged.

    Attributes:
        status: as in the lead record.
        polarity: whether it is meant so; "withdrawn" is what was thought before.
        counted: it belongs to a number of people, not to somebody by name.
        official: an identification or an official confirmation stands in the sentence.
    """

    status: str
    polarity: Polarity
    start: int
    end: int
    counted: bool = False
    official: bool = False


def fates(sentence: str) -> tuple[Fate, ...]:
    """Every status that a sentence speaks of, judged; hopes, conditions and orders are none.

    >>> [(f.status, f.polarity) for f in fates("Иванов не погиб, он в плену.")]
    [('killed', 'denied'), ('captured', 'asserted')]
    >>> [(f.status, f.polarity) for f in fates("Un compañero dijo que habría sido capturado.")]
    [('captured', 'hedged')]
    >>> fates("Мать надеется, что сын вернётся в ходе обмена.")
    ()
    """
    found = []
    for match in cue("status").finditer(sentence):
        polarity = _polarity(sentence, match)
        if polarity is None:
            continue
        official = bool(cue("certain").search(sentence)) and polarity == "asserted"
        found.append(
            Fate(
                match.lastgroup or "unknown",
                polarity,
                match.start(),
                match.end(),
                counted=_counted(sentence, match),
                official=official,
            )
        )
    slang = {"200": "killed", "300": "wounded"}
    found += [Fate(slang[m["n"]], "asserted", m.start(), m.end()) for m in _SLANG.finditer(sentence)]
    return tuple(sorted(found, key=lambda fate: fate.start))


def _polarity(sentence: str, match: re.Match[str]) -> Polarity | None:
    """How the word is meant; None where nothing is claimed by it."""
    before = sentence[: match.start()]
    clause = before[_last_border(before) :]
    if match.lastgroup != "missing" and _negated(clause):
        return "denied" if match.lastgroup in ("killed", "captured", "wounded") else None
    if cue("superseded").search(" ".join(_TOKEN.findall(clause)[-3:])) and match.lastgroup in (
        "killed",
        "missing",
        "captured",
    ):
        return "withdrawn"
    if _irrealis(before, clause):
        return None
    said = _of_sentence(sentence, match)
    if said == "asserted" and match.lastgroup == "killed" and _EARLIER.search(before[-90:]):
        return "hedged"  # what was reported before may have changed
    if said == "asserted" and sentence.rstrip('"”»’) ').endswith("?"):
        return "asked"
    return said


def _last_border(before: str) -> int:
    return max((found.end() for found in _BOUND.finditer(before)), default=0)


def _negated(clause: str) -> bool:
    near = " ".join(_TOKEN.findall(clause)[-_NEGATION_REACH:])
    found = list(cue("negation").finditer(near))
    return bool(found) and not re.search(
        r"\b(?:не только|не лише|no solo|not only|нет сведений|немає)\b", near, re.IGNORECASE
    )


def _irrealis(before: str, clause: str) -> bool:
    joined = (
        before[-90:] if re.search(r"(?:что|що|щоб|чтобы|que|that|to)\s+(?:\S+\s+){0,6}\Z", before) else clause
    )
    # Надія and Вера are names; so is Hope.
    return any(not found[0][0].isupper() or not found.start() for found in cue("irrealis").finditer(joined))


def _of_sentence(sentence: str, match: re.Match[str]) -> Polarity:
    """What words of doubt or denial in the same sentence do to the claim."""
    said: Polarity = "asserted"
    for found in cue("polarity").finditer(sentence):
        way = sentence[min(found.end(), match.end()) : max(found.start(), match.start())]
        parted = re.search(r"[;:]|,\s*(?:а|но|але|pero|but)\s", way)
        if parted or (found.lastgroup == "denied" and not _denies(found, match, way)):
            continue
        if found.lastgroup == "denied":
            return "denied"
        if found.lastgroup == "withdrawn":
            said = "withdrawn"
        elif said == "asserted":
            said = "hedged"
    return said


def _denies(found: re.Match[str], match: re.Match[str], way: str) -> bool:
    """Whether a denial reaches the status word: over a clause that it governs, or as what is said of it."""
    if len(way) > 140:
        return False
    if found.start() < match.start():
        return not _BORDER.search(way) or bool(_GOVERNED.search(way))
    return not re.search(r",\s*(?!\w+ся\b)", way) or bool(
        re.search(r"[—–-]\s*\Z|\b(?:is|are|es|son|это|це)\s+\Z|,\s*(?:dijo|said)?", way[-12:])
    )


def _counted(sentence: str, match: re.Match[str]) -> bool:
    """Whether a number stands in the same clause with the word, so that it speaks of many."""
    start = max((b.end() for b in _BORDER.finditer(sentence, 0, match.start())), default=0)
    end = next((b.start() for b in _BORDER.finditer(sentence, match.end())), len(sentence))
    for number in _COUNTED.finditer(sentence[start:end]):
        beside = _BESIDE.search(sentence[start : start + number.start()])
        behind = sentence[match.end() : start + number.start()]
        if not beside and len(behind.split()) <= 3:
            return True
    return False


def assign(sentence: str, found: Sequence[Fate], names: Sequence[Place]) -> list[list[Fate]]:
    """Whose each status is: for every name its fates, nearest first.

    Args:
        sentence: the words.
        found: its fates.
        names: places of the names of those who may be meant; tellers and relatives are left out before.

    Returns:
        One list a name; a fate belongs to the name in its own clause, else to the nearest one, and to
        all names that are joined by “and” with it.

    >>> text = "Погиб Иван Петров, а Пётр Орлов ранен."
    >>> [[f.status for f in own] for own in assign(text, fates(text), [(6, 17), (21, 31)])]
    [['killed'], ['wounded']]
    """
    given: list[list[tuple[int, Fate]]] = [[] for _ in names]
    borders = [border.start() for border in _BORDER.finditer(sentence)]
    for fate in found:
        ways = {n: _way(sentence, fate, place, names=names, borders=borders) for n, place in enumerate(names)}
        fit = {n: way for n, way in ways.items() if way <= _LONG_WAY}
        if not fit:
            continue
        nearest = min(fit.values())
        for n, way in fit.items():
            if way == nearest or _together(sentence, names, n, [m for m in fit if fit[m] == nearest]):
                given[n].append((way, fate))
    return [[fate for _, fate in sorted(own, key=lambda pair: pair[0])] for own in given]


def _way(sentence: str, fate: Fate, name: Place, *, names: Sequence[Place], borders: Sequence[int]) -> int:
    """How far a fate is from a name: borders between them, and more for every other name in between."""
    low, high = (fate.end, name[0]) if fate.start < name[0] else (name[1], fate.start)
    crossed = sum(low <= border < high for border in borders)
    others = sum(low <= start and end <= high for start, end in names)
    # “Взяты в плен: …” rules what follows; where names stand before it, the colon begins an explanation.
    colon = (
        ":" in sentence[low:high] and fate.start < name[0] and not any(end <= fate.start for _, end in names)
    )
    listed = colon and fate.counted
    if fate.counted and not listed:
        return _LONG_WAY + 1
    if _STOP.search(sentence[low:high]) and not colon:
        crossed += _LONG_WAY
    if fate.status == "killed" and _WEAK.match(sentence[fate.start : fate.end]):
        crossed += crossed
    if colon:
        return 0
    return crossed + 3 * others


def _together(sentence: str, names: Sequence[Place], one: int, nearest: Sequence[int]) -> bool:
    """Whether a name is joined with one of the nearest names by nothing but “and” or a comma."""
    for other in nearest:
        low, high = sorted((one, other))
        if all(_AND.match(_bare(sentence[names[k][1] : names[k + 1][0]])) for k in range(low, high)):
            return True
    return False


def _bare(between: str) -> str:
    """What stands between two names, without ranks and ages."""
    plain = cue("rank").sub("", between)
    return re.sub(r"\(?\d{1,4}(?:\s*(?:лет|года?|р\.\s?н\.|г\.\s?р\.|років|роки|años))?\)?", "", plain)


def settle(found: Sequence[Fate], *, exchange: bool) -> tuple[Fate | None, tuple[str, ...]]:
    """The one status that the fates of a person add up to, and the statuses that are denied of him.

    Args:
        found: all his fates, in the order of the text.
        exchange: whether the text speaks of captivity or an exchange, so that who returned was released.

    >>> fate, denied = settle(fates("Он не погиб, он попал в плен и вернулся домой."), exchange=True)
    >>> fate.status, denied
    ('released', ('killed',))
    """
    meant = [_home(fate, found, exchange=exchange) for fate in found]
    denied = tuple(dict.fromkeys(f.status for f in meant if f.polarity == "denied"))
    for polarities in (("asserted",), ("hedged", "asked")):
        left = [
            f
            for f in meant
            if f.polarity in polarities and not (f.status in denied and f.status != "captured")
        ]
        if polarities == ("asserted",):
            left = _outdone(left, meant)
        if left:
            return min(left, key=lambda fate: _ORDER.index(fate.status)), denied
    if denied:
        status = "alive" if denied == ("killed",) else next(s for s in denied if s != "killed")
        return replace(meant[0], status="unknown" if status == "alive" else status, polarity="denied"), denied
    gone = next((f for f in meant if f.polarity == "withdrawn"), None)
    return (replace(gone, status="unknown") if gone else None), denied


_ORDER = (
    "killed",
    "released",
    "captured",
    "wounded",
    "evacuated",
    "trapped",
    "safe",
    "missing",
    "alive",
    "unknown",
)


def _outdone(asserted: list[Fate], everything: Sequence[Fate]) -> list[Fate]:
    """Who is officially missing and by a witness a captive is a captive, though only said to be one."""
    if asserted and all(fate.status in ("missing", "alive") for fate in asserted):
        alive = any(fate.status == "alive" for fate in asserted)
        wanted = ("captured",) if alive else ("captured", "killed")
        doubted = [f for f in everything if f.polarity == "hedged" and f.status in wanted]
        return doubted or asserted
    return asserted


def _home(fate: Fate, everything: Sequence[Fate], *, exchange: bool) -> Fate:
    if fate.status != "returned":
        return fate
    was_held = exchange or any(f.status in ("captured", "released") for f in everything)
    wounded = any(f.status == "wounded" and f.polarity == "asserted" for f in everything)
    return replace(fate, status="alive" if wounded else "released" if was_held else "safe")
