"""A way that was written on a sheet, looked at anew: what stands in its legs by what is known now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from regreso.movement.journeys.hurdles import Ground, Hurdle
from regreso.movement.journeys.plan import Atlas
from regreso.movement.journeys.rules import Border, Traveller


@dataclass(frozen=True, slots=True)
class Hindered:
    """A leg in which something stands: its number on the sheet, and what."""

    order: int
    hurdles: tuple[Hurdle, ...]


def hindered(atlas: Atlas, traveller: Traveller, legs: Iterable[Mapping[str, Any]]) -> tuple[Hindered, ...]:
    """The legs of a sheet that by this atlas are refused, unknown, or lack a document.

    Args:
        atlas: what is known now.
        traveller: who goes, with the documents in hand.
        legs: rows of a sheet. Those that name neither a crossing nor a country entered cross no border that
            we could ask about, and are passed over.

    >>> from regreso.movement.journeys import shipped
    >>> leg = {"order": 2, "from_stop": "Przemysl", "mode": "coach", "crossing": "pl-ua-medyka",
    ...        "enters": "UKR", "depart": "2022-07-10T07:00:00+02:00", "arrive": "2022-07-10T14:00:00+03:00"}
    >>> [(one.order, [h.document for h in one.hurdles])
    ...  for one in hindered(shipped.atlas(), Traveller("RUS"), [leg])]
    [(2, ['UKR'])]
    """
    found = []
    for leg in legs:
        hurdles: dict[object, Hurdle] = {}
        for border, moment in _borders(atlas, leg):
            for one in atlas.book.hurdles(border, traveller, moment.date()):
                # Two rules may ask for one document: the traveller gets it once, by the rule named first.
                hurdles.setdefault((one.place, one.document) if one.document else one, one)
        if hurdles:
            found.append(Hindered(int(leg["order"]), tuple(hurdles.values())))
    return tuple(found)


def grounds(atlas: Atlas, traveller: Traveller, legs: Iterable[Mapping[str, Any]]) -> tuple[Ground, ...]:
    """All that the borders of these legs were judged by, each once: the versions that a sheet carries.

    >>> from regreso.movement.journeys import shipped
    >>> grounds(shipped.atlas(), Traveller("RUS"), [])
    ()
    """
    found: dict[Ground, None] = {}
    for leg in legs:
        for border, moment in _borders(atlas, leg):
            found |= dict.fromkeys(atlas.book.grounds(border, traveller, moment.date()))
    return tuple(found)


def _borders(atlas: Atlas, leg: Mapping[str, Any]) -> list[tuple[Border, datetime]]:
    crossing, entering = str(leg.get("crossing") or ""), str(leg.get("enters") or "")
    if not (crossing or entering) or not leg.get("depart"):
        return []
    stop = atlas.network.stops.get(str(leg.get("from_stop", "")))
    border = Border(crossing, stop.country if stop else "", entering, str(leg["mode"]))
    moments = (datetime.fromisoformat(str(leg[name])) for name in ("depart", "arrive") if leg.get(name))
    return [(border, moment) for moment in moments]
