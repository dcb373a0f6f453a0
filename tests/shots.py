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
    from playwright.sync_api import Page


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
    folder = os.environ.get("REGRESO_SHOTS")
    if folder:
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=Path(folder) / f"{name}-{language}-{width}.png", full_page=True)


def fits(page: Page) -> None:
    """Nothing is wider than the screen, so nobody has to scroll sideways."""
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0, f"{page.url} is {width} px too wide"
