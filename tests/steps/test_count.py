"""What devices bring is kept once, in whatever order, and everybody stands as all of it says."""

from __future__ import annotations

import itertools
import random

import pytest
from django.db import connection

from cast import Cast
from manifests import Door, Shut, door_of, states, trip_of
from regreso.casebook import boxes
from regreso.casebook.models import ManifestEvent, Move, Passenger, PersonStanding, Upload
from regreso.movement.manifest.standing import State
from regreso.steps import count


@pytest.fixture
def door(cast: Cast) -> Door:
    trip_of(cast)
    return door_of(cast)


def test_an_upload_is_kept_and_added_up_and_a_second_copy_changes_nothing(cast: Cast, door: Door) -> None:
    told = [door.event("boarded", "p1", place="Mariupol"), door.event("boarded", "p2")]
    told.append(door.event("arrived", "p1", place="Zaporizhzhia"))
    first = door.send(*told)
    assert (len(first.new), first.known, first.rejected) == (3, [], [])
    assert states(cast) == {"p1": "arrived", "p2": "open"}
    moves = Move.objects.count()
    again = door.send(*told, told[0])
    assert (again.new, len(again.known), again.move) == ([], 4, None)
    assert (Move.objects.count(), ManifestEvent.objects.count(), Upload.objects.count()) == (moves, 3, 1)
    assert PersonStanding.objects.get(person="p1").last == {"place": "Zaporizhzhia"}


def test_every_order_of_uploads_gives_the_same(cast: Cast, door: Door) -> None:
    """With corrections and corrections of corrections that come before what they correct."""
    other = door_of(cast, "reception")
    boarded = door.event("boarded", "p1", household="h")
    arrived = other.event("arrived", "p1", minute=90, place="Zaporizhzhia")
    void = other.event("corrected", "", "", corrects=arrived["id"])
    undone = door.event("corrected", "", "", corrects=void["id"])
    left = other.event("left_by_choice", "p2", minute=30)
    sent = [(door, boarded), (other, arrived), (other, void), (door, undone), (other, left)]
    found = set()
    orders = list(itertools.permutations(sent))
    for order in random.Random(1).sample(orders, 24):
        PersonStanding.objects.all().delete()
        ManifestEvent.objects.all().delete()
        for by, one in order:
            by.send(one)
        rows = PersonStanding.objects.exclude(state="").order_by("person")
        found.add(tuple((r.person, r.state, r.household, r.faults, str(r.last)) for r in rows))
    assert len(found) == 1
    assert states(cast) == {"p1": "arrived", "p2": "left_by_choice"}


def test_the_standing_in_the_rows_is_the_librarys(cast: Cast, door: Door) -> None:
    rng = random.Random(7)
    kinds = [
        "registered",
        "boarded",
        "boarded",
        "passed",
        "arrived",
        "taken_off",
        "left_by_choice",
        "no_show",
    ]
    told = [
        door.event(rng.choice(kinds), f"p{rng.randrange(9)}", rng.choice(["T1", "T2"])) for _ in range(80)
    ]
    told += [door.event("corrected", "", "", corrects=rng.choice(told)["id"]) for _ in range(9)]
    rng.shuffle(told)
    for start in range(0, len(told), 13):
        door.send(*told[start : start + 13])
    expected = count.read_manifest(cast.operation.pk).standings()
    rows = {(row.person, row.trip): row for row in PersonStanding.objects.exclude(state="")}
    assert rows.keys() == expected.keys()
    for key, one in expected.items():
        row = rows[key]
        assert (row.state, row.boarded, row.last_at) == (one.state, one.boarded, one.last_moment)
        assert (row.faults.split(), row.boarded_at) == (sorted(one.faults), one.boarded_at)
    before = {row.pk: row.state for row in rows.values()}
    PersonStanding.objects.update(state="lost")
    assert count.rebuild(cast.operation.pk) == 9
    assert {row.pk: row.state for row in PersonStanding.objects.exclude(state="lost")} == before


