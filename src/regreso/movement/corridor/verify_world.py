"""The world as the verifier sees it: the scenario at a given minute, after the events before it.

Nothing here is shared with the planner: one mistake must not hide another. Only Python's own library is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from regreso.movement.corridor.verify_shapes import fits

Row = Mapping[str, Any]
AGREED = ("times", "places", "routes", "who", "aid")


@lru_cache(maxsize=10_000)
def instant(written: str, tz: str) -> datetime:
    """A local time and its zone as a moment.

    >>> instant("2022-03-05T09:00", "+02:00").isoformat()
    '2022-03-05T07:00:00+00:00'
    """
    offset = re.fullmatch(r"(?:UTC)?([+-])(\d\d):(\d\d)", tz)
    if offset:
        span = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        place: ZoneInfo | timezone = timezone(-span if offset[1] == "-" else span)
    else:
        place = ZoneInfo(tz)
    return datetime.fromisoformat(written).replace(tzinfo=place).astimezone(UTC)


@lru_cache(maxsize=10_000)
def moment(written: str) -> datetime:
    """A time of the plan.

    >>> moment("2022-03-05T07:00Z").hour
    7
    """
    at = datetime.fromisoformat(written)
    if at.tzinfo is None:
        raise ValueError(f"“{written}” says no zone; expected a time as 2022-03-05T07:00Z")
    return at.astimezone(UTC)


def minutes(count: float) -> timedelta:
    """So many minutes.

    >>> minutes(90) > minutes(89)
    True
    """
    return timedelta(minutes=count)


@dataclass(frozen=True, slots=True)
class World:
    """The scenario and what has happened since.

    Attributes:
        raw: the scenario.
        events: in the order of their time.
        case: low, likely or high.
        start: the moment from which steps are counted.
        known_rows: rows by list and key, as they were asked for.
    """

    raw: Row
    events: tuple[Row, ...]
    case: str
    start: datetime
    known_rows: dict[str, dict[str, Row]] = field(default_factory=dict)

    def find(self, name: str, key: object, *, by: str = "id") -> Row | None:
        """The first row of a list with a key.

        >>> rows = {"receptions": [{"place": "city", "places": 9}]}
        >>> World(rows, (), "low", moment("2022-03-05T07:00Z")).find("receptions", "city", by="place")
        {'place': 'city', 'places': 9}
        """
        if name not in self.known_rows:
            rows = self.rows(name)
            # Backwards, so that of two rows with one key the first is found.
            self.known_rows[name] = {str(row.get(by)): row for row in reversed(rows)}
        return self.known_rows[name].get(str(key))

    def rows(self, name: str) -> list[Row]:
        """The rows of a list that can be counted on."""
        return [row for row in self.raw.get(name) or () if fits(name, row)]

    @staticmethod
    def readable(window: Row) -> bool:
        """Whether both ends of a window can be read."""
        try:
            minutes(window.get("margin_minutes", 0))
            return instant(window["start"], window["tz"]) < instant(window["end"], window["tz"])
        except (KeyError, TypeError, ValueError, OSError, OverflowError):
            return False

    def number(self, value: Any, *, slow: bool = False) -> float:  # noqa: ANN401 - a number or three
        """A number in this case; where it is a time the low case takes the high one."""
        if not isinstance(value, Mapping):
            return float(value)
        return float(value[{"low": "high", "high": "low"}.get(self.case, self.case) if slow else self.case])

    def step_of(self, at: datetime) -> int:
        """The number of the step in which a moment lies."""
        return int((at - self.start) // minutes(self.raw["step_minutes"]))

    def moment_of(self, event: Row) -> datetime:
        """When an event happened."""
        return instant(event["at"], event["tz"])

    def known(self, at: datetime, kind: str) -> Iterator[Row]:
        """The events of a kind that were known at a moment."""
        return (event for event in self.events if event["kind"] == kind and self.moment_of(event) <= at)

    def windows(self, corridor: Row, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """From when until when people may be on the road, as known at a moment."""
        for window in corridor["windows"]:
            if not isinstance(window, dict) or not self.readable(window):
                continue
            begin, end = instant(window["start"], window["tz"]), instant(window["end"], window["tz"])
            for event in self.known(at, "window-cut"):
                if event["corridor"] == corridor["id"]:
                    end = min(end, instant(event["end"], event["tz"]))
            for event in self.known(at, "corridor-halted"):
                if event["corridor"] == corridor["id"]:
                    end = min(end, self.moment_of(event))
            yield begin, end - minutes(window.get("margin_minutes", 0))

    def leg_cut(self, leg: str, at: datetime) -> bool:
        """Whether a leg was known to be cut at a moment."""
        return any(event["leg"] == leg for event in self.known(at, "leg-cut"))

    def lanes(self, place: str, mode: str, at: datetime) -> float | None:
        """How many vehicles a checkpoint passes in a step; None where it limits nobody."""
        row = self.find("places", place) or {}
        if "lanes" not in row or mode not in row.get("per_lane", {}):
            return None
        lanes = row["lanes"]
        for event in self.known(at, "lanes-changed"):
            if event["place"] == place:
                lanes = event["lanes"]
        return float(int(lanes * self.number(row["per_lane"][mode]) + 1e-9))

    def places(self, reception: str) -> int:
        """How many people a reception takes, after all that happened."""
        row = self.find("receptions", reception, by="place")
        most = int(row["places"]) if row else 0
        for event in self.events:
            if event["kind"] == "places-changed" and event["place"] == reception:
                most = int(event["places"])
        return most

    def is_open(self, corridor: Row) -> bool:
        """Whether all five fields are agreed, every party has said so, and the status allows it."""
        said = {word.get("party") for word in corridor.get("acknowledgements", ())}
        agreed = corridor.get("agreed", {})
        return (
            all(str(agreed.get(name, "")).strip() for name in AGREED)
            and set(corridor.get("parties", ())) <= said
            and bool(corridor.get("parties"))
            and corridor.get("status") in ("agreed", "open")
        )
