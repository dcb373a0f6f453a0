"""Flows through arcs with capacities: the most that gets through, the cheapest way, and what limits it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from regreso.movement.corridor.solver import max_flow, min_cost_flow
from regreso.movement.errors import MovementError

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Arcs:
    """A network; every array has one number an arc.

    Attributes:
        tail, head: node numbers.
        most: capacity.
        cost: of one unit.
    """

    tail: Ints
    head: Ints
    most: Ints
    cost: Ints

    @property
    def nodes(self) -> int:
        """How many nodes there are.

        >>> arcs([(0, 1, 5, 0)]).nodes
        2
        """
        return int(max(self.tail.max(initial=-1), self.head.max(initial=-1))) + 1


def arcs(rows: list[tuple[int, int, int, int]]) -> Arcs:
    """Arcs from rows of (tail, head, capacity, cost).

    >>> arcs([(0, 1, 5, 0), (1, 2, 3, 0)]).most.tolist()
    [5, 3]
    """
    columns = np.asarray(rows, dtype=np.int64).reshape(-1, 4).T
    return Arcs(*(np.ascontiguousarray(column) for column in columns))


def most_through(network: Arcs, *, source: int, sink: int) -> tuple[int, Ints]:
    """The largest flow from source to sink, and the flow of every arc.

    >>> most_through(arcs([(0, 1, 5, 0), (1, 2, 3, 0)]), source=0, sink=2)[0]
    3
    """
    solver = max_flow.SimpleMaxFlow()
    numbers = solver.add_arcs_with_capacity(network.tail, network.head, network.most)
    if solver.solve(source, sink) != solver.OPTIMAL:
        raise MovementError("the flow could not be worked out: expected whole capacities below 2^63 in all")
    return int(solver.optimal_flow()), np.asarray(solver.flows(numbers), dtype=np.int64)


def cheapest(network: Arcs, *, source: int, sink: int, supply: int) -> tuple[int, Ints]:
    """Of the largest flows (at most `supply`) the cheapest one, and the flow of every arc.

    >>> value, flow = cheapest(arcs([(0, 1, 5, 2), (0, 1, 5, 1), (1, 2, 7, 0)]), source=0, sink=2, supply=9)
    >>> value, flow.tolist()
    (7, [2, 5, 7])
    """
    solver = min_cost_flow.SimpleMinCostFlow()
    numbers = solver.add_arcs_with_capacity_and_unit_cost(
        network.tail, network.head, network.most, network.cost
    )
    solver.set_node_supply(source, supply)
    solver.set_node_supply(sink, -supply)
    if solver.solve_max_flow_with_min_cost() != solver.OPTIMAL:
        raise MovementError(
            "the flow could not be worked out: expected whole capacities and costs below 2^63"
        )
    return int(solver.maximum_flow()), np.asarray(solver.flows(numbers), dtype=np.int64)


def bottlenecks(network: Arcs, flow: Ints, *, source: int, sink: int) -> list[int]:
    """The arcs of which each one, made wider by one unit, lets one more through.

    They are the full arcs whose tail can still be reached from the source and from whose head the sink can
    still be reached. Where two cuts are equally narrow the list may be empty: no single arc limits the flow.

    >>> network = arcs([(0, 1, 5, 0), (1, 2, 3, 0), (2, 3, 9, 0)])
    >>> _, flow = most_through(network, source=0, sink=3)
    >>> bottlenecks(network, flow, source=0, sink=3)
    [1]
    """
    ahead = _reached(network, flow, source, backwards=False)
    behind = _reached(network, flow, sink, backwards=True)
    full = flow == network.most
    return [int(arc) for arc in np.flatnonzero(full & ahead[network.tail] & behind[network.head])]


def cut(network: Arcs, flow: Ints, source: int) -> list[int]:
    """The arcs of the minimum cut nearest to the source.

    >>> network = arcs([(0, 1, 3, 0), (1, 2, 3, 0)])
    >>> cut(network, most_through(network, source=0, sink=2)[1], 0)
    [0]
    """
    ahead = _reached(network, flow, source, backwards=False)
    crossing = ahead[network.tail] & ~ahead[network.head] & (network.most > 0)
    return [int(arc) for arc in np.flatnonzero(crossing)]


def _reached(network: Arcs, flow: Ints, start: int, *, backwards: bool) -> NDArray[np.bool_]:
    """Nodes that can be reached along arcs with room left, or against arcs with flow."""
    room, used = flow < network.most, flow > 0
    tails = np.concatenate([network.tail[room], network.head[used]])
    heads = np.concatenate([network.head[room], network.tail[used]])
    if backwards:
        tails, heads = heads, tails
    order = np.argsort(tails, kind="stable")
    heads = heads[order]
    begins = np.searchsorted(tails[order], np.arange(network.nodes + 1))
    seen = np.zeros(network.nodes, dtype=bool)
    seen[start] = True
    frontier = [start]
    while frontier:
        found = []
        for node in frontier:
            for head in heads[begins[node] : begins[node + 1]]:
                if not seen[head]:
                    seen[head] = True
                    found.append(int(head))
        frontier = found
    return seen
