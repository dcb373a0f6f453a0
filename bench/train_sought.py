"""Learn how much each sign around a name tells that it is the sought one's: makes tracing/data/sought.json.

    python bench/train_sought.py [--many 400]

Learns from the made messages of hands `a` and `c` only: a softmax over the names of each message, drawn
towards what stands in the file already. bench/messages.py tells how well
the hands that are held back are read.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from messages import AS_OF, CASED, WORLDS, cases, stems
from regreso.tracing import message as reading
from regreso.tracing.sought import signs

TARGET = Path(__file__).parent.parent / "src/regreso/tracing/data/sought.json"
HANDS = ("a", "c")
TURNS, STEP, DRAW = 400, 0.3, 0.004


def told_runs(text: str, told: dict[str, str]) -> tuple[list[dict[str, float]], int] | None:
    """The signs of each name of a message, and which is the sought one's."""
    kept: list[tuple[list[dict[str, float]], list[str]]] = []

    def watched(found: list[dict[str, float]]) -> list[float]:
        kept.append((found, []))
        return [1 / max(len(found), 1)] * len(found)

    runs: list[str] = []

    def noted(clean: str, run: object, *rest: object, **more: object) -> object:
        runs.append(run.text)
        return signs(clean, run, *rest, **more)

    reading.shares, reading.signs = watched, noted
    reading.read_message(text, as_of=AS_OF)
    wanted = [set(stems(told["name"])), *(set(stems(told[c])) for c in CASED if c in told)]
    shared = [max(len(set(stems(r)) & w) / max(len(set(stems(r)) | w), 1) for w in wanted) for r in runs]
    if len(runs) < 2 or max(shared) < 0.5:
        return None
    return kept[0][0], int(np.argmax(shared))


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--many", type=int, default=400)
    args = options.parse_args()
    table = json.loads(TARGET.read_text("utf8"))
    names = sorted(table["weights"])
    found = [
        one
        for world in WORLDS
        for hand in HANDS
        if not (world == "slavic" and hand == "a")
        for _, _, text, told, _ in cases(world, hand, args.many)
        for one in [told_runs(text, told)]
        if one
    ]
    figures = [np.array([[run.get(n, 0.0) for n in names] for run in runs]) for runs, _ in found]
    right = [at for _, at in found]
    prior = np.array([table["weights"][n] for n in names])
    weights = prior.copy()
    for turn in range(TURNS):
        slope, fit, hits = np.zeros(len(names)), 0.0, 0
        for one, at in zip(figures, right, strict=True):
            score = one @ weights
            share = np.exp(score - score.max())
            share /= share.sum()
            slope += one[at] - share @ one
            fit, hits = fit + float(np.log(share[at])), hits + int(share.argmax() == at)
        weights += STEP * (slope / len(found) - DRAW * (weights - prior)) * 3
        if turn % 100 == 0 or turn == TURNS - 1:
            print(
                f"turn {turn}: {fit / len(found):.4f} nats a message, right {hits / len(found):.4f}",
                flush=True,
            )
    table["weights"] = {n: round(float(w), 2) for n, w in zip(names, weights, strict=True)}
    table["provenance"] = f"bench/train_sought.py --many {args.many}, hands {' and '.join(HANDS)}"
    lines = ",\n".join(f"  {json.dumps(n)}: {w}" for n, w in table["weights"].items())
    TARGET.write_text(
        f'{{\n "provenance": {json.dumps(table["provenance"])},\n "weights": {{\n{lines}\n }}\n}}\n', "utf8"
    )


if __name__ == "__main__":
    main()
