"""Corridor scenarios for tests and benchmarks: one small and readable, and random ones."""

from __future__ import annotations

import copy
import random
from datetime import datetime, timedelta
from typing import Any

Scenario = dict[str, Any]
AGREED = {
    "times": "09:00-16:00",
    "places": "the school",
    "routes": "M14",
    "who": "all civilians",
    "aid": "yes",
}
OPEN: Scenario = {
    "agreed": AGREED,
    "parties": ["A", "B"],
    "acknowledgements": [{"party": "A", "source": "letter"}, {"party": "B", "source": "letter"}],
    "status": "open",
}


def small() -> Scenario:
    """One town, one checkpoint, one reception, two buses, one hundred people and some cars."""
    return {
        "schema": "regreso-corridor-scenario/1",
        "id": "small",
        "step_minutes": 15,
        "boarding_minutes": 30,
        "unloading_minutes": 15,
        "places": [
            {
                "id": "town",
                "kind": "town",
                "lat": 47.10,
                "lon": 37.54,
                "names": {"en": "Town", "uk": "Місто"},
            },
            {
                "id": "gate",
                "kind": "checkpoint",
                "lat": 47.45,
                "lon": 36.3,
                "lanes": 1,
                "per_lane": {"bus": 1, "car": 4},
            },
            {"id": "city", "kind": "reception", "lat": 47.84, "lon": 35.14},
        ],
        "legs": [
            {"id": "b1", "a": "town", "b": "gate", "mode": "bus", "km": 50, "minutes": 60, "capacity": 10},
            {"id": "b2", "a": "gate", "b": "city", "mode": "bus", "km": 40, "minutes": 45, "capacity": 10},
            {"id": "c1", "a": "town", "b": "gate", "mode": "car", "km": 50, "minutes": 50, "capacity": 20},
            {"id": "c2", "a": "gate", "b": "city", "mode": "car", "km": 40, "minutes": 40, "capacity": 20},
        ],
        "corridors": [
            copy.deepcopy(OPEN)
            | {
                "id": "way",
                "from": ["town"],
                "via": ["gate"],
                "to": ["city"],
                "modes": ["bus", "car"],
                "windows": [
                    {
                        "start": "2022-03-05T09:00",
                        "end": "2022-03-05T16:00",
                        "tz": "Europe/Kyiv",
                        "margin_minutes": 30,
                        "also": [
                            {
                                "start": "2022-03-05T10:00",
                                "end": "2022-03-05T17:00",
                                "tz": "Europe/Moscow",
                                "by": "B",
                            }
                        ],
                    }
                ],
            }
        ],
        "receptions": [{"place": "city", "places": 400}],
        "fleets": [{"id": "bus", "count": 4, "seats": 40, "wheelchair": 1, "home": "city"}],
        "households": [
            {"id": "four", "at": "town", "size": 4, "count": 20, "consent": "given"},
            {"id": "two", "at": "town", "size": 2, "count": 10, "consent": "given", "priority": True},
            {"id": "wheel", "at": "town", "size": 3, "wheelchair": 1, "consent": "given", "priority": True},
            {"id": "drivers", "at": "town", "size": 3, "count": 30, "own_car": True, "consent": "given"},
            {"id": "stay", "at": "town", "size": 2, "consent": "declined"},
        ],
    }


def many(*, escorted: bool = False) -> Scenario:
    """Six towns behind one narrow checkpoint: too much for a search of a microsecond."""
    raw = small()
    raw["step_minutes"] = 5
    town, gate, city = raw["places"]
    raw["places"] = [gate, city, *(town | {"id": f"town{n}"} for n in range(6))]
    roads = {leg["id"]: leg for leg in raw["legs"]}
    raw["legs"] = [roads["b2"], roads["c2"]]
    for n in range(6):
        raw["legs"] += [roads[one] | {"id": f"{one}-{n}", "a": f"town{n}"} for one in ("b1", "c1")]
    raw["corridors"][0] |= {"from": [f"town{n}" for n in range(6)], "escorted": escorted}
    raw["escorts"] = {"teams": 3, "vehicles_per_team": 4}
    raw["fleets"] = [raw["fleets"][0] | {"count": 40}]
    raw["receptions"][0]["places"] = 4000
    raw["households"] = [
        {"id": f"h{n}-{size}", "at": f"town{n}", "size": size, "count": 40 + n, "consent": "given",
         "priority": size == 1, "own_car": size == 5} for n in range(6) for size in (1, 2, 3, 5)
    ]  # fmt: skip
    return raw


