"""Faults of households, receptions, fleets, dated rules and the manifest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain

from regreso.movement.corridor.clocks import minute
from regreso.movement.corridor.faults import Fault
from regreso.movement.corridor.sheet import Row, Sheet
from regreso.movement.errors import MovementError

STALE_DAYS = 30


def households(sheet: Sheet) -> Iterator[Fault]:
    """Households that cannot be planned as they were written.

    >>> row = {"id": "h", "at": "a", "size": 1, "adults": 0, "consent": "missing", "own_car": True}
    >>> [fault.code for fault in households(Sheet({"households": [row]}))]
    ['consent-missing', 'child-alone']
    """
    fleets = list(sheet.sound("fleets"))
    for pointer, row in sheet.rows("households"):
        if row["consent"] == "missing":
            yield Fault(
                "consent-missing",
                pointer,
                "consent",
                "nobody is moved who has not agreed: ask, and record it",
            )
        if row.get("adults") == 0 and "companion" not in row:
            yield Fault(
                "child-alone",
                pointer,
                "companion",
                "no adult and no companion: name the household it goes with",
            )
        needs = row.get("wheelchair", 0) + row.get("stretcher", 0)
        if needs > row["size"]:
            yield Fault(
                "household-needs", pointer, "wheelchair", f"{needs} places asked for {row['size']} people"
            )
        elif fleets and not row.get("own_car") and not any(_holds(fleet, row) for fleet in fleets):
            told = f"{row['size']} people, {needs} of them in wheelchairs or on stretchers,"
            yield Fault(
                "household-too-large",
                pointer,
                "size",
                f"{told} fit into no vehicle; a household is never split",
            )


def _holds(fleet: Row, row: Row) -> bool:
    wheelchair, stretcher = row.get("wheelchair", 0), row.get("stretcher", 0)
    sitting = row["size"] - wheelchair - stretcher
    return bool(
        fleet["seats"] >= sitting
        and fleet.get("wheelchair", 0) >= wheelchair
        and fleet.get("stretcher", 0) >= stretcher
    )


def no_way(sheet: Sheet) -> Iterator[Fault]:
    """Households from which no corridor leads where they wish to go, were all of them open.

    What only waits for a corridor to be opened is no fault of the household: the plan tells who stays.

    >>> row = {"id": "h", "at": "a", "size": 1, "consent": "given"}
    >>> [fault.code for fault in no_way(Sheet({"households": [row]}))]
    ['household-no-way']
    """
    places = {row["place"] for row in sheet.sound("receptions")}
    reached: dict[tuple[str, str], set[str]] = {}
    for row in sheet.sound("corridors"):
        for start in row["from"]:
            for mode in row["modes"]:
                reached.setdefault((start, mode), set()).update(places.intersection(row["to"]))
    for pointer, row in sheet.rows("households"):
        ends = reached.get((row["at"], "car" if row.get("own_car") else "bus"), set())
        wished = set(row.get("destinations") or ends)
        if row["consent"] == "given" and not wished & ends:
            told = f"from {row['at']} no corridor leads to {' or '.join(sorted(wished)) or 'a reception'}"
            yield Fault("household-no-way", pointer, "at", told)


def tokens(sheet: Sheet) -> Iterator[Fault]:
    """Households with one boarding token: nobody can say whose it is, so neither is planned.

    >>> rows = [{"id": "h", "token": "T1"}, {"id": "i", "token": "T1"}]
    >>> [fault.row for fault in tokens(Sheet({"households": rows}))]
    ['/households/0', '/households/1']
    """
    bearers: dict[str, list[str]] = {}
    for pointer, row in sheet.rows("households"):
        if "token" in row:
            bearers.setdefault(row["token"], []).append(pointer)
    for token, pointers in bearers.items():
        if len(pointers) > 1:
            told = f"“{token}” is the token of {len(pointers)} households: print new ones"
            yield from (Fault("token-twice", pointer, "token", told) for pointer in pointers)


def receptions(sheet: Sheet) -> Iterator[Fault]:
    """Fewer places than people: not a fault of the file, but a negotiator must know it.

    >>> sheet = Sheet({"receptions": [], "households": [{"id": "h", "size": 2, "consent": "given"}]})
    >>> [fault.left_out for fault in receptions(sheet)]
    [False]
    """
    places = sum(row["places"] for _, row in sheet.rows("receptions"))
    people = sum(
        row["size"] * row.get("count", 1) for _, row in sheet.rows("households") if row["consent"] == "given"
    )
    if places < people:
        told = f"{places} places for {people} people: {people - places} cannot leave until there are more"
        yield Fault("reception-short", "", "receptions", told, left_out=False)


def fleets(sheet: Sheet) -> Iterator[Fault]:
    """Vehicles that stand where no corridor begins or ends, and plates of vehicles that are not there.

    >>> [fault.code for fault in fleets(Sheet({"fleets": [{"id": "f", "home": "far", "count": 1}]}))]
    ['fleet-home']
    """
    ends = set(chain.from_iterable((*row["from"], *row["to"]) for row in sheet.sound("corridors")))
    for pointer, row in sheet.rows("fleets"):
        if row["home"] not in ends:
            told = f"{row['home']} is neither a start nor an end of a corridor: bring it to one first"
            yield Fault("fleet-home", pointer, "home", told)
        if (plates := len(row.get("plates", ()))) > row["count"]:
            told = f"{plates} plates were given for {row['count']} vehicles: count them again"
            yield Fault("plates-too-many", pointer, "plates", told, left_out=False)


def stale(sheet: Sheet) -> Iterator[Fault]:
    """Rules that were last checked too long before the window, and the corridors that rest on them.

    >>> rule = {"id": "r", "place": "x", "checked": "2022-01-01"}
    >>> window = {"start": "2022-03-05T09:00", "end": "2022-03-05T16:00", "tz": "Europe/Kyiv"}
    >>> row = {"id": "c", "from": ["a"], "via": ["x"], "to": ["b"], "windows": [window]}
    >>> [fault.row for fault in stale(Sheet({"rules": [rule], "corridors": [row]}))]
    ['/corridors/0', '/rules/0']
    """
    for pointer, rule in sheet.rows("rules"):
        days = {}
        for corridor, row in sheet.rows("corridors"):
            if rule["place"] in _places(row):
                days[corridor] = _age(rule, [window for _, window in sheet.windows(corridor, row)])
        old = {corridor: age for corridor, age in days.items() if age}
        for corridor, age in old.items():
            told = f"the rule “{rule['id']}” of {rule['place']} is {age} days old: check it again"
            yield Fault("rule-stale", corridor, "via", told)
        if old:
            told = f"last checked on {rule['checked']}, more than {STALE_DAYS} days before the window"
            yield Fault("rule-stale", pointer, "checked", told)


def _places(corridor: Row) -> set[str]:
    return {*corridor["from"], *corridor.get("via", ()), *corridor["to"]}


def _age(rule: Row, windows: list[Row]) -> int:
    """How many days old a rule is on the day of the last window; 0 when it is fresh enough."""
    try:
        checked = date.fromisoformat(rule["checked"])
        last = max((date.fromisoformat(window["start"][:10]) for window in windows), default=checked)
    except ValueError:
        return STALE_DAYS + 1
    days = (last - checked).days
    return days if days > STALE_DAYS else 0


def manifest(sheet: Sheet) -> Iterator[Fault]:
    """Events of the manifest that cannot be: an arrival before the boarding, a second arrival.

    >>> events = [{"id": "1", "token": "T", "kind": "arrived", "at": "2022-03-05T09:00Z"},
    ...           {"id": "2", "token": "T", "kind": "boarded", "at": "2022-03-05T10:00Z"}]
    >>> [fault.code for fault in manifest(Sheet({"manifest": events}))]
    ['arrival-before-boarding']
    """
    read = [(pointer, row, _at(row)) for pointer, row in sheet.rows("manifest")]
    boarded: dict[str, datetime] = {}
    for pointer, row, at in read:
        if at is None:
            yield Fault(
                "event-time",
                pointer,
                "at",
                f"“{row['at']}”: expected a time with its zone, 2022-03-05T09:00Z",
            )
        elif row["kind"] in ("boarded", "joined-en-route"):
            boarded[row["token"]] = min(at, boarded.get(row["token"], at))
    arrived: dict[str, str] = {}
    for pointer, row, at in read:
        if at is None or row["kind"] != "arrived" or arrived.get(row["token"]) == row["id"]:
            continue
        if row["token"] in arrived:
            told = (
                f"“{row['token']}” has arrived already (event “{arrived[row['token']]}”): correct one of them"
            )
            yield Fault("arrived-twice", pointer, "token", told)
        elif row["token"] in boarded and at < boarded[row["token"]]:
            told = (
                f"“{row['token']}” arrived at {row['at']}, before it boarded: correct the clock of a device"
            )
            yield Fault("arrival-before-boarding", pointer, "at", told)
        arrived.setdefault(row["token"], row["id"])


def _at(row: Row) -> datetime | None:
    try:
        at = datetime.fromisoformat(row["at"])
    except ValueError:
        return None
    return at if at.tzinfo else None


def event_minute(event: Row) -> int:
    """When an event happened, in minutes since 1970.

    Raises:
        MovementError: its time or zone cannot be read.

    >>> event_minute({"at": "1970-01-01T02:00", "tz": "+02:00"})
    0
    """
    try:
        return minute(event["at"], event["tz"])
    except KeyError as missing:
        raise MovementError(f"the event says no {missing}") from None
