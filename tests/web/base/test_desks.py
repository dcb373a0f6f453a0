"""A desk opens for those who hold its role; for all others there is no such page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from pytest_django import DjangoAssertNumQueries

from regreso import story
from regreso.casebook.models import Enquirer, Enquiry, Grant, Operation, Read, Sought
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.reads import note_read

Hire = Callable[..., Client]


@desk_view(story.REVIEWER)
def queue(request: HttpRequest, desk: Desk) -> HttpResponse:
    note_read(request, Enquiry.objects.all())
    note_read(request, Enquiry.objects.all(), reason="asked on the phone")
    return HttpResponse(f"{desk.staff.username} {desk.role} {desk.operation.name} {len(desk.sites)}")


@pytest.fixture(autouse=True)
def _address(settings: Any) -> None:
    settings.ROOT_URLCONF = (
        path("queue/", queue, name="queue"),
        path("", include("regreso.web.base.urls")),
        path("", include("regreso.web.account.urls")),
        path("", include("regreso.web.public.urls")),
    )


@pytest.fixture
def enquiries(operation: Operation) -> list[Enquiry]:
    return [
        Enquiry.objects.create(
            operation=operation,
            enquirer=Enquirer.objects.create(operation=operation),
            sought=Sought.objects.create(operation=operation),
        )
        for _ in range(2)
    ]


def test_a_reviewer_finds_the_desk(hire: Hire) -> None:
    answer = hire("reviewer", name="olena").get("/queue/")
    assert answer.content.decode() == "olena reviewer An invented crisis 0"


def test_everybody_else_finds_the_page_that_is_for_nobody(hire: Hire) -> None:
    ended = hire("reviewer", name="left")
    Grant.objects.filter(staff__username="left").update(state="ended")
    for other in (Client(), hire("operator"), ended):
        there, nowhere = other.get("/queue/"), other.get("/no-such-page/")
        assert there.status_code == nowhere.status_code == 404
        assert there.content.replace(b"/queue/", b"") == nowhere.content.replace(b"/no-such-page/", b"")


def test_each_record_that_a_page_opened_is_noted_once(hire: Hire, enquiries: list[Enquiry]) -> None:
    client = hire("reviewer", name="olena")
    client.get("/queue/")
    plain, asked = Read.objects.order_by("number")
    assert (plain.kind, plain.count, plain.page) == ("enquiry", 2, "queue")
    assert plain.reader_id == client.session["_auth_user_id"]
    assert plain.said["ids"] == sorted(str(one.pk) for one in enquiries)
    assert asked.said["reason"] == "asked on the phone"


def test_a_page_that_cannot_note_its_reads_is_not_shown(
    hire: Hire, enquiries: list[Enquiry], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("regreso.web.base.reads.append_read", broken)
    client = hire("reviewer")
    client.raise_request_exception = False
    assert enquiries
    answer = client.get("/queue/")
    assert answer.status_code == 500
    assert "An invented crisis" not in answer.content.decode()


def test_a_desk_costs_three_queries(hire: Hire, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = hire("reviewer")
    client.get("/queue/")  # the first click of a session writes down when it began
    with django_assert_num_queries(5):  # session, account, grants; and the two lists of this page
        client.get("/queue/")


def test_my_desks_lists_what_was_given_to_me(hire: Hire) -> None:
    shown = hire("reviewer").get("/desks/").content.decode()
    assert "Reviewer: possible matches" in shown
    assert "Operator: enquiries of families" not in shown
    assert Client().get("/desks/").status_code == 404
