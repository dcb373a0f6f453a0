"""Targets 1 to 6 of corridors, one line each: what was asked, what came out, beside a bound or a peer.

    python bench/movement.py                   every target that is not measured yet (about an hour)
    python bench/movement.py 1 3               only these
    python bench/movement.py 5 --minutes 20    random instances for so long (10,000 at most); goes on next time
    python bench/movement.py --anew            measure again what was measured with the same code

Instances are invented: ten times as many towns as corridors had in 2022, a few receptions, checkpoints that
pass eight buses in a quarter of an hour, buses that come back. Each line takes the place of the older one of
its target and instance in bench/results/movement.jsonl; bench/movement_page.py draws the page from them. A line
bears a digest of the planner's code: who stops a run and starts it again goes on behind what stands there already.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from unittest import mock

import numpy as np
from movement_made import LINES, Row, Timed, clock, day, drivers, grid, stamp, write
from ortools.sat.python import cp_model

from corridors import randomly, something
from regreso.movement.corridor import frozen
from regreso.movement.corridor.buses import at_home, build
from regreso.movement.corridor.check import check
from regreso.movement.corridor.clocks import from_utc
from regreso.movement.corridor.events import check_event
from regreso.movement.corridor.flow import Arcs, arcs, bottlenecks, cheapest, most_through
from regreso.movement.corridor.orders import orders
from regreso.movement.corridor.outcome import usable_problem
from regreso.movement.corridor.plan import plan
from regreso.movement.corridor.replan import replan
from regreso.movement.corridor.solver import INFINITE, Program
from regreso.movement.corridor.verify import verify
from regreso.movement.errors import MovementError

PEERS = Path(__file__).parent / "peers"
PLANNER = Path(__file__).parent.parent / "src" / "regreso" / "movement" / "corridor"
PEER_SECONDS = 60.0
MOST, HALTS = 10_000, 200  # random instances, and halts of a plan
CARS = "60 towns x 20 receptions x 144 steps"
Arguments = argparse.Namespace


def sized(size: tuple[int, ...]) -> str:
    names = ("towns", "receptions", "buses", "steps", "minutes", "escort teams")
    return " x ".join(
        f"{count} {name}" for count, name in zip(size, names, strict=False) if name != "minutes"
    )


def planned(size: tuple[int, ...], *, seed: int = 1, seconds: float = 30.0) -> tuple[Row, Row]:
    raw = day(*size, seed=seed)
    with Timed() as spent:
        made = plan(raw, marginal=False, standby=False, seconds=seconds)
    told = {name: made[name] for name in ("figures", "bound", "gap")}
    return raw, spent.told | told | {"faults": len(verify(raw, made)), "seed": seed}


def buses(args: Arguments) -> Iterator[Row]:
    sizes = ((10, 5, 120, 48, 15), (30, 15, 600, 144, 5), (100, 50, 2000, 144, 5))
    for size in [one for one in sizes if args.towns in (0, one[0])]:
        for seed in range(1, args.seeds + 1):
            instance = f"{sized(size)}, seed {seed}"
            if args.anew or not there("1", instance):
                raw, told = planned(size, seed=seed)
                beside = peers(raw) if seed == 1 and (size[0] == 10 or args.peers) else {}
                yield {"target": "1", "instance": instance, **told, **beside}


def peers(raw: Row) -> Row:
    """The same program by HiGHS as it is, and by CP-SAT."""
    problem = usable_problem(check(raw), case="low")
    homes = problem.households
    made = build(problem, standing=at_home(problem), households=homes, receptions=problem.receptions)
    with Timed() as whole:
        answer = made.program.solve(whole=True, seconds=PEER_SECONDS)
    with Timed() as sat:
        found = by_cp_sat(made.program, seconds=PEER_SECONDS)
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


def convoys(args: Arguments) -> Iterator[Row]:
    for size, seconds in (((30, 15, 600, 48, 15, 12), 30.0), ((50, 25, 1000, 144, 5, 12), 60.0)):
        if args.anew or not there("2", sized(size)):
            told = planned(size, seconds=seconds)[1]
            yield {"target": "2", "instance": sized(size), **told, "search_seconds": seconds}


def again(args: Arguments) -> Iterator[Row]:
    """Halts of one plan, one after another; those that were measured with the same code stand already."""
    size = (50, 25, 1000, 144, 5)
    line = before("3", sized(size), nothing={"seed": 1, "each": []})
    each = [] if args.anew else line["each"]
    if len(each) < (args.count or HALTS):
        raw = day(*size)
        was = plan(raw, marginal=False, standby=False)
        for number in range(len(each), args.count or HALTS):
            each.append(halted(raw, was, number))
            if len(each) % 10 == 0:
                write(stamp(seed=1) | line | told_of(each))
        yield line | told_of(each)


def told_of(each: list[Row]) -> Row:
    """All halts in a line."""
    cpu, wall, first = ([row[name] for row in each] for name in ("cpu_s", "wall_s", "orders_s"))
    return {
        "cuts": len(each), "replan_p95_cpu_s": p95(cpu), "replan_p95_wall_s": p95(wall),
        "replan_median_cpu_s": statistics.median(cpu), "orders_p95_cpu_s": p95(first),
        "kept_share": round(statistics.mean(row["kept"] for row in each), 4),
        "kept_least": round(min(row["kept"] for row in each), 4),
        "at_bound_share": round(statistics.mean(row["gap"] == 0 for row in each), 4),
        "none_fewer_share": round(statistics.mean(row["fewer"] <= 0 for row in each), 4),
        "share_fewer_most": max(row["share"] for row in each),
        "fewer_most": max(row["fewer"] for row in each), "faults": sum(row["faults"] for row in each),
        "cpu_s": round(sum(cpu), 2), "wall_s": round(sum(wall), 2), "each": each,
    }  # fmt: skip


def halted(raw: Row, was: Row, number: int) -> Row:
    """One corridor of the plan is halted at a random minute of the day."""
    dice = random.Random(number)
    cut = dice.choice(raw["corridors"])["id"]
    event = {"schema": "regreso-corridor-event/1", "id": f"e{number}", "kind": "corridor-halted", "corridor": cut,
             "at": clock(dice.randrange(120, 480)), "tz": "Europe/Kyiv"}  # fmt: skip
    with Timed() as first:
        orders(was, event)
    with Timed() as spent:
        now = replan(was, event)
    # Where it is not at the bound: how many would be out if nothing that was told had to be kept.
    free = now if now["gap"]["people"] == 0 else unrestricted(was, event)
    here, at = cut.replace("c", "t"), check_event(event, raw)
    others = [row for row in now["diff"] if row["place"] != here]
    # What leaves within the freeze is kept by itself: that is no merit of the plan.
    gone = [one for one in now["departures"] if one.get("frozen") and one["from"] != here]
    soon = sum(from_utc(one["depart"]) >= at for one in gone)
    later = sum(row["kept"] + len(row["moved"]) + len(row["cancelled"]) for row in others) - soon
    return spent.told | {
        "orders_s": first.cpu, "kept": (sum(row["kept"] for row in others) - soon) / max(1, later),
        "gap": now["gap"]["people"], "share": now["gap"]["share"], "faults": len(verify(raw, now)),
        "fewer": free["figures"]["out"] - now["figures"]["out"],
    }  # fmt: skip


def unrestricted(was: Row, event: Row) -> Row:
    """The same plan made again with no regard to departures that were told for later."""
    forgetful = lambda *a, **k: replace(frozen.cut(*a, **k), later=[])  # noqa: E731 - one line, used below only
    with mock.patch("regreso.movement.corridor.replan.cut", forgetful):
        return replan(was, event)


def p95(values: list[float]) -> float:
    return sorted(values)[max(0, -(-95 * len(values) // 100) - 1)]


def flows(args: Arguments) -> Iterator[Row]:
    for n, steps in ((8, 40), (15, 100), (30, 120), (40, 160)):
        network = grid(n, steps, seed=1)
        if not args.anew and there("4", f"grid of {len(network.tail):,} arcs"):
            continue
        with Timed() as most:
            value, _flow = most_through(network, source=0, sink=1)
        with Timed() as cheap:
            total, flow = cheapest(network, source=0, sink=1, supply=value)
        beside = naive(network, value) if n < 15 else {}
        if args.networkx and n <= 15:
            beside |= by_networkx(network, value, args.networkx)
        yield {
            "target": "4", "instance": f"grid of {len(network.tail):,} arcs", "seed": 1, "value": value,
            "same_value": total == value, "worst_share_out": worst_share(network, flow, steps),
            "max_flow": most.told, "min_cost": cheap.told, **beside,
        }  # fmt: skip
    if args.anew or not there("cars", CARS):
        yield from cars()


def worst_share(network: Arcs, flow: np.ndarray, steps: int) -> float:
    """If all ended at some step: how many are out, beside the most that could be out by then."""
    into, worst = network.head == 1, 1.0
    for at in range(steps // 4, steps + 1, max(1, steps // 12)):
        kept = np.where(into & (network.cost > at), 0, network.most)
        could, _cut = most_through(Arcs(network.tail, network.head, kept, network.cost), source=0, sink=1)
        are = int(flow[into & (network.cost <= at)].sum())
        worst = min(worst, are / could if could else 1.0)
    return round(worst, 4)


def cars() -> Iterator[Row]:
    raw = drivers(60, 20, 144, 5)
    with Timed() as spent:
        made = plan(raw, marginal=False, standby=False)
    yield {
        "target": "cars", "instance": CARS, "seed": 1, **spent.told, "figures": made["figures"],
        "bound": made["bound"], "gap": made["gap"], "faults": len(verify(raw, made)),
    }  # fmt: skip


def by_networkx(network: Arcs, value: int, python: str) -> Row:
    """The same network for networkx, in its own environment."""
    with tempfile.NamedTemporaryFile(mode="w", suffix=".json") as file:
        json.dump(np.stack([network.tail, network.head, network.most]).T.tolist(), file)
        file.flush()
        done = subprocess.run(
            [python, str(PEERS / "flow.py"), file.name], capture_output=True, text=True, check=True
        )
    told = json.loads(done.stdout)
    return {"peer_networkx": told | {"same_value": told["value"] == value}}


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


def verified(args: Arguments) -> Iterator[Row]:
    """Random instances, a hundred at a time; what was run with the same code before is not run again."""
    nothing = dict.fromkeys(("instances", "plans", "replans", "people", "faults", "wall_s", "cpu_s"), 0)
    told, spent = before("5", "random scenarios", nothing=nothing), Timed()
    end = time.perf_counter() + 60 * args.minutes
    while told["instances"] < (args.count or MOST) and time.perf_counter() < end:
        first = told["instances"]
        with spent:
            for seed in range(first, min(first + 100, args.count or MOST)):
                told["instances"] += 1
                one_verified(seed, told)
        told["cpu_s"] = round(told["cpu_s"] + spent.cpu, 2)
        told["wall_s"] = round(told["wall_s"] + spent.wall, 2)
        told["seed"] = f"0 to {told['instances'] - 1}"
        write(stamp(seed=told["seed"]) | told)
    yield told


def one_verified(seed: int, told: Row) -> None:
    """Plan a random scenario, let something happen in every fourth, and count what the verifier finds."""
    raw = randomly(seed)
    try:
        made = plan(raw, marginal=False, standby=False, tried=False, seconds=5.0)
    except MovementError:
        return
    told["plans"] += 1
    told["people"] += made["figures"]["out"]
    told["faults"] += len(verify(raw, made))
    if seed % 4 == 0:
        told["replans"] += 1
        told["faults"] += len(verify(raw, replan(made, something(seed, raw, made), seconds=5.0)))


def before(target: str, instance: str, *, nothing: Row) -> Row:
    """What stands in the results for the same code, or nothing yet."""
    return there(target, instance) or {"target": target, "instance": instance, "code": code(), **nothing}


def there(target: str, instance: str) -> Row:
    """The line of the results that was measured with this code; {} if there is none."""
    rows = [json.loads(line) for line in LINES.read_text("utf8").splitlines()] if LINES.exists() else []
    return next(
        (r for r in rows if (r["target"], r["instance"], r.get("code")) == (target, instance, code())), {}
    )


@cache
def code() -> str:
    """A digest of the planner and of what the instances are made by."""
    files = [*sorted(PLANNER.glob("*.py")), Path(__file__).parent / "movement_made.py"]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


def cuts(args: Arguments) -> Iterator[Row]:
    if not args.anew and there("6", "random networks"):
        return
    right = named = none = 0
    with Timed() as spent:
        for seed in range(args.count or 1000):
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
        "target": "6", "instance": "random networks", "seed": "0 on", "cases": args.count or 1000,
        "right": right, "with_a_single_limit": named, "without": none, **spent.told,
    }  # fmt: skip


def wider(network: Arcs, arc: int) -> int:
    most = network.most.copy()
    most[arc] += 1
    return most_through(Arcs(network.tail, network.head, most, network.cost), source=0, sink=1)[0]


TARGETS: dict[str, Callable[[Arguments], Iterator[Row]]] = {
    "1": buses, "2": convoys, "3": again, "4": flows, "5": verified, "6": cuts,
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], default=[])
    parser.add_argument("--count", type=int, default=0, help="random instances of targets 3, 5 and 6")
    parser.add_argument("--minutes", type=float, default=60.0, help="how long target 5 may go on (60)")
    parser.add_argument("--seeds", type=int, default=3, help="instances of each size of target 1 (3)")
    parser.add_argument(
        "--peers", action="store_true", help="HiGHS and CP-SAT on the large ones too (minutes)"
    )
    parser.add_argument("--towns", type=int, default=0, help="target 1: of 10, 30 and 100 only this size")
    parser.add_argument("--networkx", metavar="PYTHON", help="a Python that has networkx, for target 4")
    parser.add_argument("--anew", action="store_true", help="measure again what stands for the same code")
    args = parser.parse_args()
    for name in args.targets or TARGETS:
        for row in TARGETS[name](args):
            told = stamp(seed=row.get("seed", 1)) | {"code": code()} | row
            print(json.dumps(told, ensure_ascii=False), flush=True)
            write(told)


if __name__ == "__main__":
    main()
