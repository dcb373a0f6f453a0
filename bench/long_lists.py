"""How long lists of 100,000 rows take to answer: long_lists.py [ROWS] [OUT].

So many rows of each noun of bench/list_rows.py are put into a casebook (SQLite, or the database that
REGRESO_DATABASE_URL names; sealed as in use), and each list is asked for as a browser does, signed in,
with the audit of reads: as it is, by each order, and by each word of each filter. Measured: the median and
the 95th part of a hundred of the answers, by the clock and by the processor of this process. Everything is
invented from a seed.
"""

from __future__ import annotations

import json
import os
import platform
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

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
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from list_rows import LISTS, filled, signed_in

from regreso.casebook.actor import Actor
from regreso.casebook.models import Operation, append_move

TIMES = 5
FORM = re.compile(r'<form class="chosen" method="get"[^>]*>(.*?)</form>', re.DOTALL)


def choices(page: str) -> list[str]:
    """Each order and each word of each filter, as the page offers them; and a page far down."""
    told = ["", "?page=3900"]
    for form in FORM.findall(page):
        for name, options in re.findall(r'<select name="(\w+)">(.*?)</select>', form, re.DOTALL):
            told += [f"?{name}={code}" for code in re.findall(r'<option value="([^"]+)"', options)]
        told += [f"?{name}=2022-03-03" for name in re.findall(r'<input type="date" name="(\w+)"', form)]
    return told


def asked(client: Client, name: str) -> dict[str, Any]:
    """One list: over all its choices, and which of them took longest."""
    with override("en"):
        address = reverse(name)
    page = client.get(address).content.decode()
    walls, used, worst = [], [], ("", 0.0)
    queries = choices(page)
    for query in queries:
        client.get(address + query)  # fills what is filled once
        here = []
        for _ in range(TIMES):
            began, processor = time.perf_counter(), time.process_time()
            answer = client.get(address + query)
            here.append(1000 * (time.process_time() - processor))
            walls.append(1000 * (time.perf_counter() - began))
            if answer.status_code != 200:
                raise SystemExit(f"{address}{query} answered {answer.status_code}")
        used += here
        if statistics.median(here) > worst[1]:
            worst = (query, statistics.median(here))
    return {
        "choices": len(queries),
        "cpu_p50_ms": round(statistics.median(used), 1), "cpu_p95_ms": round(part(used), 1),
        "clock_p50_ms": round(statistics.median(walls), 1), "clock_p95_ms": round(part(walls), 1),
        "slowest": worst[0], "slowest_cpu_ms": round(worst[1], 1),
    }  # fmt: skip


def part(times: list[float]) -> float:
    """The 95th part of a hundred."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    operation = Operation(name="An invented crisis")
    append_move(operation, "open", by=Actor("administrator", "ada"), at=timezone.now())
    staff, site = signed_in(operation)
    began = time.process_time()
    filled(operation, site, staff, many)
    print(f"filled in {time.process_time() - began:.0f} s of the processor", file=sys.stderr, flush=True)
    answers = {}
    for name, who in LISTS:
        client = Client()
        client.force_login(staff[who])
        answers[name] = asked(client, name)
        print(name, json.dumps(answers[name]), file=sys.stderr, flush=True)
    result = {
        "command": f"python bench/long_lists.py {many}",
        "database": connection.vendor,
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, shared with other work",
        "load_1m": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "django": django.get_version(),
        "seed": 20220503,
        "rows": many,
        "answers": answers,
    }
    text = json.dumps(result, indent=1)
    print(text)
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
