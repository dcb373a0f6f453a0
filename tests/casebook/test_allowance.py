"""Tries are counted, for all processes together, and come back with time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from regreso.casebook.allowance import Limit, give_back, sweep, take
from regreso.casebook.models import Allowance

AT = datetime(2022, 3, 3, 9, tzinfo=UTC)
LIMIT = Limit("test", tries=3, every=60)


def tries(n: int, *, key: str = "olena", at: datetime = AT) -> list[int]:
    return [take(LIMIT, key, at=at) for _ in range(n)]


@pytest.mark.django_db
def test_the_bucket_empties_and_fills_again() -> None:
    assert tries(5) == [0, 0, 0, 60, 60]
    assert tries(2, at=AT + timedelta(seconds=61)) == [0, 59]
    assert tries(4, at=AT + timedelta(days=1)) == [0, 0, 0, 60]


@pytest.mark.django_db
def test_each_key_and_each_limit_has_a_bucket_of_its_own() -> None:
    tries(3)
    assert tries(1, key="taras") == [0]
    assert take(Limit("other", tries=1, every=1), "olena", at=AT) == 0


@pytest.mark.django_db
def test_a_good_try_is_given_back_and_the_bucket_never_runs_over() -> None:
    tries(3)
    give_back(LIMIT, "olena")
    assert tries(2) == [0, 60]
    for _ in range(9):
        give_back(LIMIT, "olena")
    assert tries(4) == [0, 0, 0, 60]


@pytest.mark.django_db
def test_a_clock_that_goes_back_gives_nothing() -> None:
    tries(3)
    assert tries(1, at=AT - timedelta(hours=1)) == [60]


@pytest.mark.django_db
def test_the_table_tells_no_name_and_forgets() -> None:
    tries(1)
    row = Allowance.objects.get()
    assert b"olena" not in bytes(row.digest)
    assert sweep(AT + timedelta(hours=23)) == 0
    assert sweep(AT + timedelta(hours=25)) == 1


TRY = """
import json, sys
from datetime import UTC, datetime
from regreso.project.ready import ready
ready()
from regreso.casebook.allowance import Limit, take
at, limit = datetime(2022, 3, 3, 9, tzinfo=UTC), Limit("test", tries=7, every=3600)
print(json.dumps([take(limit, "olena", at=at) for _ in range(5)]))
"""


def test_processes_count_together(tmp_path: Path) -> None:
    environment = {**os.environ, "REGRESO_HOME": str(tmp_path)}
    environment.pop("REGRESO_KEYS")
    start = "from regreso.project.ready import ready; ready(first_start=True)"
    subprocess.run([sys.executable, "-c", start], env=environment, check=True, timeout=300)
    running = [
        subprocess.Popen([sys.executable, "-c", TRY], env=environment, stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    told = [json.loads(one.communicate(timeout=300)[0]) for one in running]
    assert sum(waited == 0 for one in told for waited in one) == 7
