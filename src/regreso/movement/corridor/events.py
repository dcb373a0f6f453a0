"""What happened, and what is left of a scenario after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from regreso.movement.corridor.clocks import NoSuchZoneError, minute
from regreso.movement.corridor.faults import Fault
from regreso.movement.corridor.model import Problem, read
from regreso.movement.corridor.rules_people import event_minute
from regreso.movement.corridor.schema import misfits
from regreso.movement.corridor.sheet import Row, objects
from regreso.movement.errors import MovementError

NAMES = {"corridor": "corridors", "leg": "legs", "place": "places", "fleet": "fleets"}


def check_event(event: object, scenario: Row) -> int:
    """Refuse an event that does not fit its schema or names what is not there; return its minute.

    Raises:
        MovementError: the code, field and what was expected.

    >>> check_event({"schema": "regreso-corridor-event/1", "id": "e", "kind": "leg-cut", "leg": "1",
    ...              "at": "1970-01-01T03:00", "tz": "+02:00"}, {"legs": [{"id": "1"}]})
    60
    """
    for fault in event_faults(event, scenario):
        raise MovementError(f"event: {fault.code}: {fault.field}: {fault.message}")
    return event_minute(event)  # type: ignore[arg-type]  # what is no object has a fault


def event_faults(event: object, scenario: Row) -> list[Fault]:
    """What is wrong with an event, each fault with its code and field.

    >>> [fault.code for fault in event_faults([], {})]
    ['schema']
    """
    found = [replace(fault, left_out=False) for fault in misfits(event, name="event")]
    if found or not isinstance(event, dict):
        return found
    for field, kind in NAMES.items():
        known = [row.get("id") for row in objects(scenario, kind)]
        if field in event and event[field] not in known:
            told = f"“{event[field]}” is no row of {kind}"
            found.append(Fault("unknown-reference", "", field, told, left_out=False))
    if event["kind"] == "places-changed":
        known = [row.get("place") for row in objects(scenario, "receptions")]
        if event["place"] not in known:
            told = f"“{event['place']}” is no reception: expected one of them"
            found.append(Fault("unknown-reference", "", "place", told, left_out=False))
    for field in ("at", "end"):
        try:
            minute(str(event.get(field, event["at"])), str(event["tz"]))
        except MovementError as error:
            where = "tz" if isinstance(error, NoSuchZoneError) else field
            found.append(Fault("event-time", "", where, str(error), left_out=False))
            break
    return found


def event_report(event: object, scenario: Row) -> Row:
    """The fault report of an event, version 1.

    >>> event_report({}, {})["of"]
    'event'
    """
    found = event_faults(event, scenario)
    name = str(event.get("id", "")) if isinstance(event, dict) else ""
    return {
        "schema": "regreso-corridor-faults/1", "of": "event", "id": name, "usable": not found,
        "faults": [fault.as_row() for fault in found],
    }  # fmt: skip


def problem_after(usable: Row, events: Iterable[Row], *, case: str) -> Problem:
    """The problem that is left after the events.

    No doctest: it needs a whole scenario; tests/movement/corridor/test_replan.py shows it.
    """
    happened = list(events)
    raw = usable
    for event in happened:
        raw = _changed(raw, event)
    problem = read(raw, case=case)
    for event in happened:
        problem = _cut(problem, event)
    return problem


def _changed(raw: Row, event: Row) -> Row:
    kind = event["kind"]
    if kind == "leg-cut":
        return raw | {"legs": [row for row in raw["legs"] if row["id"] != event["leg"]]}
    if kind == "lanes-changed":
        return raw | {"places": [_with(row, event, "place", "lanes") for row in raw["places"]]}
    if kind == "places-changed":
        rows = [
            row | {"places": event["places"]} if row["place"] == event["place"] else row
            for row in raw["receptions"]
        ]
        return raw | {"receptions": rows}
    return raw


def _with(row: Row, event: Row, name: str, field: str) -> Row:
    return row | {field: event[field]} if row["id"] == event[name] and field in row else row


def _cut(problem: Problem, event: Row) -> Problem:
    if event["kind"] not in ("window-cut", "corridor-halted") or event["corridor"] not in problem.corridors:
        return problem
    end = event_minute(event) if event["kind"] == "corridor-halted" else minute(event["end"], event["tz"])
    one = problem.corridors[event["corridor"]]
    windows = tuple(
        replace(window, clear_by=min(window.clear_by, end - window.margin)) for window in one.windows
    )
    return replace(problem, corridors={**problem.corridors, one.id: replace(one, windows=windows)})
