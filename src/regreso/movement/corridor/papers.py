"""What people read from a plan: the timetable of a collection point, CSV, a calendar.

A timetable names no household and no vehicle: it may be seen by anybody who stands at the collection point.
Whether it may be shown at all is decided by people, by the release class of each field (see `released`).
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence

from regreso.movement.corridor.clocks import from_utc, local, minute, span, utc
from regreso.movement.corridor.release import released, shown
from regreso.movement.corridor.sheet import Row, objects

COLUMNS = ("corridor", "mode", "from", "to", "board", "depart", "arrive", "tz", "vehicles", "people")
_FOLD = 73


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
    known = zones(plan)
    together: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in plan["departures"]:
        seen = released(plan, row["corridor"], field="departures", audience=audience)
        if row["from"] == place and seen and row["id"] not in _ordered(plan):
            key = (row["depart"], row["corridor"], row["mode"], row["to"], row["board"], row["arrive"])
            together[key].append(row)
    return [
        shown(plan, rows[0]["corridor"], _line(rows, known[rows[0]["corridor"]]), audience=audience)
        for _, rows in sorted(together.items())
    ]


def _ordered(plan: Row) -> set[str]:
    return {one["departure"] for one in plan.get("orders", ())}


def zones(plan: Row) -> dict[str, str]:
    """The zone in which each corridor's first window with a zone was written.

    >>> window = {"start": "2022-03-05T09:00", "end": "2022-03-05T16:00", "tz": "Europe/Kyiv"}
    >>> zones({"scenario": {"corridors": [{"id": "c", "windows": [window]}]}})
    {'c': 'Europe/Kyiv'}
    """
    found = {}
    for row in objects(plan["scenario"], "corridors"):
        windows = row.get("windows") if isinstance(row.get("windows"), list) else []
        written = [window["tz"] for window in windows or () if span(window)]
        found[row.get("id", "")] = written[0] if written else "UTC"
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
            writer.writerow([_plain(row.get(name, "")) for name in COLUMNS])
    return text.getvalue()


def _plain(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


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
    number = 0
    for place in places(plan):
        for row in timetable(plan, place, audience=audience):
            number += 1
            lines += _event(plan, row, row.get("tz", "UTC"), (number, stamp))
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(plan: Row, row: Row, tz: str, named: tuple[int, str]) -> list[str]:
    number, stamp = named
    begin, end = (_stamp(_utc(row[name], tz)) for name in ("board", "arrive"))
    way = f"{_text(row.get('from', '…'))} → {_text(row.get('to', '…'))}"
    return [
        "BEGIN:VEVENT",
        f"UID:{number}-{_text(plan['scenario']['id'])}@regreso",
        f"DTSTAMP:{_stamp(stamp)}",
        f"DTSTART:{begin}",
        f"DTEND:{end}",
        f"SUMMARY:{way} ({row['mode']} × {row.get('vehicles', '…')})",
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
