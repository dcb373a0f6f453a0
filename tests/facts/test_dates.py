"""An imprecise date means every day it may mean: no more, no less."""

from __future__ import annotations

import contextlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regreso.facts.dates import EARLIEST_YEAR, DateInterval
from regreso.facts.errors import FactError

DAYS = st.dates(date(EARLIEST_YEAR, 1, 1), date(2100, 12, 31))
AGES = st.integers(0, 120)


@given(DAYS)
def test_a_day_reads_back_as_itself(day: date) -> None:
    one = DateInterval.parse(day.isoformat())
    assert (one.first, one.last, one.days, one.exact) == (day, day, 1, True)
    assert str(one) == day.isoformat()


@given(DAYS)
def test_a_month_and_a_year_hold_each_of_their_days(day: date) -> None:
    for text in (f"{day:%Y-%m}", f"{day:%Y}"):
        whole = DateInterval.parse(text)
        assert whole.first <= day <= whole.last
        assert str(whole) == text


@given(DAYS)
def test_the_months_of_a_year_make_the_year(day: date) -> None:
    months = [DateInterval.parse(f"{day.year}-{month:02}") for month in range(1, 13)]
    year = DateInterval.parse(f"{day.year}")
    assert sum(month.days for month in months) == year.days
    assert (months[0].first, months[-1].last) == (year.first, year.last)


def whole_years(born: date, on: date) -> int:
    """The age on a day, counted by hand: one more on each birthday; 29 February's is on 1 March."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@given(AGES, st.dates(date(2000, 1, 1), date(2050, 12, 31)))
def test_an_age_means_the_days_that_give_it_and_no_others(age: int, on: date) -> None:
    born = DateInterval.of_age(age, on=on)
    assert whole_years(born.first, on) == whole_years(born.last, on) == age
    assert whole_years(born.first - timedelta(days=1), on) == age + 1
    assert born.last == on or whole_years(born.last + timedelta(days=1), on) == age - 1


@given(DAYS, st.integers(2, 40_000))
def test_any_other_interval_is_written_with_both_ends(first: date, days: int) -> None:
    one = DateInterval(first, first + timedelta(days=days - 1))
    assert one.days == days
    written = str(one)
    assert written in {f"{one.first}/{one.last}", f"{first:%Y-%m}", f"{first:%Y}"}
    if "/" not in written:
        assert DateInterval.parse(written) == one


@pytest.mark.parametrize(
    "text",
    [
        "",
        "21.04.1999",
        "1999-4",
        "1999-13",
        "1999-02-31",
        "1999-04-21x",
        "1499",
        "99",
        "1999-04-21T00:00",
        "1999-00-15",
    ],
)
def test_what_is_no_date_is_refused_and_quoted(text: str) -> None:
    with pytest.raises(FactError, match=f"“{text}”"):
        DateInterval.parse(text)


@given(st.text(max_size=12))
def test_no_text_at_all_breaks_the_reader(text: str) -> None:
    with contextlib.suppress(FactError):
        read = DateInterval.parse(text)
        assert DateInterval.parse(str(read)) == read


@pytest.mark.parametrize("text", ["1999-00-00", "1999-00", "1999", " 1999 ", "١٩٩٩"])
def test_a_year_is_read_however_it_is_written(text: str) -> None:
    assert str(DateInterval.parse(text)) == "1999"


@pytest.mark.parametrize("age", [-1, 121, 300])
def test_an_age_nobody_has_is_refused(age: int) -> None:
    with pytest.raises(FactError, match=f"{age} was given: expected 0 to 120"):
        DateInterval.of_age(age, on=date(2022, 7, 1))


def test_one_born_on_29_february_has_an_age_in_every_year() -> None:
    assert DateInterval.of_age(18, on=date(2022, 2, 28)).last == date(2004, 2, 28)
    assert DateInterval.of_age(18, on=date(2024, 2, 29)).last == date(2006, 2, 28)


@given(DAYS, st.integers(1, 1000))
def test_time_does_not_run_backwards(day: date, days: int) -> None:
    with pytest.raises(FactError, match="cannot end"):
        DateInterval(day, day - timedelta(days=days))
