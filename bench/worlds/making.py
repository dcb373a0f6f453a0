"""What the made worlds share: dates, mistakes, who is sought, and the three files of a list."""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Protocol

import pyarrow as pa
import pyarrow.parquet as pq

DATA = Path(__file__).parent / "data"
REF = date(2022, 6, 1)
RECORD = ("record_id", "surname", "given", "patronymic", "sex", "dob", "settlement", "region", "unit")
ENQUIRY = ("enquiry_id", "name", *RECORD[1:6], "age", *RECORD[6:])
TRUTH = ("enquiry_id", "record_ids", "kind", "tags")
ABSENT = (("absent", 60), ("absent_brother", 20), ("absent_namesake", 10), ("absent_relative", 10))

Row = dict[str, str]


@dataclass(frozen=True)
class Person:
    """Who somebody truly is. What the numbers and `family` mean is the world's business."""

    sex: str
    family: tuple[str, ...]
    given: tuple[str, ...]
    father: str
    born: date
    place: int
    unit: str


class World(Protocol):
    """A crisis in one part of the world."""

    random: Random

    def person(self) -> Person: ...
    def relative(self, of: Person) -> Person: ...
    def brother(self, of: Person) -> Person: ...
    def record(self, of: Person) -> Row: ...
    def enquiry(self, of: Person) -> tuple[Row, list[str]]: ...
    def message(self, of: Person) -> tuple[Row, list[str]]: ...


def rows(name: str) -> list[list[str]]:
    """A data file without its header."""
    lines = (DATA / name).read_text("utf8").splitlines()[1:]
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


class Stock:
    """Things to draw by weight; a file without weights is drawn by Zipf's law, in its order."""

    def __init__(self, things: Sequence[Sequence[str]], weights: Sequence[float] = ()) -> None:
        self.things = list(things)
        self.totals = list(accumulate(weights or [1 / (n + 3) ** 0.8 for n in range(len(self.things))]))

    def draw(self, random: Random) -> Sequence[str]:
        return random.choices(self.things, cum_weights=self.totals)[0]


def some(random: Random, **shares: float) -> str:
    """One of the keys by its share in a hundred, or "" for what is left."""
    at = random.uniform(0, 100)
    for name, share in shares.items():
        at -= share
        if at < 0:
            return name
    return ""


def birthday(random: Random) -> date:
    years = min(18 + random.gammavariate(6.0, 2.3), 75)
    return REF - timedelta(days=int(years * 365.25))


def unit_names(random: Random, kinds: Sequence[str]) -> list[str]:
    return [f"{random.randrange(1, 300)} {random.choice(kinds)}" for _ in range(120)]


def wrong_date(random: Random, born: date) -> str:
    day, month, year = born.day, born.month, born.year
    kind = some(random, swap=35, year=25, day=20, month=10, decade=10)
    if kind == "swap" and day <= 12:
        day, month = month, day
    elif kind == "decade":
        year += random.choice((-10, 10))
    elif kind == "day":
        day += random.choice((-1, 1, 10, -10))
    elif kind == "month":
        month += random.choice((-1, 1))
    else:
        year += random.choice((-2, -1, 1, 2))
    return f"{year:04d}-{min(max(month, 1), 12):02d}-{min(max(day, 1), 28):02d}"


def registered_date(random: Random, born: date) -> str:
    kind = some(random, none=6, year=6, wrong=3)
    if kind == "wrong":
        return wrong_date(random, born)
    return {"none": "", "year": str(born.year)}.get(kind, born.isoformat())


def asked_date(random: Random, born: date, tags: list[str]) -> Row:
    """The date or the age as the family gives it."""
    kind = some(random, no_dob=12, dob_year=10, dob_year_off=6, age=5, dob_wrong=13)
    if not kind:
        return {"dob": born.isoformat()}
    tags.append(kind)
    if kind == "age":
        return {"age": str(REF.year - born.year + random.choice((-1, 0, 0, 0, 1)))}
    year = born.year + (random.choice((-1, 1)) if kind == "dob_year_off" else 0)
    return {"no_dob": {}, "dob_wrong": {"dob": wrong_date(random, born)}}.get(kind, {"dob": str(year)})


def typo(random: Random, word: str) -> str:
    if len(word) < 4:
        return word
    at = random.randrange(1, len(word) - 1)
    kind = some(random, drop=35, swap=25, double=20)
    if kind == "drop":
        return word[:at] + word[at + 1 :]
    if kind == "swap":
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + (word[at] * 2 if kind == "double" else random.choice("aeiours")) + word[at + 1 :]


