"""Check a scenario: every fault by its code, row and field, and what is left of the scenario without them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from regreso.movement.corridor import rules_people, rules_time, rules_way
from regreso.movement.corridor.clocks import span, utc
from regreso.movement.corridor.faults import Fault, told
from regreso.movement.corridor.schema import misfits
from regreso.movement.corridor.sheet import Row, Sheet

# In this order: a rule may rely on what the rules before it have left standing.
_RULES: tuple[Callable[[Sheet], Iterator[Fault]], ...] = (
    rules_way.ids,
    rules_way.ranges,
    rules_time.windows,
    rules_time.spans,
    rules_way.references,
    rules_way.agreements,
    rules_way.vias,
    rules_way.ways,
    rules_people.stale,
    rules_way.links,
    rules_people.fleets,
    rules_people.tokens,
    rules_people.households,
    rules_people.no_way,
    rules_people.manifest,
    rules_people.receptions,
)


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found.

    Attributes:
        faults: in the order in which they were found.
        usable: the scenario without the rows that are left out; None when nothing can be planned from it.
        standing: each corridor's id and what it may be called (open, proposed, …).
        name: the scenario's id, "" when it has none.
        windows: those that can be read, with the zone as written and in UTC.
        outcomes: each corridor's outcome: unknown until somebody has said another.
    """

    faults: tuple[Fault, ...]
    usable: Row | None
    standing: dict[str, str]
    name: str = ""
    windows: tuple[Row, ...] = ()
    outcomes: dict[str, str] = field(default_factory=dict)

    def as_row(self) -> dict[str, Any]:
        """The fault report, version 1.

        >>> check([]).as_row()["usable"]
        False
        """
        return {
            "schema": "regreso-corridor-faults/1",
            "of": "scenario",
            "id": self.name,
            "usable": self.usable is not None,
            "faults": told(self.faults),
            "corridors": self.standing,
            "outcomes": self.outcomes,
            "windows": list(self.windows),
        }


def check(raw: object) -> Report:
    """Find every fault of a scenario, and leave out row by row what cannot be used.

    Args:
        raw: the scenario as read from JSON; it is not changed.

    >>> [fault.code for fault in check({"schema": "regreso-corridor-scenario/1"}).faults][:1]
    ['not-a-scenario']
    """
    found = [_misfit(fault) for fault in misfits(raw, name="scenario")]
    if not isinstance(raw, dict) or any(not fault.row for fault in found):
        name = str(raw.get("id", "")) if isinstance(raw, dict) else ""
        return Report(tuple(found), None, {}, name)
    sheet = Sheet(raw)
    for fault in found:
        sheet.take(fault)
    sheet.odd = frozenset(sheet.struck)
    seen = {(fault.code, fault.row, fault.field): fault for fault in found}
    while any([_settle(sheet, rule, seen) for rule in _RULES]):  # noqa: C419 - every rule must be heard
        pass
    faults = tuple(replace(fault, id=_id(raw, fault.row)) for fault in seen.values())
    odd = {fault.row for fault in found}
    sound = [row for number, row in enumerate(raw["corridors"]) if f"/corridors/{number}" not in odd]
    return Report(
        faults,
        sheet.usable(),
        {row["id"]: rules_way.standing(row) for row in sound},
        str(raw["id"]),
        tuple(_windows(sheet)),
        {row["id"]: row.get("outcome", "unknown") for row in sound},
    )


def _windows(sheet: Sheet) -> Iterator[Row]:
    """Each window that can be read: as it was written, and in UTC."""
    for number, corridor in enumerate(sheet.raw["corridors"]):
        if (pointer := f"/corridors/{number}") in sheet.odd:
            continue
        for place, window in enumerate(corridor["windows"]):
            if f"{pointer}/windows/{place}" not in sheet.odd and (read := span(window)):
                begin, end = read
                told = {name: window[name] for name in ("start", "end", "tz")}
                clear = end - int(window.get("margin_minutes", 0))
                named = {"window": window["id"]} if "id" in window else {}
                yield {"corridor": corridor["id"]} | named | told | {
                    "start_utc": utc(begin), "end_utc": utc(end), "clear_by_utc": utc(clear)
                }  # fmt: skip


def _misfit(fault: Fault) -> Fault:
    return fault if fault.row else replace(fault, code="not-a-scenario")


def _settle(
    sheet: Sheet, rule: Callable[[Sheet], Iterator[Fault]], seen: dict[tuple[str, str, str], Fault]
) -> bool:
    """Hear one rule and strike out what it names; say whether anything was struck out."""
    found = list(rule(sheet))
    for fault in found:
        seen.setdefault((fault.code, fault.row, fault.field), fault)
    return any([sheet.take(fault) for fault in found])  # noqa: C419 - each must be struck


def _id(raw: Row, pointer: str) -> str:
    row: Any = raw
    for part in pointer.split("/")[1:]:
        row = row[int(part)] if part.isdigit() else row[part]
    return str(row.get("id") or row.get("place") or "") if isinstance(row, dict) and pointer else ""
