"""Rows that whole buses keep and parts of buses do not: with them the linear program bounds what can be.

Two kinds. Of 809 people who ask somewhere, or find places, the last bus of 50 carries 9: who sends one bus
less loses these 9, not 50. And through one checkpoint a whole number of buses drives: how many people can
come through it at most, if nothing else is scarce, is a small program of its own, solved to its end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil, floor

from regreso.movement.corridor.buses import BusProgram
from regreso.movement.corridor.solver import WHOLE, Floats, Program

NEEDED = 1e-4  # by how much a row must be broken to be added
SHORT = 1.0  # seconds for one checkpoint

Narrow = tuple[str, str]  # (“checkpoint” or “leg”, id)


@dataclass(frozen=True, slots=True)
class Cut:
    """A row: people on some routes, and buses of some routes, are together no more than `upper`.

    Attributes:
        people: column of a pick → those of one household who sit.
        buses: route → what stands before the number of its loaded buses.
    """

    people: dict[int, float]
    buses: dict[int, float]
    upper: float


@dataclass(slots=True)
class Cuts:
    """What is known of a bus program for finding such rows.

    Attributes:
        picks: route → column of a pick → those of one household who sit.
        trips, moves: route → columns: of loaded buses; of loaded and empty ones.
        through: checkpoint or leg → the routes that it may delay.
        starting, ending: place → routes.
    """

    made: BusProgram
    picks: dict[int, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    trips: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    moves: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    through: dict[Narrow, set[int]] = field(default_factory=lambda: defaultdict(set))
    starting: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    ending: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _rows: dict[Narrow, list[int]] = field(default_factory=lambda: defaultdict(list))
    _standing: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _stands: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _most: dict[Narrow, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        made = self.made
        for (index, number), column in made.picks.items():
            self.picks[number][column] = float(made.households[index].sitting)
        for (number, _, _), column in made.trips.items():
            self.trips[number].append(column)
            self.moves[number].append(column)
        for (number, _, _), column in made.backs.items():
            self.moves[number].append(column)
        for route in made.routes:
            self.starting[route.start].add(route.number)
            self.ending[route.end].add(route.number)
        for (_, place, _), column in made.stands.items():
            self._stands[place].append(column)
        of = {column: number for number, columns in self.moves.items() for column in columns}
        for row, (kind, name, _) in made.rows.items():
            if kind == "vehicles":
                self._standing[name].append(row)
            elif kind in {"checkpoint", "leg"}:
                self._rows[kind, name].append(row)
                self.through[kind, name].update(of[column] for column in made.program.factors(row))

    def broken(self, values: Floats) -> list[Cut]:
        """The rows that these values do not keep.

        No doctest: it needs a whole problem; tests/movement/corridor/test_whole_buses.py shows it.
        """
        listed: list[float] = values.tolist()  # read one by one, a list is five times as quick
        return [
            cut
            for cut in (*self._last_buses(), *self._passing(listed))
            if self.load(cut, listed) > cut.upper + NEEDED
        ]

    def load(self, cut: Cut, values: Sequence[float] | Floats) -> float:
        """What the left side of a row comes to.

        No doctest: it needs a whole problem; tests/movement/corridor/test_whole_buses.py shows it.
        """
        people = sum(values[column] * size for column, size in cut.people.items())
        return float(
            people + sum(factor * self.buses(number, values) for number, factor in cut.buses.items())
        )

    def buses(self, number: int, values: Sequence[float] | Floats) -> float:
        """How many loaded buses take a route.

        No doctest: it needs a whole problem; tests/movement/corridor/test_whole_buses.py shows it.
        """
        return float(sum(values[column] for column in self.trips[number]))

    def factors(self, cut: Cut) -> dict[int, float]:
        """The row, by columns of the program.

        No doctest: it needs a whole problem; tests/movement/corridor/test_whole_buses.py shows it.
        """
        buses = {column: one for number, one in cut.buses.items() for column in self.trips[number]}
        return cut.people | buses

    @property
    def largest(self) -> int:
        """How many seats the largest bus has.

        No doctest: it needs a whole problem; tests/movement/corridor/test_whole_buses.py shows it.
        """
        return max((kind.seats for kind, _, _ in self.made.standing.vehicles), default=0)

    def asking(self, place: str) -> int:
        """How many people ask for a seat there.

        No doctest: it needs a whole problem; tests/movement/corridor/test_whole_buses.py shows it.
        """
        return sum(home.sitting * home.count for home in self.made.households if home.at == place)

    def _last_buses(self) -> Iterator[Cut]:
        bounds = [(numbers, self.asking(place)) for place, numbers in self.starting.items()]
        bounds += [(numbers, self.made.receptions.get(place, 0)) for place, numbers in self.ending.items()]
        for numbers, people in bounds:
            last = people % self.largest if self.largest else 0
            if last:
                upper = people - last * ceil(people / self.largest)
                yield Cut(self._people(numbers), dict.fromkeys(numbers, -float(last)), float(upper))

    def _people(self, numbers: set[int]) -> dict[int, float]:
        return {column: size for number in numbers for column, size in self.picks[number].items()}

    def _passing(self, values: Sequence[float]) -> Iterator[Cut]:
        """Of checkpoints and legs through which parts of buses drive."""
        for narrow, numbers in self.through.items():
            buses = sum(self.buses(number, values) for number in numbers)
            if abs(buses - round(buses)) > NEEDED:
                if narrow not in self._most:
                    self._most[narrow] = self._most_through(numbers)
                yield Cut(self._people(numbers), {}, self._most[narrow])

    def _most_through(self, numbers: set[int]) -> float:
        """The most people on some routes, if buses and all other routes stood in nobody's way."""
        own = self._own(numbers)
        columns = [column for number in sorted(numbers) for column in self.moves[number]]
        stands = [column for place in own for column in self._stands[place]]
        small, whole = Program(), self.made.program
        new = {column: small.column(cost=0.0, upper=whole.uppers[column]) for column in (*columns, *stands)}
        small.real.update(new[column] for column in stands)
        for narrow, others in self.through.items():
            for row in self._rows[narrow] if others & numbers else ():
                small.row(_only(whole.factors(row), new), upper=whole.upper(row))
        for place in own:
            for row in self._standing[place]:
                lower, upper = whole.sides(row)
                small.row(_only(whole.factors(row), new), lower=lower, upper=upper)
        self._riding(small, numbers, new)
        answer = small.solve(whole=True, seconds=SHORT, gap=0.0)
        return float("inf") if answer is None else float(floor(WHOLE - answer.bound))

    def _own(self, numbers: set[int]) -> list[str]:
        """Places that no other route touches: there every vehicle is known."""
        places = dict.fromkeys((*self.starting, *self.ending))
        touching = {
            place: self.starting.get(place, set()) | self.ending.get(place, set()) for place in places
        }
        return [place for place, there in touching.items() if there <= numbers]

    def _riding(self, small: Program, numbers: set[int], new: dict[int, int]) -> None:
        """People on each route: no more than its buses hold, than ask, and than find places."""
        seats = {column: kind.seats for (_, kind, _), column in self.made.trips.items()}
        riding = {number: small.column(cost=-1.0, upper=self.made.asking) for number in sorted(numbers)}
        small.real.update(riding.values())
        for number, people in riding.items():
            there = {new[column]: -float(seats[column]) for column in self.trips[number]}
            small.row({people: 1.0} | there, upper=0.0)
        bounds = [(group, self.asking(place)) for place, group in self.starting.items()]
        bounds += [(group, self.made.receptions.get(place, 0)) for place, group in self.ending.items()]
        for group, most in bounds:
            if here := group & numbers:
                small.row({riding[number]: 1.0 for number in sorted(here)}, upper=float(most))


def _only(factors: dict[int, float], new: dict[int, int]) -> dict[int, float]:
    return {new[column]: factor for column, factor in factors.items() if column in new}
