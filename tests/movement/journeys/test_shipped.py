"""The shipped example answers as the dated questions expect, and its data are whole."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from regreso.facts.places import settlement_sounds
from regreso.movement.journeys import shipped
from regreso.movement.journeys.hurdles import Kind
from regreso.movement.journeys.plan import Plan, Tier, plan_journey
from regreso.movement.journeys.rules import Says, Span, Status, Traveller
from regreso.movement.journeys.tables import RIDES, RULES, VISAS

EXPECTED = json.loads((Path(__file__).parent / "data/journeys_expected.json").read_text(encoding="utf-8"))
MOSCOW_KYIV: dict[str, str] = {"start": "Moscow", "end": "Kyiv"}


def ask(on: str, *documents: str, passport: str = "RUS", purpose: str = "humanitarian") -> Plan:
    traveller = Traveller(passport, purpose, frozenset(documents))
    return plan_journey(shipped.atlas(), traveller, start="Moscow", end="Kyiv", on=date.fromisoformat(on))


@pytest.mark.parametrize(
    "case", EXPECTED["cases"], ids=lambda c: f"{c['on']} {c['purpose']} {c['documents']}"
)
def test_each_dated_question_is_answered_as_expected(case: dict[str, Any]) -> None:
    plan = ask(case["on"], *case["documents"], passport=case["passport"], purpose=case["purpose"])
    assert plan.tier.value == case["tier"]


@pytest.mark.parametrize(
    ("on", "passport", "purpose", "documents", "tier"),
    [
        ("2022-03-10", "UKR", "family", "", Tier.READY),
        ("2022-03-10", "DEU", "family", "", Tier.READY),
        ("2022-03-10", "RUS", "family", "DEU", Tier.READY),
        ("2022-03-10", "RUS", "family", "SCHENGEN", Tier.READY),
        ("2022-03-10", "RUS", "family", "UKR", Tier.DOCUMENTS),
        ("2023-05-01", "RUS", "family", "POL", Tier.DOCUMENTS),
        ("2023-05-01", "RUS", "family", "POL UKR", Tier.READY),
        ("2023-05-01", "RUS", "study", "POL UKR", Tier.UNKNOWN),
        ("2025-03-01", "RUS", "business", "POL UKR", Tier.BLOCKED),
        ("2025-03-01", "RUS", "family", "", Tier.DOCUMENTS),
        ("2025-03-08", "RUS", "family", "POL UKR", Tier.READY),
        ("2025-03-20", "RUS", "family", "POL UKR", Tier.UNKNOWN),
        ("2030-01-01", "RUS", "family", "POL UKR", Tier.UNKNOWN),
        ("2022-10-01", "BLR", "family", "POL", Tier.UNKNOWN),
        ("2019-01-01", "RUS", "family", "POL", Tier.UNKNOWN),
        ("2022-01-20", "MEX", "family", "", Tier.BLOCKED),
    ],
)
def test_others_like_them(on: str, passport: str, purpose: str, documents: str, tier: Tier) -> None:
    assert ask(on, *documents.split(), passport=passport, purpose=purpose).tier is tier


def test_the_fast_reading_of_the_visa_list_is_that_of_the_checked_table() -> None:
    rows, faults = VISAS.read(shipped.text_of("visa_rules.csv"))
    assert (faults, shipped.visas()) == ([], tuple(rows))
    assert len(rows) > 7000


def test_a_stop_outside_the_gazetteer_has_the_sounds_of_its_names() -> None:
    for row in shipped._dicts("stops.csv", ","):
        sounds = {s for name in row["names"].split("|") for s in settlement_sounds(name)[:4]}
        assert set(row["sounds"].split()) == (set() if row["id"] else sounds)
    assert shipped.gazetteer().find("Дорогуск").stop == "Dorohusk"


def test_a_block_names_the_one_rule_that_suffices() -> None:
    (blocking,) = ask("2022-03-02").blocked_by
    assert (blocking.rule, blocking.place, blocking.kind) == ("pl-ru-epidemic", "POL", Kind.REFUSED)
    assert blocking.source
    assert blocking.last_seen == date(2022, 2, 10)


def test_the_documents_tier_says_what_and_by_when() -> None:
    option = ask("2022-07-10", "POL").options[0]
    assert [needed.document.code for needed in option.documents_to_get] == ["UKR"]
    assert option.documents_to_get[0].apply_by is None
    assert option.unknown_rules == ()
    polish = ask("2022-03-10").options[0].documents_to_get[0]
    assert polish.apply_by == polish.needed_on - timedelta(days=15)


def test_a_closed_crossing_is_gone_round() -> None:
    """With the coast closed the way leads over Brest; with Brest closed too, two crossings block."""
    closed = [
        Status(name, Span(date(2022, 3, 1)), is_open=False, modes=frozenset(), source="a report")
        for name in ("pl-ru-grzechotki", "pl-ru-bezledy", "pl-by-terespol")
    ]
    on = date(2022, 3, 10)
    holder = Traveller("RUS", "family", frozenset({"POL"}))
    plan = plan_journey(shipped.atlas(statuses=closed[:2]), holder, **MOSCOW_KYIV, on=on)
    assert plan.tier is Tier.READY
    taken = {leg["crossing"] for option in plan.options for leg in option.legs}
    assert taken == {None, "pl-by-terespol", "pl-ua-medyka", "pl-ua-dorohusk"}
    plan = plan_journey(shipped.atlas(statuses=closed), holder, **MOSCOW_KYIV, on=on)
    assert plan.tier is not Tier.READY
    assert all(option.unknown_rules for option in plan.options)


def test_a_rule_of_ones_own_replaces_ours_of_that_name() -> None:
    lifted, faults = RULES.read(
        "rule,place,says,from,to,source\npl-ru-purpose,POL,refuse,2022-09-19,2022-09-20,me"
    )
    assert not faults
    assert lifted[0].says is Says.REFUSE
    visas = frozenset({"POL", "UKR"})
    plan = plan_journey(
        shipped.atlas(rules=lifted), Traveller("RUS", "tourism", visas), **MOSCOW_KYIV, on=date(2022, 10, 1)
    )
    assert plan.tier is Tier.READY


def test_a_place_without_rides_is_not_called_blocked() -> None:
    plan = plan_journey(shipped.atlas(), Traveller("RUS"), start="Kyiv", end="Moscow", on=date(2022, 3, 10))
    assert (plan.tier, plan.blocked_by[0].rule) == (Tier.UNKNOWN, "no ride on file")


def test_a_ride_of_ones_own_is_taken() -> None:
    rides, faults = RIDES.read("from,to,mode,hours,departures,fare_eur\nMoscow,Kyiv,air,1,06:00,1")
    assert not faults
    atlas = shipped.atlas(rides=rides)
    plan = plan_journey(atlas, Traveller("UKR"), **MOSCOW_KYIV, on=date(2022, 3, 10))
    assert [(option.changes, option.cost) for option in plan.options] == [(0, 1)]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Москва", "Moscow"), ("moscú", "Moscow"), ("Калінінград", "Kaliningrad"),
        ("Kaliningrado", "Kaliningrad"),
        ("Гродно", "Hrodna"), ("Брэст", "Brest"), ("Перемышль", "Przemysl"), ("Перемишль", "Przemysl"),
        ("Белосток", "Bialystok"), ("Białystok", "Bialystok"), ("Leópolis", "Lviv"), ("Львов", "Lviv"),
        ("Дорогуськ", "Dorohusk"), ("КИЕВ", "Kyiv"), ("Чернигов", "Chernihiv"), ("Homyel", "Homyel'"),
        ("Гомель", "Homyel'"), ("703448", "Kyiv"), ("Brest, BLR", "Brest"),
    ],
)  # fmt: skip
def test_a_place_is_found_in_any_alphabet(written: str, name: str) -> None:
    assert shipped.gazetteer().find(written).name == name


@pytest.mark.parametrize("written", ["RUS", "ru", "Russia", "Rusia", "Росія", "россия"])
def test_a_passport_is_found_by_code_or_name(written: str) -> None:
    assert shipped.passports().find(written) == "RUS"


def test_every_ride_leads_between_places_of_the_gazetteer() -> None:
    served = {place.stop for place in shipped.gazetteer().places if place.stop}
    assert served == set(shipped.atlas().network.stops)
