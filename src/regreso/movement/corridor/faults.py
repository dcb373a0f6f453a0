"""What can be wrong with a scenario, an event or a plan: each fault has a code, a row and a field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong.

    Attributes:
        code: a key of `CODES` or `PLAN_CODES`.
        row: where it stands, as a JSON pointer (/corridors/0/windows/1).
        field: the name of the field within that row, or "".
        message: what was given, what was expected and what to do.
        id: the id of the row, where it has one.
        left_out: whether planning goes on without that row.
    """

    code: str
    row: str
    field: str
    message: str
    id: str = ""
    left_out: bool = True

    def as_row(self) -> dict[str, Any]:
        """The fault as the report writes it.

        >>> Fault("no-route", "/corridors/0", "via", "…", id="c1").as_row()["code"]
        'no-route'
        """
        row: dict[str, Any] = {"code": self.code, "row": self.row, "field": self.field}
        return (
            row | ({"id": self.id} if self.id else {}) | {"message": self.message, "left_out": self.left_out}
        )


# So many faults of one kind are told one by one; 600,000 households with one wrong field made a report of 300 MB.
MOST_TOLD = 100


def told(faults: Iterable[Fault]) -> list[dict[str, Any]]:
    """Faults as a report writes them: after the first hundred of a kind, one that lists the rows of all the others.

    A kind is a code, the list in which the row stands, and the field. No row is lost: those of the hundred and
    first fault on stand in its `rows`.

    >>> many = [Fault("schema", f"/legs/{number}", "km", "…") for number in range(103)]
    >>> len(told(many)), told(many)[-1]["rows"]
    (101, ['/legs/100', '/legs/101', '/legs/102'])
    """
    rows: list[dict[str, Any]] = []
    seen: Counter[tuple[str, str, str, bool]] = Counter()
    last: dict[tuple[str, str, str, bool], dict[str, Any]] = {}
    for fault in faults:
        kind = (fault.code, fault.row.rpartition("/")[0], fault.field, fault.left_out)
        seen[kind] += 1
        if seen[kind] <= MOST_TOLD:
            rows.append(fault.as_row())
        elif kind in last:
            last[kind]["rows"].append(fault.row)
        else:
            last[kind] = fault.as_row() | {"rows": [fault.row]}
            rows.append(last[kind])
    return rows


# code: (what is wrong, what planning does)
CODES: dict[str, tuple[str, str]] = {
    "schema": ("the row does not fit the JSON Schema in any other way", "leaves the row out"),
    "not-a-scenario": ("the file is no scenario: a part that everything rests on is missing or of another kind", "stops"),
    "field-twice": ("a field stands twice in one row", "leaves the row out"),
    "number-not-finite": ("NaN or Infinity stands where a number should", "leaves the row out"),
    "id-twice": ("two rows of a list have one id", "leaves the second out"),
    "unknown-reference": ("the row names a place, corridor, leg or household that is not there (or was left out)", "leaves the row out"),
    "window-without-zone": ("a window says no zone", "leaves the window out"),
    "window-zone-unknown": ("the zone is neither a tz name nor an offset", "leaves the window out"),
    "window-time-skipped": ("a time that never was: the clocks were put forward over it", "leaves the window out"),
    "window-time-twice": ("a time that was twice: the clocks were put back", "leaves the window out"),
    "window-end-before-start": ("a window ends before, or when, it begins", "leaves the window out"),
    "window-zones-disagree": ("the same window in another party's zone is another time in UTC", "leaves the window out"),
    "window-too-long": ("a window lasts more than 14 days, or begins more than 31 days after the first one", "leaves the window out"),
    "window-no-time-left": ("nothing is left of the window once its margin is taken off", "leaves the window out"),
    "via-unlocated": ("a via-point has no position, or one known to no better than 50 km", "leaves the corridor out"),
    "via-detour": ("the way through the via-points is more than 2.5 times the straight line", "leaves the corridor out"),
    "no-route": ("no legs join a start, the via-points in their order and an end", "leaves the corridor out"),
    "one-party-agreement": ("a party of the corridor has not acknowledged it", "leaves the corridor out: it is proposed, not open"),
    "agreement-incomplete": ("one of the five agreed fields is missing: times, places, routes, who, aid", "leaves the corridor out: it is proposed, not open"),
    "corridor-not-open": ("the status is proposed, announced, suspended, violated or closed", "leaves the corridor out"),
    "corridor-without-window": ("a corridor has no window that can be used", "leaves the corridor out"),
    "link-unmet": ("a corridor is tied to another that is not open", "leaves the corridor out"),
    "capacity-missing": ("a leg, or a checkpoint's lanes, say no capacity", "leaves the row out"),
    "capacity-zero": ("a capacity is 0 or less, or less than one vehicle a step", "leaves the row out"),
    "leg-time": ("a leg takes no time, a negative time or more than 48 hours", "leaves the leg out"),
    "range-order": ("low, likely and high are not in this order", "leaves the row out"),
    "reception-short": ("the receptions have fewer places than there are people", "goes on: not everybody can leave"),
    "token-twice": ("two households have one boarding token", "leaves both out"),
    "consent-missing": ("a household's consent is not recorded", "leaves the household out"),
    "household-too-large": ("a household fits into no vehicle of any fleet: seats, wheelchair or stretcher places", "leaves the household out"),
    "household-needs": ("more wheelchairs and stretchers than people in a household", "leaves the household out"),
    "child-alone": ("a household has no adult and names no companion", "leaves the household out"),
    "household-no-way": ("no corridor leads from where the household is to where it wishes to go, even if all were open", "leaves the household out"),
    "fleet-home": ("a fleet stands neither at a start nor at an end of a corridor", "leaves the fleet out"),
    "plates-too-many": ("a fleet has more plates than vehicles", "goes on: those beyond the count belong to no vehicle"),
    "rule-stale": ("a rule was last checked more than 30 days before the window", "leaves the rule and the corridors through its place out"),
    "arrival-before-boarding": ("the manifest has an arrival before the boarding", "leaves the event out"),
    "arrived-twice": ("the manifest has two arrivals of one person", "leaves the second out"),
    "event-time": ("a time of the manifest or of an event cannot be read", "leaves the event out"),
}  # fmt: skip
