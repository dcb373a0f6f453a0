"""Somebody stands beside him, or beside her: a no costs nothing, and a word calls for help unseen."""

from __future__ import annotations

import pytest

from pair import Pair
from regreso.casebook.models import Call, Consent
from regreso.casebook.seats import CAPTIVE, FAMILY
from regreso.steps import ask, call, register
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

PLAN = {"safe_time": "after 18:00", "family_word": "герань", "captive_word": "акордеон"}


def scheduled(pair: Pair) -> Call:
    asked, liaison = pair.call(), pair.cast.by("liaison_a")
    call.request(asked, by=pair.mother, at=pair.at)
    call.consent(asked, asked_alone=True, by=pair.son, at=pair.at)
    ask.raise_level(pair.enquiry, 2, basis="papers seen", by=liaison, at=pair.at)
    call.verify(asked, PLAN, by=liaison, at=pair.at)
    window = call.Window(pair.at, pair.cast.later(hours=1), "Europe/Moscow", "Europe/Kyiv")
    call.schedule(asked, window, by=liaison, at=pair.at)
    return asked


def test_a_yes_before_a_guard_is_none_and_a_no_counts_at_once(pair: Pair) -> None:
    yes = Consent(purpose="calls", given=True, asked_alone=False, witness=pair.cast.registrar)
    with pytest.raises((StepError, MoveRefused)):
        register.consent(pair.custody, yes, by=pair.son, at=pair.at)
    no = Consent(purpose="calls", given=False, asked_alone=False, witness=pair.cast.registrar)
    register.consent(pair.custody, no, by=pair.son, at=pair.at)
    assert [word.given for word in Consent.objects.filter(purpose="calls")] == [False]


def test_he_stops_it_in_the_last_minute_and_nothing_is_written_against_him(pair: Pair) -> None:
    held = scheduled(pair)
    before = (pair.custody.state, pair.custody.card_due_at)
    call.refuse(held, by=pair.son, at=pair.at)
    pair.custody.refresh_from_db()
    assert (held.state, pair.custody.state, pair.custody.card_due_at) == ("refused", *before)


@pytest.mark.parametrize(("party", "word"), [(FAMILY, "герань"), (CAPTIVE, "акордеон")])
def test_a_word_from_either_side_reaches_the_officer_and_changes_nothing_else(
    pair: Pair, party: str, word: str
) -> None:
    held, officer = scheduled(pair), pair.cast.by("officer_a")
    call.open_lobby(held, by=officer, at=pair.at)
    for one in (FAMILY, CAPTIVE):
        call.meet(held, one, by=officer, at=pair.at)
    call.connect(held, by=officer, at=pair.at)
    assert call.is_word_of(held, party, word)
    call.alarm(held, by=pair.mother if party == FAMILY else pair.son, at=pair.at)
    now = Call.objects.get(pk=held.pk)
    assert (now.state, now.alarm_at) == ("connected", pair.at)
