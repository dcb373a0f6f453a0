"""The pages of announcements on a phone, as their people see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from announced import CORRIDOR, TEXTS, drafted, read, released
from cast import Cast
from desks import sit
from regreso.casebook.models import Announcement
from regreso.steps import announce
from shots import enter, fits, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_coordinator_writes_and_a_colleague_reads_and_releases(
    cast: Cast, page: Page, live_site: str
) -> None:
    enter(page, live_site, sit(cast.coordinator_a))
    visit(page, live_site, "uk", "coordinator-announcements")
    visit(page, live_site, "uk", "announcement-new")
    for lang, text in TEXTS.items():
        page.fill(f"[name=title_{lang}]", text["title"])
        page.fill(f"[name=text_{lang}]", text["text"])
    page.click("main form > button")
    row = Announcement.objects.get()
    fits(page)
    enter(page, live_site, sit(cast.coordinator_b))
    for lang in TEXTS:
        visit(page, live_site, "es", "coordinator-announcement", row.pk)
        page.click("form[action$='/check/'] summary")
        page.select_option("form[action$='/check/'] [name=language]", lang)
        page.click("form[action$='/check/'] button")
    announce.sign(Announcement.objects.get(), by=cast.by("coordinator_a"), at=cast.at)
    visit(page, live_site, "ru", "coordinator-announcement", row.pk)
    page.click("form[action$='/release/'] summary")
    page.click("form[action$='/release/'] button")
    fits(page)
    row.refresh_from_db()
    assert row.state == "released"


def test_what_is_found_and_what_everybody_sees(cast: Cast, page: Page, live_site: str) -> None:
    harmful = {
        **CORRIDOR, "uk": {"title": "Коридор", "text": "Тарас Шевченко їде о 9:00, колона з 12 автобусів."},
    }  # fmt: skip
    row = drafted(cast, harmful, kind="corridor")
    enter(page, live_site, sit(cast.officer_a))
    visit(page, live_site, "uk", "officer-announcement", row.pk)
    assert page.locator("mark.stops").count() >= 3
    first = released(
        cast, CORRIDOR, kind="corridor", about={"agreed": "letter 12", "areas": "Sumy – Poltava"}
    )
    second = corrected_in_time(cast, first)
    gone = released(cast)
    announce.withdraw(gone, "danger", by=cast.by("coordinator_a"), at=cast.at)
    for language in ("uk", "en"):
        visit(page, live_site, language, "announced-all")
        visit(page, live_site, language, "announced", second.pk)
    visit(page, live_site, "es", "announced", gone.pk)
    visit(page, live_site, "ru", "announced", first.pk)
    assert page.locator(".note.error").count() == 1
    visit(page, live_site, "uk", "front")


def corrected_in_time(cast: Cast, first: Announcement) -> Announcement:
    later = {lang: {**one, "text": one["text"].replace("9:00", "11:00")} for lang, one in CORRIDOR.items()}
    row = drafted(cast, later, follows=first, kind="corridor", about={"agreed": "letter 13"})
    read(cast, row)
    announce.sign(row, by=cast.by("coordinator_a"), at=cast.at)
    announce.release(row, by=cast.by("officer_a"), at=cast.later(hours=1))
    announce.supersede(first, at=cast.later(hours=1))
    return row
