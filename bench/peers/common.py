"""What the peers' runners share: reading a list, the plain normalisation that peers are given, timing.

Peers see names romanised, short forms made formal and women's endings cut: more than they do by themselves.
"""

from __future__ import annotations

import json
import os
import re
import resource
import time
from importlib.metadata import version
from pathlib import Path

import jellyfish
import pandas as pd
from unidecode import unidecode

NAMES = Path(__file__).parents[2] / "src/regreso/facts/names/data/short_forms.tsv"
FATHER = re.compile(r"(vich|vych|witsch|vitch|wicz|ich|vna|wna|ichna|ovica|evica|vicha)$")
TOP = 10


def roman(text: object) -> str:
    """Latin small letters, words apart."""
    return re.sub(r"[^a-z0-9 ]+", " ", unidecode(str(text or "")).lower().replace("'", "")).strip()


def formal() -> dict[str, str]:
    """Short forms of given names, with their formal ones."""
    table: dict[str, str] = {}
    for line in NAMES.read_text("utf8").splitlines()[1:]:
        cells = line.split("\t")
        for word in cells[2].split():
            table.setdefault(roman(word), roman(cells[1].split()[0]))
    return table


def masculine(word: str) -> str:
    word = re.sub(r"(ov|ev|in|yn)a$", r"\1", word)
    return re.sub(r"(t?sk)a[iyj]a$", r"\1ii", word)


def parts_of(row: tuple[str, str, str, str], short: dict[str, str], known: set[str]) -> tuple[str, str, str]:
    """Surname, given name and patronymic in Latin letters; free text is split by the registry's given names."""
    surname, given, father = map(roman, row[1:])
    if not surname and not given:
        words = roman(row[0]).split()
        father = next((w for w in words if FATHER.search(w) and len(w) > 5), "")
        rest = [w for w in words if w != father] or [""]
        last = len(rest) - 1 if len(rest) > 1 else -1
        at = next((n for n, w in enumerate(rest) if short.get(w, w) in known), last)
        given = rest.pop(at) if at >= 0 else ""
        surname = " ".join(rest)
    elif short.get(given, given) not in known and short.get(surname, surname) in known:
        surname, given = given, surname
    return masculine(surname), short.get(given, given), father


def tidy(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both tables with the same cleaned columns; x_… columns are taken over as they are."""
    registry, enquiries = load(folder)
    short = formal()
    counts = registry.given.map(roman).map(lambda g: short.get(g, g)).value_counts()
    known = {g for g, n in counts.items() if n >= max(3, len(registry) // 20000)}
    return tuple(
        _cleaned(table, key, short, known)
        for table, key in ((registry, "record_id"), (enquiries, "enquiry_id"))
    )


def _cleaned(table: pd.DataFrame, key: str, short: dict[str, str], known: set[str]) -> pd.DataFrame:
    names = table["name"] if "name" in table else [""] * len(table)
    rows = zip(names, table.surname, table.given, table.patronymic, strict=True)
    parts = [parts_of(row, short, known) for row in rows]
    out = pd.DataFrame(parts, columns=["surname", "given", "patronymic"])
    out["unique_id"] = table[key].to_numpy()
    out["dob"] = table.dob.where(table.dob.str.len() == 10, "").to_numpy()
    out["year"] = table.dob.str[:4].to_numpy()
    if "age" in table:
        ages = pd.to_numeric(table.age, errors="coerce").fillna(0).astype(int).to_numpy()
        out["year"] = [y or (str(2022 - a) if a else "") for y, a in zip(out.year, ages, strict=True)]
    for name in ("settlement", "region"):
        out[name] = table[name].map(roman).to_numpy()
    out["unit"] = [str(unit).split(" ")[0] for unit in table.unit]
    out["meta"] = out.surname.map(jellyfish.metaphone)
    out["g1"], out["s3"] = out.given.str[:1], out.surname.str[:3]
    for name in (c for c in table if c.startswith("x_")):
        out[name] = table[name].map(roman).to_numpy()
    return out.astype("string").where(out != "", None)  # typed: a column of gaps is text, too


def load(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    found = [pd.read_parquet(folder / f"{name}.parquet") for name in ("registry", "enquiries")]
    return tuple(table.fillna("").astype(str) for table in found)


class Timer:
    """Processor seconds of each step: the machine may be shared."""

    def __init__(self) -> None:
        self.began = time.process_time()
        self.told: dict[str, object] = {}

    def lap(self, name: str) -> None:
        now = time.process_time()
        self.told[f"{name}_cpu_s"], self.began = round(now - self.began, 2), now

    def done(self, out: Path, links: pd.DataFrame, *packages: str, **more: object) -> None:
        links[["enquiry_id", "record_id", "score"]].to_parquet(out.with_suffix(".parquet"))
        self.told |= more | {
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            "load": [round(load, 1) for load in os.getloadavg()],
            "versions": {name: version(name) for name in packages},
        }
        out.with_suffix(".json").write_text(json.dumps(self.told, indent=1) + "\n", "utf8")
