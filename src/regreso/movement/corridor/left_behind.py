"""Those whom rounding leaves behind in a large program: the buses around them are planned once more.

A large program is not settled with whole households: its sums of seats let a family sit in two buses. Where
somebody waits though the program had sent them, the routes from there are set free, with whole households and
without the seats that stayed empty; every other bus stays as it is, so the search is a small one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from regreso.movement.corridor.buses import BusProgram
from regreso.movement.corridor.empty_seats import waiting, without_empty_seats
from regreso.movement.corridor.seats import Vehicle
from regreso.movement.corridor.solver import Answer, Floats, Search

COLUMNS = 1_500  # loaded and empty buses that are set free at once: those around whom most are left behind
SEARCHES, SHORT = 24, 1.0  # how many, and seconds of the processor for each


@dataclass(frozen=True, slots=True)
class Seated:
    """A whole plan of buses and who sits in them.

    Attributes:
        answer: the values from which the vehicles were made.
        vehicles: who sits where.
        out: how many leave of those who go first, and of all.
    """

    answer: Answer
    vehicles: Sequence[Vehicle]
    out: tuple[int, int]


def taken_along(
    made: BusProgram, best: Seated, *, seat: Callable[[Answer], Seated], seconds: float
) -> Seated:
    """The best plan found by setting the buses free around those who wait, place by place.

    Args:
        made: the program; its rows are as before when this returns.
        best: the plan that there is.
        seat: makes vehicles of other values, and seats everybody.
        seconds: how long for one search at most.

    No doctest: it needs a whole problem; tests/movement/corridor/test_left_behind.py shows it.
    """
    mark, vain = made.program.mark(), set[frozenset[int]]()
    for _ in range(SEARCHES):
        free = next((one for one in _regions(made, best.vehicles) if one not in vain), None)
        if free is None:
            break
        for factors, most in without_empty_seats(made, best.vehicles):
            made.program.row(factors, upper=most)
        found = _around(made, best, free, min(seconds, SHORT))
        made.program.back_to(mark)
        again = best if found is None else seat(found)
        if again.out > best.out:
            best = again
        else:
            vain.add(free)
    return best


def _around(made: BusProgram, best: Seated, free: frozenset[int], seconds: float) -> Answer | None:
    """Other values of these routes, households whole; None where none are found that take more people."""
    program, start = made.program, seated(made, best)
    lower, upper = np.asarray(program.lowers), np.asarray(program.uppers)
    of = [*made.trips.items(), *made.backs.items(), *made.convoys.items()]
    hold = [column for key, column in of if key[0] not in free]
    hold += [column for (_, number), column in made.picks.items() if number not in free]
    lower[hold] = upper[hold] = start[hold]
    picks = {column for (_, number), column in made.picks.items() if number in free}
    cost = program.cost_of(start)
    program.real -= picks
    try:
        search = Search(seconds=seconds, gap=made.person / 2 / abs(cost), start=start)
        found = program.search(search, fixed=(lower, upper))
    finally:
        program.real |= picks
    return found if found is not None and found.cost < cost - made.person / 2 else None


def seated(made: BusProgram, plan: Seated) -> Floats:
    """The values of the same buses with those who sit in them: every household is whole.

    No doctest: it needs a whole problem; tests/movement/corridor/test_left_behind.py shows it.
    """
    values = plan.answer.values.copy()
    values[list(made.picks.values())] = 0.0
    for vehicle in plan.vehicles:
        for index, count in vehicle.aboard.items():
            values[made.picks[index, vehicle.route]] += count
    return values


def _regions(made: BusProgram, vehicles: Sequence[Vehicle]) -> Iterator[frozenset[int]]:
    """Routes to set free together: from where most people wait; then those with routes that share their ends.

    Of these the ones with most empty seats come first: there a bus may be spared.
    """
    people, empty = Counter[str](), Counter[int]()
    for index, count in waiting(made, vehicles).items():
        people[made.households[index].at] += made.households[index].size * count
    for vehicle in vehicles:
        empty[vehicle.route] += vehicle.seats
    own = {place: [one for one in made.routes if one.start == place] for place, _ in people.most_common()}
    sizes = Counter(number for columns in (made.trips, made.backs) for number, _, _ in columns)
    yield from _groups(frozenset(), [{one.number for one in routes} for routes in own.values()], sizes)
    for routes in own.values():
        ends, numbers = {one.end for one in routes}, frozenset(one.number for one in routes)
        others = [one.number for one in made.routes if one.end in ends and one.number not in numbers]
        others.sort(key=lambda number: -empty[number])
        yield from _groups(numbers, [{number} for number in others], sizes)


def _groups(
    base: frozenset[int], parts: Sequence[set[int]], sizes: Mapping[int, int]
) -> Iterator[frozenset[int]]:
    """These parts, one after another, as many at once as make no large search."""
    group = base
    for part in parts:
        if group > base and sum(sizes[number] for number in group | part) > COLUMNS:
            yield group
            group = base
        group |= part
    if group > base:
        yield group
