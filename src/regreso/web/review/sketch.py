"""Places of both sides as a drawing to scale, without a map that is fetched: fetching tells where we look.

A settlement is a mark; where only a region is told, or a region of which we know no better, it is a circle
around all that it may be. One name borne by several settlements is drawn at each of the biggest.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from regreso.casebook.models import Match
from regreso.facts.where import Area, apart, areas, biggest
from regreso.web.base.people import FIELDS, LAST_CONTACT
from regreso.web.base.words import Word
from regreso.web.review.spans import FAMILY, REGISTER, SIDES, Told

WIDTH, HEIGHT = 640, 360
_EDGE = 34
_KM_A_DEGREE = 111.2
_LEAST_KM = 60.0  # a frame is at least so wide, so that two marks of one town do not fill it
_TOWNS = 90  # of the ground
_ROUND = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_OF_SCALE = 0.3  # of the width of the frame, at most


@dataclass(frozen=True, slots=True)
class Place:
    """What one side says of one place, and where that may be."""

    side: str
    label: Word
    text: str
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the drawing: its number in the list below, middle and radius."""

    number: int
    side: str
    x: int
    y: int
    radius: int
    whole_region: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that the template draws, and the same in words."""

    marks: tuple[Mark, ...]
    ground: str  # the biggest towns around, as one path of dots
    scale: tuple[int, int]  # its length in the drawing, and in kilometres
    said: tuple[tuple[int, str, str], ...]  # number, side, what is told there and how sure the place is
    between: tuple[str, ...]
    width: int = WIDTH
    height: int = HEIGHT


def sketch(match: Match, told: Told) -> Drawing | None:
    """The places of both sides; None when no side tells one that we know."""
    places = [one for one in _places(match, told) if one.areas]
    if not places:
        return None
    frame = _Frame.around([area for one in places for area in one.areas])
    marks = tuple(
        Mark(number, one.side, *frame.at(area.latitude, area.longitude), frame.long(area.kilometres),
             area.whole_region)
        for number, one in enumerate(places, 1) for area in one.areas
    )  # fmt: skip
    said = tuple((number, one.side, _said(one)) for number, one in enumerate(places, 1))
    return Drawing(marks, frame.ground(), frame.scale(), said, tuple(_between(places)))


def _places(match: Match, told: Told) -> Iterator[Place]:
    for name in ("settlement", "birthplace"):
        region = told.get("region", ("", "")) if name == "settlement" else ("", "")
        for at, side in enumerate((FAMILY, REGISTER)):
            text = told.get(name, ("", ""))[at]
            if text or region[at]:
                said = ", ".join(dict.fromkeys(part for part in (text, region[at]) if part))
                yield Place(side, FIELDS[name], said, areas(text, region[at]))
    last = str(match.enquiry.last_contact.get("place", ""))
    if last:
        yield Place(FAMILY, LAST_CONTACT["place"], last, areas(last))
    taken = str(match.custody.capture.get("place", ""))
    if taken:
        yield Place(REGISTER, _("Taken prisoner at"), taken, areas(taken))


def _said(one: Place) -> str:
    words = f"{SIDES[one.side]}: {one.label}: {one.text}"
    (first, *_rest) = one.areas
    if first.whole_region:
        width = round(2 * first.kilometres)
        return words + gettext(" (somewhere in a circle %(km)s km wide)") % {"km": width}
    if first.of == 1:
        return words
    return words + ngettext(
        " (%(n)s place of this name)", " (one of %(n)s places of this name)", first.of
    ) % {"n": first.of}  # fmt: skip


def _between(places: list[Place]) -> Iterator[str]:
    """How far apart the two sides may be, for what both tell."""
    for label in dict.fromkeys(str(one.label) for one in places):
        family = [a for one in places if str(one.label) == label and one.side == FAMILY for a in one.areas]
        register = [
            a for one in places if str(one.label) == label and one.side == REGISTER for a in one.areas
        ]
        if family and register:
            spans = [apart(a, b) for a in family for b in register]
            least, most = round(min(low for low, _ in spans)), round(max(high for _, high in spans))
            yield gettext("%(what)s: between %(least)s and %(most)s km apart") % {
                "what": label, "least": least, "most": most,
            }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Frame:
    """A rectangle of the earth and how it lies on the drawing; degrees east are shortened by latitude."""

    latitude: float
    longitude: float
    km: float  # of one unit of the drawing

    @classmethod
    def around(cls, found: list[Area]) -> _Frame:
        south = min(a.latitude - a.kilometres / _KM_A_DEGREE for a in found)
        north = max(a.latitude + a.kilometres / _KM_A_DEGREE for a in found)
        latitude = (south + north) / 2
        east_km = _KM_A_DEGREE * max(math.cos(math.radians(latitude)), 0.1)
        west = min(a.longitude - a.kilometres / east_km for a in found)
        east = max(a.longitude + a.kilometres / east_km for a in found)
        wide = max((east - west) * east_km, _LEAST_KM) / (WIDTH - 2 * _EDGE)
        high = max((north - south) * _KM_A_DEGREE, _LEAST_KM * HEIGHT / WIDTH) / (HEIGHT - 2 * _EDGE)
        return cls(latitude, (west + east) / 2, max(wide, high))

    @property
    def east_km(self) -> float:
        return _KM_A_DEGREE * max(math.cos(math.radians(self.latitude)), 0.1)

    def at(self, latitude: float, longitude: float) -> tuple[int, int]:
        x = WIDTH / 2 + (longitude - self.longitude) * self.east_km / self.km
        y = HEIGHT / 2 - (latitude - self.latitude) * _KM_A_DEGREE / self.km
        return round(x), round(y)

    def long(self, km: float) -> int:
        return max(round(km / self.km), 7)

    def scale(self) -> tuple[int, int]:
        whole = WIDTH * self.km
        km = max((one for one in _ROUND if one <= _OF_SCALE * whole), default=1)
        return round(km / self.km), km

    def ground(self) -> str:
        up, out = HEIGHT / 2 * self.km / _KM_A_DEGREE, WIDTH / 2 * self.km / self.east_km
        towns = biggest(
            south=self.latitude - up, north=self.latitude + up, west=self.longitude - out,
            east=self.longitude + out, most=_TOWNS,
        )  # fmt: skip
        return "".join(f"M{x} {y}h0" for x, y in (self.at(*town) for town in towns))
