"""Learn how probable it is that two written names are one person's, and write matching/data/name_trees.json.

    python bench/train_names.py PAIRS.tsv [MORE.tsv ...] [--people PEOPLE.tsv] [--check]

The files have the columns name1, name2, label (1 or 0), source; MORE.tsv is made by bench/name_pairs.py.
PEOPLE.tsv (person, country, language, name) tells whose name a name is. The shipped trees were learned by

    python bench/name_pairs.py build/pairs_worlds.tsv --many 4000 --seed 1 --worlds slavic spanish arabic
    python bench/train_names.py DIR/data/pairs/name_pairs_dev.tsv build/pairs_worlds.tsv \\
        --people DIR/data/names/people_multilingual_dev.tsv

and the same input gives the same trees (bench/boosting.py). A figure that speaks for agreement may only raise
the answer. With --check it prints average precision, best F1 and recall at precision .99 of five folds cut by
person, and of each source of MORE.tsv when nothing of it was learned from.
"""

from __future__ import annotations

import argparse
import csv
import json
import zlib
from pathlib import Path

import boosting
import numpy as np
from scoring import pair_figures

from regreso.matching.compare.written import FEATURES, features

TARGET = Path(__file__).parent.parent / "src/regreso/matching/data/name_trees.json"
UP = {"best", "second", "third", "worst", "mean", "linked", "surname", "given", "father", "joined"}
DOWN = {"left_both"}


MANNER = boosting.Manner(trees=160, depth=4, rate=0.09, least=40, calm=2.0)
SIGNS = [1 if f in UP else -1 if f in DOWN else 0 for f in FEATURES]
FOLDS = 5


def model(figured: np.ndarray, label: np.ndarray) -> tuple[float, list[boosting.Tree]]:
    return boosting.learn(figured, label, SIGNS, MANNER)


def figures(label: np.ndarray, score: np.ndarray) -> str:
    told = pair_figures(score, label)
    return f"AP {told['ap']:.4f}, F1 {told['f1']:.4f}, recall at precision .99 {told['recall_at_p99']:.3f}"


def fold_of(person: str) -> int:
    return zlib.crc32(person.encode()) % FOLDS


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def owners(path: Path | None) -> dict[str, str]:
    """Whose name a name is."""
    lines = path.read_text("utf8").splitlines() if path else []
    return {line.split("\t")[3]: line.split("\t")[0] for line in lines}


def checked(
    args: argparse.Namespace, lists: list[list[dict[str, str]]], figured: np.ndarray, label: np.ndarray
) -> str:
    """Print how good trees are on what they did not learn from; what is said of the first file."""
    rows = [row for one in lists for row in one]
    whose = owners(args.people)
    fold = np.array([fold_of(whose.get(row["name1"], row["name1"])) for row in rows])
    folds = np.zeros(len(rows))
    for one in range(FOLDS):
        apart = fold == one
        folds[apart] = boosting.log_odds(*model(figured[~apart], label[~apart]), figured[apart])
    first = len(lists[0])
    told = figures(label[:first], folds[:first])
    print(f"{args.pairs[0].name}, five folds by person: {told}", flush=True)
    source = np.array(["" if at < first else row["source"] for at, row in enumerate(rows)])
    for name in sorted(set(source) - {""}):
        here = source == name
        without = boosting.log_odds(*model(figured[~here], label[~here]), figured[here])
        print(f"{name}, learned without it: {figures(label[here], without)}", flush=True)
    return told


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("pairs", type=Path, nargs="+")
    options.add_argument("--people", type=Path)
    options.add_argument("--out", type=Path, default=TARGET)
    options.add_argument("--check", action="store_true", help="also learn without each fold and each source")
    args = options.parse_args()
    lists = [read(path) for path in args.pairs]
    rows = [row for one in lists for row in one]
    figured = np.array([features(row["name1"], row["name2"]) for row in rows])
    label = np.array([float(row["label"]) for row in rows])
    told = checked(args, lists, figured, label) if args.check else "not checked"
    start, learned = model(figured, label)
    trees = [json.dumps(tree, separators=(",", ":")) for tree in learned]
    provenance = f"bench/train_names.py on {len(rows)} pairs, as its text says; five folds by person: {told}"
    args.out.write_text(
        f'{{"provenance": {json.dumps(provenance)},\n"features": {json.dumps(FEATURES)},\n'
        f'"start": {start:.5f},\n"trees": [\n' + ",\n".join(trees) + "\n]}\n",
        "utf8",
    )


if __name__ == "__main__":
    main()
