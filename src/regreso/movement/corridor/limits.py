"""One sentence on what limits a plan: the narrowest place, tried with one unit more before it is named.

The linear program's prices and the minimum cut say where to look. What they say is true of parts of buses
and parts of households, so a plan is made again with one unit more: only what lets more people out is named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from regreso.movement.corridor.buses import at_home, build
from regreso.movement.corridor.clocks import from_utc, local, utc
from regreso.movement.corridor.model import Escorts, Problem
from regreso.movement.corridor.outcome import Outcome
from regreso.movement.corridor.sheet import Row
from regreso.movement.corridor.stuck import NO_TRIP, NO_VEHICLE, NOT_TRIED, ROUNDED, TIED

NAMED, PROVEN, TRIED = 5, 2, 9
HOUR = 60
NOTHING = "Everybody who asked and may leave is out: nothing limits this plan but the times of arrival."
NOT_FOUND = "No single place limits this plan: one unit more at any one of them lets nobody more out."

Again = Callable[[Problem], Outcome]


@dataclass(frozen=True, slots=True)
class Spot:
    """Something that may limit a plan.

    Attributes:
        kind: checkpoint, leg, reception, vehicles, escort or windows.
        id: of the place, leg or fleet.
        mode: whose capacity, where buses and cars have their own.
        steps: when it is full, as far as the prices say.
        gain: people that one unit more would let out, by the prices.
    """

    kind: str
    id: str = ""
    mode: str = ""
    steps: tuple[int, ...] = ()
    gain: float = 0.0

    def more(self, problem: Problem, *, units: int = 1) -> Problem:
        """The problem with so many units more there.

        No doctest: it needs a whole problem; tests/movement/corridor/test_limits.py shows it.
        """
        if self.kind == "checkpoint":
            lanes = dict(problem.lanes)
            lanes[self.id, self.mode] = lanes.get((self.id, self.mode), 0) + units
            return replace(problem, lanes=lanes)
        if self.kind == "leg":
            return replace(problem, capacity={**problem.capacity, self.id: problem.capacity[self.id] + units})
        if self.kind == "reception":
            places = {**problem.receptions, self.id: problem.receptions[self.id] + units}
            return replace(problem, receptions=places)
        if self.kind == "escort":
            teams = Escorts(problem.escorts.teams + units, problem.escorts.vehicles_per_team)
            return replace(problem, escorts=teams)
        if self.kind == "windows":
            return longer(problem)
        fleets = tuple(
            replace(one, count=one.count + units) if one.id == self.id else one for one in problem.fleets
        )
        return replace(problem, fleets=fleets)

    def words(self) -> str:
        """What it is called in the sentence.

        >>> Spot("leg", "M14", "bus").words()
        'leg M14 for buses'
        """
        of = f" for {'buses' if self.mode == 'bus' else 'cars'}" if self.mode else ""
        names = {
            "checkpoint": f"checkpoint {self.id}", "leg": f"leg {self.id}",
            "windows": "the time of the windows", "reception": f"the places at {self.id}",
            "vehicles": f"the vehicles of {self.id}", "escort": "the escort teams",
        }  # fmt: skip
        return names[self.kind] + of

    def unit(self, units: int) -> str:
        """One unit more, in words.

        >>> Spot("reception", "city").unit(2)
        '2 places more there'
        """
        more = f"{units} places more" if units > 1 else "one place more"
        return {
            "reception": f"{more} there", "vehicles": "one more of them", "escort": "one team more",
            "windows": "an hour more",
        }.get(self.kind, "one vehicle more in each step there")  # fmt: skip


def longer(problem: Problem, *, minutes: int = HOUR) -> Problem:
    """The problem with every window longer at its end.

    No doctest: it needs a whole problem; tests/movement/corridor/test_plan.py shows it.
    """
    corridors = {
        name: replace(
            one, windows=tuple(replace(window, clear_by=window.clear_by + minutes) for window in one.windows)
        )
        for name, one in problem.corridors.items()
    }
    return replace(problem, corridors=corridors, steps=problem.steps + problem.steps_up(minutes))


def limits(outcome: Outcome, *, left: bool, bound: float, again: Again | None) -> tuple[str, list[Row]]:
    """What limits a plan, as a sentence and as rows.

    Args:
        outcome: what was planned.
        left: whether somebody who asked stays behind.
        bound: no plan takes more people.
        again: plans a changed problem; None when there is no time to try, and then the prices speak.

    No doctest: it needs a whole plan; tests/movement/corridor/test_limits.py shows it.
    """
    if not left:
        return NOTHING, []
    spots = list(suspects(outcome))
    if again is None:
        asking = sum(home.size * home.count for home in outcome.problem.households)
        return (ROUNDED, []) if bound >= asking else _untried(outcome.problem, spots)
    found = list(islice(_proven(outcome, spots, bound=bound, again=again), PROVEN))
    if found:
        found.sort(key=lambda row: -row["gain"])
        return _sentence(outcome.problem, found[0]), found
    return stuck(outcome) or _together(outcome, spots, again), []


def stuck(outcome: Outcome) -> str:
    """Why nobody moves at all, where no unit more of anything would change that; "" where somebody does.

    No doctest: it needs a whole plan; tests/movement/corridor/test_limits.py shows it.
    """
    problem = outcome.problem
    if outcome.out:
        return ""
    ways = {route.corridor for route in problem.routes}
    if any(tied not in ways for tied, _ in problem.tied):
        return TIED
    if not outcome.drivers and not any(fleet.count for fleet in problem.fleets):
        return NO_VEHICLE
    standing, places = at_home(problem), problem.receptions
    made = build(problem, standing=standing, households=outcome.riders, receptions=places)
    return "" if made.trips or outcome.drivers else NO_TRIP


def suspects(outcome: Outcome) -> Iterator[Spot]:
    """Where one unit more may let more people out: by the prices first, then whatever there is.

    No doctest: it needs a whole plan; tests/movement/corridor/test_limits.py shows it.
    """
    gains: dict[tuple[str, str, str], dict[int, float]] = defaultdict(dict)
    problem = outcome.problem
    for (kind, name, step), gain in outcome.ridden.prices.items():
        homes = [fleet.id for fleet in problem.fleets if fleet.home == name] if kind == "vehicles" else [name]
        for one in homes if kind != "seats" else ():
            mode = "bus" if kind in {"checkpoint", "leg"} else ""
            gains[kind, one, mode][step] = gain
    for (kind, name, _, step), gain in outcome.driven.limits.items():
        spot = gains[kind, name, "car" if kind in {"checkpoint", "leg"} else ""]
        spot[step] = max(gain, spot.get(step, 0.0))
    priced = [
        Spot(kind, name, mode, tuple(sorted(steps)), max(steps.values()))
        for (kind, name, mode), steps in gains.items()
    ]
    yield from sorted(priced, key=lambda spot: -spot.gain)
    known = {(spot.kind, spot.id) for spot in priced}
    yield from (spot for spot in _everything(outcome) if (spot.kind, spot.id) not in known)


def _everything(outcome: Outcome) -> Iterator[Spot]:
    problem = outcome.problem
    for resource in outcome.driven.together:
        if resource[0] in {"checkpoint", "leg"}:
            yield Spot(resource[0], resource[1], "car")
    if any(one.escorted for one in problem.corridors.values()):
        yield Spot("escort")
    yield from (Spot("vehicles", fleet.id) for fleet in problem.fleets)
    yield from (Spot("reception", place) for place in problem.receptions)
    yield from (Spot("checkpoint", place, mode) for place, mode in problem.lanes)
    yield Spot("windows")


def _proven(outcome: Outcome, spots: list[Spot], *, bound: float, again: Again) -> Iterator[Row]:
    """Those that really let more people out than any plan could before; of each kind, tried in turn."""
    # So few places may be short that only a whole household more makes a difference.
    sizes = sorted({home.size for home in outcome.problem.households})[:2]
    tried = 0
    for spot in dict.fromkeys(spots):
        for units in sorted({1, *sizes}) if spot.kind == "reception" else (1,):
            if (tried := tried + 1) > TRIED:
                return
            gain = again(spot.more(outcome.problem, units=units)).out - outcome.out
            if outcome.out + gain > bound:
                yield _row(outcome.problem, spot) | {"gain": gain, "units": units, "proven": True}
                break


def _row(problem: Problem, spot: Spot) -> Row:
    row: Row = {"what": spot.words(), "kind": spot.kind}
    row |= {name: value for name, value in (("id", spot.id), ("mode", spot.mode)) if value}
    timed = [step for step in spot.steps if step >= 0]
    if timed and spot.kind in {"checkpoint", "leg", "escort"}:
        row["from"] = utc(problem.start + min(timed) * problem.step)
        row["until"] = utc(problem.start + (max(timed) + 1) * problem.step)
    return row


def _sentence(problem: Problem, row: Row) -> str:
    spot = Spot(row["kind"], row.get("id", ""), row.get("mode", ""))
    more = spot.unit(row["units"])
    told = f"What limits this plan is {row['what']}{_hours(problem, row)}"
    return f"{told}: {more} lets out {row['gain']} people more."


def _hours(problem: Problem, row: Row) -> str:
    if "from" not in row:
        return ""
    tz = next(iter(problem.corridors.values())).tz
    begin, end = (local(from_utc(row[side]), tz)[-5:] for side in ("from", "until"))
    return f", full from {begin} to {end} ({tz})"


def _together(outcome: Outcome, spots: list[Spot], again: Again) -> str:
    """Nothing alone lets more people out: the narrowest two or three are tried at once."""
    for several in (2, 3):
        few = spots[:several]
        problem = outcome.problem
        for spot in few:
            problem = spot.more(problem)
        if len(few) == several and (gain := again(problem).out - outcome.out) > 0:
            named = " and ".join(spot.words() for spot in few)
            told = f"No single place limits this plan: {named} limit it together"
            return f"{told}: one unit more at each lets out {gain} people more."
    return NOT_FOUND


def _untried(problem: Problem, spots: list[Spot]) -> tuple[str, list[Row]]:
    rows = [
        _row(problem, spot) | {"gain": round(spot.gain, 3), "units": 1, "proven": False}
        for spot in spots[:NAMED]
        if spot.gain
    ]
    if not rows:
        return NOT_TRIED, []
    first = rows[0]
    told = f"{first['what']}{_hours(problem, first)}"
    return f"By the prices of the linear program, not tried: what presses this plan most is {told}.", rows
