"""What is printed says what it is, and the calendar and the PDF are what readers of them expect."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from regreso.movement.journeys import shipped
from regreso.movement.journeys.hurdles import NO_RULE, NO_STATUS
from regreso.movement.journeys.paper import as_pdf
from regreso.movement.journeys.plan import NO_RIDE, Plan, plan_journey
from regreso.movement.journeys.rules import MODES, PURPOSES, Traveller, Wait
from regreso.movement.journeys.telling import PLANNING_COPY, Question, as_calendar, as_text
from regreso.movement.journeys.words import LANGUAGES, rule_named, told

ON = date(2022, 3, 10)
ASKED = Question("Moscow", "Kyiv", ON, "RUS", "family")


def plan(on: date = ON, *documents: str) -> Plan:
    traveller = Traveller("RUS", "family", frozenset(documents))
    return plan_journey(shipped.atlas(), traveller, start="Moscow", end="Kyiv", on=on)


def test_the_text_names_the_document_its_lead_time_and_the_source() -> None:
    text = as_text(ASKED, plan())
    assert "get: visa for Poland (national or Schengen), about 15 days: apply by 2022-02-23" in text
    assert "passportindex.org" in text
    assert PLANNING_COPY in text


def test_the_text_names_what_blocks() -> None:
    assert "pl-ru-epidemic at POL, last seen 2022-02-10" in as_text(ASKED, plan(date(2022, 3, 2)))


def test_the_calendar_has_an_event_a_leg_in_utc() -> None:
    first = plan().options[0]
    text = as_calendar(ASKED, plan())
    assert text.count("BEGIN:VEVENT") == len(first.legs) == text.count("END:VEVENT")
    assert "DTSTART:20220310T050000Z" in text
    assert text.endswith("END:VCALENDAR\r\n")
    assert text.count(PLANNING_COPY.replace(",", "\\,")) == len(first.legs)


def test_no_line_of_the_calendar_is_too_long_and_unfolding_gives_it_back() -> None:
    text = as_calendar(ASKED, plan())
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "SUMMARY:Planning copy\\, not a journey sheet: rail Lviv – Kyiv\r\n" in text.replace("\r\n ", "")


def test_a_blocked_journey_is_a_day_that_says_why() -> None:
    text = as_calendar(replace(ASKED, on=date(2022, 3, 2)), plan(date(2022, 3, 2))).replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20220302" in text
    assert "pl-ru-epidemic" in text


def test_the_pdf_is_a_pdf_of_the_plan() -> None:
    ready, blocked = as_pdf(ASKED, plan(ON, "POL")), as_pdf(ASKED, plan(date(2022, 3, 2)))
    for content in (ready, blocked):
        assert content.startswith(b"%PDF-")
    assert len(ready) > len(blocked)
    assert re.search(rb"/MediaBox\s*\[0 0 595\.\d+ 841\.\d+\]", ready)


def test_a_fresh_wait_makes_the_arrival_later() -> None:
    """Reported a day before: added. Reported a month before: not."""
    holder = Traveller("RUS", "family", frozenset({"POL"}))
    arrivals = []
    for day in (None, date(2022, 3, 9), date(2022, 2, 9)):
        waits = [Wait("pl-ua-medyka", "UKR", m, day, 36, "report") for m in ("coach", "rail")] if day else []
        found = plan_journey(shipped.atlas(waits=waits), holder, start="Przemysl", end="Kyiv", on=ON)
        arrivals.append(found.options[0].arrive)
    assert arrivals[1] > arrivals[0]
    assert arrivals[2] == arrivals[0]


@pytest.mark.parametrize("language", ["es", "uk", "ru"])
def test_every_word_of_the_engine_is_translated(language: str) -> None:
    """What a rule of ours, a means or a purpose is called; a name that a coordinator gave stays."""
    requirements = {run.requirement for run in shipped.visas() if not run.requirement.isdigit()}
    rules = [NO_RULE, NO_STATUS, NO_RIDE, "crossing closed", "crossing last seen open"]
    rules += [f"visa list: {one} (RUS)" for one in requirements] + [f"not open to {mode}" for mode in MODES]
    # “taxi” is the same word in Spanish.
    same = [rule for rule in rules if rule_named(rule, language) == rule]
    assert same == []
    assert [one for one in (*MODES, *PURPOSES) if told(one, language) == one] == ["taxi"] * (language == "es")
    assert rule_named("pl-ru-epidemic", language) == "pl-ru-epidemic"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_and_the_calendar_speak_the_language(language: str) -> None:
    text = as_calendar(ASKED, plan(), language=language)
    assert (PLANNING_COPY.replace(",", "\\,") in text.replace("\r\n ", "")) is (language == "en")
    assert as_pdf(ASKED, plan(), language=language).startswith(b"%PDF-")
