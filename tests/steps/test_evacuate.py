"""A corridor is agreed only by everybody's word, and a change of what was agreed takes the word back."""

from __future__ import annotations

import copy
from datetime import UTC, datetime

import pytest

from cast import Cast
from evacuations import CHANNELS, agreed, approved, gone, planned, proposed, scenario
from regreso.casebook.models import Corridor
from regreso.steps import evacuate
from regreso.steps.errors import StepError
from regreso.story import MoveRefused


def test_a_proposed_corridor_is_known_by_a_code_that_tells_no_place_and_its_outcome_is_unknown(
    cast: Cast,
) -> None:
    row = proposed(cast)
    assert (row.state, row.outcome, row.people, row.version) == ("proposed", "unknown", 193, 1)
    assert len(row.code) == 5
    assert row.begins_at == datetime(2022, 3, 5, 7, 0, tzinfo=UTC)
    assert row.ends_at == datetime(2022, 3, 5, 14, 0, tzinfo=UTC)


def test_what_is_no_scenario_makes_no_corridor(cast: Cast) -> None:
    with pytest.raises(StepError, match="not_a_scenario"):
        evacuate.propose(
            Corridor(operation=cast.operation), {"id": "x"}, by=cast.by("coordinator_a"), at=cast.at
        )
    assert not Corridor.objects.exists()


def test_a_second_click_makes_no_second_corridor(cast: Cast) -> None:
    row = proposed(cast)
    again = Corridor(id=row.pk, operation=cast.operation)
    with pytest.raises(MoveRefused, match="already there"):
        evacuate.propose(again, scenario(), by=cast.by("coordinator_a"), at=cast.at)


@pytest.mark.parametrize("lacking", ["acknowledgements", "agreed"])
def test_one_party_or_four_fields_agree_nothing(cast: Cast, lacking: str) -> None:
    raw = scenario()
    way = raw["corridors"][0]
    way[lacking] = way[lacking][:1] if lacking == "acknowledgements" else way[lacking] | {"aid": " "}
    row = proposed(cast, raw)
    with pytest.raises(StepError, match="not_agreed_by_all"):
        evacuate.agree(row, by=cast.by("coordinator_a"), at=cast.at)
    assert Corridor.objects.get().state == "proposed"


def test_when_all_have_said_yes_it_is_called_agreed_and_can_be_planned(cast: Cast) -> None:
    row = agreed(cast)
    assert (row.state, row.scenario["corridors"][0]["status"], row.version) == ("agreed", "agreed", 2)


def test_another_window_takes_the_agreement_back_and_another_bus_does_not(cast: Cast) -> None:
    row = planned(cast)
    by = cast.by("coordinator_b")
    raw = copy.deepcopy(row.scenario)
    raw["fleets"][0]["count"] = 9
    evacuate.change(row, raw, version=row.version, by=by, at=cast.at)
    assert row.state == "agreed"
    raw = copy.deepcopy(row.scenario)
    raw["corridors"][0]["windows"][0]["end"] = "2022-03-05T15:00"
    evacuate.change(row, raw, version=row.version, by=by, at=cast.at)
    assert (row.state, row.version) == ("proposed", 4)
    assert row.ends_at == datetime(2022, 3, 5, 13, 0, tzinfo=UTC)


def test_who_writes_on_an_old_copy_is_told_and_loses_nobodys_change(cast: Cast) -> None:
    row = proposed(cast)
    one, other = copy.deepcopy(row.scenario), copy.deepcopy(row.scenario)
    one["fleets"][0]["count"], other["receptions"][0]["places"] = 9, 10
    evacuate.change(row, one, version=1, by=cast.by("coordinator_a"), at=cast.at)
    with pytest.raises(StepError, match="changed_meanwhile"):
        evacuate.change(row, other, version=1, by=cast.by("coordinator_b"), at=cast.at)
    assert Corridor.objects.get().scenario["receptions"][0]["places"] == 400


def test_a_change_that_changes_nothing_is_none(cast: Cast) -> None:
    row = proposed(cast)
    with pytest.raises(StepError, match="nothing_changed"):
        evacuate.change(row, row.scenario, version=1, by=cast.by("coordinator_a"), at=cast.at)


def test_channels_are_of_places_that_there_are(cast: Cast) -> None:
    row = proposed(cast)
    by = cast.by("coordinator_a")
    evacuate.register_channels(row, CHANNELS, by=by, at=cast.at)
    assert len(Corridor.objects.get().channels) == 2
    for wrong in ({"place": "nowhere"}, {"transport": "pigeon"}, {"to": " "}, {"language": "xx"}):
        with pytest.raises(StepError):
            evacuate.register_channels(row, [CHANNELS[0] | wrong], by=by, at=cast.at)
    assert len(Corridor.objects.get().channels) == 2


def test_what_is_public_is_public_from_a_time_and_never_while_people_move(cast: Cast) -> None:
    row = planned(cast)
    by = cast.by("coordinator_a")
    with pytest.raises(StepError, match="no_public_from"):
        evacuate.release(row, {"way": {"from": "public"}}, by=by, at=cast.at)
    evacuate.release(row, {"way": {"from": "public"}}, public_from=cast.later(hours=2), by=by, at=cast.at)
    assert (row.state, row.scenario["corridors"][0]["release"]) == ("planned", {"from": "public"})
    moving = gone(cast, scenario(id="other"))
    with pytest.raises(MoveRefused):
        evacuate.release(moving, {"way": {"from": "parties"}}, by=by, at=cast.at)
    with pytest.raises(StepError, match="bad_release"):
        evacuate.release(row, {"way": {"names": "public"}}, by=by, at=cast.at)


def test_a_corridor_that_moves_cannot_be_changed_or_given_up(cast: Cast) -> None:
    row = gone(cast)
    raw = copy.deepcopy(row.scenario)
    raw["fleets"][0]["count"] = 9
    with pytest.raises(MoveRefused):
        evacuate.change(row, raw, version=row.version, by=cast.by("coordinator_a"), at=cast.at)
    with pytest.raises(MoveRefused):
        evacuate.withdraw(row, "no", by=cast.by("coordinator_a"), at=cast.at)


def test_only_a_coordinator_touches_it(cast: Cast) -> None:
    row = approved(cast)
    for name in ("operator", "escort", "auditor"):
        with pytest.raises(MoveRefused, match="coordinator"):
            evacuate.withdraw(row, "no", by=cast.by(name), at=cast.at)
    evacuate.withdraw(row, "nobody comes", by=cast.by("coordinator_b"), at=cast.at)
    assert row.state == "withdrawn"
