"""A call of two minutes is written down by the keyboard alone, with few keys beside what is told."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from cast import Cast
from desks import sit
from regreso.casebook.models import Enquiry
from shots import enter, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

TOLD = (
    ("as_written", "Шевченко Тарас Григорович"),
    ("birth", "21.04.1999"),
    ("father", "Григорій"),
    ("mother", "Олена Бойко"),
    ("settlement", "Канів, Черкаська"),
    ("unit", "36 омбр"),
    ("last_date", "02.2022"),
    ("last_place", "Маріуполь"),
    ("enquirer_name", "Олена"),
    ("relationship", "мати"),
    ("phone", "+380441234567"),
)
MOST_KEYS = 90  # that are not part of what is told


class Keys:
    """Counts what is typed, apart from the keys that only lead on."""

    def __init__(self, page: Page) -> None:
        self.page, self.told, self.led = page, 0, 0

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.told += len(text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.led += 1

    def to(self, selector: str) -> None:
        """Tab on until this has the keyboard."""
        for _ in range(40):
            if self.page.evaluate("s => document.activeElement?.matches(s)", selector):
                return
            self.press("Tab")
        raise AssertionError(selector)


@pytest.mark.django_db(transaction=True)
def test_a_call_is_written_down_by_the_keyboard(
    cast: Cast, page: Page, live_site: str, capsys: pytest.CaptureFixture[str]
) -> None:
    enter(page, live_site, sit(cast.operator))
    visit(page, live_site, "uk", "desk")
    keys = Keys(page)
    keys.to("main a.button")
    keys.press("Enter")
    page.wait_for_url("**/desk/new/")
    for name, text in TOLD:
        keys.to(f"[name={name}]")
        keys.type(text)
    keys.to("[name=store]")
    keys.press("Space")
    keys.to("main form > button")
    keys.press("Enter")
    page.wait_for_url("**/desk/*-*/")
    for act in ("submit", "hand_receipt"):
        keys.to(f"form[action$='/{act}/'] summary")
        keys.press("Enter")
        keys.to(f"form[action$='/{act}/'] button")
        with page.expect_navigation():
            keys.press("Enter")
    assert len(page.inner_text(".phrase").split()) == 8
    assert Enquiry.objects.get().state == "open"
    with capsys.disabled():
        sys.stdout.write(f"\n{keys.told} letters told, {keys.led} keys beside them\n")
    assert keys.led <= MOST_KEYS
