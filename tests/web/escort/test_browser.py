"""The escort desk and the book of borders in a browser: each page on a phone, a new sheet by one button."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils.translation import override

from desks import sit
from pair import Pair
from regreso.casebook.models import BorderChange, Journey
from regreso.movement.journeys.book import TABLES
from shots import enter, fits, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_closed_crossing_leads_to_a_new_sheet_on_a_phone(
    pair: Pair, page: Page, live_site: str, issued: Callable[..., Journey], closing: Callable[[str], None]
) -> None:
    row = issued()
    closing("pl-ua-medyka")
    enter(page, live_site, sit(pair.cast.escort))
    for language in ("uk", "ru", "es", "en"):
        visit(page, live_site, language, "escort")
        visit(page, live_site, language, "escort-journey", row.pk)
    assert page.get_by_role("alert").first.inner_text().startswith("Something stands in leg 5")
    page.locator(".beside form button").first.click()
    page.get_by_role("link", name="To the new sheet").click()
    fits(page)
    new = Journey.objects.get(replaces=row)
    assert page.url.endswith(f"/escort/journey/{new.pk}/")
    page.locator(f"form[action$='{new.pk}/issue/'] summary").click()
    page.locator(f"form[action$='{new.pk}/issue/'] button").click()
    page.get_by_role("link", name="The sheet to print").wait_for()
    new.refresh_from_db()
    assert new.state == "issued"


def test_the_book_of_borders_fits_a_phone_and_names_each_faulty_cell(
    pair: Pair, page: Page, live_site: str, closing: Callable[[str], None]
) -> None:
    closing("pl-ua-medyka")
    enter(page, live_site, sit(pair.cast.coordinator_a))
    for language in ("es", "en"):
        for table in TABLES:
            visit(page, live_site, language, "escort-borders", table)
        visit(page, live_site, language, "escort-new-line", "rules")
        visit(page, live_site, language, "escort-import", "statuses")
        visit(page, live_site, language, "escort-changes")
        visit(page, live_site, language, "escort-change", BorderChange.objects.get().pk)
    with override("en"):
        page.goto(live_site + reverse("escort-import", args=["waits"]))
    faulty = "crossing,entering,mode,date,hours,source\nx,POL,foot,2022-13-01,three,a call\n"
    page.locator("textarea").first.fill(faulty)
    page.locator("main form button").first.click()
    page.get_by_text("2022-13-01").first.wait_for()
    assert "three" in page.locator("main").inner_text()
    fits(page)
    assert BorderChange.objects.count() == 1
