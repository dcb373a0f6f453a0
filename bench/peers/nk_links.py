"""nomenklatura: its DuckDB blocker, and logic-v2 on the candidates: python nk_links.py DIR OUT

Cards become Person entities with name, birthDate, gender and birthPlace. The blocker is given room for more
than its default (buckets of 2,500, 75 candidates), which finds more.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from common import TOP, Timer, load
from followthemoney import Dataset, StatementEntity
from nomenklatura.blocker.index import Index
from nomenklatura.matching import ScoringConfig, get_algorithm

DATASET = Dataset.make({"name": "list", "title": "list"})
SEX = {"m": "male", "f": "female"}
CANDIDATES, BUCKET, MEMORY = 75, 2500, 4000


def entity(key: str, name: str, row: object, dob: str) -> StatementEntity:
    place = ", ".join(x for x in (row.settlement, row.region) if x)
    told = {"name": name, "gender": SEX.get(row.sex, ""), "birthDate": dob, "birthPlace": place}
    properties = {prop: [value] for prop, value in told.items() if value}
    return StatementEntity.from_data(
        DATASET, {"id": key, "schema": "Person", "properties": properties}, cleaned=True
    )


class View:
    """What the blocker asks for."""

    scope = DATASET

    def __init__(self, people: dict[str, StatementEntity]) -> None:
        self.people = people

    def entities(self, include_schemata: object = None) -> Iterator[StatementEntity]:
        yield from self.people.values()


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folder", type=Path)
    options.add_argument("out", type=Path)
    args = options.parse_args()
    timer = Timer()
    registry, enquiries = load(args.folder)
    people = {
        row.record_id: entity(
            row.record_id, " ".join(x for x in (row.given, row.patronymic, row.surname) if x), row, row.dob
        )
        for row in registry.itertuples(index=False)
    }
    asked = {
        row.enquiry_id: entity(
            row.enquiry_id,
            row.name,
            row,
            row.dob or (str(2022 - int(row.age)) if row.age not in ("", "0") else ""),
        )
        for row in enquiries.itertuples(index=False)
    }
    timer.lap("load")
    folder = Path(tempfile.mkdtemp())
    index = Index(View(people), folder, {"memory": MEMORY, "max_bucket_size": BUCKET})
    index.build()
    timer.lap("build")
    candidates = {str(key): [str(i) for i, _ in found] for key, found in index.match_entities(asked.values())}
    timer.lap("block")
    algorithm, config = get_algorithm("logic-v2"), ScoringConfig.defaults()
    rows = []
    for key, found in candidates.items():
        # ties of the score are settled by the blocker's order
        scored = [
            (algorithm.compare(asked[key], people[record], config).score - 1e-6 * at, record)
            for at, record in enumerate(found[:CANDIDATES])
        ]
        rows += [(key, record, score) for score, record in sorted(scored, reverse=True)[:TOP]]
    timer.lap("score")
    index.close()
    shutil.rmtree(folder)
    links = pd.DataFrame(rows, columns=["enquiry_id", "record_id", "score"])
    timer.done(args.out, links, "nomenklatura", "rigour")


if __name__ == "__main__":
    main()
