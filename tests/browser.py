"""Debian's Chromium for tests that look at a page as a family sees it. Without it they skip and say why."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:  # Playwright takes 0.3 s to import: only the tests that use it pay
    from playwright.sync_api import Browser, Page, ViewportSize

# Fake cameras and loopback candidates let two tabs hold a real WebRTC call on one machine without devices.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--allow-loopback-in-peer-connection",
)
PHONE: ViewportSize = {"width": 390, "height": 844}
HERE = ("localhost", "127.0.0.1", "")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium that is already installed; none is ever downloaded."""
    named = os.environ.get("REGRESO_CHROMIUM")
    for name in (named,) if named else ("chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name)
        if path:
            return path
    pytest.skip(f"no Chromium ({named or 'chromium'}): apt-get install chromium, or set REGRESO_CHROMIUM")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for a module of tests: its event loop ends with them, other modules run without it."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - see above: only those who use it pay

    # Playwright's loop runs in this thread, and Django would refuse its database to the test itself.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on a phone's screen. The test fails if a script breaks or anything is asked of another host."""
    context = browser.new_context(viewport=PHONE, locale="es-CO", timezone_id="America/Bogota")
    page = context.new_page()
    faults = watch(page)
    yield page
    context.close()
    assert faults == []


def watch(page: Page) -> list[str]:
    """A list that fills with the faults of this page: broken scripts and requests that leave this machine."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on(
        "request",
        lambda asked: (
            None
            if (urlsplit(asked.url).hostname or "") in HERE
            else faults.append(f"asked outside: {asked.url}")
        ),
    )
    return faults


@pytest.fixture
def live_site(live_server: object) -> str:
    """The address of the whole site, served from this test's database."""
    return str(live_server)
