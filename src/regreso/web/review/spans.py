"""Days of both sides as bars on a line: an imprecise day is as wide as all the days that it may mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regreso.casebook.models import Match
from regreso.facts.dates import DateInterval, iso_of
from regreso.facts.errors import FactError
from regreso.web.base.people import FIELDS, LAST_CONTACT
from regreso.web.base.words import Word

WIDTH, ROW = 640, 34
_LEFT, _RIGHT, _TOP = 12, 12, 8
_THIN = 5  # a single day can still be seen
_TICKS = 5  # at most so many years are written under a line
_DAYS_A_YEAR = 365.25
FAMILY, REGISTER = "family", "register"
SIDES: dict[str, Word] = {FAMILY: _("Family"), REGISTER: _("In the register")}
Told = Mapping[str, tuple[str, str]]  # by field, what each side says


@dataclass(frozen=True, slots=True)
class Bar:
    """What one side says of one day, where it is drawn, and in words how wide it is."""

    side: str
    words: str
    said: str
    x: int
    width: int
    y: int


@dataclass(frozen=True, slots=True)
class Tick:
    """The beginning of a year, or of a quarter where all lies within one."""

    x: int
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """Bars under one another on one scale."""

    key: str
    title: Word
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    height: int
    width: int = WIDTH


def lines(match: Match, told: Told) -> list[Line]:
    """The line of births and the line of what happened, where there is anything to draw."""
    drawn = (
        _line("births", FIELDS["birth"], list(_births(match, told))),
        _line("events", _("When each was last heard of"), list(_events(match))),
    )
    return [line for line in drawn if line]


def _births(match: Match, told: Told) -> Iterator[tuple[str, Word, DateInterval]]:
    asked, found = told.get("birth", ("", ""))
    for side, text in ((FAMILY, asked), (REGISTER, found)):
        if read := interval(text):
            yield side, FIELDS["birth"], read
    age, opened = match.enquiry.sought.age, match.enquiry.opened_at
    if age.isdecimal() and opened and int(age):
        try:
            yield FAMILY, FIELDS["age"], DateInterval.of_age(int(age), on=opened.date())
        except FactError:
            return


def _events(match: Match) -> Iterator[tuple[str, Word, DateInterval]]:
    if last := interval(str(match.enquiry.last_contact.get("date", ""))):
        yield FAMILY, LAST_CONTACT["date"], last
    if taken := interval(str(match.custody.capture.get("date", ""))):
        yield REGISTER, _("Taken prisoner"), taken
    if arrived := match.custody.arrived_at:
        yield REGISTER, _("Arrived at the site"), DateInterval(arrived.date(), arrived.date())


def interval(text: str) -> DateInterval | None:
    """All days that a text may mean; None where it tells no day."""
    try:
        return DateInterval.parse(iso_of(text.strip()))
    except FactError:
        return None


def _line(key: str, title: Word, told: list[tuple[str, Word, DateInterval]]) -> Line | None:
    if not told:
        return None
    first = min(one.first for _, _, one in told)
    last = max(one.last for _, _, one in told)
    scale = _Scale(date(first.year, 1, 1), date(last.year, 12, 31))
    bars = tuple(_bar(scale, at, *one) for at, one in enumerate(told))
    return Line(key, title, bars, scale.ticks(), _TOP + ROW * len(bars) + 18)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Whole years, from the first of January to the last of December."""

    first: date
    last: date

    def x(self, day: date) -> int:
        whole = max((self.last - self.first).days, 1)
        return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * (day - self.first).days / whole)

    def ticks(self) -> tuple[Tick, ...]:
        years = range(self.first.year, self.last.year + 1)
        if len(years) == 1:
            quarters = (date(self.first.year, month, 1) for month in (1, 4, 7, 10))
            return tuple(Tick(self.x(day), f"{day:%Y-%m}") for day in quarters)
        step = -(-len(years) // _TICKS)
        return tuple(Tick(self.x(date(year, 1, 1)), str(year)) for year in years[::step])


def _bar(scale: _Scale, at: int, side: str, label: Word, told: DateInterval) -> Bar:
    x, end = scale.x(told.first), scale.x(told.last)
    width = max(end - x, _THIN)
    return Bar(
        side, f"{SIDES[side]}: {label}", _said(told), min(x, WIDTH - _RIGHT - width), width, _TOP + ROW * at
    )


def _said(told: DateInterval) -> str:
    if told.exact:
        return told.first.isoformat()
    return gettext("%(first)s to %(last)s: any of %(days)s days") % {
        "first": told.first.isoformat(), "last": told.last.isoformat(), "days": told.days,
    }  # fmt: skip
