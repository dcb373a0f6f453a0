"""Measure the private comparison of two lists beside the open one; to bench/results/private_linkage.json.

    python bench/private_linkage.py DIR [--enquiries 1000] [--out bench/results/private_linkage.json]

DIR as for bench/linkage.py; its enquiries stand for the list of a second registry. An answer of the private
comparison is which of the own people the other has, not whom: so both are scored by people told as common.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import time
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from scoring import read

from regreso.matching import Registry, Settings
from regreso.tracing.facts import row_facts
from regreso.tracing.link import share_in
from regreso.tracing.private import Key, blinded, common, keys_of, new_secret, padded, raised

AS_OF = date(2022, 7, 1)


def scored(told: set[str], there: set[str]) -> dict[str, float]:
    hits = len(told & there)
    precision, recall = hits / max(len(told), 1), hits / max(len(there), 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-12)
    return {
        "told": len(told),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(f1, 4),
    }


def opened(
    people: list[Any], asked: list[Any], rows: list[dict[str, str]], there: set[str]
) -> dict[str, Any]:
    began = time.process_time()
    registry = Registry()
    registry.add_many(people)
    registry.settings = Settings(held_share=share_in(registry, rows, as_of=AS_OF))
    answers = list(registry.match_all(asked))
    spent = time.process_time() - began
    told = {who for who, answer in answers if answer.nobody < 0.5}
    return scored(told, there) | {"cpu_s": round(spent, 2), "bytes": 0}


def private(people: list[Any], asked: list[Any], there: set[str]) -> dict[str, Any]:
    began = time.process_time()
    holders: dict[Key, list[str]] = defaultdict(list)
    for who, facts in asked:
        for key in keys_of(facts):
            holders[key].append(who)
    theirs = list({key for _, facts in people for key in keys_of(facts)})
    drawn = time.process_time() - began
    here, other = new_secret(), new_secret()
    mine = list(holders)
    question = blinded(mine, here)
    answer, offered = raised(question, other), padded(blinded(theirs, other), other)
    both = common(dict(zip(answer, mine, strict=True)), set(raised(offered, here)))
    spent = time.process_time() - began
    kinds = {
        kind: {w for key in both if key.kind == kind for w in holders[key]}
        for kind in ("day", "father", "mixed", "year")
    }
    told: set[str] = set().union(*kinds.values())
    strict = told - (kinds["year"] - kinds["day"] - kinds["father"] - kinds["mixed"])
    return {
        "any_key": scored(told, there),
        "without_year_alone": scored(strict, there),
        "by_kind": {kind: scored(found, there) for kind, found in kinds.items()},
        "keys": {"here": len(mine), "there": len(theirs)},
        "keys_cpu_s": round(drawn, 2),
        "cpu_s": round(spent, 2),
        "bytes": 32 * (2 * len(question) + len(offered)),
    }


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folder", type=Path)
    options.add_argument("--enquiries", type=int, default=1000)
    options.add_argument("--out", type=Path, default=Path("bench/results/private_linkage.json"))
    args = options.parse_args()
    rows = read(args.folder, "enquiries.parquet")[: args.enquiries]
    ids = {row["enquiry_id"] for row in rows}
    truth = [t for t in read(args.folder, "truth.parquet") if t["enquiry_id"] in ids]
    there = {t["enquiry_id"] for t in truth if t["record_ids"]}
    people = [(r["record_id"], row_facts(r, as_of=AS_OF)[0]) for r in read(args.folder, "registry.parquet")]
    asked = [(r["enquiry_id"], row_facts(r, as_of=AS_OF)[0]) for r in rows]
    told = {
        "list": args.folder.name,
        "enquiries": len(rows),
        "records": len(people),
        "there": len(there),
        "kinds": dict(Counter(t["kind"] for t in truth)),
        "open": opened(people, asked, rows, there),
        "private": private(people, asked, there),
        "load": [round(load, 1) for load in os.getloadavg()],
        "machine": f"{os.cpu_count()} x {platform.machine()}, Python {platform.python_version()}",
    }
    print(json.dumps(told, indent=1))
    args.out.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
