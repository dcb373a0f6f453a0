"""The page of notices on a telephone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from cast import Cast, cast
from push_service import PushService, push
from regreso.casebook.reach import browser_of, plan_of
from shots import enter, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["cast", "push"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_she_chooses_a_way_and_hours_on_a_small_screen(
    cast: Cast, page: Page, live_site: str, client: Client
) -> None:
    enquiry = cast.asked()
    session = client.session
    session["enquirer"] = str(enquiry.enquirer_id)
    session.save()
    enter(page, live_site, client)
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, live_site, "es", "my-notices", enquiry.pk)
    page.check("[name=way][value=sms]")
    page.fill("[name=phone]", "044 1")
    page.click("main form button")
    assert page.locator(".note.error").count() == 1
    page.fill("[name=phone]", "+380 44 555 01 18")
    page.fill("[name=first]", "20:00")
    page.fill("[name=last]", "21:30")
    page.click("main form button")
    visit(page, live_site, "uk", "my-notices", enquiry.pk)
    enquiry.enquirer.refresh_from_db()
    assert plan_of(enquiry.enquirer)["from"] == "20:00"


# A test reaches no carrier: what the browser would be told by one is put in its place.
SUBSCRIBED = """(told) => { PushManager.prototype.subscribe = async function (asked) {
  window.asked = {visible: asked.userVisibleOnly, length: asked.applicationServerKey.length};
  return told; }; }"""


def test_a_note_in_the_browser_is_asked_for_and_shown(
    cast: Cast, page: Page, live_site: str, client: Client, push: PushService
) -> None:
    enquiry = cast.asked()
    session = client.session
    session["enquirer"] = str(enquiry.enquirer_id)
    session.save()
    enter(page, live_site, client)
    page.set_viewport_size({"width": 360, "height": 740})
    told = json.loads(push.subscription())
    page.add_init_script(f"({SUBSCRIBED})({json.dumps(told)})")
    visit(page, live_site, "uk", "my-notices", enquiry.pk)
    assert page.is_visible("#push-about")
    page.check("[name=way][value=push]")
    page.click("main form button")
    assert page.wait_for_selector("#push-not", timeout=5000), "nobody allowed it yet"
    page.context.grant_permissions(["notifications"], origin=live_site)
    with page.expect_navigation():
        page.click("main form button")
    enquiry.enquirer.refresh_from_db()
    assert plan_of(enquiry.enquirer)["way"] == "push"
    assert browser_of(enquiry.enquirer)["endpoint"] == push.endpoint
    _deliver(page, live_site, {"title": "Новина", "body": "Для вас є новина. RGS-1"})
    shown = _shown(page)
    assert shown == [["Новина", "Для вас є новина. RGS-1"]]
    page.check("[name=way][value=none]")
    with page.expect_navigation():
        page.click("main form button")
    enquiry.enquirer.refresh_from_db()
    assert browser_of(enquiry.enquirer) == {}
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def _deliver(page: Page, site: str, note: dict[str, str]) -> None:
    """What the carrier has opened is handed to the worker by the browser's own tools."""
    tools = page.context.new_cdp_session(page)
    found: list[str] = []
    tools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(one["registrationId"] for one in event["registrations"]),
    )
    tools.send("ServiceWorker.enable")
    page.wait_for_timeout(500)
    told = {"origin": site, "registrationId": found[-1], "data": json.dumps(note)}
    tools.send("ServiceWorker.deliverPushMessage", told)


def _shown(page: Page) -> list[list[str]]:
    """The notes on the screen, once there is one."""
    asked = """async () => { for (const one of await navigator.serviceWorker.getRegistrations()) {
      const notes = await one.getNotifications();
      if (notes.length) { return notes.map((note) => [note.title, note.body]); } } return []; }"""
    for _ in range(50):
        notes: list[list[str]] = page.evaluate(asked)
        if notes:
            return notes
        page.wait_for_timeout(100)
    return []
