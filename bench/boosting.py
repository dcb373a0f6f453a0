"""Small boosted trees by numpy alone: the same input gives the same trees on every machine.

A figure may be told to speak for the answer only (1) or against it only (-1). An offset is what is believed
of each case beforehand, in log odds: the trees learn what comes on top. bench/train_names.py and
bench/train_second.py use it; what is learned is written out as plain lists.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Codes = NDArray[np.int64]

BINS = 64
PLACES = 5  # decimals of a threshold: few enough to read, enough to tell figures apart
FAR = 1e9
Tree = list[object] | float


@dataclass(frozen=True)
class Manner:
    """How trees are grown: how many, how deep, how far each goes, how many cases a leaf needs."""

    trees: int = 160
    depth: int = 4
    rate: float = 0.09
    least: int = 40
    calm: float = 2.0


def cuts_of(column: Floats, most: int = BINS) -> Floats:
    """Thresholds between values of one figure: between all where there are few, else at quantiles."""
    values = np.unique(column)
    if len(values) > most:
        values = np.unique(np.quantile(column, np.linspace(0, 1, most + 1)))
    return np.unique(np.round((values[:-1] + values[1:]) / 2, PLACES))


class Grower:
    """Grows one tree after another on cases whose figures are put in bins once."""

    def __init__(self, figures: Floats, signs: Sequence[int], manner: Manner) -> None:
        self.manner, self.signs = manner, np.array(signs)
        self.cuts = [cuts_of(figures[:, k]) for k in range(figures.shape[1])]
        self.width = max(len(cuts) for cuts in self.cuts) + 1
        columns = [np.searchsorted(cuts, figures[:, k], "left") for k, cuts in enumerate(self.cuts)]
        self.codes: Codes = np.array(columns).T + self.width * np.arange(len(columns))

    def tree(self, slope: Floats, bend: Floats) -> tuple[Tree, Floats]:
        """The tree that follows the slope, and what it gives for each case."""
        given = np.zeros(len(slope))
        return self._grow(np.arange(len(slope)), slope, bend, 0, (-FAR, FAR), given), given

    def _grow(
        self, at: Codes, slope: Floats, bend: Floats, depth: int, within: tuple[float, float], given: Floats
    ) -> Tree:
        low, high = within
        best = self._best(at, slope, bend, within) if depth < self.manner.depth else None
        if best is None:
            whole = -slope[at].sum() / (bend[at].sum() + self.manner.calm)
            value = round(float(np.clip(whole, low, high) * self.manner.rate), PLACES)
            given[at] = value
            return value
        figure, cut, left, right = best
        middle, sign = (left + right) / 2, self.signs[figure]
        below = (low, min(high, middle)) if sign > 0 else (max(low, middle), high) if sign < 0 else within
        above = (max(low, middle), high) if sign > 0 else (low, min(high, middle)) if sign < 0 else within
        goes = self.codes[at, figure] - self.width * figure <= cut
        return [
            figure,
            float(self.cuts[figure][cut]),
            self._grow(at[goes], slope, bend, depth + 1, below, given),
            self._grow(at[~goes], slope, bend, depth + 1, above, given),
        ]

    def _sums(self, at: Codes, what: Floats | None) -> Floats:
        codes = self.codes[at]
        size = self.width * codes.shape[1]
        weights = None if what is None else np.repeat(what[at], codes.shape[1])
        counted = np.bincount(codes.ravel(), weights, size)
        return np.cumsum(counted.reshape(-1, self.width), axis=1)

    def _best(
        self, at: Codes, slope: Floats, bend: Floats, within: tuple[float, float]
    ) -> tuple[int, int, float, float] | None:
        calm, (low, high) = self.manner.calm, within
        slopes, bends, counts = self._sums(at, slope), self._sums(at, bend), self._sums(at, None)
        s, b, n = slopes[0, -1], bends[0, -1], len(at)
        left = np.clip(-slopes / (bends + calm), low, high)
        right = np.clip(-(s - slopes) / (b - bends + calm), low, high)
        whole = float(np.clip(-s / (b + calm), low, high))

        def worth(value: Floats | float, sloped: Floats | float, bent: Floats | float) -> Floats | float:
            return -(sloped * value + (bent + calm) * value * value / 2)

        gain = worth(left, slopes, bends) + worth(right, s - slopes, b - bends) - worth(whole, s, b)
        few = (counts < self.manner.least) | (n - counts < self.manner.least)
        wrong = (right - left) * self.signs[:, None] < 0
        beyond = np.arange(self.width)[None, :] >= np.array([len(cuts) for cuts in self.cuts])[:, None]
        gain = np.where(few | wrong | beyond, 0.0, gain)
        figure, cut = divmod(int(gain.argmax()), self.width)
        if gain[figure, cut] <= 1e-7:
            return None
        return figure, cut, float(left[figure, cut]), float(right[figure, cut])


def learn(
    figures: Floats, label: Floats, signs: Sequence[int], manner: Manner, *, offset: Floats | None = None
) -> tuple[float, list[Tree]]:
    """Where to start from, in log odds (0 where an offset is told), and the trees."""
    start = 0.0 if offset is not None else round(float(np.log(label.mean() / (1 - label.mean()))), PLACES)
    said = np.full(len(label), start) if offset is None else offset.astype(np.float64)
    grower, trees = Grower(figures, signs, manner), list[Tree]()
    for _ in range(manner.trees):
        belief = 1 / (1 + np.exp(-said))
        tree, given = grower.tree(belief - label, np.maximum(belief * (1 - belief), 1e-9))
        said = said + given
        trees.append(tree)
    return start, trees


def values(tree: Tree, figures: Floats) -> Floats:
    """What a tree gives for each case."""
    out = np.zeros(len(figures))
    _fill(tree, figures, np.arange(len(figures)), out)
    return out


def _fill(tree: Tree, figures: Floats, at: Codes, out: Floats) -> None:
    if not isinstance(tree, list):
        out[at] = tree
        return
    figure, cut, left, right = tree
    goes = figures[at, figure] <= cut
    _fill(left, figures, at[goes], out)
    _fill(right, figures, at[~goes], out)


def log_odds(start: float, trees: list[Tree], figures: Floats) -> Floats:
    """What all trees together say."""
    return np.asarray(start + sum(values(tree, figures) for tree in trees))
