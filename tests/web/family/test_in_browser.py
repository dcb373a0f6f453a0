"""A mother at night, with an old telephone: a narrow screen, no script, perhaps only a keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regreso.casebook.models import Enquiry, Operation

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("operation")]
NAME = "Тарасенко Сергій Петрович"


def fits(page: Page) -> bool:
    """Nothing has to be pushed sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("language", ["es", "uk", "ru", "en"])
def test_asking_works_on_a_narrow_screen_without_script(
    browser: Browser, live_site: str, language: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_site}/{language}/")
    page.locator("main a.button").first.click()
    page.get_by_role("textbox").first.fill(NAME)
    page.locator("main button.big").click()  # without leave to keep it: said in words, nothing lost
    assert page.locator("#errors").is_visible()
    assert page.locator("#id_as_written").input_value() == NAME
    page.locator("#errors a").click()
    page.locator("#id_store").check()
    page.locator("main button.big").click()
    assert len(page.locator("#phrase").inner_text().split()) == 8
    page.locator("main button.big").click()
    assert NAME in page.get_by_role("heading", level=1).inner_text()
    assert page.locator(".exit").get_attribute("href") == f"/{language}/leave/"
    context.close()


def test_nothing_is_wider_than_the_screen_and_every_target_is_large_enough(
    browser: Browser, live_site: str, operation: Operation
) -> None:
    del operation
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    for language in ("es", "uk", "ru", "en"):
        for address in ("", "ask/", "my-enquiry/", "check/", "sign-in/", "call/", "no-such-page/"):
            page.goto(f"{live_site}/{language}/{address}")
            assert fits(page), f"{language}/{address}"
            small = page.locator(
                "main button:visible, main a.button, .languages a, .languages button:not(.unseen)"
            )
            heights = [box["height"] for box in (one.bounding_box() for one in small.all()) if box]
            assert min(heights) >= 40, f"{language}/{address}: {heights}"
    context.close()


def test_everything_can_be_done_by_keyboard(browser: Browser, live_site: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto(f"{live_site}/es/ask/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Ir al contenido"
    box = skip.bounding_box()
    assert box
    assert box["y"] >= 0  # it comes into view when it has the focus
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("href") == "/es/ask/questions/1/"
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("name") == "as_written"
    outline = page.locator(":focus").evaluate("e => getComputedStyle(e).outlineWidth")
    assert int(outline.removesuffix("px")) >= 3
    page.keyboard.type(NAME)
    while page.locator(":focus").get_attribute("name") != "store":
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/receipt/")
    while page.locator(":focus").count() == 0 or page.locator(":focus").get_attribute("class") != "big":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/my-enquiry/")
    assert Enquiry.objects.count() == 1
    context.close()


def test_the_enter_key_sends_and_does_not_change_the_language(browser: Browser, live_site: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto(f"{live_site}/ru/ask/")
    page.locator("#id_as_written").fill(NAME)
    page.keyboard.press("Enter")
    page.wait_for_selector("#errors")
    assert page.url.endswith("/ru/ask/")
    context.close()


def test_two_fast_clicks_make_one_enquiry_and_show_its_phrase(browser: Browser, live_site: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{live_site}/uk/ask/")
    page.locator("#id_as_written").fill(NAME)
    page.locator("#id_store").check()
    page.locator("main button.big").dblclick(no_wait_after=True)
    page.wait_for_url("**/receipt/")
    page.wait_for_selector("#phrase")
    assert Enquiry.objects.count() == 1
    page.go_back()
    page.go_forward()
    assert len(page.locator("#phrase").inner_text().split()) == 8
    context.close()


@pytest.mark.parametrize("language", ["es", "uk", "ru", "en"])
def test_one_question_a_screen_works_without_script(browser: Browser, live_site: str, language: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_site}/{language}/ask/")
    page.locator("main a.button.big").click()
    page.get_by_role("textbox").first.fill(NAME)
    asked = 0
    while page.locator("#phrase").count() == 0:
        asked += 1
        assert fits(page)
        if page.locator("#id_store").count():
            page.locator("#id_store").check()
        with page.expect_navigation():
            page.keyboard.press("Enter") if asked == 1 else page.locator("main button.big").click()
    assert asked == 17
    assert Enquiry.objects.get().sought.as_written == NAME
    context.close()


def test_a_lost_connection_and_a_closed_tab_lose_nothing(browser: Browser, live_site: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto(f"{live_site}/uk/ask/")
    context.set_offline(True)
    page.get_by_role("textbox").first.press_sequentially(NAME)
    page.wait_for_timeout(1800)
    assert page.locator("#kept").is_hidden()  # nothing is claimed that is not so
    context.set_offline(False)
    page.locator("#kept:visible").wait_for(timeout=10_000)
    page.close()
    page = context.new_page()
    page.goto(f"{live_site}/es/ask/")
    assert page.locator("#id_as_written").input_value() == NAME
    context.close()
