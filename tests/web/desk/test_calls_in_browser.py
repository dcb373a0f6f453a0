"""Calls of the hotline and the e-mail list on a phone, in all four languages."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.utils import timezone

from cast import Cast
from desks import sit
from regreso.casebook import subscribers
from regreso.steps import hotline, subscribe
from shots import enter, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def rung(cast: Cast, call: str, *events: dict[str, str]) -> None:
    for number, event in enumerate(({"event": "start"}, *events)):
        at = timezone.now() - timedelta(minutes=5 - number)
        hotline.note(hotline.Event(call=call, at=at, **event), operation=cast.operation)


def test_the_desk_follows_calls_by_itself(cast: Cast, page: Page, live_site: str) -> None:
    enter(page, live_site, sit(cast.operator))
    rung(cast, "a", {"event": "choice", "language": "uk", "wants": "ask", "number": "+380445550118"})
    rung(cast, "b", {"event": "end", "number": "+380445550119"})
    rung(cast, "c", {"event": "choice", "wants": "call_back", "number": "+34600123456"}, {"event": "end"})
    for language in ("es", "uk", "ru", "en"):
        visit(page, live_site, language, "desk-calls")
        assert page.locator("ul.cards > li").count() == 3
    rung(cast, "d", {"event": "choice", "language": "es"})
    page.locator("ul.cards > li").nth(3).wait_for(timeout=15_000)
    assert page.locator("a[href^='tel:']").count() == 1


def test_the_list_is_asked_for_and_left_on_a_phone(
    cast: Cast, page: Page, live_site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cast.operation.state == "open"
    monkeypatch.setattr(settings, "REGRESO_SMTP_URL", "smtp+plain://127.0.0.1:1")
    for language in ("es", "uk", "ru", "en"):
        visit(page, live_site, language, "by-mail")
    page.fill("[name=email]", "olena@example.org")
    page.click("main form button.big")
    assert page.locator(".note.success").count() == 1
    row = subscribe.ask("olena@example.org", "en", at=timezone.now())
    mine = (row.pk, subscribers.seal_of(row.pk))
    visit(page, live_site, "uk", "by-mail-mine", *mine)
    page.click("main form button.big")
    assert page.locator(".note.success").count() == 1
    visit(page, live_site, "ru", "by-mail-mine", *mine)
    page.click("main form button")
    assert page.locator("main form").count() == 0
