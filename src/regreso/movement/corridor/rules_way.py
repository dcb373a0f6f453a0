"""Faults of places, legs and corridors: what the parties have agreed and where it leads."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from regreso.movement.corridor.faults import Fault
from regreso.movement.corridor.routes import Hop, Onward, from_each, straight_km, through
from regreso.movement.corridor.sheet import LISTS, Row, Sheet

FIELDS = ("times", "places", "routes", "who", "aid")
DETOUR, BLURRED_KM = 2.5, 50
OPEN = ("agreed", "open")


def ids(sheet: Sheet) -> Iterator[Fault]:
    """Two rows of a list with one id (receptions are known by their place).

    >>> [fault.row for fault in ids(Sheet({"places": [{"id": "a"}, {"id": "a"}]}))]
    ['/places/1']
    """
    for name in LISTS:
        seen: set[str] = set()
        for pointer, row in sheet.rows(name):
            key = row.get("place") if name == "receptions" else row.get("id")
            if key is None or name == "manifest":  # a manifest may repeat an event: devices send twice
                continue
            if key in seen:
                field = "place" if name == "receptions" else "id"
                told = f"“{key}” was given to an earlier row: give each its own"
                yield Fault("id-twice", pointer, field, told)
            seen.add(key)


def references(sheet: Sheet) -> Iterator[Fault]:
    """Rows that name what is not there.

    >>> [fault.field for fault in references(Sheet({"legs": [{"id": "1", "a": "x", "b": "y"}]}))]
    ['a', 'b']
    """
    known = {name: sheet.ids(name) for name in ("places", "corridors", "households")}
    named = [("legs", "a", "places"), ("legs", "b", "places"), ("links", "a", "corridors"),
             ("links", "b", "corridors"),
             ("receptions", "place", "places"), ("households", "at", "places"),
             ("households", "destinations", "places"), ("households", "companion", "households"),
             ("fleets", "home", "places"), ("rules", "place", "places"), ("corridors", "from", "places"),
             ("corridors", "via", "places"), ("corridors", "to", "places")]  # fmt: skip
    for name, field, kind in named:
        for pointer, row in sheet.rows(name):
            given = row.get(field)
            for one in given if isinstance(given, list) else [given] * (given is not None):
                if one not in known[kind]:
                    told = f"“{one}” is no row of {kind} that can be used: add it or mend it"
                    yield Fault("unknown-reference", pointer, field, told, left_out=name != "links")


def ranges(sheet: Sheet) -> Iterator[Fault]:
    """Low, likely and high out of order, and checkpoints' lanes without a capacity.

    >>> leg = {"id": "1", "minutes": {"low": 30, "likely": 20, "high": 40}, "capacity": 60}
    >>> [fault.code for fault in ranges(Sheet({"legs": [leg]}))]
    ['range-order']
    """
    for name, fields in (("legs", ("minutes", "empty_minutes", "capacity")), ("places", ("bus", "car"))):
        for pointer, row in sheet.rows(name):
            holder = row.get("per_lane", {}) if name == "places" else row
            for field in fields:
                given = holder.get(field)
                if isinstance(given, dict) and not given["low"] <= given["likely"] <= given["high"]:
                    yield Fault("range-order", pointer, field, f"{given}: expected low ≤ likely ≤ high")
    for pointer, place in sheet.rows("places"):
        if ("lanes" in place) != ("per_lane" in place):
            missing = "per_lane" if "lanes" in place else "lanes"
            yield Fault("capacity-missing", pointer, missing, "lanes need per_lane, and per_lane needs lanes")
    yield from _too_little(sheet)


def _too_little(sheet: Sheet) -> Iterator[Fault]:
    """Capacities that come to less than one vehicle a step: nobody would ever pass."""
    told = "{} is less than one vehicle in a step: take longer steps, or mend it"
    for pointer, leg in sheet.rows("legs"):
        if (least := _least(leg["capacity"])) < 1:
            yield Fault("capacity-zero", pointer, "capacity", told.format(f"{least:g}"))
    for pointer, place in sheet.rows("places"):
        for value in place.get("per_lane", {}).values():
            if "lanes" in place and (least := place["lanes"] * _least(value)) < 1:
                yield Fault("capacity-zero", pointer, "per_lane", told.format(f"{least:g}"))


def _least(value: float | Row) -> float:
    return float(value["low"] if isinstance(value, dict) else value)


def agreements(sheet: Sheet) -> Iterator[Fault]:
    """Corridors that are not open: without all five fields and each party's word they are proposed.

    >>> row = {"id": "c", "parties": ["A", "B"], "acknowledgements": [{"party": "A"}], "status": "open"}
    >>> whole = row | {"agreed": dict.fromkeys(FIELDS, "yes")}
    >>> [fault.code for fault in agreements(Sheet({"corridors": [whole]}))]
    ['one-party-agreement']
    """
    for pointer, row in sheet.rows("corridors"):
        agreed = row.get("agreed", {})
        if missing := [name for name in FIELDS if not str(agreed.get(name, "")).strip()]:
            told = f"without {', '.join(missing)} it is proposed, not open: ask the parties for it"
            yield Fault("agreement-incomplete", pointer, "agreed", told)
        heard = {word["party"] for word in row["acknowledgements"]}
        if silent := [party for party in row["parties"] if party not in heard]:
            told = f"no acknowledgement of {', '.join(silent)}: it is proposed, not open"
            yield Fault("one-party-agreement", pointer, "acknowledgements", told)
        if row["status"] not in OPEN:
            yield Fault(
                "corridor-not-open", pointer, "status", f"it is {row['status']}; expected agreed or open"
            )


def standing(row: Row) -> str:
    """What a corridor may be called: its status, but never open without everybody's full word.

    >>> standing({"parties": ["A"], "acknowledgements": [], "status": "open"})
    'proposed'
    """
    agreed, heard = row.get("agreed", {}), {word.get("party") for word in row.get("acknowledgements", ())}
    whole = all(str(agreed.get(name, "")).strip() for name in FIELDS)
    if whole and all(party in heard for party in row.get("parties", ())):
        return str(row.get("status", "proposed"))
    return "announced" if row.get("status") == "announced" else "proposed"


def vias(sheet: Sheet) -> Iterator[Fault]:
    """Via-points that nobody can place, or that lead far out of the way.

    >>> places = [{"id": "a", "lat": 47, "lon": 37}, {"id": "v"}, {"id": "b", "lat": 48, "lon": 35}]
    >>> row = {"id": "c", "from": ["a"], "via": ["v"], "to": ["b"]}
    >>> [fault.code for fault in vias(Sheet({"places": places, "corridors": [row]}))]
    ['via-unlocated']
    """
    places = {row["id"]: row for _, row in sheet.rows("places")}
    for pointer, row in sheet.rows("corridors"):
        points = [places[name] for name in row.get("via", ()) if name in places]
        lost = [place["id"] for place in points if not _located(place)]
        if lost:
            told = f"{', '.join(lost)}: no position within {BLURRED_KM} km; give lat, lon, uncertainty_km"
            yield Fault("via-unlocated", pointer, "via", told)
        elif points:
            yield from _detour(pointer, row, places)


def _located(place: Row) -> bool:
    return "lat" in place and "lon" in place and place.get("uncertainty_km", 0) <= BLURRED_KM


def _detour(pointer: str, row: Row, places: dict[str, Row]) -> Iterator[Fault]:
    for start in row["from"]:
        for end in row["to"]:
            stops = [places.get(name, {}) for name in (start, *row["via"], end)]
            if not all(_located(place) for place in stops):
                continue
            at = [(place["lat"], place["lon"]) for place in stops]
            round_about = sum(straight_km(one, other) for one, other in pairwise(at))
            direct = straight_km(at[0], at[-1])
            if round_about > DETOUR * max(direct, 1.0):
                told = (
                    f"{round_about:.0f} km from {start} to {end}, {direct:.0f} km straight: mend a via-point"
                )
                yield Fault("via-detour", pointer, "via", told)
                return


def ways(sheet: Sheet) -> Iterator[Fault]:
    """Corridors without a window or without legs that join their places.

    >>> row = {"id": "c", "from": ["a"], "to": ["b"], "modes": ["bus"], "windows": []}
    >>> [fault.code for fault in ways(Sheet({"corridors": [row]}))]
    ['corridor-without-window', 'no-route']
    """
    known: dict[str, Onward] = {}
    for pointer, row in sheet.rows("corridors"):
        if not list(sheet.windows(pointer, row)):
            yield Fault(
                "corridor-without-window", pointer, "windows", "none of its windows can be used: add one"
            )
        for mode in row["modes"]:
            if mode not in known:
                known[mode] = from_each(raw_hops(sheet, mode))
            hops = known[mode]
            for start in row["from"]:
                if not any(through(hops, [start, *row.get("via", ()), end]) for end in row["to"]):
                    told = (
                        f"no {mode} legs join {start} to {' or '.join(row['to'])} by its via-points: add them"
                    )
                    yield Fault("no-route", pointer, "from", told)


def raw_hops(sheet: Sheet, mode: str) -> list[Hop]:
    """The legs of a mode in the directions in which they may be used, each as one minute.

    >>> [hop.end for hop in raw_hops(Sheet({"legs": [{"id": "1", "a": "x", "b": "y", "mode": "b"}]}), "b")]
    ['y', 'x']
    """
    found = []
    for _, leg in sheet.rows("legs"):
        if leg["mode"] == mode:
            found.append(Hop(leg["id"], leg["a"], leg["b"], 1, 1, 0))
            if not leg.get("one_way"):
                found.append(Hop(leg["id"], leg["b"], leg["a"], 1, 1, 0))
    return found


def links(sheet: Sheet) -> Iterator[Fault]:
    """Corridors that are tied to one that is not open.

    >>> sheet = Sheet({"corridors": [{"id": "a"}], "links": [{"a": "a", "b": "b", "rule": "only-if"}]})
    >>> [fault.row for fault in links(sheet)]
    ['/corridors/0']
    """
    open_ones = {row["id"]: pointer for pointer, row in sheet.rows("corridors")}
    for _, link in sheet.rows("links"):
        pairs = [(link["a"], link["b"])] + [(link["b"], link["a"])] * (link["rule"] == "together")
        for tied, to in pairs:
            if tied in open_ones and to not in open_ones:
                told = f"{tied} moves {link['rule']} {to}, which is not open"
                yield Fault("link-unmet", open_ones[tied], "id", told)
