"""Who sits where: whole households into vehicles, priority first, the largest before the small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from regreso.movement.corridor.model import Household


@dataclass(slots=True)
class Vehicle:
    """One departure of one vehicle and what is still free in it.

    Attributes:
        route: the number of its route.
        start, end: place ids.
        step: when it leaves.
        seats, wheelchair, stretcher: places that are free.
        aboard: household index → how many of these households.
    """

    route: int
    start: str
    end: str
    step: int
    seats: int
    wheelchair: int
    stretcher: int
    aboard: Counter[int] = field(default_factory=Counter)

    def fits(self, home: Household, *, most: int) -> int:
        """How many households of a kind still fit, at most `most`.

        >>> home = Household("h", "a", 4, 9, 0, 0, False, frozenset(), False)
        >>> Vehicle(0, "a", "b", 3, seats=10, wheelchair=0, stretcher=0).fits(home, most=9)
        2
        """
        needs = (
            (self.seats, home.sitting),
            (self.wheelchair, home.wheelchair),
            (self.stretcher, home.stretcher),
        )
        return min([most, *(free // need for free, need in needs if need)])

    def seat(self, index: int, home: Household, *, count: int) -> None:
        """Seat so many households.

        >>> vehicle = Vehicle(0, "a", "b", 3, seats=10, wheelchair=0, stretcher=0)
        >>> vehicle.seat(0, Household("h", "a", 4, 9, 0, 0, False, frozenset(), False), count=2)
        >>> vehicle.seats
        2
        """
        self.aboard[index] += count
        self.seats -= count * home.sitting
        self.wheelchair -= count * home.wheelchair
        self.stretcher -= count * home.stretcher


def seat(
    vehicles: Sequence[Vehicle],
    households: Sequence[Household],
    *,
    wished: Mapping[tuple[int, int], int],
    places: dict[str, int],
    told: Mapping[tuple[int, int], Mapping[int, int]] | None = None,
) -> Counter[int]:
    """Fill the vehicles; return how many of each household are seated.

    Args:
        vehicles: filled in place.
        households: as in the program.
        wished: (household, route) → how many the program sends along that route.
        places: reception → places; lowered in place.
        told: (route, step) → household → how many were told before that they leave so: they are seated first.

    >>> home = Household("h", "a", 4, 3, 0, 0, False, frozenset(), False)
    >>> bus = Vehicle(0, "a", "b", 3, seats=10, wheelchair=0, stretcher=0)
    >>> seat([bus], [home], wished={(0, 0): 3}, places={"b": 100})
    Counter({0: 2})
    """
    order = by_rank(households)
    seated: Counter[int] = Counter()
    by_route: dict[int, list[Vehicle]] = {}
    by_start: dict[str, list[Vehicle]] = {}
    for vehicle in sorted(vehicles, key=lambda one: one.step):
        by_route.setdefault(vehicle.route, []).append(vehicle)
        by_start.setdefault(vehicle.start, []).append(vehicle)
    free = _Filling(households, places, seated)
    for (number, step), promised in (told or {}).items():
        same = [one for one in by_route.get(number, ()) if one.step == step]
        for index, count in promised.items():
            free.fill(same, index, asked=min(count, households[index].count - seated[index]))
    for number, own in by_route.items():
        for index in order:
            asked = min(wished.get((index, number), 0), households[index].count - seated[index])
            if asked > 0:
                free.fill(own, index, asked=asked)
    # What the program's sum of seats could not promise for whole households is tried on every vehicle.
    for index in order:
        home = households[index]
        ends = home.destinations
        own = [one for one in by_start.get(home.at, ()) if not ends or one.end in ends]
        free.fill(own, index, asked=home.count - seated[index])
    promised_then = set(told or {})
    for vehicle in vehicles:
        if (vehicle.route, vehicle.step) not in promised_then:
            free.enlarge(vehicle, seats_only(households, vehicle.start))
    return seated


def seats_only(households: Sequence[Household], start: str) -> list[int]:
    """Households at a place who need seats only and have no turn of their own.

    >>> seats_only([Household("h", "a", 4, 3, 0, 0, False, frozenset(), False)], "a")
    [0]
    """
    return [
        index
        for index, home in enumerate(households)
        if home.at == start and home.sitting == home.size and not home.priority
    ]


def by_rank(households: Sequence[Household]) -> list[int]:
    """The order in which households are seated: who goes first, who needs a place of their own, the large.

    >>> one = Household("a", "x", 1, 1, 0, 0, False, frozenset(), False)
    >>> two = Household("b", "x", 1, 1, 0, 0, True, frozenset(), False)
    >>> by_rank([one, two])
    [1, 0]
    """
    return sorted(range(len(households)), key=lambda index: _rank(households[index]))


def _rank(home: Household) -> tuple[bool, int, int, str]:
    return not home.priority, -(home.wheelchair + home.stretcher), -home.size, home.id


@dataclass(slots=True)
class _Filling:
    households: Sequence[Household]
    places: dict[str, int]
    seated: Counter[int]

    def enlarge(self, vehicle: Vehicle, homes: Sequence[int]) -> None:
        """Into few empty seats nobody who waits may fit: a larger household takes a smaller one's place."""
        while free := min(vehicle.seats, self.places.get(vehicle.end, 0)):
            pairs = [
                (self.households[larger].size - self.households[index].size, larger, index)
                for index in homes
                if vehicle.aboard[index] > 0
                for larger in homes
                if self.seated[larger] < self.households[larger].count and self._would_go(larger, vehicle)
            ]
            more, larger, index = max((pair for pair in pairs if 0 < pair[0] <= free), default=(0, 0, 0))
            if not more:
                return
            vehicle.seat(index, self.households[index], count=-1)
            vehicle.aboard += Counter()  # those of whom none is left do not ride at all
            vehicle.seat(larger, self.households[larger], count=1)
            self.seated.update({larger: 1, index: -1})
            self.places[vehicle.end] -= more

    def _would_go(self, index: int, vehicle: Vehicle) -> bool:
        home = self.households[index]
        return vehicle.step >= home.release and (not home.destinations or vehicle.end in home.destinations)

    def fill(self, vehicles: Iterable[Vehicle], index: int, *, asked: int) -> None:
        home = self.households[index]
        for vehicle in vehicles:
            if asked <= 0:
                return
            if vehicle.step < home.release:
                continue
            most = min(asked, self.places.get(vehicle.end, 0) // home.size)
            if count := vehicle.fits(home, most=most):
                vehicle.seat(index, home, count=count)
                self.places[vehicle.end] -= count * home.size
                self.seated[index] += count
                asked -= count
