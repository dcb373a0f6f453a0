"""A scenario as the planner sees it: whole minutes, one case of the uncertain numbers, routes worked out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil, floor

from regreso.movement.corridor.clocks import minute
from regreso.movement.corridor.routes import Hop, from_each, through
from regreso.movement.corridor.sheet import Row
from regreso.movement.errors import MovementError

CASES = ("low", "likely", "high")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Window:
    """When people may be on the road: from `start` until `clear_by`, `margin` before its end (UTC)."""

    start: int
    clear_by: int
    margin: int = 0


@dataclass(frozen=True, slots=True)
class Corridor:
    """An open corridor: its windows, via-points, whether buses need an escort, and the zone as written."""

    id: str
    windows: tuple[Window, ...]
    via: tuple[str, ...]
    escorted: bool
    tz: str


@dataclass(frozen=True, slots=True)
class Route:
    """One way of a corridor for one mode.

    Attributes:
        number: its place in `Problem.routes`.
        corridor, mode, start, end: ids and “bus” or “car”.
        hops: its legs in order.
        minutes, empty: the whole way with people, and without.
        km: its length.
    """

    number: int
    corridor: str
    mode: str
    start: str
    end: str
    hops: tuple[Hop, ...]
    minutes: int
    empty: int
    km: float

    def stops(self, *, empty: bool = False) -> list[tuple[str, int]]:
        """Each place and the minutes from the start; the way back for an empty vehicle.

        >>> hop = Hop("1", "a", "b", 30, 20, 15)
        >>> Route(0, "c", "bus", "a", "b", (hop,), 30, 20, 15).stops(empty=True)
        [('b', 0), ('a', 20)]
        """
        hops = self.hops[::-1] if empty else self.hops
        found, spent = [(self.end if empty else self.start, 0)], 0
        for hop in hops:
            spent += hop.empty if empty else hop.minutes
            found.append((hop.start if empty else hop.end, spent))
        return found

    def entries(self, *, empty: bool = False) -> list[tuple[str, str, int]]:
        """Each leg with the place at which it is entered and the minutes from the start.

        >>> Route(0, "c", "bus", "a", "b", (Hop("1", "a", "b", 30, 20, 15),), 30, 20, 15).entries()
        [('1', 'a', 0)]
        """
        hops = self.hops[::-1] if empty else self.hops
        at = self.stops(empty=empty)
        return [(hop.leg, place, spent) for hop, (place, spent) in zip(hops, at[:-1], strict=True)]


@dataclass(frozen=True, slots=True)
class Fleet:
    """Vehicles of one kind at one place; `crew` are the minutes between which they may be driven."""

    id: str
    count: int
    seats: int
    wheelchair: int
    stretcher: int
    home: str
    range_km: float
    crew: Span

    @property
    def people(self) -> int:
        """How many people one vehicle holds.

        >>> Fleet("f", 1, 40, 2, 1, "a", 0.0, (0, 0)).people
        43
        """
        return self.seats + self.wheelchair + self.stretcher


@dataclass(frozen=True, slots=True)
class Household:
    """`count` households alike, none of them ever split; without `destinations` they would go anywhere.

    `release` is the first step at which they can leave: later for those who were turned back.
    """

    id: str
    at: str
    size: int
    count: int
    wheelchair: int
    stretcher: int
    priority: bool
    destinations: frozenset[str]
    own_car: bool
    release: int = 0

    @property
    def sitting(self) -> int:
        """How many of one household need a seat.

        >>> Household("h", "a", 4, 1, 1, 0, False, frozenset(), False).sitting
        3
        """
        return self.size - self.wheelchair - self.stretcher


@dataclass(frozen=True, slots=True)
class Escorts:
    """How many teams there are, and how many vehicles one may lead."""

    teams: int
    vehicles_per_team: int


@dataclass(frozen=True, slots=True)
class Problem:
    """All that a plan is made from, in one case of the uncertain numbers.

    Attributes:
        start: the first minute of the first window; every step is counted from it.
        step: minutes a step.
        steps: how many steps the windows last.
        boarding, unloading: minutes before leaving and after arriving.
        lanes: (checkpoint, mode) → vehicles that pass in a step, both ways together.
        capacity: leg → vehicles that enter it in a step, each way.
        valid: leg → spans in which it may be used; a leg that is not there may always be used.
        receptions: place → people.
        tied: pairs of corridors; the first moves only if the second does.
        lane_of: as `lanes`, for one lane.
    """

    name: str
    start: int
    step: int
    steps: int
    boarding: int
    unloading: int
    lanes: Mapping[tuple[str, str], int]
    capacity: Mapping[str, int]
    valid: Mapping[str, tuple[Span, ...]]
    corridors: Mapping[str, Corridor]
    routes: tuple[Route, ...]
    fleets: tuple[Fleet, ...]
    escorts: Escorts
    receptions: Mapping[str, int]
    households: tuple[Household, ...]
    tied: tuple[tuple[str, str], ...] = ()
    lane_of: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def departures(self, route: Route, *, empty: bool = False) -> list[int]:
        """The steps at which a vehicle may leave: boarding and way lie in one window and in its legs' times.

        No doctest: it needs a whole problem; tests/movement/corridor/test_plan.py shows it.
        """
        if empty and not all(hop.both_ways for hop in route.hops):
            return []
        before = self.boarding if route.mode == "bus" and not empty else 0
        minutes = route.empty if empty else route.minutes
        found: set[int] = set()
        for window in self.corridors[route.corridor].windows:
            first = self.steps_up(window.start + before - self.start)
            found.update(range(first, (window.clear_by - minutes - self.start) // self.step + 1))
        return [step for step in sorted(found) if self._legs_valid(route, step, empty=empty)]

    def _legs_valid(self, route: Route, step: int, *, empty: bool) -> bool:
        hops = route.hops[::-1] if empty else route.hops
        at = self.start + step * self.step
        for (leg, _, offset), hop in zip(route.entries(empty=empty), hops, strict=True):
            on, off = at + offset, at + offset + (hop.empty if empty else hop.minutes)
            spans = self.valid.get(leg, ((on, off),))
            if not any(first <= on and off <= last for first, last in spans):
                return False
        return True

    def steps_up(self, minutes: int) -> int:
        """Minutes as whole steps, rounded up.

        No doctest: it needs a whole problem; tests/movement/corridor/test_plan.py shows it.
        """
        return -(-minutes // self.step)


def read(raw: Row, *, case: str = "low") -> Problem:
    """The problem that a checked scenario states.

    Args:
        raw: `check.Report.usable`.
        case: low (least capacity, longest times), likely or high.

    Raises:
        MovementError: no such case, or no corridor is open.

    No doctest: it needs a whole scenario; tests/movement/corridor/test_plan.py shows it.
    """
    if case not in CASES:
        raise MovementError(f"“{case}” is no case; expected {', '.join(CASES)}")
    if not raw["corridors"]:
        raise MovementError("no corridor is open: nothing can be planned; see the faults that were found")
    corridors = {row["id"]: _corridor(row) for row in raw["corridors"]}
    windows = [window for corridor in corridors.values() for window in corridor.windows]
    start, step = min(window.start for window in windows), int(raw["step_minutes"])
    receptions = {row["place"]: int(row["places"]) for row in raw["receptions"]}
    escorts = raw.get("escorts") or {"teams": 0, "vehicles_per_team": 1}
    tied = [(row["a"], row["b"]) for row in raw["links"]]
    tied += [(row["b"], row["a"]) for row in raw["links"] if row["rule"] == "together"]
    last = max(window.clear_by for window in windows)
    return Problem(
        name=raw["id"], start=start, step=step, steps=max(1, (last - start) // step),
        boarding=int(raw.get("boarding_minutes", 30)), unloading=int(raw.get("unloading_minutes", 0)),
        lanes=_lanes(raw, case, all_lanes=True), lane_of=_lanes(raw, case, all_lanes=False),
        capacity={row["id"]: floor(_of(row["capacity"], case)) for row in raw["legs"]},
        valid={row["id"]: tuple(map(_span, row["valid"])) for row in raw["legs"] if row.get("valid")},
        corridors=corridors, routes=tuple(_routes(raw, case, receptions)),
        fleets=tuple(_fleet(row) for row in raw["fleets"]),
        escorts=Escorts(escorts["teams"], escorts["vehicles_per_team"]), receptions=receptions,
        households=tuple(_household(row) for row in raw["households"] if row["consent"] == "given"),
        tied=tuple(tied),
    )  # fmt: skip


def _of(value: float | Mapping[str, float], case: str) -> float:
    return float(value[case]) if isinstance(value, Mapping) else float(value)


def _minutes(row: Row, name: str, case: str) -> int:
    """Times are long where capacities are low: the low case is the cautious one."""
    slow = {"low": "high", "likely": "likely", "high": "low"}[case]
    return ceil(_of(row[name] if name in row else row["minutes"], slow))


def _span(row: Row) -> Span:
    return minute(row["start"], row["tz"]), minute(row["end"], row["tz"])


def _corridor(row: Row) -> Corridor:
    windows = []
    for one in row["windows"]:
        start, end = _span(one)
        margin = int(one.get("margin_minutes", 0))
        windows.append(Window(start, end - margin, margin))
    return Corridor(
        row["id"],
        tuple(windows),
        tuple(row.get("via", ())),
        bool(row.get("escorted")),
        row["windows"][0]["tz"],
    )


def _lanes(raw: Row, case: str, *, all_lanes: bool) -> dict[tuple[str, str], int]:
    return {
        (row["id"], mode): floor((row["lanes"] if all_lanes else 1) * _of(value, case))
        for row in raw["places"]
        if "lanes" in row
        for mode, value in row["per_lane"].items()
    }


def hops(raw: Row, *, mode: str, case: str) -> list[Hop]:
    """The legs of a mode in the directions in which they may be used.

    >>> leg = {"id": "1", "a": "x", "b": "y", "mode": "bus", "minutes": 30, "km": 20, "one_way": True}
    >>> hops({"legs": [leg]}, mode="bus", case="low")[0].minutes
    30
    """
    found = []
    for row in raw["legs"]:
        if row["mode"] == mode:
            full, empty = _minutes(row, "minutes", case), _minutes(row, "empty_minutes", case)
            both = not row.get("one_way")
            found.append(Hop(row["id"], row["a"], row["b"], full, empty, row["km"], both))
            if both:
                found.append(Hop(row["id"], row["b"], row["a"], full, empty, row["km"]))
    return found


def _routes(raw: Row, case: str, receptions: Mapping[str, int]) -> Iterator[Route]:
    number = 0
    modes = dict.fromkeys(mode for row in raw["corridors"] for mode in row["modes"])
    by_mode = {mode: from_each(hops(raw, mode=mode, case=case)) for mode in modes}
    for row in raw["corridors"]:
        for mode in row["modes"]:
            known = by_mode[mode]
            for start in row["from"]:
                for end in row["to"]:
                    way = through(known, [start, *row.get("via", ()), end]) if end in receptions else None
                    if way:
                        minutes, empty = sum(hop.minutes for hop in way), sum(hop.empty for hop in way)
                        km = sum(hop.km for hop in way)
                        yield Route(number, row["id"], mode, start, end, tuple(way), minutes, empty, km)
                        number += 1


def _fleet(row: Row) -> Fleet:
    crew = _span(row["crew"]) if "crew" in row else (-(10**9), 10**9)
    return Fleet(
        row["id"], row["count"], row["seats"], row.get("wheelchair", 0), row.get("stretcher", 0), row["home"],
        float(row.get("range_km", 1e9)), crew,
    )  # fmt: skip


def _household(row: Row) -> Household:
    return Household(
        row["id"], row["at"], row["size"], row.get("count", 1), row.get("wheelchair", 0),
        row.get("stretcher", 0), bool(row.get("priority")),
        frozenset(row.get("destinations", ())), bool(row.get("own_car")),
    )  # fmt: skip
