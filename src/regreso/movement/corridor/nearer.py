"""A large bus plan made whole near to its bound: fix what is settled, then mend where people are lost.

The linear program sends parts of buses. What it settled (whole, and dearer any other way) stays, and a small
program settles the rest. Where fewer people leave than the linear program would send, the buses around are
set free once more and all others stay, until the plan is near enough to the bound or nothing more is found.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from regreso.movement.corridor.buses import BusProgram
from regreso.movement.corridor.solver import WHOLE, Answer, Floats, Program, Relaxed, Search
from regreso.movement.corridor.whole_buses import Cut, Cuts

ENOUGH = 8e-5  # of the bound: so near the search may stop
FIRST = 5e-4  # how well the first program is solved: what it loses is mended after
SETTLED = 0.01  # a column that would cost more than this stays at nought
ROUNDS, CUTTING, MENDING = 3, 3, 10.0  # times to mend and to add rows, and seconds for one mending
LOST = 0.5  # people


def near(made: BusProgram, relaxed: Relaxed, *, seconds: float) -> Answer | None:
    """Whole buses near to the bound of the linear program, which is tightened on the way.

    Args:
        made: the program; its rows are as before when this returns.
        relaxed: its linear program, solved.
        seconds: how long the first search may take.

    Returns:
        Values with the bound of the tightened linear program, or None when nothing was found in time.

    No doctest: it needs a whole problem; tests/movement/corridor/test_whole_buses.py shows it.
    """
    cuts = Cuts(made)
    found = _tighten(cuts, relaxed)
    aim = relaxed.now
    if aim is None:
        return None
    mending = _Mending(cuts, _with_rows(cuts, found), aim)
    values = mending.first(seconds)
    if values is None:
        return None
    for widening in range(ROUNDS):
        if mending.enough(values):
            break
        values = mending.mended(values, widening, min(seconds, MENDING))
    whole = values[: len(made.program.costs)]
    return Answer(whole, made.program.cost_of(whole), aim.cost, aim.prices)


def _tighten(cuts: Cuts, relaxed: Relaxed) -> list[Cut]:
    found: list[Cut] = []
    for _ in range(CUTTING):
        broken = cuts.broken(relaxed.now.values) if relaxed.now is not None else []
        if not broken:
            break
        relaxed.tighten([(cuts.factors(cut), cut.upper) for cut in broken])
        found += broken
    return found


def _with_rows(cuts: Cuts, found: list[Cut]) -> Program:
    """The program with these rows; a column more for each route counts its buses and keeps the rows short."""
    program = cuts.made.program.copy()
    counted = dict.fromkeys(number for cut in found for number in cut.buses)
    buses = {}
    for number in counted:
        most = float(sum(program.uppers[column] for column in cuts.trips[number]))
        buses[number] = program.column(cost=0.0, upper=most)
        program.real.add(buses[number])
        trips = dict.fromkeys(cuts.trips[number], 1.0)
        program.row(trips | {buses[number]: -1.0}, lower=0.0, upper=0.0)
    for cut in found:
        factors = cut.people | {buses[number]: factor for number, factor in cut.buses.items()}
        program.row(factors, upper=cut.upper)
    return program


@dataclass(slots=True)
class _Mending:
    cuts: Cuts
    program: Program
    aim: Answer

    @property
    def target(self) -> float:
        return self.aim.cost + ENOUGH * abs(self.aim.cost)

    def enough(self, values: Floats) -> bool:
        return self.program.cost_of(values) <= self.target

    def first(self, seconds: float) -> Floats | None:
        base = self.aim.values
        moves = [column for columns in self.cuts.moves.values() for column in columns]
        nearest = np.round(base)
        settled = (np.abs(base - nearest) < WHOLE) & ((nearest > 0) | (np.abs(self.aim.dearer) > SETTLED))
        hold = np.asarray(moves)[settled[moves]]
        search = Search(seconds=seconds, gap=FIRST, enough=self.target)
        answer = self.program.search(search, fixed=self._sides(hold, nearest))
        return None if answer is None else answer.values

    def mended(self, values: Floats, widening: int, seconds: float) -> Floats:
        free = self._around(self._losing(values), widening)
        hold = [c for number, columns in self.cuts.moves.items() if number not in free for c in columns]
        sides = self._sides(np.asarray(hold, dtype=int), values)
        search = Search(seconds=seconds, gap=ENOUGH / 8, enough=self.target, start=values)
        answer = self.program.search(search, fixed=sides)
        better = answer is not None and answer.cost < self.program.cost_of(values)
        return answer.values if answer is not None and better else values

    def _sides(self, hold: Floats, values: Floats) -> tuple[Floats, Floats]:
        lower, upper = np.asarray(self.program.lowers), np.asarray(self.program.uppers)
        lower[hold] = upper[hold] = values[hold]
        return lower, upper

    def _losing(self, values: Floats) -> set[int]:
        """Routes of which less people leave through some narrow place, or somewhere, than could in parts."""
        for groups in (self.cuts.through, self.cuts.starting):
            losing = [group for group in groups.values() if self._lost(group, values) > LOST]
            if losing:
                return set().union(*losing)
        return set()

    def _lost(self, group: set[int], values: Floats) -> float:
        gone = self.aim.values[: len(values)] - values[: len(self.aim.values)]
        return float(sum(gone[c] * size for number in group for c, size in self.cuts.picks[number].items()))

    def _around(self, numbers: set[int], widening: int) -> set[int]:
        """Routes that meet these at a narrow place or a start, and after a time those of the same ends."""
        for _ in range(widening):
            numbers = _meeting(numbers, [*self.cuts.ending.values(), *self.cuts.through.values()])
        return numbers


def _meeting(numbers: set[int], groups: list[set[int]]) -> set[int]:
    return numbers.union(*(group for group in groups if group & numbers))
