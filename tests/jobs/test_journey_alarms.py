"""A border that closes and a meeting that falls stop those who are on the way to it, and nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regreso.casebook.models import BorderChange, Handover, Journey, Site, history
from regreso.jobs import consequences as then
from regreso.steps import borders, handover, register, travel
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from pair import Pair

HEAD = "crossing,from,to,status,modes,source,last_checked\n"
LEG = {
    "order": 1, "from": "Przemysl", "to": "Lviv", "from_stop": "Przemysl", "to_stop": "Lviv", "mode": "coach",
    "what": "go", "source": "a report", "source_date": "2022-03-01", "checked": "2022-03-01",
    "crossing": "pl-ua-medyka", "enters": "UKR", "depart": "2022-03-10T07:00:00+01:00",
    "arrive": "2022-03-10T14:00:00+02:00",
}  # fmt: skip


@pytest.fixture
def journey(pair: Pair) -> Journey:
    made = pair.journey(legs=[LEG], passport="RUS", purpose="family", start_stop="Przemysl", end_stop="Lviv")
    atlas, by = borders.atlas(made.operation_id), pair.cast.by("liaison_a")
    travel.plan(made, atlas=atlas, by=by, at=pair.at)
    travel.issue(made, atlas=atlas, by=by, at=pair.at)
    return made


def closing(pair: Pair, crossing: str) -> BorderChange:
    change = BorderChange(operation=pair.cast.operation, table="statuses")
    text = f"{HEAD}{crossing},2022-03-05,,closed,,a call,2022-03-05\n"
    borders.make(change, text, by=pair.cast.by("coordinator_a"), at=pair.at)
    return change


def test_a_closure_on_the_way_raises_one_alarm(pair: Pair, journey: Journey) -> None:
    change = closing(pair, "pl-ua-medyka")
    for _ in range(2):  # whatever the worker does twice
        then.look_at_journeys(history(change).last(), pair.at)  # type: ignore[arg-type]  # there is one
    journey.refresh_from_db()
    assert journey.warned_at == pair.at
    told = {"why": "crossing", "legs": [1], "hurdles": ["crossing closed: pl-ua-medyka"]}
    assert journey.warning.items() >= told.items()
    assert history(journey).filter(name="warn").count() == 1


def warned(pair: Pair, journey: Journey) -> Journey:
    then.look_at_journeys(history(closing(pair, "pl-ua-medyka")).last(), pair.at)  # type: ignore[arg-type]  # there is one
    then.prepare_new_sheet(history(journey).last(), pair.at)  # type: ignore[arg-type]  # there is one
    journey.refresh_from_db()
    return journey


def test_with_the_alarm_what_else_there_is_lies_ready_and_is_written_once(
    pair: Pair, journey: Journey
) -> None:
    ready = warned(pair, journey).warning["prepared"]
    assert (ready["start"], ready["tier"], ready["at"]) == ("Przemysl", "blocked", pair.at.isoformat())
    assert ["crossing closed", "pl-ua-medyka"] in ready["stands"]
    assert ready["options"] == []
    warn = history(journey).filter(name="warn").get()
    then.prepare_new_sheet(warn, pair.at)
    assert history(journey).filter(name="prepare").count() == 1
    # Nobody is moved by it: the sheet is as it was, with its alarm.
    assert (journey.state, Journey.objects.count()) == ("issued", 1)


def test_when_another_way_opens_it_lies_ready_for_the_alarm_that_runs(pair: Pair, journey: Journey) -> None:
    warned(pair, journey)
    change = BorderChange(operation=pair.cast.operation, table="rides")
    rides = (
        "from,to,mode,hours,departures,crossing,enters,fare_eur,source\n"
        "Przemysl,Lviv,rail,3,09:00,pl-ua-przemysl-rail,UKR,9,a call\n"
    )
    borders.make(change, rides, by=pair.cast.by("coordinator_a"), at=pair.at)
    then.look_at_journeys(history(change).last(), pair.at)  # type: ignore[arg-type]  # there is one
    journey.refresh_from_db()
    ready = journey.warning["prepared"]
    assert [leg["mode"] for option in ready["options"] for leg in option["legs"]] == ["rail"]
    assert history(journey).filter(name="warn").count() == 1


def test_without_an_alarm_nothing_is_laid_ready(pair: Pair, journey: Journey) -> None:
    with pytest.raises(MoveRefused, match="no alarm"):
        travel.prepare(journey, {"start": "Lviv", "tier": "ready", "options": [], "stands": []}, at=pair.at)
    warned(pair, journey)
    travel.cancel(journey, reason="she stays", by=pair.cast.by("liaison_a"), at=pair.at)
    then.prepare_new_sheet(history(journey).filter(name="warn").get(), pair.at)
    assert history(journey).filter(name="prepare").count() == 1


def test_a_closure_elsewhere_alarms_nobody(pair: Pair, journey: Journey) -> None:
    then.look_at_journeys(history(closing(pair, "pl-ua-zosin")).last(), pair.at)  # type: ignore[arg-type]  # there is one
    journey.refresh_from_db()
    assert journey.warned_at is None


def test_another_meeting_stops_those_who_go_to_the_old_one(pair: Pair, journey: Journey) -> None:
    pair.name_meeting(point="Another checkpoint")
    then.look_at_meeting(history(pair.custody).last(), pair.at)  # type: ignore[arg-type]  # there is one
    journey.refresh_from_db()
    assert journey.warning == {"why": "meeting"}


def test_the_same_meeting_named_again_stops_nobody(pair: Pair, journey: Journey) -> None:
    pair.name_meeting()
    then.look_at_meeting(history(pair.custody).last(), pair.at)  # type: ignore[arg-type]  # there is one
    journey.refresh_from_db()
    assert journey.warned_at is None


def test_when_he_is_moved_she_is_stopped(pair: Pair, journey: Journey) -> None:
    other = Site.objects.get(code="H1")
    move = register.transfer(pair.custody, other, by=pair.cast.by("registrar"), at=pair.at)
    then.look_at_meeting(move, pair.at)
    journey.refresh_from_db()
    assert journey.warning == {"why": "meeting"}


def test_a_refused_handover_stops_those_who_travel_to_it(pair: Pair, journey: Journey) -> None:
    file = Handover(
        operation=pair.cast.operation, custody=pair.custody, enquiry=pair.enquiry, basis="exchange"
    )
    handover.propose(file, by=pair.cast.by("liaison_a"), at=pair.at)
    move = handover.refuse(file, by=pair.son, at=pair.at)
    then.warn_of_handover(move, pair.at)
    journey.refresh_from_db()
    assert journey.warning == {"why": "meeting"}


def test_an_arrived_journey_is_left_alone(pair: Pair, journey: Journey) -> None:
    atlas = borders.atlas(journey.operation_id)
    travel.depart(journey, atlas=atlas, by=pair.mother, at=pair.at)
    travel.arrive(journey, by=pair.mother, at=pair.at)
    then.look_at_journeys(history(closing(pair, "pl-ua-medyka")).last(), pair.at)  # type: ignore[arg-type]  # there is one
    journey.refresh_from_db()
    assert journey.warned_at is None
