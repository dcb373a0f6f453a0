"""A list of 100,000 people taken in and undone: register_list.py [ROWS] [OUT].

The list is written as CSV and as XLSX, handed in, looked through without writing, taken in by portions into a
casebook on SQLite (sealed as in use), and undone. Measured: each part by the clock and by the processor, how
long one portion holds the operation's turn at most, and the most memory that the process ever had. People are
invented from a seed.
"""

from __future__ import annotations

import io
import json
import os
import platform
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
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

import openpyxl
from django.core.management import call_command
from django.utils import timezone

from regreso.casebook.actor import Actor
from regreso.casebook.models import Custody, CustodyList, Operation, Site, Staff, append_move, history
from regreso.jobs import lists
from regreso.steps import import_list

COLUMNS = ("Прізвище", "Ім'я", "По батькові", "Дата народження", "Стать", "Звання", "Місто", "В/ч")
FIELDS = ["surname", "given", "patronymic", "birth", "sex", "rank", "settlement", "unit"]


def people(many: int) -> list[tuple[str, ...]]:
    rng = random.Random(20220503)
    parts = ("Кова", "Шев", "Бонда", "Мель", "Ткач", "Крав", "Лис", "Руд", "Моро", "Гон")
    ends = ("ченко", "ль", "р", "ник", "ук", "ець", "енко", "з", "чар")
    made = []
    for n in range(many):
        birth = f"{rng.randint(1, 28):02}.{rng.randint(1, 12):02}.{rng.randint(1960, 2003)}"
        if n % 500 == 0:
            birth = "31.02.1990"
        made.append(
            (rng.choice(parts) + rng.choice(parts).lower() + rng.choice(ends), rng.choice(("Іван", "Тарас")),
             "Іванович", birth, "ч", "солдат", f"Місто {rng.randint(1, 900)}", f"А{n % 5000:04}")
        )  # fmt: skip
    return made


def csv_of(rows: list[tuple[str, ...]]) -> bytes:
    return "\n".join(";".join(row) for row in (COLUMNS, *rows)).encode()


def xlsx_of(rows: list[tuple[str, ...]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (COLUMNS, *rows):
        sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def timed(work: Callable[[], object]) -> dict[str, float]:
    began, used = time.perf_counter(), time.process_time()
    work()
    return {"s": round(time.perf_counter() - began, 2), "cpu_s": round(time.process_time() - used, 2)}


def walked(operation: Operation, name: str, data: bytes) -> dict[str, object]:
    """One list, from the door to its undoing."""
    one_by, two_by = (Actor("registrar", str(Staff.objects.create_user(name + who).pk)) for who in "ab")
    site = Site.objects.create(operation=operation, code=name)
    one = CustodyList(operation=operation, site=site)
    plan = {"columns": FIELDS, "kind": "prisoner_of_war", "without_cells": False, "alike_too": True}
    at = timezone.now()
    found: dict[str, object] = {"bytes": len(data)}
    found["hand_in"] = timed(lambda: import_list.hand_in(one, data, name=name, by=one_by, at=at))
    move = import_list.map_columns(one, plan, by=one_by, at=at)
    found["look"] = timed(lambda: lists.look_through(move))
    lists.finish_look(move, at)
    one.refresh_from_db()
    found["rows"], found["would_take"], found["faulty"] = one.total, one.takes, one.faulty
    taking = import_list.take_in(one, by=one_by, at=at)
    portions: list[float] = []
    whole = import_list.take_portion

    def portion(*args: object, **kwargs: object) -> bool:
        began = time.perf_counter()
        done = whole(*args, **kwargs)
        portions.append(time.perf_counter() - began)
        return done

    import_list.take_portion = portion
    found["take"] = timed(lambda: lists.take_in(taking))
    import_list.take_portion = whole
    found["longest_portion_s"] = round(max(portions), 3)
    lists.finish(taking, at)
    one.refresh_from_db()
    found["registered"] = one.size
    import_list.ask_undo(one, reason="a bench", by=one_by, at=at)
    undoing = import_list.undo(one, by=two_by, at=at)
    found["undo"] = timed(lambda: lists.undo(undoing))
    lists.finish_undo(undoing, at)
    one.refresh_from_db()
    found["stayed"] = one.stayed
    found["left_in_register"] = Custody.objects.filter(listed_in=one).exclude(state="struck").count()
    found["moves"] = history(one).count()
    return found


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    call_command("migrate", verbosity=0)
    operation = Operation(name="An invented crisis")
    append_move(operation, "open", by=Actor("administrator", "bench"), at=timezone.now())
    rows = people(many)
    result = {
        "command": f"python bench/register_list.py {many}",
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        "seed": 20220503,
        "csv": walked(operation, "list.csv", csv_of(rows)),
        "xlsx": walked(operation, "list.xlsx", xlsx_of(rows)),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    text = json.dumps(result, indent=1)
    print(text)
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
