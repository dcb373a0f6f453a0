"""May this stand in public? An announcement names nobody, leads nobody to a convoy and helps no swindler.

The check says which words it stumbled over and by what rule; it never changes a text. A rule is sure (the
announcement cannot go out) or only marks words for the person who signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from regreso.facts.names.endings import family_form, undeclined
from regreso.facts.names.readings import readings
from regreso.facts.names.scripts import mend_look_alikes
from regreso.facts.names.stock import commonness
from regreso.reading.contacts import find_contacts
from regreso.reading.family_news import Finding
from regreso.reading.folding import folded
from regreso.reading.language import language
from regreso.reading.names import find_names
from regreso.reading.public_words import (
    BODIES,
    CAPTIVE,
    CLOCK,
    CONTACT,
    CONVOY,
    DAY_AND_PLACE,
    IDENTITY,
    LANGUAGE,
    MONEY,
    MOVEMENT,
    MOVES,
    NEVER,
    REASONS,
    ROAD,
    SCAM,
    SPOKEN,
    STOPS,
    STREET,
    TRAVELS,
    VEHICLES,
    ZONE,
    ZONES,
)

__all__ = ["REASONS", "check", "differing", "may_go_out", "named_in", "named_in_each"]

BULLETIN = "rumour"  # tells of swindlers, so it may say what they ask for
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_WORD = re.compile(r"[^\W\d_][\w’'ʼ-]*")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"]+|\b[\w-]+\.(?:com|net|org|info|ru|ua|su|top|xyz|site|me|io|es)\b[^\s<>\"]*", re.IGNORECASE)  # fmt: skip
_HOUR = re.compile(r"(?<![\d.:])(\d{1,2})[:.](\d\d)(?!\d|[.:]\d)")
_FIGURE = re.compile(r"\d{1,3}(?:[ \u00a0.,]\d{3})+(?!\d)|\d+")
_LATIN = ("es", "en")


def check(
    text: str, *, lang: str = "", kind: str = "", agreed: bool = False, own: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """Every word or phrase that may not stand in public, in the order of the text.

    Args:
        text: as it is to be published: one language.
        lang: the language it should be in, "" to leave that unasked.
        kind: of the announcement; `rumour` may say what swindlers ask for.
        agreed: whether all parties agreed to a movement in writing: only then may place and hour of it be told.
        own: telephone numbers and addresses that are ours; every other one is refused.

    Returns:
        Findings that do not overlap: where two rules meet, the sure one stays, then the longer one.

    >>> check("We are searching. It costs nothing.", lang="en")
    ()
    >>> [(f.reason, f.quote) for f in check("Рядовой Иван Серов в плену под Курском")]
    [('identity', 'Рядовой Иван Серов')]
    >>> [f.reason for f in check("Переведіть гроші на картку, і ми знайдемо сина")]
    ['scam']
    """
    read = folded(text)
    found = [*_listed(read, kind), *_names(text), *_movement(read, agreed=agreed), *_contacts(text, own)]
    found += _language(text, lang)
    # A missing zone is about the same letters as an hour that tells too much: both are shown.
    zones = list(_zone(read))
    kept: list[Finding] = []
    for finding in sorted(found, key=lambda f: (not f.sure, f.start - f.end, f.start)):
        if all(finding.end <= other.start or other.end <= finding.start for other in kept):
            kept.append(finding)
    every = sorted([*kept, *zones], key=lambda f: f.start)
    return tuple(replace(f, quote=text[f.start : f.end]) for f in every)


def may_go_out(findings: Sequence[Finding]) -> bool:
    """Whether nothing sure was found.

    >>> may_go_out(check("Солдат 12.05.1999 г. р. ждёт"))
    False
    """
    return not any(finding.sure for finding in findings)


def named_in(text: str, people: Iterable[tuple[str, str]]) -> tuple[Finding, ...]:
    """Where a text names somebody of these people, in any alphabet and case.

    Args:
        text: as it is to be published.
        people: surname and given name of each; whoever has only one of the two is passed over.

    Returns:
        A finding a word. It says `identity` like any other name does: who is asked learns no more from it.

    >>> [f.quote for f in named_in("Про Tarasa Shevchenka питали", [("Шевченко", "Тарас")])]
    ['Tarasa', 'Shevchenka']
    >>> named_in("Вулиця Шевченка", [("Шевченко", "Тарас")])
    ()
    """
    return named_in_each({"": text}, people)[""]


def named_in_each(
    texts: Mapping[str, str], people: Iterable[tuple[str, str]]
) -> dict[str, tuple[Finding, ...]]:
    """`named_in` for several texts, with one look at each of the people: a register is long.

    >>> found = named_in_each({"en": "Ivan Serov", "es": "Nadie"}, [("Серов", "Иван")])
    >>> {lang: len(each) for lang, each in found.items()}
    {'en': 2, 'es': 0}
    """
    places: dict[int, tuple[str, int, int]] = {}
    by_form: dict[str, set[int]] = {}
    number = 0
    for key, text in texts.items():
        for match in _WORD.finditer(text):
            if match[0][0].isupper():
                number += 1
                places[number] = (key, match.start(), match.end())
                for form in _forms(match[0]):
                    by_form.setdefault(form, set()).add(number)
        number += _NEAR  # the last word of one text is not near the first of the next
    found: set[int] = set()
    for surname, given in people if places else ():
        families = _spots(surname, by_form)
        firsts = _spots(given, by_form) if families else set()  # of a whole register few are in a text
        near = {one for one in families for other in firsts if one != other and abs(one - other) <= _NEAR}
        if near:
            found |= near | {one for one in firsts if any(abs(one - other) <= _NEAR for other in near)}
    return {
        key: tuple(
            Finding(IDENTITY, True, start, end, text[start:end])
            for n, (of, start, end) in places.items()
            if of == key and n in found
        )
        for key, text in texts.items()
    }


_NEAR = 3  # capitalised words between a surname and the given name that belongs to it


def differing(texts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Figures (hours, days, numbers) that one language has and another has not: they must say the same.

    Returns:
        For each language that lacks some or has others, those figures; {} when all say the same.

    >>> differing({"es": "Salida a las 9:00, 5 de marzo", "en": "Leaves at 09:00, March 5"})
    {}
    >>> differing({"es": "a las 11:00", "uk": "об 11:00", "en": "at 9:00"})
    {'en': ('09:00', '11:00')}
    """
    told = {lang: sorted(_figures(text)) for lang, text in texts.items()}
    if len({tuple(one) for one in told.values()}) <= 1:
        return {}
    usual = max(told.values(), key=list(told.values()).count)
    return {lang: tuple(_apart(figures, usual)) for lang, figures in told.items() if figures != usual}


