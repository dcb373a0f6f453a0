"""Putting the form away, on an old telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regreso.casebook.models import Operation, Unsent
from shots import fits, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.usefixtures("operation"), pytest.mark.django_db(transaction=True)]


def test_she_puts_it_away_and_goes_on(page: Page, live_site: str, operation: Operation) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    visit(page, live_site, "uk", "question", 1)
    page.fill("input[name=as_written]", "Тарасенко Сергій")
    page.click("button[name=park]")
    page.wait_for_url("**/uk/ask/kept/")
    visit(page, live_site, "uk", "kept-draft")
    words = page.inner_text("#phrase")
    assert len(words.split()) == 8
    page.emulate_media(media="print")
    assert page.is_visible("#phrase")
    assert not page.is_visible("main form")
    page.emulate_media(media="screen")
    page.context.clear_cookies()
    visit(page, live_site, "uk", "status")
    page.fill("input[name=phrase]", words)
    page.click("main button.big")
    page.wait_for_url("**/uk/ask/")
    assert page.input_value("input[name=as_written]") == "Тарасенко Сергій"
    fits(page)
    assert Unsent.objects.get().operation_id == operation.pk
