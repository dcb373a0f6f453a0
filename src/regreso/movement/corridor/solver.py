"""Linear and integer programs for HiGHS: rows are collected, solved as an LP, and rounded by fixing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isfinite
from time import perf_counter, thread_time

import numpy as np
from numpy.typing import NDArray

from regreso.movement.errors import MovementError

try:
    # OR-Tools first: both bring a HiGHS, and only in this order do they load beside each other everywhere.
    from ortools.graph.python import max_flow, min_cost_flow
    import highspy  # isort: skip
    from highspy.highs import HighsCallbackEvent  # isort: skip
except ModuleNotFoundError as error:
    raise MovementError(
        "planning needs OR-Tools and HiGHS, which are not installed; run: pip install ortools highspy"
    ) from error

__all__ = ["Answer", "Program", "Relaxed", "Search", "max_flow", "min_cost_flow"]

Floats = NDArray[np.float64]
WHOLE = 1e-6
LARGE = 5_000
INFINITE = float("inf")
PATIENT = 600.0  # seconds for a linear program: without it a large plan is half as good
SHORTEST = 0.005  # seconds between two looks at how long the processor has worked
SLOWEST = 40.0  # times as long by the clock: only for a machine that has all but stopped
DUAL, PRIMAL = 1, 4  # strategies of the simplex: after a row more, after another aim


@dataclass(frozen=True, slots=True)
class Answer:
    """What a solver found.

    Attributes:
        values: one for each column.
        cost: of these values.
        bound: no answer costs less than this.
        prices: of each row in an LP: how much the cost falls when one more unit is allowed; empty otherwise.
        dearer: of each column in an LP: how much one unit more of it costs, all told; empty otherwise.
    """

    values: Floats
    cost: float
    bound: float
    prices: Floats
    dearer: Floats = field(default_factory=lambda: np.empty(0))


@dataclass(frozen=True, slots=True)
class Search:
    """How long to look for whole values, and when what was found is enough.

    Attributes:
        seconds: how long, in seconds of the processor.
        gap: how near to the bound, as a share of it, is near enough.
        enough: a cost at which the search may stop.
        start: values to begin with, better or not.
    """

    seconds: float = 60.0
    gap: float = 1e-4
    enough: float = -INFINITE
    start: Floats | None = None


@dataclass(slots=True)
class Program:
    """Columns from 0 up, rows between two sides, a cost to be made small; columns of `real` are never whole.

    >>> program = Program()
    >>> bus = program.column(cost=-50.0, upper=9)
    >>> _ = program.row({bus: 2.0}, upper=7)
    >>> program.solve(whole=True).values.tolist()
    [3.0]
    """

    costs: list[float] = field(default_factory=list)
    uppers: list[float] = field(default_factory=list)
    lowers: list[float] = field(default_factory=list)
    real: set[int] = field(default_factory=set)
    _starts: list[int] = field(default_factory=lambda: [0])
    _columns: list[int] = field(default_factory=list)
    _factors: list[float] = field(default_factory=list)
    _least: list[float] = field(default_factory=list)
    _most: list[float] = field(default_factory=list)

    def column(self, *, cost: float, upper: float) -> int:
        """Add a column; return its number."""
        self.costs.append(cost)
        self.lowers.append(0.0)
        self.uppers.append(float(upper))
        return len(self.costs) - 1

    def row(self, factors: dict[int, float], *, lower: float = -INFINITE, upper: float = INFINITE) -> int:
        """Add a row; return its number."""
        self._columns.extend(factors)
        self._factors.extend(factors.values())
        self._starts.append(len(self._columns))
        self._least.append(lower)
        self._most.append(upper)
        return len(self._least) - 1

    def mark(self) -> tuple[int, int]:
        """How many rows there are now, for `back_to`."""
        return len(self._least), len(self._columns)

    def back_to(self, mark: tuple[int, int]) -> None:
        """Take away every row that was added since the mark."""
        rows, factors = mark
        del self._least[rows:], self._most[rows:], self._starts[rows + 1 :]
        del self._columns[factors:], self._factors[factors:]

    def copy(self) -> Program:
        """The same program, to be changed without changing this one.

        >>> program = Program()
        >>> _ = program.copy().column(cost=0.0, upper=1)
        >>> program.costs
        []
        """
        # By hand: to copy each number of half a million by the general way takes seconds.
        return Program(
            self.costs.copy(), self.uppers.copy(), self.lowers.copy(), self.real.copy(),
            self._starts.copy(), self._columns.copy(), self._factors.copy(), self._least.copy(),
            self._most.copy(),
        )  # fmt: skip

    def factors(self, row: int) -> dict[int, float]:
        """Column → what stands before it in a row.

        >>> program = Program()
        >>> row = program.row({program.column(cost=0.0, upper=9): 2.0}, upper=7)
        >>> program.factors(row)
        {0: 2.0}
        """
        begin, end = self._starts[row], self._starts[row + 1]
        return dict(zip(self._columns[begin:end], self._factors[begin:end], strict=True))

    def upper(self, row: int) -> float:
        """The most that a row may come to."""
        return self._most[row]

    def sides(self, row: int) -> tuple[float, float]:
        """The least and the most that a row may come to."""
        return self._least[row], self._most[row]

    def cost_of(self, values: Floats) -> float:
        """What values cost."""
        return float(np.dot(np.asarray(self.costs), values))

    def solve(
        self,
        *,
        whole: bool,
        fixed: tuple[Floats, Floats] | None = None,
        seconds: float = 60.0,
        gap: float = 1e-4,
        corners: bool = True,
        start: Floats | None = None,
    ) -> Answer | None:
        """The cheapest values, or None when there are none (or none were found in time).

        Args:
            whole: whether every column is a whole number.
            fixed: other lower and upper sides of the columns.
            seconds: how long to look for whole numbers.
            gap: how near to the bound is near enough.
            start: values to begin with, better or not.
            corners: whether a large LP must end in a corner (needed to round it, not for a bound).
        """
        if whole:
            return self.search(Search(seconds=seconds, gap=gap, start=start), fixed=fixed)
        model = _solver(seconds)
        if len(self.costs) > LARGE:
            # Eight times faster than the simplex at 50,000 columns.
            _set(model, solver="ipm", run_crossover="on" if corners else "off")
        model.passModel(self.model(whole=False, fixed=fixed))
        model.run()
        return self.answer(model, whole=False)

    def search(self, search: Search, *, fixed: tuple[Floats, Floats] | None = None) -> Answer | None:
        """Whole values, as cheap as they are found; None when there are none (or none were found in time)."""
        model = _solver(search.seconds)
        _set(model, mip_rel_gap=search.gap)
        if isfinite(search.enough):
            _set(model, objective_target=search.enough)
        model.passModel(self.model(whole=True, fixed=fixed))
        if search.start is not None:
            known = highspy.HighsSolution()
            known.col_value = search.start.tolist()
            model.setSolution(known)
        model.run()
        return self.answer(model, whole=True)

    def most(
        self,
        worth: dict[int, float],
        *,
        whole: bool = False,
        seconds: float = 60.0,
        start: Floats | None = None,
    ) -> float:
        """The most that the columns can be worth together: a bound for every plan.

        Args:
            worth: of one unit of each column that counts.
            whole: whether to look at whole numbers (a tighter bound, within `seconds`).
            seconds: how long.
            start: values to begin with.
        """
        costs, self.costs = self.costs, [-worth.get(column, 0.0) for column in range(len(self.costs))]
        try:
            answer = self.solve(whole=whole, seconds=seconds, corners=False, start=start)
            if answer is None and not whole:
                answer = self.solve(
                    whole=False
                )  # the quick way without a corner does not always come to an end
        finally:
            self.costs = costs
        return INFINITE if answer is None else -answer.bound

    def model(self, *, whole: bool, fixed: tuple[Floats, Floats] | None = None) -> highspy.HighsLp:
        """The program as HiGHS takes it."""
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.costs), len(self._least)
        lp.col_cost_ = np.asarray(self.costs)
        lp.col_lower_, lp.col_upper_ = fixed or (np.asarray(self.lowers), np.asarray(self.uppers))
        lp.row_lower_, lp.row_upper_ = np.asarray(self._least), np.asarray(self._most)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.asarray(self._starts, dtype=np.int32)
        lp.a_matrix_.index_ = np.asarray(self._columns, dtype=np.int32)
        lp.a_matrix_.value_ = np.asarray(self._factors)
        if whole:
            kinds = highspy.HighsVarType
            lp.integrality_ = [
                kinds.kContinuous if at in self.real else kinds.kInteger for at in range(lp.num_col_)
            ]
        return lp

    def answer(self, model: highspy.Highs, *, whole: bool) -> Answer | None:
        """What HiGHS found, if it found anything."""
        status, info, found = model.getModelStatus(), model.getInfo(), model.getSolution()
        solved = status == highspy.HighsModelStatus.kOptimal
        if not solved and not (
            whole and info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        ):
            return None
        values = np.asarray(found.col_value)
        if whole:
            exact = np.ones(len(values), dtype=bool)
            exact[list(self.real)] = False
            values[exact] = np.round(values[exact])
        cost = self.cost_of(values)
        bound = float(info.mip_dual_bound) if whole else cost
        if whole:
            return Answer(values, cost, bound, np.empty(0))
        return Answer(values, cost, bound, -np.asarray(found.row_dual), np.asarray(found.col_dual))

    def rounded(self, relaxed: Answer, *, free: Sequence[int], seconds: float) -> Answer | None:
        """Whole values near those of an LP: what is whole stays, the rest is settled by a small program.

        Args:
            relaxed: the answer of the LP.
            free: columns that are never fixed.
            seconds: how long each of three tries may look.
        """
        nearest = np.round(relaxed.values)
        fast = np.abs(relaxed.values - nearest) < WHOLE
        fast[list(free)] = False
        for hold in (fast, fast & (nearest > 0), np.zeros(len(fast), dtype=bool)):
            lower, upper = np.asarray(self.lowers), np.asarray(self.uppers)
            lower[hold] = upper[hold] = nearest[hold]
            answer = self.solve(whole=True, fixed=(lower, upper), seconds=seconds, gap=5e-5)
            if answer is not None:
                return Answer(answer.values, answer.cost, relaxed.cost, relaxed.prices)
        return None


@dataclass(slots=True)
class Relaxed:
    """An LP that stays open: rows are added to it, and other aims asked for, from the corner where it stands.

    Attributes:
        program: as it was stated; the rows that are added later are not in it.
        first: the answer before any row was added; None when there is none.
        now: the answer with every row that was added.

    >>> program = Program()
    >>> bus = program.column(cost=-50.0, upper=9)
    >>> _ = program.row({bus: 2.0}, upper=7)
    >>> relaxed = Relaxed(program)
    >>> relaxed.first.cost, relaxed.tighten([({bus: 1.0}, 3.0)]).cost, relaxed.most({bus: 1.0})
    (-175.0, -150.0, 3.0)
    """

    program: Program
    first: Answer | None = field(init=False)
    now: Answer | None = field(init=False)
    _highs: highspy.Highs = field(init=False)

    def __post_init__(self) -> None:
        self._highs = _solver(PATIENT)
        if len(self.program.costs) > LARGE:
            _set(self._highs, solver="ipm")
        self._highs.passModel(self.program.model(whole=False))
        self._highs.run()
        self.first = self.now = self.program.answer(self._highs, whole=False)

    def tighten(self, rows: Sequence[tuple[dict[int, float], float]]) -> Answer | None:
        """Add rows that every whole plan keeps; the answer, or what was there before if none was found."""
        for factors, upper in rows:
            columns = np.fromiter(factors, dtype=np.int32)
            self._highs.addRow(-INFINITE, upper, len(columns), columns, np.fromiter(factors.values(), float))
        _set(self._highs, solver="simplex", simplex_strategy=DUAL)
        self._highs.run()
        self.now = self.program.answer(self._highs, whole=False) or self.now
        return self.now

    def most(self, worth: dict[int, float]) -> float:
        """The most that the columns can be worth together: a bound for every plan."""
        if self.first is None:
            return self.program.most(worth)
        columns = len(self.program.costs)
        costs = np.zeros(columns)
        costs[list(worth)] = [-value for value in worth.values()]
        self._highs.changeColsCost(columns, np.arange(columns, dtype=np.int32), costs)
        _set(self._highs, solver="simplex", simplex_strategy=PRIMAL)
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return self.program.most(worth)
        return -float(self._highs.getInfo().objective_function_value)


def _solver(seconds: float) -> highspy.Highs:
    """A solver that may work so many seconds of the processor from now on.

    Its own limit goes by the clock, and by the clock a machine that is busy with others ends a search before
    it found anything: the same scenario would come to a worse plan on a bad day.
    """
    model = highspy.Highs()
    _set(model, time_limit=SLOWEST * seconds)
    until, next_look = thread_time() + seconds, perf_counter() + seconds

    def look(told: HighsCallbackEvent) -> None:
        nonlocal next_look
        # Asked thousands of times; the processor cannot have worked longer than the clock went on.
        if perf_counter() > next_look:
            left = until - thread_time()
            next_look = perf_counter() + max(left, SHORTEST)
            if left < 0:
                told.interrupt()

    for asked in (model.cbMipInterrupt, model.cbSimplexInterrupt, model.cbIpmInterrupt):
        asked.subscribe(look)
    return model


def _set(model: highspy.Highs, **options: float | str) -> None:
    for name, value in ({"output_flag": False, "threads": 1} | options).items():
        model.setOptionValue(name, value)
