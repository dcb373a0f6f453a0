"""Places and rides: what goes from where to where, when, across which border, for how much."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from regreso.movement.errors import MovementError
from regreso.movement.journeys.rules import ALWAYS, Border, Span

DAY = 1440
STEADY_MINUTES = 2 * DAY
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Stop:
    """A place that rides serve: its country (alpha-3) and the zone of its clocks (IANA)."""

    name: str
    country: str
    zone: str


@dataclass(frozen=True, slots=True)
class Ride:
    """One ride that runs every day of its span.

    Attributes:
        start, end: names of stops. mode: air, rail, coach, car, taxi, foot, sea.
        minutes: how long it takes, waits as usual included.
        departures: minutes of the day by the clock of `start`, ascending.
        crossing: identifier of the border crossing, "" if none is named. entering: the country entered
            (alpha-3), "" for none.
        fare: euros, None where we know none. estimated: whether times and fare are guesses.
    """

    start: str
    end: str
    mode: str
    minutes: int
    departures: tuple[int, ...]
    crossing: str = ""
    entering: str = ""
    fare: int | None = None
    days: Span = ALWAYS
    estimated: bool = True
    source: str = ""


class Line(NamedTuple):
    """A ride as the search reads it: stops by number, what it crosses also by number (-1 for nothing)."""

    ride: Ride
    start: int
    end: int
    minutes: int
    departures: tuple[int, ...]
    fare: int
    unpriced: int
    border: Border | None
    border_number: int


Near = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Network:
    """Stops and the rides between them; made with `of`.

    Attributes:
        stops, numbers: by name.
        leaving, arriving: rides by the number of the stop.
        minutes_to, euros_to, unpriced_to: for each stop those from which a ride leads to it, and the least
            that one of these takes, costs, or (1) whether each lacks a fare.
        some_unpriced: whether any ride lacks a fare.
    """

    stops: dict[str, Stop]
    numbers: dict[str, int]
    leaving: tuple[tuple[Line, ...], ...]
    arriving: tuple[tuple[Line, ...], ...]
    minutes_to: tuple[Near, ...]
    euros_to: tuple[Near, ...]
    unpriced_to: tuple[Near, ...]
    some_unpriced: bool

    @classmethod
    def of(cls, stops: Iterable[Stop], rides: Iterable[Ride]) -> Network:
        """Join rides to stops.

        Raises:
            MovementError: a ride names a stop that is not there, has no departure, or takes no time.

        >>> Network.of([], [Ride("Minsk", "Brest", "rail", 240, (360,))])
        Traceback (most recent call last):
        regreso.movement.errors.MovementError: a ride from “Minsk”: no such stop; add it to the stops
        """
        known = {stop.name: stop for stop in stops}
        numbers = {name: number for number, name in enumerate(known)}
        borders: dict[Border, int] = {}
        out: list[list[Line]] = [[] for _ in known]
        back: list[list[Line]] = [[] for _ in known]
        for ride in rides:
            _check(ride, known)
            border = _border(ride, known)
            line = Line(
                ride, numbers[ride.start], numbers[ride.end], ride.minutes, ride.departures, ride.fare or 0,
                int(ride.fare is None), border, borders.setdefault(border, len(borders)) if border else -1,
            )  # fmt: skip
            out[line.start].append(line)
            back[line.end].append(line)
        minutes, euros, unpriced = (tuple(_near(lines, of) for lines in back) for of in _LEAST)
        lacking = any(line.unpriced for lines in back for line in lines)
        leaving, arriving = (tuple(map(tuple, lines)) for lines in (out, back))
        return cls(known, numbers, leaving, arriving, minutes, euros, unpriced, lacking)


_LEAST = attrgetter("minutes"), attrgetter("fare"), attrgetter("unpriced")


def _near(lines: Iterable[Line], of: Callable[[Line], int]) -> Near:
    """Of several rides from one stop the least: what no way that uses one of them falls below."""
    least: dict[int, int] = {}
    for line in lines:
        least[line.start] = min(of(line), least.get(line.start, of(line)))
    return tuple(least.items())


def _border(ride: Ride, stops: dict[str, Stop]) -> Border | None:
    """What the ride crosses: a named crossing, or simply another country; None inside one.

    A ride that enters another country without saying so crosses a border all the same.
    """
    here, there = stops[ride.start].country, stops[ride.end].country
    entering = ride.entering or (there if there != here else "")
    if not ride.crossing and not entering:
        return None
    return Border(ride.crossing, here, entering, ride.mode)


def _check(ride: Ride, known: dict[str, Stop]) -> None:
    for direction, name in (("from", ride.start), ("to", ride.end)):
        if name not in known:
            raise MovementError(f"a ride {direction} “{name}”: no such stop; add it to the stops")
    if not ride.departures or ride.minutes <= 0:
        raise MovementError(
            f"the ride from “{ride.start}” to “{ride.end}” has {len(ride.departures)} departures and takes"
            f" {ride.minutes} minutes; expected at least one and more than 0"
        )


def departure_after(ride: Ride, zone: str, ready: int) -> int:
    """The next departure at or after `ready`; both in minutes of UTC since 1970.

    >>> noon = from_local("Europe/Kyiv", date(2022, 3, 2), 720)
    >>> ride = Ride("a", "b", "rail", 60, (360,))
    >>> local(departure_after(ride, "Europe/Kyiv", noon), "Europe/Kyiv").isoformat()
    '2022-03-03T06:00:00+02:00'
    """
    here = ready + offset(zone, ready)
    at = bisect_left(ride.departures, here % DAY)
    if at < len(ride.departures):
        wanted = here - here % DAY + ride.departures[at]
    else:
        wanted = here - here % DAY + DAY + ride.departures[0]
    return _to_utc(zone, wanted)


@dataclass(slots=True)
class Departures:
    """The next departures from a stop once one is ready there.

    Attributes:
        zone: of its clocks.
        ready: in minutes of UTC since 1970.
        clock: the minute of the day there. midnight: the beginning of that day, in minutes of UTC.
        is_steady: whether the clocks there stay as they are until the next departure at the latest.
    """

    zone: str
    ready: int
    clock: int
    midnight: int
    is_steady: bool

    def next(self, line: Line) -> int:
        """When a ride leaves next.

        No doctest: as `departure_after`, which it saves the arithmetic of clocks.
        """
        if not self.is_steady:
            return departure_after(line.ride, self.zone, self.ready)
        at = bisect_left(line.departures, self.clock)
        return self.midnight + (
            line.departures[at] if at < len(line.departures) else DAY + line.departures[0]
        )


def departures(zone: str, ready: int) -> Departures:
    """What leaves from a stop of that zone at or after `ready`.

    >>> departures("Europe/Kyiv", from_local("Europe/Kyiv", date(2022, 3, 2), 720)).clock
    720
    """
    ahead = ahead_in(zone, ready // 60)
    clock = (ready + ahead) % DAY
    is_steady = ahead == ahead_in(zone, (ready + STEADY_MINUTES) // 60)
    return Departures(zone, ready, clock, ready - clock, is_steady)


def from_local(zone: str, day: date, minute: int) -> int:
    """Minutes of UTC since 1970 of a minute of the day by a local clock.

    >>> from_local("Europe/Kyiv", date(1970, 1, 2), 0) // 60
    21
    """
    return _to_utc(zone, (day - _EPOCH).days * DAY + minute)


def local(moment: int, zone: str) -> datetime:
    """A moment (minutes of UTC since 1970) by the clock of a zone.

    >>> local(0, "Europe/Moscow").isoformat()
    '1970-01-01T03:00:00+03:00'
    """
    return datetime.fromtimestamp(moment * 60, tz=UTC).astimezone(ZoneInfo(zone))


def day_number(moment: int, zone: str) -> int:
    """The day that a local clock shows, counted from 1970.

    >>> day_number(1439, "UTC"), day_number(1439, "Europe/Moscow")
    (0, 1)
    """
    return (moment + offset(zone, moment)) // DAY


def as_date(day: int) -> date:
    """The date of a day counted from 1970.

    >>> as_date(1).isoformat()
    '1970-01-02'
    """
    return _EPOCH + timedelta(days=day)


def offset(zone: str, moment: int) -> int:
    """Minutes that the clock of a zone is ahead of UTC at a moment.

    >>> offset("Europe/Moscow", 0)
    180
    """
    return ahead_in(zone, moment // 60)


def _to_utc(zone: str, clock: int) -> int:
    guess = clock - ahead_in(zone, clock // 60)
    return clock - ahead_in(zone, guess // 60)


@lru_cache(maxsize=100_000)
def ahead_in(zone: str, hour: int) -> int:
    """Minutes that the clock is ahead of UTC in an hour since 1970: clocks are changed on the hour.

    >>> ahead_in("Europe/Moscow", 0)
    180
    """
    moment = datetime.fromtimestamp(hour * 3600, tz=UTC).astimezone(ZoneInfo(zone))
    ahead = moment.utcoffset()
    return 0 if ahead is None else int(ahead.total_seconds()) // 60
