"""Rows that no JSON Schema can tell apart: one of each kind is looked at, and speaks for the others."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

FEW, LONGEST = 200, 60
FREE = {"id", "token", "companion", "contact"}  # any short text will do there


class Thinned:
    """A document without the rows that are like one that is kept.

    Validation takes 0.3 ms a row: with 600,000 households more than three minutes. They differ in
    little but their ids, so a few thousand rows are left to look at.

    Attributes:
        document: it; the document itself where it has no long list.

    >>> thin = Thinned({"legs": [{"id": str(number)} for number in range(300)]})
    >>> len(thin.document["legs"]), len(list(thin.paths(["legs", "0", "id"])))
    (1, 300)
    """

    def __init__(self, document: object) -> None:
        self.document: Any = document
        self._whole = document
        self._rows: dict[str, list[list[int]]] = {}
        if type(document) is dict:
            long = {k: v for k, v in document.items() if isinstance(v, list) and len(v) > FEW}
            self.document = document | {name: self._thin(name, rows) for name, rows in long.items()}

    def _thin(self, name: str, rows: list[Any]) -> list[Any]:
        places: dict[Hashable, list[int]] = {}
        for number, row in enumerate(rows):
            seen = kind(row)
            places.setdefault((number,) if seen is None else seen, []).append(number)
        self._rows[name] = list(places.values())
        return [rows[numbers[0]] for numbers in places.values()]

    def paths(self, path: list[str]) -> Iterator[list[str]]:
        """The same path in the whole document, for each row that is alike."""
        if len(path) > 1 and path[0] in self._rows and path[1].isdigit():
            for number in self._rows[path[0]][int(path[1])]:
                yield [path[0], str(number), *path[2:]]
        else:
            yield path

    def at(self, path: list[str]) -> object:
        """What stands at a path of the whole document."""
        found: Any = self._whole
        for part in path:
            found = found[int(part)] if isinstance(found, list) else found[part]
        return found


def kind(row: object) -> Hashable | None:
    """What a schema can see of a row: all but which short id or contact it has; None where nobody can say.

    >>> kind({"id": "a", "size": 1}) == kind({"id": "b", "size": 1})
    True
    >>> kind({"id": "a", "size": 1}) == kind({"id": "a", "size": True})
    False
    """
    if type(row) is not dict:  # also an object in which a field stood twice
        return None
    seen: list[Hashable] = []
    for name, value in row.items():
        if name in FREE and type(value) is str and 0 < len(value) <= LONGEST and value.isascii():
            seen.append(name)
        elif isinstance(value, list) and all(type(one) is str for one in value):
            seen.append((name, list, tuple(value)))
        elif value is None or isinstance(value, str | int | float):
            seen.append((name, type(value), value))
        else:
            return None
    return tuple(seen)
