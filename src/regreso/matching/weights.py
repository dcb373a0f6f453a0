"""The learned weights: one small readable file, made by bench/train_matching.py."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from regreso.matching.compare import births, names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

FIELDS = ("surname", "given", "patronymic", "settlement", "region", "unit", "mother")
PLACE = ("region", "region_alone", "region_differs", "other", "region_alone_differs")
KIN = ("brother", "namesake", "relative")
# Of a surname with more bearers than this only those are weighed one by one whose given name fits too.
MOST_BEARERS = 12_000
MOST_NAMELESS = 50_000  # a card without any name is held against everybody in a registry up to this size


@dataclass(frozen=True, slots=True)
class WordWeights:
    """How a word field weighs.

    Attributes:
        kernel: by level of compare.names.LEVELS, how probably a bearer of the one name is written as the
            other, up to a factor.
        background: the share of people who bear a name that the registry does not hold.
        other: the likelihood ratio where the two do not agree at all, by sex code (unknown, m, f).
    """

    kernel: np.ndarray[tuple[int], np.dtype[np.float64]]
    background: float
    other: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """All that was learned. `birth` is log2 of the chance of a level, by code of compare.births.LEVELS."""

    words: dict[str, WordWeights]
    birth: np.ndarray[tuple[int], np.dtype[np.float64]]
    place: dict[str, float]
    sex: dict[str, float]
    kin: dict[str, float]
    curve: tuple[tuple[float, float], ...]


def of_table(table: dict[str, dict[str, float]], curve: list[list[float]]) -> Weights:
    """Weights from the plain numbers of the file.

    >>> learned().words["surname"].other[1] < learned().words["surname"].other[2]
    True
    """
    words = {
        name: WordWeights(
            np.array([0.0, *(np.exp2(table[name].get(level, -40.0)) for level in names.LEVELS[1:])]),
            float(np.exp2(table[name]["background"])),
            (_ratio(table[name], "other"), _ratio(table[name], "other"), _ratio(table[name], "other_woman")),
        )
        for name in ("surname", "given", "patronymic", "settlement", "unit", "mother")
    }
    words["region"] = WordWeights(np.array([0.0] + [1.0] * (len(names.LEVELS) - 1)), 1e-4, (0.1, 0.1, 0.1))
    birth = np.array([table["birth"].get(level, 0.0) for level in births.LEVELS])
    points = tuple((float(a), float(b)) for a, b in curve)
    return Weights(words, birth, table["place"], table["sex"], table["kin"], points)


def in_one_table(weights: Weights, typical: Mapping[str, float]) -> NDArray[np.float64]:
    """The weights for the compiled functions: eleven lines, see kernels.scoring.

    Args:
        weights: what was learned.
        typical: by field, how often an average name occurs, where no registry tells how rare one is; then
            every row is weighed, whether it looks like a candidate or not.

    >>> in_one_table(learned(), {}).shape
    (11, 24)
    """
    table = np.zeros((11, 24))
    for line, name in enumerate(FIELDS):
        own = weights.words[name]
        values = [*own.kernel, own.background, *own.other, typical.get(name, 0.0)]
        table[line, : len(values)] = values
    sex = (weights.sex["same"], weights.sex["differs"])
    place, limits = (
        [weights.place[name] for name in PLACE],
        [MOST_BEARERS, MOST_NAMELESS, float(bool(typical))],
    )
    for line, rest in enumerate((weights.birth.tolist(), place, sex, limits), len(FIELDS)):
        table[line, : len(rest)] = rest
    return table


def _ratio(table: dict[str, float], name: str) -> float:
    return float(np.exp2(table.get(name, table["other"])))


@cache
def learned() -> Weights:
    """The weights that the package ships.

    >>> sorted(learned().words)
    ['given', 'mother', 'patronymic', 'region', 'settlement', 'surname', 'unit']
    """
    text = files("regreso.matching").joinpath("data", "weights.json").read_text(encoding="utf8")
    table = json.loads(text)
    return of_table(table["bits"], table["curve"])
