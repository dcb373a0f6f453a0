"""An operator opens a colleague's enquiry with a reason; another person looks within a day."""

from __future__ import annotations

import pytest

from cast import Cast
from regreso import story
from regreso.casebook import access, deadlines
from regreso.casebook.actor import Actor
from regreso.casebook.models import BreakGlass, Enquiry, Grant, Staff, history
from regreso.steps import attend, break_glass
from regreso.steps.errors import StepError

pytestmark = pytest.mark.django_db
WHY = "the mother is calling from a shelter"


def opened(cast: Cast, *found: Enquiry, reason: str = WHY, hours: float = 0) -> BreakGlass:
    glass = BreakGlass(operation=cast.operation)
    keys = [one.pk for one in found]
    break_glass.open_glass(glass, keys, reason=reason, by=cast.by("operator"), at=cast.later(hours=hours))
    return glass


def test_it_is_open_for_an_hour_and_for_whoever_opened_it(cast: Cast) -> None:
    enquiry = cast.asked()
    glass = opened(cast, enquiry)
    assert list(access.opened_for(cast.operator, at=cast.later(minutes=59))) == [enquiry]
    assert not access.opened_for(cast.operator, at=cast.later(minutes=60)).exists()
    assert not access.opened_for(cast.stranger, at=cast.at).exists()
    assert not access.enquiries_for(cast.operator).exists()
    move = history(glass).get()
    assert (move.name, move.said["reason"], move.said["detail"]) == (
        "open", WHY, {"opened": [str(enquiry.pk)]},
    )  # fmt: skip


@pytest.mark.parametrize("reason", ["", "   ", "urgent", " urgent   "])
def test_without_a_reason_it_stays_shut(cast: Cast, reason: str) -> None:
    with pytest.raises(StepError, match="reason"):
        opened(cast, cast.asked(), reason=reason)
    assert not BreakGlass.objects.exists()


def test_whoever_lost_the_role_meanwhile_sees_nothing(cast: Cast) -> None:
    opened(cast, cast.asked())
    Grant.objects.filter(staff=cast.operator).update(state="ended")
    assert not access.opened_for(cast.operator, at=cast.at).exists()


def test_a_second_person_accepts_or_objects_and_never_the_first(cast: Cast) -> None:
    first, second = opened(cast, cast.asked()), opened(cast, cast.asked())
    assert {one.pk for one in access.glasses_under(cast.administrator_a)} == {first.pk, second.pk}
    me = Actor(story.ADMINISTRATOR, str(cast.operator.pk))
    with pytest.raises(story.MoveRefused, match="two-person"):
        break_glass.accept(first, by=me, at=cast.at)
    with pytest.raises(story.MoveRefused, match="two-person"):
        break_glass.object_to(first, reason="mine", by=me, at=cast.at)
    by = cast.by("administrator_a")
    break_glass.accept(first, by=by, at=cast.later(minutes=5))
    break_glass.object_to(second, reason="the colleague was at her desk", by=by, at=cast.later(minutes=5))
    at = cast.later(minutes=6)
    assert [str(one.pk) for one in access.opened_for(cast.operator, at=at)] == first.opened
    assert (first.due_at, second.due_at) == (None, None)


def test_no_administrator_is_shown_what_they_opened_themselves(cast: Cast) -> None:
    role = Grant.objects.create(operation=cast.operation, staff=cast.operator, role=story.ADMINISTRATOR)
    Grant.objects.filter(pk=role.pk).update(state="given")
    opened(cast, cast.asked())
    assert not access.glasses_under(cast.operator).exists()
    assert access.glasses_under(cast.administrator_b).exists()


def test_a_fourth_waits_until_somebody_has_looked(cast: Cast) -> None:
    glasses = [opened(cast) for _ in range(3)]
    with pytest.raises(story.MoveRefused, match="second person"):
        opened(cast, hours=2)
    break_glass.accept(glasses[0], by=cast.by("administrator_a"), at=cast.at)
    opened(cast, hours=2)


def test_more_than_three_enquiries_are_no_emergency(cast: Cast) -> None:
    with pytest.raises(StepError, match="3"):
        opened(cast, *(cast.asked() for _ in range(4)))


def test_a_look_that_does_not_come_is_overdue_on_the_board(cast: Cast) -> None:
    opened(cast, cast.asked())
    clock = next(one for one in deadlines.CLOCKS if one.code == "opened")
    late = cast.later(hours=25)
    row = next(iter(deadlines.running(clock, [cast.operation.pk], at=late)))
    assert (row.running, row.overdue) == (1, 1)


def test_what_nobody_attends_to_is_taken_once_and_the_most_urgent_first(cast: Cast) -> None:
    later, first = cast.asked(), cast.asked()
    Enquiry.objects.filter(pk=later.pk).update(first_look_due_at=cast.later(hours=60))
    Enquiry.objects.filter(pk=first.pk).update(first_look_due_at=cast.later(hours=2))
    by = cast.by("operator")
    assert attend.take_next(cast.operation, language="es", by=by, at=cast.at) is None
    assert attend.take_next(cast.operation, language="uk", by=by, at=cast.at) == first
    assert list(access.enquiries_for(cast.operator)) == [first]
    with pytest.raises(story.MoveRefused, match="a colleague attends to it"):
        attend.take_on(first, by=by, at=cast.at)
    assert attend.take_next(cast.operation, by=by, at=cast.at) == later
    assert attend.take_next(cast.operation, by=by, at=cast.at) is None


def test_an_enquiry_opened_so_can_be_taken_over(cast: Cast) -> None:
    enquiry = cast.asked()
    away = Staff.objects.create_user("operator_away")
    Enquiry.objects.filter(pk=enquiry.pk).update(assigned_to=away)
    enquiry.refresh_from_db()
    opened(cast, enquiry)

    def take_over() -> None:
        attend.hand_over(
            enquiry, to=cast.operator, reason="she is on leave", by=cast.by("operator"), at=cast.at
        )

    take_over()
    assert list(access.enquiries_for(cast.operator)) == [enquiry]
    with pytest.raises(StepError, match="another than"):
        take_over()
