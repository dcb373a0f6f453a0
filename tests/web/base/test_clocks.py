"""Clocks never promise a day too many."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import override

from regreso.web.base.clocks import clock

NOW = datetime(2022, 3, 3, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("left", "words", "overdue"),
    [
        (timedelta(days=7), "7 days left", False),
        (timedelta(days=1, hours=23), "1 day left", False),
        (timedelta(hours=23, minutes=59), "23 hours left", False),
        (timedelta(seconds=1), "0 hours left", False),
        (timedelta(hours=-1), "overdue", True),
        (timedelta(days=-3), "overdue for 3 days", True),
    ],
)
def test_a_clock_says_how_long_is_left(left: timedelta, words: str, overdue: bool) -> None:  # noqa: FBT001 - a table of cases
    with override("en"):
        shown = clock(NOW + left, now=NOW)
    assert shown is not None
    assert (shown.words, shown.overdue) == (words, overdue)


def test_no_clock_runs_where_nothing_is_due() -> None:
    assert clock(None, now=NOW) is None
