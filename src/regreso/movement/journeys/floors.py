"""What no way from a stop to the end falls below, whatever borders and hours say: minutes, rides, euros."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

from regreso.movement.journeys.network import Near, Network

UNREACHED = 1 << 40
Floor = tuple[int, int, int, int]


def floors(network: Network, end: int) -> list[Floor | None]:
    """For each stop from which `end` can be reached: the least minutes, rides, unpriced rides and euros.

    >>> from regreso.movement.journeys.network import Ride, Stop
    >>> stops = [Stop(name, "BLR", "Europe/Minsk") for name in ("Minsk", "Brest", "Hrodna")]
    >>> floors(Network.of(stops, [Ride("Minsk", "Brest", "rail", 240, (360,), fare=9)]), 1)
    [(240, 1, 0, 9), (0, 0, 0, 0), None]
    """
    minutes, rides = _least(network.minutes_to, end), _fewest(network.minutes_to, end)
    euros = _least(network.euros_to, end)
    unpriced = _least(network.unpriced_to, end) if network.some_unpriced else [0] * len(rides)
    every = zip(minutes, rides, unpriced, euros, strict=True)
    return [floor if floor[0] < UNREACHED else None for floor in every]


def _least(into: Sequence[Near], end: int) -> list[int]:
    least = [UNREACHED] * len(into)
    least[end] = 0
    heap = [(0, end)]
    while heap:
        so_far, there = heappop(heap)
        if so_far > least[there]:
            continue
        for start, more in into[there]:
            total = so_far + more
            if total < least[start]:
                least[start] = total
                heappush(heap, (total, start))
    return least


def _fewest(into: Sequence[Near], end: int) -> list[int]:
    fewest = [UNREACHED] * len(into)
    fewest[end] = rides = 0
    edge = [end]
    while edge:
        rides += 1
        edge = list({start for there in edge for start, _ in into[there] if fewest[start] > rides})
        for start in edge:
            fewest[start] = rides
    return fewest
