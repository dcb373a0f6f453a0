"""Measure matching on a labelled list, and write the figures to bench/results/.

    python bench/linkage.py DIR [--enquiries 10000] [--held 0.6|auto] [--out bench/results/NAME.json]

DIR holds registry.parquet, enquiries.parquet (columns of `regreso link`) and truth.parquet (enquiry_id,
record_ids, kind, tags). Recall counts the enquiries whose person is in the registry; F1 and recall at
precision .99 are of linking the best candidate, where a link of somebody who is not there is false too.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import time
from collections import defaultdict
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from regreso.matching import Registry, Settings, held_share_of
from regreso.tracing.facts import row_facts
from regreso.tracing.link import HELD_SAMPLE

AS_OF = date(2022, 7, 1)
BINS = 15


def read(folder: Path, name: str) -> list[dict[str, str]]:
    rows = pq.read_table(folder / name).to_pylist()
    return [{k: "" if v is None else str(v) for k, v in row.items()} for row in rows]


def best_f1(score: np.ndarray, good: np.ndarray, found: int) -> tuple[float, float]:
    """Best F1, and recall at precision .99, over all thresholds."""
    order = np.argsort(-score, kind="stable")
    last = np.r_[np.diff(score[order]) != 0, True]
    hits, said = np.cumsum(good[order])[last], (np.arange(len(order)) + 1)[last]
    precision, recall = hits / said, hits / found
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    return float(f1.max()), float(recall[precision >= 0.99].max(initial=0.0))


def calibration(said: np.ndarray, true: np.ndarray) -> float:
    """Expected calibration error of the best candidate's probability, in equal bins."""
    bins = np.minimum((said * BINS).astype(int), BINS - 1)
    parts = [(said[bins == b], true[bins == b]) for b in range(BINS) if (bins == b).any()]
    return float(sum(abs(s.mean() - t.mean()) * len(s) for s, t in parts) / len(said))


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folder", type=Path)
    options.add_argument("--enquiries", type=int, default=10_000)
    options.add_argument("--held", default="0.6", help="prior share of the sought who are there, or auto")
    options.add_argument("--out", type=Path)
    args = options.parse_args()
    people = [(r["record_id"], row_facts(r, as_of=AS_OF)[0]) for r in read(args.folder, "registry.parquet")]
    asked = read(args.folder, "enquiries.parquet")[: args.enquiries]
    truth = {t["enquiry_id"]: t for t in read(args.folder, "truth.parquet")}
    began = time.process_time()
    registry = Registry()
    registry.add_many(people)
    built = time.process_time() - began
    facts = [(r["enquiry_id"], row_facts(r, as_of=AS_OF)[0]) for r in asked]
    auto = args.held == "auto"
    held = held_share_of([registry.evidence(f) for _, f in facts[:HELD_SAMPLE]]) if auto else float(args.held)
    registry.settings = Settings(held_share=held)
    began = time.process_time()
    answers = list(registry.match_all(facts))
    searched = time.process_time() - began
    figures = measure(answers, truth)
    figures |= {
        "held_share": round(held, 4),
        "records": len(registry),
        "build_cpu_s": round(built, 2),
        "search_cpu_ms": round(1000 * searched / len(asked), 3),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "machine": f"{os.cpu_count()} x {platform.machine()}, Python {platform.python_version()}",
        "list": args.folder.name,
    }
    text = json.dumps(figures, indent=1, ensure_ascii=False)
    print(text)
    if args.out:
        args.out.parent.mkdir(parents=True, exist_ok=True)
        args.out.write_text(text + "\n", "utf8")


def measure(answers: list[tuple[str, object]], truth: dict[str, dict[str, str]]) -> dict[str, object]:
    said, good, ranks = [], [], []
    by_tag: dict[str, list[bool]] = defaultdict(list)
    wrong: dict[str, int] = defaultdict(int)
    for enquiry_id, answer in answers:
        told = truth[enquiry_id]
        true = set(told["record_ids"].split())
        shown = answer.candidates
        said.append(shown[0].probability if shown else 0.0)
        good.append(bool(shown) and shown[0].record_id in true)
        wrong[told["kind"]] += said[-1] >= 0.5 and not good[-1]
        if true:
            ranks.append(next((r for r, c in enumerate(shown, 1) if c.record_id in true), 99))
            for tag in told["tags"].split():
                by_tag[tag].append(ranks[-1] == 1)
    score, hit, rank = np.array(said), np.array(good, float), np.array(ranks)
    f1, sure = best_f1(score, hit, len(rank))
    high = score >= 0.99
    return {
        "enquiries": len(score),
        "found": len(rank),
        "recall_1": round(float((rank == 1).mean()), 4),
        "recall_10": round(float((rank <= 10).mean()), 4),
        "f1": round(f1, 4),
        "recall_at_p99": round(sure, 4),
        "brier": round(float(((score - hit) ** 2).mean()), 4),
        "ece": round(calibration(score, hit), 4),
        "said_99": {
            "precision": round(float(hit[high].mean()), 4),
            "recall": round(float(hit[high].sum() / len(rank)), 4),
        },
        "wrong_at_half_by_kind": dict(wrong),
        "recall_1_by_tag": {
            t: round(float(np.mean(v)), 3) for t, v in sorted(by_tag.items()) if len(v) >= 50
        },
    }


if __name__ == "__main__":
    main()
