"""Where names of persons stand in a text: runs of capitalised words of which one is surely part of a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from regreso.facts.names.scripts import mend_look_alikes
from regreso.reading.cues import cue
from regreso.reading.declension import Part, Reading, nominatives
from regreso.reading.name_words import (
    CYRILLIC,
    PARTICLE,
    SHORTEST_SHOUTED,
    barred,
    is_place,
    known_given,
    roles_of,
    sex_of,
)

_WORD = re.compile(r"[^\W\d_](?:[\w’'ʼ\u00ad\u200b-]*\w)?\.?")
_POSSESSIVE = re.compile(r"(?<=[A-Za-z])['’]s\Z")
_MOST_WORDS = 5
_COST_BARE = 0.15  # of a single word beside other capitalised words
_COST, _COST_LATIN = 0.47, 0.95  # of a second name in a run: one long name rather than two short ones
_AFTER = re.compile(
    r"\s*[,(–—-]{0,2}\s*(?:\d{2}\s*(?:лет|год|рок|рік|років|años)|aged?\s\d|\d{4}\s*(?:г|р)|\d\d\.\d\d\.\d{4})"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name: letters `start` to `end`, and how sure it is that this is a name, 0 to 1."""

    start: int
    end: int
    words: tuple[str, ...]
    conf: float

    @property
    def cyrillic(self) -> bool:
        """Whether it is written in Cyrillic."""
        return bool(CYRILLIC.search(self.words[0]))

    @property
    def bare(self) -> bool:
        """Whether it is one word only."""
        return len([word for word in self.words if len(word.rstrip(".")) > 1]) == 1

    def readings(self, *, lang: str = "", sex: str = "", case: str = "") -> tuple[Reading, ...]:
        """The nominatives that it may stand for, likeliest first.

        >>> name = find_names("Про це розповіла мати Галини Гнатюк.")[0]
        >>> name.readings(lang="uk")[0].nominative
        'Галина Гнатюк'
        """
        if self.cyrillic:
            found = nominatives(self.words, sex=sex, case=case, lang=lang)
            if found:
                return found
        return (_as_it_stands(self.words),)


