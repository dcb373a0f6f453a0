"""What can happen to a person on a trip, as devices write it down; nothing is ever changed or removed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from regreso.movement.errors import MovementError


class Kind(StrEnum):
    """The kinds of events. `corrected` makes another event void; it says nothing of anyone itself."""

    REGISTERED = "registered"
    CONSENTED = "consented"
    ALLOTTED = "allotted"
    BOARDED = "boarded"
    JOINED = "joined"
    PASSED = "passed"
    ARRIVED = "arrived"
    LEFT_BY_CHOICE = "left_by_choice"
    TAKEN_OFF = "taken_off"
    TRANSFERRED = "transferred"
    NO_SHOW = "no_show"
    DIED = "died"
    CORRECTED = "corrected"


_KINDS = {kind.value: kind for kind in Kind} | {"joined_en_route": Kind.JOINED}
_CODES = ("id", "person", "trip", "device", "vehicle", "household", "to", "corrects")
_WORDS = ("place", "note")
LONGEST_CODE, LONGEST_WORDS = 80, 2000
_SHOWN = 100
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
HIGHEST_SEQUENCE = 2**53 - 1  # what a script in a browser can still count


class Event(NamedTuple):
    """One event.

    Attributes:
        id: made by the device, for ever the same: the same event may come in many times.
        kind, person, trip: what happened to whom on which trip (a departure of a convoy).
        at: what the clock of the device said; clocks are wrong.
        device, sequence: who wrote it, and as which of its events: the order on one device is certain.
        received: when the first server got it; None if no server has.
        place, vehicle, household: where, in what, with whom; "" for not said.
        to: for `transferred` the trip that goes on with the person; "" if another organisation does.
        corrects: for `corrected` the id of the event that is void.
    """

    id: str
    kind: Kind
    person: str
    trip: str
    at: datetime
    device: str
    sequence: int
    received: datetime | None = None
    place: str = ""
    vehicle: str = ""
    household: str = ""
    to: str = ""
    corrects: str = ""
    note: str = ""

    def moment(self) -> datetime:
        """When it happened as far as we know: nothing is received before it happens.

        >>> noon, one = (datetime(2022, 5, 3, hour, tzinfo=UTC) for hour in (12, 13))
        >>> Event("a1", Kind.BOARDED, "p", "t", one, "a", 1, received=noon).moment() == noon
        True
        """
        return self.at if self.received is None or self.at <= self.received else self.received

    def said(self) -> tuple[Any, ...]:
        """All but when it was received: two copies of one event say the same."""
        return self[:7] + self[8:]


class Fault(NamedTuple):
    """What is wrong: a code, the event, line or row it is about, a sentence, and the key it lies in."""

    code: str
    where: str
    what: str
    field: str = ""


class EventError(MovementError):
    """Cells that are no event: `field` is the key that is wrong, "" when it is all of them."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(what)
        self.field = field


def read_events(lines: Iterable[str]) -> tuple[list[Event], list[Fault]]:
    """Events of JSON lines: those that are whole, and what is wrong with each other line.

    Keys are the attributes of `Event`; times are ISO 8601 with a zone. Keys that are not ours are ignored,
    as are empty lines.

    >>> events, faults = read_events(['{"id": "a1", "kind": "flew"}'])
    >>> faults[0].what.partition(";")[0], faults[0].field
    ('“kind” is “flew”', 'kind')
    """
    events: list[Event] = []
    faults: list[Fault] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            events.append(event_of(json.loads(line)))
        except EventError as error:
            faults.append(Fault("bad-event", f"line {number}", str(error), error.field))
        except (ValueError, RecursionError):
            faults.append(Fault("not-json", f"line {number}", "no JSON; expected one object a line"))
    return events, faults


def read_rows(rows: Iterable[tuple[int, Mapping[str, str]]]) -> tuple[list[Event], list[Fault]]:
    """Events of the rows of a table, each with its number: columns are the keys, empty cells say nothing.

    >>> read_rows([(2, {"id": "a1", "kind": "boarded", "person": ""})])[1][0].where
    'row 2'
    """
    events: list[Event] = []
    faults: list[Fault] = []
    for number, row in rows:
        cells: dict[str, object] = {name: cell for name, cell in row.items() if cell}
        sequence = row.get("sequence", "").strip()
        if sequence.isascii() and sequence.isdecimal() and len(sequence) <= len(str(HIGHEST_SEQUENCE)):
            cells["sequence"] = int(sequence)
        try:
            events.append(event_of(cells))
        except EventError as error:
            faults.append(Fault("bad-event", f"row {number}", str(error), error.field))
    return events, faults


