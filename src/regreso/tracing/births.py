"""Dates of birth and ages out of a message, and which of its dates is no date of birth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regreso.facts.dates import DateInterval
from regreso.facts.errors import FactError
from regreso.tracing.cues import cue, decades, month_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:-?(?:го|е|st|nd|rd|th|er))?\s+(?:de\s+|of\s+)?"
    r"([^\W\d_]+(?:\s(?:الثاني|الأول|الاول))?)\.?,?\s+(?:de\s+|del\s+)?(\d{4})",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d.,/+№-])(19\d\d|20\d\d)(?![\d/]|-\d)")
_SHORT_YEAR = re.compile(
    r"(?<![\d./:+-])(?:(\d\d)(?:-?(?:го|й|х))? ?(?=г\. ?р|г\.?р\.|год[ау]? рожд|р\. ?н|року народж|р\. ?нар|г\.н)|"
    r"(\d\d)(?:-(?:го|й|ого)(?= год| рок|\b)|(?:го|ого)(?= год|,| р\b))|(?:del (?:año )?|en el |año |born in |né en )'?(\d\d)(?=[\s,.;)]|$)(?! años| ans))"
)
_OPENED, _CLOSED = re.compile(r"[^\W\d_]\.?,?\s*[(\[]\s*\Z"), re.compile(r"\s*(?:г|р|y)?\.?\s*[)\]]")
_LAST_WORD = re.compile(
    r"([^\W\d_][^\W\d_]+)(?:\.?,?|:|;| ?[-–—/])\s+\Z"
)  # two letters and more: initials, "с" and "в" tell nothing
_AGE = re.compile(r"(?<![\d./+№-])(\d{1,2})(?![\d/:]|[.,]\d|[-‑]?[йяєоауюt]\w)")
_YOUNGEST, _OLDEST = 14, 99
_CENTURY, _NEAR_AGE, _WIDE = 100, 24, 2
_NO_AGE = re.compile(
    r"\s*(?:назад|тому|ago|atrás|jours?|days?|дн[яеі]|д[еі]нь|мес|міс|weeks?|semanas?|months?|meses|mois|час|год[иі]н|hour|"
    r"hora|[-\w]*(?:бр|полк|бат|рот|див|мсп|тп|сп|reg|rég|batt?al|compa|compag|brig|لواء|كتيبة|فوج|سرية))", re.IGNORECASE
)  # fmt: skip
_ABOUT = re.compile(
    r"(?:около|примерно|приблиз\w*|где-то|десь|близько|приблизно|под|під|about|around|roughly|unos|unas|como|casi|"
    r"aprox\w*|environ|à peu près|حوالي|تقريبا|شي|tendrá|лет|років|гадоў)(?: sus)? ?\Z", re.IGNORECASE
)  # fmt: skip
_OR_MORE = re.compile(r"\s*(?:или|або|or|o|ou)\s+(?:чуть|немного|трохи|so|más|plus|more)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A birth as a message tells it, where, and how sure it is that a birth is meant."""

    start: int
    end: int
    interval: DateInterval
    sure: float


