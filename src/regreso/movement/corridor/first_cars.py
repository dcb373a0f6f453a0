"""A first plan for own cars without a solver: whoever can leave now leaves now, and drives through."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from regreso.movement.corridor.model import Household
from regreso.movement.corridor.roads import PLENTY, Resource, Roads


@dataclass(slots=True)
class Filling:
    """What is still free on the roads and at the receptions, while cars are sent one way after the other.

    Attributes:
        room: capacity of a leg or checkpoint at a step → cars that still pass; lowered as they are sent.
        places: reception → people it still takes; lowered likewise.
    """

    room: dict[Resource, int]
    places: Counter[str]
    _dead: dict[tuple[int, int], set[int]] = field(default_factory=lambda: defaultdict(set))

    def send(self, roads: Roads, home: Household) -> Iterator[tuple[list[int], int]]:
        """Ways for these households, the earliest first: the numbers of the arcs, and how many cars.

        No doctest: it needs a whole problem; tests/movement/corridor/test_time_limits.py shows it.
        """
        onward: dict[int, list[int]] = defaultdict(list)
        for number, arc in enumerate(roads.arcs):
            onward[arc.tail].append(number)
        for ways in onward.values():
            ways.sort(key=lambda number: roads.arcs[number].step)
        ends = {number: str(key[1]) for key, number in roads.numbers.items() if key[0] == "end"}
        start, left = roads.numbers.get(("home", home.at)), home.count
        while start is not None and left > 0:
            way = self._way(roads, onward, ends, (start, home.size))
            if not way:
                return
            cars = min([left, *(self._most(roads, ends, number, home.size) for number in way)])
            for number in way:
                arc = roads.arcs[number]
                if arc.resource[0]:
                    self.room[arc.resource] -= cars
                if arc.head in ends:
                    self.places[ends[arc.head]] -= cars * home.size
            left -= cars
            yield way, cars

    def _way(
        self, roads: Roads, onward: dict[int, list[int]], ends: dict[int, str], at: tuple[int, int]
    ) -> list[int]:
        """The first way on from a node on which one car more passes; none is []."""
        node, size = at
        # Room only ever falls: from where no way led on once, none ever does for households of this size.
        dead = self._dead[id(roads), size]
        for number in onward[node]:
            head = roads.arcs[number].head
            if head in dead or self._most(roads, ends, number, size) < 1:
                continue
            if head in ends:
                return [number]
            if rest := self._way(roads, onward, ends, (head, size)):
                return [number, *rest]
        dead.add(node)
        return []

    def _most(self, roads: Roads, ends: dict[int, str], number: int, size: int) -> int:
        arc = roads.arcs[number]
        most = self.room[arc.resource] if arc.resource[0] else PLENTY
        return min(most, self.places[ends[arc.head]] // size) if arc.head in ends else most
