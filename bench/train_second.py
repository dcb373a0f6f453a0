"""Learn the second look at an answer from labelled lists, and write it into the file of weights.

    python bench/train_second.py --shared DIR [--work DIR] [--out FILE]

Lists of several sizes and shares of held people are made, of seeds that no result is reported on, and asked
by the weights as they are. From figures about each best candidate (regreso.matching.kernels.second) two sets
of boosted trees learn what the first stage misses: whether the sought is in the registry, on top of the prior
and the evidence, and if so whether the best candidate is the one. The prior is not learned, so that the trees
hold for other shares. Prints, for each list, log loss and calibration error with and without.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import boosting
import lists
import numpy as np
from lists import Size
from scoring import calibration, read
from train_matching import AS_OF, TARGET

from regreso.matching import Registry
from regreso.matching.kernels.second import EVIDENCE, WHICH
from regreso.matching.second import FIGURES
from regreso.matching.weights import WeightsFile
from regreso.tracing.facts import row_facts

MANNER = boosting.Manner(trees=60, depth=3, rate=0.1, least=80, calm=5.0)
MOST = 2_000  # enquiries of a list
Answers = dict[str, np.ndarray]


def made(shared: Path, work: Path) -> list[Path]:
    """What the shipped trees were learned from."""
    whole, few = Size(10_000, 3_000), Size(3_000, 3_000)
    folders = [
        lists.development(shared, work, whole, 81),
        lists.development(shared, work, whole, 82, found=0.2),
        lists.development(shared, work, Size(2_000, 2_000), 85, found=0.9),
        lists.development(shared, work, Size(30_000, 3_000), 86),
        lists.world("slavic", work, Size(30_000, 3_000), messages=0.33, hand="c", seed=23),
    ]
    for name in lists.WORLDS:
        hand = lists.HANDS[name][0]
        folders += [
            lists.world(name, work, whole, messages=0.33, hand=hand, seed=21),
            lists.world(name, work, whole, messages=0.1, hand=hand, seed=22, found=0.2),
            lists.world(name, work, few, messages=0.33, hand=hand, seed=25, found=0.9),
        ]
    return folders


def asked(folder: Path) -> Answers:
    """A line for each enquiry that found anybody: figures, is its person held, is the best one right."""
    registry, truth = Registry(), {t["enquiry_id"]: t for t in read(folder, "truth.parquet")}
    people = read(folder, "registry.parquet")
    registry.add_many((row["record_id"], row_facts(row, as_of=AS_OF)[0]) for row in people)
    figures, here, right = [], [], []
    for row in read(folder, "enquiries.parquet")[:MOST]:
        ranking = registry.rank(row_facts(row, as_of=AS_OF)[0])
        if not len(ranking.best):
            continue
        figures.append(registry.scale.figures(ranking, registry.leaders(ranking)))
        true = truth[row["enquiry_id"]]["record_ids"].split()
        here.append(bool(true))
        right.append(registry.ids.text(int(ranking.best[0, 0])) in true)
    held = np.mean([bool(told["record_ids"]) for told in truth.values()])
    prior = np.full(len(here), np.log(held / (1 - held)))
    return {
        "figures": np.array(figures),
        "here": np.array(here, float),
        "right": np.array(right, float),
        "prior": prior,
    }


def together(parts: list[Answers]) -> Answers:
    return {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}


def chance(odds: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-odds)))


def learned(all_of: Answers) -> dict[str, list[boosting.Tree]]:
    figures, here = all_of["figures"], all_of["here"]
    rising = [[int(name == own) for name in FIGURES] for own in ("evidence", "which")]
    before = all_of["prior"] + figures[:, EVIDENCE]
    _, is_here = boosting.learn(figures, here, rising[0], MANNER, offset=before)
    held = figures[here > 0]
    _, which = boosting.learn(held, all_of["right"][here > 0], rising[1], MANNER, offset=held[:, WHICH])
    return {"here": is_here, "which": which}


def said(part: Answers, trees: dict[str, list[boosting.Tree]]) -> np.ndarray:
    """The probability of the best candidate."""
    figures = part["figures"]
    here = part["prior"] + figures[:, EVIDENCE] + boosting.log_odds(0.0, trees["here"], figures)
    return chance(here) * chance(figures[:, WHICH] + boosting.log_odds(0.0, trees["which"], figures))


def told(part: Answers, trees: dict[str, list[boosting.Tree]]) -> str:
    found = (said(part, some) for some in ({"here": [], "which": []}, trees))
    losses = [
        (calibration(p, part["right"]), -np.log(np.where(part["right"] > 0, p, 1 - p).clip(1e-6)).mean())
        for p in found
    ]
    return "; ".join(f"ECE {ece:.4f}, log loss {loss:.4f}" for ece, loss in losses)


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--shared", type=Path, required=True)
    options.add_argument("--work", type=Path, default=TARGET.parents[4] / "build/bench-matching")
    options.add_argument("--out", type=Path, default=TARGET)
    args = options.parse_args()
    folders = made(args.shared, args.work)
    parts = [asked(folder) for folder in folders]
    trees = learned(together(parts))
    for folder, part in zip(folders, parts, strict=True):
        print(f"{folder.name}: {told(part, trees)}", flush=True)
    file = WeightsFile.open(None)
    provenance = file.provenance.split("; second:")[0] + "; second: bench/train_second.py --shared DIR"
    replace(file, provenance=provenance, second=trees).write(args.out)


if __name__ == "__main__":
    main()
