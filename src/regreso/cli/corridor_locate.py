"""`regreso corridor locate ROUTE`: a published route on the map, and what a person must put there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regreso.cli.command import CannotDo

if TYPE_CHECKING:
    from regreso.movement.locating import Located

_DOUBTS = {
    "unknown": {
        "en": "no place of this name lies on the way: put it on the map yourself",
        "es": "ningún lugar de este nombre queda de camino: sitúelo usted en el mapa",
        "uk": "жодне місце з такою назвою не лежить на цьому шляху: позначте його на карті самі",
        "ru": "ни одно место с таким названием не лежит на этом пути: отметьте его на карте сами",
    },
    "several": {
        "en": "several places bear this name, this is one of them: look at the map",
        "es": "más de un lugar lleva este nombre, y este es uno de ellos: mire el mapa",
        "uk": "таку назву мають кілька місць, це одне з них: погляньте на карту",
        "ru": "такое название носят несколько мест, это одно из них: посмотрите на карту",
    },
    "detour": {
        "en": "far off the way: look at the map",
        "es": "muy lejos del camino: mire el mapa",
        "uk": "далеко від шляху: погляньте на карту",
        "ru": "далеко от пути: посмотрите на карту",
    },
}


def located(route: str, country: str, language: str) -> tuple[dict[str, Any], list[str]]:
    """The places as rows, and as lines to print.

    Raises:
        CannotDo: fewer than two places, or a country that is not known.
    """
    from regreso.movement.journeys.shipped import gazetteer
    from regreso.movement.locating import length, locate, names_of

    names = names_of(route)
    if len(names) < 2:  # noqa: PLR2004 - from and to
        raise CannotDo(f"“{route}” names {len(names)} places; expected two or more: Sumy – Lubny – Poltava")
    found = locate(names, gazetteer(), country=_country(country))
    km = round(length(one.place for one in found))
    rows = [_row(one) for one in found]
    return {"schema": "regreso-corridor-route/1", "places": rows, "km": km}, [
        *(_line(one, language) for one in found),
        f"{km} km",
    ]


def _country(text: str) -> str:
    """The alpha-3 code of a country; what is refused says nothing of passports, though their list is asked.

    Raises:
        CannotDo: no such country; the nearest are offered.
    """
    from regreso.movement.journeys.gazetteer import UnknownName
    from regreso.movement.journeys.shipped import passports

    known = passports()
    try:
        return known.find(text)
    except UnknownName as error:
        near = ", ".join(f"{code} ({known.names[code][1]})" for code in error.nearest)
        raise CannotDo(
            f"--country: “{text}” is no country that we know; "
            + (f"the nearest are {near}" if near else "expected its code or name, as UKR or Ukraine")
        ) from error


def _row(one: Located) -> dict[str, Any]:
    there = one.place
    return {
        "name": one.name, "doubt": one.doubt or None, "place": there and there.label(),
        "lat": there and there.latitude, "lon": there and there.longitude,
    }  # fmt: skip


def _line(one: Located, language: str) -> str:
    at = f"  {one.place.latitude:.2f}, {one.place.longitude:.2f}  {one.place.label()}" if one.place else ""
    doubt = f"  [{_DOUBTS[one.doubt].get(language, _DOUBTS[one.doubt]['en'])}]" if one.doubt else ""
    return f"{one.name}{at}{doubt}"
