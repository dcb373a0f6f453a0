"""The route of 2 March 2022 is whole in every language, and every leg has its dated source."""

from __future__ import annotations

from datetime import date

import pytest

from regreso.movement.errors import MovementError
from regreso.movement.legs import check_legs
from regreso.movement.published import LANGUAGES, route, starts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("start", starts())
def test_every_route_can_be_put_on_a_sheet(start: str, language: str) -> None:
    legs = route(start, language=language)
    check_legs([leg.as_row() for leg in legs])
    assert [leg.modes for leg in legs] == [("any",), ("bus", "taxi"), ("bus", "train", "taxi"), ("escort",)]


def test_the_way_is_the_published_one() -> None:
    by_kaliningrad = [(leg.start, leg.end) for leg in route("kaliningrad", language="en")]
    assert by_kaliningrad == [
        ("Home", "Kaliningrad"),
        ("Kaliningrad", "the Polish border"),
        ("the Polish border", "a border checkpoint with Ukraine"),
        ("a border checkpoint with Ukraine", "Kyiv"),
    ]
    assert "met" in route("minsk", language="en")[-1].what


def test_every_leg_is_dated_and_says_that_it_tells_nothing_of_today() -> None:
    for start in starts():
        for leg in route(start, language="en"):
            assert leg.source_date == date(2022, 3, 2)
            assert leg.checked >= leg.source_date
            assert leg.address.startswith("https://")
            assert "Nothing here says how a border is today" in leg.note


def test_the_languages_differ() -> None:
    for number in range(4):
        words = {route("minsk", language=language)[number].what for language in LANGUAGES}
        assert len(words) == len(LANGUAGES)


def test_an_unknown_start_or_language_is_named() -> None:
    with pytest.raises(MovementError, match=r"“Moscow”.*kaliningrad or minsk"):
        route("Moscow", language="en")
    with pytest.raises(MovementError, match="“de” is not translated"):
        route("minsk", language="de")
