"""What time itself moves is moved once, by the clock, when it is due and not before."""

from __future__ import annotations

from datetime import timedelta

from cast import Cast
from gathered import gathered
from pair import Pair
from regreso.casebook.models import Call, Enquiry, Journey, Lead, history
from regreso.jobs.clock import tick
from regreso.steps import ask, call, travel

YEAR = timedelta(days=365)


def scheduled(pair: Pair) -> Call:
    asked, liaison = pair.call(), pair.cast.by("liaison_a")
    call.request(asked, by=pair.mother, at=pair.at)
    call.consent(asked, asked_alone=True, by=pair.son, at=pair.at)
    ask.raise_level(pair.enquiry, 2, basis="papers seen", by=liaison, at=pair.at)
    call.verify(asked, {"safe_time": "evening"}, by=liaison, at=pair.at)
    window = call.Window(pair.at, pair.cast.later(hours=1), "Europe/Moscow", "Europe/Kyiv")
    call.schedule(asked, window, by=liaison, at=pair.at)
    return asked


def test_a_call_that_nobody_held_is_cancelled_when_its_window_is_over(pair: Pair) -> None:
    asked = scheduled(pair)
    assert tick(pair.cast.later(minutes=59)) == 0
    assert tick(pair.cast.later(hours=1)) == 1
    asked.refresh_from_db()
    assert (asked.state, asked.family_link) == ("cancelled", None)
    last = history(asked).last()
    assert last is not None
    assert (last.name, last.role, last.reason) == ("cancel", "clock", "its window passed")
    assert tick(pair.cast.later(hours=2)) == 0


def test_a_call_that_runs_over_its_window_is_ended(pair: Pair) -> None:
    asked, officer = scheduled(pair), pair.cast.by("officer_a")
    call.open_lobby(asked, by=officer, at=pair.at)
    call.meet(asked, "family", by=officer, at=pair.at)
    call.meet(asked, "captive", by=officer, at=pair.at)
    call.connect(asked, by=officer, at=pair.at)
    assert tick(pair.cast.later(hours=1)) == 1
    asked.refresh_from_db()
    assert (asked.state, asked.ended_how) == ("ended", "completed")


def test_a_silent_traveller_and_an_unused_sheet_are_noticed(pair: Pair) -> None:
    gone, unused, liaison = pair.journey(), pair.journey(), pair.cast.by("liaison_a")
    for journey in (gone, unused):
        travel.plan(journey, by=liaison, at=pair.at)
        travel.issue(journey, by=liaison, at=pair.at)
    travel.depart(gone, by=pair.mother, at=pair.at)
    assert tick(pair.cast.later(hours=11)) == 0
    assert tick(pair.cast.later(hours=12)) == 1
    assert tick(pair.cast.later(days=20)) == 1
    states = dict(Journey.objects.values_list("pk", "state"))
    assert states == {gone.pk: "overdue", unused.pk: "expired"}


def test_an_enquiry_sleeps_after_a_year_without_a_word_from_the_family(pair: Pair) -> None:
    enquiry = pair.cast.asked(surname="Коваль", given="Ольга")
    Enquiry.objects.filter(pk=pair.enquiry.pk).update(state="answered")
    ask.correct(
        enquiry, {"settlement": "Харків"}, by=pair.cast.mother_of(enquiry), at=pair.cast.later(days=100)
    )
    assert tick(pair.at + YEAR) == 0, "they were heard of since"
    assert tick(pair.cast.later(days=100) + YEAR) == 1
    assert Enquiry.objects.get(pk=enquiry.pk).state == "dormant"


def test_what_cannot_be_moved_keeps_nothing_else_waiting(pair: Pair) -> None:
    asked, journey = scheduled(pair), pair.journey()
    travel.plan(journey, by=pair.cast.by("liaison_a"), at=pair.at)
    Journey.objects.filter(pk=journey.pk).update(expires_at=pair.at)
    Call.objects.filter(pk=asked.pk).update(state="lobby")
    assert tick(pair.cast.later(hours=1)) == 2


def test_leads_that_nobody_needed_for_half_a_year_are_forgotten(cast: Cast) -> None:
    gathered(cast)
    tick(cast.later(days=179))
    assert not Lead.objects.filter(state="lapsed").exists()
    tick(cast.later(days=181))
    assert not Lead.objects.exclude(state="lapsed").exists()