def _apart(one: list[str], other: list[str]) -> list[str]:
    return sorted({figure for figure in {*one, *other} if one.count(figure) != other.count(figure)})


def _figures(text: str) -> Iterator[str]:
    text = _LINK.sub("", text)
    yield from (f"{int(hour[1]):02}:{hour[2]}" for hour in _HOUR.finditer(text))
    for match in _FIGURE.finditer(_HOUR.sub("", text)):
        yield re.sub(r"\D", "", match[0]).lstrip("0") or "0"


def _listed(text: str, kind: str) -> Iterator[Finding]:
    for reason, pattern in _stops():
        for match in pattern.finditer(text):
            yield Finding(reason, True, match.start(), match.end(), match[0])
    for start, sentence in _sentences(text):
        never = re.search(NEVER, sentence, re.IGNORECASE)
        for pattern in _money():
            for match in pattern.finditer(sentence):
                sure = kind != BULLETIN and not never
                if not never or kind == BULLETIN:
                    yield Finding(SCAM, sure, start + match.start(), start + match.end(), match[0])


def _names(text: str) -> Iterator[Finding]:
    for name in find_names(text):
        if re.fullmatch(BODIES, text[name.start : name.end], re.IGNORECASE):
            continue
        street = re.search(STREET, text[: name.start], re.IGNORECASE)
        whole = len(name.words) > 1 and not street
        yield Finding(IDENTITY, whole, name.start, name.end, text[name.start : name.end])
    for start, sentence in _sentences(text):
        if not re.search(CAPTIVE, sentence, re.IGNORECASE):
            continue
        for match in _WORD.finditer(sentence):
            if match.start() and match[0][0].isupper() and commonness(match[0]) > 1:
                yield Finding(IDENTITY, False, start + match.start(), start + match.end(), match[0])


