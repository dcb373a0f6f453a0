"""The claims of one event as a drawing: days to the right, numbers upwards, a mark for each claim.

Marks differ by shape, so the drawing can be read in grey. It says nothing that the table beside it does not.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 640, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 24, 20, 44
_TICKS = 4
_MARK = 14  # between two marks that would lie on each other


@dataclass(frozen=True, slots=True)
class Point:
    """One claim: its number in the table, day, value and bounds (None where open), and its shape."""

    number: int
    day: date
    value: int
    low: int | None
    high: int | None
    shape: str  # full, hollow, cross


@dataclass(frozen=True, slots=True)
class Mark:
    """A claim where it is drawn."""

    number: int
    shape: str
    x: int
    y: int
    top: int | None
    bottom: int | None


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale with what it says."""

    at: int
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that the template draws."""

    marks: tuple[Mark, ...]
    numbers: tuple[Tick, ...]
    days: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    top: int = _TOP
    bottom: int = HEIGHT - _BOTTOM


def chart(points: Sequence[Point]) -> Chart | None:
    """The drawing of these claims; None when there is nothing to draw."""
    if not points:
        return None
    highest = _round_up(max(max(p.value, p.high or 0, p.low or 0) for p in points))
    first, last = min(p.day for p in points), max(p.day for p in points)
    marks: list[Mark] = []
    for point in points:
        x, y = _x(point.day, first, last), _y(point.value, highest)
        while any(abs(mark.x - x) < _MARK and abs(mark.y - y) < _MARK for mark in marks):
            x += _MARK
        top = _y(point.high, highest) if point.high is not None else None
        bottom = _y(point.low, highest) if point.low is not None else None
        marks.append(Mark(point.number, point.shape, min(x, WIDTH - 8), y, top, bottom))
    steps = [round(highest * n / _TICKS) for n in range(_TICKS + 1)]
    numbers = tuple(Tick(_y(n, highest), f"{n}") for n in dict.fromkeys(steps))
    return Chart(tuple(marks), numbers, _days(first, last))


def _days(first: date, last: date) -> tuple[Tick, ...]:
    span = (last - first).days
    shown = sorted({date.fromordinal(first.toordinal() + round(span * n / 3)) for n in range(4)})
    return tuple(Tick(_x(day, first, last), day.strftime("%d.%m.%Y")) for day in shown)


def _x(day: date, first: date, last: date) -> int:
    span = max((last - first).days, 1)
    wide = WIDTH - _LEFT - _RIGHT - 60
    return _LEFT + 20 + round(wide * (day - first).days / span)


def _y(value: int, highest: int) -> int:
    return HEIGHT - _BOTTOM - round((HEIGHT - _TOP - _BOTTOM) * value / highest)


def _round_up(value: int) -> int:
    """The next number with one leading digit: a scale that people can read."""
    if value <= _TICKS:
        return _TICKS
    unit = 10 ** int(math.log10(value))
    return int(math.ceil(value / unit) * unit)
