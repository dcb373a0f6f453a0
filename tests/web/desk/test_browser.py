"""An operator with a telephone in one hand and this page in the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cast import Cast
from desks import sit
from regreso.casebook.models import Enquiry
from shots import enter, fits, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.mark.django_db(transaction=True)
def test_a_caller_is_written_down_and_gets_the_phrase_on_a_small_screen(
    cast: Cast, page: Page, live_site: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    enter(page, live_site, sit(cast.operator))
    visit(page, live_site, "uk", "desk-new")
    page.fill("[name=as_written]", "Тарас Шевченко")
    page.fill("[name=birth]", "21.04.1999")
    page.check("[name=store]")
    page.click("main form > button")
    fits(page)
    enquiry = Enquiry.objects.get()
    assert enquiry.language == "uk"
    page.click("form[action$='/submit/'] summary")
    page.click("form[action$='/submit/'] button")
    page.click("form[action$='/hand_receipt/'] summary")
    page.click("form[action$='/hand_receipt/'] button")
    assert len(page.inner_text(".phrase").split()) >= 4
    fits(page)
    visit(page, live_site, "uk", "desk-enquiry", enquiry.pk)
    assert page.locator(".phrase").count() == 0
    visit(page, live_site, "ru", "desk")
    assert page.locator(".cards li").count() == 1
