"""Somebody says that they are his mother: without papers, without his own yes, they learn nothing."""

from __future__ import annotations

import pytest
from django.test import Client

from cast import Cast
from desks import there
from pair import Pair
from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import Answer, Certificate, Enquirer
from regreso.casebook.seats import CAPTIVE, FAMILY
from regreso.steps import answer as answering
from regreso.steps import ask, call
from regreso.steps.errors import StepError
from regreso.story import MoveRefused


@pytest.mark.parametrize("level", [0, 1])
def test_two_signatures_do_not_make_up_for_papers(cast: Cast, answer: Answer, level: int) -> None:
    cast.agreed(answer.match.custody)
    answering.clear(answer, "consent", by=SYSTEM, at=cast.at)
    Enquirer.objects.update(level=level)
    answering.sign(answer, {}, by=cast.by("liaison_a"), at=cast.at)
    with pytest.raises(MoveRefused, match=f"kinship is at level {level}"):
        answering.release(answer, by=cast.by("liaison_b"), at=cast.at)
    assert not Certificate.objects.exists()


def test_with_perfect_papers_he_still_decides(cast: Cast, answer: Answer) -> None:
    Enquirer.objects.update(level=3)
    cast.agreed(answer.match.custody, given=False)
    for basis, by in (("consent", SYSTEM), ("vital_interest", cast.by("liaison_a"))):
        with pytest.raises(MoveRefused, match="does not want"):
            answering.clear(answer, basis, reason="she weeps", by=by, at=cast.at)
    assert Answer.objects.get().state == "waiting_for_consent"


def test_nobody_is_joined_to_him_before_an_officer_met_both(pair: Pair) -> None:
    asked, liaison, officer = pair.call(), pair.cast.by("liaison_a"), pair.cast.by("officer_a")
    call.request(asked, by=pair.mother, at=pair.at)
    call.consent(asked, asked_alone=True, by=pair.son, at=pair.at)
    plan = {"safe_time": "after 18:00", "family_word": "герань", "captive_word": "акордеон"}
    with pytest.raises((MoveRefused, StepError)):
        call.verify(asked, plan, by=liaison, at=pair.at)  # nobody saw her papers
    ask.raise_level(pair.enquiry, 2, basis="papers seen", by=liaison, at=pair.at)
    call.verify(asked, plan, by=liaison, at=pair.at)
    window = call.Window(pair.at, pair.cast.later(hours=1), "Europe/Moscow", "Europe/Kyiv")
    call.schedule(asked, window, by=liaison, at=pair.at)
    call.open_lobby(asked, by=officer, at=pair.at)
    for party in (FAMILY, CAPTIVE):
        with pytest.raises(MoveRefused):
            call.connect(asked, by=officer, at=pair.at)
        call.meet(asked, party, by=officer, at=pair.at)
    call.connect(asked, by=officer, at=pair.at)
    assert asked.state == "connected"


def test_the_address_of_another_familys_page_opens_nothing(pair: Pair) -> None:
    answer = Client().get(there("tell", pair.enquiry.pk))
    assert answer.status_code in {302, 303, 404}
    assert "Шевченко" not in answer.content.decode()
