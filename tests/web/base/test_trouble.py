"""When the database is away, full or read-only: one clear word, a page that asks nothing of it, recovery."""

from __future__ import annotations

import os
import sqlite3
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from cast import Cast, cast
from desks import look, sit
from regreso.casebook import health
from regreso.casebook.models import Lease, Notice, Pulse
from regreso.jobs import queue
from regreso.jobs.worker import Worker

__all__ = ["cast"]
FULL = sqlite3.OperationalError("database or disk is full")


@pytest.fixture
def metrics_key(settings: Any) -> str:
    settings.REGRESO_METRICS_KEY = "a key of the watcher"
    return "Bearer a key of the watcher"


class Broken:
    """A database that refuses what a test says, as its driver would."""

    def __init__(self, *, writes_only: bool) -> None:
        self.writes_only = writes_only

    def __call__(self, execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        if not self.writes_only or not sql.lstrip().upper().startswith(
            ("SELECT", "SAVEPOINT", "ROLLBACK", "RELEASE")
        ):
            raise OperationalError(*FULL.args)
        return execute(sql, params, many, context)


def told(found: list[health.Sign]) -> dict[str, tuple[str, str]]:
    return {sign.name: (sign.state, sign.what) for sign in found}


@pytest.mark.django_db
def test_a_healthy_machine_says_so_in_one_word() -> None:
    response = Client().get("/healthz")
    assert (response.status_code, response.content) == (200, b"well\n")


@pytest.mark.django_db
def test_a_database_that_is_away_is_told_of_and_not_an_error(metrics_key: str) -> None:
    with connection.execute_wrapper(Broken(writes_only=False)):
        response = Client().get("/healthz")
        signs = Client().get("/healthz", headers={"Authorization": metrics_key})
    assert (response.status_code, response.content) == (503, b"trouble\n")
    assert signs.json()["signs"]["database"] == {"state": "trouble", "what": "away"}
    assert Client().get("/healthz").status_code == 200, "and it is well again without anybody's hand"


@pytest.mark.django_db
def test_a_full_or_read_only_disk_is_told_apart_from_a_database_that_is_away(metrics_key: str) -> None:
    with connection.execute_wrapper(Broken(writes_only=True)):
        signs = Client().get("/healthz", headers={"Authorization": metrics_key})
    assert signs.status_code == 503
    assert signs.json()["signs"]["database"]["what"] == "not_writable"


@pytest.mark.parametrize("language", ["es", "uk", "ru", "en"])
@pytest.mark.django_db
def test_a_page_says_in_the_readers_language_that_nothing_can_be_taken_now(language: str) -> None:
    client = Client(raise_request_exception=False)
    with connection.execute_wrapper(Broken(writes_only=False)):
        response = client.get(f"/{language}/desks/", headers={"Cookie": "sessionid=" + "a" * 32})
    assert (response.status_code, response.headers["Retry-After"]) == (503, "20")
    assert f'lang="{language}"' in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_a_fault_of_ours_is_a_500_and_shows_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_words: object) -> None:
        raise RuntimeError("Шевченко")

    monkeypatch.setattr("regreso.web.base.trouble.health.now", fails)
    response = Client(raise_request_exception=False).get("/healthz")
    assert response.status_code == 500
    assert "Шевченко" not in response.content.decode()


@pytest.mark.django_db
def test_without_the_key_there_are_no_metrics(metrics_key: str, settings: Any) -> None:
    for sent in (
        {},
        {"Authorization": "Bearer another"},
        {"Authorization": metrics_key.removeprefix("Bearer ")},
    ):
        assert Client().get("/metrics", headers=sent).status_code == 404
    settings.REGRESO_METRICS_KEY = ""
    assert Client().get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_metrics_hold_numbers_and_nobody(cast: Cast, metrics_key: str) -> None:
    cast.confirmed()
    text = Client().get("/metrics", headers={"Authorization": metrics_key}).content.decode()
    assert 'regreso_state{sign="database"} 0' in text
    assert "regreso_jobs_waiting " in text
    for line in text.splitlines():
        assert line.startswith("#") or float(line.rsplit(" ", 1)[1]) >= 0
    assert "Шевченко" not in text
    assert str(cast.operation.pk) not in text
    assert not any(f"{word}" in text for word in ("enquir", "custod", "match")), "no counts of people"


@pytest.mark.django_db
def test_each_sign_shows_what_is_the_matter(settings: Any, tmp_path: Any) -> None:
    at = timezone.now()
    settings.REGRESO_ANCHORS = tmp_path
    assert told(health.signs(at=at))["worker"] == ("trouble", "never")
    assert told(health.signs(at=at))["anchors"] == ("look", "late")
    health.beat("w1", health.WORKER, at=at)
    assert told(health.signs(at=at))["worker"] == ("well", "")
    assert told(health.signs(at=at + timedelta(minutes=3)))["worker"] == ("trouble", "silent")
    assert told(health.signs(at=at - timedelta(hours=1)))["clock"] == ("look", "went_back")
    Lease.objects.create(job="7" * 32, claimed_at=at, beat_at=at, gave_up_at=at)
    assert told(health.signs(at=at))["jobs"] == ("look", "dead")
    health.beat("w2", health.WORKER, at=at + timedelta(days=2))
    assert Pulse.objects.filter(name="w1").count() == 0


def test_a_notice_of_which_nobody_knows_is_shown(cast: Cast) -> None:
    Notice.objects.create(
        operation=cast.operation, kind="answer", transport="sms", language="uk", state="unknown"
    )
    assert told(health.now())["notices"] == ("look", "to_settle")


@pytest.mark.django_db
def test_a_worker_says_that_it_lives() -> None:
    Worker(name="one")._round()
    assert Pulse.objects.get(part=health.WORKER).name == "one"


def test_administrators_read_what_it_means_and_what_to_do(cast: Cast) -> None:
    page = look(sit(cast.administrator_a), "admin-health")
    assert "No worker was ever started" in page
    assert "Database" in page


def test_after_the_clock_went_back_a_killed_workers_job_is_taken_back_at_once(cast: Cast) -> None:
    cast.asked()
    job = queue.claim("killed")
    assert job is not None
    Lease.objects.update(beat_at=timezone.now() + timedelta(hours=1))
    assert queue.reap(silent_for=timedelta(seconds=30)) == 1
    queue.jobs().update(run_after=timezone.now() + timedelta(hours=5))
    queue.reap(silent_for=timedelta(seconds=30))
    assert queue.claim("another") is not None


def test_the_disk_is_looked_at(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    free = os.statvfs("/").f_bsize  # a few bytes
    monkeypatch.setattr("shutil.disk_usage", lambda _path: type("Usage", (), {"free": free})())
    assert health._disk() == health.Sign("disk", "trouble", "full", {"free_bytes": float(free)})
    settings.REGRESO_HOME = "/nowhere"
    monkeypatch.undo()
    assert health._disk().state == "well"
