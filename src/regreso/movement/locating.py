"""From the places of a written route to the map: which of many villages is meant, or that nobody knows.

A route is published as names. Half of them are borne by several places, and the most populous one is wrong
for two routes in three. The ends are towns, so the largest of the name is taken; what lies between is chosen
so that the whole way is short. What is not certain so is said to be uncertain: a person puts it on the map.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from math import log10
from typing import Any

from regreso.movement.journeys.gazetteer import Gazetteer, Place, kilometres

SKIPPED = 60.0  # km that it costs to leave a place without a position
TENFOLD = 25.0  # km that a place ten times larger is worth
NEAR = 50.0  # km: two positions no farther apart are told apart by nobody who drives there
SURE = 70.0  # km by which the next best way must be longer
DETOUR = 2.5  # times the straight line: a way that is longer is believed by nobody
UNSURE_KM = 200.0
TOWNS = 1.5  # times the straight line between its neighbours and NEAR: a place farther off is doubted
_BETWEEN = re.compile(r"\s*(?:[-–—→>]{1,2}>?|[;,/|])\s+|\s+(?:[-–—→>]{1,2}>?|[;,/|])\s*|\s*[→;|]\s*")


@dataclass(frozen=True, slots=True)
class Located:
    """A place of a route.

    Attributes:
        name: as written.
        place: where it is, as far as we can tell; None where no place of that name would make sense.
        doubt: "" where it is certain, else unknown, several or detour.
    """

    name: str
    place: Place | None
    doubt: str = ""


def names_of(text: str) -> list[str]:
    """The places of a route as it was published, in their order.

    >>> names_of("Суми – Голубівка – Лохвиця — Полтава")
    ['Суми', 'Голубівка', 'Лохвиця', 'Полтава']
    >>> names_of("Sumy -> Ivano-Frankivsk, Lviv")
    ['Sumy', 'Ivano-Frankivsk', 'Lviv']
    """
    return [part for one in _BETWEEN.split(text) if (part := one.strip(" .\n\t"))]


def locate(names: Sequence[str], gazetteer: Gazetteer, *, country: str = "UKR") -> list[Located]:
    """Where the places of a route are.

    Args:
        names: in their order, the first and the last are towns; in any alphabet.
        gazetteer: which places there are.
        country: in which they lie (alpha-3).

    >>> sumy, poltava = (
    ...     Place(name, (name,), "UKR", 300_000, lat, lon, "Europe/Kyiv")
    ...     for name, lat, lon in (("Sumy", 50.92, 34.8), ("Poltava", 49.59, 34.55))
    ... )
    >>> [(one.name, one.doubt) for one in locate(["Sumy", "Nowhere", "Poltava"], Gazetteer([sumy, poltava]))]
    [('Sumy', ''), ('Nowhere', 'unknown'), ('Poltava', '')]
    """
    found = [[one for one in gazetteer.named(name) if one.country == country] for name in names]
    ends = {0, len(names) - 1}
    known = [_largest(one) if at in ends else one for at, one in enumerate(found)]
    chosen = _chosen(known)
    return [
        Located(name, place, _doubt(at, place, known, found, chosen))
        for at, (name, place) in enumerate(zip(names, chosen, strict=True))
    ]


def with_positions(scenario: Mapping[str, Any], gazetteer: Gazetteer) -> dict[str, Any]:
    """A scenario whose places have positions, as far as we can tell; they stand in the order of the route.

    A position that is not certain gets `uncertainty_km` of 200, so that the check asks a person for it.

    >>> raw = {"places": [{"id": "p1", "names": {"uk": "Ніде"}}, {"id": "p2", "lat": 1.0, "lon": 2.0}]}
    >>> with_positions(raw, Gazetteer([])) == raw
    True
    """
    made = deepcopy(dict(scenario))
    rows = [row for row in made.get("places", ()) if row.get("names") and "lat" not in row]
    located = locate([next(iter(row["names"].values())) for row in rows], gazetteer)
    for row, one in zip(rows, located, strict=True):
        if one.place is not None:
            row |= {"lat": round(one.place.latitude, 5), "lon": round(one.place.longitude, 5)}
            if one.doubt:
                row["uncertainty_km"] = UNSURE_KM
    return made


def _largest(places: Sequence[Place]) -> list[Place]:
    return sorted(places, key=lambda one: (-one.population, one.identifier))[:1]


Path = tuple[float, tuple[Place | None, ...]]


def _chosen(
    known: Sequence[Sequence[Place]], *, without: Place | None = None, at: int = -1
) -> list[Place | None]:
    return list(_way(known, without=without, at=at)[1])


def _way(known: Sequence[Sequence[Place]], *, without: Place | None = None, at: int = -1) -> Path:
    """The cheapest choice: kilometres, less what size is worth; a place may be left out for some of them.

    With `without`, at its place only what lies farther than NEAR from it may be chosen.
    """
    states: dict[Place | None, Path] = {None: (0.0, ())}
    for number, candidates in enumerate(known):
        after: dict[Place | None, Path] = {}
        # An end is left out only where nobody knows it.
        left_out = [(SKIPPED, None)] if 0 < number < len(known) - 1 or not candidates else []
        for last, (cost, way) in states.items():
            offered: list[tuple[float, Place | None]] = [*left_out]
            for one in candidates:
                if number == at and without is not None and kilometres(one, without) <= NEAR:
                    continue
                gone = kilometres(last, one) if last else 0.0
                offered.append((gone - TENFOLD * log10(one.population + 300), one))
            for more, chosen in offered:
                ahead = chosen or last
                if ahead not in after or cost + more < after[ahead][0]:
                    after[ahead] = (cost + more, (*way, chosen))
        states = after
    return min(states.values(), key=lambda one: one[0])


def _doubt(
    at: int,
    place: Place | None,
    known: Sequence[Sequence[Place]],
    found: Sequence[Sequence[Place]],
    chosen: Sequence[Place | None],
) -> str:
    if place is None:
        return "unknown"
    if at in (0, len(known) - 1):
        others = [one for one in found[at] if kilometres(one, place) > NEAR]
        return "several" if any(2 * one.population >= place.population for one in others) else ""
    if any(kilometres(one, place) > NEAR for one in known[at]):
        best, next_best = _way(known)[0], _way(known, without=place, at=at)[0]
        if next_best - best < SURE:
            return "several"
    return "detour" if _off_the_way(at, chosen) else ""


def _off_the_way(at: int, chosen: Sequence[Place | None]) -> bool:
    """Whether a place lies far off the line between those before and after it."""
    place = chosen[at]
    before = next((one for one in chosen[at - 1 :: -1] if one), None)
    after = next((one for one in chosen[at + 1 :] if one), None)
    if place is None or before is None or after is None:
        return True
    by_it = kilometres(before, place) + kilometres(place, after)
    return by_it > TOWNS * kilometres(before, after) + NEAR


def length(places: Iterable[Place | None]) -> float:
    """Kilometres of a way, from each place that is known to the next.

    >>> length([])
    0
    """
    return sum(kilometres(one, other) for one, other in pairwise([one for one in places if one]))