def write_events(events: Iterable[Event]) -> Iterable[str]:
    """The same as JSON lines, without what is not said.

    >>> at = datetime(2022, 5, 3, 12, tzinfo=UTC)
    >>> event = Event("a1", Kind.BOARDED, "p", "t", at, "a", 1)
    >>> read_events(write_events([event]))[0] == [event]
    True
    """
    for event in events:
        cells = {name: value for name, value in event._asdict().items() if value not in ("", None)}
        times = {name: cells[name].isoformat() for name in ("at", "received") if name in cells}
        yield json.dumps(cells | times, ensure_ascii=False)


def event_of(cells: object) -> Event:
    """One event out of its keys and values.

    Raises:
        EventError: something is missing or no event can have it; names the key.

    >>> event_of({"id": "a1", "kind": "left-by-choice", "person": "p", "trip": "t", "device": "a",
    ...           "sequence": 0, "at": "2022-05-03T12:00:00Z"}).kind.value
    'left_by_choice'
    """
    if not isinstance(cells, Mapping):
        raise EventError("", f"“{_shown(cells)}” is no event; expected one JSON object")
    texts = {name: _text(cells, name, LONGEST_CODE) for name in _CODES}
    texts |= {name: _text(cells, name, LONGEST_WORDS) for name in _WORDS}
    kind = _KINDS.get(str(cells.get("kind", "")).strip().replace("-", "_"))
    if kind is None:
        names = [one.value for one in Kind]
        wanted = f"{', '.join(names[:-1])} or {names[-1]}"
        raise EventError("kind", f"“kind” is “{_shown(cells.get('kind', ''))}”; expected {wanted}")
    needed = ("id", "device", "corrects") if kind is Kind.CORRECTED else ("id", "device", "person", "trip")
    for name in needed:
        if not texts[name]:
            raise EventError(name, f"“{name}” is missing in an event of the kind {kind}; expected a text")
    return Event(
        kind=kind, at=_said_time(cells), sequence=_sequence(cells), received=_time(cells, "received"), **texts
    )


def _sequence(cells: Mapping[str, object]) -> int:
    sequence = cells.get("sequence")
    whole = isinstance(sequence, int) and not isinstance(sequence, bool)
    if whole and 0 <= sequence <= HIGHEST_SEQUENCE:  # type: ignore[operator]  # it is a number
        return sequence  # type: ignore[return-value]  # as above
    raise EventError(
        "sequence", f"“sequence” is “{_shown(sequence)}”; expected 0, 1, 2 … in the order of the device"
    )


def _text(cells: Mapping[str, object], name: str, longest: int) -> str:
    value = cells.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise EventError(name, f"“{name}” is “{_shown(value)}”; expected a text")
    value = value.strip()
    if len(value) > longest:
        raise EventError(name, f"“{name}” is {len(value)} letters long; expected {longest} at most")
    bad = _UNPRINTABLE.search(value) if name in _WORDS else not value.isprintable()
    if bad:
        raise EventError(name, f"“{name}” is “{_shown(value)}”; expected letters that can be printed")
    return value


def _said_time(cells: Mapping[str, object]) -> datetime:
    at = _time(cells, "at")
    if at is None:
        raise EventError("at", "“at” is missing; expected a time with its zone")
    return at


def _time(cells: Mapping[str, object], name: str) -> datetime | None:
    given = cells.get(name)
    if given is None:
        return None
    try:
        moment = datetime.fromisoformat(str(given).strip())
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise EventError(
        name,
        f"“{name}” is “{_shown(given)}”; expected a time with its zone, such as 2022-05-03T12:00:00+03:00",
    )


def _shown(value: object) -> str:
    """The value as a message repeats it: one printable line of no great length."""
    text = value if isinstance(value, str) else repr(value)
    return "".join(letter if letter.isprintable() else "�" for letter in text[:_SHOWN])
