"""axe-core finds nothing on any page of the demo: of a stranger, the family, and every member of staff.

Each page that a link leads to is opened once by its kind (the name of its address), in one of the four
languages by turns, on a phone. Chromium does it, and nothing is fetched.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.urls import Resolver404, resolve

from demo_site import LANGUAGES, Site, Visitor, links, served, visitors, without_language

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
DIGEST = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """rules => axe.run(document, {runOnly: {type: "tag", values: rules}, resultTypes: ["violations"]})
    .then(done => done.violations.map(one => `${one.id}: `
        + one.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(" | ")))"""
FEWEST = 60  # kinds of pages; fewer would mean that the walk has lost its way


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[Site]:
    assert chromium
    with served(tmp_path_factory.mktemp("demo"), people=200, enquiries=40) as site:
        yield site


def kind_of(path: str) -> str:
    """The name of an address; "" where no page of ours is."""
    try:
        return str(resolve(f"/en{path.partition('?')[0]}").url_name or "")
    except Resolver404:
        return ""


def pages(visitor: Visitor, start: str, seen: set[str]) -> Iterator[str]:
    """The pages that this visitor comes to by links, one of each kind that nobody saw before."""
    waiting, walked = [start], set[str]()
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(path)
        if not kind or kind in walked or kind in ("sign-out", "leave"):
            continue
        walked.add(kind)
        status, content, text = visitor.get(f"/en{path}")
        if status == 200 and content == "text/html":
            if kind not in seen:
                seen.add(kind)
                yield path
            waiting += links(text, f"{visitor.site.address}/en{path}")


def faults(page: Page, address: str) -> list[str]:
    page.goto(address)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(RUN, RULES)
    return found


def test_axe_is_the_one_that_we_name() -> None:
    assert hashlib.sha256(AXE.read_bytes()).hexdigest() == DIGEST


def test_nothing_is_found_on_any_page(site: Site, browser: Browser) -> None:
    seen, wrong = set[str](), dict[str, list[str]]()
    for who, visitor, start in visitors(site):
        context = browser.new_context(viewport={"width": 360, "height": 740})
        page = context.new_page()
        for path in pages(visitor, start, seen):
            context.add_cookies(visitor.cookie_list())  # type: ignore[arg-type]  # Playwright's own mapping
            language = LANGUAGES[len(seen) % len(LANGUAGES)]
            found = faults(page, f"{site.address}/{language}{without_language(path)}")
            if found:
                wrong[f"{who} {language}{path}"] = found
        context.close()
    told = [f"{where}: {fault}" for where, found in wrong.items() for fault in found]
    assert not told, "\n".join(told)
    assert len(seen) >= FEWEST, sorted(seen)
