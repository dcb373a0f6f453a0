"""A journey sheet needs a released answer and a named meeting; it expires, and silence raises an alarm."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pair import Pair
from regreso.casebook import certificates
from regreso.casebook.models import Journey
from regreso.steps import travel
from regreso.steps.errors import StepError
from regreso.story import MoveRefused


def planned(pair: Pair, **more: object) -> Journey:
    journey = pair.journey(**more)
    travel.plan(journey, by=pair.cast.by("liaison_a"), at=pair.at)
    return journey


def issued(pair: Pair, **more: object) -> Journey:
    journey = planned(pair, **more)
    travel.issue(journey, by=pair.cast.by("liaison_a"), at=pair.at)
    return journey


def test_the_whole_journey(pair: Pair) -> None:
    journey = issued(pair)
    travel.depart(journey, by=pair.mother, at=pair.cast.later(days=7))
    for leg in journey.legs:
        travel.check_in(journey, leg["order"], by=pair.mother, at=pair.cast.later(days=7, hours=leg["order"]))
    travel.arrive(journey, by=pair.cast.by("liaison_a"), at=pair.cast.later(days=9))
    journey = Journey.objects.get(pk=journey.pk)
    assert (journey.state, [line["leg"] for line in journey.check_ins]) == ("arrived", [1, 2, 3, 4])
    assert journey.next_check_in_at is None


def test_the_sheet_has_the_published_legs_in_the_language_of_the_family(pair: Pair) -> None:
    journey = Journey.objects.get(pk=planned(pair).pk)
    assert [(leg["from"], leg["to"]) for leg in journey.legs][1:3] == [
        ("Калининград", "польская граница"),
        ("польская граница", "пункт пропуска на границе с Украиной"),
    ]
    assert all(
        leg["source_date"] == "2022-03-02" and leg["source"] and leg["checked"] for leg in journey.legs
    )
    assert all("на границе сегодня" in leg["note"] for leg in journey.legs)
    other = pair.journey()
    travel.plan(other, start="minsk", by=pair.cast.by("liaison_a"), at=pair.at)
    assert other.legs[0]["to"] == "Минск"


@pytest.mark.parametrize("state", ["waiting_for_consent", "ready", "signed", "withheld", "revoked"])
def test_without_a_released_answer_nobody_is_sent_anywhere(pair: Pair, state: str) -> None:
    pair.answer.state = state
    pair.answer.save()
    with pytest.raises(MoveRefused, match="no answer was released"):
        planned(pair)
    assert not Journey.objects.exists()


def test_a_sheet_is_not_issued_on_an_answer_that_was_revoked_since(pair: Pair) -> None:
    journey = planned(pair)
    pair.answer.state = "revoked"
    pair.answer.save()
    with pytest.raises(MoveRefused, match="no longer holds"):
        travel.issue(Journey.objects.get(pk=journey.pk), by=pair.cast.by("liaison_a"), at=pair.at)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"traveller": ""}, "no_traveller"),
        ({"language": "de"}, "bad_legs"),
        ({"legs": [{"order": 1, "from": "a", "to": "b", "mode": "bus", "what": "go"}]}, "bad_legs"),
    ],
)
def test_what_a_sheet_must_say_is_asked_for(pair: Pair, wrong: dict[str, object], code: str) -> None:
    with pytest.raises(StepError, match=code):
        planned(pair, **wrong)


def test_an_unknown_start_is_refused(pair: Pair) -> None:
    with pytest.raises(StepError, match="unknown_start"):
        travel.plan(pair.journey(), start="moscow", by=pair.cast.by("liaison_a"), at=pair.at)


def test_the_code_of_the_sheet_holds_until_it_expires(pair: Pair) -> None:
    journey = issued(pair)
    assert journey.certificate is not None
    code = journey.certificate.code
    assert certificates.check(code, at=pair.cast.later(days=11))
    assert journey.expires_at == journey.certificate.expires_at
    assert pair.cast.later(days=12) <= journey.expires_at < pair.cast.later(days=13)
    assert not certificates.check(code, at=journey.expires_at)


def test_no_sheet_holds_longer_than_thirty_days(pair: Pair) -> None:
    pair.name_meeting(days=90)
    far = issued(pair)
    assert far.expires_at == pair.cast.later(days=30)
    with pytest.raises(MoveRefused, match="expired"):
        travel.depart(far, by=pair.mother, at=pair.cast.later(days=30))


def test_silence_raises_an_alarm_and_a_word_ends_it(pair: Pair) -> None:
    journey = issued(pair)
    travel.depart(journey, by=pair.mother, at=pair.at)
    assert journey.next_check_in_at == pair.at + timedelta(hours=12)
    with pytest.raises(MoveRefused, match="not due yet"):
        travel.alarm(journey, at=pair.cast.later(hours=11))
    travel.alarm(journey, at=pair.cast.later(hours=12))
    assert journey.state == "overdue"
    travel.check_in(journey, 1, by=pair.mother, at=pair.cast.later(hours=13))
    assert (journey.state, journey.next_check_in_at) == ("under_way", pair.cast.later(hours=25))
    with pytest.raises(StepError, match="unknown_leg"):
        travel.check_in(journey, 5, by=pair.mother, at=pair.cast.later(hours=13))


def test_a_replaced_or_cancelled_sheet_no_longer_checks(pair: Pair) -> None:
    old, new = issued(pair), pair.journey()
    assert old.certificate is not None
    travel.replace(old, new, start="minsk", by=pair.cast.by("liaison_a"), at=pair.at)
    assert (old.state, new.state) == ("replaced", "planned")
    assert not certificates.check(old.certificate.code, at=pair.at)
    travel.issue(new, by=pair.cast.by("liaison_a"), at=pair.at)
    assert new.certificate is not None
    assert certificates.check(new.certificate.code, at=pair.at)
    travel.cancel(new, reason="ill", by=pair.mother, at=pair.at)
    assert not certificates.check(new.certificate.code, at=pair.at)


def test_a_replacement_that_cannot_be_planned_leaves_the_old_sheet(pair: Pair) -> None:
    old = issued(pair)
    with pytest.raises(StepError, match="no_traveller"):
        travel.replace(old, pair.journey(traveller=""), by=pair.cast.by("liaison_a"), at=pair.at)
    old = Journey.objects.get(pk=old.pk)
    assert old.certificate is not None
    assert (old.state, bool(certificates.check(old.certificate.code, at=pair.at))) == ("issued", True)


def test_another_family_moves_nothing(pair: Pair) -> None:
    journey = issued(pair)
    stranger = pair.cast.mother_of(pair.cast.asked(surname="Коваль", given="Ольга"))
    for step in (travel.depart, travel.arrive):
        with pytest.raises(MoveRefused, match="another family"):
            step(journey, by=stranger, at=pair.at)
    with pytest.raises(MoveRefused, match="another family"):
        travel.cancel(journey, reason="", by=stranger, at=pair.at)


def test_nobody_leaves_on_an_answer_that_was_revoked_since(pair: Pair) -> None:
    journey = issued(pair)
    type(pair.answer).objects.update(state="revoked")
    with pytest.raises(MoveRefused, match="no longer holds"):
        travel.depart(journey, by=pair.mother, at=pair.at)


def test_a_sheet_that_nobody_left_with_expires_with_its_day(pair: Pair) -> None:
    journey = planned(pair)
    with pytest.raises(MoveRefused, match="its day has not passed"):
        travel.expire(journey, at=pair.cast.later(days=11))
    travel.expire(journey, at=pair.cast.later(days=13))
    assert journey.state == "expired"
