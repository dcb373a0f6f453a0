"""What the benchmarks of movement share: invented instances, watches, and how a line of results is written."""

from __future__ import annotations

import json
import os
import platform
import random
import sys
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from corridors import OPEN
from regreso.movement.corridor.flow import Arcs, arcs

RESULTS = Path(__file__).parent / "results"
LINES = RESULTS / "movement.jsonl"
ASKED = ("ortools", "highspy", "numpy", "typst")
Row = dict[str, Any]


def clock(minutes: int) -> str:
    return f"2022-03-{5 + minutes // 1440:02}T{minutes // 60 % 24:02}:{minutes % 60:02}"


def day(*size: int, seed: int = 1) -> Row:
    """A day of buses: each town has its two nearest receptions, a checkpoint and a window of its own."""
    towns, ends, buses, steps, minutes, teams = (*size, 0)[:6]
    dice = random.Random(seed)
    gates = max(2, towns // 2)
    asking = [dice.randrange(800, 6000) for _ in range(towns)]
    raw: Row = {
        "schema": "regreso-corridor-scenario/1", "id": "bench", "step_minutes": minutes, "boarding_minutes": 30,
        "places": [{"id": f"t{n}", "kind": "town", "lat": 47.0, "lon": 36.0} for n in range(towns)],
        "legs": [], "corridors": [], "households": [],
        "receptions": [{"place": f"r{n}", "places": int(1.3 * sum(asking) / ends)} for n in range(ends)],
    }  # fmt: skip
    raw["places"] += [{"id": f"r{n}", "kind": "reception", "lat": 48.0, "lon": 35.0} for n in range(ends)]
    lanes = {"lanes": 1, "per_lane": {"bus": max(1, 8 * minutes // 15)}}
    raw["places"] += [
        {"id": f"k{n}", "kind": "checkpoint", "lat": 47.5, "lon": 35.5} | lanes for n in range(gates)
    ]
    onward: set[tuple[int, int]] = set()
    for town in range(towns):
        gate = dice.randrange(gates)
        near = sorted((dice.randrange(40, 240), end) for end in range(ends))[:2]
        raw["legs"].append(leg(f"t{town}", f"k{gate}", near[0][0] / 2))
        for km, end in near:
            if (gate, end) not in onward:
                onward.add((gate, end))
                raw["legs"].append(leg(f"k{gate}", f"r{end}", km / 2))
        begin = 0 if town == 0 else dice.randrange(steps // 4)
        until = steps if town < 2 else begin + int(steps * dice.uniform(0.5, 0.75))
        window = {"start": clock(begin * minutes), "end": clock(until * minutes), "tz": "Europe/Kyiv"}
        raw["corridors"].append(
            OPEN
            | {
                "id": f"c{town}",
                "from": [f"t{town}"],
                "via": [f"k{gate}"],
                "to": [f"r{end}" for _, end in near],
            }
            | {"modes": ["bus"], "escorted": teams > 0, "windows": [window]}
        )
        for people, share in ((1, 0.22), (2, 0.26), (3, 0.22), (4, 0.17), (5, 0.13)):
            count = max(1, int(asking[town] * share / people))
            home = {
                "id": f"h{town}-{people}",
                "at": f"t{town}",
                "size": people,
                "count": count,
                "consent": "given",
            }
            raw["households"].append(home)
    homes = [dice.randrange(ends) for _ in range(buses)]
    used = {f"r{end}" for _, end in onward}
    homes = [end if f"r{end}" in used else int(min(used)[1:]) for end in homes]
    raw["fleets"] = [
        {"id": f"f{end}", "count": homes.count(end), "seats": 50, "home": f"r{end}"}
        for end in sorted(set(homes))
    ]
    if teams:
        raw["escorts"] = {"teams": teams, "vehicles_per_team": 30}
    return raw


def drivers(towns: int, ends: int, steps: int, minutes: int) -> Row:
    """The same day for people with cars of their own: no bus, and sixty cars a lane in a quarter of an hour."""
    raw = day(towns, ends, 0, steps, minutes)
    for row in raw["places"]:
        if "per_lane" in row:
            row["per_lane"] = {"car": 60 * minutes // 15}
    raw["legs"] = [row | {"mode": "car", "capacity": 100 * minutes // 15} for row in raw["legs"]]
    raw["corridors"] = [row | {"modes": ["car"]} for row in raw["corridors"]]
    raw["households"] = [row | {"own_car": True} for row in raw["households"]]
    return raw


def leg(one: str, other: str, km: float) -> Row:
    return {
        "id": f"{one}-{other}", "a": one, "b": other, "mode": "bus", "km": km, "capacity": 10_000,
        "minutes": int(km / 35 * 60) + 1, "empty_minutes": int(km / 55 * 60) + 1,
    }  # fmt: skip


class Timed:
    """Seconds of the wall and of the processor."""

    def __enter__(self) -> Self:
        self.wall, self.cpu = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.wall = round(time.perf_counter() - self.wall, 2)
        self.cpu = round(time.process_time() - self.cpu, 2)

    @property
    def told(self) -> Row:
        return {"wall_s": self.wall, "cpu_s": self.cpu}


def grid(n: int, steps: int, seed: int) -> Arcs:
    """A time-expanded grid: sources at the left, receptions at the right, a third of the roads with a window."""
    dice = random.Random(seed)
    rows: list[tuple[int, int, int, int]] = []
    roads = [(a, a + 1) for a in range(n * n) if (a + 1) % n] + [(a, a + n) for a in range(n * n - n)]
    node = lambda place, step: 2 + step * n * n + place  # noqa: E731 - one line, used below only
    for road in roads:
        long, most = dice.randint(1, 4), dice.randint(5, 30)
        begin = 0 if dice.random() < 0.7 else dice.randrange(steps // 2)
        until = steps if begin == 0 else begin + steps // 2
        for tail, head in (road, road[::-1]):
            rows += [(node(tail, t), node(head, t + long), most, 0) for t in range(begin, until - long + 1)]
    rows += [(node(a, t), node(a, t + 1), 10**6, 0) for t in range(steps) for a in range(n * n)]
    rows += [(0, node(a * n, 0), 40 * steps, 0) for a in range(0, n, max(1, n // 5))]
    rows += [
        (node(a * n + n - 1, t), 1, 10**6, t) for t in range(steps + 1) for a in range(0, n, max(1, n // 4))
    ]
    return arcs(rows)


def stamp(*, seed: int | str) -> Row:
    """When, where, with what: what a figure is worth nothing without."""
    return {
        "day": datetime.now(UTC).date().isoformat(), "seed": seed,
        "load": round(os.getloadavg()[0], 1), "cores": os.cpu_count(),
        "machine": f"{os.cpu_count()} x {platform.machine()}, Python {platform.python_version()}",
        "versions": {name: version(name) for name in ASKED},
    }  # fmt: skip


def write(row: Row, *, to: Path = LINES) -> None:
    """A line of the results: the newest one of its target and instance stands, older ones go."""
    key = (row["target"], row["instance"])
    kept = []
    if to.exists():
        rows = [json.loads(line) for line in to.read_text("utf8").splitlines() if line]
        kept = [one for one in rows if (one["target"], one["instance"]) != key]
    kept = sorted([*kept, row], key=lambda one: (one["target"], one["instance"]))
    to.parent.mkdir(exist_ok=True)
    to.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in kept), "utf8")
