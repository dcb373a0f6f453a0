"""A person is given back by their own wish only, after two officers knew them and two people signed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pair import Pair
from regreso.casebook.certificates import mistyped
from regreso.casebook.models import Handover
from regreso.steps import handover
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

WISH = {"wants_to_go": True, "asked_alone": True}
CLEARED = {"medical": True, "legal": True, "identity": True}
WATCH = {"what": "watch", "returned": True}


def proposed(pair: Pair) -> Handover:
    file = Handover(
        operation=pair.cast.operation, custody=pair.custody, enquiry=pair.enquiry, basis="to_family"
    )
    handover.propose(file, by=pair.cast.by("liaison_a"), at=pair.at)
    return file


def informed(pair: Pair) -> Handover:
    file, liaison = proposed(pair), pair.cast.by("liaison_a")
    handover.wish(file, WISH, by=pair.son, at=pair.at)
    handover.agree_lists(file, {"ours": "A-17", "theirs": "B-4"}, by=pair.cast.by("bureau"), at=pair.at)
    handover.clear(file, CLEARED, by=pair.cast.by("officer_a"), at=pair.at)
    handover.fix_itinerary(file, {"on": "2022-03-12", "point": "hall 2"}, by=liaison, at=pair.at)
    handover.inform_family(file, by=liaison, at=pair.at)
    return file


def met(pair: Pair, file: Handover | None = None) -> Handover:
    file = file or informed(pair)
    handover.depart(file, by=pair.cast.by("registrar"), at=pair.at)
    handover.check_in(file, {"where": "km 40"}, by=pair.cast.by("officer_a"), at=pair.at)
    handover.meet(file, by=pair.cast.by("officer_a"), at=pair.at)
    return file


def known(pair: Pair) -> Handover:
    file = met(pair)
    first, second = pair.cast.by("officer_a"), pair.cast.by("officer_b")
    handover.check_identity(file, {"asked": "mother's maiden name"}, by=first, at=pair.at)
    handover.check_identity_again(file, {"shown": "mark on the left hand"}, by=second, at=pair.at)
    return file


def test_the_whole_handover(pair: Pair) -> None:
    file, liaison = known(pair), pair.cast.by("liaison_a")
    kept = {"what": "knife", "returned": False, "note": "with the Bureau, line 4"}
    handover.sign(file, [WATCH, kept], by=pair.cast.by("officer_a"), at=pair.at)
    handover.countersign(file, by=liaison, at=pair.at)
    assert file.contact_due_at == pair.at + timedelta(hours=72)
    handover.contact_home(file, {"said": "well"}, by=liaison, at=pair.cast.later(days=2))
    assert file.contact_due_at == pair.at + timedelta(weeks=2)
    with pytest.raises(StepError, match="contacts_left"):
        handover.close(file, by=liaison, at=pair.cast.later(days=2))
    handover.contact_again(file, {"said": "sleeps badly"}, by=liaison, at=pair.cast.later(days=14))
    assert file.contact_due_at == pair.at + timedelta(weeks=8)
    handover.contact_again(file, {"said": "works again"}, by=liaison, at=pair.cast.later(days=56))
    with pytest.raises(MoveRefused, match="all three"):
        handover.contact_again(file, {"said": "x"}, by=liaison, at=pair.cast.later(days=57))
    handover.close(file, by=liaison, at=pair.cast.later(days=57))
    file = Handover.objects.get(pk=file.pk)
    assert (file.state, file.effects, file.contact_due_at) == ("closed", [WATCH, kept], None)
    hands = [str(pair.cast.officer_a.pk), str(pair.cast.liaison_a.pk)]
    assert [line["by"] for line in file.signatures] == hands
    assert [line["officer"] for line in file.identity] == [hands[0], str(pair.cast.officer_b.pk)]


def test_the_paper_of_the_family_bears_a_code_and_no_name(pair: Pair) -> None:
    code = Handover.objects.get(pk=proposed(pair).pk).code
    assert not mistyped(code)
    assert "Шевченко" not in code


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"wants_to_go": True}, "not_alone"),
        ({"wants_to_go": True, "asked_alone": "yes"}, "not_alone"),
        ({"wants_to_go": False, "asked_alone": True}, "does_not_want"),
        ({"asked_alone": True}, "does_not_want"),
    ],
)
def test_nobody_goes_without_having_said_so_alone(pair: Pair, wish: dict[str, object], code: str) -> None:
    file = proposed(pair)
    with pytest.raises(StepError, match=code):
        handover.wish(file, wish, by=pair.son, at=pair.at)
    with pytest.raises(MoveRefused, match="expected “wish_recorded”"):
        handover.agree_lists(file, {"ours": "a", "theirs": "b"}, by=pair.cast.by("bureau"), at=pair.at)


def test_only_the_person_themselves_says_what_they_wish(pair: Pair) -> None:
    file = proposed(pair)
    other = pair.cast.captive_of(pair.cast.held(surname="Бондаренко", given="Іван"))
    for by in (other, pair.cast.by("liaison_a")):
        with pytest.raises(MoveRefused, match="only the person"):
            handover.wish(file, WISH, by=by, at=pair.at)


def test_the_person_can_refuse_until_they_are_met(pair: Pair) -> None:
    file = met(pair)
    handover.refuse(file, by=pair.son, at=pair.at)
    assert (file.state, file.tell_due_at) == ("refused", pair.cast.later(hours=12))
    handover.tell_postponed(file, by=pair.cast.by("liaison_a"), at=pair.at)
    assert file.tell_due_at is None
    with pytest.raises(MoveRefused):
        handover.check_identity(file, {"asked": "name"}, by=pair.cast.by("officer_a"), at=pair.at)


def test_one_officer_alone_cannot_know_the_person(pair: Pair) -> None:
    file, officer = met(pair), pair.cast.by("officer_a")
    handover.check_identity(file, {"asked": "mother's maiden name"}, by=officer, at=pair.at)
    with pytest.raises(MoveRefused, match="another person"):
        handover.check_identity_again(file, {"asked": "birthplace"}, by=officer, at=pair.at)
    with pytest.raises(MoveRefused, match="expected “identity_checked”"):
        handover.sign(file, [WATCH], by=officer, at=pair.at)
    with pytest.raises(StepError, match="nothing_checked"):
        handover.check_identity_again(file, {"asked": " "}, by=pair.cast.by("officer_b"), at=pair.at)


def test_one_person_alone_cannot_sign_twice(pair: Pair) -> None:
    file, officer = known(pair), pair.cast.by("officer_a")
    handover.sign(file, [WATCH], by=officer, at=pair.at)
    with pytest.raises(MoveRefused, match="another person"):
        handover.countersign(file, by=officer, at=pair.at)
    assert Handover.objects.get(pk=file.pk).handed_over_at is None


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ({"what": " ", "returned": True}, "bad_line"),
        ({"what": "ring"}, "bad_line"),
        ({"what": "ring", "returned": "yes"}, "bad_line"),
        ({"what": "ring", "returned": False}, "no_note"),
    ],
)
def test_effects_are_signed_for_line_by_line(pair: Pair, line: dict[str, object], code: str) -> None:
    file = known(pair)
    with pytest.raises(StepError, match=f"{code}: “line 2”"):
        handover.sign(file, [WATCH, line], by=pair.cast.by("officer_a"), at=pair.at)


def test_in_doubt_nobody_is_handed_over_and_the_family_hears_of_it_the_same_day(pair: Pair) -> None:
    file, liaison = met(pair), pair.cast.by("liaison_a")
    handover.check_identity(file, {"asked": "name"}, by=pair.cast.by("officer_a"), at=pair.at)
    handover.doubt_identity(file, reason="no such mark", by=pair.cast.by("officer_b"), at=pair.at)
    assert (file.state, file.identity) == ("postponed", [])
    assert file.tell_due_at == pair.cast.later(hours=12)
    with pytest.raises(MoveRefused, match="not told of the postponement"):
        handover.fix_itinerary(file, {"on": "2022-03-20", "point": "hall 2"}, by=liaison, at=pair.at)
    handover.tell_postponed(file, by=liaison, at=pair.at)
    handover.fix_itinerary(file, {"on": "2022-03-20", "point": "hall 2"}, by=liaison, at=pair.at)
    assert file.state == "itinerary_fixed"


def test_after_a_postponement_two_officers_suffice_in_either_order(pair: Pair) -> None:
    first, second, liaison = pair.cast.by("officer_a"), pair.cast.by("officer_b"), pair.cast.by("liaison_a")
    file = known(pair)
    handover.postpone(file, reason="shelling", by=liaison, at=pair.at)
    handover.tell_postponed(file, by=liaison, at=pair.at)
    handover.fix_itinerary(file, {"on": "2022-03-20", "point": "hall 2"}, by=liaison, at=pair.at)
    handover.inform_family(file, by=liaison, at=pair.at)
    met(pair, file)
    handover.check_identity(file, {"asked": "name"}, by=second, at=pair.at)
    with pytest.raises(MoveRefused, match="two-person"):
        handover.check_identity_again(file, {"asked": "name"}, by=second, at=pair.at)
    handover.check_identity_again(file, {"asked": "birth"}, by=first, at=pair.at)
    assert file.state == "identity_checked"


def test_a_family_that_had_heard_nothing_is_told_nothing_of_a_postponement(pair: Pair) -> None:
    file = proposed(pair)
    handover.wish(file, WISH, by=pair.son, at=pair.at)
    handover.agree_lists(file, {"ours": "A-17", "theirs": "B-4"}, by=pair.cast.by("bureau"), at=pair.at)
    with pytest.raises(StepError, match="no_reason"):
        handover.postpone(file, reason="", by=pair.cast.by("officer_a"), at=pair.at)
    handover.postpone(file, reason="road closed", by=pair.cast.by("officer_a"), at=pair.at)
    assert (file.state, file.tell_due_at) == ("postponed", None)


def test_what_must_be_known_before_anyone_leaves_is_asked_for(pair: Pair) -> None:
    file = proposed(pair)
    handover.wish(file, WISH, by=pair.son, at=pair.at)
    with pytest.raises(StepError, match="no_reference: “theirs”"):
        handover.agree_lists(file, {"ours": "A-17"}, by=pair.cast.by("bureau"), at=pair.at)
    handover.agree_lists(file, {"ours": "A-17", "theirs": "B-4"}, by=pair.cast.by("bureau"), at=pair.at)
    with pytest.raises(StepError, match="not_cleared: “legal”"):
        handover.clear(file, {**CLEARED, "legal": False}, by=pair.cast.by("officer_a"), at=pair.at)
    handover.clear(file, CLEARED, by=pair.cast.by("officer_a"), at=pair.at)
    with pytest.raises(StepError, match="no_point"):
        handover.fix_itinerary(file, {"on": "2022-03-12"}, by=pair.cast.by("liaison_a"), at=pair.at)


def test_an_unknown_basis_is_refused(pair: Pair) -> None:
    file = Handover(operation=pair.cast.operation, custody=pair.custody, basis="parade")
    with pytest.raises(StepError, match="unknown_basis"):
        handover.propose(file, by=pair.cast.by("liaison_a"), at=pair.at)


def test_a_family_that_wants_no_more_contacts_is_left_in_peace(pair: Pair) -> None:
    file, liaison = known(pair), pair.cast.by("liaison_a")
    handover.sign(file, [WATCH], by=pair.cast.by("officer_a"), at=pair.at)
    handover.countersign(file, by=liaison, at=pair.at)
    handover.contact_home(file, {"said": "well"}, by=liaison, at=pair.at)
    handover.close(file, reason="they ask us not to ring again", by=liaison, at=pair.at)
    assert (file.state, file.contact_due_at) == ("closed", None)


def test_he_may_refuse_until_the_second_signature(pair: Pair) -> None:
    file = known(pair)
    handover.sign(file, [WATCH], by=pair.cast.by("officer_a"), at=pair.at)
    handover.refuse(file, by=pair.son, at=pair.at)
    assert (file.state, file.tell_due_at) == ("refused", pair.cast.later(hours=12))
    with pytest.raises(MoveRefused):
        handover.countersign(file, by=pair.cast.by("liaison_a"), at=pair.at)


def test_late_in_the_evening_the_family_hears_before_midnight(pair: Pair) -> None:
    file = informed(pair)
    evening = pair.at.replace(hour=20)  # 22:00 in Kyiv
    handover.postpone(file, reason="the road is closed", by=pair.cast.by("liaison_a"), at=evening)
    assert file.tell_due_at == pair.at.replace(hour=22)


def test_he_carries_never_less_than_25_kilograms(pair: Pair) -> None:
    file = known(pair)
    with pytest.raises(StepError, match="too_little_baggage"):
        handover.sign(file, [WATCH], baggage_kg="24", by=pair.cast.by("officer_a"), at=pair.at)
    handover.sign(file, [WATCH], baggage_kg="25", by=pair.cast.by("officer_a"), at=pair.at)
