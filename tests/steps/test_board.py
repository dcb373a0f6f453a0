"""A trip, its people and its telephones: what is refused, and what closes."""

from __future__ import annotations

import pytest

from cast import Cast
from manifests import door_of, someone, states, trip_of
from regreso.casebook.devices import device_by_code
from regreso.casebook.models import Device, Passenger, Trip
from regreso.movement.manifest.tokens import read_token
from regreso.steps import board, count, equip
from regreso.steps.errors import StepError
from regreso.story import MoveRefused


def test_people_are_allotted_with_tokens_and_stand_as_expected(cast: Cast) -> None:
    trip, by = trip_of(cast), cast.by("coordinator_a")
    made = board.allot(trip, [someone("", "h1", name="Олена"), someone("X1", "h1")], by=by, at=cast.at)
    assert read_token(made.passengers[0].token)
    count.allotted(trip, at=cast.at)
    assert sorted(states(cast).values()) == ["expected", "expected"]
    board.allot(trip, [someone("X2")], by=by, at=cast.at)
    assert len(count.allotted(trip, at=cast.later(hours=1)).new) == 1, (
        "whoever was allotted stays as they were"
    )
    assert count.allotted(trip, at=cast.later(hours=2)).move is None


@pytest.mark.parametrize(
    ("people", "code"),
    [
        ([], "nobody"), ([someone("X1"), someone("X1")], "token_taken"), ([someone("TAKEN")], "token_taken"),
        ([someone("X" * 81)], "bad_token"), ([someone("a\nb")], "bad_token"),
        ([someone("X", "there")], "household_split"),
        ([Passenger(needs="a horse")], "bad_needs"),
    ],
)  # fmt: skip
def test_people_who_cannot_be_allotted_are_refused_all_together(
    cast: Cast, people: list[Passenger], code: str
) -> None:
    by = cast.by("coordinator_a")
    board.allot(trip_of(cast, "T0"), [someone("TAKEN", "there")], by=by, at=cast.at)
    trip = trip_of(cast)
    with pytest.raises(StepError) as refused:
        board.allot(trip, people, by=by, at=cast.at)
    assert refused.value.code == code
    assert Passenger.objects.count() == 1


def test_a_code_is_given_once_and_times_are_sane(cast: Cast) -> None:
    trip = trip_of(cast)
    for code, expected in (
        (trip.code, "code_taken"),
        ("", "bad_code"),
        (" T", "bad_code"),
        ("T\0", "bad_code"),
    ):
        with pytest.raises(StepError) as refused:
            board.open_trip(
                Trip(operation=cast.operation, code=code), by=cast.by("coordinator_a"), at=cast.at
            )
        assert refused.value.code == expected
    for when, margin in ((cast.later(days=400), 60), (cast.at, -1), (cast.at, 99999)):
        with pytest.raises(StepError):
            board.expect(trip, when, margin=margin, by=cast.by("coordinator_a"), at=cast.at)
    board.expect(trip, cast.later(hours=9), margin=30, by=cast.by("coordinator_a"), at=cast.at)
    assert Trip.objects.get().look_at == cast.later(hours=9, minutes=30)


def test_an_alarm_waits_for_the_margin_and_a_new_time_takes_it_back(cast: Cast) -> None:
    trip = trip_of(cast)
    with pytest.raises(MoveRefused):
        board.alarm(trip, at=cast.later(hours=6, minutes=59))
    board.alarm(trip, at=cast.later(hours=7))
    board.expect(trip, cast.later(hours=20), by=cast.by("coordinator_a"), at=cast.later(hours=8))
    assert trip.state == "open"


def test_a_manifest_with_open_people_whom_nobody_looks_for_does_not_close(cast: Cast) -> None:
    trip, door, by = trip_of(cast), door_of(cast), cast.by("coordinator_a")
    door.send(door.event("boarded", "p1"))
    with pytest.raises(StepError) as refused:
        board.close(trip, by=by, at=cast.at)
    assert (refused.value.code, refused.value.given) == ("people_open", "1")
    door.send(door.event("arrived", "p1"))
    board.close(trip, by=by, at=cast.at)
    late = door.send(door.event("boarded", "p2"))
    assert len(late.new) == 1, "what comes late is taken in all the same"


def test_a_telephone_is_known_by_its_code_until_it_is_switched_off(cast: Cast) -> None:
    door, by = door_of(cast), cast.by("coordinator_a")
    typed = door.code.lower().replace("-", " ")
    assert device_by_code(typed) == device_by_code(door.code) == door.device
    assert device_by_code(door.code[:-1]) is None
    assert bytes(door.device.code_index or b"") not in door.code.encode()
    equip.end(door.device, by=by, at=cast.at)
    assert device_by_code(door.code) is None
    with pytest.raises(StepError):
        equip.hand_out(Device(operation=cast.operation, label=" "), by=by, at=cast.at)
