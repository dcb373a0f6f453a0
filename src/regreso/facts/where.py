"""Where a place as people write it may lie: points of the gazetteer, or a circle around a whole region."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, lru_cache

from regreso.facts.places import (
    Settlement,
    kilometres,
    region_keys,
    settlement,
    settlement_count,
    settlements_named,
)

_MOST = 4  # settlements of one name that are told apart; the biggest come first
_INSIDE = 0.9  # share of a region's settlements that its circle holds
_POINT_KM = 5.0  # a settlement is not smaller than that


@dataclass(frozen=True, slots=True)
class Area:
    """A circle in which a place lies, all of it equally likely: degrees and kilometres.

    `of` is how many such circles the same words may mean.

    >>> Area(50.45, 30.52, 5.0).whole_region
    False
    """

    latitude: float
    longitude: float
    kilometres: float
    of: int = 1

    @property
    def whole_region(self) -> bool:
        """Whether no settlement was told (or none that we know), only its region."""
        return self.kilometres > _POINT_KM


@lru_cache(maxsize=20_000)
def areas(place: str, region: str = "") -> tuple[Area, ...]:
    """The areas that a settlement, in a region if one was told, may mean; none where we know neither.

    Args:
        place: a settlement, perhaps with its region after a comma.
        region: the region, when it was told in a field of its own.

    >>> [area.of for area in areas("Маріуполь", "Донецька область")]
    [1]
    >>> areas("", "Рязанская область")[0].whole_region
    True
    >>> areas("Нет такого места")
    ()
    """
    named, _, after = place.partition(",")
    inside = region_keys(region or after.strip()) if region or after.strip() else frozenset()
    rows = sorted(settlements_named(named)) if named.strip() else []
    rows = [row for row in rows if settlement(row).region in inside] or rows
    found = [settlement(row) for row in rows[:_MOST]]
    if found:
        return tuple(Area(one.latitude, one.longitude, _POINT_KM, len(rows)) for one in found)
    circles = [_circle(code) for code in sorted(inside)]
    known = [circle for circle in circles if circle]
    return tuple(Area(one.latitude, one.longitude, one.kilometres, len(known)) for one in known[:_MOST])


def apart(one: Area, other: Area) -> tuple[float, float]:
    """The least and the greatest distance in kilometres between two places that lie in these areas.

    >>> apart(Area(50.45, 30.52, 5.0), Area(50.45, 30.52, 5.0))
    (0.0, 10.0)
    """
    between = kilometres(
        Settlement("", "", one.latitude, one.longitude), Settlement("", "", other.latitude, other.longitude)
    )
    around = one.kilometres + other.kilometres
    return max(0.0, between - around), between + around


def biggest(*, south: float, west: float, north: float, east: float, most: int) -> list[tuple[float, float]]:
    """The biggest settlements of a frame as (latitude, longitude): the ground of a map that has no tiles.

    >>> len(biggest(south=50.0, west=30.0, north=51.0, east=31.0, most=5))
    5
    """
    found = []
    for latitude, longitude in _everywhere():
        if south <= latitude <= north and west <= longitude <= east:
            found.append((latitude, longitude))
            if len(found) == most:
                break
    return found


@cache
def _everywhere() -> tuple[tuple[float, float], ...]:
    rows = (settlement(row) for row in range(settlement_count()))
    return tuple((one.latitude, one.longitude) for one in rows)


@cache
def _by_region() -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for row in range(settlement_count()):
        found.setdefault(settlement(row).region, []).append(row)
    return {code: tuple(rows) for code, rows in found.items()}


@lru_cache(maxsize=512)
def _circle(code: str) -> Area | None:
    """The circle around the middle of a region's settlements that holds nine of ten of them."""
    places = [settlement(row) for row in _by_region().get(code, ())]
    if not places:
        return None
    latitude = sorted(one.latitude for one in places)[len(places) // 2]
    longitude = sorted(one.longitude for one in places)[len(places) // 2]
    middle = Settlement("", "", latitude, longitude)
    far = sorted(kilometres(middle, one) for one in places)
    return Area(latitude, longitude, max(far[math.ceil(_INSIDE * len(far)) - 1], 2 * _POINT_KM))
