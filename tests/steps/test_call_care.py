"""He alone wants a call; a word of duress raises an alarm that nobody beside them sees; both are asked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pair import Pair
from regreso.casebook import deadlines
from regreso.casebook.models import Call, history
from regreso.casebook.seats import CAPTIVE, FAMILY
from regreso.jobs import consequences
from regreso.steps import ask, call
from regreso.steps.errors import StepError
from regreso.story import MoveRefused


@pytest.fixture
def held(pair: Pair) -> Call:
    """A call that is being held."""
    asked, liaison, officer = pair.call(), pair.cast.by("liaison_a"), pair.cast.by("officer_a")
    call.request(asked, by=pair.mother, at=pair.at)
    call.consent(asked, asked_alone=True, by=pair.son, at=pair.at)
    ask.raise_level(pair.enquiry, 2, basis="papers seen", by=liaison, at=pair.at)
    plan = {"safe_time": "after 18:00", "family_word": "герань", "captive_word": "акордеон"}
    call.verify(asked, plan, by=liaison, at=pair.at)
    window = call.Window(pair.at, pair.cast.later(hours=1), "Europe/Moscow", "Europe/Kyiv")
    call.schedule(asked, window, by=liaison, at=pair.at)
    call.open_lobby(asked, by=officer, at=pair.at)
    for party in (FAMILY, CAPTIVE):
        call.meet(asked, party, by=officer, at=pair.at)
    call.connect(asked, by=officer, at=pair.at)
    return asked


def test_a_yes_before_others_is_no_yes(pair: Pair) -> None:
    asked = pair.call()
    call.request(asked, by=pair.mother, at=pair.at)
    with pytest.raises(StepError, match="not_asked_alone"):
        call.consent(asked, asked_alone=False, by=pair.son, at=pair.at)
    assert asked.state == "requested"


@pytest.mark.parametrize("said", ["герань", " Герань! ", "ГЕРАНЬ", "«герань»"])
def test_her_word_is_known_however_she_types_it(held: Call, said: str) -> None:
    assert call.is_word_of(held, FAMILY, said)
    assert not call.is_word_of(held, CAPTIVE, said)


@pytest.mark.parametrize("said", ["", " ", "good", "герань цветёт", "акордеон"])
def test_other_words_are_only_words(held: Call, said: str) -> None:
    assert not call.is_word_of(held, FAMILY, said)


def test_without_an_agreed_word_nothing_is_one(held: Call) -> None:
    held.plan = {"safe_time": "x", "family_word": ""}
    assert not call.is_word_of(held, FAMILY, "")
    assert not call.is_word_of(held, FAMILY, "...")


def test_an_alarm_changes_nothing_that_anybody_beside_them_sees(pair: Pair, held: Call) -> None:
    call.alarm(held, by=pair.son, at=pair.at)
    now = Call.objects.get(pk=held.pk)
    assert (now.state, now.alarm_at, now.care_due_at) == ("connected", pair.at, pair.at)
    move = history(held).get(name="alarm")
    assert move.said == {} or "акордеон" not in str(move.said)
    with pytest.raises(MoveRefused):
        call.alarm(held, by=pair.cast.by("registrar"), at=pair.at)


def test_both_sides_are_asked_and_only_then_it_is_done(pair: Pair, held: Call) -> None:
    call.end(held, "completed", by=pair.mother, at=pair.at)
    assert held.care_due_at == pair.at + timedelta(hours=24)
    clock = next(one for one in deadlines.CLOCKS if one.code == "after_call")
    late = deadlines.running(clock, [pair.cast.operation.pk], at=pair.cast.later(hours=25))
    assert [one.overdue for one in late] == [1]
    with pytest.raises(MoveRefused, match="both sides must be asked"):
        call.care_after(held, at=pair.at)
    first = call.care_captive(held, "He slept well.", by=pair.cast.by("registrar"), at=pair.at)
    consequences.call_cared(first, pair.at)
    held.refresh_from_db()
    assert held.state == "ended"
    second = call.care_family(held, "She is calm.", by=pair.cast.by("liaison_a"), at=pair.at)
    consequences.call_cared(second, pair.at)
    held.refresh_from_db()
    assert (held.state, held.care_due_at) == ("cared_for", None)


@pytest.mark.parametrize("how", ["distress", "duress"])
def test_after_distress_they_are_asked_at_once(pair: Pair, held: Call, how: str) -> None:
    call.end(held, how, by=pair.cast.by("officer_a"), at=pair.at)
    assert held.care_due_at == pair.at
