"""Which vehicle drives what: counts of trips become the day of each vehicle, from home to its last place."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from regreso.movement.corridor.buses import Kind


@dataclass(frozen=True, slots=True)
class Move:
    """One vehicle on one way.

    Attributes:
        kind: what the vehicle must be like.
        start, end: place ids.
        taken: the step from which the vehicle is bound (boarding begins, or it leaves empty).
        free: the step at which it is free at its end.
        key: what the caller knows it by.
    """

    kind: Kind
    start: str
    end: str
    taken: int
    free: int
    key: int


def assign(moves: Iterable[Move], vehicles: Iterable[tuple[Kind, str, int, str]]) -> dict[int, str]:
    """Give each move a vehicle that stands there; the one that stands longest goes first.

    Args:
        moves: any order; at each place and step there are enough vehicles for them.
        vehicles: (kind, place, step from which it is free, vehicle id).

    Returns:
        The vehicle of each move, by its key.

    >>> bus = Kind(50, 0, 0, 500.0, (0, 99))
    >>> there = Move(bus, "a", "b", 0, 4, key=1)
    >>> back = Move(bus, "b", "a", 5, 8, key=2)
    >>> assign([back, there], [(bus, "a", 0, "bus-1")])
    {1: 'bus-1', 2: 'bus-1'}
    """
    waiting: dict[tuple[Kind, str], list[tuple[int, str]]] = defaultdict(list)
    for kind, place, step, name in vehicles:
        heapq.heappush(waiting[kind, place], (step, name))
    driven: dict[int, str] = {}
    for move in sorted(moves, key=lambda one: (one.taken, one.key)):
        _, name = heapq.heappop(waiting[move.kind, move.start])
        driven[move.key] = name
        heapq.heappush(waiting[move.kind, move.end], (move.free, name))
    return driven
