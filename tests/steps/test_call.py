"""A call needs his word, her papers, a time, an officer who met both; its links open once, for one party."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pair import Pair
from regreso.casebook import seats
from regreso.casebook.models import Call, Consent, history
from regreso.casebook.seats import CAPTIVE, FAMILY
from regreso.steps import ask, call, register
from regreso.steps.call import Scheduled, Window
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

PLAN = {"safe_time": "after 18:00", "family_word": "geranium", "captive_word": "accordion"}


def agreed(pair: Pair) -> Call:
    asked = pair.call()
    call.request(asked, by=pair.mother, at=pair.at)
    call.consent(asked, asked_alone=True, by=pair.son, at=pair.at)
    return asked


def verified(pair: Pair) -> Call:
    asked = agreed(pair)
    ask.raise_level(pair.enquiry, 2, basis="papers seen", by=pair.cast.by("liaison_a"), at=pair.at)
    call.verify(asked, PLAN, by=pair.cast.by("liaison_a"), at=pair.at)
    return asked


def window(pair: Pair) -> Window:
    return Window(pair.cast.later(hours=1), pair.cast.later(hours=2), "Europe/Moscow", "Europe/Kyiv")


def scheduled(pair: Pair) -> tuple[Call, Scheduled]:
    asked = verified(pair)
    return asked, call.schedule(asked, window(pair), by=pair.cast.by("liaison_a"), at=pair.at)


def test_the_whole_call(pair: Pair) -> None:
    held, _ = scheduled(pair)
    officer, then = pair.cast.by("officer_a"), pair.cast.later(hours=1)
    call.open_lobby(held, by=officer, at=then)
    call.meet(held, FAMILY, by=officer, at=then)
    call.meet(held, CAPTIVE, by=officer, at=then)
    call.connect(held, by=officer, at=then)
    call.end(held, "completed", by=pair.mother, at=pair.cast.later(hours=1.5))
    call.care_family(held, "well", by=pair.cast.by("liaison_a"), at=pair.cast.later(hours=3))
    call.care_captive(held, "well", by=pair.cast.by("registrar"), at=pair.cast.later(hours=3))
    call.care_after(held, at=pair.cast.later(hours=3))
    held = Call.objects.get(pk=held.pk)
    assert (held.state, held.ended_how, held.plan["family_word"]) == ("cared_for", "completed", "geranium")
    assert (held.family_link, held.captive_link) == (None, None)


def test_a_call_has_no_place_for_a_recording() -> None:
    from regreso import story  # noqa: PLC0415 - one test looks at the table

    names = [column.name for column in Call._meta.get_fields()]
    names += [rule.move for rule in story.contact.CALL] + [rule.after for rule in story.contact.CALL]
    assert [name for name in names if "record" in name or "video" in name or "audio" in name] == []


def test_without_his_own_word_there_is_no_call(pair: Pair) -> None:
    asked = pair.call()
    call.request(asked, by=pair.mother, at=pair.at)
    with pytest.raises(MoveRefused, match="only the person held"):
        call.consent(asked, asked_alone=True, by=pair.mother, at=pair.at)
    other = pair.cast.captive_of(pair.cast.held(surname="Бондаренко", given="Іван"))
    with pytest.raises(MoveRefused, match="only the person held"):
        call.consent(asked, asked_alone=True, by=other, at=pair.at)


def test_he_can_take_his_word_back_until_the_last_moment(pair: Pair) -> None:
    held, links = scheduled(pair)
    call.refuse(held, by=pair.son, at=pair.cast.later(minutes=59))
    assert held.state == "refused"
    for token in (links.family_token, links.captive_token):
        assert call.enter(token, at=pair.cast.later(hours=1)) is None


def test_whoever_wants_no_calls_is_asked_first(pair: Pair) -> None:
    no = Consent(purpose="calls", given=False, asked_alone=True, witness=pair.cast.registrar)
    register.consent(pair.custody, no, by=pair.son, at=pair.at)
    asked = pair.call()
    call.request(asked, by=pair.mother, at=pair.at)
    with pytest.raises(MoveRefused, match="he wants no calls"):
        call.consent(asked, asked_alone=True, by=pair.son, at=pair.at)


def test_without_papers_or_a_safe_time_nothing_is_verified(pair: Pair) -> None:
    asked = agreed(pair)
    with pytest.raises(MoveRefused, match="papers were not seen"):
        call.verify(asked, PLAN, by=pair.cast.by("liaison_a"), at=pair.at)
    with pytest.raises(StepError, match="no_safe_time"):
        call.verify(asked, {"family_word": "x"}, by=pair.cast.by("liaison_a"), at=pair.at)
    with pytest.raises(StepError, match="unknown_field"):
        call.verify(asked, {**PLAN, "camera": "on"}, by=pair.cast.by("liaison_a"), at=pair.at)


def test_nobody_calls_whom_they_were_not_told_of(pair: Pair) -> None:
    pair.answer.state = "revoked"
    pair.answer.save()
    with pytest.raises(MoveRefused, match="no answer about this person"):
        call.request(pair.call(), by=pair.mother, at=pair.at)


@pytest.mark.parametrize(
    ("starts", "ends", "zone", "code"),
    [
        (1, 1, "Europe/Kyiv", "bad_length"),
        (1, 9, "Europe/Kyiv", "bad_length"),
        (-2, -1, "Europe/Kyiv", "in_the_past"),
        (1, 2, "Kyiv", "unknown_zone"),
        (1, 2, "../etc/passwd", "unknown_zone"),
        (1, 2, "", "unknown_zone"),
        (1, 2, "Europe", "unknown_zone"),
    ],
)
def test_a_window_that_cannot_be_is_refused(
    pair: Pair, starts: float, ends: float, zone: str, code: str
) -> None:
    asked = verified(pair)
    bad = Window(pair.cast.later(hours=starts), pair.cast.later(hours=ends), "Europe/Moscow", zone)
    with pytest.raises(StepError, match=code):
        call.schedule(asked, bad, by=pair.cast.by("liaison_a"), at=pair.at)


def test_a_time_without_a_zone_is_refused(pair: Pair) -> None:
    asked = verified(pair)
    bare = Window(pair.at.replace(tzinfo=None), pair.at, "Europe/Kyiv", "Europe/Kyiv")
    with pytest.raises(StepError, match="no_zone"):
        call.schedule(asked, bare, by=pair.cast.by("liaison_a"), at=pair.at)


def test_a_link_opens_only_in_its_window(pair: Pair) -> None:
    _, links = scheduled(pair)
    for at in (pair.at, pair.cast.later(minutes=59, seconds=59), pair.cast.later(hours=2)):
        assert call.enter(links.family_token, at=at) is None
        assert seats.seat_by_link(links.family_token, at=at) is None
    assert call.enter(links.family_token, at=pair.cast.later(hours=1)) is not None


def test_a_link_seats_its_own_party_and_no_other(pair: Pair) -> None:
    held, links = scheduled(pair)
    at = pair.cast.later(hours=1)
    family, captive = call.enter(links.family_token, at=at), call.enter(links.captive_token, at=at)
    assert family is not None
    assert captive is not None
    assert (family.seat.party, captive.seat.party) == (FAMILY, CAPTIVE)
    assert family.seat.call.pk == captive.seat.call.pk == held.pk
    assert call.enter("made-up", at=at) is None


def test_a_link_opens_once_and_its_page_comes_back_by_its_key(pair: Pair) -> None:
    _, links = scheduled(pair)
    at = pair.cast.later(hours=1)
    entered = call.enter(links.family_token, at=at)
    assert entered is not None
    assert call.enter(links.family_token, at=at) is None, "the link was used"
    assert call.enter(entered.key, at=at) is None, "a key is no link"
    for _ in range(2):
        seat = seats.seat_by_key(entered.key, at=pair.cast.later(hours=1.5))
        assert seat is not None
        assert seat.party == FAMILY
    assert seats.seat_by_key(entered.key, at=pair.cast.later(hours=2)) is None


def test_no_token_stands_in_the_database(pair: Pair) -> None:
    held, links = scheduled(pair)
    row = Call.objects.filter(pk=held.pk).values().get()
    moves = [move.said for move in history(held)]
    for token in (links.family_token, links.captive_token):
        assert len(token) == 32
        assert token not in str(row) + str(moves)


def test_nobody_is_joined_before_the_officer_met_both(pair: Pair) -> None:
    held, _ = scheduled(pair)
    officer, then = pair.cast.by("officer_a"), pair.cast.later(hours=1)
    with pytest.raises(MoveRefused, match="not the time of the call"):
        call.open_lobby(held, by=officer, at=pair.at)
    call.open_lobby(held, by=officer, at=then)
    call.meet(held, FAMILY, by=officer, at=then)
    with pytest.raises(MoveRefused, match="not met both"):
        call.connect(held, by=officer, at=then)
    with pytest.raises(StepError, match="unknown_party"):
        call.meet(held, "officer", by=officer, at=then)
    call.meet(held, CAPTIVE, by=officer, at=then)
    call.connect(Call.objects.get(pk=held.pk), by=officer, at=then)


def test_a_call_is_not_held_when_the_match_was_a_mistake(pair: Pair) -> None:
    held, _ = scheduled(pair)
    pair.answer.state = "revoked"
    pair.answer.save()
    with pytest.raises(MoveRefused, match="no answer about this person"):
        call.open_lobby(held, by=pair.cast.by("officer_a"), at=pair.cast.later(hours=1))


def test_another_family_ends_or_cancels_nothing(pair: Pair) -> None:
    held, _ = scheduled(pair)
    stranger = pair.cast.mother_of(pair.cast.asked(surname="Коваль", given="Ольга"))
    with pytest.raises(MoveRefused, match="another family"):
        call.cancel(held, reason="", by=stranger, at=pair.at)
    call.open_lobby(held, by=pair.cast.by("officer_a"), at=pair.cast.later(hours=1))
    with pytest.raises(MoveRefused, match="another family"):
        call.end(held, "cut", by=stranger, at=pair.cast.later(hours=1))
    with pytest.raises(StepError, match="unknown_ending"):
        call.end(held, "recorded", by=pair.mother, at=pair.cast.later(hours=1))


def test_the_window_is_at_most_three_hours() -> None:
    assert timedelta(hours=3) == call.LONGEST
