"""Lists to measure matching on, each a folder as bench/scoring.py reads it; what is there is not made again.

Ours are made by bench/worlds. Others need the folder of shared development data (`--shared`): its maker of
lists, FEBRL 3 and 4 (made Australians, ANU) and historical_50k (people of Wikidata with made errors).
Columns that no card of a tracing agency has go by x_…: no system of ours reads them.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq

HERE = Path(__file__).parent
WORLDS = ("slavic", "spanish", "arabic")
HANDS = {"slavic": ("c", "d"), "spanish": ("a", "b"), "arabic": ("a", "b")}  # developed on, held back
RECORD = ("record_id", "surname", "given", "patronymic", "sex", "dob", "settlement", "region", "unit")
ENQUIRY = ("enquiry_id", "name", *RECORD[1:], "age")
TRUTH = ("enquiry_id", "record_ids", "kind", "tags")

Row = dict[str, str]


@dataclass(frozen=True)
class Size:
    records: int
    enquiries: int


def _done(folder: Path) -> bool:
    return (folder / "truth.parquet").exists()


def _run(*command: str | Path) -> None:
    subprocess.run([sys.executable, *map(str, command)], check=True, stdout=subprocess.DEVNULL)


def development(shared: Path, work: Path, size: Size, seed: int, *, found: float = 0.6) -> Path:
    """The shared maker's list: Russian, Ukrainian and six Latin spellings."""
    folder = work / f"linkage_{size.records}_seed{seed}{_share(found)}"
    if not _done(folder):
        maker, counts = shared / "bench" / "make_linkage.py", ("--records", str(size.records))
        asked = ("--enquiries", str(size.enquiries), "--seed", str(seed), "--out", folder)
        _run(maker, *counts, *asked, "--found", str(found))
    return folder


def _share(found: float) -> str:
    return "" if found == 0.6 else f"_found{round(100 * found)}"


def world(
    name: str, work: Path, size: Size, *, messages: float, hand: str, seed: int = 3, found: float = 0.6
) -> Path:
    """An operation of one part of the world: a share of whole messages, or 0 for filled forms only."""
    kind = f"messages_{hand}" if messages else "forms"
    folder = work / f"{name}_{size.records}_{kind}_seed{seed}{_share(found)}"
    if not _done(folder):
        counts = ("--records", str(size.records), "--enquiries", str(size.enquiries), "--seed", str(seed))
        _run(
            HERE / "worlds" / f"{name}.py",
            folder,
            *counts,
            "--messages",
            str(messages),
            "--hand",
            hand,
            "--found",
            str(found),
        )
    return folder


def pairs(work: Path, many: int = 4000, seed: int = 1) -> Path:
    """Pairs of written names of the three worlds."""
    path = work / f"pairs_worlds_seed{seed}.tsv"
    if not path.exists():
        _run(HERE / "name_pairs.py", path, "--many", str(many), "--seed", str(seed))
    return path


def _write(folder: Path, registry: list[Row], enquiries: list[Row], truth: list[Row]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    extra = tuple(sorted({c for row in registry for c in row if c.startswith("x_")}))
    tables = ((registry, "registry", RECORD + extra), (enquiries, "enquiries", ENQUIRY + extra))
    for rows, name, columns in (*tables, (truth, "truth", TRUTH)):
        table = pa.table({c: [row.get(c, "") for row in rows] for c in columns})
        pq.write_table(table, folder / f"{name}.parquet")
    return folder


def _asked(number: int, row: Row, true: list[str]) -> tuple[Row, Row]:
    key = {"enquiry_id": f"E{number:07d}"}
    name = " ".join(row[c] for c in ("given", "surname") if row[c])
    kind = "found" if true else "absent"
    return key | {"name": name} | row, key | {"record_ids": " ".join(true), "kind": kind, "tags": "form"}


def _febrl_row(row: Row) -> Row:
    born = row["date_of_birth"]
    day = f"{born[:4]}-{born[4:6]}-{born[6:]}" if len(born) == 8 else ""
    address = " ".join(row[c] for c in ("street_number", "address_1", "address_2") if row[c])
    return {
        "surname": row["surname"],
        "given": row["given_name"],
        "dob": day,
        "settlement": row["suburb"],
        "region": row["state"],
        "x_address": address,
        "x_postcode": row["postcode"],
        "x_number": row["soc_sec_id"],
    }


def febrl(shared: Path, work: Path, number: int) -> Path:
    """FEBRL 4: 4b asked against 4a. FEBRL 3: all but one card of each person asked against the first ones."""
    folder = work / f"febrl{number}"
    if _done(folder):
        return folder
    names = ("febrl_dataset4a.csv", "febrl_dataset4b.csv") if number == 4 else ("febrl_dataset3.csv",)
    registry, enquiries, truth = [], [], []
    for name in names:
        with (shared / "data" / "linkage" / name).open(encoding="utf8", newline="") as file:
            for row in csv.DictReader(file, skipinitialspace=True):
                who, kind = row["rec_id"].split("-")[1:3]
                if kind == "org":
                    registry.append({"record_id": f"R{who}"} | _febrl_row(row))
                else:
                    asked, told = _asked(len(enquiries), _febrl_row(row), [f"R{who}"])
                    enquiries.append(asked)
                    truth.append(told)
    return _write(folder, registry, enquiries, truth)


def historical(shared: Path, work: Path, *, absent: float = 0.3, seed: int = 1) -> Path:
    """historical_50k: one card of a person is registered, up to three asked; some people are not there."""
    folder = work / "historical"
    if _done(folder):
        return folder
    clusters: dict[str, list[Row]] = defaultdict(list)
    table = pq.read_table(shared / "data" / "linkage" / "historical_dev.parquet")
    for row in table.to_pylist():
        clusters[row["cluster"]].append({k: str(v) if v is not None else "" for k, v in row.items()})
    random, registry, enquiries, truth = Random(seed), [], [], []
    for key in sorted(clusters):
        cards = clusters[key]
        random.shuffle(cards)
        there = random.random() >= absent
        if there:
            registry.append({"record_id": f"R{key}"} | _historical_row(cards[0]))
        for card in cards[1:4]:
            asked, told = _asked(len(enquiries), _historical_row(card), [f"R{key}"] if there else [])
            enquiries.append(asked)
            truth.append(told)
    return _write(folder, registry, enquiries, truth)


def _historical_row(row: Row) -> Row:
    return {
        "surname": row["surname"],
        "given": row["first_name"],
        "sex": {"male": "m", "female": "f"}.get(row["gender"], ""),
        "dob": row["dob"][:10],
        "settlement": row["birth_place"],
        "x_postcode": row["postcode_fake"],
        "x_occupation": row["occupation"],
    }
