"""Runs of words in a message that may be one person's name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from regreso.facts.names.stock import commonness, patronymic_sex, patronymic_stems, sex_of_given
from regreso.facts.places import settlements_named
from regreso.tracing.cues import cue, month_of
from regreso.tracing.lexicon import is_everyday, is_kin, is_known, is_listed, looks_family

if TYPE_CHECKING:
    from regreso.facts.person import Sex

WORD = re.compile(r"[^\W\d_]+(?:[-'’ʼ′][^\W\d_]+)*[′’']?\.?")
_PARTICLE = re.compile(
    r"(?:de|del|la|los|las|y|e|van|von|der|bin|ibn|ben|bint|abu|abou|abdu?l?|abdel|al|el|da|do|dos|di|du|le|bou|oglu|кызы|оглы"
    r"|بن|ابن|بنت|أبو|ابو|عبد|آل|الله|الدين|بو|أم)\Z", re.IGNORECASE,
)  # fmt: skip
_STARTS = re.compile(
    r"(?:abd\w{0,3}|bin|ibn|ben|bint|abu|abou|al|el|de|del|la|van|von|بن|ابن|بنت|أبو|ابو|عبد|آل|بو|أم)\Z",
    re.IGNORECASE,
)
_ARTICLED = re.compile(r"(?:al|el|a[sdtrnz]|ash)-\w|ال\w{3}")  # al-Masri stands for a capital where none is
MOST_WORDS = 6
_WORDS_OF_ONE = frozenset("яиавуоскзйєadeyoixqu")
_MAYBE, _CAPITAL, _KNOWN, _FAMILY, _INITIAL = 0.3, 0.6, 1.5, 1.0, 0.5
_SHORT_WORD, _USUAL = 3, 3.6
_CLEAR = 4  # letters of a beginning that make a word with a capital an everyday one
_BIG_TOWNS = 12_000  # rows of the gazetteer, which begins with the biggest
_ENOUGH = 3  # words after which a settlement's name is one, not another surname


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the text and how much it looks like part of a name, 0 for not at all."""

    start: int
    end: int
    word: str
    liking: float


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a text that may be one name.

    >>> [(run.text, run.sex) for run in runs_in("ищу Ольгу Петровну Ивановну", [])]
    [('Ольгу Петровну Ивановну', 'f')]
    """

    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]

    @property
    def sex(self) -> Sex:
        """The sex that its patronymic or given name tells."""
        told = [patronymic_sex(t.word.lower()) or sex_of_given(t.word.lower()) for t in self.tokens]
        return cast("Sex", next((sex for sex in told if sex), ""))


def runs_in(text: str, taken: list[tuple[int, int]]) -> list[Run]:
    """All that may be a person's name, in order of place.

    >>> [run.text for run in runs_in("Я Ольга Иванова, ищу сына Сергея Петровича Иванова", [])]
    ['Ольга Иванова', 'Сергея Петровича Иванова']
    """
    tokens = _tokens(text, taken)
    groups: list[list[Token]] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        joined = (
            before is not None and bool(groups) and groups[-1][-1] is before and _touch(text, before, token)
        )
        if joined and (token.liking or _PARTICLE.match(token.word)) and len(groups[-1]) < MOST_WORDS:
            groups[-1].append(token)
        elif token.liking or _STARTS.match(token.word):
            groups.append([token])
    named = [group for group in map(_trimmed, groups) if group]
    return [_run(text, group) for group in _after_commas(text, named) if _is_name(text, group)]


def _after_commas(text: str, groups: list[list[Token]]) -> list[list[Token]]:
    """A surname and, after a comma, given names are one name: HUAMANI QUISPE, Edwin."""
    out: list[list[Token]] = []
    for group in groups:
        last = out[-1] if out else []
        comma = bool(last) and text[last[-1].end : group[0].start].strip(" ") == ","
        apart = not any(is_known(t.word.lower()) for t in last) and all(
            is_known(t.word.lower()) for t in group
        )
        if comma and apart and len(last) + len(group) <= MOST_WORDS:
            out[-1] = last + group
        else:
            out.append(group)
    return out


def _run(text: str, group: list[Token]) -> Run:
    return Run(group[0].start, group[-1].end, text[group[0].start : group[-1].end], tuple(group))


def _is_name(text: str, group: list[Token]) -> bool:
    """More than words of which we only do not know what they are, unless "my son" stands before them."""
    if any(t.liking > _MAYBE and t.liking != _INITIAL for t in group):
        return True
    lead = text[: group[0].start].rstrip(" :–—-")
    return any(m.end() == len(lead) for m in cue("seek", "sought_m", "sought_f", "label").finditer(lead))


def is_mixed(text: str) -> bool:
    """Whether capitals tell names: not where all words, or none, have them.

    >>> is_mixed("Ищу Олега"), is_mixed("ищу олега"), is_mixed("ИЩУ ОЛЕГА")
    (True, False, False)
    """
    words = [w for w in WORD.findall(text) if len(w.rstrip(".")) > 1 and w[0].lower() != w[0].upper()]
    small = sum(word[0].islower() for word in words)
    big = sum(word[0].isupper() and not word.isupper() for word in words)
    return bool(small and big) or (big > 0 and not any(word.isupper() for word in words) and bool(words))


def _tokens(text: str, taken: list[tuple[int, int]]) -> list[Token]:
    mixed = is_mixed(text)
    out: list[Token] = []
    for match in WORD.finditer(text):
        word, end = match[0], match.end()
        if word.endswith(".") and len(word) > 2:  # noqa: PLR2004 - an initial and its point
            word, end = word[:-1], end - 1
        inside = any(a <= match.start() < b for a, b in taken)
        first = not text[: match.start()].rstrip(" «\"'(¿¡")[-1:].strip(".!?\n:;—–-")
        out.append(
            Token(match.start(), end, word, 0.0 if inside else _liking(word, mixed=mixed, first=first))
        )
    return _led(text, out, mixed=mixed)


def _liking(word: str, *, mixed: bool, first: bool) -> float:
    """How much one word looks like part of a name; capitals say it where not all words have them."""
    low = word.lower().rstrip(".")
    if len(low) == 1:
        written = word[0].isupper() or not mixed
        return _INITIAL if written and (word.endswith(".") or low not in _WORDS_OF_ONE) else 0.0
    if _PARTICLE.match(low) or month_of(low):
        return 0.0
    likely = _KNOWN * is_known(low) + _FAMILY * looks_family(low)
    capital = mixed and word[0].isupper()
    if _is_articled(word) or (
        capital and not first and is_kin(low)
    ):  # nephews have none, the surname Nieto has
        return _CAPITAL + likely
    if is_everyday(low, least=_CLEAR) if capital and not first else is_everyday(low):
        return likely if capital and not first and commonness(low) > _USUAL else 0.0
    return _of_a_stranger(low, likely, mixed=mixed, capital=capital)


def _is_articled(word: str) -> bool:
    if not _ARTICLED.match(word) or is_listed(word.lower()):
        return False
    return word[0] == "ا" or word.split("-", 1)[1][0].isupper()


def _of_a_stranger(low: str, likely: float, *, mixed: bool, capital: bool) -> float:
    """The liking of a word that is no everyday word."""
    if capital:
        return _CAPITAL + likely
    if mixed:
        return _KNOWN if is_known(low) and len(low) > _SHORT_WORD else 0.0
    return (likely or _MAYBE) if len(low) >= _SHORT_WORD else 0.0


def _led(text: str, tokens: list[Token], *, mixed: bool) -> list[Token]:
    """Like the words that follow "my son" at once, though none else would: "ищу сына батальер викентий"."""
    if not mixed:
        return tokens
    for at, token in enumerate(tokens):
        if not token.liking and token.word[0].islower() and looks_family(token.word):
            beside = [
                t
                for t in (tokens[at - 1] if at else None, tokens[at + 1] if at + 1 < len(tokens) else None)
                if t
            ]
            if any(
                t.word[0].islower()
                and t.liking
                and not text[min(t.end, token.end) : max(t.start, token.start)].strip()
                for t in beside
            ):
                tokens[at] = replace(token, liking=_FAMILY)
    for lead in cue("seek", "sought_m", "sought_f").finditer(text):
        led = _following(text, tokens, lead.end())
        small = all(tokens[at].word[0].islower() for at in led)
        if led and small and any(is_known(tokens[at].word.lower()) for at in led):
            for at in led:
                tokens[at] = replace(tokens[at], liking=max(tokens[at].liking, _MAYBE))
    return tokens


def _following(text: str, tokens: list[Token], start: int) -> list[int]:
    """Positions of the words from a place on, up to the first sign, or word that is no name."""
    led: list[int] = []
    for at, token in enumerate(tokens):
        if token.start < start:
            continue
        if (
            text[start : token.start].strip(" :–—-")
            or is_everyday(token.word.lower())
            or len(led) == _ENOUGH + 1
        ):
            break
        led.append(at)
        start = token.end
    return led


def _touch(text: str, before: Token, after: Token) -> bool:
    """Whether two words are of one name: only a space between them, or the point of an initial, or a by-name in brackets."""
    between = text[before.end : after.start]
    if len(before.word.rstrip(".")) == 1:
        return not between.strip(" .")
    return not between.strip() or between in (" (", ") ")


def _trimmed(group: list[Token]) -> list[Token]:
    """Without particles at either end, and without a town's name after a patronymic or a whole name."""
    while group and not group[-1].liking and not re.fullmatch("الله|الدين", group[-1].word):
        group = group[:-1]
    while group and not group[0].liking and (not _STARTS.match(group[0].word) or _lone_of(group)):
        group = group[1:]
    names = [t for t in group if t.liking]
    over = len(names) > _ENOUGH + 1 or (len(names) > _ENOUGH - 1 and _is_father(names[-2]))
    if over and _is_town(group[-1]):
        return _trimmed(group[:-1])
    return group


def _lone_of(group: list[Token]) -> bool:
    """Whether a run begins with "de" and no article: de Orlando, but not de la Cruz."""
    words = [t.word.lower() for t in group[:2]]
    return words[0] in ("de", "del") and words[-1] not in ("la", "los", "las")


def _is_father(token: Token) -> bool:
    return bool(patronymic_stems(token.word.lower()))


def _is_town(token: Token) -> bool:
    """A settlement of some size, whose name is no usual given name and does not end as surnames do."""
    low = token.word.lower()
    return (
        not is_known(low)
        and not looks_family(low)
        and any(row < _BIG_TOWNS for row in settlements_named(low))
    )
