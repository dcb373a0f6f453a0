"""Which rows of a scenario the verifier can count on; every other row is as if it were not there.

Nothing here is shared with the planner: one mistake must not hide another. Only Python's own library is used.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

Test = Callable[[Any], bool]


def _text(value: object) -> bool:
    return isinstance(value, str)


def _whole(value: object) -> bool:
    return _one(value) and value == int(value) >= 0  # type: ignore[call-overload]  # a number, as _one has seen


def _one(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _number(value: object) -> bool:
    if isinstance(value, Mapping):
        return all(_one(value.get(case)) for case in ("low", "likely", "high"))
    return _one(value)


def _lanes(value: object) -> bool:
    return isinstance(value, Mapping) and all(_number(one) for one in value.values())


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _rows(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, Mapping) for one in value)


def _spans(value: object) -> bool:
    return _rows(value) and all(_span(one) for one in value)  # type: ignore[attr-defined]  # a list, as _rows has seen


def _span(value: object) -> bool:
    return isinstance(value, Mapping) and all(_text(value.get(name)) for name in ("start", "end", "tz"))


def _map(value: object) -> bool:
    return isinstance(value, Mapping)


def _list(value: object) -> bool:
    return isinstance(value, list)


# list → field → what it must be; a field with “?” may be missing
SHAPES: dict[str, dict[str, Test]] = {
    "places": {"id": _text, "lanes?": _whole, "per_lane?": _lanes},
    "legs": {"id": _text, "a": _text, "b": _text, "mode": _text, "km": _one, "minutes": _number,
             "empty_minutes?": _number, "capacity": _number, "valid?": _spans},
    "corridors": {"id": _text, "from": _texts, "via?": _texts, "to": _texts, "modes": _texts,
                  "parties": _texts, "acknowledgements": _rows, "agreed?": _map, "status": _text,
                  "windows": _list},
    "fleets": {"id": _text, "count": _whole, "seats": _whole, "wheelchair?": _whole, "stretcher?": _whole,
               "home": _text, "range_km?": _one, "crew?": _span},
    "receptions": {"place": _text, "places": _whole},
    "households": {"id": _text, "at": _text, "size": _whole, "count?": _whole, "wheelchair?": _whole,
                   "stretcher?": _whole, "consent": _text, "destinations?": _texts},
    "links": {"a": _text, "b": _text, "rule": _text},
}  # fmt: skip


def fits(name: str, row: object) -> bool:
    """Whether a row of a list has what a verifier reads of it.

    >>> fits("legs", {"id": "1"}), fits("receptions", {"place": "city", "places": 9})
    (False, True)
    """
    if not isinstance(row, Mapping):
        return False
    for field, test in SHAPES.get(name, {}).items():
        key = field.rstrip("?")
        if key in row:
            if not test(row[key]):
                return False
        elif not field.endswith("?"):
            return False
    return True
