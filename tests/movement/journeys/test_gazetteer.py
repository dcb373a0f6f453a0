"""Places of one name are not guessed at, and the nearest names are offered."""

from __future__ import annotations

import pytest

from regreso.movement.journeys import shipped
from regreso.movement.journeys.gazetteer import Gazetteer, Place, UnknownName


def place(name: str, population: int, identifier: str, country: str = "UKR") -> Place:
    return Place(name, (name,), country, population, 50.0, 30.0, "Europe/Kyiv", identifier)


def test_several_places_of_like_size_are_asked_about() -> None:
    gazetteer = Gazetteer([place("Vilshana", 900, "1"), place("Vilshana", 2000, "2")])
    with pytest.raises(UnknownName, match="names 2 places; say which by its number: Vilshana, UKR") as told:
        gazetteer.find("Vilshana")
    assert told.value.nearest == ("Vilshana, UKR (2)", "Vilshana, UKR (1)")
    assert gazetteer.find("1").population == 900


def test_a_far_larger_place_is_meant() -> None:
    gazetteer = Gazetteer([place("Vilshana", 900, "1"), place("Vilshana", 9000, "2")])
    assert gazetteer.find("vilshana").identifier == "2"


def test_a_country_after_a_comma_decides() -> None:
    gazetteer = Gazetteer([place("Brody", 900, "1"), place("Brody", 900, "2", "POL")])
    assert gazetteer.find("Brody, POL").identifier == "2"
    with pytest.raises(UnknownName):
        gazetteer.find("Brody, BLR")


@pytest.mark.parametrize(
    ("written", "offered"), [("Mosow", "Moscow"), ("Черновцы", "Chernivtsi"), ("Moscovia", "Moscow")]
)
def test_the_nearest_names_are_offered(written: str, offered: str) -> None:
    with pytest.raises(UnknownName, match="is no place of the gazetteer") as told:
        shipped.gazetteer().find(written)
    assert offered in told.value.nearest


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Санкт-Петербург", "498817"), ("San Petersburgo", "498817"), ("Іркутськ", "2023469"),
     ("Кишинёв", "618426"), ("Єкатеринбург", "1486209")],
)  # fmt: skip
def test_large_cities_have_their_names_in_four_languages(written: str, meant: str) -> None:
    assert shipped.gazetteer().find(written).identifier == meant


@pytest.mark.parametrize("written", ["", " , ", "12", "🙂", "x" * 5000, "محمد"])
def test_anything_else_is_refused_with_a_sentence(written: str) -> None:
    with pytest.raises(UnknownName):
        shipped.gazetteer().find(written)


def test_the_nearest_passports_are_offered() -> None:
    with pytest.raises(UnknownName) as told:
        shipped.passports().find("RSU")
    assert told.value.nearest[0] == "RUS"


def test_a_place_without_rides_is_told_the_nearest_that_has() -> None:
    gazetteer = shipped.gazetteer()
    near = gazetteer.nearest_stop(gazetteer.find("Chernihiv"))
    assert near is not None
    assert (near[0].name, 120 < near[1] < 140) == ("Kyiv", True)
