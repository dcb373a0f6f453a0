"""Learn the weights of matching from labelled lists, and write src/regreso/matching/data/weights.json.

    python bench/train_matching.py --rounds 6 --sample 1500 DIR [DIR ...]

Each DIR holds registry.parquet and enquiries.parquet with the columns of `regreso link`, and truth.parquet
(enquiry_id, record_ids, kind). Each round weighs a sample of enquiries with the weights so far and compares,
level by level, how often true pairs are at it with how often the model expects it (iterative proportional
fitting). Nothing of a name is learned, only how much each level of agreement is worth.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.parquet as pq

from regreso.matching.compare import births, names
from regreso.matching.find import Registry
from regreso.matching.share import nobody_odds
from regreso.matching.weights import of_table
from regreso.matching.words import MISSING
from regreso.tracing.facts import row_facts

if TYPE_CHECKING:
    from regreso.facts.person import PersonFacts
    from regreso.matching.weigh import Weighed

AS_OF = date(2022, 7, 1)
TARGET = Path(__file__).parent.parent / "src/regreso/matching/data/weights.json"
WORDS = ("surname", "given", "patronymic", "unit")
KINDS = {"absent_brother": "brother", "absent_namesake": "namesake", "absent_relative": "relative"}
DAMP, PRIOR, SHOWN = 0.7, 4.0, 30

Level = tuple[str, str]


@dataclass
class Case:
    facts: PersonFacts
    true: frozenset[str]
    kind: str


@dataclass
class World:
    name: str
    registry: Registry
    cases: list[Case]
    held: float


def read(folder: Path, name: str) -> list[dict[str, str]]:
    return [
        {k: "" if v is None else str(v) for k, v in row.items()}
        for row in pq.read_table(folder / name).to_pylist()
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
    for row in asked[:sample]:
        told = truth[row["enquiry_id"]]
        cases.append(
            Case(row_facts(row, as_of=AS_OF)[0], frozenset(told["record_ids"].split()), told["kind"])
        )
    return World(folder.name, registry, cases, held)


def levels(registry: Registry, weighed: Weighed, row: int) -> list[Level]:
    """At which levels a row agrees with the card that led to it."""
    store, card, scale = registry.store, weighed.card, registry.scale
    at = int(np.searchsorted(weighed.rows, row))
    found: list[Level] = [("birth", births.LEVELS[int(weighed.births[at])])]
    texts = {"surname": card.surname, "given": card.given, "patronymic": card.father, "unit": card.unit}
    number = {n: int(store.column(n)[row]) for n in (*WORDS, "settlement", "region")}
    for name in WORDS:
        if texts[name] and number[name] != MISSING:
            code = scale.table(name, texts[name]).level_of.get(number[name], names.OTHER)
            woman = name == "surname" and not code and store.column("sex")[row] == 2
            found.append((name, "other_woman" if woman else names.LEVELS[code]))
    found += place_levels(registry, weighed, number)
    sex = int(store.column("sex")[row])
    if card.sex and sex:
        found.append(("sex", "same" if "_mf"[sex] == card.sex else "differs"))
    return found


def place_levels(registry: Registry, weighed: Weighed, number: dict[str, int]) -> list[Level]:
    card, scale = weighed.card, registry.scale
    regions = bool(card.region) and number["region"] != MISSING
    same = regions and number["region"] in scale.table("region", card.region).level_of
    if card.settlement and number["settlement"] != MISSING:
        code = scale.table("settlement", card.settlement).level_of.get(number["settlement"], 0)
        if code:
            return [("settlement", names.LEVELS[code])]
        return [("place", ("region" if same else "region_differs") if regions else "other")]
    return [("place", "region_alone" if same else "region_alone_differs")] if regions else []


def expect(world: World, table: dict[str, dict[str, float]]) -> tuple[Counter[Level], Counter[Level], float]:
    """Counts of levels among true pairs and as the model expects them; the log-likelihood a case in bits."""
    seen, expected, fit = Counter[Level](), Counter[Level](), 0.0
    for case in world.cases:
        weighed, ranking = world.registry.rank(case.facts)
        people = len(world.registry)
        nobody = nobody_odds(ranking, people, table["kin"]) * (1 - world.held)
        odds = np.exp2(np.minimum(ranking.bits, 200)) * world.held / people
        whole = float(odds.sum()) + nobody
        shown = ranking.first(SHOWN)
        each = dict(
            zip(
                (world.registry.ids[r.record] for r in shown),
                (odds[: len(shown)] / whole).tolist(),
                strict=True,
            )
        )
        hit = sum(p for i, p in each.items() if i in case.true)
        fit += np.log2(max(hit if case.true else nobody / whole, 1e-9))
        near = {k: float(np.exp2(table["kin"][k])) * ranking.kin[k] / people for k in table["kin"]}
        for kind, mass in near.items():
            expected["kin", kind] += mass * (1 - world.held) / whole
        if case.kind in KINDS:
            seen["kin", KINDS[case.kind]] += 1
        for rank in shown:
            p = each[world.registry.ids[rank.record]]
            true = world.registry.ids[rank.record] in case.true
            if p < 1e-3 and not true:
                continue
            for level in levels(world.registry, weighed[rank.card], rank.row):
                expected[level] += p
                seen[level] += (p / hit if hit > 1e-9 else 1 / len(case.true)) if true else 0
    return seen, expected, fit / len(world.cases)


def step(table: dict[str, dict[str, float]], seen: Counter[Level], expected: Counter[Level]) -> None:
    for field, level in sorted(seen | expected):
        if level != "missing" and level in table[field]:
            ratio = (seen[field, level] + PRIOR) / (expected[field, level] + PRIOR)
            table[field][level] = round(table[field][level] + DAMP * float(np.log2(ratio)), 3)


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folders", nargs="+", type=Path)
    options.add_argument("--rounds", type=int, default=6)
    options.add_argument("--sample", type=int, default=1500)
    args = options.parse_args()
    before = json.loads(TARGET.read_text("utf8"))
    table = before["bits"]
    worlds = [world(folder, args.sample) for folder in args.folders]
    for turn in range(args.rounds):
        seen, expected = Counter[Level](), Counter[Level]()
        for one in worlds:
            one.registry.scale.weights = of_table(table, [[0, 0], [1, 1]])
            one.registry.scale.forget()
            s, e, fit = expect(one, table)
            seen, expected = seen + s, expected + e
            print(f"round {turn} {one.name}: {fit:.4f} bits a case", flush=True)
        if turn == args.rounds - 1:
            for key in sorted(seen | expected):
                print(f"{key[0]:12s}{key[1]:20s} seen {seen[key]:9.1f} expected {expected[key]:9.1f}")
        else:
            step(table, seen, expected)
    made = f"bench/train_matching.py, {args.rounds} rounds, {args.sample} enquiries of each made list"
    before["provenance"] = f"{made}: " + ", ".join(sorted(w.name for w in worlds))
    TARGET.write_text(pretty(before), "utf8")


def pretty(table: dict[str, Any]) -> str:
    """JSON with one field a line, so that a change of weights is a readable diff."""
    lines = ",\n".join(
        f"  {json.dumps(field)}: {json.dumps(values)}" for field, values in table["bits"].items()
    )
    said, curve = json.dumps(table["provenance"]), json.dumps(table["curve"])
    return f'{{\n "provenance": {said},\n "bits": {{\n{lines}\n }},\n "curve": {curve}\n}}\n'


if __name__ == "__main__":
    main()
