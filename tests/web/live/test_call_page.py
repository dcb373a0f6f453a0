"""A mother sees her son: two browsers, an officer between them, our own signalling, real pictures."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from calls import begin, realtime, wait, wait_for_picture
from regreso.casebook.models import history

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["realtime"]
pytestmark = [pytest.mark.django_db(transaction=True)]


def test_the_officer_meets_each_alone_and_leaves_and_the_two_see_each_other(
    browser: Browser, live_site: str, realtime: str, held: Any, hire: Callable[..., Client]
) -> None:
    assert realtime
    contexts = [browser.new_context(permissions=["camera", "microphone"]) for _ in range(4)]
    officer, mother, son, thief = (context.new_page() for context in contexts)
    session = hire("officer").cookies["sessionid"].value
    contexts[0].add_cookies([{"name": "sessionid", "value": session, "url": live_site}])
    links = {party: f"{live_site}/uk/call/#{link}" for party, link in held.links.items()}

    faults = begin(officer, f"{live_site}/en/calls/{held.call.pk}/")
    faults += begin(mother, links["family"])
    wait(mother, "waiting")
    faults += begin(son, links["captive"])
    wait(son, "waiting")
    assert held.links["family"] not in mother.url

    officer.click("#call-open:enabled")
    for party, page, absent in (("family", mother, son), ("captive", son, mother)):
        officer.click(f"#speak-{party}:enabled")
        wait(page, "withOfficer")
        wait_for_picture(page)
        assert absent.get_attribute("#call-status", "data-now") == "waiting"
        officer.click(f"#met-{party}:enabled")
    officer.click("#call-join:enabled")

    wait(mother, "together")
    wait(son, "together")
    wait(officer, "left")
    for page in (mother, son):
        wait_for_picture(page)
    assert officer.evaluate("document.getElementById('own').srcObject") is None
    assert officer.evaluate("document.getElementById('other').srcObject") is None

    begin(thief, links["family"])  # a copy of the link, while she is in
    wait(thief, "refused")
    assert mother.get_attribute("#call-status", "data-now") == "together"

    mother.reload()  # her telephone rang: the page comes back to the same seat
    mother.click("#call-start")
    wait(mother, "together")
    wait_for_picture(mother)

    mother.click("#call-end")
    for page in (mother, son, officer):
        wait(page, "over")
    held.call.refresh_from_db()
    assert (held.call.state, held.call.ended_how) == ("ended", "completed")
    assert [(move.name, move.role) for move in history(held.call)][4:] == [
        ("open_lobby", "officer"),
        ("meet", "officer"),
        ("meet", "officer"),
        ("connect", "officer"),
        ("end", "enquirer"),
    ]
    assert faults == []
    for context in contexts:
        context.close()
