"""A way with a gap, or a leg without a dated source, is refused and named."""

from __future__ import annotations

from typing import Any

import pytest

from regreso.movement.errors import MovementError
from regreso.movement.legs import NEEDED, check_legs
from regreso.movement.published import route


@pytest.fixture
def legs() -> list[dict[str, Any]]:
    return [leg.as_row() for leg in route("minsk", language="uk")]


@pytest.mark.parametrize("name", NEEDED)
def test_a_leg_without_a_needed_word_is_refused(legs: list[dict[str, Any]], name: str) -> None:
    legs[2][name] = " "
    with pytest.raises(MovementError, match=f"leg 3 has no “{name}”"):
        check_legs(legs)


def test_a_gap_is_refused(legs: list[dict[str, Any]]) -> None:
    legs[1]["to"] = "Warsaw"
    with pytest.raises(MovementError, match=r"leg 3 begins at .*; expected “Warsaw”"):
        check_legs(legs)


def test_legs_out_of_order_are_refused(legs: list[dict[str, Any]]) -> None:
    with pytest.raises(MovementError, match="leg 1 has the order “4”"):
        check_legs(legs[::-1])


def test_a_date_that_is_none_is_refused(legs: list[dict[str, Any]]) -> None:
    legs[0]["source_date"] = "2 March"
    with pytest.raises(MovementError, match="leg 1: “2 March” is no source_date; expected YYYY-MM-DD"):
        check_legs(legs)


def test_a_source_cannot_be_checked_before_it_was_there(legs: list[dict[str, Any]]) -> None:
    legs[3]["checked"] = "2022-03-01"
    with pytest.raises(MovementError, match="leg 4 was checked on 2022-03-01, before"):
        check_legs(legs)
