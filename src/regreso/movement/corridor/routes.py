"""The way of a corridor: the quickest legs from a start through the via-points, in their order, to an end."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Hop:
    """One leg in one direction.

    Attributes:
        leg: its id.
        start, end: place ids.
        minutes: with people aboard.
        empty: without.
        km: its length.
        both_ways: whether the leg may be used back again.
    """

    leg: str
    start: str
    end: str
    minutes: int
    empty: int
    km: float
    both_ways: bool = True


Onward = Mapping[str, Sequence[Hop]]


@dataclass(frozen=True, slots=True)
class Reach:
    """Every place that can be reached from one place.

    Attributes:
        minutes: place → how long the quickest way takes.
        by: place → the last hop of that way; None for the place itself.
    """

    minutes: dict[str, int]
    by: dict[str, Hop | None]

    def way(self, end: str) -> list[Hop]:
        """The hops of the quickest way to a place that is reached.

        >>> reach([Hop("1", "a", "b", 30, 30, 20)], "a").way("b")[0].leg
        '1'
        """
        found = []
        hop = self.by[end]
        while hop is not None:
            found.append(hop)
            hop = self.by[hop.start]
        return found[::-1]


def from_each(hops: Iterable[Hop]) -> Onward:
    """The hops by the place from which they lead: to be made once where many ways are looked for.

    >>> list(from_each([Hop("1", "a", "b", 30, 30, 20)]))
    ['a']
    """
    onward: dict[str, list[Hop]] = {}
    for hop in hops:
        onward.setdefault(hop.start, []).append(hop)
    return onward


def reach(hops: Iterable[Hop] | Onward, start: str, *, until: str = "") -> Reach:
    """Dijkstra's search from one place, to everywhere or until one place is reached.

    >>> reach([Hop("1", "a", "b", 30, 30, 20)], "a").minutes
    {'a': 0, 'b': 30}
    """
    onward = hops if isinstance(hops, Mapping) else from_each(hops)
    found = Reach({}, {})
    queue: list[tuple[int, int, str, Hop | None]] = [(0, 0, start, None)]
    order = 0
    while queue:
        spent, _, place, by = heapq.heappop(queue)
        if place in found.by:
            continue
        found.by[place], found.minutes[place] = by, spent
        if place == until:
            break
        for hop in onward.get(place, ()):
            order += 1
            heapq.heappush(queue, (spent + hop.minutes, order, hop.end, hop))
    return found


def quickest(hops: Iterable[Hop] | Onward, start: str, end: str) -> list[Hop] | None:
    """The hops of the quickest way, or None where there is none.

    >>> hops = [Hop("1", "a", "b", 30, 30, 20), Hop("2", "b", "c", 30, 30, 20), Hop("3", "a", "c", 90, 90, 9)]
    >>> [hop.leg for hop in quickest(hops, "a", "c")]
    ['1', '2']
    """
    found = reach(hops, start, until=end)
    return found.way(end) if end in found.by else None


def through(hops: Iterable[Hop] | Onward, stops: Sequence[str]) -> list[Hop] | None:
    """The quickest way through places in their order.

    >>> hops = [Hop("1", "a", "b", 30, 30, 20), Hop("2", "b", "c", 30, 30, 20), Hop("3", "a", "c", 90, 90, 9)]
    >>> through(hops, ["c", "b"]) is None
    True
    """
    way: list[Hop] = []
    hops = hops if isinstance(hops, Mapping) else from_each(hops)
    for start, end in pairwise(stops):
        part = quickest(hops, start, end)
        if part is None:
            return None
        way += part
    return way


def straight_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance between two (latitude, longitude) in degrees.

    >>> round(straight_km((47.10, 37.54), (47.84, 35.14)))
    198
    """
    lat, lon, lat2, lon2 = (radians(value) for value in (*one, *other))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))
