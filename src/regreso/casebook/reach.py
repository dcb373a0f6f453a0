"""When and how a family may be reached by a machine: only by a plan that they made themselves, never else.

A plan is `{"way", "from", "until", "zone"}`: which way, and between which hours of which clock. What they
wrote in words ("not when my husband is at home") is for people; without a plan nothing is sent by itself.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regreso.casebook.models import Enquirer

WAYS = ("sms", "email", "telegram", "push")


def plan_of(enquirer: Enquirer) -> dict[str, str]:
    """The plan, {} when there is none."""
    plan = enquirer.safe_contact.get("plan")
    return dict(plan) if isinstance(plan, dict) and plan.get("way") in WAYS else {}


def place_of(enquirer: Enquirer) -> str:
    """Where the plan leads: a number, an address or a chat, "" when there is none."""
    way = plan_of(enquirer).get("way")
    places = {
        "sms": enquirer.phone, "email": enquirer.email, "telegram": enquirer.safe_contact.get("chat"),
        "push": browser_of(enquirer).get("endpoint"),
    }  # fmt: skip
    return str(places.get(way or "", "") or "")


def browser_of(enquirer: Enquirer) -> dict[str, str]:
    """The browser that shows them notes: {"endpoint", "p256dh", "auth"}; {} when there is none."""
    told = enquirer.safe_contact.get("push")
    return dict(told) if isinstance(told, dict) else {}


def closes_after(plan: Mapping[str, Any], at: datetime) -> int:
    """How many seconds are left of the hours that hold `at`; 0 where the plan has no hours.

    Whoever carries a notice may keep it for a telephone that is off: not beyond this.

    >>> plan = {"from": "20:00", "until": "21:30", "zone": "Europe/Kyiv"}
    >>> closes_after(plan, datetime(2022, 3, 3, 19, 29, tzinfo=UTC)), closes_after({}, datetime.now(UTC))
    (60, 0)
    """
    if not (plan.get("from") and plan.get("until")):
        return 0
    zone, last = ZoneInfo(str(plan["zone"])), time.fromisoformat(str(plan["until"]))
    today = at.astimezone(zone).date()
    ends = (datetime.combine(today + timedelta(days=n), last, zone).astimezone(UTC) for n in range(2))
    return next(int((end - at).total_seconds()) for end in ends if end > at)


def opens_at(plan: Mapping[str, Any], at: datetime) -> datetime:
    """`at` where the plan allows it then, else the next moment at which it does, to the minute.

    Hours may lead over midnight. When clocks change they are read as that day's clock shows them.

    >>> plan = {"from": "20:00", "until": "21:30", "zone": "Europe/Kyiv"}
    >>> opens_at(plan, datetime(2022, 3, 3, 9, tzinfo=UTC)).isoformat()
    '2022-03-03T18:00:00+00:00'
    >>> opens_at(plan, datetime(2022, 3, 3, 19, 29, tzinfo=UTC)).isoformat()
    '2022-03-03T19:29:00+00:00'
    >>> opens_at(plan, datetime(2022, 3, 3, 19, 30, tzinfo=UTC)).isoformat()
    '2022-03-04T18:00:00+00:00'
    """
    if not (plan.get("from") and plan.get("until")):
        return at
    zone = ZoneInfo(str(plan["zone"]))
    first, last = time.fromisoformat(str(plan["from"])), time.fromisoformat(str(plan["until"]))
    today = at.astimezone(zone).date()
    for day in (today + timedelta(days=n) for n in range(-1, 3)):
        opens = datetime.combine(day, first, zone).astimezone(UTC)
        ends_on = day if last > first else day + timedelta(days=1)
        closes = datetime.combine(ends_on, last, zone).astimezone(UTC)
        if at < closes and opens < closes:
            return max(at, opens)
    return at + timedelta(days=1)  # unreachable: three days hold two openings
