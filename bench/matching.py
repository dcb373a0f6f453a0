"""Quality of matching beside the peers', on every list there is: `make bench-matching`.

    python bench/matching.py [--shared DIR] [--records 10000] [--enquiries 3000] [--seeds 1 2]
                             [--parts linkage pairs worlds known] [--systems regreso splink ...] [--out FILE]

DIR is the folder of shared development data (also REGRESO_BENCH_DATA); without it only the lists that the
repository can make are measured. Peers run in an environment of their own, bench/peers/.venv, from the locked
bench/peers/requirements.txt; a peer that is not there or fails is named in the results, and so is why. Each
system reads the same files and writes its candidates; bench/scoring.py scores all alike. Figures of processor
time are of a machine that may be shared: its load stands beside them.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import lists
import numpy as np
import pyarrow.parquet as pq
import scoring
from lists import Size

from regreso.matching import name_similarity

HERE = Path(__file__).parent
PEERS = HERE / "peers"
PEER_PYTHON = PEERS / ".venv" / "bin" / "python"
WORK = HERE.parent / "build" / "bench-matching"
MESSAGES = 0.33
KNOWN = "known"
PARTS = ("linkage", "pairs", "worlds", KNOWN)
LIMIT_S = 3 * 3600

# name: script, more arguments, whether its score is a probability
SYSTEMS: dict[str, tuple[str, tuple[str, ...], bool]] = {
    "regreso": ("", (), True),
    "splink": ("splink_links.py", (), True),
    "splink_labels": ("splink_links.py", ("--labels",), True),
    "splink_extra": ("splink_links.py", ("--extra",), True),
    "nomenklatura": ("nk_links.py", (), False),
    "tantivy": ("text_links.py", ("tantivy",), False),
    "rapidfuzz": ("text_links.py", ("rapidfuzz", "--first", "1000"), False),
    "pg_trgm": ("text_links.py", ("pg_trgm", "--first", "1000"), False),
}
PAIR_SYSTEMS = (
    "regreso",
    "nomenklatura logic-v2",
    "rapidfuzz token_set_ratio",
    "rapidfuzz WRatio",
    "Jaro-Winkler, words sorted",
)


def said_last(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    told = [line for line in lines if "Error" in line] or lines
    return told[-1][:200] if told else "it said nothing"


def run_peer(script: str, *arguments: str | Path) -> str:
    """Run a peer; what went wrong, or nothing."""
    if not PEER_PYTHON.exists():
        return "bench/peers/.venv is not there"
    command = [str(PEER_PYTHON), str(PEERS / script), *map(str, arguments)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=LIMIT_S, check=False, cwd=PEERS
        )
    except subprocess.TimeoutExpired:
        return f"stopped after {LIMIT_S} s"
    return "" if done.returncode == 0 else said_last(done.stderr)


def measure(system: str, folder: Path, out: Path, labels: Path | None) -> dict[str, Any]:
    """One system on one list."""
    out.parent.mkdir(parents=True, exist_ok=True)
    script, more, probability = SYSTEMS[system]
    if system == "regreso":
        links, told = out.with_suffix(".parquet"), out.with_suffix(".json")
        command = [sys.executable, str(HERE / "linkage.py"), str(folder), "--links", str(links)]
        subprocess.run([*command, "--out", str(told)], check=True, stdout=subprocess.DEVNULL)
        return dict(json.loads(told.read_text("utf8")))
    if "--labels" in more:
        if labels is None:
            return {"left_out": "no other list of this kind to learn from"}
        more = (*more, str(labels))
    if "--extra" in more and not any(c.startswith("x_") for c in _columns(folder)):
        return {"left_out": "the list has no columns beyond a card's"}
    wrong = run_peer(script, folder, out, *more)
    if wrong:
        return {"failed": wrong}
    told = json.loads(out.with_suffix(".json").read_text("utf8"))
    truth = scoring.read(folder, "truth.parquet")[: told.get("enquiries")]
    return (
        scoring.figures(scoring.read_links(out.with_suffix(".parquet")), truth, probability=probability)
        | told
    )


def _columns(folder: Path) -> list[str]:
    return list(pq.read_schema(folder / "registry.parquet").names)


def measure_pairs(system: str, path: Path, out: Path) -> dict[str, Any]:
    """One scorer on pairs of names, in whole and by source or kind."""
    with path.open(encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    out.parent.mkdir(parents=True, exist_ok=True)
    if system == "regreso":
        began = time.process_time()
        scores = np.array([name_similarity(row["name1"], row["name2"]) for row in rows])
        told: dict[str, Any] = {"pairs_per_cpu_s": round(len(rows) / (time.process_time() - began))}
    else:
        wrong = run_peer("pair_scores.py", path, out, system)
        if wrong:
            return {"failed": wrong}
        scores = np.array([float(line) for line in out.read_text("utf8").split()])
        told = json.loads(out.with_suffix(".json").read_text("utf8"))
    label = np.array([int(row["label"]) for row in rows])
    groups = np.array(["real" if r["kind"].startswith("real") else r["source"].split(":")[0] for r in rows])
    parts = {g: scoring.pair_figures(scores[groups == g], label[groups == g]) for g in sorted(set(groups))}
    return {"pairs": len(rows)} | scoring.pair_figures(scores, label) | {"by_source": parts} | told


Part = list[tuple[str, Path, Path | None]]


def lists_of(part: str, shared: Path | None, work: Path, size: Size, seeds: list[int]) -> Part:
    """The lists of a part: name, folder, and another list of its kind to learn from."""
    if part == "linkage" and shared:
        other = lists.development(shared, work, Size(min(size.records, 100_000), size.enquiries), 77)
        return [(f"linkage seed {s}", lists.development(shared, work, size, s), other) for s in seeds]
    if part == KNOWN and shared:
        febrl = [(f"FEBRL {n}", lists.febrl(shared, work, n), None) for n in (3, 4)]
        return [*febrl, ("historical_50k", lists.historical(shared, work), None)]
    found: Part = []
    for name in lists.WORLDS if part == "worlds" else ():
        ours, held_back = lists.HANDS[name]
        other = lists.world(name, work, size, messages=MESSAGES, hand=ours, seed=13)
        kinds = (
            ("messages", MESSAGES, ours),
            ("messages held back", MESSAGES, held_back),
            ("forms", 0.0, ours),
        )
        for kind, messages, hand in kinds:
            folder = lists.world(name, work, size, messages=messages, hand=hand)
            found.append((f"{name}, {kind}", folder, other))
    return found


def figures_of(args: argparse.Namespace) -> dict[str, Any]:
    work, size = args.work, Size(args.records, args.enquiries)
    told: dict[str, Any] = {}
    for part in args.parts:
        if part == "pairs":
            paths = [("pairs of the worlds", lists.pairs(work))]
            if args.shared:
                paths.insert(0, ("pairs", args.shared / "data" / "pairs" / "name_pairs_dev.tsv"))
            for name, path in paths:
                for system in PAIR_SYSTEMS if args.systems != ["regreso"] else ("regreso",):
                    out = work / "out" / f"{path.stem}_{system.replace(' ', '_')}.tsv"
                    told.setdefault(name, {})[system] = measure_pairs(system, path, out)
                    note(name, system, told[name][system])
            continue
        for name, folder, labels in lists_of(part, args.shared, work, size, args.seeds):
            for system in args.systems:
                out = work / "out" / f"{folder.name}_{system}"
                told.setdefault(name, {})[system] = measure(system, folder, out, labels)
                note(name, system, told[name][system])
    return told


def note(name: str, system: str, told: dict[str, Any]) -> None:
    shown = ("recall_1", "recall_10", "ap", "f1", "recall_at_p99", "ece", "said_99", "failed", "left_out")
    print(name, system, {k: told[k] for k in shown if k in told}, flush=True)


def added(before: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """An earlier run with this one's systems and lists put in; both commands stand."""
    told = {name: before["lists"].get(name, {}) | systems for name, systems in now["lists"].items()}
    lists_of_both = before["lists"] | told
    command = (
        before["command"]
        if now["command"] in before["command"]
        else f"{before['command']} && {now['command']}"
    )
    return before | {"lists": lists_of_both, "command": command, "day": now["day"]}


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    given = os.environ.get("REGRESO_BENCH_DATA")
    options.add_argument("--shared", type=Path, default=Path(given) if given else None)
    options.add_argument("--work", type=Path, default=WORK)
    options.add_argument("--records", type=int, default=10_000)
    options.add_argument("--enquiries", type=int, default=3_000)
    options.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    options.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    options.add_argument("--systems", nargs="+", choices=list(SYSTEMS), default=list(SYSTEMS))
    options.add_argument("--out", type=Path)
    options.add_argument(
        "--add", action="store_true", help="keep what the file holds of other systems and lists"
    )
    args = options.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    shown = [a for a in sys.argv[1:] if not a.startswith("/")]
    figures = {
        "command": "python bench/matching.py " + " ".join(shown),
        "day": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} x {platform.machine()}, Python {platform.python_version()}",
        "size": {"records": args.records, "enquiries": args.enquiries},
        "load_at_start": [round(load, 1) for load in os.getloadavg()],
        "lists": figures_of(args),
    }
    if args.out and args.add and args.out.exists():
        figures = added(json.loads(args.out.read_text("utf8")), figures)
    if args.out:
        args.out.parent.mkdir(parents=True, exist_ok=True)
        args.out.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf8")


if __name__ == "__main__":
    main()
