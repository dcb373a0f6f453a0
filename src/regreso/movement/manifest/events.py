"""What can happen to a person on a trip, as devices write it down; nothing is ever changed or removed."""

from __future__ import annotations

import json
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


_KINDS = {kind.value: kind for kind in Kind}
_TEXTS = ("id", "person", "trip", "device", "place", "vehicle", "household", "to", "corrects", "note")


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
    """What is wrong: a code, the event or line it is about, and a sentence."""

    code: str
    where: str
    what: str


def read_events(lines: Iterable[str]) -> tuple[list[Event], list[Fault]]:
    """Events of JSON lines: those that are whole, and what is wrong with each other line.

    Keys are the attributes of `Event`; times are ISO 8601 with a zone. Keys that are not ours are ignored,
    as are empty lines.

    >>> events, faults = read_events(['{"id": "a1", "kind": "flew"}'])
    >>> faults[0].what.partition(";")[0]
    '“kind” is “flew”'
    """
    events: list[Event] = []
    faults: list[Fault] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            events.append(_event(json.loads(line)))
        except MovementError as error:
            faults.append(Fault("bad-event", f"line {number}", str(error)))
        except (ValueError, RecursionError):
            faults.append(Fault("not-json", f"line {number}", "no JSON; expected one object a line"))
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


def _event(cells: object) -> Event:
    if not isinstance(cells, Mapping):
        raise MovementError(f"“{cells}” is no event; expected one JSON object")
    texts = {name: _text(cells, name) for name in _TEXTS}
    kind = _KINDS.get(str(cells.get("kind")))
    if kind is None:
        names = list(_KINDS)
        wanted = f"{', '.join(names[:-1])} or {names[-1]}"
        raise MovementError(f"“kind” is “{cells.get('kind', '')}”; expected {wanted}")
    needed = ("id", "device", "corrects") if kind is Kind.CORRECTED else ("id", "device", "person", "trip")
    for name in needed:
        if not texts[name]:
            raise MovementError(f"“{name}” is missing in an event of the kind {kind}; expected a text")
    sequence = cells.get("sequence")
    if not isinstance(sequence, int) or isinstance(sequence, bool) or sequence < 0:
        raise MovementError(f"“sequence” is “{sequence}”; expected 0, 1, 2 … in the order of the device")
    at = _time(cells, "at")
    if at is None:
        raise MovementError("“at” is missing; expected a time with its zone")
    return Event(kind=kind, at=at, sequence=sequence, received=_time(cells, "received"), **texts)


def _text(cells: Mapping[str, object], name: str) -> str:
    value = cells.get(name, "")
    if not isinstance(value, str):
        raise MovementError(f"“{name}” is “{value}”; expected a text")
    return value.strip()


def _time(cells: Mapping[str, object], name: str) -> datetime | None:
    given = cells.get(name)
    if given is None:
        return None
    try:
        moment = datetime.fromisoformat(str(given))
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise MovementError(
        f"“{name}” is “{given}”; expected a time with its zone, such as 2022-05-03T12:00:00+03:00"
    )
