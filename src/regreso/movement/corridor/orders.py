"""Orders for those on the road when a way is cut: on, back, or to the nearest safe place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from regreso.movement.corridor.clocks import from_utc, minute, span, utc
from regreso.movement.corridor.events import check_event
from regreso.movement.corridor.model import CASES, hops
from regreso.movement.corridor.routes import Hop, Reach, reach
from regreso.movement.corridor.rules_people import event_minute
from regreso.movement.corridor.sheet import Row, objects
from regreso.movement.errors import MovementError

LONGEST_LEG = 48 * 60
SAFE = ("town", "collection", "reception")


def orders(plan: Row, event: Row) -> list[Row]:
    """An order for each vehicle that is on a way which no longer holds.

    Args:
        plan: as read from JSON.
        event: as read from JSON.

    Returns:
        Rows as in the plan, version 1 (docs/reference/corridor.md).

    Raises:
        MovementError: the event does not fit its schema or the scenario.

    No doctest: it needs a whole plan; tests/movement/corridor/test_replan.py shows it.
    """
    if plan.get("schema") != "regreso-corridor-plan/1":
        raise MovementError(
            "plan: this is no plan of version 1; expected the file that “regreso corridor plan” wrote"
        )
    at = check_event(event, plan["scenario"])
    ordered = {one["departure"] for one in plan.get("orders", ())}
    desk = _Desk.of(plan, event, at)
    return [desk.order(row) for row in (*plan["departures"], *plan["moves"])
            if row["id"] not in ordered and (from_utc(row["depart"]) < at < from_utc(row["arrive"]))
            and not still_holds(row, plan, event, at=at)]  # fmt: skip


def still_holds(row: Row, plan: Row, event: Row, *, at: int) -> bool:
    """Whether a way that has begun, or begins soon, may still be gone to its end after an event.

    No doctest: it needs a whole plan; tests/movement/corridor/test_replan.py shows it.
    """
    kind = event["kind"]
    if kind == "leg-cut":
        reached = [from_utc(stop["at"]) for stop in row["stops"][1:]]
        return not any(
            leg == event["leg"] and end > at for leg, end in zip(row["legs"], reached, strict=False)
        )
    if kind in ("window-cut", "corridor-halted") and row["corridor"] == event["corridor"]:
        end = at if kind == "corridor-halted" else minute(event["end"], event["tz"])
        corridor = next(
            one for one in objects(plan["scenario"], "corridors") if one.get("id") == row["corridor"]
        )
        begin = from_utc(row["board"] if "board" in row else row["depart"])
        arrive = from_utc(row["arrive"])
        return any(_within(window, begin, arrive, end) for window in corridor["windows"] if span(window))
    return True


def _within(window: Row, begin: int, arrive: int, end: int) -> bool:
    start, last = minute(window["start"], window["tz"]), min(end, minute(window["end"], window["tz"]))
    return start <= begin and arrive <= last - int(window.get("margin_minutes", 0))


@dataclass(slots=True)
class _Desk:
    """What is needed to order somebody on the road: the legs that are left, safe places, free beds."""

    event: Row
    at: int
    ways: dict[str, list[Hop]]
    safe: set[str]
    free: Counter[str]
    reached: dict[tuple[str, str], Reach] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Row, event: Row, at: int) -> _Desk:
        scenario = plan["scenario"]
        cut = {one["leg"] for one in (*plan.get("events", ()), event) if one["kind"] == "leg-cut"}
        sound = {"legs": [row for row in objects(scenario, "legs") if _sound(row) and row["id"] not in cut]}
        ways = {mode: hops(sound, mode=mode, case=plan["case"]) for mode in ("bus", "car")}
        safe = {
            row.get("id", "")
            for row in objects(scenario, "places")
            if row.get("safe") or row.get("kind") in SAFE
        }
        free = Counter(_beds(objects(scenario, "receptions")))
        for one in plan.get("events", ()):
            if one["kind"] == "places-changed":
                free[one["place"]] = one["places"]
        until = at + int(scenario.get("freeze_minutes", 30))
        ended = {one["departure"]: one["to"] for one in plan.get("orders", ())}
        for row in plan["departures"]:
            gone = row["id"] in ended or from_utc(row["arrive"]) <= at
            if from_utc(row["board"]) < until and (gone or still_holds(row, plan, event, at=at)):
                free[ended.get(row["id"], row["to"])] -= row["people"]
        return cls(event, at, ways, safe, free)

    def order(self, row: Row) -> Row:
        """The quickest way to a safe place, ahead or back, for one vehicle."""
        people = row.get("people", 0)
        best = min(self._choices(row, people), key=lambda one: (one[0], one[1] != row["to"]), default=None)
        last = [stop for stop in row["stops"] if from_utc(stop["at"]) <= self.at][-1]
        minutes, end, way, turned = best or (0, last["place"], [], False)
        if end in self.free:
            self.free[end] -= people
        told = "turn back" if turned else "go on" if end == row["to"] else "go to the nearest safe place"
        return {
            "departure": row["id"], "vehicle": row.get("vehicle", ""), "at": utc(self.at),
            "order": told if best else "stay where you are", "to": end, "arrive": utc(self.at + minutes),
            "stops": list(_stops(self.at + minutes, way)), "legs": [hop.leg for hop in way], "people": people,
            "households": row.get("households", []), "why": f"{self.event['kind']} ({self.event['id']})",
            "event": self.event["id"],
        }  # fmt: skip

    def _from(self, mode: str, place: str) -> Reach:
        if (mode, place) not in self.reached:
            self.reached[mode, place] = reach(self.ways[mode], place)
        return self.reached[mode, place]

    def _choices(self, row: Row, people: int) -> Iterator[tuple[int, str, list[Hop], bool]]:
        number = max(n for n, stop in enumerate(row["stops"]) if from_utc(stop["at"]) <= self.at)
        here, ahead = row["stops"][number], row["stops"][number + 1]
        spent, left = self.at - from_utc(here["at"]), from_utc(ahead["at"]) - self.at
        on_cut_leg = self.event["kind"] == "leg-cut" and row["legs"][number] == self.event["leg"]
        sides = [(here["place"], spent, True)] + [(ahead["place"], left, False)] * (not on_cut_leg)
        for place, first, turned in sides:
            mode = row.get("mode", "bus")
            found = self._from(mode, place)
            ends = [end for end in found.by if end in self.safe and self.free.get(end, people) >= people]
            if ends:
                end = min(ends, key=lambda one: (found.minutes[one], one))
                yield first + found.minutes[end], end, found.way(end), turned and spent > 0


def _stops(arrive: int, way: list[Hop]) -> Iterator[Row]:
    """The places of a way and when they are passed, counted back from the arrival."""
    left = sum(hop.minutes for hop in way)
    for hop in way:
        yield {"place": hop.start, "at": utc(arrive - left)}
        left -= hop.minutes
    if way:
        yield {"place": way[-1].end, "at": utc(arrive)}


def _sound(row: Row) -> bool:
    """Whether a leg can be driven: what the check has struck out is not trusted here either."""
    times = [row.get(name) for name in ("minutes", "empty_minutes") if name in row]
    known = all(isinstance(row.get(name), str) for name in ("id", "a", "b", "mode"))
    return known and len(times) > 0 and "km" in row and all(_drivable(value) for value in times)


def _drivable(value: object) -> bool:
    numbers = [value.get(case) for case in CASES] if isinstance(value, dict) else [value]
    return all(isinstance(one, int | float) and 0 < one <= LONGEST_LEG for one in numbers)


def _beds(rows: list[Row]) -> dict[str, int]:
    """Of two rows for one place the first counts, as in the check."""
    return {
        row["place"]: row["places"]
        for row in reversed(rows)
        if isinstance(row.get("place"), str) and isinstance(row.get("places"), int) and row["places"] >= 0
    }


def happened(plan: Row) -> list[Row]:
    """The events of a plan in the order of their time.

    >>> happened({})
    []
    """
    return sorted(plan.get("events", ()), key=event_minute)
