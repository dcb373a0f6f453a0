"""Make labelled pairs of written names out of the made worlds, as bench/train_names.py reads them.

    python bench/name_pairs.py OUT.tsv [--many 4000] [--seed 1] [--worlds slavic spanish arabic ...]

One person as a clerk and as a family writes them (label 1), or two people who are near (0): brothers,
relatives, one with another father, one with a surname that looks alike. Who is sought only in part is left
out. `scripts` is written by hand: Greek, Georgian and Armenian names in three alphabets.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from rapidfuzz import fuzz, process

sys.path.insert(0, str(Path(__file__).parent / "worlds"))
import making
from arabic import Arabic
from making import Person, World
from slavic import Slavic
from spanish import Spanish

from regreso.facts.names.readings import readings

WORLDS = {"slavic": Slavic, "spanish": Spanish, "arabic": Arabic}
KINDS = ["same"] * 10 + ["brother"] * 3 + ["father"] * 2 + ["relative"] * 2 + ["near_surname"] * 3
UNSAID = {"initial", "other", "married", "given_second", "given_first"}


def stock(world: World) -> list[str]:
    """The surnames of a world as text; in the Arabic one their numbers' Arabic spelling."""
    table = world.surnames if hasattr(world, "surnames") else world.families
    return [thing[0] for thing in table.things]


def near(world: World, of: Person, known: list[str], random: Random) -> Person | None:
    text = (lambda key: world.names[key][0]) if hasattr(world, "families") else (lambda key: key)
    some = random.sample(known, min(1500, len(known)))
    found = process.extract(text(of.family[0]), [text(k) for k in some], scorer=fuzz.ratio, limit=4)
    own = set(readings(text(of.family[0])))
    others = [some[at] for name, _, at in found if own.isdisjoint(readings(name))]
    return replace(of, family=(random.choice(others), *of.family[1:])) if others else None


def other(world: World, of: Person, kind: str, known: list[str], random: Random) -> Person | None:
    if kind == "brother":
        return world.brother(of)
    if kind == "relative":
        kin = world.relative(of)
        return kin if kin.given != of.given else None
    if kind == "near_surname":
        return near(world, of, known, random)
    stranger = world.person()
    if kind == "father" and stranger.father and stranger.father != of.father:
        return replace(of, father=stranger.father)
    return None


def pairs(name: str, many: int, seed: int) -> Iterator[list[str]]:
    random = Random(seed)
    world = WORLDS[name](random, "a" if name != "slavic" else "c")
    known, made = stock(world), 0
    while made < many:
        kind, of = random.choice(KINDS), world.person()
        asked = of if kind == "same" else other(world, of, kind, known, random)
        if asked is None:
            continue
        record, (row, tags) = world.record(of), world.enquiry(asked)
        told = set(tags)
        no_father = not record.get("patronymic") or told & {"no_patronymic", "no_father"}
        if kind != "same" and (told & UNSAID or (kind == "father" and no_father)):
            continue
        if kind == "same" and told & {"other", "married"}:
            continue
        written = " ".join(record[part] for part in ("surname", "given", "patronymic") if record.get(part))
        made += 1
        yield [f"{name}{made}", written, row["name"], str(int(kind == "same")), kind, "", "", name]


def script_pairs() -> Iterator[list[str]]:
    """Greek, Georgian and Armenian names beside Latin and Cyrillic ones, written by hand."""
    for script, written, same, other in making.rows("pairs_scripts.tsv"):
        for label, kind, names in ((1, "same", same), (0, "near_surname", other)):
            for name in names.split("|"):
                yield [f"{script}{written}{name}", written, name, str(label), kind, "", "", script]


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("out", type=Path)
    options.add_argument("--many", type=int, default=4000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--worlds", nargs="+", default=[*WORLDS, "scripts"])
    args = options.parse_args()
    with args.out.open("w", encoding="utf8", newline="") as file:
        writer = csv.writer(
            file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, escapechar="\\"
        )
        writer.writerow(["pair_id", "name1", "name2", "label", "kind", "lang1", "lang2", "source"])
        for name in args.worlds:
            writer.writerows(script_pairs() if name == "scripts" else pairs(name, args.many, args.seed))


if __name__ == "__main__":
    main()
