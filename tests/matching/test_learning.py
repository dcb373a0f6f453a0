"""Weights are learned from verdicts, or without any; the curve mends what was said too surely."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from regreso.matching.learning import Counts, by_agreement, by_verdicts, curve_of, shares_of
from regreso.matching.weights import BadWeightsError, WeightsFile


def test_a_level_seen_twice_as_often_as_expected_gains_and_an_unseen_one_hardly_moves() -> None:
    table = {"birth": {"same": -0.5, "swap": -5.0, "decade": -8.0}}
    counts = Counts(
        {("birth", "same"): 500.0, ("birth", "swap"): 200.0},
        {("birth", "same"): 500.0, ("birth", "swap"): 100.0},
    )
    made = by_verdicts(table, counts)
    assert made["birth"]["same"] == -0.5
    assert made["birth"]["decade"] == -8.0
    assert -4.5 < made["birth"]["swap"] < -4.0
    assert table["birth"]["swap"] == -5.0


def test_without_verdicts_an_operation_of_swapped_days_is_told_by_agreement() -> None:
    first = {"birth": {"same": -0.5, "swap": -5.0, "years_same": -0.3, "years_1": -3.0}}
    shares = shares_of(
        {
            ("birth", "same"): 95.0,
            ("birth", "swap"): 5.0,
            ("birth", "years_same"): 9.0,
            ("birth", "years_1"): 1.0,
        }
    )
    counts = Counts({("birth", "same"): 8000.0, ("birth", "swap"): 2000.0})
    made = by_agreement(first, shares, counts)["birth"]
    assert made["swap"] == pytest.approx(-5.0 + 2.0, abs=0.1)  # four times as often as it was
    assert made["same"] == pytest.approx(-0.5 - 0.25, abs=0.02)
    assert (made["years_same"], made["years_1"]) == (-0.3, -3.0)  # of years nothing was seen


def test_few_pairs_move_little() -> None:
    first = {"birth": {"same": -0.5, "swap": -5.0}}
    shares = {"birth": {"same": 0.95, "swap": 0.05}}
    made = by_agreement(first, shares, Counts({("birth", "swap"): 2.0}))["birth"]
    assert made["swap"] < -3.8


@pytest.mark.parametrize("truth", [0.6, 0.97])
def test_the_curve_says_what_is_so(truth: float) -> None:
    random = Random(3)
    true = [random.random() < truth for _ in range(3000)]
    curve = curve_of([0.9] * 3000, true)
    mended = next(right for said, right in curve if said == 0.9)
    assert mended == pytest.approx(truth, abs=0.03)
    assert curve == sorted(curve)
    assert [right for _, right in curve] == sorted(right for _, right in curve)


def test_weights_come_back_from_their_file_and_anything_else_is_refused(tmp_path: Path) -> None:
    shipped, path = WeightsFile.open(None), tmp_path / "w.json"
    shipped.write(path)
    assert WeightsFile.open(path) == shipped
    whole = shipped.text()
    falling = whole.replace("[1.0, 1.0]", "[1.0, 0.2]").replace("[1, 1]", "[1, 0.2]")
    no_number = whole.replace('"differs": -', '"differs": NaN, "x": -', 1)
    no_figure = whole.replace("[0, ", "[99, ", 1)
    bare = '{"provenance": "", "bits": {}, "curve": []}'
    for text in ("", "[]", "{}", bare, falling, no_number, no_figure):
        path.write_text(text, "utf8")
        with pytest.raises(BadWeightsError):
            WeightsFile.open(path)
