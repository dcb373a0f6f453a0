"""The two clocks of a page: a story counts from the day it was published, a feed from that of fetching."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest
from typing import Literal

from regreso.reading import calendar_words as words_of
from regreso.reading.blocks import Label
from regreso.reading.cues import cue
from regreso.reading.date_patterns import ALONE, PATTERNS, shown_in

Anchor = Literal["published", "retrieved", "message", "item", "absolute", "quote"]

_FUTURE = re.compile(words_of.FUTURE, re.IGNORECASE)
_PAST = re.compile(words_of.PAST, re.IGNORECASE)
_STOP = re.compile(r"[!?;]|\.\s+(?=[A-ZÀ-ÞА-ЯІЇЄҐ])")
_FOR_DAY = re.compile(r"(?<!станом )(?<!состоянию )(?<!\w)(?:на|для|for|para)\s+\Z", re.IGNORECASE)
_BESIDE = 42  # letters around a date in which a verb is its own
_SOON = 31  # days: so near a day to come is meant where no verb of the past stands near
_MONTH_OF = tuple(
    (n, re.compile(f"(?:{'|'.join((*words, words_of.SHORT_MONTHS[n]))})\\Z", re.IGNORECASE))
    for n, words in words_of.MONTHS.items()
)
_NUMBER_OF = tuple((n, re.compile(f"(?:{words})\\Z", re.IGNORECASE)) for n, words in words_of.SMALL.items())
_NEAR_DAYS = tuple(words_of.NEAR)
_BORN_BEHIND = re.compile(r"\s*(?:г\.?\s?р\b|р\.?\s?н\b|года рожд|року нар|г\. рожд)", re.IGNORECASE)
_BORN_BEFORE = re.compile(
    r"(?:род\.|родился|родилась|родившийся|нар\.|народи\w+|д\.\s?р\.|рожд\w*|нарождення|народження|nacid[oa]|nació|born|b\.)[\s:]*(?:en|el|in|on|в|у)?\s*(?:\d{1,2}\s+(?:de\s+)?)?\Z",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?<!\w)(?:с|з|від|от|del?|desde el|from|between|між|между)\s+\Z", re.IGNORECASE)
_TO = re.compile(r"\s+(?:по|до|al|hasta el|to|and|until|і|и)\s+", re.IGNORECASE)
_HABIT = re.compile(r"(?:los|cada|every|каждый|каждую|кожного|кожен|по)\s+\Z", re.IGNORECASE)
_MORNING = re.compile(r"mañana|morning|утр|ранк|вранці", re.IGNORECASE)
_LAST_BIRTH = 2009
_SMALL_HOURS = 4  # before this hour “this morning” is the day before
_NIGHTS = 12  # so many hours ago is still the same day for most readers


@dataclass(frozen=True, slots=True)
class Clocks:
    """When the page was published and when it was fetched; None where that is not known.

    Attributes:
        published: the day of the story, the message or the item.
        retrieved: the day of fetching.
        own: what the first of them is called in a lead.
        hour: the hour of publication where known: at 00:25 “this morning” is the day before.

    >>> from datetime import date
    >>> Clocks(date(2022, 3, 4), date(2025, 3, 31)).of("feed").isoformat()
    '2025-03-31'
    """

    published: date | None = None
    retrieved: date | None = None
    own: Anchor = "published"
    hour: int | None = None

    def anchor(self, label: Label) -> Anchor:
        """Which clock a block of this kind goes by."""
        return self.own if label == "story" else "retrieved"

    def of(self, label: Label) -> date | None:
        """The day from which words like "ayer" count in a block of this kind."""
        return self.published if label == "story" else self.retrieved


@dataclass(frozen=True, slots=True)
class Dated:
    """A time as written (letters `start` to `end` of the block), its meaning (EDTF) and what it counts from.

    `edtf` is "" where the clock it counts from is not known: no day is guessed.
    """

    start: int
    end: int
    as_written: str
    edtf: str
    anchor: Anchor


def find_dates(words: str, label: Label, clocks: Clocks) -> tuple[Dated, ...]:
    """All times in a block, in four languages and in half-translated Spanish ("2 días ago"); no dates of birth.

    >>> from datetime import date
    >>> clocks = Clocks(date(2022, 3, 4), date(2025, 3, 31))
    >>> [d.edtf for d in find_dates("Este jueves, 8 de agosto de 2021", "story", clocks)]
    ['2022-03-03', '2021-08-08']
    >>> find_dates("3 días ago", "feed", clocks)[0].edtf
    '2025-03-28'
    >>> [d.edtf for d in find_dates("Пропав у лютому 2022 року, вчора знайшли", "story", clocks)]
    ['2022-02', '2022-03-03']
    """
    found: list[Dated] = []
    taken: list[tuple[int, int]] = []
    for start, end, match in sorted(_matches(words, label), key=lambda m: (m[0] - m[1], m[0])):
        if _of_birth(words, start, end) or any(start < b and a < end for a, b in taken):
            continue
        try:
            meant = _meaning(_Read(match, words, clocks.of(label), clocks.hour))
        except (OverflowError, ValueError):
            meant = None  # before or after all years that there are: “a billion years ago”
        # A day that does not exist hides what could be read of its month.
        taken.append((start, end))
        if meant is not None:
            edtf, absolute = meant
            anchor: Anchor = "absolute" if absolute else clocks.anchor(label)
            found.append(Dated(start, end, words[start:end], edtf, anchor))
    return tuple(_in_quotes(list(_spread(sorted(found, key=lambda dated: dated.start), words)), words))


def _spread(found: list[Dated], words: str) -> Iterator[Dated]:
    """“С 24 февраля по 2 марта” is one span of time."""
    skip = False
    for first, last in zip_longest(found, found[1:]):
        if skip:
            skip = False
            continue
        joined = last and _TO.fullmatch(words[first.end : last.start]) and _FROM.search(words[: first.start])
        if last and joined and len(first.edtf) == len(last.edtf) == 10 and first.edtf < last.edtf:
            skip = True
            written = words[first.start : last.end]
            yield Dated(first.start, last.end, written, f"{first.edtf}/{last.edtf}", last.anchor)
        else:
            yield first


def _matches(words: str, label: Label) -> Iterator[tuple[int, int, re.Match[str]]]:
    held = shown_in(words)
    for needs, pattern in PATTERNS:
        if needs <= held:
            for match in pattern.finditer(words):
                yield match.start(), match.end(), match
    if label == "feed" and (alone := ALONE.fullmatch(words)):
        yield alone.start("n"), len(words.rstrip()), alone


def _of_birth(words: str, start: int, end: int) -> bool:
    told = re.fullmatch(r"\d{1,2}[./]\d{1,2}[./](\d{4})", words[start:end])
    if told and int(told[1]) <= _LAST_BIRTH:
        return True  # 14.06.1989 in a text about a soldier
    return bool(_BORN_BEHIND.match(words, end) or _BORN_BEFORE.search(words[max(start - 30, 0) : start]))


@dataclass(frozen=True, slots=True)
class _Read:
    """One match with what it counts from."""

    match: re.Match[str]
    words: str
    clock: date | None
    hour: int | None

    def get(self, name: str) -> str:
        """A part of the match, "" where it has none."""
        return self.match.groupdict().get(name) or ""

    @property
    def _clause(self) -> tuple[int, int]:
        start = max((m.end() - 1 for m in _STOP.finditer(self.words, 0, self.match.start())), default=0)
        return start, next((m.start() for m in _STOP.finditer(self.words, self.match.end())), len(self.words))

    @property
    def past(self) -> bool:
        """Whether a verb of the past stands near."""
        start, end = self._clause
        start, end = max(start, self.match.start() - _BESIDE), min(end, self.match.end() + _BESIDE)
        around = (self.words[start : self.match.start()], self.words[self.match.end() : end])
        return any(not cue("teller_verb").fullmatch(m[0]) for text in around for m in _PAST.finditer(text))

    @property
    def future(self) -> bool:
        """Whether the clause around speaks of what is to come; the verb nearest to the date decides."""
        start, end = self._clause
        begin, until = self.match.span()
        ahead, behind = (
            self.words[max(start, begin - _BESIDE) : begin],
            self.words[until : min(end, until + _BESIDE)],
        )
        before = max((m.end() for m in _FUTURE.finditer(ahead)), default=-1)
        told = [m for m in _PAST.finditer(ahead) if not cue("teller_verb").fullmatch(m[0])]
        if before < 0 <= max((m.end() for m in told), default=-1):
            return False
        if before >= 0 or _FUTURE.search(behind):
            return True
        return not self.past and bool(_FUTURE.search(self.words[start:end]))


def _meaning(read: _Read) -> tuple[str, bool] | None:
    """The EDTF value and whether it needs no clock; None where the text is no time."""
    if read.get("month"):
        return _calendar(read)
    if any(read.get(f"s{n}") for n in words_of.SEASONS) and not read.get("year"):
        return _season(read), False
    if read.get("year"):
        season = next((f"-{n}" for n in words_of.SEASONS if read.get(f"s{n}")), "")
        return read.get("year") + season + ("~" if read.get("about") else ""), True
    weekday = next((n for n in range(7) if read.get(f"w{n}")), None)
    if weekday is not None and _HABIT.search(read.words[: read.match.start()]):
        return None
    return ("" if read.clock is None else _counted(read, weekday, read.clock)), False


def _counted(read: _Read, weekday: int | None, clock: date) -> str:
    """What counts from the clock: a weekday, yesterday, last week, three days ago."""
    if weekday is not None:
        return _weekday(read, weekday)
    near = next((days for n, days in enumerate(_NEAR_DAYS) if read.get(f"near{n}")), None)
    if near is not None:
        early = (
            near == 0
            and read.hour is not None
            and read.hour < _SMALL_HOURS
            and _MORNING.search(read.match[0])
        )
        return (clock + timedelta(days=near - bool(early))).isoformat()
    span = next((span for span in words_of.SPANS if read.get(f"span_{span}")), "")
    return _last(span, clock) if span else _ago(read)


def _season(read: _Read) -> str:
    """The latest such season that has begun; winter is called by the year of its December."""
    if read.clock is None:
        return ""
    number = next(n for n in words_of.SEASONS if read.get(f"s{n}"))
    begins = {21: 3, 22: 6, 23: 9, 24: 12}[number]
    told_last = bool(re.match(words_of.LAST, read.match[0].strip(), re.IGNORECASE))
    year = read.clock.year - (read.clock.month < begins)
    running = read.clock.month - begins in (0, 1, 2) and year == read.clock.year
    return f"{year - (told_last and running):04}-{number}"


def _calendar(read: _Read) -> tuple[str, bool] | None:
    written = read.get("month")
    month = (
        int(written)
        if written.isdigit()
        else next(n for n, words in _MONTH_OF if words.match(written.rstrip(".")))
    )
    year, day = read.get("year") or (f"20{read.get('yy')}" if read.get("yy") else ""), read.get("day")
    if read.get("year_before"):
        return (f"{read.clock.year - 1:04}-{month:02}" if read.clock else ""), False
    about = "~" if read.get("about") else ""
    try:
        if year and not day:
            return f"{date(int(year), month, 1):%Y-%m}{about}", True
        if not day:
            return _latest_month(month, read), False
        if year:
            edtf, absolute = date(int(year), month, int(day)).isoformat(), True
        else:
            edtf, absolute = _latest(month, int(day), read), False
        if edtf and (first := read.get("first")) and int(first) < int(day):
            return f"{edtf[:-2]}{int(first):02}/{edtf}", absolute
        return edtf + (about if edtf else ""), absolute
    except ValueError:
        return None


def _latest(month: int, day: int, read: _Read) -> str:
    """A day without a year is the latest such day that is not after the clock, or the next if it is to come."""
    clock = read.clock
    date(2024, month, day)  # a leap year has every day that exists
    if clock is None:
        return ""
    future = read.future or (_soon(month, day, clock) and not read.past)
    years = (clock.year, clock.year + 1) if future else (clock.year, clock.year - 1)
    for year in years:
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if (found >= clock) if future else (found <= clock):
            return found.isoformat()
    return ""


def _soon(month: int, day: int, clock: date) -> bool:
    ahead = [
        (date(year, month, day) - clock).days
        for year in (clock.year, clock.year + 1)
        if (month, day) != (2, 29)
    ]
    return any(0 < days <= _SOON for days in ahead)


def _latest_month(month: int, read: _Read) -> str:
    if read.clock is None:
        return ""
    year = read.clock.year
    if read.future:
        return f"{year + (month < read.clock.month):04}-{month:02}"
    return f"{year - (month > read.clock.month):04}-{month:02}"


def _weekday(read: _Read, wanted: int) -> str:
    clock = read.clock or date.min
    before = (clock.weekday() - wanted) % 7
    if read.get("next"):
        return (clock + timedelta(days=(wanted - clock.weekday() - 1) % 7 + 1)).isoformat()
    if read.get("last") or read.get("last2"):
        return (clock - timedelta(days=before or 7)).isoformat()
    if read.future or _FOR_DAY.search(read.words[: read.match.start()]):
        return (clock + timedelta(days=(wanted - clock.weekday()) % 7)).isoformat()
    return (clock - timedelta(days=before)).isoformat()


def _last(span: str, clock: date) -> str:
    if span == "week":
        monday = clock - timedelta(days=clock.weekday() + 7)
        return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
    if span == "month":
        return f"{clock.replace(day=1) - timedelta(days=1):%Y-%m}"
    return f"{clock.year - 1:04}"


def _ago(read: _Read) -> str:
    clock = read.clock or date.min
    written = read.get("n")
    number = (
        int(written) if written.isdigit() else next((n for n, words in _NUMBER_OF if words.match(written)), 1)
    )
    unit = next(unit for unit in words_of.UNITS if read.get(f"u_{unit}"))
    if unit in ("minute", "hour"):
        # The clock is a day, not an hour: some hours ago is most likely the same day.
        hours = 0 if unit == "minute" else number
        return (clock - timedelta(days=0 if hours <= _NIGHTS else (hours + 12) // 24)).isoformat()
    if unit in ("day", "week"):
        return (clock - timedelta(days=number * (7 if unit == "week" else 1))).isoformat()
    months = clock.year * 12 + clock.month - 1 - number * (12 if unit == "year" else 1)
    return f"{months // 12:04}" if unit == "year" else f"{months // 12:04}-{months % 12 + 1:02}"


def _in_quotes(found: list[Dated], words: str) -> Iterator[Dated]:
    """Inside a quotation whose day is told, “on Monday” counts from that day, and to come."""
    quotes = [(quote.start(), quote.end()) for quote in re.finditer(r"[«“„\"][^«“„»”\"]{3,}[»”\"]", words)]
    for dated in found:
        quote = next((q for q in quotes if q[0] < dated.start and dated.end <= q[1]), None)
        said = [
            d for d in found if quote and d.edtf and not quote[0] < d.start < quote[1] and len(d.edtf) == 10
        ]
        near = [d for d in said if quote and min(abs(d.end - quote[0]), abs(d.start - quote[1])) < 120]
        if dated.anchor == "absolute" or not near:
            yield dated
            continue
        clock = date.fromisoformat(near[0].edtf)
        again = [
            m for _, _, m in _matches(words, "story") if (m.start(), m.end()) == (dated.start, dated.end)
        ]
        meant = _meaning(_Read(again[0], words, clock, None)) if again else None
        yield Dated(dated.start, dated.end, dated.as_written, meant[0] if meant else dated.edtf, "quote")
