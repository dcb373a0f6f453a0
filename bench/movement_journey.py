"""Journeys over random networks with borders: python bench/movement_journey.py [OUT].

As many rides as ten times the places, to one of the nearest of twelve; five countries; two in three borders
are named as a crossing. Times are of one whole answer (every tier that is needed, Pareto in four criteria),
200 a size, by the clock and of the processor alone: the machine may be shared. The naive peer searches by
arrival alone, without borders: what the rules and the other criteria cost.
"""

from __future__ import annotations

import heapq
import json
import os
import random
import statistics
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

from movement_made import stamp

from regreso.movement.journeys.hurdles import RuleBook
from regreso.movement.journeys.network import Network, Ride, Stop, departure_after, from_local
from regreso.movement.journeys.plan import Atlas, plan_journey
from regreso.movement.journeys.rules import Span, Status, Traveller, VisaRun

ON = date(2022, 4, 10)
ZONES = {"POL": "Europe/Warsaw", "UKR": "Europe/Kyiv", "BLR": "Europe/Minsk", "RUS": "Europe/Moscow",
         "LTU": "Europe/Vilnius"}  # fmt: skip
ASKED = 200
TARGET_MS = 50.0


def world(places: int, rng: random.Random) -> Atlas:
    at = [(rng.random(), rng.random()) for _ in range(places)]
    stops = [Stop(f"s{n}", country, ZONES[country]) for n, (x, _) in enumerate(at)
             for country in [list(ZONES)[int(x * 5)]]]  # fmt: skip
    rides, crossings = [], set()
    for _ in range(10 * places):
        a = rng.randrange(places)
        b = min((n for n in rng.sample(range(places), 12) if n != a), key=lambda n: apart(at[a], at[n]))
        crossing = ""
        if stops[a].country != stops[b].country and rng.random() < 2 / 3:
            crossing = f"{stops[a].country}-{stops[b].country}-{rng.randrange(8)}"
            crossings.add(crossing)
        minutes = int(30 + 1800 * apart(at[a], at[b]))
        departures = tuple(sorted(rng.sample(range(1440), rng.choice((1, 2, 4, 8)))))
        fare = 5 * round(minutes / 12 * rng.uniform(0.5, 2) / 5)
        mode = rng.choice(("rail", "coach", "taxi"))
        rides.append(Ride(stops[a].name, stops[b].name, mode, minutes, departures, crossing, fare=fare))
    return Atlas(Network.of(stops, rides), book(sorted(crossings), rng))


def apart(one: tuple[float, float], two: tuple[float, float]) -> float:
    return float(((one[0] - two[0]) ** 2 + (one[1] - two[1]) ** 2) ** 0.5)


def book(crossings: list[str], rng: random.Random) -> RuleBook:
    every = frozenset({"rail", "coach", "car"})
    states = [
        Status(name, Span(date(2022, 1, 1)), rng.random() < 0.7, every, "bench", date(2022, 4, 1))
        for name in crossings
        if rng.random() < 0.9
    ]
    runs = [
        VisaRun("MDA", country, requirement, date(2021, 1, 1), date(2022, 4, 1))
        for country, requirement in zip(
            ZONES, ("90", "visa required", "90", "visa required", "90"), strict=True
        )
    ]
    return RuleBook.of(statuses=states, visas=runs)


def naive(network: Network, start: str, end: str) -> int | None:
    """The earliest arrival, borders left out."""
    best = {start: from_local(network.stops[start].zone, ON, 0)}
    heap = [(best[start], start)]
    while heap:
        now, here = heapq.heappop(heap)
        if here == end:
            return now
        if now > best[here]:
            continue
        for line in network.leaving[network.numbers[here]]:
            ride = line.ride
            there = departure_after(ride, network.stops[here].zone, now) + ride.minutes
            if there < best.get(ride.end, 1 << 60):
                best[ride.end] = there
                heapq.heappush(heap, (there, ride.end))
    return None


def measure(places: int) -> dict[str, object]:
    rng = random.Random(3)
    atlas = world(places, rng)
    took, worked, peer, options = [], [], [], []
    tiers: Counter[str] = Counter()
    for _ in range(ASKED):
        start, end = (f"s{n}" for n in rng.sample(range(places), 2))
        began, used = time.perf_counter(), time.process_time()
        plan = plan_journey(atlas, Traveller("MDA"), start=start, end=end, on=ON)
        took.append(1000 * (time.perf_counter() - began))
        worked.append(1000 * (time.process_time() - used))
        began = time.perf_counter()
        naive(atlas.network, start, end)
        peer.append(1000 * (time.perf_counter() - began))
        tiers[plan.tier.value] += 1
        options.append(len(plan.options))
    return {
        "places": places, "rides": 10 * places, "asked": ASKED, "tiers": dict(tiers),
        "options_mean": round(statistics.mean(options), 1), "median_ms": round(statistics.median(took), 1),
        "p95_ms": round(sorted(took)[ASKED * 95 // 100], 1), "max_ms": round(max(took), 1),
        "median_cpu_ms": round(statistics.median(worked), 1),
        "p95_cpu_ms": round(sorted(worked)[ASKED * 95 // 100], 1),
        "naive_median_ms": round(statistics.median(peer), 1),
        "naive_p95_ms": round(sorted(peer)[ASKED * 95 // 100], 1),
    }  # fmt: skip


def main() -> None:
    result = json.dumps(
        {
            **stamp(seed=3),
            "target_p95_ms_at_500": TARGET_MS,
            "load_average": os.getloadavg()[0],
            "runs": [measure(n) for n in (100, 500)],
        },
        indent=1,
    )
    print(result)
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(result + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
