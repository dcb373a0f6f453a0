"""What an earlier release wrote, this one brings up to date, opens, checks and goes on with."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from upgrade.dumps import KEYS, load_postgres, load_sqlite, python, regreso, releases

# Brings the tables up to date as `regreso serve` does, then tells what is there, and takes one step.
_UPGRADED = """
import json
from regreso.project.ready import ready
ready(first_start=True)
from django.db import connection
from django.utils import timezone
from regreso.casebook.access import actor
from regreso.casebook.models import Enquiry, Operation, Person, Staff
from regreso.steps import administer
operation = Operation.objects.get()
by = actor(Staff.objects.filter(is_superuser=True).first(), "administrator")
administer.promise(operation, (3, 5), by=by, at=timezone.now())
with connection.cursor() as cursor:
    tables = connection.introspection.table_names(cursor)
    columns = {
        table: sorted(column.name for column in connection.introspection.get_table_description(cursor, table))
        for table in tables if table.startswith("casebook_")
    }
print(json.dumps({
    "people": Person.objects.count(), "enquiries": Enquiry.objects.count(), "columns": columns,
    "surnames": sum(bool(one.surname) for one in Person.objects.all()),
}))
"""
_FRESH = _UPGRADED.partition("operation = ")[0] + _UPGRADED.partition("at=timezone.now())\n")[2]


def upgraded(release: Path, home: Path, url: str) -> dict[str, Any]:
    """What stands in a dump that was brought up to date, after its ledger was checked."""
    shutil.copy(release / KEYS, home / KEYS)
    done = python(home, url, _UPGRADED)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    checked = regreso(home, url, "audit", "verify")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert ": whole (" in checked.stdout
    return told


def columns_of_a_new_one(home: Path, url: str) -> dict[str, list[str]]:
    done = python(home, url, _FRESH)
    assert done.returncode == 0, done.stderr
    told: dict[str, dict[str, list[str]]] = json.loads(done.stdout)
    return told["columns"]


def test_the_first_release_has_its_dump() -> None:
    assert releases()[0].name == "0.1.0"


@pytest.mark.parametrize("release", releases(), ids=lambda path: path.name)
def test_a_release_on_sqlite_is_brought_up_to_date(release: Path, tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    told = upgraded(release, old, load_sqlite(release, old))
    assert (told["people"], told["surnames"], told["enquiries"]) == (60, 60, 20)
    assert told["columns"] == columns_of_a_new_one(new, "")


@pytest.mark.parametrize("release", releases(), ids=lambda path: path.name)
def test_a_release_on_postgresql_is_brought_up_to_date(
    release: Path, tmp_path: Path, postgres_url: str
) -> None:
    new = tmp_path / "new"
    told = upgraded(release, tmp_path, load_postgres(release, postgres_url))
    assert (told["people"], told["surnames"], told["enquiries"]) == (60, 60, 20)
    assert told["columns"] == columns_of_a_new_one(new, "")
