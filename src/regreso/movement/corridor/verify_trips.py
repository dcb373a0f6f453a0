"""Each departure and each empty move of a plan on its own: way, times, window, people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from regreso.movement.corridor.verify_world import Row, World, instant, minutes, moment

Found = tuple[str, str, str]  # code, field, message


def trip(world: World, row: Row, *, loaded: bool) -> Iterator[Found]:
    """Everything that is wrong with one departure (loaded) or one empty move.

    No doctest: it needs a whole plan; tests/movement/corridor/test_verify.py shows it.
    """
    corridor = world.find("corridors", row["corridor"])
    if corridor is None:
        yield "unknown-corridor", "corridor", f"“{row['corridor']}” is no corridor of the scenario"
        return
    if not world.is_open(corridor):
        yield (
            "not-open",
            "corridor",
            f"{row['corridor']} is not open: a field, a party's word or the status is missing",
        )
    yield from _way(world, row, corridor, loaded=loaded)
    yield from _times(world, row, loaded=loaded)
    yield from _window(world, row, corridor)
    if loaded:
        yield from _people(world, row)


def _way(world: World, row: Row, corridor: Row, *, loaded: bool) -> Iterator[Found]:
    ends = (corridor["from"], corridor["to"])
    forward = row["from"] in ends[0] and row["to"] in ends[1]
    if not forward and (loaded or not (row["from"] in ends[1] and row["to"] in ends[0])):
        yield "wrong-end", "to", f"{row['from']} to {row['to']} is no way of {corridor['id']}"
    places = [stop["place"] for stop in row["stops"]]
    if (places[0], places[-1]) != (row["from"], row["to"]):
        yield "broken-way", "stops", f"its stops lead from {places[0]} to {places[-1]}"
    via = list(corridor.get("via", ()))
    rest = iter(places)
    if not all(place in rest for place in (via if forward else via[::-1])):
        yield "off-route", "stops", f"it does not pass {', '.join(via)} in this order"
    if len(row["legs"]) != len(places) - 1:
        yield "broken-way", "legs", f"{len(row['legs'])} legs for {len(places)} stops"
        return
    mode = row.get("mode", "bus")
    if mode not in corridor["modes"]:
        yield "wrong-mode", "mode", f"{corridor['id']} is agreed for {', '.join(corridor['modes'])}"
    for name, (one, other) in zip(row["legs"], pairwise(places), strict=True):
        leg = world.find("legs", name) or {}
        fits = (leg.get("a"), leg.get("b")) == (one, other)
        back = (leg.get("b"), leg.get("a")) == (one, other) and not leg.get("one_way")
        if leg.get("mode") != mode or not (fits or back):
            yield "broken-way", "legs", f"leg {name} does not lead a {mode} from {one} to {other}"


def _times(world: World, row: Row, *, loaded: bool) -> Iterator[Found]:
    at = [moment(stop["at"]) for stop in row["stops"]]
    if (at[0], at[-1]) != (moment(row["depart"]), moment(row["arrive"])):
        yield "wrong-time", "stops", "its first and last stop are not at the times of leaving and arriving"
    for name, (on, off) in zip(row["legs"], pairwise(at), strict=False):
        leg = world.find("legs", name)
        if leg is None:
            continue
        least = world.number(leg["minutes"], slow=True)
        if not loaded:
            least = min(least, world.number(leg.get("empty_minutes", leg["minutes"]), slow=True))
        if off - on < minutes(least):
            yield (
                "too-fast",
                "stops",
                f"leg {name} takes {least:g} minutes, not {(off - on).total_seconds() / 60:g}",
            )
        spans = [(instant(s["start"], s["tz"]), instant(s["end"], s["tz"])) for s in leg.get("valid", ())]
        if spans and not any(first <= on and off <= last for first, last in spans):
            yield "leg-not-valid", "stops", f"leg {name} may not be used at that time"
        if world.leg_cut(name, at[0]):
            yield "leg-cut", "legs", f"leg {name} was cut before it left"
    if loaded and row["mode"] == "bus":
        boarding = world.raw.get("boarding_minutes", 30)
        if at[0] - moment(row["board"]) < minutes(boarding):
            yield "no-boarding", "board", f"expected {boarding} minutes for boarding"


def _window(world: World, row: Row, corridor: Row) -> Iterator[Found]:
    begin, end = moment(row.get("board", row["depart"])), moment(row["arrive"])
    windows = list(world.windows(corridor, moment(row["depart"])))
    if not any(first <= begin and end <= last for first, last in windows):
        yield (
            "outside-window",
            "arrive",
            f"{row['depart']} to {row['arrive']} is not within a window less its margin",
        )


def _people(world: World, row: Row) -> Iterator[Found]:
    people = sitting = wheelchair = stretcher = cars = 0
    for seat in row["households"]:
        home, count = world.find("households", seat["id"]), seat["count"]
        if home is None:
            yield "unknown-household", "households", f"“{seat['id']}” is no household of the scenario"
            continue
        yield from _household(home, row)
        people += home["size"] * count
        wheelchair += home.get("wheelchair", 0) * count
        stretcher += home.get("stretcher", 0) * count
        cars += count
    sitting = people - wheelchair - stretcher
    if people != row["people"]:
        yield "wrong-count", "people", f"{row['people']} were written, {people} are in its households"
    if not people:
        yield "wrong-count", "people", "nobody is aboard: an empty way is a move"
    if row["mode"] == "car":
        if row.get("cars") != cars:
            yield "wrong-count", "cars", f"{row.get('cars')} cars for {cars} households"
        return
    fleet = world.find("fleets", str(row.get("vehicle", "")).rpartition("/")[0])
    if fleet is None:
        yield "unknown-vehicle", "vehicle", f"“{row.get('vehicle')}” is no vehicle of the scenario"
        return
    for name, asked in (("seats", sitting), ("wheelchair", wheelchair), ("stretcher", stretcher)):
        if asked > fleet.get(name, 0):
            yield "overfull", "households", f"{asked} {name} asked for, {fleet.get(name, 0)} there"


def _household(home: Row, row: Row) -> Iterator[Found]:
    if home["consent"] != "given":
        yield "no-consent", "households", f"{home['id']} has not agreed to leave ({home['consent']})"
    if home.get("destinations") and row["to"] not in home["destinations"]:
        yield "wrong-destination", "to", f"{home['id']} wishes to go to {', '.join(home['destinations'])}"
    if bool(home.get("own_car")) != (row["mode"] == "car"):
        yield (
            "wrong-mode",
            "mode",
            f"{home['id']} goes {'in its own car' if home.get('own_car') else 'by bus'}",
        )
    if home["at"] != row["from"]:
        yield "wrong-start", "from", f"{home['id']} is at {home['at']}"


def crew(world: World, vehicle: str, row: Row) -> Iterator[Found]:
    """Whether a vehicle may be driven then and so far.

    No doctest: it needs a whole plan; tests/movement/corridor/test_verify.py shows it.
    """
    fleet = world.find("fleets", vehicle.rpartition("/")[0])
    if fleet is None or not 1 <= _digits(vehicle.rpartition("/")[2]) <= fleet["count"]:
        yield "unknown-vehicle", "vehicle", f"“{vehicle}” is no vehicle of the scenario"
        return
    if "crew" in fleet:
        hours = fleet["crew"]
        first, last = instant(hours["start"], hours["tz"]), instant(hours["end"], hours["tz"])
        if not (first <= _begin(row) and moment(row["arrive"]) <= last):
            yield "crew-hours", "depart", f"{vehicle} may be driven from {hours['start']} to {hours['end']}"
    far = sum((world.find("legs", name) or {"km": 0})["km"] for name in row["legs"])
    if "range_km" in fleet and "people" in row and 2 * far > fleet["range_km"]:
        yield "out-of-range", "legs", f"{far:g} km out and back, {fleet['range_km']:g} km in the tank"


def _digits(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _begin(row: Row) -> datetime:
    return moment(row.get("board", row["depart"]))
