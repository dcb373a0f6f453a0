"""Rows for whole buses cut off no plan, and a large plan comes near to the bound that they give."""

from __future__ import annotations

import numpy as np
import pytest

from corridors import randomly
from regreso.movement.corridor.buses import BusProgram, at_home, build
from regreso.movement.corridor.check import check
from regreso.movement.corridor.model import Household
from regreso.movement.corridor.nearer import near
from regreso.movement.corridor.outcome import usable_problem
from regreso.movement.corridor.seats import Vehicle, seat
from regreso.movement.corridor.solver import Relaxed
from regreso.movement.corridor.whole_buses import Cuts
from regreso.movement.errors import MovementError

ANYWHERE = frozenset[str]()


def program(raw: dict[str, object]) -> BusProgram | None:
    try:
        problem = usable_problem(check(raw), case="low")
    except MovementError:
        return None
    homes = tuple(home for home in problem.households if not home.own_car)
    made = build(problem, standing=at_home(problem), households=homes, receptions=problem.receptions)
    return made if made.picks and made.trips and not made.convoys else None


def people(made: BusProgram) -> dict[int, float]:
    return {column: float(made.households[index].size) for (index, _), column in made.picks.items()}


@pytest.mark.parametrize("tens", range(20))
def test_no_row_forbids_a_plan_of_whole_buses(tens: int) -> None:
    """Parts of buses are what is asked about: at a half of each column every narrow place is looked at."""
    for seed in range(10 * tens, 10 * tens + 10):
        made = program(randomly(seed))
        best = made.program.solve(whole=True, gap=0.0, seconds=5.0) if made else None
        if made is None or best is None:
            continue
        cuts = Cuts(made)
        odd = np.asarray(made.program.uppers) / 2 + 0.3
        rows = [*cuts.broken(odd), *cuts.broken(best.values)]
        assert all(cuts.load(cut, best.values) <= cut.upper + 1e-4 for cut in rows)
        assert all(_load(cuts.factors(cut), best.values) <= cut.upper + 1e-4 for cut in rows)


def _load(factors: dict[int, float], values: np.ndarray) -> float:
    return float(sum(values[column] * factor for column, factor in factors.items()))


@pytest.mark.parametrize("seed", [6, 105, 117, 179])  # the sum of seats alone promises more than can be
def test_the_rows_bring_the_bound_down_and_not_below_what_can_be(seed: int) -> None:
    made = program(randomly(seed))
    assert made is not None
    relaxed = Relaxed(made.program)
    found = near(made, relaxed, seconds=5.0)
    best = made.program.solve(whole=True, gap=0.0, seconds=20.0)
    assert found is not None
    assert best is not None
    assert relaxed.first is not None
    assert relaxed.first.cost + 1 < found.bound <= best.cost + 1e-4


@pytest.mark.parametrize("tens", range(8))
def test_a_plan_near_the_bound_keeps_every_row(tens: int) -> None:
    for seed in range(10 * tens, 10 * tens + 10):
        made = program(randomly(seed))
        if made is None:
            continue
        rows = made.program.mark()
        relaxed = Relaxed(made.program)
        found = near(made, relaxed, seconds=5.0)
        assert made.program.mark() == rows
        best = made.program.solve(whole=True, gap=0.0, seconds=5.0)
        if found is None or best is None:
            continue
        assert found.bound <= best.cost + 1e-4
        assert best.bound <= found.cost + 1e-4
        assert sum(best.values[c] * n for c, n in people(made).items()) <= relaxed.most(people(made)) + 1e-4
        for row in range(rows[0]):
            lower, upper = made.program.sides(row)
            assert lower - 1e-5 <= _load(made.program.factors(row), found.values) <= upper + 1e-5


def test_a_larger_household_takes_the_place_of_a_smaller_one_when_seats_stay_empty() -> None:
    three = Household("three", "a", 3, 9, 0, 0, False, ANYWHERE, False)
    two = Household("two", "a", 2, 1, 0, 0, False, ANYWHERE, False)
    bus = Vehicle(0, "a", "b", 3, seats=6, wheelchair=0, stretcher=0)
    places = {"b": 100}
    seated = seat([bus], [three, two], wished={(0, 0): 1, (1, 0): 1}, places=places)
    assert (bus.seats, places["b"], bus.aboard) == (0, 94, {0: 2})
    assert 1 not in bus.aboard
    assert sum(count * (3, 2)[index] for index, count in seated.items()) == 6


@pytest.mark.parametrize("first", [True, False])
def test_nobody_who_goes_first_gives_up_a_place(*, first: bool) -> None:
    five = Household("five", "a", 5, 1, 0, 0, False, ANYWHERE, False)
    four = Household("four", "a", 4, 1, 0, 0, first, ANYWHERE, False)
    bus = Vehicle(0, "a", "b", 3, seats=5, wheelchair=0, stretcher=0)
    seated = seat([bus], [five, four], wished={(1, 0): 1}, places={"b": 4 if first else 5})
    assert +seated == ({1: 1} if first else {0: 1})


def test_empty_seats_of_two_vehicles_are_gathered_for_a_household_that_waits() -> None:
    three = Household("three", "a", 3, 2, 0, 0, False, ANYWHERE, False)
    two = Household("two", "a", 2, 2, 0, 0, False, ANYWHERE, False)
    early, late = (Vehicle(0, "a", "b", step, seats=5, wheelchair=0, stretcher=0) for step in (3, 9))
    told, places = {(0, 3): {0: 1}, (0, 9): {1: 2}}, {"b": 99}
    seated = seat([early, late], [three, two], wished={(0, 0): 2, (1, 0): 2}, places=places, told=told)
    assert (early.aboard, late.aboard) == ({0: 1, 1: 1}, {0: 1, 1: 1})
    assert (early.seats, late.seats, places["b"], seated) == (0, 0, 89, {0: 2, 1: 2})


def test_one_of_the_large_households_takes_the_places_of_small_ones_who_fit_elsewhere() -> None:
    three = Household("three", "a", 3, 9, 0, 0, False, ANYWHERE, False)
    one = Household("one", "a", 1, 3, 0, 0, False, ANYWHERE, False)
    buses = [Vehicle(at, "a", "b", 3, seats=(7, 6)[at], wheelchair=0, stretcher=0) for at in (0, 1)]
    places = {"b": 99}
    wished = {(0, 0): 2, (0, 1): 1, (1, 1): 3}
    seated = seat(buses, [three, one], wished=wished, places=places)
    assert (seated, places["b"], [bus.seats for bus in buses]) == ({0: 4, 1: 1}, 86, [0, 0])


def test_who_was_told_to_leave_has_a_place_before_who_was_not() -> None:
    four = Household("four", "a", 4, 1, 0, 0, False, ANYWHERE, False)
    two = Household("two", "a", 2, 1, 0, 0, False, ANYWHERE, False)
    bus = Vehicle(0, "a", "b", 3, seats=4, wheelchair=0, stretcher=0)
    told = {(0, 9): {1: 1}}  # at another hour, which is not kept
    seated = seat([bus], [four, two], wished={(0, 0): 1}, places={"b": 9}, told=told)
    assert +seated == {1: 1}
