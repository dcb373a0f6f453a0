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

Anchor = Literal["published", "retrieved", "message", "item", "absolute", "quote"]

_SMALL = "|".join(words_of.SMALL.values())
_NUMBER = rf"(?P<n>\d{{1,3}}|{_SMALL})"
_MONTH = "(?P<month>" + "|".join("|".join(words) for words in words_of.MONTHS.values()) + r")(?!\w)"
_UNIT = "(?:" + "|".join(rf"(?P<u_{unit}>{words})" for unit, words in words_of.UNITS.items()) + r")(?!\w)\.?"
_WEEKDAY = "(?:" + "|".join(f"(?P<w{n}>{words})" for n, words in enumerate(words_of.WEEKDAYS)) + r")(?!\w)"
_NEAR = (
    "(?:" + "|".join(f"(?P<near{n}>{words})" for n, words in enumerate(words_of.NEAR.values())) + r")(?!\w)"
)
_SPAN = "(?:" + "|".join(f"(?P<span_{name}>{words})" for name, words in words_of.SPANS.items()) + r")(?!\w)"
_SEASON = "(?:" + "|".join(f"(?P<s{n}>{words})" for n, words in words_of.SEASONS.items()) + r")(?!\w)"
_YEAR = r"(?P<year>(?:19|20)\d{2})(?!\d)(?:\s?(?:года|году|год|року|році|рік|г\.|р\.(?!\s?н)))?"
_ORDINAL = r"(?:\s?[º°]|-?(?:го|е|ое|ого|те|ше)|st|nd|rd|th)?"
_OF = r"(?:\s+de|\s+of)?\s+"
_ABOUT = rf"(?:(?P<about>{words_of.ABOUT})\s+)?"
_RANGE = (
    rf"(?<![\w.:])(?:(?:с|з|del?|from)\s+)?(?P<first>\d{{1,2}}){_ORDINAL}\s*(?:[–—-]|по|до|al?|to)\s*(?P<day>\d{{1,2}}){_ORDINAL}{_OF}"
    rf"{_MONTH}(?:,?\s*(?:del?\s+)?{_YEAR})?"
)
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        _RANGE,
        rf"(?<![\w.:]){_ABOUT}(?P<day>\d{{1,2}}){_ORDINAL}{_OF}{_MONTH}(?:,?\s*(?:del?\s+)?{_YEAR})?",
        rf"(?<!\w){_MONTH}\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.]\d|\d)(?:,?\s+{_YEAR})?",
        rf"(?<!\w){_ABOUT}{_MONTH}\s*,?\s*(?:del?\s+)?{_YEAR}",
        rf"(?<!\w)(?:{words_of.PART})[\s-]+{_MONTH}(?!\s*,?\s*(?:del?\s+)?(?:19|20)\d\d)",
        rf"(?<!\w){_ABOUT}{_SEASON}\s*,?\s*(?:del?\s+|of\s+)?{_YEAR}",
        r"(?<![\w./])(?P<day>\d{1,2})(?P<sep>[/.])(?P<month>\d{1,2})(?P=sep)(?P<year>\d{4})(?![\d])",
        r"(?<![\w-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d-])",
        rf"(?<!\w)hace\s+(?:unos\s+|unas\s+)?{_NUMBER}\s*{_UNIT}",
        rf"(?<![\w.,]){_NUMBER}\s*{_UNIT}\s+(?:{words_of.AGO})(?!\w)",
        rf"(?<!\w){_UNIT}\s+(?:тому|назад)(?!\w)",
        rf"(?<!\w){_SPAN}",
        rf"(?<!\w)(?:(?P<next>{words_of.NEXT})\s+|(?P<last>{words_of.LAST})\s+|(?P<this>este|esta|этот|этом|эту|цього|цю|цей|this|on)\s+|el\s+)?{_WEEKDAY}(?P<last2>\s+pasad[oa])?",
        rf"(?<!\w){_NEAR}",
        rf"(?<!\w)(?:in|since|en|desde|в|у|во|с|з|from|з|by|к|до)\s+{_MONTH}(?!\s+\d)",
        rf"(?<!\w)(?:in|since|en|desde|в|у|во|с|з|від|from)\s+{_YEAR}",
    )
)
_PATTERNS_ALONE = re.compile(rf"\W*{_NUMBER}\s*{_UNIT}\W*", re.IGNORECASE)
_FUTURE = re.compile(words_of.FUTURE, re.IGNORECASE)
_MONTH_OF = tuple(
    (n, re.compile(f"(?:{'|'.join(words)})\\Z", re.IGNORECASE)) for n, words in words_of.MONTHS.items()
)
_NUMBER_OF = tuple((n, re.compile(f"(?:{words})\\Z", re.IGNORECASE)) for n, words in words_of.SMALL.items())
_NEAR_DAYS = tuple(words_of.NEAR)
_BORN_BEHIND = re.compile(r"\s*(?:г\.?\s?р\b|р\.?\s?н\b|года рожд|року нар|г\. рожд)", re.IGNORECASE)
_BORN_BEFORE = re.compile(
    r"(?:род\.|родился|родилась|родившийся|нар\.|народи\w+|д\.\s?р\.|рожд\w*|нарождення|народження|nacid[oa]|nació|born|b\.)[\s:]*(?:en|el|in|on|в|у)?\s*\Z",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?<!\w)(?:с|з|від|от|del?|desde el|from|between|між|между)\s+\Z", re.IGNORECASE)
_TO = re.compile(r"\s+(?:по|до|al|hasta el|to|and|until|і|и)\s+", re.IGNORECASE)
_HABIT = re.compile(r"(?:los|cada|every|каждый|каждую|кожного|кожен|по)\s+\Z", re.IGNORECASE)
_MORNING = re.compile(r"mañana|morning|утр|ранк|вранці", re.IGNORECASE)
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
        meant = _meaning(_Read(match, words, clocks.of(label), clocks.hour))
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
    for pattern in _PATTERNS:
        for match in pattern.finditer(words):
            yield match.start(), match.end(), match
    if label == "feed" and (alone := _PATTERNS_ALONE.fullmatch(words)):
        yield alone.start("n"), len(words.rstrip()), alone


def _of_birth(words: str, start: int, end: int) -> bool:
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
    def future(self) -> bool:
        """Whether the clause around speaks of what is to come."""
        start = max((self.words.rfind(sign, 0, self.match.start()) for sign in ".!?;"), default=-1) + 1
        ends = [at for sign in ".!?;" if (at := self.words.find(sign, self.match.end())) >= 0]
        return bool(_FUTURE.search(self.words[start : min(ends, default=len(self.words))]))


def _meaning(read: _Read) -> tuple[str, bool] | None:
    """The EDTF value and whether it needs no clock; None where the text is no time."""
    if read.get("month"):
        return _calendar(read)
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


def _calendar(read: _Read) -> tuple[str, bool] | None:
    written = read.get("month")
    month = int(written) if written.isdigit() else next(n for n, words in _MONTH_OF if words.match(written))
    year, day = read.get("year"), read.get("day")
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
    years = (clock.year, clock.year + 1) if read.future else (clock.year, clock.year - 1)
    for year in years:
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if (found >= clock) if read.future else (found <= clock):
            return found.isoformat()
    return ""


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
    if read.future:
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
