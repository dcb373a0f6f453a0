"""Learn how probable it is that two written names are one person's, and write matching/data/name_trees.json.

    python bench/train_names.py PAIRS.tsv [MORE.tsv ...] [--people PEOPLE.tsv]

The files have the columns name1, name2, label (1 or 0), source; MORE.tsv is made by bench/name_pairs.py.
PEOPLE.tsv (person, country, language, name) tells whose name a name is. Needs scikit-learn, which the package
does not: the boosted trees are written out as plain lists. A figure that speaks for agreement may only
raise the answer. Prints average precision, best F1 and recall at precision 0.99 of five folds cut by person,
and of each source of MORE.tsv when nothing of it was learned from.
"""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from regreso.matching.compare.written import FEATURES, features

TARGET = Path(__file__).parent.parent / "src/regreso/matching/data/name_trees.json"
UP = {"best", "second", "third", "worst", "mean", "linked", "surname", "given", "father", "joined"}
DOWN = {"left_both"}


def model() -> HistGradientBoostingClassifier:
    signs = [1 if f in UP else -1 if f in DOWN else 0 for f in FEATURES]
    return HistGradientBoostingClassifier(
        max_iter=160, max_depth=4, learning_rate=0.09, l2_regularization=2, min_samples_leaf=40,
        monotonic_cst=signs, random_state=1,
    )  # fmt: skip


def figures(label: np.ndarray, score: np.ndarray) -> str:
    good = label[np.argsort(-score, kind="stable")]
    hits = np.cumsum(good)
    precision, recall = hits / np.arange(1, len(good) + 1), hits / good.sum()
    f1 = (2 * precision * recall / np.maximum(precision + recall, 1e-9)).max()
    sure = recall[precision >= 0.99].max(initial=0)
    return f"AP {average_precision_score(label, score):.4f}, F1 {f1:.4f}, recall at precision .99 {sure:.3f}"


def tree(nodes: np.ndarray, at: int = 0) -> object:
    """[feature, threshold, left, right], or the value of a leaf."""
    node = nodes[at]
    if node["is_leaf"]:
        return round(float(node["value"]), 4)
    branches = (tree(nodes, int(node[side])) for side in ("left", "right"))
    return [int(node["feature_idx"]), round(float(node["num_threshold"]), 5), *branches]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def owners(path: Path | None) -> dict[str, str]:
    """Whose name a name is."""
    lines = path.read_text("utf8").splitlines() if path else []
    return {line.split("\t")[3]: line.split("\t")[0] for line in lines}


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("pairs", type=Path, nargs="+")
    options.add_argument("--people", type=Path)
    args = options.parse_args()
    lists = [read(path) for path in args.pairs]
    rows = [row for one in lists for row in one]
    figured = np.array([features(row["name1"], row["name2"]) for row in rows])
    label = np.array([int(row["label"]) for row in rows])
    whose = owners(args.people)
    groups = np.unique([whose.get(row["name1"], row["name1"]) for row in rows], return_inverse=True)[1]
    folds = cross_val_predict(
        model(), figured, label, cv=GroupKFold(5), groups=groups, method="predict_proba"
    )[:, 1]
    first = len(lists[0])
    told = figures(label[:first], folds[:first])
    print(f"{args.pairs[0].name}, five folds by person: {told}", flush=True)
    source = np.array(["" if at < first else row["source"] for at, row in enumerate(rows)])
    for name in sorted(set(source) - {""}):
        here = source == name
        apart = model().fit(figured[~here], label[~here]).predict_proba(figured[here])[:, 1]
        print(f"{name}, learned without it: {figures(label[here], apart)}", flush=True)
    learned = model().fit(figured, label)
    stages = learned._predictors  # noqa: SLF001 - there is no public way to the trees
    start = float(learned._baseline_prediction[0, 0])  # noqa: SLF001 - nor to where they start
    trees = [json.dumps(tree(stage[0].nodes), separators=(",", ":")) for stage in stages]
    provenance = f"bench/train_names.py on {len(rows)} pairs; the first file, five folds by person: {told}"
    TARGET.write_text(
        f'{{"provenance": {json.dumps(provenance)},\n"features": {json.dumps(FEATURES)},\n'
        f'"start": {start:.5f},\n"trees": [\n' + ",\n".join(trees) + "\n]}\n",
        "utf8",
    )


if __name__ == "__main__":
    main()
