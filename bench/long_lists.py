"""How long lists of 100,000 rows take to answer: long_lists.py [ROWS] [OUT].

So many leads, people held and matches are put into a casebook on SQLite (sealed as in use), and each list is
asked for as a browser does, signed in, with the audit of reads. Measured: the median and the worst of nine
answers, by the clock and by the processor. Everything is invented from a seed.
"""

from __future__ import annotations

import json
import os
import platform
import random
import statistics
import sys
import tempfile
import time
import uuid
from datetime import timedelta
from pathlib import Path

HOME = tempfile.mkdtemp(prefix="regreso-bench-")
os.environ.update(
    REGRESO_HOME=HOME, REGRESO_KEYS_FILE=f"{HOME}/keys.json", REGRESO_SQLITE_SYNCHRONOUS="NORMAL"
)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regreso.project.settings")

import django

from regreso.casebook.keys import make_key_file

make_key_file(Path(HOME) / "keys.json")
django.setup()

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from regreso import story
from regreso.casebook.actor import Actor
from regreso.casebook.models import (
    Custody,
    Document,
    Enquirer,
    Enquiry,
    Grant,
    Lead,
    Match,
    Operation,
    Person,
    Site,
    Sought,
    Staff,
    append_move,
)

ADA, BOB = Actor("administrator", "ada"), Actor("administrator", "bob")
TIMES = 9
ASKED = (
    ("reader", "sources", "?part=waiting"), ("reader", "sources", "?part=waiting&kind=count"),
    ("reader", "sources", "?part=waiting&section=feed"), ("reader", "sources", "?part=waiting&sort=newest"),
    ("reader", "sources", "?part=waiting&sort=sure"), ("reader", "sources", "?part=waiting&page=9000"),
    ("reader", "sources", "?part=accepted"),
    ("registrar", "holding", ""), ("registrar", "holding", "?page=3900"), ("registrar", "holding-heads", ""),
    ("registrar", "holding-cards", ""), ("registrar", "deadlines-registrar", ""),
    ("reviewer", "review", ""), ("reviewer", "review", "?page=3900"),
)  # fmt: skip


def signed_in(operation: Operation, role: str, site: Site | None = None) -> Client:
    staff = Staff.objects.create_user(role)
    grant = Grant(operation=operation, staff=staff, role=role, site=site)
    append_move(grant, "ask", by=ADA, at=timezone.now())
    append_move(grant, "give", by=BOB, at=timezone.now())
    client = Client()
    client.force_login(staff)
    return client


def fill(operation: Operation, site: Site, many: int) -> None:
    rng, now = random.Random(20220503), timezone.now()
    page = Document.objects.create(
        operation=operation, state="read", fingerprint=b"bench", handed_in_at=now, kind="page"
    )
    people = [
        Person(operation=operation, surname=f"Коваль{n}", given="Іван", birth="1990") for n in range(many)
    ]
    Person.objects.bulk_create(people, batch_size=500)
    held = [
        Custody(operation=operation, person=one, site=site, state="registered", arrived_at=now,
                card_due_at=now + timedelta(hours=rng.randint(-200, 168)), bureau_due_at=now)
        for one in people
    ]  # fmt: skip
    Custody.objects.bulk_create(held, batch_size=500)
    mother = Enquirer.objects.create(operation=operation, name="Олена")
    son = Sought.objects.create(operation=operation, surname="Коваль", given="Іван")
    enquiry = Enquiry.objects.create(operation=operation, enquirer=mother, sought=son, state="searching")
    Match.objects.bulk_create(
        (Match(operation=operation, enquiry=enquiry, custody=one, state="potential", rank=1,
               probability=rng.random())
         for one in held),
        batch_size=500,
    )  # fmt: skip
    Lead.objects.bulk_create(
        (Lead(operation=operation, document=page, state="new", kind="count" if n % 3 else "person",
              section="feed" if n % 1000 == 0 else "story", place=n % 5, conf=rng.random(),
              told_on=(now - timedelta(days=n % 90)).date(), found_at=now, fingerprint=n.to_bytes(16, "big"),
              claim={"kind": "count", "polarity": "asserted", "best": 180},
              excerpt=[{"text": "x", "field": ""}])
         for n in range(many)),
        batch_size=500,
    )  # fmt: skip


def asked(client: Client, name: str, query: str) -> dict[str, float]:
    with override("en"):
        address = reverse(name) + query
    walls, used = [], []
    for _ in range(TIMES + 1):
        began, processor = time.perf_counter(), time.process_time()
        answer = client.get(address)
        used.append(time.process_time() - processor)
        walls.append(time.perf_counter() - began)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}")
    walls, used = walls[1:], used[1:]  # the first fills what is filled once
    return {
        "median_ms": round(1000 * statistics.median(walls), 1), "worst_ms": round(1000 * max(walls), 1),
        "cpu_median_ms": round(1000 * statistics.median(used), 1), "bytes": len(answer.content),
    }  # fmt: skip


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    operation = Operation(name="An invented crisis")
    append_move(operation, "open", by=ADA, at=timezone.now())
    site = Site.objects.create(operation=operation, code=str(uuid.uuid4())[:8])
    clients = {
        "reader": signed_in(operation, story.READING_OFFICER),
        "registrar": signed_in(operation, story.REGISTRAR, site),
        "reviewer": signed_in(operation, story.REVIEWER),
    }
    fill(operation, site, many)
    result = {
        "command": f"python bench/long_lists.py {many}",
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, shared with other work",
        "python": platform.python_version(),
        "django": django.get_version(),
        "seed": 20220503,
        "rows": many,
        "answers": {name + query: asked(clients[who], name, query) for who, name, query in ASKED},
    }
    text = json.dumps(result, indent=1)
    print(text)
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
