"""Places and passports as people write them, in four languages, with the nearest offered."""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from regreso.facts.places import settlement_sounds
from regreso.movement.errors import MovementError

MOST_OFFERED = 5
_EARTH_KM = 6371.0
_FAR_LARGER = 10
_LIKE = 60.0
_A_TOWN = 100_000
_LETTERS = str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "-": " ", "'": "", "’": "", "ʼ": "", "`": ""}
)


class UnknownName(MovementError):  # noqa: N818 - it tells what happened, as its parent does
    """A place or passport that is not known; `nearest` are the names offered instead."""

    def __init__(self, sentence: str, nearest: tuple[str, ...]) -> None:
        super().__init__(sentence)
        self.nearest = nearest


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer.

    Attributes:
        name: as shown; names: all spellings known. country: alpha-3. stop: the stop that rides serve, or "".
        sounds: readings of the names, so that another alphabet finds it.
    """

    name: str
    names: tuple[str, ...]
    country: str
    population: int
    latitude: float
    longitude: float
    zone: str
    identifier: str = ""
    stop: str = ""
    sounds: tuple[str, ...] = ()

    def label(self) -> str:
        """How to ask for exactly this place.

        >>> Place("Brest", ("Brest",), "BLR", 347138, 52.1, 23.7, "Europe/Minsk", "629634").label()
        'Brest, BLR (629634)'
        """
        return f"{self.name}, {self.country}" + (f" ({self.identifier})" if self.identifier else "")


@dataclass(slots=True)
class Gazetteer:
    """Places by name; those that rides serve come first.

    >>> lviv = Place("Lviv", ("Lviv", "Львів"), "UKR", 717273, 49.8, 24.0, "Europe/Kyiv", stop="Lviv")
    >>> Gazetteer([lviv]).find("ЛЬВІВ").name
    'Lviv'
    """

    places: list[Place]
    _by_name: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    _heard_as: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        keys = iter(_folded_at_once([name for place in self.places for name in place.names]))
        for place in self.places:
            for key in {next(keys) for _ in place.names} | {place.identifier}:
                self._by_name[key].append(place)
        self._by_name.pop("", None)  # places without an identifier

    def find(self, text: str) -> Place:
        """The place that a text names: by its written name, or else by its sound.

        A country's letters may follow a comma ("Brest, BLR"), and a GeoNames number is a name. Of several
        places a stop is meant first, then one ten times larger than the next.

        Raises:
            UnknownName: no such place, or several; the nearest names are offered.
        """
        name, _, country = (part.strip() for part in text.partition(","))
        if not name:
            raise UnknownName("no place was named; expected a town, such as Moscow or Київ", ())
        found = self._meant(name)
        found = [place for place in found if not country or folded(country) == folded(place.country)]
        if not found:
            nearest = self._nearest(name)
            offer = f"; the nearest are {', '.join(nearest)}" if nearest else ""
            raise UnknownName(f"“{text}” is no place of the gazetteer{offer}", nearest)
        chosen = _chosen(found)
        if chosen is None:
            nearest = tuple(place.label() for place in _by_size(found)[:MOST_OFFERED])
            offer = "; ".join(self._told_apart(place) for place in _by_size(found)[:MOST_OFFERED])
            raise UnknownName(
                f"“{text}” names {len(found)} places; say which by its number: {offer}", nearest
            )
        return chosen

    def named(self, text: str) -> list[Place]:
        """Every place of a name, as it is written or as it sounds; [] where there is none.

        >>> Gazetteer([]).named("Vilshana")
        []
        """
        written = self._by_name.get(folded(text), ())
        return list({id(place): place for place in (*written, *self._heard(text))}.values())

    def _meant(self, name: str) -> list[Place]:
        """Those written so, and towns of the same country that sound so and are ten times larger.

        A town has more spellings than a gazetteer holds: “Zaporizhzhia” is written so of a village only, and
        whoever writes it means the city.
        """
        written = self._by_name.get(folded(name), [])
        if not written or any(place.stop for place in written) or name.isdigit():
            return written or self._heard(name)
        largest, countries = max(one.population for one in written), {one.country for one in written}
        towns = (one for one in self._heard(name) if one.country in countries and one not in written)
        return [*written, *(one for one in towns if one.population >= _FAR_LARGER * max(1, largest))]

    @property
    def _by_sound(self) -> dict[str, list[Place]]:
        """Made when a name is first not found as it is written, which is rare."""
        if not self._heard_as:
            for place in self.places:
                for sound in place.sounds:
                    self._heard_as[sound].append(place)
        return self._heard_as

    def _told_apart(self, place: Place) -> str:
        """A place with the town that it is near, so that people can tell namesakes apart."""
        towns = (
            (round(kilometres(place, town)), town.name)
            for town in self.places
            if town.population >= _A_TOWN and town is not place
        )
        near = min(towns, default=None)
        return place.label() + (f", {near[0]} km from {near[1]}" if near else "")

    def is_only(self, place: Place) -> bool:
        """Whether no other place bears this name."""
        return len(self._by_name.get(folded(place.name), ())) <= 1

    def nearest_stop(self, place: Place) -> tuple[Place, int] | None:
        """The nearest place that rides serve, and how many km away it is."""
        stops = ((round(kilometres(place, stop)), stop) for stop in self.places if stop.stop)
        nearest = min(stops, key=lambda pair: pair[0], default=None)
        return None if nearest is None else (nearest[1], nearest[0])

    def _heard(self, name: str) -> list[Place]:
        found = [place for sound in settlement_sounds(name) for place in self._by_sound.get(sound, ())]
        return list({id(place): place for place in found}.values())

    def _nearest(self, name: str) -> tuple[str, ...]:
        sounds = settlement_sounds(name)[:1]
        alike = _alike(folded(name), self._by_name) + [
            match for sound in sounds for match in _alike(sound, self._by_sound)
        ]
        best = sorted(alike, key=lambda match: -match[0])
        places = (_by_size(found)[0] for _, found in best)
        return tuple(dict.fromkeys(place.name for place in places))[:MOST_OFFERED]


@dataclass(frozen=True, slots=True)
class Passports:
    """Passports by the country that gives them out: code (alpha-3) → all names."""

    names: dict[str, tuple[str, ...]]

    def find(self, text: str) -> str:
        """The alpha-3 code that a text names.

        Raises:
            UnknownName: no such passport; the nearest are offered.

        >>> Passports({"UKR": ("UA", "Ukraine", "Україна")}).find("україна")
        'UKR'
        """
        wanted = folded(text)
        known = {folded(name): code for code, names in self.names.items() for name in (code, *names)}
        if wanted in known:
            return known[wanted]
        if not wanted:
            raise UnknownName("no passport was named; expected a country, such as RUS, RU or Russia", ())
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - deferred: loads slowly, and only slips need it

        alike = process.extract(wanted, known.keys(), scorer=fuzz.ratio, limit=MOST_OFFERED)
        codes = tuple(dict.fromkeys(known[name] for name, _, _ in alike))
        offer = ", ".join(f"{code} ({self.names[code][1]})" for code in codes)
        raise UnknownName(f"“{text}” is no passport that we know; the nearest are {offer}", codes)


def folded(text: str) -> str:
    """A name without case, marks and apostrophes.

    >>> folded("Białystok"), folded("Homyel'"), folded("Бяла-Подляска")
    ('bialystok', 'homyel', 'бяла подляска')
    """
    plain = text.casefold()
    if not plain.isascii():
        parts = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in parts if not unicodedata.combining(c))
    return " ".join(plain.translate(_LETTERS).split())


def _folded_at_once(names: list[str]) -> list[str]:
    """As `folded`, of thousands of names in one pass: the gazetteer is read at each start of the command."""
    parts = unicodedata.normalize("NFKD", "\n".join(names).casefold())
    marks = dict.fromkeys(ord(c) for c in set(parts) if unicodedata.combining(c))
    plain = parts.translate(marks).translate(_LETTERS)
    return [" ".join(name.split()) for name in plain.split("\n")]


def _alike(wanted: str, known: dict[str, list[Place]]) -> list[tuple[float, list[Place]]]:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - deferred: loads slowly, and only slips need it

    matches: Iterable[tuple[str, float, object]] = process.extract(
        wanted, known.keys(), scorer=fuzz.ratio, limit=MOST_OFFERED, score_cutoff=_LIKE
    )
    return [(score, known[key]) for key, score, _ in matches]


def _chosen(found: list[Place]) -> Place | None:
    stops = [place for place in found if place.stop]
    if len(stops) == 1:
        return stops[0]
    ordered = _by_size(found)
    if len(ordered) == 1 or ordered[0].population >= _FAR_LARGER * max(1, ordered[1].population):
        return ordered[0]
    return None


def _by_size(places: list[Place]) -> list[Place]:
    return sorted(places, key=lambda place: (not place.stop, -place.population, place.identifier))


def kilometres(a: Place, b: Place) -> float:
    """The great-circle distance of two places.

    >>> kyiv = Place("Kyiv", (), "UKR", 0, 50.45, 30.52, "")
    >>> round(kilometres(kyiv, Place("Lviv", (), "UKR", 0, 49.84, 24.03, "")))
    467
    """
    one, two = math.radians(a.latitude), math.radians(b.latitude)
    h = math.sin((two - one) / 2) ** 2
    h += math.cos(one) * math.cos(two) * math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(h))
