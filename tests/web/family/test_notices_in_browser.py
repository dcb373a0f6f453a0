"""The page of notices on a telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from cast import Cast, cast
from regreso.casebook.reach import plan_of
from shots import enter, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["cast"]
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
