"""Records of a disaster: kept for their days, gone with a tombstone, removed by two."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from cast import Cast
from regreso.casebook.models import DisasterRecord, Move, RecordCopy
from regreso.casebook.survivors import survivors
from regreso.jobs.clock import tick
from regreso.steps import record
from regreso.steps.errors import StepError
from regreso.story import MoveRefused
from regreso.wire.pfif import Note, Survivor, Tombstone

THEN = datetime(2022, 3, 1, 8, 0, tzinfo=UTC)
TOLD = Survivor("example.org/p1", THEN, "Ana Invented", sex="female", home_city="Cúcuta")


@pytest.fixture
def quake(cast: Cast) -> Cast:
    cast.operation.kind = "disaster"
    cast.operation.save()
    cast.camp.refresh_from_db()
    return cast


def noted(cast: Cast, how: str = "note_trapped", **said: object) -> DisasterRecord:
    row = DisasterRecord(operation=cast.operation, site=cast.camp, **({"name": "Ana Invented"} | said))
    record.note(row, how, where="School, 2nd floor", by=cast.by("registrar"), at=cast.at)
    return row


def test_a_conflict_has_no_records(cast: Cast) -> None:
    with pytest.raises(StepError, match="not_a_disaster"):
        noted(cast)
    with pytest.raises(StepError, match="not_a_disaster"):
        record.take_in([TOLD], cast.camp, by=cast.by("registrar"), at=cast.at)
    with pytest.raises(ValueError, match="no disaster"):
        list(survivors(cast.operation, domain="example.org"))


def test_somebody_is_trapped_then_in_hospital_then_safe(quake: Cast) -> None:
    row = noted(quake)
    for how, state in (("note_in_hospital", "in_hospital"), ("note_safe", "safe"), ("note_safe", "safe")):
        record.note(row, how, by=quake.by("registrar"), at=quake.later(days=1))
        assert DisasterRecord.objects.get().state == state
    assert DisasterRecord.objects.get().expires_at == quake.later(days=61)


def test_neither_a_name_nor_marks_is_not_enough_and_days_have_bounds(quake: Cast) -> None:
    with pytest.raises(StepError, match="no_name"):
        noted(quake, name="")
    noted(quake, name="", marks="a scar on the left hand")
    for days in (29, 361):
        with pytest.raises(StepError, match="bad_days"):
            noted(quake, kept_days=days)


def test_the_file_tells_how_they_are_and_never_the_ward(quake: Cast) -> None:
    row = noted(quake)
    (told,) = survivors(quake.operation, domain="here.example")
    assert isinstance(told, Survivor)
    assert told.person_record_id == f"here.example/{row.pk}"
    assert (told.expiry_date, told.notes[0].status) == (quake.later(days=60), "believed_alive")
    assert "School" not in repr(told)


def test_a_record_goes_on_its_day_and_what_it_said_three_days_later(quake: Cast) -> None:
    noted(quake)
    tick(quake.later(days=59))
    assert DisasterRecord.objects.get().state == "trapped"
    tick(quake.later(days=60))
    assert DisasterRecord.objects.get().state == "expired"
    (told,) = survivors(quake.operation, domain="here.example")
    assert isinstance(told, Tombstone)
    record.restore(DisasterRecord.objects.get(), reason="still sought", by=quake.by("registrar"),
                   at=quake.later(days=61))  # fmt: skip
    assert DisasterRecord.objects.get().name == "Ana Invented"
    tick(quake.later(days=121))
    tick(quake.later(days=124))
    gone = DisasterRecord.objects.get()
    assert (gone.state, gone.name, gone.where, gone.other_names) == ("shredded", "", "", [])
    assert isinstance(next(iter(survivors(quake.operation, domain="here.example"))), Tombstone)


def test_removal_takes_two(quake: Cast) -> None:
    row, one = noted(quake), quake.by("registrar")
    record.ask_removal(row, "she asks for it herself", by=one, at=quake.at)
    with pytest.raises(MoveRefused, match="another person"):
        record.remove(row, by=one, at=quake.at)
    record.remove(row, by=quake.by("other_registrar"), at=quake.at)
    assert DisasterRecord.objects.get().shred_at == quake.later(days=3)


def test_a_file_is_taken_in_once_and_newer_words_renew_it(quake: Cast) -> None:
    by = quake.by("registrar")
    assert record.take_in([TOLD], quake.camp, by=by, at=quake.at) == (1, 0, 0)
    assert record.take_in([TOLD], quake.camp, by=by, at=quake.at) == (0, 0, 0)
    newer = replace(TOLD, source_date=THEN + timedelta(hours=5), full_name="Ana María Invented")
    assert record.take_in([newer], quake.camp, by=by, at=quake.at) == (0, 1, 0)
    assert DisasterRecord.objects.get().name == "Ana María Invented"
    assert Move.objects.filter(subject="record").count() == 1


def test_a_tombstone_or_an_expiry_that_passed_deletes_what_we_copied(quake: Cast) -> None:
    by = quake.by("registrar")
    other = replace(TOLD, person_record_id="example.org/p2")
    record.take_in([TOLD, other], quake.camp, by=by, at=quake.at)
    gone = Tombstone("example.org/p1", quake.at, quake.at, quake.at)
    past = replace(other, expiry_date=THEN)
    assert record.take_in([gone, past], quake.camp, by=by, at=quake.at) == (0, 0, 2)
    assert set(DisasterRecord.objects.values_list("state", flat=True)) == {"expired"}
    assert record.take_in([replace(TOLD, source_date=quake.at)], quake.camp, by=by, at=quake.at) == (0, 0, 0)
    assert record.take_in([past], quake.camp, by=by, at=quake.at) == (0, 0, 0), "it was never shown again"


def test_the_expiry_of_the_home_registry_holds_on_export(quake: Cast) -> None:
    told = replace(TOLD, expiry_date=quake.later(days=20))
    record.take_in([told], quake.camp, by=quake.by("registrar"), at=quake.at)
    (back,) = survivors(quake.operation, domain="here.example")
    assert isinstance(back, Survivor)
    assert (back.person_record_id, back.expiry_date) == ("example.org/p1", quake.later(days=20))


def test_nobody_becomes_dead_or_found_by_a_list(quake: Cast) -> None:
    note = Note("example.org/n1", "example.org/p1", "Somebody", THEN, "dead", status="believed_dead")
    record.take_in([replace(TOLD, notes=(note,))], quake.camp, by=quake.by("registrar"), at=quake.at)
    assert DisasterRecord.objects.get().state == "sought"


def test_the_file_of_all_takes_two_and_lasts_a_day(quake: Cast) -> None:
    copy = RecordCopy(recipient="Invented Agency, J. Doe", reason="families ask there, too")
    record.ask_copy(copy, quake.operation, by=quake.by("coordinator_a"), at=quake.at)
    with pytest.raises(MoveRefused, match="another person"):
        record.grant_copy(copy, by=quake.by("coordinator_a"), at=quake.at)
    assert not record.copy_is_open(copy, at=quake.at)
    record.grant_copy(copy, by=quake.by("coordinator_b"), at=quake.at)
    assert record.copy_is_open(copy, at=quake.later(hours=23))
    assert not record.copy_is_open(copy, at=quake.later(hours=24))
