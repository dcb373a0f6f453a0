"""What hearing all enquiries together gains: each enquiry by itself against the collective column.

    python bench/collective.py DIR [--out bench/results/NAME.json]

DIR is a list as bench/worlds/families.py makes it. Also: how well enquiries about one person are clustered,
and people registered twice are found.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
from linkage import AS_OF, best_f1, calibration, read

from regreso.tracing.collective import Gathering


def figures(
    best: dict[str, tuple[float, str]], truth: dict[str, dict[str, str]], tag: str
) -> dict[str, object]:
    keys = [key for key in truth if tag in truth[key]["tags"].split() or not tag]
    score = np.array([best.get(key, (0.0, ""))[0] for key in keys])
    hit = np.array([best.get(key, (0.0, ""))[1] in truth[key]["record_ids"].split() for key in keys], float)
    there = sum(bool(truth[key]["record_ids"]) for key in keys)
    f1, sure = best_f1(score, hit, there)
    high = score >= 0.99
    return {
        "enquiries": len(keys),
        "recall_1": round(float(hit.sum()) / there, 4),
        "f1": round(f1, 4),
        "recall_at_p99": round(sure, 4),
        "brier": round(float(((score - hit) ** 2).mean()), 4),
        "ece": round(calibration(score, hit), 4),
        "said_99": {
            "precision": round(float(hit[high].mean()), 4) if high.any() else None,
            "recall": round(float(hit[high].sum()) / there, 4),
        },
    }


def pairs(groups: dict[str, str]) -> set[tuple[str, ...]]:
    """All pairs of keys with the same value."""
    members: dict[str, list[str]] = defaultdict(list)
    for key, group in groups.items():
        members[group].append(key)
    return {pair for group in members.values() for pair in combinations(sorted(group), 2)}


def found_of(said: set[tuple[str, ...]], true: set[tuple[str, ...]]) -> dict[str, float]:
    both = len(said & true)
    return {
        "said": len(said),
        "precision": round(both / max(len(said), 1), 4),
        "recall": round(both / max(len(true), 1), 4),
    }


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folder", type=Path)
    options.add_argument("--out", type=Path)
    options.add_argument("--twice", action="store_true", help="look for people registered twice, too")
    args = options.parse_args()
    people, asked = read(args.folder, "registry.parquet"), read(args.folder, "enquiries.parquet")
    truth = {t["enquiry_id"]: t for t in read(args.folder, "truth.parquet")}
    began = time.process_time()
    gathering = Gathering(people, as_of=AS_OF)
    built = time.process_time()
    gathering.hear(asked)
    heard = time.process_time()
    alone: dict[str, tuple[float, str]] = {}
    together: dict[str, tuple[float, str]] = {}
    cluster: dict[str, str] = {}
    for one in gathering.answers(asked, min_probability=0.0):
        key = one.row.enquiry_id
        cluster[key] = one.cluster
        if one.row.rank:
            alone[key] = max(
                alone.get(key, (0.0, "")), (one.row.probability, one.row.record_id), key=lambda x: x[0]
            )
            together[key] = max(
                together.get(key, (0.0, "")), (one.collective, one.row.record_id), key=lambda x: x[0]
            )
    told = {
        tag or "all": {"alone": figures(alone, truth, tag), "together": figures(together, truth, tag)}
        for tag in ("", "again", "brother", "both")
    }
    told["clusters"] = found_of(pairs(cluster), pairs({k: t["person"] for k, t in truth.items()}))
    if args.twice:
        said = {(one.record_id, one.other_id) for one in gathering.twice_registered(people)}
        told["twice"] = {"said": len(said)}
        true = pairs_of_records(truth)
        told["twice"]["recall_of_known"] = round(len(said & true) / max(len(true), 1), 4)
    told["cpu_s"] = {
        "build": round(built - began, 1),
        "hear": round(heard - built, 1),
        "answer": round(time.process_time() - heard, 1),
    }
    told["list"] = args.folder.name
    told["kinds"] = dict(Counter(t["kind"] for t in truth.values()))
    text = json.dumps(told, indent=1, ensure_ascii=False)
    print(text)
    if args.out:
        args.out.write_text(text + "\n", "utf8")


def pairs_of_records(truth: dict[str, dict[str, str]]) -> set[tuple[str, ...]]:
    """Records that the truth of the enquiries knows to be one person."""
    return {p for t in truth.values() for p in combinations(sorted(t["record_ids"].split()), 2)}


if __name__ == "__main__":
    main()