def _as_it_stands(words: Sequence[str]) -> Reading:
    given = [word for word in words if known_given(word)]
    sex = next((sex for word in given if (sex := sex_of(word))), "")
    kinds: list[Part] = ["given" if word in given else "surname" for word in words]
    parts = tuple(zip(kinds, words, strict=True))
    shown = " ".join(word.capitalize() if word.isupper() and len(word) > 2 else word for word in words)
    return Reading(shown, parts, sex, "", 1.0)


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str

    @property
    def bare(self) -> str:
        return mend_look_alikes(self.text.rstrip("."))

    @property
    def initial(self) -> bool:
        return len(self.text) <= 2 and self.text[0].isupper() and self.text.endswith(".")

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def shouted(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()


@lru_cache(maxsize=4096)
def find_names(words: str) -> tuple[Name, ...]:
    """The names of persons in a text, without ranks and titles, in their order; they never overlap.

    >>> [" ".join(n.words) for n in find_names("Вернулся рядовой Иван Петров из Суджи.")]
    ['Иван Петров']
    >>> [" ".join(n.words) for n in find_names("Marta Lucía Ocampo no sabe nada de Juan de la Cruz Roa.")]
    ['Marta Lucía Ocampo', 'Juan de la Cruz Roa']
    >>> find_names("La Cruz Roja Internacional visitó Kiev.")
    ()
    """
    found: list[Name] = []
    for run in _runs(words):
        for part in _parted(_without_opening(run, words)):
            found.extend(_names_of(part, words))
    return tuple(found)


def bare_names(words: str, known: frozenset[str], taken: Sequence[Name]) -> tuple[Name, ...]:
    """Single words that are, in some case, a surname already known from the same text.

    Args:
        words: the text.
        known: surnames in the nominative, in lower case.
        taken: names that have been found in it; their words are left alone.

    >>> [name.words for name in bare_names("Сообщили, что у Серова есть мать.", frozenset({"серов"}), ())]
    [('Серова',)]
    """
    found = []
    for word in _WORD.finditer(words) if known else ():
        text = word[0].rstrip(".")
        inside = any(name.start <= word.start() < name.end for name in taken)
        if inside or len(text) < 3 or not text[0].isupper():
            continue
        forms = (
            {r.nominative.casefold() for r in nominatives((text,))}
            if CYRILLIC.search(text)
            else {text.casefold()}
        )
        if forms & known:
            found.append(Name(word.start(), word.start() + len(text), (text,), 0.5))
    return tuple(found)


def _runs(words: str) -> Iterator[list[_Word]]:
    """Stretches of capitalised words with nothing but a space (or nothing, behind an initial) between."""
    run: list[_Word] = []
    for found in _WORD.finditer(words):
        text = _POSSESSIVE.sub("", found[0])
        ends = (text.endswith(".") and len(text) > 2) or text != found[0]
        text = text.rstrip(".") if ends else text
        word = _Word(found.start(), found.start() + len(text), text)
        gap = words[run[-1].end : word.start] if run else ""
        joined = bool(run) and (gap == " " or (not gap and run[-1].initial))
        if run and (not joined or not (word.capital or PARTICLE.match(word.text))):
            yield _trimmed(run)
            run = []
        if word.capital or (run and PARTICLE.match(word.text)):
            run.append(word)
        if ends and run:
            yield _trimmed(run)
            run = []
    if run:
        yield _trimmed(run)


_OPENER = re.compile(
    r"(?:de|del|en|al?|con|por|para|según|sobre|desde|hasta|y|e|o|sin|tras|ante|entre|como|si|que|su|sus|mi|una?|el|las?|los?|no|ni|in|at|on|for|from|to|with|by|of|and|but|or|as|if|when|while|after|before|since|"
    r"meanwhile|his|her|our|their|my|the|not|so|also)\Z",
    re.IGNORECASE,
)


def _without_opening(run: list[_Word], words: str) -> list[_Word]:
    """“De Ubaldo Cisneros nada se sabe”: a preposition has its capital from the sentence, not from the name."""
    first = run[0] if len(run) > 1 else None
    if first and _OPENER.match(first.text) and run[1].capital and _begins(first, words):
        return run[1:]
    return run


def _parted(run: list[_Word]) -> Iterator[list[_Word]]:
    """“Percy Ticona y Rolando Asencios” are two: behind “y” stands a given name."""
    start = 0
    for n in range(2, len(run) - 1):
        if run[n].text in ("y", "e") and known_given(run[n + 1].bare):
            yield run[start:n]
            start = n + 1
    yield run[start:]


def _trimmed(run: list[_Word]) -> list[_Word]:
    while run and not run[-1].capital:
        run = run[:-1]
    return run


def _names_of(run: Sequence[_Word], words: str) -> Iterator[Name]:
    """The best cut of a run into names: the one whose scores sum highest, each name costing a little."""
    best: list[tuple[float, int, float]] = [
        (0.0, 0, 0.0)
    ]  # worth of the first words, size and score of the last name
    for end in range(1, len(run) + 1):
        choice = (best[end - 1][0], 0, 0.0)
        for size in range(1, min(_MOST_WORDS, end) + 1):
            score = _score(run[end - size : end], words)
            cost = 0.0 if not best[end - size][0] else _COST if CYRILLIC.search(run[0].text) else _COST_LATIN
            cost += _COST_BARE if size == 1 and len(run) > 1 else 0.0
            worth = best[end - size][0] + score - cost
            if score and worth > choice[0] + 0.001:
                choice = (worth, size, score)
        best.append(choice)
    found: list[Name] = []
    end = len(run)
    while end:
        _, size, score = best[end]
        if size:
            piece = run[end - size : end]
            mended = tuple(mend_look_alikes(w.text) for w in piece)
            found.append(Name(piece[0].start, piece[-1].end, mended, min(score, 0.99)))
        end -= size or 1
    yield from reversed(found)


def _score(piece: Sequence[_Word], words: str) -> float:
    if not piece[-1].capital or not piece[0].capital:
        return 0.0
    if all(word.initial for word in piece) or any(map(_excluded, ("", *(w.text for w in piece)), piece)):
        return 0.0
    if CYRILLIC.search(piece[0].text):
        return _cyrillic_score(piece, words)
    return _latin_score(piece, words)


def _excluded(before: str, word: _Word) -> bool:
    """Whether a word cannot be part of a name; behind a particle (de la Cruz) anything can."""
    if word.initial or PARTICLE.match(before):
        return False
    return barred(word.bare)


def _begins(word: _Word, words: str) -> bool:
    """Whether a word begins a sentence, so that its capital tells nothing."""
    return not words[: word.start].strip(' «“"—–-') or bool(re.search(r"[.!?:…]\W*\Z", words[: word.start]))


_ADVERB = re.compile(
    r"(?:но|во|ко|ому|ась|ись|ось|лось|енно|ично|сно|тно|жно|вно|ься|ли|ла|ло|ть|ти|ал|ил|ив|ав)\Z"
)


def _cyrillic_score(piece: Sequence[_Word], words: str) -> float:
    kinds = ["i" if word.initial else roles_of(word.bare) for word in piece]
    shape = "".join(
        "i" if k == "i" else "p" if "p" in k else "g" if "g" in k else "s" if "s" in k else "w" for k in kinds
    )
    size = len(piece)
    if size > 4:
        return 0.0
    base = _SHAPES.get(shape, 0.0)
    if not base and size in (2, 3) and "i" not in shape and _vouched(piece, words):
        base = 0.75 if "s" in shape else 0.55
    if (
        size == 2
        and shape == "ws"
        and piece[0].start
        and words[piece[0].start - 2 : piece[0].start - 1] not in ".!?:"
        and not is_place(piece[0].bare)
    ):
        base = max(base, 0.5)
    if size == 2 and base and shape in ("gw", "wg"):
        weak = piece[shape.index("w")]
        if is_place(weak.bare) and not _vouched(piece, words):
            base -= 0.35
        if shape == "wg" and _begins(weak, words) and _ADVERB.search(weak.bare):
            base -= 0.4
    if size == 1 and base and not _vouched(piece, words):
        return 0.0
    return base


# g given, p patronymic, s surname by its ending, w any other capitalised word, i initial
_SHAPES = {
    shape: float(score)
    for shape, _, score in (
        pair.partition("=")
        for pair in [
            "gs=.95",
            "sg=.94",
            "gw=.7",
            "wg=.62",
            "gg=.72",
            "gp=.9",
            "gps=.99",
            "gpw=.97",
            "sgp=.99",
            "wgp=.97",
            "ggp=.98",
            "gpg=.96",
            "sp=.6",
            "wwp=.9",
            "swp=.95",
            "wps=.95",
            "wpw=.9",
            "wsp=.9",
            "is=.85",
            "iis=.95",
            "si=.8",
            "sii=.95",
            "iw=.6",
            "iiw=.8",
            "wi=.5",
            "wii=.8",
            "gi=.7",
            "sgg=.75",
            "ggs=.75",
            "sgps=.9",
            "ssgp=.9",
            "wsgp=.9",
            "gpss=.9",
            "ssg=.7",
            "gss=.8",
            "ig=.6",
            "g=.5",
            "s=.5",
            "w=.48",
            "gpp=.9",
            "ssp=.9",
            "iig=.8",
            "gii=.8",
        ]
    )
}


# roles.py imports this room: the pattern of what follows a kept-back name stands here too, shorter.
_WITHHELD_NEXT = re.compile(
    r"\s*[(,]\s*(?:\w+\s){0,2}(?:фамили\w+|прізвищ\w+|apellidos?|surname|last name|real name|имя|ім['’ʼ]?я|nombre|name)(?!\w)",
    re.IGNORECASE,
)
_NO_VOUCHERS = {"journalist", "neutral", "family"}


def _vouched(piece: Sequence[_Word], words: str, *, aged: bool = True) -> bool:
    """Whether the words around say that a person comes here; with `aged`, an age behind does."""
    before = words[max(piece[0].start - 60, 0) : piece[0].start]
    tail = re.search(r"(?:[\w.-]+[\s,:«“\"]+){1,3}\Z", before)
    near = tail[0] if tail else ""
    behind = words[piece[-1].end : piece[-1].end + 25]
    said = [m for kind in ("rank", "person_cue") for m in cue(kind).finditer(near)]
    close = any(len(near) - m.end() <= 3 and m.lastgroup not in _NO_VOUCHERS for m in said)
    return (
        close
        or bool(aged and _AFTER.match(behind))
        or (len(piece) == 1 and bool(_WITHHELD_NEXT.match(words[piece[-1].end : piece[-1].end + 110])))
        or bool(cue("pseudonym").search(near) or cue("pseudonym").match(behind.lstrip(" (,")))
    )


def _latin_score(piece: Sequence[_Word], words: str) -> float:
    capitals = [word for word in piece if word.capital]
    if any(word.shouted and len(word.bare) < SHORTEST_SHOUTED for word in capitals):
        return 0.0
    given = [not word.initial and known_given(word.bare) for word in capitals]
    if len(capitals) == 1:
        return _latin_alone(piece[0], words, known=given[0])
    vouched = _vouched(piece, words)
    if is_place(" ".join(word.text for word in piece)) and not vouched:
        return 0.0
    if given[0] or (capitals[0].shouted and any(given[1:])):  # GARCÍA LÓPEZ Juan
        return 0.75 + 0.04 * len(capitals)
    if capitals[0].initial and len(capitals[-1].bare) > 2:
        return 0.6
    of_place = any(is_place(word.bare) for word in capitals)
    return 0.6 + 0.04 * len(capitals) - (0.2 if any(given) else 0.0) if vouched and not of_place else 0.0


def _latin_alone(word: _Word, words: str, *, known: bool) -> float:
    """One word is a name behind a title, a rank or a word for a call sign, or where it is a given name with an age."""
    if word.initial or not _vouched([word], words, aged=known):
        return 0.0
    return 0.5
