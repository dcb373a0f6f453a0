"""The places of a written route: on the map where it is certain, and said to be uncertain where it is not."""

from __future__ import annotations

import pytest

from regreso.movement.corridor.begin import begun
from regreso.movement.corridor.rules_way import vias
from regreso.movement.corridor.sheet import Sheet
from regreso.movement.journeys.gazetteer import Gazetteer, Place
from regreso.movement.journeys.shipped import gazetteer
from regreso.movement.locating import length, locate, names_of, with_positions


def place(name: str, lat: float, lon: float, *, people: int = 1_000) -> Place:
    return Place(name, (name,), "UKR", people, lat, lon, "Europe/Kyiv", f"{name}{lat}")


WEST, EAST = place("West", 49.0, 30.0, people=90_000), place("East", 49.0, 32.0, people=90_000)


def test_the_village_on_the_way_is_meant_and_not_the_larger_one_far_away() -> None:
    known = Gazetteer([WEST, EAST, place("Mill", 49.1, 31.0), place("Mill", 45.0, 25.0, people=50_000)])
    found = locate(["West", "Mill", "East"], known)
    assert [one.doubt for one in found] == ["", "", ""]
    assert found[1].place is not None
    assert found[1].place.latitude == 49.1
    assert length(one.place for one in found) < 160


def test_of_two_that_would_do_neither_is_certain() -> None:
    known = Gazetteer([WEST, EAST, place("Mill", 49.3, 31.0), place("Mill", 48.7, 31.0)])
    assert locate(["West", "Mill", "East"], known)[1].doubt == "several"


def test_what_lies_far_off_is_left_out_and_what_nobody_knows_is_said() -> None:
    known = Gazetteer([WEST, EAST, place("Mill", 45.0, 25.0)])
    found = locate(["West", "Mill", "Nowhere", "East"], known)
    assert [one.doubt for one in found] == ["", "unknown", "unknown", ""]
    assert found[1].place is None


def test_an_end_that_two_towns_of_like_size_bear_is_not_certain() -> None:
    known = Gazetteer([WEST, EAST, place("East", 47.0, 36.0, people=80_000)])
    assert [one.doubt for one in locate(["West", "East"], known)] == ["", "several"]


@pytest.mark.parametrize("names", ["Суми – Лохвиця – Лубни – Полтава", "Сумы → Лохвица → Лубны → Полтава",
                                   "Sumy - Lokhvytsia - Lubny - Poltava"])  # fmt: skip
def test_a_published_route_is_found_in_every_alphabet(names: str) -> None:
    found = locate(names_of(names), gazetteer())
    assert [one.place and one.place.identifier for one in found] == ["692194", "702874", "702723", "696643"]
    assert not any(one.doubt for one in found)


def test_a_spelling_that_only_a_village_bears_means_the_city_all_the_same() -> None:
    assert gazetteer().find("Zaporizhzhia").population > 500_000
    found = locate(["Mariupol", "Zaporizhzhia"], gazetteer())[1].place
    assert found is not None
    assert found.population > 500_000


def test_the_check_asks_a_person_for_what_is_in_doubt_and_for_nothing_else() -> None:
    raw = begun({"places": ["Суми", "Голубівка", "Лохвиця", "Полтава"]}, name="x")
    made = with_positions(raw, gazetteer())
    assert "lat" not in raw["places"][0]
    assert ["lat" in row for row in made["places"]] == [True, False, True, True]
    asked = list(vias(Sheet(made)))
    assert [fault.code for fault in asked] == ["via-unlocated"]
    assert asked[0].message.startswith("p2: ")
