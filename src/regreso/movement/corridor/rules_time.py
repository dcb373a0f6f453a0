"""Faults of windows: zones, clocks that change, ends before starts."""

from __future__ import annotations

from collections.abc import Iterator

from regreso.movement.corridor.clocks import NoSuchTimeError, NoSuchZoneError, TwiceTimeError, minute, utc
from regreso.movement.corridor.faults import Fault
from regreso.movement.corridor.sheet import Row, Sheet
from regreso.movement.errors import MovementError

DAY = 24 * 60
LONGEST_DAYS, SPAN_DAYS = 14, 31
_CODES = {
    NoSuchZoneError: "window-zone-unknown",
    NoSuchTimeError: "window-time-skipped",
    TwiceTimeError: "window-time-twice",
}


def windows(sheet: Sheet) -> Iterator[Fault]:
    """Faults of the windows of every corridor.

    >>> late = {"start": "2022-03-05T16:00", "end": "2022-03-05T09:00", "tz": "Europe/Kyiv"}
    >>> [fault.code for fault in windows(Sheet({"corridors": [{"id": "c", "windows": [late]}]}))]
    ['window-end-before-start']
    """
    for pointer, corridor in sheet.rows("corridors"):
        for inner, window in sheet.windows(pointer, corridor):
            yield from _window(inner, window, sheet.raw.get("step_minutes", 1))
    yield from _far_apart(sheet)


def spans(sheet: Sheet) -> Iterator[Fault]:
    """Faults of the other spans of time: when a leg may be used, when a crew drives.

    >>> crew = {"start": "2022-03-05T09:00", "end": "2022-03-05T16:00", "tz": "here"}
    >>> [fault.code for fault in spans(Sheet({"fleets": [{"id": "f", "crew": crew}]}))]
    ['window-zone-unknown']
    """
    for pointer, leg in sheet.rows("legs"):
        for span in leg.get("valid", ()):
            yield from _span(pointer, span, "valid")
    for pointer, fleet in sheet.rows("fleets"):
        if "crew" in fleet:
            yield from _span(pointer, fleet["crew"], "crew")


def _span(row: str, span: Row, field: str) -> Iterator[Fault]:
    read = _read(row, span, field)
    if isinstance(read, Fault):
        yield read
    elif read[1] <= read[0]:
        yield Fault("window-end-before-start", row, field, f"{span['end']} is not after {span['start']}")


def _window(row: str, window: Row, step: int) -> Iterator[Fault]:
    read = _read(row, window, "tz")
    if isinstance(read, Fault):
        yield read
        return
    start, end = read
    margin = window.get("margin_minutes", 0)
    if end <= start:
        told = f"ends {window['end']}, begins {window['start']}: expected an end after the start"
        yield Fault("window-end-before-start", row, "end", told)
    elif end - start > LONGEST_DAYS * DAY:
        told = (
            f"lasts {(end - start) // DAY} days; expected at most {LONGEST_DAYS}: write a window for each day"
        )
        yield Fault("window-too-long", row, "end", told)
    elif end - margin - start < step:
        told = f"of {end - start} minutes a margin of {margin} leaves less than one step of {step}"
        yield Fault("window-no-time-left", row, "margin_minutes", told)
    for other in window.get("also", ()):
        yield from _other_zone(row, other, read)


def _far_apart(sheet: Sheet) -> Iterator[Fault]:
    """Windows so long after the first one that they belong to another plan."""
    begins = []
    for pointer, corridor in sheet.rows("corridors"):
        for inner, window in sheet.windows(pointer, corridor):
            read = _read(inner, window, "tz")
            begins += [] if isinstance(read, Fault) else [(read[0], inner)]
    first = min(begins, default=(0, ""))[0]
    for begin, inner in begins:
        if begin - first > SPAN_DAYS * DAY:
            told = (
                f"begins {(begin - first) // DAY} days after the first window: write another scenario for it"
            )
            yield Fault("window-too-long", inner, "start", told)


def _other_zone(row: str, other: Row, read: tuple[int, int]) -> Iterator[Fault]:
    again = _read(row, other, "also")
    if isinstance(again, Fault):
        yield again
    elif again != read:
        ours, theirs = (f"{utc(start)} to {utc(end)}" for start, end in (read, again))
        who = other.get("by", "the other side")
        told = f"{ours} here, {theirs} as {who} writes it in {other['tz']}: ask both"
        yield Fault("window-zones-disagree", row, "also", told)


def _read(row: str, span: Row, field: str) -> tuple[int, int] | Fault:
    """Both ends in UTC; a fault names the end that cannot be read, or the zone."""
    found = []
    for side in ("start", "end"):
        try:
            found.append(minute(span[side], span["tz"]))
        except MovementError as error:
            where = "tz" if isinstance(error, NoSuchZoneError) else side
            code = _CODES.get(type(error), "schema")
            return Fault(code, row, where if field == "tz" else field, str(error))
    return found[0], found[1]
