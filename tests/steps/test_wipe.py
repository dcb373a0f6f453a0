"""A test operation is deleted after a day, to the last row; a real one never is; its ledger stays."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from django.apps import apps

from cast import Cast
from regreso.casebook import operation_keys, wiping
from regreso.casebook.access import actor, grants_of
from regreso.casebook.audit import verify
from regreso.casebook.models import (
    Chain,
    Custody,
    Enquiry,
    Move,
    Operation,
    OperationKey,
    Person,
    Sought,
    Staff,
    history,
)
from regreso.jobs.clock import tick
from regreso.jobs.react import react_to
from regreso.steps import administer
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from pathlib import Path

    from django.conf import LazySettings


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


@pytest.fixture
def over(cast: Cast) -> Cast:
    """A real operation that one administrator closed."""
    cast.confirmed()
    administer.close_operation(
        cast.operation, reason="the war is over", by=cast.by("administrator_a"), at=cast.at
    )
    return cast


def test_a_real_operation_is_destroyed_by_two_a_month_after_it_was_closed(over: Cast) -> None:
    a, b = over.by("administrator_a"), over.by("administrator_b")
    with pytest.raises(StepError, match="too_soon_to_shred"):
        administer.propose_shredding(over.operation, reason="handed over", by=a, at=over.later(days=29.9))
    later = over.later(days=30)
    with pytest.raises(StepError, match="no_reason"):
        administer.propose_shredding(over.operation, reason=" ", by=a, at=later)
    administer.propose_shredding(over.operation, reason="handed to the Agency", by=a, at=later)
    with pytest.raises(MoveRefused, match="two-person"):
        administer.shred(over.operation, by=a, at=later)
    assert Person.objects.filter(operation=over.operation).exists()
    administer.shred(over.operation, by=b, at=later)
    assert over.operation.state == "shredded"
    assert left(over.operation) == {}
    assert not OperationKey.objects.filter(operation=over.operation).exists()
    assert not grants_of(over.staff["operator"]).exists()
    operation_keys.drop_ciphers()
    assert verify(over.operation) == []


def test_of_a_destroyed_operation_the_ledger_tells_what_happened_but_no_word(over: Cast) -> None:
    a, b = over.by("administrator_a"), over.by("administrator_b")
    administer.propose_shredding(over.operation, reason="x", by=a, at=over.later(days=30))
    administer.shred(over.operation, by=b, at=over.later(days=30))
    operation_keys.drop_ciphers()
    moves = list(history(over.operation))
    assert [(move.name, move.reason) for move in moves[-3:]] == [
        ("close", ""),
        ("propose_shredding", ""),
        ("shred", ""),
    ]
    assert moves[-1].detail["rows"] > 0


def test_what_was_proposed_before_it_was_kept_does_not_count_any_more(over: Cast) -> None:
    a, b = over.by("administrator_a"), over.by("administrator_b")
    later = over.later(days=30)
    administer.propose_shredding(over.operation, reason="x", by=a, at=later)
    administer.keep_operation(over.operation, reason="a family wrote", by=b, at=later)
    for hand in (a, b):
        with pytest.raises(MoveRefused):
            administer.shred(over.operation, by=hand, at=later)
    administer.propose_shredding(over.operation, reason="x", by=b, at=later)
    with pytest.raises(MoveRefused, match="two-person"):
        administer.shred(over.operation, by=b, at=later)
    administer.shred(over.operation, by=a, at=later)


def test_an_open_operation_is_never_destroyed(cast: Cast) -> None:
    cast.confirmed()
    for act in (administer.shred, partial(administer.propose_shredding, reason="x")):
        with pytest.raises(MoveRefused):
            act(cast.operation, by=cast.by("administrator_a"), at=cast.later(days=300))
    assert Person.objects.filter(operation=cast.operation).exists()


def test_a_ledger_whose_words_cannot_be_opened_is_whole_only_of_an_operation_that_is_over(
    trial: Cast,
) -> None:
    """Whoever takes only the secret away has not ended an operation: its words are missed."""
    OperationKey.objects.filter(operation=trial.operation).delete()
    operation_keys.drop_ciphers()
    assert [fault.what for fault in verify(trial.operation)] == ["what was said there was changed"]


def test_names_leave_the_memory_of_the_machine(over: Cast, tmp_path: Path, settings: LazySettings) -> None:
    settings.REGRESO_INDEX_FOLDER = tmp_path
    (tmp_path / str(over.operation.pk)).mkdir()
    (tmp_path / str(over.operation.pk) / "words").write_text("Шевченко")
    a, b = over.by("administrator_a"), over.by("administrator_b")
    administer.propose_shredding(over.operation, reason="x", by=a, at=over.later(days=30))
    react_to(administer.shred(over.operation, by=b, at=over.later(days=30)).pk)
    assert list(tmp_path.iterdir()) == []
