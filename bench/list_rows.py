"""Rows for bench/long_lists.py: of each noun that stands in a list, in the states that the lists show."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any, Protocol
from uuid import uuid4

from django.utils import timezone

from regreso import story
from regreso.casebook.actor import Actor
from regreso.casebook.models import (
    Announcement,
    Custody,
    Device,
    Document,
    Enquirer,
    Enquiry,
    Event,
    Grant,
    Lead,
    Match,
    Notice,
    Operation,
    Person,
    Question,
    Site,
    Sought,
    Source,
    Staff,
    Trip,
    Upload,
    append_move,
)

ADA, BOB = Actor("administrator", "ada"), Actor("administrator", "bob")
LISTS = (
    ("desk", "operator"), ("desk-newest", "operator"), ("holding", "registrar"),
    ("holding-heads", "registrar"),
    ("holding-cards", "registrar"), ("holding-questions", "registrar"), ("deadlines-registrar", "registrar"),
    ("review", "reviewer"), ("sources", "reading_officer"), ("sources-documents", "reading_officer"),
    ("sources-ledger", "reading_officer"), ("sources-manage", "administrator"),
    ("coordinator-announcements", "coordinator"), ("coordinator-notices", "coordinator"),
    ("manifest-trips", "coordinator"), ("manifest-devices", "coordinator"),
    ("manifest-uploads", "coordinator"),
)  # fmt: skip


class Rows(Protocol):
    """Makes as many rows of a noun as are wanted, each told by its number."""

    def __call__(self, model: type[Any], one: Callable[[int], dict[str, Any]]) -> list[Any]: ...


def signed_in(operation: Operation) -> tuple[dict[str, Staff], Site]:
    """A member of staff in each role."""
    site = Site.objects.create(operation=operation, code="C1")
    staff = {}
    for role in dict.fromkeys(who for _, who in LISTS):
        staff[role] = Staff.objects.create_user(role)
        grant = Grant(
            operation=operation, staff=staff[role], role=role, site=site if role == story.REGISTRAR else None
        )
        append_move(grant, "ask", by=ADA, at=timezone.now())
        append_move(grant, "give", by=BOB, at=timezone.now())
    return staff, site


def filled(operation: Operation, site: Site, staff: dict[str, Staff], many: int) -> None:
    """Every noun, so many rows."""
    now, dice = timezone.now(), random.Random(20220503)

    def rows(model: type[Any], one: Callable[[int], dict[str, Any]]) -> list[Any]:
        made = [model(operation=operation, **one(n)) for n in range(many)]
        model.objects.bulk_create(made, batch_size=500)
        return made

    def ago() -> datetime:
        return now - timedelta(minutes=dice.randint(0, 90 * 24 * 60))

    people = rows(Person, lambda n: {"surname": f"Коваль{n}", "given": "Іван", "birth": "1990"})
    held_states = cycle(("registered", "notified", "held", "in_hospital"))
    held = rows(Custody, lambda n: {
        "person": people[n], "site": site, "state": next(held_states), "arrived_at": ago(),
        "card_due_at": now + timedelta(hours=dice.randint(-200, 168)), "bureau_due_at": now,
    })  # fmt: skip
    mother = Enquirer.objects.create(operation=operation, name="Олена")
    son = Sought.objects.create(operation=operation, surname="Коваль", given="Іван")
    states, tongues = (
        cycle(("open", "searching", "needs_information", "closed")),
        cycle(("uk", "ru", "es", "en")),
    )
    asked = rows(Enquiry, lambda _n: {
        "enquirer": mother, "sought": son, "state": next(states), "language": next(tongues), "channel": "web",
        "assigned_to": staff["operator"], "opened_at": ago(),
        "first_look_due_at": now + timedelta(hours=dice.randint(-200, 72)),
    })  # fmt: skip
    matches = rows(Match, lambda n: {
        "enquiry": asked[0], "custody": held[n], "state": "potential", "rank": 1, "probability": dice.random()
    })  # fmt: skip
    fields = cycle(("birth", "father", "mother", "unit"))
    rows(Question, lambda n: {
        "custody": held[n], "match": matches[n], "state": "asked", "field": next(fields),
        "due_at": now + timedelta(hours=dice.randint(-72, 72)),
    })  # fmt: skip
    _read(rows, ago, dice)
    _said(rows, ago, now)


def _read(rows: Rows, ago: Callable[[], datetime], dice: random.Random) -> None:
    now = timezone.now()
    results = cycle(("new", "same", "refused", ""))
    rows(Source, lambda n: {
        "state": "on" if n % 3 else "off", "kind": "feed", "name": f"A feed {n}", "result": next(results),
        "looked_at": ago(),
    })  # fmt: skip
    documents = rows(Document, lambda n: {
        "state": "read", "fingerprint": n.to_bytes(16, "big"), "handed_in_at": ago(), "kind": "page"
    })  # fmt: skip
    kinds = cycle(("captured", "killed", "missing", "evacuated"))
    rows(Event, lambda n: {
        "status": next(kinds), "first_on": ago().date(), "last_on": ago().date(), "title": f"An event {n}"
    })  # fmt: skip
    rows(Lead, lambda n: {
        "document": documents[0], "state": "new", "kind": "count" if n % 3 else "person", "place": n % 5,
        "section": "feed" if n % 1000 == 0 else "story", "conf": dice.random(), "found_at": now,
        "told_on": (now - timedelta(days=n % 90)).date(), "fingerprint": n.to_bytes(16, "big"),
        "claim": {"kind": "count", "polarity": "asserted", "best": 180},
        "excerpt": [{"text": "x", "field": ""}],
    })  # fmt: skip


def _said(rows: Rows, ago: Callable[[], datetime], now: datetime) -> None:
    drafted, kinds = cycle(("drafted", "signed")), cycle(("notice", "corridor", "exchange", "rumour"))
    rows(Announcement, lambda n: {
        "state": next(drafted), "kind": next(kinds), "series": uuid4(), "drafted_at": ago(),
        "texts": {"en": {"title": f"Number {n}", "text": "x"}},
    })  # fmt: skip
    troubles, stuck = cycle(("unreachable", "blocked", "token")), cycle(("failed", "unknown"))
    rows(Notice, lambda n: {
        "state": next(stuck), "kind": "post", "transport": "telegram", "about": uuid4(), "queued_at": ago(),
        "trouble": next(troubles), "tries": 8, "place": str(n), "mode": "at_least_once",
    })  # fmt: skip
    trips: Iterator[str] = cycle(("open", "overdue", "closed"))
    rows(Trip, lambda n: {"state": next(trips), "code": f"T{n}", "look_at": now})
    rows(Device, lambda n: {
        "state": "active" if n % 2 else "ended", "label": f"Door {n}", "seen_at": ago(),
        "code_index": n.to_bytes(16, "big"),
    })  # fmt: skip
    rows(Upload, lambda _n: {"state": "taken", "received_at": ago(), "taken": 3})
