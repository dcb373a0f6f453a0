"""The desk of corridors in a browser: each page on a phone; a plan that arrives by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cast import Cast
from corridors import small
from desks import sit
from evacuations import agreed, asked, gone, proposed, scenario
from gathered import gathered, lead
from regreso.casebook.models import Draft
from regreso.jobs.worker import drain
from regreso.steps import convoy, read
from regreso.web.corridors.views import SECTIONS
from shots import enter, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_every_page_fits_a_phone(cast: Cast, page: Page, live_site: str) -> None:
    gathered(cast)
    read.accept(lead(cast, "announcement", type="corridor"), by=cast.by("reader_a"), at=cast.at)
    drain()
    raw = scenario(title="На захід: Маріуполь – Запоріжжя, із дуже довгою назвою без потреби")
    raw["fleets"][0]["count"] = 1
    moving, bare = gone(cast, raw), proposed(cast, small() | {"corridors": [small()["corridors"][0]]})
    broken = scenario(id="broken-with-a-long-id-that-has-no-blank-0123456789")
    broken["corridors"][0]["windows"][0]["tz"] = ""
    faulty = proposed(cast, broken)
    convoy.abort(moving, "обстріл", by=cast.by("coordinator_b"), at=cast.later(hours=3))
    enter(page, live_site, sit(cast.coordinator_a))
    for language in ("uk", "en"):
        for name in ("corridors", "corridors-new", "corridors-bring"):
            visit(page, live_site, language, name)
        visit(page, live_site, language, "corridors-draft", Draft.objects.get().pk)
        visit(page, live_site, language, "corridor", moving.pk)
        visit(page, live_site, language, "corridors-papers", moving.pk)
        visit(page, live_site, language, "corridors-bulletin", moving.pk)
        visit(page, live_site, language, "corridor-again", moving.pk)
        visit(page, live_site, language, "corridor-ask", bare.pk)
        for section in SECTIONS:
            visit(page, live_site, language, "corridor-edit", bare.pk, section)
    visit(page, live_site, "ru", "corridor", faulty.pk)
    visit(page, live_site, "es", "corridor", faulty.pk)


def test_a_plan_arrives_without_a_hand_on_the_page_and_the_keyboard_reaches_the_abort(
    cast: Cast, page: Page, live_site: str
) -> None:
    row = agreed(cast)
    asked(cast, row)
    enter(page, live_site, sit(cast.coordinator_a))
    visit(page, live_site, "en", "corridor", row.pk)
    page.get_by_text("A plan is being made").wait_for()
    drain()
    page.get_by_text("193 of 193 people leave, in").wait_for(timeout=60_000)
    assert page.get_by_text("A plan is being made").count() == 0
    moving = gone(cast, scenario(id="moving"))
    visit(page, live_site, "en", "corridor", moving.pk)
    opener = page.locator("summary", has_text="Abort now: everybody takes shelter")
    opener.focus()
    page.keyboard.press("Enter")
    page.locator("form[action$='/do/abort/'] button").focus()
    page.keyboard.press("Enter")
    page.get_by_text("2 channels have not confirmed it. Call them.").wait_for()
    moving.refresh_from_db()
    assert moving.state == "aborted"
