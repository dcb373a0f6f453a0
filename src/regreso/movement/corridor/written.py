"""A JSON file as it was written: fields that stand there twice, and numbers that are none, are not lost."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator
from typing import Any

from regreso.movement.errors import MovementError

DEEPEST = 60


class Twice(dict[str, Any]):
    """An object of a JSON file in which a field stood more than once; the last value is kept.

    Attributes:
        names: these fields.
    """

    names: tuple[str, ...] = ()


def loads(text: str) -> object:
    """Read JSON, and remember which fields stood twice.

    Raises:
        MovementError: it is no JSON, or nested too deeply.

    >>> loads('{"id": "a", "id": "b"}').names
    ('id',)
    """
    try:
        return json.loads(text, object_pairs_hook=_object)
    except ValueError as error:
        raise MovementError(
            f"it is no JSON ({error}); expected a file as docs/reference/corridor.md tells"
        ) from error
    except RecursionError as error:
        raise MovementError("it is nested too deeply to be read") from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    twice = Twice(found)
    twice.names = tuple(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
    return twice


def oddities(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """What JSON Schema cannot see: (code, path, what was given) for every such place.

    >>> list(oddities({"legs": [{"km": float("nan")}]}))
    [('number-not-finite', ('legs', '0', 'km'), 'nan')]
    """
    if len(path) > DEEPEST:
        yield "schema", path, "nested too deeply"
    elif isinstance(value, dict):
        yield from (("field-twice", (*path, name), name) for name in getattr(value, "names", ()))
        for name, inner in value.items():
            yield from oddities(inner, (*path, str(name)))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from oddities(inner, (*path, str(number)))
    elif isinstance(value, float) and not math.isfinite(value):
        yield "number-not-finite", path, str(value)
    elif isinstance(value, str) and not value.isascii() and any("\ud800" <= one <= "\udfff" for one in value):
        yield "schema", path, "half a letter (a lone surrogate)"
