"""Words about the line are answered alike; an old telephone keeps its link; both clocks are told."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from calls import begin, realtime, wait
from regreso.casebook.models import Call
from regreso.web.live import doors

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["realtime"]


@pytest.mark.django_db
def test_only_the_agreed_word_raises_the_alarm_and_every_word_is_taken(held: Any) -> None:
    call = held.call
    call.plan = {"safe_time": "now", "family_word": "герань", "captive_word": "акордеон"}
    call.save()
    now = timezone.now()
    seated = doors.seat_for({"link": held.links["captive"]}, at=now)
    assert seated is not None
    Call.objects.filter(pk=call.pk).update(state="connected")
    assert doors.act(seated, "note", "the picture is small", at=now)
    assert doors.act(seated, "note", "герань", at=now)  # her word, not his
    assert not doors.standing(call.pk).alarm
    assert doors.act(seated, "note", "Акордеон", at=now)
    assert doors.standing(call.pk).alarm


@pytest.mark.django_db
def test_the_officer_reads_the_time_of_both_sides(held: Any, hire: Callable[..., Client]) -> None:
    page = unescape(hire("officer").get(f"/en/calls/{held.call.pk}/").content.decode())
    assert "Asia/Tomsk" in page
    assert "Europe/Kyiv" in page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["es", "uk", "ru", "en"])
def test_an_old_telephone_is_told_so_and_its_link_is_not_used_up(
    browser: Browser, live_site: str, held: Any, language: str
) -> None:
    for scripts in (True, False):
        context = browser.new_context(viewport={"width": 320, "height": 480}, java_script_enabled=scripts)
        context.add_init_script("delete window.RTCPeerConnection")
        page = context.new_page()
        page.goto(f"{live_site}/{language}/call/#{held.links['family']}")
        assert page.locator("#call-old").is_visible()
        assert not page.locator("#call-start").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320 if scripts else True
        context.close()
    assert doors.seat_for({"link": held.links["family"]}, at=timezone.now()) is not None


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_his_typed_word_reaches_the_officer_and_no_page_of_the_call_shows_it(
    browser: Browser, live_site: str, realtime: str, held: Any, hire: Callable[..., Client]
) -> None:
    assert realtime
    held.call.plan = {"safe_time": "now", "family_word": "герань", "captive_word": "акордеон"}
    held.call.save()
    contexts = [browser.new_context(permissions=["camera", "microphone"]) for _ in range(2)]
    officer, son = (context.new_page() for context in contexts)
    session = hire("officer").cookies["sessionid"].value
    contexts[0].add_cookies([{"name": "sessionid", "value": session, "url": live_site}])
    begin(officer, f"{live_site}/en/calls/{held.call.pk}/")
    begin(son, f"{live_site}/uk/call/#{held.links['captive']}")
    wait(son, "waiting")
    officer.click("#call-open:enabled")
    officer.click("#speak-captive:enabled")
    wait(son, "withOfficer")
    shown = []
    for word in ("погано видно", "Акордеон"):
        son.fill("#call-note", word)
        son.click("#call-say")
        son.wait_for_selector("#call-noted:not(:empty)")
        shown.append(son.inner_text("main"))
    assert shown[0] == shown[1], "the page of a call looks the same whatever was typed"
    officer.wait_for_selector("#call-alarm:not([hidden])", timeout=10_000)
    assert son.get_attribute("#call-status", "data-now") == "withOfficer"
    for context in contexts:
        context.close()
