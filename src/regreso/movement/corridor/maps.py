"""Corridors on a map: GeoJSON, and an SVG without tiles and without borders. Nothing is fetched.

Borders are left out on purpose: where a line runs is the parties' quarrel, not ours. Ways are drawn straight
from place to place; places without a position are not drawn, and are named in `unlocated`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib import resources
from math import cos, radians

from regreso.movement.corridor.clocks import from_utc
from regreso.movement.corridor.sheet import Row, objects

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
    found: dict[str, tuple[float, float]] = {}
    for row in objects(plan["scenario"], "places"):
        if _drawable(row):
            found.setdefault(row["id"], (float(row["lon"]), float(row["lat"])))
    return found


def _drawable(row: Row) -> bool:
    known = isinstance(row.get("id"), str)
    return known and all(
        isinstance(row.get(side), int | float) and abs(row[side]) <= most
        for side, most in (("lat", 90), ("lon", 180))
    )


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
    kinds = {row["id"]: row.get("kind", "") for row in objects(plan["scenario"], "places") if _drawable(row)}
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

    Corridors that nobody is planned on yet are thin lines. Coast and rivers help to find one's way; there are
    no tiles and no borders.

    >>> as_svg({"departures": [], "scenario": {"id": "x", "places": []}})[:4]
    '<svg'
    """
    at = located(plan)
    sheet = _Scale.of(at)
    spots = {place: sheet.spot(*where) for place, where in at.items()}
    used = ways(plan)
    most = max((way["people"] for way in used), default=1)
    lines = [_line([spots[place] for place in one if place in spots], 1.5, "2 4") for one in _drawn(plan)]
    for way in used:
        width = 2 + 8 * way["people"] / max(1, most)
        points = [spots[place] for place in way["places"] if place in spots]
        lines.append(_line(points, width, "8 5" if way["mode"] == "car" else ""))
    names = {row["id"]: row for row in objects(plan["scenario"], "places") if _drawable(row)}
    dots = [_dot(spot, names[place]) for place, spot in spots.items()]
    view = f'viewBox="0 0 {SIZE:.0f} {SIZE:.0f}" font-family="sans-serif"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {view}>'
    title = f"<title>{escape(str(plan['scenario']['id']))}: planning copy</title>"
    return "\n".join([head, title, *_water(sheet), *filter(None, lines), *dots, "</svg>\n"])


def _drawn(plan: Row) -> Iterator[tuple[str, ...]]:
    """The places of each corridor in their order, as far as they are written."""
    for row in objects(plan["scenario"], "corridors"):
        starts, via, ends = (_texts(row.get(side)) for side in ("from", "via", "to"))
        yield from ((start, *via, end) for start in starts for end in ends)


