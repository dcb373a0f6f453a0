"""From how sure a rule claims to be to how often such claims were right: data/calibration.tsv.

Learned by `make train-reading` on the written pages; what the figures were is in docs/reference/reading-model.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files

from regreso.reading.leads import Lead


@cache
def _table() -> dict[str, list[tuple[float, float]]]:
    text = files("regreso.reading").joinpath("data", "calibration.tsv").read_text(encoding="utf8")
    found: dict[str, list[tuple[float, float]]] = {}
    for kind, least, conf in (line.split("\t") for line in text.splitlines()[1:]):
        found.setdefault(kind, []).append((float(least), float(conf)))
    return {kind: sorted(rows, reverse=True) for kind, rows in found.items()}


def calibrated(kind: str, conf: float) -> float:
    """How often a lead of this kind was right whose rules claimed `conf`; the same where nothing is known.

    >>> 0 < calibrated("count", 0.9) <= 1
    True
    >>> calibrated("unreadable", 1.0)
    1.0
    """
    return next((right for least, right in _table().get(kind, ()) if conf >= least), conf)


def with_true_odds(leads: Iterator[Lead]) -> Iterator[Lead]:
    """The leads, each with its calibrated confidence.

    >>> list(with_true_odds(iter(())))
    []
    """
    for lead in leads:
        yield replace(lead, conf=calibrated(lead.kind, lead.conf))
