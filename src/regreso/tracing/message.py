"""A whole message in place of a name: who is sought, since when, from where, of which unit.

Others whom the message names (the one who asks, a comrade, a mother) are not the sought person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, cast

from regreso.facts.names.readings import readings
from regreso.facts.names.stock import commonness, patronymic_sex, patronymic_stems, sex_of_given
from regreso.facts.person import PersonFacts, PersonName, PlaceText, Sex, Weighted
from regreso.facts.places import settlements_named
from regreso.tracing.births import births_in
from regreso.tracing.cues import cue, month_of
from regreso.tracing.spots import Spot, places_in, units_in

if TYPE_CHECKING:
    from datetime import date

    from regreso.tracing.births import Told

_WORD = re.compile(r"[^\W\d_]+(?:[-'’ʼ][^\W\d_]+)*\.?")
_CONTACT = re.compile(r"\S+@\S+|https?://\S+|\+?\d[\d ()-]{7,}\d")
_PARTICLE = re.compile(
    r"(?:de|del|la|los|las|y|van|von|bin|ibn|ben|abu|abou|abdu?l?|abdel|al|el|da|dos|بن|ابن|أبو|ابو|عبد|آل)\Z",
    re.IGNORECASE,
)
_ARTICLED = re.compile(r"(?:al|el|a[sdtrnz]|ash)-\w|ال\w{3}")  # al-Masri stands for a capital where none is
_SURNAME_END = re.compile(r"(?:[oe]v|[oe]va|[oe]vu|ski|skogo|skaia|enko|Cuk|iuk|dze|Svili|ian|in|ina)\Z")
_HIS = re.compile(r"(?:его|её|ее|його|її|su|his|her|их|їх)\s+\Z", re.IGNORECASE)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹،؛؟", "01234567890123456789,;?")
_MOST_WORDS_OF_A_NAME = 5
_SURE = 0.75
_NOT_HE = -9.0  # more than any name is liked
_ADJACENT = 3  # signs between "my name is" and the name
_LEAST_LIKED = 0.65  # a capital alone begins any sentence
_MOST_LED = 4
_LED = 0.35
_SHORT_WORD = 3  # letters under which too many words are some village's name
_NEAR = 32  # signs between a cue and the name it is about


@dataclass(frozen=True, slots=True)
class _Run:
    """Words of a text that may be one name."""

    start: int
    end: int
    text: str
    score: float
    sex: Sex


def is_message(text: str) -> bool:
    """Whether a text is more than one name.

    >>> is_message("Иванов Сергей Петрович"), is_message("busco a mi hijo Pedro")
    (False, True)
    """
    words = _WORD.findall(text)
    if len(words) > _MOST_WORDS_OF_A_NAME or re.search(r"\d{2}", text):
        return True
    # Only in small letters is a cue a cue: Сын and Boy may be surnames.
    said = [word for word in words if word.islower() and len(word) > _SHORT_WORD - 1]
    cues = cue("seek", "sought_m", "sought_f", "self", "no_name")
    return len(words) > 1 and any(cues.fullmatch(word) for word in said)


def read_message(text: str, *, as_of: date) -> PersonFacts:
    """Read the facts of the sought person out of a message.

    Args:
        text: the message, in Spanish, Ukrainian, Russian, English, French or Arabic, in any capitals.
        as_of: the day on which an age in it holds.

    Returns:
        Facts; a second person who may be meant is an alternative; `rest` is what no field took up.

    >>> from datetime import date
    >>> text = "Я Ольга Иванова, ищу сына Иванова Сергея Петровича, 1999 г.р., из Рязани, в/ч 12345"
    >>> facts = read_message(text, as_of=date(2022, 7, 1))
    >>> facts.names[0].value.as_written, str(facts.births[0].value), facts.places[0].value.settlement
    ('Иванова Сергея Петровича', '1999', 'Рязань')
    """
    clean = re.sub(r"\s+", " ", text.translate(_DIGITS)).strip()
    units, (place, place_spans) = units_in(clean), places_in(clean)
    births = births_in(clean, as_of=as_of)
    taken = [(u.start, u.end) for u in units] + place_spans + [m.span() for m in _CONTACT.finditer(clean)]
    runs = _runs(clean, taken)
    best = runs[0] if runs else None
    birth = _nearest(births, best)
    bare = _bare_place(clean, best, taken) if best and not place.settlement else None
    if bare:
        place = PlaceText(bare.text, place.region)
        taken.append((bare.start, bare.end))
    used = [*taken, *((t.start, t.end) for t in births), *([(best.start, best.end)] if best else [])]
    return PersonFacts(
        names=_names(runs),
        births=(Weighted(birth.interval, 1.0 if birth.sure > _SURE else birth.sure),) if birth else (),
        sex=best.sex if best else "",
        places=(Weighted(place),) if place.settlement or place.region else (),
        units=tuple(Weighted(u.text, 1 / len(units)) for u in units[:2]),
        rest=_rest(clean, used),
    )


def _names(runs: list[_Run]) -> tuple[Weighted[PersonName], ...]:
    if not runs:
        return (Weighted(PersonName("")),)
    rivals = [r for r in runs[1:2] if r.score > runs[0].score - 2]
    share = 0.85 if rivals else 1.0
    return (Weighted(PersonName(runs[0].text), share), *(Weighted(PersonName(r.text), 0.15) for r in rivals))


def _nearest(births: list[Told], name: _Run | None) -> Told | None:
    """The birth that is told of this name: cues first, then nearness, rather after the name."""
    if not births:
        return None
    at = name.end if name else 0
    return max(
        births, key=lambda t: t.sure - min(abs(t.start - at), 200) / 400 - (0.1 if t.start < at else 0)
    )


def _rest(text: str, used: list[tuple[int, int]]) -> str:
    kept = "".join(" " if any(a <= i < b for a, b in used) else sign for i, sign in enumerate(text))
    return re.sub(r"\s*([,;.])(?:\s*[,;.])+", r"\1", re.sub(r"\s+", " ", kept)).strip(" ,;.")


def _bare_place(text: str, name: _Run, taken: list[tuple[int, int]]) -> Spot | None:
    """A settlement that stands alone after the name, as in lists: name, date, place."""
    for match in _WORD.finditer(text, name.end):
        word = match[0].rstrip(".")
        free = not any(a <= match.start() < b for a, b in taken) and not cue("no_name").fullmatch(
            word.lower()
        )
        free = free and (word.islower() or text[: match.start()].rstrip()[-1:] in {",", ";", "("})
        cued = _no_name().fullmatch(word.lower()) or commonness(word)
        if free and not cued and len(word) > _SHORT_WORD and settlements_named(word):
            return Spot(match.start(), match.end(), word)
    return None


@cache
def _no_name() -> re.Pattern[str]:
    return cue("seek", "sought_m", "sought_f", "self", "other", "birth", "age", "age_before", "place")


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str
    liking: float


def _tokens(text: str, taken: list[tuple[int, int]]) -> list[_Token]:
    """Words with how much each looks like part of a name, 0 for not at all."""
    words = _WORD.findall(text)
    titled = any(word[0].isupper() and not word.isupper() for word in words)
    mixed = titled or len({word[0].isupper() for word in words}) > 1
    out = []
    for match in _WORD.finditer(text):
        word, end = match[0], match.end()
        if word.endswith(".") and len(word) > 2:  # noqa: PLR2004 - an initial and its point
            word, end = word[:-1], end - 1
        inside = any(a <= match.start() < b for a, b in taken)
        out.append(_Token(match.start(), end, word, 0.0 if inside else _liking(word, mixed=mixed)))
    return _led(text, out, mixed=mixed)


def _is_known(word: str) -> bool:
    return bool(commonness(word) or patronymic_stems(word))


def _liking(word: str, *, mixed: bool) -> float:
    """How much one word looks like part of a name; capitals say it where not all words have them."""
    low = word.lower().rstrip(".")
    if cue("no_name").fullmatch(low) or month_of(low):
        return 0.0
    if len(low) == 1:
        return 0.5 if word[0].isupper() else 0.0
    known = 1.5 if _is_known(low) else 0.0
    ending = 1.0 if any(_SURNAME_END.search(r) for r in readings(low)[:3]) else 0.0
    if _no_name().fullmatch(low) and (word.islower() or not known):
        return 0.0
    articled = _ARTICLED.match(word) and (word[0] == "ا" or word.split("-", 1)[1][0].isupper())
    if articled or (mixed and not word[0].islower()):
        return 0.6 + known + ending
    if mixed:
        return known if len(low) > _SHORT_WORD else 0.0
    return known or (ending if len(low) > _SHORT_WORD + 1 else 0.0)


def _led(text: str, tokens: list[_Token], *, mixed: bool) -> list[_Token]:
    """Like the words that follow "my son" at once, though none else would: "ищу сына батальер викентий"."""
    for lead in cue("seek", "sought_m", "sought_f").finditer(text):
        led = _following(text, tokens, lead.end())
        small = all(tokens[at].word.islower() for at in led)
        if cue("self", "other").search(text[max(lead.start() - 12, 0) : lead.end() + 4]):
            continue
        if led and (not mixed or (small and any(_is_known(tokens[at].word.lower()) for at in led))):
            for at in led:
                tokens[at] = replace(tokens[at], liking=max(tokens[at].liking, _LED))
    return tokens


def _following(text: str, tokens: list[_Token], start: int) -> list[int]:
    """Positions of the words from a place on, up to the first sign, cue or word that is no name."""
    led: list[int] = []
    for at, token in enumerate(tokens):
        if token.start < start:
            continue
        low = token.word.lower().rstrip(".")
        stop = cue("no_name").fullmatch(low) or _no_name().fullmatch(low) or month_of(low)
        if text[start : token.start].strip(" :–—-") or stop or len(led) == _MOST_LED:
            break
        led.append(at)
        start = token.end
    return led


def _runs(text: str, taken: list[tuple[int, int]]) -> list[_Run]:
    """All that may be a name, likeliest to be the sought one first."""
    groups: list[list[_Token]] = []
    tokens = _tokens(text, taken)
    for before, token in zip([None, *tokens], tokens, strict=False):
        joined = before is not None and groups and groups[-1][-1] is before and _touch(text, before, token)
        if token.liking and joined and len(groups[-1]) < _MOST_WORDS_OF_A_NAME:
            groups[-1].append(token)
        elif token.liking:
            groups.append([token])
        elif joined and _PARTICLE.match(token.word):
            groups[-1].append(token)
    made = [
        run
        for run in (_run(text, group) for group in map(_trimmed, groups) if group)
        if run.score > _LEAST_LIKED
    ]
    return sorted(made, key=lambda run: (-run.score, run.start))


def _touch(text: str, before: _Token, after: _Token) -> bool:
    """Whether two words are of one name: only a space between them, or the point of an initial."""
    between = text[before.end : after.start]
    return not between.strip() or (len(before.word.rstrip(".")) == 1 and not between.strip(" ."))


def _trimmed(group: list[_Token]) -> list[_Token]:
    while group and not group[-1].liking:
        group = group[:-1]
    return group


def _run(text: str, group: list[_Token]) -> _Run:
    start, end = group[0].start, group[-1].end
    written = text[start:end]
    score = sum(t.liking for t in group) + (1.0 if len(group) > 1 else 0.0) - start / 2000
    lead = text[max(start - _NEAR, 0) : start].lower()
    told, sex = _lead(lead)
    return _Run(start, end, written, score + told, sex or _sex_of(group))


def _lead(before: str) -> tuple[float, Sex]:
    """What the words just before a name say: is this the sought one, and man or woman?"""
    clause = re.split(r"[.;!?\n]", before)[-1] if not before.rstrip().endswith(".") else before
    last: tuple[tuple[int, int], float, Sex] = ((-1, 0), 0.0, "")
    for kinds, worth, sex in _LEADS:
        for match in cue(kinds).finditer(clause):
            his = _HIS.search(clause[: match.start()]) is not None
            away = len(clause) - match.end() > _ADJACENT
            said = _NOT_HE if his and kinds != "seek" else worth
            at = (
                match.end(),
                len(match[0]),
            )  # the nearest, and of those the longest: "my name is" over "name"
            last = max(last, (at, said / 2 if away and said < 0 else said, sex), key=lambda r: r[0])
    return last[1], last[2]


_LEADS: tuple[tuple[str, float, Sex], ...] = (
    ("seek", 3.0, ""),
    ("sought_m", 4.0, "m"),
    ("sought_f", 4.0, "f"),
    ("self", _NOT_HE, ""),
    ("other", _NOT_HE, ""),
)


def _sex_of(group: list[_Token]) -> Sex:
    told = [patronymic_sex(t.word) or sex_of_given(t.word) for t in group]
    return cast("Sex", next((sex for sex in told if sex), ""))
