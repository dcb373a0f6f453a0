"""To the minute of her clock: over midnight, and on the two nights on which clocks jump."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from regreso.casebook.reach import closes_after, opens_at

KYIV = ZoneInfo("Europe/Kyiv")
SPRING, AUTUMN = datetime(2026, 3, 28, 20, tzinfo=UTC), datetime(2026, 10, 24, 20, tzinfo=UTC)


def plan(first: str, last: str, zone: str = "Europe/Kyiv") -> dict[str, str]:
    return {"from": first, "until": last, "zone": zone}


def shown(at: datetime, zone: str = "Europe/Kyiv") -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%d %H:%M %Z}"


def inside(first: str, last: str, at: datetime) -> bool:
    clock = at.astimezone(KYIV).time()
    begins, ends = time.fromisoformat(first), time.fromisoformat(last)
    return begins <= clock < ends if begins < ends else clock >= begins or clock < ends


@pytest.mark.parametrize("night", [SPRING, AUTUMN])
@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("02:00", "03:30"), ("03:30", "05:00"), ("03:00", "04:00"), ("03:10", "03:40"), ("03:15", "04:30"),
        ("23:30", "03:20"), ("20:00", "21:30"), ("00:00", "23:59"), ("04:00", "03:00"),
    ],
)  # fmt: skip
def test_on_no_minute_of_the_night_on_which_clocks_jump_is_she_told_outside_her_hours(
    night: datetime, first: str, last: str
) -> None:
    around_it = range(4 * 60, 7 * 60 + 30, 6)  # minutes since the evening before
    for minute in (*range(0, 24 * 60, 71), *around_it):
        at = night + timedelta(minutes=minute, seconds=31)
        opens = opens_at(plan(first, last), at)
        assert opens >= at
        assert inside(first, last, opens), (shown(at), shown(opens))
        assert (opens == at) == inside(first, last, at)
        if opens == at:
            left = closes_after(plan(first, last), at)
            assert not inside(first, last, at + timedelta(seconds=left))
            assert inside(first, last, at + timedelta(seconds=left - 1))


def test_hours_that_the_clock_skips_open_on_the_next_day() -> None:
    """On 29 March at three it is four at once: nobody's clock shows half past three."""
    assert shown(opens_at(plan("03:00", "04:00"), SPRING)) == "30 03:00 EEST"
    assert shown(opens_at(plan("03:30", "05:00"), SPRING)) == "29 04:00 EEST"


def test_an_hour_that_comes_twice_opens_twice() -> None:
    """On 25 October the hour from three to four comes again."""
    first = opens_at(plan("03:10", "03:40"), AUTUMN)
    again = opens_at(plan("03:10", "03:40"), first + timedelta(minutes=30))
    assert (shown(first), shown(again)) == ("25 03:10 EEST", "25 03:10 EET")


def test_the_same_evening_hour_is_another_moment_after_the_change() -> None:
    before = opens_at(plan("20:00", "21:00"), datetime(2026, 3, 28, 12, tzinfo=UTC))
    after = opens_at(plan("20:00", "21:00"), datetime(2026, 3, 29, 12, tzinfo=UTC))
    assert after - before == timedelta(hours=23)
