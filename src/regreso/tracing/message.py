"""A whole message in place of a name: who is sought, since when, from where, of which unit.

Others whom the message names (the one who asks, a comrade, a mother) are not the sought person.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from regreso.facts.names.scripts import script_of, words_of
from regreso.facts.person import PersonFacts, PersonName, PlaceText, Sex, Weighted
from regreso.tracing.births import births_in
from regreso.tracing.cues import cue
from regreso.tracing.lexicon import is_everyday, is_listed
from regreso.tracing.numerals import in_digits
from regreso.tracing.runs import WORD, Run, runs_in
from regreso.tracing.sought import shares, signs
from regreso.tracing.spelling import as_spelled
from regreso.tracing.spots import (
    Place,
    Spot,
    after_a_name,
    bare_places,
    led_places,
    region_after,
    region_in,
    units_in,
)

if TYPE_CHECKING:
    from datetime import date

    from regreso.tracing.births import Told

_CONTACT = re.compile(r"\S+@\S+|https?://\S+|\+?\d[\d ()-]{7,}\d")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹،؛؟", "01234567890123456789,;?")
_HUMP = re.compile(
    r"(?<=[a-zа-яёіїєґñáéíóú]{3})(?=[A-ZА-ЯЁІЇЄҐÁÉÍÓÚÑ][a-zа-яёіїєґñáéíóú])|(?<=[^\W\d_]{2})(?=\d)|(?<=\d)(?=[A-ZА-ЯЁІЇЄҐ][a-zа-яёіїєґ]{2})"
)
_LONG_WORD = 14  # letters of an average word, beyond which the spaces got lost
_MOST_WORDS_OF_A_NAME = 5
_SHORT_WORD = 3
_MOST_NAMES, _LEAST_SHARE = 3, 0.05
_SURE = 0.75
_LIST = 12  # words up to which a message is a list of facts, in any order
_SHARE_OF_PLACE = ((2.5, 0.95), (1.5, 0.9), (0.9, 0.8), (0.0, 0.6))  # by score


def is_message(text: str) -> bool:
    """Whether a text is more than one name.

    >>> is_message("Иванов Сергей Петрович"), is_message("busco a mi hijo Pedro")
    (False, True)
    """
    words = WORD.findall(text)
    if len(words) > _MOST_WORDS_OF_A_NAME or re.search(r"\d{2}", text):
        return True
    # Only in small letters is a cue a cue: Сын and Boy may be surnames.
    said = [word for word in words if word.islower() and len(word) > _SHORT_WORD - 1]
    cues = cue("seek", "sought_m", "sought_f", "self", "no_name", "label")
    return len(words) > 1 and any(cues.fullmatch(word) for word in said)


def read_message(text: str, *, as_of: date) -> PersonFacts:
    """Read the facts of the sought person out of a message.

    Args:
        text: the message, in Spanish, Ukrainian, Russian, Belarusian, English, French or Arabic, in any capitals.
        as_of: the day on which an age in it holds.

    Returns:
        Facts; up to three persons who may be meant are alternatives; `rest` is what no field took up.

    >>> from datetime import date
    >>> text = "Я Ольга Иванова, ищу сына Иванова Сергея Петровича, 1999 г.р., из Рязани, в/ч 12345"
    >>> facts = read_message(text, as_of=date(2022, 7, 1))
    >>> facts.names[0].value.as_written, str(facts.births[0].value), facts.places[0].value.settlement
    ('Иванова Сергея Петровича', '1999', 'Рязань')
    """
    clean = in_digits(as_spelled(_spaced(re.sub(r"\s+", " ", text.translate(_DIGITS)).strip())))
    units, births, region = units_in(clean), births_in(clean, as_of=as_of), region_in(clean)
    spans = [*((s.start, s.end) for s in (*units, *([region] if region else []))), *_unnamed(clean)]
    led = _led_apart(clean, spans, births)
    bynames = _bynames(clean)
    taken = [*spans, *bynames, *((p.start, p.end) for p in led if not after_a_name(clean, p))]
    order = _weighed(clean, taken, births)
    best = order[0][1] if order else None
    birth = _nearest(births, best)
    labelled = _labelled(clean, best)
    places, place_spans = _places(clean, led, region, taken, None if labelled else best)
    used = [
        *spans,
        *place_spans,
        *((t.start, t.end) for t in births),
        *([(best.start, best.end)] if best else []),
    ]
    return PersonFacts(
        names=labelled or _names(order, _without_place(clean, led, best)),
        births=(Weighted(birth.interval, 1.0 if birth.sure > _SURE else birth.sure),) if birth else (),
        sex=_sex(order),
        places=places,
        units=tuple(Weighted(u.text, 1 / len(units)) for u in units[:2]),
        rest=_rest(clean, used),
    )


def _unnamed(text: str) -> list[tuple[int, int]]:
    """What is no part of anybody's name: telephones and addresses."""
    return [match.span() for match in _CONTACT.finditer(text)]


def _led_apart(text: str, taken: list[tuple[int, int]], births: list[Told]) -> list[Place]:
    dated = [(t.start, t.end) for t in births]
    return [
        p for p in led_places(text, dated) if not any(a < p.end and p.start < b for a, b in (*taken, *dated))
    ]


