"""Measure matching on a labelled list, and write the figures to bench/results/.

    python bench/linkage.py DIR [--enquiries 10000] [--held auto|0.6] [--links LINKS] [--out NAME.json]

DIR holds registry.parquet, enquiries.parquet (columns of `regreso link`) and truth.parquet, as
bench/scoring.py reads them. `make bench-matching` runs this beside the peers.
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
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
from scoring import Links, best_f1, calibration, figures, read

from regreso.matching import Settings
from regreso.tracing.facts import row_facts
from regreso.tracing.link import registry_of, share_in

if TYPE_CHECKING:
    from regreso.matching import Answer

__all__ = ["AS_OF", "best_f1", "calibration", "read"]  # bench/collective.py reads them here

AS_OF = date(2022, 7, 1)
HIDDEN = ("curve", "reliability")  # for drawings, not for reading


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folder", type=Path)
    options.add_argument("--enquiries", type=int, default=10_000)
    options.add_argument("--held", default="auto", help="prior share of the sought who are there, or auto")
    options.add_argument("--links", type=Path, help="write the candidates there, as a peer does")
    options.add_argument("--out", type=Path)
    args = options.parse_args()
    asked = read(args.folder, "enquiries.parquet")[: args.enquiries]
    ids = {row["enquiry_id"] for row in asked}
    truth = [t for t in read(args.folder, "truth.parquet") if t["enquiry_id"] in ids]
    rows = read(args.folder, "registry.parquet")
    began = time.process_time()
    registry = registry_of(rows, as_of=AS_OF)
    built = time.process_time() - began
    del rows
    held = share_in(registry, asked, as_of=AS_OF) if args.held == "auto" else float(args.held)
    registry.settings = Settings(held_share=held)
    facts = [(r["enquiry_id"], row_facts(r, as_of=AS_OF)[0]) for r in asked]
    began = time.process_time()
    answers = list(registry.match_all(facts))
    searched = time.process_time() - began
    links = links_of(answers)
    if args.links:
        write_links(links, args.links)
    told = figures(links, truth, probability=True) | {
        "held_share": round(held, 4),
        "wrong_at_half_by_kind": wrong_by_kind(links, truth),
        "records": len(registry),
        "build_cpu_s": round(built, 2),
        "search_cpu_ms": round(1000 * searched / len(asked), 3),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "machine": f"{os.cpu_count()} x {platform.machine()}, Python {platform.python_version()}",
        "load": [round(load, 1) for load in os.getloadavg()],
        "list": args.folder.name,
        "made_by": made_by(args.folder),
        "versions": {name: version(name) for name in ("numpy", "numba", "rapidfuzz")},
    }
    print(json.dumps({k: v for k, v in told.items() if k not in HIDDEN}, indent=1, ensure_ascii=False))
    if args.out:
        args.out.parent.mkdir(parents=True, exist_ok=True)
        args.out.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf8")


def made_by(folder: Path) -> dict[str, object]:
    """What the list's maker says of it, the seed among it."""
    meta = folder / "meta.json"
    return json.loads(meta.read_text("utf8")) if meta.exists() else {}


def links_of(answers: list[tuple[str, Answer]]) -> Links:
    return {key: [(c.record_id, c.probability) for c in answer.candidates] for key, answer in answers}


def write_links(links: Links, path: Path) -> None:
    rows = [(key, record, score) for key, shown in links.items() for record, score in shown]
    columns = zip(*rows, strict=True) if rows else ((), (), ())
    names = ("enquiry_id", "record_id", "score")
    pq.write_table(pa.table(dict(zip(names, map(list, columns), strict=True))), path)


def wrong_by_kind(links: Links, truth: list[dict[str, str]]) -> dict[str, int]:
    """Links at a half or more that are wrong, by who was sought."""
    wrong: dict[str, int] = defaultdict(int)
    for told in truth:
        shown = links.get(told["enquiry_id"])
        if shown and shown[0][1] >= 0.5 and shown[0][0] not in told["record_ids"].split():
            wrong[told["kind"]] += 1
    return dict(wrong)


if __name__ == "__main__":
    main()
