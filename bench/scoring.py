"""Score what any matcher linked, ours or a peer's: figures, and the curves that the page of results draws.

A list is a folder with registry.parquet, enquiries.parquet and truth.parquet (enquiry_id, record_ids, kind,
tags); links are rows of enquiry_id, record_id and score. Recall counts the enquiries whose person is in the
registry; F1 and recall at precision .99 are of linking the best candidate, where a link of somebody who is
not there is false too.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

BINS = 15
LEAST_TAGGED = 50


def read(folder: Path, name: str) -> list[dict[str, str]]:
    rows = pq.read_table(folder / name).to_pylist()
    return [{k: "" if v is None else str(v) for k, v in row.items()} for row in rows]


def curve(score: np.ndarray, good: np.ndarray, found: int) -> tuple[np.ndarray, np.ndarray]:
    """Precision and recall when all with at least a score are linked, for each score that occurs."""
    order = np.argsort(-score, kind="stable")
    last = np.r_[np.diff(score[order]) != 0, True]
    hits, said = np.cumsum(good[order])[last], (np.arange(len(order)) + 1)[last]
    return hits / said, hits / max(found, 1)


def best_f1(score: np.ndarray, good: np.ndarray, found: int) -> tuple[float, float]:
    """Best F1, and recall at precision .99, over all thresholds."""
    precision, recall = curve(score, good, found)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    return float(f1.max()), float(recall[precision >= 0.99].max(initial=0.0))


def reliability(said: np.ndarray, true: np.ndarray) -> list[tuple[float, float, int]]:
    """In equal bins of what was said: its mean, how often it was so, how many."""
    bins = np.minimum((said * BINS).astype(int), BINS - 1)
    parts = [(said[bins == b], true[bins == b]) for b in range(BINS) if (bins == b).any()]
    return [(float(s.mean()), float(t.mean()), len(s)) for s, t in parts]


def calibration(said: np.ndarray, true: np.ndarray) -> float:
    """Expected calibration error of the best candidate's probability, in equal bins."""
    return float(sum(abs(s - t) * n for s, t, n in reliability(said, true)) / len(said))


Links = dict[str, list[tuple[str, float]]]


def read_links(path: Path) -> Links:
    """The candidates of each enquiry, best first."""
    found: Links = defaultdict(list)
    for row in pq.read_table(path, columns=["enquiry_id", "record_id", "score"]).to_pylist():
        found[row["enquiry_id"]].append((row["record_id"], float(row["score"])))
    return {key: sorted(rows, key=lambda r: -r[1]) for key, rows in found.items()}


def figures(links: Links, truth: list[dict[str, str]], *, probability: bool) -> dict[str, Any]:
    """All figures of one system on one list; calibration only where scores are probabilities."""
    said, good, ranks = [], [], []
    by_tag: dict[str, list[bool]] = defaultdict(list)
    for told in truth:
        true, shown = set(told["record_ids"].split()), links.get(told["enquiry_id"], [])
        said.append(shown[0][1] if shown else 0.0)
        good.append(bool(shown) and shown[0][0] in true)
        if true:
            ranks.append(next((r for r, (record, _) in enumerate(shown, 1) if record in true), 99))
            for tag in told["tags"].split():
                by_tag[tag].append(ranks[-1] == 1)
    score, hit, rank = np.array(said), np.array(good, float), np.array(ranks)
    f1, sure = best_f1(score, hit, len(rank))
    out: dict[str, Any] = {
        "enquiries": len(score),
        "found": len(rank),
        "recall_1": round(float((rank == 1).mean()), 4),
        "recall_10": round(float((rank <= 10).mean()), 4),
        "f1": round(f1, 4),
        "recall_at_p99": round(sure, 4),
        "recall_1_by_tag": {
            t: round(float(np.mean(v)), 3) for t, v in sorted(by_tag.items()) if len(v) >= LEAST_TAGGED
        },
        "curve": thinned(*curve(score, hit, len(rank))),
    }
    return out | (trust(score, hit, len(rank)) if probability else {})


def trust(score: np.ndarray, hit: np.ndarray, found: int) -> dict[str, Any]:
    """What scores are worth as probabilities."""
    high = score >= 0.99
    return {
        "brier": round(float(((score - hit) ** 2).mean()), 4),
        "ece": round(calibration(score, hit), 4),
        "said_99": {
            "precision": round(float(hit[high].mean()), 4) if high.any() else None,
            "recall": round(float(hit[high].sum() / max(found, 1)), 4),
        },
        "reliability": [[round(s, 3), round(t, 3), n] for s, t, n in reliability(score, hit)],
    }


def thinned(precision: np.ndarray, recall: np.ndarray, most: int = 60) -> list[list[float]]:
    """A curve of at most `most` points, evenly along the recall."""
    at = np.unique(np.searchsorted(recall, np.linspace(0, recall[-1], most)).clip(0, len(recall) - 1))
    return [[round(float(recall[i]), 4), round(float(precision[i]), 4)] for i in at]


def pair_figures(score: np.ndarray, label: np.ndarray) -> dict[str, float]:
    """Average precision, best F1 and recall at precision .99 of scored pairs of names."""
    precision, recall = curve(score, label.astype(float), int(label.sum()))
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    return {
        "ap": round(float(np.sum(np.diff(np.r_[0, recall]) * precision)), 4),
        "f1": round(float(f1.max()), 4),
        "recall_at_p99": round(float(recall[precision >= 0.99].max(initial=0.0)), 4),
    }