def asked_place(random: Random, place: int, write: Callable[[int], tuple[str, str]], many: int) -> Row:
    """The family's place: often none, only the region, or another town than the one registered."""
    kind = some(random, none=27, region=20, other=13, town=15)
    if kind == "none":
        return {}
    town, region = write(random.randrange(many) if kind == "other" else place)
    town, region = ("" if kind == "region" else town), ("" if kind == "town" else region)
    return {"settlement": town, "region": region}


def fill(random: Random, template: str, values: Row, sex: str) -> str:
    """A template with its blanks filled: {name} by value, [his/her] by sex, <a|b> by chance."""
    out, at = "", 0
    while at < len(template):
        sign = template[at]
        end = template.find({"{": "}", "[": "]", "<": ">"}.get(sign, "\0"), at)
        if end < 0 or sign not in "{[<":
            out, at = out + sign, at + 1
            continue
        inner, at = template[at + 1 : end], end + 1
        if sign == "{":
            out += values[inner]
        elif sign == "[":
            out += inner.split("/")[sex == "f"]
        else:
            out += random.choice(inner.split("|"))
    return out


def typed(random: Random, text: str) -> str:
    """As thumbs type it: capitals, none at all, or as it should be."""
    case = some(random, upper=6, lower=14)
    return text.upper() if case == "upper" else text.lower() if case == "lower" else text


def make(world: World, counts: tuple[int, int], found: float, messages: float) -> dict[str, list[Row]]:
    """The registry, the enquiries, and whom each of them means."""
    records, asked = counts
    random = world.random
    people = [world.person() for _ in range(int(records * 0.97))]
    who = list(range(len(people)))
    for of in random.sample(who, int(records * 0.01)):
        who.append(len(people))
        people.append(world.brother(people[of]))
    who += random.sample(who, records - len(who))
    random.shuffle(who)
    where: dict[int, list[str]] = defaultdict(list)
    registry = []
    for number, one in enumerate(who):
        where[one].append(f"R{number:08d}")
        registry.append({"record_id": f"R{number:08d}", **world.record(people[one])})
    sought = random.sample(range(len(people)), min(asked, len(people)))
    enquiries, truth = [], []
    for number, one in enumerate(sought):
        kind = "found" if random.random() < found else random.choices(*zip(*ABSENT, strict=True))[0]
        meant = _meant(world, people[one], kind)
        whole = random.random() < messages
        row, tags = world.message(meant) if whole else world.enquiry(meant)
        key = {"enquiry_id": f"E{number:07d}"}
        enquiries.append(key | row)
        tags.append("message" if whole else "form")
        ids = " ".join(where[one]) if kind == "found" else ""
        truth.append(key | {"record_ids": ids, "kind": kind, "tags": " ".join(tags)})
    return {"registry": registry, "enquiries": enquiries, "truth": truth}


def _meant(world: World, person: Person, kind: str) -> Person:
    if kind == "absent":
        return world.person()
    if kind == "absent_namesake":
        other = world.person()
        return replace(other, sex=person.sex, family=person.family, given=person.given, father=person.father)
    if kind == "absent_brother":
        return world.brother(person)
    return world.relative(person) if kind == "absent_relative" else person


def write(tables: dict[str, list[Row]], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns in (("registry", RECORD), ("enquiries", ENQUIRY), ("truth", TRUTH)):
        made = pa.table({c: [row.get(c, "") for row in tables[name]] for c in columns})
        pq.write_table(made, folder / f"{name}.parquet")


def run(doc: str, world: Callable[[Random, str], World]) -> None:
    options = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("out", type=Path)
    options.add_argument("--records", type=int, default=100_000)
    options.add_argument("--enquiries", type=int, default=10_000)
    options.add_argument("--found", type=float, default=0.6, help="share of the sought who are there")
    options.add_argument("--messages", type=float, default=0.33, help="share of whole messages")
    options.add_argument("--hand", choices=tuple("abcde"), default="a", help="whose messages: README of data")
    options.add_argument("--seed", type=int, default=1)
    args = options.parse_args()
    made = world(Random(args.seed), args.hand)
    write(make(made, (args.records, args.enquiries), args.found, args.messages), args.out)
    told = {name: str(value) for name, value in vars(args).items() if name != "out"}
    (args.out / "meta.json").write_text(json.dumps(told, indent=1) + "\n", "utf8")


def templates(language_prefix: str, hand: str) -> Iterator[tuple[str, str]]:
    """Language and text of the messages that one hand wrote."""
    for writer, language, text in rows(f"messages_{language_prefix}.tsv"):
        if writer == hand:
            yield language, text
