"""A call through a real coturn: by the relay alone, after a loss of the network, and on a narrow line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from browser import FLAGS
from cable import Cable, cable
from calls import joined, realtime, seated, seen, told, wait, wait_for_picture
from relay import Relay, narrow_relay, relay, relay_over_tcp, relay_over_tls

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["cable", "narrow_relay", "realtime", "relay", "relay_over_tcp", "relay_over_tls"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
Hire = Callable[..., Client]


def session(hire: Hire) -> str:
    return str(hire("officer").cookies["sessionid"].value)


def test_by_the_relay_alone_and_after_twenty_seconds_without_a_network(
    browser: Browser, live_site: str, relay: Relay, cable: Cable, held: Any, hire: Hire
) -> None:
    pages = joined(browser, live_site, held, session(hire))
    for page in pages:
        wait_for_picture(page, more=60)
        line = told(page)
        assert (line["policy"], set(line["pairs"]), line["dtls"]) == ("relay", {"relay"}, "connected")
        assert line["audio"] > 50
    assert "ALLOCATE processed, success" in relay.told()
    assert not any(word in relay.told() for word in ("Шевченко", "family", "captive"))
    before = [told(page)["audio"] for page in pages]
    met = cable.taken
    with relay.silent(), cable.out():  # neither the picture nor the words that set it up
        pages[0].wait_for_timeout(20_000)
        assert {page.get_attribute("#call-status", "data-now") for page in pages} == {"lost"}
    for page, heard in zip(pages, before, strict=True):
        wait(page, "together")
        wait_for_picture(page)
        assert told(page)["audio"] != heard
    assert cable.taken >= met + 2, "both pages came back to their seats by themselves"
    for page in pages:
        page.context.close()


def test_on_64_kbit_the_picture_gives_way_and_the_voice_stays(
    browser: Browser, live_site: str, narrow_relay: Relay, realtime: str, held: Any, hire: Hire
) -> None:
    assert realtime
    mother, son = joined(browser, live_site, held, session(hire))
    mother.wait_for_selector("#call[data-level='3']", timeout=60_000)
    assert "голос" in mother.inner_text("#call-quality")
    assert "ALLOCATE processed, success" in narrow_relay.told()
    heard = told(son)["audio"]
    son.wait_for_timeout(5_000)
    assert told(son)["audio"] - heard > 100, "of some 250 packets of voice in five seconds"
    for page in (mother, son):
        page.context.close()


def test_where_no_udp_passes_the_relay_is_reached_by_tcp(
    browser: Browser, live_site: str, relay_over_tcp: Relay, realtime: str, held: Any, hire: Hire
) -> None:
    assert realtime
    pages = joined(browser, live_site, held, session(hire))
    for page in pages:
        wait_for_picture(page, more=60)
        line = told(page)
        assert (set(line["pairs"]), set(line["by"]), line["dtls"]) == ({"relay"}, {"tcp"}, "connected")
        assert line["audio"] > 50
    assert "ALLOCATE processed, success" in relay_over_tcp.told()
    for page in pages:
        page.context.close()


@pytest.mark.usefixtures("realtime")
def test_where_only_web_pages_pass_the_relay_is_reached_by_tls(
    browser: Browser, chromium: str, live_site: str, relay_over_tls: Relay, held: Any, hire: Hire
) -> None:
    pin = f"--ignore-certificate-errors-spki-list={relay_over_tls.pin}"
    trusting = browser.browser_type.launch(executable_path=chromium, args=[*FLAGS, pin])
    pages = joined(trusting, live_site, held, session(hire))
    for page in pages:
        wait_for_picture(page, more=60)
        line = told(page)
        assert (set(line["pairs"]), set(line["by"]), line["dtls"]) == ({"relay"}, {"tls"}, "connected")
        assert line["audio"] > 50
    assert "ALLOCATE processed, success" in relay_over_tls.told()
    trusting.close()


@pytest.mark.usefixtures("realtime", "relay_over_tls")
def test_a_relay_whose_certificate_nobody_trusts_carries_nothing_and_the_page_says_so(
    browser: Browser, live_site: str, held: Any, hire: Hire
) -> None:
    officer, mother, son = seated(browser, live_site, held, session(hire))
    officer.click("#call-open:enabled")
    officer.click("#speak-family:enabled")
    wait(mother, "noLine", patience=60)
    assert "інша мережа" in mother.inner_text("#call-status")
    assert told(mother)["pairs"] == []
    assert seen(mother) == 0
    for page in (officer, mother, son):
        page.context.close()
