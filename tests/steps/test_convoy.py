"""Two send a corridor off, one stops it at once, and every channel gets the notice that two approved."""

from __future__ import annotations

import pytest

from cast import Cast
from evacuations import CHANNELS, SHELTER, approved, asked, gone, planned, scenario
from regreso.casebook.models import Broadcast, Corridor, ManifestCopy, history
from regreso.jobs.worker import drain
from regreso.steps import convoy, evacuate, hand_out
from regreso.steps.errors import StepError
from regreso.story import MoveRefused


def test_the_go_takes_another_person_than_the_approval(cast: Cast) -> None:
    row = approved(cast)
    with pytest.raises(MoveRefused, match="two-person"):
        convoy.go(row, by=cast.by("coordinator_a"), at=cast.at)
    assert Corridor.objects.get().state == "approved"
    convoy.go(row, by=cast.by("coordinator_b"), at=cast.at)
    assert (row.state, row.gone_at) == ("under_way", cast.at)
    assert [move.name for move in history(row)][-2:] == ["approve", "go"]


def test_two_who_each_approved_once_can_still_send_it_off(cast: Cast) -> None:
    """With two coordinators alone: an approval that was gone back on bars nobody from the go."""
    row, (one, two) = approved(cast), (cast.by("coordinator_a"), cast.by("coordinator_b"))
    fewer = row.scenario | {"fleets": [row.scenario["fleets"][0] | {"count": 3}]}
    evacuate.change(row, fewer, version=row.version, by=two, at=cast.at)
    asked(cast, row)
    drain(at=cast.at)
    row.refresh_from_db()
    convoy.approve(row, SHELTER, by=two, at=cast.at)
    with pytest.raises(MoveRefused, match="two-person"):
        convoy.go(row, by=two, at=cast.at)
    convoy.go(row, by=one, at=cast.at)
    assert Corridor.objects.get().state == "under_way"


def test_nothing_is_approved_whose_collection_points_nobody_could_warn(cast: Cast) -> None:
    row = planned(cast)
    by = cast.by("coordinator_a")
    with pytest.raises(StepError, match="no_channel") as refused:
        convoy.approve(row, SHELTER, by=by, at=cast.at)
    assert refused.value.given == "town"
    evacuate.register_channels(row, CHANNELS, by=by, at=cast.at)
    with pytest.raises(StepError, match="no_notice"):
        convoy.approve(row, {"uk": SHELTER["uk"], "ru": "  "}, by=by, at=cast.at)
    with pytest.raises(StepError, match="notice_too_long"):
        convoy.approve(row, {**SHELTER, "uk": "а" * 1001}, by=by, at=cast.at)
    assert Corridor.objects.get().state == "planned"


def test_a_channel_that_is_lost_after_the_approval_stops_the_go(cast: Cast) -> None:
    row = approved(cast)
    evacuate.register_channels(row, [], by=cast.by("coordinator_a"), at=cast.at)
    with pytest.raises(StepError, match="no_channel"):
        convoy.go(row, by=cast.by("coordinator_b"), at=cast.at)


def test_an_old_plan_or_a_window_that_has_passed_cannot_go(cast: Cast) -> None:
    row = approved(cast)
    with pytest.raises(StepError, match="window_passed"):
        convoy.go(row, by=cast.by("coordinator_b"), at=cast.later(days=3))
    raw = row.scenario
    fewer = raw | {"fleets": [raw["fleets"][0] | {"count": 1}]}
    evacuate.change(row, fewer, version=row.version, by=cast.by("coordinator_b"), at=cast.at)
    with pytest.raises(MoveRefused, match="“agreed”"):
        convoy.go(row, by=cast.by("coordinator_b"), at=cast.at)


def test_a_plan_that_breaks_what_it_must_keep_cannot_go(cast: Cast) -> None:
    row = approved(cast)
    assert row.plan is not None
    row.plan.plan["departures"][0]["arrive"] = "2022-03-05T07:01Z"
    row.plan.save()
    with pytest.raises(StepError, match="plan_is_broken"):
        convoy.go(row, by=cast.by("coordinator_b"), at=cast.at)


@pytest.mark.parametrize("who", ["coordinator_a", "coordinator_b"])
def test_any_one_aborts_and_the_notice_waits_for_every_channel_in_its_language(cast: Cast, who: str) -> None:
    row = gone(cast)
    convoy.abort(row, "shelling at the gate", by=cast.by(who), at=cast.later(hours=2))
    assert row.state == "aborted"
    sent = {one.content["to"]: (one.state, one.place, one.content["text"]) for one in Broadcast.objects.all()}
    assert sent == {
        "@town": ("queued", "town", SHELTER["uk"]),
        "+380 44 555 01 18": ("queued", "town", SHELTER["ru"]),
    }


def test_the_notice_is_queued_in_the_same_moment_or_nothing_is_aborted(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = gone(cast)

    def broken(*_: object) -> Broadcast:
        raise RuntimeError

    monkeypatch.setattr(convoy, "_broadcast", broken)
    with pytest.raises(RuntimeError):
        convoy.abort(row, by=cast.by("coordinator_a"), at=cast.later(hours=2))
    assert Corridor.objects.get().state == "under_way"
    assert not Broadcast.objects.exists()


def test_a_second_click_aborts_once_and_an_acknowledgement_is_kept(cast: Cast) -> None:
    row = gone(cast)
    convoy.abort(row, by=cast.by("coordinator_a"), at=cast.later(hours=2))
    with pytest.raises(MoveRefused):
        convoy.abort(row, by=cast.by("coordinator_b"), at=cast.later(hours=2))
    assert Broadcast.objects.count() == 2
    one = Broadcast.objects.get(transport="phone")
    convoy.acknowledge(one, by=cast.by("coordinator_b"), at=cast.later(hours=2))
    assert (one.state, one.acknowledged_at) == ("acknowledged", cast.later(hours=2))


def test_it_ends_with_an_outcome_that_stays_unknown_unless_somebody_knows(cast: Cast) -> None:
    row = gone(cast)
    by = cast.by("coordinator_a")
    with pytest.raises(StepError, match="bad_outcome"):
        convoy.close(row, "splendid", by=by, at=cast.later(hours=9))
    convoy.close(row, by=by, at=cast.later(hours=9))
    assert (row.state, row.outcome) == ("closed", "unknown")
    convoy.name_outcome(row, "partly", by=by, at=cast.later(days=1))
    assert row.outcome == "partly"


def test_the_names_take_a_recipient_a_reason_and_two_people(cast: Cast) -> None:
    row = planned(cast, scenario())
    nobody = ManifestCopy(recipient=" ", reason="why")
    with pytest.raises(StepError, match="no_recipient"):
        hand_out.ask(nobody, row, by=cast.by("coordinator_a"), at=cast.at)
    copy = ManifestCopy(recipient="Dr An Invented Name, the hospital", reason="wounded to be met")
    hand_out.ask(copy, row, by=cast.by("coordinator_a"), at=cast.at)
    assert not hand_out.is_open(copy, at=cast.at)
    with pytest.raises(MoveRefused, match="two-person"):
        hand_out.grant(copy, by=cast.by("coordinator_a"), at=cast.at)
    hand_out.grant(copy, by=cast.by("coordinator_b"), at=cast.at)
    assert hand_out.is_open(copy, at=cast.later(hours=23))
    assert not hand_out.is_open(copy, at=cast.later(hours=24))
