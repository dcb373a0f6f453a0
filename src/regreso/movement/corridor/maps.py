"""Corridors on a map: GeoJSON, and an SVG without tiles and without borders. Nothing is fetched.

Borders are left out on purpose: where a line runs is the parties' quarrel, not ours. Ways are drawn straight
from place to place; places without a position are not drawn, and are named in `unlocated`.
"""

from __future__ import annotations

import json
from html import escape
from itertools import pairwise
from math import cos, radians

from regreso.movement.corridor.sheet import Row

SIZE, EDGE = 900.0, 60.0
_COLOURS = {"reception": "#1a5fb4", "checkpoint": "#b5651d", "crossing": "#b5651d"}


def ways(plan: Row) -> list[Row]:
    """Each way that is used: corridor, mode, places in order, people.

    >>> row = {"corridor": "c", "mode": "bus", "people": 4, "stops": [{"place": "a"}, {"place": "b"}]}
    >>> ways({"departures": [row, row]})
    [{'corridor': 'c', 'mode': 'bus', 'places': ['a', 'b'], 'people': 8}]
    """
    people: dict[tuple[str, str, tuple[str, ...]], int] = {}
    for row in plan["departures"]:
        key = (row["corridor"], row["mode"], tuple(stop["place"] for stop in row["stops"]))
        people[key] = people.get(key, 0) + row["people"]
    return [
        {"corridor": corridor, "mode": mode, "places": list(places), "people": count}
        for (corridor, mode, places), count in sorted(people.items())
    ]


def located(plan: Row) -> dict[str, tuple[float, float]]:
    """(longitude, latitude) of each place that has a position.

    >>> located({"scenario": {"places": [{"id": "a", "lat": 47.1, "lon": 37.5}, {"id": "b"}]}})
    {'a': (37.5, 47.1)}
    """
    rows = (row for row in plan["scenario"]["places"] if {"id", "lat", "lon"} <= set(row))
    return {row["id"]: (float(row["lon"]), float(row["lat"])) for row in rows}


def unlocated(plan: Row) -> list[str]:
    """Places of the plan's ways that cannot be drawn.

    >>> stops = [{"place": "a"}, {"place": "b"}]
    >>> row = {"corridor": "c", "mode": "bus", "people": 4, "stops": stops}
    >>> unlocated({"departures": [row], "scenario": {"places": [{"id": "a", "lat": 47.1, "lon": 37.5}]}})
    ['b']
    """
    known = located(plan)
    return sorted({place for way in ways(plan) for place in way["places"]} - set(known))


def as_geojson(plan: Row) -> str:
    """Places and ways as GeoJSON (RFC 7946): longitude first, WGS 84.

    >>> as_geojson({"departures": [], "scenario": {"places": []}})
    '{"type": "FeatureCollection", "features": []}'
    """
    at = located(plan)
    kinds = {row["id"]: row.get("kind", "") for row in plan["scenario"]["places"] if "id" in row}
    features: list[Row] = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": list(spot)},
         "properties": {"id": place, "kind": kinds[place]}} for place, spot in at.items()
    ]  # fmt: skip
    for way in ways(plan):
        line = [list(at[place]) for place in way["places"] if place in at]
        if len(line) > 1:
            geometry = {"type": "LineString", "coordinates": line}
            properties = {name: way[name] for name in ("corridor", "mode", "people")}
            features.append({"type": "Feature", "geometry": geometry, "properties": properties})
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)


def as_svg(plan: Row) -> str:
    """The ways as a picture, readable in grey: thick where many people go, dashed for cars, places by name.

    >>> as_svg({"departures": [], "scenario": {"id": "x", "places": []}})[:4]
    '<svg'
    """
    at = _scaled(located(plan))
    most = max((way["people"] for way in ways(plan)), default=1)
    lines = []
    for way in ways(plan):
        points = [at[place] for place in way["places"] if place in at]
        width = 2 + 8 * way["people"] / max(1, most)
        dashes = ' stroke-dasharray="8 5"' if way["mode"] == "car" else ""
        for (x, y), (x2, y2) in pairwise(points):
            lines.append(
                f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#555" '
                f'stroke-width="{width:.1f}"{dashes}/>'
            )
    names = {row["id"]: row for row in plan["scenario"]["places"] if row.get("id") in at}
    dots = [_dot(spot, names[place]) for place, spot in at.items()]
    view = f'viewBox="0 0 {SIZE:.0f} {SIZE:.0f}" font-family="sans-serif"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {view}>'
    title = f"<title>{escape(plan['scenario']['id'])}: planning copy</title>"
    return "\n".join([head, title, *lines, *dots, "</svg>\n"])


def _dot(spot: tuple[float, float], row: Row) -> str:
    x, y = spot
    colour = _COLOURS.get(row.get("kind", ""), "#222")
    name = escape(next(iter(row.get("names", {}).values()), row["id"]))
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="{colour}"/>'
        f'<text x="{x + 11:.1f}" y="{y + 5:.1f}" font-size="18">{name}</text>'
    )


def _scaled(at: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Degrees as places on the sheet: north is up, a kilometre is as long east as north."""
    if not at:
        return {}
    middle = sum(lat for _, lat in at.values()) / len(at)
    flat = {place: (lon * cos(radians(middle)), -lat) for place, (lon, lat) in at.items()}
    left, top = (min(spot[axis] for spot in flat.values()) for axis in (0, 1))
    wide = max(max(spot[axis] for spot in flat.values()) - low for axis, low in ((0, left), (1, top)))
    scale = (SIZE - 2 * EDGE) / (wide or 1.0)
    return {place: (EDGE + (x - left) * scale, EDGE + (y - top) * scale) for place, (x, y) in flat.items()}
