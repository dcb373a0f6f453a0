"""Dates that are not pretended to be exact: an interval holds every day that an imprecise date may mean."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from regreso.facts.errors import FactError

EARLIEST_YEAR = 1500  # a historical card index may hold people of any century with registers
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")
_DAY_FIRST = re.compile(r"(?:(?:(\d{1,2})[./ -])?(\d{1,2})[./ -])?(\d{4})\Z")
_YEAR_FIRST = re.compile(r"(\d{4})(?:[./ -](\d{1,2})(?:[./ -](\d{1,2}))?)?\Z")


@dataclass(frozen=True, slots=True)
class DateInterval:
    """Every day from `first` to `last`, both included.

    >>> DateInterval.parse("1999-04").last.isoformat()
    '1999-04-30'
    >>> DateInterval.parse("1999").days
    365
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise FactError(f"An interval cannot end ({self.last}) before it begins ({self.first}).")

    @classmethod
    def parse(cls, text: str) -> DateInterval:
        """Read `1999-04-21`, `1999-04` or `1999`; `00` stands for a month or day that is not known.

        Args:
            text: an ISO date that may stop after the year or the month.

        Returns:
            The interval of all days that the text may mean.

        Raises:
            FactError: the text is no such date, or the day does not exist.

        >>> DateInterval.parse("1999-02-31")
        Traceback (most recent call last):
        regreso.facts.errors.FactError: “1999-02-31” is not a day that exists.
        """
        found = _ISO.match(text.strip())
        if not found:
            raise FactError(f"“{text}” is not a date: expected 1999-04-21, 1999-04 or 1999.")
        year, month, day = (int(x) if x else 0 for x in found.groups())
        if year < EARLIEST_YEAR:
            raise FactError(f"“{text}” lies before {EARLIEST_YEAR}.")
        try:
            first = date(year, month if day else month or 1, day or 1)
        except ValueError as error:
            raise FactError(f"“{text}” is not a day that exists.") from error
        if day:
            return cls(first, first)
        last_month = month or 12
        return cls(first, date(year, last_month, calendar.monthrange(year, last_month)[1]))

    @classmethod
    def of_age(cls, years: int, *, on: date) -> DateInterval:
        """The days of birth of one who is `years` old (whole years) on the day `on`.

        Raises:
            FactError: the age is under 0 or over 120.

        >>> DateInterval.of_age(20, on=date(2022, 7, 1)).first.isoformat()
        '2001-07-02'
        """
        if not 0 <= years <= 120:  # noqa: PLR2004 - nobody is older
            raise FactError(f"An age of {years} was given: expected 0 to 120 whole years.")
        return cls(_years_before(on, years + 1) + timedelta(days=1), _years_before(on, years))

    @property
    def days(self) -> int:
        """How many days it may be."""
        return (self.last - self.first).days + 1

    @property
    def exact(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last

    def __str__(self) -> str:
        """The shortest ISO text that reads back to the same interval, else `first/last`.

        >>> str(DateInterval.parse("1999-04"))
        '1999-04'
        """
        if self.exact:
            return self.first.isoformat()
        for text in (f"{self.first:%Y-%m}", f"{self.first:%Y}"):
            if DateInterval.parse(text) == self:
                return text
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


def _years_before(day: date, years: int) -> date:
    """The same day `years` earlier; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def year_of(text: str) -> DateInterval | None:
    """The year of a date that is no day: whoever slipped in month or day mostly wrote the year as it was.

    Args:
        text: what `DateInterval.parse` refused.

    Returns:
        The year, or None where the text is not made as `1999-04-21` is, or its year is too early.

    >>> str(year_of("1860-83-27")), str(year_of("1999-02-31")), year_of("in spring")
    ('1860', '1999', None)
    """
    found = _ISO.match(text.strip())
    return DateInterval.parse(found[1]) if found and int(found[1]) >= EARLIEST_YEAR else None


def iso_of(text: str) -> str:
    """A date as people write it, day first or year first, as ISO text; anything else as it came.

    Args:
        text: `21.4.1999`, `04/1999`, `1999`, `1999-04-21` …

    Returns:
        `1999-04-21`, `1999-04` or `1999`. Whether such a day exists is not asked: see `DateInterval.parse`.

    >>> iso_of("21.4.1999"), iso_of("04/1999"), iso_of("in spring")
    ('1999-04-21', '1999-04', 'in spring')
    """
    if found := _DAY_FIRST.match(text):
        day, month, year = found.groups()
    elif found := _YEAR_FIRST.match(text):
        year, month, day = found.groups()
    else:
        return text
    return "-".join(part.zfill(2) for part in (year, month, day) if part)
