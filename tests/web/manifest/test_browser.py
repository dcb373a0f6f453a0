"""The page at a door in a real browser: the network cut, the browser killed, and nothing lost."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cast import Cast
from desks import sit
from killed import Profile, profile
from manifests import Door, door_of, someone, states, trip_of
from regreso.casebook.models import ManifestEvent, Passenger, PersonStanding
from regreso.movement.manifest.tokens import new_token, read_token
from regreso.steps import board, equip
from shots import enter, fits, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

__all__ = ["profile"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ONE, TWO, CHILD = (new_token() for _ in range(3))


@pytest.fixture
def door(cast: Cast) -> Door:
    """A trip with a household of two and one who travels alone, and a telephone for its door."""
    trip = trip_of(cast)
    people = [someone(ONE, "h1", name="Олена"), someone(CHILD, "h1", name="Дитина"), someone(TWO)]
    board.allot(trip, people, by=cast.by("coordinator_a"), at=cast.at)
    return door_of(cast)


def pair(page: Page, site: str, door: Door, language: str = "en") -> None:
    """The coordinator's code is typed once, where there is a network; then the trip and the place."""
    page.goto(f"{site}/board/{language}/")
    page.fill("#pair-code", door.code)
    page.click("#pair-form button")
    page.wait_for_selector("#choose:not([hidden])")
    page.fill("#place", "School 3")
    page.click("#choose-form button")
    page.wait_for_selector("#work:not([hidden])")
    page.wait_for_selector("body[data-ready]")
    until(page, "navigator.serviceWorker.controller !== null")


def write(page: Page, token: str, kind: str = "boarded") -> None:
    page.select_option("#kind", kind)
    page.fill("#token", token)
    page.press("#token", "Enter")
    page.wait_for_selector("#confirm:not([hidden])")
    page.click("#confirm-yes")
    page.wait_for_selector("#confirm", state="hidden")


def until(page: Page, expression: str) -> None:
    """Asked from outside: the page's own policy forbids what Playwright would put into it to wait."""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never true: {expression}")


def waits(page: Page, number: int) -> None:
    page.wait_for_selector(f"body[data-waiting='{number}']")


def shot(page: Page, name: str) -> None:
    if os.environ.get("REGRESO_SHOTS"):
        page.screenshot(path=Path(os.environ["REGRESO_SHOTS"]) / f"{name}.png", full_page=True)


def test_with_a_network_what_is_written_is_sent_at_once_and_no_name_is_shown(
    cast: Cast, door: Door, page: Page, live_site: str
) -> None:
    pair(page, live_site, door)
    assert "Олена" not in page.content()
    assert page.locator("#work").inner_text().startswith("T1 · School 3")
    page.fill("#token", "h1")
    page.press("#token", "Enter")
    assert page.locator("#people input").count() == 2
    fits(page)
    page.click("#confirm-yes")
    page.wait_for_selector("#log li:nth-child(2)")
    waits(page, 0)
    assert states(cast) == {ONE: "open", CHILD: "open"}
    row = PersonStanding.objects.get(person=ONE)
    assert (row.household, row.last["place"]) == ("h1", "School 3")


def test_without_a_network_the_page_opens_and_writes_and_sends_when_it_is_back(
    cast: Cast, door: Door, page: Page, live_site: str
) -> None:
    pair(page, live_site, door)
    page.context.set_offline(offline=True)
    page.reload()
    page.wait_for_selector("#work:not([hidden])")
    write(page, ONE)
    write(page, TWO)
    waits(page, 2)
    assert "2 not yet sent" in page.inner_text("#status")
    assert "Network: none" in page.inner_text("#status")
    fits(page)
    shot(page, "board-offline")
    page.reload()
    waits(page, 2)
    assert ManifestEvent.objects.count() == 0
    page.context.set_offline(offline=False)
    waits(page, 0)
    assert states(cast) == {ONE: "open", TWO: "open"}
    assert "Everything is sent" in page.inner_text("#status")


def test_a_second_scan_is_harmless_also_at_once_and_in_two_tabs(
    cast: Cast, door: Door, page: Page, live_site: str
) -> None:
    pair(page, live_site, door)
    page.context.set_offline(offline=True)
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector("#work:not([hidden])")
    for one in (page, other):
        one.select_option("#kind", "boarded")
        one.fill("#token", ONE.lower().replace("-", " "))
        one.press("#token", "Enter")
        one.evaluate("for (let n = 0; n < 5; n += 1) document.getElementById('confirm-yes').click()")
    other.wait_for_selector("#confirm", state="hidden")
    assert "written down on this telephone before" in other.inner_text("#told")
    write(page, ONE)
    waits(page, 1)
    page.context.set_offline(offline=False)
    waits(page, 0)
    assert ManifestEvent.objects.count() == 1
    assert states(cast) == {ONE: "open"}


