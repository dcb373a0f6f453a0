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
from regreso.matching.kernels.scoring import HERE, NOT_TOLD, WOMAN
from regreso.matching.weights import of_table
from regreso.tracing.facts import row_facts

if TYPE_CHECKING:
    from regreso.facts.person import PersonFacts
    from regreso.matching.cards import Card

AS_OF = date(2022, 7, 1)
TARGET = Path(__file__).parent.parent / "src/regreso/matching/data/weights.json"
WORDS = ("surname", "given", "patronymic", "unit")
KINDS = {"absent_brother": "brother", "absent_namesake": "namesake", "absent_relative": "relative"}
PLACES = ("region_alone", "region_alone_differs", "region", "region_differs", "other")
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


def levels(card: Card, codes: list[int]) -> list[Level]:
    """At which levels a record agrees with the card that led to it; `codes` as kernels.scoring has them."""
    found: list[Level] = [("birth", births.LEVELS[codes[3]])]
    texts = {"surname": card.surname, "given": card.given, "patronymic": card.father, "unit": card.unit}
    for name, at in zip(WORDS, (0, 1, 2, 5), strict=True):
        if texts[name] and codes[at] != NOT_TOLD:
            woman = codes[at] == WOMAN
            found.append(
                (name, "other_woman" if woman and at == 0 else names.LEVELS[0 if woman else codes[at]])
            )
    if codes[4] >= HERE:
        found.append(("settlement", names.LEVELS[codes[4] - HERE]))
    elif codes[4]:
        found.append(("place", PLACES[codes[4] - 1]))
    if codes[9]:
        found.append(("sex", "same" if codes[9] == 1 else "differs"))
    return found


def nobody_odds(near: dict[str, float], people: int, kin: dict[str, float]) -> float:
    """As kernels.sums: how likely the enquiry is if nobody of the registry is meant."""
    shares = {kind: float(np.exp2(bits)) for kind, bits in kin.items()}
    return 1 - min(sum(shares.values()), 0.9) + sum(shares[k] * near[k] for k in shares) / max(people, 1)


def expect(world: World, table: dict[str, dict[str, float]]) -> tuple[Counter[Level], Counter[Level], float]:
    """Counts of levels among true pairs and as the model expects them; the log-likelihood a case in bits."""
    seen, expected, fit = Counter[Level](), Counter[Level](), 0.0
    scale, people = world.registry.scale, len(world.registry)
    for case in world.cases:
        ranking = world.registry.rank(case.facts, top=SHOWN)
        odds, near = scale.whole(ranking)
        nobody = nobody_odds(near, people, table["kin"]) * (1 - world.held)
        whole = odds * world.held / people + nobody
        each = (np.exp2(np.minimum(ranking.bits, 98)) * world.held / people / whole).tolist()
        ids = [world.registry.ids.text(record) for record in ranking.best[:, 0].tolist()]
        hit = sum(p for i, p in zip(ids, each, strict=True) if i in case.true)
        fit += np.log2(max(hit if case.true else nobody / whole, 1e-9))
        for kind, mass in near.items():
            share = float(np.exp2(table["kin"][kind])) * mass / people
            expected["kin", kind] += share * (1 - world.held) / whole
        if case.kind in KINDS:
            seen["kin", KINDS[case.kind]] += 1
        codes = scale.tell(ranking, len(ids))[0].tolist()
        for k, p in enumerate(each):
            true = ids[k] in case.true
            if p < 1e-3 and not true:
                continue
            for level in levels(ranking.cards[ranking.best[k, 2]], codes[k]):
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
            one.registry.scale.use(of_table(table, [[0, 0], [1, 1]]))
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
