"""Aims in strict order: each is settled as far as it goes before the next one is looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import floor, isfinite

from regreso.movement.corridor.solver import INFINITE, WHOLE, Answer, Program

Aim = Mapping[int, float]


def in_order(
    program: Program, aims: Sequence[Aim], *, start: Answer, seconds: float
) -> tuple[Answer, list[float]]:
    """Make each aim as large as it can be without giving up anything of those before it.

    Args:
        program: its costs and rows are as before when this returns.
        aims: for each, what one unit of a column is worth.
        start: values that keep every row; they are returned when nothing better is found.
        seconds: how long the search for one aim may take.

    Returns:
        The values, and for each aim a bound that no values exceed that do as well in the aims before it.

    >>> program = Program()
    >>> one, other = program.column(cost=0.0, upper=3), program.column(cost=0.0, upper=9)
    >>> _ = program.row({one: 3.0, other: 1.0}, upper=9.0)
    >>> start = program.solve(whole=True)
    >>> answer, bounds = in_order(program, [{one: 1.0}, {other: 1.0}], start=start, seconds=5.0)
    >>> answer.values.tolist(), bounds
    ([3.0, 0.0], [3.0, 0.0])
    """
    costs, rows = program.costs, program.mark()
    best, bounds = start, list[float]()
    try:
        for aim in aims:
            program.costs = [-aim.get(column, 0.0) for column in range(len(costs))]
            there = worth(best, aim)
            found = program.solve(whole=True, seconds=seconds, gap=0.0, start=best.values)
            if found is not None and worth(found, aim) > there + WHOLE:
                best, there = found, worth(found, aim)
            bounds.append(INFINITE if found is None else max(there, _down(-found.bound, aim)))
            program.row({column: value for column, value in aim.items() if value}, lower=there - WHOLE)
    finally:
        program.costs = costs
        program.back_to(rows)
    return Answer(best.values, program.cost_of(best.values), best.bound, best.prices), bounds


def worth(answer: Answer, aim: Aim) -> float:
    """What values are worth for an aim.

    >>> import numpy as np
    >>> worth(Answer(np.array([2.0, 5.0]), 0.0, 0.0, np.empty(0)), {1: 3.0})
    15.0
    """
    return float(sum(answer.values[column] * value for column, value in aim.items()))


def _down(bound: float, aim: Aim) -> float:
    """A bound on a sum of whole numbers is whole itself."""
    if not isfinite(bound) or any(value != int(value) for value in aim.values()):
        return bound
    return float(floor(bound + WHOLE))