def births_in(text: str, *, as_of: date) -> list[Told]:
    """All that may be the date of birth of somebody in the text, in order of place.

    Args:
        text: a message.
        as_of: the day on which an age holds; a date within fourteen years of it is no soldier's birth.

    >>> from datetime import date
    >>> [str(t.interval) for t in births_in("Олег, 21.04.1999, пропал 03.03.2022", as_of=date(2023, 7, 1))]
    ['1999-04-21']
    """
    dates = list(_dates(text, as_of))
    taken = [(t.start, t.end) for t in dates]
    years = [t for t in _years(text, as_of) if not _inside(t.start, taken)]
    taken += [(t.start, t.end) for t in years]
    tens = [t for t in _decades(text, as_of) if not _inside(t.start, taken)]
    taken += [(t.start, t.end) for t in tens]
    ages = [t for t in _ages(text, as_of) if not _inside(t.start, taken)]
    return sorted(dates + years + tens + ages, key=lambda t: t.start)


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _dates(text: str, as_of: date) -> Iterator[Told]:
    for match, year, month, day in _written(text):
        full = year + (_CENTURY * ((as_of.year - year) // _CENTURY) if year < _CENTURY else 0)
        try:
            interval = DateInterval.parse(f"{full:04d}-{month:02d}-{day:02d}")
        except FactError:
            continue
        if full <= as_of.year - _YOUNGEST:
            yield Told(match.start(), match.end(), interval, 0.95 if _cued(text, match) else 0.8)


def _written(text: str) -> Iterator[tuple[re.Match[str], int, int, int]]:
    for match in _NUMERIC.finditer(text):
        day, month, year = (int(x) for x in match.groups())
        yield (match, year, month, day) if month <= 12 else (match, year, day, month)  # noqa: PLR2004 - months
    for match in _ISO.finditer(text):
        year, month, day = (int(x) for x in match.groups())
        yield match, year, month, day
    for match in _DAY_FIRST.finditer(text):
        if month := month_of(match[2]):
            yield match, int(match[3]), month, int(match[1])
    for match in _MONTH_FIRST.finditer(text):
        if month := month_of(match[1]):
            yield match, int(match[3]), month, int(match[2])


def _cued(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(match.start() - 28, 0) : match.start()], text[match.end() : match.end() + 18]
    return bool(cue("birth").search(before) or cue("birth").match(after.lstrip(" ,.(")))


def _as_birth(text: str, match: re.Match[str]) -> float:
    """How sure a year is one of birth where no word says so: beside a name it is, after "since" it is not.

    >>> [_as_birth(t, next(_YEAR.finditer(t))) for t in ("Коваль Петро (1987)", "Коваль — 1987", "служил с 1987")]
    [0.95, 0.85, 0.5]
    """
    before = text[: match.start()]
    if _OPENED.search(before) and _CLOSED.match(text, match.end()):
        return 0.95
    word = _LAST_WORD.search(before)
    named = word is not None and (word[1][0].lower() == word[1][0].upper() or word[1][0].isupper())
    return 0.85 if named else 0.5


def _years(text: str, as_of: date) -> Iterator[Told]:
    for match in _YEAR.finditer(text):
        if as_of.year - _OLDEST < int(match[1]) <= as_of.year - _YOUNGEST:
            sure = 0.9 if _cued(text, match) else _as_birth(text, match)
            yield Told(match.start(), match.end(), DateInterval.parse(match[1]), sure)
    for match in _SHORT_YEAR.finditer(text):
        short = int(next(group for group in match.groups() if group))
        year = short + _CENTURY * ((as_of.year - _YOUNGEST - short) // _CENTURY)
        yield Told(match.start(), match.end(), DateInterval.parse(str(year)), 0.8)


def _decades(text: str, as_of: date) -> Iterator[Told]:
    """The beginning, middle or end of a decade: the years that it may mean, and one on either side."""
    for match in cue("decade").finditer(text):
        decade = next((d for d, pattern in decades() if pattern.search(match[0])), None)
        if decade is None or decade + 9 > as_of.year:
            continue
        lead = text[max(match.start() - _NEAR_AGE, 0) : match.start()]
        part = next((span for kind, span in _PARTS if cue(kind).search(lead)), (0, 9))
        first, last = DateInterval.parse(str(decade + part[0])), DateInterval.parse(str(decade + part[1]))
        yield Told(match.start(), match.end(), DateInterval(first.first, last.last), 0.85)


_PARTS = (("early", (0, 4)), ("middle", (3, 7)), ("late", (5, 9)))


def _ages(text: str, as_of: date) -> Iterator[Told]:
    for match in _AGE.finditer(text):
        years = int(match[1])
        rest, before = text[match.end() :], text[max(match.start() - _NEAR_AGE, 0) : match.start()]
        named = cue("age").match(rest.lstrip(" -"))
        after = rest.lstrip(" -")[named.end() :] if named else rest
        led = cue("age_before").search(before.rstrip(" :,") + " ", max(len(before) - _NEAR_AGE, 0))
        inverted = re.search(
            r"(?<!\w)(?:лет|років|рокiв|гадоў|age|edad|âge)[ :]+(?:так )?\Z", before, re.IGNORECASE
        )
        close = led is not None and _fillers_only(before.rstrip(" :,")[led.end() :])
        about = _ABOUT.search(before) or _OR_MORE.match(after)
        told = named or close or inverted or (about and re.match(r"\s*(?:[,.;!?)]|\Z)", rest))
        if not (_YOUNGEST <= years <= _OLDEST and told) or _NO_AGE.match(after):
            continue
        yield Told(
            match.start(), match.end() + 1, _aged(years, as_of, wide=bool(about)), 0.85 if named else 0.7
        )


def _fillers_only(text: str) -> bool:
    """Whether only words such as "now, already, about" stand between "he is" and the number."""
    return all(cue("age_filler").fullmatch(word) for word in re.findall(r"[^\W\d]+", text))


def _aged(years: int, as_of: date, *, wide: bool) -> DateInterval:
    exact = DateInterval.of_age(years, on=as_of)
    if not wide:
        return exact
    older, younger = (DateInterval.of_age(years + by, on=as_of) for by in (_WIDE, -_WIDE))
    return DateInterval(older.first, younger.last)
