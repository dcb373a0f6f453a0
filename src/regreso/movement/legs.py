"""What a leg of a journey sheet must say before anyone is sent along it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from regreso.movement.errors import MovementError

NEEDED = ("from", "to", "mode", "what", "source", "source_date", "checked")


def check_legs(legs: Sequence[Mapping[str, object]]) -> None:
    """Refuse a way that has a gap, or a leg without a dated source.

    Args:
        legs: rows of a journey sheet, the first leg first.

    Raises:
        MovementError: the leg and the field are named.

    >>> check_legs([])
    Traceback (most recent call last):
    regreso.movement.errors.MovementError: a journey of no legs: expected at least one
    """
    if not legs:
        raise MovementError("a journey of no legs: expected at least one")
    for number, leg in enumerate(legs, 1):
        _check_leg(number, leg)
    for number, (one, following) in enumerate(pairwise(legs), 2):
        if one["to"] != following["from"]:
            raise MovementError(f"leg {number} begins at “{following['from']}”; expected “{one['to']}”")


def _check_leg(number: int, leg: Mapping[str, object]) -> None:
    if leg.get("order") != number:
        raise MovementError(f"leg {number} has the order “{leg.get('order')}”; expected {number}")
    for name in NEEDED:
        if not str(leg.get(name) or "").strip():
            raise MovementError(f"leg {number} has no “{name}”: expected {', '.join(NEEDED)}")
    said, checked = (_day(number, leg, name) for name in ("source_date", "checked"))
    if checked < said:
        raise MovementError(f"leg {number} was checked on {checked}, before its source of {said} was there")


def _day(number: int, leg: Mapping[str, object], name: str) -> date:
    try:
        return date.fromisoformat(str(leg[name]))
    except ValueError:
        raise MovementError(f"leg {number}: “{leg[name]}” is no {name}; expected YYYY-MM-DD") from None
