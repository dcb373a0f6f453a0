"""What people read from a plan: the timetable of a collection point, CSV, a calendar.

A timetable names no household and no vehicle: it may be seen by anybody who stands at the collection point.
Whether it may be shown at all is decided by people, by the release class of each field (see `released`).
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence

from regreso.movement.corridor.clocks import from_utc, local, minute, utc
from regreso.movement.corridor.sheet import Row
from regreso.movement.errors import MovementError

AUDIENCES = ("public", "parties", "convoy")
COLUMNS = ("corridor", "mode", "from", "to", "board", "depart", "arrive", "tz", "vehicles", "people")
_FOLD = 73


def released(plan: Row, corridor: str, *, field: str, audience: str) -> bool:
    """Whether an audience may see a field of a corridor; what has no release class is for the convoy only.

    Args:
        plan: as read from JSON.
        corridor: its id.
        field: windows, from, to, via, departures, vehicles or households.
        audience: public, parties or convoy; each sees what those before it see.

    Raises:
        MovementError: no such audience.

    >>> plan = {"scenario": {"corridors": [{"id": "c", "release": {"departures": "parties"}}]}}
    >>> [released(plan, "c", field="departures", audience=one) for one in AUDIENCES]
    [False, True, True]
    """
    if audience not in AUDIENCES:
        raise MovementError(f"“{audience}” is no audience; expected {', '.join(AUDIENCES)}")
    row: Row = next((one for one in plan["scenario"]["corridors"] if one.get("id") == corridor), {})
    needed = row.get("release", {}).get(field, "convoy")
    return AUDIENCES.index(audience) >= AUDIENCES.index(needed)


def timetable(plan: Row, place: str, *, audience: str = "convoy") -> list[Row]:
    """The departures from a place in the order of leaving, vehicles that leave together in one row.

    Args:
        plan: as read from JSON.
        place: the collection point.
        audience: departures that it may not see are not there.

    Returns:
        Rows with `COLUMNS`; times are of the wall clock in the corridor's zone as it was written.

    No doctest: it needs a whole plan; tests/movement/corridor/test_papers.py shows it.
    """
    zones = _zones(plan)
    together: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in plan["departures"]:
        seen = released(plan, row["corridor"], field="departures", audience=audience)
        if row["from"] == place and seen and row["id"] not in _ordered(plan):
            key = (row["depart"], row["corridor"], row["mode"], row["to"], row["board"], row["arrive"])
            together[key].append(row)
    return [_line(rows, zones[rows[0]["corridor"]]) for _, rows in sorted(together.items())]


def _ordered(plan: Row) -> set[str]:
    return {one["departure"] for one in plan.get("orders", ())}


def _zones(plan: Row) -> dict[str, str]:
    """The zone in which each corridor's first window with a zone was written."""
    found = {}
    for row in plan["scenario"]["corridors"]:
        zones = [window["tz"] for window in row.get("windows", ()) if "tz" in window]
        found[row.get("id", "")] = zones[0] if zones else "UTC"
    return found


def _line(rows: Sequence[Row], tz: str) -> Row:
    one = rows[0]
    times = {name: local(from_utc(one[name]), tz) for name in ("board", "depart", "arrive")}
    vehicles = sum(row.get("cars", 1) for row in rows)
    told = {name: one[name] for name in ("corridor", "mode", "from", "to")}
    return told | times | {"tz": tz, "vehicles": vehicles, "people": sum(row["people"] for row in rows)}


def places(plan: Row) -> list[str]:
    """The collection points of a plan.

    >>> places({"departures": [{"from": "b"}, {"from": "a"}, {"from": "b"}]})
    ['a', 'b']
    """
    return sorted({row["from"] for row in plan["departures"]})


def as_csv(plan: Row, *, audience: str = "convoy") -> str:
    """All timetables as one table; a cell that a spreadsheet would take for a formula gets a quote before it.

    >>> as_csv({"departures": [], "scenario": {"corridors": []}}).strip()
    'corridor,mode,from,to,board,depart,arrive,tz,vehicles,people'
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for place in places(plan):
        for row in timetable(plan, place, audience=audience):
            writer.writerow([_plain(row[name]) for name in COLUMNS])
    return text.getvalue()


def _plain(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@\t\r" else cell


def as_calendar(plan: Row, *, stamp: str, audience: str = "convoy") -> str:
    """All timetables as iCalendar (RFC 5545), each departure from boarding to arrival.

    Args:
        plan: as read from JSON.
        stamp: when this was written, in UTC, as 2022-03-05T07:00Z.
        audience: departures that it may not see are not there.

    >>> empty = {"departures": [], "scenario": {"id": "x", "corridors": []}}
    >>> as_calendar(empty, stamp="2022-03-05T07:00Z").splitlines()[0]
    'BEGIN:VCALENDAR'
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Regreso//corridor//EN"]
    zones = _zones(plan)
    number = 0
    for place in places(plan):
        for row in timetable(plan, place, audience=audience):
            number += 1
            lines += _event(plan, row, zones[row["corridor"]], (number, stamp))
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(plan: Row, row: Row, tz: str, named: tuple[int, str]) -> list[str]:
    number, stamp = named
    begin, end = (_stamp(_utc(row[name], tz)) for name in ("board", "arrive"))
    return [
        "BEGIN:VEVENT",
        f"UID:{number}-{_text(plan['scenario']['id'])}@regreso",
        f"DTSTAMP:{_stamp(stamp)}",
        f"DTSTART:{begin}",
        f"DTEND:{end}",
        f"SUMMARY:{_text(row['from'])} → {_text(row['to'])} ({row['mode']} × {row['vehicles']})",
        "DESCRIPTION:Planning copy. No promise of safety.",
        "STATUS:TENTATIVE",
        "END:VEVENT",
    ]


def _utc(written: str, tz: str) -> str:
    from_zone = written.replace(" ", "T")
    return utc(minute(from_zone, tz))


def _stamp(written: str) -> str:
    return written.replace("-", "").replace(":", "").removesuffix("Z") + "00Z"


def _text(given: str) -> str:
    plain = "".join(letter if letter.isprintable() else " " for letter in given)
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 bytes, none of which cuts a letter."""
    part = ""
    for letter in line:
        if len((part + letter).encode()) > _FOLD:
            yield part
            part = " "
        part += letter
    yield part
