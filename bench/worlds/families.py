"""Families in a made world: two relatives ask for one man, brothers are sought together, one of them is held.

    python bench/worlds/families.py DIR --world spanish [--records 20000] [--enquiries 4000] [--seed 1]

The files are those of the world itself; truth has also `person`, the same for enquiries about one man. How
often families ask twice and brothers are sought together is guessed: see SHARES.
"""

from __future__ import annotations

import argparse
import importlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import making
import pyarrow as pa
import pyarrow.parquet as pq
from making import Person, Row, World

WORLDS = {"spanish": "Spanish", "arabic": "Arabic", "slavic": "Slavic"}
# Of a hundred families: another relative asks too; a brother is sought as well; both.
SHARES = {"again": 12, "brother": 10, "both": 4}
BROTHER_HELD = 0.6  # who is held with his brother: they served together, or were taken together


@dataclass
class Making:
    world: World
    found: float
    messages: float
    people: list[Person] = field(default_factory=list)
    held: list[int] = field(default_factory=list)
    enquiries: list[tuple[Row, dict[str, object]]] = field(default_factory=list)

    def ask(self, person: int, kind: str, tag: str, meant: Person | None = None) -> None:
        """One enquiry about somebody, in one relative's words."""
        random, of = self.world.random, meant or self.people[person]
        whole = random.random() < self.messages
        row, tags = self.world.message(of) if whole else self.world.enquiry(of)
        tags = [*tags, "message" if whole else "form", tag]
        self.enquiries.append((row, {"person": person, "kind": kind, "tags": " ".join(t for t in tags if t)}))

    def new(self, of: Person, *, held: bool) -> int:
        self.people.append(of)
        if held:
            self.held.append(len(self.people) - 1)
        return len(self.people) - 1

    def family(self, person: int) -> None:
        """All that one family asks."""
        random = self.world.random
        if random.random() >= self.found:
            kind = random.choices(*zip(*making.ABSENT, strict=True))[0]
            meant = making._meant(self.world, self.people[person], kind)  # noqa: SLF001 - the worlds' own
            person = self.new(meant, held=False)
        else:
            kind = "found"
        share = making.some(random, **SHARES)
        self.ask(person, kind, share)
        if share in ("again", "both"):
            self.ask(person, kind, "again")
        if share in ("brother", "both"):
            held = random.random() < BROTHER_HELD
            brother = self.new(self.world.brother(self.people[person]), held=held)
            self.ask(brother, "found" if held else "absent", "brother")


def make(world: World, records: int, enquiries: int, found: float, messages: float) -> dict[str, list[Row]]:
    random = world.random
    made = Making(world, found, messages)
    for _ in range(int(records * 0.96)):
        made.new(world.person(), held=True)
    for of in random.sample(range(len(made.people)), int(records * 0.01)):
        made.new(world.brother(made.people[of]), held=True)
    for person in random.sample(range(len(made.people)), enquiries):
        if len(made.enquiries) >= enquiries:
            break
        made.family(person)
    held = made.held + random.sample(made.held, int(len(made.held) * 0.02))
    random.shuffle(held)
    random.shuffle(made.enquiries)
    return _tables(made, held)


def _tables(made: Making, held: list[int]) -> dict[str, list[Row]]:
    where: dict[int, list[str]] = defaultdict(list)
    registry = []
    for number, person in enumerate(held):
        where[person].append(f"R{number:08d}")
        registry.append({"record_id": where[person][-1], **made.world.record(made.people[person])})
    tables: dict[str, list[Row]] = {"registry": registry, "enquiries": [], "truth": []}
    for number, (row, told) in enumerate(made.enquiries):
        key = {"enquiry_id": f"E{number:07d}"}
        tables["enquiries"].append(key | row)
        ids = " ".join(where[int(str(told["person"]))])
        tables["truth"].append(
            key
            | {
                "record_ids": ids,
                "kind": str(told["kind"]),
                "tags": str(told["tags"]),
                "person": str(told["person"]),
            }
        )
    return tables


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("out", type=Path)
    options.add_argument("--world", choices=sorted(WORLDS), default="spanish")
    options.add_argument("--records", type=int, default=20_000)
    options.add_argument("--enquiries", type=int, default=4_000)
    options.add_argument("--found", type=float, default=0.6)
    options.add_argument("--messages", type=float, default=0.33)
    options.add_argument("--hand", choices=("a", "b"), default="a")
    options.add_argument("--seed", type=int, default=1)
    args = options.parse_args()
    world = getattr(importlib.import_module(args.world), WORLDS[args.world])(Random(args.seed), args.hand)
    tables = make(world, args.records, args.enquiries, args.found, args.messages)
    making.write({**tables, "truth": tables["truth"]}, args.out)
    truth = pa.table({c: [row[c] for row in tables["truth"]] for c in (*making.TRUTH, "person")})
    pq.write_table(truth, args.out / "truth.parquet")
    told = {name: str(value) for name, value in vars(args).items() if name != "out"}
    (args.out / "meta.json").write_text(json.dumps(told, indent=1) + "\n", "utf8")


if __name__ == "__main__":
    main()