def randomly(seed: int) -> Scenario:
    """A random scenario: small enough to be solved at once, crooked enough to be worth checking."""
    dice = random.Random(seed)
    towns = [f"t{n}" for n in range(dice.randint(1, 4))]
    gates = [f"g{n}" for n in range(dice.randint(1, 2))]
    cities = [f"r{n}" for n in range(dice.randint(1, 3))]
    raw: Scenario = {
        "schema": "regreso-corridor-scenario/1",
        "id": f"random-{seed}",
        "step_minutes": dice.choice([10, 15, 20, 30]),
        "boarding_minutes": dice.choice([0, 10, 30]),
        "unloading_minutes": dice.choice([0, 10, 15]),
        "places": [
            {"id": name, "kind": "town", "lat": 47.0 + n / 10, "lon": 37.0} for n, name in enumerate(towns)
        ],
        "corridors": _corridors(dice, towns, gates, cities),
        "receptions": [{"place": name, "places": dice.randint(5, 200)} for name in cities],
        "fleets": _fleets(dice, towns + cities),
        "households": _households(dice, towns, cities),
    }
    raw["places"] += [_gate(dice, name) for name in gates]
    raw["places"] += [{"id": name, "kind": "reception", "lat": 48.0, "lon": 35.0} for name in cities]
    raw["legs"] = [
        leg for mode in ("bus", "car") for ends in (towns, cities) for one in ends for gate in gates
        for leg in [_leg(dice, (one, gate) if ends is towns else (gate, one), mode)]
    ]  # fmt: skip
    if dice.random() < 0.5:
        raw["escorts"] = {"teams": dice.randint(0, 3), "vehicles_per_team": dice.randint(1, 4)}
    if len(raw["corridors"]) > 1 and dice.random() < 0.3:
        raw["links"] = [{"a": "c0", "b": "c1", "rule": dice.choice(["together", "only-if"])}]
    return raw


def _range(dice: random.Random, low: int, high: int) -> Any:
    if dice.random() < 0.7:
        return dice.randint(low, high)
    three = sorted(dice.randint(low, high) for _ in range(3))
    return dict(zip(("low", "likely", "high"), three, strict=True))


def _gate(dice: random.Random, name: str) -> Scenario:
    row: Scenario = {"id": name, "kind": "checkpoint", "lat": 47.5, "lon": 36.0}
    if dice.random() < 0.8:
        row |= {
            "lanes": dice.randint(1, 2),
            "per_lane": {"bus": _range(dice, 1, 3), "car": _range(dice, 1, 8)},
        }
    return row


def _leg(dice: random.Random, ends: tuple[str, str], mode: str) -> Scenario:
    minutes = _range(dice, 10, 90)
    row = {
        "id": f"{mode}-{ends[0]}-{ends[1]}", "a": ends[0], "b": ends[1], "mode": mode,
        "km": dice.randint(5, 80), "minutes": minutes, "capacity": _range(dice, 1, 10),
    }  # fmt: skip
    if dice.random() < 0.5:
        row["empty_minutes"] = dice.randint(5, 60)
    if dice.random() < 0.1:
        row["one_way"] = True
    if dice.random() < 0.1:
        row["valid"] = [{"start": "2022-03-27T06:00", "end": "2022-03-27T14:00", "tz": "UTC"}]
    return row


def _corridors(dice: random.Random, towns: list[str], gates: list[str], cities: list[str]) -> list[Scenario]:
    rows = []
    for number in range(dice.randint(1, 3)):
        start = dice.randint(6, 10)
        windows = [_window(dice, start, start + dice.randint(2, 7))]
        if dice.random() < 0.3:
            windows.append(_window(dice, start + 9, start + 9 + dice.randint(1, 4)))
        rows.append(
            copy.deepcopy(OPEN)
            | {
                "id": f"c{number}",
                "from": dice.sample(towns, dice.randint(1, len(towns))),
                "via": [dice.choice(gates)] if dice.random() < 0.7 else [],
                "to": dice.sample(cities, dice.randint(1, len(cities))),
                "modes": dice.choice([["bus"], ["car"], ["bus", "car"], ["bus", "car"]]),
                "escorted": dice.random() < 0.3,
                "windows": windows,
                "status": "open" if dice.random() < 0.9 else "suspended",
            }
        )
    return rows


