"""A corridor in its first hour: begun from an announcement, told in a few facts, agreed by the parties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from regreso.movement.corridor.clocks import span
from regreso.movement.corridor.rules_way import standing
from regreso.movement.corridor.sheet import Row, objects

# What the parties agree on; everything else is what those who help bring along.
AGREED = ("places", "legs", "corridors", "links", "rules", "step_minutes")


def begun(announced: Mapping[str, Any], *, name: str) -> Row:
    """A scenario as far as an announcement fills it in; nothing in it is confirmed by any party.

    Args:
        announced: places in their order, start, end, tz and parties as they were written; any may be missing.
        name: the id of the scenario.

    Returns:
        A scenario, version 1. The check names all that is still missing: positions, legs, places, parties.

    >>> raw = begun({"places": ["Суми", "Полтава"], "start": "2022-03-08T09:00"}, name="sumy")
    >>> raw["corridors"][0]["from"], raw["places"][1]["names"], raw["corridors"][0]["windows"]
    (['p1'], {'uk': 'Полтава'}, [])
    """
    names = [str(one) for one in announced.get("places") or () if str(one).strip()]
    names += [""] * (2 - len(names))
    last = len(names) - 1
    kinds = ["collection", *["checkpoint"] * (last - 1), "reception"]
    places = [
        {"id": f"p{number}", "kind": kind} | ({"names": {"uk": called}} if called else {})
        for number, (called, kind) in enumerate(zip(names, kinds, strict=True), 1)
    ]
    times = {side: str(announced.get(side) or "") for side in ("start", "end", "tz")}
    corridor = {
        "id": "way", "from": ["p1"], "via": [row["id"] for row in places[1:-1]], "to": [places[-1]["id"]],
        "modes": ["bus"], "status": "proposed", "agreed": {}, "acknowledgements": [],
        "parties": [str(one) for one in announced.get("parties") or ()] or ["?"],
        # A window without all three would be a guess: it is written by a person.
        "windows": [times] if all(times.values()) else [],
    }  # fmt: skip
    return {
        "schema": "regreso-corridor-scenario/1", "id": name, "step_minutes": 15, "boarding_minutes": 30,
        "places": places, "legs": [], "corridors": [corridor], "receptions": [], "fleets": [],
        "households": [],
    }  # fmt: skip


def asking(scenario: Row) -> int:
    """How many people ask to leave: those whose consent is recorded.

    >>> homes = [{"size": 4, "count": 3, "consent": "given"}, {"size": 2, "consent": "declined"}]
    >>> asking({"households": homes})
    12
    """
    return sum(
        int(row["size"]) * int(row.get("count", 1))
        for row in objects(scenario, "households")
        if row.get("consent") == "given" and isinstance(row.get("size"), int)
    )


def hours(scenario: Row) -> tuple[int, int] | None:
    """The first and the last minute of all windows that can be read, in minutes since 1970 (UTC).

    >>> hours({"corridors": []}) is None
    True
    """
    read = [
        found
        for row in objects(scenario, "corridors")
        for window in row.get("windows") or ()
        if (found := span(window))
    ]
    return (min(begin for begin, _ in read), max(end for _, end in read)) if read else None


def whole(scenario: Row) -> list[str]:
    """The corridors that have all five agreed fields and every party's word.

    >>> row = {"id": "c", "parties": ["A"], "acknowledgements": [{"party": "A"}], "status": "proposed"}
    >>> five = dict.fromkeys(("times", "places", "routes", "who", "aid"), "yes")
    >>> whole({"corridors": [row, row | {"id": "d", "agreed": five}]})
    ['d']
    """
    said = [(row, standing(row | {"status": "agreed"})) for row in objects(scenario, "corridors")]
    return [str(row.get("id")) for row, called in said if called == "agreed"]


def agreed(scenario: Row) -> Row:
    """The scenario in which every corridor that is whole, and was proposed or announced, is called agreed.

    >>> agreed({"corridors": [{"id": "c", "status": "proposed"}]})["corridors"][0]["status"]
    'proposed'
    """
    made, names = deepcopy(scenario), set(whole(scenario))
    for row in made["corridors"]:
        if row["id"] in names and row["status"] in ("proposed", "announced"):
            row["status"] = "agreed"
    return made


def is_same_agreement(one: Row, other: Row) -> bool:
    """Whether two scenarios differ in nothing that the parties have agreed on.

    >>> is_same_agreement({"corridors": [], "fleets": []}, {"corridors": [], "fleets": [{"id": "f"}]})
    True
    """

    def bare(raw: Row) -> list[Any]:
        # Who may be shown what is ours to say, and the status follows from their words.
        ways = [{k: v for k, v in row.items() if k not in ("release", "status", "outcome")}
                for row in raw.get("corridors", ())]  # fmt: skip
        return [ways if name == "corridors" else raw.get(name) for name in AGREED]

    return bare(one) == bare(other)


def with_tokens(scenario: Row, known: Mapping[str, Sequence[str]], new: Any) -> dict[str, list[str]]:  # noqa: ANN401 - makes a token
    """A boarding token for every household alike; those that are known stay.

    Args:
        scenario: as read from JSON.
        known: household id → the tokens that were given out already.
        new: makes one.

    >>> homes = [{"id": "h", "count": 2, "consent": "given"}, {"id": "i", "token": "T", "consent": "given"}]
    >>> with_tokens({"households": homes}, {"h": ["A"]}, lambda: "B")
    {'h': ['A', 'B'], 'i': ['T']}
    """
    found: dict[str, list[str]] = {}
    for row in objects(scenario, "households"):
        if row.get("consent") != "given":
            continue
        there = list(known.get(row["id"], ()))
        count = int(row.get("count", 1))
        if count == 1 and row.get("token"):
            there = [str(row["token"])]
        found[row["id"]] = there + [new() for _ in range(count - len(there))]
    return found


def shown_by(plan: Row, scenario: Row) -> Row:
    """A plan whose papers follow the release classes of the scenario as it stands now.

    >>> plan = {"scenario": {"corridors": [{"id": "c"}]}}
    >>> shown_by(plan, {"corridors": [{"id": "c", "release": {"to": "public"}}]})["scenario"]["corridors"]
    [{'id': 'c', 'release': {'to': 'public'}}]
    """
    now = {row["id"]: row.get("release", {}) for row in objects(scenario, "corridors")}
    ways = [{**row, "release": now.get(row["id"], {})} for row in plan["scenario"]["corridors"]]
    return {**plan, "scenario": {**plan["scenario"], "corridors": ways}}


def kept_tokens(before: Row, now: Row, tokens: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The tokens in the order in which the new plan seats them: whoever keeps a departure keeps their token.

    Households alike are told apart by their tokens alone, and papers give these out in the order of leaving.
    When a departure is called off only its own households may be seated anew.

    Args:
        before: the plan that held.
        now: the one made again; departures that are kept bear the same ids.
        tokens: household id → tokens, in the order of the plan that held.

    >>> row = {"households": [{"id": "h", "count": 1}]}
    >>> one, two, new = ({"id": name, "depart": name[1:]} | row for name in ("D1", "D2", "E3"))
    >>> kept_tokens({"departures": [one, two]}, {"departures": [two, new]}, {"h": ["A", "B", "C"]})
    {'h': ['B', 'A', 'C']}
    """
    was, left = _seated(before, tokens), {home: list(known) for home, known in tokens.items()}
    kept: dict[tuple[str, str], list[str]] = {}
    for home, departure, count in _seats(now):
        mine = [token for token in was.get((home, departure), ()) if token in left.get(home, ())][:count]
        kept[home, departure] = mine
        left[home] = [token for token in left.get(home, []) if token not in mine]
    found: dict[str, list[str]] = {home: [] for home in tokens}
    for home, departure, count in _seats(now):
        mine = kept[home, departure]
        fresh, left[home] = left[home][: count - len(mine)], left[home][count - len(mine) :]
        found.setdefault(home, []).extend([*mine, *fresh])
    return {home: [*known, *left.get(home, [])] for home, known in found.items()}


def _seats(plan: Row) -> list[tuple[str, str, int]]:
    """Household, departure and how many of them, in the order in which papers give tokens out."""
    rows = sorted(plan["departures"], key=lambda one: (one["depart"], one["id"]))
    return [(seat["id"], row["id"], int(seat["count"])) for row in rows for seat in row["households"]]


def _seated(plan: Row, tokens: Mapping[str, Sequence[str]]) -> dict[tuple[str, str], list[str]]:
    given, found = dict.fromkeys(tokens, 0), {}
    for home, departure, count in _seats(plan):
        begin = given.get(home, 0)
        found[home, departure] = list(tokens.get(home, ()))[begin : begin + count]
        given[home] = begin + count
    return found
