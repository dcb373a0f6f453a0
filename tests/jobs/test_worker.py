"""Jobs are done once, tried again when they fail, and laid on a desk when they keep failing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from regreso.casebook.actor import Actor
from regreso.casebook.models import Grant, Lease, Move, Operation, Reaction, append_move
from regreso.jobs import queue, reactions
from regreso.jobs.mend import mend
from regreso.jobs.queue import Counts
from regreso.jobs.react import react_to
from regreso.jobs.reactions import Follow
from regreso.jobs.worker import drain

AT = datetime(2022, 3, 3, 9, 0, tzinfo=UTC)
Ask = Callable[[], Move]
Calls = list[tuple[str, datetime]]


def test_drain_does_what_follows_at_the_time_it_is_given(ask: Ask, followed: Calls, at: datetime) -> None:
    move = ask()
    assert drain(at=at + timedelta(hours=1)) == 1
    assert followed == [("tell", at + timedelta(hours=1))]
    assert Grant.objects.get(pk=move.subject_id).state == "ended"
    assert [r.name for r in Reaction.objects.filter(move=move).order_by("id")] == ["end", "tell"]
    assert queue.counts() == Counts(0, 0, 0)
    assert drain() == 0


def test_drain_stops_at_its_limit(ask: Ask, followed: Calls) -> None:
    for _ in range(3):
        ask()
    assert (drain(limit=2), len(followed)) == (2, 2)
    assert queue.counts().waiting == 1


def test_what_follows_is_never_dated_before_the_move(ask: Ask, followed: Calls, at: datetime) -> None:
    move = ask()
    future = timezone.now() + timedelta(days=1)
    Move.objects.filter(pk=move.pk).update(at=future)
    drain()
    assert followed == [("tell", future)]
    assert future > at


def test_a_reaction_is_done_once_however_often_its_job_runs(ask: Ask, followed: Calls) -> None:
    move = ask()
    for _ in range(3):
        react_to(move.pk)
    assert len(followed) == 1
    assert Move.objects.filter(name="end").count() == 1


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch, followed: Calls) -> None:  # noqa: ARG001 - it is replaced here
    def note(move: Move, at: datetime) -> None:
        Grant.objects.filter(pk=move.subject_id).update(role=f"changed {at}"[:32])
        raise RuntimeError("Ivan Petrenko is nowhere")

    table = reactions.REACTIONS
    pair = (*table["grant", "ask"], Follow("fail", note))
    monkeypatch.setitem(table, ("grant", "ask"), pair)


@pytest.mark.usefixtures("failing")
def test_what_failed_leaves_no_trace_and_is_tried_again_later(ask: Ask, followed: Calls) -> None:
    ask()
    with pytest.raises(RuntimeError):
        drain()
    assert Grant.objects.get().role == "operator"
    assert set(Reaction.objects.values_list("name", flat=True)) == {"end", "tell"}
    job = queue.jobs().get()
    assert timedelta(seconds=1) < job.run_after - timezone.now() <= timedelta(seconds=2)
    assert drain() == 0, "its time has not come"
    queue.jobs().update(run_after=timezone.now())
    with pytest.raises(RuntimeError):
        drain()
    assert len(followed) == 1, "what was done the first time is not done again"


@pytest.mark.usefixtures("failing")
def test_what_keeps_failing_waits_on_a_desk_and_says_nothing_of_people(ask: Ask) -> None:
    ask()
    for _ in range(queue.TRIES):
        queue.jobs().update(run_after=timezone.now())
        with pytest.raises(RuntimeError):
            drain()
    assert queue.counts() == Counts(0, 0, dead=1)
    job = queue.jobs().get()
    assert "in note" in job.traceback
    assert "Petrenko" not in f"{job.traceback} {job.exception_class_path} {job.args_kwargs}"
    assert Lease.objects.get().gave_up_at is not None
    assert (queue.revive(), queue.counts()) == (1, Counts(1, 0, 0))


def test_a_silent_worker_loses_its_job_and_cannot_finish_it(ask: Ask, followed: Calls) -> None:
    ask()
    job = queue.claim("first")
    assert job is not None
    assert queue.claim("second") is None
    assert queue.reap(silent_for=timedelta(seconds=30)) == 0
    Lease.objects.update(beat_at=timezone.now() - timedelta(seconds=31))
    assert queue.reap(silent_for=timedelta(seconds=30)) == 1
    assert not queue.beat(job.pk, "first")
    queue.finish(job, "first")
    assert queue.counts() == Counts(1, 0, 0)
    queue.jobs().update(run_after=timezone.now())
    again = queue.claim("second")
    assert again is not None
    assert Lease.objects.get().tries == 2
    assert followed == []


def test_a_beating_heart_keeps_the_job(ask: Ask, followed: Calls) -> None:
    ask()
    job = queue.claim("first")
    assert job is not None
    Lease.objects.update(beat_at=timezone.now() - timedelta(seconds=31))
    assert queue.beat(job.pk, "first")
    assert queue.reap(silent_for=timedelta(seconds=30)) == 0
    assert followed == []


def test_old_finished_jobs_are_swept_and_others_stay(ask: Ask, followed: Calls) -> None:
    ask()
    drain()
    ask()
    assert queue.sweep() == 0
    queue.jobs().filter(status=queue.DONE).update(finished_at=timezone.now() - timedelta(days=8))
    assert (queue.sweep(), queue.counts().waiting, len(followed)) == (1, 1, 1)


def test_mend_finds_moves_whose_jobs_were_lost(ask: Ask, followed: Calls) -> None:
    ask()
    drain()
    ask()
    assert mend() == 0
    DBTaskResult.objects.all().delete()
    assert (mend(), mend()) == (1, 0)
    drain()
    assert (len(followed), mend()) == (2, 0)


@pytest.mark.usefixtures("failing")
def test_mend_leaves_a_dead_letter_on_its_desk(ask: Ask) -> None:
    ask()
    queue.jobs().update(status=queue.FAILED)
    assert mend() == 0


@pytest.mark.django_db(transaction=True)
def test_long_reading_is_done_before_anyone_is_made_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, bool]] = []
    follow = Follow(
        "look",
        lambda _move, _at: seen.append(("do", connection.in_atomic_block)),
        lambda _move: seen.append(("before", connection.in_atomic_block)),
    )
    monkeypatch.setitem(reactions.REACTIONS, ("operation", "open"), (follow,))
    append_move(Operation(name="An invented crisis"), "open", by=Actor("administrator", "ada"), at=AT)
    drain()
    assert seen == [("before", False), ("do", True)]
