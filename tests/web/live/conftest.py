"""A call that is scheduled for now, with the two links that were handed out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone

from regreso.casebook import seats
from regreso.casebook.models import (
    Answer,
    Call,
    Custody,
    Enquirer,
    Enquiry,
    Match,
    Operation,
    Person,
    Site,
    Sought,
)

LINKS = {party: f"an-invented-link-for-the-{party}" for party in seats.PARTIES}


@dataclass(frozen=True)
class Held:
    """A call and its links."""

    call: Call
    links: dict[str, str]


@pytest.fixture
def held(operation: Operation, site: Site) -> Held:
    enquirer = Enquirer.objects.create(operation=operation, name="Olena")
    sought = Sought.objects.create(operation=operation, as_written="Sergei Tarasenko")
    enquiry = Enquiry.objects.create(operation=operation, enquirer=enquirer, sought=sought)
    person = Person.objects.create(operation=operation, surname="Tarasenko")
    custody = Custody.objects.create(operation=operation, person=person, site=site)
    match = Match.objects.create(operation=operation, enquiry=enquiry, custody=custody, state="confirmed")
    Answer.objects.create(operation=operation, enquiry=enquiry, match=match, state="released")
    now = timezone.now()
    call = Call.objects.create(
        operation=operation,
        enquiry=enquiry,
        custody=custody,
        starts_at=now - timedelta(minutes=5),
        ends_at=now + timedelta(minutes=30),
        **{
            seats.COLUMNS[party]: seats.index_of(link, kind="link", party=party)
            for party, link in LINKS.items()
        },
    )
    Call.objects.filter(pk=call.pk).update(state="scheduled")
    call.refresh_from_db()
    return Held(call, LINKS)
