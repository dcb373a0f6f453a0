"""Score pairs of names: python pair_scores.py PAIRS.tsv OUT.tsv METHOD; one score a line, in their order."""

from __future__ import annotations

import csv
import json
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from itertools import count
from pathlib import Path

from common import roman

Scorer = Callable[[str, str], float]


def _rapidfuzz(kind: str) -> Scorer:
    from rapidfuzz import distance, fuzz

    if kind == "jaro_winkler":
        jaro = distance.JaroWinkler.similarity
        return lambda a, b: jaro(" ".join(sorted(roman(a).split())), " ".join(sorted(roman(b).split())))
    scorer = getattr(fuzz, kind)
    return lambda a, b: scorer(roman(a), roman(b))


def _nomenklatura() -> Scorer:
    from followthemoney import model
    from nomenklatura.matching import ScoringConfig, get_algorithm

    algorithm, config = get_algorithm("logic-v2"), ScoringConfig.defaults()

    numbers = count()  # what is known of an id is kept: each name has its own

    def person(name: str) -> object:
        return model.get_proxy(
            {"id": f"p{next(numbers)}", "schema": "Person", "properties": {"name": [name]}}
        )

    return lambda a, b: algorithm.compare(person(b), person(a), config).score


METHODS: dict[str, tuple[str, Callable[[], Scorer]]] = {
    "rapidfuzz token_set_ratio": ("rapidfuzz", lambda: _rapidfuzz("token_set_ratio")),
    "rapidfuzz WRatio": ("rapidfuzz", lambda: _rapidfuzz("WRatio")),
    "Jaro-Winkler, words sorted": ("rapidfuzz", lambda: _rapidfuzz("jaro_winkler")),
    "nomenklatura logic-v2": ("nomenklatura", _nomenklatura),
}


def main() -> None:
    pairs, out, method = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    package, make = METHODS[method]
    with pairs.open(encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    score, began = make(), time.process_time()
    scores = [score(row["name1"], row["name2"]) for row in rows]
    seconds = time.process_time() - began
    out.write_text("".join(f"{s}\n" for s in scores), "utf8")
    told = {"pairs_per_cpu_s": round(len(rows) / max(seconds, 0.01)), "versions": {package: version(package)}}
    out.with_suffix(".json").write_text(json.dumps(told) + "\n", "utf8")


if __name__ == "__main__":
    main()
