"""A small invented operation, made and served by the same commands as `make demo`, and a walk over its pages.

Three look at every page of it: the accessibility test, the pictures of the docs, and the bench of the pages.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

PEOPLE, ENQUIRIES = 400, 60
PATIENCE = 300.0  # seconds: the machine may be busy
LANGUAGES = ("es", "uk", "ru", "en")
MAKE = """
import sys
from regreso.cli.opened import opened
opened(first_start=True, or_demo=False)
from regreso.cli.demo import work
from regreso.demo import kept
from regreso.demo.make import make
from regreso.demo.truth import Size
kept.remember(make(Size(int(sys.argv[1]), int(sys.argv[2])), work, lambda *told: None))
"""
_LINK = re.compile(r'<a\b[^>]*\bhref="([^"]+)"')
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Site:
    """Where the demo is served, and what its maker remembered: accounts, password, a family's phrase."""

    address: str
    home: Path
    kept: dict[str, Any]


@contextmanager
def served(
    home: Path, *, people: int = PEOPLE, enquiries: int = ENQUIRIES, database: str = ""
) -> Iterator[Site]:
    """Make the demo in this folder unless it is there, serve it on a free port, and end it.

    Args:
        home: the folder of its database and keys.
        people: registered people.
        enquiries: family enquiries.
        database: the address of an empty PostgreSQL database; "" for SQLite in the folder.
    """
    port, realtime = free_port(), free_port()
    env = os.environ | {
        "REGRESO_HOME": str(home), "REGRESO_PORT": str(port), "REGRESO_REALTIME_PORT": str(realtime),
        "REGRESO_SECOND_FACTOR": "offered", "REGRESO_SQLITE_SYNCHRONOUS": "NORMAL",
        "REGRESO_WEB_PROCESSES": "1",
    }  # fmt: skip
    command = [sys.executable, "-m", "regreso.cli"]
    size = ["--people", str(people), "--enquiries", str(enquiries)]
    make = [*command, "demo", "--no-serve", *size]
    if database:  # the demo command keeps to its embedded database: the same is made by its parts
        env["REGRESO_DATABASE_URL"] = database
        make = [sys.executable, "-c", MAKE, str(people), str(enquiries)]
    subprocess.run(make, check=True, env=env, stdout=subprocess.DEVNULL)
    kept = json.loads((home / "demo.json").read_text(encoding="utf-8"))
    with (home / "served.log").open("wb") as log:
        running = subprocess.Popen(
            [*command, "serve"], env=env, stdout=log, stderr=log, start_new_session=True
        )
    site = Site(f"http://localhost:{port}", home, kept)
    try:
        _wait_for(site, running)
        yield site
    finally:
        running.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            running.wait(20)
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(site: Site, running: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if running.poll() is not None:
            raise RuntimeError(f"the demo ended by itself; its log is {site.home / 'served.log'}")
        with suppress(URLError, OSError):
            Visitor(site).get("/en/")
            return
        time.sleep(0.2)
    raise RuntimeError(f"the demo did not answer within {PATIENCE} s")


class Visitor:
    """A browser without a screen: it keeps cookies, sends forms, and tells what a page links to."""

    def __init__(self, site: Site) -> None:
        self.site, self.cookies = site, CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self.cookies))

    def get(self, path: str, sent: dict[str, str] | None = None) -> tuple[int, str, str]:
        """(status, type of content, text) of a page; with `sent` a form is sent to it first."""
        address = urljoin(self.site.address, path)
        data = None
        if sent is not None:
            token = _TOKEN.search(self.get(path)[2])
            data = urlencode({"csrfmiddlewaretoken": token[1] if token else "", **sent}).encode()
        try:
            asked = Request(address, data=data, headers={"Referer": address})  # noqa: S310 - our own address
            with self._opener.open(asked) as answer:
                kind = answer.headers.get_content_type()
                text = answer.read().decode("utf-8", "replace") if kind == "text/html" else ""
                return answer.status, kind, text
        except HTTPError as error:
            return error.code, "", error.read().decode("utf-8", "replace")

    def sign_in(self, name: str) -> None:
        """As a member of the demo's staff."""
        sent = {"username": name, "password": str(self.site.kept["password"]), "next": ""}
        status, _, page = self.get("/en/sign-in/", sent)
        if status >= 400 or 'name="password"' in page:  # noqa: PLR2004 - an error of HTTP
            raise RuntimeError(f"{name} could not sign in ({status})")

    def come_back(self) -> None:
        """As the family whose way the demo walked: with their phrase."""
        self.get("/en/my-enquiry/", {"phrase": str(self.site.kept["family"]["phrase"])})

    def cookie_list(self) -> list[dict[str, str]]:
        """The cookies, as a real browser takes them over."""
        return [{"name": one.name, "value": str(one.value), "url": self.site.address} for one in self.cookies]


def links(page: str, at: str) -> list[str]:
    """The addresses on this site that a page links to, without language and fragment, in order."""
    found = []
    for link in _LINK.findall(page):
        target = urlsplit(urldefrag(urljoin(at, unescape(link)))[0])
        if target.scheme in ("http", "https") and target.netloc == urlsplit(at).netloc:
            query = f"?{target.query}" if target.query else ""
            found.append(without_language(target.path) + query)
    return list(dict.fromkeys(found))


def without_language(path: str) -> str:
    """`/uk/desk/` → `/desk/`; another path as it is."""
    first, _, rest = path.lstrip("/").partition("/")
    return f"/{rest}" if first in LANGUAGES else path


def visitors(site: Site) -> Iterator[tuple[str, Visitor, str]]:
    """Everybody who comes: a stranger, the family, each account; where each begins."""
    yield "nobody", Visitor(site), "/"
    family = Visitor(site)
    family.come_back()
    yield "family", family, "/my-enquiry/"
    for name in site.kept["accounts"]:
        member = Visitor(site)
        member.sign_in(name)
        yield name, member, "/desks/"
