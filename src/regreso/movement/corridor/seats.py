"""Who sits where: whole households into vehicles, priority first, the largest before the small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations_with_replacement

from regreso.movement.corridor.model import Household

SWAPPED = 3  # households that may give their places to a larger one
_Swap = tuple[
    int, int, tuple[int, ...], tuple[int, ...]
]  # people more, -(who gives way), who comes, who gives way


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
    free.told.update(sum((Counter(promised) for promised in (told or {}).values()), Counter()))
    # Whoever was told to leave, if at another hour, before who was not.
    free.wish(
        by_route, wished, order, most={one: min(free.told[one], households[one].count) for one in order}
    )
    free.try_all(by_start, order, most={one: min(free.told[one], households[one].count) for one in order})
    # What the program's sum of seats could not promise for whole households is tried on every vehicle.
    free.wish(by_route, wished, order, most={one: households[one].count for one in order})
    free.try_all(by_start, order, most={one: households[one].count for one in order})
    for start, own in by_start.items():
        homes = sorted(seats_only(households, start), key=order.index)
        free.gather(own, homes)
        free.part(own, homes)
        for vehicle in own:
            free.enlarge(vehicle, homes)
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
    told: Counter[int] = field(default_factory=Counter)

    def wish(
        self,
        by_route: Mapping[int, Sequence[Vehicle]],
        wished: Mapping[tuple[int, int], int],
        order: Sequence[int],
        *,
        most: Mapping[int, int],
    ) -> None:
        """Households along the routes that the program wishes for them, at most so many of each."""
        for number, own in by_route.items():
            for index in order:
                asked = min(wished.get((index, number), 0), most[index] - self.seated[index])
                if asked > 0:
                    self.fill(own, index, asked=asked)

    def try_all(
        self, by_start: Mapping[str, Sequence[Vehicle]], order: Sequence[int], *, most: Mapping[int, int]
    ) -> None:
        """Households in whatever vehicle goes where they wish, at most so many of each."""
        for index in order:
            home = self.households[index]
            ends = home.destinations
            own = [one for one in by_start.get(home.at, ()) if not ends or one.end in ends]
            self.fill(own, index, asked=most[index] - self.seated[index])

    def gather(self, vehicles: Sequence[Vehicle], homes: Sequence[int]) -> None:
        """Single empty seats are gathered in one vehicle, by moving small households, until one more fits.

        Nobody is left behind for it, and nobody goes elsewhere: only the hour changes for those who move.
        """
        for index in homes:
            while self.seated[index] < self.households[index].count and self._room_made(vehicles, index):
                pass

    def _room_made(self, vehicles: Sequence[Vehicle], index: int) -> bool:
        home = self.households[index]
        for vehicle in vehicles:
            if not self._would_go(index, vehicle) or self.places.get(vehicle.end, 0) < home.size:
                continue
            others = [one for one in vehicles if one is not vehicle and one.end == vehicle.end and one.seats]
            if vehicle.seats + sum(one.seats for one in others) < home.size:
                continue
            moves = self._moves(vehicle, others, need=home.size - vehicle.seats)
            if moves is None:
                continue
            for small, other in moves:
                vehicle.seat(small, self.households[small], count=-1)
                vehicle.aboard += Counter()  # those of whom none is left do not ride at all
                other.seat(small, self.households[small], count=1)
            self.fill([vehicle], index, asked=1)
            return True
        return False

    def _moves(
        self, vehicle: Vehicle, others: Sequence[Vehicle], *, need: int
    ) -> list[tuple[int, Vehicle]] | None:
        """Who may sit in which other vehicle instead, to free so many seats; None if there are too few."""
        left = {id(one): one.seats for one in others}
        moves: list[tuple[int, Vehicle]] = []
        for small in sorted(vehicle.aboard, key=lambda one: -self.households[one].size):
            home = self.households[small]
            for _ in range(vehicle.aboard[small] if home.sitting == home.size else 0):
                fitting = [one for one in others if left[id(one)] >= home.size and self._would_go(small, one)]
                if need <= 0 or not fitting:
                    break
                there = min(fitting, key=lambda one: left[id(one)])
                left[id(there)] -= home.size
                moves.append((small, there))
                need -= home.size
        return moves if need <= 0 else None

    def enlarge(self, vehicle: Vehicle, homes: Sequence[int]) -> None:
        """Into few empty seats nobody who waits may fit: a larger household takes a smaller one's place.

        As many of each kind ride as were told before that they would: only who was not told may stay behind.
        """
        while free := min(vehicle.seats, self.places.get(vehicle.end, 0)):
            best = max(self._swaps(vehicle, homes, free), default=None)
            if best is None or not best[0]:
                return
            self._swap(vehicle, best)

    def part(self, vehicles: Sequence[Vehicle], homes: Sequence[int]) -> None:
        """Where only large households wait: one of them takes the places of small ones, who fit elsewhere."""
        while any(self._parted(vehicle, vehicles, homes) for vehicle in vehicles):
            pass

    def _parted(self, vehicle: Vehicle, vehicles: Sequence[Vehicle], homes: Sequence[int]) -> bool:
        others = [one for one in vehicles if one.seats and one is not vehicle and self.places.get(one.end, 0)]
        for swap in self._swaps(vehicle, homes, 0) if others else ():
            for small in swap[3]:
                size = self.households[small].size
                if any(
                    min(one.seats, self.places[one.end]) >= size and self._would_go(small, one)
                    for one in others
                ):
                    self._swap(vehicle, swap)
                    for one in set(swap[3]):
                        self.fill(others, one, asked=self.households[one].count - self.seated[one])
                    return True
        return False

    def _swap(self, vehicle: Vehicle, swap: _Swap) -> None:
        more, _, coming, going = swap
        for index in going:
            vehicle.seat(index, self.households[index], count=-1)
        vehicle.aboard += Counter()  # those of whom none is left do not ride at all
        for index in coming:
            vehicle.seat(index, self.households[index], count=1)
        self.seated.subtract(going)
        self.seated.update(coming)
        self.places[vehicle.end] -= more

    def _swaps(self, vehicle: Vehicle, homes: Sequence[int], free: int) -> Iterator[_Swap]:
        """What others in the place of some who are aboard would bring: `free` people at most.

        One comes for up to three, or two come for one.
        """
        left = {one: self.households[one].count - self.seated[one] for one in homes}
        waiting = [one for one in homes if left[one] > 0 and self._would_go(one, vehicle)]
        spare = {one: min(vehicle.aboard[one], self.seated[one] - self.told[one]) for one in homes}
        there = [one for one in homes if spare[one] > 0] if waiting else []
        for several in range(1, 1 + SWAPPED):
            come: list[tuple[int, ...]] = [(one,) for one in waiting]
            come += combinations_with_replacement(waiting, 2) if several == 1 else []
            for going in combinations_with_replacement(there, several):
                if any(going.count(one) > spare[one] for one in going):
                    continue
                less = sum(self.households[one].size for one in going)
                for coming in come:
                    more = sum(self.households[one].size for one in coming) - less
                    if 0 <= more <= free and all(coming.count(one) <= left[one] for one in coming):
                        yield more, -several, coming, going

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
