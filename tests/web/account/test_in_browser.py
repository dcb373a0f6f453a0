"""Keys in a real browser: Chromium's virtual authenticator makes one, and signs in with it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from cast import Cast
from regreso.casebook.models import AccountEvent, Passkey, RecoveryCode, Staff
from regreso.casebook.one_time import code_at, step_of
from regreso.steps import account

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "four invented words here"  # noqa: S105 - an invented account
SHOTS = os.environ.get("REGRESO_SHOTS")


@pytest.fixture
def devtools(page: Page) -> Iterator[CDPSession]:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    yield session
    session.detach()


@pytest.fixture
def phone(devtools: CDPSession) -> str:
    """A telephone with a finger on it, as far as Chromium can tell; its number there."""
    made = devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
                "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    return str(made["authenticatorId"])


@pytest.fixture
def link(cast: Cast, live_site: str) -> Callable[[str, str], str]:
    """A link for a new account. Keys need a name, so never 127.0.0.1."""

    def made(name: str, language: str) -> str:
        token = account.invite(name, by=cast.by("administrator_a"), at=timezone.now()).token
        return f"{live_site.replace('127.0.0.1', 'localhost')}/{language}/join/{token}/"

    return made


def shot(page: Page, name: str) -> None:
    """A picture of the page, where somebody asks for pictures."""
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


def choose_password(page: Page, address: str) -> None:
    page.goto(address)
    page.fill("input[name=password]", PASSWORD)
    page.fill("input[name=again]", PASSWORD)
    shot(page, "join")
    page.click("main button")


def make_key(page: Page, name: str = "my phone") -> None:
    form = page.locator("form[data-key=create]")
    form.locator("input[name=name]").fill(name)
    shot(page, "protect")
    form.locator("button").click()


def test_a_key_is_made_and_lets_in_alone(page: Page, phone: str, link: Callable[[str, str], str]) -> None:
    choose_password(page, link("taras", "es"))
    make_key(page)
    page.wait_for_selector("ul.paper")
    assert page.locator("ul.paper li").count() == 10
    shot(page, "paper")
    page.click("main a.button")
    page.wait_for_url("**/es/desks/")
    page.click(".staff a[href$='/account/']")
    shot(page, "account")
    page.click(".staff button")
    page.goto(page.url.split("/es/")[0] + "/es/sign-in/?next=/es/account/")
    shot(page, "sign-in")
    page.click("form[data-key=get] button")
    page.wait_for_selector("main h1:has-text('Mi cuenta')")
    assert "my phone" in page.inner_text("main")
    key = Passkey.objects.get()
    assert key.used_at
    ways = list(AccountEvent.objects.filter(staff__username="taras").values_list("name", flat=True))
    assert ways.count("in_by_passkey") == 2
    del phone


def test_a_key_is_the_second_way_after_a_password(
    page: Page, phone: str, link: Callable[[str, str], str]
) -> None:
    choose_password(page, link("taras", "uk"))
    make_key(page)
    page.wait_for_selector("ul.paper")
    page.context.clear_cookies()
    page.goto(page.url.split("/uk/")[0] + "/uk/sign-in/")
    page.fill("input[name=username]", "taras")
    page.fill("input[name=password]", PASSWORD)
    page.locator("form.narrow").first.locator("button").click()
    page.wait_for_url("**/sign-in/second/")
    shot(page, "second")
    page.click("form[data-key=get] button")
    page.wait_for_url("**/uk/desks/")
    del phone


def test_a_key_of_a_closed_account_and_a_refused_finger_let_nobody_in(
    page: Page, devtools: CDPSession, phone: str, link: Callable[[str, str], str]
) -> None:
    choose_password(page, link("taras", "en"))
    make_key(page)
    page.wait_for_selector("ul.paper")
    page.context.clear_cookies()
    Staff.objects.filter(username="taras").update(is_active=False)  # closed, the key forgotten in the table
    page.goto(page.url.split("/en/")[0] + "/en/sign-in/")
    page.click("form[data-key=get] button")
    page.wait_for_selector(".note.error")
    assert "This key does not let you in" in page.inner_text("main")
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": phone, "isUserVerified": False})
    page.goto(page.url.split("/en/")[0] + "/en/sign-in/")
    page.click("form[data-key=get] button")
    page.wait_for_selector("form[data-key=get] [data-when=failed]:visible")
    assert AccountEvent.objects.filter(name="in_by_passkey").count() == 1  # when the key was made


def test_an_app_is_set_up_without_a_key(page: Page, link: Callable[[str, str], str]) -> None:
    choose_password(page, link("taras", "ru"))
    secret = page.inner_text("ol .code").replace(" ", "")
    for _ in range(200):  # asked from outside: the page's own policy forbids what would wait inside it
        if wide := page.evaluate("document.querySelector('img').naturalWidth") > 100:
            break
        page.wait_for_timeout(50)
    assert wide
    page.fill("form[action$='/app/'] input[name=code]", code_at(secret, step_of(timezone.now())))
    page.click("form[action$='/app/'] button")
    page.wait_for_selector("ul.paper")
    assert RecoveryCode.objects.count() == 10


def test_at_a_bare_address_no_key_is_offered(page: Page, link: Callable[[str, str], str]) -> None:
    choose_password(page, link("taras", "en").replace("localhost", "127.0.0.1"))
    assert not page.locator("form[data-key=create]").is_visible()
    assert "Keys need scripts" in page.inner_text("main")
