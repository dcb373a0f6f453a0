"""Looks at pages on a phone: signed in, in a language, without a finger's width too much."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

DESKTOP: ViewportSize = {"width": 1280, "height": 800}


def enter(page: Page, site: str, client: Client) -> None:
    """The browser takes over a session of the test client."""
    page.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "url": site,
            }
        ]
    )


def visit(page: Page, site: str, language: str, name: str, *args: object) -> None:
    """Open a page in a language; it must fit the screen's width."""
    with override(language):
        page.goto(site + reverse(name, args=args))
    page.wait_for_load_state("networkidle")
    fits(page)
    if os.environ.get("REGRESO_SHOTS"):
        _keep(page, f"{name}-{language}")


def _keep(page: Page, name: str) -> None:
    """A picture on the screen as it is and on a desk's screen, for those who want to look at them."""
    phone = page.viewport_size
    for size in (phone, DESKTOP):
        if size is not None:
            page.set_viewport_size(size)
            path = Path(os.environ["REGRESO_SHOTS"]) / f"{name}-{size['width']}.png"
            page.screenshot(path=path, full_page=True)
    if phone is not None:
        page.set_viewport_size(phone)


def fits(page: Page) -> None:
    """Nothing is wider than the screen, so nobody has to scroll sideways."""
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0, f"{page.url} is {width} px too wide"
