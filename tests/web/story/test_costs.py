"""A list costs the same queries for one row and for three."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from announced import drafted
from cast import Cast
from desks import sit
from regreso.casebook.models import (
    Answer,
    Call,
    Card,
    Custody,
    DeathNotice,
    Document,
    Draft,
    Enquiry,
    Event,
    Handover,
    Journey,
    Lead,
    Match,
    Message,
    Notice,
    Person,
    Possible,
    Presence,
    SupportPlan,
)

Make = Callable[[Cast, Enquiry, Match, Answer], object]


def one(cast: Cast) -> None:
    """One more of everything that a list can show; rows are made, not moved: only their number counts."""
    operation, now = cast.operation, timezone.now()
    enquiry = cast.asked(surname=f"Name {uuid.uuid4()}")
    Enquiry.objects.filter(pk=enquiry.pk).update(assigned_to=cast.operator)
    person = Person.objects.create(operation=operation, surname="Name")
    custody = Custody.objects.create(
        operation=operation, person=person, site=cast.camp, state="registered", card_due_at=now
    )
    Presence.objects.create(operation=operation, custody=custody, site=cast.camp, at=now)
    both = {"operation": operation, "enquiry": enquiry, "custody": custody}
    Match.objects.create(operation=operation, enquiry=enquiry, custody=custody, state="potential")
    states = ("under_review", "proposed", "confirmed")
    for state in states:
        other = Custody.objects.create(operation=operation, person=person, site=cast.hospital, state="held")
        match = Match.objects.create(operation=operation, enquiry=enquiry, custody=other, state=state)
        match.assigned_to = cast.reviewer_a
        match.save()
        Answer.objects.create(
            operation=operation,
            enquiry=enquiry,
            match=match,
            state="told" if state == "proposed" else "ready",
        )
    Message.objects.create(**both, state="accepted", direction="to_captive", text="x", review_due_at=now)
    Call.objects.create(**both, state="scheduled", starts_at=now, ends_at=now)
    answer = Answer.objects.filter(enquiry=enquiry).first()
    assert answer is not None
    Journey.objects.create(operation=operation, answer=answer, state="issued", traveller="x")
    Handover.objects.create(**both, state="wish_recorded")
    found = Document.objects.create(
        operation=operation, state="read", fingerprint=uuid.uuid4().bytes, handed_in_at=now
    )
    event = Event.objects.create(operation=operation, first_on=now.date(), last_on=now.date())
    counted = Lead.objects.create(
        operation=operation, document=found, event=event, state="accepted", kind="count", told_on=now.date(),
        found_at=now, fingerprint=uuid.uuid4().bytes, claim={"polarity": "asserted"},
    )  # fmt: skip
    Possible.objects.create(operation=operation, enquiry=enquiry, lead=counted, state="possible")
    of_lead = {"operation": operation, "lead": counted, "told_on": now.date(), "made_at": now}
    Card.objects.create(**of_lead, state="ready", kind="contact", series=uuid.uuid4(), content={"source": {}})
    Draft.objects.create(**of_lead, state="prefilled", kind="corridor")
    Lead.objects.create(
        operation=operation,
        document=found,
        state="new",
        kind="count",
        section="story",
        told_on=now.date(),
        found_at=now,
        fingerprint=uuid.uuid4().bytes,
        claim={"polarity": "asserted"},
    )
    drafted(cast)
    Notice.objects.create(
        operation=operation, state="failed", kind="post", mode="at_least_once", queued_at=now
    )
    notice = DeathNotice.objects.create(**both, state="signed")
    SupportPlan.objects.create(operation=operation, death_notice=notice, enquiry=enquiry, state="open")


LISTS = {
    "desk": "operator", "desk-newest": "operator", "holding": "registrar", "holding-heads": "registrar",
    "review": "reviewer_b", "review-mine": "reviewer_a", "review-second": "reviewer_b",
    "review-confirmed": "reviewer_a", "liaison": "liaison_a", "liaison-families": "liaison_a",
    "liaison-calls": "liaison_a", "liaison-journeys": "liaison_a", "liaison-handovers": "liaison_a",
    "liaison-deaths": "liaison_a", "liaison-plans": "liaison_a", "messages": "message_reviewer_a",
    "sources": "reader_a", "sources-documents": "reader_a", "sources-ledger": "reader_a",
    "review-possibles": "reviewer_a", "liaison-cards": "liaison_a", "drafts": "coordinator_a",
    "officer": "officer_a", "officer-deaths": "officer_a", "bureau": "bureau", "bureau-handovers": "bureau",
    "escort": "escort", "coordinator-announcements": "coordinator_a", "coordinator-notices": "coordinator_a",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(LISTS))
def test_three_rows_cost_what_one_costs(cast: Cast, name: str) -> None:
    client, costs = sit(cast.staff[LISTS[name]]), []
    for more in (1, 2):
        for _ in range(more):
            one(cast)
        client.get(reverse(name))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = client.get(reverse(name)).content.decode()
        costs.append(len(queries))
        assert page.count("<li") >= more
    assert costs[0] == costs[1]
    assert costs[0] <= 17  # a list asks for the views that were kept of it, and what it can be narrowed by
