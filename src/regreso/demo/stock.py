"""Name and place frequencies from which invented people are drawn (data/README.md has the licences)."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


def table(name: str) -> list[list[str]]:
    """The rows of one data file."""
    text = files("regreso.demo").joinpath("data", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line]


@dataclass(frozen=True)
class Place:
    """A settlement with its regions, each "" where a language has no name for it here."""

    latin: str
    ru: str
    uk: str
    country: str
    region_ru: str
    region_uk: str
    region_en: str


class Bag:
    """Things drawn with replacement by their weights."""

    def __init__(self, weighted: list[tuple[object, float]]) -> None:
        self.things = [thing for thing, _ in weighted]
        self.edges: list[float] = []
        total = 0.0
        for _, weight in weighted:
            total += weight
            self.edges.append(total)

    def draw(self, rng: random.Random) -> object:
        """One of them."""
        return rng.choices(self.things, cum_weights=self.edges)[0]


@dataclass(frozen=True)
class Stock:
    """All bags."""

    surnames_ru: Bag
    given_ru: dict[str, Bag]
    short: dict[tuple[str, str], list[str]]
    ukrainian: dict[str, str]
    surnames_uk: Bag
    given_uk: dict[str, Bag]
    surnames_es: Bag
    given_es: dict[str, Bag]
    surnames_ar: Bag
    given_ar: Bag
    places: dict[str, Bag]


def _even(rows: list[list[str]], *key: str) -> Bag:
    return Bag([(row[len(key)], 1.0) for row in rows if tuple(row[: len(key)]) == key])


@cache
def stock() -> Stock:
    """Read once."""
    given_ru = table("given_ru.tsv")
    other = table("names_uk_es.tsv")
    arabic = table("names_ar.tsv")
    places = [(Place(*row[:7]), (float(row[7]) + 300) ** 0.8) for row in table("places.tsv")]
    return Stock(
        surnames_ru=Bag([(name, float(count)) for name, count in table("surnames_ru.tsv")]),
        given_ru={s: Bag([(n, float(c) ** 0.85) for n, x, c in given_ru if x == s]) for s in "mf"},
        short={(formal, sex): forms.split() for formal, sex, forms in table("hypocorisms_ru.tsv")},
        ukrainian=dict(tuple(row[:2]) for row in table("given_ru_uk.tsv")),  # type: ignore[misc]  # pairs by file format
        surnames_uk=Bag([(row[3], 1.0) for row in other if row[:2] == ["uk", "surname"]]),
        given_uk={s: Bag([(row[3], 1.0) for row in other if row[:3] == ["uk", "given", s]]) for s in "mf"},
        surnames_es=Bag([(row[3], 1.0) for row in other if row[:2] == ["es", "surname"]]),
        given_es={s: Bag([(row[3], 1.0) for row in other if row[:3] == ["es", "given", s]]) for s in "mf"},
        surnames_ar=Bag([(tuple(row[1:3]), 1.0) for row in arabic if row[0] == "surname"]),
        given_ar=Bag([(tuple(row[1:3]), 1.0) for row in arabic if row[0] == "given"]),
        places={c: Bag([(p, w) for p, w in places if p.country == c]) for c in ("RU", "UA", "ES", "CO")},
    )
