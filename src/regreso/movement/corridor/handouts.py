"""The papers of a plan as plain data: what stands on each, for whom; `printing` puts them on A4.

Each row is cut down to the fields that its audience may see (`release`). A slip is a household's own, a
driver's sheet is the convoy's, a notification the parties', an arrival board the reception's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from regreso.movement.corridor.clocks import from_utc, local, span, utc
from regreso.movement.corridor.papers import zones
from regreso.movement.corridor.release import released, shown
from regreso.movement.corridor.sheet import Row, objects
from regreso.movement.corridor.words import LANGUAGES, word

Tokens = Mapping[str, list[str]]  # household id → the token of each household alike


def name_of(plan: Row, place: str, language: str) -> str:
    """What a place is called in a language, or its id.

    >>> plan = {"scenario": {"places": [{"id": "m", "names": {"uk": "Маріуполь"}}]}}
    >>> name_of(plan, "m", "uk"), name_of(plan, "m", "es")
    ('Маріуполь', 'Маріуполь')
    """
    row = next((one for one in objects(plan["scenario"], "places") if one.get("id") == place), {})
    names = row.get("names")
    if not isinstance(names, dict) or not names:
        return place
    return str(names.get(language) or next(iter(names.values())))


def slips(plan: Row, tokens: Tokens) -> list[Row]:
    """A slip for each household that leaves: its token, where it is to be, when, and where it goes.

    Args:
        plan: as read from JSON.
        tokens: for each household; one alike for each of its `count`. Who has none gets no slip.

    No doctest: it needs a whole plan; tests/movement/corridor/test_handouts.py shows it.
    """
    found, given = [], defaultdict[str, int](int)
    zone = zones(plan)
    homes = {row.get("id"): row for row in objects(plan["scenario"], "households")}
    for row in sorted(plan["departures"], key=lambda one: (one["depart"], one["id"])):
        for seat in row["households"]:
            for _ in range(seat["count"]):
                number = given[seat["id"]]
                given[seat["id"]] += 1
                known = tokens.get(seat["id"], [])
                if number < len(known):
                    language = homes.get(seat["id"], {}).get("language", "uk")
                    found.append(_slip(plan, row, known[number], language, zone[row["corridor"]]))
    return found


def _slip(plan: Row, row: Row, token: str, language: str, tz: str) -> Row:
    times = {name: local(from_utc(row[name]), tz) for name in ("board", "depart", "arrive")}
    ends = {side: name_of(plan, row[side], language) for side in ("from", "to")}
    vehicle = {"vehicle": row["vehicle"]} if "vehicle" in row else {}
    return {"token": token, "language": language, "mode": row["mode"], "tz": tz} | ends | times | vehicle


def drivers(plan: Row, *, language: str = "uk") -> list[Row]:
    """A sheet for each vehicle: its ways of the day in order, each with the strip of its places.

    No doctest: it needs a whole plan; tests/movement/corridor/test_handouts.py shows it.
    """
    days: dict[str, list[Row]] = defaultdict(list)
    for row in (*plan["departures"], *plan["moves"]):
        if "vehicle" in row:
            days[row["vehicle"]].append(row)
    known = plates(plan)
    return [
        {
            "vehicle": vehicle,
            "plate": known.get(vehicle, ""),
            "ways": [_way(plan, row, language) for row in sorted(rows, key=lambda one: one["depart"])],
        }
        for vehicle, rows in sorted(days.items())
    ]


def _way(plan: Row, row: Row, language: str) -> Row:
    tz = zones(plan)[row["corridor"]]
    kinds = {one.get("id"): one.get("kind", "") for one in objects(plan["scenario"], "places")}
    km = {one.get("id"): one.get("km", 0) for one in objects(plan["scenario"], "legs")}
    far, strip = 0.0, []
    for number, stop in enumerate(row["stops"]):
        far += km.get(row["legs"][number - 1], 0) if number else 0
        kind = kinds.get(stop["place"], "")
        strip.append({
            "at": local(from_utc(stop["at"]), tz)[-5:], "name": name_of(plan, stop["place"], language),
            "kind": kind, "km": round(far),
        })  # fmt: skip
    told = {"people": row.get("people", 0), "convoy": row.get("convoy", ""), "tz": tz, "strip": strip}
    board = row.get("board", row["depart"])
    return told | {"board": local(from_utc(board), tz), "arrive": local(from_utc(row["arrive"]), tz)}


def plates(plan: Row) -> dict[str, str]:
    """Vehicle → its number plate, as far as the scenario knows them: the second is that of `fleet/2`.

    >>> plates({"scenario": {"fleets": [{"id": "bus", "count": 2, "plates": ["AA 1234 BB"]}]}})
    {'bus/1': 'AA 1234 BB'}
    """
    return {
        f"{fleet['id']}/{number}": plate
        for fleet in objects(plan["scenario"], "fleets")
        for number, plate in enumerate(fleet.get("plates", ())[: fleet["count"]], 1)
    }


def notification(plan: Row, corridor: str, *, language: str = "en", audience: str = "parties") -> Row:
    """What the parties are told of a movement on a corridor: it notifies, it does not ask.

    `withheld` names the fields that this audience may not see: what is missing is not taken for nothing.

    No doctest: it needs a whole plan; tests/movement/corridor/test_handouts.py shows it.
    """
    row = next(one for one in objects(plan["scenario"], "corridors") if one.get("id") == corridor)
    departures = [one for one in plan["departures"] if one["corridor"] == corridor]
    known = plates(plan)
    told = {
        "corridor": corridor,
        "from": [name_of(plan, place, language) for place in row["from"]],
        "via": [name_of(plan, place, language) for place in row.get("via", ())],
        "to": [name_of(plan, place, language) for place in row["to"]],
        "windows": [_window(one) for one in row["windows"] if span(one)],
        "vehicles": len({one["vehicle"] for one in departures if "vehicle" in one}),
        "plates": sorted({plate for one in departures if (plate := known.get(one.get("vehicle", "")))}),
        "cars": sum(one.get("cars", 0) for one in departures),
        "people": sum(one["people"] for one in departures),
    }
    words = {
        "acknowledgements": [dict(one) for one in row["acknowledgements"]],
        "parties": list(row["parties"]),
    }
    seen = shown(plan, corridor, told, audience=audience)
    return seen | words | {"withheld": [name for name in told if name not in seen]}


def _window(window: Row) -> str:
    read = span(window)
    begin, end = (utc(at) for at in read) if read else ("", "")
    return f"{window['start']} – {window['end']} ({window['tz']}) = {begin} – {end}".replace("T", " ")


def bulletin(plan: Row, corridor: str, *, language: str) -> str:
    """A draft of the public bulletin: only what the release makes public; "" where that is not enough.

    No doctest: it needs a whole plan; tests/movement/corridor/test_handouts.py shows it.
    """
    if not all(released(plan, corridor, field=name, audience="public") for name in ("from", "to", "windows")):
        return ""
    told = notification(plan, corridor, language=language, audience="public")
    row = next(one for one in objects(plan["scenario"], "corridors") if one.get("id") == corridor)
    lines = [word("corridor", language), f"📍 {', '.join(told['from'])} → {', '.join(told['to'])}"]
    if told.get("via"):
        lines.append(f"🛣 {word('via', language)}: {' – '.join(told['via'])}")
    lines += [f"🕘 {word('ceasefire', language)}: {window}" for window in told["windows"]]
    lines.append(f"🚌 {word('by', language)}: {', '.join(word(mode, language) for mode in row['modes'])}")
    if "car" in row["modes"]:
        lines.append(word("take_along", language))
    return "\n".join([*lines, word("free", language), word("no_promise", language)])


def bulletins(plan: Row, corridor: str) -> dict[str, str]:
    """The draft in each language.

    >>> plan = {"scenario": {"corridors": []}}
    >>> bulletins(plan, "c")["uk"]
    ''
    """
    return {language: bulletin(plan, corridor, language=language) for language in LANGUAGES}


def board(plan: Row, place: str, *, audience: str = "convoy") -> list[Row]:
    """Who is expected at a reception, in the order of arriving; vehicles that arrive together in one row.

    No doctest: it needs a whole plan; tests/movement/corridor/test_handouts.py shows it.
    """
    zone, ended = zones(plan), {one["departure"]: one for one in plan.get("orders", ())}
    together: dict[tuple[str, str, str, str], list[Row]] = defaultdict(list)
    for row in plan["departures"]:
        end = ended.get(row["id"], row)
        if end["to"] == place:
            together[end["arrive"], row["corridor"], row["from"], row["mode"]].append(row)
    rows = []
    for (arrive, corridor, start, mode), several in sorted(together.items()):
        told = {
            "arrive": local(from_utc(arrive), zone[corridor]), "tz": zone[corridor], "from": start,
            "mode": mode, "vehicles": sum(one.get("cars", 1) for one in several),
            "people": sum(one["people"] for one in several), "corridor": corridor,
        }  # fmt: skip
        if released(plan, corridor, field="departures", audience=audience):
            rows.append(shown(plan, corridor, told, audience=audience))
    return rows


def boarding(plan: Row, tokens: Tokens) -> Iterator[Row]:
    """The boarding copy: tokens and how many people, never a name. Whoever loses it has lost no name.

    No doctest: it needs a whole plan; tests/movement/corridor/test_handouts.py shows it.
    """
    homes = {row.get("id"): row for row in objects(plan["scenario"], "households")}
    given, zone = defaultdict[str, int](int), zones(plan)
    for row in sorted(plan["departures"], key=lambda one: (one["depart"], one["id"])):
        tz = zone[row["corridor"]]
        leaves = f"{local(from_utc(row['depart']), tz)} ({tz})"
        for seat in row["households"]:
            home = homes.get(seat["id"], {})
            for _ in range(seat["count"]):
                known = tokens.get(seat["id"], [])
                token = known[given[seat["id"]]] if given[seat["id"]] < len(known) else ""
                given[seat["id"]] += 1
                yield {
                    "departure": row["id"], "depart": row["depart"], "from": row["from"], "to": row["to"],
                    "leaves": leaves, "vehicle": row.get("vehicle", "car"), "token": token,
                    "size": home.get("size", 0),
                    "wheelchair": home.get("wheelchair", 0), "stretcher": home.get("stretcher", 0),
                }  # fmt: skip
