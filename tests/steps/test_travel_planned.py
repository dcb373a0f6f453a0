"""A journey that was planned by the book: judged when it is issued, warned when the road closes under it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from pair import Pair
from regreso.casebook.models import BorderChange, Journey
from regreso.movement.journeys.plan import plan_journey
from regreso.movement.journeys.rules import Traveller
from regreso.steps import borders, travel
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

CLOSED = (
    "crossing,from,to,status,modes,source,last_checked\npl-ua-medyka,2022-03-05,,closed,,a call,2022-03-05\n"
)
ON = date(2022, 3, 10)


def legs(pair: Pair, *documents: str, passport: str = "RUS") -> list[dict[str, object]]:
    """The legs of the first option, as a desk writes them."""
    atlas = borders.atlas(pair.cast.operation.pk)
    plan = plan_journey(
        atlas, Traveller(passport, "family", frozenset(documents)), start="Moscow", end="Lviv", on=ON
    )
    return [
        {**leg, "order": n, "from_stop": leg["from"], "to_stop": leg["to"], "what": "go",
         "source": "a report", "source_date": "2022-03-01", "checked": "2022-03-01"}
        for n, leg in enumerate(plan.options[0].legs, 1)
    ]  # fmt: skip


def planned(pair: Pair, *documents: str) -> Journey:
    made = pair.journey(
        legs=legs(pair, *documents), passport="RUS", purpose="family", documents=list(documents),
        start_stop="Moscow", end_stop="Lviv",
    )  # fmt: skip
    travel.plan(made, atlas=borders.atlas(made.operation_id), by=pair.cast.by("liaison_a"), at=pair.at)
    return made


def issued(pair: Pair) -> Journey:
    made = planned(pair, "POL")
    travel.issue(made, atlas=borders.atlas(made.operation_id), by=pair.cast.by("liaison_a"), at=pair.at)
    return made


def closed(pair: Pair) -> BorderChange:
    change = BorderChange(operation=pair.cast.operation, table="statuses")
    borders.make(change, CLOSED, by=pair.cast.by("coordinator_a"), at=pair.at)
    return change


def test_the_sheet_carries_the_rules_that_it_rests_on(pair: Pair) -> None:
    journey = Journey.objects.get(pk=issued(pair).pk)
    used = {(rule["rule"], rule["place"]): rule["last_seen"] for rule in journey.rules_used}
    assert used["status", "pl-ua-medyka"] == "2025-08-28"
    assert ("visa list", "POL") in used
    assert all(rule["source"] and rule["last_seen"] for rule in journey.rules_used)


def test_each_rule_of_a_sheet_names_its_own_version(pair: Pair) -> None:
    """What is shipped is version 0; a line that a coordinator wrote has the number of its line."""
    closed(pair)
    change = BorderChange(operation=pair.cast.operation, table="statuses")
    text = CLOSED.replace(",closed,,", ",open,coach|rail,")
    assert text != CLOSED
    borders.make(change, text, by=pair.cast.by("coordinator_a"), at=pair.at)
    used = {(rule["rule"], rule["place"]): rule["version"] for rule in planned(pair, "POL").rules_used}
    assert used["status", "pl-ua-medyka"] == 2
    assert used["visa list", "POL"] == 0


def test_no_sheet_is_issued_while_a_document_is_missing(pair: Pair) -> None:
    journey = planned(pair)
    with pytest.raises(
        MoveRefused, match=r"something stands in leg 2: visa list: visa required \(RUS\) at POL"
    ):
        travel.issue(
            journey, atlas=borders.atlas(journey.operation_id), by=pair.cast.by("liaison_a"), at=pair.at
        )


def test_no_sheet_is_issued_over_a_border_of_which_we_do_not_know(pair: Pair) -> None:
    journey = planned(pair, "POL")
    for key in [key for key in borders.lines(journey.operation_id, "statuses") if key[0] == "pl-ua-medyka"]:
        change = BorderChange(operation=pair.cast.operation, table="statuses")
        borders.withdraw(change, key, by=pair.cast.by("coordinator_a"), at=pair.at)
    with pytest.raises(MoveRefused, match="no status on file at pl-ua-medyka"):
        travel.issue(
            journey, atlas=borders.atlas(journey.operation_id), by=pair.cast.by("liaison_a"), at=pair.at
        )
    with pytest.raises(StepError, match="no_atlas"):
        travel.issue(journey, by=pair.cast.by("liaison_a"), at=pair.at)


def test_nobody_leaves_by_a_sheet_whose_crossing_closed(pair: Pair) -> None:
    journey = issued(pair)
    closed(pair)
    with pytest.raises(MoveRefused, match="crossing closed at pl-ua-medyka"):
        travel.depart(journey, atlas=borders.atlas(journey.operation_id), by=pair.mother, at=pair.at)


def test_a_warned_sheet_is_neither_issued_nor_left_with_until_somebody_looked(pair: Pair) -> None:
    journey = issued(pair)
    closing = closed(pair)
    travel.warn(journey, {"why": "crossing", "legs": [4], "hurdles": ["crossing closed"]}, at=pair.at)
    atlas, liaison = borders.atlas(journey.operation_id), pair.cast.by("liaison_a")
    with pytest.raises(MoveRefused, match="alarm on this sheet"):
        travel.depart(journey, atlas=atlas, by=pair.mother, at=pair.at)
    with pytest.raises(MoveRefused, match="still says"):
        travel.settle(journey, reason="I saw it", atlas=atlas, by=liaison, at=pair.at)
    borders.undo(closing, by=pair.cast.by("coordinator_a"), at=pair.at)
    atlas = borders.atlas(journey.operation_id)
    travel.settle(journey, reason="the post says it is open", atlas=atlas, by=liaison, at=pair.at)
    travel.depart(journey, atlas=atlas, by=pair.mother, at=pair.at)
    assert (journey.state, journey.warned_at) == ("under_way", None)


def test_what_lies_behind_the_traveller_no_longer_stands_in_the_way(pair: Pair) -> None:
    journey = issued(pair)
    travel.depart(journey, atlas=borders.atlas(journey.operation_id), by=pair.mother, at=pair.at)
    for leg in (1, 2):
        travel.check_in(journey, leg, by=pair.mother, at=pair.at)
    change = BorderChange(operation=pair.cast.operation, table="statuses")
    text = CLOSED.replace("pl-ua-medyka", "pl-ru-grzechotki")
    borders.make(change, text, by=pair.cast.by("coordinator_a"), at=pair.at)
    assert travel.standing_in(journey, borders.atlas(journey.operation_id)) == ()


def test_the_next_word_is_due_after_the_leg_that_is_planned(pair: Pair) -> None:
    journey = issued(pair)
    left = datetime(2022, 3, 10, 5, 0, tzinfo=UTC)  # the aeroplane lands at 07:42 by UTC
    travel.depart(journey, atlas=borders.atlas(journey.operation_id), by=pair.mother, at=left)
    assert journey.next_check_in_at == datetime(2022, 3, 10, 10, 42, tzinfo=UTC)
    travel.check_in(journey, 1, by=pair.mother, at=left + timedelta(hours=9))
    assert journey.next_check_in_at == datetime(2022, 3, 10, 19, 0, tzinfo=UTC)
    late = left + timedelta(hours=40)
    travel.check_in(journey, 2, by=pair.mother, at=late)
    assert journey.next_check_in_at == late + timedelta(hours=1), "who is late is not asked every minute"


def test_without_a_meeting_of_the_holding_side_there_is_no_journey(pair: Pair) -> None:
    journey = pair.journey()
    pair.custody.meeting = {}
    pair.custody.save()
    journey.answer.match.custody.refresh_from_db()
    with pytest.raises(MoveRefused, match="has named no meeting yet"):
        travel.plan(journey, by=pair.cast.by("liaison_a"), at=pair.at)


def test_point_and_day_are_those_of_the_holding_side_whatever_was_typed(pair: Pair) -> None:
    journey = pair.journey(meeting_point="somewhere else", meeting_on="2022-12-24")
    travel.plan(journey, by=pair.cast.by("liaison_a"), at=pair.at)
    assert (journey.meeting_point, journey.meeting_on) == ("Invented checkpoint", "2022-03-12")


def test_a_sheet_to_another_meeting_than_the_one_named_now_is_not_issued(pair: Pair) -> None:
    journey = planned(pair, "POL")
    pair.name_meeting(point="Another checkpoint")
    with pytest.raises(MoveRefused, match="names another meeting now"):
        travel.issue(
            journey, atlas=borders.atlas(journey.operation_id), by=pair.cast.by("liaison_a"), at=pair.at
        )


def test_a_replacement_says_what_it_replaces_and_an_escort_may_make_it(pair: Pair) -> None:
    old = issued(pair)
    new = pair.journey(legs=legs(pair, "POL"), passport="RUS", documents=["POL"], start_stop="Moscow")
    atlas = borders.atlas(old.operation_id)
    travel.replace(old, new, atlas=atlas, by=pair.cast.by("escort"), at=pair.at)
    travel.issue(new, atlas=atlas, by=pair.cast.by("escort"), at=pair.at)
    assert (new.replaces, old.state, new.state) == (old, "replaced", "issued")
