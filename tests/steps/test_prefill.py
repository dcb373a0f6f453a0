"""Accepted announcements wait, filled in, for whoever plans; accepted numbers stand side by side."""

from __future__ import annotations

import pytest

from cast import Cast
from gathered import PAGE, gathered, lead
from regreso.casebook.models import Draft, Event, Lead
from regreso.steps import prefill, read, tally
from regreso.steps.errors import StepError
from regreso.story import MoveRefused


def accepted(cast: Cast, kind: str, **claim: object) -> Lead:
    one = lead(cast, kind, **claim)
    read.accept(one, by=cast.by("reader_a"), at=cast.at)
    return one


def test_an_accepted_corridor_fills_in_a_draft_for_the_coordinator(cast: Cast) -> None:
    gathered(cast)
    one = accepted(cast, "announcement", type="corridor")
    prefill.prefill(one, at=cast.at)
    draft = Draft.objects.get()
    assert (draft.kind, draft.state, draft.filled["places"]) == ("corridor", "prefilled", ["Суми", "Полтава"])
    assert draft.filled["source"]["address"] == "https://news.example/1"
    assert prefill.prefill(one, at=cast.at) is None
    prefill.take(draft, by=cast.by("coordinator_a"), at=cast.at)
    assert draft.state == "taken"


def test_what_nobody_accepted_fills_in_nothing(cast: Cast) -> None:
    gathered(cast)
    assert prefill.prefill(lead(cast, "announcement"), at=cast.at) is None
    assert prefill.prefill(accepted(cast, "contact"), at=cast.at) is None
    assert not Draft.objects.exists()


def test_only_a_coordinator_takes_a_draft(cast: Cast) -> None:
    gathered(cast)
    prefill.prefill(accepted(cast, "announcement", type="corridor"), at=cast.at)
    with pytest.raises(MoveRefused, match="coordinator"):
        prefill.take(Draft.objects.get(), by=cast.by("reader_a"), at=cast.at)


def test_two_numbers_of_one_status_in_one_week_stand_beside_each_other(cast: Cast) -> None:
    gathered(cast)
    gathered(
        cast, PAGE.replace("более 180", "более 200").replace("03-03", "03-05"), address="https://b.example/"
    )
    for value in (180, 200):
        tally.count_in(accepted(cast, "count", best=value), at=cast.at)
    event = Event.objects.get()
    assert (event.status, event.claims.count(), str(event.first_on)) == ("captured", 2, "2022-03-03")
    assert str(event.last_on) == "2022-03-05"


def test_a_number_of_another_month_is_another_event(cast: Cast) -> None:
    gathered(cast)
    gathered(
        cast, PAGE.replace("более 180", "более 200").replace("03-03", "05-05"), address="https://b.example/"
    )
    for value in (180, 200):
        tally.count_in(accepted(cast, "count", best=value), at=cast.at)
    assert Event.objects.count() == 2


def test_a_person_moves_a_number_to_an_event_of_its_own(cast: Cast) -> None:
    gathered(cast)
    one = accepted(cast, "count", best=180)
    tally.count_in(one, at=cast.at)
    before = one.event
    with pytest.raises(StepError, match="title"):
        tally.move_to(one, None, " ", by=cast.by("reader_a"), at=cast.at)
    tally.move_to(one, None, "At the border", by=cast.by("reader_a"), at=cast.at)
    one.refresh_from_db()
    assert one.event != before
    assert one.event.title == "At the border"


def test_a_number_that_is_not_accepted_stands_nowhere(cast: Cast) -> None:
    gathered(cast)
    assert tally.count_in(lead(cast, "count"), at=cast.at) is None
    assert not Event.objects.exists()
