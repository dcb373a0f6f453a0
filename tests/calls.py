"""Two pages of a call in real browsers, our own signalling between them, and what their lines tell."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn

from browser import watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture
def realtime(transactional_db: None, settings: Any) -> Iterator[str]:  # noqa: ARG001 - the database is wanted
    """The realtime process, in a thread of this one so that it reads the same database."""
    from regreso.project.asgi import application  # noqa: PLC0415 - it makes its router when it is loaded

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(
        application, host="127.0.0.1", port=port, log_level="warning", lifespan="off", ws="websockets-sansio"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    address = f"ws://127.0.0.1:{port}"
    settings.REGRESO_REALTIME_URL = address
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**policy, "connect-src": ["'self'", address]}}
    yield address
    server.should_exit = True
    thread.join(10)


def begin(page: Page, address: str) -> list[str]:
    faults = watch(page)
    page.goto(address)
    page.click("#call-start")
    return faults


def seen(page: Page) -> int:
    """How many frames of the other one's picture this browser has decoded and shown."""
    frames: int = page.evaluate("document.getElementById('other').getVideoPlaybackQuality().totalVideoFrames")
    return frames


def wait(page: Page, name: str, *, patience: float = 20) -> None:
    page.wait_for_selector(f"#call-status[data-now={name}]", timeout=patience * 1000)


def wait_for_picture(page: Page, more: int = 20) -> None:
    """Another twenty frames arrive (a page's policy forbids Playwright's own waiting for a script)."""
    goal, patience = seen(page) + more, time.monotonic() + 20
    while seen(page) < goal:
        assert time.monotonic() < patience, f"{seen(page)} frames of {goal}"
        page.wait_for_timeout(100)


# The line is made where a test can ask it: the page's own policy keeps tests from waiting for a script.
SPY = """(() => { const Real = window.RTCPeerConnection; window.lines = [];
window.RTCPeerConnection = function (given) {
  const made = new Real(given); window.lines.push(made); window.given = given; return made; }; })()"""
TOLD = """async () => { const told = {pairs: [], by: [], audio: 0, video: 0, dtls: ''};
const line = window.lines[window.lines.length - 1]; const rows = await line.getStats();
rows.forEach((row) => {
  if (row.type === 'candidate-pair' && row.nominated && row.state === 'succeeded') {
    const local = rows.get(row.localCandidateId);
    told.pairs.push(local.candidateType); told.by.push(local.relayProtocol); }
  if (row.type === 'inbound-rtp' && row.kind === 'audio') { told.audio = row.packetsReceived; }
  if (row.type === 'inbound-rtp' && row.kind === 'video') { told.video = row.framesDecoded; }
  if (row.type === 'transport') { told.dtls = row.dtlsState; } });
return {...told, policy: window.given.iceTransportPolicy}; }"""


def seated(browser: Browser, site: str, held: Any, session: str) -> tuple[Page, Page, Page]:
    """The officer and the two, each in a seat; nobody speaks with anybody."""
    contexts = [browser.new_context(permissions=["camera", "microphone"]) for _ in range(3)]
    for context in contexts:
        context.add_init_script(SPY)
    officer, mother, son = (context.new_page() for context in contexts)
    contexts[0].add_cookies([{"name": "sessionid", "value": session, "url": site}])
    begin(officer, f"{site}/en/calls/{held.call.pk}/")
    for page, party in ((mother, "family"), (son, "captive")):
        begin(page, f"{site}/uk/call/#{held.links[party]}")
        wait(page, "waiting")
    return officer, mother, son


def joined(browser: Browser, site: str, held: Any, session: str) -> tuple[Page, Page]:
    """The two, after an officer has met each of them alone."""
    officer, mother, son = seated(browser, site, held, session)
    officer.click("#call-open:enabled")
    for page, party in ((mother, "family"), (son, "captive")):
        officer.click(f"#speak-{party}:enabled")
        wait(page, "withOfficer")
        officer.click(f"#met-{party}:enabled")
    officer.click("#call-join:enabled")
    for page in (mother, son):
        wait(page, "together")
    return mother, son


def told(page: Page) -> dict[str, Any]:
    """What the page's line tells of itself."""
    answer: dict[str, Any] = page.evaluate(TOLD)
    return answer
