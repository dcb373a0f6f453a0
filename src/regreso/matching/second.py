"""The second look: what the best candidate looks like changes how much an answer is believed."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Tree = float | list[Any]

FIGURES = (
    "evidence", "surname", "given", "patronymic", "birth", "place", "sex_differs", "agree", "against",
    "against_bits", "card_bits", "cards", "patronymic_told", "place_told", "birth_told", "alike", "kin",
    "which",
)  # fmt: skip
SURE = 1e-12


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees in flat arrays, as kernels.second reads them.

    >>> forest = Forest.of([[0, 0.5, -1.0, [1, 2.0, 1.0, 3.0]], 0.25])
    >>> forest.roots.tolist(), forest.nodes.tolist()[0], forest.numbers.tolist()
    ([0, 5], [0, 1, 2], [0.5, -1.0, 2.0, 1.0, 3.0, 0.25])
    """

    nodes: NDArray[np.int32]
    numbers: NDArray[np.float64]
    roots: NDArray[np.int32]

    @classmethod
    def of(cls, trees: Sequence[Tree]) -> Forest:
        """Flatten trees: a number is a leaf, a list a figure, a threshold, what follows up to it and above.

        Raises:
            ValueError, TypeError: a tree is made of something else.
        """
        nodes: list[tuple[int, int, int]] = []
        numbers: list[float] = []
        roots = [_flatten(tree, nodes, numbers) for tree in trees]
        return cls(np.array(nodes, np.int32).reshape(-1, 3), np.array(numbers), np.array(roots, np.int32))


def _flatten(tree: Tree, nodes: list[tuple[int, int, int]], numbers: list[float]) -> int:
    at = len(nodes)
    nodes.append((-1, -1, -1))
    if not isinstance(tree, list):
        numbers.append(float(tree))
        return at
    figure, cut, below, above = tree
    if not 0 <= int(figure) < len(FIGURES):
        raise ValueError("a tree asks for a figure that there is not")
    numbers.append(float(cut))
    left = _flatten(below, nodes, numbers)
    nodes[at] = (int(figure), left, _flatten(above, nodes, numbers))
    return at


@dataclass(frozen=True, slots=True)
class Second:
    """Both sets of trees: whether the sought is here, and whether it is the best candidate."""

    here: Forest
    which: Forest

    @classmethod
    def of(cls, table: dict[str, list[Tree]]) -> Second | None:
        """From the file of weights; nothing where it holds no trees.

        >>> Second.of({}) is None, Second.of({"here": [0.5], "which": []}) is None
        (True, False)
        """
        return cls(Forest.of(table["here"]), Forest.of(table["which"])) if table else None


def log_odds(chance: float) -> float:
    """Log odds, by e, of a chance that is neither 0 nor 1.

    >>> log_odds(0.5), round(log_odds(1.0))
    (0.0, 28)
    """
    kept = min(max(chance, SURE), 1 - SURE)
    return log(kept / (1 - kept))


def chance(odds: float) -> float:
    """The chance of log odds.

    >>> chance(0.0)
    0.5
    """
    return 1 / (1 + exp(-odds)) if odds > 0 else exp(odds) / (1 + exp(odds))


def shared_anew(
    each: Sequence[float], leaders: Sequence[int], *, here: float, best: float, was_here: float
) -> list[float]:
    """The probabilities when the sought is here by `here`, and then the best candidate by `best`.

    The others keep their shares of the rest, and none comes before the best.

    Args:
        each: the probabilities so far, best first.
        leaders: for the first few, the place of who stands for it.
        here: that the sought is in the registry, now.
        was_here: the same so far.
        best: that the best candidate is meant if the sought is here.

    >>> [round(p, 2) for p in shared_anew([0.5, 0.25], [], here=0.8, best=0.8, was_here=1.0)]
    [0.64, 0.08]
    """
    if not each:
        return []
    left = max(was_here - each[0], 0.0)
    follows = [k > 0 and (leaders[k] if k < len(leaders) else k) == 0 for k in range(len(each))]
    next_best = max((p for p, same in zip(each[1:], follows[1:], strict=True) if not same), default=0.0)
    if left <= SURE:
        return [here * best if k == 0 or follows[k] else 0.0 for k in range(len(each))]
    ratio = next_best / left
    best = max(best, ratio / (1 + ratio))
    top, rest = here * best, here * (1 - best) / left
    return [top if k == 0 or follows[k] else min(p * rest, top) for k, p in enumerate(each)]
