"""What changes for the people at each collection point when a plan is made again."""

from __future__ import annotations

from collections import defaultdict

from regreso.movement.corridor.clocks import from_utc
from regreso.movement.corridor.sheet import Row

Slot = tuple[str, str, str, str, str]


def slot(row: Row) -> Slot:
    """What people were told: how, by which corridor, from where, to where, when.

    >>> slot({"mode": "bus", "corridor": "c", "from": "a", "to": "b", "depart": "2022-03-05T09:00Z"})[-1]
    '2022-03-05T09:00Z'
    """
    return row["mode"], row["corridor"], row["from"], row["to"], row["depart"]


def same_ids(rows: list[Row], before: list[Row]) -> None:
    """Give departures that were told before the id under which they were told.

    >>> told = {"mode": "bus", "corridor": "c", "from": "a", "to": "b", "depart": "2022-03-05T09:00Z"}
    >>> told["id"] = "D1"
    >>> again = [told | {"id": ""}]
    >>> same_ids(again, [told])
    >>> again[0]["id"]
    'D1'
    """
    known: dict[Slot, list[str]] = defaultdict(list)
    for row in before:
        known[slot(row)].append(row["id"])
    for row in rows:
        if known[slot(row)]:
            row["id"] = known[slot(row)].pop(0)


def diff(before: Row, after: Row, *, at: int) -> list[Row]:
    """For each place: departures kept of those after a minute, cancelled, added and moved, and people in all.

    What leaves so soon that nothing is changed any more is kept, too.

    No doctest: it needs two plans; tests/movement/corridor/test_replan.py shows it.
    """
    places = sorted({row["from"] for plan in (before, after) for row in plan["departures"]})
    return [_place(place, *(_of(plan, place) for plan in (before, after)), at=at) for place in places]


def _of(plan: Row, place: str) -> list[Row]:
    return [row for row in plan["departures"] if row["from"] == place]


def _place(place: str, before: list[Row], after: list[Row], *, at: int) -> Row:
    new = {row["id"]: row for row in after}
    old = {row["id"]: row for row in before}
    gone = [row for row in before if row["id"] not in new]
    come = [row for row in after if row["id"] not in old]
    moved = []
    for row in list(gone):
        like = [one for one in come if slot(one)[:4] == slot(row)[:4]]
        if like:
            other = min(like, key=lambda one: abs(_minutes(one, row)))
            moved.append({"was": row["id"], "now": other["id"], "minutes": _minutes(other, row)})
            gone.remove(row)
            come.remove(other)
    return {
        "place": place,
        "kept": sum(from_utc(row["depart"]) >= at for name, row in new.items() if name in old),
        "cancelled": [row["id"] for row in gone],
        "added": [row["id"] for row in come],
        "moved": moved,
        "people_before": sum(row["people"] for row in before),
        "people_after": sum(row["people"] for row in after),
    }


def _minutes(one: Row, other: Row) -> int:
    return from_utc(one["depart"]) - from_utc(other["depart"])
