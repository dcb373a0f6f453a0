"""The way from page to page up to a told answer, as fixtures: each step is a form sent at a desk."""

from __future__ import annotations

import uuid

import pytest
from django.utils import timezone

from cast import Cast
from desks import do, send, sit
from regreso.casebook.models import Answer, Custody, Enquiry, Match
from regreso.steps import answer as answering
from regreso.steps import ask, search

TOLD = {"surname": "Шевченко", "given": "Тарас", "birth": "21.04.1999", "rank": "", "service_number": ""}


@pytest.fixture
def enquiry(cast: Cast) -> Enquiry:
    """Typed by the operator from page to page."""
    client, token = sit(cast.operator), uuid.uuid4()
    do(
        client, "desk-new", token=token, as_written="Шевченко Тарас", birth="21.04.1999", store="on",
        enquirer_name="Олена", relationship="mother", share_with_holding_side="on", caller_language="uk",
    )  # fmt: skip
    do(client, "desk-enquiry-act", token, "submit")
    send(client, "desk-enquiry-act", token, "hand_receipt", language="uk")
    do(client, "desk-enquiry-act", token, "raise_level", level="2", basis="birth certificate seen")
    return Enquiry.objects.get(pk=token)


@pytest.fixture
def custody(cast: Cast) -> Custody:
    """Registered at the camp."""
    client, token = sit(cast.registrar), uuid.uuid4()
    do(
        client, "holding-new", token=token, site=cast.camp.pk, kind="prisoner_of_war",
        identity_level="self_stated", declined=["father"], **TOLD,
    )  # fmt: skip
    return Custody.objects.get(pk=token)


@pytest.fixture
def match(cast: Cast, enquiry: Enquiry, custody: Custody) -> Match:
    """Found by the search; two reviewers say it is he."""
    search.search_enquiry(enquiry.pk, at=timezone.now())
    found = Match.objects.get(custody=custody)
    first, second = sit(cast.reviewer_a), sit(cast.reviewer_b)
    do(first, "review-match-act", found.pk, "assign")
    ask.take_up(Enquiry.objects.get(pk=enquiry.pk), at=timezone.now())
    do(first, "review-match-act", found.pk, "review")
    for judge in (first, second):
        do(
            judge, "review-verdict", found.pk, token=uuid.uuid4(), says="same",
            evidence=["surname", "birth"], note="the day fits",
        )  # fmt: skip
    found.refresh_from_db()
    return found


@pytest.fixture
def answer(cast: Cast, match: Match) -> Answer:
    """He agrees; two liaisons sign; the family is told."""
    now = timezone.now()
    ask.confirm(Enquiry.objects.get(pk=match.enquiry_id), at=now)
    made = Answer(operation=cast.operation, match=match)
    answering.prepare(made, at=now)
    for purpose in ("tell_family", "share_address", "messages", "calls"):
        do(
            sit(cast.registrar), "holding-custody-act", match.custody_id, "consent", about=match.enquiry_id,
            purpose=purpose, given="yes", asked_alone="on",
        )  # fmt: skip
    one, two = sit(cast.liaison_a), sit(cast.liaison_b)
    to = ("liaison-answer-act", made.pk)
    do(one, *to, "clear", basis="consent")
    do(one, *to, "sign", address="Camp post office 7")
    assert send(one, *to, "release").status_code == 422
    do(two, *to, "release")
    ask.answer(Enquiry.objects.get(pk=match.enquiry_id), at=now)
    do(two, *to, "tell", how="phone")
    made.refresh_from_db()
    return made
