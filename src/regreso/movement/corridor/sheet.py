"""A scenario as rows that can be struck out: what is faulty is left out by its place, never silently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from regreso.movement.corridor.faults import Fault

Row = dict[str, Any]
LISTS = ("places", "legs", "corridors", "links", "fleets", "receptions", "households", "rules", "manifest")


@dataclass(slots=True)
class Sheet:
    """A scenario and the rows that are struck out of it.

    Attributes:
        raw: the scenario as read from JSON; never changed.
        struck: JSON pointers of rows that are left out.
        odd: those among them that do not fit the JSON Schema.

    >>> sheet = Sheet({"places": [{"id": "a"}, {"id": "b"}]})
    >>> sheet.strike("/places/0")
    >>> [row["id"] for _, row in sheet.rows("places")]
    ['b']
    """

    raw: Row
    struck: set[str] = field(default_factory=set)
    odd: frozenset[str] = frozenset()

    def rows(self, name: str) -> Iterator[tuple[str, Row]]:
        """The rows of a list that stand, each with its JSON pointer."""
        for number, row in enumerate(self.raw.get(name) or ()):
            if (pointer := f"/{name}/{number}") not in self.struck:
                yield pointer, row

    def sound(self, name: str) -> Iterator[Row]:
        """The rows of a list that fit the JSON Schema, whether they stand or not."""
        for number, row in enumerate(self.raw.get(name) or ()):
            if f"/{name}/{number}" not in self.odd:
                yield row

    def windows(self, pointer: str, corridor: Row) -> Iterator[tuple[str, Row]]:
        """The windows of a corridor that stand."""
        for number, row in enumerate(corridor.get("windows") or ()):
            if (inner := f"{pointer}/windows/{number}") not in self.struck:
                yield inner, row

    def ids(self, name: str) -> set[str]:
        """The ids of a list's rows that stand."""
        return {row["id"] for _, row in self.rows(name)}

    def strike(self, pointer: str) -> None:
        """Leave a row out."""
        self.struck.add(pointer)

    def take(self, fault: Fault) -> bool:
        """Leave out the row of a fault; say whether it still stood."""
        if not fault.left_out or fault.row in self.struck:
            return False
        self.strike(fault.row)
        return True

    def usable(self) -> Row:
        """The scenario without what is struck out."""
        kept: Row = {name: value for name, value in self.raw.items() if name not in LISTS}
        for name in LISTS:
            kept[name] = [row for _, row in self.rows(name)]
        kept["corridors"] = [
            row | {"windows": [window for _, window in self.windows(pointer, row)]}
            for pointer, row in self.rows("corridors")
        ]
        open_ones = {row["id"] for row in kept["corridors"]}
        kept["links"] = [row for row in kept["links"] if {row["a"], row["b"]} <= open_ones]
        return kept


def objects(raw: Row, name: str) -> list[Row]:
    """The rows of a list that are objects: whoever reads a plan's scenario may not rest on more.

    >>> objects({"legs": [None, {"id": "1"}]}, "legs")
    [{'id': '1'}]
    """
    return [row for row in raw.get(name) or () if isinstance(row, dict)]