def _movement(text: str, *, agreed: bool) -> Iterator[Finding]:
    """An hour tells where people will be when its sentence, the one before or the title speaks of moving.

    So do a day with a place by its name in such a sentence, and the number of a road.
    """
    title_moves = before_moves = bool(re.search(MOVES, text.partition("\n")[0], re.IGNORECASE))
    for start, sentence in _sentences(text):
        moves = bool(re.search(MOVES, sentence, re.IGNORECASE))
        rides = re.search(VEHICLES, sentence, re.IGNORECASE)
        told = [CLOCK, SPOKEN] if title_moves or before_moves or moves or rides else []
        if moves:
            told.append(DAY_AND_PLACE)
        for pattern in told:
            for match in re.finditer(pattern, sentence, re.IGNORECASE):
                yield Finding(MOVEMENT, not agreed, start + match.start(), start + match.end(), match[0])
        if re.search(TRAVELS, sentence, re.IGNORECASE):
            for match in re.finditer(ROAD, sentence, re.IGNORECASE):
                yield Finding(CONVOY, not agreed, start + match.start(), start + match.end(), match[0])
        before_moves = moves


def _zone(text: str) -> Iterator[Finding]:
    """Kyiv and Moscow differ: in March 2022 an hour without its zone sent people out too early."""
    first = re.search(CLOCK, text)
    if first and not re.search(ZONES, text, re.IGNORECASE):
        yield Finding(ZONE, True, first.start(), first.end(), first[0])


def _contacts(text: str, own: Iterable[str]) -> Iterator[Finding]:
    ours = tuple(_plain(one) for one in own if one)
    for match in _LINK.finditer(text):
        if not _is_ours(match[0].rstrip(".,;:)»”"), ours):
            yield Finding(CONTACT, True, match.start(), match.end(), match[0])
    for found in find_contacts(text):
        written = str(found.fields["as_written"])
        if not (_is_ours(written, ours) or _is_ours(str(found.fields["value"]), ours)):
            yield Finding(CONTACT, True, found.start, found.end, text[found.start : found.end])


def _is_ours(written: str, ours: Iterable[str]) -> bool:
    """A host that only begins like ours is another's: what follows must be a path of it."""
    plain = _plain(written)
    return any(plain == one or plain.startswith(f"{one}/") for one in ours)


def _language(text: str, lang: str) -> Iterator[Finding]:
    if not lang or not text.strip():
        return
    latin = len(re.findall("[A-Za-zÀ-ž]", text))
    cyrillic = len(re.findall("[\u0400-\u04ff]", text))
    if not latin + cyrillic:
        return
    wrong_script = (lang in _LATIN) != (latin >= cyrillic)
    if wrong_script or language(text, lang) != lang:
        first = _WORD.search(text)
        start, end = (first.start(), first.end()) if first else (0, 1)
        yield Finding(LANGUAGE, True, start, end, text[start:end])


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for gap in _SENTENCE.finditer(text):
        yield start, text[start : gap.start()]
        start = gap.end()
    yield start, text[start:]


def _forms(word: str) -> frozenset[str]:
    """What a word stands for as a name: its sounds in the nominative, a woman's like a man's."""
    own = readings(mend_look_alikes(word))
    every = {*own, *(base for one in own for base in undeclined(one))}
    return frozenset({*every, *(family_form(one) for one in every)})


def _spots(name: str, by_form: Mapping[str, set[int]]) -> set[int]:
    words = _WORD.findall(name)
    if not words:
        return set()
    own = {form for one in readings(words[0]) for form in (one, family_form(one), one.rstrip("aeiou"))}
    return set().union(*(by_form.get(form, ()) for form in own))


def _plain(written: str) -> str:
    if re.search(r"[a-z@]", written, re.IGNORECASE):
        return re.sub(r"^https?://(?:www\.)?|^www\.", "", written.lower()).rstrip("/")
    return re.sub(r"\D", "", written)


@cache
def _stops() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((reason, re.compile(folded(pattern), re.IGNORECASE)) for reason, pattern in STOPS)


@cache
def _money() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(folded(pattern), re.IGNORECASE) for pattern in MONEY)