def _weighed(text: str, taken: list[tuple[int, int]], births: list[Told]) -> list[tuple[float, Run, Sex]]:
    """Names with how probably each is the sought one's, and the sex that is told of it; likeliest first."""
    runs = runs_in(text, taken)
    said = [signs(text, run, runs, births=births) for run in runs]
    weighed = zip(shares([found for found, _ in said]), runs, (sex for _, sex in said), strict=True)
    return sorted(weighed, key=lambda one: -one[0])


def _without_place(text: str, led: list[Place], name: Run | None) -> str:
    """The name up to the "de" and place that may be part of it, "" where there is none."""
    glued = next((p for p in led if name and name.start < p.lead < name.end), None)
    return text[name.start : glued.lead].strip() if name and glued else ""


def _spaced(text: str) -> str:
    """A text whose spaces got lost, cut where a capital or a number begins; others as they are."""
    words = text.split(" ")
    return " ".join(_HUMP.sub(" ", word) if len(word) > _LONG_WORD else word for word in words)


def _bynames(text: str) -> list[tuple[int, int]]:
    """Call-signs and what he is called at home: no part of his name."""
    word = re.compile(r"\s*:?\s*[«\"']?([^\W\d_][\w-]*)")
    found = ((lead, word.match(text, lead.end())) for lead in cue("callsign").finditer(text))
    return [(lead.start(), byname.end()) for lead, byname in found if byname]


def _labelled(text: str, name: Run | None) -> tuple[Weighted[PersonName], ...]:
    """A name in parts that the message labels: фамилия Иванов, имя Сергей, отчество Петрович.

    >>> _labelled("фамилия Иванов, имя Сергей, отчество Петрович", None)[0].value.patronymic
    'Петрович'
    """
    kinds = ("surname_label", "given_label", "father_label")
    surname, given, father = (_after_label(text, kind) for kind in kinds)
    if not given and name and surname and surname not in name.text and len(name.tokens) == 1:
        given = name.text
    if not (surname and given) or surname == given:
        return ()
    own, _, rest = given.partition(" ")
    if rest and not father and script_of(given) == "arabic":
        given, father = own, rest
    return (Weighted(PersonName.of_parts(surname, given, father)),)


def _after_label(text: str, kind: str) -> str:
    for label in cue(kind).finditer(text):
        found = re.compile(r"\s*(?:[:–—-]\s*)?((?:[^\W\d_][\w'’-]*\.?\s?)+)").match(text, label.end())
        kept: list[str] = []
        for word in words_of(found[1]) if found else ():
            everyday = (is_listed(word.lower()) and bool(kept)) or (
                not word[0].isupper() and is_everyday(word.lower())
            )
            if everyday and not kept:
                continue  # "surname is spelt …"
            if len(kept) == _SHORT_WORD or everyday:
                break
            kept.append(word)
        if kept:
            return " ".join(kept)
    return ""


def _names(order: list[tuple[float, Run, Sex]], short: str) -> tuple[Weighted[PersonName], ...]:
    """The likeliest names; `short` is the first one without "de" and a place, which may be hers by marriage."""
    told = [(run.text, share) for share, run, _ in order[:_MOST_NAMES]]
    if short:
        told[:1] = [(told[0][0], told[0][1] / 2), (short, told[0][1] / 2)]
    nobody = 1.0 - sum(share for share, _, _ in order)
    if not order or order[0][0] < nobody:
        told.insert(0, ("", nobody))
    return tuple(
        Weighted(PersonName(name), round(share, 3))
        for at, (name, share) in enumerate(told)
        if not at or share >= _LEAST_SHARE
    )


def _sex(order: list[tuple[float, Run, Sex]]) -> Sex:
    if not order or order[0][0] < _SURE:
        return ""
    _, run, told = order[0]
    if told and run.sex and told != run.sex:
        return ""  # "мама диктует: Денис" tells of two
    return told or run.sex


def _nearest(births: list[Told], name: Run | None) -> Told | None:
    """The birth that is told of this name: cues first, then nearness, rather after the name."""
    if not births:
        return None
    at = name.end if name else 0
    return max(
        births, key=lambda t: t.sure - min(abs(t.start - at), 200) / 400 - (0.1 if t.start < at else 0)
    )


def _places(
    text: str, led: list[Place], region: Spot | None, taken: list[tuple[int, int]], name: Run | None
) -> tuple[tuple[Weighted[PlaceText], ...], list[tuple[int, int]]]:
    """Where the sought person is from, and the spans that told it."""
    own = [*taken, (name.start, name.end)] if name else taken
    bare = bare_places(text, own, after=name.end if name and len(text.split()) > _LIST else 0)
    ranked = sorted([p for p in (*led, *bare) if p.score > 0], key=lambda p: (-p.score, p.start))
    said = region.text if region else ""
    if not ranked:
        return ((Weighted(PlaceText("", said)),) if said else ()), []
    best = ranked[0]
    within = name is not None and name.start < best.start < name.end
    beside = None if region else region_after(text, best)
    share = 0.5 if within else next(share for least, share in _SHARE_OF_PLACE if best.score >= least)
    spans = [(best.start, best.end), *([(beside.start, beside.end)] if beside else [])]
    return (Weighted(PlaceText(best.settlement, beside.text if beside else said), share),), spans


def _rest(text: str, used: list[tuple[int, int]]) -> str:
    kept = "".join(" " if any(a <= i < b for a, b in used) else sign for i, sign in enumerate(text))
    return re.sub(r"\s*([,;.])(?:\s*[,;.])+", r"\1", re.sub(r"\s+", " ", kept)).strip(" ,;.")
