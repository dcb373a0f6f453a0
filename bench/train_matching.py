"""Learn the weights of matching from labelled lists, and write src/regreso/matching/data/weights.json.

    python bench/train_matching.py [--rounds 6] [--sample 1500] [--out FILE] (--shared DIR | DIR [DIR ...])

Each DIR holds registry.parquet and enquiries.parquet with the columns of `regreso link`, and truth.parquet
(enquiry_id, record_ids, kind). With --shared the lists that the shipped weights were learned from are
made first. Each round weighs a sample of enquiries with the weights so far and compares, level by level,
how often true pairs are at it with how often the model expects it (regreso.matching.learning). Nothing of
a name is learned, only how much a level of agreement is worth. With --curve a curve is learned, too.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import lists
from scoring import read

from regreso.matching import Registry, Settings
from regreso.matching.learning import (
    STRAIGHT,
    Counts,
    Judged,
    Table,
    by_verdicts,
    count,
    curve_of,
    shares_of,
)
from regreso.matching.weights import WeightsFile, of_table
from regreso.tracing.facts import row_facts

AS_OF = date(2022, 7, 1)
TARGET = Path(__file__).parent.parent / "src/regreso/matching/data/weights.json"
KINDS = {"absent_brother": "brother", "absent_namesake": "namesake", "absent_relative": "relative"}
CURVE_BELIEF = 200.0


@dataclass
class World:
    name: str
    registry: Registry
    cases: list[Judged]
    more: list[Judged]  # for the curve
    held: float


def shared_lists(shared: Path, work: Path) -> list[Path]:
    """What the shipped weights were learned from: seeds that no result is reported on."""
    size = lists.Size(10_000, 3_000)
    made = {name: lists.HANDS[name][0] for name in lists.WORLDS}
    return [
        lists.development(shared, work, size, 78),
        lists.development(shared, work, size, 79, found=0.2),
        *(lists.world(name, work, size, messages=0.33, hand=hand, seed=11) for name, hand in made.items()),
        lists.world("arabic", work, size, messages=0.1, hand=made["arabic"], seed=12, found=0.2),
    ]


def world(folder: Path, sample: int) -> World:
    registry = Registry()
    registry.add_many(
        (r["record_id"], row_facts(r, as_of=AS_OF)[0]) for r in read(folder, "registry.parquet")
    )
    truth = {t["enquiry_id"]: t for t in read(folder, "truth.parquet")}
    held = sum(bool(t["record_ids"]) for t in truth.values()) / len(truth)
    asked = read(folder, "enquiries.parquet")
    Random(7).shuffle(asked)
    cases = []
    for row in asked[: 2 * sample]:
        told = truth[row["enquiry_id"]]
        true, kin = frozenset(told["record_ids"].split()), KINDS.get(told["kind"], "")
        cases.append(Judged(row_facts(row, as_of=AS_OF)[0], true, kin=kin))
    return World(folder.name, registry, cases[:sample], cases[sample:], held)


def said(one: World, table: Table) -> tuple[list[float], list[bool]]:
    """What is said of the best candidates, and whether it is so."""
    one.registry.scale.use(of_table(table, [[0, 0], [1, 1]]))
    one.registry.settings = Settings(held_share=one.held)
    told, true = [], []
    for case in one.more:
        for found in one.registry.search(case.facts).candidates[:3]:
            told.append(found.probability)
            true.append(found.record_id in (case.true or ()))
    return told, true


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folders", nargs="*", type=Path)
    options.add_argument("--shared", type=Path)
    options.add_argument("--work", type=Path, default=TARGET.parents[4] / "build/bench-matching")
    options.add_argument("--rounds", type=int, default=6)
    options.add_argument("--sample", type=int, default=1000)
    options.add_argument("--curve", action="store_true", help="learn the curve, too; else it is straight")
    options.add_argument("--out", type=Path, default=TARGET)
    args = options.parse_args()
    folders = shared_lists(args.shared, args.work) if args.shared else args.folders
    table = WeightsFile.open(None).bits
    worlds = [world(folder, args.sample) for folder in folders]
    for turn in range(args.rounds):
        counts = Counts()
        for one in worlds:
            told = count(one.registry, one.cases, table, held=one.held)
            counts.add(told)
            print(f"round {turn} {one.name}: {told.fit / told.enquiries:.4f} bits a case", flush=True)
        if turn < args.rounds - 1:
            table = by_verdicts(table, counts)
    for key in sorted(counts.seen | counts.expected):
        both = f"seen {counts.seen[key]:9.1f} expected {counts.expected[key]:9.1f}"
        print(f"{key[0]:12s}{key[1]:20s} {both}")
    shown = [said(one, table) for one in worlds] if args.curve else []
    probabilities, true = [p for one, _ in shown for p in one], [y for _, one in shown for y in one]
    curve = curve_of(probabilities, true, belief=CURVE_BELIEF) if args.curve else STRAIGHT
    made = f"bench/train_matching.py --rounds {args.rounds} --sample {args.sample}, on the made lists "
    WeightsFile(
        made + ", ".join(w.name for w in worlds),
        table,
        curve,
        shares_of(counts.seen),
    ).write(args.out)


if __name__ == "__main__":
    main()
