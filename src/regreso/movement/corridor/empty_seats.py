"""Seats that stay empty because no household fits into what is left of a bus.

The program counts the seats of a route together, as if a household could sit in two buses. What stays empty
in each bus is taken from the sum of its route, and the program asks for a bus more where there is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from regreso.movement.corridor.buses import BusProgram
from regreso.movement.corridor.seats import Vehicle

Row = tuple[dict[int, float], float]  # factors by column, and the most that their sum may be


def waiting(made: BusProgram, vehicles: Sequence[Vehicle]) -> Counter[int]:
    """Index of a household → how many of these are seated nowhere.

    No doctest: it needs a whole problem; tests/movement/corridor/test_plan.py shows it.
    """
    left = Counter({index: home.count for index, home in enumerate(made.households)})
    for vehicle in vehicles:
        left.subtract(vehicle.aboard)
    return +left


def without_empty_seats(made: BusProgram, vehicles: Sequence[Vehicle]) -> Iterator[Row]:
    """For each route on which somebody waits while seats stay empty, its row of seats without those.

    No doctest: it needs a whole problem; tests/movement/corridor/test_plan.py shows it.
    """
    left = waiting(made, vehicles)
    asking = {number for index, number in made.picks if index in left}
    empty = Counter[int]()
    for vehicle in vehicles:
        if vehicle.aboard and vehicle.route in asking:
            empty[vehicle.route] += vehicle.seats
    for number, seats in sorted(empty.items()):
        if not seats:
            continue
        load = {
            column: float(made.households[index].sitting)
            for (index, to), column in made.picks.items()
            if to == number
        }
        buses = {column: -float(kind.seats) for (to, kind, _), column in made.trips.items() if to == number}
        yield load | buses, -float(seats)
