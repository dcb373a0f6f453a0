"""Targets 1 to 6 of corridors, one line each: what was asked, what came out, beside a bound or a peer.

    python bench/movement.py                 every target, small counts (some minutes)
    python bench/movement.py 1 3             only these
    python bench/movement.py 5 --count 10000 as many random instances as the target says

Instances are invented: ten times as many towns as corridors had in 2022, a few receptions, checkpoints that
pass eight buses in a quarter of an hour, buses that come back. Every line is appended to
bench/results/movement.jsonl.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

import numpy as np
from ortools.sat.python import cp_model

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from corridors import OPEN, randomly, something
from regreso.movement.corridor.buses import at_home, build
from regreso.movement.corridor.check import check
from regreso.movement.corridor.flow import Arcs, arcs, bottlenecks, cheapest, most_through
from regreso.movement.corridor.orders import orders
from regreso.movement.corridor.outcome import usable_problem
from regreso.movement.corridor.plan import plan
from regreso.movement.corridor.replan import replan
from regreso.movement.corridor.solver import INFINITE, Program
from regreso.movement.corridor.verify import verify
from regreso.movement.errors import MovementError

RESULTS = Path(__file__).parent / "results" / "movement.jsonl"
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


def buses(_: int) -> Iterator[Row]:
    for size in ((10, 5, 120, 48, 15), (30, 15, 600, 144, 5), (100, 50, 2000, 144, 5)):
        raw = day(*size)
        with Timed() as spent:
            made = plan(raw, marginal=False, standby=False)
        yield {
            "target": "1: 100 towns x 50 receptions x 2,000 buses x 144 steps in 10 s, within 0.01 % of the bound",
            "instance": size, **spent.told, "figures": made["figures"], "bound": made["bound"], "gap": made["gap"],
            "faults": len(verify(raw, made)), **(peers(raw) if size[0] == 10 else {}),
        }  # fmt: skip


def peers(raw: Row) -> Row:
    """The same program by HiGHS as it is, and by CP-SAT."""
    problem = usable_problem(check(raw), case="low")
    homes = problem.households
    made = build(problem, standing=at_home(problem), households=homes, receptions=problem.receptions)
    with Timed() as whole:
        answer = made.program.solve(whole=True, seconds=60.0)
    with Timed() as sat:
        found = by_cp_sat(made.program, seconds=60.0)
    return {
        "peer_cp_sat": sat.told | found,
        "peer_highs_mip": whole.told | {"cost": answer and answer.cost, "bound": answer and answer.bound},
        "variables": len(made.program.costs),
    }


def by_cp_sat(program: Program, *, seconds: float) -> Row:
    """The same columns and rows for CP-SAT, every column whole; costs in hundredths."""
    model = cp_model.CpModel()
    columns = [model.new_int_var(0, int(upper), "") for upper in program.uppers]
    for row in range(program.mark()[0]):
        factors = program.factors(row)
        load = sum(int(factor) * columns[column] for column, factor in factors.items())
        lower, upper = program.sides(row)
        if lower > -INFINITE:
            model.add(load >= int(lower))
        if upper < INFINITE:
            model.add(load <= int(upper))
    model.minimize(
        sum(round(100 * cost) * column for cost, column in zip(program.costs, columns, strict=True))
    )
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, 2
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return {"status": solver.status_name(status)}
    return {
        "status": solver.status_name(status), "cost": solver.objective_value / 100,
        "bound": solver.best_objective_bound / 100,
    }  # fmt: skip


def convoys(_: int) -> Iterator[Row]:
    for size, seconds in (((30, 15, 600, 48, 15, 12), 30.0), ((50, 25, 1000, 144, 5, 12), 60.0)):
        raw = day(*size)
        with Timed() as spent:
            made = plan(raw, marginal=False, standby=False, seconds=seconds)
        yield {
            "target": "2: convoys: 30 x 600 x 48 proven optimal in 30 s; 50 towns x 144 steps within 2 % in 60 s",
            "instance": size, **spent.told, "figures": made["figures"], "bound": made["bound"], "gap": made["gap"],
            "faults": len(verify(raw, made)),
        }  # fmt: skip


def again(count: int) -> Iterator[Row]:
    size = (50, 25, 1000, 144, 5)
    raw = day(*size)
    was = plan(raw, marginal=False, standby=False)
    told: list[Row] = []
    for number in range(count or 10):
        dice = random.Random(number)
        cut = dice.choice(raw["corridors"])["id"]
        event = {"schema": "regreso-corridor-event/1", "id": f"e{number}", "kind": "corridor-halted", "corridor": cut,
                 "at": clock(dice.randrange(120, 480)), "tz": "Europe/Kyiv"}  # fmt: skip
        with Timed() as first:
            orders(was, event)
        with Timed() as spent:
            now = replan(was, event)
        others = [row for row in now["diff"] if row["place"] != cut.replace("c", "t")]
        later = sum(row["kept"] + len(row["moved"]) + len(row["cancelled"]) for row in others)
        told.append(
            {"orders_s": first.wall, **spent.told, "kept": sum(row["kept"] for row in others) / max(1, later),
             "gap": now["gap"]["people"], "faults": len(verify(raw, now))}
        )  # fmt: skip
    yield {
        "target": "3: replan p95 2 s at 50 towns x 1,000 buses, orders 0.2 s, 98 % of other departures kept",
        "instance": size, "cuts": len(told),
        "replan_p95_wall_s": p95([row["wall_s"] for row in told]),
        "replan_p95_cpu_s": p95([row["cpu_s"] for row in told]),
        "orders_p95_wall_s": p95([row["orders_s"] for row in told]),
        "kept_share": round(statistics.mean(row["kept"] for row in told), 4),
        "gap_people": [row["gap"] for row in told], "faults": sum(row["faults"] for row in told),
    }  # fmt: skip


def p95(values: list[float]) -> float:
    return sorted(values)[max(0, -(-95 * len(values) // 100) - 1)]


def grid(n: int, steps: int, seed: int) -> tuple[Arcs, int]:
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
    return arcs(rows), 2 + (steps + 1) * n * n


def flows(_: int) -> Iterator[Row]:
    for n, steps in ((8, 40), (15, 100), (30, 120), (40, 160)):
        network, _nodes = grid(n, steps, seed=1)
        with Timed() as most:
            value, _flow = most_through(network, source=0, sink=1)
        with Timed() as cheap:
            total, flow = cheapest(network, source=0, sink=1, supply=value)
        into, worst = network.head == 1, 1.0
        for at in range(steps // 4, steps + 1, max(1, steps // 12)):
            kept = np.where(into & (network.cost > at), 0, network.most)
            could, _cut = most_through(Arcs(network.tail, network.head, kept, network.cost), source=0, sink=1)
            are = int(flow[into & (network.cost <= at)].sum())
            worst = min(worst, are / could if could else 1.0)
        yield {
            "target": "4: at every cut within 1 % of the most that could be out",
            "arcs": len(network.tail), "value": value, "same_value": total == value, "worst_share_out": round(worst, 4),
            "max_flow": most.told, "min_cost": cheap.told, **(naive(network, value) if n < 15 else {}),
        }  # fmt: skip


def naive(network: Arcs, value: int) -> Row:
    """Augmenting paths found breadth first, in plain Python: what one would write in an hour."""
    room: dict[int, dict[int, int]] = {}
    for tail, head, most in zip(
        *(column.tolist() for column in (network.tail, network.head, network.most)), strict=True
    ):
        room.setdefault(tail, {}).setdefault(head, 0)
        room[tail][head] += most
        room.setdefault(head, {}).setdefault(tail, 0)
    with Timed() as spent:
        found = 0
        while True:
            came, frontier = {0: 0}, [0]
            while frontier and 1 not in came:
                frontier = [
                    h
                    for t in frontier
                    for h, left in room[t].items()
                    if left and came.setdefault(h, t) == t and h
                ]
                frontier = list(dict.fromkeys(frontier))
            if 1 not in came:
                break
            way, at = [], 1
            while at:
                way.append((came[at], at))
                at = came[at]
            through = min(room[tail][head] for tail, head in way)
            for tail, head in way:
                room[tail][head] -= through
                room[head][tail] += through
            found += through
    return {"peer_plain_python": spent.told | {"same_value": found == value}}


def verified(count: int) -> Iterator[Row]:
    plans = again_plans = faults = people = 0
    with Timed() as spent:
        for seed in range(count or 1000):
            raw = randomly(seed)
            try:
                made = plan(raw, marginal=False, standby=False, tried=False, seconds=5.0)
            except MovementError:
                continue
            plans += 1
            people += made["figures"]["out"]
            faults += len(verify(raw, made))
            if seed % 4 == 0:
                again_plans += 1
                faults += len(verify(raw, replan(made, something(seed, raw, made), seconds=5.0)))
    yield {
        "target": "5: an independent verifier finds nothing in the plans of 10,000 random instances",
        "instances": count or 1000, "plans": plans, "replans": again_plans, "people": people, "faults": faults,
        **spent.told,
    }  # fmt: skip


def cuts(count: int) -> Iterator[Row]:
    right = named = none = 0
    with Timed() as spent:
        for seed in range(count or 1000):
            dice = random.Random(seed)
            nodes = dice.randint(4, 10)
            rows = [
                (a, b, dice.randint(0, 9), 0) for a in range(nodes) for b in range(nodes)
                if a not in (b, 1) and b != 0 and dice.random() < 0.4
            ] or [(0, 1, 1, 0)]  # fmt: skip
            network = arcs([*rows, (0, nodes - 1, 1, 0), (nodes - 1, 1, 1, 0)])
            value, flow = most_through(network, source=0, sink=1)
            told = set(bottlenecks(network, flow, source=0, sink=1))
            raised = {arc for arc in range(len(network.tail)) if wider(network, arc) > value}
            right += told == raised
            named += bool(told)
            none += not told
    yield {
        "target": "6: one unit more raises the flow exactly where the sentence says", "cases": count or 1000,
        "right": right, "with_a_single_limit": named, "without": none, **spent.told,
    }  # fmt: skip


def wider(network: Arcs, arc: int) -> int:
    most = network.most.copy()
    most[arc] += 1
    return most_through(Arcs(network.tail, network.head, most, network.cost), source=0, sink=1)[0]


TARGETS: dict[str, Callable[[int], Iterator[Row]]] = {
    "1": buses, "2": convoys, "3": again, "4": flows, "5": verified, "6": cuts,
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], default=[])
    parser.add_argument("--count", type=int, default=0, help="random instances of targets 3, 5 and 6")
    args = parser.parse_args()
    for name in args.targets or TARGETS:
        for row in TARGETS[name](args.count):
            told = json.dumps(
                row | {"load": round(os.getloadavg()[0], 1), "cores": os.cpu_count()}, ensure_ascii=False
            )
            print(told, flush=True)
            RESULTS.parent.mkdir(exist_ok=True)
            with RESULTS.open("a", encoding="utf-8") as file:
                file.write(told + "\n")


if __name__ == "__main__":
    main()