def _texts(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _line(points: list[tuple[float, float]], width: float, dashes: str) -> str:
    if len(points) < 2:  # noqa: PLR2004 - a line has two ends
        return ""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{line}" fill="none" stroke="#555" stroke-width="{width:.1f}"{dashed}/>'


def _dot(spot: tuple[float, float], row: Row) -> str:
    x, y = spot
    colour = _COLOURS.get(row.get("kind", ""), "#222")
    names = row.get("names") if isinstance(row.get("names"), dict) else {}
    name = escape(str(next(iter((names or {}).values()), row["id"])))
    # At the right edge the name stands to the left of its place.
    side, anchor = (-11, ' text-anchor="end"') if x > SIZE * 0.7 else (11, "")
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="{colour}"/>'
        f'<text x="{x + side:.1f}" y="{y + 5:.1f}" font-size="18"{anchor} paint-order="stroke" stroke="#fff" '
        f'stroke-width="4">{name}</text>'
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """Degrees as places on the sheet: north is up, a kilometre is as long east as north."""

    middle: float
    left: float
    top: float
    scale: float

    @classmethod
    def of(cls, at: dict[str, tuple[float, float]]) -> _Scale:
        if not at:
            return cls(0.0, 0.0, 0.0, 1.0)
        middle = sum(lat for _, lat in at.values()) / len(at)
        flat = [(lon * cos(radians(middle)), -lat) for lon, lat in at.values()]
        low = [min(spot[axis] for spot in flat) for axis in (0, 1)]
        high = [max(spot[axis] for spot in flat) for axis in (0, 1)]
        wide = max(high[0] - low[0], high[1] - low[1]) or 1.0
        scale = (SIZE - 2 * EDGE) / wide
        # What is narrow stands in the middle of the sheet.
        left, top = ((low[axis] + high[axis] - wide) / 2 for axis in (0, 1))
        return cls(middle, left, top, scale)

    def spot(self, lon: float, lat: float) -> tuple[float, float]:
        x, y = lon * cos(radians(self.middle)), -lat
        return EDGE + (x - self.left) * self.scale, EDGE + (y - self.top) * self.scale


@cache
def _shores() -> dict[str, list[list[list[float]]]]:
    text = resources.files("regreso.movement.corridor").joinpath("data", "water.json").read_text("utf-8")
    return {name: lines for name, lines in json.loads(text).items() if name != "about"}


def _water(sheet: _Scale) -> Iterator[str]:
    """Coast and rivers, as far as they lie on the sheet."""
    for kind, lines in _shores().items():
        width = 2.5 if kind == "coast" else 1.5
        for line in lines:
            points = [sheet.spot(lon, lat) for lon, lat in line]
            near = [-SIZE < x < 2 * SIZE and -SIZE < y < 2 * SIZE for x, y in points]
            if any(near):
                drawn = " ".join(
                    f"{x:.1f},{y:.1f}" for (x, y), keep in zip(points, near, strict=True) if keep
                )
                yield f'<polyline points="{drawn}" fill="none" stroke="#8fb3cf" stroke-width="{width}"/>'


def timeline_svg(windows: Sequence[Row], departures: Sequence[Row]) -> str:
    """The windows on a line of time, each with its margin hatched, and a tick for each departure.

    Args:
        windows: as the fault report and the plan list them.
        departures: of a plan; none before there is one.

    >>> timeline_svg([], [])[:4]
    '<svg'
    """
    begins = [from_utc(row["start_utc"]) for row in windows]
    first, last = min(begins, default=0), max((from_utc(row["end_utc"]) for row in windows), default=60)
    scale = (SIZE - 2 * EDGE) / max(60, last - first)

    def left(written: str) -> float:
        return EDGE + (from_utc(written) - first) * scale

    rows = sorted({str(row["corridor"]) for row in windows})
    parts: list[str] = []
    for window in windows:
        y = 20 + 60 * rows.index(str(window["corridor"]))
        begin, clear, end = (left(window[name]) for name in ("start_utc", "clear_by_utc", "end_utc"))
        told = f'<text x="{begin:.0f}" y="{y + 38}" font-size="15">{escape(_said(window))}</text>'
        parts += [_bar(begin, clear, y, "#9db4c8"), _bar(clear, end, y, "#e6c9a8"), told]
    for row in departures:
        if str(row["corridor"]) in rows:
            x, y = left(row["depart"]), 20 + 60 * rows.index(str(row["corridor"]))
            parts.append(f'<line x1="{x:.1f}" y1="{y}" x2="{x:.1f}" y2="{y + 20}" stroke="#222"/>')
    view = f'viewBox="0 0 {SIZE:.0f} {30 + 60 * max(1, len(rows))}" font-family="sans-serif"'
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {view}>', *parts, "</svg>\n"])


def _said(window: Row) -> str:
    """A window in the zone in which it was written, and in UTC."""
    written = f"{window['start'][-5:]}–{window['end'][-5:]} {window['tz']}"
    utc = f"{window['start_utc'][-6:-1]}–{window['end_utc'][-6:-1]} UTC"
    return f"{window['corridor']}: {written} = {utc}"


def _bar(begin: float, end: float, y: float, colour: str) -> str:
    wide = max(0.0, end - begin)
    return f'<rect x="{begin:.1f}" y="{y}" width="{wide:.1f}" height="20" fill="{colour}" stroke="#555"/>'
