"""Who may see what: each field of each paper has a release class, and what has none is for the convoy only.

A corridor's `release` says for windows, from, to, via, departures, vehicles and households to whom they may
be shown: public, parties or convoy. `FIELDS` says which of these each field of a paper tells. While people
are on the road, nothing is public whatever the classes say.
"""

from __future__ import annotations

from regreso.movement.corridor.sheet import Row, objects
from regreso.movement.errors import MovementError

AUDIENCES = ("public", "parties", "convoy")
CLASSES = ("windows", "from", "to", "via", "departures", "vehicles", "households")
# The states of a corridor in which a word too much could lead somebody to the convoy.
SILENT = ("approved", "under_way", "aborted")

# field of a paper → what it tells
FIELDS: dict[str, str] = {
    "corridor": "from", "place": "from", "from": "from", "to": "to", "via": "via", "window": "windows",
    "windows": "windows", "tz": "departures", "clear_by": "windows", "agreed": "windows",
    "board": "departures", "depart": "departures", "arrive": "departures", "arrived": "departures",
    "mode": "departures", "people": "departures", "stops": "departures", "strip": "departures",
    "km": "departures",
    "vehicles": "vehicles", "vehicle": "vehicles", "convoy": "vehicles", "cars": "vehicles",
    "plates": "vehicles", "plate": "vehicles",
    "token": "households", "households": "households", "size": "households", "needs": "households",
    "name": "households", "contact": "households", "language": "households",
}  # fmt: skip


def released(plan: Row, corridor: str, *, field: str, audience: str) -> bool:
    """Whether an audience may see a class of fields of a corridor; what has no class is for the convoy only.

    Args:
        plan: as read from JSON.
        corridor: its id.
        field: one of `CLASSES`.
        audience: public, parties or convoy; each sees what those before it see.

    Raises:
        MovementError: no such audience.

    >>> plan = {"scenario": {"corridors": [{"id": "c", "release": {"departures": "parties"}}]}}
    >>> [released(plan, "c", field="departures", audience=one) for one in AUDIENCES]
    [False, True, True]
    """
    if audience not in AUDIENCES:
        raise MovementError(f"“{audience}” is no audience; expected {', '.join(AUDIENCES)}")
    row: Row = next((one for one in objects(plan["scenario"], "corridors") if one.get("id") == corridor), {})
    classes = row.get("release")
    needed = classes.get(field, "convoy") if isinstance(classes, dict) else "convoy"
    return AUDIENCES.index(audience) >= AUDIENCES.index(needed if needed in AUDIENCES else "convoy")


def shown(plan: Row, corridor: str, row: Row, *, audience: str) -> Row:
    """A row of a paper with the fields that an audience may see; what `FIELDS` does not know is refused.

    Raises:
        MovementError: a field has no release class.

    >>> plan = {"scenario": {"corridors": [{"id": "c", "release": {"to": "public"}}]}}
    >>> shown(plan, "c", {"to": "city", "vehicle": "bus/1"}, audience="public")
    {'to': 'city'}
    """
    for name in row:
        if name not in FIELDS:
            raise MovementError(f"“{name}” has no release class: expected a field of FIELDS")
    return {
        name: value
        for name, value in row.items()
        if released(plan, corridor, field=FIELDS[name], audience=audience)
    }
