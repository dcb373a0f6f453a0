"""Departures and moves as the plan writes them: ids, times in UTC, stops, people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from regreso.movement.corridor.cars import Drive
from regreso.movement.corridor.clocks import from_utc, utc
from regreso.movement.corridor.model import Household, Problem
from regreso.movement.corridor.ride import Ride
from regreso.movement.corridor.sheet import Row


def clock(problem: Problem) -> Row:
    """The steps of a plan: every one is counted from the first minute of the first window.

    No doctest: it needs a whole problem; tests/movement/corridor/test_plan.py shows it.
    """
    return {"start": utc(problem.start), "step_minutes": problem.step, "steps": problem.steps}


@dataclass(slots=True)
class Book:
    """The rows of a plan, as they are written one after the other.

    Attributes:
        departures: with people, by the time of leaving.
        moves: of empty vehicles.
        seated: household id → how many of these households leave.

    No doctest: it needs a whole problem; tests/movement/corridor/test_plan.py shows it.
    """

    problem: Problem
    departures: list[dict[str, Any]] = field(default_factory=list)
    moves: list[dict[str, Any]] = field(default_factory=list)
    seated: Counter[str] = field(default_factory=Counter)
    prefix: str = ""

    def ride(self, rides: Iterable[Ride], households: Sequence[Household]) -> None:
        """Write down the buses."""
        convoys: dict[tuple[int, int], str] = {}
        for one in rides:
            if one.aboard:
                row = self._bus(one, households)
                if self.problem.corridors[one.route.corridor].escorted:
                    row["convoy"] = convoys.setdefault(
                        (one.route.number, one.step), f"{self.prefix}C{len(convoys) + 1:03}"
                    )
                self.departures.append(row)
            else:
                self.moves.append(self._move(one))

    def drive(self, drives: Iterable[Drive], households: Sequence[Household]) -> None:
        """Write down the cars."""
        for one in drives:
            stops = [{"place": place, "at": self._at(step)} for place, step in one.stops]
            row = {
                "id": "", "mode": "car", "corridor": one.corridor, "from": one.stops[0][0],
                "to": one.stops[-1][0], "cars": one.cars, "board": stops[0]["at"], "depart": stops[0]["at"],
                "arrive": stops[-1]["at"], "stops": stops, "legs": list(one.legs),
            }  # fmt: skip
            self.departures.append(row | self._aboard(one.aboard, households))

    def left(self) -> list[Row]:
        """Who stays, and why."""
        starts = {(route.start, route.mode) for route in self.problem.routes}
        rows = []
        for home in self.problem.households:
            if count := home.count - self.seated[home.id]:
                reached = (home.at, "car" if home.own_car else "bus") in starts
                why = "no place in this plan" if reached else "no corridor leads from there in this plan"
                rows.append({"id": home.id, "count": count, "why": why})
        return rows

    def number(self) -> None:
        """Give departures and moves their ids, in the order of leaving."""
        for letter, rows in (("D", self.departures), ("M", self.moves)):
            rows.sort(
                key=lambda row: (
                    row["depart"],
                    row["corridor"],
                    row["from"],
                    row.get("vehicle", ""),
                    row["to"],
                )
            )
            for number, row in enumerate(rows, 1):
                row["id"] = row["id"] or f"{self.prefix}{letter}{number:04}"

    def _bus(self, one: Ride, households: Sequence[Household]) -> dict[str, Any]:
        row = self._way(one)
        depart = self.problem.start + one.step * self.problem.step
        row |= {"mode": "bus", "board": utc(depart - self.problem.boarding)}
        return row | self._aboard(one.aboard, households)

    def _move(self, one: Ride) -> dict[str, Any]:
        return self._way(one)

    def _way(self, one: Ride) -> dict[str, Any]:
        depart = self.problem.start + one.step * self.problem.step
        stops = [
            {"place": place, "at": utc(depart + after)} for place, after in one.route.stops(empty=one.back)
        ]
        legs = [hop.leg for hop in one.route.hops]
        return {
            "id": "", "vehicle": one.vehicle, "corridor": one.route.corridor, "from": stops[0]["place"],
            "to": stops[-1]["place"], "depart": stops[0]["at"], "arrive": stops[-1]["at"], "stops": stops,
            "legs": legs[::-1] if one.back else legs,
        }  # fmt: skip

    def _aboard(self, aboard: Counter[int], households: Sequence[Household]) -> Row:
        for index, count in aboard.items():
            self.seated[households[index].id] += count
        named = sorted((households[index].id, count) for index, count in aboard.items())
        people = sum(households[index].size * count for index, count in aboard.items())
        return {"people": people, "households": [{"id": name, "count": count} for name, count in named]}

    def _at(self, step: int) -> str:
        return utc(self.problem.start + step * self.problem.step)


def figures(book: Book) -> Row:
    """The figures of a plan: people, departures, exposure and arrival.

    No doctest: it needs a whole problem; tests/movement/corridor/test_plan.py shows it.
    """
    book.number()
    problem = book.problem
    homes = {home.id: home for home in problem.households}
    out = sum(homes[name].size * count for name, count in book.seated.items() if name in homes)
    first = [home for home in problem.households if home.priority]
    exposure = late = 0
    for row in book.departures:
        minutes = from_utc(row["arrive"]) - from_utc(row["depart"])
        exposure += minutes * row["people"]
        late += (from_utc(row["arrive"]) - problem.start) * row["people"]
    return {
        "asking": sum(home.size * home.count for home in problem.households),
        "out": out,
        "priority_asking": sum(home.size * home.count for home in first),
        "priority_out": sum(home.size * book.seated[home.id] for home in first),
        "departures": sum(row.get("cars", 1) for row in book.departures),
        "exposure_person_minutes": exposure,
        "mean_arrival_minutes": round(late / out, 2) if out else 0.0,
    }
