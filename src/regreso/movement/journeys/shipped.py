"""What we ship: the example of March 2022 with its dated rules, the gazetteer and the passports."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib import resources
from io import StringIO
from typing import TypeVar

from regreso.movement.errors import MovementError
from regreso.movement.journeys.gazetteer import Gazetteer, Passports, Place
from regreso.movement.journeys.hurdles import RuleBook
from regreso.movement.journeys.network import Network, Ride
from regreso.movement.journeys.plan import Atlas
from regreso.movement.journeys.rules import Rule, Status, VisaRun, Wait
from regreso.movement.journeys.tables import DOCUMENTS, RIDES, RULES, STATUSES, STOPS, WAITS, Table

VISA_SOURCE = "passportindex.org, by way of github.com/ilyankou/passport-index-dataset at a46dbca"
_T = TypeVar("_T")


def atlas(
    *,
    rules: Iterable[Rule] = (),
    statuses: Iterable[Status] = (),
    rides: Iterable[Ride] = (),
    waits: Iterable[Wait] = (),
) -> Atlas:
    """What we ship, with what a coordinator adds.

    A rule replaces the shipped rules of its name; a state of a crossing replaces all shipped states of that
    crossing; rides and waits are added.

    >>> sorted(atlas().network.stops)[:3]
    ['Biala Podlaska', 'Bialystok', 'Brest']
    """
    rules, statuses = tuple(rules), tuple(statuses)
    named, watched = {rule.name for rule in rules}, {status.crossing for status in statuses}
    kept = (rule for rule in _rows("rules.csv", RULES) if rule.name not in named)
    still = (status for status in _rows("crossing_status.csv", STATUSES) if status.crossing not in watched)
    book = RuleBook.of(
        (*kept, *rules),
        statuses=(*still, *statuses),
        visas=visas(),
        documents=_rows("documents.csv", DOCUMENTS),
        visa_source=VISA_SOURCE,
    )
    network = Network.of(_rows("stops.csv", STOPS), (*_rows("rides.csv", RIDES), *rides))
    return Atlas(network, book, (*_rows("waits.csv", WAITS), *waits))


@cache
def visas() -> tuple[VisaRun, ...]:
    """The published visa list.

    Read without the checks that a file of a coordinator's gets: it is the largest table, read at each start
    of the command, and a test holds it against the checked reading.

    >>> visas()[0].passport
    'AFG'
    """
    day = cache(date.fromisoformat)
    rows = csv.reader(StringIO(text_of("visa_rules.csv")))
    next(rows)
    return tuple(
        VisaRun(passport, country, what, day(first), day(last))
        for passport, country, what, first, last in rows
    )


@cache
def gazetteer() -> Gazetteer:
    """The shipped places; those of the shipped rides come first.

    >>> [gazetteer().find(name).name for name in ("Київ", "Киев", "Kiev", "Moscú", "Варшава")]
    ['Kyiv', 'Kyiv', 'Kyiv', 'Moscow', 'Warsaw']
    """
    stops = {row["id"] or row["stop"]: row for row in _dicts("stops.csv", ",")}
    more = {row["id"]: row["names"].split("|") for row in _dicts("other_names.csv", ",")}
    places = [
        _place(row, stops.pop(row["id"], None), more.get(row["id"], [])) for row in _dicts("places.tsv", "\t")
    ]
    return Gazetteer(places + [_stop_alone(row) for row in stops.values()])


@cache
def passports() -> Passports:
    """The passports of the shipped visa list.

    >>> passports().find("Россия"), passports().find("ru")
    ('RUS', 'RUS')
    """
    rows = _dicts("countries.csv", ",")
    return Passports(
        {row["alpha3"]: tuple(row[k] for k in ("alpha2", "en", "es", "uk", "ru")) for row in rows}
    )


@cache
def names_in(language: str) -> dict[str, str]:
    """The names of stops, crossings and countries in a language, by their names and identifiers here.

    >>> names_in("uk")["Brest"], names_in("ru")["pl-by-terespol"], names_in("es")["pl-by-terespol"]
    ('Берестя', 'Тересполь – Брест', 'Terespol - Brest')
    >>> names_in("uk")["POL"]
    'Польща'
    """
    names = {row["stop"]: row.get(language) or row["stop"] for row in _dicts("stops.csv", ",")}
    names |= {row["alpha3"]: row.get(language) or row["en"] for row in _dicts("countries.csv", ",")}
    return names | {row["id"]: row.get(language) or row["name"] for row in _dicts("crossings.csv", ",")}


@cache
def crossings() -> frozenset[str]:
    """The identifiers of the crossings that ship.

    >>> "pl-ua-medyka" in crossings()
    True
    """
    return frozenset(row["id"] for row in _dicts("crossings.csv", ","))


def stop_of(place: Place) -> str:
    """The name of the stop that stands for a place: its own, if no other place bears it.

    >>> stop_of(gazetteer().find("Чернігів")), stop_of(gazetteer().find("707414"))
    ('Chernihiv', 'Ivanivka, UKR (707414)')
    """
    return place.stop or (place.name if gazetteer().is_only(place) else place.label())


def _place(row: dict[str, str], stop: dict[str, str] | None, more: list[str]) -> Place:
    names = [row["name"], row["ru"], row["uk"], *more, *(stop["names"].split("|") if stop else ())]
    return Place(
        stop["stop"] if stop else row["name"], tuple(dict.fromkeys(n for n in names if n)), row["country"],
        int(row["population"]), float(row["latitude"]), float(row["longitude"]), row["zone"], row["id"],
        stop["stop"] if stop else "", tuple(row["sounds"].split()),
    )  # fmt: skip


def _stop_alone(row: dict[str, str]) -> Place:
    names = tuple(row["names"].split("|"))
    return Place(
        row["stop"], names, row["country"], 0, float(row["latitude"]), float(row["longitude"]),
        row["timezone"], row["id"], row["stop"], tuple(row["sounds"].split()),
    )  # fmt: skip


def _dicts(name: str, delimiter: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text_of(name)), delimiter=delimiter))


@cache
def _rows(name: str, table: Table[_T]) -> tuple[_T, ...]:
    rows, faults = table.read(text_of(name))
    if faults:
        raise MovementError(f"{name}: {faults[0]}")
    return tuple(rows)


def text_of(name: str) -> str:
    """A shipped table as it lies.

    >>> text_of("waits.csv").splitlines()[0]
    'crossing,entering,mode,date,hours,source'
    """
    return resources.files("regreso.movement.journeys").joinpath("data", name).read_text(encoding="utf-8")