def test_whole_rows_are_taken_and_each_other_is_kept_with_its_reason(cast: Cast, door: Door) -> None:
    good = door.event("boarded", "p1")
    bad: list[object] = [7, None, [], {}, door.event("flew", "p2"), door.event("boarded", ""),
           {**good, "id": "x" * 200}, {**good, "at": "noon"}, {**good, "person": "a\ud800"},
           {**good, "sequence": "1"}]  # fmt: skip
    taken = door.send(bad[0], good, *bad[1:])
    assert len(taken.new) == 1
    assert [one.row for one in taken.rejected] == [0, *range(2, 11)]
    kept = Upload.objects.get()
    assert (kept.taken, kept.refused) == (1, 10)
    assert all(one["why"] and "given" in one for one in kept.rejected)
    assert "“kind” is “flew”" in kept.rejected[4]["why"]
    assert states(cast) == {"p1": "open"}


def test_a_device_writes_only_in_its_own_name(cast: Cast, door: Door) -> None:
    stranger = door_of(cast, "another")
    theirs = door.event("boarded", "p1")
    taken = stranger.send(
        theirs, {**stranger.event("boarded", "p1"), "device": "somebody", "received": "2000-01-01T00:00Z"}
    )
    assert [one.field for one in taken.rejected] == ["id"]
    event = ManifestEvent.objects.get()
    assert event.device == count.name_of(stranger.device.pk)
    assert event.received_at == cast.later(hours=12)


def test_one_id_with_two_contents_is_two_rows_and_a_fault(door: Door) -> None:
    one = door.event("boarded", "p1")
    door.send(one)
    door.send({**one, "person": "p2"})
    assert ManifestEvent.objects.count() == 2
    rows = PersonStanding.objects.exclude(state="")
    assert [(row.person, row.faults) for row in rows] == [("p1", "two-contents")]
    door.send({**one, "person": "p0"}, door.event("passed", "p2"))
    assert [(row.person, row.state, row.faults) for row in rows.all().order_by("person")] == [
        ("p0", "open", "two-contents"), ("p2", "open", "passed-unboarded")
    ]  # fmt: skip


def test_a_person_whose_every_event_was_corrected_stands_nowhere(cast: Cast, door: Door) -> None:
    wrong = door.event("boarded", "p1")
    door.send(wrong)
    door.send(door.event("corrected", "", "", corrects=wrong["id"]))
    assert states(cast) == {}
    door.send(door.event("boarded", "p1"))
    assert states(cast) == {"p1": "open"}


def test_who_was_met_says_who_they_are_and_the_disk_does_not_hold_it(door: Door, shut: Shut) -> None:
    arrived = door.event("arrived", "7KQM-2RXD", box=shut({"name": "Олена Ткач", "birth": "1987", "x": 1}))
    taken = door.send(arrived, door.event("arrived", "p9", box="no box"))
    assert [(one.row, one.field) for one in taken.rejected] == [(1, "box")]
    assert len(taken.new) == 2, "the arrival itself is never lost"
    met = Passenger.objects.get()
    assert (met.token, met.on_the_way, met.told) == (
        "7KQM-2RXD",
        True,
        {"name": "Олена Ткач", "birth": "1987"},
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT told FROM casebook_passenger")
        assert "Ткач".encode() not in bytes(cursor.fetchone()[0])
    door.send(arrived | {"id": arrived["id"] + "b", "box": shut({"name": "Somebody Else"})})
    assert Passenger.objects.get().told["name"] == "Олена Ткач", "the first word holds"


def test_a_box_opens_only_whole_and_only_for_us(shut: Shut) -> None:
    good = shut({"a": "б"})
    assert boxes.open_box(good) == {"a": "б"}
    for bad in ("", "!", good[:-8], "AAAA" + good[4:], good[:-4] + "AAAA"):
        with pytest.raises(boxes.BoxError):
            boxes.open_box(bad)


def test_azovstal_on_3_may_2022_leaves_nobody_falsely_missing(cast: Cast, door: Door) -> None:
    """101 boarded, 58 joined on the way, 127 arrived; the other 32 said that they stayed."""
    people = [f"p{n}" for n in range(159)]
    told = [door.event("boarded" if n < 101 else "joined-en-route", one) for n, one in enumerate(people)]
    stayed = [door.event("left-by-choice", one) for one in people[:32]]
    told += [door.event("arrived", one) for one in people[32:]]
    door.send(*told)
    assert sum(state == State.OPEN for state in states(cast).values()) == 32
    door.send(*stayed)
    assert sorted(set(states(cast).values())) == ["arrived", "left_by_choice"]
