"""Verify a plan: it is driven again, minute by minute, and everything that it must keep is counted.

This module and its three neighbours (`verify_world`, `verify_trips`, `verify_shapes`) share no code with the
planner and use no solver, so that one mistake cannot hide another. They import only Python's own library.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from regreso.movement.corridor.verify_trips import Found, crew, trip
from regreso.movement.corridor.verify_world import Row, World, instant, minutes, moment

SCHEMA = "regreso-corridor-plan/1"
PARTS = ("scenario", "case", "clock", "departures", "moves", "figures", "bound", "gap")
PLAN_CODES = {
    "plan-unreadable": "a part of the plan is missing or of another kind",
    "other-scenario": "the plan was made from another scenario",
    "clock": "the steps do not begin with a window, or are of another length",
    "unknown-corridor": "a departure names no corridor of the scenario",
    "unknown-household": "a departure names no household of the scenario",
    "unknown-vehicle": "a departure or move names no vehicle of the scenario",
    "not-open": "people are moved on a corridor that is not open",
    "wrong-end": "a way does not lead from a start to an end of its corridor",
    "wrong-start": "a household leaves from where it is not",
    "wrong-destination": "a household is taken where it did not wish to go",
    "wrong-mode": "a bus or car where it may not be, or a household in the wrong one",
    "no-consent": "a household is moved without its consent",
    "broken-way": "stops and legs do not join",
    "off-route": "the via-points are not passed in their order",
    "too-fast": "a leg is driven faster than it can be",
    "wrong-time": "stops, leaving and arriving disagree",
    "leg-not-valid": "a leg is used when it may not be",
    "leg-cut": "a leg is used after it was cut",
    "outside-window": "somebody is on the road outside the window, or after its end less the margin",
    "no-boarding": "there is no time to board",
    "overfull": "more people, wheelchairs or stretchers than places",
    "wrong-count": "numbers of people or cars do not add up",
    "household-twice": "more households leave than there are: somebody leaves twice, or a household is split",
    "reception-full": "more people arrive than there are places",
    "checkpoint-full": "more vehicles pass a checkpoint in a step than it takes",
    "leg-full": "more vehicles enter a leg in a step than it takes",
    "vehicle-elsewhere": "a vehicle leaves from where it is not",
    "vehicle-busy": "a vehicle leaves before it is free",
    "vehicles-lost": "more vehicles of a fleet are used than are left",
    "crew-hours": "a vehicle is driven outside its crew's hours",
    "out-of-range": "a way out and back is longer than the tank allows",
    "no-escort": "convoys are on the road at one time with more teams than there are",
    "link-broken": "a corridor moves without the one that it is tied to",
    "no-order": "people on the road are not told what to do after an event",
    "id-twice": "two departures or moves have one id",
    "figures": "the plan's figures are not those of its departures",
    "bound": "the plan claims a bound below what it does, or another gap",
}


def verify(scenario: Row, plan: Row) -> list[dict[str, Any]]:
    """Every way in which a plan breaks its scenario; an empty list when it keeps all of it.

    Args:
        scenario: as read from JSON.
        plan: as read from JSON.

    Returns:
        Faults as in the fault report, version 1.

    >>> [fault["code"] for fault in verify({}, {})]
    ['plan-unreadable']
    """
    if told := _no_plan(plan):
        return [_row("", ("plan-unreadable", "schema", told), {})]
    try:
        return [_row(place, found, plan) for place, found in _verify(scenario, plan)]
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, OSError) as error:
        told = f"a part is missing or of another kind ({type(error).__name__}: {error})"
        return [_row("", ("plan-unreadable", "", told), {})]


def _no_plan(plan: object) -> str:
    """Why something is no plan at all; "" for what may be one."""
    if not isinstance(plan, Mapping):
        return "this is no plan: expected an object, as “regreso corridor plan” writes it"
    schema = plan.get("schema")
    if schema != SCHEMA:
        given = f"“{schema}” was given" if isinstance(schema, str) else "it names no schema"
        return f"this is no plan: {given}, expected “{SCHEMA}”"
    lacking = [name for name in PARTS if name not in plan]
    return f"this is no whole plan: {', '.join(lacking)} missing" if lacking else ""


def report(scenario: Row, plan: Row) -> dict[str, Any]:
    """The fault report of a plan, version 1.

    >>> report({}, {})["faults"][0]["code"]
    'plan-unreadable'
    """
    name = str(scenario.get("id", "")) if isinstance(scenario, dict) else ""
    faults = verify(scenario, plan)
    return {
        "schema": "regreso-corridor-faults/1",
        "of": "plan",
        "id": name,
        "usable": not faults,
        "faults": faults,
    }


def _row(place: str, found: Found, plan: Row) -> dict[str, Any]:
    code, field, message = found
    row: dict[str, Any] = {"code": code, "row": place, "field": field, "message": message, "left_out": False}
    parts = place.split("/")[1:]
    if len(parts) == 2:  # noqa: PLR2004 - /departures/0
        row["id"] = str(plan[parts[0]][int(parts[1])].get("id", ""))
    return row


def _verify(scenario: Row, plan: Row) -> Iterator[tuple[str, Found]]:
    if plan["scenario"] != scenario:
        yield "", ("other-scenario", "scenario", "the scenario within the plan is not the one given")
    events = sorted(plan.get("events", ()), key=lambda event: instant(event["at"], event["tz"]))
    world = World(scenario, tuple(events), plan["case"], moment(plan["clock"]["start"]))
    yield from _clock(world, plan)
    for name in ("departures", "moves"):
        for number, row in enumerate(plan[name]):
            place = f"/{name}/{number}"
            loaded = name == "departures"
            yield from ((place, found) for found in trip(world, row, loaded=loaded))
            if not loaded or row["mode"] == "bus":
                yield from ((place, found) for found in crew(world, str(row.get("vehicle")), row))
    for part in (
        _ids,
        _households,
        _receptions,
        _passages,
        _vehicles,
        _lost,
        _escorts,
        _links,
        _orders,
        _figures,
    ):
        yield from (("", found) for found in part(world, plan))


def _clock(world: World, plan: Row) -> Iterator[tuple[str, Found]]:
    starts = {
        instant(window["start"], window["tz"])
        for corridor in world.rows("corridors")
        for window in corridor.get("windows") or ()
        if isinstance(window, dict) and world.readable(window)
    }
    if world.start not in starts or plan["clock"]["step_minutes"] != world.raw["step_minutes"]:
        yield "", ("clock", "clock", "expected steps of the scenario's length that begin with a window")


def _ids(_: World, plan: Row) -> Iterator[Found]:
    named = Counter(row["id"] for name in ("departures", "moves") for row in plan[name])
    for name, count in named.items():
        if count > 1:
            yield "id-twice", "id", f"“{name}” is the id of {count} rows"


def _turned(plan: Row) -> dict[str, Row]:
    """Departures that were ordered elsewhere: where they end now."""
    return {order["departure"]: order for order in plan.get("orders", ())}


def _arrived(plan: Row) -> Iterator[tuple[Row, str]]:
    """Each departure and the place where its people end."""
    turned = _turned(plan)
    for row in plan["departures"]:
        yield row, turned[row["id"]]["to"] if row["id"] in turned else row["to"]


def _out(world: World, plan: Row) -> Iterator[tuple[Row, str]]:
    """Departures whose people reach a reception."""
    receptions = {row.get("place") for row in world.rows("receptions")}
    return ((row, end) for row, end in _arrived(plan) if end in receptions)


def _households(world: World, plan: Row) -> Iterator[Found]:
    seated = Counter[str]()
    for row, _ in _out(world, plan):
        for seat in row["households"]:
            if not isinstance(seat["count"], int) or seat["count"] < 1:
                yield (
                    "household-twice",
                    "households",
                    f"{seat['count']} households of {seat['id']}: none is ever split",
                )
            seated[seat["id"]] += seat["count"]
    left = Counter[str]()
    for row in plan["left"]:
        left[row["id"]] += row["count"]
    for home in world.rows("households"):
        name, there = str(home.get("id")), home.get("count", 1)
        if seated[name] > there:
            yield "household-twice", "households", f"{seated[name]} of {name} leave, {there} are there"
        elif left[name] and seated[name] + left[name] != there:
            yield (
                "wrong-count",
                "left",
                f"{seated[name]} of {name} leave and {left[name]} stay, {there} are there",
            )


def _receptions(world: World, plan: Row) -> Iterator[Found]:
    people, before = Counter[str](), Counter[str]()
    for row, end in _out(world, plan):
        people[end] += row["people"]
        changed = [
            world.moment_of(e) for e in world.events if e["kind"] == "places-changed" and e["place"] == end
        ]
        if changed and moment(row["depart"]) < max(changed):
            before[end] += row["people"]
    for place, count in people.items():
        most = max(world.places(place), before[place])
        if count > most:
            yield "reception-full", "departures", f"{count} people arrive at {place}, which has {most} places"


def _passages(world: World, plan: Row) -> Iterator[Found]:
    gates: dict[tuple[str, str, int], list[datetime]] = defaultdict(list)
    legs = Counter[tuple[str, str, int]]()
    for row in _driven(plan):
        mode, many, left = row.get("mode", "bus"), row.get("cars", 1), moment(row["depart"])
        for stop in row["stops"]:
            gates[stop["place"], mode, world.step_of(moment(stop["at"]))] += [left] * many
        for leg, stop in zip(row["legs"], row["stops"], strict=False):
            legs[leg, stop["place"], world.step_of(moment(stop["at"]))] += many
    for (place, mode, step), left_at in gates.items():
        most = world.lanes(place, mode, max(left_at))
        if most is not None and len(left_at) > most:
            yield (
                "checkpoint-full",
                "stops",
                f"{len(left_at)} pass {place} in step {step} ({mode}), it takes {most:g}",
            )
    for (name, start, step), count in legs.items():
        leg = world.find("legs", name)
        if leg is not None and count > int(world.number(leg["capacity"])):
            yield "leg-full", "legs", f"{count} enter leg {name} at {start} in step {step}"


def _driven(plan: Row) -> Iterator[Row]:
    """Every way as it was driven: those who were ordered elsewhere only as far as the order."""
    turned = _turned(plan)
    for row in (*plan["departures"], *plan["moves"]):
        if row["id"] in turned:
            at = moment(turned[row["id"]]["at"])
            stops = [stop for stop in row["stops"] if moment(stop["at"]) <= at]
            yield {**row, "stops": stops, "legs": row["legs"][: len(stops)]}
        else:
            yield row


def _vehicles(world: World, plan: Row) -> Iterator[Found]:
    days: dict[str, list[tuple[datetime, datetime, str, str, str]]] = defaultdict(list)
    turned, unloading = _turned(plan), minutes(world.raw.get("unloading_minutes", 0))
    for row in (*plan["departures"], *plan["moves"]):
        if "vehicle" not in row:
            continue
        end = turned.get(row["id"], row)
        free = moment(end["arrive"]) + unloading * ("people" in row)
        days[row["vehicle"]].append(
            (moment(row.get("board", row["depart"])), free, row["from"], end["to"], row["id"])
        )
    for vehicle, day in days.items():
        fleet = world.find("fleets", vehicle.rpartition("/")[0])
        place, since = (fleet or {}).get("home"), None
        for begin, free, start, end, name in sorted(day):
            if start != place:
                yield "vehicle-elsewhere", "vehicle", f"{vehicle} is at {place}; {name} leaves from {start}"
            if since is not None and begin < since:
                yield (
                    "vehicle-busy",
                    "vehicle",
                    f"{vehicle} is free at {since:%H:%M}; {name} begins {begin:%H:%M} (UTC)",
                )
            place, since = end, free


def _lost(world: World, plan: Row) -> Iterator[Found]:
    for event in world.events:
        if event["kind"] != "vehicles-lost":
            continue
        at, fleet = world.moment_of(event), world.find("fleets", event["fleet"]) or {"count": 0}
        used = {
            row["vehicle"]
            for row in (*plan["departures"], *plan["moves"])
            if str(row.get("vehicle", "")).rpartition("/")[0] == event["fleet"]
            and moment(row.get("board", row["depart"])) >= at + minutes(world.raw.get("freeze_minutes", 30))
        }
        if len(used) > max(0, fleet["count"] - event["count"]):
            yield (
                "vehicles-lost",
                "vehicle",
                f"{len(used)} of {event['fleet']} are used, {event['count']} were lost",
            )


def _escorts(world: World, plan: Row) -> Iterator[Found]:
    teams = (world.raw.get("escorts") or {"teams": 0, "vehicles_per_team": 1}).copy()
    convoys: dict[tuple[str, str, str, str], list[Row]] = defaultdict(list)
    for row in plan["departures"]:
        corridor = world.find("corridors", row["corridor"]) or {}
        if corridor.get("escorted") and row["mode"] == "bus":
            convoys[row["corridor"], row["from"], row["to"], row["depart"]].append(row)
    changes: list[tuple[datetime, int]] = []
    for rows in convoys.values():
        need = -(-len(rows) // teams["vehicles_per_team"])
        legs = [world.find("legs", name) or {"minutes": 0} for name in rows[0]["legs"]]
        back = sum(world.number(leg.get("empty_minutes", leg["minutes"]), slow=True) for leg in legs)
        changes.append((moment(rows[0]["board"]), need))
        changes.append((moment(rows[0]["arrive"]) + minutes(back), -need))
    away = 0
    for at, change in sorted(changes):
        away += change
        if away > teams["teams"]:
            yield (
                "no-escort",
                "convoy",
                f"{away} teams are away at {at:%H:%M} UTC; there are {teams['teams']}",
            )
            return


def _links(world: World, plan: Row) -> Iterator[Found]:
    used = {row["corridor"] for row in plan["departures"] if not row.get("frozen")}
    for link in world.rows("links"):
        pairs = [(link["a"], link["b"])] + [(link["b"], link["a"])] * (link["rule"] == "together")
        for tied, to in pairs:
            if tied in used and to not in used and not world.events:
                yield "link-broken", "corridor", f"{tied} moves although {to} does not"


def _orders(world: World, plan: Row) -> Iterator[Found]:
    """After each event, people on a way that no longer holds have an order."""
    ordered = set(_turned(plan))
    for event in world.events:
        at = world.moment_of(event)
        for row in plan["departures"]:
            if moment(row["depart"]) < at < moment(row["arrive"]) and row["id"] not in ordered:
                yield from _still_safe(world, row, at)


def _still_safe(world: World, row: Row, at: datetime) -> Iterator[Found]:
    corridor = world.find("corridors", row["corridor"])
    if corridor is None:
        return
    windows = list(world.windows(corridor, at))
    if not any(first <= moment(row["depart"]) and moment(row["arrive"]) <= last for first, last in windows):
        yield "no-order", "orders", f"{row['id']} is on the road of {corridor['id']}, whose window was cut"
    for name, stop in zip(row["legs"], row["stops"][1:], strict=False):
        if moment(stop["at"]) > at and world.leg_cut(name, at):
            yield "no-order", "orders", f"{row['id']} is on its way to leg {name}, which was cut"


def _figures(world: World, plan: Row) -> Iterator[Found]:
    homes: Mapping[str, Row] = {home["id"]: home for home in reversed(world.rows("households"))}
    out = first = 0
    for row, _ in _out(world, plan):
        out += row["people"]
        first += sum(
            homes[seat["id"]]["size"] * seat["count"]
            for seat in row["households"]
            if seat["id"] in homes and homes[seat["id"]].get("priority")
        )
    told = plan["figures"]
    if (told["out"], told["priority_out"]) != (out, first):
        yield (
            "figures",
            "figures",
            f"{told['out']} out ({told['priority_out']} first) were written; it is {out} ({first})",
        )
    if plan["bound"]["people"] < out or plan["gap"]["people"] != plan["bound"]["people"] - told["out"]:
        yield "bound", "bound", f"a bound of {plan['bound']['people']} for {out} people out"
