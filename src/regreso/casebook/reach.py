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

_LOOKS = 3 * 24 * 60  # minutes
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
    return int((_when(plan, at, inside=False) - at).total_seconds())


def opens_at(plan: Mapping[str, Any], at: datetime) -> datetime:
    """`at` where the plan allows it then, else the next moment at which it does, to the minute.

    Hours may lead over midnight. When clocks change they are as the clock on the wall shows them.

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
    return _when(plan, at, inside=True)


def _when(plan: Mapping[str, Any], at: datetime, *, inside: bool) -> datetime:
    """`at`, or the next whole minute at which their clock stands inside the hours, or outside of them.

    The clock on their wall is read minute by minute, for it jumps over some hours and shows others twice: an
    hour that it skips opens nothing, and a minute that comes again is held against the hours again.
    """
    zone = ZoneInfo(str(plan["zone"]))
    first, last = time.fromisoformat(str(plan["from"])), time.fromisoformat(str(plan["until"]))
    moment, minute = at.astimezone(UTC), timedelta(minutes=1)
    for _ in range(_LOOKS):
        shown = moment.astimezone(zone).time()
        if (first <= shown < last if first < last else shown >= first or shown < last) is inside:
            return moment
        moment = moment.replace(second=0, microsecond=0) + minute
    return moment  # hours that open every day lie at most two days ahead
