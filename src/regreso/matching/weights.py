"""The learned weights: one small readable file, made by bench/train_matching.py."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from regreso.matching.compare import births, names
from regreso.matching.second import Second

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

FIELDS = ("surname", "given", "patronymic", "settlement", "region", "unit", "mother")
PLACE = ("region", "region_alone", "region_differs", "other", "region_alone_differs")
KIN = ("brother", "namesake", "relative")
# Of a surname with more bearers than this only those are weighed one by one whose given name fits too.
MOST_BEARERS = 12_000
MOST_BITS = 200.0  # no weight is more
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
    """All that was learned.

    Attributes:
        birth: log2 of the chance of a level, by code of compare.births.LEVELS.
        curve: from probabilities as weighed to probabilities as they are; it is the last to be asked.
        second: the trees that look at the best candidate, or nothing.
    """

    words: dict[str, WordWeights]
    birth: np.ndarray[tuple[int], np.dtype[np.float64]]
    place: dict[str, float]
    sex: dict[str, float]
    kin: dict[str, float]
    curve: tuple[tuple[float, float], ...]
    second: Second | None = None


def of_table(
    table: dict[str, dict[str, float]], curve: list[list[float]], second: Second | None = None
) -> Weights:
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
    return Weights(words, birth, table["place"], table["sex"], table["kin"], points, second)


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


class BadWeightsError(ValueError):
    """A file holds no weights; the message is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class WeightsFile:
    """A file of weights: small, readable, and told where it comes from.

    Attributes:
        provenance: who or what made it, from which lists.
        bits: by field and level. curve: from probabilities as weighed to probabilities as they are.
        shares: which share of true pairs was at each level when it was made.
        second: trees that look at the best candidate (see matching.second), or nothing.

    >>> WeightsFile.open(None).bits["sex"]["differs"] < -3
    True
    """

    provenance: str
    bits: dict[str, dict[str, float]]
    curve: list[list[float]]
    shares: dict[str, dict[str, float]]
    second: dict[str, list[Any]] = field(default_factory=dict)

    @classmethod
    def open(cls, path: Path | None) -> WeightsFile:
        """Read a file, or the shipped one.

        Raises:
            BadWeightsError: it is no file of weights, or not one for this version.
            OSError: it cannot be read.
        """
        shipped = files("regreso.matching").joinpath("data", "weights.json")
        return cls.read(path.read_bytes() if path else shipped.read_bytes(), name=str(path))

    @classmethod
    def read(cls, text: str | bytes, *, name: str = "") -> WeightsFile:
        """Read the text of a file called `name`.

        Raises:
            BadWeightsError: as `open`.
        """
        try:
            table = json.loads(text)
            made = cls(str(table["provenance"]), table["bits"], table["curve"], table.get("shares", {}))
            made = replace(made, second=table.get("second", {}))
            made.weights()
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise BadWeightsError(
                f"{name}: this is no file of weights for this version ({error})."
            ) from error
        return made

    def weights(self) -> Weights:
        """As `Registry` takes them.

        Raises:
            ValueError: a number is missing, or none.
        """
        numbers = [bits for levels in self.bits.values() for bits in levels.values()]
        numbers += [number for point in self.curve for number in point]
        if not all(abs(float(n)) < MOST_BITS for n in numbers):
            raise ValueError("a weight is no number")
        if self.curve != sorted(self.curve) or self.curve[:1] != [[0, 0]] or self.curve[-1:] != [[1, 1]]:
            raise ValueError("the curve does not rise from 0 to 1")
        return of_table(self.bits, self.curve, Second.of(self.second))

    def write(self, path: Path) -> None:
        """Write it with one field a line, so that a change of weights is a readable diff."""
        path.write_text(self.text(), "utf8")

    def text(self) -> str:
        """The file as text."""

        def block(table: dict[str, dict[str, float]]) -> str:
            return ",\n".join(f"  {json.dumps(name)}: {json.dumps(values)}" for name, values in table.items())

        said, curve = json.dumps(self.provenance, ensure_ascii=False), json.dumps(self.curve)
        bits, shares = block(self.bits), block(self.shares)
        trees = ",\n".join(
            f"  {json.dumps(name)}: [\n" + ",\n".join("   " + json.dumps(t) for t in some) + "\n  ]"
            for name, some in self.second.items()
        )
        return (
            f'{{\n "provenance": {said},\n "bits": {{\n{bits}\n }},\n "curve": {curve},\n'
            f' "shares": {{\n{shares}\n }},\n "second": {{\n{trees}\n }}\n}}\n'
        )


@cache
def learned() -> Weights:
    """The weights that the package ships.

    >>> sorted(learned().words)
    ['given', 'mother', 'patronymic', 'region', 'settlement', 'surname', 'unit']
    """
    return WeightsFile.open(None).weights()