def test_a_lost_answer_a_refused_row_and_a_reply_that_never_comes(
    cast: Cast, door: Door, page: Page, live_site: str
) -> None:
    pair(page, live_site, door)
    lost: list[str] = []

    def lose(route: Route) -> None:
        if lost:
            route.continue_()
            return
        route.fetch()  # the server has it
        route.abort()  # and its answer is lost
        lost.append("once")

    page.route("**/api/events/", lose)
    write(page, ONE)
    while not lost:
        page.wait_for_timeout(50)
    page.wait_for_selector("#waiting:has-text('1 not yet sent')")
    assert ManifestEvent.objects.count() == 1
    page.click("#send")
    waits(page, 0)
    assert ManifestEvent.objects.count() == 1
    page.unroute("**/api/events/")
    page.context.set_offline(offline=True)
    write(page, TWO)
    page.evaluate(
        """async () => { const {openOutbox} = await import('/static/regreso/outbox.js');
        const box = await openOutbox('board');
        await box.put('', (n) => ({id: 'foreign-' + n, body: {id: 'foreign-' + n, kind: 'boarded'}})); }"""
    )
    page.context.set_offline(offline=False)
    waits(page, 0)
    assert "1 were refused" in page.inner_text("#status")
    assert "expected it to begin with" in page.inner_text("#log")
    assert states(cast) == {ONE: "open", TWO: "open"}


def test_taking_back_is_an_event_of_its_own_and_frees_the_person(
    cast: Cast, door: Door, page: Page, live_site: str
) -> None:
    pair(page, live_site, door)
    write(page, ONE)
    waits(page, 0)
    page.click("#log li button")
    page.wait_for_selector("#log li:nth-child(2)")
    waits(page, 0)
    assert states(cast) == {}
    write(page, ONE)
    waits(page, 0)
    assert states(cast) == {ONE: "open"}
    assert ManifestEvent.objects.count() == 3


def test_somebody_without_a_token_is_sealed_on_the_telephone(
    cast: Cast, door: Door, page: Page, live_site: str
) -> None:
    pair(page, live_site, door)
    page.context.set_offline(offline=True)
    page.select_option("#kind", "arrived")
    page.click("#met")
    page.fill("#met-name", "Тарас Невідомий")
    page.fill("#met-birth", "1971")
    shot(page, "board-met")
    page.click("#confirm-yes")
    waits(page, 1)
    kept = page.evaluate(
        """async () => { const {openOutbox} = await import('/static/regreso/outbox.js');
        return JSON.stringify(await (await openOutbox('board')).everything()); }"""
    )
    assert "Невідомий" not in kept
    assert "Невідомий" not in page.content()
    page.context.set_offline(offline=False)
    waits(page, 0)
    assert page.input_value("#kind") == "arrived"
    met = Passenger.objects.get(on_the_way=True)
    assert read_token(met.token) == met.token
    assert met.told == {"name": "Тарас Невідомий", "birth": "1971"}
    assert states(cast) == {met.token: "arrived"}


def test_wrong_and_unknown_tokens_and_codes_are_told_plainly(door: Door, page: Page, live_site: str) -> None:
    page.goto(f"{live_site}/board/en/")
    page.fill("#pair-code", "WRONG-CODE")
    page.click("#pair-form button")
    page.wait_for_selector("#told:not([hidden])")
    assert "opens nothing" in page.inner_text("#told")
    pair(page, live_site, door)
    page.fill("#token", ONE[:-1])
    page.press("#token", "Enter")
    assert "no token" in page.inner_text("#told")
    page.fill("#token", new_token())
    page.press("#token", "Enter")
    assert "not on the list" in page.inner_text("#warning")
    page.click("#confirm-no")
    page.click("#met")
    assert page.input_value("#kind") == "joined"
    page.click("#confirm-no")
    assert page.input_value("#kind") == "boarded", "the next in the queue boards"
    page.evaluate(
        """async () => { const {openOutbox} = await import('/static/regreso/outbox.js');
        const people = [['bus-7', '', '', '', '']];
        await (await openOutbox('board')).set('list T1', {trip: 'T1', people}); }"""
    )
    page.reload()
    page.fill("#token", "bus-9")
    page.press("#token", "Enter")
    page.wait_for_selector("#confirm:not([hidden])")
    assert "Read it again" in page.inner_text("#warning")


def test_a_telephone_that_was_switched_off_keeps_what_it_has_and_gives_a_file(
    cast: Cast, door: Door, page: Page, live_site: str
) -> None:
    pair(page, live_site, door)
    equip.end(door.device, by=cast.by("coordinator_a"), at=cast.at)
    write(page, ONE)
    page.wait_for_selector("#ended:not([hidden])", timeout=40_000)
    waits(page, 1)
    with page.expect_download() as download:
        page.click("#export")
    (line,) = download.value.path().read_text(encoding="utf-8").splitlines()
    event = json.loads(line)
    assert (event["person"], event["kind"]) == (ONE, "boarded")
    client = sit(cast.coordinator_a)
    brought = SimpleUploadedFile("phone.jsonl", download.value.path().read_bytes())
    answer = client.post("/en/manifest/events/", {"file": brought})
    assert answer.status_code == 200
    assert states(cast) == {ONE: "open"}