def _window(dice: random.Random, start: int, end: int) -> Scenario:
    return {
        "start": f"2022-03-27T{start:02}:{dice.choice([0, 0, 7, 30]):02}",
        "end": f"2022-03-27T{end:02}:00",
        "tz": dice.choice(["Europe/Kyiv", "Europe/Moscow", "+02:00"]),
        "margin_minutes": dice.choice([0, 15, 25]),
    }


def _fleets(dice: random.Random, homes: list[str]) -> list[Scenario]:
    rows = []
    for number in range(dice.randint(1, 3)):
        row: Scenario = {
            "id": f"f{number}", "count": dice.randint(1, 5), "seats": dice.choice([8, 20, 50]),
            "wheelchair": dice.randint(0, 2), "stretcher": dice.randint(0, 1), "home": dice.choice(homes),
        }  # fmt: skip
        if dice.random() < 0.3:
            row["range_km"] = dice.randint(60, 300)
        if dice.random() < 0.2:
            row["crew"] = {"start": "2022-03-27T08:00", "end": "2022-03-27T14:00", "tz": "Europe/Kyiv"}
        rows.append(row)
    return rows


def _households(dice: random.Random, towns: list[str], cities: list[str]) -> list[Scenario]:
    rows = []
    for number in range(dice.randint(1, 15)):
        size = dice.choice([1, 2, 2, 3, 4, 5, 8])
        row: Scenario = {
            "id": f"h{number}", "at": dice.choice(towns), "size": size, "count": dice.choice([1, 1, 3, 10]),
            "priority": dice.random() < 0.3, "own_car": dice.random() < 0.4,
            "consent": "given" if dice.random() < 0.9 else "declined",
        }  # fmt: skip
        if dice.random() < 0.15:
            row["wheelchair"] = 1
        if dice.random() < 0.05 and size > 1:
            row["stretcher"] = 1
        if dice.random() < 0.3:
            row["destinations"] = [dice.choice(cities)]
        rows.append(row)
    return rows


def something(seed: int, raw: Scenario, plan: Scenario) -> Scenario:
    """A random event, in half of all cases on the way of somebody who is on the road."""
    dice = random.Random(seed)
    event: Scenario
    if plan["departures"] and dice.random() < 0.5:
        row = dice.choice(plan["departures"])
        begin, end = (datetime.fromisoformat(row[side]) for side in ("depart", "arrive"))
        at = begin + timedelta(minutes=dice.randint(1, max(1, int((end - begin).total_seconds() / 60) - 1)))
        kind = dice.choice(["window-cut", "corridor-halted", "leg-cut"])
        event = {
            "schema": "regreso-corridor-event/1",
            "id": f"e{seed}",
            "kind": kind,
            "at": f"{at:%Y-%m-%dT%H:%M}",
            "tz": "UTC",
        }
        more = {"leg": dice.choice(row["legs"])} if kind == "leg-cut" else {"corridor": row["corridor"]}
        return event | more | ({"end": event["at"]} if kind == "window-cut" else {})
    kind = dice.choice(
        ["window-cut", "corridor-halted", "leg-cut", "lanes-changed", "vehicles-lost", "places-changed"]
    )
    hour = dice.randint(6, 12)
    event = {
        "schema": "regreso-corridor-event/1", "id": f"e{seed}", "kind": kind,
        "at": f"2022-03-27T{hour:02}:{dice.randint(0, 59):02}", "tz": "UTC",
    }  # fmt: skip
    if kind in {"window-cut", "corridor-halted"}:
        event["corridor"] = dice.choice(raw["corridors"])["id"]
        if kind == "window-cut":
            event["end"] = f"2022-03-27T{hour + dice.randint(0, 3):02}:30"
    elif kind == "leg-cut":
        event["leg"] = dice.choice(raw["legs"])["id"]
    elif kind == "lanes-changed":
        event |= {"place": dice.choice([row["id"] for row in raw["places"]]), "lanes": dice.randint(0, 3)}
    elif kind == "vehicles-lost":
        event |= {"fleet": dice.choice(raw["fleets"])["id"], "count": dice.randint(1, 3)}
    else:
        event |= {"place": dice.choice(raw["receptions"])["place"], "places": dice.randint(0, 250)}
    return event
