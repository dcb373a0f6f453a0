"""Whether hit and miss take the same time: uniform.py [REQUESTS] [OUT].

Two families ask for a man of the same name in two operations that are alike, but that in one of them he is
held, found with a high probability and taken for confirmed. Each page that a family can ask for is asked for
as both, by turns in random order, REQUESTS times in all (2,000 unless told). Told: the medians by clock and
by processor, Cohen's d and Cliff's delta of the two, and how well a threshold would tell them apart (the area
under the curve; 0.5 is a coin). Everything is invented.
"""

from __future__ import annotations

import json
import math
import os
import platform
import random
import re
import statistics
import sys
import tempfile
import time
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
from django.utils import timezone

from regreso.casebook.actor import Actor
from regreso.casebook.models import (
    Allowance,
    Custody,
    Enquiry,
    Match,
    Operation,
    Person,
    Site,
    Staff,
    append_move,
)
from regreso.steps import ask, register, search

ADA = Actor("administrator", "ada")
SMALL_D, SMALL_DELTA = 0.2, 0.147  # below these an effect is called negligible (Cohen 1988; Romano 2006)
NAME, BIRTH = "Тарасенко Сергій Петрович", "21.04.1999"


def form(client: Client, operation: Operation) -> dict[str, str]:
    page = client.get("/uk/ask/").content.decode()
    token = re.findall(r'name="token" value="([0-9a-f-]{36})"', page)[0]
    return {"token": token, "operation": str(operation.pk), "as_written": NAME, "birth": BIRTH, "store": "on"}


def asked(operation: Operation) -> tuple[Client, Enquiry]:
    client = Client()
    told = form(client, operation)
    client.post("/uk/ask/", told)
    client.post("/uk/ask/receipt/")
    return client, Enquiry.objects.get(pk=told["token"])


def founded(*, held: bool) -> Operation:
    operation = Operation(name="An invented crisis")
    append_move(operation, "open", by=ADA, at=timezone.now())
    Operation.objects.filter(pk=operation.pk).update(opened_at=timezone.now())
    site = Site.objects.create(operation=operation, code="C1", kind="camp", name="Invented camp")
    rng, by = random.Random(20220503), Actor("registrar", str(Staff.objects.create_user(f"rita-{held}").pk))
    given = ("Іван", "Петро", "Богдан", "Олег", "Марко")
    crowd = [(f"Коваль{n}", rng.choice(given), "", f"{rng.randint(1960, 2003)}") for n in range(300)]
    him = ("Тарасенко" if held else "Нечипоренко", "Сергій" if held else "Остап", "Петрович", "1999-04-21")
    for surname, name, father, birth in [him, *crowd]:
        person = Person(operation=operation, surname=surname, given=name, patronymic=father, birth=birth)
        register.register(Custody(operation=operation, site=site), person, by=by, at=timezone.now())
    return operation


def timed(client: Client, address: str) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    answer = client.get(address)
    spent = time.perf_counter() - clock, time.process_time() - processor
    assert answer.status_code == 200, (address, answer.status_code)
    return spent[0] * 1000, spent[1] * 1000


def told_apart(hit: list[float], miss: list[float]) -> dict[str, float]:
    """Two samples of milliseconds: how far they lie from each other."""
    spread = math.sqrt((statistics.variance(hit) + statistics.variance(miss)) / 2)
    d = (statistics.fmean(hit) - statistics.fmean(miss)) / spread if spread else 0.0
    ordered = sorted([(one, 1) for one in hit] + [(one, 0) for one in miss])
    above = misses = 0
    for _, is_hit in ordered:
        misses += not is_hit
        above += misses if is_hit else 0
    area = above / (len(hit) * len(miss))
    error = math.sqrt((len(hit) + len(miss) + 1) / (12 * len(hit) * len(miss)))
    return {
        "hit_ms": round(statistics.median(hit), 3), "miss_ms": round(statistics.median(miss), 3),
        "cohen_d": round(d, 4), "cliff_delta": round(2 * area - 1, 4), "area": round(area, 4),
        "area_error": round(error, 4),
    }  # fmt: skip


def measure(many: int, operations: dict[str, Operation]) -> dict[str, dict[str, dict[str, float]]]:
    families = {who: asked(operation) for who, operation in operations.items()}
    for _client, enquiry in families.values():
        search.search_enquiry(enquiry.pk, at=timezone.now())
    found = Match.objects.get(probability__gt=0.9)
    assert found.enquiry_id == families["hit"][1].pk
    ask.take_up(Enquiry.objects.get(pk=found.enquiry_id), at=timezone.now())
    ask.confirm(Enquiry.objects.get(pk=found.enquiry_id), at=timezone.now())
    pages = {"status": "/uk/my-enquiry/", "tell": "/uk/my-enquiry/{}/tell/"}
    rng, results = random.Random(7), {}
    for name, address in pages.items():
        order = [who for who in families for _ in range(many // (2 * len(pages)))]
        rng.shuffle(order)
        spent: dict[str, list[tuple[float, float]]] = {"hit": [], "miss": []}
        for who in [*families, *order]:  # the first of each is the warm-up
            client, enquiry = families[who]
            spent[who].append(timed(client, address.format(enquiry.pk)))
        by = {
            kind: told_apart(*([one[place] for one in spent[who][1:]] for who in ("hit", "miss")))
            for place, kind in enumerate(("clock", "processor"))
        }
        results[name] = by | {"requests": {"n": len(order)}}
    return results


def asking(many: int, operations: dict[str, Operation]) -> dict[str, dict[str, float]]:
    """Sending the form itself, about somebody who is held and about nobody: the search is the worker's."""
    rng, spent = random.Random(11), {"hit": [], "miss": []}
    order = [who for who in spent for _ in range(many // 2)]
    rng.shuffle(order)
    for who in ["hit", "miss", *order]:
        Allowance.objects.all().delete()
        client = Client()
        told = form(client, operations[who])
        clock, processor = time.perf_counter(), time.process_time()
        answer = client.post("/uk/ask/", told)
        spent[who].append(((time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000))
        assert answer.status_code == 303
    by = {
        kind: told_apart(*([one[place] for one in spent[who][1:]] for who in ("hit", "miss")))
        for place, kind in enumerate(("clock", "processor"))
    }
    return by | {"requests": {"n": len(order)}}


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    call_command("migrate", verbosity=0)
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    operations = {"hit": founded(held=True), "miss": founded(held=False)}
    pages = measure(many, operations)
    pages["ask (sent)"] = asking(max(many // 5, 20), operations)
    worst = max(
        (abs(by[kind]["cohen_d"]), abs(by[kind]["cliff_delta"]))
        for by in pages.values()
        for kind in ("clock", "processor")
    )
    told = {
        "command": "python bench/uniform.py " + " ".join(sys.argv[1:]),
        "python": platform.python_version(), "processors": os.cpu_count(), "load": os.getloadavg()[0],
        "negligible": {"cohen_d": SMALL_D, "cliff_delta": SMALL_DELTA},
        "worst": {"cohen_d": worst[0], "cliff_delta": worst[1]},
        "pages": pages,
    }  # fmt: skip
    print(json.dumps(told, indent=1, ensure_ascii=False))
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