def test_where_the_browser_reads_codes_the_camera_finds_the_token(
    cast: Cast, door: Door, page: Page, live_site: str
) -> None:
    """A slip's code may be an address that ends with the token. The reader is a double: Debian's has none."""
    seen = f"https://example.org/slip#{ONE}"
    page.add_init_script(
        f"window.BarcodeDetector = class {{ async detect() {{ return [{{rawValue: '{seen}'}}]; }} }};"
    )
    pair(page, live_site, door)
    page.click("#scan")
    page.wait_for_selector("#confirm:not([hidden])")
    assert page.locator("#scanner").is_hidden()
    page.click("#confirm-yes")
    page.wait_for_selector("#log li")
    waits(page, 0)
    assert states(cast) == {ONE: "open"}


def test_the_page_speaks_four_languages_and_reads_tokens_as_the_server_does(
    door: Door, page: Page, live_site: str
) -> None:
    pair(page, live_site, door, "uk")
    for language, word in (("uk", "Записати"), ("ru", "Записать"), ("es", "Anotar"), ("en", "Write down")):
        page.goto(f"{live_site}/board/{language}/")
        page.wait_for_selector("#work:not([hidden])")
        assert page.locator("#confirm-yes").text_content() == word
        fits(page)
        shot(page, f"board-{language}")
    tokens = [new_token() for _ in range(50)]
    typed = [token.lower().replace("-", "") for token in tokens]
    wrong = [token[:-1] + ("2" if token[-1] != "2" else "3") for token in tokens]
    ours = "const {readToken, newToken} = await import('/static/regreso/tokens.js');"
    script = f"async (all) => {{ {ours} return all.map(readToken); }}"
    assert page.evaluate(script, typed) == tokens
    assert page.evaluate(script, wrong) == [""] * 50
    made = page.evaluate(f"async () => {{ {ours} return Array.from({{length: 50}}, newToken); }}")
    assert [read_token(token) for token in made] == made


# --- a killed browser -------------------------------------------------------------------------------


def test_a_killed_browser_has_lost_nothing_and_begins_where_it_was_without_a_network(
    cast: Cast, door: Door, profile: Profile, live_site: str
) -> None:
    page = profile.open()
    pair(page, live_site, door)
    page.context.set_offline(offline=True)
    write(page, ONE)
    write(page, CHILD)
    page.fill("#token", TWO)
    profile.kill()
    again = profile.open()
    again.context.set_offline(offline=True)
    again.goto(f"{live_site}/board/en/")
    again.wait_for_selector("#work:not([hidden])")
    waits(again, 2)
    assert ManifestEvent.objects.count() == 0
    write(again, TWO)
    profile.kill()
    last = profile.open()
    last.goto(f"{live_site}/board/en/")
    waits(last, 0)
    assert states(cast) == {ONE: "open", CHILD: "open", TWO: "open"}
    numbers = list(ManifestEvent.objects.order_by("sequence").values_list("person", flat=True))
    assert numbers == [ONE, CHILD, TWO]


def test_a_tab_that_dies_while_it_sends_sends_the_rest_when_it_is_back(
    cast: Cast, door: Door, profile: Profile, live_site: str
) -> None:
    """The server took the first; its answer met nobody."""
    page = profile.open()
    pair(page, live_site, door)
    page.context.set_offline(offline=True)
    for token in (ONE, CHILD, TWO):
        write(page, token)
    page.context.set_offline(offline=False)
    door.cast.operation.refresh_from_db()
    with suppress(Exception):
        page.evaluate("fetch('/board/api/events/')")
        page.goto("chrome://crash", timeout=3000)
    profile.kill()
    last = profile.open()
    last.goto(f"{live_site}/board/en/")
    waits(last, 0)
    assert states(cast) == {ONE: "open", CHILD: "open", TWO: "open"}
    assert ManifestEvent.objects.count() == 3


def test_the_square_of_a_telephones_code_pairs_it_without_typing(
    cast: Cast, door: Door, page: Page, live_site: str
) -> None:
    assert door.code
    enter(page, live_site, sit(cast.coordinator_a))
    visit(page, live_site, "uk", "manifest-devices")
    page.locator("main input[name=label]").fill("ворота 3")
    page.locator("main .card form button").last.click()
    square = page.locator("figure.square svg")
    square.wait_for()
    fits(page)
    shot(page, "manifest-handed-uk-390")
    box = square.bounding_box()
    assert box
    assert box["width"] >= 200
    assert box["width"] == pytest.approx(box["height"], abs=2)
    link = str(page.locator("main a[href*='#']").get_attribute("href"))
    page.goto(link)
    page.wait_for_selector("#choose:not([hidden])")
    until(page, "location.hash === ''")
    assert page.locator("#trip option").count() == 1
