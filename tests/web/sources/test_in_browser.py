"""The reading desk under the hands of a person: keys, no reload, no script needed, ten leads in a minute."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils.translation import override

from cast import Cast
from desks import sit
from gathered import PAGE, gathered, lead
from regreso.casebook.models import Lead
from shots import enter, fits, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The keystroke-level model (Card, Moran, Newell): a key 0.28 s, a decision 1.35 s; reading 4 words a second.
KEY, DECISION, WORDS = 0.28, 1.35, 4.0


def ten(cast: Cast) -> None:
    """Ten leads or more that wait, of every kind."""
    gathered(cast)
    more = PAGE.replace("Хроника дня", "Хроника").replace("Тарас Шевченко", "Богдан Коваленко")
    gathered(cast, more.replace("180", "210").replace("55 01 18", "55 01 77"), address="https://b.example/2")


def waiting() -> int:
    return Lead.objects.filter(state="new").count()


def test_ten_leads_are_judged_from_the_keyboard_in_less_than_a_minute(
    cast: Cast, page: Page, live_site: str
) -> None:
    cast.asked()
    ten(cast)
    before = waiting()
    enter(page, live_site, sit(cast.reader_a))
    visit(page, live_site, "uk", "sources")
    page.evaluate("window.here = 1")
    words = sum(len(text.split()) for text in page.locator("[data-lead] .excerpt").all_inner_texts())
    keys, began = 0, time.monotonic()
    for n in range(10):
        current = page.evaluate("document.activeElement.id")
        chosen = ["r", "2"] if n == 4 else ["a"]
        for key in chosen:
            page.keyboard.press(key)
        keys += len(chosen)
        page.wait_for_selector(f"#{current} [data-key=u]")
        if n < 9:
            page.wait_for_selector(f":focus:not(#{current})")  # the next one is under the keys
    machine = time.monotonic() - began
    assert page.evaluate("window.here") == 1  # the page was never loaded again
    assert before - waiting() == 10
    assert Lead.objects.filter(state="rejected", why="misread").count() == 1
    person = keys * KEY + 10 * DECISION + words / WORDS
    figures = f"10 leads, {keys} keys, {words} words: machine {machine:.1f} s, person {person:.0f} s"
    logging.getLogger(__name__).warning(figures)
    assert machine + person < 60


def test_a_decision_is_taken_back_and_a_reading_put_right_with_keys(
    cast: Cast, page: Page, live_site: str
) -> None:
    gathered(cast)
    one = lead(cast, "count")
    enter(page, live_site, sit(cast.reader_a))
    with override("en"):
        page.goto(live_site + reverse("sources") + "?kind=count")
    page.keyboard.press("a")
    page.wait_for_selector("[data-key=u]")
    page.keyboard.press("u")
    page.wait_for_selector("[data-key=a]")
    assert Lead.objects.get(pk=one.pk).state == "new"
    page.keyboard.press("e")
    page.fill("[name=best]", "199")
    page.press("[name=best]", "Enter")
    page.wait_for_selector("[data-key=a]")
    assert Lead.objects.get(pk=one.pk).claim["best"] == 199
    page.keyboard.press("e")
    page.wait_for_selector(".editing")
    page.keyboard.press("Escape")
    page.wait_for_selector("[data-key=a]")
    assert Lead.objects.get(pk=one.pk).claim["best"] == 199


def test_keys_count_by_their_place_on_a_cyrillic_keyboard(cast: Cast, page: Page, live_site: str) -> None:
    gathered(cast)
    enter(page, live_site, sit(cast.reader_a))
    visit(page, live_site, "ru", "sources")
    before = waiting()
    page.evaluate(
        """document.activeElement.dispatchEvent(
             new KeyboardEvent("keydown", {key: "ф", code: "KeyA", bubbles: true}))"""
    )
    page.wait_for_selector("[data-key=u]")
    assert waiting() == before - 1


def test_letters_typed_into_a_field_are_no_keys(cast: Cast, page: Page, live_site: str) -> None:
    gathered(cast)
    enter(page, live_site, sit(cast.reader_a))
    with override("en"):
        page.goto(live_site + reverse("sources") + "?kind=count")
    before = waiting()
    page.keyboard.press("e")
    page.wait_for_selector(".editing :focus")  # the form has settled
    page.fill("[name=of_whom]", "")
    page.type("[name=of_whom]", "a rau")
    assert page.input_value("[name=of_whom]") == "a rau"
    assert waiting() == before


def test_a_lost_connection_changes_nothing_and_the_key_works_again(
    cast: Cast, page: Page, live_site: str
) -> None:
    gathered(cast)
    enter(page, live_site, sit(cast.reader_a))
    visit(page, live_site, "en", "sources")
    before = waiting()
    page.context.set_offline(True)
    page.keyboard.press("a")
    page.wait_for_selector("[data-lead] .note.error")
    assert waiting() == before
    page.context.set_offline(False)
    page.keyboard.press("a")
    page.wait_for_selector("[data-key=u]")
    assert waiting() == before - 1


def test_without_scripts_every_key_is_a_button(cast: Cast, browser: Browser, live_site: str) -> None:
    gathered(cast)
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    bare = context.new_page()
    enter(bare, live_site, sit(cast.reader_a))
    with override("es"):
        bare.goto(live_site + reverse("sources"))
    before = waiting()
    bare.click("[data-key=a] >> nth=0")
    assert waiting() == before - 1
    bare.click("[data-key=r] >> nth=0")
    bare.click("[data-key='2'] >> nth=0")
    assert waiting() == before - 2
    assert "sources" in bare.url
    context.close()


def test_the_pages_fit_a_phone_in_four_languages(cast: Cast, page: Page, live_site: str) -> None:
    from regreso.steps import read, tally  # noqa: PLC0415 - only this test makes an event

    page.set_viewport_size({"width": 360, "height": 740})
    cast.asked()
    ten(cast)
    for one in Lead.objects.filter(kind="count", state="new"):
        read.accept(one, by=cast.by("reader_a"), at=cast.at)
        tally.count_in(one, at=cast.at)
    shown = Lead.objects.filter(state="new").order_by("place")[0]
    counted = Lead.objects.exclude(event=None)[0]
    enter(page, live_site, sit(cast.reader_a))
    for language in ("es", "uk", "ru", "en"):
        visit(page, live_site, language, "sources")
        visit(page, live_site, language, "sources-lead", shown.pk)
        visit(page, live_site, language, "sources-document", shown.document_id)
        visit(page, live_site, language, "sources-ledger")
        visit(page, live_site, language, "sources-event", counted.event_id)
        visit(page, live_site, language, "sources-hand-in")
        visit(page, live_site, language, "sources-documents")
    fits(page)
    enter(page, live_site, sit(cast.administrator_a))
    for language in ("es", "uk"):
        visit(page, live_site, language, "sources-manage")
        visit(page, live_site, language, "sources-add")
