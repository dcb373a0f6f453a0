"""Pictures of every desk, from the demo: tools/pictures.py [FOLDER]

The demo is made small and served; Debian's Chromium opens each desk at the width of a phone and of a screen,
in two languages. The pictures go to docs/explanation/pictures/desks as WebP, and docs/explanation/desks.md
names them. Everybody in them is invented.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

from demo_site import Site, Visitor, links, served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "explanation" / "pictures" / "desks"
PAGE = ROOT / "docs" / "explanation" / "desks.md"
LANGUAGES = ("uk", "es")
SIZES = {"phone": (360, 900), "screen": (1280, 900)}
QUALITY = 40
MOST_BYTES = 3_000_000  # of all pictures together
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-sync")


@dataclass(frozen=True)
class Desk:
    """A page to be drawn: its name in the docs, whose it is, where it is; `first` opens its first row."""

    name: str
    title: str
    who: str
    path: str
    first: str = ""  # the beginning of the link of the row that is opened


DESKS = (
    Desk("front", "The first page", "nobody", "/"),
    Desk("ask", "A family asks", "nobody", "/ask/"),
    Desk("family", "The family's own page", "family", "/my-enquiry/"),
    Desk("operator", "Operator: enquiries", "operator", "/desk/"),
    Desk("operator-one", "Operator: one enquiry", "operator", "/desk/", "/desk/"),
    Desk("registrar", "Registrar: held at my site", "registrar", "/holding/"),
    Desk("registrar-new", "Registrar: one-minute registration", "registrar", "/holding/new/"),
    Desk("review", "Reviewer: pairs", "reviewer-a", "/review/"),
    Desk("review-one", "Reviewer: one pair", "reviewer-a", "/review/", "/review/"),
    Desk("liaison", "Family liaison", "liaison-a", "/liaison/families/"),
    Desk("liaison-one", "Family liaison: one family", "liaison-a", "/liaison/families/", "/liaison/answer/"),
    Desk("messages", "Message reviewer", "messages-a", "/messages/"),
    Desk("officer", "Officer: handovers", "officer-a", "/officer/"),
    Desk("bureau", "Bureau: to notify", "bureau", "/bureau/"),
    Desk("deadlines", "Deadlines", "auditor", "/deadlines/auditor/"),
    Desk("figures", "Figures, small ones as “<5”", "auditor", "/deadlines/auditor/figures/"),
    Desk("coordinator", "Coordinator: trips", "coordinator-a", "/manifest/"),
    Desk("corridors", "Coordinator: corridors", "coordinator-a", "/corridors/"),
    Desk("escort", "Escort", "escort", "/escort/"),
    Desk("reading", "Reading officer", "reading-officer", "/sources/"),
    Desk("administrator", "Administrator", "administrator-a", "/admin/"),
)


def main() -> int:
    """Draw all, and write the page that shows them."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    chromium = shutil.which("chromium")
    if chromium is None:
        print("no Chromium: apt-get install chromium", file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, served(Path(home)) as site, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        missing = [desk.name for desk in DESKS if not _draw(desk, site, browser, folder)]
        browser.close()
    total = sum(path.stat().st_size for path in folder.glob("*.webp"))
    print(f"{len(list(folder.glob('*.webp')))} pictures, {total:,} bytes")
    PAGE.write_text("\n".join(_page()) + "\n", encoding="utf-8")
    if missing or total > MOST_BYTES:
        print(f"not drawn: {missing}; at most {MOST_BYTES:,} bytes", file=sys.stderr)
        return 1
    return 0


def _draw(desk: Desk, site: Site, browser: Browser, folder: Path) -> bool:
    visitor = Visitor(site)
    if desk.who == "family":
        visitor.come_back()
    elif desk.who != "nobody":
        visitor.sign_in(desk.who)
    path = _row(desk, visitor)
    if not path or visitor.get(f"/en{path}")[0] != 200:  # noqa: PLR2004 - it is there
        return False
    for language in LANGUAGES:
        for name, (width, height) in SIZES.items():
            context = browser.new_context(viewport={"width": width, "height": height})
            context.add_cookies(visitor.cookie_list())  # type: ignore[arg-type]  # Playwright's own mapping
            page = context.new_page()
            page.goto(f"{site.address}/{language}{path}")
            page.wait_for_load_state("networkidle")
            _keep(page.screenshot(), folder / f"{desk.name}-{language}-{name}.webp", width)
            context.close()
    return True


def _row(desk: Desk, visitor: Visitor) -> str:
    if not desk.first:
        return desk.path
    status, _, text = visitor.get(f"/en{desk.path}")
    rows = [
        link for link in links(text, f"{visitor.site.address}/en{desk.path}")
        if link.startswith(desk.first) and len(link) > len(desk.first) + 30  # an id has 36 letters
    ]  # fmt: skip
    return rows[0] if status == 200 and rows else ""  # noqa: PLR2004 - it is there


def _keep(png: bytes, target: Path, width: int) -> None:
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    if width > 960:  # noqa: PLR2004 - wide ones are made smaller for the page
        picture = picture.resize((960, round(picture.height * 960 / picture.width)))
    picture.save(target, "WEBP", quality=QUALITY, method=6)


def _page() -> Iterator[str]:
    yield "# Every desk, in pictures"
    yield ""
    yield "Drawn from the demo by `.venv/bin/python tools/pictures.py`; everybody in them is invented."
    yield "Each desk on a telephone and on a screen, in Ukrainian and in Spanish."
    for desk in DESKS:
        yield ""
        yield f"## {desk.title}"
        for language in LANGUAGES:
            yield ""
            words = {"uk": "Ukrainian", "es": "Spanish"}[language]
            for name in SIZES:
                target = f"pictures/desks/{desk.name}-{language}-{name}.webp"
                yield f"![{desk.title}, on a {name}, in {words}]({target})"


if __name__ == "__main__":
    sys.exit(main())
