"""The browser that other tests rely on sees what it should, and reports what it should."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from browser import watch


def test_a_page_shows_what_it_holds_in_both_alphabets(page: Page) -> None:
    page.set_content("<h1>Ваш запит прийнято · Recibimos su solicitud</h1>")
    assert page.get_by_role("heading").inner_text() == "Ваш запит прийнято · Recibimos su solicitud"


def test_a_page_that_asks_another_host_is_reported(browser: Browser) -> None:
    page = browser.new_page()
    page.route("**/*", lambda route: route.abort())
    faults = watch(page)
    page.set_content('<img src="http://tracker.example/pixel.png" alt="">')
    page.wait_for_timeout(50)
    assert faults == ["asked outside: http://tracker.example/pixel.png"]
    page.close()


def test_a_script_that_breaks_is_reported(browser: Browser) -> None:
    page = browser.new_page()
    faults = watch(page)
    page.set_content("<script>throw new Error('signalling lost')</script>")
    page.wait_for_timeout(50)
    assert faults == ["script: signalling lost"]
    page.close()
