"""No line of a log holds a person: the whole story is walked with every logger on, and faults are made."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.test import Client

from cast import Cast, cast
from regreso.casebook.models import Enquirer, Person, Sought, Staff
from regreso.casebook.sealed import Sealed
from regreso.demo.make import make
from regreso.demo.truth import Size
from regreso.jobs import reactions
from regreso.jobs.worker import Worker, drain
from regreso.project.logs import Plain, Told

__all__ = ["cast"]
NAME = "Шевченко"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Every logger there is, at its most talkative, in the form that the service writes."""
    kept = io.StringIO()
    hand = logging.StreamHandler(kept)
    hand.setFormatter(Plain())
    root = logging.getLogger()
    before = root.level
    root.addHandler(hand)
    root.setLevel(logging.DEBUG)
    yield kept
    root.removeHandler(hand)
    root.setLevel(before)


def _work(told: object) -> None:
    del told
    drain()


def said_in(row: Model) -> Iterator[str]:
    """Every word that is sealed in a row, longer than a code."""
    for field in row._meta.get_fields():
        if isinstance(field, Sealed):
            yield from words(getattr(row, field.attname))


def words(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from words(one)
    elif isinstance(value, list):
        for one in value:
            yield from words(one)
    elif isinstance(value, str):
        yield from (word for word in value.split() if len(word) > 3 and not word.isascii())


@pytest.mark.slow
@pytest.mark.django_db
def test_a_full_story_leaves_nobodys_name_in_the_logs(log: io.StringIO) -> None:
    make(Size(people=300, enquiries=60, seed=11), _work, lambda *_told: None)
    names = {
        word for model in (Person, Sought, Enquirer) for row in model.objects.all() for word in said_in(row)
    }
    for model in apps.get_app_config("casebook").get_models():
        for row in model._default_manager.all()[:50]:
            names.update(said_in(row))
    assert len(names) > 30
    text = log.getvalue()
    lines = [json.loads(line) for line in text.splitlines()]
    shown = " ".join(str(value) for line in lines for value in line.values())
    assert [name for name in names if name in shown] == []


def test_a_job_that_fails_over_a_name_does_not_tell_it(
    cast: Cast, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_words: object) -> None:
        raise ValueError(NAME)

    cast.asked()
    follow = reactions.Follow("search", fails)
    monkeypatch.setitem(reactions.REACTIONS, ("enquiry", "hand_receipt"), (follow,))
    monkeypatch.setattr("regreso.jobs.worker.close_old_connections", lambda: None)
    monkeypatch.setattr("regreso.jobs.worker.connection.close", lambda: None)
    Worker().run(until_empty=True)
    assert "failed: ValueError" in log.getvalue()
    assert_unsaid(log)


def test_a_page_that_fails_over_a_name_and_an_address_with_one_do_not_tell_it(
    cast: Cast, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_words: object, **_more: object) -> None:
        raise RuntimeError(f"no row for {NAME}")

    browser = Client(raise_request_exception=False)
    browser.force_login(Staff.objects.get(pk=cast.operator.pk))
    assert browser.get(f"/uk/{NAME}/?q={NAME}").status_code == 404
    monkeypatch.setattr("regreso.web.base.trouble.health.now", fails)
    assert browser.get(f"/healthz?who={NAME}").status_code == 500
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    statuses = {line.get("status") for line in lines if line["part"] == "django.request"}
    assert {404, 500} <= statuses
    (fault,) = (line for line in lines if line.get("error") == "RuntimeError" and line.get("status") == 500)
    assert any("trouble.py" in place for place in fault["places"]), "where it was is told"
    assert_unsaid(log)


def assert_unsaid(log: io.StringIO) -> None:
    for line in log.getvalue().splitlines():
        assert NAME not in str(json.loads(line))
        assert NAME not in line


@pytest.mark.parametrize(
    ("record", "what"),
    [
        (("regreso.jobs.worker", "%d jobs were left behind.", (3,)), "3 jobs were left behind."),
        (("regreso.jobs.worker", "Job of %s.", (NAME,)), "Job of %s."),
        (("library", "value %s", (NAME,)), "value %s"),
        (("library", f"value {NAME}", ()), "(not shown)"),
        (("library", "started", ()), "started"),
        (("library", "GET /uk/status/abcdef", ()), "(not shown)"),
    ],
)
def test_only_our_own_words_are_filled_in(record: tuple[str, str, tuple[object, ...]], what: str) -> None:
    name, message, args = record
    made = logging.LogRecord(name, logging.WARNING, "x.py", 1, message, args, None)
    assert json.loads(Plain().format(made))["what"] == what
    assert Told().format(made).endswith(what)
