"""The published JSON Schemas, and what in a document does not fit them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from regreso.movement.corridor.alike import Thinned
from regreso.movement.corridor.faults import MOST_TOLD, Fault
from regreso.movement.corridor.written import oddities
from regreso.movement.errors import MovementError

try:
    from jsonschema import Draft202012Validator, ValidationError
except ModuleNotFoundError as error:
    raise MovementError(
        "corridors need jsonschema, which is not installed; run: pip install jsonschema"
    ) from error

NAMES = ("scenario", "event", "plan", "faults")


@cache
def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of a scenario, event, plan or fault report.

    >>> schema("event")["title"]
    'What happened to a corridor, version 1'
    """
    text = resources.files("regreso.movement.corridor").joinpath("schema", f"{name}.json").read_text("utf-8")
    return dict(json.loads(text))


def misfits(document: object, *, name: str) -> Iterator[Fault]:
    """Everything in a document that does not fit its schema, coded where a field has a code of its own.

    >>> [fault.field for fault in misfits({"schema": "regreso-corridor-event/1"}, name="event")]
    ['id', 'kind', 'at', 'tz']
    """
    thin = Thinned(document)
    for error in Draft202012Validator(schema(name)).iter_errors(thin.document):
        for field in _missing(error) or [""]:
            yield from _faults(error, field, thin)
    for code, where, given in oddities(thin.document):
        told = {
            "field-twice": f"“{given}” stands there twice: nobody can say which was meant",
            "number-not-finite": f"{given} was given; expected a number",
        }.get(code, f"{given} was given; expected text")
        for path in thin.paths(list(where)):
            row, inside = _row(path)
            yield Fault(code, "/" + "/".join(row) if row else "", inside[0] if inside else "", told)


_TYPES = {
    "object": "a row {…}", "array": "a list […]", "string": "a text", "integer": "a whole number",
    "number": "a number", "boolean": "true or false", "null": "null",
}  # fmt: skip
_RULES = {
    "minimum": "at least", "maximum": "at most", "exclusiveMinimum": "more than", "const": "just",
    "minLength": "a text of at least so many letters:", "maxLength": "a text of at most so many letters:",
    "minItems": "at least so many:", "maxItems": "at most so many:", "pattern": "a text of the form",
}  # fmt: skip


def _missing(error: ValidationError) -> list[str]:
    if error.validator != "required" or not isinstance(error.instance, dict):
        return []
    # One error is raised a field: only the one that its message names.
    return [
        name for name in error.validator_value if name not in error.instance and f"'{name}'" in error.message
    ]


def _faults(error: ValidationError, missing: str, thin: Thinned) -> Iterator[Fault]:
    """The fault of each row that is like the one that was looked at."""
    message = ""
    for number, path in enumerate(thin.paths([str(part) for part in error.absolute_path])):
        row, inside = _row(path)
        field = missing or (inside[0] if inside else _unknown(error))
        code = _code(row, field, missing=bool(missing), rule=str(error.validator), given=error.instance)
        if number <= MOST_TOLD:  # the others are not told one by one
            message = _told(error, thin.at(path), field, missing=bool(missing))
        yield Fault(code, "/" + "/".join(row) if row else "", field, message)


def _row(path: list[str]) -> tuple[list[str], list[str]]:
    """Split a path into the row (up to its last index that holds an object) and the field within it."""
    deepest = 0
    for place, part in enumerate(path):
        inner = place == 1 or (place == 3 and path[2] == "windows")  # noqa: PLR2004 - windows stand within corridors
        if part.isdigit() and inner:
            deepest = place + 1
    return path[:deepest], path[deepest:]


def _unknown(error: ValidationError) -> str:
    if error.validator != "additionalProperties" or not isinstance(error.instance, dict):
        return ""
    known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    return next((name for name in error.instance if name not in known), "")


def _code(row: list[str], field: str, *, missing: bool, rule: str, given: object) -> str:
    kind = row[-2] if len(row) > 1 else ""
    too_small = rule in {"minimum", "exclusiveMinimum"} or (field == "capacity" and given is None)
    if kind == "windows" and field == "tz":
        return "window-without-zone"
    if field in {"capacity", "per_lane"} and (missing or given is None):
        return "capacity-missing"
    if field in {"capacity", "per_lane", "lanes"} and too_small:
        return "capacity-zero"
    if kind == "legs" and field in {"minutes", "empty_minutes"} and (too_small or rule == "maximum"):
        return "leg-time"
    if kind == "households" and field == "consent" and missing:
        return "consent-missing"
    return "schema"


def _told(error: ValidationError, given: object, field: str, *, missing: bool) -> str:
    if missing:
        return f"“{field}” is missing: write it as docs/reference/corridor.md tells"
    told = json.dumps(given, ensure_ascii=False, default=str)[:80]
    return f"{field or 'this row'}: {told} was given; expected {_expected(error)}"


def _expected(error: ValidationError) -> str:
    """What a rule of the schema asks for, in words."""
    rule, value = str(error.validator), error.validator_value
    told = json.dumps(value, ensure_ascii=False, default=str)[:120]
    if rule == "type":
        return " or ".join(
            _TYPES.get(str(one), str(one)) for one in (value if isinstance(value, list) else [value])
        )
    if rule == "enum" and isinstance(value, list):
        return "one of " + ", ".join(str(one) for one in value)
    if rule == "additionalProperties" and isinstance(error.schema, dict):
        return "no field but " + ", ".join(error.schema.get("properties", {}))
    return f"{_RULES[rule]} {told}".strip() if rule in _RULES else f"{rule} {told}"
