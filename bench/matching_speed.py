"""Measure how fast the matcher is, by processor time, and write the figures to bench/results/.

    python bench/matching_speed.py DIR [--enquiries 2000] [--out bench/results/NAME.json]

DIR holds registry.parquet and enquiries.parquet with the columns of `regreso link`. All times are of this
process's processor, as the machine may be shared; its load stands beside them. Compiling is not in them.
Searches and additions are told by median, 95 and 99 of a hundred and mean over all enquiries.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from datetime import date
from functools import cache
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from regreso.facts.dates import DateInterval
from regreso.facts.person import PersonFacts, PersonName, Weighted
from regreso.matching import Registry, compare, compare_all, name_similarity
from regreso.matching.columns import TEXTS, People
from regreso.matching.pair import lined_up
from regreso.tracing.facts import row_facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

AS_OF = date(2022, 7, 1)
PAIRS = 2000
ADDS = 2000


@cache
def born(text: str) -> DateInterval | None:
    return DateInterval.parse(text) if text else None


def people_of(path: Path) -> People:
    people, table = People(), pq.read_table(path)
    columns = {name: table[name].to_pylist() for name in ("record_id", "dob", *TEXTS)}
    for at, record_id in enumerate(columns["record_id"]):
        people.note(
            record_id, {name: columns[name][at] or "" for name in TEXTS}, born(columns["dob"][at] or "")
        )
    return people


def cells(path: Path, most: int) -> list[dict[str, str]]:
    rows = pq.read_table(path).slice(0, most).to_pylist()
    return [{k: "" if v is None else str(v) for k, v in row.items()} for row in rows]


def each_ms(calls: Iterable[Callable[[], object]]) -> dict[str, float]:
    """p50, p95, p99 and mean of the processor time of calls, in ms."""
    times = []
    for call in calls:
        began = time.thread_time()
        call()
        times.append(1000 * (time.thread_time() - began))
    times.sort()
    at = {f"p{p}": times[min(len(times) * p // 100, len(times) - 1)] for p in (50, 95, 99)}
    return {name: round(ms, 4) for name, ms in (at | {"mean": sum(times) / len(times)}).items()}


def whole_s(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return round(time.process_time() - began, 2)


def start_up() -> dict[str, float]:
    """Processor seconds of a fresh process, the median of five: only importing, and up to its first answer.

    The compiled code and what is worked out of the name tables lie in their files already.
    """
    first = (
        "from regreso.facts.person import PersonFacts, PersonName, Weighted\n"
        "from regreso.matching import Registry\n"
        "ivan, registry = PersonFacts((Weighted(PersonName.of_parts('Иванов', 'Пётр')),)), Registry()\n"
        "registry.add('R1', ivan)\nregistry.search(ivan)"
    )
    return {
        "import_cpu_s": _child_s("import regreso.matching"),
        "first_answer_cpu_s": _child_s(first),
    }


def _child_s(statements: str) -> float:
    times = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", statements], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return round(statistics.median(times), 3)


def warm_up() -> None:
    registry, ivan = Registry(), PersonFacts(names=(Weighted(PersonName.of_parts("Иванов", "Пётр")),))
    registry.add("R1", ivan)
    registry.add("R2", ivan)
    registry.store.settle(now=True)
    registry.search(ivan)
    name_similarity("Иванов Пётр", "Ivanov Petr")


def measure(folder: Path, enquiries: int) -> dict[str, object]:
    warm_up()
    started = start_up()
    began = time.process_time()
    people, registry = people_of(folder / "registry.parquet"), Registry()
    read = time.process_time() - began
    figures: dict[str, object] = {"records": len(people), "read_cpu_s": round(read, 2)} | started
    figures["build_cpu_s"] = whole_s(lambda: registry.add_columns(people))
    figures["index_mb"] = round(registry.room.bytes_used / 1e6, 1)
    figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    asked = cells(folder / "enquiries.parquet", enquiries)
    facts: list[PersonFacts] = []
    figures["facts_ms"] = each_ms(lambda r=row: facts.append(row_facts(r, as_of=AS_OF)[0]) for row in asked)
    for name in ("search_words_new_ms", "search_words_seen_ms"):
        figures[name] = each_ms(lambda f=f: registry.search(f) for f in facts)
    new = [(f"NEW{i}", f) for i, f in enumerate(facts[:ADDS])]
    figures["add_ms"] = each_ms(lambda n=n: registry.add(*n) for n in new)
    waiting = Registry()
    figures["enquiries_waiting_build_cpu_s"] = whole_s(
        lambda: waiting.add_many((f"E{i}", f) for i, f in enumerate(facts))
    )
    figures["record_against_waiting_ms"] = each_ms(
        lambda f=f: waiting.search(f, top=500) for f in facts[:500]
    )
    names = [a["name"] or f"{a['surname']} {a['given']}" for a in asked[: PAIRS + 1]]
    pairs = list(pairwise(names))
    for one, other in pairs:
        name_similarity(one, other)
    seconds = whole_s(lambda: [name_similarity(other, one) for one, other in pairs])
    figures["pairs_seen_per_s"] = round(len(pairs) / max(seconds, 0.01))
    few = facts[:200]
    seconds = whole_s(lambda: [compare(a, b).reasons[0] for a, b in pairwise(few)])
    figures["explained_pairs_one_by_one_per_s"] = round((len(few) - 1) / max(seconds, 0.01))
    return figures | many_pairs(few)


def many_pairs(people: list[PersonFacts]) -> dict[str, object]:
    """Everybody against everybody: all reasons read, weights alone, the compiled part alone."""
    pairs = [(a, b) for a in people for b in people]
    rates = {
        "explained_pairs_per_s": lambda: [one.reasons[0] for one in compare_all(pairs)],
        "weighed_pairs_per_s": lambda: [one.weight for one in compare_all(pairs)],
    }
    figures: dict[str, object] = {n: round(len(pairs) / whole_s(call)) for n, call in rates.items()}
    scale, cards, lines = lined_up(pairs)
    seconds = whole_s(lambda: [scale.pairs(cards, lines) for _ in range(10)])
    return figures | {"batch_pairs_per_s": round(10 * len(pairs) / seconds)}


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folder", type=Path)
    options.add_argument("--enquiries", type=int, default=2000)
    options.add_argument("--out", type=Path)
    args = options.parse_args()
    figures = measure(args.folder, args.enquiries) | {
        "list": args.folder.name,
        "made_by": json.loads((args.folder / "meta.json").read_text("utf8")),
        "command": f"python bench/matching_speed.py {args.folder.name} --enquiries {args.enquiries}",
        "load": [round(load, 1) for load in os.getloadavg()],
        "machine": f"{os.cpu_count()} x {platform.machine()}, Python {platform.python_version()}",
        "versions": {name: version(name) for name in ("numpy", "numba", "pyarrow", "rapidfuzz")},
    }
    text = json.dumps(figures, indent=1, ensure_ascii=False)
    print(text)
    if args.out:
        args.out.parent.mkdir(parents=True, exist_ok=True)
        args.out.write_text(text + "\n", "utf8")


if __name__ == "__main__":
    main()
