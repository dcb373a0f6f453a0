"""The route that was published on 2 March 2022, leg by leg, each with its dated source."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from regreso.movement.errors import MovementError

_FILE = "journey_2022.json"
LANGUAGES = ("es", "uk", "ru", "en")


@dataclass(frozen=True, slots=True)
class Leg:
    """One part of a way.

    Attributes:
        order: 1, 2, 3 … along the way.
        start, end: place names in the language asked for.
        modes: how to travel: any, bus, taxi, train, escort.
        what: what to do, in the language asked for.
        source, source_date, address: who said so, when, and where it can be read.
        checked: the day on which we last saw that the source says so. It says nothing about the border.
        note: that nothing here says how a border is today, in the language asked for.
    """

    order: int
    start: str
    end: str
    modes: tuple[str, ...]
    what: str
    source: str
    source_date: date
    address: str
    checked: date
    note: str

    def as_row(self) -> dict[str, Any]:
        """The leg as a journey keeps it: plain words and ISO dates.

        >>> route("minsk", language="en")[1].as_row()["mode"]
        'bus or taxi'
        """
        return {
            "order": self.order, "from": self.start, "to": self.end, "mode": " or ".join(self.modes),
            "what": self.what, "source": self.source, "source_date": self.source_date.isoformat(),
            "address": self.address, "checked": self.checked.isoformat(), "note": self.note,
        }  # fmt: skip


def starts() -> tuple[str, ...]:
    """From where the published route may be begun.

    >>> starts()
    ('kaliningrad', 'minsk')
    """
    return tuple(_data()["routes"])


def route(start: str, *, language: str) -> tuple[Leg, ...]:
    """The legs of the published route from home by way of `start` to Kyiv.

    Args:
        start: one of `starts()`.
        language: es, uk, ru or en.

    Raises:
        MovementError: no such start or language.

    >>> [f"{leg.start} → {leg.end}" for leg in route("kaliningrad", language="es")][1]
    'Kaliningrado → la frontera polaca'
    """
    data = _data()
    if start not in data["routes"]:
        raise MovementError(f"“{start}” is no start of the published route; expected {' or '.join(starts())}")
    if language not in LANGUAGES:
        raise MovementError(f"“{language}” is not translated; expected one of {', '.join(LANGUAGES)}")
    legs = {leg["id"]: leg for leg in data["legs"]}
    chosen = [legs[name] for name in data["routes"][start]]
    return tuple(_leg(data, leg, order, language) for order, leg in enumerate(chosen, 1))


def _leg(data: dict[str, Any], leg: dict[str, Any], order: int, language: str) -> Leg:
    source = data["sources"][leg["source"]]
    return Leg(
        order=order, start=data["places"][leg["from"]][language], end=data["places"][leg["to"]][language],
        modes=tuple(leg["modes"]), what=leg["what"][language], source=source["name"],
        source_date=date.fromisoformat(source["date"]), address=source["address"],
        checked=date.fromisoformat(source["checked"]), note=data["note"][language],
    )  # fmt: skip


@cache
def _data() -> dict[str, Any]:
    text = resources.files("regreso.movement").joinpath("data", _FILE).read_text(encoding="utf-8")
    return dict(json.loads(text))
