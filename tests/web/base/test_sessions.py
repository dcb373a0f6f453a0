"""A session ends: after half an hour without a click, after a working day in any case."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from regreso.casebook.models import Operation

Hire = Callable[..., Client]


def aged(client: Client, *, began: float = 0, seen: float = 0) -> Client:
    """As if they had signed in and clicked so many minutes ago."""
    session, now = client.session, timezone.now().timestamp()
    session["began"], session["seen"] = now - began * 60, now - seen * 60
    session.save()
    return client


@pytest.mark.parametrize(("began", "seen"), [(60, 31), (601, 0), (100_000, 100_000)])
def test_a_session_that_is_over_opens_nothing(hire: Hire, began: float, seen: float) -> None:
    client = aged(hire("operator"), began=began, seen=seen)
    answer = client.get("/en/desk/?page=2")
    assert (answer.status_code, answer["Location"]) == (303, "/en/sign-in/?next=%2Fen%2Fdesk%2F%3Fpage%3D2")
    assert "You were away for a while" in client.get("/en/sign-in/").content.decode()
    assert client.get("/en/desk/").status_code == 404


@pytest.mark.parametrize(("began", "seen"), [(60, 29), (599, 0)])
def test_a_session_in_use_goes_on(hire: Hire, began: float, seen: float) -> None:
    client = aged(hire("operator"), began=began, seen=seen)
    assert client.get("/en/desk/").status_code == 200
    assert timezone.now().timestamp() - client.session["seen"] < 5


def test_each_click_does_not_cost_a_write(hire: Hire) -> None:
    client = aged(hire("operator"), began=1, seen=0.5)
    before = client.session["seen"]
    assert client.get("/en/desk/").status_code == 200
    assert client.session["seen"] == before


def test_what_was_sent_is_not_done_and_this_is_said(hire: Hire, operation: Operation) -> None:
    client = aged(hire("operator"), began=60, seen=31)
    answer = client.post("/en/desk/new/", {"surname": "Invented"})
    assert answer.status_code == 303
    assert "was not kept" in client.get(answer["Location"]).content.decode()
    del operation


def test_a_part_of_a_page_leads_the_whole_page_to_the_door(hire: Hire) -> None:
    client = aged(hire("operator"), began=60, seen=31)
    answer = client.get(
        "/en/desk/", headers={"hx-request": "true", "hx-current-url": "http://testserver/en/desk/newest/"}
    )
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith("/en/sign-in/?next=http")


def test_a_changed_password_ends_every_session(hire: Hire) -> None:
    client = hire("operator")
    staff = client.get("/en/desk/").wsgi_request.user
    staff.set_password("another invented sentence")
    staff.save()
    assert client.get("/en/desk/").status_code == 404
