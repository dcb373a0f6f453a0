"""A test operation is deleted after a day, to the last row; a real one never is; its ledger stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps

from cast import Cast
from regreso.casebook import wiping
from regreso.casebook.access import actor, grants_of
from regreso.casebook.audit import verify
from regreso.casebook.models import Chain, Custody, Enquiry, Move, Operation, Person, Sought, Staff
from regreso.jobs.clock import tick
from regreso.steps import administer
from regreso.steps.errors import StepError
from regreso.story import MoveRefused


@pytest.fixture
def trial(cast: Cast) -> Cast:
    """The cast at work in an operation that is only for trying things out."""
    cast.operation.test, cast.operation.wipes_at = True, cast.later(hours=24)
    cast.operation.save()
    cast.confirmed()
    return cast


def left(operation: Operation) -> dict[str, int]:
    return {rows.model.__name__: rows.count() for rows in wiping.rows_of(operation) if rows.count()}


def test_a_test_knows_when_it_ends_and_a_real_operation_does_not(cast: Cast) -> None:
    by = actor(Staff.objects.get(username="founder_a"), "administrator")
    for test, ends in ((True, cast.later(hours=24)), (False, None)):
        made = Operation(name="Another invented crisis", test=test)
        administer.open_operation(made, by=by, at=cast.at)
        assert Operation.objects.get(pk=made.pk).wipes_at == ends


def test_after_a_day_nothing_is_left_of_a_test_but_its_ledger(trial: Cast) -> None:
    before = left(trial.operation)
    assert {"Enquiry", "Sought", "Enquirer", "Custody", "Person", "Match", "Verdict"} <= before.keys()
    tick(trial.later(hours=23.9))
    assert left(trial.operation).keys() == before.keys()
    tick(trial.later(hours=24))
    trial.operation.refresh_from_db()
    assert trial.operation.state == "wiped"
    assert left(trial.operation) == {}
    assert not Sought.objects.exists()
    assert not Person.objects.exists()
    assert not grants_of(trial.staff["operator"]).exists()
    assert Move.objects.filter(operation=trial.operation).last()
    assert verify(trial.operation) == []


def test_every_table_of_an_operation_is_reached() -> None:
    reached = {rows.model for rows in wiping.rows_of(Operation())}
    ours = set(apps.get_app_config("casebook").get_models()) - set(wiping.KEPT)
    accounts = {"Staff", "Passkey", "CodeSecret", "RecoveryCode", "Invitation", "AccountEvent", "Allowance"}
    accounts |= {"SavedView"}
    # Of no operation: what was not sent yet, and addresses of a list, both forgotten by themselves;
    # and the signs of life of our own processes.
    passing = {"Conversation", "Heard", "ShortPart", "Subscriber", "Pulse"}
    assert {model.__name__ for model in ours - reached} == accounts | passing


def test_other_operations_keep_every_row(trial: Cast) -> None:
    real = Operation.objects.create(name="A real one", state="open")
    Enquiry.objects.filter(operation=trial.operation).update(operation=real)
    kept = Enquiry.objects.filter(operation=real).count()
    wiping.deleted(Operation.objects.create(name="Empty", state="open"))
    assert Enquiry.objects.filter(operation=real).count() == kept == 1
    assert Custody.objects.filter(operation=trial.operation).exists()


def test_a_real_operation_and_one_whose_day_is_not_over_are_refused(cast: Cast, trial: Cast) -> None:
    with pytest.raises(StepError):
        administer.wipe(trial.operation, at=trial.later(hours=23))
    Operation.objects.filter(pk=cast.operation.pk).update(test=False)
    cast.operation.refresh_from_db()
    with pytest.raises(StepError):
        administer.wipe(cast.operation, at=cast.later(days=300))
    assert tick(cast.later(hours=24)) == 0
    assert Enquiry.objects.exists()


def test_nothing_happens_in_a_test_that_is_over(trial: Cast) -> None:
    administer.wipe(trial.operation, at=trial.later(hours=24))
    for act in (administer.close_operation, administer.reopen_operation):
        with pytest.raises(MoveRefused):
            act(trial.operation, reason="x", by=trial.by("administrator_a"), at=trial.later(hours=25))


def test_a_false_end_is_found(trial: Cast) -> None:
    """Whoever deletes rows by hand and marks the operation as wiped has no signature of ours."""
    wiping.deleted(trial.operation)
    Operation.objects.filter(pk=trial.operation.pk).update(state="wiped")
    trial.operation.refresh_from_db()
    assert [fault.what for fault in verify(trial.operation)] == ["no move “wipe” ended it"]


def test_a_row_of_the_ledger_that_is_gone_is_still_found_after_the_end(trial: Cast) -> None:
    administer.wipe(trial.operation, at=trial.at + timedelta(hours=24))
    Move.objects.filter(operation=trial.operation, number=3).delete()
    trial.operation.refresh_from_db()
    assert any("missing" in fault.what for fault in verify(trial.operation))
    assert Chain.objects.filter(operation=trial.operation).exists()


def test_who_closed_an_operation_does_not_open_it_again(cast: Cast) -> None:
    a, b = cast.by("administrator_a"), cast.by("administrator_b")
    administer.close_operation(cast.operation, reason="over", by=a, at=cast.at)
    assert not grants_of(cast.staff["operator"]).exists()
    with pytest.raises(MoveRefused, match="two-person"):
        administer.reopen_operation(cast.operation, reason="not over", by=a, at=cast.at)
    administer.reopen_operation(cast.operation, reason="not over", by=b, at=cast.at)
    assert grants_of(cast.staff["operator"]).exists()
