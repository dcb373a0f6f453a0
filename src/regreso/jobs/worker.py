"""The worker: claims a job, does it while its heart beats, and takes up what a killed worker left."""

from __future__ import annotations

import logging
import os
import secrets
import signal
import threading
import time
import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from regreso.casebook import allowance, api_calls, conversations, health, hotline, subscribers
from regreso.jobs import queue
from regreso.jobs.anchoring import anchor_daily
from regreso.jobs.clock import tick
from regreso.jobs.react import react_to

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.jobs.queue import Job

log = logging.getLogger(__name__)


def _anchor(at: datetime) -> int:
    return int(anchor_daily(at=at))


def drain(*, limit: int | None = None, at: datetime | None = None) -> int:
    """Run all ready jobs here and now, for tests and the demo; how many were run.

    `at` is the time that their moves bear (without it: now). A job that fails raises here, and is tried
    again later like any other.
    """
    me, done = f"drain:{secrets.token_hex(4)}", 0
    while limit is None or done < limit:
        job = queue.claim(me)
        if job is None:
            break
        try:
            react_to(uuid.UUID(queue.move_of(job)), at=at)
        except Exception as error:
            queue.give_back(job, me, error)
            raise
        queue.finish(job, me)
        done += 1
    return done


@dataclass
class Worker:
    """One worker process. Several may run beside each other, on several machines.

    `every` is how long it waits when nothing is ready, `beats` how often its heart beats, `silent_for`
    after which silence a job counts as left behind, `rounds` how often it looks for such jobs and for
    what fell due (all in seconds).
    """

    every: float = 0.5
    beats: float = 5.0
    silent_for: float = 30.0
    rounds: float = 10.0
    name: str = field(
        default_factory=lambda: f"{os.uname().nodename[:32]}:{os.getpid()}:{secrets.token_hex(4)}"
    )
    _told_to_stop: threading.Event = field(default_factory=threading.Event)
    _ended: threading.Event = field(default_factory=threading.Event)
    _held: uuid.UUID | None = None
    _next_round: float = 0.0

    def run(self, *, until_empty: bool = False) -> None:
        """Work until told to stop, or until nothing is ready; the job in hand is always finished."""
        heart = threading.Thread(target=self._beat, name="heart", daemon=True)
        heart.start()
        try:
            while not self._told_to_stop.is_set():
                if not self._turn():
                    if until_empty:
                        break
                    self._told_to_stop.wait(self.every)
        finally:
            self._ended.set()
            heart.join(timeout=self.beats)
            connection.close()

    def stop(self) -> None:
        """Stop after the job in hand."""
        self._told_to_stop.set()

    def stop_on_signals(self) -> None:
        """Let SIGTERM and Ctrl-C stop this worker after the job in hand."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: self.stop())

    def _turn(self) -> bool:
        """One look at the queue; False when there was nothing to do or the database was not to be had."""
        close_old_connections()
        try:
            self._round()
            job = queue.claim(self.name)
            if job is not None:
                self._work(job)
        except DatabaseError as error:
            log.warning("The database did not answer (%s); the worker tries again.", type(error).__name__)
            return False
        return job is not None

    def _round(self) -> None:
        if time.monotonic() < self._next_round:
            return
        self._next_round = time.monotonic() + self.rounds
        health.beat(self.name, health.WORKER, at=timezone.now())
        taken = queue.reap(silent_for=timedelta(seconds=self.silent_for))
        if taken:
            log.warning("%d jobs were left behind by a worker that stopped; they are ready again.", taken)
        queue.sweep()
        allowance.sweep(timezone.now())
        api_calls.sweep(timezone.now())
        conversations.sweep(timezone.now())
        subscribers.sweep(timezone.now())
        hotline.sweep(timezone.now())
        for what, due in (("A tick of the clock", tick), ("The anchor of the day", _anchor)):
            try:
                due(timezone.now())
            except Exception as error:  # noqa: BLE001 - what fell due must not keep the queue waiting
                log.warning("%s failed: %s at %s.", what, type(error).__name__, queue.places(error))

    def _work(self, job: Job) -> None:
        self._held = job.pk
        try:
            react_to(uuid.UUID(queue.move_of(job)))
        except Exception as error:  # noqa: BLE001 - whatever it was, the next job must not wait for it
            log.warning("Job %s failed: %s.", job.pk, type(error).__name__)
            queue.give_back(job, self.name, error)
        else:
            queue.finish(job, self.name)
        finally:
            self._held = None

    def _beat(self) -> None:
        """Beat until the worker stops. It runs in its own thread, with its own connection."""
        while not self._ended.wait(self.beats):
            held = self._held
            if held is None:
                continue
            try:
                queue.beat(held, self.name)
            except DatabaseError:
                # On SQLite the job's own transaction may hold the lock: nobody can reap in that time either.
                log.debug("A heartbeat of job %s did not reach the database.", held)
        connection.close()
