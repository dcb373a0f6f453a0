"""How many people, and what became of them: "más de 200 soldados rusos que siguen cautivos"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypedDict

from regreso.reading.leads import Found, Value
from regreso.reading.sentences import Sentence, sentences

_WORDS = {
    word: number
    for number, word in (
        *enumerate(("dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"), 2),
        *enumerate(("once", "doce", "trece", "catorce", "quince"), 11),
        (20, "veinte"),
        (30, "treinta"),
        (40, "cuarenta"),
        (50, "cincuenta"),
        (100, "cien"),
        (200, "doscientos"),
        (300, "trescientos"),
        (1000, "mil"),
    )
}
_VAGUE = {
    "decenas de": (20, 99),
    "cientos de": (200, 999),
    "centenares de": (200, 999),
    "miles de": (2000, 9999),
}
_COMPARED = {
    "más de": ">",
    "menos de": "<",
    "al menos": ">=",
    "por lo menos": ">=",
    "hasta": "<=",
    "unos": "~",
    "unas": "~",
    "cerca de": "~",
    "alrededor de": "~",
    "casi": "~",
}
_NUMBER = re.compile(
    rf"(?:\b(?P<cmp>{'|'.join(_COMPARED)})\s+)?(?P<between>\bentre\s+(?P<low>\d+)\s+y\s+)?"
    rf"(?<![\w,.+-])(?P<n>\d{{1,3}}(?:\.\d{{3}})+|\d{{1,6}}|{'|'.join(_WORDS)}|{'|'.join(_VAGUE)})(?![,.]?\d)(?![\w%-])",
    re.IGNORECASE,
)
_STATUS = {
    "captured": r"cautiv[oa]s?|capturad[oa]s?|prisioner[oa]s?|apresad[oa]s?",
    "killed": r"muert[oa]s?|fallecid[oa]s?|caíd[oa]s?|abatid[oa]s?|víctimas mortales",
    "wounded": r"herid[oa]s?|lesionad[oa]s?",
    "missing": r"desaparecid[oa]s?",
    "trapped": r"atrapad[oa]s?|sitiad[oa]s?",
    "released": r"liberad[oa]s?|canjead[oa]s?",
    "evacuated": r"evacuad[oa]s?",
    "safe": r"rescatad[oa]s?|ilesos?",
}
_ANY_STATUS = re.compile(
    "|".join(rf"\b(?P<{name}>{words})\b" for name, words in _STATUS.items()), re.IGNORECASE
)
_PEOPLE = re.compile(
    r"(?:soldad|militar|uniformad|combatient|efectiv|person|civil|niñ|menor|mujer|hombre|madre|famili|obrer|miner|"
    r"marin|voluntari|rehen|casos? de|ciudadan|jóven|oficial|recluta|conscript|trabajador)\w*",
    re.IGNORECASE,
)
_PHRASE_END = re.compile(
    r"[,.;:!?()\"”»]|\s(?:que|y|en|se|por|para|a|al|con|ha|han|hayan|fueron|fueran|son|están|siguen?|sigan|"
    r"permanecen|continúan)\s|$"
)
_FEW = 9  # so many people without a status are a scene, not a count
_FAR, _BACK = 70, 30  # letters that a status word may stand behind or before its number
_OF_WAR = re.compile(
    r"\b(?:soldad|militar|prisioner|cautiv|uniformad|combat|ejércit|guerr|rus[oa]|ucrani|tropas|efectiv)\w*",
    re.IGNORECASE,
)
_EXCHANGE = re.compile(r"\b(?:canje|intercambio)\b", re.IGNORECASE)


class _Values(TypedDict):
    low: int | None
    best: int | None
    high: int | None
    cmp: str


def find_counts(words: str) -> Iterator[Found]:
    """All counts of people in a block; the status is "unknown" unless a word of the clause gives it.

    >>> (count,) = find_counts("Más de 200 soldados rusos que siguen cautivos, dijo.")
    >>> count.fields["low"], count.fields["cmp"], count.fields["status"], count.fields["of_whom"]
    (200, '>', 'captured', 'soldados rusos')
    >>> list(find_counts("Kit de 72 horas tras un sismo de 7,7"))
    []
    """
    for sentence in sentences(words):
        numbers = list(_NUMBER.finditer(sentence.words))
        ends = [*(number.start() for number in numbers[1:]), len(sentence.words)]
        for number, until in zip(numbers, ends, strict=False):
            yield from _count(sentence, number, until)


def _count(sentence: Sentence, number: re.Match[str], until: int) -> Iterator[Found]:
    behind = sentence.words[number.end() : until]
    phrase_end = _PHRASE_END.search(behind)
    phrase = behind[: phrase_end.start() if phrase_end else len(behind)].rstrip()
    status = _status(sentence.words, number, behind)
    if status == "captured" and not _OF_WAR.search(sentence.words):
        # In the news of Latin America the police "captures" too.
        status = "unknown"
    values = _values(number)
    if not _PEOPLE.match(phrase.strip()) and not _ANY_STATUS.match(phrase.strip()):
        return
    if status == "unknown" and (values["best"] or values["high"] or 0) <= _FEW:
        return
    if _EXCHANGE.search(sentence.words) and status in ("captured", "unknown"):
        status = "released"
    fields: dict[str, Value] = {
        "low": values["low"],
        "best": values["best"],
        "high": values["high"],
        "cmp": values["cmp"],
        "of_whom": phrase.strip(),
        "status": status,
        "as_written": number[0] + phrase,
    }
    if re.search(r"\bde cada (?:bando|lado|parte)\b", behind):
        fields["per_side"] = True
    start = sentence.start + number.start()
    conf = 0.85 if status != "unknown" else 0.5
    yield Found(
        "count",
        start,
        start + len(number[0]) + len(phrase),
        conf,
        fields,
        sentence.polarity,
        sentence.told_by,
    )


def _status(words: str, number: re.Match[str], behind: str) -> str:
    """The status word of the clause nearest to the number, behind it or just before it."""
    clause = re.split(r"[.;:!?]|,(?!\s*que\b)", behind[:_FAR])[0]
    found = _ANY_STATUS.search(clause)
    if not found:
        before = re.split(r"[.;:,!?]", words[max(number.start() - _BACK, 0) : number.start()])[-1]
        found = next(iter(list(_ANY_STATUS.finditer(before))[::-1]), None)
    return (found.lastgroup or "unknown") if found else "unknown"


def _values(number: re.Match[str]) -> _Values:
    written = number["n"].lower()
    if written in _VAGUE:
        least, most = _VAGUE[written]
        return {"low": least, "best": None, "high": most, "cmp": "range"}
    best = _WORDS.get(written) or int(written.replace(".", ""))
    if number["between"]:
        return {"low": int(number["low"]), "best": None, "high": best, "cmp": "range"}
    sign = _COMPARED.get((number["cmp"] or "").lower(), "=")
    low = None if sign in ("<", "<=", "~") else best
    high = None if sign in (">", ">=", "~") else best
    return {"low": low, "best": best, "high": high, "cmp": sign}
